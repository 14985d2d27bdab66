//! The nurse's round by keyboard: a dose given, one refused, one stopped because it comes too soon.

use egui::{Key, Modifiers};
use feldsher::domain::administration::Administration;
use feldsher::domain::approval::Approved;
use feldsher::domain::card::{CardView, Event};
use feldsher::domain::chunk::Kind;
use feldsher::domain::ids::DocId;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::domain::visit::Prescription;
use feldsher::i18n::tr;
use feldsher::ui::screens::Route;

use super::fixture::{NOW, NURSE, child, event, id};
use super::stage::{Stage, stage};
use crate::ui::keys::Keys as _;
use crate::ui::shoot;

type Hands = egui_kittest::Harness<'static, Stage>;

const HOUR: i64 = 3_600;
const CTRL: Modifiers = Modifiers::COMMAND;

fn paracetamol() -> Prescription {
    Prescription {
        medicine: Some("paracetamol".into()),
        name: "Парацетамол".into(),
        dosage_form: "syrup / suspension".into(),
        strength: "120 mg/5 mL".into(),
        dose: "180".into(),
        unit: "mg".into(),
        amount: "7.5 mL".into(),
        route: "oral".into(),
        interval_h: "6".into(),
        days: Some(3),
        answer: "within".into(),
        given_here: Some(true),
        ..Prescription::default()
    }
}

fn order(n: u8, hours_ago: i64, content: Prescription) -> Event<Prescription> {
    let mut order = event(n, Kind::PRESCRIPTION, id(10), 0, content);
    order.care_at = NOW - hours_ago * HOUR;
    order
}

fn dose(n: u8, order: DocId, hours_ago: i64) -> Event<Administration> {
    let content = Administration {
        prescription: Some(order),
        medicine: Some("paracetamol".into()),
        name: "Парацетамол".into(),
        dose: "180".into(),
        unit: "mg".into(),
        route: "oral".into(),
        given: true,
        ..Administration::default()
    };
    let mut dose = event(n, Kind::ADMINISTRATION, id(10), 0, content);
    dose.by = Some(NURSE);
    dose.care_at = NOW - hours_ago * HOUR;
    dose
}

/// The boy of 13.2 kg, weighed twelve days ago; paracetamol for three days, the last dose so many hours ago.
fn boy(last_dose: Option<i64>) -> CardView {
    let mut view = child();
    view.prescriptions = vec![order(30, 20, paracetamol())];
    view.medicines.clear();
    view.administrations = last_dose
        .map(|hours| dose(40, id(30), hours))
        .into_iter()
        .collect();
    view
}

fn open_first(h: &mut Hands, lang: Lang) {
    h.chord(CTRL, Key::R);
    h.run_steps(6);
    assert_eq!(h.state().app.route, Route::Round);
    h.tab_to(&tr(lang, "ui-command-round", &[]));
    h.press(Key::ArrowDown);
    h.press(Key::Enter);
    h.run_steps(8);
    assert!(
        matches!(h.state().app.route, Route::Give { .. }),
        "{lang:?}"
    );
}

/// Weighs the boy and asks what the check asks for.
fn ask(h: &mut Hands, lang: Lang) {
    let word = |key: &str| tr(lang, key, &[]);
    let label = if h.sees(&word("card-on-scale")) {
        word("card-on-scale")
    } else {
        word("give-weight-today")
    };
    h.write(&label, "13,4");
    h.run_steps(4);
    h.tick(&word("card-asked-given"));
    h.tick(&word("card-asked-medicines"));
    if h.sees(&word("card-conditions")) {
        h.pick(&word("card-conditions"), &word("card-conditions-none"));
    }
    h.run_steps(4);
}

