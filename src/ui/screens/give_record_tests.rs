use super::*;
use crate::clinical::{Formulary, Level};
use crate::domain::card::{Sent, SignatureState};
use crate::domain::chunk::Kind;
use crate::domain::dates::PartialDate;
use crate::domain::ids::{DeviceId, FacilityId};
use crate::worker::dose::{Told, ask, judge, order_of};

/// 2026-11-21 11:00 UTC, 16:00 at the place.
const NOW: i64 = 1_795_258_800;
const HOUR: i64 = 3_600;
const MOMENT: Moment = Moment {
    now: NOW,
    offset_minutes: 300,
    country: None,
};

fn event<T>(n: u8, kind: Kind, at: i64, content: T) -> Event<T> {
    Event {
        id: DocId([n; 16]),
        kind,
        card: DocId([1; 16]),
        by: None,
        role: "doctor".into(),
        device: DeviceId([0; 16]),
        facility: FacilityId([0; 16]),
        care_at: at,
        entered_at: at,
        clock_doubtful: false,
        amends: None,
        amended_by: Vec::new(),
        withdrawn: None,
        signature: SignatureState::Valid,
        sent: Sent::Here,
        content,
    }
}

fn order() -> Event<Prescription> {
    event(
        30,
        Kind::PRESCRIPTION,
        NOW - 8 * HOUR,
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
            given_here: Some(true),
            ..Prescription::default()
        },
    )
}

/// A boy of three, 14 kg weighed now.
fn card() -> CardView {
    let mut card = CardView {
        patient: DocId([1; 16]),
        cards: vec![DocId([1; 16])],
        none_known: Some((None, NOW)),
        prescriptions: vec![order()],
        ..CardView::default()
    };
    card.person.born = PartialDate::from_ymd(2023, 3, 9).unwrap();
    card.person.sex = crate::domain::person::Sex::Male;
    card
}

fn bedside() -> Bedside {
    Bedside {
        weight: Some(Decimal::parse("14").unwrap()),
        strength: "120 mg/5 mL".into(),
        ..Bedside::default()
    }
}

fn judged(card: &CardView, bedside: &Bedside) -> (Asked, Judged) {
    let told = Told {
        given_asked: true,
        medicines_asked: true,
        conditions: Some(Vec::new()),
        ..Told::default()
    };
    let wish = wish(&card.prescriptions[0], bedside).unwrap();
    let data = Formulary::builtin();
    let asked = ask(data, card, &draft_of(bedside), &wish, &told, MOMENT);
    let judged = judge(data, &crate::clinical::Site::default(), &asked);
    (asked, judged)
}

fn dose_at(n: u8, at: i64, is_given: bool) -> Event<Administration> {
    let content = Administration {
        prescription: Some(DocId([30; 16])),
        medicine: Some("paracetamol".into()),
        name: "Парацетамол".into(),
        dose: "180".into(),
        unit: "mg".into(),
        given: is_given,
        ..Administration::default()
    };
    event(n, Kind::ADMINISTRATION, at, content)
}

#[test]
fn the_order_in_hand_is_not_another_medicine_and_a_first_dose_is_within() {
    let card = card();
    let (asked, judged) = judged(&card, &bedside());
    assert_eq!(judged.verdict, Verdict::Within, "{:?}", judged.findings);
    assert_eq!(bar(&judged, None, None), None);
    assert!((asked.weight.unwrap().kg - 14.0).abs() < 1e-9);
    assert_eq!(measured(&judged).unwrap().to_string(), "7.5 mL");
    // Without skipping it, the check would see the same medicine twice.
    let mut twice = card.clone();
    let mut other = order();
    other.id = DocId([31; 16]);
    twice.prescriptions.push(other);
    let (_, judged) = self::judged(&twice, &bedside());
    assert_ne!(
        judged.verdict,
        Verdict::Within,
        "a second running order counts"
    );
}

#[test]
fn paracetamol_an_hour_after_the_last_dose_is_stopped_whoever_gave_it() {
    for (hours, stopped) in [(1, true), (3, true), (6, false), (7, false)] {
        let mut card = card();
        card.administrations = vec![dose_at(40, NOW - hours * HOUR, true)];
        let (_, judged) = judged(&card, &bedside());
        assert_eq!(
            bar(&judged, None, None) == Some(Bar::Outside),
            stopped,
            "{hours} h"
        );
        // A refusal is no dose.
        card.administrations[0].content.given = false;
        let (_, judged) = self::judged(&card, &bedside());
        assert_eq!(bar(&judged, None, None), None, "refused {hours} h ago");
    }
}

