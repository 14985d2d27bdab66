//! A pregnancy booked or corrected by keyboard. What the dates mean is said while they are typed.

use egui::{Context, Id, Ui};

use super::parts::{columns_ui, tick_ui};
use super::visit_fill::date_text;
use crate::clinical::pregnancy::{Undated, begun};
use crate::domain::card::{CardView, Event};
use crate::domain::dates::PartialDate;
use crate::domain::ids::{DocId, PatientId};
use crate::domain::number::Decimal;
use crate::domain::pregnancy::Booking;
use crate::ui::cx::Cx;
use crate::ui::widgets::alert::finding_line_ui;
use crate::ui::widgets::dialog::act_or_cancel_ui;
use crate::ui::widgets::number_field::read_number;
use crate::ui::widgets::text::{fact_ui, small, strong, whole_ui};
use crate::ui::widgets::{Btn, Choice, DateField, Dialog, Field, NumberField, RecordKey, Severity};
use crate::worker::pregnancy::blood_text;
use crate::worker::pregnancy::words::dating_sentences;

/// Fields of whole numbers, in the order of the dialog: the field of the content, its word.
const COUNTS: [(&str, &str); 4] = [
    ("gravida", "pregnancy-gravida"),
    ("parity", "pregnancy-parity"),
    ("living", "pregnancy-living"),
    ("fetuses", "pregnancy-fetuses"),
];

/// What is typed.
#[derive(Debug)]
pub struct BookingEdit {
    scope: String,
    /// Card and entry that it corrects; `None` for a new pregnancy.
    pub of: Option<(PatientId, DocId)>,
    /// What the dialog does not ask for stays.
    before: Booking,
    date: String,
    lmp: String,
    scan_on: String,
    scan_weeks: String,
    scan_days: String,
    counts: [String; COUNTS.len()],
    height: String,
    weight: String,
    father_rh: Option<usize>,
    history: [bool; Booking::HISTORY.len()],
    asked: bool,
    note: String,
}

/// What was understood of it.
struct Read {
    booking: Booking,
    wrong: bool,
}

impl BookingEdit {
    pub fn new(cx: &Cx, patient: PatientId) -> Self {
        let booking = Booking {
            date: PartialDate::from_day(cx.today),
            ..Booking::default()
        };
        Self::of_content(format!("card-{patient}-pregnancy"), None, &booking)
    }

    pub fn correct(entry: &Event<Booking>) -> Self {
        let of = Some((entry.card, entry.id));
        Self::of_content(format!("pregnancy-{}", entry.id), of, &entry.content)
    }

    fn of_content(scope: String, of: Option<(PatientId, DocId)>, booking: &Booking) -> Self {
        let whole = |n: Option<i64>| n.map_or_else(String::new, |n| n.to_string());
        Self {
            scope,
            of,
            before: booking.clone(),
            date: date_text(booking.date),
            lmp: date_text(booking.lmp),
            scan_on: date_text(booking.scan_on),
            scan_weeks: whole(booking.scan_weeks),
            scan_days: whole(booking.scan_days),
            counts: [
                whole(booking.gravida),
                whole(booking.parity),
                whole(booking.living),
                whole(booking.fetuses),
            ],
            height: booking.height_cm.clone(),
            weight: booking.weight_kg.clone(),
            father_rh: Booking::RHESUS
                .iter()
                .position(|code| *code == booking.father_rh),
            history: Booking::HISTORY.map(|code| booking.history.iter().any(|known| known == code)),
            asked: booking.history_asked,
            note: booking.note.clone(),
        }
    }

    /// What is to be kept, and whether the dialog is over.
    pub fn show(&mut self, ctx: &Context, cx: &Cx, card: &CardView) -> (Option<Booking>, bool) {
        let title = cx.tr("pregnancy-book-title");
        let mut read = Read {
            booking: self.before.clone(),
            wrong: false,
        };
        let shown = Dialog::new("pregnancy-edit", &title)
            .width(1000.0)
            .show(ctx, cx, |ui| {
                self.dates_ui(ui, cx, &mut read);
                dating_ui(ui, cx, &mut read);
                self.numbers_ui(ui, cx, &mut read);
                self.blood_ui(ui, cx, card, &mut read);
                self.history_ui(ui, cx, &mut read);
                let key = RecordKey::new(&self.scope, "note");
                Field::new(key, &cx.tr("common-note"), &mut self.note)
                    .width(f32::INFINITY)
                    .show(ui, cx);
                act_or_cancel_ui(ui, cx, Btn::primary(&cx.tr("vaccination-sign")))
            });
        let (yes, no) = shown.inner;
        read.booking.note = self.note.trim().to_owned();
        let fits = !read.wrong && read.booking.date.is_known();
        let done = (yes && fits).then_some(read.booking);
        let close = shown.close || no || done.is_some();
        (done, close)
    }

