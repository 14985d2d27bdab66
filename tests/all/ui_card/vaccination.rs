//! The vaccination card by keyboard: what is due, giving a dose, a refusal, a contraindication.

use egui::Key;
use feldsher::domain::card::CardView;
use feldsher::domain::chunk::Kind;
use feldsher::domain::dates::PartialDate;
use feldsher::domain::immunisation::{Immunisation, ImmunisationStatus};
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::i18n::tr;

use super::fixture::{child, event, id, woman};
use super::round::{BOX, scan};
use super::stage::{Hands as _, Stage, stage};
use crate::ui::keys::Keys as _;
use crate::ui::shoot;

type Hands = egui_kittest::Harness<'static, Stage>;

fn dose(n: u8, vaccine: &str, date: &str) -> feldsher::domain::card::Event<Immunisation> {
    let content = Immunisation {
        vaccine: vaccine.into(),
        date: date.parse().unwrap(),
        lot: format!("U{n}A"),
        ..Immunisation::default()
    };
    event(n, Kind::IMMUNISATION, id(10), 1, content)
}

/// Born on 10 July 2026: four months old, the doses of birth and two months given.
fn infant() -> CardView {
    let mut view = child();
    view.person.born = "2026-07-10".parse::<PartialDate>().unwrap();
    view.visits.clear();
    view.problems.clear();
    view.immunisations = vec![
        dose(90, "HepB", "2026-07-10"),
        dose(91, "BCG", "2026-07-12"),
        dose(92, "DTaP-Hib-HepB-IPV", "2026-09-10"),
        dose(93, "PCV", "2026-09-10"),
    ];
    view
}

/// The vaccination card, from the passport.
fn open_card(h: &mut Hands, lang: Lang) {
    h.press(Key::F8);
    h.tab_to(&tr(lang, "vaccination-open", &[]));
    h.press(Key::Enter);
    h.run_steps(6);
}

/// The dialog of the dose on which the list stands.
fn open_dose(h: &mut Hands, lang: Lang) {
    h.tab_to(&tr(lang, "vaccination-title", &[]));
    h.press(Key::Enter);
    h.run_steps(6);
}

#[test]
fn a_nurse_sees_what_is_due_and_signs_it_by_keyboard() {
    for lang in Lang::ALL {
        let code = lang.code();
        let word = |key: &str| tr(lang, key, &[]);
        let mut h = stage(Role::Nurse, lang, vec![infant()]);
        h.open(id(10));
        shoot(&mut h, &format!("vaccination-passport-{code}"));
        open_card(&mut h, lang);
        assert!(h.sees(&word("vaccination-ask-before")), "{lang:?}");
        assert!(h.sees(&word("vaccination-status-overdue")), "{lang:?}");
        assert!(h.sees("U92A"), "{lang:?}: the lot of the first dose");
        shoot(&mut h, &format!("vaccination-card-{code}"));
        // The list has the keyboard and stands on the first dose that is due.
        open_dose(&mut h, lang);
        // Without a lot nothing is signed.
        h.tab_to(&word("vaccination-sign"));
        h.press(Key::Enter);
        h.run_steps(4);
        assert!(h.sees(&word("card-field-missing")), "{lang:?}");
        h.write(&word("common-lot"), "L77");
        h.write(&word("common-expiry"), "10.2026");
        h.run_steps(4);
        assert!(h.sees(&word("vaccination-expired")), "{lang:?}");
        shoot(&mut h, &format!("vaccination-give-{code}"));
        h.press(Key::Escape);
        h.run_steps(4);
        open_dose(&mut h, lang);
        h.write(&word("common-lot"), "L77");
        h.write(&word("common-expiry"), "05.2027");
        h.pick(
            &word("vaccination-site"),
            &word("vaccination-site-right-thigh"),
        );
        h.tab_to(&word("vaccination-sign"));
        h.press(Key::Enter);
        h.run_steps(8);
        let kept = &h.state().cards[&id(10)].immunisations[0].content;
        assert_eq!(kept.vaccine, "DTaP-Hib-IPV", "{lang:?}");
        assert_eq!((kept.dose_number, kept.lot.as_str()), (Some(2), "L77"));
        assert_eq!(kept.expiry, "2027-05".parse().unwrap());
        assert_eq!(kept.site, "right-thigh");
        assert_eq!(kept.status, ImmunisationStatus::Completed);
        assert!(h.sees("L77"), "{lang:?}: the card shows it at once");
        h.only_keys();
    }
}

#[test]
fn a_scanned_vaccine_fills_lot_and_expiry_wherever_the_keyboard_stands() {
    for lang in Lang::ALL {
        let word = |key: &str| tr(lang, key, &[]);
        let mut h = stage(Role::Nurse, lang, vec![infant()]);
        h.open(id(10));
        open_card(&mut h, lang);
        open_dose(&mut h, lang);
        // On the name of the vaccine, on a button, in the lot's own field, in its own field.
        for field in [
            "common-vaccine",
            "vaccination-sign",
            "common-lot",
            "give-scan",
        ] {
            h.tab_to(&word(field));
            scan(&mut h, BOX);
            assert!(
                h.state().ops.is_empty(),
                "{lang:?}: its Enter signs nothing"
            );
            assert!(h.sees("31.12.2027"), "{lang:?} {field}");
        }
        let tail = word("vaccination-scan-read");
        let tail = tail.rsplit('.').next().unwrap().trim();
        assert!(
            h.sees(tail),
            "{lang:?}: which vaccine it is, people read: {tail}"
        );
        shoot(&mut h, &format!("vaccination-scan-{}", lang.code()));
        h.tab_to(&word("common-note"));
        scan(&mut h, "]d20109506000134353");
        assert!(h.sees(&word("give-scan-wrong-check-digit")), "{lang:?}");
        h.tab_to(&word("vaccination-sign"));
        h.press(Key::Enter);
        h.run_steps(8);
        let kept = &h.state().cards[&id(10)].immunisations[0].content;
        assert_eq!(kept.vaccine, "DTaP-Hib-IPV", "{lang:?}");
        assert_eq!((kept.lot.as_str(), kept.note.as_str()), ("AB12", ""));
        assert_eq!(kept.gtin, "09506000134352", "{lang:?}");
        assert_eq!(kept.expiry, "2027-12-31".parse().unwrap());
        h.only_keys();
    }
}

