//! One medicine: search, product, dose; beside it, live, what the check says.

use egui::{Align, Layout, Ui, vec2};

use super::allergy_edit::medicine_row_ui;
use super::card_words::{form_word, prescription_line, route_word, strength_text, unit_word};
use super::passport::moment;
use super::prescribe_answer::{AnswerPart, answer_ui};
use super::prescribe_check::{Judged, Tier, judge};
use super::prescribe_override::{Interrupted, Overridden, OverrideEdit};
use super::prescribe_products::{Product, fits_route, products, routes_of, units};
use super::prescribe_question::{Asked, Told, Wish, ask};
use super::prescribe_search::{find_medicines, mistaken_for, shown_name};
use super::visit::VisitState;
use super::visit_editor::Editor;
use super::{Commands, Route, parts};
use crate::clinical::{Formulary, Level, Medicine, Order, data_text};
use crate::codes::names::LETTERS_FIRST;
use crate::domain::card::CardView;
use crate::domain::dose::{Unit, plain};
use crate::domain::number::Decimal;
use crate::domain::visit::Prescription;
use crate::ui::command::Command;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::number_field::read_number;
use crate::ui::widgets::search_box::{Found, SearchState};
use crate::ui::widgets::text::{heading_ui, muted, small, strong, whole_ui};
use crate::ui::widgets::{
    Btn, Choice, Field, NumberField, RecordKey, SearchBox, Severity, badge_ui, focus_chain,
};

/// Width of the column in which the order is written.
const ORDER: f32 = 470.0;
/// Options of one choice.
const OPTIONS_MAX: usize = 6;

/// What is typed about the medicine in hand.
#[derive(Debug, Default)]
pub struct PrescribeState {
    /// The visit and the place in its list that this is for.
    target: Option<(String, Option<usize>)>,
    scope: String,
    search: SearchState,
    /// Formulary id and the name as recorded; no id for a medicine in free words.
    medicine: Option<(Option<String>, String)>,
    route: Option<String>,
    form: Option<String>,
    strength: String,
    indication: Option<String>,
    dose: String,
    unit: Option<Unit>,
    /// Hours between doses instead of times a day.
    by_interval: Option<usize>,
    times: String,
    interval: String,
    days: String,
    note: String,
    pub(super) ask: AskState,
    missing: bool,
    interrupt: Option<OverrideEdit>,
    judged: Option<(Asked, Judged)>,
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
        parts::loading_ui(ui, cx);
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
    aim(state, &editor, visit.prescription);
    head_ui(ui, cx, state);
    let judged = judged(model, card, &editor, state);
    let mut wants_add = false;
    // The two columns scroll apart: the verdict stays in sight while the order is written.
    let (whole, high) = (ui.available_width(), ui.available_height());
    let beside = whole - ORDER - space::L;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        ui.allocate_ui_with_layout(vec2(ORDER, high), Layout::top_down(Align::Min), |ui| {
            parts::page_ui(ui, "prescribe-order", |ui| {
                order_ui(ui, cx, state, judged.as_ref());
                if state.medicine.is_some() {
                    ui.add_space(space::S);
                    let label = if visit.prescription.is_some() {
                        cx.tr("card-rx-change")
                    } else {
                        cx.tr("card-rx-add")
                    };
                    wants_add = Btn::primary(&label).show(ui, cx).clicked();
                }
            });
        });
        ui.allocate_ui_with_layout(vec2(beside, high), Layout::top_down(Align::Min), |ui| {
            parts::page_ui(ui, "prescribe-answer", |ui| {
                beside_ui(ui, cx, card, &mut editor, state, judged.as_ref());
            });
        });
    });
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
        state.medicine = Some((p.medicine.clone(), p.name.clone()));
        state.route = Some(p.route.clone()).filter(|r| !r.is_empty());
        state.form = Some(p.dosage_form.clone()).filter(|f| !f.is_empty());
        state.strength.clone_from(&p.strength);
        state.indication = Some(p.indication.clone()).filter(|i| !i.is_empty());
        state.dose.clone_from(&p.dose);
        state.unit = Unit::parse(&p.unit);
        state.by_interval = Some(usize::from(!p.interval_h.is_empty()));
        state.times = p.per_day.map_or_else(String::new, |n| n.to_string());
        state.interval.clone_from(&p.interval_h);
        state.days = p.days.map_or_else(String::new, |n| n.to_string());
        state.note.clone_from(&p.note);
    }
}

