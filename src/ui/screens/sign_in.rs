//! The door: who works here, and the password. Sign-in and the locked window are the same door.

use egui::{Label, Ui};

use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::first_run::language_ui;
use crate::ui::screens::recover::{RecoverState, recover_ui};
use crate::ui::screens::{Commands, parts};
use crate::ui::theme::tokens::space;
use crate::ui::widgets::field::focus_field;
use crate::ui::widgets::table::{Column, TableState};
use crate::ui::widgets::text::{muted, strong};
use crate::ui::widgets::{Btn, Field, RecordKey, Severity, Table, badge_ui, focus_chain};
use crate::worker::{Job, READING, Session};

const SCOPE: &str = "sign-in";
/// Width of the sheet.
const WIDTH: f32 = 560.0;
/// Height of a user's row.
const ROW: f32 = 34.0;
/// More users than this scroll, and half a row then shows that there are more.
const ROWS_SEEN: f32 = 7.0;

/// What is typed at the door.
#[derive(Debug, Default)]
pub struct SignInState {
    users: TableState,
    /// Typed where no list is known.
    login: String,
    pub password: String,
    /// Who the password is for; the list's own choice is only a place.
    chosen: Option<String>,
    sent: bool,
    tried: bool,
    /// Every password is forgotten: the form that asks for the printed sheets.
    recover: Option<RecoverState>,
}

impl SignInState {
    /// The window locks: the one who worked is offered first.
    pub fn lock(&mut self, session: Option<&Session>) {
        *self = Self {
            chosen: session.map(|s| s.login.clone()),
            ..Self::default()
        };
    }

    /// Somebody is already offered: only the password is missing.
    pub fn has_somebody(&self) -> bool {
        self.chosen.is_some()
    }

    /// A new password was asked for with the printed sheets.
    pub fn is_recovering(&self) -> bool {
        self.recover.as_ref().is_some_and(RecoverState::is_sent)
    }

    pub fn forget_secrets(&mut self) {
        self.password.clear();
        self.recover = None;
        self.sent = false;
        self.tried = false;
    }
}

/// The keyboard goes to the password.
pub fn focus_password(ctx: &egui::Context) {
    focus_field(ctx, RecordKey::new(SCOPE, "password"));
}

/// The whole window before anybody has signed in.
pub fn sign_in_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    state: &mut SignInState,
    send: &mut Commands,
) {
    let clinic = model.clinic.as_ref().map_or("", |c| c.name.as_str());
    parts::sheet_ui(ui, cx, "sign-in", WIDTH, |ui| {
        parts::head_ui(
            ui,
            clinic,
            state
                .recover
                .is_none()
                .then(|| muted(cx, cx.tr("screen-sign-in-sentence"))),
        );
        door_ui(ui, cx, model, state, send, &cx.tr("common-log-in"));
        ui.add_space(space::L);
        language_ui(ui, cx, SCOPE, send);
    });
}

/// Users, password, the one button.
pub fn door_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    state: &mut SignInState,
    send: &mut Commands,
    act: &str,
) {
    if let Some(mut recover) = state.recover.take() {
        if recover_ui(ui, cx, model, &mut recover, send) {
            state.recover = Some(recover);
        } else {
            focus_password(ui.ctx());
        }
        return;
    }
    if model.fault.is_some() {
        if state.sent {
            state.password.clear();
            focus_field(ui.ctx(), RecordKey::new(SCOPE, "password"));
        }
        state.sent = false;
    }
    let clinic = model.clinic.as_ref();
    if clinic.is_some_and(|c| c.demo) {
        badge_ui(ui, cx, Severity::Warning, &cx.tr("ui-status-training"));
        parts::hint_ui(ui, cx, &cx.tr("screen-sign-in-demo"));
        ui.add_space(space::S);
    }
    let logins = clinic.map(|c| c.logins.as_slice()).unwrap_or_default();
    users_ui(ui, cx, logins, state);
    let key = RecordKey::new(SCOPE, "password");
    let need =
        (state.tried && state.password.is_empty()).then(|| cx.tr("screen-need-own-password"));
    let field = Field::new(key, &cx.tr("common-password"), &mut state.password)
        .password()
        .width(f32::INFINITY)
        .error(need.as_deref())
        .char_limit(200)
        .show(ui, cx);
    if let Some(hint) = keyboard_hint(&state.password) {
        parts::hint_ui(ui, cx, &cx.tr(hint));
    }
    if let Some(fault) = &model.fault {
        ui.add_space(space::XS);
        parts::fault_ui(ui, cx, fault);
    }
    ui.add_space(space::S);
    let wait = match model.progress {
        Some((READING, done, of)) => cx.tr_with(
            "screen-sign-in-reading",
            &[("percent", &(done * 100 / of.max(1)).to_string())],
        ),
        _ => cx.tr("screen-sign-in-opening"),
    };
    let nobody = cx.tr("screen-sign-in-choose");
    let login = state
        .chosen
        .clone()
        .or_else(|| (!state.login.trim().is_empty()).then(|| state.login.trim().to_owned()));
    let blocked = if state.sent {
        Some(wait.as_str())
    } else if login.is_none() {
        Some(nobody.as_str())
    } else {
        None
    };
    let pressed = Btn::primary(act)
        .shortcut("Enter")
        .blocked(blocked)
        .show(ui, cx)
        .clicked();
    if (pressed || field.entered) && blocked.is_none() {
        state.tried = true;
        match login {
            Some(login) if !state.password.is_empty() => {
                state.sent = true;
                send.job(Job::Unlock {
                    login,
                    password: state.password.clone(),
                });
            }
            _ => focus_field(ui.ctx(), key),
        }
    }
    if !logins.is_empty()
        && Btn::quiet(&cx.tr("screen-recover-open"))
            .show(ui, cx)
            .clicked()
    {
        state.recover = Some(RecoverState::new(logins, state.chosen.as_deref()));
        focus_chain::ask_first(ui.ctx());
    }
}

