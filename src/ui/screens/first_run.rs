//! The first start: set up this clinic, or try the program with invented patients; then the recovery sheets.

use std::sync::{Arc, Mutex};

use egui::{Id, Label, RichText, Ui, vec2};

use crate::domain::country::Country;
use crate::domain::lang::Lang;
use crate::domain::role::Role;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::new_password::NewPassword;
use crate::ui::screens::{Ask, Commands, parts};
use crate::ui::theme::tokens::{size, space};
use crate::ui::widgets::error_summary::{FieldFault, error_summary_ui};
use crate::ui::widgets::text::{heading_ui, muted, small, strong};
use crate::ui::widgets::{Alert, Btn, Choice, Field, RecordKey, Severity};
use crate::worker::{Job, NewClinic};

/// Most invented patients that the window offers to make.
const DEMO_MAX: u32 = 20_000;
/// A usual demo.
const DEMO_PATIENTS: u32 = 500;
/// The same people on every machine, so that two users talk about the same ones.
const DEMO_SEED: u64 = 7;
const SCOPE: &str = "first-run";
/// Roles of the first user; the others are added later.
const FIRST_ROLES: [Role; 3] = [Role::Feldsher, Role::Doctor, Role::Manager];
/// Width of the sheet.
const WIDTH: f32 = 800.0;

/// What is typed.
#[derive(Debug, Default)]
pub struct FirstRunState {
    /// 0: set up, 1: demo.
    pub what: Option<usize>,
    country: Option<usize>,
    pub clinic: String,
    pub name: String,
    role: Option<usize>,
    pub login: String,
    pub password: NewPassword,
    patients: String,
    /// The act was refused once: from now on mistakes are shown.
    tried: bool,
    just_refused: bool,
    sent: bool,
    written: bool,
    saving: Option<Saving>,
    saved: Option<Result<std::path::PathBuf, String>>,
}

/// Where the thread that asks for a file name leaves its answer.
type Saving = Arc<Mutex<Option<Option<Result<std::path::PathBuf, String>>>>>;

impl FirstRunState {
    /// The place speaks this language.
    pub fn speak(&mut self, _lang: Lang) {
        self.sent = false;
    }
}

/// The whole window while there is no clinic.
pub fn first_run_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    state: &mut FirstRunState,
    send: &mut Commands,
) {
    if model.fault.is_some() {
        state.sent = false;
    }
    parts::sheet_ui(ui, cx, "first-run", WIDTH, |ui| {
        parts::head_ui(
            ui,
            &cx.tr("screen-first-title"),
            Some(muted(cx, cx.tr("screen-first-sentence"))),
        );
        language_ui(ui, cx, SCOPE, send);
        ui.add_space(space::XS);
        let (set_up, try_it) = (cx.tr("screen-first-set-up"), cx.tr("screen-first-demo"));
        Choice::new(
            RecordKey::new(SCOPE, "what"),
            &cx.tr("screen-first-what"),
            &mut state.what,
            &[&set_up, &try_it],
        )
        .show(ui, cx);
        ui.add_space(space::S);
        match state.what {
            Some(0) => clinic_ui(ui, cx, model, state, send),
            Some(_) => demo_ui(ui, cx, model, state, send),
            None => parts::hint_ui(ui, cx, &cx.tr("screen-first-what-hint")),
        }
    });
}

/// The language of the window, by its own name.
pub fn language_ui(ui: &mut Ui, cx: &Cx, scope: &str, send: &mut Commands) {
    let names = Lang::ALL.map(Lang::own_name);
    let mut chosen = Lang::ALL.iter().position(|l| *l == cx.lang);
    let shown = Choice::new(
        RecordKey::new(scope, "language"),
        &cx.tr("common-language"),
        &mut chosen,
        &names,
    )
    .show(ui, cx);
    if shown.changed()
        && let Some(lang) = chosen.and_then(|c| Lang::ALL.get(c))
    {
        send.ask(Ask::Speak(*lang));
    }
}

