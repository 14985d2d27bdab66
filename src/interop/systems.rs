//! Addresses of code systems and of numbers of persons, from the dated file `assets/interop/systems.json`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
struct File {
    code_systems: BTreeMap<String, String>,
    identifiers: BTreeMap<String, NumberSystem>,
}

/// What is known of a kind of number: FHIR's type of it (v2-0203) and the address under which it is unique.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct NumberSystem {
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub system: Option<String>,
}

static FILE: LazyLock<File> = LazyLock::new(|| {
    // A test reads it too; a file that does not parse cannot be built in.
    serde_json::from_str(include_str!("../../assets/interop/systems.json")).unwrap_or_default()
});

/// The short name by which people know a code system.
pub fn name(system: &str) -> Option<&'static str> {
    FILE.code_systems.get(system).map(String::as_str)
}

/// By `IdentifierKind::code`.
pub fn number(kind: &str) -> NumberSystem {
    FILE.identifiers.get(kind).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::identifiers::IdentifierKind;

    #[test]
    fn every_kind_of_number_has_its_row() {
        for kind in IdentifierKind::ALL {
            assert!(FILE.identifiers.contains_key(kind.code()), "{kind:?}");
        }
        assert_eq!(FILE.identifiers.len(), IdentifierKind::ALL.len());
        assert_eq!(name("http://loinc.org"), Some("LOINC"));
        assert_eq!(name("http://example.org"), None);
    }
}