#[test]
fn the_doses_of_a_day_are_added_up() {
    let mut card = card();
    // 60 mg/kg and day of 14 kg: 840 mg; four doses of 180 mg were given, the oldest 23 hours ago.
    card.administrations = [23, 18, 13, 7]
        .iter()
        .enumerate()
        .map(|(n, hours)| dose_at(40 + n as u8, NOW - hours * HOUR, true))
        .collect();
    let (_, judged) = judged(&card, &bedside());
    assert_ne!(judged.verdict, Verdict::Within, "{:?}", judged.findings);
    card.administrations.remove(0);
    let (_, judged) = self::judged(&card, &bedside());
    assert_eq!(judged.verdict, Verdict::Within, "{:?}", judged.findings);
}

#[test]
fn what_bars_a_dose_the_gravest_first() {
    let now = MOMENT.minute(NOW).unwrap();
    let later = now + chrono::TimeDelta::hours(2);
    let early = Some(Due::Later {
        at: later,
        ordered: true,
    });
    let calm = Judged {
        verdict: Verdict::Within,
        ..Judged::unknown_medicine()
    };
    let outside = Judged {
        verdict: Verdict::Outside,
        ..calm.clone()
    };
    let high = Judged {
        high_alert: true,
        ..calm.clone()
    };
    for (judged, due, wanted, loud) in [
        (&calm, None, None, Tier::Quiet),
        (&calm, early, Some(Bar::Early(later)), Tier::Reason),
        (
            &calm,
            Some(Due::Finished),
            Some(Bar::Finished),
            Tier::Reason,
        ),
        (&calm, Some(Due::Overdue(now)), None, Tier::Quiet),
        (&outside, early, Some(Bar::Outside), Tier::Reason),
        (&high, None, Some(Bar::HighAlert), Tier::SecondCheck),
        (&high, early, Some(Bar::Early(later)), Tier::SecondCheck),
    ] {
        let got = bar(judged, due, Some(now));
        assert_eq!(got, wanted, "{judged:?} {due:?}");
        assert_eq!(tier(judged, got), loud, "{judged:?} {due:?}");
    }
}

#[test]
fn what_is_signed_says_what_was_done() {
    let card = card();
    let bedside = Bedside {
        strength: "250 mg/5 mL".into(),
        ..bedside()
    };
    let (asked, judged) = judged(&card, &bedside);
    let over = Overridden {
        reason: "verified".into(),
        note: "рвота".into(),
        second_check: "alone".into(),
    };
    let done = Bedtime {
        asked: Some(&asked),
        judged: &judged,
        bedside: &bedside,
        drip: None,
        pack: &Pack {
            lot: "AB12".into(),
            expires: PartialDate::from_ymd(2027, 12, 31).unwrap(),
            gtin: "09506000134352".into(),
        },
        over: Some(&over),
        moment: MOMENT,
    };
    let dose = given(&card.prescriptions[0], &done);
    assert!(dose.given && dose.status_reason.is_empty());
    assert_eq!(
        (dose.lot.as_str(), dose.gtin.as_str()),
        ("AB12", "09506000134352")
    );
    assert_eq!(dose.expires, PartialDate::from_ymd(2027, 12, 31).unwrap());
    for (before, expired) in [
        (None, Some(Bar::Expired)),
        (Some(Bar::Outside), Some(Bar::Outside)),
        (Some(Bar::Finished), Some(Bar::Expired)),
        (Some(Bar::HighAlert), Some(Bar::Expired)),
    ] {
        assert_eq!(bar_with(before, true), expired);
        assert_eq!(bar_with(before, false), before);
    }
    assert_eq!(tier(&judged, Some(Bar::Expired)), Tier::Reason);
    assert_eq!(dose.prescription, Some(DocId([30; 16])));
    assert_eq!((dose.dose.as_str(), dose.unit.as_str()), ("180", "mg"));
    assert_eq!(dose.strength, "250 mg/5 mL", "the product in the hand");
    assert_eq!(dose.amount, "3.6 mL");
    assert_eq!((dose.weight_kg.as_str(), dose.weighed), ("14", true));
    assert_eq!(dose.weight_on.unwrap().to_string(), "2026-11-21");
    assert_eq!(dose.given_at.unwrap().to_string(), "2026-11-21 16:00:00");
    assert_eq!(dose.answer, "within");
    assert!(!dose.rules.is_empty());
    assert_eq!(
        (dose.override_reason.as_str(), dose.second_check.as_str()),
        ("verified", "alone")
    );

    let refused = not_given(&card.prescriptions[0], "refused", " спит ", MOMENT);
    assert!(!refused.given && refused.is_refused());
    assert_eq!(
        (refused.note.as_str(), refused.answer.as_str()),
        ("спит", "")
    );
}

