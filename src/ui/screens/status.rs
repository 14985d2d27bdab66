//! The line at the foot: connection, what is not sent yet, who works here.

use egui::Ui;

use crate::ui::command::Command;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, parts};
use crate::ui::shell::is_wide;
use crate::ui::widgets::status_line::{Connection, StatusLine, status_line_ui};
use crate::worker::Fault;

/// The line is there, and the store will not speak with this workstation until somebody acts.
fn needs_a_person(fault: &Fault) -> bool {
    ["sync-refused", "sync-revoked"].contains(&fault.code.as_str())
}

pub fn status_ui(ui: &mut Ui, cx: &Cx, model: &Model, send: &mut Commands) {
    let sync = &model.sync;
    let connection = if sync.enrolled.is_none() {
        Connection::None
    } else if sync.running {
        Connection::Exchanging
    } else if !sync.refused.is_empty() || sync.last_fault.as_ref().is_some_and(needs_a_person) {
        Connection::Refused
    } else if sync.last_fault.is_some() {
        Connection::Offline
    } else {
        Connection::Online
    };
    let last = sync.last_at.map(|at| model.when(cx.lang, at));
    // A narrow window keeps what is not said elsewhere.
    let wide = is_wide(ui.ctx());
    let user = model.session.as_ref().map(|s| {
        if wide {
            format!("{} · {}", s.name, parts::role_word(cx, s.role))
        } else {
            s.name.clone()
        }
    });
    let facility = model
        .session
        .as_ref()
        .filter(|_| wide)
        .map_or("", |s| s.clinic.as_str());
    let help = status_line_ui(
        ui,
        cx,
        &StatusLine {
            connection,
            unsent: u32::try_from(sync.waiting).unwrap_or(u32::MAX),
            last_exchange: last.as_deref(),
            user: user.as_deref(),
            facility,
            training: model.session.as_ref().is_some_and(|s| s.demo),
        },
    );
    if help {
        send.command(Command::Help);
    }
}
