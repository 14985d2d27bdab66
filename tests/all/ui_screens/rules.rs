//! A pharmacist reads rules, signs two and takes one signature back, by keyboard and mouse.

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use feldsher::clinical::Formulary;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::ui::screens::Route;
use feldsher::ui::screens::rules::row_label;
use feldsher::worker::{Event, Job, Op, OpChanges};

use super::{Desk, Window, all_words, open, people};
use crate::ui::cx;

fn pharmacist(lang: Lang) -> (Window, Desk) {
    let (mut h, desk) = open(lang);
    desk.sign_in(&mut h, Role::Pharmacist);
    desk.say(&mut h, Event::Approvals(people::approvals()));
    desk.asked();
    (h, desk)
}

/// The one intent that was asked for, with its number.
fn intent(desk: &Desk) -> (u64, Op) {
    let mut found = desk.asked().into_iter().filter_map(|job| match job {
        Job::Do { ticket, op } => Some((ticket, *op)),
        _ => None,
    });
    let one = found.next().expect("an intent");
    assert!(found.next().is_none(), "one intent");
    one
}

#[test]
fn her_day_begins_at_the_rules_and_she_sees_no_patient() {
    let (h, _desk) = pharmacist(Lang::En);
    assert_eq!(h.state().route, Route::Rules);
    let words = all_words(&h);
    for (key, there) in [
        ("ui-command-rules", true),
        ("ui-command-users", true),
        ("ui-command-find-patient", false),
        ("ui-command-worklist", false),
    ] {
        assert_eq!(words.contains(&cx(Lang::En).tr(key)), there, "{key}");
    }
}

#[test]
fn she_signs_what_she_ticked_with_the_hashes_of_what_she_saw() {
    let (mut h, desk) = pharmacist(Lang::En);
    let word = |key: &str| cx(Lang::En).tr(key);
    assert!(all_words(&h).contains(&word("rules-sign-none")));
    for name in ["zinc", "doxycycline"] {
        h.state_mut().screens.rules.look_for(name);
        h.run();
        h.get_by_label(&word("rules-read")).click();
        h.run();
    }
    h.get_by_label("Sign 2 rules…").click();
    h.run();
    h.get_by_label(&word("rules-position"))
        .type_text("district pharmacist");
    h.run();
    h.get_by_label(&word("common-sign")).click();
    h.run();
    let (ticket, op) = intent(&desk);
    let Op::ApproveRules {
        items, position, ..
    } = op
    else {
        panic!("{op:?}");
    };
    assert_eq!(position, "district pharmacist");
    assert_eq!(items.len(), 2);
    for (rule, hash) in &items {
        assert_eq!(Formulary::builtin().hash_of(rule), Some(hash.as_str()));
    }
    let changes = OpChanges {
        rules: true,
        ..OpChanges::default()
    };
    desk.say(&mut h, Event::Done { ticket, changes });
    assert!(all_words(&h).contains(&word("rules-done")));
    assert!(
        desk.asked().iter().any(|job| matches!(job, Job::Approvals)),
        "the list is read again"
    );
    assert!(h.query_by_label(&word("common-sign")).is_none());
}

#[test]
fn a_signature_is_taken_back_and_one_of_an_older_text_is_shown_as_such() {
    let (mut h, desk) = pharmacist(Lang::En);
    let word = |key: &str| cx(Lang::En).tr(key);
    h.state_mut().screens.rules.show_all();
    h.state_mut().screens.rules.look_for("paracetamol");
    h.run();
    // Of the two signatures of the list one is under a text that has changed.
    let words = all_words(&h);
    assert!(words.contains("signed: Иманова Р."), "{words}");
    h.get_by_role_and_label(
        egui::Role::Row,
        &row_label(&cx(Lang::En), "paracetamol-po-adult"),
    )
    .click();
    h.run();
    let words = all_words(&h);
    assert!(words.contains("An earlier text was signed by"), "{words}");
    assert!(words.contains(&word("finding-not-approved")), "{words}");
    h.get_by_role_and_label(
        egui::Role::Row,
        &row_label(&cx(Lang::En), "paracetamol-po-child"),
    )
    .click();
    h.run();
    h.get_by_label(&word("rules-withdraw")).click();
    h.run();
    h.get_by_label(&word("rules-withdraw-act")).click();
    h.run();
    let (_, op) = intent(&desk);
    assert_eq!(
        op,
        Op::WithdrawApproval {
            items: ["paracetamol-po-child".to_owned()].into(),
            remark: String::new(),
        }
    );
}

#[test]
fn a_nurse_reads_and_cannot_sign() {
    let (mut h, desk) = open(Lang::En);
    desk.sign_in(&mut h, Role::Nurse);
    h.state_mut().order(feldsher::ui::command::Command::Rules);
    h.run();
    desk.say(&mut h, Event::Approvals(people::approvals()));
    let word = |key: &str| cx(Lang::En).tr(key);
    let words = all_words(&h);
    assert!(words.contains(&word("rules-read-only")), "{words}");
    for key in ["rules-read", "rules-sign-none", "rules-withdraw"] {
        assert!(!words.contains(&word(key)), "{key}");
    }
    h.key_press(Key::Escape);
}
