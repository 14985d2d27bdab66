//! Rules of dosing for the one who signs them: a list, and the chosen rule with everything that it says. Enter ticks a rule that was
//! read; what is ticked is signed together.

use std::collections::BTreeSet;

use egui::{Align, Label, Layout, Rect, RichText, TextStyle, Ui, UiBuilder, vec2};

use super::approval_words::{newest, signer};
use super::rule_words;
use super::rules_sign::{self, Act};
use crate::clinical::{Formulary, Medicine, Rule};
use crate::codes::fold;
use crate::domain::approval::Approved;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, parts};
use crate::ui::theme::tokens::space;
use crate::ui::widgets::badge::badge_ui;
use crate::ui::widgets::empty::empty_ui;
use crate::ui::widgets::table::{Column, TableState};
use crate::ui::widgets::text::{heading_ui, muted, small, strong, whole_ui};
use crate::ui::widgets::{Btn, Choice, Field, RecordKey, Severity, Table};
use crate::worker::Action;

const SCOPE: &str = "rules";
/// Width of the state of a rule.
const STATE: f32 = 170.0;
/// Width of the search field.
const FIND: f32 = 240.0;
/// Above and below the lines of a row.
const PADDING: f32 = 6.0;
/// Room for the scroll bar.
const BAR: f32 = 20.0;
/// Room for the button at the foot.
const FOOT: f32 = 52.0;

#[derive(Debug)]
pub struct RulesState {
    /// 0 unsigned, 1 signed, 2 all.
    filter: Option<usize>,
    find: String,
    table: TableState,
    /// Ids of the rules that were read.
    pub(super) ticked: BTreeSet<String>,
    pub(super) act: Act,
}

impl Default for RulesState {
    fn default() -> Self {
        Self {
            filter: Some(0),
            find: String::new(),
            table: TableState::default(),
            ticked: BTreeSet::new(),
            act: Act::default(),
        }
    }
}

impl RulesState {
    /// Signed rules and the others.
    pub fn show_all(&mut self) {
        self.filter = Some(2);
    }

    /// As if it had been typed.
    pub fn look_for(&mut self, name: &str) {
        name.clone_into(&mut self.find);
        self.table = TableState::default();
    }
}

/// Name of a rule's row, as it is read aloud.
pub fn row_label(cx: &Cx, id: &str) -> String {
    let all = RulesState {
        filter: Some(2),
        ..RulesState::default()
    };
    let rows = listed(cx, &[], &all);
    let row = rows.iter().find(|line| line.rule.id == id);
    row.map(Line::aloud).unwrap_or_default()
}

/// One rule of the list.
struct Line<'m> {
    medicine: &'static Medicine,
    rule: &'static Rule,
    name: String,
    about: String,
    signed: Option<&'m Approved>,
}

impl Line<'_> {
    fn aloud(&self) -> String {
        format!("{} — {}", self.name, self.about)
    }
}

pub fn rules_ui(ui: &mut Ui, cx: &Cx, model: &Model, state: &mut RulesState, send: &mut Commands) {
    let may = model.may(Action::ApproveRules);
    let sentence = if may {
        "rules-sentence"
    } else {
        "rules-read-only"
    };
    parts::head_ui(
        ui,
        &cx.tr("ui-command-rules"),
        Some(muted(cx, cx.tr(sentence))),
    );
    rules_sign::hear(cx, model, state, send);
    if let Some(fault) = rules_sign::fault(model, state) {
        parts::fault_ui(ui, cx, fault);
    }
    let Some(approvals) = &model.approvals else {
        parts::loading_ui(ui, cx);
        return;
    };
    filter_ui(ui, cx, state);
    let rows = listed(cx, approvals, state);
    ui.label(muted(cx, cx.tr_n("rules-count", rows.len())));
    if rows.is_empty() {
        empty_ui(ui, cx, &cx.tr("rules-none"), None);
    } else {
        let height = ui.available_height() - if may { FOOT } else { 0.0 };
        body_ui(ui, cx, model, &rows, height, state);
    }
    if may {
        foot_ui(ui, cx, state);
    }
    rules_sign::dialog_ui(ui, cx, state, send);
}

fn filter_ui(ui: &mut Ui, cx: &Cx, state: &mut RulesState) {
    let words = [
        "rules-filter-unsigned",
        "rules-filter-signed",
        "rules-filter-all",
    ]
    .map(|k| cx.tr(k));
    let options: Vec<&str> = words.iter().map(String::as_str).collect();
    let before = (state.filter, state.find.clone());
    ui.columns(2, |sides| {
        if let [left, right] = sides {
            let key = RecordKey::new(SCOPE, "filter");
            Choice::new(key, &cx.tr("rules-filter"), &mut state.filter, &options).show(left, cx);
            let key = RecordKey::new(SCOPE, "find");
            Field::new(key, &cx.tr("common-medicine"), &mut state.find)
                .width(FIND)
                .char_limit(60)
                .show(right, cx);
        }
    });
    if before != (state.filter, state.find.clone()) {
        state.table = TableState::default();
    }
}