impl PrescribeState {
    fn medicine(&self) -> Option<&'static Medicine> {
        let (id, _) = self.medicine.as_ref()?;
        Formulary::builtin().medicine(id.as_deref()?)
    }

    fn is_complete(&self) -> bool {
        self.medicine.is_some()
            && self.route.is_some()
            && self.unit.is_some()
            && self.dose().is_some()
            && self.schedule_is_readable()
    }

    fn dose(&self) -> Option<Decimal> {
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
            product: None,
            strength: Some(self.strength.trim().to_owned()).filter(|s| !s.is_empty()),
        }
    }

    fn told(&self, editor: &Editor) -> Told {
        let conditions = match (self.ask.conditions, self.medicine()) {
            (Some(0), Some(_)) => Some(Vec::new()),
            (Some(_), Some(medicine)) if !self.ask.has.is_empty() => Some(
                super::prescribe_answer::condition_stops(medicine)
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| self.ask.has.contains(at))
                    .flat_map(|(_, stop)| stop.population.condition.first().cloned())
                    .collect(),
            ),
            _ => None,
        };
        Told {
            conditions,
            breastfeeding: self.ask.breastfeeding.map(|at| at == 0),
            egfr: read_number(&self.ask.egfr)
                .ok()
                .flatten()
                .map(Decimal::to_f64),
            ..editor.told.clone()
        }
    }
}

/// A whole number or nothing.
fn whole(text: &str) -> Result<Option<i64>, ()> {
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
    };
    let draft = editor.content(card, editor.day(model));
    let told = state.told(editor);
    let asked = ask(
        Formulary::builtin(),
        card,
        &draft,
        &wish,
        &told,
        moment(model),
    );
    if let Some((before, judged)) = &state.judged
        && *before == asked
    {
        return Some(judged.clone());
    }
    let judged = judge(Formulary::builtin(), &asked);
    state.judged = Some((asked, judged.clone()));
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

fn order_ui(ui: &mut Ui, cx: &Cx, state: &mut PrescribeState, judged: Option<&Judged>) {
    ui.spacing_mut().item_spacing.y = space::S;
    let scope = state.scope.clone();
    medicine_ui(ui, cx, &scope, state);
    if state.medicine.is_none() {
        return;
    }
    product_ui(ui, cx, &scope, state);
    indication_ui(ui, cx, &scope, state, judged);
    dose_ui(ui, cx, &scope, state);
}

fn medicine_ui(ui: &mut Ui, cx: &Cx, scope: &str, state: &mut PrescribeState) {
    if let Some((_, name)) = state.medicine.clone() {
        let medicine = state.medicine();
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            heading_ui(ui, &name);
            if Btn::quiet(&cx.tr("card-rx-other")).show(ui, cx).clicked() {
                let keep = (state.target.clone(), state.scope.clone());
                *state = PrescribeState {
                    target: keep.0,
                    scope: keep.1,
                    ..PrescribeState::default()
                };
                focus_chain::ask_for(ui.ctx(), RecordKey::new(scope, "medicine").id());
            }
        });
        if let Some(medicine) = medicine {
            whole_ui(ui, small(cx, group_text(cx, &medicine.group)));
            let others = mistaken_for(medicine);
            if !others.is_empty() {
                let text = cx.tr_with("card-rx-looks-like", &[("names", &others.join(", "))]);
                badge_ui(ui, cx, Severity::Warning, &text);
            }
            if medicine.high_alert {
                badge_ui(ui, cx, Severity::Warning, &cx.tr("card-high-alert-short"));
            }
        }
        return;
    }
    if state.search.text.is_empty() && ui.memory(|m| m.focused()).is_none() {
        focus_chain::ask_for(ui.ctx(), RecordKey::new(scope, "medicine").id());
    }
    let (found, total) = find_medicines(&state.search.text, cx.lang);
    let missing = cx.tr("card-field-missing");
    let error = state.missing.then_some(missing.as_str());
    let shown = SearchBox::new(RecordKey::new(scope, "medicine"), &cx.tr("common-medicine"))
        .hint(&cx.tr("card-medicine-hint"))
        .min_chars(LETTERS_FIRST)
        .error(error)
        .width(f32::INFINITY)
        .in_place()
        .show(
            ui,
            cx,
            &mut state.search,
            Found {
                items: &found,
                total,
            },
            |f| f.id.clone(),
            |f| format!("{} {}", f.name, f.group),
            |ui, f| medicine_row_ui(ui, cx, f),
        );
    if let Some(chosen) = shown.chosen.and_then(|at| found.get(at)) {
        if let Some(medicine) = Formulary::builtin().medicine(&chosen.id) {
            choose(state, medicine, cx);
        }
        focus_chain::ask_for(ui.ctx(), RecordKey::new(scope, "route").id());
        return;
    }
    let typed = state.search.text.trim().to_owned();
    if typed.chars().count() >= LETTERS_FIRST {
        ui.add_space(space::S);
        let label = cx.tr_with("card-rx-free", &[("name", &typed)]);
        if Btn::quiet(&label)
            .id(egui::Id::unique(("feldsher-rx-free", scope)))
            .show(ui, cx)
            .clicked()
        {
            state.medicine = Some((None, typed));
            focus_chain::ask_for(ui.ctx(), RecordKey::new(scope, "route").id());
        }
        whole_ui(ui, small(cx, cx.tr("card-rx-free-what")));
    }
}

