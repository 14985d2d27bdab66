//! What a card says of pregnancy, immunity, anaphylaxis and refusals, before a plan is made of it.

use feldsher::clinical::immunise::{self, Book, Child, Recorded, Row, declined, plan};
use feldsher::domain::allergy::{Allergy, Status};
use feldsher::domain::card::{CardView, Event, Noted, Sent, SignatureState};
use feldsher::domain::chunk::Kind;
use feldsher::domain::country::Country;
use feldsher::domain::ids::{DeviceId, DocId, FacilityId};
use feldsher::domain::immunisation::{Immunisation, ImmunisationStatus};
use feldsher::domain::pregnancy::Booking;
use feldsher::domain::problem::{Pregnancy, Problem};

use super::{day, find, rows};

fn noted<T>(value: T, at: i64, disputed: bool) -> Noted<T> {
    Noted {
        card: DocId::default(),
        key: String::new(),
        value,
        by: None,
        at,
        disputed,
        newer: false,
    }
}

fn booked(n: u8, entered_at: i64, lmp: &str, ended: &str) -> Event<Booking> {
    Event {
        id: DocId([n; 16]),
        kind: Kind::PREGNANCY,
        card: DocId::default(),
        by: None,
        role: "nurse".into(),
        device: DeviceId::default(),
        facility: FacilityId::default(),
        care_at: entered_at,
        entered_at,
        clock_doubtful: false,
        amends: None,
        amended_by: Vec::new(),
        withdrawn: None,
        signature: SignatureState::Valid,
        sent: Sent::Accepted,
        content: Booking {
            date: lmp.parse().unwrap(),
            lmp: lmp.parse().unwrap(),
            ended: ended.parse().unwrap(),
            ..Booking::default()
        },
    }
}

/// The passport (value, second it was written, disputed) and the pregnancy cards; whether the plan takes her for pregnant.
#[test]
fn an_open_pregnancy_counts_and_an_old_word_does_not_outlive_its_end() {
    let open = || booked(1, 100, "2026-03-30", "");
    let ended = || booked(2, 100, "2025-01-01", "2025-09-01");
    for (passport, cards, expected) in [
        (None, vec![], None),
        (Some(("yes", 5, false)), vec![], Some(true)),
        (Some(("no", 5, false)), vec![], Some(false)),
        (Some(("unknown", 5, false)), vec![], None),
        (Some(("yes", 5, true)), vec![], None),
        (Some(("no", 500, false)), vec![open()], Some(true)),
        (None, vec![open()], Some(true)),
        // Two open ones cannot both be true.
        (
            Some(("no", 500, false)),
            vec![open(), booked(3, 200, "2026-01-01", "")],
            None,
        ),
        (None, vec![ended()], None),
        (Some(("yes", 99, false)), vec![ended()], None),
        (Some(("yes", 100, false)), vec![ended()], None),
        (Some(("yes", 101, false)), vec![ended()], Some(true)),
        (Some(("no", 101, false)), vec![ended()], Some(false)),
        (Some(("yes", 101, true)), vec![ended()], None),
    ] {
        let said = format!("{passport:?} {}", cards.len());
        let card = CardView {
            pregnancy: passport.map(|(value, at, disputed)| {
                let value = Pregnancy {
                    value: value.into(),
                    ..Pregnancy::default()
                };
                noted(value, at, disputed)
            }),
            pregnancies: cards,
            ..CardView::default()
        };
        let recorded = Recorded::of(Book::builtin(), &card);
        assert_eq!(recorded.pregnant, expected, "{said}");
        assert_eq!(recorded.facts().pregnant, expected, "{said}");
    }
}