fn country_ui(ui: &mut Ui, cx: &Cx, state: &mut FirstRunState, error: Option<&str>) {
    let names = Country::ALL.map(|c| parts::country_word(cx, c));
    let options: Vec<&str> = names.iter().map(String::as_str).collect();
    Choice::new(
        RecordKey::new(SCOPE, "country"),
        &cx.tr("screen-country"),
        &mut state.country,
        &options,
    )
    .error(error)
    .show(ui, cx);
}

fn clinic_ui(ui: &mut Ui, cx: &Cx, model: &Model, state: &mut FirstRunState, send: &mut Commands) {
    let faults = if state.tried {
        clinic_faults(cx, state)
    } else {
        Vec::new()
    };
    let error = |field: &str| fault_of(&faults, SCOPE, field);
    error_summary_ui(ui, cx, &faults, std::mem::take(&mut state.just_refused));
    if let Some(fault) = &model.fault {
        parts::fault_ui(ui, cx, fault);
    }
    country_ui(ui, cx, state, error("country").as_deref());
    Field::new(
        RecordKey::new(SCOPE, "clinic"),
        &cx.tr("screen-clinic-name"),
        &mut state.clinic,
    )
    .hint(&cx.tr("screen-clinic-hint"))
    .width(f32::INFINITY)
    .error(error("clinic").as_deref())
    .char_limit(120)
    .show(ui, cx);
    ui.add_space(space::XS);
    let column = column_width(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        Field::new(
            RecordKey::new(SCOPE, "name"),
            &cx.tr("screen-your-name"),
            &mut state.name,
        )
        .width(column)
        .error(error("name").as_deref())
        .char_limit(120)
        .show(ui, cx);
        Field::new(
            RecordKey::new(SCOPE, "login"),
            &cx.tr("screen-login"),
            &mut state.login,
        )
        .hint(&cx.tr("screen-login-hint"))
        .width(column)
        .error(error("login").as_deref())
        .char_limit(64)
        .show(ui, cx);
    });
    let names = FIRST_ROLES.map(|r| parts::role_word(cx, r));
    let options: Vec<&str> = names.iter().map(String::as_str).collect();
    Choice::new(
        RecordKey::new(SCOPE, "role"),
        &cx.tr("screen-your-role"),
        &mut state.role,
        &options,
    )
    .error(error("role").as_deref())
    .show(ui, cx);
    if state
        .role
        .is_some_and(|r| FIRST_ROLES.get(r) != Some(&Role::Manager))
    {
        parts::hint_ui(ui, cx, &cx.tr("screen-role-hint"));
    }
    ui.add_space(space::XS);
    state.password.show(ui, cx, SCOPE, &faults);
    ui.add_space(space::M);
    let wait = cx.tr("screen-first-making");
    let pressed = Btn::primary(&cx.tr("screen-first-create"))
        .blocked(state.sent.then_some(wait.as_str()))
        .show(ui, cx)
        .clicked();
    if pressed {
        state.tried = true;
        if clinic_faults(cx, state).is_empty() {
            state.sent = true;
            send.job(Job::CreateClinic(Box::new(NewClinic {
                name: state.clinic.trim().to_owned(),
                country: state
                    .country
                    .and_then(|c| Country::ALL.get(c).copied())
                    .unwrap_or(Country::Kz),
                lang: cx.lang,
                login: state.login.trim().to_owned(),
                user_name: state.name.trim().to_owned(),
                role: state
                    .role
                    .and_then(|r| FIRST_ROLES.get(r).copied())
                    .unwrap_or(Role::Feldsher),
                password: state.password.text.clone(),
            })));
        } else {
            state.just_refused = true;
        }
    }
}

