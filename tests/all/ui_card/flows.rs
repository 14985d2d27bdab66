//! Visit and prescribing by keyboard alone: kept within a second, signed, blocked, warned, allowed; nothing of A beside B.

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::forms::{FormSet, builtin};
use feldsher::ui::screens::Route;
use feldsher::ui::screens::visit::VisitState;
use feldsher::ui::screens::visit_editor::REST_SECS;
use feldsher::worker::{Op, PaperOf};

use super::fixture::{busy_child, child, id, woman};
use super::looks::choose;
use super::stage::{Hands as _, STEP, Stage, stage};
use crate::ui::keys::Keys as _;
use crate::ui::shoot;

fn at_visit() -> Harness<'static, Stage> {
    let mut h = stage(Role::Doctor, Lang::Ru, vec![child(), woman()]);
    h.open(id(10));
    h.press(Key::F4);
    assert_eq!(h.state().app.route, Route::Visit { draft: None });
    h
}

fn at_prescribe(letters: &str) -> Harness<'static, Stage> {
    let mut h = at_visit();
    h.press(Key::F9);
    assert_eq!(h.state().app.route, Route::Prescribe);
    choose(&mut h, letters);
    h
}

fn count(h: &Harness<'static, Stage>, job: &str) -> usize {
    h.state().log.iter().filter(|j| *j == job).count()
}

#[test]
fn what_is_typed_is_kept_within_a_second() {
    let mut h = at_visit();
    assert_eq!(
        count(&h, "SaveDraft"),
        0,
        "an untouched visit makes no draft"
    );
    h.write("Жалобы", "кашель");
    assert!(
        count(&h, "SaveDraft") >= 1,
        "the first change is kept at once"
    );
    // The answer to the first save and the rest of the focus.
    h.run_steps(20);
    let before = count(&h, "SaveDraft");
    h.typed(" ночью");
    assert_eq!(h.focused().as_deref(), Some("Жалобы"), "the focus stays");
    let passes = |secs: f64| (secs / f64::from(STEP)).round() as usize;
    h.run_steps(passes(REST_SECS) - 8);
    assert_eq!(
        count(&h, "SaveDraft"),
        before,
        "not at every key: the rest between two saves is what saves here"
    );
    h.run_steps(passes(1.0 - REST_SECS) + 4);
    assert_eq!(count(&h, "SaveDraft"), before + 1, "kept within a second");
    let kept = h.state().saved.last().unwrap().visit.answers["complaints"].clone();
    assert!(kept.contains("кашель") && kept.contains("ночью"), "{kept}");
    let quiet = count(&h, "SaveDraft");
    h.run_steps(120);
    assert_eq!(count(&h, "SaveDraft"), quiet, "nothing typed, nothing sent");
    assert!(h.sees("Сохранено 14:03:05"), "and it says so");
    let drafts: Vec<_> = h.state().cards[&id(10)]
        .drafts
        .iter()
        .map(|d| d.id)
        .collect();
    assert_eq!(drafts.len(), 1, "one visit, one draft: {drafts:?}");

    // Focus away keeps at once.
    h.typed("!");
    assert_eq!(count(&h, "SaveDraft"), quiet, "not yet");
    h.press(Key::Tab);
    assert!(
        count(&h, "SaveDraft") > quiet,
        "kept on the change of focus"
    );
}