/// The group; it has no translation yet, and says so.
pub fn group_text(cx: &Cx, group: &str) -> String {
    if cx.lang == crate::domain::lang::Lang::En {
        group.to_owned()
    } else {
        cx.tr_with("finding-untranslated", &[("text", group)])
    }
}

/// The medicine, and what follows from it without a choice.
fn choose(state: &mut PrescribeState, medicine: &Medicine, cx: &Cx) {
    state.medicine = Some((Some(medicine.id.clone()), shown_name(medicine, cx.lang)));
    state.search.clear();
    state.missing = false;
    let routes = routes_of(medicine);
    if let [only] = routes.as_slice() {
        state.route = Some(only.clone());
    }
    settle_product(state, medicine);
}

/// A single form or strength needs no choice; one that does not fit the route is let go.
fn settle_product(state: &mut PrescribeState, medicine: &Medicine) {
    let fitting = fitting(medicine, state.route.as_deref());
    let forms = forms_of(&fitting);
    if state.form.as_ref().is_some_and(|f| !forms.contains(f)) {
        state.form = None;
        state.strength.clear();
    }
    if let ([only], None) = (forms.as_slice(), &state.form) {
        state.form = Some(only.clone());
    }
    let strengths = strengths_of(&fitting, state.form.as_deref());
    if let ([only], true) = (strengths.as_slice(), state.strength.is_empty()) {
        state.strength.clone_from(only);
    }
    let allowed = units(state.form.as_deref().unwrap_or_default(), &state.strength);
    if state.unit.is_none_or(|u| !allowed.contains(&u)) {
        state.unit = allowed.first().copied();
    }
}

fn fitting(medicine: &Medicine, route: Option<&str>) -> Vec<Product> {
    let all = products(medicine);
    let Some(route) = route else { return all };
    let fit: Vec<Product> = all
        .iter()
        .filter(|p| fits_route(&p.form, route))
        .cloned()
        .collect();
    if fit.is_empty() { all } else { fit }
}

fn forms_of(products: &[Product]) -> Vec<String> {
    let mut forms: Vec<String> = Vec::new();
    for p in products {
        if !forms.contains(&p.form) {
            forms.push(p.form.clone());
        }
    }
    forms
}

fn strengths_of(products: &[Product], form: Option<&str>) -> Vec<String> {
    products
        .iter()
        .filter(|p| form.is_some_and(|form| p.form == form))
        .map(|p| p.strength.clone())
        .collect()
}

/// A choice among texts by their value.
fn pick_ui(
    ui: &mut Ui,
    cx: &Cx,
    key: RecordKey<'_>,
    label: &str,
    options: &[(String, String)],
    chosen: &mut Option<String>,
    error: Option<&str>,
) -> bool {
    let shown: Vec<&str> = options
        .iter()
        .take(OPTIONS_MAX + 1)
        .map(|(_, w)| w.as_str())
        .collect();
    let mut at = chosen
        .as_ref()
        .and_then(|c| options.iter().position(|(v, _)| v == c));
    let changed = Choice::new(key, label, &mut at, &shown)
        .error(error)
        .show(ui, cx)
        .changed();
    if changed {
        *chosen = at.and_then(|at| options.get(at)).map(|(v, _)| v.clone());
    }
    changed
}

