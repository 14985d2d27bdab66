//! Why a row says what it says: codes with typed arguments. Words are made by whoever shows them.

use chrono::NaiveDate;

use super::super::age::Span;

/// One sentence: `immunise-<code>` in the catalogues.
#[derive(Debug, Clone, PartialEq)]
pub struct Because {
    pub code: &'static str,
    pub args: Vec<(&'static str, Said)>,
}

/// An argument; each language writes its own dates, spans and names.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    Day(NaiveDate),
    Span(Span),
    /// Id of a vaccine that [`super::Book::vaccine`] knows.
    Vaccine(String),
    /// Shown as it is: what a user typed, or the title of a source.
    Text(String),
}

/// The words of one language, lent by the caller.
pub struct Speech<'a> {
    /// Catalogue entry with its arguments.
    pub tr: &'a dyn Fn(&str, &[(&str, &str)]) -> String,
    /// Catalogue entry that chooses its words by a number.
    pub count: &'a dyn Fn(&str, i64) -> String,
    pub day: &'a dyn Fn(NaiveDate) -> String,
    pub vaccine: &'a dyn Fn(&str) -> String,
}

impl Because {
    pub(super) fn new(code: &'static str) -> Self {
        Self {
            code,
            args: Vec::new(),
        }
    }

    pub(super) fn day(mut self, name: &'static str, day: NaiveDate) -> Self {
        self.args.push((name, Said::Day(day)));
        self
    }

    pub(super) fn span(mut self, name: &'static str, span: Span) -> Self {
        self.args.push((name, Said::Span(span)));
        self
    }

    pub(super) fn text(mut self, name: &'static str, text: &str) -> Self {
        self.args.push((name, Said::Text(text.to_owned())));
        self
    }

    pub(super) fn vaccine(mut self, name: &'static str, id: &str) -> Self {
        self.args.push((name, Said::Vaccine(id.to_owned())));
        self
    }

    pub fn say(&self, speech: &Speech<'_>) -> String {
        let args: Vec<(&str, String)> = self
            .args
            .iter()
            .map(|(name, said)| (*name, said.say(speech)))
            .collect();
        let args: Vec<(&str, &str)> = args.iter().map(|(n, t)| (*n, t.as_str())).collect();
        (speech.tr)(&format!("immunise-{}", self.code), &args)
    }
}

impl Said {
    fn say(&self, speech: &Speech<'_>) -> String {
        match self {
            Self::Day(day) => (speech.day)(*day),
            Self::Span(span) => say_span(*span, speech),
            Self::Vaccine(id) => (speech.vaccine)(id),
            Self::Text(text) => text.clone(),
        }
    }
}

/// “6 weeks”, “18 months”, “9 years”: in the unit in which guidelines speak.
pub fn say_span(span: Span, speech: &Speech<'_>) -> String {
    let (key, n) = match span {
        Span::Days(days) if days > 0 && days % 7 == 0 => ("common-count-weeks", days / 7),
        Span::Days(days) => ("common-count-days", days),
        Span::Months(months) if months >= 24 && months % 12 == 0 => {
            ("common-count-years", months / 12)
        }
        Span::Months(months) => ("common-count-months", months),
    };
    (speech.count)(key, i64::from(n))
}
