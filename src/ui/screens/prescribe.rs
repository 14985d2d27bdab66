//! One medicine: search, product, dose; beside it, live, what the check says.

use egui::{Align, Layout, Ui, vec2};

use super::approval_words::Signatures;
use super::card_words::{prescription_line, unit_word};
use super::passport::moment;
use super::prescribe_again::again_ui;
use super::prescribe_answer::{AnswerPart, answer_ui};
use super::prescribe_order::{choose, order_ui};
use super::prescribe_override::{Interrupted, Overridden, OverrideEdit};
use super::visit::VisitState;
use super::visit_editor::Editor;
use super::{Commands, Route, parts};
use crate::clinical::imci::Remedy;
use crate::clinical::{Formulary, Level, Medicine, Order};
use crate::domain::card::CardView;
use crate::domain::dose::{Unit, plain};
use crate::domain::number::Decimal;
use crate::domain::visit::Prescription;
use crate::ui::command::Command;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::number_field::read_number;
use crate::ui::widgets::search_box::SearchState;
use crate::ui::widgets::text::{heading_ui, muted, small, strong, whole_ui};
use crate::ui::widgets::{Btn, RecordKey, focus_chain};
use crate::worker::dose::{Asked, Judged, Tier, Told, Wish, ask, judge, keys, said};

/// Width of the column in which the order is written; at most half of what there is.
const ORDER: f32 = 470.0;
/// Height of the foot with the one act of the screen: always in sight, and the keyboard comes to it after every question.
const FOOT: f32 = 48.0;

/// What is typed about the medicine in hand.
#[derive(Debug, Default)]
pub struct PrescribeState {
    /// The visit and the place in its list that this is for.
    pub(super) target: Option<(String, Option<usize>)>,
    pub(super) scope: String,
    pub(super) search: SearchState,
    /// Formulary id and the name as recorded; no id for a medicine in free words.
    pub(super) medicine: Option<(Option<String>, String)>,
    pub(super) route: Option<String>,
    pub(super) form: Option<String>,
    pub(super) strength: String,
    /// What is on the box, with the list of the cupboard's products.
    pub(super) product: SearchState,
    pub(super) indication: Option<String>,
    pub(super) dose: String,
    pub(super) unit: Option<Unit>,
    /// Hours between doses instead of times a day.
    pub(super) by_interval: Option<usize>,
    pub(super) times: String,
    pub(super) interval: String,
    pub(super) days: String,
    pub(super) as_needed: bool,
    /// `None`: as the route has it.
    pub(super) given_here: Option<bool>,
    pub(super) note: String,
    pub(super) ask: AskState,
    pub(super) missing: bool,
    pub(super) interrupt: Option<OverrideEdit>,
    /// The answer, with what it was asked and how often signatures had been heard of then.
    pub(super) judged: Option<(Asked, u64, Judged)>,
}

/// What was asked about this medicine.
#[derive(Debug, Default)]
pub struct AskState {
    /// 0: none of the conditions that forbid it; 1: some.
    pub conditions: Option<usize>,
    pub has: std::collections::BTreeSet<usize>,
    pub breastfeeding: Option<usize>,
    pub egfr: String,
}