#[test]
fn a_nurse_gives_a_dose_that_is_within_limits() {
    for lang in Lang::ALL {
        let code = lang.code();
        let word = |key: &str| tr(lang, key, &[]);
        let mut h = stage(Role::Nurse, lang, vec![boy(Some(7))]);
        h.chord(CTRL, Key::R);
        h.run_steps(6);
        assert!(h.sees(&word("common-due-now")), "{lang:?}");
        shoot(&mut h, &format!("round-list-{code}"));
        open_first(&mut h, lang);
        assert!(h.sees("ЖҰМАБАЕВ"), "{lang:?}: whose dose it is");
        assert!(h.sees(&word("give-turns")), "{lang:?}");
        // The earlier dose has its "entered in error" above the weight; the keyboard begins at the weight.
        assert!(h.sees(&word("card-withdraw")), "{lang:?}");
        let (scale, today) = (word("card-on-scale"), word("give-weight-today"));
        let focused = h.focused().unwrap_or_default();
        assert!(
            focused.starts_with(&scale) || focused.starts_with(&today),
            "{lang:?}: {focused}"
        );
        ask(&mut h, lang);
        assert!(h.sees(&word("finding-verdict-within")), "{lang:?}");
        shoot(&mut h, &format!("round-give-{code}"));
        h.chord(CTRL, Key::Enter);
        h.run_steps(10);
        assert_eq!(h.state().app.route, Route::Round, "{lang:?}");
        let kept = &h.state().cards[&id(10)].administrations[0].content;
        assert!(kept.given, "{lang:?}");
        assert_eq!(kept.prescription, Some(id(30)));
        assert_eq!((kept.dose.as_str(), kept.unit.as_str()), ("180", "mg"));
        assert_eq!((kept.weight_kg.as_str(), kept.weighed), ("13.4", true));
        assert_eq!(kept.answer, "within");
        assert!(!kept.rules.is_empty());
        assert!(h.sees(&word("give-saved-given")), "{lang:?}");
        assert!(h.sees("20:03"), "{lang:?}: six hours after 14:03");
        shoot(&mut h, &format!("round-after-{code}"));
        h.only_keys();
    }
}

#[test]
fn a_dose_of_the_ambulance_is_written_down_as_told_and_stops_the_next_one() {
    for lang in Lang::ALL {
        let code = lang.code();
        let word = |key: &str| tr(lang, key, &[]);
        let mut h = stage(Role::Nurse, lang, vec![boy(None)]);
        open_first(&mut h, lang);
        ask(&mut h, lang);
        assert!(h.sees(&word("finding-verdict-within")), "{lang:?}");
        h.tab_to(&word("give-elsewhere"));
        h.press(Key::Enter);
        h.run_steps(4);
        assert!(h.sees(&word("give-elsewhere-what")), "{lang:?}");
        // Nothing is assumed: without who, when and how much it does not close.
        h.tab_to(&word("give-elsewhere-do"));
        h.press(Key::Enter);
        h.run_steps(4);
        assert!(h.sees(&word("card-field-missing")), "{lang:?}");
        shoot(&mut h, &format!("round-elsewhere-{code}"));
        h.pick(&word("give-elsewhere-who"), &word("give-stated-ambulance"));
        h.write(&word("give-elsewhere-time"), "13:00");
        h.write(&word("common-dose"), "180");
        h.run_steps(4);
        h.tab_to(&word("give-elsewhere-do"));
        h.press(Key::Enter);
        h.run_steps(10);
        assert!(
            matches!(h.state().app.route, Route::Give { .. }),
            "{lang:?}: the screen stays"
        );
        let kept = &h.state().cards[&id(10)].administrations[0].content;
        assert_eq!(
            (kept.stated_by.as_str(), kept.given),
            ("ambulance", true),
            "{lang:?}"
        );
        assert_eq!((kept.dose.as_str(), kept.answer.as_str()), ("180", ""));
        assert!(
            !h.sees(&word("finding-verdict-within")),
            "{lang:?}: an hour ago"
        );
        assert!(h.sees(&word("give-stated-ambulance")), "{lang:?}");
        shoot(&mut h, &format!("round-stated-{code}"));
        h.only_keys();
    }
}

