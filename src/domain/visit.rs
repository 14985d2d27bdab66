//! What happened: the contents of the entry kinds that a visit makes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::dose::{Dose, Strength, Unit, parse_number};
use super::ids::{DocId, PatientId, UserId};

/// Role of a diagnosis in its visit (KZ, UZ and GE forms all name these three).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum DiagnosisRole {
    #[default]
    Main,
    Complication,
    Concomitant,
}

impl DiagnosisRole {
    pub const ALL: [Self; 3] = [Self::Main, Self::Complication, Self::Concomitant];

    pub fn code(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Complication => "complication",
            Self::Concomitant => "concomitant",
        }
    }
}

/// An ICD-10 diagnosis, with the title that the author saw.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Diagnosis {
    pub code: String,
    pub title: String,
    pub role: DiagnosisRole,
}

/// Content of an entry of kind `visit`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Visit {
    /// `url` of the form.
    pub form: String,
    /// `version` of the form that the answers were written in.
    pub form_version: String,
    /// Link id of the item to its encoded answer (`forms::Answer::encode`); several answers joined by U+001E.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub diagnoses: Vec<Diagnosis>,
    /// Who began the draft, where somebody else signed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drafted_by: Option<UserId>,
}

/// Content of an entry of kind `prescription`: one medicine, ordered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Prescription {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visit: Option<DocId>,
    /// Id in the formulary; `None` for a medicine written in free text, which no rule can check.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medicine: Option<String>,
    /// Generic name as shown to the author.
    pub name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub brand: String,
    /// Dosage form, as in the formulary.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dosage_form: String,
    /// Strength of the product, for example `120 mg/5 mL`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub strength: String,
    /// What is printed on the box, in the author's own words: name, form, strength. The check reads it against the rest of the order.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub product: String,
    /// One dose as a canonical decimal, for example `101` or `2.5`.
    pub dose: String,
    /// Unit of the dose: `mg`, `mcg`, `g`, `IU`, `mmol`, `mL`, `drop`, `tablet`…
    pub unit: String,
    /// What is measured off, in words of the check, for example `4.2 mL`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub amount: String,
    /// Route code of the formulary (`oral`, `intramuscular`, …).
    pub route: String,
    /// Doses in 24 hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_day: Option<i64>,
    /// Hours between doses, canonical decimal.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub interval_h: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<i64>,
    /// Given when the patient needs it; how often is then the most that may be given.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub as_needed: bool,
    /// The point gives the doses: they stand in the nurse's round. Not said: as [`Prescription::is_given_here`] reads the route.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_here: Option<bool>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub indication: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The check's answer when it was ordered: `within`, `outside`, `cannot_check`.
    pub answer: String,
    /// Ids of the rules that answered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    /// Keys of what the check forbade or called grave when it was ordered (`worker::dose::key`): the author saw it and went on.
    /// An order of a program that did not keep them has none, and is asked about once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<String>,
    /// Coded reason of an override; empty where none was needed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub override_reason: String,
    /// Second person, or `alone` with the dose typed again.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub second_check: String,
}

impl Prescription {
    /// Why an order goes on in spite of what the check says; the words are `card-override-<code>`.
    pub const REASONS: [&str; 6] = [
        "verified",
        "specialist",
        "benefit",
        "no-alternative",
        "emergency",
        "other",
    ];
    /// Longest text of a box, in characters.
    pub const PRODUCT_MAX: usize = 120;
    /// Without days it counts as running so long (the project's proposal; a clinician should confirm).
    pub const OPEN_ENDED_DAYS: i64 = 90;
    /// Routes that need a nurse's hand where nobody said who gives the doses. Insulin under the skin is the patient's own work.
    /// Migration 3 of the vault names the same four.
    pub const ROUTES_HERE: [&str; 4] = [
        "intramuscular",
        "intravenous",
        "intraosseous",
        "infiltration",
    ];

    /// The doses are given at the point, not taken at home.
    pub fn is_given_here(&self) -> bool {
        self.given_here
            .unwrap_or_else(|| Self::ROUTES_HERE.contains(&self.route.as_str()))
    }

    /// UTC seconds of its end, when it was ordered at `care_at`: its days, and one more for a late start.
    pub fn ends_at(&self, care_at: i64) -> i64 {
        let days = self
            .days
            .filter(|days| *days > 0)
            .map_or(Self::OPEN_ENDED_DAYS, |days| days.saturating_add(1));
        care_at.saturating_add(days.saturating_mul(86_400))
    }

    /// What is measured off, as it is said: of granules and powders one piece is no tablet, and the dose says all.
    pub fn measured(&self) -> &str {
        let is_loose = ["granules", "sachet", "powder"]
            .iter()
            .any(|form| self.dosage_form.contains(form));
        let in_tablets = self.amount.split(' ').nth(1) == Some(Unit::Tablet.code());
        if is_loose && in_tablets {
            ""
        } else {
            &self.amount
        }
    }

