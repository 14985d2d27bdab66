use super::*;
use crate::domain::card::{Event, Sent, SignatureState};
use crate::domain::chunk::Kind;
use crate::domain::ids::{DeviceId, FacilityId};
use crate::domain::lang::Lang;
use crate::domain::person::Sex;
use crate::domain::pregnancy::Booking;
use crate::worker::news::words::{is_urgent, past, sentence};
use crate::worker::news::{of_past, of_visit};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn event<T>(n: u8, on: &str, content: T) -> Event<T> {
    let at = day(on).and_hms_opt(9, 0, 0).unwrap().and_utc().timestamp();
    Event {
        id: DocId([n; 16]),
        kind: Kind::VISIT,
        card: DocId([0; 16]),
        by: None,
        role: String::new(),
        device: DeviceId::default(),
        facility: FacilityId::default(),
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

fn visit(answers: &[(&str, &str)]) -> Visit {
    let answers = answers
        .iter()
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    Visit {
        answers: answers.collect(),
        ..Visit::default()
    }
}

const YES: (&str, &str) = ("pregnant", "c:http://loinc.org|LA15173-0|");
const NO: (&str, &str) = ("pregnant", "c:http://loinc.org|LA26683-5|");
const WELL: [(&str, &str); 7] = [
    ("resp", "q:16|/min"),
    ("spo2", "q:97|%"),
    ("oxygen", "b:false"),
    ("bp-sys", "q:120|mm[Hg]"),
    ("pulse", "q:72|/min"),
    ("consciousness", "c:urn:feldsher:acvpu|A|"),
    ("temp", "q:36.8|Cel"),
];

fn well_and(more: &[(&str, &str)]) -> Visit {
    let all: Vec<_> = WELL.iter().chain(more).copied().collect();
    visit(&all)
}

fn woman() -> CardView {
    let mut card = CardView::default();
    card.person.born = "1996-10-01".parse().unwrap();
    card.person.sex = Sex::Female;
    card
}

#[test]
fn an_open_card_and_a_no_are_a_contradiction_and_no_score() {
    let mut card = woman();
    let today = day("2026-11-22");
    assert!(
        of_visit(&card, &well_and(&[NO]), today)
            .unwrap()
            .score
            .is_some()
    );
    let booking = Booking {
        date: "2026-08-01".parse().unwrap(),
        lmp: "2026-06-01".parse().unwrap(),
        ..Booking::default()
    };
    card.pregnancies = vec![event(1, "2026-08-01", booking)];
    for silent in [&[][..], &[YES]] {
        assert_eq!(of_visit(&card, &well_and(silent), today), None);
    }
    let denied = well_and(&[NO]);
    let news = of_visit(&card, &denied, today).unwrap();
    assert_eq!(news.score, None);
    assert!(is_urgent(&news));
    let said = "not complete. The record does not agree whether she is pregnant, and NEWS2 does not hold in pregnancy: settle that first";
    assert_eq!(sentence(Lang::En, &news), said);
    let news = of_past(&card, &denied, today).unwrap();
    assert_eq!(past(Lang::En, &news), said, "on paper too");
    // What is urgent is said all the same.
    let news = of_visit(&card, &visit(&[NO, ("pulse", "q:140|/min")]), today).unwrap();
    assert!(sentence(Lang::En, &news).starts_with("not complete, but 3 points for pulse"));
}

#[test]
fn an_earlier_visit_that_says_yes_counts_as_for_a_dose() {
    let mut card = woman();
    let today = day("2026-11-22");
    let of = |card: &CardView, on: &str| of_visit(card, &well_and(&[]), day(on)).is_some();
    assert!(of(&card, "2026-11-22"));
    card.visits = vec![event(1, "2026-11-01", visit(&[YES]))];
    assert!(!of(&card, "2026-11-22"));
    let dose = super::today(&card, &Draft::default(), today, 300);
    assert!(dose.is_pregnant());
    // Not of a visit before it, unless the last period tells.
    assert!(of(&card, "2026-10-01"));
    card.visits = vec![event(
        1,
        "2026-11-01",
        visit(&[YES, ("lmp", "d:2026-08-20")]),
    )];
    assert!(!of(&card, "2026-10-01"));
    assert!(of(&card, "2026-08-01"));
    // A newer no of the passport's house ends it.
    card.visits.push(event(2, "2026-11-20", visit(&[NO])));
    assert!(of(&card, "2026-11-22"));
}