fn product_ui(ui: &mut Ui, cx: &Cx, scope: &str, state: &mut PrescribeState) {
    let medicine = state.medicine();
    let routes = medicine.map_or_else(super::prescribe_products::common_routes, routes_of);
    let options: Vec<(String, String)> = routes
        .iter()
        .map(|r| (r.clone(), route_word(cx, r)))
        .collect();
    let missing = cx.tr("card-field-missing");
    let error = (state.missing && state.route.is_none()).then_some(missing.as_str());
    let key = RecordKey::new(scope, "route");
    let changed = pick_ui(
        ui,
        cx,
        key,
        &cx.tr("common-route"),
        &options,
        &mut state.route,
        error,
    );
    let Some(medicine) = medicine else {
        Field::new(
            RecordKey::new(scope, "strength"),
            &cx.tr("card-strength-typed"),
            &mut state.strength,
        )
        .char_limit(80)
        .show(ui, cx);
        if state.unit.is_none() {
            state.unit = Some(Unit::Milligram);
        }
        return;
    };
    if changed {
        settle_product(state, medicine);
    }
    let products = fitting(medicine, state.route.as_deref());
    let forms = forms_of(&products);
    if forms.len() > 1 {
        let options: Vec<(String, String)> = forms
            .iter()
            .map(|f| (f.clone(), form_word(cx, f)))
            .collect();
        let key = RecordKey::new(scope, "form");
        let label = cx.tr("card-form");
        if pick_ui(ui, cx, key, &label, &options, &mut state.form, None) {
            state.strength.clear();
            settle_product(state, medicine);
        }
    } else if let Some(form) = &state.form {
        whole_ui(ui, muted(cx, form_word(cx, form)));
    }
    let strengths = strengths_of(&products, state.form.as_deref());
    if strengths.len() > 1 {
        let options: Vec<(String, String)> = strengths
            .iter()
            .map(|s| (s.clone(), strength_text(cx, s)))
            .collect();
        let mut chosen = Some(state.strength.clone());
        let key = RecordKey::new(scope, "strengths");
        let label = cx.tr("card-strength");
        if pick_ui(ui, cx, key, &label, &options, &mut chosen, None) {
            state.strength = chosen.unwrap_or_default();
            settle_product(state, medicine);
        }
    }
    let before = state.strength.clone();
    if strengths.contains(&state.strength) {
        if strengths.len() == 1 {
            whole_ui(ui, muted(cx, strength_text(cx, &state.strength)));
        }
        if Btn::quiet(&cx.tr("card-strength-other"))
            .id(egui::Id::unique(("feldsher-rx-strength", scope)))
            .show(ui, cx)
            .clicked()
        {
            state.strength.clear();
            focus_chain::ask_for(ui.ctx(), RecordKey::new(scope, "strength").id());
        }
        return;
    }
    Field::new(
        RecordKey::new(scope, "strength"),
        &cx.tr("card-strength-typed"),
        &mut state.strength,
    )
    .hint(&cx.tr("card-strength-hint"))
    .width(200.0)
    .char_limit(80)
    .show(ui, cx);
    if state.strength != before {
        let allowed = units(state.form.as_deref().unwrap_or_default(), &state.strength);
        if state.unit.is_none_or(|u| !allowed.contains(&u)) {
            state.unit = allowed.first().copied();
        }
    }
}

fn indication_ui(
    ui: &mut Ui,
    cx: &Cx,
    scope: &str,
    state: &mut PrescribeState,
    judged: Option<&Judged>,
) {
    let Some(medicine) = state.medicine() else {
        return;
    };
    let mut options: Vec<(String, String)> = Vec::new();
    let by_route = |r: &&crate::clinical::Rule| {
        let route = state.route.as_ref();
        route.is_none_or(|route| r.route.contains(route))
    };
    // Rules that are about this patient; where none surely is, all of them.
    let fits = |r: &&crate::clinical::Rule| {
        judged.is_some_and(|j| j.rules.contains(&r.id))
            || state.indication.as_ref() == Some(&r.indication)
    };
    let any_fits = medicine.rules.iter().filter(by_route).any(|r| fits(&r));
    for rule in medicine.rules.iter().filter(by_route) {
        if any_fits && !fits(&rule) {
            continue;
        }
        let known = options.iter().any(|(value, _)| *value == rule.indication);
        if !known {
            let key = format!("indication-{}", rule.id);
            let text = data_text(cx.lang, &key, &rule.indication).text;
            options.push((rule.indication.clone(), text));
        }
    }
    if options.len() < 2 {
        return;
    }
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.label(small(cx, cx.tr("card-indication")));
        for (value, words) in &options {
            let id = egui::Id::unique(("feldsher-rx-indication", scope, value.as_str()));
            let mut on = state.indication.as_ref() == Some(value);
            if parts::tick_ui(ui, cx, id, &mut on, words).changed() {
                state.indication = on.then(|| value.clone());
            }
        }
    });
}