#[test]
fn the_nurse_sees_the_box_that_was_prescribed_and_the_other_one_in_her_hand_is_checked() {
    for lang in Lang::ALL {
        let word = |key: &str| tr(lang, key, &[]);
        let mut card = boy(None);
        card.prescriptions[0].content.product = "Панадол Бэби 120 мг/5 мл".into();
        let mut h = stage(Role::Nurse, lang, vec![card]);
        h.chord(CTRL, Key::R);
        h.run_steps(6);
        let said = tr(lang, "card-box", &[("product", "Панадол Бэби 120 мг/5 мл")]);
        assert!(h.sees(&said), "{lang:?}: in the list");
        open_first(&mut h, lang);
        assert!(h.sees(&said), "{lang:?}: beside the dose");
        ask(&mut h, lang);
        h.write(&word("give-box"), "Парацетамол 250 мг/5 мл");
        h.run_steps(4);
        let other = [("product", "Панадол Бэби 120 мг/5 мл")];
        assert!(h.sees(&tr(lang, "give-box-other", &other)), "{lang:?}");
        assert!(!h.sees(&word("finding-verdict-within")), "{lang:?}");
        shoot(&mut h, &format!("round-box-{}", lang.code()));
        // The same as prescribed, in her own letters, is no other box.
        h.tab_to(&word("give-box"));
        h.chord(CTRL, Key::A);
        h.typed("панадол бэби 120 мг/5 мл");
        h.run_steps(4);
        assert!(!h.sees(&tr(lang, "give-box-other", &other)), "{lang:?}");
        h.chord(CTRL, Key::A);
        h.typed("Парацетамол 120 мг/5 мл");
        h.run_steps(4);
        assert!(h.sees(&word("finding-verdict-within")), "{lang:?}");
        h.chord(CTRL, Key::Enter);
        h.run_steps(10);
        let kept = &h.state().cards[&id(10)].administrations[0].content;
        assert_eq!(kept.product, "Парацетамол 120 мг/5 мл", "{lang:?}");
        h.only_keys();
    }
}

#[test]
fn a_refusal_needs_its_reason() {
    let lang = Lang::Ru;
    let word = |key: &str| tr(lang, key, &[]);
    let mut h = stage(Role::Nurse, lang, vec![boy(Some(7))]);
    open_first(&mut h, lang);
    h.tab_to(&word("give-not"));
    h.press(Key::Enter);
    h.run_steps(6);
    h.tab_to(&word("give-not-do"));
    h.press(Key::Enter);
    h.run_steps(4);
    assert!(h.sees(&word("card-reason-missing")));
    assert_eq!(
        h.state().cards[&id(10)].administrations.len(),
        1,
        "nothing is signed"
    );
    h.pick(&word("common-reason"), &word("give-reason-refused"));
    shoot(&mut h, "round-not-ru");
    h.tab_to(&word("give-not-do"));
    h.press(Key::Enter);
    h.run_steps(10);
    let kept = &h.state().cards[&id(10)].administrations[0].content;
    assert!(!kept.given && kept.is_refused(), "{kept:?}");
    assert_eq!(kept.answer, "", "nothing was given: nothing was checked");
    assert!(h.sees(&word("give-saved-not")));
    h.only_keys();
}

#[test]
fn a_second_dose_an_hour_later_is_stopped_and_given_only_with_a_reason() {
    let lang = Lang::Ru;
    let word = |key: &str| tr(lang, key, &[]);
    let mut h = stage(Role::Nurse, lang, vec![boy(Some(1))]);
    open_first(&mut h, lang);
    ask(&mut h, lang);
    assert!(h.sees(&word("finding-verdict-outside")));
    assert!(h.sees("С последней дозы прошло 1"), "says why");
    assert!(h.sees(&word("give-blocked-outside")));
    shoot(&mut h, "round-too-soon-ru");
    // Ctrl+Enter signs nothing.
    h.chord(CTRL, Key::Enter);
    h.run_steps(8);
    assert!(h.state().ops.is_empty());
    assert!(matches!(h.state().app.route, Route::Give { .. }));
    // Alt+F9 asks for the reason; without one nothing goes on.
    h.chord(Modifiers::ALT, Key::F9);
    h.run_steps(4);
    h.tab_to(&word("give-override-do"));
    h.press(Key::Enter);
    h.run_steps(4);
    assert!(h.state().ops.is_empty());
    assert!(h.sees(&word("card-reason-missing")));
    shoot(&mut h, "round-override-ru");
    h.pick(&word("common-reason"), &word("card-override-emergency"));
    h.tab_to(&word("give-override-do"));
    h.press(Key::Enter);
    h.run_steps(10);
    let kept = &h.state().cards[&id(10)].administrations[0].content;
    assert_eq!(
        (kept.answer.as_str(), kept.override_reason.as_str()),
        ("outside", "emergency")
    );
    h.only_keys();
}

