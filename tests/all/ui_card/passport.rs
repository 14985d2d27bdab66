//! The health passport by keyboard: F8 puts all of it in front, what an emergency asks for stands above the fold, "not asked" is not
//! "none", every fact says who wrote it, and what no visit has a place for is written here.

use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;
use feldsher::domain::background::{
    Asked, Disability, FamilyIllness, Habit, Procedure, ProcedureKind,
};
use feldsher::domain::card::CardView;
use feldsher::domain::lang::Lang;
use feldsher::domain::person::Contact;
use feldsher::domain::role::Role;
use feldsher::i18n::tr;
use feldsher::ui::theme::tokens::Scheme;
use feldsher::worker::Op;

use super::fixture::{DOCTOR, child, id, noted, woman};
use super::stage::{Hands as _, Stage, stage, stage_in};
use crate::ui::keys::Keys as _;
use crate::ui::shoot;

/// The woman with everything that the passport has a place for.
fn known() -> CardView {
    let mut view = woman();
    let card = view.patient;
    view.places = [(DOCTOR, "ФАП Ақсу".to_owned())].into();
    view.contacts = vec![noted(
        card,
        "ct/1",
        20,
        Contact {
            name: "Toʻxtayev Oʻktam".into(),
            relation: "father".into(),
            phone: "+998901234567".into(),
            ..Contact::default()
        },
    )];
    view.procedures = vec![noted(
        card,
        "proc/1",
        20,
        Procedure {
            kind: ProcedureKind::Implant,
            title: "Yurak stimulyatori".into(),
            date: "2024-05".parse().unwrap(),
            ..Procedure::default()
        },
    )];
    view.habits = vec![noted(
        card,
        "risk/tobacco",
        20,
        Habit {
            value: "past".into(),
            note: "2019".into(),
        },
    )];
    view.disability = vec![noted(
        card,
        "disab",
        20,
        Disability {
            value: "3".into(),
            note: String::new(),
        },
    )];
    view.family = vec![noted(
        card,
        "fam/1",
        20,
        FamilyIllness {
            relation: "mother".into(),
            title: "Qandli diabet".into(),
            ..FamilyIllness::default()
        },
    )];
    view.asked = vec![noted(card, "none/med", 20, Asked { none_known: true })];
    view
}

/// Upper and lower edge of the heading with these words.
fn heading(h: &Harness<'static, Stage>, words: &str) -> Option<(f64, f64)> {
    let found = h.root().children_recursive().find(|n| {
        let node = n.accesskit_node();
        node.label().or_else(|| node.value()).as_deref() == Some(words)
    })?;
    let place = found.accesskit_node().bounding_box()?;
    Some((place.y0, place.y1))
}

/// Upper and lower edge of the first thing on screen that says `words`.
fn edges(h: &Harness<'static, Stage>, words: &str) -> Option<(f64, f64)> {
    let said = |node: &egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        let says = |text: Option<String>| text.is_some_and(|text| text.contains(words));
        says(node.label()) || says(node.value())
    };
    let found = h.root().children_recursive().find(|n| said(n))?;
    let place = found.accesskit_node().bounding_box()?;
    Some((place.y0, place.y1))
}

/// Nothing of an emergency is scrolled for, in a usual window and in the smallest one.
#[test]
fn what_an_emergency_asks_for_stands_above_the_fold_in_five_languages() {
    for lang in Lang::ALL {
        for (width, height) in [(1366.0_f32, 768.0_f32), (1024.0, 600.0)] {
            let word = |key: &str| tr(lang, key, &[]);
            let mut h = stage(Role::Nurse, lang, vec![known()]);
            h.open(id(12));
            h.set_size(egui::vec2(width, height));
            h.run_steps(6);
            h.press(Key::F8);
            h.run_steps(6);
            for key in [
                "card-allergies",
                "card-blood",
                "card-alerts",
                "common-pregnancy",
                "card-problems",
                "card-medicines",
                "passport-vitals",
                "screen-kin",
            ] {
                let place = heading(&h, &word(key));
                let (top, bottom) = place.unwrap_or_else(|| panic!("{lang:?}: no {key}"));
                let fold = f64::from(height) - 32.0;
                assert!(
                    top >= 88.0 && bottom <= fold,
                    "{lang:?} {width}: {key} {top} {bottom}"
                );
            }
            for fact in ["A(II) Rh+", "118/74", "+998"] {
                let (_, bottom) = edges(&h, fact).unwrap_or_else(|| panic!("{lang:?}: {fact}"));
                assert!(
                    bottom <= f64::from(height) - 32.0,
                    "{lang:?} {width}: {fact}"
                );
            }
            shoot(
                &mut h,
                &format!("passport-{}-{}", width as i32, lang.code()),
            );
            h.press(Key::Escape);
            h.run_steps(6);
            assert!(!h.sees(&word("passport-habits")), "{lang:?}: Esc goes back");
            h.only_keys();
        }
    }
}

