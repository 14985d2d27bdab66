//! Who of the house is to be called, by screening programme, by follow-up group, and of the pregnancies: the plan of each person, laid
//! side by side. A line of a list says what the person's own plan says ([`asked`], [`followed`]). Pure: knows the card, not the
//! window; words are made in [`words`], the paper in [`sheet`].

pub mod sheet;
pub mod words;

use chrono::{Datelike as _, Months, NaiveDate};

use super::pregnancy::{Followed, followed};
use super::prevention::{MONTHS, asked};
use crate::clinical::pregnancy::{Known, Status as ContactStatus, known};
use crate::clinical::prevention::{Book, Kind, Status};
use crate::codes::fold;
use crate::domain::card::CardView;
use crate::domain::country::Country;
use crate::domain::dates::PartialDate;
use crate::domain::ids::{DocId, PatientId};
use crate::domain::person::Person;
use crate::domain::prevention::Preventive;

/// One person and everything that is asked of her in the coming year, or was done this month.
#[derive(Debug, Clone, PartialEq)]
pub struct Called {
    pub patient: PatientId,
    /// All cards of the person.
    pub cards: Vec<PatientId>,
    pub person: Person,
    /// The day of birth is not known: no plan can be made, and nobody may forget her.
    pub unplanned: bool,
    pub asks: Vec<Ask>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    pub of: Of,
    /// The days of the coming year on which it is to be done; today for what is due.
    pub days: Vec<NaiveDate>,
    pub due: NaiveDate,
    pub is_overdue: bool,
    pub last: Option<NaiveDate>,
    /// Declined or invited.
    pub answer: Option<Answered>,
}

/// The entry that answers an ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Code of [`Preventive::STATUSES`].
    pub status: String,
    pub date: PartialDate,
    /// The card that it stands on, which may be a linked one.
    pub card: PatientId,
    pub entry: DocId,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Of {
    /// An item of the programme, by its id.
    Item(String),
    /// The planned contact of this week of pregnancy.
    Contact(i64),
    /// The day of birth has passed and no end is written down.
    PastTerm,
    /// Nobody knows how far she is.
    Undated,
    /// Entries about the pregnancy that cannot all be true.
    Disputed,
}

/// Which family of lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CallKind {
    Screening,
    FollowUp,
    Pregnancy,
}

impl CallKind {
    pub const ALL: [Self; 3] = [Self::Screening, Self::FollowUp, Self::Pregnancy];

    /// The ending of its catalogue keys, and its name on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Screening => "screening",
            Self::FollowUp => "follow-up",
            Self::Pregnancy => "pregnancy",
        }
    }
}

/// How far it is with one ask in one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CallState {
    /// To be called.
    Due,
    Invited,
    Declined,
    Done,
}

impl CallState {
    pub const ALL: [Self; 4] = [Self::Due, Self::Invited, Self::Declined, Self::Done];

    pub fn code(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Invited => "invited",
            Self::Declined => "declined",
            Self::Done => "done",
        }
    }
}

/// What is wanted of everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallFilter {
    pub kind: CallKind,
    /// Months from this one: 0 holds what is late too, and what was done since its first day.
    pub ahead: u32,
    /// A programme or group, by [`part_of`]; all without it.
    pub part: Option<String>,
    /// Everybody without it.
    pub state: Option<CallState>,
}

/// People in each state; somebody may stand in several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub due: usize,
    pub invited: usize,
    pub declined: usize,
    pub done: usize,
}

impl Counts {
    pub fn of(&self, state: CallState) -> usize {
        match state {
            CallState::Due => self.due,
            CallState::Invited => self.invited,
            CallState::Declined => self.declined,
            CallState::Done => self.done,
        }
    }

    fn add(&mut self, states: &[CallState]) {
        let has = |state| usize::from(states.contains(&state));
        self.due += has(CallState::Due);
        self.invited += has(CallState::Invited);
        self.declined += has(CallState::Declined);
        self.done += has(CallState::Done);
    }
}

/// A list: whom, and how many in each programme. Indices into what it was made of, so that a screen can keep it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Listed {
    pub rows: Vec<ListedRow>,
    /// All together, then by part in the order of the programme.
    pub all: Counts,
    pub parts: Vec<(String, Counts)>,
    /// People whose plan cannot be made.
    pub unplanned: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ListedRow {
    /// Which of the people.
    pub at: usize,
    /// Which asks, how far, and on which day.
    pub asks: Vec<(usize, CallState, NaiveDate)>,
}

