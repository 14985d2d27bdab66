//! How many keys the commonest tasks take, over the real worker, from a signed-in window to the record. A chord counts as its keys, typed
//! letters and figures are counted apart. Each task has its limit: a screen that asks for more keys than it did fails here.

mod roles;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;
use feldsher::domain::card::SignatureState;
use feldsher::domain::immunisation::ImmunisationStatus;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::forms::{FormSet, VISIT};
use feldsher::i18n::tr;
use feldsher::ui::screens::Route;

use crate::ui::keys::{Keys as _, Strokes, strokes};
use crate::ui_day::Room;
use crate::ui_pictures::house::enter;

type Window = Harness<'static, Room>;

const CTRL: Modifiers = Modifiers::COMMAND;

fn word(key: &str) -> String {
    tr(Lang::Ru, key, &[])
}

/// The name of a question of the visit.
fn asked(link_id: &str) -> String {
    let form = FormSet::in_force().current(VISIT).unwrap();
    form.item(link_id).unwrap().text(Lang::Ru).to_owned()
}

/// The task is done: no pointer helped, and it took at most so many keys.
fn within(h: &Window, task: &str, limit: usize) {
    h.only_keys();
    let Strokes { keys, letters } = strokes(&h.ctx);
    eprintln!("strokes: {task}: {keys} keys, {letters} letters and figures");
    assert!(keys <= limit, "{task}: {keys} keys, {limit} at most");
}

/// F3, letters of the name, Enter: the card.
fn find(h: &mut Window, letters: &str) {
    h.press(Key::F3);
    h.typed(letters);
    h.run_steps(40);
    h.press(Key::Enter);
    h.run_steps(12);
    assert_eq!(h.state().app.route, Route::Card, "{letters}");
}

/// The unusual is asked about once more.
fn sign(h: &mut Window) {
    for _ in 0..2 {
        if !h.sees("Подписано") {
            h.chord(CTRL, Key::Enter);
            h.run_steps(20);
        }
    }
    assert!(h.sees("Подписано"));
}

fn print(h: &mut Window) {
    h.chord(CTRL, Key::P);
    h.run_steps(10);
    assert!(matches!(h.state().app.route, Route::Preview(_)));
    h.chord(CTRL, Key::P);
    h.run_steps(10);
    let pdf = std::fs::read(&h.state().printed[0]).unwrap();
    assert!(pdf.starts_with(b"%PDF"));
}

#[test]
fn a_returning_patients_visit_with_one_prescription() {
    let mut h = enter(Role::Doctor);
    find(&mut h, "мысалбаев");
    h.press(Key::F4);
    h.write(&asked("complaints"), "головная боль к вечеру");
    // In the order in which the form asks.
    h.write(&asked("temp"), "36,7");
    h.write(&asked("bp-sys"), "150/94");
    h.press(Key::Enter);
    h.typed("78");
    // The diagnosis of the last visit stands first.
    h.press(Key::F7);
    h.run_steps(4);
    h.typed("1");
    h.press(Key::F9);
    h.run_steps(4);
    h.typed("индапа");
    h.press(Key::ArrowDown);
    h.press(Key::Enter);
    h.run_steps(4);
    h.write(&word("card-one-dose"), "2,5");
    h.write(&word("card-times"), "1");
    h.write(&word("card-days"), "30");
    h.chord(CTRL, Key::S);
    h.run_steps(8);
    let route = h.state().app.route.clone();
    assert!(matches!(route, Route::Visit { .. }), "{route:?}");
    sign(&mut h);
    print(&mut h);
    within(
        &h,
        "doctor: returning patient, find, vitals, diagnosis, prescription, sign, print",
        50,
    );
    let card = h.state().app.model.card.as_ref().unwrap();
    let visit = &card.visits[0];
    assert_eq!(visit.signature, SignatureState::Valid);
    assert_eq!(visit.content.diagnoses[0].code, "I10");
    let kept = |id: &str| visit.content.answers[id].clone();
    let pressure = (kept("bp-sys"), kept("bp-dia"), kept("pulse"));
    assert!(pressure.0.contains("150"), "{pressure:?}");
    assert!(pressure.1.contains("94"), "{pressure:?}");
    assert!(pressure.2.contains("78"), "{pressure:?}");
    let order = &card.prescriptions[0].content;
    assert_eq!((order.dose.as_str(), order.days), ("2.5", Some(30)));
}

