//! The simulation is worth what it notices: every guard that is left out and every bug that is planted must turn it red.

use feldsher::sync::guards::{Guard, Guards};

use super::plant::Plant;
use super::world::{Setup, kinds};
use super::{Failure, run};

/// Seeds within which a guard must be missed and a bug be seen.
const WITHIN: u64 = 400;

fn seen(name: &str, setup: Setup) -> String {
    let (_, failures) = run(0, WITHIN, setup, 1);
    let Some(Failure { seed, what, .. }) = failures.into_iter().next() else {
        panic!("{name} went unseen in {WITHIN} seeds")
    };
    let what: String = what.chars().take(110).collect();
    eprintln!("| {name} | {seed} | {what} |");
    what
}

fn without(guards: &[Guard], kinds: u32) -> String {
    let left = guards
        .iter()
        .fold(Guards::ALL, |all, guard| all.left_out_in_a_test(*guard));
    let setup = Setup {
        guards: left,
        plant: None,
        kinds: Some(kinds),
        ..Setup::USUAL
    };
    seen(&format!("without {guards:?}"), setup)
}

#[test]
fn a_cursor_that_names_no_history_is_missed() {
    without(&[Guard::Lineage], kinds::STORE);
}

#[test]
fn a_store_that_takes_two_changes_under_one_number_is_missed() {
    without(&[Guard::OneChangePerNumber], kinds::CLONED);
}

#[test]
fn a_grant_without_its_history_is_missed() {
    without(&[Guard::Backfill], kinds::GRANTS);
}

#[test]
fn a_store_that_takes_in_again_what_was_erased_is_missed() {
    let what = without(&[Guard::Tombstone], kinds::GRANTS);
    assert!(what.starts_with("E: "), "{what}");
}

/// The digest mends it, and says so; without both it is lost.
#[test]
fn what_is_not_handed_back_after_a_restore_is_missed() {
    let what = without(&[Guard::HandBack], kinds::STORE);
    assert!(what.contains("repairs"), "{what}");
    let what = without(&[Guard::HandBack, Guard::DigestRepair], kinds::STORE);
    assert!(what.starts_with('I'), "{what}");
}

/// Each with the troubles in which it shows.
const PLANTS: [(Plant, u32); 17] = [
    (Plant::ForgetsAcknowledgements, kinds::LINE),
    (Plant::TakesForkForAccepted, kinds::CLONED),
    (Plant::TakesHeldForAccepted, kinds::STORE | kinds::RESTORED),
    (Plant::DropsTheLastOfABatch, kinds::LINE),
    (Plant::KeepsNoCursor, kinds::LINE),
    (Plant::ForgetsTheReset, kinds::STORE),
    (Plant::ForgetsWhatIsLacking, kinds::RESTORED),
    (Plant::ForgetsTheToken, kinds::CLOCKS),
    (Plant::MovesTheCursorOnAFullDisk, kinds::LINE),
    (Plant::AnswersWithoutCommit, kinds::LINE),
    (Plant::SeesOneHolderOnly, kinds::GRANTS),
    (Plant::GrantsWithoutHolding, kinds::GRANTS),
    (Plant::ForgetsQuarantine, kinds::GUESTS),
    (Plant::SaysStableAtOnce, kinds::STORE),
    (Plant::BacksUpWithoutTheLog, kinds::STORE),
    (Plant::LosesTheLastCommit, kinds::POWER),
    (Plant::WritesAgainUnderAnotherId, kinds::POWER),
];

#[test]
fn every_planted_bug_is_caught() {
    for (plant, kinds) in PLANTS {
        let setup = Setup {
            guards: Guards::ALL,
            plant: Some(plant),
            kinds: Some(kinds),
            ..Setup::USUAL
        };
        seen(&format!("{plant:?}"), setup);
    }
}