fn users_ui(ui: &mut Ui, cx: &Cx, logins: &[(String, String)], state: &mut SignInState) {
    if logins.is_empty() {
        Field::new(
            RecordKey::new(SCOPE, "login"),
            &cx.tr("screen-login"),
            &mut state.login,
        )
        .width(f32::INFINITY)
        .show(ui, cx);
        return;
    }
    if let [(only, _)] = logins {
        state.chosen = Some(only.clone());
    }
    if let Some(chosen) = &state.chosen {
        state.users.selected = logins.iter().position(|(login, _)| login == chosen);
    }
    let columns = [Column::rest(""), Column::points("", 150.0).right()];
    let label = cx.tr("screen-sign-in-who");
    ui.add(Label::new(crate::ui::widgets::text::small(cx, &label)));
    let heights = vec![ROW; logins.len()];
    let t = cx.tokens();
    let shown = egui::Frame::new()
        .stroke(egui::Stroke::new(1.0, t.line))
        .show(ui, |ui| {
            Table::new("sign-in", &label, &columns)
                .heights(&heights)
                .click_opens()
                .max_height(ROW * rows_seen(logins.len()) + 2.0)
                .show(
                    ui,
                    cx,
                    &mut state.users,
                    logins.len(),
                    |r| {
                        logins
                            .get(r)
                            .map_or_else(String::new, |(_, name)| name.clone())
                    },
                    |ui, r, c| {
                        let Some((login, name)) = logins.get(r) else {
                            return;
                        };
                        if c == 0 {
                            ui.label(strong(name));
                        } else if login != name {
                            ui.label(muted(cx, login));
                        }
                    },
                )
        })
        .inner;
    let chosen = shown
        .selected
        .and_then(|r| logins.get(r))
        .map(|(login, _)| login.clone());
    if chosen.is_some() && chosen != state.chosen {
        state.password.clear();
    }
    state.chosen = chosen;
    if shown.opened.is_some() {
        focus_field(ui.ctx(), RecordKey::new(SCOPE, "password"));
    }
    ui.add_space(space::S);
}

fn rows_seen(users: usize) -> f32 {
    let users = users as f32;
    if users > ROWS_SEEN {
        ROWS_SEEN - 0.5
    } else {
        users
    }
}

/// The keyboard may stand wrong: said before the password is refused. egui does not tell of Caps Lock itself.
fn keyboard_hint(password: &str) -> Option<&'static str> {
    let letters: Vec<char> = password.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = letters.len() >= 2 && letters.iter().all(|c| c.is_uppercase());
    let other_script = letters.iter().any(|c| !c.is_ascii());
    match (capitals, other_script) {
        (true, _) => Some("screen-caps-hint"),
        (false, true) => Some("screen-layout-hint"),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_scrolls_shows_a_part_of_the_next_row() {
        for (users, rows) in [(1, 1.0), (7, 7.0), (8, 6.5), (30, 6.5)] {
            assert!((rows_seen(users) - rows).abs() < 1e-6, "{users}");
        }
    }

    #[test]
    fn a_keyboard_that_stands_wrong_is_said() {
        for (password, expected) in [
            ("", None),
            ("K", None),
            ("korova7", None),
            ("KOROVA7", Some("screen-caps-hint")),
            ("КОРОВА", Some("screen-caps-hint")),
            ("лщкщмф", Some("screen-layout-hint")),
            ("1234567", None),
        ] {
            assert_eq!(keyboard_hint(password), expected, "{password}");
        }
    }
}
