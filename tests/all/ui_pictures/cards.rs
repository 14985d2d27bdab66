//! Scenes of an open card: what is read, and the dialogs that change it.

use egui::Key;
use egui::accesskit::Role as Is;
use feldsher::domain::role::Role;
use feldsher::ui::command::Command;
use feldsher::ui::screens::Route;
use feldsher::worker::PaperOf;

use super::hand::{Hand as _, Window, word};
use super::house::{enter, people};
use super::{Scene, scene};

pub const SCENES: [Scene; 35] = [
    scene("card-child", child),
    scene("card-woman", || opened(Role::Feldsher, |p| p.woman)),
    scene("card-man", man),
    scene("card-dead", || opened(Role::Doctor, |p| p.dead)),
    scene("card-passport", || {
        // In a narrow window F8 brings the passport to the front; in a wide one the keyboard goes to it.
        let mut h = child();
        h.set_size(egui::vec2(1024.0, 600.0));
        h.run_steps(4);
        h.key(Key::F8);
        h
    }),
    scene("card-find", || {
        let mut h = man();
        h.ctrl(Key::F);
        h
    }),
    scene("card-log", || {
        let mut h = child();
        h.order(Command::AccessLog);
        h
    }),
    scene("visit-read", read),
    scene("visit-withdraw", || {
        let mut h = read();
        h.button("card-withdraw");
        h.button("card-withdraw-do");
        h
    }),
    scene("form-choice", || child_dialog("card-form-other")),
    scene("referral", || child_dialog("card-refer")),
    scene("edit-allergy", || add(child(), 0)),
    scene("edit-alert", || add(child(), 1)),
    scene("edit-problem", || add(child(), 2)),
    scene("edit-medicine", || add(child(), 3)),
    scene("edit-blood", || change(child(), 0)),
    scene("edit-pregnancy", || {
        let mut h = opened(Role::Doctor, |p| p.woman);
        h.push_nth(Is::Button, &word("common-edit"), 0);
        h
    }),
    scene("growth", || child_dialog("growth-open")),
    scene("growth-arithmetic", || {
        let mut h = child_dialog("growth-open");
        h.button("growth-show-arithmetic");
        h
    }),
    scene("vaccination", vaccination),
    scene("vaccination-give", || {
        let mut h = vaccination();
        h.button("vaccination-record");
        h
    }),
    scene("vaccination-faults", || {
        let mut h = vaccination();
        h.button("vaccination-record");
        h.button("vaccination-sign");
        h
    }),
    scene("pregnancy", pregnancy),
    scene("pregnancy-plan", || tab("pregnancy-tab-plan")),
    scene("pregnancy-fundal", || tab("pregnancy-tab-fundal")),
    scene("pregnancy-weight", || tab("pregnancy-tab-weight")),
    scene("pregnancy-booking", || tab("pregnancy-tab-booking")),
    scene("pregnancy-edit", || of_pregnancy("pregnancy-correct")),
    scene("pregnancy-end", || of_pregnancy("pregnancy-end")),
    scene("prevention", prevention),
    scene("prevention-mark", || {
        let mut h = prevention();
        h.button("prevention-record");
        h
    }),
    scene("paper-discharge", || {
        let mut h = child();
        let (patient, visit) = (people().child, people().visit);
        h.go(Route::Preview(Box::new(PaperOf::Discharge {
            patient,
            visit,
        })));
        h
    }),
    scene("paper-vaccination", || {
        let mut h = opened(Role::Nurse, |p| p.infant);
        let patient = people().infant;
        h.go(Route::Preview(Box::new(PaperOf::Vaccination { patient })));
        h
    }),
    scene("paper-growth", || {
        let mut h = child();
        let patient = people().child;
        h.go(Route::Preview(Box::new(PaperOf::Growth { patient })));
        h
    }),
    scene("paper-plan", || {
        let mut h = man();
        let patient = people().man;
        h.go(Route::Preview(Box::new(PaperOf::MonthPlan { patient })));
        h
    }),
];

fn opened(role: Role, of: fn(&super::house::People) -> feldsher::domain::ids::PatientId) -> Window {
    let mut h = enter(role);
    h.card(of(&people()));
    h
}

fn child() -> Window {
    opened(Role::Doctor, |p| p.child)
}

fn man() -> Window {
    opened(Role::Doctor, |p| p.man)
}

fn child_dialog(button: &str) -> Window {
    let mut h = child();
    h.button(button);
    h
}

fn read() -> Window {
    let mut h = child();
    h.stop(Is::Table, "card-timeline");
    h.key(Key::ArrowDown);
    h.key(Key::Enter);
    h
}

/// "Add" of the list number `nth` of the passport.
fn add(mut h: Window, nth: usize) -> Window {
    h.push_nth(Is::Button, &word("common-add"), nth);
    h
}

fn change(mut h: Window, nth: usize) -> Window {
    h.push_nth(Is::Button, &word("common-edit"), nth);
    h
}

fn vaccination() -> Window {
    let mut h = opened(Role::Nurse, |p| p.infant);
    h.button("vaccination-open");
    h
}

fn pregnancy() -> Window {
    let mut h = opened(Role::Feldsher, |p| p.woman);
    h.button("pregnancy-open");
    h
}

fn tab(name: &str) -> Window {
    let mut h = pregnancy();
    h.push(Is::RadioButton, name);
    h
}

fn of_pregnancy(button: &str) -> Window {
    let mut h = pregnancy();
    h.button(button);
    h
}

fn prevention() -> Window {
    let mut h = opened(Role::Nurse, |p| p.man);
    h.button("prevention-open");
    h
}
