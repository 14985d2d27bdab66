use std::collections::BTreeMap;

use super::*;
use crate::domain::administration::Administration;
use crate::domain::card::{ConflictValue, Noted, Sent};
use crate::domain::chunk::Kind;
use crate::domain::ids::{DeviceId, FacilityId};
use crate::domain::problem::Pregnancy;
use crate::forms::{Coding, Quantity, encode_all};
use crate::worker::answers::LMP;

/// 2026-11-21 09:00 UTC.
const NOW: i64 = 1_795_251_600;
const DAY: i64 = 86_400;
pub(super) const MOMENT: Moment = Moment {
    now: NOW,
    offset_minutes: 300,
    country: None,
};

fn id(n: u8) -> DocId {
    DocId([n; 16])
}

fn event<T>(n: u8, care_at: i64, content: T) -> Event<T> {
    Event {
        id: id(n),
        kind: Kind::VISIT,
        card: id(0),
        by: None,
        role: String::new(),
        device: DeviceId::default(),
        facility: FacilityId::default(),
        care_at,
        entered_at: care_at,
        clock_doubtful: false,
        amends: None,
        amended_by: Vec::new(),
        withdrawn: None,
        signature: SignatureState::Valid,
        sent: Sent::Here,
        content,
    }
}

pub(super) fn visit(n: u8, days_ago: i64, answers: &[(&str, String)]) -> Event<Visit> {
    let answers: BTreeMap<String, String> = answers
        .iter()
        .map(|(k, v)| ((*k).to_owned(), v.clone()))
        .collect();
    event(
        n,
        NOW - days_ago * DAY,
        Visit {
            answers,
            ..Visit::default()
        },
    )
}

fn kg(text: &str) -> String {
    encode_all(&[Answer::Quantity(Quantity {
        value: crate::domain::number::Decimal::parse(text).unwrap(),
        unit: "kg".into(),
    })])
}

fn choice(code: &str) -> String {
    encode_all(&[Answer::Choice(Coding {
        system: "http://loinc.org".into(),
        code: code.into(),
        display: String::new(),
    })])
}

pub(super) fn date(text: &str) -> String {
    encode_all(&[Answer::Date(text.parse().unwrap())])
}

pub(super) fn noted<T>(key: &str, value: T) -> Noted<T> {
    Noted {
        card: id(0),
        key: key.into(),
        value,
        by: None,
        at: NOW - 10 * DAY,
        disputed: false,
        newer: false,
    }
}

fn allergy(substance: &str, code: Option<&str>, status: Status) -> Allergy {
    Allergy {
        substance: substance.into(),
        code: code.map(Into::into),
        status,
        ..Allergy::default()
    }
}

pub(super) fn child() -> CardView {
    let mut card = CardView::default();
    card.person.born = PartialDate::from_ymd(2024, 3, 10).unwrap();
    card.person.sex = Sex::Male;
    card
}

pub(super) fn asked(card: &CardView, draft: &Draft, wish: &Wish) -> Asked {
    let told = Told {
        given_asked: true,
        medicines_asked: true,
        ..Told::default()
    };
    ask(Formulary::builtin(), card, draft, wish, &told, MOMENT)
}

pub(super) fn wish(medicine: &str) -> Wish {
    Wish {
        medicine: medicine.into(),
        ..Wish::default()
    }
}

fn first(card: &CardView, draft: &Draft) -> Question {
    asked(card, draft, &wish("paracetamol")).questions[0].clone()
}

