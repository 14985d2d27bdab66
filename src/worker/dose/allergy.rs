//! What the allergies of a card say against a medicine that is only thought of: before it is ordered, and nothing but that.

use std::collections::{BTreeMap, BTreeSet};

use super::check::in_words_of;
use super::question::allergies;
use crate::clinical::{Finding, Formulary, Level, Question, check};
use crate::domain::card::CardView;

/// The loudest first. Empty says nothing: where nobody asked about allergies, the check of the order will.
pub fn against(data: &Formulary, card: &CardView, medicine: &str) -> Vec<Finding> {
    let mut shown = BTreeMap::new();
    let known = allergies(data, card, &mut shown, &mut BTreeSet::new());
    if known.as_ref().is_none_or(Vec::is_empty) {
        return Vec::new();
    }
    let question = Question {
        medicine: medicine.to_owned(),
        allergies: known,
        ..Question::default()
    };
    let mut findings: Vec<Finding> = check(data, &question)
        .findings
        .iter()
        .filter(|finding| finding.code.starts_with("allergy-") && finding.level != Level::Info)
        .map(|finding| in_words_of(finding, &shown))
        .collect();
    findings.sort_by_key(|finding| finding.level);
    findings
}
