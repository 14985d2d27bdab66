//! A pregnancy in the record: booked, corrected, ended, disputed; its contacts are visits.

use std::collections::BTreeMap;

use feldsher::clinical::pregnancy::{Gap, Known, Stated, Status, known, stated};
use feldsher::domain::card::Draft;
use feldsher::domain::country::Country;
use feldsher::domain::ids::{DocId, PatientId};
use feldsher::domain::number::Decimal;
use feldsher::domain::person::Sex;
use feldsher::domain::pregnancy::Booking;
use feldsher::domain::role::Role;
use feldsher::domain::visit::{EnteredInError, Visit};
use feldsher::forms::{ANTENATAL, Answer, Coding, FormSet, Kind, Quantity, VISIT};
use feldsher::ops::OpError;
use feldsher::ops::op::Op;
use feldsher::worker::pregnancy::{contact, followed};

use super::day;
use crate::house::{Point, carry, person, point};

/// The clock of the points stands on 2026-09-21.
const TODAY: &str = "2026-09-21";

pub fn booking(change: impl FnOnce(&mut Booking)) -> Booking {
    let mut booking = Booking {
        date: "2026-06-01".parse().unwrap(),
        lmp: "2026-03-30".parse().unwrap(),
        gravida: Some(2),
        parity: Some(1),
        ..Booking::default()
    };
    change(&mut booking);
    booking
}

pub fn book(
    point: &mut Point,
    patient: PatientId,
    booking: Booking,
    amends: Option<DocId>,
) -> Result<DocId, OpError> {
    let op = Op::Book {
        patient,
        booking: Box::new(booking),
        amends,
    };
    let changes = point.house.transact(&point.me, &op)?;
    Ok(changes.written[0])
}

fn at(text: &str) -> feldsher::domain::dates::PartialDate {
    text.parse().unwrap()
}

pub fn clinic(role: Role) -> (Point, PatientId) {
    let mut here = point(role.code(), role);
    let mut woman = person();
    woman.person.born = at("1998-03-10");
    let patient = here.register(woman);
    (here, patient)
}

#[test]
fn what_cannot_be_is_refused_by_name() {
    let (mut here, patient) = clinic(Role::Nurse);
    type Change = fn(&mut Booking);
    let slips: [(Change, &str); 18] = [
        (|b| b.date = at(""), "pregnancy-day"),
        (|b| b.date = at("2026-10-01"), "pregnancy-day"),
        (|b| b.lmp = at("2026-10-01"), "pregnancy-lmp"),
        (|b| b.lmp = at("2026-06-15"), "pregnancy-before"),
        (|b| b.lmp = at("2025-06-15"), "pregnancy-too-long"),
        (|b| b.scan_weeks = Some(12), "pregnancy-scan"),
        (|b| b.scan_on = at("2026-06-20"), "pregnancy-scan"),
        (
            |b| (b.scan_on, b.scan_weeks) = (at("2026-06"), Some(12)),
            "pregnancy-scan",
        ),
        (
            |b| (b.scan_on, b.scan_weeks) = (at("2026-10-20"), Some(12)),
            "pregnancy-scan",
        ),
        (
            |b| (b.scan_on, b.scan_weeks) = (at("2026-06-20"), Some(2)),
            "pregnancy-scan",
        ),
        (
            |b| {
                b.lmp = at("2026-05-20");
                (b.scan_on, b.scan_weeks) = (at("2026-05-01"), Some(6));
            },
            "pregnancy-scan-early",
        ),
        (
            |b| (b.gravida, b.parity) = (Some(1), Some(1)),
            "pregnancy-numbers",
        ),
        (|b| b.fetuses = Some(0), "pregnancy-numbers"),
        (|b| b.weight_kg = "6.5".into(), "pregnancy-body"),
        (|b| b.height_cm = "1.65".into(), "pregnancy-body"),
        (|b| b.history = vec!["bad luck".into()], "value-unfit"),
        (|b| b.ended = at("2026-09-01"), "pregnancy-end"),
        (|b| b.outcome = "live-birth".into(), "pregnancy-end"),
    ];
    for (change, code) in slips {
        match book(&mut here, patient, booking(change), None) {
            Err(OpError::Invalid { code: said, .. }) => assert_eq!(said, code),
            other => panic!("{code}: {other:?}"),
        }
    }
    let mut man = person();
    man.person.sex = Sex::Male;
    man.person.identifiers.clear();
    let man = here.register(man);
    let refused = book(&mut here, man, booking(|_| {}), None);
    assert!(matches!(
        refused,
        Err(OpError::Invalid {
            code: "pregnancy-sex",
            ..
        })
    ));
    assert!(here.view(patient).pregnancies.is_empty());
    // A woman who knows nothing of her dates is booked all the same.
    book(&mut here, patient, booking(|b| b.lmp = at("")), None).unwrap();
    let refused = book(&mut here, patient, booking(|_| {}), None);
    assert!(matches!(
        refused,
        Err(OpError::Invalid {
            code: "pregnancy-open",
            ..
        })
    ));
}

