//! Making findings: one place that fills provenance, so that none goes out without its source.

use super::answer::{Arg, Finding, Level};
use super::data::{Formulary, Interaction, Medicine, Rule, Stop, Verified};

impl Finding {
    pub(super) fn new(level: Level, code: &'static str) -> Self {
        Self {
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

    pub(super) fn with(mut self, name: &'static str, arg: Arg) -> Self {
        self.args.push((name, arg));
        self
    }

    pub(super) fn by_rule(self, data: &Formulary, rule: &Rule) -> Self {
        self.with("indication", indication(rule))
            .cite(data, &rule.id, &rule.source, rule.verified)
    }

    pub(super) fn by_stop(self, data: &Formulary, stop: &Stop) -> Self {
        self.with("reason", reason(stop))
            .cite(data, &stop.key, &stop.source, stop.verified)
    }

    pub(super) fn by_interaction(self, data: &Formulary, pair: &Interaction) -> Self {
        let key = &pair.key;
        self.with("effect", prose(format!("{key}-effect"), &pair.effect))
            .with("action", prose(format!("{key}-action"), &pair.action))
            .cite(data, key, &pair.source, pair.verified)
    }

    pub(super) fn cite(
        mut self,
        data: &Formulary,
        rule: &str,
        source: &str,
        verified: Verified,
    ) -> Self {
        self.rule = Some(rule.to_owned());
        self.source = Some(source.to_owned());
        self.source_title = data.source_title(source).map(str::to_owned);
        self.verified = Some(verified);
        self
    }
}

pub(super) fn reason(stop: &Stop) -> Arg {
    prose(stop.key.clone(), &stop.reason)
}

pub(super) fn indication(rule: &Rule) -> Arg {
    prose(format!("indication-{}", rule.id), &rule.indication)
}

pub(super) fn prose(key: String, english: &str) -> Arg {
    Arg::Data {
        key,
        english: english.to_owned(),
    }
}

/// The medicine's name: INN, or the national name where the tables of words have one.
pub(super) fn name_of(medicine: &Medicine) -> Arg {
    prose(format!("medicine-{}", medicine.id), &medicine.inn)
}
