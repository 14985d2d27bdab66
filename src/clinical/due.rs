//! When the next dose of an order falls due, from the order and what was given or not given of it. Pure; knows no record.
//!
//! | the order says | the next dose is due |
//! |---|---|
//! | every so many hours | so long after the last one |
//! | so many times a day | a day's share of 24 hours after the last one |
//! | as needed | never; the earliest time is said where the order bounds it |
//! | neither | cannot tell: a guess would look like an order |
//!
//! A dose that was refused or not given has had its turn: the next one is due in its time, not at once. A dose at a time that is not
//! known (a doubtful clock, a time to come) makes the next time unknown.

use chrono::{NaiveDateTime, TimeDelta};

use crate::domain::visit::Prescription;

/// What an order says of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Regime {
    /// Wall clock of the order: the first dose is due at once.
    pub from: NaiveDateTime,
    /// After this nothing is due any more.
    pub until: NaiveDateTime,
    pub often: Often,
    /// Doses of the whole course, where the order says how long.
    pub total: Option<usize>,
    pub as_needed: bool,
}

/// How often.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Often {
    /// Hours between doses, as ordered; and the most in a day where that is said too.
    Every {
        hours: f64,
        most: Option<usize>,
    },
    /// Doses in 24 hours.
    Times(usize),
    NotSaid,
    /// Said, and not readable as a time.
    Unclear,
}

/// One turn of the order that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// `None`: the clock was doubtful.
    pub at: Option<NaiveDateTime>,
    pub given: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Later than the window after its time.
    Overdue(NaiveDateTime),
    Now(NaiveDateTime),
    /// Not yet. `ordered`: the order itself names the gap, so that earlier is against it.
    Later {
        at: NaiveDateTime,
        ordered: bool,
    },
    /// Never due. `earliest` of the next dose: `None` where the order does not bound it.
    AsNeeded {
        earliest: Option<NaiveDateTime>,
    },
    CannotTell(Untold),
    Finished,
}

/// Why nobody can say when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untold {
    /// The order does not say how often.
    NotSaid,
    /// It says so in a way that is no time.
    Unclear,
    /// The time of a dose is not known.
    TurnTime,
}

/// No order has more doses in a day: it would be a drip or a slip.
const MOST_A_DAY: i64 = 24;

/// Hours between doses that are an order and not a slip: a quarter of an hour to three months.
const GAPS_H: std::ops::RangeInclusive<f64> = 0.25..=24.0 * 92.0;

/// After its time a dose counts as overdue, by how long the next one is away. ISMP, Acute Care Guidelines for Timely Administration of
/// Scheduled Medications (2011): half an hour for what is given oftener than every four hours, two hours for once a day and rarer,
/// else one hour. From knowledge, not read here: it colours a list and stops nothing.
const WINDOWS: [(f64, i64); 3] = [(4.0, 30), (24.0, 60), (f64::INFINITY, 120)];

impl Regime {
    /// `from` and `until` on the wall clock of the place.
    pub fn of(order: &Prescription, from: NaiveDateTime, until: NaiveDateTime) -> Self {
        let often = often(order);
        let days = order.days.filter(|days| (1..=3_660).contains(days));
        let total = days.zip(often.per_day()).map(|(days, per_day)| {
            // Every 36 hours for three days: two doses, the first at once.
            let count = (days as f64 * per_day + 1e-9).floor().max(1.0);
            count as usize
        });
        Self {
            from,
            until,
            often,
            total,
            as_needed: order.as_needed,
        }
    }
}

fn often(order: &Prescription) -> Often {
    let times = match order.per_day {
        None => None,
        Some(n @ 1..=MOST_A_DAY) => usize::try_from(n).ok(),
        Some(_) => return Often::Unclear,
    };
    let written = order.interval_h.trim();
    if written.is_empty() {
        return times.map_or(Often::NotSaid, Often::Times);
    }
    match written.parse::<f64>() {
        Ok(hours) if GAPS_H.contains(&hours) => Often::Every { hours, most: times },
        Ok(_) | Err(_) => Often::Unclear,
    }
}

impl Often {
    /// Hours from one dose to the next.
    fn gap(self) -> Option<f64> {
        match self {
            Self::Every { hours, .. } => Some(hours),
            Self::Times(n) => Some(24.0 / n as f64),
            Self::NotSaid | Self::Unclear => None,
        }
    }

