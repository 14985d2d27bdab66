//! What the creatinines of the record mean for the dose check.

use super::tests::{MOMENT, asked, child, date, noted, visit, wish};
use super::*;
use crate::clinical::Why;
use crate::domain::problem::Pregnancy;
use crate::forms::{Quantity, encode_all};

fn sampled(place: &str, value: &str, unit: &str, on: &str) -> Vec<(&'static str, String)> {
    let place = if place == "mg" {
        "creatinine-mg"
    } else {
        "creatinine"
    };
    let value = Answer::Quantity(Quantity {
        value: crate::domain::number::Decimal::parse(value).unwrap(),
        unit: unit.into(),
    });
    let mut answers = vec![(place, encode_all(&[value]))];
    if !on.is_empty() {
        answers.push(("creatinine-date", date(on)));
    }
    answers
}

/// A man of 60 with so many µmol/L of these days.
fn man(samples: &[(&str, &str)]) -> CardView {
    let mut card = child();
    card.person.born = PartialDate::from_ymd(1966, 10, 1).unwrap();
    card.visits = samples
        .iter()
        .enumerate()
        .map(|(at, (umol, on))| visit(1 + at as u8, 10, &sampled("", umol, "umol/L", on)))
        .collect();
    card
}

fn egfrs(asked: &Asked) -> Vec<Option<f64>> {
    let mut all: Vec<Option<f64>> = asked.questions.iter().map(|q| q.egfr).collect();
    all.dedup();
    all
}

#[test]
fn the_kidneys_of_the_record() {
    let nothing = Draft::default();
    let of = |card: &CardView, draft: &Draft| asked(card, draft, &wish("metformin"));
    assert_eq!(egfrs(&of(&man(&[]), &nothing)), [None]);
    let known = man(&[("88.4", "2026-10-02")]);
    assert_eq!(egfrs(&of(&known, &nothing)), [Some(86.2)]);
    // An old one is unknown; if it was bad, it still forbids.
    let old = of(&man(&[("300", "2026-08-01")]), &nothing);
    assert_eq!(egfrs(&old), [None, Some(20.0)]);
    assert!(old.doubts.is_empty());
    // Two values of a day: unknown, the worse one forbids, and a medicine of the kidneys cannot be within.
    let torn = man(&[("88.4", "2026-10-02"), ("300", "2026-10-02")]);
    assert_eq!(egfrs(&of(&torn, &nothing)), [None, Some(19.9)]);
    assert_eq!(of(&torn, &nothing).doubts, [Doubt::Kidneys]);
    assert!(
        asked(&torn, &nothing, &wish("paracetamol"))
            .doubts
            .is_empty(),
        "not where the kidneys do not matter"
    );
    // What cannot be read, or has no day, is not replaced by an older one; a bad older one still forbids.
    for broken in [
        sampled("", "90", "mg/dL", "2026-11-01"),
        sampled("", "90", "umol/L", ""),
    ] {
        let mut card = known.clone();
        card.visits.push(visit(9, 1, &broken));
        let asked = of(&card, &nothing);
        assert_eq!(egfrs(&asked), [None, Some(86.2)]);
        assert_eq!(asked.doubts, [Doubt::Kidneys], "{broken:?}");
        card.visits[1].withdrawn = Some("mistake".into());
        assert_eq!(
            egfrs(&of(&card, &nothing)),
            [Some(86.2)],
            "withdrawn never counts"
        );
    }
    // What was just typed is the newest that is known, before it is signed.
    let mut draft = Draft::default();
    for (place, answer) in sampled("mg", "3.4", "mg/dL", "2026-11-20") {
        draft.visit.answers.insert(place.to_owned(), answer);
    }
    assert_eq!(egfrs(&of(&known, &draft)), [Some(19.8)]);
    // An invalid signature vouches for nothing.
    let mut forged = known.clone();
    forged.visits[0].signature = SignatureState::Invalid;
    assert_eq!(egfrs(&of(&forged, &nothing)), [None]);
}

