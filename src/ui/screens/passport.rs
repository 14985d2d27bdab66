//! The health passport beside the card: what must be known before touching the patient. Every list is edited by keyboard.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use egui::text::LayoutJob;
use egui::{Align, FontSelection, Id, RichText, Sense, Ui, UiBuilder, WidgetInfo};

use super::allergy_edit::AllergyEdit;
use super::card::CardState;
use super::card_words::{answer_text, box_text, form_of, forms, strength_text, who};
use super::foreign::Taken;
use super::growth::{GrowthState, growth_dialog, growth_line_ui};
use super::parts::page_ui;
use super::passport_edit::{AlertEdit, BloodEdit, MedicineEdit, PregnancyEdit};
use super::pregnancy::{Act, PregnancyState, pregnancy_dialog, pregnancy_line_ui};
use super::prevention::{PreventionState, prevention_dialog, prevention_line_ui};
use super::problem_edit::ProblemEdit;
use super::reviews::severity;
use super::summary::{SummaryState, summary_dialogs, summary_line_ui};
use super::vaccination::{VaccinationState, vaccination_dialog, vaccination_line_ui};
use super::{Commands, Route, card_focus, parts};
use crate::clinical::pregnancy::{Known, begun, known};
use crate::clinical::{Formulary, PREGNANCY_POSSIBLE, Site};
use crate::domain::allergy::{Allergy, AllergyStatus, Severity as Grade, Status};
use crate::domain::card::{CardView, Draft, Noted, standing};
use crate::domain::dates::Age;
use crate::domain::ids::PatientId;
use crate::domain::person::Sex;
use crate::forms::{Answer, decode_all};
use crate::i18n::dates;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::theme::apply::focus_ring;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::alert::finding_line_ui;
use crate::ui::widgets::text::{muted, small, strong, whole_ui};
use crate::ui::widgets::{Btn, Severity, badge_ui, focus_chain};
use crate::worker::dose::{Moment, Told, WEIGHT, Wish, ask, is_running, judge};
use crate::worker::{Action, Op, Ticket};

/// Room for the button beside a heading.
const ADD: f32 = 104.0;

/// What the passport remembers: the fact that is edited.
#[derive(Debug, Default)]
pub struct PassportState {
    edit: Option<Edit>,
    /// What stood on the card when the dialog was opened.
    seen: BTreeMap<(PatientId, String), String>,
    /// The dialog that was saved and has no answer yet: refused, it opens again with everything typed.
    sent: Option<(Ticket, Edit)>,
    growth: GrowthState,
    vaccination: VaccinationState,
    prevention: PreventionState,
    pregnancy: PregnancyState,
    summary: SummaryState,
    /// Resolved entries and those entered in error are shown too.
    show_all: bool,
}

impl PassportState {
    /// The act with this ticket was refused: its dialog comes back.
    pub fn refused(&mut self, ticket: Ticket, card: &CardView) {
        if let Some((_, edit)) = self.sent.take_if(|(sent, _)| *sent == ticket) {
            self.edit = Some(edit);
            self.seen.clone_from(&card.seen);
        }
    }
}

/// The fact in hand.
#[derive(Debug)]
enum Edit {
    Allergy(AllergyEdit),
    Problem(ProblemEdit),
    Medicine(MedicineEdit),
    Alert(AlertEdit),
    Pregnancy(PregnancyEdit),
    Blood(BloodEdit),
}

/// A fact to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The card in which it stands.
    pub card: PatientId,
    pub key: String,
    pub value: serde_json::Map<String, serde_json::Value>,
}

/// What an edit dialog said in this pass.
#[derive(Debug, Default)]
pub struct EditAnswer {
    pub done: Option<Fact>,
    pub close: bool,
}