/// The line of one card; `None` where nothing is asked.
pub fn called(
    card: &CardView,
    country: Country,
    today: NaiveDate,
    offset_minutes: i32,
) -> Option<Called> {
    let month = first_day(today, 0);
    let items = asked(card, country, today, offset_minutes);
    let unplanned = items.is_none();
    let mut asks: Vec<Ask> = items
        .into_iter()
        .flatten()
        .filter(|asked| !asked.days.is_empty() || asked.task.last.is_some_and(|last| last >= month))
        .map(|asked| Ask {
            of: Of::Item(asked.task.item.id.clone()),
            days: asked.days,
            due: asked.task.due,
            is_overdue: asked.task.status == Status::Overdue,
            last: asked.task.last,
            answer: asked.answer.map(|event| Answered {
                status: event.content.status.clone(),
                date: event.content.date,
                card: event.card,
                entry: event.id,
            }),
        })
        .collect();
    asks.extend(of_pregnancy(card, country, today, offset_minutes));
    (unplanned || !asks.is_empty()).then(|| Called {
        patient: card.patient,
        cards: card.cards.clone(),
        person: card.person.clone(),
        unplanned,
        asks,
    })
}

/// Contacts that are due, late or ahead, and what nobody has written down of an open pregnancy.
fn of_pregnancy(
    card: &CardView,
    country: Country,
    today: NaiveDate,
    offset_minutes: i32,
) -> Vec<Ask> {
    let now = |of: Of, due: NaiveDate, is_overdue: bool| Ask {
        of,
        days: vec![today],
        due,
        is_overdue,
        last: None,
        answer: None,
    };
    match known(card) {
        Known::None | Known::Ended(_) => return Vec::new(),
        // Until that is settled no date holds.
        Known::Disputed(_) => return vec![now(Of::Disputed, today, false)],
        Known::Open(_) => {}
    }
    let woman = followed(card, country, today, offset_minutes);
    let dated = woman.as_ref().and_then(|woman| woman.dated.ok());
    let (Some(woman), Some(dated)) = (woman, dated) else {
        return vec![now(Of::Undated, today, false)];
    };
    let mut asks = Vec::new();
    if dated.due < today {
        asks.push(now(Of::PastTerm, dated.due, true));
    }
    asks.extend(contacts(&woman, today));
    asks
}

fn contacts(woman: &Followed<'_>, today: NaiveDate) -> Vec<Ask> {
    let end = first_day(today, MONTHS);
    let month = first_day(today, 0);
    let rows = woman.rows.iter().filter_map(|row| {
        let days = match row.status {
            ContactStatus::Overdue | ContactStatus::Due => vec![today],
            ContactStatus::Soon | ContactStatus::Later if row.day < end => vec![row.day.max(today)],
            ContactStatus::Soon | ContactStatus::Later | ContactStatus::Missed => return None,
            ContactStatus::Held => Vec::new(),
        };
        let is_new = row.held_on.is_some_and(|held| held >= month);
        (!days.is_empty() || is_new).then(|| Ask {
            of: Of::Contact(row.planned.week),
            days,
            due: row.day,
            is_overdue: row.status == ContactStatus::Overdue,
            last: row.held_on,
            answer: None,
        })
    });
    rows.collect()
}

/// The family of an ask and its part: a screening programme, a group of follow-up, a fault of a pregnancy.
pub fn part_of(of: &Of) -> (CallKind, String) {
    match of {
        Of::Item(id) => match Book::builtin().item(id) {
            Some(item) if item.kind == Kind::FollowUp => (
                CallKind::FollowUp,
                item.group.clone().unwrap_or_else(|| id.clone()),
            ),
            Some(_) | None => (CallKind::Screening, id.clone()),
        },
        Of::Contact(_) => (CallKind::Pregnancy, "contact".to_owned()),
        Of::PastTerm => (CallKind::Pregnancy, "past-term".to_owned()),
        Of::Undated => (CallKind::Pregnancy, "undated".to_owned()),
        Of::Disputed => (CallKind::Pregnancy, "disputed".to_owned()),
    }
}

