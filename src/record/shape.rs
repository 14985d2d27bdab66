//! Which key of the card holds which part of a person (`domain::card` has the table for readers).

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use super::RecordError;
use crate::domain::allergy::Status;
use crate::domain::dates::PartialDate;
use crate::domain::ids::hex;
use crate::domain::lang::Lang;
use crate::domain::person::{Contact, KnownNumber, Name, Person, Relative, Sex};

/// The content of one scalar, before author and time are added.
pub type Object = Map<String, Json>;

/// Every fact that a person's identity makes, in key order. Unknown parts make no fact.
pub fn person_facts(person: &Person) -> BTreeMap<String, Object> {
    let mut facts = BTreeMap::new();
    let mut plain = |key: &str, value: &str| {
        if !value.trim().is_empty() {
            facts.insert(
                key.to_owned(),
                Object::from_iter([("value".to_owned(), Json::from(value.trim()))]),
            );
        }
    };
    plain("name.sur", &person.name.family);
    plain("name.giv", &person.name.given);
    plain("name.pat", &person.name.patronymic);
    if person.sex != Sex::Unknown {
        plain("sex", person.sex.code());
    }
    plain("born", &person.born.to_string());
    plain("addr", &person.address);
    plain("tel", &person.phone);
    if let Some(lang) = person.language {
        plain("lang", lang.code());
    }
    if let Some(weeks) = person.birth_weeks {
        plain("weeks", &weeks.to_string());
    }
    for number in &person.identifiers {
        plain(&format!("id/{}", number.kind), &number.value);
    }
    if let Some(died) = person.deceased {
        let died = died.to_string();
        plain("dead", if died.is_empty() { UNKNOWN_DATE } else { &died });
    }
    for contact in &person.contacts {
        facts.insert(format!("ct/{}", name_key(&contact.name)), object(contact));
    }
    for relative in &person.relatives {
        let whom = relative
            .patient
            .map_or_else(|| name_key(&relative.name), |patient| patient.to_string());
        facts.insert(format!("rel/{whom}"), object(relative));
    }
    facts
}

/// The person that a card's shown facts describe. A fact that cannot be read is left out, never guessed.
pub fn person(facts: &BTreeMap<String, Object>) -> Person {
    let plain = |key: &str| {
        facts
            .get(key)
            .and_then(|o| o.get("value"))
            .and_then(Json::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let under = |prefix: &'static str| {
        facts
            .iter()
            .filter_map(move |(key, object)| Some((key.strip_prefix(prefix)?, object)))
    };
    let date = |text: &str| text.parse::<PartialDate>().unwrap_or_default();
    Person {
        name: Name {
            family: plain("name.sur"),
            given: plain("name.giv"),
            patronymic: plain("name.pat"),
        },
        sex: Sex::parse(&plain("sex")).unwrap_or_default(),
        born: date(&plain("born")),
        birth_weeks: plain("weeks").parse().ok(),
        language: Lang::parse(&plain("lang")),
        identifiers: under("id/")
            .filter_map(|(kind, object)| Some((kind, object.get("value")?.as_str()?)))
            .filter(|(_, value)| !value.is_empty())
            .map(|(kind, value)| KnownNumber {
                kind: kind.to_owned(),
                value: value.to_owned(),
            })
            .collect(),
        address: plain("addr"),
        phone: plain("tel"),
        contacts: under("ct/")
            .filter_map(|(_, object)| typed::<Contact>(object))
            .filter(|c| !c.name.is_empty() && c.status == Status::Active)
            .collect(),
        relatives: under("rel/")
            .filter_map(|(_, object)| typed::<Relative>(object))
            .filter(|r| !r.relation.is_empty())
            .collect(),
        deceased: facts
            .get("dead")
            .map(|_| plain("dead"))
            .filter(|d| !d.is_empty())
            .map(|d| date(&d)),
    }
}

/// A typed value as a scalar's content.
pub fn object(value: &impl Serialize) -> Object {
    match serde_json::to_value(value) {
        Ok(Json::Object(object)) => object,
        // Every caller passes a struct.
        Ok(_) | Err(_) => Object::new(),
    }
}

/// Every name that a part of a scalar may have.
pub fn known_fields() -> impl Iterator<Item = &'static str> {
    super::fields::names()
}

/// A scalar's content as a typed value; `None` when it is of another shape.
pub fn typed<T: DeserializeOwned>(object: &Object) -> Option<T> {
    serde_json::from_value(Json::Object(object.clone())).ok()
}

/// JSON with sorted keys: equal contents are equal texts.
pub fn canonical(object: &Object) -> String {
    let sorted: BTreeMap<&String, &Json> = object.iter().collect();
    serde_json::to_string(&sorted).unwrap_or_default()
}

/// Reads [`canonical`] back.
pub fn parse(text: &str) -> Result<Object, RecordError> {
    serde_json::from_str(text).map_err(|e| RecordError::Unreadable(e.to_string()))
}

/// Date of death that nobody knows; the person died all the same.
const UNKNOWN_DATE: &str = "unknown";

/// The same contact typed at two points is one key, so that it does not stand twice.
fn name_key(name: &str) -> String {
    let folded: String = name
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase();
    hex(&super::hash(folded.as_bytes()).0[..8])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::DocId;

    #[test]
    fn a_person_reads_back_from_the_facts() {
        let person = Person {
            name: Name {
                family: "Сынақова".into(),
                given: "Үлгі".into(),
                patronymic: "Мысалқызы".into(),
            },
            sex: Sex::Female,
            born: "1985-07".parse().unwrap(),
            birth_weeks: Some(39),
            language: Some(Lang::Kk),
            identifiers: vec![KnownNumber {
                kind: "kz-iin".into(),
                value: "000101499599".into(),
            }],
            address: "Үлгі ауылы 1".into(),
            phone: "+7 700 000 00 00".into(),
            contacts: vec![Contact {
                name: "Ана".into(),
                relation: "mother".into(),
                phone: "1".into(),
                ..Contact::default()
            }],
            relatives: vec![Relative {
                relation: "child".into(),
                patient: Some(DocId([3; 16])),
                name: String::new(),
            }],
            deceased: Some(PartialDate::UNKNOWN),
        };
        assert_eq!(super::person(&person_facts(&person)), person);
    }
}