pub fn passport_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    state: &mut CardState,
    send: &mut Commands,
) {
    let Some(card) = &model.card else {
        return;
    };
    page_ui(ui, "passport", |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let may_edit = model.may_for(Action::EditCard, card.patient);
        conflicts_ui(ui, cx, card, send);
        let edit = lists_ui(ui, cx, model, card, state, may_edit, send);
        if let Some(edit) = edit.filter(|_| may_edit) {
            state.passport.edit = Some(edit);
            state.passport.seen.clone_from(&card.seen);
        }
        summary_line_ui(ui, cx, model, card, &mut state.passport.summary);
        ui.add_space(space::L);
    });
    let summary = &mut state.passport.summary;
    if let Some(taken) = summary_dialogs(ui.ctx(), cx, model, card, summary, send) {
        state.passport.edit = Some(match taken {
            Taken::Allergy(value) => Edit::Allergy(AllergyEdit::open(&new(card, "al/new", value))),
            Taken::Problem(value) => Edit::Problem(ProblemEdit::open(&new(card, "pr/new", value))),
        });
        state.passport.seen.clone_from(&card.seen);
    } else if state.passport.edit.is_none() {
        state.passport.summary.come_back();
    }
    growth_dialog(ui.ctx(), cx, model, card, &mut state.passport.growth, send);
    let vaccination = &mut state.passport.vaccination;
    if let Some((op, done)) = vaccination_dialog(ui.ctx(), cx, model, card, vaccination, send) {
        state.act(op, done, send);
    }
    let prevention = &mut state.passport.prevention;
    if let Some((op, done)) = prevention_dialog(ui.ctx(), cx, model, card, prevention, send) {
        state.act(op, done, send);
    }
    let pregnancy = &mut state.passport.pregnancy;
    match pregnancy_dialog(ui.ctx(), cx, model, card, pregnancy, send) {
        Some(Act::Do(op, done)) => drop(state.act(op, done, send)),
        Some(Act::Contact(patient, draft)) => state.begin(patient, draft, send),
        None => {}
    }
    let answer = match &mut state.passport.edit {
        None => return,
        Some(Edit::Allergy(e)) => e.show(ui.ctx(), cx),
        Some(Edit::Problem(e)) => e.show(ui.ctx(), cx),
        Some(Edit::Medicine(e)) => e.show(ui.ctx(), cx),
        Some(Edit::Alert(e)) => e.show(ui.ctx(), cx),
        Some(Edit::Pregnancy(e)) => e.show(ui.ctx(), cx),
        Some(Edit::Blood(e)) => e.show(ui.ctx(), cx),
    };
    if let Some(fact) = answer.done {
        let op = Op::SetFact {
            patient: fact.card,
            seen: Some(
                state
                    .passport
                    .seen
                    .get(&(fact.card, fact.key.clone()))
                    .cloned()
                    .unwrap_or_default(),
            ),
            key: fact.key,
            value: fact.value,
        };
        let ticket = state.act(op, "common-saved", send);
        state.passport.sent = state.passport.edit.take().map(|edit| (ticket, edit));
    }
    if answer.close {
        state.passport.edit = None;
    }
}

/// A fact that is in no card yet, for its dialog.
fn new<T>(card: &CardView, key: &str, value: T) -> Noted<T> {
    Noted {
        card: card.patient,
        key: key.to_owned(),
        value,
        by: None,
        at: 0,
        disputed: false,
        newer: false,
    }
}

/// Nobody is asked about a boy or a girl of seven.
fn can_be_pregnant(card: &CardView, today: NaiveDate) -> bool {
    let possible = PREGNANCY_POSSIBLE;
    card.person.sex != Sex::Male
        && Age::bounds(card.person.born, today).is_none_or(|(youngest, oldest)| {
            youngest.years <= *possible.end() && oldest.years >= *possible.start()
        })
}

/// "Pregnant, 24 weeks", where the card or a visit says so.
pub fn pregnancy_mark(cx: &Cx, model: &Model, card: &CardView) -> Option<String> {
    let wish = Wish {
        medicine: "paracetamol".to_owned(),
        ..Wish::default()
    };
    let asked = ask(
        Formulary::builtin(),
        card,
        &Draft::default(),
        &wish,
        &Told::default(),
        moment(model),
    );
    let pregnant = asked.questions.first().and_then(|q| q.pregnant) == Some(true);
    if !pregnant {
        return None;
    }
    let booked = match known(card) {
        Known::Open(entry) => begun(&entry.content).ok().map(|dated| dated.begun),
        Known::None | Known::Ended(_) | Known::Disputed(_) => None,
    };
    let lmp = || card.pregnancy.as_ref().and_then(|p| p.value.lmp.day());
    let weeks = booked
        .or_else(lmp)
        .map(|day| (model.today() - day).num_days() / 7)
        .filter(|w| (0..45).contains(w));
    Some(match weeks {
        Some(weeks) => super::card_words::count(cx, "card-pregnant-weeks", weeks),
        None => cx.tr("card-pregnant"),
    })
}

/// Statements of linked cards that differ, said above them.
fn dispute_ui(ui: &mut Ui, cx: &Cx, agree: bool) {
    if !agree {
        finding_line_ui(ui, cx, Severity::Warning, &cx.tr("card-statements-differ"));
    }
}