#[test]
fn the_weight_that_counts() {
    let draft_with = |text: &str| {
        let mut draft = Draft::default();
        draft.visit.answers.insert(WEIGHT.into(), text.into());
        draft
    };
    let nothing = Draft::default();
    let day = |days_ago: i64| MOMENT.local(NOW - days_ago * DAY).map(|t| t.date());

    let mut card = child();
    assert_eq!(weighing(&card, &nothing, MOMENT), None, "nobody weighed");

    card.visits = vec![
        visit(2, 3, &[(WEIGHT, kg("11.2"))]),
        visit(1, 90, &[(WEIGHT, kg("9.8"))]),
    ];
    let newest = weighing(&card, &nothing, MOMENT).unwrap();
    assert_eq!((newest.kg, newest.on), (11.2, day(3)), "the newest visit");

    let own = weighing(&card, &draft_with(&kg("11.5")), MOMENT).unwrap();
    assert_eq!(
        (own.kg, own.on, own.in_draft),
        (11.5, day(0), true),
        "the draft before all"
    );
    assert_eq!(
        weighing(&card, &draft_with("x:unreadable"), MOMENT),
        None,
        "an unreadable new weight is not replaced by an old one"
    );

    card.visits[0].withdrawn = Some("wrong-patient".into());
    assert_eq!(
        weighing(&card, &nothing, MOMENT).unwrap().kg.to_string(),
        "9.8",
        "a withdrawn visit never counts"
    );

    // 2 was corrected by 3: 12.1 stands for 21.1
    card.visits = vec![
        visit(3, 3, &[(WEIGHT, kg("12.1"))]),
        visit(2, 3, &[(WEIGHT, kg("21.1"))]),
    ];
    card.visits[0].amends = Some(id(2));
    card.visits[1].amended_by = vec![id(3)];
    assert_eq!(
        weighing(&card, &nothing, MOMENT).unwrap().kg.to_string(),
        "12.1",
        "the amending one's"
    );
    card.visits[0].withdrawn = Some("mistake".into());
    assert_eq!(
        weighing(&card, &nothing, MOMENT).unwrap().kg.to_string(),
        "21.1",
        "a withdrawn correction corrects nothing"
    );
    card.visits.remove(0);
    assert_eq!(
        weighing(&card, &nothing, MOMENT),
        None,
        "a correction that has not arrived still corrects"
    );

    card.visits = vec![visit(4, 1, &[(WEIGHT, kg("13"))])];
    let correcting = Draft {
        amends: Some(id(4)),
        ..Draft::default()
    };
    assert_eq!(
        weighing(&card, &correcting, MOMENT),
        None,
        "what this draft corrects"
    );

    card.visits[0].clock_doubtful = true;
    assert_eq!(
        weighing(&card, &nothing, MOMENT).unwrap().on,
        None,
        "a doubtful clock has no date"
    );
    card.visits[0].signature = SignatureState::Invalid;
    assert_eq!(
        weighing(&card, &nothing, MOMENT),
        None,
        "a broken signature"
    );

    let mut estimated = visit(5, 0, &[(WEIGHT, kg("14"))]);
    estimated
        .content
        .answers
        .insert(WEIGHT_ESTIMATED.into(), "b:true".into());
    card.visits = vec![estimated];
    let question = first(&card, &nothing);
    assert_eq!(
        (question.weight_kg, question.weight_estimated),
        (Some(14.0), Some(true))
    );
    let unreadable = Wish {
        weight_unreadable: true,
        ..wish("paracetamol")
    };
    assert_eq!(
        asked(&card, &nothing, &unreadable).questions[0].weight_kg,
        None,
        "rubbish in the weight field"
    );
}

#[test]
fn the_allergies_that_count() {
    let nothing = Draft::default();
    let mut card = child();
    assert_eq!(
        first(&card, &nothing).allergies,
        None,
        "not asked is not none"
    );
    card.none_known = Some((None, NOW));
    assert_eq!(
        first(&card, &nothing).allergies,
        Some(vec![]),
        "asked, none"
    );

    card.allergies = vec![
        noted(
            "al/1",
            allergy("Амоксициллин", Some("amoxicillin"), Status::Active),
        ),
        noted("al/2", allergy("пыльца", None, Status::Active)),
        noted("al/3", allergy("анальгин", None, Status::EnteredInError)),
        noted("al/4", allergy("кодеин", None, Status::Resolved)),
    ];
    assert_eq!(
        first(&card, &nothing).allergies.unwrap(),
        ["amoxicillin", "пыльца"],
        "active ones, by code and in free text"
    );

    card.allergies[2].disputed = true;
    assert!(
        first(&card, &nothing)
            .allergies
            .unwrap()
            .contains(&"анальгин".to_owned()),
        "a disputed one counts whatever its state"
    );
    card.conflicts = vec![Conflict {
        seen: String::new(),
        id: "0".into(),
        card: id(0),
        key: "al/5".into(),
        values: [
            "{\"substance\":\"цефтриаксон\"}",
            "{\"substance\":\"пенициллин\"}",
        ]
        .map(|json| ConflictValue {
            json: json.into(),
            summary: String::new(),
            by: None,
            by_name: String::new(),
            place: String::new(),
            at: NOW,
        })
        .into(),
    }];
    let all = first(&card, &nothing).allergies.unwrap();
    assert!(
        ["цефтриаксон", "пенициллин"]
            .iter()
            .all(|s| all.contains(&(*s).to_owned())),
        "every value of a conflict: {all:?}"
    );
    card.conflicts[0].values[0].json = "{".into();
    assert!(
        asked(&card, &nothing, &wish("paracetamol"))
            .doubts
            .contains(&Doubt::Dispute)
    );

    let mut card = child();
    card.none_known = Some((None, NOW));
    card.newer = 1;
    let asked = asked(&card, &nothing, &wish("paracetamol"));
    assert_eq!(asked.questions[0].allergies, None, "unreadable is not none");
    assert_eq!(asked.doubts, [Doubt::Unreadable]);
}

