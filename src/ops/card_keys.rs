//! What a card has a place for, and what each place holds; anything else would be written and never shown.

use super::error::{OpError, OpResult};
use crate::domain::allergy::Allergy;
use crate::domain::background::{
    ASKABLE, Asked, DISABILITY_VALUES, Disability, FamilyIllness, HABIT_VALUES, HABITS, Habit,
    Procedure,
};
use crate::domain::keys;
use crate::domain::lang::Lang;
use crate::domain::person::{Contact, Relative, Sex};
use crate::domain::problem::{Alert, CurrentMedicine, Pregnancy, Problem};
use crate::record::shape::{self, Object};

/// Keys of the table in `domain::card`.
const PLAIN: [&str; 15] = [
    "name.sur", "name.giv", "name.pat", "sex", "born", "weeks", "lang", "addr", "tel", "dead",
    "alst", "preg", "blood", "job", "disab",
];
const LISTS: [&str; 12] = [
    "id", "ct", "rel", "att", "al", "pr", "med", "alert", "risk", "proc", "fam", "none",
];
const LONGEST_ID: usize = 64;

/// Refuses a key that the card does not have, a part that the value does not have there, and a value that could not be read again.
pub(super) fn check_fact(key: &str, value: &Object) -> OpResult<()> {
    if !is_card_key(key) {
        let lists = LISTS.iter().map(|list| format!("{list}/new"));
        let known: Vec<String> = PLAIN
            .iter()
            .map(|key| (*key).to_owned())
            .chain(lists)
            .collect();
        return Err(OpError::Unheard {
            place: None,
            name: key.to_owned(),
            known: known.join(", "),
        });
    }
    let known = parts_of(key);
    if let Some(unknown) = value.keys().find(|part| !known.contains(&part.as_str())) {
        return Err(OpError::Unheard {
            place: Some(key.to_owned()),
            name: unknown.clone(),
            known: known.join(", "),
        });
    }
    if !is_fit(key, value) {
        return Err(OpError::Invalid {
            code: "value-unfit",
            field: key.to_owned(),
        });
    }
    Ok(())
}

fn is_card_key(key: &str) -> bool {
    PLAIN.contains(&key)
        || key.split_once('/').is_some_and(|(list, id)| {
            LISTS.contains(&list)
                && match list {
                    "risk" => HABITS.contains(&id),
                    "none" => ASKABLE.contains(&id),
                    _ => !id.is_empty() && id.len() <= LONGEST_ID,
                }
        })
}

/// The list in which a key stands; a key of no list is its own.
fn list_of(key: &str) -> &str {
    key.split_once('/').map_or(key, |(list, _)| list)
}

/// The parts that a value has under this key.
fn parts_of(key: &str) -> Vec<&'static str> {
    match list_of(key) {
        "al" => keys::of::<Allergy>().to_vec(),
        "pr" => keys::of::<Problem>().to_vec(),
        "med" => keys::of::<CurrentMedicine>().to_vec(),
        "alert" => keys::of::<Alert>().to_vec(),
        "preg" => keys::of::<Pregnancy>().to_vec(),
        "ct" => keys::of::<Contact>().to_vec(),
        "rel" => keys::of::<Relative>().to_vec(),
        "risk" => keys::of::<Habit>().to_vec(),
        "disab" => keys::of::<Disability>().to_vec(),
        "proc" => keys::of::<Procedure>().to_vec(),
        "fam" => keys::of::<FamilyIllness>().to_vec(),
        "none" => keys::of::<Asked>().to_vec(),
        "alst" => vec!["none_known"],
        // Without a type of their own yet: whatever the record has a number for, but who and when.
        "att" | "job" => shape::known_fields()
            .filter(|name| !["at", "by"].contains(name))
            .collect(),
        _ => vec!["value"],
    }
}

/// Whether the value reads back as what its list holds: what could not be shown is not written.
fn is_fit(key: &str, value: &Object) -> bool {
    let plain = value.get("value").and_then(serde_json::Value::as_str);
    match list_of(key) {
        "al" => shape::typed::<Allergy>(value).is_some(),
        "pr" => shape::typed::<Problem>(value).is_some(),
        "med" => shape::typed::<CurrentMedicine>(value).is_some(),
        "alert" => shape::typed::<Alert>(value).is_some(),
        "preg" => shape::typed::<Pregnancy>(value).is_some(),
        "ct" => shape::typed::<Contact>(value).is_some(),
        "rel" => shape::typed::<Relative>(value).is_some(),
        "alst" => value
            .get("none_known")
            .is_some_and(serde_json::Value::is_boolean),
        "risk" => plain.is_some_and(|said| HABIT_VALUES.contains(&said)),
        "disab" => plain.is_some_and(|said| DISABILITY_VALUES.contains(&said)),
        "proc" => shape::typed::<Procedure>(value).is_some(),
        "fam" => shape::typed::<FamilyIllness>(value).is_some(),
        "none" => shape::typed::<Asked>(value).is_some(),
        "att" | "job" => !value.values().any(|part| part.is_object() || part.is_f64()),
        // What a person line could not show again is not written; an emptied date is.
        "born" | "dead" => plain.is_some_and(|text| {
            text.is_empty() || text.parse::<crate::domain::dates::PartialDate>().is_ok()
        }),
        "sex" => plain.is_some_and(|text| Sex::parse(text).is_some()),
        "lang" => plain.is_some_and(|text| text.is_empty() || Lang::parse(text).is_some()),
        _ => plain.is_some(),
    }
}
