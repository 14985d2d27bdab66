//! The fields of a visit, drawn from the form definition: groups, texts, numbers in columns, dates, choices.

use std::collections::BTreeMap;

use egui::{Id, Label, Ui, vec2};

use super::card_words::{answer_text, field_error, group_title, unit_text};
use super::parts::{one_of_ui, tick_ui};
use super::visit_fill::{Checked, Filled, KILOGRAM, moment, number, time_of_day};
use super::visit_repeat::{repetition_end_ui, unasked_ui};
use crate::domain::card::CardView;
use crate::domain::card::standing;
use crate::domain::ids::DocId;
use crate::forms::{Answer, Component, DateRule, FieldError, Form, Item, Kind, decode_all};
use crate::i18n::{dates, numbers};
use crate::ui::cx::Cx;
use crate::ui::theme::tokens::{size, space};
use crate::ui::widgets::alert::finding_line_ui;
use crate::ui::widgets::choice::CHOICES_MAX;
use crate::ui::widgets::error_summary::FieldFault;
use crate::ui::widgets::field::label_ui;
use crate::ui::widgets::text::{heading_ui, muted, small};
use crate::ui::widgets::{Choice, DateField, Field, NumberField, RecordKey, Severity};

/// Narrowest column of numbers: the field, and the last value beside it.
const COLUMN: f32 = 316.0;

/// Blood pressure in LOINC.
const LOINC: &str = "http://loinc.org";
const SYSTOLIC: &str = "8480-6";
const DIASTOLIC: &str = "8462-4";

/// What the fields need to know beside what is typed.
pub struct FormPass<'a> {
    pub form: &'a Form,
    pub scope: &'a str,
    pub checked: &'a Checked,
    /// The user wanted to sign: what is missing is said at the fields too.
    pub show_missing: bool,
    /// Link id to the last known value with its date.
    pub previous: &'a BTreeMap<String, String>,
    /// Questions to choose an answer stand one in a row, with the answers beside them.
    pub in_rows: bool,
}

/// What others draw between the fields.
pub struct Between<'a> {
    /// A part that the form only places.
    pub part: &'a mut dyn FnMut(&mut Ui, Component),
    /// What some of the items say together, right below them.
    pub beneath: &'a mut dyn FnMut(&mut Ui, &[Item]),
}

/// Draws all visible fields; true when something was typed or chosen.
pub fn form_ui(
    ui: &mut Ui,
    cx: &Cx,
    pass: &FormPass<'_>,
    filled: &mut Filled,
    between: &mut Between<'_>,
) -> bool {
    let mut changed = false;
    items_ui(
        ui,
        cx,
        pass,
        &pass.form.items,
        filled,
        between,
        0,
        &mut changed,
    );
    changed
}

/// The last value of every measured item in visits that stand.
pub fn previous_values(
    cx: &Cx,
    form: &Form,
    card: &CardView,
    corrects: Option<DocId>,
    offset_minutes: i32,
) -> BTreeMap<String, String> {
    let mut newest: Vec<_> = standing(&card.visits, corrects).collect();
    newest.sort_by_key(|v| std::cmp::Reverse((v.care_at, v.entered_at)));
    let mut found = BTreeMap::new();
    for item in form.all_items() {
        if !matches!(item.kind, Kind::Quantity | Kind::Integer | Kind::Decimal) {
            continue;
        }
        let last = newest.iter().find_map(|visit| {
            let answers = decode_all(visit.content.answers.get(&item.link_id)?);
            match answers.as_slice() {
                [answer @ (Answer::Quantity(_) | Answer::Number(_))] => {
                    Some((answer.clone(), visit.care_at))
                }
                _ => None,
            }
        });
        if let Some((answer, at)) = last {
            let day = dates::local_day(at, offset_minutes).map(|d| cx.date(d));
            let value = answer_text(cx, Some(item), &answer);
            found.insert(
                item.link_id.clone(),
                format!("{value}, {}", day.unwrap_or_default()),
            );
        }
    }
    found
}

/// What must be mended, each with its field: the words of the field, and its label.
pub fn faults(
    cx: &Cx,
    form: &Form,
    scope: &str,
    checked: &Checked,
    filled: &Filled,
) -> Vec<FieldFault> {
    checked
        .errors
        .iter()
        .filter_map(|error| {
            let item = form.item(&error.link_id)?;
            let field = match item.component {
                Some(Component::Diagnoses) => super::diagnosis::SEARCH,
                Some(Component::Prescriptions) | None => item.link_id.as_str(),
            };
            Some(FieldFault {
                field: RecordKey::new(scope, field).id(),
                text: format!(
                    "{} — {}",
                    item.text(cx.lang),
                    error_text(cx, form, error, filled)
                ),
            })
        })
        .collect()
}

