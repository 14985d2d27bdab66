//! The growth of a child by keyboard: what the passport says, the curve behind it, the arithmetic one key away.

use egui::Key;
use feldsher::domain::card::CardView;
use feldsher::domain::chunk::Kind;
use feldsher::domain::dates::PartialDate;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::forms::{FormSet, VISIT};
use feldsher::i18n::tr;

use super::fixture::{child, event, id, visit, woman};
use super::stage::{Hands as _, stage};
use crate::ui::keys::Keys as _;
use crate::ui::shoot;

/// The boy of the fixture with other visits: days before today, kg, cm.
fn measured(born: &str, days: &[(i64, &str, &str)]) -> CardView {
    let mut view = child();
    view.person.born = born.parse::<PartialDate>().unwrap();
    view.visits = days
        .iter()
        .enumerate()
        .map(|(at, (ago, kg, cm))| {
            let mut answers = Vec::new();
            let (kg, cm) = (format!("q:{kg}|kg"), format!("q:{cm}|cm"));
            if kg != "q:|kg" {
                answers.push(("weight", kg.as_str()));
            }
            if cm != "q:|cm" {
                answers.push(("height", cm.as_str()));
            }
            let content = visit(&answers, &[("Z00.1", "Плановый осмотр ребёнка")]);
            event(80 + at as u8, Kind::VISIT, id(10), *ago, content)
        })
        .collect();
    view
}

/// Born on 10 March 2024, thin at two and a half.
fn thin() -> CardView {
    measured(
        "2024-03-10",
        &[
            (980, "3.4", "50"),
            (920, "5.4", "58"),
            (860, "7", "64"),
            (800, "7.8", "68"),
            (700, "8.9", "72.5"),
            (620, "9.6", "76"),
            (440, "10.6", "82"),
            (250, "11", "87"),
            (90, "10.4", "89"),
            (1, "9.5", "90"),
        ],
    )
}

fn well() -> CardView {
    measured(
        "2025-12-01",
        &[
            (350, "3.3", "50"),
            (300, "5.2", "57"),
            (240, "7", "64"),
            (120, "8.5", "70"),
            (2, "9.6", "75.5"),
        ],
    )
}

fn school() -> CardView {
    measured(
        "2018-05-01",
        &[(900, "22", "118"), (500, "26", "124"), (30, "38", "130")],
    )
}

#[test]
fn a_thin_child_is_seen_in_the_passport_and_on_the_curve() {
    for lang in Lang::ALL {
        let code = lang.code();
        let word = |key: &str| tr(lang, key, &[]);
        let mut h = stage(Role::Nurse, lang, vec![thin()]);
        h.open(id(10));
        assert!(
            h.sees(&word("growth-flag-severe-acute-malnutrition")),
            "{lang:?}"
        );
        shoot(&mut h, &format!("growth-passport-{code}"));
        h.press(Key::F8);
        h.tab_to(&word("growth-open"));
        h.press(Key::Enter);
        h.run_steps(6);
        assert!(h.sees(&word("growth-flag-severe-wasting")), "{lang:?}");
        shoot(&mut h, &format!("growth-wfl-{code}"));
        // The curve is a Tab stop; its name is the sentence of the chosen day.
        h.press(Key::Tab);
        let said = h.focused().unwrap_or_default();
        assert!(
            said.contains(&word("growth-flag-severe-acute-malnutrition")),
            "{lang:?}: {said}"
        );
        h.press(Key::ArrowLeft);
        let before = h.focused().unwrap_or_default();
        assert_ne!(before, said, "{lang:?}: the day before");
        h.press(Key::End);
        assert_eq!(h.focused().unwrap_or_default(), said);
        h.tab_to(&word("growth-show-arithmetic"));
        h.press(Key::Enter);
        h.run_steps(6);
        assert!(h.sees("z = "), "{lang:?}");
        shoot(&mut h, &format!("growth-arithmetic-{code}"));
        h.press(Key::Escape);
        h.run_steps(4);
        assert_eq!(
            h.focused().as_deref(),
            Some(word("growth-open").as_str()),
            "{lang:?}: Esc comes back to the button"
        );
    }
}

#[test]
fn every_curve_of_a_well_child() {
    let mut h = stage(Role::Doctor, Lang::Ru, vec![well()]);
    h.open(id(10));
    assert!(h.sees("По этим измерениям нарушений питания нет"));
    h.press(Key::F8);
    h.tab_to("Кривая роста");
    h.press(Key::Enter);
    for name in ["wfl", "bmi", "wfa", "lhfa"] {
        h.run_steps(4);
        shoot(&mut h, &format!("growth-well-{name}"));
        h.press(Key::ArrowRight);
    }
}

#[test]
fn school_children_have_a_curve_too() {
    let mut h = stage(Role::Doctor, Lang::Ka, vec![school()]);
    h.open(id(10));
    assert!(h.sees(&tr(Lang::Ka, "growth-flag-obesity", &[])));
    h.press(Key::F8);
    h.tab_to(&tr(Lang::Ka, "growth-open", &[]));
    h.press(Key::Enter);
    h.run_steps(6);
    shoot(&mut h, "growth-school-ka");
}