/// Where F8 puts the keyboard.
pub fn first_button() -> Id {
    add_button("allergy")
}

fn add_button(name: &str) -> Id {
    Id::unique(("feldsher-passport-add", name))
}

/// The moment for the dose check.
pub fn moment(model: &Model) -> Moment {
    Moment {
        now: model.now,
        offset_minutes: model.offset_minutes,
        country: Some(model.country()),
    }
}

fn lists_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    state: &mut CardState,
    may_edit: bool,
    send: &mut Commands,
) -> Option<Edit> {
    let mut edit = None;
    let show_all = state.passport.show_all;

    // Allergies first.
    if section_ui(ui, cx, "card-allergies", "allergy", may_edit) {
        edit = Some(Edit::Allergy(AllergyEdit::new(card.patient)));
    }
    match card.allergy_status() {
        AllergyStatus::Known => {}
        AllergyStatus::NoneKnown => {
            let (by, at) = card.none_known.unwrap_or_default();
            let day = dates::local_day(at, model.offset_minutes).unwrap_or_default();
            let who = who(cx, card, by);
            let args = [("who", who.as_str()), ("date", &cx.date(day))];
            whole_ui(ui, cx.tr_with("ui-allergy-none-known", &args));
        }
        AllergyStatus::NotRecorded => {
            finding_line_ui(
                ui,
                cx,
                Severity::Required,
                &cx.tr("ui-allergy-not-recorded"),
            );
            if may_edit
                && Btn::secondary(&cx.tr("card-none-known"))
                    .show(ui, cx)
                    .clicked()
            {
                let mut value = serde_json::Map::new();
                value.insert("none_known".into(), true.into());
                let op = Op::SetFact {
                    patient: card.patient,
                    key: "alst".into(),
                    value,
                    seen: Some(card.seen(card.patient, "alst")),
                };
                state.act(op, "common-saved", send);
            }
        }
        AllergyStatus::Unavailable => {
            finding_line_ui(ui, cx, Severity::Warning, &cx.tr("ui-allergy-unavailable"));
        }
    }
    let opened = entries_ui(ui, cx, &card.allergies, show_all, |a| a.status, allergy_job);
    edit = opened.map(AllergyEdit::open).map(Edit::Allergy).or(edit);

    if section_ui(ui, cx, "card-alerts", "alert", may_edit) {
        edit = Some(Edit::Alert(AlertEdit::new(card.patient)));
    }
    empty_line_ui(ui, cx, is_empty(&card.alerts, show_all, |a| a.status));
    let opened = entries_ui(
        ui,
        cx,
        &card.alerts,
        show_all,
        |a| a.status,
        |ui, cx, noted| line(ui, cx, &noted.value.text, ""),
    );
    edit = opened.map(AlertEdit::open).map(Edit::Alert).or(edit);

    let is_followed = matches!(known(card), Known::Open(_) | Known::Disputed(_));
    if is_followed {
        section_ui(ui, cx, "pregnancy-title", "pregnancy-card", false);
        pregnancy_line_ui(ui, cx, model, card, &mut state.passport.pregnancy);
    }

    if section_ui(ui, cx, "card-problems", "problem", may_edit) {
        edit = Some(Edit::Problem(ProblemEdit::new(card.patient)));
    }
    empty_line_ui(ui, cx, is_empty(&card.problems, show_all, |p| p.status));
    let opened = entries_ui(
        ui,
        cx,
        &card.problems,
        show_all,
        |p| p.status,
        |ui, cx, noted| {
            let p = &noted.value;
            let mut quiet = p.code.clone().unwrap_or_default();
            if p.onset.is_known() {
                quiet = format!(
                    "{quiet} · {}",
                    cx.tr_with("card-since", &[("date", &cx.partial(p.onset))])
                );
            }
            line(ui, cx, &p.title, quiet.trim_start_matches(" · "))
        },
    );
    edit = opened.map(ProblemEdit::open).map(Edit::Problem).or(edit);

    if section_ui(ui, cx, "card-medicines", "medicine", may_edit) {
        edit = Some(Edit::Medicine(MedicineEdit::new(card.patient)));
    }
    let running: Vec<_> = standing(&card.prescriptions, None)
        .filter(|p| is_running(&p.content, p.care_at, model.now))
        .filter(|p| card.stopped(p.id).is_none())
        .collect();
    let none = running.is_empty() && is_empty(&card.medicines, show_all, |m| m.status);
    empty_line_ui(ui, cx, none);
    let opened = entries_ui(
        ui,
        cx,
        &card.medicines,
        show_all,
        |m| m.status,
        |ui, cx, noted| {
            let m = &noted.value;
            let quiet: Vec<&str> = [m.dose.as_str(), m.frequency.as_str()]
                .into_iter()
                .filter(|s| !s.is_empty())
                .collect();
            line(ui, cx, &m.name, &quiet.join(", "))
        },
    );
    edit = opened.map(MedicineEdit::open).map(Edit::Medicine).or(edit);
    for p in running {
        let day = dates::local_day(p.care_at, model.offset_minutes).unwrap_or_default();
        let dose = super::card_words::stored_dose(cx, &p.content.dose, &p.content.unit);
        let schedule = super::card_words::schedule_text(cx, &p.content);
        let strength = strength_text(cx, &p.content.strength);
        // Two amounts side by side are told apart by the word (MEDi-007).
        let dose = if dose.is_empty() {
            dose
        } else {
            format!("{} {dose}", cx.tr("card-dose-label"))
        };
        let product = box_text(cx, &p.content).unwrap_or_default();
        let parts: Vec<String> = [strength, product, dose, schedule]
            .into_iter()
            .filter(|s| !s.is_empty())
            .collect();
        let quiet = format!(
            "{} · {}",
            parts.join(", "),
            cx.tr_with("card-prescribed-on", &[("date", &cx.date(day))])
        );
        if let Some(row) = model.to_review(p.id) {
            badge_ui(ui, cx, severity(row), &cx.tr("review-title"));
        }
        let job = line(ui, cx, &p.content.name, &quiet);
        ui.add(egui::Label::new(job).wrap());
        ui.add_space(2.0);
    }

    measured_ui(ui, cx, model, card);
    growth_line_ui(ui, cx, model, card, &mut state.passport.growth);
    section_ui(ui, cx, "vaccination-title", "vaccination", false);
    vaccination_line_ui(ui, cx, model, card, &mut state.passport.vaccination);
    prevention_line_ui(ui, cx, model, card, &mut state.passport.prevention);

    if card.pregnancy.is_some() || can_be_pregnant(card, model.today()) {
        if section_ui(ui, cx, "common-pregnancy", "pregnancy", may_edit) {
            edit = Some(Edit::Pregnancy(PregnancyEdit::open(
                card.patient,
                card.pregnancy.as_ref(),
            )));
        }
        if card.pregnancy.is_none() {
            ui.label(muted(cx, cx.tr("common-not-recorded")));
        }
        dispute_ui(ui, cx, card.pregnancy_also.is_empty());
        for noted in card.pregnancy.iter().chain(&card.pregnancy_also) {
            let word = match noted.value.value.as_str() {
                "yes" => "common-yes",
                "no" => "common-no",
                _ => "common-unknown",
            };
            let day = dates::local_day(noted.at, model.offset_minutes).unwrap_or_default();
            whole_ui(ui, format!("{} · {}", cx.tr(word), cx.date(day)));
        }
        if !is_followed {
            pregnancy_line_ui(ui, cx, model, card, &mut state.passport.pregnancy);
        }
    }

    if section_ui(ui, cx, "card-blood", "blood", may_edit) {
        edit = Some(Edit::Blood(BloodEdit::open(
            card.patient,
            card.blood.as_ref(),
        )));
    }
    if card.blood.is_none() {
        ui.label(muted(cx, cx.tr("common-not-recorded")));
    }
    dispute_ui(ui, cx, card.blood_also.is_empty());
    for noted in card.blood.iter().chain(&card.blood_also) {
        ui.label(strong(&noted.value));
    }

    let hidden = has_past(&card.allergies, |a| a.status)
        || has_past(&card.problems, |p| p.status)
        || has_past(&card.medicines, |m| m.status)
        || has_past(&card.alerts, |a| a.status);
    if hidden {
        ui.add_space(space::S);
        let words = cx.tr("card-show-past");
        let id = Id::unique("feldsher-passport-past");
        parts::tick_ui(ui, cx, id, &mut state.passport.show_all, &words);
    }
    edit
}

