//! Who works here: list, add, new password, remove.

use egui::{Label, Ui};

use crate::domain::ids::UserId;
use crate::domain::role::Role;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::first_run::{fault_of, login_fits};
use crate::ui::screens::new_password::NewPassword;
use crate::ui::screens::{Commands, parts};
use crate::ui::theme::tokens::space;
use crate::ui::widgets::dialog::{Dialog, act_or_cancel_ui};
use crate::ui::widgets::error_summary::FieldFault;
use crate::ui::widgets::table::{Column, TableState};
use crate::ui::widgets::text::{muted, strong};
use crate::ui::widgets::{Alert, Btn, Choice, Field, RecordKey, Severity, Table};
use crate::worker::{Action, Job, UserRow};

const SCOPE: &str = "users";
const LOGIN: f32 = 180.0;
const ROLE: f32 = 160.0;
const HERE: f32 = 230.0;
/// Below this width the columns share what there is, in two lines a row.
const NARROW: f32 = 700.0;

#[derive(Debug, Default)]
pub struct UsersState {
    table: TableState,
    open: Option<Open>,
    login: String,
    name: String,
    role: Option<usize>,
    password: NewPassword,
    tried: bool,
    /// How many users or whose row before the act: the dialog closes when the list has changed.
    sent: Option<Vec<UserRow>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Open {
    Add,
    Remove(UserId),
    Reset(UserId),
}

impl UsersState {
    pub fn forget_secrets(&mut self) {
        *self = Self {
            table: self.table,
            ..Self::default()
        };
    }
}

pub fn users_ui(ui: &mut Ui, cx: &Cx, model: &Model, state: &mut UsersState, send: &mut Commands) {
    let may = model.may(Action::ManageUsers);
    let sentence = if may {
        "screen-users-sentence"
    } else {
        "screen-users-read-only"
    };
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width((ui.available_width() - 240.0).max(240.0));
            parts::head_ui(
                ui,
                &cx.tr("ui-command-users"),
                Some(muted(cx, cx.tr(sentence))),
            );
        });
        if may {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
                if Btn::primary(&cx.tr("screen-users-add"))
                    .show(ui, cx)
                    .clicked()
                {
                    state.forget_secrets();
                    state.open = Some(Open::Add);
                }
            });
        }
    });
    if state.open.is_none()
        && let Some(fault) = &model.fault
    {
        parts::fault_ui(ui, cx, fault);
    }
    let Some(rows) = &model.users else {
        parts::loading_ui(ui, cx);
        return;
    };
    if state.sent.is_some() && model.fault.is_some() {
        state.sent = None;
    }
    if state.sent.as_ref().is_some_and(|before| before != rows) {
        state.forget_secrets();
    }
    let foot = if may { 56.0 } else { 0.0 };
    list_ui(ui, cx, rows, state, ui.available_height() - foot);
    if may {
        acts_ui(ui, cx, model, rows, state);
    }
    match state.open.clone() {
        Some(Open::Add) => add_ui(ui, cx, model, rows, state, send),
        Some(Open::Remove(user)) => remove_ui(ui, cx, model, rows, user, state, send),
        Some(Open::Reset(user)) => reset_ui(ui, cx, model, rows, user, state, send),
        None => {}
    }
}

fn list_ui(ui: &mut Ui, cx: &Cx, rows: &[UserRow], state: &mut UsersState, height: f32) {
    let heads = [
        cx.tr("screen-user-name"),
        cx.tr("screen-login"),
        cx.tr("screen-role"),
        cx.tr("screen-user-here"),
    ];
    let is_narrow = ui.available_width() < NARROW;
    let columns = if is_narrow {
        [
            Column::shares(&heads[0], 1.6),
            Column::rest(&heads[1]),
            Column::shares(&heads[2], 1.2),
            Column::shares(&heads[3], 1.6),
        ]
    } else {
        [
            Column::rest(&heads[0]),
            Column::points(&heads[1], LOGIN),
            Column::points(&heads[2], ROLE),
            Column::points(&heads[3], HERE),
        ]
    };
    let label = cx.tr("ui-command-users");
    let mut table = Table::new("users", &label, &columns).max_height(height);
    if is_narrow {
        table = table.tall_rows();
    }
    table.show(
        ui,
        cx,
        &mut state.table,
        rows.len(),
        |r| rows.get(r).map_or_else(String::new, |u| u.name.clone()),
        |ui, r, c| {
            let Some(user) = rows.get(r) else { return };
            match c {
                0 => ui.add(Label::new(strong(&user.name)).wrap()),
                1 => ui.add(Label::new(&user.login).wrap()),
                2 => ui.add(Label::new(parts::role_word(cx, user.role)).wrap()),
                _ => {
                    let here = if user.here {
                        "screen-user-here-yes"
                    } else {
                        "screen-user-here-no"
                    };
                    ui.add(Label::new(muted(cx, cx.tr(here))).wrap())
                }
            };
        },
    );
}

fn acts_ui(ui: &mut Ui, cx: &Cx, model: &Model, rows: &[UserRow], state: &mut UsersState) {
    ui.add_space(space::M);
    let chosen = state.table.selected.and_then(|r| rows.get(r));
    let own = model.session.as_ref().map(|s| s.user);
    parts::line_ui(ui, cx, |ui| match chosen {
        None => drop(ui.label(muted(cx, cx.tr("screen-users-choose")))),
        Some(user) => {
            ui.label(muted(cx, &user.name));
            if Btn::secondary(&cx.tr("screen-users-reset"))
                .show(ui, cx)
                .clicked()
            {
                state.forget_secrets();
                state.open = Some(Open::Reset(user.user));
            }
            let own_account = cx.tr("screen-users-not-self");
            if Btn::secondary(&cx.tr("screen-users-remove"))
                .blocked((own == Some(user.user)).then_some(own_account.as_str()))
                .show(ui, cx)
                .clicked()
            {
                state.forget_secrets();
                state.open = Some(Open::Remove(user.user));
            }
        }
    });
}

