//! What has left the house and what has not; and the one-time code that lets this workstation in.

use egui::{Label, Ui};

use crate::i18n::dates;
use crate::i18n::numbers::integer;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::site_forms::site_forms_ui;
use crate::ui::screens::sync_courier::{CourierState, courier_ui};
use crate::ui::screens::{Commands, parts};
use crate::ui::theme::tokens::{size, space};
use crate::ui::widgets::button::way_back_ui;
use crate::ui::widgets::dialog::{Dialog, buttons_ui};
use crate::ui::widgets::empty::empty_ui;
use crate::ui::widgets::table::{Column, TableState};
use crate::ui::widgets::text::{heading_ui, muted, strong};
use crate::ui::widgets::{Alert, Btn, Field, RecordKey, Severity, Table};
use crate::worker::{Action, Job, Refusal};

const SCOPE: &str = "sync";
/// Width of the labels.
const LABELS: f32 = 260.0;
const WHEN: f32 = 170.0;
const KIND: f32 = 150.0;
/// Below this width what a number means stands under it.
const NARROW: f32 = 560.0;
/// Refused records that are seen at once; more are scrolled to.
const REFUSED: usize = 6;

#[derive(Debug, Default)]
pub struct SyncState {
    table: TableState,
    enrol: bool,
    url: String,
    code: String,
    /// What the worker had told when the code was sent.
    sent: Option<u64>,
    tried: bool,
    courier: CourierState,
}

impl SyncState {
    pub fn forget_secrets(&mut self) {
        self.code.clear();
        self.enrol = false;
    }
}

pub fn sync_ui(ui: &mut Ui, cx: &Cx, model: &Model, state: &mut SyncState, send: &mut Commands) {
    parts::page_ui(ui, "sync", |ui| body_ui(ui, cx, model, state, send));
}

