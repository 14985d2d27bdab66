//! A date is typed, not picked (GOV.UK, NHS), and shown back with the month in letters.

use chrono::{Days, NaiveDate};
use egui::Ui;

use super::field::{Field, FieldResponse, RecordKey};
use crate::domain::dates::{DateError, PartialDate, Precision};
use crate::ui::cx::Cx;
use crate::ui::theme::tokens::size;

/// Two-digit years of a plan may lie this far ahead.
const PLAN_DAYS: u64 = 3 * 366;
/// Longest text of a date.
const CHARS_MAX: usize = 24;

/// A date input. Build it, then [`DateField::show`].
#[must_use = "call show"]
pub struct DateField<'a> {
    key: RecordKey<'a>,
    label: &'a str,
    text: &'a mut String,
    kind: Kind,
    partial: bool,
    required: bool,
    error: Option<&'a str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Past, shown back with the age.
    Birth,
    /// Past: onset, vaccination.
    Event,
    /// May lie ahead: the next appointment.
    Plan,
}

/// What was typed and how it was understood.
pub struct DateResponse {
    pub field: FieldResponse,
    /// `Ok(None)` while empty.
    pub value: Result<Option<PartialDate>, DateError>,
}

impl<'a> DateField<'a> {
    /// A birth date: past, may be a year alone, shown back with the age.
    pub fn birth(key: RecordKey<'a>, label: &'a str, text: &'a mut String) -> Self {
        Self {
            key,
            label,
            text,
            kind: Kind::Birth,
            partial: true,
            required: false,
            error: None,
        }
    }

    /// A day that lies in the past or today.
    pub fn event(key: RecordKey<'a>, label: &'a str, text: &'a mut String) -> Self {
        Self {
            partial: false,
            kind: Kind::Event,
            ..Self::birth(key, label, text)
        }
    }

    /// A day that may lie ahead.
    pub fn plan(key: RecordKey<'a>, label: &'a str, text: &'a mut String) -> Self {
        Self {
            partial: false,
            kind: Kind::Plan,
            ..Self::birth(key, label, text)
        }
    }

    /// A year or a month alone may be all that is known.
    pub fn partial(mut self) -> Self {
        self.partial = true;
        self
    }

    pub fn required(mut self, required: bool) -> Self {
        self.required = required;
        self
    }

    pub fn error(mut self, error: Option<&'a str>) -> Self {
        self.error = error;
        self
    }

    pub fn show(self, ui: &mut Ui, cx: &Cx) -> DateResponse {
        let value = self.read(cx.today);
        // A date half typed is no error yet.
        let being_typed = ui.memory(|m| m.has_focus(self.key.id()));
        let unreadable = match value {
            Err(error) if !being_typed => Some(error_text(cx, error)),
            Ok(_) | Err(_) => None,
        };
        let note = match value {
            Ok(Some(date)) if self.kind == Kind::Birth => Some(cx.partial_with_age(date)),
            Ok(Some(date)) => Some(cx.partial(date)),
            Ok(None) | Err(_) => None,
        };
        let hint = cx.tr("ui-date-hint");
        let field = Field::new(self.key, self.label, self.text)
            .hint(&hint)
            .error(unreadable.as_deref().or(self.error))
            .note(note)
            .required(self.required)
            .width(size::DATE)
            .char_limit(CHARS_MAX)
            .show(ui, cx);
        DateResponse { field, value }
    }

    fn read(&self, today: NaiveDate) -> Result<Option<PartialDate>, DateError> {
        let typed = match self.kind {
            Kind::Birth | Kind::Event => PartialDate::parse_birth(self.text, today),
            Kind::Plan => PartialDate::parse_typed(
                self.text,
                today
                    .checked_add_days(Days::new(PLAN_DAYS))
                    .unwrap_or(today),
            ),
        };
        match typed?.date {
            date if !date.is_known() => Ok(None),
            date if !self.partial && date.precision() != Precision::Day => Err(DateError::NotADate),
            date => Ok(Some(date)),
        }
    }
}

/// The sentence for a date that cannot be taken.
pub fn error_text(cx: &Cx, error: DateError) -> String {
    cx.tr(&format!("ui-date-{}", error.code()))
}