fn add_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    rows: &[UserRow],
    state: &mut UsersState,
    send: &mut Commands,
) {
    let faults = if state.tried {
        add_faults(cx, state)
    } else {
        Vec::new()
    };
    let error = |field: &str| fault_of(&faults, SCOPE, field);
    let title = cx.tr("screen-users-add-title");
    let shown = Dialog::new("user-add", &title).show(ui.ctx(), cx, |ui| {
        if let Some(fault) = &model.fault {
            parts::fault_ui(ui, cx, fault);
        }
        Field::new(
            RecordKey::new(SCOPE, "name"),
            &cx.tr("screen-user-name"),
            &mut state.name,
        )
        .width(f32::INFINITY)
        .error(error("name").as_deref())
        .char_limit(120)
        .show(ui, cx);
        Field::new(
            RecordKey::new(SCOPE, "login"),
            &cx.tr("screen-login"),
            &mut state.login,
        )
        .hint(&cx.tr("screen-login-hint"))
        .width(f32::INFINITY)
        .error(error("login").as_deref())
        .char_limit(64)
        .show(ui, cx);
        let words = Role::ALL.map(|r| parts::role_word(cx, r));
        let options: Vec<&str> = words.iter().map(String::as_str).collect();
        Choice::new(
            RecordKey::new(SCOPE, "role"),
            &cx.tr("screen-role"),
            &mut state.role,
            &options,
        )
        .error(error("role").as_deref())
        .show(ui, cx);
        state.password.show(ui, cx, SCOPE, &faults);
        dialog_buttons_ui(ui, cx, &cx.tr("common-add"), state.sent.is_some(), false)
    });
    if shown.inner {
        state.tried = true;
        let role = state.role.and_then(|r| Role::ALL.get(r).copied());
        if let (true, Some(role)) = (add_faults(cx, state).is_empty(), role) {
            state.sent = Some(rows.to_vec());
            send.job(Job::AddUser {
                login: state.login.trim().to_owned(),
                name: state.name.trim().to_owned(),
                role,
                password: state.password.text.clone(),
            });
            send.job(Job::Users);
        }
    }
    if shown.close {
        state.forget_secrets();
    }
}

fn add_faults(cx: &Cx, state: &UsersState) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let mut add = |field: &str, key: &str| {
        faults.push(FieldFault {
            field: RecordKey::new(SCOPE, field).id(),
            text: cx.tr(key),
        });
    };
    if state.name.trim().is_empty() {
        add("name", "screen-need-user-name");
    }
    if !login_fits(&state.login) {
        add("login", "screen-need-login");
    }
    if state.role.is_none() {
        add("role", "screen-need-role");
    }
    faults.extend(state.password.faults(cx, SCOPE));
    faults
}

fn remove_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    rows: &[UserRow],
    user: UserId,
    state: &mut UsersState,
    send: &mut Commands,
) {
    let title = cx.tr("screen-users-remove-title");
    let shown = Dialog::new("user-remove", &title).show(ui.ctx(), cx, |ui| {
        if let Some(fault) = &model.fault {
            parts::fault_ui(ui, cx, fault);
        }
        let name = name_of(rows, user);
        Alert::new("user-remove", Severity::Warning, &name)
            .sentence(&cx.tr("screen-users-remove-sentence"))
            .show(ui, cx);
        dialog_buttons_ui(ui, cx, &cx.tr("common-remove"), state.sent.is_some(), true)
    });
    if shown.inner {
        state.sent = Some(rows.to_vec());
        send.job(Job::RemoveUser { user });
        send.job(Job::Users);
    }
    if shown.close {
        state.forget_secrets();
    }
}

fn reset_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    rows: &[UserRow],
    user: UserId,
    state: &mut UsersState,
    send: &mut Commands,
) {
    let faults = if state.tried {
        state.password.faults(cx, SCOPE)
    } else {
        Vec::new()
    };
    let title = cx.tr("screen-users-reset-title");
    let shown = Dialog::new("user-reset", &title).show(ui.ctx(), cx, |ui| {
        if let Some(fault) = &model.fault {
            parts::fault_ui(ui, cx, fault);
        }
        parts::paragraph_ui(
            ui,
            &cx.tr_with(
                "screen-users-reset-sentence",
                &[("name", &name_of(rows, user))],
            ),
        );
        state.password.show(ui, cx, SCOPE, &faults);
        dialog_buttons_ui(ui, cx, &cx.tr("screen-users-reset-act"), false, false)
    });
    if shown.inner {
        state.tried = true;
        if state.password.faults(cx, SCOPE).is_empty() {
            send.job(Job::ResetPassword {
                user,
                password: state.password.text.clone(),
            });
            state.forget_secrets();
        }
    }
    if shown.close {
        state.forget_secrets();
    }
}

/// The act and Cancel; true when the act was pressed.
fn dialog_buttons_ui(ui: &mut Ui, cx: &Cx, act: &str, busy: bool, harms: bool) -> bool {
    let wait = cx.tr("screen-saving");
    let btn = if harms {
        Btn::danger(act)
    } else {
        Btn::primary(act)
    };
    let btn = btn.blocked(busy.then_some(wait.as_str()));
    let (pressed, cancelled) = act_or_cancel_ui(ui, cx, btn);
    if cancelled {
        ui.close();
    }
    pressed
}

fn name_of(rows: &[UserRow], user: UserId) -> String {
    rows.iter()
        .find(|row| row.user == user)
        .map_or_else(String::new, |row| row.name.clone())
}
