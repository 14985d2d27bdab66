//! What a person does with the keyboard, and what must never happen.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use feldsher::domain::lang::Lang;
use feldsher::domain::person::Sex;
use feldsher::domain::role::Role;
use feldsher::ui::app::App;
use feldsher::ui::command::Command;
use feldsher::ui::model::Phase;
use feldsher::ui::screens::Route;
use feldsher::worker::{Event, Fault, Job, Op, OpChanges, Recalled, Startup};

use super::look::{newest_duplicates, newest_search, stage};
use super::{Window, all_words, focused, open, open_sized, people};
use crate::ui::cx;

fn press(h: &mut Window, key: Key) {
    h.key_press(key);
    h.run();
}

#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the method itself is not general enough over the lifetime of the node"
)]
fn write(h: &mut Window, text: &str) {
    let name = focused(h);
    h.get_by(|node| node.is_focused()).type_text(text);
    h.run();
    assert!(!name.is_empty(), "nothing had the keyboard for {text}");
}

fn fault(code: &str) -> Fault {
    Fault {
        code: code.into(),
        args: Vec::new(),
        record_is_safe: true,
        can_retry: true,
    }
}

#[test]
fn first_run_makes_the_clinic_shows_the_shares_once_and_wants_them_written_down() {
    let (mut h, desk) = open(Lang::En);
    assert!(matches!(desk.asked().as_slice(), [Job::Look]));
    desk.say(&mut h, Event::Startup(Startup::Empty));
    h.get_by_label("Set up this clinic").click();
    h.run();
    h.get_by_label("Set up the clinic").click();
    h.run();
    assert!(desk.asked().is_empty(), "nothing is asked with mistakes");
    assert!(h.query_all_by_label_contains("Choose the country").count() > 0);
    h.get_by_label("Kazakhstan").click();
    for (label, text) in [
        ("Name of the medical point", "Aqsu"),
        ("Your name", "Test Aigul"),
        ("User name", "aigul"),
        ("Password", "three words kept"),
        ("Password again", "three words kept"),
    ] {
        h.get_by_label(label).focus();
        h.run();
        h.get_by_label(label).type_text(text);
        h.run();
    }
    h.get_by_label("Feldsher").click();
    h.run();
    h.get_by_label("Set up the clinic").click();
    h.run();
    let asked = desk.asked();
    let [Job::CreateClinic(new)] = asked.as_slice() else {
        panic!("{asked:?}");
    };
    assert_eq!((new.login.as_str(), new.name.as_str()), ("aigul", "Aqsu"));
    assert_eq!(new.role, Role::Feldsher);

    let session = desk.session(Role::Feldsher);
    desk.say(&mut h, Event::Unlocked(Box::new(session)));
    let shares: Vec<String> = (1..=3).map(|n| format!("SHARE-{n}-ABCD")).collect();
    desk.say(
        &mut h,
        Event::ClinicCreated {
            recovery_shares: shares.clone(),
        },
    );
    for share in &shares {
        assert!(all_words(&h).contains(share), "{share} is not shown");
    }
    h.get_by_label("Continue").click();
    h.run();
    assert!(
        all_words(&h).contains(&shares[0]),
        "without the tick nobody goes on"
    );
    h.get_by_label_contains("All three sheets").click();
    h.run();
    h.get_by_label("Continue").click();
    h.run();
    assert_eq!(h.state().model.phase, Phase::Open);
    assert!(!all_words(&h).contains(&shares[0]), "shown only once");
}