/// In the order of the formulary: the rules of a medicine stand together.
fn listed<'m>(cx: &Cx, approvals: &'m [Approved], state: &RulesState) -> Vec<Line<'m>> {
    let wanted = fold::fold(&state.find);
    let data = Formulary::builtin();
    let mut rows: Vec<Line<'m>> = data
        .medicines()
        .flat_map(|medicine| medicine.rules.iter().map(move |rule| (medicine, rule)))
        .filter_map(|(medicine, rule)| {
            let signed = newest(approvals, rule);
            let shown = match state.filter {
                Some(0) => signed.is_none(),
                Some(1) => signed.is_some(),
                _ => true,
            };
            let name = rule_words::medicine_text(cx, &medicine.id);
            if !shown || !fold::fold(&name).contains(wanted.trim()) {
                return None;
            }
            let about = format!(
                "{} · {} · {}",
                rule_words::routes(cx, rule),
                rule_words::prose(cx, "indication", rule, &rule.indication),
                rule_words::who(cx, &rule.population)
            );
            Some(Line {
                medicine,
                rule,
                name,
                about,
                signed,
            })
        })
        .collect();
    rows.sort_by_cached_key(|line| fold::fold(&line.name));
    rows
}

fn body_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    rows: &[Line<'_>],
    height: f32,
    state: &mut RulesState,
) {
    let selected = state
        .table
        .selected
        .filter(|at| *at < rows.len())
        .unwrap_or(0);
    state.table.selected = Some(selected);
    let place = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), height));
    let (mut left, mut right) = place.split_left_right_at_fraction(0.5);
    left.max.x -= space::S;
    right.min.x += space::S;
    let side = |rect| {
        UiBuilder::new()
            .max_rect(rect)
            .layout(Layout::top_down(Align::Min))
    };
    list_ui(&mut ui.new_child(side(left)), cx, rows, height, state);
    // Another rule begins at its own head.
    if let Some(line) = state.table.selected.and_then(|at| rows.get(at)) {
        let name = format!("rule-{}", line.rule.id);
        // What one does with a rule stays in sight however long it is.
        let acts = match (model.may(Action::ApproveRules), line.signed) {
            (false, _) => 0.0,
            (true, None) => cx.control(),
            (true, Some(_)) => 2.0 * cx.control() + space::XS,
        };
        let (read, acts) = right.split_top_bottom_at_y(right.bottom() - acts - space::S);
        let mut pane = ui.new_child(side(read));
        parts::page_ui(&mut pane, &name, |ui| rule_ui(ui, cx, model, line));
        acts_ui(&mut ui.new_child(side(acts)), cx, model, line, state);
    }
    ui.advance_cursor_after_rect(place);
}

fn list_ui(ui: &mut Ui, cx: &Cx, rows: &[Line<'_>], height: f32, state: &mut RulesState) {
    let heads = [cx.tr("rules-rule"), cx.tr("rules-state")];
    let columns = [Column::rest(&heads[0]), Column::points(&heads[1], STATE)];
    let width = ui.available_width() - STATE - BAR - 2.0 * space::S;
    let font = TextStyle::Body.resolve(ui.style());
    let color = cx.tokens().text;
    let tall = |text: &str, width: f32| {
        let galley = ui
            .painter()
            .layout(text.to_owned(), font.clone(), color, width);
        galley.rect.height()
    };
    let heights: Vec<f32> = rows
        .iter()
        .map(|line| {
            let rule = tall(&line.name, width) + tall(&line.about, width);
            let state = tall(&word(cx, line, &state.ticked), STATE - 2.0 * space::S);
            rule.max(state) + 2.0 * PADDING
        })
        .collect();
    let label = cx.tr("ui-command-rules");
    let RulesState { table, ticked, .. } = &mut *state;
    let marks: Vec<String> = rows.iter().map(|line| word(cx, line, ticked)).collect();
    let shown = Table::new("rules", &label, &columns)
        .heights(&heights)
        .max_height(height - 26.0)
        .show(
            ui,
            cx,
            table,
            rows.len(),
            |at| rows.get(at).map_or_else(String::new, Line::aloud),
            |ui, at, column| {
                let Some(line) = rows.get(at) else { return };
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    ui.add_space(PADDING);
                    if column == 0 {
                        ui.add(Label::new(strong(&line.name)).wrap());
                        ui.add(Label::new(&line.about).wrap());
                    } else if let Some(text) = marks.get(at) {
                        ui.add(Label::new(muted(cx, text)).wrap());
                    }
                });
            },
        );
    if let Some(line) = shown.opened.and_then(|at| rows.get(at)) {
        toggle(&mut state.ticked, &line.rule.id);
    }
}

