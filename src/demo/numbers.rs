//! National numbers and telephones that pass every check and belong to nobody.
//!
//! KZ: serials 9500–9999; UZ: district 999, serials 500–999; GE: numbers beginning with 000. Area codes of telephones
//! never begin with 0 in any of the three countries, so these do.

use chrono::{Datelike as _, NaiveDate};

use super::dice::{Dice, mix};
use crate::domain::country::Country;
use crate::domain::identifiers::IdentifierKind;
use crate::domain::person::{KnownNumber, Sex};

/// Serials for one day of birth.
const SERIALS: u64 = 500;
/// Days of a year that are used: 12 months of 28 days.
const DAYS: u64 = 336;
/// No common factor with `SERIALS * DAYS` and near its golden section, so that neighbours differ in every part.
const STRIDE: u64 = 103_843;
/// The same for eight figures.
const STRIDE_8: u64 = 61_803_399;

/// Day of birth and serial of a patient: no two of the first 168 000 share both.
#[derive(Debug, Clone, Copy)]
pub struct Slot {
    pub month: u32,
    pub day: u32,
    serial: u64,
    index: u64,
    seed: u64,
}

impl Slot {
    pub fn of(seed: u64, index: u64) -> Self {
        let seed = mix(seed) >> 1;
        let place =
            (index % (SERIALS * DAYS) * STRIDE + seed % (SERIALS * DAYS)) % (SERIALS * DAYS);
        let day = place / SERIALS;
        Self {
            month: (day / 28) as u32 + 1,
            day: (day % 28) as u32 + 1,
            serial: SERIALS - 1 - place % SERIALS,
            index,
            seed,
        }
    }

    /// The day of birth of somebody who is `years` old on `today`.
    pub fn birth(self, years: i32, today: NaiveDate) -> NaiveDate {
        let before = (self.month, self.day) >= (today.month(), today.day());
        let year = today.year() - years - i32::from(before);
        // Every month has 28 days.
        NaiveDate::from_ymd_opt(year, self.month, self.day).unwrap_or(today)
    }

    /// A valid number, or `None` where no last figure fits (one in a hundred in Kazakhstan).
    pub fn national(self, country: Country, sex: Sex, birth: NaiveDate) -> Option<KnownNumber> {
        let value = match country {
            Country::Kz => kz_iin(birth, sex, 9500 + self.serial)?,
            Country::Uz => uz_pinfl(birth, sex, 500 + self.serial),
            Country::Ge => {
                let eight = (u128::from(self.index) * u128::from(STRIDE_8) + u128::from(self.seed))
                    % 100_000_000;
                format!("000{eight:08}")
            }
        };
        Some(KnownNumber {
            kind: IdentifierKind::national(country).code().to_owned(),
            value,
        })
    }

    pub fn temporary(self, dice: &mut Dice) -> KnownNumber {
        KnownNumber {
            kind: IdentifierKind::Temporary.code().to_owned(),
            value: format!("t-{:06}-{:04x}", self.index, dice.below(0x1_0000)),
        }
    }
}

/// A telephone in its one form ([`crate::domain::phone::Phone`]).
pub fn phone(country: Country, dice: &mut Dice) -> String {
    let six = dice.range(0, 999_999);
    match country {
        Country::Kz => format!("+70000{six:06}"),
        Country::Uz => format!("+998000{six:06}"),
        Country::Ge => format!("+995000{six:06}"),
    }
}

fn century_and_sex(birth: NaiveDate, sex: Sex) -> u32 {
    let first = match birth.year() {
        ..1900 => 1,
        1900..2000 => 3,
        _ => 5,
    };
    first + u32::from(sex == Sex::Female)
}

fn digits(text: &str) -> impl Iterator<Item = u32> + '_ {
    text.chars().filter_map(|c| c.to_digit(10))
}

/// Rules and sources: `domain::identifiers::rules`.
fn kz_iin(birth: NaiveDate, sex: Sex, serial: u64) -> Option<String> {
    let body = format!(
        "{}{}{serial:04}",
        birth.format("%y%m%d"),
        century_and_sex(birth, sex)
    );
    let pass = |weights: [u32; 11]| {
        let sum: u32 = digits(&body).zip(weights).map(|(d, w)| d * w).sum();
        sum % 11
    };
    let last = match pass([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) {
        10 => pass([3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]),
        first => first,
    };
    (last < 10).then(|| format!("{body}{last}"))
}

fn uz_pinfl(birth: NaiveDate, sex: Sex, serial: u64) -> String {
    let body = format!(
        "{}{}999{serial:03}",
        century_and_sex(birth, sex),
        birth.format("%d%m%y")
    );
    let sum: u32 = digits(&body)
        .zip([7, 3, 1].into_iter().cycle())
        .map(|(d, w)| d * w)
        .sum();
    format!("{body}{}", sum % 10)
}