#[test]
fn a_weight_taken_at_a_bedside_counts_at_the_next_one() {
    let mut card = card();
    let mut weighed = dose_at(40, NOW - 26 * HOUR, true);
    weighed.content.weight_kg = "13.8".into();
    weighed.content.weight_on = "2026-11-20".parse().ok();
    weighed.content.weighed = true;
    card.administrations = vec![weighed];
    let later = Bedside {
        weight: None,
        ..bedside()
    };
    let (asked, _) = judged(&card, &later);
    let weight = asked.weight.unwrap();
    assert!((weight.kg - 13.8).abs() < 1e-9 && !weight.in_draft);
    assert_eq!(weight.on.unwrap().to_string(), "2026-11-20");
    // What was only copied from a visit is not a second weighing.
    card.administrations[0].content.weighed = false;
    let (asked, judged) = self::judged(&card, &later);
    assert_eq!(asked.weight, None);
    assert!(judged.wants_scale());
}

#[test]
fn an_order_that_no_longer_stands_is_not_given() {
    let id = DocId([30; 16]);
    let whole = card();
    assert!(order_of(&whole, id).is_some());
    let mut withdrawn = whole.clone();
    withdrawn.prescriptions[0].withdrawn = Some("mistake".into());
    let mut forged = whole.clone();
    forged.prescriptions[0].signature = SignatureState::Invalid;
    let mut wrong_patient = whole.clone();
    wrong_patient.prescriptions[0].content.visit = Some(DocId([20; 16]));
    wrong_patient.visits = vec![event(20, Kind::VISIT, NOW, Visit::default())];
    assert!(order_of(&wrong_patient, id).is_some());
    wrong_patient.visits[0].withdrawn = Some("wrong-patient".into());
    for card in [withdrawn, forged, wrong_patient] {
        assert!(order_of(&card, id).is_none());
    }
}

#[test]
fn a_dose_in_millilitres_belongs_to_its_own_product() {
    let with = |dose: &str, unit: &str, strength: &str| Prescription {
        dose: dose.into(),
        unit: unit.into(),
        strength: strength.into(),
        ..Prescription::default()
    };
    for (order, may) in [
        (with("180", "mg", "120 mg/5 mL"), true),
        (with("0.5", "g", "120 mg/5 mL"), true),
        (with("7.5", "mL", "120 mg/5 mL"), false),
        (with("1", "tablet", "500 mg"), false),
        (with("180", "mg", ""), false),
        (with("", "mg", "500 mg"), false),
    ] {
        assert_eq!(may_change_product(&order), may, "{order:?}");
    }
}

#[test]
fn a_drip_is_never_confirmed_silently() {
    let card = card();
    let dripping = Bedside {
        rate: Some("100 mL/h".into()),
        ..bedside()
    };
    let (_, judged) = judged(&card, &dripping);
    let said = judged
        .findings
        .iter()
        .find(|f| f.code == "rate-not-checked");
    assert_eq!(said.map(|f| f.level), Some(Level::Warn));
}

#[test]
fn the_box_in_the_hand_is_checked_and_signed() {
    let mut card = card();
    card.prescriptions[0].content.product = "Панадол Бэби сироп 120 мг/5 мл".into();
    let order = &card.prescriptions[0];
    let product = |bedside: &Bedside| wish(order, bedside).unwrap().order.product;
    assert_eq!(
        product(&bedside()).as_deref(),
        Some("Панадол Бэби сироп 120 мг/5 мл"),
        "the box that was ordered"
    );
    let stronger = Bedside {
        strength: "250 mg/5 mL".into(),
        ..bedside()
    };
    assert_eq!(product(&stronger), None, "the ordered box is not this one");
    let other = Bedside {
        product: "Парацетамол сироп 250 мг/5 мл".into(),
        ..bedside()
    };
    assert_eq!(
        product(&other).as_deref(),
        Some("Парацетамол сироп 250 мг/5 мл")
    );

    let codes = |bedside: &Bedside| -> Vec<&str> {
        let (_, judged) = judged(&card, bedside);
        let about = judged.findings.iter().map(|f| f.code);
        about.filter(|code| code.starts_with("product-")).collect()
    };
    assert_eq!(codes(&other), ["product-strength"]);
    let plain = Bedside {
        product: "Парацетамол сироп 120 мг/5 мл".into(),
        ..bedside()
    };
    assert_eq!(codes(&plain), [] as [&str; 0]);
    let drops = Bedside {
        product: "Ибупрофен свечи".into(),
        ..bedside()
    };
    assert_eq!(codes(&drops), ["product-differs", "product-route"]);

    let (asked, judged) = judged(&card, &other);
    let (pack, unread) = (Pack::default(), bedside());
    let done = |bedside| Bedtime {
        asked: Some(&asked),
        judged: &judged,
        bedside,
        drip: None,
        pack: &pack,
        over: None,
        moment: MOMENT,
    };
    assert_eq!(
        given(order, &done(&other)).product,
        "Парацетамол сироп 250 мг/5 мл"
    );
    let dose = given(order, &done(&unread));
    assert_eq!(
        dose.product, "",
        "nobody read the box: nothing is signed of it"
    );
    assert_eq!(not_given(order, "refused", "", MOMENT).product, "");
}