#[test]
fn a_refusal_stands_in_the_place_of_the_status() {
    let mut h = stage(Role::Feldsher, Lang::Ru, vec![infant()]);
    h.open(id(10));
    h.press(Key::F8);
    h.tab_to("Прививочная карта");
    h.press(Key::Enter);
    h.run_steps(6);
    h.tab_to("Прививки");
    h.press(Key::Enter);
    h.run_steps(6);
    h.pick("Что произошло", "Отказ");
    h.tab_to("Подписать");
    h.press(Key::Enter);
    h.run_steps(8);
    let kept = &h.state().cards[&id(10)].immunisations[0].content;
    assert_eq!(kept.status, ImmunisationStatus::NotDone);
    assert_eq!(kept.status_reason, "refusal");
    assert!(kept.lot.is_empty() && kept.site.is_empty());
    assert!(h.sees("отказ, "));
    shoot(&mut h, "vaccination-refusal");
}

#[test]
fn without_a_record_the_card_says_so_and_a_pregnant_woman_gets_no_live_vaccine() {
    let mut h = stage(Role::Nurse, Lang::En, vec![child(), woman()]);
    h.open(id(10));
    assert!(h.sees("No vaccination is recorded here"));
    h.open(id(12));
    assert!(
        !h.sees("No vaccination is recorded here"),
        "a grown-up is no task"
    );
}

#[test]
fn a_reaction_is_added_later_and_the_card_goes_to_the_printer() {
    for lang in Lang::ALL {
        let code = lang.code();
        let word = |key: &str| tr(lang, key, &[]);
        let mut h = stage(Role::Nurse, lang, vec![infant()]);
        h.open(id(10));
        open_card(&mut h, lang);
        h.tab_to(&word("vaccination-title"));
        h.press(Key::Home);
        h.run_steps(4);
        h.tab_to(&word("vaccination-reaction-add"));
        h.press(Key::Enter);
        h.run_steps(6);
        h.tab_to(&word("vaccination-sign"));
        h.press(Key::Enter);
        h.run_steps(4);
        assert!(h.sees(&word("vaccination-reaction-missing")), "{lang:?}");
        h.pick(
            &word("vaccination-general"),
            &word("vaccination-general-anaphylaxis"),
        );
        assert!(
            h.sees(&word("vaccination-reaction-anaphylaxis")),
            "{lang:?}"
        );
        shoot(&mut h, &format!("vaccination-reaction-{code}"));
        h.tab_to(&word("vaccination-sign"));
        h.press(Key::Enter);
        h.run_steps(8);
        let Some(feldsher::worker::Op::Immunise {
            immunisation,
            amends,
            ..
        }) = h.state().ops.last()
        else {
            panic!("{lang:?}: nothing was written");
        };
        assert_eq!(*amends, Some(id(90)));
        assert_eq!(immunisation.vaccine, "HepB");
        assert_eq!(immunisation.reaction_general, "anaphylaxis");
        assert!(h.sees(&word("vaccination-general-anaphylaxis")), "{lang:?}");
        h.tab_to(&word("vaccination-print"));
        h.press(Key::Enter);
        h.run_steps(8);
        assert!(h.state().log.iter().any(|job| job == "Preview"), "{lang:?}");
        assert!(
            h.sees(&word("vaccination-open")),
            "{lang:?}: the paper's name"
        );
        h.only_keys();
    }
}

#[test]
fn a_dose_has_route_and_volume_and_another_route_is_questioned() {
    let mut h = stage(Role::Nurse, Lang::Ru, vec![infant()]);
    h.open(id(10));
    h.press(Key::F8);
    h.tab_to("Прививочная карта");
    h.press(Key::Enter);
    h.run_steps(6);
    h.tab_to("Прививки");
    h.press(Key::Enter);
    h.run_steps(6);
    assert!(h.sees("Обычно внутримышечно, 0,5"));
    h.write("Серия", "L77");
    h.write("Срок годности", "05.2027");
    h.pick("Способ введения", "внутрикожно");
    h.run_steps(4);
    shoot(&mut h, "vaccination-route-questioned");
    h.pick("Способ введения", "внутримышечно");
    h.write("Объём", "5");
    h.tab_to("Подписать");
    h.press(Key::Enter);
    h.run_steps(6);
    assert!(h.sees("Проверьте объём"), "ten times the dose");
    assert!(h.state().ops.is_empty(), "and nothing is written");
    h.tab_to("Объём");
    h.press(Key::Backspace);
    h.write("Объём", "0,5");
    h.tab_to("Подписать");
    h.press(Key::Enter);
    h.run_steps(8);
    let kept = &h.state().cards[&id(10)].immunisations[0].content;
    assert_eq!(
        (kept.route.as_str(), kept.dose_ml.as_str()),
        ("intramuscular", "0.5")
    );
}