fn clinic_faults(cx: &Cx, state: &FirstRunState) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let mut add = |field: &str, key: &str| {
        faults.push(FieldFault {
            field: RecordKey::new(SCOPE, field).id(),
            text: cx.tr(key),
        });
    };
    if state.country.is_none() {
        add("country", "screen-need-country");
    }
    if state.clinic.trim().is_empty() {
        add("clinic", "screen-need-clinic");
    }
    if state.name.trim().is_empty() {
        add("name", "screen-need-your-name");
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

/// Letters, digits, dot, hyphen, underscore; what can be typed on every keyboard of the house.
pub fn login_fits(login: &str) -> bool {
    let login = login.trim();
    !login.is_empty()
        && login.chars().count() <= 64
        && login
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

fn demo_ui(ui: &mut Ui, cx: &Cx, model: &Model, state: &mut FirstRunState, send: &mut Commands) {
    if let Some(fault) = &model.fault {
        parts::fault_ui(ui, cx, fault);
    }
    parts::paragraph_ui(ui, &cx.tr("screen-demo-sentence"));
    ui.add_space(space::XS);
    let need_country =
        (state.tried && state.country.is_none()).then(|| cx.tr("screen-need-country"));
    country_ui(ui, cx, state, need_country.as_deref());
    if state.patients.is_empty() {
        state.patients = DEMO_PATIENTS.to_string();
    }
    let patients = demo_count(&state.patients);
    let need_count = (state.tried && patients.is_none()).then(|| cx.tr("screen-need-count"));
    Field::new(
        RecordKey::new(SCOPE, "patients"),
        &cx.tr("screen-demo-count"),
        &mut state.patients,
    )
    .width(size::NUMBER)
    .error(need_count.as_deref())
    .char_limit(6)
    .show(ui, cx);
    ui.add_space(space::M);
    let wait = match model.progress {
        Some((_, done, of)) => cx.tr_with(
            "screen-demo-progress",
            &[("done", &done.to_string()), ("of", &of.to_string())],
        ),
        None => cx.tr("screen-first-making"),
    };
    let pressed = Btn::primary(&cx.tr("screen-demo-make"))
        .blocked(state.sent.then_some(wait.as_str()))
        .show(ui, cx)
        .clicked();
    if !pressed {
        return;
    }
    state.tried = true;
    let country = state.country.and_then(|c| Country::ALL.get(c).copied());
    if let (Some(country), Some(patients)) = (country, patients) {
        state.sent = true;
        send.job(Job::MakeDemo {
            patients,
            seed: DEMO_SEED,
            country,
            lang: cx.lang,
        });
    }
}

fn demo_count(text: &str) -> Option<u32> {
    text.trim()
        .parse()
        .ok()
        .filter(|n| (1..=DEMO_MAX).contains(n))
}

/// The recovery sheets, once.
pub fn shares_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    shares: &[String],
    state: &mut FirstRunState,
    send: &mut Commands,
) {
    parts::sheet_ui(ui, cx, "shares", WIDTH, |ui| {
        let clinic = model.session.as_ref().map_or("", |s| s.clinic.as_str());
        parts::head_ui(ui, &cx.tr("screen-shares-title"), None);
        parts::paragraph_ui(ui, &cx.tr("screen-shares-sentence"));
        ui.add_space(space::S);
        for (index, share) in shares.iter().enumerate() {
            share_ui(ui, cx, index + 1, shares.len(), share);
        }
        Alert::new(
            "shares-once",
            Severity::Required,
            &cx.tr("screen-shares-once"),
        )
        .sentence(&cx.tr("screen-shares-once-sentence"))
        .show(ui, cx);
        ui.add_space(space::XS);
        ui.horizontal(|ui| {
            let save = Btn::secondary(&cx.tr("screen-shares-save"))
                .blocked(None)
                .show(ui, cx);
            if save.clicked() && state.saving.is_none() {
                state.saving = Some(ask_where_and_save(
                    ui.ctx(),
                    sheets_text(cx, clinic, shares),
                ));
            }
            match &state.saved {
                Some(Ok(path)) => {
                    let path = path.display().to_string();
                    ui.add(
                        Label::new(small(
                            cx,
                            cx.tr_with("screen-shares-saved", &[("path", &path)]),
                        ))
                        .wrap(),
                    );
                }
                Some(Err(reason)) => {
                    let text = cx.tr_with("screen-shares-not-saved", &[("reason", reason)]);
                    ui.add(Label::new(RichText::new(text).color(cx.tokens().danger.fg)).wrap());
                }
                None => {}
            }
        });
        take_answer(state);
        ui.add_space(space::S);
        parts::tick_ui(
            ui,
            cx,
            Id::unique("feldsher-shares-written"),
            &mut state.written,
            &cx.tr("screen-shares-written"),
        );
        ui.add_space(space::S);
        let reason = cx.tr("screen-shares-need-tick");
        if Btn::primary(&cx.tr("common-continue"))
            .blocked((!state.written).then_some(reason.as_str()))
            .show(ui, cx)
            .clicked()
        {
            send.ask(Ask::SharesWritten);
        }
    });
}

fn share_ui(ui: &mut Ui, cx: &Cx, number: usize, of: usize, share: &str) {
    let t = cx.tokens();
    egui::Frame::new()
        .fill(t.ground)
        .stroke(egui::Stroke::new(size::HAIRLINE, t.line))
        .corner_radius(size::RADIUS)
        .inner_margin(egui::Margin::symmetric(12, 8))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(space::S, 2.0);
            let args = [("number", number.to_string()), ("of", of.to_string())];
            let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
            heading_ui(ui, &cx.tr_with("screen-share", &args));
            ui.add(Label::new(strong(share)).wrap().selectable(true));
        });
}