#[test]
fn a_wrong_password_is_said_in_place_and_the_name_stays_chosen() {
    let (mut h, desk) = open(Lang::Ru);
    desk.say(&mut h, desk.ready());
    desk.asked();
    // The list has the keyboard: down to the second name, Enter to the password.
    h.get_by_role_and_label(egui::Role::Row, "dina").click();
    h.run();
    write(&mut h, "wrong password");
    press(&mut h, Key::Enter);
    let asked = desk.asked();
    assert!(
        matches!(asked.as_slice(), [Job::Unlock { login, .. }] if login == "dina"),
        "{asked:?}"
    );
    desk.say(
        &mut h,
        Event::Failed {
            ticket: None,
            fault: fault("vault-bad-login"),
        },
    );
    let words = all_words(&h);
    assert!(words.contains("vault-bad-login"), "{words}");
    assert_eq!(h.state().sign_in.password, "", "a wrong password is gone");
    write(&mut h, "right password");
    press(&mut h, Key::Enter);
    assert!(matches!(desk.asked().as_slice(), [Job::Unlock { login, .. }] if login == "dina"));
}

#[test]
fn a_patient_is_registered_by_keyboard_alone() {
    let (mut h, desk) = open(Lang::Ru);
    desk.sign_in(&mut h, Role::Feldsher);
    h.key_press_modifiers(Modifiers::COMMAND, Key::N);
    h.run();
    assert_eq!(focused(&h), "Фамилия");
    write(&mut h, "Тестова");
    press(&mut h, Key::Enter);
    write(&mut h, "Айна");
    press(&mut h, Key::Enter);
    press(&mut h, Key::Enter);
    assert_eq!(focused(&h), "ИИН");
    write(&mut h, "000101499599");
    press(&mut h, Key::Enter);
    let s = &h.state().screens.registration;
    assert_eq!(s.born, "01.01.1900", "read off the number");
    assert_eq!(s.sex, Some(0), "read off the number");
    assert_eq!(focused(&h), "Дата рождения");
    press(&mut h, Key::Enter);
    assert_eq!(focused(&h), "Пол");
    press(&mut h, Key::Enter);
    assert_eq!(focused(&h), "Спросите об аллергии");
    desk.asked();
    h.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    h.run();
    assert!(
        desk.asked().iter().all(|j| !matches!(j, Job::Do { .. })),
        "allergies were not asked about"
    );
    assert!(all_words(&h).contains("Укажите, что известно об аллергии"));
    h.get_by_role_and_label(egui::Role::RadioGroup, "Спросите об аллергии")
        .focus();
    h.run();
    press(&mut h, Key::ArrowRight);
    press(&mut h, Key::ArrowRight);
    h.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    h.run();
    let asked = desk.asked();
    let Some(Job::Do { ticket, op }) = asked.iter().find(|j| matches!(j, Job::Do { .. })) else {
        panic!("{asked:?}");
    };
    let Op::Register(new) = op.as_ref() else {
        panic!("{op:?}");
    };
    assert_eq!(new.person.name.family, "Тестова");
    assert_eq!(new.person.sex, Sex::Female);
    assert_eq!(new.person.identifiers[0].value, "000101499599");
    assert!(new.no_known_allergies && new.allergies.is_empty());
    // A fault keeps everything that was typed.
    desk.say(
        &mut h,
        Event::Failed {
            ticket: Some(*ticket),
            fault: fault("vault-disk-full"),
        },
    );
    assert!(all_words(&h).contains("vault-disk-full"));
    assert_eq!(h.state().screens.registration.family, "Тестова");
    h.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    h.run();
    let asked = desk.asked();
    let Some(Job::Do { ticket, .. }) = asked.iter().find(|j| matches!(j, Job::Do { .. })) else {
        panic!("{asked:?}");
    };
    desk.say(
        &mut h,
        Event::Done {
            ticket: *ticket,
            changes: OpChanges {
                patients: vec![people::id(50)],
                ..OpChanges::default()
            },
        },
    );
    assert_eq!(h.state().route, Route::Card);
    assert!(
        desk.asked()
            .iter()
            .any(|j| matches!(j, Job::OpenCard { patient } if *patient == people::id(50)))
    );
}