#[test]
fn the_medicines_that_count() {
    let mut card = child();
    let medicine = |name: &str, status, until: &str| CurrentMedicine {
        name: name.into(),
        status,
        until: until.parse().unwrap_or(PartialDate::UNKNOWN),
        ..CurrentMedicine::default()
    };
    card.medicines = vec![
        noted("med/1", medicine("варфарин", Status::Active, "")),
        noted("med/2", medicine("аспирин", Status::Active, "2026-10-01")),
        noted("med/3", medicine("дигоксин", Status::Resolved, "")),
        noted("med/4", medicine("нифедипин", Status::Active, "2026-11")),
    ];
    let prescription = |name: &str, days| Prescription {
        name: name.into(),
        days,
        ..Prescription::default()
    };
    card.prescriptions = vec![
        event(1, NOW - 5 * DAY, prescription("идёт", Some(5))),
        event(2, NOW - 7 * DAY, prescription("кончился", Some(5))),
        event(3, NOW - 60 * DAY, prescription("без срока", None)),
        event(4, NOW, prescription("отозван", Some(5))),
        event(5, NOW, prescription("исправлен", Some(5))),
    ];
    card.prescriptions[3].withdrawn = Some("mistake".into());
    card.prescriptions[4].amended_by = vec![id(6)];
    let draft = Draft {
        prescriptions: vec![
            prescription("в черновике", None),
            prescription("этот", None),
        ],
        ..Draft::default()
    };
    let wish = Wish {
        skip: Some(1),
        ..wish("paracetamol")
    };
    assert_eq!(
        asked(&card, &draft, &wish).questions[0]
            .current
            .clone()
            .unwrap(),
        ["варфарин", "нифедипин", "идёт", "без срока", "в черновике"]
    );

    // Not asked: known dangers are still put to the engine, and the gap as well.
    let told = Told::default();
    let both = ask(Formulary::builtin(), &card, &draft, &wish, &told, MOMENT);
    assert_eq!(both.questions.len(), 2);
    assert!(both.questions[0].current.is_some() && both.questions[1].current.is_none());
}

#[test]
fn what_was_given_lately() {
    let mut card = child();
    let dose = |given| Administration {
        medicine: Some("paracetamol".into()),
        name: "Парацетамол".into(),
        dose: "150".into(),
        unit: "mg".into(),
        given,
        ..Administration::default()
    };
    card.administrations = vec![
        event(1, NOW - 2 * 3600, dose(true)),
        event(2, NOW - 3 * 3600, dose(false)),
        event(3, NOW - 4 * 3600, dose(true)),
        event(4, NOW - 9 * DAY, dose(true)),
    ];
    card.administrations[2].withdrawn = Some("mistake".into());
    let given = first(&card, &Draft::default()).given.unwrap();
    assert_eq!(given.len(), 1, "given, not withdrawn, lately");
    assert_eq!(given[0].dose, Some(150.0));
    assert_eq!(
        given[0].at.map(|t| t.format("%H:%M").to_string()),
        Some("12:00".into()),
        "local time"
    );
    card.administrations[0].clock_doubtful = true;
    assert_eq!(first(&card, &Draft::default()).given.unwrap()[0].at, None);
}