    fn dates_ui(&mut self, ui: &mut Ui, cx: &Cx, read: &mut Read) {
        let scope = self.scope.clone();
        let key = |field| RecordKey::new(&scope, field);
        columns_ui(ui, 2, |ui, at| {
            if at == 0 {
                let label = cx.tr("pregnancy-lmp");
                let field = DateField::event(key("lmp"), &label, &mut self.lmp);
                let shown = field.partial().show(ui, cx);
                read.booking.lmp = read.date(shown.value);
            } else {
                let label = cx.tr("pregnancy-booked-on");
                let field = DateField::event(key("date"), &label, &mut self.date);
                let shown = field.required(true).show(ui, cx);
                read.booking.date = read.date(shown.value);
            }
        });
        columns_ui(ui, 3, |ui, at| match at {
            0 => {
                let label = cx.tr("pregnancy-scan-on");
                let field = DateField::event(key("scan-on"), &label, &mut self.scan_on);
                let shown = field.show(ui, cx);
                read.booking.scan_on = read.date(shown.value);
            }
            1 => {
                let weeks = (key("scan-weeks"), "pregnancy-scan-weeks");
                read.booking.scan_weeks = read.whole(ui, cx, weeks, &mut self.scan_weeks);
            }
            _ => {
                let days = (key("scan-days"), "pregnancy-scan-days");
                read.booking.scan_days = read.whole(ui, cx, days, &mut self.scan_days);
            }
        });
        let booking = &read.booking;
        let parts = [
            booking.scan_on.is_known(),
            booking.scan_weeks.is_some(),
            booking.scan_days.is_some(),
        ];
        if parts.contains(&true) && !(parts[0] && parts[1]) {
            finding_line_ui(ui, cx, Severity::Required, &cx.tr("pregnancy-scan-whole"));
            read.wrong = true;
        }
    }

    fn numbers_ui(&mut self, ui: &mut Ui, cx: &Cx, read: &mut Read) {
        let scope = self.scope.clone();
        let key = |field| RecordKey::new(&scope, field);
        let mut counts = [None; COUNTS.len()];
        columns_ui(ui, COUNTS.len(), |ui, at| {
            if let (Some((field, word)), Some(text)) = (COUNTS.get(at), self.counts.get_mut(at))
                && let Some(count) = counts.get_mut(at)
            {
                *count = read.whole(ui, cx, (key(field), word), text);
            }
        });
        let [gravida, parity, living, fetuses] = counts;
        read.booking.gravida = gravida;
        read.booking.parity = parity;
        read.booking.living = living;
        read.booking.fetuses = fetuses;
        columns_ui(ui, 2, |ui, at| {
            if at == 0 {
                let height = (key("height"), "pregnancy-height");
                read.booking.height_cm = read.decimal(ui, cx, height, &mut self.height);
            } else {
                let weight = (key("weight"), "pregnancy-weight-before");
                read.booking.weight_kg = read.decimal(ui, cx, weight, &mut self.weight);
            }
        });
    }

    /// Her blood group stands in the passport and is not typed twice; the father's Rh matters where hers is not positive.
    fn blood_ui(&mut self, ui: &mut Ui, cx: &Cx, card: &CardView, read: &mut Read) {
        let blood = blood_text(card);
        let positive = blood.as_deref().is_some_and(|text| text.ends_with('+'));
        let missing = || cx.tr("pregnancy-blood-missing");
        fact_ui(
            ui,
            cx,
            &cx.tr("pregnancy-blood"),
            &blood.unwrap_or_else(missing),
            cx.tokens().text,
        );
        if positive && self.father_rh.is_none() {
            return;
        }
        let words =
            ["positive", "negative", "unknown"].map(|w| cx.tr(&format!("pregnancy-rh-{w}")));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let label = cx.tr("pregnancy-father-rh");
        let key = RecordKey::new(&self.scope, "father-rh");
        Choice::new(key, &label, &mut self.father_rh, &words).show(ui, cx);
        let code = self.father_rh.and_then(|at| Booking::RHESUS.get(at));
        read.booking.father_rh = code.map_or_else(String::new, |code| (*code).to_owned());
    }

