//! The preventive plan by keyboard: what the passport says, the year behind it, marking an item as done, the paper.

use egui::Key;
use feldsher::domain::card::CardView;
use feldsher::domain::dates::PartialDate;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::i18n::tr;

use super::fixture::{id, woman};
use super::stage::{Hands as _, stage};
use crate::ui::keys::Keys as _;
use crate::ui::shoot;

/// Fifty-six years old: of the age of four programmes.
fn older() -> CardView {
    let mut view = woman();
    view.person.born = "1970-03-10".parse::<PartialDate>().unwrap();
    view.pregnancy = None;
    view
}

#[test]
fn a_year_is_shown_marked_and_printed_by_keyboard() {
    for lang in Lang::ALL {
        let code = lang.code();
        let word = |key: &str| tr(lang, key, &[]);
        let mut h = stage(Role::Nurse, lang, vec![older()]);
        h.open(id(12));
        h.press(Key::F8);
        h.tab_to(&word("prevention-open"));
        shoot(&mut h, &format!("prevention-passport-{code}"));
        assert!(h.sees(&word("prevention-item-cervix")), "{lang:?}");
        h.press(Key::Enter);
        h.run_steps(6);
        assert!(h.sees(&word("prevention-item-bowel")), "{lang:?}");
        assert!(h.sees(&word("prevention-not-approved")), "{lang:?}");
        assert!(h.sees(&word("prevention-unconfirmed")), "{lang:?}");
        shoot(&mut h, &format!("prevention-plan-{code}"));
        h.tab_to(&word("prevention-title"));
        h.press(Key::Enter);
        h.run_steps(6);
        shoot(&mut h, &format!("prevention-mark-{code}"));
        h.tab_to(&word("vaccination-sign"));
        h.press(Key::Enter);
        h.run_steps(8);
        let kept = &h.state().cards[&id(12)].preventive[0].content;
        assert_eq!(kept.item, "kz-cervix", "{lang:?}");
        assert!(kept.is_done() && kept.date.day() == Some(crate::ui::today()));
        // Done: it stands at the end, where a slip of the hand is found again.
        h.tab_to(&word("prevention-title"));
        h.press(Key::End);
        h.run_steps(4);
        assert!(h.sees(&word("prevention-status-done")), "{lang:?}");
        h.tab_to(&word("card-withdraw"));
        h.press(Key::Enter);
        h.run_steps(6);
        h.pick(&word("common-reason"), &word("card-withdraw-mistake"));
        h.tab_to(&word("card-withdraw-do"));
        h.press(Key::Enter);
        h.run_steps(8);
        let Some(feldsher::worker::Op::Withdraw { error, .. }) = h.state().ops.last() else {
            panic!("{lang:?}: nothing was withdrawn");
        };
        let kept = h.state().cards[&id(12)].preventive[0].id;
        assert_eq!(error.target, kept, "{lang:?}");
        h.tab_to(&word("vaccination-print"));
        h.press(Key::Enter);
        h.run_steps(8);
        assert!(h.state().log.iter().any(|job| job == "Preview"), "{lang:?}");
        h.only_keys();
    }
}
