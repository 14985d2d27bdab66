//! How this workstation looks and when it locks itself; the own password; the end of the day.

use egui::{Id, Ui};

use crate::ui::Settings;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::first_run::{fault_of, language_ui};
use crate::ui::screens::new_password::NewPassword;
use crate::ui::screens::site_forms::site_forms_ui;
use crate::ui::screens::{Ask, Commands, parts};
use crate::ui::settings::Colours;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::error_summary::FieldFault;
use crate::ui::widgets::text::heading_ui;
use crate::ui::widgets::toast::News;
use crate::ui::widgets::{Btn, Choice, Field, RecordKey};
use crate::worker::Job;

const SCOPE: &str = "settings";
/// Sizes offered, in hundredths.
const ZOOMS: [u16; 6] = [80, 90, 100, 110, 125, 150];
/// Minutes until the lock.
const MINUTES: [u8; 6] = [1, 2, 3, 5, 10, 15];
/// From this width on two columns.
const WIDE: f32 = 900.0;

#[derive(Debug, Default)]
pub struct SettingsState {
    old: String,
    password: NewPassword,
    tried: bool,
    sent: bool,
}

impl SettingsState {
    pub fn forget_secrets(&mut self) {
        *self = Self::default();
    }
}

pub fn settings_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    settings: &Settings,
    state: &mut SettingsState,
    send: &mut Commands,
) {
    parts::page_ui(ui, "settings", |ui| {
        parts::head_ui(ui, &cx.tr("common-settings"), None);
        if ui.available_width() < WIDE {
            looks_ui(ui, cx, settings, send);
            ui.add_space(space::L);
            site_forms_ui(ui, cx, model);
            own_ui(ui, cx, model, state, send);
            return;
        }
        let half = (ui.available_width() - 2.0 * space::XL) / 2.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0 * space::XL;
            ui.vertical(|ui| {
                ui.set_width(half);
                looks_ui(ui, cx, settings, send);
                ui.add_space(space::L);
                site_forms_ui(ui, cx, model);
            });
            ui.vertical(|ui| {
                ui.set_width(half);
                own_ui(ui, cx, model, state, send);
            });
        });
    });
}

fn looks_ui(ui: &mut Ui, cx: &Cx, settings: &Settings, send: &mut Commands) {
    heading_ui(ui, &cx.tr("screen-settings-looks"));
    language_ui(ui, cx, SCOPE, send);
    let mut changed = settings.clone();
    let words = [
        "ui-command-light",
        "ui-command-dark",
        "ui-command-high-contrast",
    ]
    .map(|k| cx.tr(k));
    let options: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut colours = Colours::ALL.iter().position(|c| *c == settings.colours);
    Choice::new(
        RecordKey::new(SCOPE, "colours"),
        &cx.tr("screen-settings-colours"),
        &mut colours,
        &options,
    )
    .show(ui, cx);
    if let Some(colours) = colours.and_then(|c| Colours::ALL.get(c)) {
        changed.colours = *colours;
    }
    let hundredths = (settings.zoom * 100.0).round() as u16;
    let mut zoom = ZOOMS.iter().position(|z| *z == hundredths);
    let words = ZOOMS.map(|z| format!("{z} %"));
    let options: Vec<&str> = words.iter().map(String::as_str).collect();
    Choice::new(
        RecordKey::new(SCOPE, "zoom"),
        &cx.tr("screen-settings-zoom"),
        &mut zoom,
        &options,
    )
    .show(ui, cx);
    if let Some(zoom) = zoom
        .and_then(|z| ZOOMS.get(z))
        .filter(|z| **z != hundredths)
    {
        changed.zoom = f32::from(*zoom) / 100.0;
    }
    let mut minutes = MINUTES.iter().position(|m| *m == settings.idle_minutes);
    let words = MINUTES.map(|m| m.to_string());
    let options: Vec<&str> = words.iter().map(String::as_str).collect();
    Choice::new(
        RecordKey::new(SCOPE, "idle"),
        &cx.tr("screen-settings-idle"),
        &mut minutes,
        &options,
    )
    .show(ui, cx);
    if let Some(minutes) = minutes.and_then(|m| MINUTES.get(m)) {
        changed.idle_minutes = *minutes;
    }
    ui.add_space(space::XS);
    parts::tick_ui(
        ui,
        cx,
        Id::unique("feldsher-settings-touch"),
        &mut changed.touch,
        &cx.tr("screen-settings-touch"),
    );
    if changed != *settings {
        send.ask(Ask::Settings(changed));
    }
}

fn own_ui(ui: &mut Ui, cx: &Cx, model: &Model, state: &mut SettingsState, send: &mut Commands) {
    heading_ui(ui, &cx.tr("screen-own-password"));
    if state.sent && model.password_changed {
        state.forget_secrets();
        send.toast(News::Done, cx.tr("screen-own-password-changed"));
    }
    if model.fault.is_some() {
        state.sent = false;
    }
    if let Some(fault) = &model.fault {
        parts::fault_ui(ui, cx, fault);
    }
    let faults = if state.tried {
        faults(cx, state)
    } else {
        Vec::new()
    };
    let error = |field: &str| fault_of(&faults, SCOPE, field);
    let column = (ui.available_width() - space::L) * 0.5;
    Field::new(
        RecordKey::new(SCOPE, "old"),
        &cx.tr("screen-old-password"),
        &mut state.old,
    )
    .password()
    .width(column)
    .error(error("old").as_deref())
    .char_limit(200)
    .show(ui, cx);
    state.password.show(ui, cx, SCOPE, &faults);
    ui.add_space(space::XS);
    let wait = cx.tr("screen-saving");
    if Btn::primary(&cx.tr("screen-own-password-act"))
        .blocked(state.sent.then_some(wait.as_str()))
        .show(ui, cx)
        .clicked()
    {
        state.tried = true;
        if self::faults(cx, state).is_empty() {
            state.sent = true;
            send.job(Job::ChangePassword {
                old: state.old.clone(),
                new: state.password.text.clone(),
            });
        }
    }
    ui.add_space(space::XL);
    heading_ui(ui, &cx.tr("screen-close-day"));
    parts::paragraph_ui(ui, &cx.tr("screen-close-day-sentence"));
    ui.add_space(space::XS);
    if Btn::secondary(&cx.tr("screen-close-day-act"))
        .show(ui, cx)
        .clicked()
    {
        send.ask(Ask::CloseForTheDay);
    }
}

fn faults(cx: &Cx, state: &SettingsState) -> Vec<FieldFault> {
    let mut faults = state.password.faults(cx, SCOPE);
    if state.old.is_empty() {
        faults.insert(
            0,
            FieldFault {
                field: RecordKey::new(SCOPE, "old").id(),
                text: cx.tr("screen-need-own-password"),
            },
        );
    }
    faults
}