pub fn prescribe_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    visit: &mut VisitState,
    state: &mut PrescribeState,
    send: &mut Commands,
) {
    let Some(card) = &model.card else {
        parts::no_card_ui(ui, cx, model);
        return;
    };
    let draft = visit.draft();
    if !visit.open(model, card, draft, send) {
        parts::loading_ui(ui, cx);
        return;
    }
    let Some(mut editor) = visit.editor.take() else {
        return;
    };
    let preset = visit.preset.take();
    if preset.is_some() {
        state.target = None;
    }
    aim(state, &editor, visit.prescription);
    if let Some(remedy) = preset {
        begin_with(ui.ctx(), cx, state, &remedy);
    }
    head_ui(ui, cx, state);
    let judged = judged(model, card, &editor, state);
    let has_medicine = state.medicine.is_some();
    // The two columns scroll apart: the verdict stays in sight while the order is written.
    let whole = ui.available_width();
    let high = ui.available_height() - if has_medicine { FOOT } else { 0.0 };
    let order = ORDER.min((whole - space::L) * 0.5).max(0.0);
    let beside = (whole - order - space::L).max(0.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        ui.allocate_ui_with_layout(vec2(order, high), Layout::top_down(Align::Min), |ui| {
            parts::page_ui(ui, "prescribe-order", |ui| {
                order_ui(ui, cx, state, judged.as_ref());
            });
        });
        ui.allocate_ui_with_layout(vec2(beside, high), Layout::top_down(Align::Min), |ui| {
            beside_ui(ui, cx, model, card, &mut editor, state, judged.as_ref());
        });
    });
    let pressed = has_medicine && foot_ui(ui, cx, visit.prescription.is_some());
    // The key that keeps a draft keeps the order in it. Not the key that signs: held down, it would sign the visit as well.
    let kept = has_medicine && model.orders.contains(&Command::SaveDraft);
    let wants_add = pressed || kept && state.interrupt.is_none();
    let tier = judged.as_ref().map_or(Tier::Quiet, Judged::tier);
    let ready = state.is_complete();
    visit.override_waits = ready && tier != Tier::Quiet && state.interrupt.is_none();
    if wants_add || (visit.override_waits && model.orders.contains(&Command::OverrideWithReason)) {
        if !ready {
            state.missing = true;
            state.go_to_missing(ui.ctx());
        } else if tier == Tier::Quiet {
            add(
                ui,
                state,
                &mut editor,
                visit.prescription,
                judged.as_ref(),
                None,
                send,
            );
        } else {
            state.interrupt = Some(OverrideEdit::new(&state.scope, tier));
        }
    }
    if let Some(given) = interrupt_ui(ui, cx, model, state, judged.as_ref(), send) {
        add(
            ui,
            state,
            &mut editor,
            visit.prescription,
            judged.as_ref(),
            Some(given),
            send,
        );
    }
    editor.tick(ui.ctx(), model, card, send);
    let escaped = state.interrupt.is_none()
        && !ui.ctx().text_edit_focused()
        && !crate::ui::widgets::dialog::is_any_open(ui.ctx())
        && ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
    if escaped {
        send.go(Route::Visit { draft: editor.id });
    }
    if escaped || state.target.is_none() {
        visit.override_waits = false;
    }
    visit.editor = Some(editor);
    if escaped || state.target.is_none() {
        visit.back_in = 3;
    }
}

/// The medicine that an assessment named, for what it is given, by the way that rule has it. The dose stays to be written.
fn begin_with(ctx: &egui::Context, cx: &Cx, state: &mut PrescribeState, remedy: &Remedy) {
    let Some(medicine) = Formulary::builtin().medicine(remedy.id()) else {
        return;
    };
    choose(state, medicine, cx);
    let wanted = remedy.indication();
    let rule = wanted.and_then(|wanted| medicine.rules.iter().find(|r| r.indication == wanted));
    if let Some(rule) = rule {
        state.indication = Some(rule.indication.clone());
        if let [only] = rule.route.as_slice() {
            state.route = Some(only.clone());
        }
    }
    focus_chain::ask_for(ctx, RecordKey::new(&state.scope, "route").id());
}

/// Begins anew when the visit or the place in its list is another.
fn aim(state: &mut PrescribeState, editor: &Editor, index: Option<usize>) {
    let target = (editor.scope.clone(), index);
    if state.target.as_ref() == Some(&target) {
        return;
    }
    let number = editor.rest.prescriptions.len();
    *state = PrescribeState {
        scope: format!("{}-rx-{}", editor.scope, index.unwrap_or(number)),
        target: Some(target),
        ..PrescribeState::default()
    };
    if let Some(p) = index.and_then(|at| editor.rest.prescriptions.get(at)) {
        fill(state, p);
        state.note.clone_from(&p.note);
    }
}