    fn per_day(self) -> Option<f64> {
        match self {
            Self::Every { hours, most } => {
                let fits = 24.0 / hours;
                Some(most.map_or(fits, |most| fits.min(most as f64)))
            }
            Self::Times(n) => Some(n as f64),
            Self::NotSaid | Self::Unclear => None,
        }
    }

    /// Most doses in 24 hours, where the order says so.
    fn most(self) -> Option<usize> {
        match self {
            Self::Every { most, .. } => most,
            Self::Times(n) => Some(n),
            Self::NotSaid | Self::Unclear => None,
        }
    }
}

/// The answer for one order at one moment.
pub fn due(regime: &Regime, turns: &[Turn], now: NaiveDateTime) -> Due {
    let taken = if regime.as_needed {
        turns.iter().filter(|turn| turn.given).count()
    } else {
        turns.len()
    };
    if now > regime.until || regime.total.is_some_and(|total| taken >= total) {
        return Due::Finished;
    }
    let Some(times) = turns
        .iter()
        .map(|turn| turn.at.filter(|at| *at <= now).map(|at| (at, turn.given)))
        .collect::<Option<Vec<_>>>()
    else {
        return Due::CannotTell(Untold::TurnTime);
    };
    if regime.as_needed {
        return Due::AsNeeded {
            earliest: earliest(regime, &times),
        };
    }
    let Some(gap) = regime.often.gap() else {
        return Due::CannotTell(match regime.often {
            Often::NotSaid => Untold::NotSaid,
            Often::Unclear | Often::Every { .. } | Often::Times(_) => Untold::Unclear,
        });
    };
    let last = times.iter().map(|(at, _)| *at).max();
    let next = [
        last.map(|last| last + hours(gap)),
        day_is_full(regime, &times),
    ]
    .into_iter()
    .flatten()
    .max();
    let at = next.unwrap_or(regime.from);
    if at > regime.until {
        return Due::Finished;
    }
    if now < at {
        return Due::Later {
            at,
            ordered: matches!(regime.often, Often::Every { .. }),
        };
    }
    let window = WINDOWS
        .iter()
        .find(|(below, _)| gap < *below)
        .map_or(120, |(_, minutes)| *minutes);
    if now - at > TimeDelta::minutes(window) {
        Due::Overdue(at)
    } else {
        Due::Now(at)
    }
}

/// When the most in 24 hours has been given: the moment at which the oldest of them is a day old.
fn day_is_full(regime: &Regime, times: &[(NaiveDateTime, bool)]) -> Option<NaiveDateTime> {
    let most = regime.often.most()?;
    let mut given: Vec<NaiveDateTime> = times
        .iter()
        .filter(|(_, given)| *given)
        .map(|(at, _)| *at)
        .collect();
    given.sort_unstable();
    let oldest = given.len().checked_sub(most)?;
    given.get(oldest).map(|at| *at + TimeDelta::hours(24))
}

/// A gap that the order names counts from the last dose given; a number for the day alone leaves the gap to whoever gives.
fn earliest(regime: &Regime, times: &[(NaiveDateTime, bool)]) -> Option<NaiveDateTime> {
    let bounded = regime.often.gap().is_some();
    let last = times.iter().filter(|(_, given)| *given).map(|(at, _)| *at);
    let by_gap = match regime.often {
        Often::Every { hours: gap, .. } => last.max().map(|last| last + hours(gap)),
        Often::Times(_) | Often::NotSaid | Often::Unclear => None,
    };
    bounded.then(|| {
        [by_gap, day_is_full(regime, times)]
            .into_iter()
            .flatten()
            .fold(regime.from, NaiveDateTime::max)
    })
}

fn hours(hours: f64) -> TimeDelta {
    TimeDelta::seconds((hours * 3600.0) as i64)
}

impl Due {
    /// To be done by now.
    pub fn is_due(self) -> bool {
        matches!(self, Self::Overdue(_) | Self::Now(_))
    }

    /// The time that the list shows and sorts by.
    pub fn at(self) -> Option<NaiveDateTime> {
        match self {
            Self::Overdue(at) | Self::Now(at) | Self::Later { at, .. } => Some(at),
            Self::AsNeeded { earliest } => earliest,
            Self::CannotTell(_) | Self::Finished => None,
        }
    }