/// What was resolved is over; what somebody disputes counts until it is settled.
#[test]
fn problems_and_allergies_count_while_they_stand() {
    for (status, disputed, counts) in [
        (Status::Active, false, true),
        (Status::Active, true, true),
        (Status::Resolved, false, false),
        (Status::Resolved, true, true),
        (Status::EnteredInError, false, false),
    ] {
        let card = |code: &str, substance: &str| CardView {
            problems: vec![noted(
                Problem {
                    code: Some(code.into()),
                    status,
                    ..Problem::default()
                },
                0,
                disputed,
            )],
            allergies: vec![noted(
                Allergy {
                    substance: substance.into(),
                    status,
                    ..Allergy::default()
                },
                0,
                disputed,
            )],
            ..CardView::default()
        };
        let of = |code, substance| Recorded::of(Book::builtin(), &card(code, substance));
        let sick = of("D81.1", "ККП");
        assert_eq!(
            sick.immunodeficient,
            counts.then_some(true),
            "{status:?} {disputed}"
        );
        assert_eq!(
            sick.anaphylaxis,
            vec!["ККП"; usize::from(counts)],
            "{status:?} {disputed}"
        );
        // No other disease, and nothing that is no vaccine.
        let other = of("D50.9", "пенициллин");
        assert_eq!(other.immunodeficient, None);
        assert_eq!(other.anaphylaxis, Vec::<String>::new());
    }
}

/// HIV disease in all its classes, and a code written with a Cyrillic letter.
#[test]
fn hiv_counts_however_its_code_is_written() {
    for (code, counts) in [
        ("B20.1", true),
        ("B23", true),
        ("B23.8", true),
        ("В24", true),
        ("b24", true),
        ("B25", false),
    ] {
        let problem = Problem {
            code: Some(code.into()),
            ..Problem::default()
        };
        let card = CardView {
            problems: vec![noted(problem, 0, false)],
            ..CardView::default()
        };
        let recorded = Recorded::of(Book::builtin(), &card);
        assert_eq!(recorded.immunodeficient == Some(true), counts, "{code}");
    }
}

/// A live vaccine does not stand as due while the record says both that she is pregnant and that she is not.
#[test]
fn a_disputed_pregnancy_is_asked_about_before_a_live_vaccine() {
    let says = |value: &str| {
        let value = Pregnancy {
            value: value.into(),
            ..Pregnancy::default()
        };
        noted(value, 5, true)
    };
    for (first, second, expected) in [
        ("no", "yes", immunise::Status::CannotCheck),
        ("yes", "unknown", immunise::Status::CannotCheck),
        ("no", "unknown", immunise::Status::Overdue),
    ] {
        let card = CardView {
            pregnancy: Some(says(first)),
            pregnancy_also: vec![says(second)],
            ..CardView::default()
        };
        let book = Book::builtin();
        let recorded = Recorded::of(book, &card);
        let child = Child {
            birth: day("2010-01-01"),
            sex: None,
            today: day("2026-03-01"),
            given: &[],
            facts: recorded.facts(),
        };
        let rows = plan(book, book.calendar(Country::Kz).unwrap(), &child);
        let mmr = find(&rows, "MMR", 1);
        assert_eq!(mmr.status, expected, "{first} {second}");
        let is_said = mmr.because.iter().any(|b| b.code == "doubt-pregnancy");
        assert_eq!(is_said, expected == immunise::Status::CannotCheck);
    }
}

/// Only what pregnancy forbids hangs on whether she is: live vaccines and HPV are, a toxoid is not.
#[test]
fn a_doubtful_pregnancy_holds_back_only_what_pregnancy_forbids() {
    let book = Book::builtin();
    let rows = |pregnancy_doubtful: bool| {
        let child = Child {
            birth: day("2014-01-01"),
            sex: Some(feldsher::clinical::Sex::Female),
            today: day("2026-03-01"),
            given: &[],
            facts: immunise::Facts {
                pregnancy_doubtful,
                ..immunise::Facts::default()
            },
        };
        plan(book, book.calendar(Country::Kz).unwrap(), &child)
    };
    let (sure, doubtful) = (rows(false), rows(true));
    assert_eq!(sure.len(), doubtful.len());
    let (mut held, mut kept) = (Vec::new(), Vec::new());
    for (before, row) in sure.iter().zip(&doubtful) {
        let told = row.because.iter().any(|b| b.code == "doubt-pregnancy");
        let expected = if told {
            immunise::Status::CannotCheck
        } else {
            before.status
        };
        assert_eq!(row.status, expected, "{row:?}");
        if before.status.is_due() {
            let list = if told { &mut held } else { &mut kept };
            list.push(row.vaccine.as_str());
        }
    }
    for vaccine in ["MMR", "HPV"] {
        assert!(held.contains(&vaccine), "{vaccine}: {held:?}");
        assert!(!kept.contains(&vaccine), "{vaccine}: {kept:?}");
    }
    assert!(!kept.is_empty(), "{doubtful:?}");
}

