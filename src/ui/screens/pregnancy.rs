//! The pregnancy of a card: one sentence in the passport, and behind it dates, danger signs, contacts, plan and curves.

use egui::{Context, Id, Ui};

use super::pregnancy_edit::BookingEdit;
use super::pregnancy_end::EndEdit;
use super::pregnancy_parts::{contacts_ui, curve_part_ui, plan_ui};
use super::visit_withdraw::WithdrawEdit;
use super::{Commands, Route};
use crate::clinical::pregnancy::{Book, Level, Measure, Status};
use crate::domain::card::{CardView, Draft};
use crate::domain::ids::{DocId, PatientId};
use crate::domain::pregnancy::Booking;
use crate::domain::visit::Visit;
use crate::forms::{ANTENATAL, FormSet};
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::alert::finding_line_ui;
use crate::ui::widgets::button::way_back_ui;
use crate::ui::widgets::dialog::buttons_ui;
use crate::ui::widgets::table::TableState;
use crate::ui::widgets::text::{fact_ui, muted, small, strong, whole_ui};
use crate::ui::widgets::{Alert, Btn, Choice, Dialog, RecordKey, Severity};
use crate::worker::pregnancy::words::{
    booking_parts, dating_sentences, ended_text, finding_text, gaps_text, next_text, source_text,
};
use crate::worker::pregnancy::{Followed, blood_text, followed};
use crate::worker::{Action, Op, PaperOf};

/// Width of the window.
const WIDTH: f32 = 1180.0;
/// Findings in the passport; the window has them all.
const TOLD: usize = 2;

const TABS: [&str; 5] = [
    "pregnancy-tab-contacts",
    "pregnancy-tab-plan",
    "pregnancy-tab-fundal",
    "pregnancy-tab-weight",
    "pregnancy-tab-booking",
];

/// What the window remembers.
#[derive(Debug, Default)]
pub struct PregnancyState {
    open: bool,
    tab: Option<usize>,
    table: TableState,
    chosen: Option<usize>,
    edit: Option<BookingEdit>,
    end: Option<EndEdit>,
    withdraw: Option<WithdrawEdit>,
}

/// What the user did.
pub enum Act {
    /// An intent, and the key of the sentence that says it is done.
    Do(Op, &'static str),
    /// A contact begins: its draft, in this card.
    Contact(PatientId, Box<Draft>),
}

/// The pregnancy that the card shows.
pub fn of_card<'c>(cx: &Cx, model: &Model, card: &'c CardView) -> Option<Followed<'c>> {
    followed(card, model.country(), cx.today, model.offset_minutes)
}

/// The lines in the passport and the button that opens the card, or begins one.
pub fn pregnancy_line_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    state: &mut PregnancyState,
) {
    let followed = of_card(cx, model, card);
    if let Some(followed) = &followed {
        lines_ui(ui, cx, followed);
    }
    let may = model.may_for(Action::Book, card.patient);
    let id = Id::unique("feldsher-pregnancy-open");
    if followed.is_some() {
        if Btn::quiet(&cx.tr("pregnancy-open"))
            .id(id)
            .show(ui, cx)
            .clicked()
        {
            *state = PregnancyState {
                open: true,
                ..PregnancyState::default()
            };
        }
    } else if may
        && Btn::quiet(&cx.tr("pregnancy-book"))
            .id(id)
            .show(ui, cx)
            .clicked()
    {
        state.edit = Some(BookingEdit::new(cx, card.patient));
    }
}

/// The age, what is dangerous, what comes next.
fn lines_ui(ui: &mut Ui, cx: &Cx, followed: &Followed<'_>) {
    if let Some(ended) = ended_text(cx.lang, &followed.entry.content) {
        whole_ui(ui, muted(cx, ended));
        return;
    }
    if followed.is_disputed {
        finding_line_ui(ui, cx, Severity::Warning, &cx.tr("pregnancy-disputed"));
    }
    let dating = dating_sentences(cx.lang, followed.dated, cx.today);
    if let Some(first) = dating.first() {
        first_ui(ui, cx, followed, first);
    }
    for finding in followed.findings.iter().take(TOLD) {
        let text = finding_text(cx.lang, finding, cx.today);
        finding_line_ui(ui, cx, severity(finding.sign.level), &text);
    }
    next_ui(ui, cx, followed);
}

/// The age and the day of birth; that there are none, or that an end was forgotten, is something to do.
fn first_ui(ui: &mut Ui, cx: &Cx, followed: &Followed<'_>, sentence: &str) {
    let rules = &Book::builtin().rules.dating;
    match followed.dated {
        Err(_undated) => finding_line_ui(ui, cx, Severity::Required, sentence),
        Ok(dated) if dated.age_on(rules, cx.today).is_err() => {
            finding_line_ui(ui, cx, Severity::Warning, sentence);
        }
        Ok(_) => drop(whole_ui(ui, strong(sentence))),
    }
}