#[test]
fn it_is_corrected_ended_and_withdrawn_by_new_entries_and_travels() {
    let (mut here, patient) = clinic(Role::Nurse);
    let first = book(&mut here, patient, booking(|_| {}), None).unwrap();
    let view = here.view(patient);
    assert!(matches!(known(&view), Known::Open(event) if event.id == first));
    let on = |view: &feldsher::domain::card::CardView, date: &str| stated(view, day(date));
    assert!(matches!(
        on(&view, "2026-06-20"),
        Stated::Pregnant {
            trimester: Some(1),
            ..
        }
    ));
    assert!(matches!(
        on(&view, TODAY),
        Stated::Pregnant {
            trimester: Some(2),
            ..
        }
    ));
    assert_eq!(on(&view, "2027-02-20"), Stated::Forgotten);
    assert_eq!(on(&view, "2026-03-01"), Stated::Nothing);

    let scanned = booking(|b| {
        (b.scan_on, b.scan_weeks, b.scan_days) = (at("2026-06-20"), Some(14), Some(0));
    });
    let second = book(&mut here, patient, scanned.clone(), Some(first)).unwrap();
    let view = here.view(patient);
    let Known::Open(event) = known(&view) else {
        panic!("{:?}", known(&view))
    };
    assert_eq!(
        (event.id, event.amends, event.content.scan_weeks),
        (second, Some(first), Some(14))
    );
    assert_eq!(view.pregnancies.len(), 2, "nothing is deleted");

    let over = Booking {
        ended: at("2026-09-01"),
        outcome: "miscarriage".into(),
        ..scanned
    };
    let third = book(&mut here, patient, over, Some(second)).unwrap();
    let view = here.view(patient);
    assert!(matches!(known(&view), Known::Ended(event) if event.id == third));
    assert!(matches!(on(&view, TODAY), Stated::Ended { .. }));
    // On a day before its end she was pregnant.
    assert!(matches!(on(&view, "2026-08-01"), Stated::Pregnant { .. }));

    let mut there = point("doctor", Role::Doctor);
    carry(&here, &mut there);
    assert!(matches!(known(&there.view(patient)), Known::Ended(event) if event.id == third));
    assert_eq!(there.verified().problems, Vec::<String>::new());

    // Written down by mistake: the pregnancy goes on.
    let error = EnteredInError {
        target: third,
        reason: "mistake".into(),
        note: String::new(),
    };
    here.house
        .transact(&here.me, &Op::Withdraw { patient, error })
        .unwrap();
    assert!(matches!(known(&here.view(patient)), Known::Open(event) if event.id == second));
    // A correction names an entry of this card, and only one of a pregnancy.
    let refused = book(&mut here, patient, booking(|_| {}), Some(DocId::default()));
    assert!(matches!(refused, Err(OpError::Unknown(_))));
}

#[test]
fn two_houses_that_say_different_things_are_a_dispute_and_no_clock_decides() {
    let (mut here, patient) = clinic(Role::Nurse);
    let first = book(&mut here, patient, booking(|_| {}), None).unwrap();
    let mut there = point("doctor", Role::Doctor);
    carry(&here, &mut there);
    let later = booking(|b| b.lmp = at("2026-04-20"));
    book(&mut here, patient, later, Some(first)).unwrap();
    let over = booking(|b| (b.ended, b.outcome) = (at("2026-08-30"), "miscarriage".into()));
    book(&mut there, patient, over, Some(first)).unwrap();
    carry(&there, &mut here);
    let view = here.view(patient);
    assert!(matches!(known(&view), Known::Disputed(all) if all.len() == 2));
    assert_eq!(stated(&view, day(TODAY)), Stated::Disputed);
    assert!(
        followed(&view, Country::Kz, day(TODAY), 300)
            .unwrap()
            .is_disputed
    );
}

pub fn quantity(value: &str, unit: &str) -> String {
    Answer::Quantity(Quantity {
        value: Decimal::parse(value).unwrap(),
        unit: unit.into(),
    })
    .encode()
}

pub fn choice(code: &str) -> String {
    Answer::Choice(Coding {
        system: "urn:feldsher:code:antenatal".into(),
        code: code.into(),
        display: String::new(),
    })
    .encode()
}

pub fn antenatal(answers: &[(&str, String)]) -> Draft {
    let form = FormSet::in_force().current(ANTENATAL).unwrap();
    Draft {
        visit: Visit {
            form: ANTENATAL.into(),
            form_version: form.version.clone(),
            answers: answers
                .iter()
                .map(|(link_id, text)| ((*link_id).to_owned(), text.clone()))
                .collect::<BTreeMap<_, _>>(),
            ..Visit::default()
        },
        ..Draft::default()
    }
}

