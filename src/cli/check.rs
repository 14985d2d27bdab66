//! `feldsher check`: orders against the formulary, JSON Lines in and out in the same order. Pure; reads no record.

use std::io::BufRead;

use super::lines::each;
use crate::clinical::{self, Finding, Formulary, Question, Site, Words, data_text};
use crate::domain::lang::Lang;
use crate::i18n;

/// Answers every line. A line that cannot be read is answered with its reason, and the exit code says that there was one.
pub fn check(input: impl BufRead) -> bool {
    let nowhere = Site::default();
    each(input, |question: Question| Ok(answer(&question, &nowhere)))
}

/// The engine's answer with its sentences in English.
pub fn answer(question: &Question, site: &Site) -> clinical::Answer {
    let mut answer = clinical::check_at(Formulary::builtin(), site, question);
    for finding in &mut answer.findings {
        finding.text = sentence(finding);
    }
    answer
}

/// A finding in English.
pub fn sentence(finding: &Finding) -> String {
    let tr = |key: &str, args: &[(&str, String)]| {
        let args: Vec<(&str, &str)> = args
            .iter()
            .map(|(name, text)| (*name, text.as_str()))
            .collect();
        i18n::has(Lang::En, key).then(|| i18n::tr(Lang::En, key, &args))
    };
    let words = Words {
        tr: &tr,
        number: &|value| i18n::numbers::rounded(Lang::En, value, 9),
        day: &|day| i18n::dates::short(Lang::En, day),
        data: &|key, english| {
            let text = data_text(Lang::En, key, english);
            Some(text.text)
        },
    };
    finding.say(&words)
}
