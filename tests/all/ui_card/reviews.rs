//! A prescription that has become dangerous: seen in the list, on the card, in the round and at the bedside; decided by a doctor.

use egui::{Key, Modifiers};
use feldsher::clinical::Formulary;
use feldsher::domain::allergy::Allergy;
use feldsher::domain::card::CardView;
use feldsher::domain::chunk::Kind;
use feldsher::domain::lang::Lang;
use feldsher::domain::review::{Decision, Review};
use feldsher::domain::role::Role;
use feldsher::domain::visit::Prescription;
use feldsher::i18n::tr;
use feldsher::ui::command::Command;
use feldsher::ui::screens::Route;
use feldsher::worker::dose::{Moment, key, to_review};
use feldsher::worker::{Op, PatientRow, ToReview};

use super::fixture::{NOW, child, event, id, noted};
use super::stage::{Hands as _, Stage, stage};
use crate::ui::keys::Keys as _;
use crate::ui::shoot;

type Window = egui_kittest::Harness<'static, Stage>;

/// A boy who is given amoxicillin here since yesterday; the allergy came to his card afterwards.
fn boy() -> CardView {
    let mut card = child();
    let order = Prescription {
        medicine: Some("amoxicillin".into()),
        name: "Амоксициллин".into(),
        strength: "250 mg/5 mL".into(),
        dose: "400".into(),
        unit: "mg".into(),
        route: "oral".into(),
        per_day: Some(2),
        days: Some(7),
        given_here: Some(true),
        ..Prescription::default()
    };
    card.prescriptions = vec![event(30, Kind::PRESCRIPTION, id(10), 1, order)];
    card.medicines.clear();
    let penicillin = Allergy {
        substance: "Пенициллин".into(),
        ..Allergy::default()
    };
    card.allergies = vec![noted(id(10), "al/1", 0, penicillin)];
    card
}

/// As the worker would tell it.
fn told(card: &CardView) -> Vec<ToReview> {
    let moment = Moment {
        now: NOW,
        offset_minutes: 300,
        country: None,
    };
    to_review(Formulary::builtin(), card, moment)
        .iter()
        .map(|danger| ToReview {
            patient: PatientRow {
                patient: card.patient,
                person: card.person.clone(),
                ..PatientRow::default()
            },
            order: danger.order.id,
            prescription: danger.order.content.clone(),
            ordered_at: danger.order.care_at,
            ordered_by: "Сейітова А. М.".into(),
            findings: danger.findings.clone(),
            since: NOW - 600,
            origin: Some(("Н. Үлгі".into(), NOW - 7_200)),
        })
        .collect()
}

fn at(role: Role, lang: Lang) -> Window {
    let card = boy();
    let rows = told(&card);
    assert_eq!(rows.len(), 1);
    let mut h = stage(role, lang, vec![card]);
    h.state_mut().reviews = rows;
    h.press(Key::F5);
    h.run_steps(6);
    h
}

fn go(h: &mut Window) {
    h.state_mut().app.order(Command::Reviews);
    h.run_steps(8);
    assert_eq!(h.state().app.route, Route::Reviews);
}

fn review(h: &Window) -> Option<&Review> {
    h.state().ops.iter().find_map(|op| match op {
        Op::Review { review, .. } => Some(&**review),
        _ => None,
    })
}

#[test]
fn a_doctor_stops_it_and_the_list_is_empty() {
    for lang in Lang::ALL {
        let word = |key: &str| tr(lang, key, &[]);
        let mut h = at(Role::Doctor, lang);
        go(&mut h);
        assert!(h.sees("ЖҰМАБАЕВ"), "{lang:?}");
        assert!(h.sees(&word("review-title")), "{lang:?}");
        assert!(h.sees("Пенициллин"), "{lang:?}: says why");
        assert!(h.sees("Н. Үлгі"), "{lang:?}: who wrote what is new");
        shoot(&mut h, &format!("reviews-{}", lang.code()));
        h.tab_to(&word("review-stop"));
        h.press(Key::Enter);
        h.run_steps(6);
        assert!(review(&h).is_none(), "it is asked for first");
        shoot(&mut h, &format!("reviews-stop-{}", lang.code()));
        h.tab_to(&word("review-stop-do"));
        h.press(Key::Enter);
        h.run_steps(10);
        let signed = review(&h).expect("a decision");
        assert_eq!(
            (signed.decision, signed.prescription),
            (Decision::Stopped, id(30))
        );
        assert!(h.sees(&word("review-none")), "{lang:?}");
        h.only_keys();
    }
}

#[test]
fn it_goes_on_only_with_a_coded_reason() {
    let lang = Lang::Ru;
    let word = |key: &str| tr(lang, key, &[]);
    let mut h = at(Role::Doctor, lang);
    go(&mut h);
    h.tab_to(&word("review-keep"));
    h.press(Key::Enter);
    h.run_steps(6);
    h.tab_to(&word("review-keep-do"));
    h.press(Key::Enter);
    h.run_steps(4);
    assert!(review(&h).is_none());
    assert!(h.sees(&word("card-reason-missing")));
    h.pick(
        &word("common-reason"),
        &word("card-override-no-alternative"),
    );
    shoot(&mut h, "reviews-keep-ru");
    h.tab_to(&word("review-keep-do"));
    h.press(Key::Enter);
    h.run_steps(10);
    let signed = review(&h).expect("a decision");
    assert_eq!(signed.decision, Decision::Kept);
    assert_eq!(signed.reason, "no-alternative");
    let seen: Vec<String> = told(&boy())[0].findings.iter().map(key).collect();
    assert_eq!(signed.findings, seen, "just what was shown");
    h.only_keys();
}

#[test]
fn a_nurse_sees_it_in_the_round_and_at_the_bedside_and_cannot_decide() {
    for lang in [Lang::Ru, Lang::Uz, Lang::Ka] {
        let word = |key: &str| tr(lang, key, &[]);
        let mut h = at(Role::Nurse, lang);
        h.chord(Modifiers::COMMAND, Key::R);
        h.run_steps(8);
        assert!(h.sees(&word("review-title")), "{lang:?}: in the round");
        assert!(h.sees("Пенициллин"), "{lang:?}: why");
        shoot(&mut h, &format!("reviews-round-{}", lang.code()));
        h.tab_to(&word("ui-command-round"));
        h.press(Key::ArrowDown);
        h.press(Key::Enter);
        h.run_steps(8);
        assert!(
            matches!(h.state().app.route, Route::Give { .. }),
            "{lang:?}"
        );
        assert!(h.sees(&word("review-ask-doctor")), "{lang:?}");
        // The check of this dose says the same, and one key does not give it.
        assert!(h.sees(&word("finding-verdict-outside")), "{lang:?}");
        assert!(h.sees(&word("give-blocked-outside")), "{lang:?}");
        shoot(&mut h, &format!("reviews-give-{}", lang.code()));
        go(&mut h);
        assert!(h.sees(&word("review-may-not")), "{lang:?}");
        assert!(h.state().ops.is_empty());
    }
}

#[test]
fn the_card_says_it_above_everything() {
    let lang = Lang::Kk;
    let word = |key: &str| tr(lang, key, &[]);
    let mut h = at(Role::Doctor, lang);
    h.open(id(10));
    assert!(h.sees(&word("review-title")));
    assert!(h.sees("Пенициллин"));
    shoot(&mut h, "reviews-card-kk");
    h.tab_to(&word("review-decide"));
    h.press(Key::Enter);
    h.run_steps(8);
    assert_eq!(h.state().app.route, Route::Reviews);
    assert!(h.sees(&word("review-stop")));
}
