//! The registry of field numbers inside a scalar. A number is given once and never reused; a number that this program
//! does not know is carried along unread.

use ciborium::Value as Cbor;
use serde_json::{Map, Value as Json};

use super::{RecordError, cbor};

/// Version of the scalar forms that this program writes (field 0).
pub const VERSION: u64 = 1;
const V: u64 = 0;

/// Number ↔ name. Append only.
const REGISTRY: &[(u64, &str)] = &[
    (1, "at"),
    (2, "by"),
    (3, "value"),
    (4, "status"),
    (5, "code"),
    (6, "system"),
    (7, "title"),
    (8, "role"),
    (9, "substance"),
    (10, "reactions"),
    (11, "severity"),
    (12, "onset"),
    (13, "note"),
    (14, "medicine"),
    (15, "name"),
    (16, "dose"),
    (17, "unit"),
    (18, "route"),
    (19, "frequency"),
    (20, "since"),
    (21, "until"),
    (22, "relation"),
    (23, "phone"),
    (24, "patient"),
    (25, "kind"),
    (26, "text"),
    (27, "lmp"),
    (28, "weeks"),
    (29, "facility"),
    (30, "lang"),
    (31, "reason"),
    (32, "none_known"),
    (33, "strength"),
    (34, "date"),
    (35, "certainty"),
    (36, "resolved"),
    (37, "edd"),
    (38, "rule"),
    (39, "level"),
    (40, "source"),
    (41, "args"),
];

/// A JSON object of known fields as one canonical scalar. Fields of `kept` that this program does not know go along.
pub fn encode(object: &Map<String, Json>, kept: Option<&[u8]>) -> Result<Vec<u8>, RecordError> {
    let mut pairs = vec![(Cbor::from(V), Cbor::from(VERSION))];
    for (name, value) in object {
        if value.is_null() {
            continue;
        }
        let number = number_of(name).ok_or_else(|| RecordError::UnknownField(name.clone()))?;
        pairs.push((Cbor::from(number), to_cbor(name, value)?));
    }
    if let Some(kept) = kept {
        pairs.extend(unknown(kept)?);
    }
    Ok(cbor::encode(&Cbor::Map(pairs)))
}

/// The known fields of a scalar, and the version it was written in.
pub fn decode(bytes: &[u8]) -> Result<(Map<String, Json>, u64), RecordError> {
    let mut object = Map::new();
    let mut version = VERSION;
    for (key, value) in pairs(bytes)? {
        match key {
            V => {
                version = value
                    .as_integer()
                    .and_then(|v| u64::try_from(v).ok())
                    .unwrap_or(u64::MAX)
            }
            number => {
                let Some(name) = name_of(number) else {
                    continue;
                };
                object.insert(name.to_owned(), to_json(name, &value)?);
            }
        }
    }
    Ok((object, version))
}

fn unknown(bytes: &[u8]) -> Result<Vec<(Cbor, Cbor)>, RecordError> {
    Ok(pairs(bytes)?
        .into_iter()
        .filter(|(number, _)| *number != V && name_of(*number).is_none())
        .map(|(number, value)| (Cbor::from(number), value))
        .collect())
}

fn pairs(bytes: &[u8]) -> Result<Vec<(u64, Cbor)>, RecordError> {
    let Cbor::Map(pairs) = cbor::decode(bytes)? else {
        return Err(RecordError::Unreadable(
            "a scalar that is no map".to_owned(),
        ));
    };
    pairs
        .into_iter()
        .map(|(key, value)| {
            let number = key.as_integer().and_then(|n| u64::try_from(n).ok());
            let number = number
                .ok_or_else(|| RecordError::Unreadable("a field without a number".to_owned()))?;
            Ok((number, value))
        })
        .collect()
}

pub fn to_cbor(name: &str, value: &Json) -> Result<Cbor, RecordError> {
    let unfit = || RecordError::UnfitValue(name.to_owned());
    match value {
        Json::String(text) => Ok(Cbor::Text(text.clone())),
        Json::Bool(yes) => Ok(Cbor::Bool(*yes)),
        Json::Number(n) => n.as_i64().map(Cbor::from).ok_or_else(unfit),
        Json::Array(items) => items
            .iter()
            .map(|item| to_cbor(name, item))
            .collect::<Result<_, _>>()
            .map(Cbor::Array),
        Json::Object(_) | Json::Null => Err(unfit()),
    }
}

pub fn to_json(name: &str, value: &Cbor) -> Result<Json, RecordError> {
    let unfit = || RecordError::UnfitValue(name.to_owned());
    match value {
        Cbor::Text(text) => Ok(Json::from(text.clone())),
        Cbor::Bool(yes) => Ok(Json::from(*yes)),
        Cbor::Integer(n) => i64::try_from(*n)
            .map(Json::from)
            .map_err(|_out_of_range| unfit()),
        Cbor::Array(items) => items.iter().map(|item| to_json(name, item)).collect(),
        _ => Err(unfit()),
    }
}

/// Every name of the registry.
pub fn names() -> impl Iterator<Item = &'static str> {
    REGISTRY.iter().map(|(_, name)| *name)
}

fn number_of(name: &str) -> Option<u64> {
    REGISTRY
        .iter()
        .find(|(_, known)| *known == name)
        .map(|(number, _)| *number)
}

fn name_of(number: u64) -> Option<&'static str> {
    REGISTRY
        .iter()
        .find(|(known, _)| *known == number)
        .map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn object(value: Json) -> Map<String, Json> {
        let Json::Object(map) = value else {
            panic!("an object")
        };
        map
    }

    #[test]
    fn fields_read_back() {
        let allergy = object(
            json!({"substance": "penicillin", "reactions": ["rash", "wheeze"], "severity": "severe"}),
        );
        let bytes = encode(&allergy, None).unwrap();
        assert_eq!(decode(&bytes).unwrap(), (allergy, VERSION));
    }

    #[test]
    fn a_field_of_a_newer_program_survives_a_rewrite() {
        let newer = cbor::encode(&Cbor::Map(vec![
            (Cbor::from(0), Cbor::from(1)),
            (Cbor::from(9), Cbor::from("latex")),
            (Cbor::from(977), Cbor::from("from tomorrow")),
        ]));
        let rewritten =
            encode(&object(json!({"substance": "latex, gloves"})), Some(&newer)).unwrap();
        let Cbor::Map(pairs) = cbor::decode(&rewritten).unwrap() else {
            panic!()
        };
        assert!(pairs.contains(&(Cbor::from(977), Cbor::from("from tomorrow"))));
    }

    #[test]
    fn registry_numbers_and_names_are_unique() {
        let mut numbers: Vec<_> = REGISTRY.iter().map(|(n, _)| n).collect();
        let mut names: Vec<_> = REGISTRY.iter().map(|(_, n)| n).collect();
        numbers.dedup();
        names.sort();
        names.dedup();
        assert_eq!(
            (numbers.len(), names.len()),
            (REGISTRY.len(), REGISTRY.len())
        );
    }

    #[test]
    fn a_decimal_must_be_text() {
        assert!(encode(&object(json!({"dose": 2.5})), None).is_err());
    }
}
