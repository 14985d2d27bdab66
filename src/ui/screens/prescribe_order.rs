//! The order in hand: medicine, route, product, indication, dose, how often, how long. What can be left out is not asked.

use egui::{Key, Modifiers, Ui};

use super::card_words::{form_word, in_words, route_word, strength_text, unit_word};
use super::fact_edit::{medicine_row_ui, medicine_rows_are_tall};
use super::prescribe::{PrescribeState, whole};
use super::prescribe_again::again_button;
use super::prescribe_box::box_ui;
use super::prescribe_products::{Product, fits_route, products, routes_of, units};
use super::prescribe_search::{find_medicines, mistaken_for, shown_name};
use super::{card_focus, parts};
use crate::clinical::{Formulary, Medicine, word_key};
use crate::codes::names::LETTERS_FIRST;
use crate::domain::dose::Unit;
use crate::domain::number::Decimal;
use crate::ui::cx::Cx;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::search_box::Found;
use crate::ui::widgets::text::{heading_ui, muted, small, whole_ui};
use crate::ui::widgets::{
    Btn, Choice, Field, NumberField, RecordKey, SearchBox, Severity, badge_ui, focus_chain,
};
use crate::worker::dose::Judged;

/// Options of one choice.
const OPTIONS_MAX: usize = 6;

pub(super) fn order_ui(ui: &mut Ui, cx: &Cx, state: &mut PrescribeState, judged: Option<&Judged>) {
    ui.spacing_mut().item_spacing.y = space::S;
    let scope = state.scope.clone();
    medicine_ui(ui, cx, &scope, state);
    if state.medicine.is_none() {
        return;
    }
    product_ui(ui, cx, &scope, state);
    box_ui(ui, cx, &scope, state);
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
    if state.search.text.is_empty() && ui.memory(egui::Memory::focused).is_none() {
        focus_chain::ask_for(ui.ctx(), RecordKey::new(scope, "medicine").id());
    }
    // ↓ before a letter is typed goes to what was ordered before: a whole order at once.
    let is_empty = state.search.text.is_empty();
    let down = |ui: &Ui| ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::ArrowDown));
    if is_empty && ui.memory(|m| m.has_focus(RecordKey::new(scope, "medicine").id())) && down(ui) {
        card_focus::ask(ui.ctx(), again_button());
    }
    let (found, total) = find_medicines(&state.search.text, cx.lang);
    let missing = cx.tr("card-field-missing");
    let error = state.missing.then_some(missing.as_str());
    let key = RecordKey::new(scope, "medicine");
    let label = cx.tr("common-medicine");
    let mut search = SearchBox::new(key, &label);
    if medicine_rows_are_tall(ui, cx, &found) {
        search = search.tall_rows();
    }
    let shown = search
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
        let next = first_open(state);
        focus_chain::ask_for(ui.ctx(), RecordKey::new(scope, next).id());
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

/// The therapeutic group in the user's language.
pub fn group_text(cx: &Cx, group: &str) -> String {
    in_words(cx, &word_key("group", group), group)
}

/// The medicine, and what follows from it without a choice.
pub(super) fn choose(state: &mut PrescribeState, medicine: &Medicine, cx: &Cx) {
    state.medicine = Some((Some(medicine.id.clone()), shown_name(medicine, cx.lang)));
    state.search.clear();
    state.missing = false;
    let routes = routes_of(medicine);
    if let [only] = routes.as_slice() {
        state.route = Some(only.clone());
    }
    settle_product(state, medicine);
}

/// The first thing that does not follow from the medicine, where the keyboard goes on; else the dose.
fn first_open(state: &PrescribeState) -> &'static str {
    let Some(medicine) = state.medicine() else {
        return "route";
    };
    if state.route.is_none() {
        return "route";
    }
    let products = fitting(medicine, state.route.as_deref());
    if state.form.is_none() && forms_of(&products).len() > 1 {
        return "form";
    }
    let strengths = strengths_of(&products, state.form.as_deref());
    match (state.strength.is_empty(), strengths.len()) {
        (false, _) => "dose",
        (true, 0 | 1) => "strength",
        (true, _) => "strengths",
    }
}

/// A single form or strength needs no choice; one that does not fit the route is let go.
pub(super) fn settle_product(state: &mut PrescribeState, medicine: &Medicine) {
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
            let text = in_words(cx, &key, &rule.indication);
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
    let id = egui::Id::unique(("feldsher-rx-as-needed", scope));
    let words = cx.tr("card-rx-as-needed");
    parts::tick_ui(ui, cx, id, &mut state.as_needed, &words);
    let mut here = state.is_given_here();
    let id = egui::Id::unique(("feldsher-rx-given-here", scope));
    let words = cx.tr("card-rx-given-here");
    if parts::tick_ui(ui, cx, id, &mut here, &words).changed() {
        state.given_here = Some(here);
    }
}