#[test]
fn leaving_and_locking_lose_nothing() {
    let leave: [(&str, fn(&mut Harness<'static, Stage>)); 4] = [
        ("worklist", |h| h.key_press(Key::F2)),
        ("lock", |h| {
            h.key_press_modifiers(Modifiers::COMMAND, Key::L);
        }),
        ("close", |h| {
            h.key_press_modifiers(Modifiers::COMMAND, Key::W);
        }),
        ("end", |h| h.state_mut().app.end()),
    ];
    for (way, go) in leave {
        let mut h = at_visit();
        h.write("Жалобы", "боль");
        h.run_steps(20);
        let before = count(&h, "SaveDraft");
        // One pass: the letters are there, the rest of 0.7 s has hardly begun.
        h.event(egui::Event::Text(" в ухе".into()));
        h.step();
        assert_eq!(count(&h, "SaveDraft"), before, "{way}: not yet kept");
        go(&mut h);
        h.run_steps(4);
        assert!(count(&h, "SaveDraft") > before, "{way}");
        let kept = h.state().saved.last().unwrap().visit.answers["complaints"].clone();
        assert!(kept.ends_with("боль в ухе"), "{way}: {kept}");
        let log = &h.state().log;
        if way == "lock" {
            let place = |job: &str| log.iter().rposition(|j| j == job).unwrap();
            assert!(
                place("SaveDraft") < place("Lock"),
                "kept before the keys go"
            );
            assert!(!h.sees("в ухе"), "and out of sight");
        }
        h.only_keys();
    }
}

/// The card once took the keyboard back to its list every few passes, and drew without end.
#[test]
fn an_open_card_and_an_open_visit_draw_nothing_when_nothing_happens() {
    let mut h = stage(Role::Doctor, Lang::Ru, vec![child(), woman()]);
    h.open(id(12));
    for key in [None, Some(Key::F8), Some(Key::F4), Some(Key::F9)] {
        if let Some(key) = key {
            h.press(key);
        }
        h.run_steps(40);
        let focused = h.focused();
        // With nothing to draw the harness stops long before its forty passes.
        let passes = h.run();
        assert!(passes < 10, "{key:?}: {passes} passes");
        assert_eq!(h.focused(), focused, "{key:?}: the keyboard stays");
    }
}

#[test]
fn a_draft_found_after_a_restart_stands_at_the_top_and_goes_on() {
    let mut h = stage(Role::Doctor, Lang::Ru, vec![busy_child()]);
    h.open(id(10));
    assert!(h.sees("Посещение не подписано"));
    h.tab_to("Продолжить");
    h.press(Key::Enter);
    assert_eq!(
        h.state().app.route,
        Route::Visit {
            draft: Some(id(50))
        }
    );
    assert!(h.sees("Снова температура с ночи"));
    assert!(h.sees("J06.9"));
}

#[test]
fn undo_does_not_cross_patients() {
    let mut h = at_visit();
    h.write("Жалобы", "пациент А");
    h.run_steps(80);
    h.open(id(12));
    h.press(Key::F4);
    h.write("Жалобы", "пациент Б");
    h.run_steps(80);
    for _ in 0..6 {
        h.chord(Modifiers::COMMAND, Key::Z);
        assert!(!h.sees("пациент А"), "B shows words of A");
    }
}

#[test]
fn nothing_of_a_is_visible_beside_b() {
    let mut h = at_visit();
    h.write("Жалобы", "тайна пациента А");
    h.run_steps(4);
    h.open(id(12));
    for word in ["тайна", "ЖҰМАБАЕВ", "Амоксициллин", "Судороги", "J06.9"]
    {
        assert!(!h.sees(word), "{word} of A beside B");
    }
    h.press(Key::F4);
    for word in ["тайна", "Амоксициллин", "13,2"] {
        assert!(!h.sees(word), "{word} of A in the visit of B");
    }
}

#[test]
fn an_empty_visit_is_not_signed_and_a_missing_answer_is_led_to() {
    let mut h = at_visit();
    h.chord(Modifiers::COMMAND, Key::Enter);
    assert!(h.sees("Ещё ничего не записано"));
    assert_eq!(count(&h, "Do"), 0);

    // A form of a site that asks for examination and diagnosis.
    let files = builtin()
        .into_iter()
        .map(|(name, text)| {
            let text = text
                .replace(
                    "\"linkId\": \"exam\",",
                    "\"linkId\": \"exam\", \"required\": true,",
                )
                .replace(
                    "\"linkId\": \"diagnoses\",",
                    "\"linkId\": \"diagnoses\", \"required\": true,",
                );
            (name, text)
        })
        .collect();
    let (forms, mistakes) = FormSet::load(files, Vec::new());
    assert!(mistakes.is_empty(), "{mistakes:?}");
    let forms: &'static FormSet = Box::leak(Box::new(forms));
    let mut h = stage(Role::Doctor, Lang::Ru, vec![child()]);
    h.state_mut().app.screens.visit = VisitState::with_forms(forms);
    h.open(id(10));
    h.state_mut().app.screens.visit = VisitState::with_forms(forms);
    h.press(Key::F4);
    h.write("Жалобы", "кашель");
    assert!(!h.sees("Заполните это поле"), "not before somebody signs");
    h.chord(Modifiers::COMMAND, Key::Enter);
    assert_eq!(count(&h, "Do"), 0);
    shoot(&mut h, "visit-refused-ru");
    let focused = h.focused().unwrap();
    assert!(focused.contains("Заполните это поле"), "{focused}");
    h.press(Key::Enter);
    h.run_steps(4);
    assert_eq!(h.focused().as_deref(), Some("Объективные данные"));
    h.typed("чисто");
    h.chord(Modifiers::COMMAND, Key::Enter);
    assert!(h.sees("Выберите диагноз"), "the diagnosis is still missing");
    assert_eq!(count(&h, "Do"), 0);
}

#[test]
fn an_impossible_number_is_refused_an_unusual_one_asked_about() {
    let mut h = at_visit();
    h.write("Масса тела", "910");
    h.chord(Modifiers::COMMAND, Key::Enter);
    assert_eq!(count(&h, "Do"), 0, "910 kg is refused");
    let mut h = at_visit();
    h.write("Масса тела", "31");
    h.chord(Modifiers::COMMAND, Key::Enter);
    assert_eq!(count(&h, "Do"), 0, "31 kg at two years is asked about");
    assert!(h.sees("Необычные значения"));
    shoot(&mut h, "visit-unusual-ru");
    h.chord(Modifiers::COMMAND, Key::Enter);
    h.run_steps(6);
    assert_eq!(count(&h, "Do"), 1, "the second order signs");
}

#[test]
fn visit_to_signature_by_keyboard_and_then_the_paper() {
    let mut h = at_visit();
    h.write("Жалобы", "кашель третий день");
    h.press(Key::F7);
    h.run_steps(3);
    assert_eq!(h.focused().as_deref(), Some("Диагноз по МКБ-10"));
    h.typed("острый бронх");
    shoot(&mut h, "diagnosis-ru");
    h.press(Key::Enter);
    assert!(
        h.state().saved.last().unwrap().visit.diagnoses.is_empty(),
        "Enter chooses nothing before an arrow"
    );
    h.press(Key::ArrowDown);
    h.press(Key::Enter);
    h.run_steps(60);
    let saved = h.state().saved.last().unwrap();
    assert_eq!(saved.visit.diagnoses.len(), 1);
    assert!(saved.visit.diagnoses[0].code.starts_with("J20"));
    h.chord(Modifiers::COMMAND, Key::Enter);
    h.run_steps(8);
    assert!(
        matches!(h.state().ops.as_slice(), [Op::SignVisit { .. }]),
        "{:?}",
        h.state().log
    );
    assert!(h.sees("Подписано: Сейітова А. М."));
    shoot(&mut h, "visit-signed-ru");
    h.chord(Modifiers::COMMAND, Key::P);
    assert!(
        matches!(&h.state().app.route, Route::Preview(what) if matches!(**what, PaperOf::Discharge { .. })),
        "{:?}",
        h.state().app.route
    );
}

#[test]
fn allowed() {
    let mut h = at_prescribe("парацет");
    h.tab_to("Способ введения");
    h.press(Key::ArrowRight);
    finish(&mut h, "Сироп", "120 мг/5 мл", "180");
    shoot(&mut h, "prescribe-before-asking-ru");
    asked(&mut h);
    shoot(&mut h, "prescribe-within-ru");
    assert!(h.sees("В пределах"), "within");
    add(&mut h);
    let p = h.state().saved.last().unwrap().prescriptions[0].clone();
    assert_eq!(p.answer, "within");
    assert_eq!(
        (p.dose.as_str(), p.unit.as_str(), p.amount.as_str()),
        ("180", "mg", "7.5 mL")
    );
    assert!(p.override_reason.is_empty() && !p.rules.is_empty());
    assert!(matches!(h.state().app.route, Route::Visit { .. }));
    h.run_steps(6);
    shoot(&mut h, "visit-with-prescription-ru");
}

#[test]
fn what_is_on_the_box_is_chosen_checked_as_it_is_typed_and_kept() {
    let box_field = "Что написано на упаковке";
    let mut h = at_prescribe("парацет");
    h.tab_to("Способ введения");
    h.press(Key::ArrowRight);
    // The list stands under the field; Enter alone chooses nothing.
    h.tab_to(box_field);
    h.run_steps(4);
    assert!(h.sees("Парацетамол сироп или суспензия 120 мг/5 мл"));
    shoot(&mut h, "prescribe-box-list-ru");
    h.press(Key::Enter);
    h.tab_to(box_field);
    h.typed("120");
    h.press(Key::ArrowDown);
    h.press(Key::Enter);
    h.run_steps(4);
    let field = |h: &Harness<'static, Stage>| {
        let order = &h.state().app.screens.prescribe;
        (order.words_of_box().to_owned(), order.strength().to_owned())
    };
    assert_eq!(
        field(&h),
        (
            "Парацетамол сироп или суспензия 120 мг/5 мл".to_owned(),
            "120 mg/5 mL".to_owned()
        ),
        "form and strength follow from the box"
    );
    h.write("Разовая доза", "180");
    h.write("Раз в день", "3");
    h.write("Дней", "3");
    asked(&mut h);
    assert!(h.sees("В пределах"), "the words offered bring no doubt");
    // Another box than the strength that was chosen: said at once, and not within.
    h.tab_to(box_field);
    h.chord(Modifiers::COMMAND, Key::A);
    h.typed("Панадол 250 мг/5 мл");
    h.run_steps(4);
    shoot(&mut h, "prescribe-box-differs-ru");
    assert!(!h.sees("В пределах"));
    assert!(h.sees("На препарате «Панадол 250 мг/5 мл» указано"), "why");
    h.tab_to(box_field);
    h.chord(Modifiers::COMMAND, Key::A);
    h.typed("Панадол 120 мг/5 мл");
    h.run_steps(4);
    assert!(h.sees("В пределах"));
    add(&mut h);
    let p = h.state().saved.last().unwrap().prescriptions[0].clone();
    assert_eq!(p.product, "Панадол 120 мг/5 мл");
    assert_eq!(
        (p.answer.as_str(), p.strength.as_str()),
        ("within", "120 mg/5 mL")
    );
    h.run_steps(6);
    assert!(h.sees("на упаковке «Панадол 120 мг/5 мл»"), "on the visit");
    h.only_keys();
}

#[test]
fn warned_beside_the_order_without_interrupting() {
    let mut h = at_prescribe("парацет");
    h.tab_to("Способ введения");
    h.press(Key::ArrowRight);
    finish(&mut h, "Сироп", "120 мг/5 мл", "250");
    asked(&mut h);
    shoot(&mut h, "prescribe-outside-ru");
    add(&mut h);
    let p = h.state().saved.last().unwrap().prescriptions[0].clone();
    assert_ne!(p.answer, "within");
    assert!(p.override_reason.is_empty(), "nobody was interrupted");
}

#[test]
fn blocked_until_a_reason_is_given() {
    let mut h = at_prescribe("амоксиц");
    finish(&mut h, "", "", "250");
    shoot(&mut h, "prescribe-contraindicated-ru");
    assert!(h.sees("Не давать"), "the allergy is said");
    add(&mut h);
    assert!(h.sees("Назначению нужна причина"));
    shoot(&mut h, "prescribe-override-ru");
    let ordered =
        |h: &Harness<'static, Stage>| h.state().saved.iter().any(|d| !d.prescriptions.is_empty());
    assert!(!ordered(&h), "nothing is ordered yet");
    h.tab_to("Назначить с этой причиной");
    h.press(Key::Enter);
    assert!(!ordered(&h), "not without a reason");
    h.press(Key::Escape);
    h.run_steps(4);
    assert!(!h.sees("Назначению нужна причина"));

    // Alt+F9 opens the same.
    h.chord(Modifiers::ALT, Key::F9);
    assert!(h.sees("Назначению нужна причина"));
    h.tab_to("Причина");
    h.press(Key::ArrowDown);
    h.press(Key::ArrowDown);
    h.tab_to("Назначить с этой причиной");
    h.press(Key::Enter);
    h.run_steps(6);
    let p = h.state().saved.last().unwrap().prescriptions[0].clone();
    assert_eq!(
        (p.answer.as_str(), p.override_reason.as_str()),
        ("outside", "specialist")
    );
    assert!(p.second_check.is_empty(), "no high-alert medicine");
}

#[test]
fn both_dangers_ask_for_a_second_person_or_the_dose_again() {
    // Ceftriaxone is a high-alert medicine; the penicillin allergy and ten times the dose forbid it.
    let open = || {
        let mut h = at_prescribe("цефтриа");
        h.tab_to("Способ введения");
        h.press(Key::ArrowRight);
        finish(&mut h, "", "", "13000");
        h.chord(Modifiers::ALT, Key::F9);
        h.tab_to("Причина");
        h.press(Key::ArrowDown);
        h.tab_to("Кто проверяет вместе с вами");
        h
    };
    let ordered = |h: &Harness<'static, Stage>| {
        h.state()
            .saved
            .last()
            .and_then(|d| d.prescriptions.first().cloned())
    };
    let mut h = open();
    h.press(Key::ArrowRight);
    h.press(Key::ArrowRight);
    shoot(&mut h, "prescribe-alone-ru");
    h.write("Доза ещё раз", "1300");
    h.tab_to("Назначить с этой причиной");
    h.press(Key::Enter);
    h.run_steps(4);
    assert!(ordered(&h).is_none(), "another dose is not the same");
    h.write("Доза ещё раз", "0");
    h.tab_to("Назначить с этой причиной");
    h.press(Key::Enter);
    h.run_steps(6);
    assert_eq!(ordered(&h).unwrap().second_check, "alone");

    let mut h = open();
    h.state_mut().second = Some(("nurse", "right"));
    h.press(Key::ArrowRight);
    for (login, password, done) in [
        ("doctor", "right", false),
        ("nurse", "wrong", false),
        ("nurse", "right", true),
    ] {
        for (label, text) in [("Логин второго сотрудника", login), ("Пароль", password)]
        {
            h.tab_to(label);
            h.chord(Modifiers::COMMAND, Key::A);
            h.typed(text);
        }
        h.tab_to("Назначить с этой причиной");
        h.press(Key::Enter);
        h.run_steps(8);
        assert_eq!(ordered(&h).is_some(), done, "{login} {password}");
    }
    assert_eq!(ordered(&h).unwrap().second_check, "nurse");
}