#[test]
fn without_a_length_thinness_is_not_denied() {
    let mut h = stage(
        Role::Nurse,
        Lang::En,
        vec![measured("2025-05-01", &[(3, "9.9", "")])],
    );
    h.open(id(10));
    assert!(h.sees("without it thinness is not seen"));
    assert!(!h.sees("show no malnutrition"));
}

#[test]
fn an_adult_has_no_growth() {
    let mut h = stage(Role::Nurse, Lang::En, vec![woman()]);
    h.open(id(12));
    assert!(!h.sees("Growth curve"));
}

/// Weight and height are typed, and the visit itself says what they mean.
#[test]
fn the_visit_says_what_was_just_measured() {
    for (card, kg, cm, said) in [
        // The passport beside it still says that the last visit was well.
        (
            well(),
            "6",
            "75,5",
            "Тяжёлая острая недостаточность питания",
        ),
        (well(), "9,6", "75,5", "Масса к росту z"),
    ] {
        let mut h = stage(Role::Nurse, Lang::Ru, vec![card]);
        h.open(id(10));
        h.press(Key::F4);
        h.write("Масса тела", kg);
        h.write("Рост", cm);
        h.run_steps(6);
        assert!(h.state().app.route.is_of_visit());
        assert!(h.sees(said), "{said}");
        shoot(&mut h, &format!("growth-visit-{kg}"));
    }
    let mut h = stage(Role::Doctor, Lang::En, vec![school_leaver()]);
    h.open(id(10));
    h.press(Key::F4);
    h.write("Weight", "70");
    assert!(!h.sees("Body mass index"), "not without the height");
    h.write("Height", "175");
    h.run_steps(6);
    assert!(h.sees("Body mass index 22.9 kg/m²"));
}

/// Head, arm, oedema and the position go into the same sentence; all of it by keyboard, numbers by numeric keys alone.
#[test]
fn head_arm_and_oedema_are_said_while_they_are_typed() {
    for lang in Lang::ALL {
        let word = |key: &str| tr(lang, key, &[]);
        let form = FormSet::in_force().current(VISIT).unwrap();
        let label = |id: &str| form.item(id).unwrap().text(lang).to_owned();
        let mut h = stage(Role::Nurse, lang, vec![well()]);
        h.open(id(10));
        h.press(Key::F4);
        assert!(
            !h.sees(&label("length-position")),
            "{lang:?}: not before the length"
        );
        h.write(&label("weight"), "9,6");
        h.write(&label("height"), "75,5");
        h.write(&label("head"), "46");
        h.write(&label("muac"), "14,5");
        h.run_steps(4);
        assert!(h.sees(&format!("{} z", word("growth-hc"))), "{lang:?}");
        assert!(h.sees(&format!("{} z", word("growth-ac"))), "{lang:?}");
        let lying = &form.item("length-position").unwrap().options[0];
        h.pick(&label("length-position"), lying.text.get(lang));
        h.pick(&label("oedema"), &word("common-yes"));
        h.run_steps(4);
        assert!(
            h.sees(&word("growth-flag-severe-acute-malnutrition")),
            "{lang:?}"
        );
        shoot(&mut h, &format!("growth-visit-all-{}", lang.code()));
        h.only_keys();
        h.run_steps(60);
        let saved = &h.state().saved.last().unwrap().visit;
        assert_eq!(saved.form_version, form.version);
        assert_eq!(saved.answers["oedema"], "b:true", "{lang:?}");
        assert_eq!(saved.answers["head"], "q:46|cm");
        assert!(saved.answers["length-position"].contains("|lying|"));
    }
    // Below nine months "standing" is a slip: the length is taken as it is, and the sentence says so.
    let mut h = stage(
        Role::Nurse,
        Lang::Ru,
        vec![measured("2026-05-01", &[(30, "7", "66")])],
    );
    h.open(id(10));
    h.press(Key::F4);
    h.write("Масса тела", "7,4");
    h.write("Рост", "67");
    h.pick("Рост измерен", "стоя");
    h.run_steps(4);
    assert!(h.sees("До девяти месяцев ребёнка измеряют лёжа"));
}

/// What was measured of the head has its curve.
#[test]
fn the_head_has_a_curve() {
    let mut card = well();
    for (visit, cm) in card.visits.iter_mut().zip(["34.5", "38", "41", "45", "46"]) {
        visit.content.form_version = "1.1".into();
        let head = format!("q:{cm}|cm");
        visit.content.answers.insert("head".into(), head);
    }
    let mut h = stage(Role::Doctor, Lang::Ru, vec![card]);
    h.open(id(10));
    h.press(Key::F8);
    h.tab_to("Кривая роста");
    h.press(Key::Enter);
    h.run_steps(6);
    h.pick("Кривая", &tr(Lang::Ru, "growth-hc", &[]));
    h.run_steps(4);
    assert!(h.sees("46\u{a0}см · "), "the value beside its z");
    shoot(&mut h, "growth-head-ru");
}

/// Grown up: the standard of WHO ends at nineteen.
fn school_leaver() -> CardView {
    measured("1996-05-01", &[])
}
