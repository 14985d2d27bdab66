//! What makes an open order dangerous, and what does not.

use super::*;
use crate::domain::administration::Administration;
use crate::domain::allergy::Allergy;
use crate::domain::card::{Sent, SignatureState};
use crate::domain::chunk::Kind;
use crate::domain::dates::PartialDate;
use crate::domain::ids::{DeviceId, DocId, FacilityId, UserId};
use crate::domain::person::Sex;
use crate::domain::problem::{CurrentMedicine, Pregnancy};
use crate::domain::review::{Decision, Review};
use crate::domain::visit::Visit;
use crate::forms::{Answer, Quantity, encode_all};
use crate::worker::dose::Doubt;

/// 2026-11-21 09:00 UTC.
const NOW: i64 = 1_795_251_600;
const DAY: i64 = 86_400;
const MOMENT: Moment = Moment {
    now: NOW,
    offset_minutes: 300,
    country: None,
};

fn id(n: u8) -> DocId {
    DocId([n; 16])
}

fn event<T>(n: u8, kind: Kind, days_ago: i64, content: T) -> Event<T> {
    Event {
        id: id(n),
        kind,
        card: id(0),
        by: None,
        role: String::new(),
        device: DeviceId::default(),
        facility: FacilityId::default(),
        care_at: NOW - days_ago * DAY,
        entered_at: NOW - days_ago * DAY,
        clock_doubtful: false,
        amends: None,
        amended_by: Vec::new(),
        withdrawn: None,
        signature: SignatureState::Valid,
        sent: Sent::Here,
        content,
    }
}

fn noted<T>(key: &str, value: T) -> Noted<T> {
    Noted {
        card: id(0),
        key: key.into(),
        value,
        by: Some(UserId([7; 16])),
        at: NOW - 60,
        disputed: false,
        newer: false,
    }
}

/// Yesterday, for seven days.
fn order(n: u8, medicine: &str, dose: &str) -> Event<Prescription> {
    let content = Prescription {
        medicine: Some(medicine.into()),
        name: medicine.into(),
        strength: "250 mg".into(),
        dose: dose.into(),
        unit: "mg".into(),
        route: "oral".into(),
        per_day: Some(3),
        days: Some(7),
        ..Prescription::default()
    };
    event(n, Kind::PRESCRIPTION, 1, content)
}

/// A woman of 30 with these orders.
fn woman(orders: Vec<Event<Prescription>>) -> CardView {
    let mut card = CardView::default();
    card.person.born = PartialDate::from_ymd(1996, 3, 10).unwrap();
    card.person.sex = Sex::Female;
    card.prescriptions = orders;
    card
}

fn penicillin() -> Noted<Allergy> {
    let allergy = Allergy {
        substance: "Пенициллин".into(),
        ..Allergy::default()
    };
    noted("al/1", allergy)
}

fn takes(medicine: &str) -> Noted<CurrentMedicine> {
    let medicine = CurrentMedicine {
        medicine: Some(medicine.into()),
        name: medicine.into(),
        ..CurrentMedicine::default()
    };
    noted("med/1", medicine)
}

fn measured(link_id: &str, value: &str, unit: &str) -> Visit {
    let answer = Answer::Quantity(Quantity {
        value: Decimal::parse(value).unwrap(),
        unit: unit.into(),
    });
    Visit {
        answers: [(link_id.to_owned(), encode_all(&[answer]))].into(),
        ..Visit::default()
    }
}

/// Order and keys of each that is to be reviewed.
fn found(card: &CardView) -> Vec<(u8, Vec<String>)> {
    to_review(Formulary::builtin(), card, MOMENT)
        .iter()
        .map(|danger| {
            let keys = danger.findings.iter().map(key).collect();
            (danger.order.id.0[0], keys)
        })
        .collect()
}

fn codes(card: &CardView) -> Vec<(u8, String)> {
    let code = |key: &String| key.split('|').next().unwrap_or_default().to_owned();
    found(card)
        .iter()
        .flat_map(|(order, keys)| keys.iter().map(move |key| (*order, code(key))))
        .collect()
}

fn one(order: u8, code: &str) -> Vec<(u8, String)> {
    vec![(order, code.to_owned())]
}

#[test]
fn an_order_of_which_nothing_is_known_makes_no_noise() {
    let card = woman(vec![order(1, "amoxicillin", "500")]);
    assert_eq!(codes(&card), [], "neither allergies nor weight were asked");
}

