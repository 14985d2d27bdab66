//! From the series back to the lines of the calendar: one row for each dose, with its status and reasons.

use chrono::NaiveDate;
use serde::Serialize;

use super::super::age::Span;
use super::super::question::Sex;
use super::book::{Book, after};
use super::data::{Calendar, Line, Role, Seen, When};
use super::history::{Dose, Given, understand};
use super::reason::Because;
use super::series::{Next, Series, State, birth_ends, birth_missed};

/// The child, or grown-up, and what is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Child<'a> {
    pub birth: NaiveDate,
    /// `None`: not known.
    pub sex: Option<Sex>,
    /// The day the plan is made for.
    pub today: NaiveDate,
    pub given: &'a [Given],
    pub facts: Facts<'a>,
}

/// What speaks against a vaccine. `None` is "not asked" and changes nothing: the screen asks before every dose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts<'a> {
    pub pregnant: Option<bool>,
    /// The record contradicts itself, and may mean that she is: what pregnancy forbids cannot be checked.
    pub pregnancy_doubtful: bool,
    pub immunodeficient: Option<bool>,
    pub intussusception: Option<bool>,
    /// Vaccines after which there was anaphylaxis.
    pub anaphylaxis: &'a [String],
    /// Recorded allergies that may be to something in a vaccine.
    pub allergies: &'a [Doubted],
}

/// An allergy in the words of the record; it may matter to vaccines with these components, without any to every vaccine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubted {
    pub allergy: String,
    pub components: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Given,
    Due,
    Overdue,
    /// Falls due within a month.
    Upcoming,
    NotYet,
    TooOld,
    /// The series is complete without it.
    NotNeeded,
    Contraindicated,
    CannotCheck,
}

impl Status {
    pub const ALL: [Self; 9] = [
        Self::Given,
        Self::Due,
        Self::Overdue,
        Self::Upcoming,
        Self::NotYet,
        Self::TooOld,
        Self::NotNeeded,
        Self::Contraindicated,
        Self::CannotCheck,
    ];

    /// The ending of its catalogue key.
    pub fn code(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Due => "due",
            Self::Overdue => "overdue",
            Self::Upcoming => "upcoming",
            Self::NotYet => "not-yet",
            Self::TooOld => "too-old",
            Self::NotNeeded => "not-needed",
            Self::Contraindicated => "contraindicated",
            Self::CannotCheck => "cannot-check",
        }
    }

    /// As the command line writes it.
    pub fn snake(self) -> &'static str {
        match self {
            Self::NotYet => "not_yet",
            Self::TooOld => "too_old",
            Self::NotNeeded => "not_needed",
            Self::CannotCheck => "cannot_check",
            Self::Given | Self::Due | Self::Overdue | Self::Upcoming | Self::Contraindicated => {
                self.code()
            }
        }
    }

    /// Something that may still be to do, now or later.
    pub fn is_open(self) -> bool {
        matches!(
            self,
            Self::Due | Self::Overdue | Self::Upcoming | Self::NotYet | Self::CannotCheck
        )
    }

    /// Something to do today.
    pub fn is_due(self) -> bool {
        matches!(self, Self::Due | Self::Overdue)
    }
}

/// One dose of the plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// Id of the vaccine, or the name as it was typed.
    pub vaccine: String,
    pub dose: Option<u32>,
    pub due: Option<NaiveDate>,
    /// Before this day no dose would count.
    pub earliest: Option<NaiveDate>,
    pub status: Status,
    /// Sentences of `because`, filled by whoever writes the JSON line.
    pub reason: String,
    #[serde(skip)]
    pub because: Vec<Because>,
    #[serde(skip)]
    pub given_on: Option<NaiveDate>,
    /// How the line of the calendar is known; `None` for what is not in it.
    #[serde(skip)]
    pub seen: Option<Seen>,
}

/// The whole plan of a person by a country's calendar.
pub fn plan(book: &Book, calendar: &Calendar, child: &Child<'_>) -> Vec<Row> {
    let (mut doses, strange) = understand(book, child.given, child.birth, child.today);
    let mut series: Vec<Series<'_>> = book
        .rules
        .antigens
        .keys()
        .filter(|name| asked(calendar, name))
        .filter_map(|name| Series::new(book, name, calendar, child.birth, child.today, &mut doses))
        .collect();
    let mut rows = Vec::with_capacity(calendar.lines.len() + 4);
    let maker = Maker {
        book,
        calendar,
        child,
        doses: &doses,
    };
    for line in &calendar.lines {
        match (line.sex, child.sex) {
            (Some(asked), Some(known)) if asked != known => {}
            _ if line.repeat.is_some() => maker.repeated(&series, line, &mut rows),
            _ => maker.line(&mut series, line, &mut rows),
        }
    }
    maker.beyond_calendar(&mut series, &mut rows);
    rows.extend(maker.unused(&series));
    rows.extend(strange.into_iter().map(|strange| Row {
        because: vec![strange.because],
        ..blank(&strange.name, None, Status::CannotCheck)
    }));
    rows
}