fn body_ui(ui: &mut Ui, cx: &Cx, model: &Model, state: &mut SyncState, send: &mut Commands) {
    let view = &model.sync;
    parts::head_ui(
        ui,
        &cx.tr("ui-command-sync-status"),
        Some(muted(cx, cx.tr("screen-sync-sentence"))),
    );
    if !state.enrol
        && let Some(fault) = &model.fault
    {
        parts::fault_ui(ui, cx, fault);
    }
    let when = |at: Option<i64>| {
        at.map_or_else(
            || cx.tr("screen-sync-never"),
            |at| {
                format!(
                    "{} · {}",
                    model.date_time(cx.lang, at),
                    dates::ago(cx.lang, at, model.now, model.offset_minutes)
                )
            },
        )
    };
    let store = view
        .enrolled
        .clone()
        .unwrap_or_else(|| cx.tr("screen-sync-no-store"));
    for (label, value) in [
        ("screen-sync-store", store),
        ("screen-sync-last", when(view.last_at)),
        (
            "screen-sync-next",
            if view.running {
                cx.tr("ui-status-exchanging")
            } else {
                view.next_at.map_or_else(
                    || cx.tr("screen-sync-not-planned"),
                    |at| model.date_time(cx.lang, at),
                )
            },
        ),
        ("directory-title", directory_text(cx, model)),
    ] {
        parts::fact_row_ui(ui, cx, LABELS, &cx.tr(label), strong(value));
    }
    ui.add_space(space::M);
    for (label, count, hint) in [
        (
            "screen-sync-waiting",
            view.waiting,
            "screen-sync-waiting-hint",
        ),
        (
            "screen-sync-accepted",
            view.accepted,
            "screen-sync-accepted-hint",
        ),
        ("screen-sync-stable", view.stable, "screen-sync-stable-hint"),
    ] {
        let is_narrow = ui.available_width() < NARROW;
        ui.horizontal_top(|ui| {
            ui.allocate_ui_with_layout(
                egui::vec2(LABELS, 20.0),
                egui::Layout::top_down(egui::Align::Min),
                |ui| {
                    ui.set_width(LABELS);
                    ui.add(Label::new(muted(cx, cx.tr(label))).wrap());
                },
            );
            let number = integer(i64::try_from(count).unwrap_or(i64::MAX));
            ui.allocate_ui_with_layout(
                egui::vec2(90.0, 20.0),
                egui::Layout::right_to_left(egui::Align::Min),
                |ui| {
                    ui.set_width(90.0);
                    ui.label(strong(number));
                },
            );
            ui.add_space(space::M);
            if !is_narrow {
                ui.add(Label::new(muted(cx, cx.tr(hint))).wrap());
            }
        });
        if is_narrow {
            ui.add(Label::new(muted(cx, cx.tr(hint))).wrap());
        }
    }
    let number = |n: u64| integer(i64::try_from(n).unwrap_or(i64::MAX));
    if view.left != (0, 0) {
        let (here, gone) = (number(view.left.0), number(view.left.1));
        let value = cx.tr_with(
            "screen-sync-left-value",
            &[("here", &here), ("gone", &gone)],
        );
        parts::fact_row_ui(ui, cx, LABELS, &cx.tr("screen-sync-left"), strong(value));
    }
    if view.erased > 0 {
        let label = cx.tr("screen-sync-erased");
        parts::fact_row_ui(ui, cx, LABELS, &label, strong(number(view.erased)));
    }
    if let Some(fault) = &view.last_fault {
        ui.add_space(space::S);
        Alert::new("sync-fault", Severity::Offline, &cx.tr("screen-sync-fault"))
            .sentence(&parts::fault_text(cx, fault))
            .details(&[cx.tr_with("screen-fault-code", &[("code", &fault.code)])])
            .show(ui, cx);
    }
    ui.add_space(space::L);
    ui.horizontal(|ui| {
        let no_store = cx.tr("screen-sync-enrol-first");
        let running = cx.tr("ui-status-exchanging");
        let may_enrol = model.may(Action::Enrol);
        if view.enrolled.is_none() && may_enrol {
            if Btn::primary(&cx.tr("screen-sync-enrol"))
                .show(ui, cx)
                .clicked()
            {
                state.enrol = true;
            }
            return;
        }
        let blocked = if view.enrolled.is_none() {
            Some(no_store.as_str())
        } else if view.running {
            Some(running.as_str())
        } else {
            None
        };
        if Btn::primary(&cx.tr("ui-command-sync-now"))
            .blocked(blocked)
            .show(ui, cx)
            .clicked()
        {
            send.job(Job::SyncNow);
        }
        if may_enrol
            && Btn::secondary(&cx.tr("screen-sync-enrol-again"))
                .show(ui, cx)
                .clicked()
        {
            state.enrol = true;
        }
    });
    ui.add_space(space::S);
    courier_ui(ui, cx, model, &mut state.courier, send);
    ui.add_space(space::L);
    if !model.forms.mistakes.is_empty() {
        site_forms_ui(ui, cx, model);
    }
    heading_ui(ui, &cx.tr("screen-sync-refused"));
    if view.refused.is_empty() {
        ui.label(muted(cx, cx.tr("screen-sync-none-refused")));
    } else {
        refused_ui(ui, cx, model, &view.refused, state);
    }
    if state.enrol {
        enrol_ui(ui, cx, model, state, send);
    }
}

/// Of what day the emergency directory here is, and how much of a newer one has come.
fn directory_text(cx: &Cx, model: &Model) -> String {
    let mut text = match model.sync.directory {
        Some(age) => {
            let people = integer(i64::try_from(age.people).unwrap_or(i64::MAX));
            let people = cx.tr_with("directory-people", &[("n", &people)]);
            let when = model.date_time(cx.lang, age.made_at);
            let ago = dates::ago(cx.lang, age.made_at, model.now, model.offset_minutes);
            format!("{people} · {when} · {ago}")
        }
        None => cx.tr("directory-not-here"),
    };
    if let Some((here, of)) = model.sync.directory_coming {
        let percent = (here.saturating_mul(100) / of.max(1)).min(100).to_string();
        let coming = cx.tr_with("directory-coming", &[("percent", &percent)]);
        text = format!("{text} · {coming}");
    }
    text
}

