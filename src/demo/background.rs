//! What somebody brings along: blood group, habits, disability, operations and implants, illnesses of relatives, and what was asked and
//! is not there. The nurse writes it on the day of the first visit.

use chrono::{Datelike as _, NaiveDate};

use super::banks;
use super::dice::Dice;
use super::health::{Health, title};
use super::people::Resident;
use crate::domain::allergy::Status;
use crate::domain::background::{
    Disability, FamilyIllness, HABITS, Habit, Procedure, ProcedureKind,
};
use crate::domain::dates::PartialDate;
use crate::domain::person::Sex;

/// Facts of the card beside its lists.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Background {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blood: Option<String>,
    /// By the habit, as in [`HABITS`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub habits: Vec<(&'static str, Habit)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disability: Option<Disability>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub procedures: Vec<Procedure>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub family: Vec<FamilyIllness>,
    /// Lists about which somebody asked and nothing was there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<&'static str>,
}

/// Group with its share in a hundred.
const GROUPS: [(&str, i64); 4] = [("O(I)", 34), ("A(II)", 32), ("B(III)", 25), ("AB(IV)", 9)];

/// Key of its words, kind, from which age, odds per mille.
pub(super) const PROCEDURES: [(&str, ProcedureKind, i32, i64); 7] = [
    ("appendix", ProcedureKind::Operation, 12, 80),
    ("hernia", ProcedureKind::Operation, 30, 50),
    ("gallbladder", ProcedureKind::Operation, 35, 50),
    ("caesarean", ProcedureKind::Operation, 25, 100),
    ("plate", ProcedureKind::Implant, 18, 25),
    ("stent", ProcedureKind::Implant, 55, 45),
    ("pacemaker", ProcedureKind::Implant, 60, 35),
];

/// Illnesses that are asked about in a family.
const IN_FAMILIES: [&str; 3] = ["I10", "E11.9", "J45.9"];

pub fn draw(dice: &mut Dice, resident: &Resident, health: &Health, today: NaiveDate) -> Background {
    let years = today.years_since(resident.born).unwrap_or(0) as i32;
    let woman = resident.person.sex == Sex::Female;
    let mut background = Background::default();
    if dice.per_mille(if years >= 16 { 650 } else { 300 }) {
        let mut throw = dice.range(0, 99);
        let mut group = GROUPS[0].0;
        for (name, share) in GROUPS {
            if throw < share {
                group = name;
                break;
            }
            throw -= share;
        }
        let rhesus = if dice.per_mille(120) { "Rh−" } else { "Rh+" };
        background.blood = Some(format!("{group} {rhesus}"));
    }
    if years >= 16 && dice.per_mille(600) {
        for habit in HABITS {
            // Not everything is asked every time.
            if !dice.per_mille(800) {
                continue;
            }
            let odds = match (habit, woman) {
                ("tobacco", false) => 380,
                ("alcohol", false) => 300,
                ("nasvay", false) => 120,
                ("drugs", _) | ("nasvay", true) => 0,
                _ => 60,
            };
            let value = match (dice.per_mille(odds), dice.per_mille(250)) {
                (false, _) => "never",
                (true, true) => "past",
                (true, false) => "now",
            };
            let said = Habit {
                value: value.to_owned(),
                note: String::new(),
            };
            background.habits.push((habit, said));
        }
    }
    if dice.per_mille(40) {
        let value = if years < 18 {
            "child"
        } else {
            dice.pick(&["1", "2", "3"], "3")
        };
        background.disability = Some(Disability {
            value: value.to_owned(),
            note: String::new(),
        });
    }
    let words = banks::phrases(resident.lang);
    for (key, kind, from, odds) in PROCEDURES {
        let is_possible = years > from && (key != "caesarean" || woman);
        if !is_possible || !dice.per_mille(odds) {
            continue;
        }
        let ago = dice.range(1, i64::from((years - from).clamp(1, 12)));
        background.procedures.push(Procedure {
            kind,
            title: dice.word(words.get("procedures", key)).to_owned(),
            date: PartialDate::from_year(today.year() - ago as i32).unwrap_or_default(),
            note: String::new(),
            status: Status::Active,
        });
    }
    if dice.per_mille(180) {
        let code = dice.word(&IN_FAMILIES);
        background.family.push(FamilyIllness {
            relation: dice.word(&["mother", "father", "grandparent"]).to_owned(),
            title: title(code, resident.lang),
            note: String::new(),
            status: Status::Active,
        });
    }
    let empty = [
        ("pr", health.problems.is_empty()),
        ("med", health.medicines.is_empty()),
        ("proc", background.procedures.is_empty()),
        ("fam", background.family.is_empty()),
    ];
    for (list, is_empty) in empty {
        if is_empty && dice.per_mille(550) {
            background.asked.push(list);
        }
    }
    background
}
