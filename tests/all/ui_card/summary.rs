//! A summary goes out and a foreign one comes in, by keyboard; and how that looks in five languages.

use egui::Key;
use egui_kittest::Harness;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::i18n::tr;
use feldsher::ops::op::Op;

use super::fixture::{id, woman};
use super::stage::{Hands as _, Stage, stage};
use crate::ui::keys::Keys as _;
use crate::ui::shoot;

const RICH: &str = "tests/all/interop/fixtures/rich.json";
const MODIFIERS: &str = "tests/all/interop/fixtures/modifiers.json";

/// The dialog behind a button at the end of the passport, with a path typed into it.
fn ask(h: &mut Harness<'static, Stage>, lang: Lang, button: &str, path: &str) {
    h.tab_to(&tr(lang, button, &[]));
    h.press(Key::Enter);
    h.run_steps(4);
    h.typed(path);
    h.run_steps(2);
}

fn press(h: &mut Harness<'static, Stage>, lang: Lang, button: &str) {
    h.tab_to(&tr(lang, button, &[]));
    h.press(Key::Enter);
    h.run_steps(8);
}

#[test]
fn a_summary_goes_out_by_keyboard() {
    let lang = Lang::Ru;
    let mut h = stage(Role::Nurse, lang, vec![woman()]);
    h.open(id(12));
    ask(&mut h, lang, "foreign-ui-export", "");
    press(&mut h, lang, "foreign-ui-write");
    assert!(h.sees(&tr(lang, "foreign-ui-need-path", &[])));
    assert!(!h.state().log.iter().any(|job| job == "Export"));
    h.press(Key::Escape);
    h.run_steps(4);
    ask(&mut h, lang, "foreign-ui-export", "/tmp/ips.json");
    shoot(&mut h, "summary-export-ru");
    press(&mut h, lang, "foreign-ui-write");
    assert!(h.state().log.iter().any(|job| job == "Export"));
    assert!(h.sees("/tmp/ips.json"), "it says where");
}

#[test]
fn a_foreign_summary_is_shown_and_changes_nothing() {
    for lang in Lang::ALL {
        let code = lang.code();
        let mut h = stage(Role::Doctor, lang, vec![woman()]);
        h.open(id(12));
        ask(&mut h, lang, "foreign-ui-import", MODIFIERS);
        press(&mut h, lang, "foreign-ui-read");
        assert!(h.sees("Summary with modifiers (invented)"), "{lang:?}");
        assert!(h.sees("https://example.org/fhir/draft-of-machine"));
        shoot(&mut h, &format!("foreign-{code}"));
        h.tab_to("Allergies\u{a0}(3)");
        h.press(Key::Enter);
        h.run_steps(6);
        assert!(h.sees("refuted"), "{lang:?}");
        assert!(
            !h.sees(&tr(lang, "foreign-ui-take", &[])),
            "nothing of these can be taken"
        );
        shoot(&mut h, &format!("foreign-modifiers-{code}"));
        assert!(h.state().ops.is_empty());
        press(&mut h, lang, "foreign-ui-keep");
        assert!(h.state().log.iter().any(|job| job == "AttachFile"));
        h.press(Key::Escape);
        h.run_steps(4);
        assert!(!h.sees("Summary with modifiers (invented)"));
    }
}

#[test]
fn an_allergy_is_taken_with_its_source() {
    let lang = Lang::Ru;
    let mut h = stage(Role::Doctor, lang, vec![woman()]);
    h.open(id(12));
    ask(&mut h, lang, "foreign-ui-import", RICH);
    press(&mut h, lang, "foreign-ui-read");
    h.tab_to("Alergias\u{a0}(1)");
    h.press(Key::Enter);
    h.run_steps(6);
    shoot(&mut h, "foreign-rich-ru");
    press(&mut h, lang, "foreign-ui-take");
    shoot(&mut h, "foreign-take-ru");
    assert!(h.state().ops.is_empty(), "the user looks at it first");
    press(&mut h, lang, "common-save");
    let Some(Op::SetFact { key, value, .. }) = h.state().ops.last().cloned() else {
        panic!("{:?}", h.state().ops)
    };
    assert_eq!(key, "al/new");
    assert_eq!(value["substance"], "Amoxicilina (inventado)");
    let note = value["note"].as_str().unwrap_or_default();
    assert!(
        note.contains("Centro de Saúde Inventado") && note.contains("2026-03-04"),
        "{note}"
    );
    h.run_steps(6);
    assert!(
        h.sees("Resumo do paciente (inventado)"),
        "the summary comes back"
    );
}

#[test]
fn a_file_that_is_none_is_refused_in_place() {
    let lang = Lang::Kk;
    let mut h = stage(Role::Doctor, lang, vec![woman()]);
    h.open(id(12));
    ask(&mut h, lang, "foreign-ui-import", "Cargo.toml");
    press(&mut h, lang, "foreign-ui-read");
    assert!(h.sees("Cargo.toml"));
    shoot(&mut h, "foreign-refused-kk");
}

#[test]
fn who_may_not_read_the_card_has_no_buttons() {
    let mut h = stage(Role::Registrar, Lang::Ru, vec![woman()]);
    h.run_steps(6);
    assert!(!h.sees(&tr(Lang::Ru, "foreign-ui-export", &[])));
}