/// One sheet a page: the form feed starts a new paper on every printer.
fn sheets_text(cx: &Cx, clinic: &str, shares: &[String]) -> String {
    let of = shares.len().to_string();
    shares
        .iter()
        .enumerate()
        .map(|(index, share)| {
            let number = (index + 1).to_string();
            let head = cx.tr_with("screen-share", &[("number", &number), ("of", &of)]);
            let say = cx.tr("screen-shares-paper");
            format!("Feldsher\n{clinic}\n\n{head}\n\n{share}\n\n{say}\n")
        })
        .collect::<Vec<_>>()
        .join("\u{c}")
}

/// The desktop's own dialog may stay open for minutes: it has a thread of its own.
fn ask_where_and_save(ctx: &egui::Context, text: String) -> Saving {
    let answer: Saving = Arc::new(Mutex::new(None));
    let (slot, ctx) = (Arc::clone(&answer), ctx.clone());
    let started = std::thread::Builder::new()
        .name("save-shares".into())
        .spawn(move || {
            let chosen = rfd::FileDialog::new()
                .set_file_name("feldsher-recovery.txt")
                .save_file();
            let done = chosen.map(|path| {
                std::fs::write(&path, text)
                    .map(|()| path)
                    .map_err(|e| e.to_string())
            });
            if let Ok(mut slot) = slot.lock() {
                *slot = Some(done);
            }
            ctx.request_repaint();
        });
    if let Err(error) = started
        && let Ok(mut slot) = answer.lock()
    {
        *slot = Some(Some(Err(error.to_string())));
    }
    answer
}

fn take_answer(state: &mut FirstRunState) {
    let answer = state
        .saving
        .as_ref()
        .and_then(|s| s.lock().ok())
        .and_then(|mut slot| slot.take());
    if let Some(answer) = answer {
        state.saving = None;
        if answer.is_some() {
            state.saved = answer;
        }
    }
}

/// The sentence at a field.
pub fn fault_of(faults: &[FieldFault], scope: &str, field: &str) -> Option<String> {
    let id = RecordKey::new(scope, field).id();
    faults
        .iter()
        .find(|f| f.field == id)
        .map(|f| f.text.clone())
}

fn column_width(ui: &Ui) -> f32 {
    (ui.available_width() - space::L) * 0.5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demo_has_a_sane_number_of_patients() {
        for (text, expected) in [
            ("500", Some(500)),
            (" 20000 ", Some(20_000)),
            ("0", None),
            ("20001", None),
            ("много", None),
        ] {
            assert_eq!(demo_count(text), expected, "{text}");
        }
    }

    #[test]
    fn each_sheet_is_a_page_of_its_own() {
        let cx = Cx::new(
            Lang::En,
            crate::ui::theme::tokens::Scheme::Light,
            chrono::NaiveDate::default(),
        );
        let text = sheets_text(&cx, "Aqsu", &["AAAA".into(), "BBBB".into()]);
        let pages: Vec<&str> = text.split('\u{c}').collect();
        assert_eq!(pages.len(), 2);
        assert!(pages[0].contains("AAAA") && !pages[0].contains("BBBB"));
        assert!(pages[1].contains("Aqsu"));
    }
}
