//! Who is already known and could be this person, with the reasons in words.

use egui::{Label, RichText, Ui};

use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::registration::RegistrationState;
use crate::ui::screens::{Commands, first_run, parts};
use crate::ui::theme::tokens::{size, space};
use crate::ui::widgets::banner::{person_row_height, person_row_ui};
use crate::ui::widgets::error_summary::FieldFault;
use crate::ui::widgets::table::Column;
use crate::ui::widgets::text::{heading_ui, muted};
use crate::ui::widgets::{Severity, Table, badge_ui};
use crate::worker::Duplicate;

pub fn known_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    state: &mut RegistrationState,
    faults: &[FieldFault],
    send: &mut Commands,
) {
    let rows: &[Duplicate] = if state.asked.is_some() {
        &model.duplicates
    } else {
        &[]
    };
    heading_ui(ui, &cx.tr("screen-known-title"));
    if rows.is_empty() {
        let key = if state.asked.is_some() {
            "screen-known-nobody"
        } else {
            "screen-known-hint"
        };
        ui.add(Label::new(muted(cx, cx.tr(key))).wrap());
        return;
    }
    let sure = rows.iter().any(|d| d.sure);
    let word = cx.tr(if sure {
        "screen-known-sure"
    } else {
        "screen-known-maybe"
    });
    badge_ui(ui, cx, Severity::Warning, &word);
    let columns = [Column::rest("")];
    // Two short rows never scroll: the whole width is theirs.
    let bar = if rows.len() > 2 {
        ui.spacing().scroll.allocated_width() + 2.0
    } else {
        2.0
    };
    let width = ui.available_width() - 2.0 * space::S - bar;
    let second = |d: &Duplicate| {
        format!(
            "{}\n{}",
            parts::person_line(cx, &d.row.person),
            reasons_text(cx, &d.reasons)
        )
    };
    let heights: Vec<f32> = rows
        .iter()
        .map(|d| {
            let name = &d.row.person.name;
            let given = parts::given_names(&d.row.person);
            person_row_height(ui, cx, &name.family, &given, &second(d), width)
        })
        .collect();
    let label = cx.tr("screen-known-title");
    let t = cx.tokens();
    let shown = egui::Frame::new()
        .stroke(egui::Stroke::new(size::HAIRLINE, t.line))
        .show(ui, |ui| {
            Table::new("known", &label, &columns)
                .heights(&heights)
                .click_opens()
                .max_height(360.0)
                .show(
                    ui,
                    cx,
                    &mut state.known,
                    rows.len(),
                    |r| {
                        rows.get(r).map_or_else(String::new, |d| {
                            format!(
                                "{} {}",
                                parts::person_name(cx, &d.row.person),
                                reasons_text(cx, &d.reasons)
                            )
                        })
                    },
                    |ui, r, _| {
                        let Some(d) = rows.get(r) else { return };
                        let given = parts::given_names(&d.row.person);
                        person_row_ui(ui, cx, &d.row.person.name.family, &given, &second(d));
                    },
                )
        })
        .inner;
    parts::hint_ui(ui, cx, &cx.tr("screen-known-open"));
    if let Some(known) = shown.opened.and_then(|r| rows.get(r)) {
        send.open_card(known.row.patient);
    }
    if sure {
        ui.add_space(space::XS);
        parts::tick_ui(
            ui,
            cx,
            super::key("anyway").id(),
            &mut state.anyway,
            &cx.tr("screen-known-anyway"),
        );
        if let Some(error) = first_run::fault_of(faults, super::SCOPE, "anyway") {
            ui.add(Label::new(RichText::new(error).color(t.danger.fg)).wrap());
        }
    }
}

/// Why two cards may be one person: "same number, same date of birth".
pub fn reasons_text(cx: &Cx, reasons: &[&str]) -> String {
    reasons
        .iter()
        .map(|reason| {
            let key = format!("screen-reason-{reason}");
            if crate::i18n::has(cx.lang, &key) {
                cx.tr(&key)
            } else {
                (*reason).to_owned()
            }
        })
        .collect::<Vec<_>>()
        .join(", ")
}
