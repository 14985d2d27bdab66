//! `feldsher plan`: what the coming year asks of a person, JSON Lines in and out in the same order. Pure; reads no record.

use std::io::BufRead;

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::immunise::{country, reason};
use super::lines;
use crate::clinical::Sex;
use crate::clinical::immunise::{self, Child, Facts, Given, Seen};
use crate::clinical::prevention::{Book, Done, Kind, Meeting, Person, What, months, plan};
use crate::domain::country::Country;
use crate::domain::lang::Lang;
use crate::worker::prevention::{item_name, reasons};

/// Months that are planned.
const MONTHS: u32 = 12;

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
    /// ICD-10 codes of active problems.
    #[serde(default)]
    conditions: Vec<String>,
    #[serde(default)]
    given: Vec<Given>,
    #[serde(default)]
    done: Vec<Done>,
    #[serde(default)]
    visits: Vec<Meeting>,
}

#[derive(Debug, Serialize)]
struct Answer {
    id: Value,
    plan: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    month: String,
    kind: &'static str,
    /// Id of the programme's item, or of the vaccine.
    item: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    dose: Option<u32>,
    name: String,
    due: NaiveDate,
    status: &'static str,
    /// Every figure behind it was read in a source or in a restatement of one.
    confirmed: bool,
    reason: String,
}

/// Answers every line; false if one of them was refused.
pub fn plan_lines(input: impl BufRead) -> bool {
    lines::each(input, answer)
}

fn answer(question: Question) -> Result<Answer, String> {
    if question.date < question.birth_date {
        return Err("date is before birth_date".to_owned());
    }
    let vaccines = immunise::Book::builtin();
    let (Some(calendar), Some(programme)) = (
        vaccines.calendar(question.country),
        Book::builtin().programme(question.country),
    ) else {
        return Err("no calendar or programme for this country".to_owned());
    };
    if let Some(done) = question
        .done
        .iter()
        .find(|done| Book::builtin().item(&done.item).is_none())
    {
        return Err(format!("no item {}", done.item));
    }
    let rows = immunise::plan(
        vaccines,
        calendar,
        &Child {
            birth: question.birth_date,
            sex: question.sex,
            today: question.date,
            given: &question.given,
            facts: Facts::default(),
        },
    );
    let person = Person {
        birth: question.birth_date,
        sex: question.sex,
        today: question.date,
        conditions: &question.conditions,
        done: &question.done,
        meetings: &question.visits,
    };
    let tasks = plan(programme, &person);
    let lines = months(&rows, &tasks, &person, MONTHS)
        .into_iter()
        .map(|entry| {
            let month = format!("{:04}-{:02}", entry.day.year(), entry.day.month());
            match entry.what {
                What::Dose(row) => Line {
                    month,
                    kind: "vaccination",
                    item: row.vaccine.clone(),
                    dose: row.dose,
                    name: row.vaccine.clone(),
                    due: row.due.unwrap_or(entry.day),
                    status: row.status.snake(),
                    confirmed: row.seen.is_some_and(|seen| seen > Seen::Knowledge),
                    reason: reason(vaccines, row),
                },
                What::Task(task) => Line {
                    month,
                    kind: match task.item.kind {
                        Kind::Screening => "screening",
                        Kind::FollowUp => "follow_up",
                    },
                    item: task.item.id.clone(),
                    dose: None,
                    name: item_name(Lang::En, task.item),
                    due: if entry.again { entry.day } else { task.due },
                    status: if entry.again {
                        "not_yet"
                    } else {
                        task.status.snake()
                    },
                    confirmed: task.item.is_confirmed(),
                    reason: reasons(Lang::En, programme, task),
                },
            }
        })
        .collect();
    Ok(Answer {
        id: question.id,
        plan: lines,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(line: &str) -> Result<Answer, String> {
        serde_json::from_str(line)
            .map_err(|error| error.to_string())
            .and_then(answer)
    }

    #[test]
    fn a_woman_with_hypertension_has_screening_and_follow_up_and_no_screening_for_what_she_has() {
        let line = r#"{"id":"1","country":"kz","birth_date":"1970-03-10","sex":"female","date":"2026-11-21","conditions":["I10"],"done":[{"item":"kz-breast","date":"2025-05-02"}],"visits":[{"date":"2026-10-01","codes":["I10"],"doctor":false}]}"#;
        let answer = ask(line).unwrap();
        let has = |item: &str| {
            let mine = answer.plan.iter().filter(|line| line.item == item);
            mine.map(|line| (line.month.as_str(), line.status))
                .collect::<Vec<_>>()
        };
        assert_eq!(has("kz-breast"), [("2027-05", "not_yet")]);
        assert_eq!(has("kz-bowel"), [("2026-11", "due")]);
        assert_eq!(has("kz-heart"), [], "she is followed up for it");
        assert_eq!(
            has("kz-hypertension-visit-nurse"),
            [
                ("2027-01", "not_yet"),
                ("2027-04", "not_yet"),
                ("2027-07", "not_yet"),
                ("2027-10", "not_yet")
            ]
        );
        let doctor = &answer
            .plan
            .iter()
            .find(|l| l.item == "kz-hypertension-visit-doctor")
            .unwrap();
        assert_eq!((doctor.status, doctor.confirmed), ("due", false));
        assert!(doctor.reason.contains("Not confirmed"), "{}", doctor.reason);
        let breast = answer.plan.iter().find(|l| l.item == "kz-breast").unwrap();
        assert!(
            breast.confirmed && breast.reason.contains("ДСМ-174/2020"),
            "{}",
            breast.reason
        );
        assert!(
            answer
                .plan
                .iter()
                .any(|l| l.kind == "vaccination" && l.status == "cannot_check")
        );
    }

    #[test]
    fn what_does_not_fit_is_answered_with_its_reason() {
        for (line, why) in [
            (
                r#"{"id":7,"country":"kz","birth_date":"2026-01-01","date":"2025-02-01"}"#,
                "before birth_date",
            ),
            (
                r#"{"id":7,"country":"kz","birth_date":"1970-01-01","date":"2026-02-01","weight":3}"#,
                "unknown field `weight`",
            ),
            (
                r#"{"id":7,"country":"kz","birth_date":"1970-01-01","date":"2026-02-01","done":[{"item":"kz-luck","date":"2026-01-01"}]}"#,
                "no item kz-luck",
            ),
        ] {
            let error = ask(line).err().unwrap();
            assert!(error.contains(why), "{error}");
        }
    }
}
