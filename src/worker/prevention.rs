//! Screening, follow-up and vaccinations of a card as a plan of twelve months, and its words in one language. The plan on screen
//! and on paper begin here. Pure: knows the card, not the window.

use chrono::NaiveDate;

use super::vaccination::{self, asked_sex, declined_of};
use crate::clinical::Span;
use crate::clinical::immunise::{Row, Seen, after};
use crate::clinical::prevention::{
    Book, Done, Item, Kind, Meeting, Person, Programme, Status, Task, What, Why, ahead, months,
    plan,
};
use crate::clinical::title_text;
use crate::domain::allergy::Status as FactStatus;
use crate::domain::card::{CardView, Event, standing};
use crate::domain::country::Country;
use crate::domain::ids::{DocId, PatientId};
use crate::domain::lang::Lang;
use crate::domain::prevention::Preventive;
use crate::domain::role::Role;
use crate::i18n::{self, dates, tr};

/// Months that are planned.
pub const MONTHS: u32 = 12;

/// What the engine needs of a card, read once.
#[derive(Debug, Clone, Default)]
pub struct Gathered {
    pub conditions: Vec<String>,
    pub done: Vec<Done>,
    pub meetings: Vec<Meeting>,
}

/// What a line is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Of {
    Dose,
    /// Id of the item that can be marked as done.
    Item(String),
}

/// One line of the plan in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The day from which it can be done; today for what is due.
    pub day: NaiveDate,
    pub of: Of,
    pub kind: String,
    pub name: String,
    pub status: String,
    pub is_due: bool,
    pub is_overdue: bool,
    pub last: Option<NaiveDate>,
    /// Nothing of it falls into these months: shown so that a mark made by mistake can be found.
    pub is_done: bool,
    /// Card and entry of the mark behind `last`; none where a visit counted.
    pub marked: Option<(PatientId, DocId)>,
    /// Declined or invited, and when.
    pub note: Option<String>,
    /// Sentences with the source; empty where they were not asked for.
    pub reason: String,
    pub confirmed: bool,
}

pub fn gather(card: &CardView, offset_minutes: i32) -> Gathered {
    let conditions = card
        .problems
        .iter()
        .filter(|noted| noted.value.status == FactStatus::Active || noted.disputed)
        .filter_map(|noted| noted.value.code.clone())
        .collect();
    let done = standing(&card.preventive, None)
        .filter(|event| event.acts() && event.content.is_done())
        .filter_map(|event| {
            Some(Done {
                item: event.content.item.clone(),
                // Of a month or a year its first day: then the next one comes no later than it should.
                date: event.content.date.earliest()?,
            })
        })
        .collect();
    let meetings = standing(&card.visits, None)
        .filter(|event| event.acts() && !event.clock_doubtful)
        .filter_map(|event| {
            Some(Meeting {
                date: dates::local_day(event.care_at, offset_minutes)?,
                codes: event
                    .content
                    .diagnoses
                    .iter()
                    .map(|diagnosis| diagnosis.code.clone())
                    .collect(),
                doctor: event.role == Role::Doctor.code(),
            })
        })
        .collect();
    Gathered {
        conditions,
        done,
        meetings,
    }
}

