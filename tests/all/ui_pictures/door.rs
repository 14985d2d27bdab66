//! Scenes before somebody is signed in.

use egui::Key;
use feldsher::domain::country::Country;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::ui::command::Command;
use feldsher::worker::{Job, NewClinic};

use super::hand::{Hand as _, Window, word};
use super::house::{PASSWORD, desk, door, enter};
use super::{Scene, scene};
use crate::ui_day::open;

pub const SCENES: [Scene; 9] = [
    scene("first-run", empty),
    scene("first-run-faults", || {
        let mut h = empty();
        h.state_mut().app.first_run.what = Some(0);
        h.run_steps(4);
        h.button("screen-first-create");
        h
    }),
    scene("first-run-demo", || {
        let mut h = empty();
        h.state_mut().app.first_run.what = Some(1);
        h.run_steps(4);
        h
    }),
    scene("shares", shares),
    scene("sign-in", door),
    scene("sign-in-refused", || {
        let mut h = door();
        h.fill(&word("common-password"), "not this one");
        h.key(Key::Enter);
        h
    }),
    scene("recover", || {
        let mut h = door();
        h.button("screen-recover-open");
        h
    }),
    scene("recover-faults", || {
        let mut h = door();
        h.button("screen-recover-open");
        h.button("screen-recover-act");
        h
    }),
    scene("locked", || {
        let mut h = enter(Role::Doctor);
        h.order(Command::Lock);
        h
    }),
];

/// A folder without a clinic.
fn empty() -> Window {
    let folder = tempfile::tempdir().unwrap();
    let mut h = open(Lang::Ru, desk(folder.path()), folder);
    h.run_steps(6);
    h
}

fn shares() -> Window {
    let mut h = empty();
    let job = Job::CreateClinic(Box::new(NewClinic {
        name: "Үлгі ФАП".into(),
        country: Country::Kz,
        lang: Lang::Ru,
        login: "aigul".into(),
        user_name: "Үлгіқызы А.".into(),
        role: Role::Doctor,
        password: PASSWORD.into(),
    }));
    let room = h.state_mut();
    room.desk
        .handle(job, &mut |event| room.events.send(event).unwrap());
    h.run_steps(8);
    h
}