/// The parts of a family in the order of the programme.
pub fn parts(kind: CallKind, country: Country) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    if kind == CallKind::Pregnancy {
        return ["contact", "past-term", "undated", "disputed"]
            .map(str::to_owned)
            .to_vec();
    }
    let items = Book::builtin().programme(country).map(|one| &one.items);
    for item in items.into_iter().flatten() {
        let (of, part) = part_of(&Of::Item(item.id.clone()));
        if of == kind && !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts
}

/// How far an ask is in a month, and on which day; `None` where it does not concern the month.
pub fn state_in(ask: &Ask, ahead: u32, today: NaiveDate) -> Option<(CallState, NaiveDate)> {
    let (first, last) = (first_day(today, ahead), last_day(today, ahead));
    let at = ask
        .days
        .iter()
        .position(|day| (ahead == 0 || *day >= first) && *day <= last);
    if let Some((at, day)) = at.and_then(|at| Some((at, *ask.days.get(at)?))) {
        // Only its first time was spoken about.
        let answer = ask.answer.as_ref().filter(|_| at == 0);
        let state = match answer.map(|answer| answer.status.as_str()) {
            Some("declined") => CallState::Declined,
            Some(_) => CallState::Invited,
            None => CallState::Due,
        };
        return Some((state, day));
    }
    let done = ask.last.filter(|day| ahead == 0 && *day >= first)?;
    Some((CallState::Done, done))
}

/// The list that is wanted, street by street.
pub fn listed(all: &[Called], filter: &CallFilter, country: Country, today: NaiveDate) -> Listed {
    let mut parts: Vec<(String, Counts)> = parts(filter.kind, country)
        .into_iter()
        .map(|part| (part, Counts::default()))
        .collect();
    let mut counts = Counts::default();
    let mut unplanned = 0;
    let mut rows = Vec::new();
    for (at, one) in all.iter().enumerate() {
        let mut states = Vec::new();
        let mut by_part: Vec<(String, Vec<CallState>)> = Vec::new();
        let mut asks = Vec::new();
        for (n, ask) in one.asks.iter().enumerate() {
            let (kind, part) = part_of(&ask.of);
            if kind != filter.kind {
                continue;
            }
            let Some((state, day)) = state_in(ask, filter.ahead, today) else {
                continue;
            };
            states.push(state);
            if filter.part.as_ref().is_none_or(|wanted| *wanted == part)
                && filter.state.is_none_or(|wanted| wanted == state)
            {
                asks.push((n, state, day));
            }
            match by_part.iter_mut().find(|(known, _)| *known == part) {
                Some((_, states)) => states.push(state),
                None => by_part.push((part, vec![state])),
            }
        }
        counts.add(&states);
        for (part, states) in by_part {
            if let Some((_, counts)) = parts.iter_mut().find(|(known, _)| *known == part) {
                counts.add(&states);
            }
        }
        // Shown once: to call, this month, among those who are asked about everything.
        let is_unplanned = one.unplanned && filter.kind == CallKind::Screening && filter.ahead == 0;
        unplanned += usize::from(is_unplanned);
        let shows_unplanned = is_unplanned
            && filter.part.is_none()
            && filter.state.is_none_or(|state| state == CallState::Due);
        if !asks.is_empty() || shows_unplanned {
            rows.push(ListedRow { at, asks });
        }
    }
    rows.sort_by_cached_key(|row| all.get(row.at).map(|one| street(&one.person)));
    Listed {
        rows,
        all: counts,
        parts,
        unplanned,
    }
}

/// Whether somebody may be marked as invited: an item that is to be called for.
pub fn invitations(one: &Called, row: &ListedRow, today: NaiveDate) -> Vec<Preventive> {
    let items = row.asks.iter().filter_map(|(n, state, _)| {
        let ask = one.asks.get(*n)?;
        match (&ask.of, state) {
            (Of::Item(id), CallState::Due) => Some(Preventive {
                item: id.clone(),
                status: "invited".to_owned(),
                date: PartialDate::from_day(today),
                ..Preventive::default()
            }),
            _ => None,
        }
    });
    items.collect()
}