fn next_ui(ui: &mut Ui, cx: &Cx, followed: &Followed<'_>) {
    match next_text(cx.lang, followed) {
        Some((Status::Overdue, text)) => finding_line_ui(ui, cx, Severity::Warning, &text),
        Some((Status::Due, text)) => finding_line_ui(ui, cx, Severity::Required, &text),
        Some((_, text)) => drop(whole_ui(ui, muted(cx, text))),
        None => {}
    }
}

pub fn severity(level: Level) -> Severity {
    match level {
        Level::Emergency | Level::Today => Severity::Warning,
        Level::Soon | Level::Note => Severity::Required,
    }
}

/// The window while it is open; returns what is to be done.
pub fn pregnancy_dialog(
    ctx: &Context,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    state: &mut PregnancyState,
    send: &mut Commands,
) -> Option<Act> {
    let followed = of_card(cx, model, card);
    let mut act = None;
    if state.open {
        let Some(followed) = &followed else {
            state.open = false;
            return None;
        };
        let title = cx.tr("pregnancy-title");
        let shown = Dialog::new("pregnancy-card", &title)
            .width(WIDTH)
            .show(ctx, cx, |ui| {
                head_ui(ui, cx, followed);
                ui.add_space(space::XS);
                tabs_ui(ui, cx, card, followed, state);
                ui.add_space(space::XS);
                whole_ui(ui, small(cx, cx.tr("pregnancy-not-approved")));
                let mut wishes = Wishes::default();
                buttons_ui(ui, |ui| buttons(ui, cx, model, card, followed, &mut wishes));
                wishes
            });
        let wishes = shown.inner;
        let entry = followed.entry;
        if wishes.correct {
            state.edit = Some(BookingEdit::correct(entry));
        }
        if wishes.again {
            state.edit = Some(BookingEdit::new(cx, card.patient));
        }
        if wishes.end {
            state.end = Some(EndEdit::new(cx, entry));
        }
        if wishes.withdraw {
            state.withdraw = Some(WithdrawEdit::new(entry.card, entry.id));
        }
        if wishes.contact {
            act = contact_draft().map(|draft| Act::Contact(card.patient, Box::new(draft)));
        }
        if wishes.print {
            let patient = card.patient;
            send.go(Route::Preview(Box::new(PaperOf::Pregnancy { patient })));
        }
        let is_top = state.edit.is_none() && state.end.is_none() && state.withdraw.is_none();
        let leaves = wishes.close || wishes.print || wishes.contact;
        if (shown.close || leaves) && is_top {
            state.open = false;
        }
    }
    below(ctx, cx, card, state).or(act)
}

/// An empty visit in the form of a contact.
fn contact_draft() -> Option<Draft> {
    let form = FormSet::in_force().current(ANTENATAL)?;
    Some(Draft {
        visit: Visit {
            form: form.url.clone(),
            form_version: form.version.clone(),
            ..Visit::default()
        },
        ..Draft::default()
    })
}

/// The dialogs above the window.
fn below(ctx: &Context, cx: &Cx, card: &CardView, state: &mut PregnancyState) -> Option<Act> {
    let book = |of: Option<(PatientId, DocId)>, booking: Booking| {
        let op = Op::Book {
            patient: of.map_or(card.patient, |(patient, _)| patient),
            booking: Box::new(booking),
            amends: of.map(|(_, entry)| entry),
        };
        Act::Do(op, "pregnancy-saved")
    };
    let mut act = None;
    if let Some(edit) = &mut state.edit {
        let (done, close) = edit.show(ctx, cx, card);
        act = done.map(|booking| book(edit.of, booking));
        if close {
            state.edit = None;
        }
    }
    if let Some(edit) = &mut state.end {
        let (done, close) = edit.show(ctx, cx);
        act = act.or(done.map(|booking| book(Some(edit.of), booking)));
        if close {
            state.end = None;
        }
    }
    if let Some(edit) = &mut state.withdraw {
        let (done, close) = edit.show(ctx, cx);
        act = act.or(done.map(|(patient, error)| {
            Act::Do(Op::Withdraw { patient, error }, "card-withdrawn-done")
        }));
        if close {
            state.withdraw = None;
        }
    }
    act
}