#[test]
fn an_allergy_that_came_later_is_told_with_its_author() {
    let mut card = woman(vec![order(1, "amoxicillin", "500")]);
    card.allergies = vec![penicillin()];
    assert_eq!(codes(&card), one(1, "allergy-class"));
    let danger = &to_review(Formulary::builtin(), &card, MOMENT)[0];
    assert_eq!(danger.origin, Some((Some(UserId([7; 16])), NOW - 60)));

    card.allergies[0].value.status = Status::EnteredInError;
    assert_eq!(codes(&card), []);
    card.allergies[0].disputed = true;
    assert_eq!(codes(&card), one(1, "allergy-class"), "in doubt it counts");

    card.allergies[0].disputed = false;
    card.allergies[0].value.status = Status::Active;
    card.allergies[0].value.substance = "Қайың тозаңы, берёза".into();
    assert_eq!(codes(&card), [], "pollen, or a word that nobody knows");
}

#[test]
fn pregnancy_a_medicine_and_ill_kidneys_are_told() {
    let mut card = woman(vec![order(1, "enalapril", "5")]);
    card.pregnancy = Some(noted(
        "preg",
        Pregnancy {
            value: "yes".into(),
            ..Pregnancy::default()
        },
    ));
    assert_eq!(codes(&card), one(1, "stop"));

    let mut card = woman(vec![order(1, "warfarin", "5")]);
    card.medicines = vec![takes("ibuprofen")];
    assert_eq!(codes(&card), one(1, "interaction"));
    card.medicines[0].value.status = Status::Resolved;
    assert_eq!(codes(&card), []);

    let mut card = woman(vec![order(1, "metformin", "500")]);
    card.person.sex = Sex::Male;
    assert_eq!(codes(&card), []);
    let mut sampled = measured("creatinine", "400", "umol/L");
    let day = PartialDate::from_ymd(2026, 11, 20).unwrap();
    let day = encode_all(&[Answer::Date(day)]);
    sampled.answers.insert("creatinine-date".to_owned(), day);
    card.visits = vec![event(2, Kind::VISIT, 0, sampled)];
    assert_eq!(codes(&card), one(1, "stop"));
}

#[test]
fn a_new_weight_is_told_and_an_old_one_is_not() {
    let weighed = |kg: &str, days_ago| {
        let mut card = woman(vec![order(1, "paracetamol", "250")]);
        card.person.born = PartialDate::from_ymd(2022, 11, 1).unwrap();
        card.visits = vec![event(
            2,
            Kind::VISIT,
            days_ago,
            measured("weight", kg, "kg"),
        )];
        codes(&card)
    };
    assert_eq!(weighed("17", 0), []);
    assert_eq!(weighed("11", 0), one(1, "dose-above"));
    assert_eq!(weighed("17", 700), [], "a weight that grew old is no task");
    assert_eq!(weighed("11", 700), []);
}

