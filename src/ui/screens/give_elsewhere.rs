//! A dose that was given elsewhere (the ambulance, the hospital, the mother at home) and is written down as told: its own time, and who
//! says so. It counts in the sums of the dose check and in the interval; it is never shown as a dose that we gave.

use chrono::{NaiveDateTime, NaiveTime};
use egui::Context;

use super::card_words::unit_word;
use super::visit_fill::date_text;
use crate::domain::administration::Administration;
use crate::domain::dates::PartialDate;
use crate::domain::number::Decimal;
use crate::domain::visit::Prescription;
use crate::ui::cx::Cx;
use crate::ui::widgets::dialog::act_or_cancel_ui;
use crate::ui::widgets::text::{small, strong, whole_ui};
use crate::ui::widgets::{Btn, Choice, DateField, Dialog, Field, NumberField, RecordKey};
use crate::worker::dose::dose_of;

/// What is typed.
#[derive(Debug)]
pub struct ElsewhereEdit {
    scope: String,
    stated_by: Option<usize>,
    date: String,
    time: String,
    dose: String,
    note: String,
    tried: bool,
}

/// What somebody says was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Code of [`Administration::SAYERS`].
    pub stated_by: &'static str,
    pub at: NaiveDateTime,
    pub dose: Decimal,
    pub note: String,
}

impl ElsewhereEdit {
    pub fn new(cx: &Cx, scope: &str) -> Self {
        Self {
            scope: format!("{scope}-elsewhere"),
            stated_by: None,
            date: date_text(PartialDate::from_day(cx.today)),
            time: String::new(),
            // Not filled in: what was given elsewhere is asked, not assumed.
            dose: String::new(),
            note: String::new(),
            tried: false,
        }
    }

    /// What was told once it holds, and whether the dialog is over. `text` names the order, `now` is the wall clock.
    pub fn show(
        &mut self,
        ctx: &Context,
        cx: &Cx,
        (text, order): (&str, &Prescription),
        now: Option<NaiveDateTime>,
    ) -> (Option<Told>, bool) {
        let title = cx.tr("give-elsewhere-title");
        let mut date = None;
        let mut dose = None;
        let mut time = None;
        let shown = Dialog::new("give-elsewhere", &title)
            .width(680.0)
            .show(ctx, cx, |ui| {
                whole_ui(ui, strong(text));
                whole_ui(ui, small(cx, cx.tr("give-elsewhere-what")));
                let key = |field| RecordKey::new(&self.scope, field);
                let words = Administration::SAYERS.map(|s| cx.tr(&format!("give-stated-{s}")));
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                let missing = cx.tr("card-field-missing");
                let tried = self.tried;
                let lacks = |empty: bool| (tried && empty).then_some(missing.as_str());
                let nobody = self.stated_by.is_none();
                Choice::new(
                    key("who"),
                    &cx.tr("give-elsewhere-who"),
                    &mut self.stated_by,
                    &words,
                )
                .required(true)
                .error(lacks(nobody))
                .show(ui, cx);
                let read = DateField::event(key("date"), &cx.tr("common-date"), &mut self.date)
                    .required(true)
                    .show(ui, cx);
                date = read.value.ok().flatten().and_then(PartialDate::day);
                time = clock(&self.time);
                let wrong = cx.tr("give-elsewhere-time-wrong");
                let late = date
                    .zip(time)
                    .zip(now)
                    .is_some_and(|((day, time), now)| day.and_time(time) > now);
                let unread = time.is_none() && (self.tried || self.time.trim().len() > 4);
                Field::new(key("time"), &cx.tr("give-elsewhere-time"), &mut self.time)
                    .required(true)
                    .error((unread || late).then_some(wrong.as_str()))
                    .char_limit(8)
                    .show(ui, cx);
                let unit = dose_of(order).map_or_else(
                    || order.unit.clone(),
                    |(value, unit)| unit_word(cx, unit, value.to_f64()),
                );
                let empty = self.dose.trim().is_empty();
                let read = NumberField::new(key("dose"), &cx.tr("common-dose"), &mut self.dose)
                    .unit(&unit)
                    .required(true)
                    .error(lacks(empty))
                    .show(ui, cx);
                dose = read.value.ok().flatten().filter(|d| *d > Decimal::ZERO);
                let needed = self.needs_note();
                let unsaid = needed && self.note.trim().is_empty();
                Field::new(key("note"), &cx.tr("common-note"), &mut self.note)
                    .required(needed)
                    .error(lacks(unsaid))
                    .width(f32::INFINITY)
                    .char_limit(500)
                    .show(ui, cx);
                if late {
                    time = None;
                }
                act_or_cancel_ui(ui, cx, Btn::primary(&cx.tr("give-elsewhere-do")))
            });
        let (yes, no) = shown.inner;
        self.tried |= yes;
        let who = self.stated_by.and_then(|at| Administration::SAYERS.get(at));
        let whole = !self.needs_note() || !self.note.trim().is_empty();
        let done = match (who, date, time, dose) {
            (Some(who), Some(date), Some(time), Some(dose)) if yes && whole => Some(Told {
                stated_by: who,
                at: date.and_time(time),
                dose,
                note: self.note.trim().to_owned(),
            }),
            _ => None,
        };
        let close = shown.close || no || done.is_some();
        (done, close)
    }

    fn needs_note(&self) -> bool {
        let who = self.stated_by.and_then(|at| Administration::SAYERS.get(at));
        who == Some(&Administration::OTHER)
    }
}

/// `8:05`, `0805`, `8.05`: hours and minutes.
pub(super) fn clock(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    let (hours, minutes) = match text.find([':', '.', '-', ' ']) {
        Some(at) => (text.get(..at)?, text.get(at + 1..)?),
        None => text.split_at_checked(text.len().checked_sub(2)?)?,
    };
    let number = |text: &str| {
        let fits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| text.parse::<u32>().ok()).flatten()
    };
    if minutes.len() != 2 {
        return None;
    }
    NaiveTime::from_hms_opt(number(hours)?, number(minutes)?, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_hours_and_minutes_however_it_is_typed() {
        for (typed, read) in [
            ("8:05", Some((8, 5))),
            ("08.05", Some((8, 5))),
            ("0805", Some((8, 5))),
            ("805", Some((8, 5))),
            ("23 59", Some((23, 59))),
            ("24:00", None),
            ("8:5", None),
            ("8", None),
            ("", None),
            ("08:60", None),
            ("-8:05", None),
            ("восемь", None),
        ] {
            let wanted = read.and_then(|(h, m)| NaiveTime::from_hms_opt(h, m, 0));
            assert_eq!(clock(typed), wanted, "{typed}");
        }
    }
}