/// The doctor who sees the same patient for the same thing: Ctrl+D, then the earlier order, which is checked anew.
#[test]
fn as_last_time_takes_few_keys() {
    let mut h = enter(Role::Doctor);
    find(&mut h, "мысалбаев");
    let before = h.state().app.model.card.as_ref().unwrap().clone();
    h.press(Key::F4);
    h.chord(CTRL, Key::D);
    h.press(Key::F9);
    h.run_steps(4);
    h.press(Key::ArrowDown);
    h.run_steps(4);
    h.press(Key::Enter);
    h.run_steps(6);
    h.chord(CTRL, Key::S);
    h.run_steps(8);
    assert!(matches!(h.state().app.route, Route::Visit { .. }));
    sign(&mut h);
    within(
        &h,
        "doctor: as last time, find, complaints and diagnosis, the earlier order, sign",
        16,
    );
    let card = h.state().app.model.card.as_ref().unwrap();
    let (last, now) = (&before.visits[0].content, &card.visits[0].content);
    assert_eq!(now.answers["complaints"], last.answers["complaints"]);
    assert_eq!(now.diagnoses[0].code, last.diagnoses[0].code);
    // What was measured then was not measured today.
    for measured in ["weight", "temp", "bp-sys", "bp-dia", "pulse"] {
        assert!(!now.answers.contains_key(measured), "{measured}");
    }
    let orders: Vec<_> = card.prescriptions.iter().map(|p| &p.content).collect();
    assert_eq!(orders.len(), 2);
    assert_eq!(orders[0].medicine, orders[1].medicine);
    assert_eq!(
        (&orders[0].dose, orders[0].days),
        (&orders[1].dose, orders[1].days)
    );
    assert!(!orders[0].answer.is_empty(), "the check ran");
}

/// A figure that is typed as two letters of a search stays a search; one that is struck in the empty field takes the row.
#[test]
fn what_this_doctor_signs_most_is_offered_first() {
    let mut h = enter(Role::Doctor);
    find(&mut h, "мысалбаев");
    h.press(Key::F4);
    h.press(Key::F7);
    h.run_steps(6);
    let own = &h.state().app.model.own_diagnoses;
    assert!(!own.is_empty(), "the demo's doctor has signed visits");
    assert!(own.windows(2).all(|two| two[0].times >= two[1].times));
    assert!(h.sees(&word("card-diagnosis-own")));
    // Enter alone chooses nothing.
    h.press(Key::Enter);
    assert!(h.sees(&word("card-diagnosis-none")));
    h.press(Key::F7);
    h.run_steps(4);
    h.typed("12");
    assert!(h.sees(&word("card-diagnosis-none")), "«12» is no row");
}

/// What she pinned stands first for the next patient too, and no longer when she takes it back.
#[test]
fn a_pinned_diagnosis_is_offered_first() {
    let mut h = enter(Role::Doctor);
    find(&mut h, "мысалбаев");
    h.press(Key::F4);
    h.press(Key::F7);
    h.run_steps(4);
    h.typed("A09");
    h.run_steps(4);
    h.press(Key::ArrowDown);
    h.press(Key::Enter);
    h.run_steps(6);
    // The button of the row stands right before the search.
    h.chord(egui::Modifiers::SHIFT, Key::Tab);
    assert_eq!(h.focused(), Some(word("card-diagnosis-pin")));
    h.press(Key::Enter);
    h.run_steps(12);
    let first = |h: &Window| h.state().app.model.own_diagnoses[0].clone();
    assert_eq!((first(&h).code.as_str(), first(&h).pinned), ("A09", true));
    h.chord(CTRL, Key::W);
    h.run_steps(8);
    find(&mut h, "мысалова");
    h.press(Key::F4);
    h.press(Key::F7);
    h.run_steps(6);
    h.typed("1");
    h.run_steps(6);
    within(
        &h,
        "doctor: pins a diagnosis, takes it for the next patient",
        40,
    );
    assert!(h.sees("A09"), "the first offer was the pinned one");
    h.chord(egui::Modifiers::SHIFT, Key::Tab);
    assert_eq!(h.focused(), Some(word("card-diagnosis-unpin")));
    h.press(Key::Enter);
    h.run_steps(12);
    assert!(!first(&h).pinned);
}