#[test]
fn what_was_accepted_is_not_told_again() {
    let allergic = |order: Event<Prescription>| {
        let mut card = woman(vec![order]);
        card.allergies = vec![penicillin()];
        card
    };
    let key = found(&allergic(order(1, "amoxicillin", "500")))[0].1[0].clone();
    assert_eq!(
        key,
        format!(
            "allergy-class|beta_lactam_penicillin|medicine-amoxicillin|contraindicated|{}",
            fold("Пенициллин")
        )
    );

    let mut seen = order(1, "amoxicillin", "500");
    seen.content.findings = vec![key.clone()];
    seen.content.override_reason = "benefit".into();
    assert_eq!(codes(&allergic(seen.clone())), [], "coded at signing");
    let mut worded = allergic(seen.clone());
    worded.allergies[0].value.substance = " пенициллин".into();
    assert_eq!(codes(&worded), [], "the same in other letters");
    worded.allergies[0].value.substance = "ампициллин".into();
    assert_eq!(codes(&worded), one(1, "allergy-class"), "another allergy");
    worded.allergies[0].value.substance = "Penicillin".into();
    worded.prescriptions[0].content.findings =
        vec!["allergy-class|beta_lactam_penicillin|medicine-amoxicillin".into()];
    assert_eq!(
        codes(&worded),
        one(1, "allergy-class"),
        "an older program named no allergy: asked once more"
    );
    let mut more = allergic(seen);
    more.medicines = vec![takes("methotrexate")];
    assert_eq!(codes(&more), one(1, "interaction"), "something else is new");

    let decided = |decision, findings: Vec<String>| {
        let content = Review {
            prescription: id(1),
            decision,
            findings,
            reason: "benefit".into(),
            ..Review::default()
        };
        event(9, Kind::REVIEW, 0, content)
    };
    let mut card = allergic(order(1, "amoxicillin", "500"));
    card.reviews = vec![decided(Decision::Kept, vec!["stop|another|".into()])];
    assert_eq!(codes(&card), one(1, "allergy-class"), "another reason");
    card.reviews = vec![decided(Decision::Kept, vec![key.clone()])];
    assert_eq!(codes(&card), []);
    card.reviews[0].withdrawn = Some("mistake".into());
    assert_eq!(codes(&card), one(1, "allergy-class"), "taken back");
    card.reviews[0].withdrawn = None;
    card.reviews[0].signature = SignatureState::UnknownAuthor;
    assert_eq!(codes(&card), one(1, "allergy-class"), "nobody we know");
    card.reviews[0].signature = SignatureState::Valid;
    card.reviews_of_nobody = [card.reviews[0].id].into();
    assert_eq!(codes(&card), one(1, "allergy-class"), "who may not decide");
    card.reviews_of_nobody.clear();
    assert_eq!(codes(&card), []);
    card.reviews[0].signature = SignatureState::Invalid;
    assert_eq!(codes(&card), one(1, "allergy-class"), "a forged decision");
    card.reviews = vec![decided(Decision::Stopped, vec![key])];
    assert_eq!(codes(&card), []);
    assert_eq!(open_orders(&card, MOMENT).count(), 0);
    // A stop by nobody we know, or by somebody who may not decide, ends nothing and is told at the bedside.
    let doubts = |card: &CardView| {
        let wish = Wish {
            medicine: "amoxicillin".into(),
            given: Some(id(1)),
            ..Wish::default()
        };
        let told = Told::default();
        ask(
            Formulary::builtin(),
            card,
            &Draft::default(),
            &wish,
            &told,
            MOMENT,
        )
        .doubts
    };
    assert_eq!((card.stop_unsure(id(1)), doubts(&card)), (None, Vec::new()));
    card.reviews_of_nobody = [card.reviews[0].id].into();
    assert_eq!(open_orders(&card, MOMENT).count(), 1, "who may not decide");
    assert_eq!(doubts(&card), [Doubt::Stop]);
    card.reviews_of_nobody.clear();
    card.reviews[0].signature = SignatureState::UnknownAuthor;
    assert_eq!(open_orders(&card, MOMENT).count(), 1, "nobody we know");
    assert_eq!(doubts(&card), [Doubt::Stop]);
    card.reviews[0].signature = SignatureState::Invalid;
    assert_eq!(doubts(&card), [], "a forged stop says nothing");
}

#[test]
fn two_orders_that_do_not_know_each_other_are_both_told() {
    let both = || {
        woman(vec![
            order(1, "warfarin", "5"),
            order(2, "ibuprofen", "400"),
        ])
    };
    let told = codes(&both());
    assert_eq!(
        told,
        [one(1, "interaction"), one(2, "interaction")].concat()
    );
    // The second was written with the first in sight.
    let mut card = both();
    card.prescriptions[1].content.findings = found(&card)[1].1.clone();
    assert_eq!(codes(&card), []);
    card.prescriptions[0].withdrawn = Some("mistake".into());
    assert_eq!(codes(&card), []);
}

#[test]
fn what_is_not_open_is_not_asked_about() {
    let allergic = |change: fn(&mut CardView)| {
        let mut card = woman(vec![order(1, "amoxicillin", "500")]);
        card.allergies = vec![penicillin()];
        change(&mut card);
        codes(&card)
    };
    assert_eq!(allergic(|_| {}), one(1, "allergy-class"));
    assert_eq!(
        allergic(|card| card.prescriptions[0].care_at -= 8 * DAY),
        [],
        "its days are over"
    );
    assert_eq!(
        allergic(|card| card.prescriptions[0].withdrawn = Some("mistake".into())),
        []
    );
    assert_eq!(
        allergic(|card| card.prescriptions[0].signature = SignatureState::Invalid),
        []
    );
    assert_eq!(
        allergic(|card| card.prescriptions[0].content.medicine = None),
        [],
        "free words"
    );
    assert_eq!(
        allergic(|card| card.person.deceased = PartialDate::from_ymd(2026, 11, 20)),
        []
    );
}

