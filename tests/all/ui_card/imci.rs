//! A sick child by keyboard: digits answer, the classification follows, the visit is signed and printed for the mother.

use egui::{Key, Modifiers};
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::forms::FormSet;
use feldsher::i18n::tr;
use feldsher::ui::screens::Route;

use super::fixture::{child, id, woman};
use super::stage::{Hands as _, stage};
use crate::ui::keys::Keys as _;
use crate::ui::shoot;

const FORM: &str = "urn:feldsher:form:imci-child";

/// The question in the words of the form.
fn question(lang: Lang, id: &str) -> String {
    let form = FormSet::in_force().current(FORM).unwrap();
    form.item(id).unwrap().text(lang).to_owned()
}

#[test]
fn a_sick_child_is_assessed_signed_and_printed_by_keyboard() {
    for lang in Lang::ALL {
        let code = lang.code();
        let word = |key: &str| tr(lang, key, &[]);
        let mut h = stage(Role::Doctor, lang, vec![child()]);
        h.open(id(10));
        h.tab_to(&word("imci-short"));
        h.press(Key::Enter);
        h.run_steps(6);
        assert_eq!(h.state().app.route, Route::Visit { draft: None });
        assert!(h.sees(&word("imci-shown-incomplete")), "{lang:?}");
        assert!(h.sees(&word("imci-keys")), "{lang:?}");
        // What is open says once what to do with it, not in every line.
        assert!(h.sees(&word("imci-open")), "{lang:?}");
        let ask = tr(lang, "imci-ask", &[("signs", "")]);
        assert!(!h.sees(ask.trim()), "{lang:?}");
        assert!(!h.sees(&question(lang, "stridor")), "{lang:?}: not asked");
        h.tab_to(&question(lang, "unable-drink"));
        for _ in 0..5 {
            h.press(Key::Num2);
            h.run_steps(3);
        }
        assert!(h.sees(&word("imci-class-no-danger-sign")), "{lang:?}");
        h.write(&question(lang, "weight"), "13,2");
        h.tab_to(&question(lang, "cough"));
        h.press(Key::Num1);
        h.run_steps(4);
        // What the answer brought up comes next.
        let next = h.focused().unwrap_or_default();
        assert!(next.contains(&question(lang, "cough-days")), "{next}");
        h.typed("3");
        h.write(&question(lang, "resp"), "41");
        h.run_steps(4);
        assert!(h.sees(&word("imci-at-least")), "{lang:?}");
        // The booklet says amoxicillin, the card says allergy: it is said before anything is prescribed.
        let data = feldsher::clinical::Formulary::builtin();
        let told = feldsher::worker::dose::against(data, &child(), "amoxicillin");
        let words = feldsher::ui::Cx::new(
            lang,
            feldsher::ui::theme::tokens::Scheme::Light,
            crate::ui::today(),
        );
        let said = feldsher::ui::screens::card_words::finding_text(&words, &told[0]);
        assert_eq!(told[0].level, feldsher::clinical::Level::Contraindicated);
        assert!(h.sees(&said), "{lang:?}: {said}");
        // Digits one after the other without a pass between them answer one question each.
        h.tab_to(&question(lang, "indrawing"));
        for key in [Key::Num2, Key::Num2, Key::Num2] {
            h.key_press(key);
            h.step();
        }
        h.run_steps(4);
        let at = h.focused().unwrap_or_default();
        assert!(at.contains(&question(lang, "oximeter")), "{lang:?}: {at}");
        h.press(Key::Num2);
        h.run_steps(3);
        assert!(!h.sees(&word("imci-at-least")), "{lang:?}");
        assert!(h.sees(&word("imci-class-pneumonia")), "{lang:?}");
        assert!(h.sees(&word("imci-do-amoxicillin-5")), "{lang:?}");
        assert!(h.sees(&word("imci-shown-yellow-open")), "{lang:?}");
        shoot(&mut h, &format!("imci-{code}"));
        if lang == Lang::Ru {
            h.tab_to("Назначить: Амоксициллин");
            h.press(Key::Enter);
            h.run_steps(6);
            assert_eq!(h.state().app.route, Route::Prescribe);
            assert!(h.sees("Амоксициллин"));
            assert!(h.sees("пневмония"), "for what it is given");
            h.press(Key::Escape);
            h.run_steps(8);
            assert!(h.sees(&word("imci-class-pneumonia")), "back where it was");
        }
        h.run_steps(60);
        let kept = &h.state().saved.last().unwrap().visit;
        assert_eq!(kept.form, FORM);
        assert_eq!(kept.answers["resp"], "q:41|/min");
        assert_eq!(kept.answers["lethargic"], "b:false");
        h.chord(Modifiers::COMMAND, Key::Enter);
        h.run_steps(30);
        h.tab_to(&word("imci-print"));
        h.press(Key::Enter);
        h.run_steps(8);
        assert!(h.state().log.iter().any(|job| job == "Preview"), "{lang:?}");
        h.only_keys();
    }
}

#[test]
fn a_visit_and_an_assessment_are_two_and_grown_ups_have_none() {
    let lang = Lang::Ru;
    let begin = tr(lang, "imci-short", &[]);
    let mut h = stage(Role::Doctor, lang, vec![woman()]);
    h.open(id(12));
    assert!(!h.sees(&begin), "a woman");
    let mut h = stage(Role::Doctor, lang, vec![child()]);
    h.open(id(10));
    assert!(h.sees(&begin));
    h.press(Key::F4);
    h.write("Жалобы", "кашель");
    h.run_steps(80);
    h.press(Key::Escape);
    h.press(Key::Escape);
    h.run_steps(6);
    h.tab_to(&begin);
    h.press(Key::Enter);
    h.run_steps(6);
    assert!(h.sees(&tr(lang, "imci-shown-incomplete", &[])));
    assert!(!h.sees("кашель"), "the visit stays what it was");
    let forms: Vec<&str> = h
        .state()
        .saved
        .iter()
        .map(|draft| draft.visit.form.as_str())
        .collect();
    assert!(forms.iter().all(|form| *form == "urn:feldsher:form:visit"));
}