#[test]
fn not_asked_is_not_none_and_asking_is_written() {
    for lang in Lang::ALL {
        let word = |key: &str| tr(lang, key, &[]);
        let mut h = stage(Role::Nurse, lang, vec![known()]);
        h.open(id(12));
        h.press(Key::F8);
        h.run_steps(6);
        // Somebody asked about medicines; nobody about problems.
        let asked = tr(
            lang,
            "passport-none",
            &[("who", "Сейітова А. М."), ("date", &date(lang))],
        );
        assert!(h.sees(&asked), "{lang:?}: {asked}");
        assert!(h.sees(&word("passport-not-asked")), "{lang:?}");
        h.tab_to(&word("passport-say-none"));
        h.press(Key::Enter);
        h.run_steps(4);
        let Some(Op::SetFact { key, value, .. }) = h.state().ops.last() else {
            panic!("{lang:?}: nothing was written");
        };
        assert_eq!((key.as_str(), value.len()), ("none/pr", 1));
        assert_eq!(value["none_known"], true);
        h.only_keys();
    }
}

fn date(lang: Lang) -> String {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
    feldsher::i18n::dates::short(lang, day)
}

#[test]
fn every_fact_says_who_where_and_when_on_demand() {
    let mut h = stage(Role::Doctor, Lang::Ru, vec![known()]);
    h.open(id(12));
    h.press(Key::F8);
    h.run_steps(6);
    assert!(!h.sees("ФАП Ақсу · записано"));
    h.tab_to("Кто, где и когда");
    h.press(Key::Space);
    h.run_steps(4);
    assert!(h.sees("Сейітова А. М. · ФАП Ақсу · записано 01-ноя-2026"));
    assert!(h.sees("измерено 01-ноя-2026"), "a value has two times");
    shoot(&mut h, "passport-sources-ru");
}

#[test]
fn a_contact_a_habit_and_an_implant_are_written_by_keyboard() {
    for lang in Lang::ALL {
        let word = |key: &str| tr(lang, key, &[]);
        let mut h = stage(Role::Nurse, lang, vec![child()]);
        h.open(id(10));
        h.press(Key::F8);
        h.run_steps(6);
        add(&mut h, lang, "screen-kin");
        h.write(&word("screen-kin-name"), "Жұмабаев Бауыржан");
        h.write(&word("common-phone"), "8 701 555 01 02");
        h.tab_to(&word("screen-kin-relation"));
        h.press(Key::ArrowRight);
        h.press(Key::ArrowRight);
        shoot(&mut h, &format!("passport-contact-{}", lang.code()));
        save(&mut h, lang);
        let (key, value) = written(&h);
        assert_eq!(key, "ct/new");
        assert_eq!(value["name"], "Жұмабаев Бауыржан");
        assert_eq!(value["phone"], "+77015550102");
        assert!(value["relation"].is_string());

        add(&mut h, lang, "passport-habits");
        save(&mut h, lang);
        assert!(
            h.sees(&word("card-field-missing")),
            "{lang:?}: both are asked"
        );
        h.pick(
            &word("passport-procedure-kind"),
            &word("passport-habit-nasvay"),
        );
        h.pick(&word("card-status"), &word("passport-habit-now"));
        save(&mut h, lang);
        let (key, value) = written(&h);
        assert_eq!(
            (key.as_str(), &value["value"]),
            ("risk/nasvay", &"now".into())
        );

        add(&mut h, lang, "passport-procedures");
        h.pick(
            &word("passport-procedure-kind"),
            &word("passport-procedure-implant"),
        );
        h.write(&word("passport-procedure-title"), "кардиостимулятор");
        shoot(&mut h, &format!("passport-implant-{}", lang.code()));
        save(&mut h, lang);
        let (key, value) = written(&h);
        assert_eq!(
            (key.as_str(), &value["kind"]),
            ("proc/new", &"implant".into())
        );
        h.only_keys();
    }
}