/// The plan of a card from one day on; `None` where the day of birth is not known, or the person has died. Reasons cost more
/// than all the rest: a line that is drawn in every pass goes without.
pub fn year(
    card: &CardView,
    country: Country,
    today: NaiveDate,
    offset_minutes: i32,
    (lang, with_reasons): (Lang, bool),
) -> Option<Vec<Line>> {
    if card.person.deceased.is_some() {
        return None;
    }
    let programme = Book::builtin().programme(country)?;
    let planned = vaccination::planned(card, country, today)?;
    let gathered = gather(card, offset_minutes);
    let person = Person {
        birth: card.person.born.day()?,
        sex: asked_sex(card.person.sex),
        today,
        conditions: &gathered.conditions,
        done: &gathered.done,
        meetings: &gathered.meetings,
    };
    let tasks = plan(programme, &person);
    let entries = months(&planned.rows, &tasks, &person, MONTHS);
    let lines = entries.into_iter().map(|entry| match entry.what {
        What::Dose(row) => {
            let reason = with_reasons.then(|| vaccination::reasons(lang, row));
            Line {
                reason: reason.unwrap_or_default(),
                ..of_dose(card, row, entry.day, today, lang)
            }
        }
        What::Task(task) => {
            let mut line = of_task(card, task, entry.day, today, lang);
            if with_reasons {
                line.reason = reasons(lang, programme, task);
            }
            if entry.again {
                line.is_due = false;
                line.is_overdue = false;
                line.last = None;
                line.marked = None;
                line.note = None;
                line.status = status_word(lang, Status::NotYet);
            }
            line
        }
    });
    let mut lines: Vec<Line> = lines.collect();
    for task in tasks.iter().filter(|task| task.last.is_some()) {
        let of = Of::Item(task.item.id.clone());
        if lines.iter().all(|line| line.of != of) {
            lines.push(Line {
                status: status_word(lang, Status::Done),
                is_done: true,
                reason: if with_reasons {
                    reasons(lang, programme, task)
                } else {
                    String::new()
                },
                ..of_task(card, task, task.due, today, lang)
            });
        }
    }
    Some(lines)
}

/// One item of a card over the coming year, without words: what the lists of the whole house are made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked<'c> {
    pub task: Task<'static>,
    /// As in the plan: what is due stands under today.
    pub days: Vec<NaiveDate>,
    /// The refusal or invitation that stands.
    pub answer: Option<&'c Event<Preventive>>,
}

/// Every item of screening and follow-up that concerns the person; `None` where [`year`] makes no plan.
pub fn asked(
    card: &CardView,
    country: Country,
    today: NaiveDate,
    offset_minutes: i32,
) -> Option<Vec<Asked<'_>>> {
    let birth = card.person.born.day().filter(|born| *born <= today)?;
    if card.person.deceased.is_some() {
        return None;
    }
    let programme = Book::builtin().programme(country)?;
    let gathered = gather(card, offset_minutes);
    let person = Person {
        birth,
        sex: asked_sex(card.person.sex),
        today,
        conditions: &gathered.conditions,
        done: &gathered.done,
        meetings: &gathered.meetings,
    };
    let tasks = plan(programme, &person).into_iter();
    let asked = tasks.map(|task| Asked {
        days: ahead(&task, &person, MONTHS),
        answer: newest(card, &task, today),
        task,
    });
    Some(asked.collect())
}

fn of_dose(card: &CardView, row: &Row, day: NaiveDate, today: NaiveDate, lang: Lang) -> Line {
    let declined = declined_of(card, row, today);
    Line {
        day,
        of: Of::Dose,
        kind: tr(lang, "prevention-kind-vaccination", &[]),
        name: vaccination::row_name(lang, row),
        status: vaccination::status_word(lang, row.status),
        is_due: row.status.is_due() && declined.is_none(),
        is_overdue: row.status == crate::clinical::immunise::Status::Overdue && declined.is_none(),
        last: None,
        is_done: false,
        marked: None,
        note: declined.map(|declined| {
            let key = format!("vaccination-declined-{}", declined.status_reason);
            tr(
                lang,
                &key,
                &[("date", &dates::short_partial(lang, declined.date))],
            )
        }),
        reason: String::new(),
        confirmed: row.seen.is_some_and(|seen| seen > Seen::Knowledge),
    }
}

fn of_task(card: &CardView, task: &Task<'_>, day: NaiveDate, today: NaiveDate, lang: Lang) -> Line {
    let answer = newest(card, task, today);
    let declined = answer.is_some_and(|event| event.content.status == "declined");
    Line {
        day,
        of: Of::Item(task.item.id.clone()),
        kind: tr(
            lang,
            &format!("prevention-kind-{}", kind_code(task.item.kind)),
            &[],
        ),
        name: item_name(lang, task.item),
        status: status_word(lang, task.status),
        is_due: task.status.is_due() && !declined,
        is_overdue: task.status == Status::Overdue && !declined,
        last: task.last,
        is_done: false,
        marked: mark_of(card, task),
        note: answer.map(|event| {
            let key = format!("prevention-{}-on", event.content.status);
            let date = dates::short_partial(lang, event.content.date);
            tr(lang, &key, &[("date", &date)])
        }),
        reason: String::new(),
        confirmed: task.item.is_confirmed(),
    }
}