#[test]
fn a_medicine_in_own_words_cannot_be_checked() {
    let mut h = at_visit();
    h.press(Key::F9);
    h.write("Лекарственное средство", "Мазь бабушкина");
    h.tab_to("Записать «Мазь бабушкина» без проверки");
    h.press(Key::Enter);
    h.run_steps(4);
    h.tab_to("Способ введения");
    h.press(Key::ArrowRight);
    h.write("Разовая доза", "1");
    assert!(
        h.sees("Нельзя проверить") || h.sees("не проверить"),
        "it says so"
    );
    add(&mut h);
    let p = h.state().saved.last().unwrap().prescriptions[0].clone();
    assert_eq!((p.medicine, p.answer.as_str()), (None, "cannot_check"));
}

#[test]
fn a_missing_weight_is_asked_for_right_there_and_goes_into_the_visit() {
    let mut card = child();
    card.visits.clear();
    let mut h = stage(Role::Doctor, Lang::Ru, vec![card]);
    h.open(id(10));
    h.press(Key::F4);
    h.press(Key::F9);
    choose(&mut h, "парацет");
    h.tab_to("Способ введения");
    h.press(Key::ArrowRight);
    finish(&mut h, "Сироп", "120 мг/5 мл", "180");
    assert!(h.sees("Взвесьте пациента"));
    shoot(&mut h, "prescribe-no-weight-ru");
    h.write("Взвесьте пациента", "13,2");
    h.run_steps(60);
    assert_eq!(
        h.state().saved.last().unwrap().visit.answers["weight"],
        "q:13.2|kg"
    );
}

/// Form, strength and dose, where they are asked.
fn finish(h: &mut Harness<'static, Stage>, form: &str, strength: &str, dose: &str) {
    for (label, option) in [("Форма", form), ("Дозировка", strength)] {
        if !option.is_empty() {
            h.pick(label, option);
        }
    }
    h.write("Разовая доза", dose);
    h.write("Раз в день", "3");
    h.write("Дней", "3");
}

/// The questions that stand beside the order.
fn asked(h: &mut Harness<'static, Stage>) {
    assert!(h.tick("Спросили: за последние 24 часа"));
    assert!(h.tick("Спросили: других лекарств"));
    if h.sees("Есть ли что-то из этого") {
        h.pick("Есть ли что-то из этого", "ничего из этого");
    }
}

fn add(h: &mut Harness<'static, Stage>) {
    h.tab_to("Добавить в посещение");
    h.press(Key::Enter);
    h.run_steps(6);
}