#[test]
fn a_doubtful_number_needs_a_tick_and_its_reason_is_seen() {
    let (mut h, desk) = open(Lang::En);
    desk.sign_in(&mut h, Role::Registrar);
    h.key_press_modifiers(Modifiers::COMMAND, Key::N);
    h.run();
    let s = &mut h.state_mut().screens.registration;
    s.family = "Test".into();
    s.born = "1.2.1990".into();
    s.sex = Some(1);
    s.allergies = Some(2);
    s.numbers[0].text = "000101499599".into();
    h.run();
    let words = all_words(&h);
    assert!(words.contains("another date of birth"), "{words}");
    assert!(words.contains("another sex"), "{words}");
    h.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    h.run();
    assert!(desk.asked().iter().all(|j| !matches!(j, Job::Do { .. })));
    h.get_by_label("I compared the number with the paper")
        .click();
    h.run();
    h.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    h.run();
    assert!(desk.asked().iter().any(|j| matches!(j, Job::Do { .. })));
}

#[test]
fn a_duplicate_is_shown_with_reasons_and_enter_opens_it() {
    let (mut h, desk) = open(Lang::En);
    stage(&mut h, &desk, "registration-duplicate");
    let words = all_words(&h);
    assert!(
        words.contains("same national number, same date of birth"),
        "{words}"
    );
    // A sure match wants a word before a second card is made.
    desk.asked();
    h.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    h.run();
    assert!(desk.asked().iter().all(|j| !matches!(j, Job::Do { .. })));
    assert!(all_words(&h).contains("A card with the same number"));
    h.get_by_role_and_label(egui::Role::Table, "Already known?")
        .focus();
    h.run();
    press(&mut h, Key::Enter);
    assert!(
        desk.asked()
            .iter()
            .any(|j| matches!(j, Job::OpenCard { patient } if *patient == people::id(1))),
    );
}

/// A manager saw "one moment" for ever where her role may not read cards.
#[test]
fn a_card_that_is_refused_says_so_and_what_to_do() {
    for lang in Lang::ALL {
        let (mut h, desk) = open(lang);
        desk.sign_in(&mut h, Role::Manager);
        press(&mut h, Key::F3);
        write(&mut h, "ka");
        let ticket = newest_search(&desk);
        let found = |ticket| Event::Found {
            ticket,
            total: 1,
            rows: vec![people::row(0, "exact")],
        };
        desk.say(&mut h, found(ticket));
        press(&mut h, Key::Enter);
        assert_eq!(h.state().route, Route::Card);
        let sentence = feldsher::i18n::tr(lang, "error-denied", &[]);
        assert!(!all_words(&h).contains(&sentence), "not before the answer");
        desk.say(
            &mut h,
            Event::Failed {
                ticket: None,
                fault: fault("denied"),
            },
        );
        h.run_steps(20);
        let words = all_words(&h);
        assert!(words.contains(&sentence), "{lang:?}: {words}");
        let loading = feldsher::i18n::tr(lang, "screen-loading", &[]);
        assert!(!words.contains(&loading), "{lang:?}: {words}");
        // Another card is asked for: the old refusal is over.
        h.state_mut().model.asked(&Job::OpenCard {
            patient: people::id(1),
        });
        assert!(h.state().model.card_fault.is_none());
    }
}