/// The entries that invited somebody to what stands in a row, each with its card: what a mistaken invitation is taken back by.
pub fn invited_by(one: &Called, row: &ListedRow) -> Vec<(PatientId, DocId)> {
    let asks = row.asks.iter();
    let invited = asks.filter(|(_, state, _)| *state == CallState::Invited);
    let entries = invited.filter_map(|(n, ..)| {
        let answer = one.asks.get(*n)?.answer.as_ref()?;
        Some((answer.card, answer.entry))
    });
    entries.collect()
}

/// Street, number of the house, name: the way a nurse walks.
pub fn street(person: &Person) -> (String, u32, String) {
    let address = fold::fold(&person.address);
    let digits = |c: char| c.is_ascii_digit();
    let (street, rest) = address.split_at(address.find(digits).unwrap_or(address.len()));
    let end = rest.find(|c| !digits(c)).unwrap_or(rest.len());
    let house = rest[..end].parse().unwrap_or(u32::MAX);
    (street.trim().to_owned(), house, person.name.plain())
}

/// The first day of a month, counted from this one.
pub fn first_day(today: NaiveDate, ahead: u32) -> NaiveDate {
    today
        .with_day(1)
        .and_then(|day| day.checked_add_months(Months::new(ahead)))
        .unwrap_or(today)
}

pub fn last_day(today: NaiveDate, ahead: u32) -> NaiveDate {
    first_day(today, ahead + 1).pred_opt().unwrap_or(today)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(address: &str) -> Person {
        Person {
            address: address.to_owned(),
            ..Person::default()
        }
    }

    #[test]
    fn houses_stand_in_the_order_of_the_street() {
        let mut walk = [
            "Абай к-сі 12",
            "абай к-сі 2",
            "Сейфуллин 1",
            "Абай к-сі",
            "",
        ];
        walk.sort_by_key(|address| street(&person(address)));
        let wanted = [
            "",
            "абай к-сі 2",
            "Абай к-сі 12",
            "Абай к-сі",
            "Сейфуллин 1",
        ];
        assert_eq!(walk, wanted);
    }

    #[test]
    fn a_month_begins_on_its_first_day_and_ends_on_its_last() {
        let today: NaiveDate = "2026-12-31".parse().unwrap();
        let span = |ahead| {
            (
                first_day(today, ahead).to_string(),
                last_day(today, ahead).to_string(),
            )
        };
        assert_eq!(span(0), ("2026-12-01".into(), "2026-12-31".into()));
        assert_eq!(span(2), ("2027-02-01".into(), "2027-02-28".into()));
    }

    #[test]
    fn an_ask_is_to_be_called_invited_declined_or_done_and_an_answer_is_about_the_first_time() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2026-11-22");
        let ask = |days: &[&str], last: Option<&str>, answer: Option<&str>| Ask {
            of: Of::Item("kz-heart".into()),
            days: days.iter().map(|text| day(text)).collect(),
            due: today,
            is_overdue: false,
            last: last.map(day),
            answer: answer.map(|status| Answered {
                status: status.to_owned(),
                date: PartialDate::from_day(today),
                card: DocId([1; 16]),
                entry: DocId([2; 16]),
            }),
        };
        let monthly = ["2026-11-22", "2026-12-22", "2027-01-22"];
        for (ask, ahead, state) in [
            (ask(&monthly, None, None), 0, Some(CallState::Due)),
            (
                ask(&monthly, None, Some("invited")),
                0,
                Some(CallState::Invited),
            ),
            (
                ask(&monthly, None, Some("declined")),
                0,
                Some(CallState::Declined),
            ),
            (
                ask(&monthly, None, Some("declined")),
                1,
                Some(CallState::Due),
            ),
            (
                ask(&monthly[1..], Some("2026-11-03"), None),
                0,
                Some(CallState::Done),
            ),
            (
                ask(&monthly[1..], Some("2026-11-03"), None),
                1,
                Some(CallState::Due),
            ),
            (ask(&monthly[1..], Some("2026-10-31"), None), 0, None),
            (
                ask(&monthly, Some("2026-11-03"), None),
                0,
                Some(CallState::Due),
            ),
            (ask(&monthly, None, None), 3, None),
        ] {
            assert_eq!(state_in(&ask, ahead, today).map(|(state, _)| state), state);
        }
    }
}