/// Signed by whom, ticked, or not signed.
fn word(cx: &Cx, line: &Line<'_>, ticked: &BTreeSet<String>) -> String {
    if ticked.contains(&line.rule.id) {
        return cx.tr("rules-ticked");
    }
    match line.signed {
        Some(one) => cx.tr_with("rules-signed", &[("name", &one.name)]),
        None => cx.tr("rules-unsigned"),
    }
}

fn toggle(ticked: &mut BTreeSet<String>, id: &str) {
    if !ticked.remove(id) {
        ticked.insert(id.to_owned());
    }
}

fn rule_ui(ui: &mut Ui, cx: &Cx, model: &Model, line: &Line<'_>) {
    let rule = line.rule;
    ui.spacing_mut().item_spacing.y = space::XS;
    heading_ui(ui, &line.name);
    if line.medicine.high_alert {
        badge_ui(ui, cx, Severity::Warning, &cx.tr("rules-high-alert"));
    }
    let indication = rule_words::prose(cx, "indication", rule, &rule.indication);
    whole_ui(ui, strong(indication));
    whole_ui(ui, rule_words::routes(cx, rule));
    whole_ui(ui, rule_words::who(cx, &rule.population));
    ui.add_space(space::S);
    for text in rule_words::dose(cx, rule) {
        whole_ui(ui, strong(text));
    }
    for text in rule_words::caps(cx, rule) {
        whole_ui(ui, RichText::new(text));
    }
    let more = [("administer", &rule.administer), ("note", &rule.note)];
    for (kind, text) in more {
        if let Some(text) = text {
            whole_ui(ui, muted(cx, rule_words::prose(cx, kind, rule, text)));
        }
    }
    ui.add_space(space::S);
    whole_ui(ui, muted(cx, rule_words::source(cx, rule)));
    whole_ui(ui, muted(cx, rule_words::confidence(cx, rule)));
    let edition = cx.date(Formulary::builtin().valid_from());
    let short: String = rule.hash.chars().take(12).collect();
    let text = [
        ("edition", edition.as_str()),
        ("id", &rule.id),
        ("hash", &short),
    ];
    whole_ui(ui, small(cx, cx.tr_with("rules-edition", &text)));
    ui.add_space(space::M);
    signatures_ui(ui, cx, model, line);
}

fn signatures_ui(ui: &mut Ui, cx: &Cx, model: &Model, line: &Line<'_>) {
    let rule = line.rule;
    let of_rule = model.approvals().iter().filter(|one| one.item == rule.id);
    for one in of_rule {
        let at = model.date_time(cx.lang, one.at);
        let args = [("who", signer(cx, one)), ("date", at)];
        let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        if one.hash == rule.hash {
            whole_ui(ui, cx.tr_with("finding-approved-by", &args));
        } else {
            whole_ui(ui, muted(cx, cx.tr_with("rules-changed", &args)));
        }
        if !one.remark.is_empty() {
            whole_ui(ui, muted(cx, &one.remark));
        }
    }
    if line.signed.is_none() {
        whole_ui(ui, cx.tr("finding-not-approved"));
    }
}

/// Read, or taken back; only for those who may sign.
fn acts_ui(ui: &mut Ui, cx: &Cx, model: &Model, line: &Line<'_>, state: &mut RulesState) {
    if !model.may(Action::ApproveRules) {
        return;
    }
    let rule = line.rule;
    ui.spacing_mut().item_spacing.y = space::XS;
    let id = parts::row_id("rule-read", &rule.id);
    let mut on = state.ticked.contains(&rule.id);
    if parts::tick_ui(ui, cx, id, &mut on, &cx.tr("rules-read")).changed() {
        toggle(&mut state.ticked, &rule.id);
    }
    if line.signed.is_some()
        && Btn::quiet(&cx.tr("rules-withdraw"))
            .id(parts::row_id("rule-withdraw", &rule.id))
            .show(ui, cx)
            .clicked()
    {
        state.act.withdraw(&rule.id);
    }
}

fn foot_ui(ui: &mut Ui, cx: &Cx, state: &mut RulesState) {
    ui.add_space(space::S);
    let label = cx.tr_n("rules-sign", state.ticked.len());
    let nothing = cx.tr("rules-sign-none");
    parts::line_ui(ui, cx, |ui| {
        let blocked = state.ticked.is_empty().then_some(nothing.as_str());
        if Btn::primary(&label)
            .id(parts::row_id("rules", "sign"))
            .blocked(blocked)
            .show(ui, cx)
            .clicked()
        {
            state.act.sign();
        }
    });
}