/// Writes an order into the fields as it was ordered.
pub(super) fn fill(state: &mut PrescribeState, p: &Prescription) {
    state.medicine = Some((p.medicine.clone(), p.name.clone()));
    state.route = Some(p.route.clone()).filter(|r| !r.is_empty());
    state.form = Some(p.dosage_form.clone()).filter(|f| !f.is_empty());
    state.strength.clone_from(&p.strength);
    state.product.text.clone_from(&p.product);
    state.indication = Some(p.indication.clone()).filter(|i| !i.is_empty());
    state.dose.clone_from(&p.dose);
    state.unit = Unit::parse(&p.unit);
    state.by_interval = Some(usize::from(!p.interval_h.is_empty()));
    state.times = p.per_day.map_or_else(String::new, |n| n.to_string());
    state.interval.clone_from(&p.interval_h);
    state.days = p.days.map_or_else(String::new, |n| n.to_string());
    state.as_needed = p.as_needed;
    state.given_here = p.given_here;
}

impl PrescribeState {
    pub(super) fn medicine(&self) -> Option<&'static Medicine> {
        let (id, _) = self.medicine.as_ref()?;
        Formulary::builtin().medicine(id.as_deref()?)
    }

    pub fn words_of_box(&self) -> &str {
        &self.product.text
    }

    pub fn strength(&self) -> &str {
        &self.strength
    }

    /// As ticked, else as the route has it.
    pub(super) fn is_given_here(&self) -> bool {
        let order = Prescription {
            route: self.route.clone().unwrap_or_default(),
            given_here: self.given_here,
            ..Prescription::default()
        };
        order.is_given_here()
    }

    fn is_complete(&self) -> bool {
        self.medicine.is_some()
            && self.route.is_some()
            && self.unit.is_some()
            && self.dose().is_some()
            && self.schedule_is_readable()
    }

    pub(super) fn dose(&self) -> Option<Decimal> {
        read_number(&self.dose)
            .ok()
            .flatten()
            .filter(|d| *d > Decimal::ZERO)
    }

    fn schedule_is_readable(&self) -> bool {
        whole(&self.times).is_ok()
            && whole(&self.days).is_ok()
            && read_number(&self.interval).is_ok()
    }

    /// The keyboard goes to the first thing that is missing.
    fn go_to_missing(&self, ctx: &egui::Context) {
        let field = if self.medicine.is_none() {
            "medicine"
        } else if self.route.is_none() {
            "route"
        } else if self.dose().is_none() {
            "dose"
        } else if self.unit.is_none() {
            "unit"
        } else {
            "times"
        };
        focus_chain::ask_for(ctx, RecordKey::new(&self.scope, field).id());
    }

    fn order(&self) -> Order {
        let by_interval = self.by_interval == Some(1);
        let positive = |text: &str| read_number(text).ok().flatten().map(Decimal::to_f64);
        Order {
            dose: self.dose().map(Decimal::to_f64),
            unit: self.unit.map(|u| u.code().to_owned()),
            per_day: positive(&self.times).filter(|_| !by_interval),
            interval_h: positive(&self.interval).filter(|_| by_interval),
            days: positive(&self.days),
            rate: None,
            product: said(&self.product.text),
            strength: Some(self.strength.trim().to_owned()).filter(|s| !s.is_empty()),
        }
    }
}