#[test]
fn pregnancy_as_last_stated() {
    let pregnancy = |value: &str, lmp: &str| Pregnancy {
        value: value.into(),
        lmp: lmp.parse().unwrap_or(PartialDate::UNKNOWN),
    };
    let ask = |card: &CardView, draft: &Draft| {
        let q = first(card, draft);
        (q.pregnant, q.trimester)
    };
    let nothing = Draft::default();
    let mut card = child();
    card.person.sex = Sex::Female;
    assert_eq!(ask(&card, &nothing), (None, None), "never asked");

    let mut stated = noted("preg", pregnancy("yes", "2026-06-01"));
    card.pregnancy = Some(stated.clone());
    assert_eq!(ask(&card, &nothing), (Some(true), Some(2)));
    for (lmp, third) in [("2026-09-15", 1), ("2026-08-15", 2), ("2026-05-09", 3)] {
        stated.value = pregnancy("yes", lmp);
        card.pregnancy = Some(stated.clone());
        assert_eq!(ask(&card, &nothing), (Some(true), Some(third)), "{lmp}");
    }
    stated.value = pregnancy("yes", "2025-10-01");
    card.pregnancy = Some(stated.clone());
    assert_eq!(ask(&card, &nothing), (None, None), "long born: ask again");

    stated.value = pregnancy("no", "");
    card.pregnancy = Some(stated.clone());
    assert_eq!(ask(&card, &nothing), (Some(false), None), "ten days old");
    stated.at = NOW - 40 * DAY;
    card.pregnancy = Some(stated.clone());
    assert_eq!(ask(&card, &nothing), (None, None), "an old no is no answer");

    card.visits = vec![visit(
        1,
        2,
        &[(PREGNANT, choice(PREGNANT_YES)), (LMP, date("2026-09-10"))],
    )];
    assert_eq!(
        ask(&card, &nothing),
        (Some(true), Some(1)),
        "a newer visit says yes"
    );
    let mut draft = Draft::default();
    draft
        .visit
        .answers
        .insert(PREGNANT.into(), choice(PREGNANT_NO));
    assert_eq!(
        ask(&card, &draft),
        (Some(false), None),
        "the draft is the newest"
    );
    draft
        .visit
        .answers
        .insert(PREGNANT.into(), choice("LA4489-6"));
    assert_eq!(
        ask(&card, &draft).0,
        Some(true),
        "unknown today does not undo a yes"
    );

    card.visits.clear();
    stated.at = NOW - DAY;
    stated.value = pregnancy("no", "");
    card.pregnancy = Some(stated);
    card.conflicts = vec![Conflict {
        seen: String::new(),
        id: "0".into(),
        card: id(0),
        key: "preg".into(),
        values: vec![ConflictValue {
            json: "{\"value\":\"yes\"}".into(),
            summary: String::new(),
            by: None,
            by_name: String::new(),
            place: String::new(),
            at: NOW - 5 * DAY,
        }],
    }];
    assert_eq!(ask(&card, &nothing).0, Some(true), "a disputed yes counts");
}

#[test]
fn a_birth_date_known_in_part_is_asked_at_both_ends() {
    let mut card = child();
    card.person.born = "2024-03".parse().unwrap();
    let asked = asked(&card, &Draft::default(), &wish("paracetamol"));
    let births: Vec<_> = asked
        .questions
        .iter()
        .filter_map(|q| q.birth_date)
        .collect();
    assert_eq!(
        births.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["2024-03-01", "2024-03-31"]
    );
    card.person.born = PartialDate::UNKNOWN;
    assert_eq!(first(&card, &Draft::default()).birth_date, None);
}

#[test]
fn the_day_is_that_of_the_place() {
    // 20:30 UTC is half past one of the next day, five hours east.
    let care_at = Some(NOW - NOW % DAY + 20 * 3600 + 1800);
    let draft = Draft {
        care_at,
        ..Draft::default()
    };
    let question = first(&child(), &draft);
    assert_eq!(question.date.unwrap().to_string(), "2026-11-22");
    assert_eq!(question.at.unwrap().to_string(), "2026-11-22 01:30:00");
}