/// Unusual values in words, with the label of their field.
pub fn warnings(cx: &Cx, form: &Form, checked: &Checked) -> Vec<String> {
    checked
        .warnings
        .iter()
        .filter_map(|w| {
            let item = form.item(&w.link_id)?;
            Some(format!(
                "{} — {}",
                item.text(cx.lang),
                field_error(cx, form, w)
            ))
        })
        .collect()
}

/// A number that cannot be read says so in its own words.
fn error_text(cx: &Cx, form: &Form, error: &FieldError, filled: &Filled) -> String {
    let typed = filled.typed.get(&error.link_id).map(String::as_str);
    let is_number = form
        .item(&error.link_id)
        .is_some_and(|i| matches!(i.kind, Kind::Quantity | Kind::Decimal | Kind::Integer));
    match typed.filter(|_| is_number).map(number) {
        Some(Err(unread)) if error.code == "form-field-wrong-kind" => cx
            .tr(numbers::error_key(unread))
            .trim_end_matches('.')
            .to_owned(),
        _ => field_error(cx, form, error),
    }
}

fn items_ui(
    ui: &mut Ui,
    cx: &Cx,
    pass: &FormPass<'_>,
    items: &[Item],
    filled: &mut Filled,
    between: &mut Between<'_>,
    depth: usize,
    changed: &mut bool,
) {
    let shown: Vec<&Item> = items
        .iter()
        .filter(|i| pass.checked.visible.contains(&i.link_id) || i.component.is_some())
        .collect();
    let mut at = 0;
    while let Some(item) = shown.get(at) {
        let run = shown.iter().skip(at).take_while(|i| is_narrow(i)).count();
        if run > 0 {
            let narrow: Vec<&Item> = shown.iter().skip(at).take(run).copied().collect();
            columns_ui(ui, cx, pass, &narrow, filled, changed);
            at += run;
            continue;
        }
        at += 1;
        if let Some(reason) = &item.unasked {
            unasked_ui(ui, cx, item, reason);
            continue;
        }
        match (item.component, item.kind) {
            (Some(component), _) => {
                group_heading_ui(ui, cx, item, depth);
                (between.part)(ui, component);
            }
            (None, Kind::Group) => {
                if has_shown(pass, item) {
                    group_heading_ui(ui, cx, item, depth);
                    items_ui(
                        ui,
                        cx,
                        pass,
                        &item.items,
                        filled,
                        between,
                        depth + 1,
                        changed,
                    );
                    let is_last = shown
                        .get(at)
                        .is_none_or(|next| next.repetition <= item.repetition);
                    *changed |= repetition_end_ui(ui, cx, pass.scope, item, is_last, filled);
                }
            }
            (None, Kind::Display) => {
                let text = item.text(cx.lang);
                let by_hand = || cx.tr_with("card-form-signed-by-hand", &[("who", text)]);
                let said = if item.signature {
                    by_hand()
                } else {
                    text.to_owned()
                };
                ui.add(Label::new(muted(cx, said)).wrap());
            }
            (None, _) => {
                *changed |= field_ui(ui, cx, pass, item, filled);
                items_ui(
                    ui,
                    cx,
                    pass,
                    &item.items,
                    filled,
                    between,
                    depth + 1,
                    changed,
                );
            }
        }
    }
    (between.beneath)(ui, items);
}

fn has_shown(pass: &FormPass<'_>, group: &Item) -> bool {
    group.items.iter().any(|i| {
        i.component.is_some()
            || pass.checked.visible.contains(&i.link_id)
                && (i.kind != Kind::Group || has_shown(pass, i))
    })
}

fn group_heading_ui(ui: &mut Ui, cx: &Cx, item: &Item, depth: usize) {
    let text = group_title(cx, item);
    if text.is_empty() {
        return;
    }
    let text = text.as_str();
    ui.add_space(if depth == 0 { space::M } else { space::XS });
    if depth == 0 {
        heading_ui(ui, text);
    } else {
        ui.label(small(cx, text));
    }
}