/// Heading with its button to add or change; true when that was pressed.
fn section_ui(ui: &mut Ui, cx: &Cx, title: &str, name: &str, may_edit: bool) -> bool {
    ui.add_space(space::XS);
    let mut pressed = false;
    ui.horizontal(|ui| {
        ui.set_min_height(cx.control());
        let room = ui.available_width() - if may_edit { ADD } else { 0.0 };
        ui.allocate_ui(egui::vec2(room, 20.0), |ui| {
            whole_ui(ui, strong(cx.tr(title)))
        });
        if may_edit {
            ui.with_layout(egui::Layout::right_to_left(Align::Center), |ui| {
                let id = add_button(name);
                let word = match name {
                    "pregnancy" | "blood" => cx.tr("common-edit"),
                    _ => cx.tr("common-add"),
                };
                let button = Btn::quiet(&word).id(id).show(ui, cx);
                card_focus::offer(ui, id, &button);
                pressed = button.clicked();
            });
        }
    });
    pressed
}

/// What is shown without being asked for: what holds, and what is disputed.
fn stands<T>(noted: &Noted<T>, show_all: bool, status: fn(&T) -> Status) -> bool {
    show_all || noted.disputed || status(&noted.value) == Status::Active
}

fn is_empty<T>(all: &[Noted<T>], show_all: bool, status: fn(&T) -> Status) -> bool {
    !all.iter().any(|noted| stands(noted, show_all, status))
}