/// The card is open when the exchange brings that a law took the record: the sentence stands in its place, and nothing of hers.
#[test]
fn an_open_card_that_a_law_took_says_when_and_by_whom() {
    for lang in Lang::ALL {
        let (mut h, desk) = open(lang);
        desk.sign_in(&mut h, Role::Doctor);
        press(&mut h, Key::F3);
        write(&mut h, "ka");
        let ticket = newest_search(&desk);
        let rows = vec![people::row(0, "exact")];
        let total = 1;
        desk.say(
            &mut h,
            Event::Found {
                ticket,
                total,
                rows,
            },
        );
        press(&mut h, Key::Enter);
        let card = people::card(0);
        let family = card.person.name.family.clone();
        let patient = card.patient;
        desk.say(&mut h, Event::Card(Box::new(card)));
        assert!(h.state().model.card.is_some());
        let erased = |id: &str| Event::Failed {
            ticket: None,
            fault: fault("patient-erased")
                .with("id", id)
                .with("erased_at", "1790000000")
                .with("who", "Сынақ соты, № 12"),
        };
        desk.say(&mut h, erased(&people::id(9).to_string()));
        assert!(h.state().model.card.is_some(), "that was another one");
        desk.say(&mut h, erased(&patient.to_string()));
        h.run_steps(5);
        assert!(h.state().model.card.is_none());
        assert_eq!(h.state().route, Route::Card);
        let words = all_words(&h);
        assert!(
            words.contains("Сынақ соты, № 12") && words.contains("2026"),
            "{words}"
        );
        assert!(!words.contains(&family), "{lang:?}: {words}");
        crate::ui::shoot(&mut h, &format!("card-erased-{}", lang.code()));
    }
}

#[test]
fn an_answer_to_an_old_question_is_dropped() {
    let (mut h, desk) = open(Lang::En);
    desk.sign_in(&mut h, Role::Feldsher);
    press(&mut h, Key::F3);
    write(&mut h, "ka");
    let old = newest_search(&desk);
    write(&mut h, "s");
    let new = newest_search(&desk);
    assert!(new > old);
    desk.say(
        &mut h,
        Event::Found {
            ticket: old,
            total: 1,
            rows: vec![people::row(5, "fold")],
        },
    );
    assert!(
        !all_words(&h).contains("ქავთარაძე"),
        "the old answer is shown"
    );
    press(&mut h, Key::Enter);
    assert!(
        desk.asked()
            .iter()
            .all(|j| !matches!(j, Job::OpenCard { .. })),
        "Enter opened an old answer"
    );
    desk.say(
        &mut h,
        Event::Found {
            ticket: new,
            total: 1,
            rows: vec![people::row(0, "exact")],
        },
    );
    assert!(all_words(&h).contains("ҚАСЫМОВА"));
    // Exactly one: Enter opens it.
    press(&mut h, Key::Enter);
    assert!(
        desk.asked()
            .iter()
            .any(|j| matches!(j, Job::OpenCard { patient } if *patient == people::id(1)))
    );
    // The same for duplicates and for the card of another patient.
    desk.say(&mut h, Event::Card(Box::new(people::card(3))));
    assert!(h.state().model.card.is_none(), "a card nobody asked for");
    h.state_mut().order(Command::NewPatient);
    h.run();
    h.state_mut().screens.registration.family = "Kasymova".into();
    h.run();
    let old = newest_duplicates(&desk);
    h.state_mut().screens.registration.given = "Aigul".into();
    h.run();
    desk.say(
        &mut h,
        Event::Duplicates {
            ticket: old,
            rows: people::duplicates(),
        },
    );
    assert!(h.state().model.duplicates.is_empty());
}

#[test]
fn several_results_open_only_after_an_arrow() {
    let (mut h, desk) = open(Lang::Ru);
    stage(&mut h, &desk, "search-results");
    assert!(all_words(&h).contains("7 из 40"));
    h.get_by_role_and_label(
        egui::Role::TextInput,
        &Command::FindPatient.name(&cx(Lang::Ru)),
    )
    .focus();
    h.run();
    press(&mut h, Key::Enter);
    assert!(
        desk.asked()
            .iter()
            .all(|j| !matches!(j, Job::OpenCard { .. }))
    );
    press(&mut h, Key::ArrowDown);
    press(&mut h, Key::ArrowDown);
    press(&mut h, Key::Enter);
    assert!(
        desk.asked()
            .iter()
            .any(|j| matches!(j, Job::OpenCard { patient } if *patient == people::id(4)))
    );
}