/// Presses the add-button of the list with this title; it is read aloud with it.
fn add(h: &mut Harness<'static, Stage>, lang: Lang, title: &str) {
    let [button, title] = ["common-add", title].map(|key| tr(lang, key, &[]));
    h.tab_to(&format!("{button} — {title}"));
    h.press(Key::Enter);
    h.run_steps(4);
}

fn save(h: &mut Harness<'static, Stage>, lang: Lang) {
    h.tab_to(&tr(lang, "common-save", &[]));
    h.press(Key::Enter);
    h.run_steps(6);
}

fn written(h: &Harness<'static, Stage>) -> (String, serde_json::Map<String, serde_json::Value>) {
    match h.state().ops.last() {
        Some(Op::SetFact { key, value, .. }) => (key.clone(), value.clone()),
        other => panic!("{other:?}"),
    }
}

/// A small curve is read without eyes, and Enter shows every value with its day and author.
#[test]
fn a_sign_opens_all_its_values() {
    let mut h = stage_in(Scheme::Dark, Role::Nurse, Lang::Ru, vec![child()]);
    h.open(id(10));
    h.press(Key::F8);
    h.run_steps(6);
    let spoken = "Масса тела: 13,2";
    let button = h.root().children_recursive().find_map(|n| {
        let label = n.accesskit_node().label()?;
        label.starts_with(spoken).then_some(label)
    });
    let button = button.expect("a weight with its values");
    assert!(
        button.contains("12,6") && button.contains("11,4"),
        "{button}"
    );
    assert!(
        !button.contains("10,1"),
        "what was withdrawn is not there: {button}"
    );
    assert!(
        !button.contains("21,6"),
        "what was corrected is not there: {button}"
    );
    h.tab_to(&button);
    h.press(Key::Enter);
    h.run_steps(4);
    assert!(
        h.sees("12-сен-2026") || h.sees("11-сен-2026"),
        "the day of an earlier value"
    );
    assert!(h.sees("Ахметова Г. С."), "who measured it");
    shoot(&mut h, "passport-trend-dark-ru");
    h.press(Key::Escape);
    h.run_steps(4);
    shoot(&mut h, "passport-child-dark-ru");
    h.only_keys();
}

#[test]
fn both_papers_are_printed_from_the_passport_by_keyboard() {
    let mut h = stage(Role::Doctor, Lang::Ka, vec![known()]);
    h.open(id(12));
    h.press(Key::F8);
    h.run_steps(6);
    h.chord(egui::Modifiers::COMMAND, Key::P);
    h.run_steps(6);
    assert!(h.state().log.iter().any(|job| job == "Preview"));
    h.press(Key::Escape);
    h.run_steps(6);
    let before = h.state().log.iter().filter(|job| *job == "Preview").count();
    h.tab_to(&tr(Lang::Ka, "passport-wallet", &[]));
    h.press(Key::Enter);
    h.run_steps(6);
    let after = h.state().log.iter().filter(|job| *job == "Preview").count();
    assert_eq!(after, before + 1);
}

/// Find in card: words in any script, and the visits of one problem alone.
#[test]
fn the_timeline_is_narrowed_to_words_and_to_one_problem() {
    for lang in Lang::ALL {
        let word = |key: &str| tr(lang, key, &[]);
        let mut h = stage(Role::Doctor, lang, vec![child()]);
        h.open(id(10));
        assert!(h.sees("A09") && h.sees("J06.9"), "{lang:?}");
        h.chord(egui::Modifiers::COMMAND, Key::F);
        h.typed("diareya");
        h.run_steps(4);
        assert!(
            h.sees("A09") && !h.sees("J06.9"),
            "{lang:?}: another script"
        );
        for _ in 0.."diareya".len() {
            h.press(Key::Backspace);
        }
        h.tab_to(&word("card-find-problem"));
        h.pick(&word("card-find-problem"), "j06");
        h.run_steps(4);
        shoot(&mut h, &format!("find-{}", lang.code()));
        let shown = |h: &Harness<'static, Stage>, code: &str| {
            h.root().children_recursive().any(|n| {
                let node = n.accesskit_node();
                node.role() == egui::accesskit::Role::Row
                    && node.label().is_some_and(|label| label.contains(code))
            })
        };
        assert!(shown(&h, "J06.9") && !shown(&h, "A09"), "{lang:?}");
        h.tab_to(&word("card-find-close"));
        h.press(Key::Enter);
        h.run_steps(6);
        assert!(
            shown(&h, "J06.9") && shown(&h, "A09"),
            "{lang:?}: all again"
        );
        h.only_keys();
    }
}
