//! The further tasks of the three clinical roles; with those of the parent five a role.

use super::*;

/// Ctrl+K, letters of the name in whatever language, ↓ and Enter.
fn order(h: &mut Window, letters: &str) {
    h.chord(CTRL, Key::K);
    h.run_steps(4);
    h.typed(letters);
    h.press(Key::ArrowDown);
    h.press(Key::Enter);
    h.run_steps(8);
}

fn refers(role: Role, task: &str) {
    let mut h = enter(role);
    find(&mut h, "мысалбаев");
    // Kazakh, in a window that speaks Russian.
    order(&mut h, "жолдама");
    h.typed("районная больница");
    h.write(&word("card-referral-why"), "ЭКГ, боль за грудиной");
    h.tab_to(&word("card-refer-do"));
    h.press(Key::Enter);
    h.run_steps(12);
    within(&h, task, 20);
    let card = h.state().app.model.card.as_ref().unwrap();
    assert_eq!(card.referrals[0].content.destination, "районная больница");
}

fn adds_an_allergy(role: Role, task: &str) {
    let mut h = enter(role);
    find(&mut h, "мысалбаев");
    h.press(Key::F8);
    h.run_steps(6);
    h.tab_to(&format!("{} — ", word("common-add")));
    h.press(Key::Enter);
    h.run_steps(6);
    h.typed("йод");
    h.write(&word("card-reactions"), "сыпь");
    h.tab_to(&word("common-save"));
    h.press(Key::Enter);
    h.run_steps(12);
    within(&h, task, 24);
    let card = h.state().app.model.card.as_ref().unwrap();
    let mut agents = card.allergies.iter().map(|a| a.value.substance.as_str());
    assert!(agents.any(|agent| agent == "йод"));
}

fn prints_the_extract(role: Role, task: &str) {
    let mut h = enter(role);
    find(&mut h, "мысалбаев");
    print(&mut h);
    within(&h, task, 6);
}

#[test]
fn a_doctor_refers() {
    refers(Role::Doctor, "doctor: find, refer");
}

#[test]
fn a_doctor_adds_an_allergy() {
    adds_an_allergy(Role::Doctor, "doctor: find, add an allergy");
}

#[test]
fn a_feldsher_refers() {
    refers(Role::Feldsher, "feldsher: find, refer");
}

#[test]
fn a_feldsher_adds_an_allergy() {
    adds_an_allergy(Role::Feldsher, "feldsher: find, add an allergy");
}

#[test]
fn a_feldsher_prints_the_extract() {
    prints_the_extract(Role::Feldsher, "feldsher: find a card, print its extract");
}

#[test]
fn a_nurse_prints_the_extract() {
    prints_the_extract(Role::Nurse, "nurse: find a card, print its extract");
}

#[test]
fn a_nurse_adds_an_allergy() {
    adds_an_allergy(Role::Nurse, "nurse: find, add an allergy");
}

#[test]
fn a_nurse_writes_the_vital_signs_of_a_visit() {
    let mut h = enter(Role::Nurse);
    find(&mut h, "мысалбаев");
    h.press(Key::F4);
    h.write(&asked("complaints"), "измерить давление");
    h.write(&asked("temp"), "36,6");
    h.write(&asked("bp-sys"), "130/85");
    h.press(Key::Enter);
    h.typed("72");
    sign(&mut h);
    within(&h, "nurse: find, vital signs of a visit, sign", 20);
    let card = h.state().app.model.card.as_ref().unwrap();
    assert!(card.visits[0].content.answers["bp-dia"].contains("85"));
}

/// A visit as a feldsher writes it: the diagnosis of the last one is the first that is offered.
#[test]
fn a_feldsher_writes_a_visit_and_signs() {
    let mut h = enter(Role::Feldsher);
    find(&mut h, "мысалбаев");
    h.press(Key::F4);
    h.write(&asked("complaints"), "насморк");
    h.write(&asked("temp"), "37,1");
    h.write(&asked("bp-sys"), "125/80");
    h.press(Key::F7);
    h.run_steps(4);
    h.typed("1");
    h.run_steps(4);
    sign(&mut h);
    within(&h, "feldsher: find, visit, diagnosis, sign", 22);
    let card = h.state().app.model.card.as_ref().unwrap();
    assert!(!card.visits[0].content.diagnoses.is_empty());
}

/// More forms than the list shows at once: the search keeps the keyboard while the arrows walk to the last of them.
#[test]
fn the_list_of_forms_keeps_the_keyboard_to_its_end() {
    let mut h = enter(Role::Doctor);
    find(&mut h, "мысалбаев");
    order(&mut h, "другая форма");
    let search = word("card-form-search");
    for step in 0..15 {
        let focused = h.focused().unwrap_or_default();
        assert!(
            focused.starts_with(&search),
            "after {step} steps: {focused:?}"
        );
        h.press(Key::ArrowDown);
    }
    h.press(Key::Enter);
    h.run_steps(12);
    let route = h.state().app.route.clone();
    assert!(matches!(route, Route::Visit { .. }), "{route:?}");
}