#[test]
fn asked_by_hand_settles_what_is_unknown_and_never_hides_what_is_known() {
    let told = |egfr| Told {
        given_asked: true,
        medicines_asked: true,
        egfr: Some(egfr),
        ..Told::default()
    };
    let of = |card: &CardView, egfr| {
        let draft = Draft::default();
        ask(
            Formulary::builtin(),
            card,
            &draft,
            &wish("metformin"),
            &told(egfr),
            MOMENT,
        )
    };
    assert_eq!(egfrs(&of(&man(&[]), 70.0)), [Some(70.0)]);
    let torn = man(&[("88.4", "2026-10-02"), ("300", "2026-10-02")]);
    assert_eq!(egfrs(&of(&torn, 70.0)), [Some(70.0)]);
    assert!(of(&torn, 70.0).doubts.is_empty());
    let bad = man(&[("300", "2026-10-02")]);
    assert_eq!(
        egfrs(&of(&bad, 70.0)),
        [Some(70.0), Some(19.9)],
        "the worse one decides"
    );
}

#[test]
fn the_kidneys_of_a_pregnant_woman_are_not_computed() {
    let nothing = Draft::default();
    let mut card = man(&[("60", "2026-11-02")]);
    card.person.sex = Sex::Female;
    card.person.born = PartialDate::from_ymd(1996, 10, 1).unwrap();
    let of = |card: &CardView| asked(card, &nothing, &wish("metformin")).kidneys;
    let why = |kidneys| match kidneys {
        KidneyFunction::Unknown { why, .. } => Some(why),
        KidneyFunction::Known { .. } | KidneyFunction::NotMeasured => None,
    };
    assert_eq!(why(of(&card)), Some(Why::Pregnancy), "nobody said");
    let pregnancy = |value: &str| Pregnancy {
        value: value.into(),
        lmp: PartialDate::UNKNOWN,
    };
    card.pregnancy = Some(noted("preg", pregnancy("yes")));
    assert_eq!(why(of(&card)), Some(Why::Pregnant));
    card.pregnancy = Some(noted("preg", pregnancy("no")));
    assert!(matches!(of(&card), KidneyFunction::Known { .. }));
}

/// A creatinine that gives no figure is still a creatinine: a medicine that hangs on the kidneys is not within.
#[test]
fn a_creatinine_without_a_figure_leaves_a_doubt() {
    let nothing = Draft::default();
    let of = |card: &CardView, medicine: &str| asked(card, &nothing, &wish(medicine));
    // A child whose height nobody measured.
    let mut ill = man(&[("800", "2026-11-02")]);
    ill.person.born = PartialDate::from_ymd(2021, 10, 1).unwrap();
    assert_eq!(egfrs(&of(&ill, "ibuprofen")), [None, Some(9.6)]);
    assert_eq!(of(&ill, "ibuprofen").doubts, [Doubt::Kidneys]);
    assert!(of(&ill, "paracetamol").doubts.is_empty());
    // A woman of whom nobody said whether she is pregnant.
    let mut woman = man(&[("500", "2026-11-02")]);
    woman.person.sex = Sex::Female;
    woman.person.born = PartialDate::from_ymd(1996, 10, 1).unwrap();
    assert_eq!(egfrs(&of(&woman, "ibuprofen")), [None, Some(9.7)]);
    assert_eq!(of(&woman, "ibuprofen").doubts, [Doubt::Kidneys]);
    // An infant has no equation at all.
    let mut infant = man(&[("30", "2026-11-02")]);
    infant.person.born = PartialDate::from_ymd(2026, 5, 1).unwrap();
    assert_eq!(of(&infant, "gentamicin").doubts, [Doubt::Kidneys]);
}

#[test]
fn a_stop_by_impaired_kidneys_hangs_on_them() {
    for name in [
        "ibuprofen",
        "ketorolac",
        "gentamicin",
        "co-trimoxazole",
        "potassium-chloride",
        "lithium",
        "colchicine",
        "gliclazide",
        "glibenclamide",
        "drotaverine",
        "metformin",
    ] {
        let medicine = Formulary::builtin().medicine(name);
        assert!(medicine.is_some_and(hangs_on_kidneys), "{name}");
    }
    let harmless = Formulary::builtin().medicine("paracetamol");
    assert!(harmless.is_some_and(|medicine| !hangs_on_kidneys(medicine)));
}