#[test]
fn a_dose_that_was_given_is_the_bedsides_question() {
    let mut card = woman(vec![order(1, "paracetamol", "500")]);
    let dose = Administration {
        prescription: Some(id(1)),
        medicine: Some("paracetamol".into()),
        name: "paracetamol".into(),
        dose: "1000".into(),
        unit: "mg".into(),
        route: "oral".into(),
        given: true,
        ..Administration::default()
    };
    card.administrations = (0..4)
        .map(|n| event(20 + n, Kind::ADMINISTRATION, 0, dose.clone()))
        .collect();
    assert_eq!(codes(&card), []);
}

/// Four times the dose is another danger than a little above it, although the rule is the same.
#[test]
fn a_kept_danger_does_not_hide_a_worse_one() {
    let weighed = |kg: &str, kept: &[String]| {
        let mut card = woman(vec![order(1, "paracetamol", "250")]);
        card.person.born = PartialDate::from_ymd(2022, 11, 1).unwrap();
        card.visits = vec![event(2, Kind::VISIT, 0, measured("weight", kg, "kg"))];
        card.prescriptions[0].content.findings = kept.to_vec();
        let found = found(&card).pop();
        found.map_or(Vec::new(), |(_, keys)| keys)
    };
    let above = |keys: &[String]| {
        let of = |key: &&String| key.starts_with("dose-above|");
        keys.iter().find(of).cloned().unwrap()
    };
    let (major, worse) = (above(&weighed("11", &[])), above(&weighed("6", &[])));
    assert!(major.ends_with("||major"), "{major}");
    assert!(worse.ends_with("||contraindicated"), "{worse}");
    let is_told = |kg: &str, kept: &str| {
        let told = weighed(kg, &[kept.to_owned()]);
        told.iter().any(|key| key.starts_with("dose-above|"))
    };
    assert!(!is_told("11", &major));
    assert!(is_told("6", &major));
    assert!(!is_told("6", &worse));
    assert!(!is_told("11", &worse));
    // As an older program kept it.
    let old = major.strip_suffix("|major").unwrap();
    assert!(!is_told("11", old));
    assert!(is_told("6", old));
}

#[test]
fn what_cannot_be_checked_because_of_something_new_is_told_once() {
    let mut card = woman(vec![order(1, "amoxicillin", "500")]);
    let mut strange = penicillin();
    strange.value.substance = "зелёный порошок".into();
    card.allergies = vec![strange];
    assert_eq!(codes(&card), one(1, "allergy-unknown"));
    card.prescriptions[0].content.findings = found(&card)[0].1.clone();
    assert_eq!(codes(&card), []);
    card.allergies[0].value.substance = "синий порошок".into();
    assert_eq!(codes(&card), one(1, "allergy-unknown"), "another one");

    let mut card = woman(vec![order(1, "paracetamol", "500")]);
    card.medicines = vec![takes("paracetamol")];
    let told = codes(&card);
    assert_eq!(told, one(1, "duplicate"));
    card.prescriptions[0].content.findings = found(&card)[0].1.clone();
    assert_eq!(codes(&card), []);
}

/// Warfarin for life does not vanish from the check of what is ordered beside it when three months are over.
#[test]
fn an_order_without_an_end_is_taken_until_it_is_stopped() {
    let beside = |change: fn(&mut Event<Prescription>)| {
        let mut old = order(2, "warfarin", "5");
        old.content.days = None;
        old.care_at = NOW - 200 * DAY;
        change(&mut old);
        codes(&woman(vec![order(1, "ibuprofen", "400"), old]))
    };
    assert_eq!(beside(|_| {}), one(1, "interaction"));
    assert_eq!(beside(|old| old.content.days = Some(10)), []);
    assert_eq!(beside(|old| old.content.per_day = None), [], "one dose");
    assert_eq!(
        beside(|old| old.withdrawn = Some("mistake".into())),
        [],
        "withdrawn"
    );
}

/// The second substance of a box hurts as the first does: Solpadeine is paracetamol with codeine.
#[test]
fn what_is_on_the_box_is_asked_about_again() {
    let allergic = |product: &str, substance: &str| {
        let mut order = order(1, "paracetamol", "500");
        order.content.strength = "500 mg".into();
        order.content.product = product.into();
        let mut card = woman(vec![order]);
        let allergy = Allergy {
            substance: substance.into(),
            ..Allergy::default()
        };
        card.allergies = vec![noted("al/1", allergy)];
        codes(&card)
    };
    assert_eq!(allergic("", "Кодеин"), []);
    assert_eq!(allergic("Парацетамол 500 мг", "Кодеин"), []);
    assert_eq!(allergic("Солпадеин", "Кодеин"), one(1, "allergy-same"));
    assert_eq!(allergic("Солпадеин", "Пенициллин"), []);
}