#[test]
fn a_nurse_gives_an_ordered_dose() {
    let mut h = enter(Role::Nurse);
    h.chord(CTRL, Key::R);
    h.run_steps(8);
    h.tab_to(&word("ui-command-round"));
    for _ in 0..30 {
        let is_there = h.root().children_recursive().any(|n| {
            let node = n.accesskit_node();
            let chosen = node.toggled() == Some(egui::accesskit::Toggled::True);
            chosen && node.label().is_some_and(|l| l.contains("КУРСОВ"))
        });
        if is_there {
            break;
        }
        h.press(Key::ArrowDown);
    }
    h.press(Key::Enter);
    h.run_steps(8);
    assert!(matches!(h.state().app.route, Route::Give { .. }));
    h.typed("18,2");
    h.run_steps(4);
    h.tick(&word("card-asked-given"));
    h.tick(&word("card-asked-medicines"));
    if h.sees(&word("card-conditions")) {
        h.pick(&word("card-conditions"), &word("card-conditions-none"));
    }
    h.run_steps(4);
    assert!(h.sees(&word("finding-verdict-within")));
    h.chord(CTRL, Key::Enter);
    h.run_steps(12);
    assert_eq!(h.state().app.route, Route::Round);
    within(
        &h,
        "nurse: the round, an ordered dose, weighed, asked and given",
        30,
    );
}

#[test]
fn a_nurse_vaccinates_a_child() {
    let mut h = enter(Role::Nurse);
    find(&mut h, "мысалова");
    h.press(Key::F8);
    h.tab_to(&word("vaccination-open"));
    h.press(Key::Enter);
    h.run_steps(8);
    h.press(Key::Enter);
    h.run_steps(8);
    h.write(&word("common-lot"), "L77");
    h.write(&word("common-expiry"), "05.2027");
    h.pick(
        &word("vaccination-site"),
        &word("vaccination-site-right-thigh"),
    );
    h.tab_to(&word("vaccination-sign"));
    h.press(Key::Enter);
    h.run_steps(12);
    within(&h, "nurse: find, what is due, lot, expiry, site, sign", 40);
    let card = h.state().app.model.card.as_ref().unwrap();
    let kept = &card.immunisations[0].content;
    assert_eq!(
        (kept.lot.as_str(), kept.status),
        ("L77", ImmunisationStatus::Completed)
    );
}

#[test]
fn a_feldsher_registers_somebody_and_begins_the_visit() {
    let mut h = enter(Role::Feldsher);
    h.chord(CTRL, Key::N);
    h.typed("Новосынақов");
    h.press(Key::Enter);
    h.typed("Үлгі");
    h.write(&word("common-birth-date"), "10.03.1980");
    h.pick(&word("common-sex"), &word("common-sex-male"));
    h.pick(
        &word("screen-allergies-ask"),
        &word("screen-allergies-none"),
    );
    h.chord(CTRL, Key::Enter);
    h.run_steps(12);
    assert_eq!(h.state().app.route, Route::Card);
    h.press(Key::F4);
    h.write(&asked("complaints"), "боль в спине");
    h.run_steps(80);
    within(
        &h,
        "feldsher: registers a new patient, begins the visit",
        30,
    );
    let card = h.state().app.model.card.as_ref().unwrap();
    assert_eq!(card.person.name.family, "Новосынақов");
    assert!(
        h.state().app.screens.visit.draft().is_some(),
        "the draft is kept"
    );
}

#[test]
fn the_extract_of_a_card_is_found_and_printed() {
    let mut h = enter(Role::Doctor);
    find(&mut h, "мысалбаев");
    print(&mut h);
    within(&h, "doctor: find a card, print its extract", 6);
}
