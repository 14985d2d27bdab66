//! When a dose is due, in words, and the order of the round. Text only, no drawing.

use chrono::NaiveDateTime;

use super::card_words::{box_text, dose_label, route_word};
use super::passport::moment;
use crate::clinical::{Due, Formulary, Regime, Turn, Untold, data_text, due};
use crate::domain::visit::Prescription;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::widgets::Severity;
use crate::worker::dose::Moment;
use crate::worker::{Course, Taken};

/// When the next dose of an order falls due; nothing where the clock says no time.
pub fn due_of(
    order: &Prescription,
    ordered_at: i64,
    turns: impl Iterator<Item = Taken>,
    moment: Moment,
) -> Option<Due> {
    let now = moment.minute(moment.now)?;
    let regime = Regime::of(
        order,
        moment.minute(ordered_at)?,
        moment.minute(order.ends_at(ordered_at))?,
    );
    let turns: Vec<Turn> = turns
        .map(|turn| Turn {
            at: moment.minute(turn.at).filter(|_| !turn.doubtful),
            given: turn.given,
        })
        .collect();
    Some(due(&regime, &turns, now))
}

pub fn due_of_course(course: &Course, moment: Moment) -> Option<Due> {
    due_of(
        &course.prescription,
        course.ordered_at,
        course.turns.iter().copied(),
        moment,
    )
}

/// What the left zone counts: due by now.
pub fn count_due(model: &Model) -> usize {
    let moment = moment(model);
    model
        .round
        .iter()
        .flatten()
        .filter_map(|course| due_of_course(course, moment))
        .filter(|due| due.is_due())
        .count()
}

/// The word beside the shape, where there is something to do.
pub fn badge(cx: &Cx, due: Due) -> Option<(Severity, String)> {
    match due {
        Due::Overdue(_) => Some((Severity::Warning, cx.tr("common-overdue"))),
        Due::Now(_) => Some((Severity::Required, cx.tr("common-due-now"))),
        Due::Later { .. } | Due::AsNeeded { .. } | Due::CannotTell(_) | Due::Finished => None,
    }
}

/// The rest of the answer; with the badge it is one sentence.
pub fn when_text(cx: &Cx, due: Due, now: Option<NaiveDateTime>) -> String {
    let with = |key: &str, at: NaiveDateTime| cx.tr_with(key, &[("time", &time_text(cx, at))]);
    match due {
        Due::Overdue(at) => with("round-overdue", at),
        Due::Now(at) => with("round-now", at),
        Due::Later { at, .. } => with("round-later", at),
        Due::AsNeeded { earliest: None } => cx.tr("round-needed-open"),
        Due::AsNeeded {
            earliest: Some(at), ..
        } => {
            if now.is_some_and(|now| now >= at) {
                cx.tr("round-needed-now")
            } else {
                with("round-needed-from", at)
            }
        }
        Due::CannotTell(Untold::NotSaid) => cx.tr("round-untold-not-said"),
        Due::CannotTell(Untold::Unclear) => cx.tr("round-untold-unclear"),
        Due::CannotTell(Untold::TurnTime) => cx.tr("round-untold-turn-time"),
        Due::Finished => cx.tr("round-finished"),
    }
}

/// Badge and sentence together, for a toast and to be read aloud.
pub fn due_text(cx: &Cx, due: Due, now: Option<NaiveDateTime>) -> String {
    let when = when_text(cx, due, now);
    match badge(cx, due) {
        Some((_, word)) => format!("{word} {when}"),
        None => when,
    }
}

/// `14:05` today, `21-Nov-2026 14:05` on other days; the pieces are never parted.
pub fn time_text(cx: &Cx, at: NaiveDateTime) -> String {
    let time = at.format("%H:%M").to_string();
    if at.date() == cx.today {
        time
    } else {
        format!("{}\u{a0}{time}", cx.date(at.date()))
    }
}

/// The medicine in the user's language where the tables have it, else as the author wrote it.
pub fn medicine_name(cx: &Cx, medicine: Option<&str>, written: &str) -> String {
    let Some(known) = medicine.and_then(|id| Formulary::builtin().medicine(id)) else {
        return written.to_owned();
    };
    let name = data_text(cx.lang, &format!("medicine-{}", known.id), &known.inn);
    if name.translated {
        let short = name.text.split(" (").next().unwrap_or(&name.text);
        short.to_owned()
    } else {
        written.to_owned()
    }
}

/// `DOSE 500 mg = 2 mL — by mouth`, and what is on the box where somebody wrote it down.
pub fn dose_line(cx: &Cx, order: &Prescription) -> String {
    let mut parts = Vec::new();
    if !order.dose.is_empty() {
        parts.push(dose_label(cx, order));
    }
    if !order.route.is_empty() {
        parts.push(route_word(cx, &order.route));
    }
    parts.extend(box_text(cx, order));
    parts.join(" — ")
}

/// What is late first, the longest first; what nobody can tell before what may wait.
pub fn rank(due: Due) -> (u8, Option<NaiveDateTime>) {
    let place = match due {
        Due::Overdue(_) => 0,
        Due::Now(_) => 1,
        Due::CannotTell(_) => 2,
        Due::AsNeeded { .. } => 3,
        Due::Later { .. } => 4,
        Due::Finished => 5,
    };
    (place, due.at())
}