fn asked(calendar: &Calendar, name: &str) -> bool {
    calendar
        .lines
        .iter()
        .any(|line| line.antigens.iter().any(|(antigen, _)| antigen == name))
}

struct Maker<'m, 'b> {
    book: &'b Book,
    calendar: &'b Calendar,
    child: &'m Child<'m>,
    doses: &'m [Dose<'b>],
}

impl<'b> Maker<'_, 'b> {
    fn line(&self, series: &mut [Series<'b>], line: &'b Line, rows: &mut Vec<Row>) {
        let calendar_day = after(self.child.birth, line.age);
        let mut parts = Vec::with_capacity(line.antigens.len());
        for (name, _) in &line.antigens {
            let Some(s) = series.iter().position(|s| s.name == name) else {
                continue;
            };
            if let Some(slot) = series[s].slot(line) {
                self.close_what_is_over(&mut series[s], slot, line);
                parts.push((s, slot));
            }
        }
        let Some(&(lead, lead_slot)) = parts.first() else {
            return;
        };
        let pending: Vec<(usize, usize)> = parts
            .iter()
            .copied()
            .filter(|&(s, slot)| series[s].slots[slot].state == State::Pending)
            .collect();
        let own = Row {
            seen: Some(line.verified),
            ..blank(&line.vaccine, Some(line.dose), Status::NotNeeded)
        };
        if pending.is_empty() {
            rows.push(self.finished(series, &parts, calendar_day, own));
            return;
        }
        let nexts: Vec<Next> = pending
            .iter()
            .map(|&(s, slot)| self.next(&series[s], slot, calendar_day))
            .collect();
        let whole = latest(&nexts);
        let leads = pending.first() == Some(&(lead, lead_slot));
        if leads && self.allowed(&line.vaccine, whole.due.max(self.child.today)) {
            let mut row = self.pending(line, own, &whole);
            for &(s, slot) in &pending {
                self.add_notes(&series[s], slot, &mut row);
                series[s].expect(self.child.today, whole.earliest, whole.due);
            }
            rows.push(row);
            return;
        }
        // The product itself is no longer fit, or only a part of it is missing: each antigen by itself.
        if !leads {
            rows.push(self.finished(series, &parts[..1], calendar_day, own.clone()));
        }
        for (&(s, slot), next) in pending.iter().zip(&nexts) {
            let on = next.due.max(self.child.today);
            let vaccine = series[s].substitute(on);
            let next = &self.at_product_age(vaccine, next.clone());
            let alone = Row {
                vaccine: vaccine.to_owned(),
                dose: Some(slot as u32 + 1),
                ..own.clone()
            };
            let mut row = self.pending(line, alone, next);
            if line.antigens.len() > 1 {
                row.because
                    .push(Because::new("part-missing").vaccine("vaccine", &line.vaccine));
            }
            self.add_notes(&series[s], slot, &mut row);
            series[s].expect(self.child.today, next.earliest, next.due);
            rows.push(row);
        }
    }

    /// Doses that stand in for one that was missed and that no line of the calendar has.
    fn beyond_calendar(&self, series: &mut [Series<'b>], rows: &mut Vec<Row>) {
        for one in series.iter_mut() {
            for slot in 0..one.slots.len() {
                if one.slots[slot].line.is_some() {
                    continue;
                }
                let dose = Some(slot as u32 + 1);
                match one.slots[slot].state.clone() {
                    State::Filled { date } => {
                        let mut row = Row {
                            given_on: Some(date),
                            because: vec![Because::new("given").day("date", date)],
                            ..blank(one.substitute(date), dose, Status::Given)
                        };
                        self.given_as(date, one, &mut row);
                        self.add_notes(one, slot, &mut row);
                        rows.push(row);
                    }
                    State::Pending if self.is_child() => {
                        let next = self.next(one, slot, self.child.birth);
                        let row = blank(
                            one.substitute(next.due.max(self.child.today)),
                            dose,
                            Status::Due,
                        );
                        let mut row = self.waiting(row, &next, next.due);
                        row.because.push(Because::new("birth-missed"));
                        self.add_notes(one, slot, &mut row);
                        self.contraindicate(&mut row);
                        one.expect(self.child.today, next.earliest, next.due);
                        rows.push(row);
                    }
                    State::Pending | State::Closed { .. } => {}
                }
            }
        }
    }

    /// The booster that comes again and again: those given after the series, and the next one.
    fn repeated(&self, series: &[Series<'b>], line: &'b Line, rows: &mut Vec<Row>) {
        let (Some(repeat), Some((name, _))) = (line.repeat, line.antigens.first()) else {
            return;
        };
        let Some(of) = series.iter().find(|s| s.name == name) else {
            return;
        };
        if self.is_child() && !of.is_full() {
            return;
        }
        let mut row = Row {
            seen: Some(line.verified),
            ..blank(&line.vaccine, Some(line.dose), Status::Due)
        };
        let calendar_day = after(self.child.birth, line.age);
        let more = self
            .doses
            .iter()
            .filter(|dose| !dose.used && of.holds(dose));
        for (n, dose) in more.enumerate() {
            let mut given = Row {
                dose: Some(line.dose + n as u32),
                due: Some(calendar_day),
                given_on: Some(dose.date),
                because: vec![Because::new("given").day("date", dose.date)],
                status: Status::Given,
                ..row.clone()
            };
            self.given_as(dose.date, of, &mut given);
            rows.push(given);
            row.dose = Some(line.dose + n as u32 + 1);
        }
        let last = self.doses.iter().rev().find(|dose| of.holds(dose));
        let Some(last) = last.map(|dose| dose.date) else {
            row.due = Some(calendar_day);
            row.status = Status::CannotCheck;
            row.because = vec![
                Because::new("no-record").span("span", repeat),
                self.by_calendar(line),
            ];
            self.contraindicate(&mut row);
            rows.push(row);
            return;
        };
        let day = after(last, repeat);
        let next = Next {
            earliest: day,
            due: day,
            because: Because::new("limit-repeat")
                .span("span", repeat)
                .day("date", last),
        };
        let mut row = self.waiting(row, &next, day);
        row.because.push(self.by_calendar(line));
        self.contraindicate(&mut row);
        rows.push(row);
    }

    /// What was given and no series counts: more than asked, or not asked at all. Never dropped in silence.
    fn unused(&self, series: &[Series<'b>]) -> Vec<Row> {
        let known = |dose: &Dose<'_>| series.iter().any(|s| s.holds(dose));
        let repeated = |dose: &Dose<'_>| {
            self.calendar.lines.iter().any(|line| {
                let over = |s: &Series<'_>| s.holds(dose) && (!self.is_child() || s.is_full());
                line.repeat.is_some()
                    && line
                        .antigens
                        .iter()
                        .any(|(name, _)| series.iter().any(|s| s.name == name && over(s)))
            })
        };
        self.doses
            .iter()
            .filter(|dose| !dose.used && !repeated(dose))
            .map(|dose| {
                let code = if known(dose) {
                    "extra"
                } else {
                    "not-in-calendar"
                };
                Row {
                    given_on: Some(dose.date),
                    because: vec![Because::new(code).day("date", dose.date)],
                    ..blank(&dose.product, None, Status::Given)
                }
            })
            .collect()
    }

    /// Slots that age has closed: nothing is proposed that may not be given any more.
    fn close_what_is_over(&self, series: &mut Series<'b>, slot: usize, line: &Line) {
        if series.slots[slot].state != State::Pending {
            return;
        }
        let today = self.child.today;
        let birth = self.child.birth;
        if series.slots[slot].role == Role::Birth {
            if today >= birth_ends(&series.slots[slot], self.calendar, birth) {
                series.slots[slot].state = birth_missed();
            }
            return;
        }
        // Most antigens are given at any age of childhood: nothing to reckon.
        if line.max_age.is_none() && series.rule.max_age.is_none() && self.is_child() {
            return;
        }
        let next = self.next(series, slot, birth);
        let leads = line.antigens.first().is_some_and(|(n, _)| n == series.name);
        let national = line.max_age.filter(|_| leads);
        let limits = [
            (national, self.calendar.title.as_str()),
            (series.rule.max_age, self.book.source(&series.rule.source)),
        ];
        for (limit, source) in limits {
            if let Some(span) = limit
                && next.earliest.max(today) >= after(birth, span)
            {
                let because = Because::new("too-old")
                    .span("span", span)
                    .text("source", source);
                series.close_from(slot, &because);
                return;
            }
        }
        if !self.is_child() {
            let because = Because::new("childhood").span("span", self.childhood());
            series.close_from(slot, &because);
        }
    }

    fn next(&self, series: &Series<'b>, slot: usize, calendar_day: NaiveDate) -> Next {
        let mut next = series.next(self.book, slot, calendar_day);
        if series.rule.live {
            self.away_from_live(series, &mut next);
        }
        next
    }

    /// Live vaccines: the same day, or the interval apart.
    fn away_from_live(&self, series: &Series<'b>, next: &mut Next) {
        let live = &self.book.rules.live;
        let other = self
            .doses
            .iter()
            .rev()
            .find(|dose| dose.live && !series.holds(dose));
        let Some(other) = other else { return };
        let free = after(other.date, live.interval);
        if other.date == self.child.today && next.earliest <= self.child.today {
            return;
        }
        next.earliest = next.earliest.max(free);
        if free > next.due {
            next.due = free;
            next.because = Because::new("limit-live")
                .span("span", live.interval)
                .vaccine("vaccine", &other.product)
                .day("date", other.date)
                .text("source", self.book.source(&live.source));
        }
    }

    /// The product has an age of its own: Td is not given to an infant, whatever the series allows.
    fn at_product_age(&self, vaccine: &str, mut next: Next) -> Next {
        if let Some(span) = self.book.vaccine(vaccine).and_then(|v| v.min_age) {
            let day = after(self.child.birth, span);
            next.earliest = next.earliest.max(day);
            if day > next.due {
                next.due = day;
                next.because = Because::new("limit-product").span("span", span);
            }
        }
        next
    }

    fn allowed(&self, vaccine: &str, on: NaiveDate) -> bool {
        let known = self.book.vaccine(vaccine);
        known.is_some_and(|v| {
            v.max_age
                .is_none_or(|max| on < after(self.child.birth, max))
                && v.min_age
                    .is_none_or(|min| on >= after(self.child.birth, min))
        })
    }

    fn pending(&self, line: &Line, row: Row, next: &Next) -> Row {
        let birth = self.child.birth;
        let window = line.until.map_or_else(
            || after(after(birth, line.age), Span::Months(1)),
            |u| after(birth, u),
        );
        let mut row = self.waiting(row, next, window);
        row.because.push(self.by_calendar(line));
        if let Some(from) = line.test_from
            && self.child.today >= after(birth, from)
        {
            row.status = Status::CannotCheck;
            row.because
                .insert(0, Because::new("test-first").span("span", from));
        }
        if line.sex.is_some() && self.child.sex.is_none() {
            row.status = Status::CannotCheck;
            row.because.insert(0, Because::new("sex-unknown"));
        }
        self.contraindicate(&mut row);
        row
    }

    /// Status by the calendar alone.
    fn waiting(&self, row: Row, next: &Next, window: NaiveDate) -> Row {
        let today = self.child.today;
        let late_from = window.max(after(next.due, Span::Months(1)));
        let (status, code) = if today < next.due {
            if next.due <= after(today, self.book.rules.soon) {
                (Status::Upcoming, "upcoming")
            } else {
                (Status::NotYet, "not-yet")
            }
        } else if today >= late_from {
            (Status::Overdue, "overdue")
        } else {
            (Status::Due, "due")
        };
        let mut because = vec![Because::new(code).day("date", next.due)];
        if next.because.code != "by-calendar" {
            because.push(next.because.clone());
        }
        Row {
            due: Some(next.due),
            earliest: Some(next.earliest),
            status,
            because,
            ..row
        }
    }

    fn finished(
        &self,
        series: &[Series<'b>],
        parts: &[(usize, usize)],
        calendar_day: NaiveDate,
        mut row: Row,
    ) -> Row {
        row.due = Some(calendar_day);
        let filled: Vec<(usize, NaiveDate)> = parts
            .iter()
            .filter_map(|&(s, slot)| match series[s].slots[slot].state {
                State::Filled { date } => Some((s, date)),
                State::Closed { .. } | State::Pending => None,
            })
            .collect();
        if let Some(&(lead, date)) = filled.first() {
            row.status = Status::Given;
            row.given_on = Some(date);
            row.because.push(Because::new("given").day("date", date));
            self.given_as(date, &series[lead], &mut row);
            for &(s, other) in filled.iter().filter(|(_, other)| *other != date) {
                row.because.push(
                    Because::new("given-part")
                        .vaccine("vaccine", series[s].substitute(other))
                        .day("date", other),
                );
            }
        } else if let Some(&(s, slot)) = parts.first()
            && let State::Closed { because, too_old } = &series[s].slots[slot].state
        {
            row.status = if *too_old {
                Status::TooOld
            } else {
                Status::NotNeeded
            };
            row.because.push(because.clone());
        }
        for &(s, slot) in parts {
            self.add_notes(&series[s], slot, &mut row);
        }
        row
    }

    /// Says the product when it was another than the calendar's.
    fn given_as(&self, date: NaiveDate, series: &Series<'b>, row: &mut Row) {
        let dose = self
            .doses
            .iter()
            .find(|dose| dose.date == date && series.holds(dose));
        if let Some(dose) = dose
            && dose.product != row.vaccine
        {
            row.because
                .push(Because::new("given-as").vaccine("vaccine", &dose.product));
        }
    }

    fn add_notes(&self, series: &Series<'b>, slot: usize, row: &mut Row) {
        for note in &series.slots[slot].notes {
            if !row.because.contains(note) {
                row.because.push(note.clone());
            }
        }
    }

    fn contraindicate(&self, row: &mut Row) {
        let Some(product) = self.book.product(&row.vaccine) else {
            return;
        };
        let facts = &self.child.facts;
        let may_hold = |doubted: &&Doubted| {
            let mut components = doubted.components.iter();
            doubted.components.is_empty()
                || components.any(|c| product.components.contains(&c.as_str()))
        };
        for doubted in facts.allergies.iter().filter(may_hold) {
            // What is years away is said beside the row, and checked when its day comes.
            if matches!(row.status, Status::Due | Status::Overdue | Status::Upcoming) {
                row.status = Status::CannotCheck;
            }
            let because = Because::new("doubt-allergy").text("name", &doubted.allergy);
            row.because.insert(0, because);
        }
        for rule in &self.book.rules.contraindications {
            let touches = |components: &[String]| {
                components
                    .iter()
                    .any(|c| product.components.contains(&c.as_str()))
            };
            let is_doubtful = facts.pregnancy_doubtful
                && rule.when == When::Pregnant
                && row.status != Status::Contraindicated
                && touches(&rule.components);
            if is_doubtful {
                row.status = Status::CannotCheck;
                let source = self.book.source(&rule.source);
                row.because
                    .insert(0, Because::new("doubt-pregnancy").text("source", source));
            }
            let (holds, code) = match rule.when {
                When::Pregnant => (
                    facts.pregnant == Some(true) && touches(&rule.components),
                    "contra-pregnancy",
                ),
                When::Immunodeficient => (
                    facts.immunodeficient == Some(true) && touches(&rule.components),
                    "contra-immunodeficiency",
                ),
                When::Intussusception => (
                    facts.intussusception == Some(true) && touches(&rule.components),
                    "contra-intussusception",
                ),
                When::Anaphylaxis => (
                    facts.anaphylaxis.iter().any(|name| {
                        let to = self.book.product(name);
                        to.is_some_and(|to| {
                            to.components.iter().any(|c| product.components.contains(c))
                        })
                    }),
                    "contra-anaphylaxis",
                ),
            };
            if holds {
                row.status = Status::Contraindicated;
                row.because.insert(
                    0,
                    Because::new(code).text("source", self.book.source(&rule.source)),
                );
            }
        }
    }

    fn by_calendar(&self, line: &Line) -> Because {
        let code = match line.verified {
            Seen::Knowledge => "by-line-knowledge",
            Seen::Secondary => "by-line-secondary",
            Seen::SourceSeen => "by-line",
        };
        Because::new(code)
            .text("line", &line.id)
            .text("source", &self.calendar.title)
    }

    fn childhood(&self) -> Span {
        self.book.rules.childhood_until.span
    }

    fn is_child(&self) -> bool {
        self.child.today < after(self.child.birth, self.childhood())
    }
}

fn latest(nexts: &[Next]) -> Next {
    let mut whole = nexts[0].clone();
    for next in &nexts[1..] {
        whole.earliest = whole.earliest.max(next.earliest);
        if next.due > whole.due {
            whole.due = next.due;
            whole.because = next.because.clone();
        }
    }
    whole
}

fn blank(vaccine: &str, dose: Option<u32>, status: Status) -> Row {
    Row {
        vaccine: vaccine.to_owned(),
        dose,
        due: None,
        earliest: None,
        status,
        reason: String::new(),
        because: Vec::new(),
        given_on: None,
        seen: None,
    }
}
