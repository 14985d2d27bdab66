//! The pregnancy card by keyboard: booking, what is dangerous, a contact as a visit, the end, the paper.

use egui::Key;
use feldsher::domain::card::{CardView, Event};
use feldsher::domain::chunk::Kind;
use feldsher::domain::ids::DocId;
use feldsher::domain::lang::Lang;
use feldsher::domain::pregnancy::Booking;
use feldsher::domain::role::Role;
use feldsher::forms::ANTENATAL;
use feldsher::i18n::tr;

use super::fixture::{event, id, visit, woman};
use super::stage::{Hands as _, stage};
use crate::ui::keys::Keys as _;
use crate::ui::shoot;

fn booked(change: impl FnOnce(&mut Booking)) -> Event<Booking> {
    let mut content = Booking {
        date: "2026-06-20".parse().unwrap(),
        lmp: "2026-05-04".parse().unwrap(),
        scan_on: "2026-07-20".parse().unwrap(),
        scan_weeks: Some(12),
        scan_days: Some(6),
        gravida: Some(3),
        parity: Some(2),
        living: Some(2),
        fetuses: Some(1),
        height_cm: "164".into(),
        weight_kg: "61".into(),
        history: vec!["caesarean".into()],
        history_asked: true,
        ..Booking::default()
    };
    change(&mut content);
    event(90, Kind::PREGNANCY, id(12), 150, content)
}

fn contact(
    n: u8,
    days_ago: i64,
    answers: &[(&str, &str)],
) -> Event<feldsher::domain::visit::Visit> {
    let mut content = visit(answers, &[("Z34.8", "Наблюдение за течением беременности")]);
    content.form = ANTENATAL.into();
    event(n, Kind::VISIT, id(12), days_ago, content)
}

/// Twenty-nine weeks; high pressure and protein at the last contact, little fundus, pale.
fn expecting() -> CardView {
    let mut view = woman();
    view.pregnancy = None;
    view.pregnancies = vec![booked(|_| {})];
    view.visits = vec![
        contact(
            91,
            0,
            &[
                ("weight", "q:70.5|kg"),
                ("bp-sys", "q:148|mm[Hg]"),
                ("bp-dia", "q:96|mm[Hg]"),
                ("fundal", "q:24|cm"),
                ("fetal-heart", "q:138|/min"),
                ("urine-protein", "c:urn:feldsher:code:antenatal|2+|"),
            ],
        ),
        contact(
            92,
            33,
            &[
                ("weight", "q:67.2|kg"),
                ("bp-sys", "q:122|mm[Hg]"),
                ("bp-dia", "q:78|mm[Hg]"),
                ("fundal", "q:23|cm"),
                ("haemoglobin", "q:101|g/L"),
                ("danger", "b:false"),
            ],
        ),
        contact(
            93,
            70,
            &[
                ("weight", "q:64.8|kg"),
                ("bp-sys", "q:116|mm[Hg]"),
                ("bp-dia", "q:74|mm[Hg]"),
            ],
        ),
    ];
    view
}

#[test]
fn what_is_dangerous_stands_in_the_passport_and_first_in_the_card() {
    for lang in Lang::ALL {
        let code = lang.code();
        let word = |key: &str| tr(lang, key, &[]);
        let mut h = stage(Role::Feldsher, lang, vec![expecting()]);
        h.open(id(12));
        shoot(&mut h, &format!("pregnancy-passport-{code}"));
        let pre_eclampsia = tr(
            lang,
            "pregnancy-sign-preeclampsia",
            &[("pressure", "148/96"), ("protein", "2+")],
        );
        assert!(h.sees(&pre_eclampsia), "{lang:?}: in the passport");
        h.press(Key::F8);
        h.tab_to(&word("pregnancy-open"));
        h.press(Key::Enter);
        h.run_steps(6);
        assert!(h.sees(&word("pregnancy-not-approved")), "{lang:?}");
        assert!(h.sees(&word("pregnancy-level-emergency")), "{lang:?}");
        let names = tr(lang, "pregnancy-gap-danger", &[]);
        let missing = tr(lang, "pregnancy-gaps", &[("names", &names)]);
        assert!(h.sees(&missing), "{lang:?}: {missing}");
        shoot(&mut h, &format!("pregnancy-card-{code}"));
        h.tab_to(&word("pregnancy-tab"));
        for tab in ["plan", "fundal", "weight", "booking"] {
            h.press(Key::ArrowRight);
            h.run_steps(3);
            shoot(&mut h, &format!("pregnancy-{tab}-{code}"));
        }
        assert!(h.sees(&word("pregnancy-history-caesarean")), "{lang:?}");
        h.tab_to(&word("pregnancy-print"));
        h.press(Key::Enter);
        h.run_steps(8);
        assert!(h.state().log.iter().any(|job| job == "Preview"), "{lang:?}");
        h.only_keys();
    }
}