    /// Giving now is against the order's own gap; until when.
    pub fn too_early(self, now: NaiveDateTime) -> Option<NaiveDateTime> {
        match self {
            Self::Later { at, ordered: true } => Some(at),
            Self::AsNeeded {
                earliest: Some(earliest),
            } if now < earliest => Some(earliest),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(&format!("2026-11-{text}"), "%Y-%m-%d %H:%M").unwrap()
    }

    fn order(per_day: Option<i64>, interval_h: &str, days: Option<i64>) -> Prescription {
        Prescription {
            per_day,
            interval_h: interval_h.into(),
            days,
            ..Prescription::default()
        }
    }

    /// Ordered on the 20th at 09:00.
    fn ask(order: &Prescription, turns: &[&str], now: &str) -> Due {
        let until = time("20 09:00") + TimeDelta::days(order.days.map_or(90, |d| d + 1));
        let regime = Regime::of(order, time("20 09:00"), until);
        let turns: Vec<Turn> = turns
            .iter()
            .map(|turn| Turn {
                at: (!turn.ends_with('?')).then(|| time(turn.trim_end_matches('-'))),
                given: !turn.ends_with('-'),
            })
            .collect();
        due(&regime, &turns, time(now))
    }

    #[test]
    fn the_next_dose() {
        let four = order(Some(4), "", Some(5));
        let six_hourly = order(None, "6", Some(2));
        let daily = order(Some(1), "", Some(7));
        let often = order(None, "2", None);
        let both = order(Some(3), "6", None);
        let later = |at: &str, ordered| Due::Later {
            at: time(at),
            ordered,
        };
        for (name, order, turns, now, wanted) in [
            (
                "the first at once",
                &four,
                &[][..],
                "20 09:00",
                Due::Now(time("20 09:00")),
            ),
            (
                "the first, an hour late",
                &four,
                &[],
                "20 10:00",
                Due::Now(time("20 09:00")),
            ),
            (
                "the first, overdue",
                &four,
                &[],
                "20 10:01",
                Due::Overdue(time("20 09:00")),
            ),
            (
                "a share of the day",
                &four,
                &["20 09:10"],
                "20 12:00",
                later("20 15:10", false),
            ),
            (
                "an ordered gap",
                &six_hourly,
                &["20 09:10"],
                "20 12:00",
                later("20 15:10", true),
            ),
            (
                "its minute",
                &six_hourly,
                &["20 09:10"],
                "20 15:10",
                Due::Now(time("20 15:10")),
            ),
            (
                "the last one counts",
                &four,
                &["20 09:00", "20 15:30"],
                "20 16:00",
                later("20 21:30", false),
            ),
            (
                "a refusal has had its turn",
                &four,
                &["20 09:00", "20 15:00-"],
                "20 15:01",
                later("20 21:00", false),
            ),
            (
                "daily: two hours of grace",
                &daily,
                &["20 09:00"],
                "21 11:00",
                Due::Now(time("21 09:00")),
            ),
            (
                "daily: overdue",
                &daily,
                &["20 09:00"],
                "21 11:01",
                Due::Overdue(time("21 09:00")),
            ),
            (
                "two-hourly: half an hour",
                &often,
                &["20 09:00"],
                "20 11:31",
                Due::Overdue(time("20 11:00")),
            ),
            (
                "gap and number: the gap",
                &both,
                &["20 09:00"],
                "20 10:00",
                later("20 15:00", true),
            ),
            (
                "gap and number: the number",
                &both,
                &["20 09:00", "20 15:00", "20 21:00"],
                "21 04:00",
                later("21 09:00", true),
            ),
            (
                "all taken",
                &order_of_one(),
                &["20 09:00"],
                "20 10:00",
                Due::Finished,
            ),
            (
                "six-hourly for two days: eight",
                &six_hourly,
                &["20 09:00"; 8],
                "21 10:00",
                Due::Finished,
            ),
            (
                "seven of eight",
                &six_hourly,
                &["20 09:00"; 7],
                "20 10:00",
                later("20 15:00", true),
            ),
            ("past its days", &six_hourly, &[], "23 09:01", Due::Finished),
            (
                "the last minute of its days",
                &six_hourly,
                &[],
                "23 09:00",
                Due::Overdue(time("20 09:00")),
            ),
            (
                "the last dose, on the last minute",
                &six_hourly,
                &["23 03:00"],
                "23 05:00",
                later("23 09:00", true),
            ),
            (
                "none after the last minute",
                &six_hourly,
                &["23 04:00"],
                "23 05:00",
                Due::Finished,
            ),
            (
                "nothing said",
                &order(None, "", Some(3)),
                &[],
                "20 10:00",
                Due::CannotTell(Untold::NotSaid),
            ),
            (
                "a word for a number",
                &order(None, "six", None),
                &[],
                "20 10:00",
                Due::CannotTell(Untold::Unclear),
            ),
            (
                "no such number",
                &order(Some(0), "", None),
                &[],
                "20 10:00",
                Due::CannotTell(Untold::Unclear),
            ),
            (
                "a hundred a day",
                &order(Some(100), "", None),
                &[],
                "20 10:00",
                Due::CannotTell(Untold::Unclear),
            ),
            (
                "every zero hours",
                &order(None, "0", None),
                &[],
                "20 10:00",
                Due::CannotTell(Untold::Unclear),
            ),
            (
                "a doubtful clock",
                &four,
                &["20 09:00", "20 15:00?"],
                "20 16:00",
                Due::CannotTell(Untold::TurnTime),
            ),
            (
                "a time to come",
                &four,
                &["20 19:00"],
                "20 16:00",
                Due::CannotTell(Untold::TurnTime),
            ),
        ] {
            assert_eq!(ask(order, turns, now), wanted, "{name}");
        }
    }

    fn order_of_one() -> Prescription {
        order(Some(1), "", Some(1))
    }

    #[test]
    fn as_needed_is_never_due() {
        let needed = |per_day, interval_h| Prescription {
            as_needed: true,
            ..order(per_day, interval_h, Some(1))
        };
        let open = |at: &str| Due::AsNeeded {
            earliest: Some(time(at)),
        };
        for (name, order, turns, now, wanted) in [
            (
                "from the order on",
                needed(None, "6"),
                &[][..],
                "20 19:00",
                open("20 09:00"),
            ),
            (
                "the gap",
                needed(None, "6"),
                &["20 10:00"],
                "20 12:00",
                open("20 16:00"),
            ),
            (
                "a refusal moves nothing",
                needed(None, "6"),
                &["20 10:00", "20 15:00-"],
                "20 15:30",
                open("20 16:00"),
            ),
            (
                "no gap said",
                needed(Some(4), ""),
                &["20 10:00"],
                "20 10:30",
                open("20 09:00"),
            ),
            (
                "the day is full",
                Prescription {
                    days: None,
                    ..needed(Some(2), "4")
                },
                &["20 10:00", "20 14:00"],
                "20 20:00",
                open("21 10:00"),
            ),
            (
                "unbounded",
                needed(None, ""),
                &["20 10:00"],
                "20 10:30",
                Due::AsNeeded { earliest: None },
            ),
            (
                "used up",
                needed(Some(2), ""),
                &["20 10:00", "20 14:00"],
                "20 15:00",
                Due::Finished,
            ),
            ("over", needed(None, "6"), &[], "22 09:01", Due::Finished),
        ] {
            let due = ask(&order, turns, now);
            assert_eq!(due, wanted, "{name}");
            assert!(!due.is_due(), "{name}");
        }
    }

    #[test]
    fn what_is_due_and_when_it_is_shown() {
        let at = time("20 12:00");
        for (due, is_due, shown) in [
            (Due::Now(at), true, Some(at)),
            (Due::Overdue(at), true, Some(at)),
            (Due::Later { at, ordered: true }, false, Some(at)),
            (Due::AsNeeded { earliest: Some(at) }, false, Some(at)),
            (Due::AsNeeded { earliest: None }, false, None),
            (Due::CannotTell(Untold::TurnTime), false, None),
            (Due::Finished, false, None),
        ] {
            assert_eq!((due.is_due(), due.at()), (is_due, shown), "{due:?}");
        }
    }

    #[test]
    fn too_early_is_what_the_order_itself_forbids() {
        let (now, at) = (time("20 10:00"), time("20 12:00"));
        for (due, until) in [
            (Due::Later { at, ordered: true }, Some(at)),
            (Due::Later { at, ordered: false }, None),
            (Due::AsNeeded { earliest: Some(at) }, Some(at)),
            (
                Due::AsNeeded {
                    earliest: Some(now),
                },
                None,
            ),
            (Due::AsNeeded { earliest: None }, None),
            (Due::Now(now), None),
            (Due::Overdue(now), None),
            (Due::CannotTell(Untold::NotSaid), None),
        ] {
            assert_eq!(due.too_early(now), until, "{due:?}");
        }
    }
}
