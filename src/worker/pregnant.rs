//! Whether she is pregnant, by everything that the record says: one answer for the dose check, NEWS2 and the body mass index.
//! Pure: knows the card, not the window.

use chrono::NaiveDate;

use super::answers::{LMP, PREGNANCY_WEEKS, PREGNANT, PREGNANT_NO, PREGNANT_YES, choice, date};
use crate::clinical::pregnancy::{Age, Book, Stated, stated, trimester};
use crate::domain::card::{CardView, Draft, standing};
use crate::domain::dates::PartialDate;
use crate::domain::ids::DocId;
use crate::domain::problem::Pregnancy;
use crate::domain::visit::Visit;
use crate::forms::{Answer, decode_all};
use crate::i18n::dates::local_day;

/// A stated "not pregnant" holds so long: one cycle (the project's proposal).
pub const NOT_PREGNANT_DAYS: i64 = 28;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    Yes,
    No,
    Unknown,
}

/// When it was said, what, and the last period that was told with it.
type Statement = (i64, Says, PartialDate);

/// What the record says of a pregnancy on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Pregnant or not, and the trimester. Where the record disagrees, more than one, the one that forbids first.
    pub states: Vec<(Option<bool>, Option<u8>)>,
    /// The pregnancy card and another statement differ.
    pub disagrees: bool,
    /// A pregnancy card is open, and somebody has said since that she is not pregnant.
    pub denied: bool,
    /// A disputed statement could not be understood.
    pub unreadable: bool,
}

impl Said {
    pub fn is_pregnant(&self) -> bool {
        self.states.iter().any(|(said, _)| *said == Some(true))
    }
}

/// For the dose check: the draft, the visits, the passport, the pregnancy card.
pub fn today(card: &CardView, draft: &Draft, today: NaiveDate, offset_minutes: i32) -> Said {
    let told = Told::of(card, &draft.visit, draft.amends);
    decide(card, told, today, offset_minutes)
}

/// The same of the day of a visit, signed or being written: what was said later counts only as a "yes" whose last period lies before.
pub fn on_day(card: &CardView, visit: &Visit, on: NaiveDate) -> Said {
    // Some hours decide nothing here: a "yes" holds for weeks, and only a "yes" is looked for.
    const OFFSET: i32 = 0;
    let mut told = Told::of(card, visit, None);
    told.statements.retain(|(at, says, lmp)| {
        let is_later = *at != i64::MAX && local_day(*at, OFFSET).is_none_or(|day| day > on);
        let begun = lmp.earliest().is_some_and(|day| day <= on);
        !is_later || (*says == Says::Yes && begun)
    });
    let says_yes = choice(visit, PREGNANT).as_deref() == Some(PREGNANT_YES);
    let mut said = decide(card, told, on, OFFSET);
    if says_yes {
        // Whatever the dates beside it say.
        said.denied = false;
        if !said.is_pregnant() {
            said.states.insert(0, (Some(true), None));
        }
    }
    said
}

fn decide(card: &CardView, told: Told, today: NaiveDate, offset_minutes: i32) -> Said {
    let Told {
        mut statements,
        disputed,
        unreadable,
    } = told;
    let no_since = |statements: &[Statement], since: i64| {
        let mut newer = statements.iter().filter(|(at, _, _)| *at > since);
        newer.any(|(_, says, _)| *says == Says::No)
    };
    let mut contradicts = false;
    match stated(card, today) {
        Stated::Pregnant { trimester, since } => {
            let mut newer = statements.iter().filter(|(at, _, _)| *at > since);
            let disagrees = newer.any(|said| is_against(said, trimester, today));
            let mut states = vec![(Some(true), trimester)];
            states.extend(disagrees.then_some((None, None)));
            return Said {
                states,
                disagrees,
                denied: no_since(&statements, since),
                unreadable,
            };
        }
        Stated::Disputed => {
            return Said {
                states: vec![(Some(true), None), (None, None)],
                disagrees: true,
                // What the visit itself says; nobody knows which of the cards is older than the rest.
                denied: no_since(&statements, i64::MAX - 1),
                unreadable,
            };
        }
        Stated::Ended { on, since } => {
            // What was said until the day of the end is over with it; the end itself says no, as of its day. When the end was
            // written down does not matter: a "yes" of a later day may be a new pregnancy.
            statements.retain(|(at, _, _)| {
                *at > since || local_day(*at, offset_minutes).is_none_or(|day| day > on)
            });
            // Said after that day and before the end was written down, it may as well be an old answer repeated: a contradiction.
            let mut yes = statements.iter().filter(|(_, says, _)| *says == Says::Yes);
            contradicts = yes.all(|(at, _, _)| *at <= since);
            let noon = on
                .and_hms_opt(12, 0, 0)
                .map(|noon| noon.and_utc().timestamp());
            let at = noon.map(|noon| noon - i64::from(offset_minutes) * 60);
            statements.extend(at.map(|at| (at, Says::No, PartialDate::UNKNOWN)));
        }
        Stated::Forgotten | Stated::Nothing => {}
    }
    let state = by_statements(statements, disputed, today, offset_minutes);
    let disagrees = contradicts && state.0 == Some(true);
    let mut states = vec![state];
    states.extend(disagrees.then_some((None, None)));
    Said {
        states,
        disagrees,
        denied: false,
        unreadable,
    }
}