#[test]
fn a_child_to_be_called_is_opened_by_enter_after_a_click_on_its_row() {
    let (mut h, desk) = open(Lang::Ru);
    stage(&mut h, &desk, "worklist");
    h.state_mut().order(Command::Recall);
    h.run();
    let child = |n: usize| Recalled {
        patient: people::id(n as u8),
        person: people::person(n),
        rows: Vec::new(),
        nothing_recorded: true,
    };
    desk.say(&mut h, Event::Recall((1..5).map(child).collect()));
    desk.asked();
    let nothing = cx(Lang::Ru).tr("vaccination-no-birth");
    let mut rows = h.get_all_by_role(egui::Role::Row).filter(|row| {
        let name = row.accesskit_node().label();
        name.is_some_and(|name| name.contains(&nothing))
    });
    rows.nth(2).unwrap().click();
    drop(rows);
    h.run();
    assert_eq!(focused(&h), Command::Recall.name(&cx(Lang::Ru)));
    press(&mut h, Key::Enter);
    assert!(
        desk.asked()
            .iter()
            .any(|j| matches!(j, Job::OpenCard { .. }))
    );
}

#[test]
fn a_conflict_is_settled_by_a_choice_and_a_confirmation_never_by_itself() {
    let (mut h, desk) = open(Lang::En);
    stage(&mut h, &desk, "conflicts");
    desk.asked();
    let words = all_words(&h);
    for seen in [
        "II степень, риск 3",
        "I степень",
        "Сейітова Айгүл",
        "Dr. Karimov Oybek",
        "choose one value",
    ] {
        assert!(words.contains(seen), "{seen} is missing: {words}");
    }
    assert_eq!(h.state().screens.conflicts.keep, None, "nothing is chosen");
    h.get_by_label("Settle…").click();
    h.run();
    assert!(!h.state().screens.conflicts.confirm);
    h.get_by_role_and_label(egui::Role::RadioGroup, "Which one holds")
        .focus();
    h.run();
    press(&mut h, Key::ArrowRight);
    press(&mut h, Key::ArrowRight);
    h.get_by_label("Settle…").click();
    h.run();
    assert!(desk.asked().is_empty(), "a confirmation comes first");
    h.get_by_label("This one holds").click();
    h.run();
    let asked = desk.asked();
    let [Job::Do { op, .. }] = asked.as_slice() else {
        panic!("{asked:?}");
    };
    let Op::Settle {
        patient,
        keep,
        shown,
        ..
    } = op.as_ref()
    else {
        panic!("{op:?}");
    };
    assert_eq!((*patient, *keep, *shown), (people::id(1), 1, 2));
}

/// The list changes under the hand: the choice must not slide onto another conflict.
#[test]
fn a_choice_belongs_to_its_conflict() {
    let (mut h, desk) = open(Lang::En);
    stage(&mut h, &desk, "conflicts");
    h.state_mut().screens.conflicts.keep = Some(1);
    h.run();
    let rest = people::conflicts().split_off(1);
    desk.say(&mut h, Event::Conflicts(rest));
    assert_eq!(h.state().screens.conflicts.keep, None);
    assert!(!h.state().screens.conflicts.confirm);
}

