//! The pregnancy cards of the demo's women, and contacts in the form of a contact: most as planned, some missed, a few with something
//! that must not be overlooked.

use std::collections::BTreeMap;

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

use super::dice::Dice;
use super::growth::pressure;
use super::health::{Health, title};
use super::people::Resident;
use super::visits::{choice, flag, moment, quantity};
use super::{Afterwards, DemoVisit, MOST_VISITS};
use crate::domain::card::Draft;
use crate::domain::country::Country;
use crate::domain::dates::PartialDate;
use crate::domain::pregnancy::Booking;
use crate::domain::role::Role;
use crate::domain::visit::{Diagnosis, DiagnosisRole, Visit};
use crate::forms::ANTENATAL;

/// The version of `forms/antenatal.json` whose link ids are used here; a test compares.
pub const FORM_VERSION: &str = "1.0";

const SYSTEM: &str = "urn:feldsher:code:antenatal";
/// Weeks of the contacts that are tried.
const WEEKS: [u64; 7] = [10, 16, 20, 25, 30, 34, 36];
/// Weeks of the first ultrasound.
const SCAN_DAYS: i64 = 86;

/// The booking of a woman who is pregnant today; her contacts join `visits` in the order of time.
pub fn draw(
    dice: &mut Dice,
    country: Country,
    resident: &Resident,
    health: &Health,
    visits: &mut Vec<DemoVisit>,
    today: NaiveDate,
) -> Option<Booking> {
    let since = health.pregnant_since?;
    let danger = dice.per_mille(120);
    let pale = dice.per_mille(200);
    let small = dice.per_mille(70);
    let mut days: Vec<NaiveDate> = Vec::new();
    for week in WEEKS {
        let mut day = since + Days::new(week * 7 + dice.range(0, 5) as u64);
        if day.weekday() == Weekday::Sun {
            day = day + Days::new(1);
        }
        let missed = week > 10 && dice.per_mille(150);
        if day < today && !missed {
            days.push(day);
        }
    }
    let last = days.last().copied();
    for day in &days {
        let odd = Odd {
            danger: danger && Some(*day) == last,
            pale,
            small,
        };
        visits.push(contact(dice, country, resident, health, (since, *day), odd));
    }
    visits.sort_by_key(|visit| visit.care_at);
    visits.dedup_by_key(|visit| visit.care_at);
    while visits.len() >= MOST_VISITS {
        visits.remove(0);
    }
    // Who has no contact yet was booked when the pregnancy was known.
    let booked = days.first().copied().unwrap_or(since + Days::new(55));
    let scan_on = since + Days::new(SCAN_DAYS as u64);
    let scan_days = SCAN_DAYS
        + if dice.per_mille(120) {
            9
        } else {
            dice.range(-3, 3)
        };
    let scanned = scan_on < today;
    let gravida = dice.range(1, 4);
    let history = dice.per_mille(150) && gravida > 1;
    Some(Booking {
        date: PartialDate::from_day(booked.min(today - Days::new(1))),
        lmp: PartialDate::from_day(since),
        scan_on: if scanned {
            PartialDate::from_day(scan_on)
        } else {
            PartialDate::default()
        },
        scan_weeks: scanned.then_some(scan_days / 7),
        scan_days: scanned.then_some(scan_days % 7),
        gravida: Some(gravida),
        parity: Some(gravida - 1),
        living: Some(gravida - 1),
        fetuses: scanned.then_some(1),
        height_cm: (health.body.height_mm(300.0) / 10).to_string(),
        weight_kg: (health.body.weight_grams(dice, 300.0, 0.0) / 1000).to_string(),
        history: if history {
            vec!["caesarean".to_owned()]
        } else {
            Vec::new()
        },
        history_asked: true,
        ..Booking::default()
    })
}

/// What stands out of the ordinary.
#[derive(Clone, Copy)]
struct Odd {
    danger: bool,
    pale: bool,
    small: bool,
}

fn contact(
    dice: &mut Dice,
    country: Country,
    resident: &Resident,
    health: &Health,
    (since, day): (NaiveDate, NaiveDate),
    odd: Odd,
) -> DemoVisit {
    let days = (day - since).num_days();
    let weeks = days / 7;
    let years = (day - resident.born).num_days() as f64 / 365.25;
    let mut answers = BTreeMap::new();
    flag(&mut answers, "danger", false);
    let gain = (weeks as f64 - 12.0).max(0.0) * 0.38;
    let grams = health.body.weight_grams(dice, years * 12.0, gain);
    quantity(&mut answers, "weight", grams, 3, "kg");
    let (upper, lower) = pressure(dice, years, 0);
    let high = if odd.danger && weeks >= 20 { 34 } else { 0 };
    quantity(&mut answers, "bp-sys", upper + high, 0, "mm[Hg]");
    quantity(&mut answers, "bp-dia", lower + high / 2, 0, "mm[Hg]");
    let protein = if high > 0 { "1+" } else { "negative" };
    choice(&mut answers, "urine-protein", SYSTEM, protein);
    choice(&mut answers, "oedema", SYSTEM, "none");
    if weeks >= 20 {
        let less = if odd.small { 50 } else { 0 };
        let tenths = days * 10 / 7 + dice.range(-12, 12) - less;
        quantity(&mut answers, "fundal", tenths, 1, "cm");
        quantity(&mut answers, "fetal-heart", dice.range(128, 152), 0, "/min");
        choice(&mut answers, "movements", SYSTEM, "felt");
    }
    if weeks >= 30 {
        choice(&mut answers, "presentation", SYSTEM, "cephalic");
    }
    if dice.per_mille(700) {
        let low = if odd.pale { 18 } else { 0 };
        let haemoglobin = dice.range(113, 126) - low;
        quantity(&mut answers, "haemoglobin", haemoglobin, 0, "g/L");
    }
    let care_at = moment(country, day, dice.range(8 * 60 + 5, 16 * 60 + 50));
    DemoVisit {
        author_role: Role::Feldsher,
        care_at,
        draft: Draft {
            visit: Visit {
                form: ANTENATAL.to_owned(),
                form_version: FORM_VERSION.to_owned(),
                answers,
                diagnoses: vec![Diagnosis {
                    code: "Z34.9".to_owned(),
                    title: title("Z34.9", resident.lang),
                    role: DiagnosisRole::Main,
                }],
                drafted_by: None,
            },
            care_at: Some(care_at),
            ..Draft::default()
        },
        afterwards: Afterwards::Stands,
        doses: Vec::new(),
    }
}