impl AskState {
    /// What was answered about this medicine, beside what was said of the patient as a whole.
    pub(super) fn told(&self, medicine: Option<&Medicine>, whole: &Told) -> Told {
        let conditions = match (self.conditions, medicine) {
            (Some(0), Some(_)) => Some(Vec::new()),
            (Some(_), Some(medicine)) if !self.has.is_empty() => Some(
                super::prescribe_answer::condition_stops(medicine)
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| self.has.contains(at))
                    .filter_map(|(_, stop)| stop.population.condition.first().cloned())
                    .collect(),
            ),
            _ => None,
        };
        Told {
            conditions,
            breastfeeding: self.breastfeeding.map(|at| at == 0),
            egfr: read_number(&self.egfr).ok().flatten().map(Decimal::to_f64),
            ..whole.clone()
        }
    }
}

/// A whole number or nothing.
pub(super) fn whole(text: &str) -> Result<Option<i64>, ()> {
    match read_number(text) {
        Ok(None) => Ok(None),
        Ok(Some(n)) if n.is_integer() && n > Decimal::ZERO => {
            n.to_string().parse().map(Some).map_err(|_overflow| ())
        }
        Ok(Some(_)) | Err(_) => Err(()),
    }
}

fn judged(
    model: &Model,
    card: &CardView,
    editor: &Editor,
    state: &mut PrescribeState,
) -> Option<Judged> {
    let (id, _) = state.medicine.as_ref()?;
    let Some(id) = id else {
        return Some(Judged::unknown_medicine());
    };
    let wish = Wish {
        medicine: id.clone(),
        route: state.route.clone(),
        indication: state.indication.clone(),
        order: state.order(),
        skip: state.target.as_ref().and_then(|(_, index)| *index),
        weight_unreadable: false,
        given: None,
    };
    let draft = editor.content(card, editor.day(model));
    let told = state.ask.told(state.medicine(), &editor.told);
    let asked = ask(
        Formulary::builtin(),
        card,
        &draft,
        &wish,
        &told,
        moment(model),
    );
    let heard = model.site_heard;
    if let Some((before, then, judged)) = &state.judged
        && *before == asked
        && *then == heard
    {
        return Some(judged.clone());
    }
    let judged = judge(Formulary::builtin(), &model.site, &asked);
    state.judged = Some((asked, heard, judged.clone()));
    Some(judged)
}

fn head_ui(ui: &mut Ui, cx: &Cx, state: &PrescribeState) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        heading_ui(ui, &cx.tr("common-prescription"));
        if state.medicine.is_none() {
            ui.label(muted(cx, cx.tr("card-rx-search-what")));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(small(cx, format!("Esc — {}", cx.tr("card-rx-back"))));
        });
    });
    ui.add_space(space::XS);
    ui.separator();
}

/// The button; true when it was pressed.
fn foot_ui(ui: &mut Ui, cx: &Cx, is_change: bool) -> bool {
    ui.separator();
    ui.add_space(space::XS);
    let label = cx.tr(if is_change {
        "card-rx-change"
    } else {
        "card-rx-add"
    });
    let keys = Command::SaveDraft.keys();
    Btn::primary(&label).shortcut(keys).show(ui, cx).clicked()
}

fn beside_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    editor: &mut Editor,
    state: &mut PrescribeState,
    judged: Option<&Judged>,
) {
    let Some(judged) = judged else {
        parts::page_ui(ui, "prescribe-medicines", |ui| {
            again_ui(ui, cx, model, card, state);
            if !card.medicines.is_empty() {
                ui.label(strong(cx.tr("card-medicines")));
                for m in &card.medicines {
                    whole_ui(ui, m.value.name.as_str());
                }
            }
        });
        return;
    };
    let is_free = state.medicine().is_none();
    let medicine = state.medicine();
    let has_dose = state.dose().is_some();
    let kidneys = state.judged.as_ref().map(|(asked, _, _)| asked.kidneys);
    answer_ui(
        ui,
        cx,
        AnswerPart {
            card,
            judged,
            signed: Signatures::of(model),
            medicine,
            has_dose,
            is_free,
            indication: state.indication.as_deref(),
            kidneys: kidneys.filter(|_| !is_free).unwrap_or_default(),
        },
        editor,
        &mut state.ask,
    );
}

