//! Who has signed the rules behind an answer, in words. Text only.

use std::collections::BTreeSet;

use super::parts::role_word;
use crate::clinical::{Formulary, Rule};
use crate::domain::approval::Approved;
use crate::i18n::dates;
use crate::ui::cx::Cx;
use crate::ui::model::Model;

/// The signatures of the house, and its distance from UTC for their days.
#[derive(Debug, Clone, Copy)]
pub struct Signatures<'a> {
    pub rows: &'a [Approved],
    pub offset_minutes: i32,
}

impl<'a> Signatures<'a> {
    pub fn of(model: &'a Model) -> Self {
        Self {
            rows: model.approvals(),
            offset_minutes: model.offset_minutes,
        }
    }
}

/// "Not yet approved", or who approved the rules and when: one line for each signature, each once.
pub fn approval_lines<'r>(
    cx: &Cx,
    signed: Signatures<'_>,
    is_approved: bool,
    rules: impl IntoIterator<Item = &'r String>,
) -> Vec<String> {
    if !is_approved {
        return vec![cx.tr("finding-not-approved")];
    }
    let mut said = BTreeSet::new();
    rules
        .into_iter()
        .filter_map(|rule| newest(signed.rows, Formulary::builtin().rule(rule)?))
        .filter(|one| said.insert((one.by, one.at)))
        .map(|one| {
            let date = dates::local_day(one.at, signed.offset_minutes).map(|day| cx.date(day));
            cx.tr_with(
                "finding-approved-by",
                &[
                    ("who", &signer(cx, one)),
                    ("date", &date.unwrap_or_default()),
                ],
            )
        })
        .collect()
}

/// The newest signature under the text that this rule has now.
pub fn newest<'a>(signed: &'a [Approved], rule: &Rule) -> Option<&'a Approved> {
    signed
        .iter()
        .filter(|one| one.item == rule.id && one.hash == rule.hash)
        .max_by_key(|one| one.at)
}

/// `Name (pharmacist, district hospital)`.
pub fn signer(cx: &Cx, one: &Approved) -> String {
    let role = role_word(cx, one.role);
    let more = [role.as_str(), one.position.as_str(), one.place.as_str()];
    let more: Vec<&str> = more.into_iter().filter(|text| !text.is_empty()).collect();
    format!("{} ({})", one.name, more.join(", "))
}