/// «120/80» as pressure is spoken and written: what follows the stroke goes to the diastolic field, and so does the keyboard. What does
/// not read as one number before the stroke stays as it was typed.
fn pressure_pair(ui: &Ui, pass: &FormPass<'_>, item: &Item, filled: &mut Filled) -> bool {
    let is = |item: &Item, code: &str| {
        let mut codes = item.codes.iter();
        codes.any(|known| known.system == LOINC && known.code == code)
    };
    let typed = filled.typed.get(&item.link_id);
    let Some((upper, lower)) = typed.and_then(|text| text.split_once('/')) else {
        return false;
    };
    let pair = pass.form.all_items();
    let pair = pair.into_iter().find(|other| is(other, DIASTOLIC));
    let (Some(pair), true, Ok(_)) = (pair, is(item, SYSTOLIC), number(upper.trim())) else {
        return false;
    };
    let (upper, lower) = (upper.trim().to_owned(), lower.trim().to_owned());
    filled.typed.insert(item.link_id.clone(), upper);
    if !lower.is_empty() {
        filled.typed.insert(pair.link_id.clone(), lower);
    }
    // At once, and the letters of this pass only once: the next figure must not fall into the first field.
    ui.input_mut(|i| i.events.retain(|e| !matches!(e, egui::Event::Text(_))));
    let id = RecordKey::new(pass.scope, &pair.link_id).id();
    ui.memory_mut(|m| m.request_focus(id));
    true
}

/// Stands beside others in a row: numbers, dates, yes or no, one of two.
fn is_narrow(item: &Item) -> bool {
    matches!(
        item.kind,
        Kind::Quantity
            | Kind::Integer
            | Kind::Decimal
            | Kind::Date
            | Kind::DateTime
            | Kind::Time
            | Kind::Boolean
    ) && item.items.is_empty()
        && !item.repeats
        || item.kind == Kind::Choice && item.options.len() == 2 && item.items.is_empty()
        || item.kind == Kind::String
            && !item.repeats
            && item.limits.max_length.is_some_and(|m| m <= 60)
}

fn columns_ui(
    ui: &mut Ui,
    cx: &Cx,
    pass: &FormPass<'_>,
    items: &[&Item],
    filled: &mut Filled,
    changed: &mut bool,
) {
    in_columns(ui, items, |ui, _, item| {
        *changed |= field_ui(ui, cx, pass, item, filled);
    });
}

