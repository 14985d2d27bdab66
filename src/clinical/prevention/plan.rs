//! What is due of one person, and the months ahead.

use chrono::{Months, NaiveDate};

use super::super::age::Span;
use super::super::immunise::after;
use super::super::question::Sex;
use super::data::{DoneBy, Item, Programme};
use crate::domain::icd;

/// The person, and what is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Person<'a> {
    pub birth: NaiveDate,
    /// `None`: not known.
    pub sex: Option<Sex>,
    /// The day the plan is made for.
    pub today: NaiveDate,
    /// ICD-10 codes of active problems.
    pub conditions: &'a [String],
    pub done: &'a [Done],
    pub meetings: &'a [Meeting],
}

/// Something that somebody marked as done.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Done {
    /// Id of the item.
    pub item: String,
    pub date: NaiveDate,
}

/// A visit: when, with which diagnoses, and whether a doctor saw the person.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    pub date: NaiveDate,
    #[serde(default)]
    pub codes: Vec<String>,
    #[serde(default)]
    pub doctor: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Overdue,
    Due,
    /// Falls due within a month.
    Upcoming,
    NotYet,
    /// Done, and never again by this programme.
    Done,
}

impl Status {
    pub const ALL: [Self; 5] = [
        Self::Overdue,
        Self::Due,
        Self::Upcoming,
        Self::NotYet,
        Self::Done,
    ];

    /// The ending of its catalogue key.
    pub fn code(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Due => "due",
            Self::Upcoming => "upcoming",
            Self::NotYet => "not-yet",
            Self::Done => "done",
        }
    }

    /// As the command line writes it.
    pub fn snake(self) -> &'static str {
        match self {
            Self::NotYet => "not_yet",
            Self::Overdue | Self::Due | Self::Upcoming | Self::Done => self.code(),
        }
    }

    pub fn is_due(self) -> bool {
        matches!(self, Self::Overdue | Self::Due)
    }
}

/// Why it stands in the plan; words are made by whoever shows it.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// The programme asks from one age to another.
    Age {
        from: Span,
        until: Option<Span>,
    },
    /// An active problem with this code.
    Condition(String),
    Every(Span),
    /// How often was not found in a source, and once is asked.
    OnceOnly,
    Last(NaiveDate),
    /// Nothing is recorded: not the same as never done.
    NoRecord,
    /// The programme is for one sex, and it is not recorded.
    SexUnknown,
}

/// One item of the programme that concerns this person.
#[derive(Debug, Clone, PartialEq)]
pub struct Task<'b> {
    pub item: &'b Item,
    /// The day from which it is asked; for what is done for good, the day it was done.
    pub due: NaiveDate,
    pub status: Status,
    pub last: Option<NaiveDate>,
    pub why: Vec<Why>,
}

/// Everything that screening and follow-up ask of a person, now or later, in the order of the programme.
pub fn plan<'b>(programme: &'b Programme, person: &Person<'_>) -> Vec<Task<'b>> {
    let items = programme.items.iter();
    items.filter_map(|item| task(item, person)).collect()
}

/// The days within `months` on which a task is to be done: the first one not before `today`, then in its interval.
pub fn ahead(task: &Task<'_>, person: &Person<'_>, months: u32) -> Vec<NaiveDate> {
    let today = person.today;
    let end = today
        .checked_add_months(Months::new(months))
        .unwrap_or(NaiveDate::MAX);
    let over = task
        .item
        .until
        .map_or(NaiveDate::MAX, |until| after(person.birth, until));
    if task.status == Status::Done {
        return Vec::new();
    }
    let mut days = Vec::new();
    let mut next = task.due.max(today);
    while next < end && next < over {
        days.push(next);
        let Some(later) = task.item.every.map(|every| after(next, every)) else {
            break;
        };
        // A span of nothing would never end.
        if later <= next {
            break;
        }
        next = later;
    }
    days
}

fn task<'b>(item: &'b Item, person: &Person<'_>) -> Option<Task<'b>> {
    if let (Some(asked), Some(known)) = (item.sex, person.sex)
        && asked != known
    {
        return None;
    }
    let has = |starts: &[String]| {
        let mine = person.conditions.iter();
        mine.clone()
            .find(|code| starts.iter().any(|start| begins(code, start)))
            .cloned()
    };
    let condition = has(&item.when);
    if !item.when.is_empty() && condition.is_none() || has(&item.unless).is_some() {
        return None;
    }
    let opens = item
        .from
        .map_or(person.birth, |from| after(person.birth, from));
    let closes = item.until.map(|until| after(person.birth, until));
    if closes.is_some_and(|day| day <= person.today) {
        return None;
    }
    let last = last_done(item, person);
    let mut why = Vec::new();
    if let Some(from) = item.from {
        let until = item.until;
        why.push(Why::Age { from, until });
    }
    why.extend(condition.map(Why::Condition));
    why.push(item.every.map_or(Why::OnceOnly, Why::Every));
    why.push(last.map_or(Why::NoRecord, Why::Last));
    if item.sex.is_some() && person.sex.is_none() {
        why.push(Why::SexUnknown);
    }
    let (due, status) = match (last, item.every) {
        (Some(last), None) => (last, Status::Done),
        (Some(last), Some(every)) => {
            let due = after(last, every).max(opens);
            (due, waiting(due, person.today, true))
        }
        (None, _) => {
            // Follow-up begins when the disease is known: today.
            let due = if item.from.is_some() {
                opens
            } else {
                person.today
            };
            (due, waiting(due, person.today, false))
        }
    };
    if status != Status::Done && closes.is_some_and(|day| due >= day) {
        return None;
    }
    Some(Task {
        item,
        due,
        status,
        last,
        why,
    })
}

/// What nobody has recorded is due and never overdue: it may have been done elsewhere.
fn waiting(due: NaiveDate, today: NaiveDate, known: bool) -> Status {
    const MONTH: Span = Span::Months(1);
    if due > today {
        if due <= after(today, MONTH) {
            Status::Upcoming
        } else {
            Status::NotYet
        }
    } else if known && after(due, MONTH) <= today {
        Status::Overdue
    } else {
        Status::Due
    }
}

/// The newest day that counts; nothing of the future does.
fn last_done(item: &Item, person: &Person<'_>) -> Option<NaiveDate> {
    let marked = person
        .done
        .iter()
        .filter(|done| done.item == item.id)
        .map(|done| done.date);
    let met = person
        .meetings
        .iter()
        .filter(|meeting| counts(item, meeting))
        .map(|meeting| meeting.date);
    marked.chain(met).filter(|day| *day <= person.today).max()
}

fn counts(item: &Item, meeting: &Meeting) -> bool {
    let holds = |starts: &[String]| {
        let codes = meeting.codes.iter();
        codes
            .clone()
            .any(|code| starts.iter().any(|start| begins(code, start)))
    };
    match item.done_by {
        DoneBy::Mark => holds(&item.codes),
        DoneBy::Visit => holds(&item.when),
        DoneBy::Doctor => meeting.doctor && holds(&item.when),
    }
}

/// `I10` begins `I10` and `I10.9`, `E11` begins `E11.9` and `E119`: a class has a letter and two figures, so whatever follows is a part of
/// it, with or without its point, in whatever letters.
fn begins(code: &str, start: &str) -> bool {
    let plain = |code: &str| icd::read(code).replace('.', "");
    plain(code).starts_with(&plain(start))
}
