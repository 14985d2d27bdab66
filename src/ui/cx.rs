//! What every widget is given: language, colours, the day, sizes.

use chrono::NaiveDate;

use super::theme::tokens::{Scheme, Tokens, size};
use crate::domain::dates::PartialDate;
use crate::domain::lang::Lang;
use crate::i18n::{self, dates};

/// The context of one pass. Small and copied; made by the app from the user's settings.
#[derive(Debug, Clone, Copy)]
pub struct Cx {
    pub lang: Lang,
    pub scheme: Scheme,
    /// The civil date of the place, from the clock of the app.
    pub today: NaiveDate,
    /// Bigger targets for fingers.
    pub touch: bool,
}

impl Cx {
    pub fn new(lang: Lang, scheme: Scheme, today: NaiveDate) -> Self {
        Self {
            lang,
            scheme,
            today,
            touch: false,
        }
    }

    pub fn tokens(&self) -> &'static Tokens {
        self.scheme.tokens()
    }

    /// The sentence of `key` in the user's language.
    pub fn tr(&self, key: &str) -> String {
        i18n::tr(self.lang, key, &[])
    }

    /// The sentence of `key` with its arguments filled in.
    pub fn tr_with(&self, key: &str, args: &[(&str, &str)]) -> String {
        i18n::tr(self.lang, key, args)
    }

    /// The sentence of `key` that bends its words to the number `$n`.
    pub fn tr_n(&self, key: &str, n: usize) -> String {
        i18n::tr_n(self.lang, key, i64::try_from(n).unwrap_or(i64::MAX), &[])
    }

    /// Height of a control in points.
    pub fn control(&self) -> f32 {
        if self.touch {
            size::CONTROL_TOUCH
        } else {
            size::CONTROL
        }
    }

    /// Height of a one-line row of a table in points.
    pub fn row(&self) -> f32 {
        if self.touch {
            size::CONTROL_TOUCH
        } else {
            size::ROW
        }
    }

    /// `14-июл-1985`.
    pub fn date(&self, date: NaiveDate) -> String {
        dates::short(self.lang, date)
    }

    /// A date as far as it is known, or that it is not.
    pub fn partial(&self, date: PartialDate) -> String {
        dates::short_partial(self.lang, date)
    }

    /// `14-июл-1985 (41 год)`: the age in brackets after the date (PAB-0034).
    pub fn partial_with_age(&self, born: PartialDate) -> String {
        if born.is_known() {
            format!(
                "{} ({})",
                self.partial(born),
                dates::age_on(self.lang, born, self.today)
            )
        } else {
            self.partial(born)
        }
    }
}