fn interrupt_ui(
    ui: &Ui,
    cx: &Cx,
    model: &Model,
    state: &mut PrescribeState,
    judged: Option<&Judged>,
    send: &mut Commands,
) -> Option<Overridden> {
    let mut edit = state.interrupt.take()?;
    let judged = judged?;
    let order = prescription_line(cx, &prescription(state, Some(judged), None));
    let findings: Vec<String> = judged
        .findings
        .iter()
        .filter(|f| f.level == Level::Contraindicated)
        .map(|f| super::card_words::finding_text(cx, f))
        .collect();
    let unit = state
        .unit
        .map_or_else(String::new, |u| unit_word(cx, u, 1.0));
    let what = Interrupted {
        order: &order,
        findings: &findings,
        dose: state.dose(),
        unit: &unit,
    };
    let (given, close) = edit.show(ui.ctx(), cx, model, &what, send);
    if !close {
        state.interrupt = Some(edit);
    }
    given
}

/// The order as it will be recorded.
fn prescription(
    state: &PrescribeState,
    judged: Option<&Judged>,
    given: Option<&Overridden>,
) -> Prescription {
    let (id, name) = state.medicine.clone().unwrap_or_default();
    let by_interval = state.by_interval == Some(1);
    let measured = judged
        .and_then(|j| j.arithmetic)
        .and_then(|a| a.measure)
        .map(|m| m.measured)
        // "500 mg = 500 mg" says nothing.
        .filter(|m| Some(m.unit) != state.unit);
    let note = [
        state.note.trim(),
        given.map_or("", |g| g.note.as_str()).trim(),
    ]
    .into_iter()
    .filter(|n| !n.is_empty())
    .collect::<Vec<_>>()
    .join("; ");
    Prescription {
        visit: None,
        medicine: id,
        name,
        brand: String::new(),
        dosage_form: state.form.clone().unwrap_or_default(),
        strength: state.strength.trim().to_owned(),
        product: state.product.text.trim().to_owned(),
        dose: state.dose().map_or_else(String::new, |d| d.to_string()),
        unit: state.unit.map_or_else(String::new, |u| u.code().to_owned()),
        amount: measured.map_or_else(String::new, |m| {
            format!("{} {}", plain(m.value), m.unit.code())
        }),
        route: state.route.clone().unwrap_or_default(),
        per_day: whole(&state.times).ok().flatten().filter(|_| !by_interval),
        interval_h: read_number(&state.interval)
            .ok()
            .flatten()
            .filter(|_| by_interval)
            .map_or_else(String::new, |d| d.to_string()),
        days: whole(&state.days).ok().flatten(),
        as_needed: state.as_needed,
        given_here: Some(state.is_given_here()),
        indication: state.indication.clone().unwrap_or_default(),
        note,
        answer: judged.map_or("cannot_check", Judged::code).to_owned(),
        rules: judged.map(|j| j.rules.clone()).unwrap_or_default(),
        findings: judged.map(keys).unwrap_or_default(),
        override_reason: given.map_or_else(String::new, |g| g.reason.clone()),
        second_check: given.map_or_else(String::new, |g| g.second_check.clone()),
    }
}

/// Puts the order into the visit and goes back to it.
fn add(
    ui: &Ui,
    state: &mut PrescribeState,
    editor: &mut Editor,
    index: Option<usize>,
    judged: Option<&Judged>,
    given: Option<Overridden>,
    send: &mut Commands,
) {
    let order = prescription(state, judged, given.as_ref());
    match index.and_then(|at| editor.rest.prescriptions.get_mut(at)) {
        Some(place) => *place = order,
        None => editor.rest.prescriptions.push(order),
    }
    editor.changed(ui.ctx());
    *state = PrescribeState::default();
    send.go(Route::Visit { draft: editor.id });
}