fn has_past<T>(all: &[Noted<T>], status: fn(&T) -> Status) -> bool {
    all.iter()
        .any(|noted| status(&noted.value) != Status::Active)
}

/// The entries of one list; the one that was opened.
fn entries_ui<'a, T>(
    ui: &mut Ui,
    cx: &Cx,
    all: &'a [Noted<T>],
    show_all: bool,
    status: fn(&T) -> Status,
    job: impl Fn(&Ui, &Cx, &Noted<T>) -> LayoutJob,
) -> Option<&'a Noted<T>> {
    let mut opened = None;
    for noted in all.iter().filter(|n| stands(n, show_all, status)) {
        let job = job(ui, cx, noted);
        if entry_ui(ui, cx, noted, job, status(&noted.value)) {
            opened = Some(noted);
        }
    }
    opened
}

fn empty_line_ui(ui: &mut Ui, cx: &Cx, empty: bool) {
    if empty {
        ui.label(muted(cx, cx.tr("common-not-recorded")));
    }
}

fn line(ui: &Ui, cx: &Cx, loud: &str, quiet: &str) -> LayoutJob {
    let mut job = LayoutJob::default();
    let style = ui.style();
    RichText::new(loud).color(cx.tokens().text).append_to(
        &mut job,
        style,
        FontSelection::Default,
        Align::Center,
    );
    if !quiet.is_empty() {
        small(cx, format!("\n{quiet}")).append_to(
            &mut job,
            style,
            FontSelection::Default,
            Align::Center,
        );
    }
    job
}

/// Agent loud, reactions after a dash; red only as text: the banner above is filled already.
fn allergy_job(ui: &Ui, cx: &Cx, noted: &Noted<Allergy>) -> LayoutJob {
    let a = &noted.value;
    let mut job = LayoutJob::default();
    let style = ui.style();
    let t = cx.tokens();
    let color = if a.status == Status::Active {
        t.danger.fg
    } else {
        t.muted
    };
    strong(&a.substance).color(color).append_to(
        &mut job,
        style,
        FontSelection::Default,
        Align::Center,
    );
    let mut rest = a.reactions.join(" + ");
    if a.severity != Grade::Unknown {
        let grade = match a.severity {
            Grade::Mild => "common-severity-mild",
            Grade::Moderate => "common-severity-moderate",
            Grade::Severe => "common-severity-severe",
            Grade::Unknown => "common-severity-unknown",
        };
        rest = if rest.is_empty() {
            cx.tr(grade)
        } else {
            format!("{rest}, {}", cx.tr(grade))
        };
    }
    if !rest.is_empty() {
        RichText::new(format!(" — {rest}")).color(t.text).append_to(
            &mut job,
            style,
            FontSelection::Default,
            Align::Center,
        );
    }
    job
}