/// Said after the card was written, and not the same: that she is not pregnant, or so far that it is another trimester.
fn is_against((_, says, lmp): &Statement, known: Option<u8>, today: NaiveDate) -> bool {
    match says {
        Says::No => true,
        Says::Yes => {
            let told = lmp.day().and_then(|day| trimester_on(day, today));
            told.is_some() && known.is_some() && told != known
        }
        Says::Unknown => false,
    }
}

/// What draft, visits and passport say; and whether the passport's statements are in dispute.
struct Told {
    statements: Vec<Statement>,
    disputed: bool,
    unreadable: bool,
}

impl Told {
    fn of(card: &CardView, written: &Visit, amends: Option<DocId>) -> Self {
        let mut statements: Vec<Statement> = Vec::new();
        statements.extend(of_visit(written, i64::MAX));
        for visit in standing(&card.visits, amends) {
            statements.extend(of_visit(&visit.content, visit.care_at));
        }
        let word = |p: &Pregnancy| match p.value.as_str() {
            "yes" => Says::Yes,
            "no" => Says::No,
            _ => Says::Unknown,
        };
        for noted in card.pregnancy.iter().chain(&card.pregnancy_also) {
            statements.push((noted.at, word(&noted.value), noted.value.lmp));
        }
        let mut told = Self {
            statements,
            disputed: card.pregnancy.as_ref().is_some_and(|n| n.disputed),
            unreadable: false,
        };
        let conflicts = card.conflicts.iter().filter(|c| c.key.starts_with("preg"));
        for value in conflicts.flat_map(|c| &c.values) {
            told.disputed = true;
            match serde_json::from_str::<Pregnancy>(&value.json) {
                Ok(p) => told.statements.push((value.at, word(&p), p.lmp)),
                Err(_unreadable) => told.unreadable = true,
            }
        }
        told
    }
}

fn of_visit(visit: &Visit, at: i64) -> Option<Statement> {
    let says = visit.answers.get(PREGNANT).and_then(|t| says_of(t))?;
    Some((at, says, date(visit, LMP).unwrap_or(PartialDate::UNKNOWN)))
}

/// The newest statement decides while it holds.
fn by_statements(
    mut statements: Vec<Statement>,
    disputed: bool,
    today: NaiveDate,
    offset_minutes: i32,
) -> (Option<bool>, Option<u8>) {
    statements.sort_by_key(|(at, says, _)| std::cmp::Reverse((*at, *says == Says::Yes)));
    let mut unsure = disputed;
    for (at, says, lmp) in statements {
        let on = if at == i64::MAX {
            Some(today)
        } else {
            local_day(at, offset_minutes)
        };
        let Some(on) = on else { continue };
        match says {
            Says::Unknown => unsure = true,
            Says::Yes => {
                let begun = lmp.latest().unwrap_or(on);
                let weeks = (today - begun).num_days() / 7;
                return if weeks < PREGNANCY_WEEKS {
                    (
                        Some(true),
                        lmp.day().and_then(|day| trimester_on(day, today)),
                    )
                } else {
                    (None, None)
                };
            }
            // Settled only while nobody says otherwise; a dispute is searched on for a yes.
            Says::No if disputed => {}
            Says::No => {
                let fresh = (today - on).num_days() <= NOT_PREGNANT_DAYS;
                return (Some(false).filter(|_| fresh && !unsure), None);
            }
        }
    }
    (None, None)
}

/// The trimester by a last period; `None` where that lies ahead.
fn trimester_on(lmp: NaiveDate, today: NaiveDate) -> Option<u8> {
    let days = (today - lmp).num_days();
    (days >= 0).then(|| trimester(&Book::builtin().rules.trimesters, Age { days }))
}

fn says_of(stored: &str) -> Option<Says> {
    match decode_all(stored).as_slice() {
        [Answer::Choice(c)] if c.code == PREGNANT_YES => Some(Says::Yes),
        [Answer::Choice(c)] if c.code == PREGNANT_NO => Some(Says::No),
        [] => None,
        _ => Some(Says::Unknown),
    }
}

#[cfg(test)]
#[path = "pregnant_tests.rs"]
mod tests;