/// A disputed "yes" counts until it is settled, but not one that was written before the pregnancy ended.
#[test]
fn a_disputed_yes_does_not_outlive_the_end_of_the_pregnancy() {
    let says = |value: &str, at: i64, disputed: bool| {
        let value = Pregnancy {
            value: value.into(),
            ..Pregnancy::default()
        };
        noted(value, at, disputed)
    };
    for (value, at, disputed, doubtful) in [
        ("yes", 99, true, false),
        ("yes", 100, true, false),
        ("yes", 101, true, true),
        ("no", 101, true, false),
        ("yes", 99, false, false),
    ] {
        let card = CardView {
            pregnancy: Some(says(value, at, disputed)),
            pregnancies: vec![booked(2, 100, "2025-01-01", "2025-09-01")],
            ..CardView::default()
        };
        let recorded = Recorded::of(Book::builtin(), &card);
        assert_eq!(recorded.pregnant, None, "{value} {at} {disputed}");
        let found = recorded.facts().pregnancy_doubtful;
        assert_eq!(found, doubtful, "{value} {at} {disputed}");
    }
}

fn not_done(vaccine: &str, number: Option<i64>, date: &str, until: &str) -> Immunisation {
    let reason = if until.is_empty() {
        "refusal"
    } else {
        "medical-exemption"
    };
    Immunisation {
        status: ImmunisationStatus::NotDone,
        status_reason: reason.into(),
        vaccine: vaccine.into(),
        dose_number: number,
        date: date.parse().unwrap(),
        until: until.parse().unwrap(),
        ..Immunisation::default()
    }
}

fn dose_of(vaccine: &str, date: &str) -> Immunisation {
    Immunisation {
        vaccine: vaccine.into(),
        date: date.parse().unwrap(),
        ..Immunisation::default()
    }
}

/// Dose 1 of MMR, due for a child of a year.
fn asked() -> Row {
    let rows = rows(Country::Kz, day("2025-01-01"), None, day("2026-03-01"), &[]);
    find(&rows, "MMR", 1).clone()
}

fn stands(row: &Row, entries: &[Immunisation]) -> Option<String> {
    let one = declined(row, day("2026-03-01"), entries.iter())?;
    Some(one.date.to_string())
}

#[test]
fn a_refusal_stands_for_its_own_vaccine_and_dose_until_its_day() {
    let row = asked();
    for (entry, expected) in [
        (not_done("MMR", None, "2026-02-01", ""), true),
        (not_done("MMR", Some(1), "2026-02-01", ""), true),
        (not_done("MMR", Some(2), "2026-02-01", ""), false),
        (not_done("PCV", None, "2026-02-01", ""), false),
        (not_done("PCV", Some(1), "2026-02-01", ""), false),
        (not_done("MMR", None, "2026-02-01", "2026-03-01"), true),
        (not_done("MMR", None, "2026-02-01", "2026-02-28"), false),
        (dose_of("MMR", "2026-02-01"), false),
    ] {
        let found = stands(&row, std::slice::from_ref(&entry));
        assert_eq!(found.is_some(), expected, "{entry:?}");
    }
    let two = [
        not_done("MMR", None, "2026-02-01", ""),
        not_done("MMR", None, "2026-02-20", ""),
        not_done("MMR", None, "2026-01-20", ""),
    ];
    assert_eq!(stands(&row, &two).as_deref(), Some("2026-02-20"), "newest");
}