/// A line of a list that opens with Enter or a click.
fn entry_ui<T>(ui: &mut Ui, cx: &Cx, noted: &Noted<T>, mut job: LayoutJob, status: Status) -> bool {
    let t = cx.tokens();
    let style = ui.style();
    let mut marks = Vec::new();
    match status {
        Status::Active => {}
        Status::Resolved => marks.push(cx.tr("card-status-resolved")),
        Status::EnteredInError => marks.push(cx.tr("common-entered-in-error")),
    }
    if noted.disputed {
        marks.push(cx.tr("card-disputed"));
    }
    if noted.newer {
        marks.push(cx.tr("card-newer"));
    }
    for mark in marks {
        RichText::new(format!("\n{mark}"))
            .small()
            .color(t.warning.fg)
            .append_to(&mut job, style, FontSelection::Default, Align::Center);
    }
    job.wrap.max_width = ui.available_width();
    let id = Id::unique(("feldsher-noted", noted.card, noted.key.as_str()));
    ui.scope_builder(UiBuilder::new().scope_id(id), |ui| {
        let galley = ui.painter().layout_job(job);
        let (rect, _) = ui.allocate_exact_size(
            egui::vec2(ui.available_width(), galley.size().y + 4.0),
            Sense::hover(),
        );
        let response = ui.interact(rect, id.with("entry"), Sense::click());
        let text = galley.text().to_owned();
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &text));
        if response.hovered() {
            ui.painter().rect_filled(rect.expand(2.0), 3.0, t.hover);
        }
        ui.painter()
            .galley(rect.min + egui::vec2(0.0, 2.0), galley, t.text);
        if response.has_focus() {
            focus_ring(ui, t, rect);
        }
        focus_chain::offer_button(ui, &response);
        // What a newer program wrote is shown and not changed.
        response.clicked() && !noted.newer
    })
    .inner
}

/// Weight and height with their age; "on the scale" where a dose would ask for it.
fn measured_ui(ui: &mut Ui, cx: &Cx, model: &Model, card: &CardView) {
    section_ui(ui, cx, "card-measured", "measured", false);
    let mut any = false;
    for link_id in [WEIGHT, "height"] {
        let mut with: Vec<_> = standing(&card.visits, None)
            .filter(|v| v.content.answers.contains_key(link_id))
            .collect();
        with.sort_by_key(|v| std::cmp::Reverse((v.care_at, v.entered_at)));
        let Some(visit) = with.first() else { continue };
        let stored = visit.content.answers.get(link_id).map(|t| decode_all(t));
        let Some([answer @ Answer::Quantity(_)]) = stored.as_deref() else {
            continue;
        };
        let item = form_of(forms(), &visit.content).and_then(|f| f.item(link_id));
        let value = answer_text(cx, item, answer);
        let age = dates::local_day(visit.care_at, model.offset_minutes)
            .map(|day| {
                format!(
                    "{}, {}",
                    dates::relative_day(cx.lang, day, model.today()),
                    cx.date(day)
                )
            })
            .unwrap_or_default();
        let mut job = LayoutJob::default();
        strong(value).append_to(&mut job, ui.style(), FontSelection::Default, Align::Center);
        small(cx, format!("  {age}")).append_to(
            &mut job,
            ui.style(),
            FontSelection::Default,
            Align::Center,
        );
        ui.add(egui::Label::new(job).wrap());
        any = true;
    }
    empty_line_ui(ui, cx, !any);
    if let Some(text) = scale_wanted(cx, model, card) {
        finding_line_ui(ui, cx, Severity::Required, &text);
    }
}

/// The engine's own words about the weight, asked with a medicine that every child is dosed by weight.
fn scale_wanted(cx: &Cx, model: &Model, card: &CardView) -> Option<String> {
    let wish = Wish {
        medicine: "paracetamol".to_owned(),
        route: Some("oral".to_owned()),
        ..Wish::default()
    };
    let asked = ask(
        Formulary::builtin(),
        card,
        &Draft::default(),
        &wish,
        &Told::default(),
        moment(model),
    );
    judge(Formulary::builtin(), &Site::default(), &asked)
        .findings
        .iter()
        .find(|f| f.code == "need-weight" || f.code.starts_with("weight-"))
        .map(|f| super::card_words::finding_text(cx, f))
}

fn conflicts_ui(ui: &mut Ui, cx: &Cx, card: &CardView, send: &mut Commands) {
    if card.conflicts.is_empty() {
        return;
    }
    badge_ui(
        ui,
        cx,
        Severity::Warning,
        &cx.tr_n("card-conflicts", card.conflicts.len()),
    );
    for conflict in &card.conflicts {
        for value in &conflict.values {
            whole_ui(
                ui,
                RichText::new(format!("{} — {}", value.summary, value.by_name)),
            );
        }
        ui.add_space(2.0);
    }
    if Btn::secondary(&cx.tr("card-settle")).show(ui, cx).clicked() {
        send.go(Route::Conflicts);
    }
}
