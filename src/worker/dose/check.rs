//! From the questions to the answer that is shown and recorded: the worst of all, and how loudly it asks for a reason. Pure.

use std::collections::{BTreeMap, BTreeSet};

pub use crate::clinical::Tier;
use crate::clinical::{
    Answer, Arg, Arithmetic, Finding, Formulary, Level, Proposal, Site, Verdict, check_at,
};
use crate::domain::dose::Dose;
use crate::domain::visit::Prescription;

use super::question::{Asked, Doubt};

/// The answer to one prescription.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    pub verdict: Verdict,
    /// Loudest first, each once.
    pub findings: Vec<Finding>,
    pub doubts: Vec<Doubt>,
    pub proposals: Vec<Proposal>,
    pub arithmetic: Option<Arithmetic>,
    pub approved: bool,
    /// The rules behind a *within*.
    pub relied_on: BTreeSet<String>,
    pub high_alert: bool,
    /// Rules that apply to this patient.
    pub rules: Vec<String>,
}

/// Why an order goes on in spite of what the check says.
pub const REASONS: [&str; 6] = Prescription::REASONS;

/// `second_check` of somebody who works alone.
pub const ALONE: &str = "alone";

/// Asks the engine every question and keeps the worst answer and all findings.
pub fn judge(data: &Formulary, site: &Site, asked: &Asked) -> Judged {
    let answers: Vec<Answer> = asked
        .questions
        .iter()
        .map(|q| check_at(data, site, q))
        .collect();
    let mut findings: Vec<Finding> = Vec::new();
    for finding in answers.iter().flat_map(|a| &a.findings) {
        let finding = shown(finding, asked);
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
    findings.extend(asked.jump.clone());
    findings.sort_by_key(|f| f.level);
    let slipped = asked
        .jump
        .as_ref()
        .filter(|f| f.level == Level::CannotCheck)
        .map(|_| Verdict::CannotCheck);
    let worst = answers
        .iter()
        .map(|a| a.answer)
        .chain(slipped)
        .max_by_key(|v| badness(*v))
        .unwrap_or(Verdict::CannotCheck);
    let verdict = if asked.doubts.is_empty() {
        worst
    } else {
        [worst, Verdict::CannotCheck]
            .into_iter()
            .max_by_key(|v| badness(*v))
            .unwrap_or(worst)
    };
    let first = answers.first();
    // A proposal that turns on the unknown part of the birth date is none.
    let agree = |get: fn(&Answer) -> Vec<Dose>| {
        first.is_some_and(|first| answers.iter().all(|a| get(a) == get(first)))
    };
    let doses = |a: &Answer| {
        a.proposals
            .iter()
            .flat_map(|p| [p.low.result, p.high.result])
            .collect()
    };
    Judged {
        verdict,
        findings,
        doubts: asked.doubts.clone(),
        proposals: first
            .filter(|_| agree(doses))
            .map(|a| a.proposals.clone())
            .unwrap_or_default(),
        arithmetic: first.and_then(|a| a.arithmetic),
        approved: verdict == Verdict::Within && answers.iter().all(|a| a.approved),
        relied_on: answers.iter().flat_map(|a| a.relied_on.clone()).collect(),
        high_alert: answers.iter().any(|a| a.high_alert),
        rules: first
            .into_iter()
            .flat_map(|a| &a.rules)
            .filter(|r| r.applies)
            .map(|r| r.id.clone())
            .collect(),
    }
}

impl Judged {
    /// A medicine written in free text: nothing can be said.
    pub fn unknown_medicine() -> Self {
        Self {
            verdict: Verdict::CannotCheck,
            findings: Vec::new(),
            doubts: Vec::new(),
            proposals: Vec::new(),
            arithmetic: None,
            approved: false,
            relied_on: BTreeSet::new(),
            high_alert: false,
            rules: Vec::new(),
        }
    }

    pub fn tier(&self) -> Tier {
        Tier::of(self.is_contraindicated(), self.high_alert)
    }

    pub fn is_contraindicated(&self) -> bool {
        self.findings
            .iter()
            .any(|f| f.level == Level::Contraindicated)
    }

    /// The engine misses this fact.
    pub fn lacks(&self, code: &str) -> bool {
        self.findings
            .iter()
            .any(|f| f.code.strip_prefix("need-").or(f.code.strip_prefix("ask-")) == Some(code))
    }

    /// A weight is missing, old or doubtful: put the patient on the scale.
    pub fn wants_scale(&self) -> bool {
        self.findings
            .iter()
            .any(|f| f.code == "need-weight" || f.code.starts_with("weight-"))
    }

    /// As the record keeps it.
    pub fn code(&self) -> &'static str {
        match self.verdict {
            Verdict::Within => "within",
            Verdict::Outside => "outside",
            Verdict::CannotCheck => "cannot_check",
        }
    }
}

fn badness(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Within => 0,
        Verdict::CannotCheck => 1,
        Verdict::Outside => 2,
    }
}

/// Codes of the question in the words of the card.
fn shown(finding: &Finding, asked: &Asked) -> Finding {
    in_words_of(finding, &asked.shown)
}

/// `card`: words of the card by code.
pub(super) fn in_words_of(finding: &Finding, card: &BTreeMap<String, String>) -> Finding {
    let mut finding = finding.clone();
    for (name, arg) in &mut finding.args {
        if let Arg::Text(text) = arg
            && *name != "medicine"
            && let Some(words) = card.get(text)
        {
            words.clone_into(text);
        }
    }
    finding
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(level: Level, code: &'static str) -> Finding {
        Finding {
            level,
            code,
            rule: None,
            source: None,
            text: String::new(),
            source_title: None,
            verified: None,
            args: Vec::new(),
            arithmetic: None,
        }
    }

    #[test]
    fn what_interrupts() {
        let cases = [
            (Level::Info, false, Tier::Quiet),
            (Level::Warn, false, Tier::Quiet),
            (Level::Major, false, Tier::Quiet),
            (Level::CannotCheck, false, Tier::Quiet),
            (Level::Contraindicated, false, Tier::Reason),
            (Level::Warn, true, Tier::Reason),
            (Level::Contraindicated, true, Tier::SecondCheck),
        ];
        for (level, high_alert, tier) in cases {
            let judged = Judged {
                findings: vec![finding(level, "stop")],
                high_alert,
                ..Judged::unknown_medicine()
            };
            assert_eq!(judged.tier(), tier, "{level:?} {high_alert}");
        }
    }

    #[test]
    fn a_doubt_is_never_within() {
        assert!(badness(Verdict::Within) < badness(Verdict::CannotCheck));
        assert!(badness(Verdict::CannotCheck) < badness(Verdict::Outside));
    }
}