    fn history_ui(&mut self, ui: &mut Ui, cx: &Cx, read: &mut Read) {
        whole_ui(ui, small(cx, cx.tr("pregnancy-history")));
        let scope = self.scope.clone();
        columns_ui(ui, Booking::HISTORY.len(), |ui, at| {
            if let (Some(code), Some(on)) = (Booking::HISTORY.get(at), self.history.get_mut(at)) {
                let words = cx.tr(&format!("pregnancy-history-{code}"));
                let id = Id::unique((&scope, "history", at));
                tick_ui(ui, cx, id, on, &words);
            }
        });
        let words = cx.tr("pregnancy-history-asked");
        let id = Id::unique((&scope, "history-asked"));
        tick_ui(ui, cx, id, &mut self.asked, &words);
        read.booking.history_asked = self.asked;
        read.booking.history = Booking::HISTORY
            .iter()
            .zip(self.history)
            .filter(|(_, on)| *on)
            .map(|(code, _)| (*code).to_owned())
            .collect();
    }
}

/// What the dates mean today, in the words of the card.
fn dating_ui(ui: &mut Ui, cx: &Cx, read: &mut Read) {
    let dated = begun(&read.booking);
    if dated == Err(Undated::Nothing) {
        whole_ui(ui, small(cx, cx.tr("pregnancy-undated")));
        return;
    }
    if dated == Err(Undated::ScanBeforeLmp) {
        let words = cx.tr("pregnancy-scan-early");
        finding_line_ui(ui, cx, Severity::Required, &words);
        read.wrong = true;
        return;
    }
    if dated.is_err() {
        finding_line_ui(ui, cx, Severity::Required, &cx.tr("pregnancy-scan-whole"));
        read.wrong = true;
        return;
    }
    let sentences = dating_sentences(cx.lang, dated, cx.today);
    let redated = dated.is_ok_and(|dated| dated.is_redated());
    for (at, sentence) in sentences.iter().enumerate() {
        match at {
            0 => drop(whole_ui(ui, strong(sentence))),
            1 if redated => finding_line_ui(ui, cx, Severity::Warning, sentence),
            _ => drop(whole_ui(ui, small(cx, sentence))),
        }
    }
}

impl Read {
    fn date<E>(&mut self, value: Result<Option<PartialDate>, E>) -> PartialDate {
        match value {
            Ok(value) => value.unwrap_or_default(),
            Err(_unread) => {
                self.wrong = true;
                PartialDate::default()
            }
        }
    }

    fn whole(
        &mut self,
        ui: &mut Ui,
        cx: &Cx,
        (key, word): (RecordKey<'_>, &str),
        text: &mut String,
    ) -> Option<i64> {
        let whole = |number: Decimal| number.to_string().parse::<i64>().ok();
        let odd = cx.tr("card-whole-number");
        let typed = read_number(text).ok().flatten();
        let error = typed.is_some_and(|number| whole(number).is_none());
        let shown = NumberField::new(key, &cx.tr(word), text)
            .error(error.then_some(odd.as_str()))
            .show(ui, cx);
        self.wrong |= error || shown.value.is_err();
        shown.value.ok().flatten().and_then(whole)
    }

    fn decimal(
        &mut self,
        ui: &mut Ui,
        cx: &Cx,
        (key, word): (RecordKey<'_>, &str),
        text: &mut String,
    ) -> String {
        let shown = NumberField::new(key, &cx.tr(word), text).show(ui, cx);
        match shown.value {
            Ok(value) => value.map_or_else(String::new, |number| number.to_string()),
            Err(_unread) => {
                self.wrong = true;
                String::new()
            }
        }
    }
}
