//! Problems of the card as conditions of the formulary: ICD-10 codes -> the conditions that stops ask for.
//!
//! The table is `assets/clinical/icd10-conditions.tsv`. It can only add a condition: a code that is not in it says nothing, and
//! never that the patient is free of anything.

use super::data::Formulary;
use crate::domain::icd;

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemRow {
    /// Codes from here to `last`, each with everything below it: `J45` holds `J45.0`.
    pub first: String,
    pub last: String,
    /// Conditions in the formulary's own words.
    pub conditions: Vec<String>,
    /// The condition stays true when the problem is over (agranulocytosis in the past).
    pub history: bool,
    pub verified: String,
    pub source: String,
}

impl Formulary {
    /// Conditions that a problem with this ICD-10 code means. `over`: the problem is resolved.
    pub fn conditions_of_code<'a>(
        &'a self,
        code: &str,
        over: bool,
    ) -> impl Iterator<Item = &'a str> {
        let code = plain(code);
        self.problems
            .iter()
            .filter(move |row| (row.history || !over) && row.holds(&code))
            .flat_map(|row| row.conditions.iter().map(String::as_str))
    }

    pub fn problem_rows(&self) -> &[ProblemRow] {
        &self.problems
    }
}

impl ProblemRow {
    fn holds(&self, code: &str) -> bool {
        let cut = |length: usize| code.get(..length).unwrap_or(code);
        cut(self.first.len()) >= self.first.as_str() && cut(self.last.len()) <= self.last.as_str()
    }
}

/// Without the point: "j45.0" -> "J450".
fn plain(code: &str) -> String {
    icd::read(code).replace('.', "")
}

/// Reads the table: codes, conditions, `history` or `active`, verified, source, why.
pub(super) fn read(text: &str) -> Result<Vec<ProblemRow>, String> {
    super::names::rows(text)
        .map(|cells| {
            let [codes, conditions, state, verified, source, why] = cells[..] else {
                return Err(format!("{cells:?}: six columns are needed"));
            };
            let (first, last) = codes.split_once('-').unwrap_or((codes, codes));
            let (first, last) = (plain(first), plain(last));
            if !(is_code(&first) && is_code(&last)) || first > last {
                return Err(format!("{codes}: not ICD-10 codes"));
            }
            if why.is_empty() || !matches!(state, "active" | "history") {
                return Err(format!("{codes}: state or reason"));
            }
            Ok(ProblemRow {
                first,
                last,
                conditions: conditions.split(',').map(|c| c.trim().to_owned()).collect(),
                history: state == "history",
                verified: verified.to_owned(),
                source: source.to_owned(),
            })
        })
        .collect()
}

fn is_code(code: &str) -> bool {
    let mut bytes = code.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_uppercase())
        && (2..=4).contains(&(code.len() - 1))
        && bytes.all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_names_no_codes_is_refused() {
        let row = |codes: &str| {
            read(&format!(
                "{codes}\tasthma\tactive\tknowledge\ttest\tbecause"
            ))
        };
        for right in ["J45", "J45-J46", "J450", "J45.01"] {
            assert!(row(right).is_ok(), "{right}");
        }
        for wrong in ["J4", "J45012", "J46-J45", "45", "J45-", "J4X", "-J45", ""] {
            assert!(row(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_row_holds_its_codes_and_what_is_below_them() {
        let rows = read("J45\tasthma\tactive\tknowledge\tICD10\tx\nK25.0-K25.2\tpeptic_ulcer\tactive\tknowledge\tICD10\tx")
            .unwrap();
        let [asthma, ulcer] = &rows[..] else { panic!() };
        for (row, code, holds) in [
            (asthma, "J45", true),
            (asthma, "J45.0", true),
            (asthma, "J46", false),
            (asthma, "J4", false),
            (ulcer, "K25.0", true),
            (ulcer, "k25.2", true),
            // A Cyrillic К.
            (ulcer, "К25.2", true),
            (ulcer, "к25,2", true),
            (ulcer, "K25.3", false),
            (ulcer, "K25", false),
        ] {
            assert_eq!(row.holds(&plain(code)), holds, "{code}");
        }
        for bad in [
            "J45\tasthma\tactive\tknowledge\tICD10",
            "J45\tasthma\tnow\tknowledge\tICD10\tx",
            "45\tasthma\tactive\tknowledge\tICD10\tx",
            "J46-J45\tasthma\tactive\tknowledge\tICD10\tx",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
