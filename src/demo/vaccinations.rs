//! The vaccinations of the demo's children by their country's calendar: most in time, some late, some refused, a few whose card
//! was never brought.

use chrono::{Days, NaiveDate};

use super::DemoVaccination;
use super::dice::Dice;
use super::people::Resident;
use crate::clinical::immunise::{Book, Line, after};
use crate::domain::country::Country;
use crate::domain::dates::PartialDate;
use crate::domain::immunisation::{Immunisation, ImmunisationStatus};
use crate::domain::person::Sex;

/// How a family keeps the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Habit {
    InTime,
    /// Everything from this dose on comes so many days late.
    Late {
        from: usize,
        days: u64,
    },
    /// From this dose on they refuse.
    Refuses {
        from: usize,
    },
    /// The doctor puts this dose off.
    PutOff {
        at: usize,
    },
    /// Nobody has brought the card.
    NoRecord,
}

/// Oldest first; `known_from` is the day of registration: what was given before it was copied from the family's card.
pub fn draw(
    dice: &mut Dice,
    country: Country,
    resident: &Resident,
    known_from: NaiveDate,
    today: NaiveDate,
) -> Vec<DemoVaccination> {
    let book = Book::builtin();
    let Some(calendar) = book.calendar(country) else {
        return Vec::new();
    };
    if today >= after(resident.born, book.rules.childhood_until.span) {
        return Vec::new();
    }
    let mut last = today - Days::new(1);
    if let Some(died) = resident.person.deceased.and_then(PartialDate::day) {
        last = last.min(died);
    }
    let lines: Vec<&Line> = calendar
        .lines
        .iter()
        .filter(|line| line.repeat.is_none())
        .filter(|line| line.sex.is_none() || resident.person.sex == Sex::Female)
        .filter(|line| after(resident.born, line.age) <= last)
        .collect();
    let habit = habit(dice, lines.len());
    let mut found = Vec::new();
    let mut refused = Vec::new();
    let mut lag = 0;
    let mut age = None;
    for (at, line) in lines.into_iter().enumerate() {
        // What belongs to one age is given on one day; nobody catches up, so that no dose comes too soon after the one before.
        if line.age.rough_days() >= 7.0 && age.is_none_or(|before| before != line.age) {
            lag += dice.range(0, 3) as u64;
        }
        age = Some(line.age);
        let late = match habit {
            Habit::Late { from, days } if at >= from => days,
            _ => 0,
        };
        let day = after(resident.born + Days::new(late + lag), line.age);
        // After the first year one in twenty-five is forgotten; the series of infants keep their intervals.
        let forgotten = dice.per_mille(40) && line.age.rough_days() > 360.0;
        let dose = dose(dice, book, line, day, known_from);
        if day > last || habit == Habit::NoRecord {
            continue;
        }
        let reason = match habit {
            Habit::Refuses { from } if at >= from => "refusal",
            Habit::PutOff { at: put_off } if at == put_off => "medical-exemption",
            _ if forgotten => continue,
            _ => {
                found.push(dose);
                continue;
            }
        };
        // A family refuses once for each vaccine, and it is written down once.
        if !refused.contains(&line.vaccine) {
            refused.push(line.vaccine.clone());
            found.push(not_done(dose, reason, day));
        }
    }
    found
}

fn habit(dice: &mut Dice, doses: usize) -> Habit {
    let from = dice.below(doses.max(1));
    let days = dice.range(35, 240) as u64;
    match dice.range(0, 99) {
        0..72 => Habit::InTime,
        72..87 => Habit::Late { from, days },
        87..92 => Habit::Refuses { from },
        92..96 => Habit::PutOff { at: from },
        _ => Habit::NoRecord,
    }
}

fn dose(
    dice: &mut Dice,
    book: &Book,
    line: &Line,
    day: NaiveDate,
    known_from: NaiveDate,
) -> DemoVaccination {
    let usual = book
        .vaccine(&line.vaccine)
        .and_then(|vaccine| vaccine.usual.as_ref());
    let route = usual.map_or("", |usual| usual.route.as_str());
    let side = dice.below(2);
    let site = match route {
        "oral" => "mouth",
        "intradermal" => "left-arm",
        _ if line.age.rough_days() < 700.0 => ["left-thigh", "right-thigh"][side],
        _ => ["left-arm", "right-arm"][side],
    };
    // Nobody is to take these lots for real ones.
    let lot = format!("DEMO-{:04}", dice.range(1, 9999));
    let expiry = day + Days::new(dice.range(120, 600) as u64);
    let (local, general) = match dice.range(0, 99) {
        0..55 => ("", ""),
        55..80 => ("none", "none"),
        80..90 => ("redness-swelling", "none"),
        90..98 => ("none", "fever"),
        _ => ("induration", "fever"),
    };
    let reported = day < known_from;
    let content = Immunisation {
        vaccine: line.vaccine.clone(),
        dose_number: Some(i64::from(line.dose)),
        date: PartialDate::from_day(day),
        lot: if reported { String::new() } else { lot },
        expiry: if reported {
            PartialDate::default()
        } else {
            PartialDate::from_day(expiry)
        },
        site: site.to_owned(),
        route: route.to_owned(),
        dose_ml: usual
            .and_then(|usual| usual.dose_ml)
            .map_or_else(String::new, |ml| ml.to_string()),
        reaction_local: local.to_owned(),
        reaction_general: general.to_owned(),
        reported,
        ..Immunisation::default()
    };
    DemoVaccination {
        written_on: day.max(known_from),
        content,
    }
}

/// The same row, refused or put off.
fn not_done(dose: DemoVaccination, reason: &str, day: NaiveDate) -> DemoVaccination {
    let exempt = reason == "medical-exemption";
    let until = if exempt {
        PartialDate::from_day(day + Days::new(180))
    } else {
        PartialDate::default()
    };
    DemoVaccination {
        content: Immunisation {
            status: ImmunisationStatus::NotDone,
            status_reason: reason.to_owned(),
            vaccine: dose.content.vaccine,
            dose_number: exempt.then_some(dose.content.dose_number).flatten(),
            date: PartialDate::from_day(day),
            until,
            ..Immunisation::default()
        },
        ..dose
    }
}