    /// What is measured off was rounded to what a syringe or a tablet can give: it is near the dose, not the dose.
    pub fn is_rounded(&self) -> bool {
        let read = |value: &str, unit: &str| {
            let value = parse_number(value).ok()?;
            Some(Dose::new(value, Unit::parse(unit)?))
        };
        let amount = self.amount.split_once(' ');
        let parts = Strength::parse(&self.strength)
            .ok()
            .zip(read(&self.dose, &self.unit))
            .zip(amount.and_then(|(value, unit)| read(value, unit)));
        parts.is_some_and(|((strength, dose), amount)| {
            dose != amount && !strength.holds(dose, amount)
        })
    }
}

/// Content of an entry of kind `referral`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Referral {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visit: Option<DocId>,
    /// Where to: organisation or specialist.
    pub destination: String,
    pub reason: String,
    /// `routine`, `urgent` or `emergency`.
    pub urgency: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub diagnoses: Vec<Diagnosis>,
}

/// Content of an entry of kind `entered-in-error`: a withdrawal with its reason; the target stays readable.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EnteredInError {
    pub target: DocId,
    /// `wrong-patient`, `duplicate`, `mistake`, `other`.
    pub reason: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What a link entry says about two cards.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum LinkAct {
    /// They are one person.
    #[default]
    Same,
    /// They are two people, whatever a link said before.
    Different,
}

/// Content of an entry of kind `link`. Cards are never merged; the screen shows the union.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Link {
    pub first: PatientId,
    pub second: PatientId,
    pub statement: LinkAct,
    /// Why: `national-number`, `birth-date`, `name`, `phone`, `user`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// Made by the program itself from a sure match.
    pub sure: bool,
    /// Link entries that the author had seen when stating this; makes the order causal, not a matter of clocks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<DocId>,
}

/// Content of an entry of kind `attachment`; the bytes travel apart under their hash.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Attachment {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visit: Option<DocId>,
    pub name: String,
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// 64 hexadecimal digits.
    pub sha256: String,
}

impl Attachment {
    /// Largest file that is attached, in bytes. A scanned page fits many times over; a film does not.
    pub const LIMIT_BYTES: usize = 32 * 1024 * 1024;
}

/// Content of an entry of kind `access`: one line of the log that the citizen may read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Access {
    /// Counts from 1 without a gap on each device.
    pub number: i64,
    /// Content address of this device's entry before, 64 hexadecimal digits; empty for the first.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub previous: String,
    /// Who opened or changed; empty where the workstation acted by itself.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub user: String,
    /// `open`, `change`, `print`, `export`, `settle`, `link`, `break-glass`.
    pub action: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patient: Option<PatientId>,
    /// The document that was written, if one was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<DocId>,
    /// `care`, `registration`, `administration`, `audit`, `emergency`.
    pub purpose: String,
    /// Why a record outside of this house was opened ([`super::emergency::EmergencyReason::code`]).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The reason in words, where the list had none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sachet_is_no_tablet() {
        for (form, amount, said) in [
            ("granules", "1 tablet", ""),
            ("sachet", "2 tablet", ""),
            ("powder for injection", "2 mL", "2 mL"),
            ("dispersible tablet", "0.5 tablet", "0.5 tablet"),
            ("capsule", "1 tablet", "1 tablet"),
            ("", "1 tablet", "1 tablet"),
        ] {
            let order = Prescription {
                dosage_form: form.to_owned(),
                amount: amount.to_owned(),
                ..Prescription::default()
            };
            assert_eq!(order.measured(), said, "{form} {amount}");
        }
    }

    #[test]
    fn an_order_of_before_the_box_and_one_of_a_program_to_come_are_read() {
        let old = r#"{"name":"Парацетамол","strength":"120 mg/5 mL","dose":"180","unit":"mg","route":"oral","answer":"within"}"#;
        let read: Prescription = serde_json::from_str(old).unwrap();
        assert_eq!(read.product, "");
        let again = serde_json::to_value(&read).unwrap();
        assert_eq!(
            again,
            serde_json::from_str::<serde_json::Value>(old).unwrap()
        );
        let newer = old.replacen('{', r#"{"product":"Панадол Бэби","of_tomorrow":[1],"#, 1);
        let read: Prescription = serde_json::from_str(&newer).unwrap();
        assert_eq!(read.product, "Панадол Бэби");
    }

    #[test]
    fn what_a_syringe_cannot_give_exactly_is_near_the_dose_and_not_equal() {
        for (strength, dose, unit, amount, rounded) in [
            ("120 mg/5 mL", "120", "mg", "5 mL", false),
            ("120 mg/5 mL", "84", "mg", "3.6 mL", true),
            ("120 mg/5 mL", "84", "mg", "3.5 mL", false),
            ("1 mg/mL", "500", "mcg", "0.5 mL", false),
            ("500 mg", "250", "mg", "0.5 tablet", false),
            ("500 mg", "300", "mg", "0.5 tablet", true),
            ("120 mg/5 mL", "5", "mL", "5 mL", false),
            ("a list", "84", "mg", "3.6 mL", false),
            ("120 mg/5 mL", "84", "mg", "", false),
        ] {
            let order = Prescription {
                strength: strength.to_owned(),
                dose: dose.to_owned(),
                unit: unit.to_owned(),
                amount: amount.to_owned(),
                ..Prescription::default()
            };
            assert_eq!(
                order.is_rounded(),
                rounded,
                "{strength} {dose} {unit} {amount}"
            );
        }
    }
}
