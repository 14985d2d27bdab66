//! Scenes of work on a card: the visit, its orders, a dose at the bedside.

use egui::Key;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::forms::{FormSet, VISIT};
use feldsher::ui::command::Command;
use feldsher::ui::screens::Route;

use super::hand::{Hand as _, Window, word};
use super::house::{enter, people};
use super::{Scene, scene};

pub const SCENES: [Scene; 25] = [
    scene("visit-new", visit),
    scene("visit-draft", || {
        let mut h = enter(Role::Doctor);
        h.card(people().child);
        let draft = Some(people().draft);
        h.go(Route::Visit { draft });
        h
    }),
    scene("visit-values", || {
        let mut h = visit();
        for (field, text) in [
            ("bp-sys", "152"),
            ("bp-dia", "96"),
            ("pulse", "88"),
            ("resp", "24"),
            ("spo2", "93"),
            ("temp", "38,9"),
        ] {
            h.fill(&asked(field), text);
        }
        h.run_steps(20);
        h
    }),
    scene("visit-refused", || {
        let mut h = visit();
        h.fill(&asked("bp-sys"), "900");
        h.ctrl(Key::Enter);
        h
    }),
    scene("visit-unusual", || {
        let mut h = diagnosed();
        h.fill(&asked("temp"), "41,5");
        h.ctrl(Key::Enter);
        h
    }),
    scene("visit-diagnosis", || {
        let mut h = visit();
        h.key(Key::F7);
        h.typed_here("гиперт");
        h
    }),
    scene("visit-signed", || {
        let mut h = diagnosed();
        h.ctrl(Key::Enter);
        h.run_steps(20);
        h
    }),
    scene("visit-discard", || of_visit("card-discard")),
    scene("visit-referral", || of_visit("card-refer")),
    scene("calculators", || of_visit("calc-open")),
    scene("calculator-score2", || {
        let mut h = of_visit("calc-open");
        h.button("calc-name-score2");
        h
    }),
    scene("sick-child", || {
        let mut h = enter(Role::Feldsher);
        h.card(people().child);
        h.order(Command::SickChild);
        h
    }),
    scene("prescribe", prescribe),
    scene("prescribe-search", || {
        let mut h = prescribe();
        h.fill(&word("common-medicine"), "амок");
        h
    }),
    scene("prescribe-order", || ordered("амлоди", "")),
    scene("prescribe-within", || ordered("парацет", "500")),
    scene("prescribe-outside", || ordered("парацет", "5000")),
    scene("prescribe-reason", || {
        let mut h = ordered("парацет", "5000");
        h.button("card-rx-add");
        h
    }),
    scene("prescribe-second", || {
        let mut h = ordered("морфин", "900");
        h.button("card-rx-add");
        h
    }),
    scene("prescribe-taken", || {
        let mut h = ordered("энала", "10");
        h.run_steps(4);
        h
    }),
    scene("give", give),
    scene("give-not", || {
        let mut h = give();
        h.button("give-not");
        h.button("give-not-do");
        h
    }),
    scene("give-elsewhere", || {
        let mut h = give();
        h.button("give-elsewhere");
        h
    }),
    scene("paper-prescription", || {
        let mut h = enter(Role::Doctor);
        h.card(people().child);
        let (patient, prescription) = (people().child, people().order);
        let what = feldsher::worker::PaperOf::Prescription {
            patient,
            prescription,
        };
        h.go(Route::Preview(Box::new(what)));
        h
    }),
    scene("paper-draft", || {
        let mut h = diagnosed();
        h.ctrl(Key::P);
        h
    }),
];

/// The name of a question of the visit.
pub fn asked(link_id: &str) -> String {
    let form = FormSet::in_force().current(VISIT).unwrap();
    form.item(link_id).unwrap().text(Lang::Ru).to_owned()
}

/// A visit of the man, begun.
fn visit() -> Window {
    let mut h = enter(Role::Doctor);
    h.card(people().man);
    h.order(Command::NewVisit);
    h
}

fn of_visit(button: &str) -> Window {
    let mut h = visit();
    h.button(button);
    h
}

fn diagnosed() -> Window {
    let mut h = visit();
    h.fill(&asked("complaints"), "Головная боль к вечеру");
    h.key(Key::F7);
    h.typed_here("I10");
    h.key(Key::ArrowDown);
    h.key(Key::Enter);
    h
}

fn prescribe() -> Window {
    let mut h = visit();
    h.order(Command::Prescribe);
    h
}

fn ordered(medicine: &str, dose: &str) -> Window {
    let mut h = prescribe();
    h.fill(&word("common-medicine"), medicine);
    h.key(Key::ArrowDown);
    h.key(Key::Enter);
    if !dose.is_empty() {
        h.fill(&word("card-one-dose"), dose);
        h.run_steps(6);
    }
    h
}

fn give() -> Window {
    let mut h = enter(Role::Nurse);
    h.card(people().child);
    let order = people().order;
    h.go(Route::Give { order });
    h
}