#[test]
fn she_is_booked_corrected_and_the_end_is_written_down() {
    let lang = Lang::Ru;
    let word = |key: &str| tr(lang, key, &[]);
    let mut view = woman();
    view.pregnancy = None;
    view.visits.clear();
    let mut h = stage(Role::Nurse, lang, vec![view]);
    h.open(id(12));
    h.press(Key::F8);
    h.tab_to(&word("pregnancy-book"));
    h.press(Key::Enter);
    h.run_steps(6);
    h.write(&word("pregnancy-lmp"), "04.05.2026");
    h.write(&word("pregnancy-scan-on"), "20.07.2026");
    h.write(&word("pregnancy-scan-weeks"), "10");
    h.run_steps(3);
    // 11+0 by the last period, 10+0 by the scan: told while it is typed, before anything is signed.
    let differs = tr(lang, "pregnancy-agrees", &[("days", "7"), ("allowed", "7")]);
    assert!(h.sees(&differs), "{differs}");
    h.tab_to(&word("pregnancy-history-asked"));
    h.press(Key::Space);
    shoot(&mut h, "pregnancy-booking-ru");
    h.tab_to(&word("vaccination-sign"));
    h.press(Key::Enter);
    h.run_steps(8);
    let kept = h.state().cards[&id(12)].pregnancies[0].content.clone();
    assert_eq!(kept.lmp, "2026-05-04".parse().unwrap());
    assert_eq!((kept.scan_weeks, kept.scan_days), (Some(10), None));
    assert!(kept.history_asked && kept.history.is_empty() && kept.is_open());

    h.press(Key::F8);
    h.tab_to(&word("pregnancy-open"));
    h.press(Key::Enter);
    h.run_steps(6);
    assert!(h.sees(&word("pregnancy-gap-contact")));
    h.tab_to(&word("pregnancy-end"));
    h.press(Key::Enter);
    h.run_steps(6);
    h.tab_to(&word("pregnancy-outcome"));
    h.press(Key::ArrowRight);
    shoot(&mut h, "pregnancy-end-ru");
    h.tab_to(&word("vaccination-sign"));
    h.press(Key::Enter);
    h.run_steps(8);
    let all = &h.state().cards[&id(12)].pregnancies;
    assert_eq!(all.len(), 2, "the first entry stays");
    assert_eq!(all[0].amends, Some(all[1].id));
    assert!(!all[0].content.is_open() && all[0].content.ended.is_known());
    assert_eq!(
        all[0].content.lmp, kept.lmp,
        "what the end does not ask stays"
    );
    h.only_keys();
}

#[test]
fn a_contact_opens_as_a_visit_in_its_own_form() {
    let lang = Lang::Kk;
    let word = |key: &str| tr(lang, key, &[]);
    let mut h = stage(Role::Feldsher, lang, vec![expecting()]);
    h.open(id(12));
    h.press(Key::F8);
    h.tab_to(&word("pregnancy-open"));
    h.press(Key::Enter);
    h.run_steps(6);
    h.tab_to(&word("pregnancy-new-contact"));
    h.press(Key::Enter);
    h.run_steps(12);
    let drafts: Vec<DocId> = h.state().cards[&id(12)]
        .drafts
        .iter()
        .map(|d| d.id)
        .collect();
    assert_eq!(drafts.len(), 1);
    assert_eq!(h.state().saved[0].visit.form, ANTENATAL);
    assert!(h.sees("Жатыр түбінің биіктігі"), "the form of a contact");
    shoot(&mut h, "pregnancy-contact-kk");
    h.write("Жатыр түбінің биіктігі", "28");
    h.run_steps(60);
    let last = h.state().saved.last().unwrap().visit.answers.clone();
    assert_eq!(last["fundal"], "q:28|cm");
    h.only_keys();
}

#[test]
fn two_dates_that_differ_and_two_entries_that_differ_are_said() {
    let lang = Lang::En;
    let word = |key: &str| tr(lang, key, &[]);
    let mut view = expecting();
    view.pregnancies = vec![booked(|b| b.scan_weeks = Some(8))];
    let mut h = stage(Role::Doctor, lang, vec![view.clone()]);
    h.open(id(12));
    h.press(Key::F8);
    h.tab_to(&word("pregnancy-open"));
    h.press(Key::Enter);
    h.run_steps(6);
    let redated = tr(
        lang,
        "pregnancy-redated",
        &[("days", "15"), ("allowed", "7")],
    );
    assert!(h.sees(&redated), "{redated}");
    let mut other = booked(|b| b.lmp = "2026-03-01".parse().unwrap());
    other.id = id(96);
    view.pregnancies.push(other);
    let mut h = stage(Role::Doctor, lang, vec![view]);
    h.open(id(12));
    h.run_steps(4);
    assert!(h.sees(&word("pregnancy-disputed")));
}

#[test]
fn an_end_that_nobody_wrote_down_is_something_to_do() {
    let lang = Lang::Ru;
    let mut view = expecting();
    view.visits.clear();
    view.pregnancies = vec![booked(|b| {
        (b.scan_on, b.scan_weeks, b.scan_days) = Default::default();
        b.lmp = "2025-12-01".parse().unwrap();
        b.date = "2026-03-01".parse().unwrap();
    })];
    let mut h = stage(Role::Nurse, lang, vec![view]);
    h.open(id(12));
    h.run_steps(4);
    let warning = tr(lang, "ui-severity-warning", &[]);
    let over = format!("{warning} \u{2014} {}", tr(lang, "pregnancy-over", &[]));
    assert!(h.sees(&over), "{over}");
    assert!(!h.sees(&tr(lang, "card-pregnant", &[])), "nobody knows");
}