pub fn sign(
    point: &mut Point,
    patient: PatientId,
    content: Draft,
    care_at: i64,
) -> Result<(), OpError> {
    let op = Op::SignNew {
        patient,
        content: Box::new(Draft {
            care_at: Some(care_at),
            ..content
        }),
        id: None,
        confirmed: false,
    };
    point.house.transact(&point.me, &op).map(drop)
}

const NOW: i64 = 1_790_000_000;
const DAY: i64 = 86_400;

#[test]
fn a_contact_is_a_visit_and_one_weight_is_one_weight() {
    let (mut here, patient) = clinic(Role::Nurse);
    book(&mut here, patient, booking(|_| {}), None).unwrap();
    let seen = |here: &Point| {
        let view = here.view(patient);
        let followed = followed(&view, Country::Kz, day(TODAY), 300).unwrap();
        let signs: Vec<String> = followed
            .findings
            .iter()
            .map(|f| f.sign.id.clone())
            .collect();
        (followed.contacts, signs, followed.gaps)
    };
    assert_eq!(seen(&here).2, [Gap::Contact]);
    let told = [
        ("weight", quantity("68.4", "kg")),
        ("bp-sys", quantity("150", "mm[Hg]")),
        ("bp-dia", quantity("95", "mm[Hg]")),
        ("fundal", quantity("25", "cm")),
        ("fetal-heart", quantity("144", "/min")),
        ("haemoglobin", quantity("101", "g/L")),
        ("urine-protein", choice("1+")),
        ("presentation", choice("breech")),
        ("movements", choice("felt")),
        ("oedema", choice("legs")),
        ("danger", Answer::Bool(true).encode()),
        ("danger-signs", choice("headache-vision")),
    ];
    sign(&mut here, patient, antenatal(&told), NOW - 2 * DAY).unwrap();
    let (contacts, signs, missing) = seen(&here);
    assert_eq!(signs, ["headache-vision", "preeclampsia", "hb-low"]);
    assert_eq!(missing, [Gap::Rhesus]);
    let [one] = contacts.as_slice() else {
        panic!("{contacts:?}")
    };
    assert!(one.antenatal);
    assert_eq!(
        (one.weight_kg, one.fundal_cm, one.haemoglobin_g_l),
        (Some(68.4), Some(25.0), Some(101.0))
    );
    // The same weight is the weight of the card: nobody types it twice.
    assert!(
        here.view(patient)
            .last_answer("weight")
            .unwrap()
            .0
            .contains("68.4")
    );

    // An ordinary visit that measured something counts; it is no contact of the plan.
    let mut plain = crate::house::visit();
    plain.prescriptions.clear();
    plain.referral = None;
    plain.visit.answers = BTreeMap::from([
        ("bp-sys".to_owned(), quantity("120", "mm[Hg]")),
        ("bp-dia".to_owned(), quantity("80", "mm[Hg]")),
    ]);
    sign(&mut here, patient, plain, NOW - 3600).unwrap();
    let (contacts, signs, _) = seen(&here);
    assert_eq!(contacts.len(), 2);
    assert!(!contacts[0].antenatal);
    assert_eq!(
        signs,
        ["headache-vision", "protein", "hb-low"],
        "the newest pressure counts"
    );
    let view = here.view(patient);
    let followed = followed(&view, Country::Kz, day(TODAY), 300).unwrap();
    let held = followed
        .rows
        .iter()
        .filter(|row| row.status == Status::Held);
    assert_eq!(held.map(|row| row.planned.week).collect::<Vec<_>>(), [25]);

    here.set(
        patient,
        "blood",
        serde_json::json!({"value": "O(I) Rh\u{2212}"}),
    );
    let (_, signs, missing) = seen(&here);
    assert!(
        missing.is_empty() && signs.contains(&"rhesus".to_owned()),
        "{signs:?}"
    );
}