fn dose_ui(ui: &mut Ui, cx: &Cx, scope: &str, state: &mut PrescribeState) {
    let allowed = units(state.form.as_deref().unwrap_or_default(), &state.strength);
    let value = state.dose().map_or(1.0, Decimal::to_f64);
    let unit_text = state
        .unit
        .map_or_else(String::new, |u| unit_word(cx, u, value));
    let missing = cx.tr("card-field-missing");
    let no_dose = (state.missing && state.dose().is_none()).then_some(missing.as_str());
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        ui.vertical(|ui| {
            ui.set_width(210.0);
            NumberField::new(
                RecordKey::new(scope, "dose"),
                &cx.tr("card-one-dose"),
                &mut state.dose,
            )
            .unit(&unit_text)
            .required(true)
            .error(no_dose)
            .show(ui, cx);
        });
        ui.vertical(|ui| {
            let words: Vec<String> = allowed.iter().map(|u| unit_word(cx, *u, value)).collect();
            let shown: Vec<&str> = words.iter().map(String::as_str).collect();
            let mut at = state
                .unit
                .and_then(|u| allowed.iter().position(|a| *a == u));
            Choice::new(
                RecordKey::new(scope, "unit"),
                &cx.tr("card-unit"),
                &mut at,
                &shown,
            )
            .show(ui, cx);
            state.unit = at.and_then(|at| allowed.get(at)).copied().or(state.unit);
        });
    });
    let (per_day, by_hours) = (cx.tr("card-per-day"), cx.tr("card-by-hours"));
    if state.by_interval.is_none() {
        state.by_interval = Some(0);
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        ui.vertical(|ui| {
            Choice::new(
                RecordKey::new(scope, "how-often"),
                &cx.tr("card-frequency"),
                &mut state.by_interval,
                &[&per_day, &by_hours],
            )
            .show(ui, cx);
        });
        let not_whole = cx.tr("card-whole-number");
        ui.vertical(|ui| {
            if state.by_interval == Some(1) {
                NumberField::new(
                    RecordKey::new(scope, "interval"),
                    &cx.tr("card-hours-between"),
                    &mut state.interval,
                )
                .unit(&cx.tr("common-unit-hour"))
                .show(ui, cx);
            } else {
                let wrong = whole(&state.times).is_err() && !state.times.trim().is_empty();
                NumberField::new(
                    RecordKey::new(scope, "times"),
                    &cx.tr("card-times"),
                    &mut state.times,
                )
                .error(wrong.then_some(not_whole.as_str()))
                .show(ui, cx);
            }
        });
    });
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        let not_whole = cx.tr("card-whole-number");
        let wrong = whole(&state.days).is_err() && !state.days.trim().is_empty();
        ui.vertical(|ui| {
            ui.set_width(160.0);
            NumberField::new(
                RecordKey::new(scope, "days"),
                &cx.tr("card-days"),
                &mut state.days,
            )
            .error(wrong.then_some(not_whole.as_str()))
            .show(ui, cx);
        });
        ui.vertical(|ui| {
            Field::new(
                RecordKey::new(scope, "note"),
                &cx.tr("card-rx-note"),
                &mut state.note,
            )
            .width(f32::INFINITY)
            .char_limit(500)
            .show(ui, cx);
        });
    });
}

fn beside_ui(
    ui: &mut Ui,
    cx: &Cx,
    card: &CardView,
    editor: &mut Editor,
    state: &mut PrescribeState,
    judged: Option<&Judged>,
) {
    let Some(judged) = judged else {
        if !card.medicines.is_empty() {
            ui.label(strong(cx.tr("card-medicines")));
            for m in &card.medicines {
                whole_ui(ui, m.value.name.as_str());
            }
        }
        return;
    };
    let is_free = state.medicine().is_none();
    let medicine = state.medicine();
    let has_dose = state.dose().is_some();
    answer_ui(
        ui,
        cx,
        AnswerPart {
            card,
            judged,
            medicine,
            has_dose,
            is_free,
            indication: state.indication.as_deref(),
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
        indication: state.indication.clone().unwrap_or_default(),
        note,
        answer: judged.map_or("cannot_check", Judged::code).to_owned(),
        rules: judged.map(|j| j.rules.clone()).unwrap_or_default(),
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