#[test]
fn lock_hides_every_name_and_the_same_user_finds_everything_again() {
    let (mut h, desk) = open(Lang::Ru);
    stage(&mut h, &desk, "registration-duplicate");
    h.state_mut().screens.registration.family = "Тайнова".into();
    h.run();
    desk.asked();
    let before = all_words(&h);
    assert!(
        before.contains("ҚАСЫМОВА") && before.contains("Тайнова"),
        "{before}"
    );
    h.key_press_modifiers(Modifiers::COMMAND, Key::L);
    h.run();
    assert!(matches!(desk.asked().as_slice(), [Job::Lock]));
    // What was on its way comes after the lock.
    desk.say(&mut h, Event::Worklist(people::worklist()));
    desk.say(&mut h, Event::Card(Box::new(people::card(0))));
    let words = all_words(&h);
    for family in people::families() {
        assert!(!words.contains(&family), "{family} is still seen: {words}");
    }
    for secret in ["Тайнова", "850714", "пенициллин", "701"] {
        assert!(!words.contains(secret), "{secret} is still seen: {words}");
    }
    assert!(h.state().model.worklist.is_none() && h.state().model.card.is_none());
    desk.say(
        &mut h,
        Event::Unlocked(Box::new(desk.session(Role::Doctor))),
    );
    assert_eq!(h.state().route, Route::Registration);
    assert_eq!(h.state().screens.registration.family, "Тайнова");

    // Somebody else finds nothing of it.
    h.key_press_modifiers(Modifiers::COMMAND, Key::L);
    h.run();
    let mut other = desk.session(Role::Nurse);
    other.user = feldsher::domain::ids::UserId([7; 16]);
    desk.say(&mut h, Event::Unlocked(Box::new(other)));
    assert_eq!(h.state().route, Route::Worklist);
    assert_eq!(h.state().screens.registration.family, "");
}

#[test]
fn an_idle_window_locks_itself_and_draws_nothing_before() {
    let (mut h, desk) = open_sized(Lang::Ru, 1366.0, 768.0, 20.0);
    desk.sign_in(&mut h, Role::Feldsher);
    desk.say(&mut h, Event::Worklist(people::worklist()));
    h.step();
    // It wakes to lock itself: five minutes after the last sign of life, less the frames of 20 s since.
    for output in h.output().viewport_output.values() {
        assert!(
            output.repaint_delay > std::time::Duration::from_secs(150),
            "wakes after {:?}",
            output.repaint_delay
        );
    }
    let minutes = h.state().settings().idle_minutes;
    assert_eq!(minutes, 5);
    for _ in 0..6 {
        h.step();
    }
    press(&mut h, Key::F6);
    for _ in 0..6 {
        h.step();
    }
    assert_eq!(
        h.state().model.phase,
        Phase::Open,
        "a key is a sign of life"
    );
    for _ in 0..14 {
        h.step();
    }
    assert_eq!(h.state().model.phase, Phase::Locked);
    assert!(desk.asked().iter().any(|j| matches!(j, Job::Lock)));
}

#[test]
fn a_role_sees_only_what_it_may() {
    for (role, sees, misses) in [
        (Role::Auditor, "Кто открывал карту", "Найти пациента"),
        (Role::Registrar, "Новый пациент", "Конфликты"),
        (Role::Manager, "Пользователи", "Новый пациент"),
    ] {
        let (mut h, desk) = open(Lang::Ru);
        desk.sign_in(&mut h, role);
        let words = all_words(&h);
        assert!(words.contains(sees), "{role:?} misses {sees}: {words}");
        assert!(!words.contains(misses), "{role:?} sees {misses}: {words}");
    }
}

#[test]
fn a_full_queue_loses_no_job_and_a_dead_worker_is_said() {
    let (mut h, desk) = open(Lang::En);
    desk.sign_in(&mut h, Role::Feldsher);
    press(&mut h, Key::F3);
    for _ in 0..100 {
        h.get_by_role_and_label(
            egui::Role::TextInput,
            &Command::FindPatient.name(&cx(Lang::En)),
        )
        .type_text("a");
        h.run();
    }
    let mut searches = 0;
    for _ in 0..4 {
        searches += desk
            .asked()
            .iter()
            .filter(|j| matches!(j, Job::Search { .. }))
            .count();
        h.run();
    }
    assert_eq!(searches, 100);
    drop(desk);
    h.run();
    let words = all_words(&h);
    assert!(words.contains("worker-gone"), "{words}");
}

/// What is typed when the window closes goes to the worker before the last job.
#[test]
fn the_last_job_is_stop() {
    let (mut h, desk) = open(Lang::En);
    desk.sign_in(&mut h, Role::Feldsher);
    App::end(h.state_mut());
    assert!(matches!(desk.asked().last(), Some(Job::Stop)));
}