#[test]
fn shock_measured_at_any_visit_is_said_and_a_better_reading_of_the_day_hides_nothing() {
    let (mut here, patient) = clinic(Role::Nurse);
    book(&mut here, patient, booking(|_| {}), None).unwrap();
    let signs = |here: &Point| -> Vec<String> {
        let view = here.view(patient);
        let followed = followed(&view, Country::Kz, day(TODAY), 300).unwrap();
        let found = followed.findings.iter();
        found.map(|f| f.sign.id.clone()).collect()
    };
    let plain = |told: &[(&str, &str, &str)]| {
        let mut plain = crate::house::visit();
        plain.prescriptions.clear();
        plain.referral = None;
        let answers = told.iter();
        plain.visit.answers = answers
            .map(|(link_id, value, unit)| ((*link_id).to_owned(), quantity(value, unit)))
            .collect();
        plain
    };
    let severe = [("bp-sys", "178", "mm[Hg]"), ("bp-dia", "118", "mm[Hg]")];
    let better = [("bp-sys", "138", "mm[Hg]"), ("bp-dia", "88", "mm[Hg]")];
    let before = NOW - 5 * DAY;
    sign(&mut here, patient, plain(&severe), before).unwrap();
    sign(&mut here, patient, plain(&better), before + 2).unwrap();
    assert_eq!(signs(&here), ["bp-severe"]);
    let shock = [
        ("bp-sys", "82", "mm[Hg]"),
        ("bp-dia", "50", "mm[Hg]"),
        ("pulse", "132", "/min"),
        ("resp", "28", "/min"),
        ("spo2", "91", "%"),
        ("temp", "38.9", "Cel"),
    ];
    sign(&mut here, patient, plain(&shock), NOW - DAY).unwrap();
    let all = ["shock", "saturation", "respiration", "temperature"];
    assert_eq!(signs(&here), all);
    // The form of the contact asks for pulse and temperature at the same places.
    let told = [
        ("pulse", quantity("126", "/min")),
        ("temp", quantity("39.1", "Cel")),
    ];
    let read = contact(&antenatal(&told).visit, day(TODAY));
    assert_eq!((read.pulse, read.temperature), (Some(126.0), Some(39.1)));
}

#[test]
fn weeks_of_another_house_that_no_calendar_holds_date_nothing() {
    use feldsher::clinical::pregnancy::{Undated, begun};
    for weeks in [i64::MAX, i64::MIN, 2_000_000_000] {
        let odd = booking(|b| {
            (b.scan_on, b.scan_weeks, b.scan_days) = (at("2026-06-20"), Some(weeks), Some(6));
        });
        assert_eq!(begun(&odd), Err(Undated::ScanAge), "{weeks}");
    }
}

#[test]
fn a_danger_sign_that_was_not_named_is_not_signed() {
    let (mut here, patient) = clinic(Role::Nurse);
    let told = [("danger", Answer::Bool(true).encode())];
    let refused = sign(&mut here, patient, antenatal(&told), NOW - DAY);
    assert!(
        matches!(
            refused,
            Err(OpError::Unfit { .. } | OpError::Invalid { .. })
        ),
        "{refused:?}"
    );
    // Left open is "not asked", and "no" is "asked, none".
    let visit = |answers: &[(&str, String)]| antenatal(answers).visit;
    assert_eq!(contact(&visit(&[]), day(TODAY)).danger, None);
    let none = visit(&[("danger", Answer::Bool(false).encode())]);
    assert_eq!(contact(&none, day(TODAY)).danger, Some(Vec::new()));
}

#[test]
fn the_form_asks_what_the_engine_reads_and_shares_its_places_with_the_visit() {
    let forms = FormSet::in_force();
    let (form, visit) = (
        forms.current(ANTENATAL).unwrap(),
        forms.current(VISIT).unwrap(),
    );
    for shared in [
        "weight",
        "bp-sys",
        "bp-dia",
        "pulse",
        "temp",
        "complaints",
        "exam",
        "next-visit",
    ] {
        let (ours, theirs) = (form.item(shared).unwrap(), visit.item(shared).unwrap());
        assert_eq!(
            (&ours.codes, &ours.units, ours.kind),
            (&theirs.codes, &theirs.units, theirs.kind),
            "{shared}"
        );
    }
    let options = |link_id: &str| -> Vec<String> {
        let item = form.item(link_id).unwrap();
        let codes = item
            .options
            .iter()
            .filter_map(|option| match &option.answer {
                Answer::Choice(coding) => Some(coding.code.clone()),
                _ => None,
            });
        codes.collect()
    };
    assert_eq!(
        options("danger-signs"),
        feldsher::clinical::pregnancy::ASKED
    );
    assert_eq!(
        options("presentation"),
        ["cephalic", "breech", "transverse", "unclear"]
    );
    assert_eq!(options("movements"), ["felt", "reduced", "none"]);
    assert_eq!(options("oedema"), ["none", "legs", "face-hands"]);
    for (code, plus) in [("negative", 0.0), ("trace", 0.5), ("1+", 1.0), ("4+", 4.0)] {
        assert!(options("urine-protein").contains(&code.to_owned()));
        let read = contact(
            &antenatal(&[("urine-protein", choice(code))]).visit,
            day(TODAY),
        );
        assert_eq!(read.protein_plus, Some(plus));
    }
    for measured in ["fundal", "fetal-heart", "haemoglobin"] {
        assert_eq!(form.item(measured).unwrap().kind, Kind::Quantity);
    }
}
