//! `feldsher reviews`: open orders that have become dangerous since they were signed, as JSON Lines.

use serde_json::{Value as Json, json};

use super::check::sentence;
use super::face::{Face, Outcome, say};
use crate::worker::{Event, Job, ToReview};

pub fn reviews(face: &mut Face) -> Outcome<()> {
    let rows = face.ask(Job::Reviews, |event| match event {
        Event::Reviews(rows) => Some(rows),
        _ => None,
    })?;
    for row in &rows {
        say(&line(row));
    }
    Ok(())
}

fn line(row: &ToReview) -> Json {
    let findings: Vec<Json> = row
        .findings
        .iter()
        .map(|finding| {
            json!({
                "level": finding.level, "code": finding.code, "rule": finding.rule, "text": sentence(finding),
            })
        })
        .collect();
    let order = &row.prescription;
    json!({
        "patient": row.patient.patient, "order": row.order, "medicine": order.medicine, "name": order.name,
        "dose": order.dose, "unit": order.unit, "route": order.route, "ordered_at": row.ordered_at, "ordered_by": row.ordered_by,
        "since": row.since, "findings": findings,
        "by": row.origin.as_ref().map(|(by, _)| by), "at": row.origin.as_ref().map(|(_, at)| at),
    })
}
