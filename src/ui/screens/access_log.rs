//! Who opened the card, when and why.

use egui::{Label, Ui};

use crate::domain::role::Role;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, parts};
use crate::ui::widgets::Table;
use crate::ui::widgets::empty::empty_ui;
use crate::ui::widgets::table::{Column, TableState};
use crate::ui::widgets::text::{muted, strong};

const WHEN: f32 = 170.0;
const WHO: f32 = 250.0;
const DEVICE: f32 = 170.0;

#[derive(Debug, Default)]
pub struct AccessLogState {
    table: TableState,
}

pub fn access_log_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    state: &mut AccessLogState,
    _send: &mut Commands,
) {
    let of = match &model.card {
        Some(card) => parts::person_name(cx, &card.person),
        None => cx.tr("screen-access-house"),
    };
    parts::head_ui(ui, &cx.tr("ui-command-access-log"), Some(strong(of)));
    if let Some(fault) = &model.fault {
        parts::fault_ui(ui, cx, fault);
    }
    let Some(rows) = &model.access_log else {
        parts::loading_ui(ui, cx);
        return;
    };
    if rows.is_empty() {
        empty_ui(ui, cx, &cx.tr("screen-access-none"), None);
        return;
    }
    let heads = [
        cx.tr("common-time"),
        cx.tr("common-user"),
        cx.tr("screen-access-act"),
        cx.tr("screen-access-device"),
    ];
    let columns = [
        Column::points(&heads[0], WHEN),
        Column::points(&heads[1], WHO),
        Column::rest(&heads[2]),
        Column::points(&heads[3], DEVICE),
    ];
    let label = cx.tr("ui-command-access-log");
    Table::new("access-log", &label, &columns).tall_rows().show(
        ui,
        cx,
        &mut state.table,
        rows.len(),
        |r| {
            rows.get(r).map_or_else(String::new, |row| {
                format!("{} {}", row.user, act_word(cx, &row.action))
            })
        },
        |ui, r, c| {
            let Some(row) = rows.get(r) else { return };
            match c {
                0 => ui.label(model.date_time(cx.lang, row.at)),
                1 => {
                    let role = Role::parse(&row.role)
                        .map_or_else(|| row.role.clone(), |role| parts::role_word(cx, role));
                    ui.add(Label::new(format!("{} · {role}", row.user)).wrap())
                }
                2 => {
                    let mut text = act_word(cx, &row.action);
                    if !row.purpose.is_empty() {
                        text = format!("{text} · {}", purpose_word(cx, &row.purpose));
                    }
                    if !row.reason.is_empty() {
                        let reason = known_or_code(cx, "directory-reason-", &row.reason);
                        text = format!("{text} · {reason}");
                    }
                    if !row.note.is_empty() {
                        text = format!("{text}: {}", row.note);
                    }
                    ui.add(Label::new(text).wrap())
                }
                _ => ui.add(Label::new(muted(cx, &row.device)).wrap()),
            };
        },
    );
}

/// The action of the policy in words; an action of a newer program keeps its code.
fn act_word(cx: &Cx, action: &str) -> String {
    known_or_code(cx, "screen-access-act-", action)
}

fn purpose_word(cx: &Cx, purpose: &str) -> String {
    known_or_code(cx, "screen-access-purpose-", purpose)
}

fn known_or_code(cx: &Cx, prefix: &str, code: &str) -> String {
    let key = format!("{prefix}{code}");
    if crate::i18n::has(cx.lang, &key) {
        cx.tr(&key)
    } else {
        code.to_owned()
    }
}