#[test]
fn a_diagnosis_of_the_card_forbids_and_answers_nothing_that_was_not_asked() {
    use crate::domain::problem::Problem;
    use crate::domain::visit::Diagnosis;
    let problem = |code: &str, status| {
        noted(
            "pr/1",
            Problem {
                code: Some(code.into()),
                status,
                ..Problem::default()
            },
        )
    };
    let of = |problems: Vec<Noted<Problem>>, diagnoses: &[&str], told: Option<Vec<String>>| {
        let mut card = child();
        card.problems = problems;
        let mut draft = Draft::default();
        draft.visit.diagnoses = diagnoses
            .iter()
            .map(|code| Diagnosis {
                code: (*code).into(),
                ..Diagnosis::default()
            })
            .collect();
        let told = Told {
            given_asked: true,
            medicines_asked: true,
            conditions: told,
            ..Told::default()
        };
        let asked = ask(
            Formulary::builtin(),
            &card,
            &draft,
            &wish("labetalol"),
            &told,
            MOMENT,
        );
        asked
            .questions
            .into_iter()
            .map(|q| q.conditions)
            .collect::<Vec<_>>()
    };
    let asthma = || Some(vec!["asthma".to_owned()]);
    assert_eq!(
        of(vec![problem("J45.0", Status::Active)], &[], None),
        [None, asthma()],
        "the danger is known, the rest was not asked"
    );
    assert_eq!(
        of(
            vec![problem("J45.0", Status::Active)],
            &[],
            Some(Vec::new())
        ),
        [asthma()],
        "a hasty no does not hide it"
    );
    assert_eq!(of(Vec::new(), &["J45.9"], None), [None, asthma()]);
    assert_eq!(
        of(vec![problem("J45.0", Status::Resolved)], &[], None),
        [None]
    );
    assert_eq!(
        of(vec![problem("D70", Status::Resolved)], &[], None),
        [None, Some(vec!["agranulocytosis_history".to_owned()])]
    );
    assert_eq!(
        of(vec![problem("J45.0", Status::EnteredInError)], &[], None),
        [None]
    );
}

#[test]
fn a_weight_far_from_the_one_before_is_questioned() {
    use crate::clinical::Level;
    let mut card = child();
    card.visits = vec![visit(1, 5, &[(WEIGHT, kg("12.4"))])];
    let with = |text: &str| {
        let mut draft = Draft::default();
        draft.visit.answers.insert(WEIGHT.into(), kg(text));
        asked(&card, &draft, &wish("paracetamol"))
            .jump
            .map(|f| f.level)
    };
    assert_eq!(with("12.6"), None);
    assert_eq!(with("14"), Some(Level::Warn));
    assert_eq!(with("124"), Some(Level::CannotCheck));
    card.visits.push(visit(2, 1, &[(WEIGHT, kg("14"))]));
    let jump = asked(&card, &Draft::default(), &wish("paracetamol")).jump;
    assert_eq!(
        jump.map(|f| f.level),
        Some(Level::Warn),
        "two visits of the card"
    );
}