#[test]
fn the_orders_own_gap_holds_where_no_rule_knows_one() {
    let lang = Lang::En;
    let mut view = boy(None);
    view.prescriptions[0].content.medicine = None;
    view.prescriptions[0].content.name = "Herb drops".into();
    let mut given = dose(40, id(30), 2);
    given.content.medicine = None;
    given.content.name = "Herb drops".into();
    view.administrations = vec![given];
    let mut h = stage(Role::Nurse, lang, vec![view]);
    open_first(&mut h, lang);
    assert!(h.sees("The order says not before 18:03"));
    assert!(
        h.sees(&tr(lang, "finding-verdict-cannot-check", &[])),
        "free words"
    );
    h.chord(CTRL, Key::Enter);
    h.run_steps(8);
    assert!(h.state().ops.is_empty());
}

#[test]
fn a_high_alert_medicine_is_checked_by_two_or_typed_again() {
    let lang = Lang::En;
    let word = |key: &str| tr(lang, key, &[]);
    let mut view = boy(None);
    view.prescriptions[0].content = Prescription {
        medicine: Some("ceftriaxone".into()),
        name: "Ceftriaxone".into(),
        dosage_form: "powder for injection".into(),
        strength: "1 g".into(),
        dose: "1000".into(),
        unit: "mg".into(),
        amount: String::new(),
        route: "intramuscular".into(),
        interval_h: "24".into(),
        ..paracetamol()
    };
    let mut h = stage(Role::Nurse, lang, vec![view]);
    h.state_mut().second = Some(("doctor2", "right"));
    open_first(&mut h, lang);
    ask(&mut h, lang);
    assert!(h.sees(&word("card-high-alert-short")));
    h.chord(CTRL, Key::Enter);
    h.run_steps(8);
    assert!(h.state().ops.is_empty(), "not alone by one key");
    h.chord(Modifiers::ALT, Key::F9);
    h.run_steps(4);
    h.pick(&word("common-reason"), &word("card-override-verified"));
    h.pick(&word("card-second-check"), &word("card-second-alone"));
    h.write(&word("card-second-again"), "100");
    h.tab_to(&word("give-override-do"));
    h.press(Key::Enter);
    h.run_steps(6);
    assert!(h.state().ops.is_empty(), "another figure is not the dose");
    h.write(&word("card-second-again"), "0");
    shoot(&mut h, "round-high-alert-en");
    h.tab_to(&word("give-override-do"));
    h.press(Key::Enter);
    h.run_steps(10);
    let kept = &h.state().cards[&id(10)].administrations[0].content;
    assert_eq!(kept.second_check, "alone");
    h.only_keys();
}

#[test]
fn a_drip_says_its_drops_and_is_signed_with_them() {
    let lang = Lang::Ka;
    let word = |key: &str| tr(lang, key, &[]);
    let mut view = boy(None);
    view.prescriptions[0].content.route = "intravenous".into();
    view.prescriptions[0].content.strength = "10 mg/mL".into();
    view.prescriptions[0].content.dosage_form = "solution for infusion".into();
    view.prescriptions[0].content.amount = String::new();
    let mut h = stage(Role::Nurse, lang, vec![view]);
    open_first(&mut h, lang);
    h.tick(&word("give-drip"));
    h.run_steps(4);
    h.write(&word("give-drip-volume"), "50");
    assert!(h.sees(&word("give-blocked-drip")));
    h.write(&word("give-drip-minutes"), "15");
    h.run_steps(4);
    assert!(h.sees("200"), "mL/h");
    assert!(h.sees("67"), "drops a minute of a set of 20");
    shoot(&mut h, "round-drip-ka");
}

#[test]
fn an_empty_round_says_how_orders_come_into_it_and_a_registrar_has_none() {
    let lang = Lang::En;
    let mut view = boy(None);
    view.prescriptions.clear();
    let mut h = stage(Role::Feldsher, lang, vec![view]);
    h.chord(CTRL, Key::R);
    h.run_steps(6);
    assert!(h.sees(&tr(lang, "round-nobody", &[])));
    let mut h = stage(Role::Registrar, lang, vec![boy(None)]);
    h.chord(CTRL, Key::R);
    h.run_steps(6);
    assert_ne!(h.state().app.route, Route::Round);
    assert!(!h.sees(&tr(lang, "ui-command-round", &[])));
}

