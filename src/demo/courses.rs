//! Courses that run today: ordered in the last days, given at the point, so that the nurse's round of the demo is not empty.

use chrono::{Days, NaiveDate};

use super::dice::Dice;
use super::health::Health;
use super::orders::{Bedside, order};
use super::people::Resident;
use super::topics::{Amount, Wish};
use super::visits::{moment, one};
use super::{Afterwards, DemoDose, DemoVisit};
use crate::domain::administration::Administration;
use crate::domain::country::Country;
use crate::domain::person::Sex;
use crate::domain::role::Role;
use crate::domain::visit::Prescription;
use crate::forms::{Answer, decode_all};

/// One patient in so many gets injections or is looked after at the point today.
const ONE_IN: u64 = 17;
/// Nobody is treated at the point from the far end of a district: a dozen or two a day, whatever the size of the demo.
const NEAREST: u64 = 600;
/// A dose in so many was refused or not given.
const MISSED: i64 = 80;

/// What is ordered; the first that fits the patient and that the engine does not stop.
const COURSES: [Course; 6] = [
    Course {
        every_h: 6,
        ..course(
            "benzylpenicillin",
            "powder for injection",
            "1 000 000 IU",
            "intramuscular",
            (216, 1800),
            Amount::Fixed(1_000_000.0),
            "IU",
            4,
            7,
        )
    },
    Course {
        every_h: 12,
        ..course(
            "cefotaxime",
            "powder for injection",
            "500 mg",
            "intramuscular",
            (24, 140),
            Amount::PerKg(50.0, 1000.0, 50.0),
            "mg",
            2,
            7,
        )
    },
    course(
        "ampicillin",
        "powder for injection",
        "500 mg",
        "intramuscular",
        (6, 60),
        Amount::PerKg(50.0, 1000.0, 50.0),
        "mg",
        3,
        5,
    ),
    Course {
        as_needed: true,
        every_h: 8,
        ..course(
            "metoclopramide",
            "injection",
            "5 mg/mL",
            "intramuscular",
            (216, 1800),
            Amount::Fixed(10.0),
            "mg",
            3,
            3,
        )
    },
    Course {
        every_h: 6,
        ..course(
            "paracetamol",
            "syrup / suspension",
            "120 mg/5 mL",
            "oral",
            (6, 84),
            Amount::PerKg(12.5, 480.0, 12.0),
            "mg",
            4,
            3,
        )
    },
    course(
        "paracetamol",
        "tablet",
        "500 mg",
        "oral",
        (216, 1800),
        Amount::Fixed(500.0),
        "mg",
        3,
        5,
    ),
];

struct Course {
    medicine: &'static str,
    form: &'static str,
    strength: &'static str,
    route: &'static str,
    months: (i64, i64),
    dose: Amount,
    unit: &'static str,
    per_day: i64,
    /// Hours; 0: only the number for the day is said.
    every_h: i64,
    days: i64,
    as_needed: bool,
}

const fn course(
    medicine: &'static str,
    form: &'static str,
    strength: &'static str,
    route: &'static str,
    months: (i64, i64),
    dose: Amount,
    unit: &'static str,
    per_day: i64,
    days: i64,
) -> Course {
    Course {
        medicine,
        form,
        strength,
        route,
        months,
        dose,
        unit,
        per_day,
        every_h: 0,
        days,
        as_needed: false,
    }
}