fn field_ui(ui: &mut Ui, cx: &Cx, pass: &FormPass<'_>, item: &Item, filled: &mut Filled) -> bool {
    let id = item.link_id.as_str();
    let key = RecordKey::new(pass.scope, id);
    let label = if item.prefix.is_empty() {
        item.text(cx.lang).to_owned()
    } else {
        format!("{} {}", item.prefix, item.text(cx.lang))
    };
    let is_focused = ui.memory(|m| m.has_focus(key.id()));
    let error = pass
        .checked
        .errors
        .iter()
        .find(|e| e.link_id == id)
        // Half a number is no error, and an empty form is not a wrong one.
        .filter(|e| {
            if e.code == "form-field-required" {
                pass.show_missing
            } else {
                !is_focused && e.code != "form-field-wrong-kind"
            }
        })
        .map(|e| field_error(cx, pass.form, e));
    let error = error.as_deref();
    if item.calculated.is_some() {
        let given = pass
            .checked
            .worked_out
            .get(id)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let said: Vec<String> = given
            .iter()
            .map(|a| answer_text(cx, Some(item), a))
            .collect();
        let mut text = said.join(", ");
        Field::new(key, &label, &mut text)
            .hint(&cx.tr("form-worked-out"))
            .enabled(false)
            .error(error)
            .show(ui, cx);
        return false;
    }
    if item.repeats && item.options.is_empty() && item.kind != Kind::Boolean {
        let hint = cx.tr("form-one-a-line");
        let text = filled.typed.entry(id.to_owned()).or_default();
        return Field::new(key, &label, text)
            .rows(3)
            .hint(&hint)
            .required(item.required)
            .enabled(!item.read_only)
            .error(error)
            .show(ui, cx)
            .changed;
    }
    let changed = match item.kind {
        Kind::Quantity | Kind::Integer | Kind::Decimal => {
            let unit = match item.kind {
                Kind::Quantity => unit_text(cx, Some(item), &filled.unit(item)),
                _ => String::new(),
            };
            let kilograms = item.kind == Kind::Quantity && filled.unit(item) == KILOGRAM;
            let text = filled.typed.entry(id.to_owned()).or_default();
            let mut field = NumberField::new(key, &label, text)
                .unit(&unit)
                .kilograms(kilograms)
                .error(error)
                .required(item.required)
                .enabled(!item.read_only);
            if let Some(previous) = pass.previous.get(id) {
                field = field.previous(Some(previous));
            }
            let mut changed = field.show(ui, cx).field.changed;
            if changed {
                changed |= pressure_pair(ui, pass, item, filled);
            }
            changed | unit_ui(ui, cx, pass.scope, item, filled)
        }
        Kind::DateTime | Kind::Time => {
            let text = filled.typed.entry(id.to_owned()).or_default();
            let read = match item.kind {
                _ if text.trim().is_empty() => None,
                Kind::Time => time_of_day(text).map(Answer::Time),
                _ => moment(item, text, cx.today),
            };
            let hint = cx.tr(match item.kind {
                Kind::Time => "form-time-hint",
                _ => "form-date-time-hint",
            });
            // Half a time is no error yet.
            let unread = (!text.trim().is_empty() && read.is_none() && !is_focused).then(|| {
                let example = match item.kind {
                    Kind::Time => "10:30",
                    _ => "14.07.2026 10:30",
                };
                cx.tr_with("form-time-unread", &[("example", example)])
            });
            Field::new(key, &label, text)
                .hint(&hint)
                .note(read.map(|answer| answer_text(cx, Some(item), &answer)))
                .required(item.required)
                .enabled(!item.read_only)
                .error(unread.as_deref().or(error))
                .width(size::DATE)
                .char_limit(40)
                .show(ui, cx)
                .changed
        }
        Kind::Date => {
            let text = filled.typed.entry(id.to_owned()).or_default();
            let mut field = match item.limits.date {
                Some(DateRule::Past) => DateField::event(key, &label, text),
                Some(DateRule::Future) | None => DateField::plan(key, &label, text),
            };
            if !item.limits.whole_date {
                field = field.partial();
            }
            field
                .required(item.required)
                .error(error)
                .show(ui, cx)
                .field
                .changed
        }
        Kind::String | Kind::Text | Kind::Url => {
            let rows = if item.kind == Kind::Text { 2 } else { 1 };
            let narrow = is_narrow(item);
            let text = filled.typed.entry(id.to_owned()).or_default();
            Field::new(key, &label, text)
                .rows(rows)
                .width(if narrow { size::DATE } else { f32::INFINITY })
                .hint(&item.hint)
                .required(item.required)
                .enabled(!item.read_only)
                .error(error)
                .char_limit(
                    item.limits
                        .max_length
                        .map_or(Field::CHAR_LIMIT, |m| m as usize),
                )
                .show(ui, cx)
                .changed
        }
        Kind::Boolean => {
            let (yes, no) = (cx.tr("common-yes"), cx.tr("common-no"));
            let options = [yes.as_str(), no.as_str()];
            let how = (item, pass.in_rows);
            chosen_ui(ui, cx, key, &label, &options, how, error, filled)
        }
        Kind::Choice | Kind::OpenChoice if item.repeats || item.options.len() > CHOICES_MAX => {
            let mut changed = ticks_ui(ui, cx, key, &label, item, filled);
            if item.kind == Kind::OpenChoice {
                changed |= other_words_ui(ui, cx, pass.scope, item, filled);
            }
            if let Some(error) = error {
                finding_line_ui(ui, cx, Severity::Warning, error);
            }
            changed
        }
        Kind::Choice | Kind::OpenChoice => {
            let options: Vec<&str> = item.options.iter().map(|o| o.text.get(cx.lang)).collect();
            let how = (item, pass.in_rows);
            let mut changed = chosen_ui(ui, cx, key, &label, &options, how, error, filled);
            if item.kind == Kind::OpenChoice {
                changed |= other_words_ui(ui, cx, pass.scope, item, filled);
            }
            changed
        }
        Kind::Group | Kind::Display => false,
    };
    for warning in pass.checked.warnings.iter().filter(|w| w.link_id == id) {
        if !is_focused && error.is_none() {
            finding_line_ui(
                ui,
                cx,
                Severity::Warning,
                &field_error(cx, pass.form, warning),
            );
        }
    }
    changed
}

