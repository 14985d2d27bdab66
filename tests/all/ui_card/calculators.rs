//! The calculators of a visit, by keyboard: what is known is not typed again, and the answer stands in the findings.

use egui::{Key, Modifiers};
use feldsher::domain::dates::PartialDate;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::forms::{FormSet, VISIT};
use feldsher::i18n::tr;

use super::fixture::{child, id};
use super::stage::{Hands as _, stage};
use crate::ui::keys::Keys as _;
use crate::ui::shoot;

fn label(lang: Lang, link_id: &str) -> String {
    let form = FormSet::in_force().current(VISIT).unwrap();
    form.item(link_id).unwrap().text(lang).to_owned()
}

#[test]
fn the_risk_of_a_man_of_fifty_goes_into_his_findings() {
    for lang in Lang::ALL {
        let word = |key: &str| tr(lang, key, &[]);
        let mut man = child();
        man.person.born = PartialDate::from_ymd(1976, 3, 10).unwrap();
        man.visits.clear();
        let mut h = stage(Role::Doctor, lang, vec![man]);
        h.open(id(10));
        h.press(Key::F4);
        h.write(&label(lang, "bp-sys"), "140");
        h.write(&label(lang, "exam"), "Rhythmic");
        h.tab_to(&word("calc-open"));
        h.press(Key::Enter);
        h.run_steps(4);
        assert!(
            !h.sees(&word("calc-name-score2_op")),
            "{lang:?}: not his age"
        );
        assert!(!h.sees(&word("calc-name-etat")), "{lang:?}: not a child");
        shoot(&mut h, &format!("calculators-{}", lang.code()));
        h.tab_to(&word("calc-name-score2"));
        h.press(Key::Enter);
        h.run_steps(4);
        h.tab_to(&word("calc-field-smoker"));
        h.press(Key::Num1);
        h.write(&word("calc-field-total_cholesterol_mmol_l"), "6,3");
        h.write(&word("calc-field-hdl_mmol_l"), "14");
        h.tab_to(&word("calc-field-diabetes"));
        h.press(Key::Num2);
        h.tab_to(&word("calc-field-known_disease"));
        h.press(Key::Num2);
        h.run_steps(4);
        let range = [
            ("field", word("calc-field-hdl_mmol_l")),
            (
                "min",
                if lang == Lang::En { "0.4" } else { "0,4" }.to_owned(),
            ),
            ("max", "4".to_owned()),
            ("unit", word("calc-unit-mmol_l")),
        ];
        let range: Vec<(&str, &str)> = range.iter().map(|(k, v)| (*k, v.as_str())).collect();
        assert!(h.sees(&tr(lang, "calc-range", &range)), "{lang:?}");
        h.tab_to(&word("calc-field-hdl_mmol_l"));
        h.chord(Modifiers::COMMAND, Key::A);
        h.typed("1,4");
        h.run_steps(4);
        let risk = word("calc-out-risk_percent");
        assert!(h.sees(&risk), "{lang:?}");
        shoot(&mut h, &format!("calculator-score2-{}", lang.code()));
        h.tab_to(&word("calc-insert"));
        h.press(Key::Enter);
        h.run_steps(6);
        let written = format!("Rhythmic\n{}: {risk}", word("calc-name-score2"));
        assert!(
            h.sees(&written),
            "{lang:?}: what was typed stays, the answer stands below"
        );
        h.only_keys();
    }
}

#[test]
fn an_emergency_of_a_child_is_said_with_its_signs() {
    let lang = Lang::Ru;
    let word = |key: &str| tr(lang, key, &[]);
    let mut h = stage(Role::Nurse, lang, vec![child()]);
    h.open(id(10));
    h.press(Key::F4);
    h.tab_to(&word("calc-open"));
    h.press(Key::Enter);
    h.run_steps(4);
    h.tab_to(&word("calc-name-etat"));
    h.press(Key::Enter);
    h.run_steps(4);
    // Digits answer and go on: 2 is "no", the first sign is "yes"; consciousness has four words.
    let about = feldsher::clinical::calc::find("etat").unwrap();
    let signs = about
        .fields
        .iter()
        .filter(|field| !field.choices.is_empty());
    let signs: Vec<&str> = signs.map(|field| field.name.as_str()).collect();
    assert_eq!(
        (signs.len(), signs[0], signs[6]),
        (23, "not_breathing", "avpu")
    );
    for (at, field) in signs.into_iter().enumerate() {
        assert_eq!(h.sees(&word("calc-word-emergency")), at > 0, "{field}");
        h.tab_to(&word(&format!("calc-field-{field}")));
        h.press(if at == 0 || at == 6 {
            Key::Num1
        } else {
            Key::Num2
        });
    }
    h.run_steps(4);
    assert!(h.sees(&word("calc-word-emergency")));
    assert!(h.sees(&word("calc-out-signs")));
    shoot(&mut h, "calculator-etat-ru");
    h.only_keys();
}
