//! A number is typed as text and shown back as understood, with its unit: a comma and a point both begin the fraction.

use egui::Ui;

use super::field::{Field, FieldResponse, RecordKey};
use crate::domain::number::{Decimal, NumberError};
use crate::i18n::numbers;
use crate::ui::cx::Cx;
use crate::ui::theme::tokens::size;

/// Longest text of a number, groups included.
const CHARS_MAX: usize = 24;

/// A numeric input with unit, echo, previous value. Build it, then [`NumberField::show`].
#[must_use = "call show"]
pub struct NumberField<'a> {
    key: RecordKey<'a>,
    label: &'a str,
    text: &'a mut String,
    unit: &'a str,
    error: Option<&'a str>,
    previous: Option<&'a str>,
    required: bool,
    enabled: bool,
    label_width: Option<f32>,
    kilograms: bool,
}

/// What was typed and how it was understood.
pub struct NumberResponse {
    pub field: FieldResponse,
    /// `Ok(None)` while empty.
    pub value: Result<Option<Decimal>, NumberError>,
}

/// Reads a typed number; `Ok(None)` if there is nothing but spaces.
pub fn read_number(text: &str) -> Result<Option<Decimal>, NumberError> {
    match numbers::parse_number(text) {
        Ok(number) => Ok(Some(number)),
        Err(NumberError::Empty) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Reads a typed body weight in kilograms.
pub fn read_kilograms(text: &str) -> Result<Option<Decimal>, NumberError> {
    match Decimal::parse_kilograms(text) {
        Ok(number) => Ok(Some(number)),
        Err(NumberError::Empty) => Ok(None),
        Err(error) => Err(error),
    }
}

impl<'a> NumberField<'a> {
    pub fn new(key: RecordKey<'a>, label: &'a str, text: &'a mut String) -> Self {
        Self {
            key,
            label,
            text,
            unit: "",
            error: None,
            previous: None,
            required: false,
            enabled: true,
            label_width: None,
            kilograms: false,
        }
    }

    /// A body weight: three decimals have one reading ("3,250" at birth).
    pub fn kilograms(mut self, yes: bool) -> Self {
        self.kilograms = yes;
        self
    }

    pub fn unit(mut self, unit: &'a str) -> Self {
        self.unit = unit;
        self
    }

    /// What the rules say about the value; what cannot be read is said by the field itself.
    pub fn error(mut self, error: Option<&'a str>) -> Self {
        self.error = error;
        self
    }

    pub fn previous(mut self, previous: Option<&'a str>) -> Self {
        self.previous = previous;
        self
    }

    pub fn required(mut self, required: bool) -> Self {
        self.required = required;
        self
    }

    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    pub fn label_beside(mut self, width: f32) -> Self {
        self.label_width = Some(width);
        self
    }

    pub fn show(self, ui: &mut Ui, cx: &Cx) -> NumberResponse {
        let value = if self.kilograms {
            read_kilograms(self.text)
        } else {
            read_number(self.text)
        };
        // The echo is the guard against a comma read as thousands: what will be written is seen before it is.
        let note = match value {
            Ok(Some(number)) => Some(
                format!("= {}\u{a0}{}", numbers::decimal(cx.lang, number), self.unit)
                    .trim_end()
                    .to_owned(),
            ),
            Ok(None) | Err(_) => None,
        };
        // A number half typed is no error yet.
        let being_typed = ui.memory(|m| m.has_focus(self.key.id()));
        let unreadable = match value {
            Err(error) if !being_typed => Some(cx.tr(numbers::error_key(error))),
            Ok(_) | Err(_) => None,
        };
        let mut field = Field::new(self.key, self.label, self.text)
            .unit(self.unit)
            .error(unreadable.as_deref().or(self.error))
            .previous(self.previous)
            .note(note)
            .required(self.required)
            .enabled(self.enabled)
            .width(size::NUMBER)
            .char_limit(CHARS_MAX);
        if let Some(width) = self.label_width {
            field = field.label_beside(width);
        }
        NumberResponse {
            field: field.show(ui, cx),
            value,
        }
    }
}