/// A visit of the last days with such a course, for some; after every other visit of the patient.
pub fn draw(
    dice: &mut Dice,
    country: Country,
    resident: &Resident,
    health: &Health,
    last: Option<i64>,
    today: NaiveDate,
) -> Option<DemoVisit> {
    let person = &resident.person;
    if resident.index >= NEAREST || resident.index % ONE_IN != 5 || person.deceased.is_some() {
        return None;
    }
    let months = (today - resident.born).num_days() * 12 / 365;
    // Nobody was asked about a pregnancy here: the engine would have to say so.
    if months < 6 || person.sex == Sex::Female && (150..620).contains(&months) {
        return None;
    }
    let day = today - Days::new(dice.range(1, 2) as u64);
    let mut visit = one(dice, country, resident, health, day);
    visit.care_at = moment(country, day, dice.range(8 * 60 + 20, 11 * 60));
    if last.is_some_and(|last| last >= visit.care_at) {
        return None;
    }
    let kg = visit.draft.visit.answers.get("weight").and_then(|text| {
        match decode_all(text).as_slice() {
            [Answer::Quantity(weight)] => Some(weight.value.to_f64()),
            _ => None,
        }
    });
    let bedside = Bedside {
        day,
        months,
        kg,
        pregnant: None,
        trimester: None,
    };
    let start = dice.below(COURSES.len());
    let ordered = (0..COURSES.len())
        .filter_map(|n| COURSES.get((start + n) % COURSES.len()))
        .find_map(|course| {
            let order = order(&course.wish(), resident, health, bedside)?;
            Some(Prescription {
                interval_h: if course.every_h > 0 {
                    course.every_h.to_string()
                } else {
                    String::new()
                },
                as_needed: course.as_needed,
                given_here: Some(true),
                ..order
            })
        })?;
    visit.draft.care_at = Some(visit.care_at);
    visit.draft.referral = None;
    visit.author_role = Role::Feldsher;
    visit.afterwards = Afterwards::Stands;
    visit.doses = doses(dice, &ordered, visit.care_at, kg, day, country, today);
    visit.draft.prescriptions = vec![ordered];
    Some(visit)
}

impl Course {
    fn wish(&self) -> Wish {
        Wish {
            medicine: self.medicine,
            form: self.form,
            strength: self.strength,
            route: self.route,
            months: self.months,
            kg: (0.0, 1000.0),
            dose: self.dose,
            unit: self.unit,
            per_day: self.per_day,
            every_h: self.every_h,
            days: self.days,
            odds: 1000,
            indication: None,
            renew: false,
        }
    }
}

/// What was given until the night before today, a few minutes late each time; one dose may have been missed.
fn doses(
    dice: &mut Dice,
    order: &Prescription,
    ordered_at: i64,
    kg: Option<f64>,
    weighed_on: NaiveDate,
    country: Country,
    today: NaiveDate,
) -> Vec<DemoDose> {
    let gap = match order.interval_h.parse::<i64>() {
        Ok(hours) => hours * 3_600,
        Err(_not_said) => 86_400 / order.per_day.unwrap_or(1).max(1),
    };
    let midnight = moment(country, today, 0);
    let mut doses = Vec::new();
    let mut at = ordered_at + dice.range(10, 40) * 60;
    let most = if order.as_needed { 1 } else { usize::MAX };
    while at < midnight && doses.len() < most {
        let missed = !doses.is_empty() && dice.per_mille(MISSED);
        let reason = dice.pick(&["refused", "absent"], "absent");
        doses.push(DemoDose {
            at,
            administration: Administration {
                medicine: order.medicine.clone(),
                name: order.name.clone(),
                dosage_form: order.dosage_form.clone(),
                strength: order.strength.clone(),
                dose: order.dose.clone(),
                unit: order.unit.clone(),
                amount: if missed {
                    String::new()
                } else {
                    order.amount.clone()
                },
                route: order.route.clone(),
                given: !missed,
                status_reason: if missed {
                    reason.to_owned()
                } else {
                    String::new()
                },
                weight_kg: kg.map_or_else(String::new, crate::domain::dose::plain),
                weight_on: kg.map(|_| weighed_on),
                answer: if missed {
                    String::new()
                } else {
                    order.answer.clone()
                },
                rules: order.rules.clone(),
                ..Administration::default()
            },
        });
        at += gap + dice.range(0, 12) * 60;
    }
    doses
}
