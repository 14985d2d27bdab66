//! Scenes of the house: its lists and what belongs to no card.

use egui::Key;
use egui::accesskit::Role as Is;
use feldsher::domain::role::Role;
use feldsher::ui::command::Command;
use feldsher::worker::{CourierNews, Event};

use super::hand::{Hand as _, Window, word};
use super::house::enter;
use super::{Scene, scene};
use crate::ui_screens::people as told;

pub const SCENES: [Scene; 41] = [
    scene("worklist", || at(Role::Doctor, Command::Worklist)),
    scene("search", || at(Role::Doctor, Command::FindPatient)),
    scene("search-results", || search("үлгі")),
    scene("search-nobody", || search("щщщщ")),
    scene("registration", || at(Role::Registrar, Command::NewPatient)),
    scene("registration-faults", || {
        let mut h = at(Role::Doctor, Command::NewPatient);
        h.ctrl(Key::Enter);
        h
    }),
    scene("registration-duplicate", duplicate),
    scene("conflicts", conflicts),
    scene("conflict-confirm", || {
        let mut h = conflicts();
        h.state_mut().app.screens.conflicts.keep = Some(0);
        h.run_steps(4);
        h.button("screen-conflict-settle");
        h
    }),
    scene("proposals", || at(Role::Doctor, Command::Proposals)),
    scene("recall-vaccination", || at(Role::Nurse, Command::Recall)),
    scene("recall-screening", || recall("calls-kind-screening")),
    scene("recall-follow-up", || recall("calls-kind-follow-up")),
    scene("recall-pregnancy", || recall("calls-kind-pregnancy")),
    scene("round", || at(Role::Nurse, Command::Round)),
    scene("reviews", || at(Role::Doctor, Command::Reviews)),
    scene("reviews-nurse", || at(Role::Nurse, Command::Reviews)),
    scene("reviews-stop", || {
        let mut h = at(Role::Doctor, Command::Reviews);
        h.button("review-stop");
        h
    }),
    scene("rules", || at(Role::Pharmacist, Command::Rules)),
    scene("rules-read", rules),
    scene("rules-sign", || {
        let mut h = rules();
        let sign = feldsher::i18n::tr_n(feldsher::domain::lang::Lang::Ru, "rules-sign", 1, &[]);
        h.push_nth(Is::Button, &sign, 0);
        h
    }),
    scene("sync", sync),
    scene("sync-enrol", || {
        let mut h = sync();
        h.button("screen-sync-enrol-again");
        h
    }),
    scene("sync-none", || at(Role::Doctor, Command::SyncStatus)),
    scene("sync-stick-to", || {
        let mut h = sync();
        h.button("courier-to-stick");
        h
    }),
    scene("sync-stick-from", || {
        let mut h = sync();
        h.button("courier-from-stick");
        h
    }),
    scene("sync-stick-written", || {
        let mut h = sync();
        h.hear(Event::Courier(
            CourierNews::Written(told::courier_written()),
        ));
        h
    }),
    scene("sync-stick-read", || {
        let mut h = sync();
        h.hear(Event::Courier(CourierNews::Read(told::courier_read())));
        h
    }),
    scene("users", || users("")),
    scene("users-add", || users("screen-users-add")),
    scene("users-remove", || users("screen-users-remove")),
    scene("users-reset", || users("screen-users-reset")),
    scene("access-log", || at(Role::Auditor, Command::AccessLog)),
    scene("settings", || {
        let mut h = at(Role::Doctor, Command::Settings);
        h.hear(Event::Forms(told::forms()));
        h
    }),
    scene("settings-faults", || {
        let mut h = at(Role::Doctor, Command::Settings);
        h.button("screen-own-password-act");
        h
    }),
    scene("help", || at(Role::Doctor, Command::Help)),
    scene("help-visit", || help(3)),
    scene("help-prescribe", || help(4)),
    scene("help-trouble", || help(12)),
    scene("help-keys", || help(15)),
    scene("palette", || at(Role::Doctor, Command::Palette)),
];

fn at(role: Role, command: Command) -> Window {
    let mut h = enter(role);
    h.order(command);
    h
}

/// The help at the topic so many lines below the first.
fn help(below: usize) -> Window {
    let mut h = at(Role::Doctor, Command::Help);
    for _ in 0..below {
        h.key(Key::ArrowDown);
    }
    h
}

fn search(text: &str) -> Window {
    let mut h = at(Role::Doctor, Command::FindPatient);
    h.fill(&word("ui-command-find-patient"), text);
    h.run_steps(30);
    h
}

fn duplicate() -> Window {
    let mut h = at(Role::Doctor, Command::NewPatient);
    let s = &mut h.state_mut().app.screens.registration;
    s.family = "Үлгібаев".into();
    s.given = "Сынақ".into();
    s.born = "10.3.2024".into();
    s.sex = Some(1);
    s.numbers[0].text = "240310599995".into();
    s.allergies = Some(0);
    s.allergy_rows[0].substance = "пенициллин".into();
    s.allergy_rows[0].reaction = "крапивница".into();
    s.phone = "701 123 45 67".into();
    s.address = "Үлгілі ауылы, Мысал көшесі 12".into();
    h.run_steps(60);
    h
}

fn conflicts() -> Window {
    let mut h = at(Role::Doctor, Command::Conflicts);
    h.hear(Event::Conflicts(told::conflicts()));
    h
}

fn recall(kind: &str) -> Window {
    let mut h = at(Role::Nurse, Command::Recall);
    h.push(Is::RadioButton, kind);
    h.run_steps(30);
    h
}

fn rules() -> Window {
    let mut h = at(Role::Pharmacist, Command::Rules);
    h.hear(Event::Approvals(told::approvals()));
    h.state_mut().app.screens.rules.show_all();
    h.run_steps(4);
    h.push(Is::CheckBox, "rules-read");
    h
}

fn sync() -> Window {
    let mut h = at(Role::Doctor, Command::SyncStatus);
    h.hear(Event::Sync(told::sync_view()));
    h
}

fn users(act: &str) -> Window {
    let mut h = at(Role::Manager, Command::Users);
    if act == "screen-users-add" {
        h.button(act);
    } else {
        h.push_nth(Is::Row, "Мейірбике", 0);
        if !act.is_empty() {
            h.button(act);
        }
    }
    h
}
