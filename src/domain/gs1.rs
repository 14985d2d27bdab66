//! What a barcode scanner types of a package: a GS1 element string, or the plain number EAN-13 or EAN-8.
//! Source: GS1 General Specifications, sections 3 (application identifiers), 7.8 (element strings), 7.9 (check digit) and 7.12
//! (century); written from knowledge, no opened copy. Whatever does not hold is an error: a lot or a date is never guessed.

use chrono::{Datelike as _, Months, NaiveDate};

/// Longest text that is read: every identifier below once, and room for the signature of a marking system.
pub const CHARS_MAX: usize = 400;
/// What a scanner sends for FNC1, which ends a field of variable length.
pub const GS: char = '\u{1d}';

/// What a code says of a package. It does not say which medicine that is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Package {
    /// Number of the trade item, always 14 digits.
    pub gtin: Option<String>,
    /// Last day on which it may be used.
    pub expires: Option<NaiveDate>,
    pub lot: Option<String>,
    pub serial: Option<String>,
}

/// Why a text is no such code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Gs1Error {
    #[error("empty")]
    Empty,
    #[error("longer than any code")]
    TooLong,
    /// Outside the character set of GS1: mostly a keyboard that is not set to Latin.
    #[error("{0:?} stands in no code")]
    WrongCharacter(char),
    #[error("neither an element string nor an EAN number")]
    NotACode,
    #[error("application identifier {0} is not known")]
    UnknownField(String),
    #[error("field {0} is too short, too long or not of figures")]
    WrongLength(&'static str),
    #[error("field {0} stands there twice, with other content")]
    Repeated(&'static str),
    #[error("the check digit does not fit")]
    WrongCheckDigit,
    #[error("no such date")]
    NoSuchDate,
}

impl Gs1Error {
    /// Stable word for message catalogues: what the reader can do about it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::WrongCharacter(_) => "letters",
            Self::WrongCheckDigit => "check-digit",
            Self::NoSuchDate => "date",
            Self::Empty
            | Self::TooLong
            | Self::NotACode
            | Self::UnknownField(_)
            | Self::WrongLength(_)
            | Self::Repeated(_) => "unknown",
        }
    }
}

/// How long a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    /// Figures, as many; no FNC1 is needed after it.
    Figures(usize),
    /// Any characters, at most as many, up to FNC1 or the end.
    UpTo(usize),
}

/// 91 to 99 are between partners: marking systems put their signature there. They are passed over.
const FIELDS: [(&str, Length); 15] = [
    ("01", Length::Figures(14)),
    ("10", Length::UpTo(20)),
    ("11", Length::Figures(6)),
    ("17", Length::Figures(6)),
    ("21", Length::UpTo(20)),
    ("90", Length::UpTo(30)),
    ("91", Length::UpTo(90)),
    ("92", Length::UpTo(90)),
    ("93", Length::UpTo(90)),
    ("94", Length::UpTo(90)),
    ("95", Length::UpTo(90)),
    ("96", Length::UpTo(90)),
    ("97", Length::UpTo(90)),
    ("98", Length::UpTo(90)),
    ("99", Length::UpTo(90)),
];

/// Symbologies that carry element strings: DataMatrix, GS1-128, QR (ISO/IEC 15424).
const ELEMENTS: [&str; 3] = ["]d2", "]C1", "]Q3"];
const EAN13: &str = "]E0";
const EAN8: &str = "]E4";

/// Reads what a scanner typed. `today` decides the century of a date.
pub fn read(text: &str, today: NaiveDate) -> Result<Package, Gs1Error> {
    let text = text.trim_matches([' ', '\t', '\r', '\n']);
    if text.is_empty() {
        return Err(Gs1Error::Empty);
    }
    if text.len() > CHARS_MAX {
        return Err(Gs1Error::TooLong);
    }
    // `]` opens the name of the symbology and stands nowhere else.
    let body = text.strip_prefix(']').unwrap_or(text);
    if let Some(odd) = body.chars().find(|c| !may_stand(*c)) {
        return Err(Gs1Error::WrongCharacter(odd));
    }
    if let Some(body) = ELEMENTS.iter().find_map(|name| text.strip_prefix(name)) {
        return elements(body, today);
    }
    if let Some(number) = text.strip_prefix(EAN13) {
        return ean(number, 13);
    }
    if let Some(number) = text.strip_prefix(EAN8) {
        return ean(number, 8);
    }
    let is_number = text.bytes().all(|b| b.is_ascii_digit());
    match text.len() {
        13 | 8 if is_number => ean(text, text.len()),
        // Without the name of a symbology only the trade item's own field tells an element string from another number.
        _ if text.trim_start_matches(GS).starts_with("01") => elements(text, today),
        _ => Err(Gs1Error::NotACode),
    }
}