#[test]
fn who_approved_the_rules_stands_beside_the_dose_and_only_for_the_text_that_she_read() {
    for lang in [Lang::Ru, Lang::Uz] {
        let word = |key: &str| tr(lang, key, &[]);
        let mut h = stage(Role::Nurse, lang, vec![boy(Some(7))]);
        open_first(&mut h, lang);
        ask(&mut h, lang);
        assert!(h.sees(&word("finding-not-approved")), "{lang:?}");
        for (hash, counts) in [
            ("0".repeat(64), false),
            (hash_of("paracetamol-po-child"), true),
        ] {
            h.state_mut().approvals = vec![approved("paracetamol-po-child", hash)];
            h.press(Key::F5);
            h.run_steps(6);
            assert!(h.sees(&word("finding-verdict-within")), "{lang:?}");
            assert_eq!(h.sees("Иманова Р."), counts, "{lang:?}");
            assert_eq!(h.sees(&word("finding-not-approved")), !counts, "{lang:?}");
        }
        shoot(&mut h, &format!("round-approved-{}", lang.code()));
        h.state_mut().approvals.clear();
        h.press(Key::F5);
        h.run_steps(6);
        assert!(h.sees(&word("finding-not-approved")), "{lang:?}: withdrawn");
    }
}

fn hash_of(rule: &str) -> String {
    let data = feldsher::clinical::Formulary::builtin();
    data.hash_of(rule).unwrap().to_owned()
}

fn approved(rule: &str, hash: String) -> Approved {
    Approved {
        entry: id(90),
        item: rule.into(),
        hash,
        edition: chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        by: NURSE,
        name: "Иманова Р.".into(),
        role: Role::Pharmacist,
        position: "аудандық аурухана".into(),
        place: String::new(),
        at: NOW - 86_400,
        remark: String::new(),
    }
}

/// As a scanner types it: everything within one pass, Ctrl and the bracket for the separator, Enter at the end.
pub(super) fn scan(h: &mut Hands, code: &str) {
    let key = |key, modifiers| egui::Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    };
    let events = &mut h.input_mut().events;
    for c in code.chars() {
        if c == '\u{1d}' {
            events.push(key(Key::CloseBracket, Modifiers::CTRL));
        } else {
            let pressed = Key::from_name(&c.to_string());
            events.extend(pressed.map(|pressed| key(pressed, Modifiers::NONE)));
            events.push(egui::Event::Text(c.to_string()));
        }
    }
    events.push(key(Key::Enter, Modifiers::NONE));
    h.run_steps(8);
    h.only_keys();
}

pub(super) const BOX: &str = "]d201095060001343521727123110AB12\u{1d}21S1";

#[test]
fn a_scanned_package_fills_lot_and_expiry_and_is_signed_with_the_dose() {
    for lang in Lang::ALL {
        let code = lang.code();
        let word = |key: &str| tr(lang, key, &[]);
        let mut h = stage(Role::Nurse, lang, vec![boy(None)]);
        open_first(&mut h, lang);
        // The keyboard stands on the weight: what is scanned there is no weight.
        scan(&mut h, BOX);
        assert!(h.sees("AB12"), "{lang:?}");
        let bare = word("give-scan-read");
        let tail = bare.rsplit('.').next().unwrap().trim();
        assert!(
            h.sees(tail),
            "{lang:?}: which medicine it is cannot be told: {tail}"
        );
        shoot(&mut h, &format!("round-scan-package-{code}"));
        ask(&mut h, lang);
        assert!(h.sees(&word("finding-verdict-within")), "{lang:?}");
        // A wrong figure: nothing is taken, what stood there stays.
        h.tab_to(&word("give-scan"));
        scan(&mut h, "]d20109506000134353");
        assert!(h.sees(&word("give-scan-wrong-check-digit")), "{lang:?}");
        assert!(h.sees("AB12"), "{lang:?}");
        scan(&mut h, "]d201095060001343521712ФИ");
        assert!(h.sees(&word("give-scan-wrong-letters")), "{lang:?}");
        // In its own field, in place of the code that was not understood.
        scan(&mut h, "]d201095060001343510CD34\u{1d}17280200");
        scan(&mut h, "]d201095060001343510CD34\u{1d}17280200");
        assert!(h.sees(&word("give-scan-wrong-check-digit")), "{lang:?}");
        scan(&mut h, "]d2010950600013435210CD34\u{1d}17280200");
        assert!(!h.sees(&word("give-scan-wrong-check-digit")), "{lang:?}");
        // The keyboard in the lot's own field: the code is no lot.
        h.tab_to(&word("common-lot"));
        scan(&mut h, "]d2010950600013435210CD34\u{1d}17280200");
        h.chord(CTRL, Key::Enter);
        h.run_steps(10);
        let kept = &h.state().cards[&id(10)].administrations[0].content;
        assert_eq!(
            (kept.lot.as_str(), kept.gtin.as_str()),
            ("CD34", "09506000134352"),
            "{lang:?}"
        );
        assert_eq!(kept.expires.to_string(), "2028-02-29", "{lang:?}");
        assert_eq!(kept.weight_kg, "13.4", "{lang:?}");
        h.only_keys();
    }
}

