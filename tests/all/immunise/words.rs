//! Names, spans and statuses as they are shown and written.

use chrono::NaiveDate;
use feldsher::clinical::Span;
use feldsher::clinical::immunise::{Because, Said, Speech, Status, say_span};
use feldsher::domain::lang::Lang;

use super::{book, changed, day};

/// A language that shows what it was asked for.
fn heard<T>(listen: impl FnOnce(&Speech<'_>) -> T) -> T {
    listen(&Speech {
        tr: &|key, args| format!("{key} {args:?}"),
        count: &|key, n| format!("{n} {key}"),
        day: &|day: NaiveDate| day.format("%d.%m.%Y").to_string(),
        vaccine: &|id| id.to_lowercase(),
    })
}

/// Guidelines say six weeks and eighteen months, not 42 days and a year and a half.
#[test]
fn a_span_is_said_in_the_unit_of_the_guidelines() {
    for (span, n, unit) in [
        (Span::Days(0), 0, "days"),
        (Span::Days(1), 1, "days"),
        (Span::Days(6), 6, "days"),
        (Span::Days(7), 1, "weeks"),
        (Span::Days(10), 10, "days"),
        (Span::Days(28), 4, "weeks"),
        (Span::Days(42), 6, "weeks"),
        (Span::Months(1), 1, "months"),
        (Span::Months(6), 6, "months"),
        (Span::Months(12), 12, "months"),
        (Span::Months(18), 18, "months"),
        (Span::Months(23), 23, "months"),
        (Span::Months(24), 2, "years"),
        (Span::Months(30), 30, "months"),
        (Span::Months(48), 4, "years"),
        (Span::Months(216), 18, "years"),
    ] {
        let said = heard(|speech| say_span(span, speech));
        assert_eq!(said, format!("{n} common-count-{unit}"), "{span:?}");
    }
}

/// Each argument goes through the language of the reader under its own name; what was typed and titles of sources do not change.
#[test]
fn a_reason_hands_over_its_arguments() {
    let because = Because {
        code: "limit-live",
        args: vec![
            ("span", Said::Span(Span::Days(28))),
            ("vaccine", Said::Vaccine("BCG".into())),
            ("date", Said::Day(day("2026-02-01"))),
            ("source", Said::Text("WHO".into())),
        ],
    };
    assert_eq!(
        heard(|speech| because.say(speech)),
        r#"immunise-limit-live [("span", "4 common-count-weeks"), ("vaccine", "bcg"), ("date", "01.02.2026"), ("source", "WHO")]"#
    );
}

#[test]
fn a_vaccine_is_named_in_the_language_of_the_reader() {
    let mmr = book().vaccine("ККП").unwrap();
    for (lang, name) in [
        (Lang::En, "MMR"),
        (Lang::Ru, "ККП"),
        (Lang::Kk, "ҚҚП"),
        (Lang::Uz, "QPQ"),
        (Lang::Ka, "წწყ"),
    ] {
        assert_eq!(mmr.name(lang), name);
    }
}

/// Open: may still be to do. Due: to do today. The command line and its JSON write one word.
#[test]
fn each_status_says_whether_something_is_to_do() {
    let table = [
        (Status::Given, "given", false, false),
        (Status::Due, "due", true, true),
        (Status::Overdue, "overdue", true, true),
        (Status::Upcoming, "upcoming", true, false),
        (Status::NotYet, "not_yet", true, false),
        (Status::TooOld, "too_old", false, false),
        (Status::NotNeeded, "not_needed", false, false),
        (Status::Contraindicated, "contraindicated", false, false),
        (Status::CannotCheck, "cannot_check", true, false),
    ];
    assert_eq!(table.map(|(status, ..)| status), Status::ALL);
    for (status, word, open, due) in table {
        assert_eq!(status.snake(), word);
        assert_eq!(serde_json::to_value(status).unwrap(), word);
        assert_eq!(status.code(), word.replace('_', "-"));
        assert_eq!(
            (status.is_open(), status.is_due()),
            (open, due),
            "{status:?}"
        );
    }
}

/// A mixture is not younger than its oldest part.
#[test]
fn a_mixture_has_the_age_of_the_part_that_begins_last() {
    let age = |book: &feldsher::clinical::immunise::Book, name: &str| {
        let product = book.product(name);
        product.unwrap_or_else(|| panic!("{name}")).min_age
    };
    for (name, expected) in [
        ("Td+IPV", Some(Span::Months(48))),
        ("IPV+Td", Some(Span::Months(48))),
        ("DTP+IPV", None),
    ] {
        assert_eq!(age(book(), name), expected, "{name}");
    }
    let later = changed(
        &[(
            "\"id\": \"Tdap\", \"components\": [\"dt\", \"pertussis\"], \"min_age\": \"P4Y\"",
            "\"id\": \"Tdap\", \"components\": [\"dt\", \"pertussis\"], \"min_age\": \"P10Y\"",
        )],
        &[],
    );
    for name in ["Td+Tdap", "Tdap+Td"] {
        assert_eq!(age(&later, name), Some(Span::Months(120)), "{name}");
    }
}