/// The 82 characters that a field may hold, and the separator.
fn may_stand(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == GS || "!\"%&'()*+,-./:;<=>?_".contains(c)
}

fn ean(number: &str, length: usize) -> Result<Package, Gs1Error> {
    if number.len() != length {
        return Err(Gs1Error::NotACode);
    }
    let gtin = gtin(&format!("{number:0>14}"))?;
    Ok(Package {
        gtin: Some(gtin),
        ..Package::default()
    })
}

fn elements(body: &str, today: NaiveDate) -> Result<Package, Gs1Error> {
    let mut package = Package::default();
    let mut rest = body.trim_matches(GS);
    if rest.is_empty() {
        return Err(Gs1Error::NotACode);
    }
    while !rest.is_empty() {
        let Some((ai, length, after)) = field(rest) else {
            let unknown: String = rest.chars().take(2).collect();
            return Err(Gs1Error::UnknownField(unknown));
        };
        let (value, after) = cut(ai, length, after)?;
        let slot = match ai {
            "01" => {
                gtin(value)?;
                Some(&mut package.gtin)
            }
            "10" => Some(&mut package.lot),
            "21" => Some(&mut package.serial),
            "11" | "17" => {
                let day = date(value, today)?;
                if ai == "17" && package.expires.replace(day).is_some_and(|was| was != day) {
                    return Err(Gs1Error::Repeated(ai));
                }
                None
            }
            _ => None,
        };
        if let Some(slot) = slot
            && slot
                .replace(value.to_owned())
                .is_some_and(|was| was != value)
        {
            return Err(Gs1Error::Repeated(ai));
        }
        // A separator after a field of fixed length is needless and is let pass.
        rest = after.strip_prefix(GS).unwrap_or(after);
    }
    Ok(package)
}

fn field(rest: &str) -> Option<(&'static str, Length, &str)> {
    FIELDS
        .iter()
        .find_map(|(ai, length)| rest.strip_prefix(ai).map(|after| (*ai, *length, after)))
}

/// The value of a field, and what stands after it.
fn cut<'t>(
    ai: &'static str,
    length: Length,
    after: &'t str,
) -> Result<(&'t str, &'t str), Gs1Error> {
    let wrong = Gs1Error::WrongLength(ai);
    match length {
        Length::Figures(count) => after
            .split_at_checked(count)
            .filter(|(value, _)| value.bytes().all(|b| b.is_ascii_digit()))
            .ok_or(wrong),
        Length::UpTo(most) => {
            let end = after.find(GS).unwrap_or(after.len());
            after
                .split_at_checked(end)
                .filter(|(value, _)| (1..=most).contains(&value.len()))
                .ok_or(wrong)
        }
    }
}

/// Whether these are the 14 digits of a trade item: weights 3 and 1, the last digit fills up to a ten.
pub fn is_gtin(text: &str) -> bool {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    let sum: u32 = text
        .bytes()
        .zip([3, 1].into_iter().cycle())
        .map(|(digit, weight)| u32::from(digit.wrapping_sub(b'0')) * weight)
        .sum();
    digits && text.len() == 14 && sum.is_multiple_of(10) && sum > 0
}

fn gtin(text: &str) -> Result<String, Gs1Error> {
    if is_gtin(text) {
        Ok(text.to_owned())
    } else {
        Err(Gs1Error::WrongCheckDigit)
    }
}

/// YYMMDD. Day 00 is the last one of the month; the century is the one in which the year lies within 49 years before and 50 years
/// after the present one.
fn date(text: &str, today: NaiveDate) -> Result<NaiveDate, Gs1Error> {
    let part = |range: std::ops::Range<usize>| {
        let part = text.get(range).and_then(|part| part.parse::<u32>().ok());
        part.ok_or(Gs1Error::NoSuchDate)
    };
    let (year, month, day) = (part(0..2)?, part(2..4)?, part(4..6)?);
    let year = i32::try_from(year).map_err(|_too_large| Gs1Error::NoSuchDate)?;
    let present = today.year();
    let ahead = year - present.rem_euclid(100);
    let century = present.div_euclid(100)
        + match ahead {
            51..=99 => -1,
            -99..=-50 => 1,
            _ => 0,
        };
    let year = century * 100 + year;
    let day = if day == 0 {
        NaiveDate::from_ymd_opt(year, month, 1)
            .and_then(|first| first.checked_add_months(Months::new(1)))
            .and_then(|next| next.pred_opt())
    } else {
        NaiveDate::from_ymd_opt(year, month, day)
    };
    day.ok_or(Gs1Error::NoSuchDate)
}

#[cfg(test)]
#[path = "gs1_tests.rs"]
mod tests;
