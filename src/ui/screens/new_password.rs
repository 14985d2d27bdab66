//! A new password, typed twice, with how strong it is: first run, users, the own password, recovery.

use egui::Ui;

use crate::ui::cx::Cx;
use crate::ui::screens::first_run::fault_of;
use crate::ui::screens::parts;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::error_summary::FieldFault;
use crate::ui::widgets::{Field, RecordKey};

/// Fewest characters of a password.
pub const PASSWORD_MIN: usize = 8;

/// What is typed.
#[derive(Debug, Default)]
pub struct NewPassword {
    pub text: String,
    pub again: String,
}

impl NewPassword {
    /// The two inputs side by side, each with what is wrong with it.
    pub fn show(&mut self, ui: &mut Ui, cx: &Cx, scope: &str, faults: &[FieldFault]) {
        let column = (ui.available_width() - space::L) * 0.5;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::L;
            for (field, label, text) in [
                ("password", "common-password", &mut self.text),
                ("again", "screen-password-again", &mut self.again),
            ] {
                // What is wrong wraps under its own field.
                ui.vertical(|ui| {
                    ui.set_width(column);
                    Field::new(RecordKey::new(scope, field), &cx.tr(label), text)
                        .password()
                        .width(column)
                        .error(fault_of(faults, scope, field).as_deref())
                        .char_limit(200)
                        .show(ui, cx);
                });
            }
        });
        let key = match strength(&self.text) {
            None => "screen-strength-hint",
            Some(Strength::Weak) => "screen-strength-weak",
            Some(Strength::Fair) => "screen-strength-fair",
            Some(Strength::Good) => "screen-strength-good",
        };
        parts::hint_ui(ui, cx, &cx.tr(key));
    }

    /// What is wrong with it, in the same words as at the field.
    pub fn faults(&self, cx: &Cx, scope: &str) -> Vec<FieldFault> {
        let (field, key) = if self.text.chars().count() < PASSWORD_MIN {
            ("password", "screen-need-password")
        } else if self.text != self.again {
            ("again", "screen-need-same-password")
        } else {
            return Vec::new();
        };
        vec![FieldFault {
            field: RecordKey::new(scope, field).id(),
            text: cx.tr(key),
        }]
    }
}

/// How long guessing takes, roughly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    Weak,
    Fair,
    Good,
}

/// Length counts most; repeated characters and rows of digits count little. Nothing for no password.
pub fn strength(password: &str) -> Option<Strength> {
    let chars: Vec<char> = password.chars().collect();
    if chars.is_empty() {
        return None;
    }
    let mut worth = 0;
    for (at, c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|b| chars.get(b)).copied();
        let step = before.map(|b| u32::from(*c).abs_diff(u32::from(b)));
        // The next of a row (1234, qqqq, abcd) is guessed with it.
        worth += if matches!(step, Some(0 | 1)) { 1 } else { 4 };
    }
    let digits = chars.iter().all(char::is_ascii_digit);
    if digits {
        worth /= 2;
    }
    Some(match worth {
        0..36 => Strength::Weak,
        36..56 => Strength::Fair,
        _ => Strength::Good,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_digits_are_weak_and_a_few_words_are_good() {
        for (password, expected) in [
            ("", None),
            ("12345678", Some(Strength::Weak)),
            ("87654321098", Some(Strength::Weak)),
            ("aaaaaaaaaaaa", Some(Strength::Weak)),
            ("korova7A", Some(Strength::Weak)),
            ("korova-7-Alma", Some(Strength::Fair)),
            ("корова летит домой", Some(Strength::Good)),
        ] {
            assert_eq!(strength(password), expected, "{password}");
        }
    }
}