/// The dose that was given later shows that the family changed its mind; a doctor's exemption ends by its own day.
#[test]
fn a_refusal_does_not_hide_what_is_due_after_a_dose_was_given() {
    let row = asked();
    let refused = not_done("MMR", None, "2026-02-01", "");
    let exempt = not_done("MMR", None, "2026-02-01", "2026-04-01");
    for (entry, given, expected) in [
        (&refused, dose_of("MMR", "2026-02-02"), false),
        (&refused, dose_of("ККП", "2026-02-02"), false),
        (&refused, dose_of("MR", "2026-02-02"), false),
        (&refused, dose_of("MMR", "2026-02"), false),
        (&refused, dose_of("MMR", "2026-02-01"), true),
        (&refused, dose_of("MMR", "2026-01-31"), true),
        (&refused, dose_of("MMR", ""), true),
        (&refused, dose_of("PCV", "2026-02-02"), true),
        (&exempt, dose_of("MMR", "2026-02-02"), true),
    ] {
        let found = stands(&row, &[entry.clone(), given.clone()]);
        assert_eq!(found.is_some(), expected, "{entry:?} {given:?}");
    }
}

/// An allergy that no vaccine is named by is asked about where it could matter, and never dropped unread.
#[test]
fn an_allergy_that_no_vaccine_table_knows_is_asked_about() {
    let card = |substance: &str| CardView {
        allergies: vec![noted(
            Allergy {
                substance: substance.into(),
                status: Status::Active,
                ..Allergy::default()
            },
            0,
            false,
        )],
        ..CardView::default()
    };
    let book = Book::builtin();
    let told = |substance: &str| Recorded::of(book, &card(substance)).allergies;
    // What is understood and is in no vaccine, and what is no medicine.
    for harmless in ["пенициллин", "ибупрофен", "пыльца", "ККП"] {
        assert_eq!(told(harmless), [], "{harmless}");
    }
    for (substance, components) in [
        ("неведомолин", &[][..]),
        ("пенициллин, неведомолин", &[]),
        ("латекс", &[]),
        ("жұмыртқа", &["influenza", "yellow-fever"]),
        (
            "стрептомицин",
            &["ipv", "measles", "mumps", "rubella", "varicella"],
        ),
    ] {
        let [one] = &told(substance)[..] else {
            panic!("{substance}: {:?}", told(substance));
        };
        assert_eq!(one.allergy, substance);
        assert_eq!(one.components, components, "{substance}");
    }
    let today = "2026-11-21".parse().unwrap();
    let plan_of = |substance: &str| {
        let recorded = Recorded::of(book, &card(substance));
        plan(
            book,
            book.calendar(Country::Kz).unwrap(),
            &Child {
                birth: "2026-03-10".parse().unwrap(),
                sex: None,
                today,
                given: &recorded.given,
                facts: recorded.facts(),
            },
        )
    };
    let without = plan_of("пенициллин");
    let doubts = |row: &Row| row.because.iter().any(|b| b.code == "doubt-allergy");
    assert!(!without.iter().any(doubts));
    assert!(without.iter().any(|row| row.status.is_due()));
    let unknown = plan_of("неведомолин");
    assert!(
        !unknown.iter().any(|row| row.status.is_due()),
        "{unknown:?}"
    );
    assert!(
        unknown
            .iter()
            .filter(|row| row.status.is_open())
            .all(doubts)
    );
    for (before, row) in without.iter().zip(&unknown) {
        if before.status.is_due() {
            assert_eq!(row.status, immunise::Status::CannotCheck, "{row:?}");
        }
    }
    // Hexavalent vaccine holds inactivated polio, BCG does not.
    let neomycin = plan_of("стрептомицин");
    let row = |vaccine: &str| neomycin.iter().find(|row| row.vaccine == vaccine).unwrap();
    assert!(doubts(row("DTaP-Hib-HepB-IPV")));
    assert!(!doubts(row("BCG")));
}

/// A vaccine that no table knows stands in the plan by its name as it was typed, and its refusal ends with the next dose of that name.
#[test]
fn a_refusal_of_an_unknown_vaccine_is_over_with_the_next_dose_of_the_same_name() {
    let row = Row {
        vaccine: "Неведомвак".into(),
        ..asked()
    };
    let refused = not_done("Неведомвак", None, "2026-02-01", "");
    for (given, stays) in [("Неведомвак", false), ("Другвак", true), ("MMR", true)]
    {
        let found = stands(&row, &[refused.clone(), dose_of(given, "2026-02-02")]);
        assert_eq!(found.is_some(), stays, "{given}");
    }
}