fn refused_ui(ui: &mut Ui, cx: &Cx, model: &Model, rows: &[Refusal], state: &mut SyncState) {
    if rows.is_empty() {
        empty_ui(ui, cx, &cx.tr("screen-sync-none-refused"), None);
        return;
    }
    let heads = [
        cx.tr("common-time"),
        cx.tr("screen-sync-kind"),
        cx.tr("common-reason"),
    ];
    let columns = [
        Column::points(&heads[0], WHEN),
        Column::points(&heads[1], KIND),
        Column::rest(&heads[2]),
    ];
    let label = cx.tr("screen-sync-refused");
    let height = rows.len().min(REFUSED) as f32 * size::ROW_TALL + size::ROW_TALL;
    let table = Table::new("refused", &label, &columns).max_height(height);
    table.tall_rows().show(
        ui,
        cx,
        &mut state.table,
        rows.len(),
        |r| {
            rows.get(r)
                .map_or_else(String::new, |row| row.reason.clone())
        },
        |ui, r, c| {
            let Some(row) = rows.get(r) else { return };
            match c {
                0 => ui.label(model.date_time(cx.lang, row.at)),
                1 => ui.label(kind_word(cx, &row.kind)),
                _ => ui.add(Label::new(refusal_word(cx, &row.reason)).wrap()),
            };
        },
    );
}

/// Kind of a document in words; a kind of a newer program keeps its code.
fn kind_word(cx: &Cx, kind: &str) -> String {
    let key = format!("screen-kind-{kind}");
    if crate::i18n::has(cx.lang, &key) {
        cx.tr(&key)
    } else {
        kind.to_owned()
    }
}

fn refusal_word(cx: &Cx, reason: &str) -> String {
    let key = format!("screen-refused-{reason}");
    if crate::i18n::has(cx.lang, &key) {
        cx.tr(&key)
    } else {
        reason.to_owned()
    }
}

fn enrol_ui(ui: &mut Ui, cx: &Cx, model: &Model, state: &mut SyncState, send: &mut Commands) {
    let title = cx.tr("screen-enrol-title");
    if model.fault.is_some() {
        state.sent = None;
    }
    if state.sent.is_some_and(|heard| model.sync_heard > heard) && model.sync.enrolled.is_some() {
        *state = SyncState::default();
        return;
    }
    let need_url = (state.tried && !url_fits(&state.url)).then(|| cx.tr("screen-need-url"));
    let need_code =
        (state.tried && state.code.trim().is_empty()).then(|| cx.tr("screen-need-code"));
    let shown = Dialog::new("enrol", &title).show(ui.ctx(), cx, |ui| {
        parts::paragraph_ui(ui, &cx.tr("screen-enrol-sentence"));
        // What failed before this was asked is no answer to it.
        if state.tried
            && let Some(fault) = &model.fault
        {
            parts::fault_ui(ui, cx, fault);
        }
        Field::new(
            RecordKey::new(SCOPE, "url"),
            &cx.tr("screen-enrol-url"),
            &mut state.url,
        )
        .hint("https://")
        .width(f32::INFINITY)
        .error(need_url.as_deref())
        .char_limit(300)
        .show(ui, cx);
        Field::new(
            RecordKey::new(SCOPE, "code"),
            &cx.tr("screen-enrol-code"),
            &mut state.code,
        )
        .width(f32::INFINITY)
        .error(need_code.as_deref())
        .char_limit(100)
        .show(ui, cx);
        let wait = cx.tr("screen-enrol-wait");
        let mut act = false;
        buttons_ui(ui, |ui| {
            act = Btn::primary(&cx.tr("screen-enrol-act"))
                .blocked(state.sent.is_some().then_some(wait.as_str()))
                .show(ui, cx)
                .clicked();
            if way_back_ui(ui, cx, "common-cancel") {
                ui.close();
            }
        });
        act
    });
    if shown.inner {
        state.tried = true;
        if url_fits(&state.url) && !state.code.trim().is_empty() {
            state.sent = Some(model.sync_heard);
            send.job(Job::Enrol {
                url: state.url.trim().to_owned(),
                code: state.code.trim().to_owned(),
            });
        }
    }
    if shown.close {
        state.enrol = false;
        state.sent = None;
        state.tried = false;
        state.code.clear();
    }
}

/// Only the form of an address; whether plain http is allowed there is the worker's answer.
fn url_fits(url: &str) -> bool {
    let url = url.trim();
    ["https://", "http://"].iter().any(|scheme| {
        url.strip_prefix(scheme)
            .is_some_and(|rest| !rest.is_empty())
    })
}