#[test]
fn a_scan_at_a_button_signs_nothing_and_an_expired_package_needs_a_reason() {
    let lang = Lang::Ru;
    let word = |key: &str| tr(lang, key, &[]);
    let mut h = stage(Role::Nurse, lang, vec![boy(None)]);
    open_first(&mut h, lang);
    ask(&mut h, lang);
    assert!(h.sees(&word("finding-verdict-within")));
    h.tab_to(&word("give-do"));
    scan(&mut h, "010950600013435217251231");
    assert!(
        h.state().ops.is_empty(),
        "the Enter of a scanner is not hers"
    );
    assert!(matches!(h.state().app.route, Route::Give { .. }));
    assert!(h.sees(&word("give-expired")));
    assert!(h.sees(&word("give-blocked-expired")));
    shoot(&mut h, "round-scan-expired-ru");
    h.chord(CTRL, Key::Enter);
    h.run_steps(8);
    assert!(h.state().ops.is_empty());
    h.chord(Modifiers::ALT, Key::F9);
    h.run_steps(4);
    assert!(!h.sees(&word("card-high-alert")));
    h.pick(&word("common-reason"), &word("card-override-emergency"));
    h.tab_to(&word("give-override-do"));
    h.press(Key::Enter);
    h.run_steps(10);
    let kept = &h.state().cards[&id(10)].administrations[0].content;
    assert_eq!(
        (
            kept.expires.to_string().as_str(),
            kept.override_reason.as_str()
        ),
        ("2025-12-31", "emergency")
    );
    assert_eq!(kept.answer, "within");
}

#[test]
fn a_scanned_prescription_or_national_number_chooses_its_patient_and_nobody_else() {
    for lang in Lang::ALL {
        let code = lang.code();
        let word = |key: &str| tr(lang, key, &[]);
        let mut h = stage(Role::Nurse, lang, vec![boy(Some(7))]);
        h.chord(CTRL, Key::R);
        h.run_steps(6);
        h.tab_to(&word("ui-command-round"));
        for (typed, said) in [
            ("240310500124", "round-scan-nobody"),
            ("1E1E-1E1F", "round-scan-nobody"),
            ("24031050012", "round-scan-nobody"),
            ("0109506000134352", "round-scan-unread"),
            ("1У1У-1У1У", "round-scan-unread"),
        ] {
            scan(&mut h, typed);
            assert!(h.sees(&word(said)), "{lang:?} {typed}");
            // Nothing is chosen: the Enter opens nothing, neither the scanner's nor the next one.
            h.press(Key::Enter);
            h.run_steps(4);
            assert_eq!(h.state().app.route, Route::Round, "{lang:?} {typed}");
        }
        shoot(&mut h, &format!("round-scan-nobody-{code}"));
        for typed in ["1E1E-1E1E", "240310500123"] {
            scan(&mut h, typed);
            assert_eq!(
                h.state().app.route,
                Route::Round,
                "{lang:?}: chosen, not opened"
            );
            let whole = word("round-scan-found");
            let tail = whole.rsplit('.').next().unwrap().trim();
            assert!(h.sees(tail), "{lang:?} {typed}");
            shoot(&mut h, &format!("round-scan-found-{code}"));
        }
        // In the field itself too.
        h.tab_to(&word("round-scan"));
        scan(&mut h, "240310500124");
        assert!(h.sees(&word("round-scan-nobody")), "{lang:?}");
        scan(&mut h, "240310500123");
        assert!(!h.sees(&word("round-scan-nobody")), "{lang:?}");
        h.press(Key::Enter);
        h.run_steps(8);
        assert!(
            matches!(h.state().app.route, Route::Give { .. }),
            "{lang:?}"
        );
        h.only_keys();
    }
}