/// What no option says.
fn other_words_ui(ui: &mut Ui, cx: &Cx, scope: &str, item: &Item, filled: &mut Filled) -> bool {
    let id = item.link_id.as_str();
    let other = format!("{id}-other");
    let words = cx.tr("card-other-words");
    let text = filled.typed.entry(id.to_owned()).or_default();
    let typed = Field::new(RecordKey::new(scope, &other), &words, text)
        .rows(if item.repeats { 2 } else { 1 })
        .show(ui, cx)
        .changed;
    if typed {
        filled.chosen.remove(id);
    }
    typed
}

/// A quantity that may have one of several units.
fn unit_ui(ui: &mut Ui, cx: &Cx, scope: &str, item: &Item, filled: &mut Filled) -> bool {
    if item.kind != Kind::Quantity || !(2..=CHOICES_MAX).contains(&item.units.len()) {
        return false;
    }
    let own = filled.unit(item);
    let mut chosen = item.units.iter().position(|unit| unit.code == own);
    let words: Vec<&str> = item
        .units
        .iter()
        .map(|unit| unit.text.get(cx.lang))
        .collect();
    let field = format!("{}-unit", item.link_id);
    let changed = Choice::new(
        RecordKey::new(scope, &field),
        &cx.tr("form-unit"),
        &mut chosen,
        &words,
    )
    .show(ui, cx)
    .changed();
    if changed && let Some(unit) = chosen.and_then(|at| item.units.get(at)) {
        filled.choose_unit(item, &unit.code);
    }
    changed
}

fn chosen_ui(
    ui: &mut Ui,
    cx: &Cx,
    key: RecordKey<'_>,
    label: &str,
    options: &[&str],
    (item, in_rows): (&Item, bool),
    error: Option<&str>,
    filled: &mut Filled,
) -> bool {
    let mut chosen = filled.chosen.get(&item.link_id).copied();
    let changed = Choice::new(key, label, &mut chosen, options)
        .beside(in_rows)
        .required(item.required)
        .error(error)
        .show(ui, cx)
        .changed();
    if changed && let Some(at) = chosen {
        filled.chosen.insert(item.link_id.clone(), at);
        if item.kind == Kind::OpenChoice {
            filled.typed.remove(&item.link_id);
        }
    }
    changed
}

/// Many options, or several at once: a tick for each, round where only one may stand.
fn ticks_ui(
    ui: &mut Ui,
    cx: &Cx,
    key: RecordKey<'_>,
    label: &str,
    item: &Item,
    filled: &mut Filled,
) -> bool {
    label_ui(ui, cx, label, item.required);
    let mut changed = false;
    in_columns(ui, &item.options, |ui, at, option| {
        let id: Id = if at == 0 { key.id() } else { key.id().with(at) };
        let mut on = if item.repeats {
            filled
                .ticked
                .get(&item.link_id)
                .is_some_and(|t| t.contains(&at))
        } else {
            filled.chosen.get(&item.link_id) == Some(&at)
        };
        let words = option.text.get(cx.lang);
        let shown = if item.repeats {
            tick_ui(ui, cx, id, &mut on, words)
        } else {
            one_of_ui(ui, cx, id, &mut on, words)
        };
        if shown.changed() {
            changed = true;
            match (item.repeats, on) {
                (true, true) => {
                    filled
                        .ticked
                        .entry(item.link_id.clone())
                        .or_default()
                        .insert(at);
                }
                (true, false) => {
                    if let Some(t) = filled.ticked.get_mut(&item.link_id) {
                        t.remove(&at);
                    }
                }
                (false, true) => {
                    filled.chosen.insert(item.link_id.clone(), at);
                    filled.typed.remove(&item.link_id);
                }
                (false, false) => {
                    filled.chosen.remove(&item.link_id);
                }
            }
        }
    });
    changed
}

/// So many things beside each other as there is room for, row by row.
fn in_columns<T>(ui: &mut Ui, things: &[T], mut show: impl FnMut(&mut Ui, usize, &T)) {
    let whole = ui.available_width();
    let count = ((whole / COLUMN).floor() as usize).max(1);
    let width = whole / count as f32 - space::S;
    let all: Vec<(usize, &T)> = things.iter().enumerate().collect();
    for row in all.chunks(count) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            for &(at, thing) in row {
                ui.allocate_ui_with_layout(
                    vec2(width, 0.0),
                    egui::Layout::top_down(egui::Align::Min),
                    |ui| {
                        ui.set_width(width);
                        show(ui, at, thing);
                    },
                );
            }
        });
    }
}
