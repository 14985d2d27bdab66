//! `feldsher immunise`: vaccination plans, JSON Lines in and out in the same order. Pure; reads no record.

use std::io::BufRead;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::lines;
use crate::clinical::Sex;
use crate::clinical::immunise::{Book, Child, Facts, Given, Row, Speech, plan};
use crate::domain::country::Country;
use crate::domain::lang::Lang;
use crate::i18n;

/// One line of the input; other keys are refused.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    id: Value,
    #[serde(deserialize_with = "country")]
    country: Country,
    birth_date: NaiveDate,
    #[serde(default)]
    sex: Option<Sex>,
    date: NaiveDate,
    #[serde(default)]
    given: Vec<Given>,
}

#[derive(Debug, Serialize)]
struct Answer {
    id: Value,
    plan: Vec<Row>,
}

/// Answers every line; false if one of them was refused.
pub fn immunise(input: impl BufRead) -> bool {
    lines::each(input, answer)
}

fn answer(question: Question) -> Result<Answer, String> {
    if question.date < question.birth_date {
        return Err("date is before birth_date".to_owned());
    }
    let book = Book::builtin();
    let Some(calendar) = book.calendar(question.country) else {
        return Err("no calendar for this country".to_owned());
    };
    let child = Child {
        birth: question.birth_date,
        sex: question.sex,
        today: question.date,
        given: &question.given,
        facts: Facts::default(),
    };
    let mut rows = plan(book, calendar, &child);
    for row in &mut rows {
        row.reason = reason(book, row);
    }
    Ok(Answer {
        id: question.id,
        plan: rows,
    })
}

/// ISO 3166-1 codes are met in both cases.
pub fn country<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Country, D::Error> {
    let code = String::deserialize(deserializer)?;
    Country::parse(&code.to_ascii_lowercase())
        .ok_or_else(|| serde::de::Error::custom(format!("country {code}: one of kz, uz, ge")))
}

pub fn reason(book: &Book, row: &Row) -> String {
    let lang = Lang::En;
    let speech = Speech {
        tr: &|key, args| i18n::tr(lang, key, args),
        count: &|key, n| i18n::tr_n(lang, key, n, &[]),
        day: &|day| day.to_string(),
        vaccine: &|id| {
            book.vaccine(id)
                .map_or_else(|| id.to_owned(), |vaccine| vaccine.name(lang).to_owned())
        },
    };
    let sentences: Vec<String> = row.because.iter().map(|one| one.say(&speech)).collect();
    sentences.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newborn_of_kazakhstan_gets_hepatitis_b_and_bcg() {
        let line = r#"{"id":"1","country":"kz","birth_date":"2026-11-20","sex":"female","date":"2026-11-21","given":[{"vaccine":"ВГВ","date":"2026-11-20"}]}"#;
        let answer = answer(serde_json::from_str(line).unwrap()).unwrap();
        let text = serde_json::to_string(&answer.plan[..2]).unwrap();
        assert_eq!(
            text,
            r#"[{"vaccine":"HepB","dose":1,"due":"2026-11-20","earliest":null,"status":"given","reason":"Given on 2026-11-20."},{"vaccine":"BCG","dose":1,"due":"2026-11-21","earliest":"2026-11-20","status":"due","reason":"Due since 2026-11-21. Calendar line kz-bcg (second-hand): Resolution of the Government of Kazakhstan of 24 September 2020 No. 612 as amended by No. 173 of 30 March 2021."}]"#
        );
    }

    #[test]
    fn what_does_not_fit_is_answered_with_its_reason() {
        for (line, why) in [
            (
                r#"{"id":7,"country":"kz","birth_date":"2026-01-01","date":"2026-02-01","weight":3}"#,
                "unknown field `weight`",
            ),
            (
                r#"{"id":7,"country":"ru","birth_date":"2026-01-01","date":"2026-02-01"}"#,
                "country ru: one of kz, uz, ge",
            ),
            (
                r#"{"id":7,"country":"kz","birth_date":"2026-01-01","date":"2025-02-01"}"#,
                "before birth_date",
            ),
            (
                r#"{"id":7,"country":"kz","birth_date":"2026-02-30","date":"2026-02-01"}"#,
                "input is out of range",
            ),
            (
                r#"{"id":7,"country":"kz","birth_date":"2026-01-01","date":"2026-02-01","given":[{"vaccine":"BCG","date":"2026-01-02","lot":"1"}]}"#,
                "unknown field `lot`",
            ),
        ] {
            let read = serde_json::from_str(line).map_err(|error| error.to_string());
            let error = read.and_then(answer).err().unwrap();
            assert!(error.contains(why), "{error}");
        }
    }
}
