//! The four answers of the dose check as a doctor meets them, in five languages: each has its word, no English is left, no button is
//! cut; and pictures to look at.

use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::i18n::tr;

use super::fixture::{child, id};
use super::looks::choose;
use super::stage::{Hands as _, Stage, stage};
use crate::ui::keys::Keys as _;
use crate::ui::shoot;

/// A syrup of 120 mg in 5 mL, three times a day, by a doctor who asked everything; `dose` mg.
fn ordered(lang: Lang, medicine: &str, dose: &str, weighed: bool) -> Harness<'static, Stage> {
    let word = |key: &str| tr(lang, key, &[]);
    let mut card = child();
    if !weighed {
        card.visits.clear();
    }
    let mut h = stage(Role::Doctor, lang, vec![card]);
    h.open(id(10));
    h.press(Key::F4);
    h.press(Key::F9);
    choose(&mut h, medicine);
    if medicine == "paracetamol" {
        h.tab_to(&word("common-route"));
        h.press(Key::ArrowRight);
        h.pick(&word("card-form"), &word("card-form-syrup-suspension"));
        let strength = |h: &Harness<'static, Stage>| {
            h.root().children_recursive().find_map(|n| {
                let name = n.accesskit_node().label()?;
                name.starts_with("120").then_some(name)
            })
        };
        let strength = strength(&h).expect("120 mg/5 mL stands on a label");
        h.pick(&word("card-strength"), &strength.replace('\u{a0}', " "));
    }
    h.write(&word("card-one-dose"), dose);
    h.write(&word("card-times"), "3");
    assert!(h.tick(&word("card-asked-given")));
    assert!(h.tick(&word("card-asked-medicines")));
    if h.sees(&word("card-conditions")) {
        h.pick(&word("card-conditions"), &word("card-conditions-none"));
    }
    // The answer stands at the top of its column.
    h.tab_to(&word("card-one-dose"));
    h.run_steps(4);
    h
}

#[test]
fn each_answer_in_five_languages() {
    for lang in Lang::ALL {
        for (name, medicine, dose, weighed, says) in [
            (
                "within",
                "paracetamol",
                "180",
                true,
                "finding-verdict-within",
            ),
            (
                "outside",
                "paracetamol",
                "2500",
                true,
                "finding-verdict-outside",
            ),
            (
                "cannot-check",
                "paracetamol",
                "180",
                false,
                "finding-verdict-cannot-check",
            ),
            (
                "contraindicated",
                "amoxicillin",
                "250",
                true,
                "finding-level-contraindicated",
            ),
        ] {
            let h = &mut ordered(lang, medicine, dose, weighed);
            shoot(h, &format!("answer-{name}-{}", lang.code()));
            assert!(h.sees(&tr(lang, says, &[])), "{lang:?} {name}");
            let english = tr(lang, "finding-untranslated", &[("text", "")]);
            assert!(
                lang == Lang::En || !h.sees(english.trim()),
                "{lang:?} {name}: English on the screen"
            );
        }
    }
}