/// The mark that says when it was done last.
fn mark_of(card: &CardView, task: &Task<'_>) -> Option<(PatientId, DocId)> {
    let last = task.last?;
    standing(&card.preventive, None)
        .filter(|event| event.content.item == task.item.id && event.content.is_done())
        .find(|event| event.content.date.earliest() == Some(last))
        .map(|event| (event.card, event.id))
}

/// The newest refusal or invitation since it was done last. After the interval of the programme the person is asked anew.
fn newest<'c>(
    card: &'c CardView,
    task: &Task<'_>,
    today: NaiveDate,
) -> Option<&'c Event<Preventive>> {
    let stands = |day: Option<NaiveDate>| {
        day > task.last
            && match (day, task.item.every) {
                (Some(day), Some(every)) => today < after(day, every),
                (None, _) | (_, None) => true,
            }
    };
    standing(&card.preventive, None)
        .filter(|event| event.acts() && event.content.item == task.item.id)
        .filter(|event| !event.content.is_done())
        .filter(|event| Preventive::STATUSES.contains(&event.content.status.as_str()))
        .filter(|event| stands(event.content.date.latest()))
        .max_by_key(|event| (event.content.date, event.entered_at))
}

pub fn kind_code(kind: Kind) -> &'static str {
    match kind {
        Kind::Screening => "screening",
        Kind::FollowUp => "follow-up",
    }
}

/// `Диабет: осмотр врача`.
pub fn item_name(lang: Lang, item: &Item) -> String {
    let word = tr(lang, &format!("prevention-item-{}", item.word), &[]);
    match &item.group {
        Some(group) => {
            let group = tr(lang, &format!("prevention-group-{group}"), &[]);
            format!("{group}: {word}")
        }
        None => word,
    }
}

pub fn status_word(lang: Lang, status: Status) -> String {
    tr(lang, &format!("prevention-status-{}", status.code()), &[])
}

/// Why it stands in the plan, where that is written, and what of it nobody has confirmed.
pub fn reasons(lang: Lang, programme: &Programme, task: &Task<'_>) -> String {
    let mut all: Vec<String> = task.why.iter().map(|why| why_text(lang, why)).collect();
    let title = title_text(lang, &programme.title);
    let source = [("title", title.as_str())];
    all.push(tr(lang, "prevention-source", &source));
    if !task.item.is_confirmed() {
        all.push(tr(lang, "prevention-unconfirmed", &[]));
    }
    all.join(" ")
}

fn why_text(lang: Lang, why: &Why) -> String {
    let day = |day: NaiveDate| dates::short(lang, day);
    let say = |code: &str, args: &[(&str, &str)]| tr(lang, &format!("prevention-why-{code}"), args);
    match why {
        Why::Age { from, until: None } => say("age-from", &[("from", &span(lang, *from))]),
        Why::Age {
            from,
            until: Some(until),
        } => say(
            "age",
            &[("from", &span(lang, *from)), ("until", &span(lang, *until))],
        ),
        Why::Condition(code) => say("condition", &[("code", code)]),
        Why::Every(every) => say("every", &[("span", &span(lang, *every))]),
        Why::OnceOnly => say("once", &[]),
        Why::Last(date) => say("last", &[("date", &day(*date))]),
        Why::NoRecord => say("no-record", &[]),
        Why::SexUnknown => say("sex-unknown", &[]),
    }
}

fn span(lang: Lang, span: Span) -> String {
    let speech = crate::clinical::immunise::Speech {
        tr: &|key, args| tr(lang, key, args),
        count: &|key, n| i18n::tr_n(lang, key, n, &[]),
        day: &|day| dates::short(lang, day),
        vaccine: &|id| id.to_owned(),
    };
    crate::clinical::immunise::say_span(span, &speech)
}