#[test]
fn an_open_pregnancy_card_says_pregnant_and_how_far() {
    use crate::domain::pregnancy::Booking;
    let booked = |n: u8, days_ago: i64, change: fn(&mut Booking)| {
        let mut content = Booking {
            date: "2026-08-01".parse().unwrap(),
            lmp: "2026-06-01".parse().unwrap(),
            ..Booking::default()
        };
        change(&mut content);
        event(n, NOW - days_ago * DAY, content)
    };
    let states = |card: &CardView, draft: &Draft| {
        let asked = super::ask(
            Formulary::builtin(),
            card,
            draft,
            &Wish::default(),
            &Told {
                given_asked: true,
                medicines_asked: true,
                conditions: Some(Vec::new()),
                ..Told::default()
            },
            MOMENT,
        );
        let of = |q: &Question| (q.pregnant, q.trimester);
        let doubts = asked.doubts.contains(&Doubt::Pregnancy);
        (asked.questions.iter().map(of).collect::<Vec<_>>(), doubts)
    };
    let nothing = Draft::default();
    let said = |value: &str, days_ago: i64| {
        let mut noted = noted(
            "preg",
            Pregnancy {
                value: value.into(),
                lmp: PartialDate::UNKNOWN,
            },
        );
        noted.at = NOW - days_ago * DAY;
        Some(noted)
    };
    let mut card = child();
    card.person.sex = Sex::Female;
    card.pregnancies = vec![booked(1, 30, |_| {})];
    assert_eq!(
        states(&card, &nothing),
        (vec![(Some(true), Some(2))], false)
    );
    // On the day of an order that was written late it was the trimester of that day.
    let late = Draft {
        care_at: Some(NOW - 85 * DAY),
        ..Draft::default()
    };
    assert_eq!(states(&card, &late).0, [(Some(true), Some(1))]);
    // What was said before the card was opened is settled by it; what was said after is a contradiction.
    card.pregnancy = said("no", 40);
    assert_eq!(
        states(&card, &nothing),
        (vec![(Some(true), Some(2))], false)
    );
    card.pregnancy = said("no", 10);
    let both = vec![(Some(true), Some(2)), (None, None)];
    assert_eq!(states(&card, &nothing), (both.clone(), true));
    card.pregnancy = None;
    let mut draft = Draft::default();
    draft
        .visit
        .answers
        .insert(PREGNANT.into(), choice(PREGNANT_NO));
    assert_eq!(states(&card, &draft), (both.clone(), true));
    // Another last period is one where it makes another trimester.
    for (lmp, is_other) in [("2026-06-20", false), ("2026-04-20", true)] {
        card.visits = vec![visit(
            9,
            2,
            &[(PREGNANT, choice(PREGNANT_YES)), (LMP, date(lmp))],
        )];
        assert_eq!(states(&card, &nothing).1, is_other, "{lmp}");
    }
    card.visits.clear();

    // Undated: pregnant, nobody knows how far. Long over and no end: nobody knows.
    card.pregnancies = vec![booked(1, 30, |b| b.lmp = PartialDate::UNKNOWN)];
    assert_eq!(states(&card, &nothing), (vec![(Some(true), None)], false));
    card.pregnancies = vec![booked(1, 30, |b| b.lmp = "2025-12-01".parse().unwrap())];
    assert_eq!(states(&card, &nothing), (vec![(None, None)], false));

    // Ended: an older "yes" is over, the end says no for four weeks, a newer "yes" is a new pregnancy.
    let end: fn(&mut Booking) = |b| {
        b.ended = "2026-11-15".parse().unwrap();
        b.outcome = "miscarriage".into();
    };
    card.pregnancies = vec![booked(1, 6, end)];
    card.pregnancy = said("yes", 20);
    assert_eq!(states(&card, &nothing), (vec![(Some(false), None)], false));
    card.pregnancy = said("yes", 2);
    assert_eq!(states(&card, &nothing), (vec![(Some(true), None)], false));
    // Said after the day of the end and before anybody wrote the end down: it contradicts, and is not lost.
    card.pregnancies = vec![booked(1, 1, end)];
    let unsure = vec![(Some(true), None), (None, None)];
    assert_eq!(states(&card, &nothing), (unsure.clone(), true));
    card.pregnancy = said("yes", 20);
    assert_eq!(states(&card, &nothing), (vec![(Some(false), None)], false));
    card.pregnancy = None;
    card.visits = vec![visit(9, 2, &[(PREGNANT, choice(PREGNANT_YES))])];
    assert_eq!(states(&card, &nothing), (unsure, true));
    card.visits = Vec::new();
    card.pregnancy = None;
    card.pregnancies = vec![booked(1, 6, |b| {
        b.ended = "2026-10-01".parse().unwrap();
        b.outcome = "miscarriage".into();
    })];
    assert_eq!(states(&card, &nothing), (vec![(None, None)], false));

    // Two open ones are a dispute.
    card.pregnancies = vec![booked(1, 30, |_| {}), booked(2, 20, |_| {})];
    let unsure = vec![(Some(true), None), (None, None)];
    assert_eq!(states(&card, &nothing), (unsure, true));
}