/// Dates, danger signs with what to do, what was not measured, what comes next.
fn head_ui(ui: &mut Ui, cx: &Cx, followed: &Followed<'_>) {
    if followed.is_disputed {
        finding_line_ui(ui, cx, Severity::Warning, &cx.tr("pregnancy-disputed"));
    }
    if let Some(ended) = ended_text(cx.lang, &followed.entry.content) {
        whole_ui(ui, strong(ended));
        return;
    }
    let dating = dating_sentences(cx.lang, followed.dated, cx.today);
    if let Some(first) = dating.first() {
        first_ui(ui, cx, followed, first);
    }
    // Two dates that are far apart are a warning; that they agree, or that no scan confirmed one, stands quietly below.
    let redated = followed.dated.is_ok_and(|dated| dated.is_redated());
    for (at, doubt) in dating.iter().skip(1).enumerate() {
        if redated && at == 0 {
            finding_line_ui(ui, cx, Severity::Warning, doubt);
        } else {
            whole_ui(ui, small(cx, doubt));
        }
    }
    for finding in &followed.findings {
        let text = finding_text(cx.lang, finding, cx.today);
        if finding.sign.level == Level::Emergency {
            let level = cx.tr("pregnancy-level-emergency");
            let details = [source_text(cx.lang, finding)];
            Alert::new(&finding.sign.id, Severity::Warning, &level)
                .sentence(&text)
                .details(&details)
                .show(ui, cx);
        } else {
            finding_line_ui(ui, cx, severity(finding.sign.level), &text);
        }
    }
    match gaps_text(cx.lang, &followed.gaps) {
        Some(text) => finding_line_ui(ui, cx, Severity::Required, &text),
        None if followed.findings.is_empty() => {
            drop(whole_ui(ui, muted(cx, cx.tr("pregnancy-no-signs"))));
        }
        None => {}
    }
    next_ui(ui, cx, followed);
    if let Some(first) = followed.findings.first()
        && first.sign.level != Level::Emergency
    {
        whole_ui(ui, small(cx, source_text(cx.lang, first)));
    }
}

fn tabs_ui(
    ui: &mut Ui,
    cx: &Cx,
    card: &CardView,
    followed: &Followed<'_>,
    state: &mut PregnancyState,
) {
    let words = TABS.map(|key| cx.tr(key));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let label = cx.tr("pregnancy-tab");
    let scope = format!("card-{}-pregnancy", card.patient);
    let before = *state.tab.get_or_insert(0);
    Choice::new(
        RecordKey::new(&scope, "tab"),
        &label,
        &mut state.tab,
        &words,
    )
    .show(ui, cx);
    if state.tab != Some(before) {
        state.table = TableState::default();
        state.chosen = None;
    }
    match state.tab {
        Some(1) => plan_ui(ui, cx, followed, &mut state.table),
        Some(2) => curve_part_ui(ui, cx, followed, Measure::Fundal, &mut state.chosen),
        Some(3) => curve_part_ui(ui, cx, followed, Measure::Weight, &mut state.chosen),
        Some(4) => {
            let blood = blood_text(card);
            let parts = booking_parts(cx.lang, &followed.entry.content, blood.as_deref());
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = egui::vec2(space::L, space::S);
                for (part, text) in &parts {
                    let label = cx.tr(&format!("print-item-pregnancy-{part}"));
                    fact_ui(ui, cx, &label, text, cx.tokens().text);
                }
            });
        }
        _ => contacts_ui(ui, cx, followed, &mut state.table),
    }
}

#[derive(Default)]
struct Wishes {
    contact: bool,
    close: bool,
    print: bool,
    correct: bool,
    again: bool,
    end: bool,
    withdraw: bool,
}

fn buttons(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    followed: &Followed<'_>,
    wishes: &mut Wishes,
) {
    let is_open = followed.entry.content.is_open();
    let may = model.may_for(Action::Book, card.patient);
    if is_open && model.may_for(Action::WriteDraft, card.patient) {
        wishes.contact = Btn::primary(&cx.tr("pregnancy-new-contact"))
            .show(ui, cx)
            .clicked();
    }
    wishes.close = way_back_ui(ui, cx, "common-close");
    if model.may_for(Action::Print, card.patient) {
        wishes.print = Btn::secondary(&cx.tr("pregnancy-print"))
            .show(ui, cx)
            .clicked();
    }
    if may {
        if is_open {
            wishes.end = Btn::secondary(&cx.tr("pregnancy-end"))
                .show(ui, cx)
                .clicked();
        } else {
            wishes.again = Btn::secondary(&cx.tr("pregnancy-again"))
                .show(ui, cx)
                .clicked();
        }
        wishes.correct = Btn::secondary(&cx.tr("pregnancy-correct"))
            .show(ui, cx)
            .clicked();
        wishes.withdraw = Btn::quiet(&cx.tr("card-withdraw")).show(ui, cx).clicked();
    }
}
