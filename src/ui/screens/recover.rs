//! Every password is forgotten: two of the three printed sheets, and a new password for one of the users.

use egui::{Key, Modifiers, Ui};

use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::first_run::{fault_of, login_fits};
use crate::ui::screens::new_password::NewPassword;
use crate::ui::screens::{Commands, parts};
use crate::ui::theme::tokens::space;
use crate::ui::widgets::button::way_back_ui;
use crate::ui::widgets::choice::CHOICES_MAX;
use crate::ui::widgets::error_summary::{FieldFault, error_summary_ui};
use crate::ui::widgets::field::focus_field;
use crate::ui::widgets::text::{heading_ui, muted, whole_ui};
use crate::ui::widgets::{Btn, Choice, Field, RecordKey};
use crate::worker::{Fault, Job, SHEET};

const SCOPE: &str = "recover";
/// How many sheets open the vault, and their fields.
const SHEETS: [&str; 2] = ["sheet-1", "sheet-2"];

/// What is typed. It stays after a refusal and goes with the form.
#[derive(Debug, Default)]
pub struct RecoverState {
    who: Option<usize>,
    login: String,
    sheets: [String; 2],
    password: NewPassword,
    sent: bool,
    tried: bool,
    just_refused: bool,
    fault: Option<Fault>,
}

impl RecoverState {
    /// For the one who is chosen at the door.
    pub fn new(logins: &[(String, String)], chosen: Option<&str>) -> Self {
        let who = chosen.and_then(|login| logins.iter().position(|(known, _)| known == login));
        Self {
            who: who.or((logins.len() == 1).then_some(0)),
            ..Self::default()
        }
    }

    /// The sheets were sent and not refused.
    pub fn is_sent(&self) -> bool {
        self.sent
    }
}

/// The form in the sheet of the door; false when the user goes back.
pub fn recover_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    state: &mut RecoverState,
    send: &mut Commands,
) -> bool {
    if state.sent
        && let Some(fault) = &model.fault
    {
        state.fault = Some(fault.clone());
        state.sent = false;
        if let Some(field) = sheet_of(fault) {
            focus_field(ui.ctx(), RecordKey::new(SCOPE, field));
        }
    }
    heading_ui(ui, &cx.tr("screen-recover-title"));
    whole_ui(ui, muted(cx, cx.tr("screen-recover-sentence")));
    ui.add_space(space::XS);
    let logins = model.clinic.as_ref().map_or(&[][..], |c| &c.logins);
    let login = login_of(state, logins);
    let faults = if state.tried {
        mistakes(cx, state, login.as_deref())
    } else {
        Vec::new()
    };
    error_summary_ui(ui, cx, &faults, std::mem::take(&mut state.just_refused));
    let error = |field: &str| fault_of(&faults, SCOPE, field);
    who_ui(ui, cx, state, logins, error("who").as_deref());
    let refused = state.fault.as_ref().and_then(sheet_of);
    let said = state
        .fault
        .as_ref()
        .map(|fault| parts::fault_text(cx, fault));
    for (index, field) in SHEETS.into_iter().enumerate() {
        let number = (index + 1).to_string();
        let wrong = said.clone().filter(|_| refused == Some(field));
        let label = cx.tr_with("screen-recover-sheet", &[("number", &number)]);
        if let Some(text) = state.sheets.get_mut(index) {
            let shown = Field::new(RecordKey::new(SCOPE, field), &label, text)
                .hint(&cx.tr("screen-recover-sheet-hint"))
                .width(f32::INFINITY)
                // All of it in sight: it is compared group by group.
                .rows(2)
                .error(error(field).or(wrong).as_deref())
                .char_limit(200)
                .show(ui, cx);
            if shown.changed && refused == Some(field) {
                state.fault = None;
            }
        }
    }
    if refused.is_none()
        && let Some(fault) = &state.fault
    {
        parts::fault_ui(ui, cx, fault);
    }
    state.password.show(ui, cx, SCOPE, &faults);
    ui.add_space(space::S);
    let wait = cx.tr("screen-sign-in-opening");
    let (mut pressed, mut back) = (false, false);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        pressed = Btn::primary(&cx.tr("screen-recover-act"))
            .blocked(state.sent.then_some(wait.as_str()))
            .show(ui, cx)
            .clicked();
        back = way_back_ui(ui, cx, "common-back");
    });
    back |= !ui.ctx().text_edit_focused()
        && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
    if pressed {
        state.tried = true;
        match login.filter(|login| mistakes(cx, state, Some(login)).is_empty()) {
            Some(login) => {
                state.sent = true;
                state.fault = None;
                send.job(Job::Recover {
                    shares: state.sheets.to_vec(),
                    login,
                    password: state.password.text.clone(),
                });
            }
            None => state.just_refused = true,
        }
    }
    !back
}

fn who_ui(
    ui: &mut Ui,
    cx: &Cx,
    state: &mut RecoverState,
    logins: &[(String, String)],
    error: Option<&str>,
) {
    let key = RecordKey::new(SCOPE, "who");
    let label = cx.tr("screen-recover-who");
    if (1..=CHOICES_MAX).contains(&logins.len()) {
        let names: Vec<&str> = logins.iter().map(|(_, name)| name.as_str()).collect();
        Choice::new(key, &label, &mut state.who, &names)
            .error(error)
            .show(ui, cx);
    } else {
        Field::new(key, &label, &mut state.login)
            .hint(&cx.tr("screen-login"))
            .width(f32::INFINITY)
            .error(error)
            .char_limit(64)
            .show(ui, cx);
    }
}

fn login_of(state: &RecoverState, logins: &[(String, String)]) -> Option<String> {
    if (1..=CHOICES_MAX).contains(&logins.len()) {
        return state
            .who
            .and_then(|at| logins.get(at))
            .map(|(login, _)| login.clone());
    }
    let typed = state.login.trim();
    login_fits(typed).then(|| typed.to_owned())
}

fn mistakes(cx: &Cx, state: &RecoverState, login: Option<&str>) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    if login.is_none() {
        faults.push(FieldFault {
            field: RecordKey::new(SCOPE, "who").id(),
            text: cx.tr("screen-recover-need-who"),
        });
    }
    for (index, (field, text)) in SHEETS.into_iter().zip(&state.sheets).enumerate() {
        if text.trim().is_empty() {
            // Which of them: two lines of the summary must not be the same.
            let number = (index + 1).to_string();
            let sheet = cx.tr_with("screen-recover-sheet", &[("number", &number)]);
            faults.push(FieldFault {
                field: RecordKey::new(SCOPE, field).id(),
                text: format!("{}: {sheet}", cx.tr("screen-recover-need-sheet")),
            });
        }
    }
    faults.extend(state.password.faults(cx, SCOPE));
    faults
}

/// The field of the sheet that the worker complains about.
fn sheet_of(fault: &Fault) -> Option<&'static str> {
    let number = fault.args.iter().find(|(name, _)| name == SHEET);
    let number: usize = number?.1.parse().ok()?;
    SHEETS.get(number.checked_sub(1)?).copied()
}
