//! One antigen of one child: which doses are asked, which are filled, and when the next one may be given.

use chrono::NaiveDate;

use super::super::age::Span;
use super::book::{Book, after};
use super::data::{Antigen, Calendar, Late, Line, Role};
use super::history::Dose;
use super::reason::Because;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum State {
    Filled {
        date: NaiveDate,
    },
    /// Will not be given: the reason says why.
    Closed {
        because: Because,
        /// Because of age, not because nothing is missing.
        too_old: bool,
    },
    Pending,
}

#[derive(Debug)]
pub(super) struct Slot<'b> {
    /// The line of the calendar; `None` for a dose that the calendar does not have.
    pub line: Option<&'b Line>,
    pub role: Role,
    pub state: State,
    /// What is to be said of doses that did not count here.
    pub notes: Vec<Because>,
}

/// When the next pending dose may and should be given, and what decides it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Next {
    pub earliest: NaiveDate,
    pub due: NaiveDate,
    /// What makes `due` as late as it is; the calendar's own age if nothing else does.
    pub because: Because,
}

/// What came before the next dose: its real or expected day.
#[derive(Debug, Clone, Copy)]
struct Before {
    earliest: NaiveDate,
    due: NaiveDate,
    real: bool,
}

#[derive(Debug)]
pub(super) struct Series<'b> {
    pub name: &'b str,
    pub rule: &'b Antigen,
    late: Option<&'b Late>,
    pub slots: Vec<Slot<'b>>,
    birth: NaiveDate,
    before: Option<Before>,
    first: Option<Before>,
    /// Counted doses and those too early, newest last.
    pub last_given: Option<NaiveDate>,
}

impl<'b> Series<'b> {
    /// Lays out what the calendar asks and fills it with what was given.
    pub fn new(
        book: &'b Book,
        name: &'b str,
        calendar: &'b Calendar,
        birth: NaiveDate,
        today: NaiveDate,
        doses: &mut [Dose<'b>],
    ) -> Option<Self> {
        let rule = book.rules.antigens.get(name)?;
        let mut slots: Vec<Slot<'b>> = calendar
            .lines
            .iter()
            .filter_map(|line| {
                let (_, role) = line.antigens.iter().find(|(antigen, _)| antigen == name)?;
                (*role != Role::Repeat).then_some(Slot {
                    line: Some(line),
                    role: *role,
                    state: State::Pending,
                    notes: Vec::new(),
                })
            })
            .collect();
        let mine: Vec<usize> = (0..doses.len())
            .filter(|&at| holds(rule, &doses[at]))
            .collect();
        let birth_given = slots
            .iter()
            .find(|slot| slot.role == Role::Birth)
            .is_some_and(|slot| {
                mine.first()
                    .is_some_and(|&at| is_birth_dose(&doses[at], slot, calendar, birth))
            });
        let lowest = after(birth, rule.min_age);
        let start = mine
            .iter()
            .map(|&at| doses[at].date)
            .find(|date| birth_given || *date >= lowest)
            .unwrap_or(today.max(lowest));
        let late = rule
            .late
            .iter()
            .rev()
            .find(|late| after(birth, late.start_from) <= start);
        // As long as the dose at birth can still be given, no other one has to stand in for it.
        let birth_open = birth_given
            || mine.is_empty()
                && slots
                    .iter()
                    .find(|slot| slot.role == Role::Birth)
                    .is_some_and(|slot| today < birth_ends(slot, calendar, birth));
        close_by_late_start(book, rule, late, birth_open, &mut slots);
        let mut series = Self {
            name,
            rule,
            late,
            slots,
            birth,
            before: None,
            first: None,
            last_given: None,
        };
        series.fill(book, calendar, doses, &mine);
        Some(series)
    }

    /// A product that counts for this antigen.
    pub fn holds(&self, dose: &Dose<'_>) -> bool {
        holds(self.rule, dose)
    }

    /// The calendar's last dose was given.
    pub fn is_full(&self) -> bool {
        self.slots
            .iter()
            .rfind(|slot| slot.line.is_some())
            .is_some_and(|slot| matches!(slot.state, State::Filled { .. }))
    }

    /// The slot of a line.
    pub fn slot(&self, line: &Line) -> Option<usize> {
        self.slots
            .iter()
            .position(|slot| slot.line.is_some_and(|l| std::ptr::eq(l, line)))
    }

    fn fill(&mut self, book: &Book, calendar: &Calendar, doses: &mut [Dose<'b>], mine: &[usize]) {
        let mut at = 0;
        let mut same_day = None;
        for &n in mine {
            let date = doses[n].date;
            // Two products with one antigen on one day (OPV and IPV) are one dose of it.
            if same_day == Some(date) {
                doses[n].used = true;
                continue;
            }
            while let Some(slot) = self.slots.get_mut(at) {
                match slot.state {
                    State::Closed { .. } => at += 1,
                    State::Pending
                        if slot.role == Role::Birth
                            && !is_birth_dose(&doses[n], slot, calendar, self.birth) =>
                    {
                        slot.state = birth_missed();
                    }
                    State::Pending | State::Filled { .. } => break,
                }
            }
            if at >= self.slots.len() {
                continue;
            }
            let refused = self.refuses(book, at, n, doses);
            let dose = &mut doses[n];
            dose.used = true;
            same_day = Some(date);
            let before = Before {
                earliest: date,
                due: date,
                real: true,
            };
            self.before = Some(before);
            self.last_given = Some(date);
            let slot = &mut self.slots[at];
            if let Some(because) = refused {
                slot.notes.push(because);
                continue;
            }
            self.first = self.first.or(Some(before));
            if self.name == "dtp"
                && matches!(slot.role, Role::Primary(_))
                && !dose.components.contains(&"pertussis")
            {
                slot.notes
                    .push(Because::new("note-no-pertussis").day("date", date));
            }
            slot.state = State::Filled { date };
            at += 1;
        }
    }

    /// Why a dose that was given does not count.
    fn refuses(&self, book: &Book, at: usize, n: usize, doses: &[Dose<'b>]) -> Option<Because> {
        let slot = &self.slots[at];
        let dose = &doses[n];
        let note = |code| Because::new(code).day("date", dose.date);
        let lowest = self.min_age(slot);
        if dose.date < after(self.birth, lowest) {
            return Some(note("note-age").span("span", lowest));
        }
        if let Some(span) = dose.min_age
            && dose.date < after(self.birth, span)
        {
            return Some(note("note-product").span("span", span));
        }
        if let (Some(before), Some(gap)) = (self.before, self.gap(slot))
            && dose.date < after(before.due, gap)
        {
            return Some(
                note("note-interval")
                    .span("span", gap)
                    .day("before", before.due),
            );
        }
        if let (Some(first), Some(gap)) = (self.first, self.gap_from_first(slot))
            && dose.date < after(first.due, gap)
        {
            return Some(
                note("note-interval")
                    .span("span", gap)
                    .day("before", first.due),
            );
        }
        if self.rule.repeat_after_live {
            let live = doses[..n].iter().rev().find(|other| {
                other.live
                    && other.date < dose.date
                    && dose.date < after(other.date, book.rules.live.interval)
                    && other.components != dose.components
            });
            if let Some(other) = live {
                return Some(
                    note("note-live")
                        .span("span", book.rules.live.interval)
                        .day("before", other.date),
                );
            }
        }
        None
    }

    fn min_age(&self, slot: &Slot<'_>) -> Span {
        let own = slot
            .line
            .filter(|line| self.leads(line))
            .and_then(|line| line.min_age);
        own.unwrap_or_else(|| match slot.role {
            Role::Birth | Role::Repeat => Span::Days(0),
            Role::Primary(_) => self.rule.min_age,
            Role::Booster(n) => {
                let ages = &self.rule.booster_min_ages;
                ages.get(n as usize - 1)
                    .or(ages.last())
                    .copied()
                    .unwrap_or(self.rule.min_age)
            }
        })
    }

    /// To the dose before, if there was one.
    fn gap(&self, slot: &Slot<'_>) -> Option<Span> {
        let own = slot
            .line
            .filter(|line| self.leads(line))
            .and_then(|line| line.interval);
        match slot.role {
            Role::Birth | Role::Repeat => None,
            Role::Primary(n) => {
                let late = self.late.and_then(|late| {
                    let place = (n as usize).checked_sub(2)?;
                    late.intervals.get(place).copied()
                });
                late.or(own).or(self.rule.interval)
            }
            Role::Booster(n) => {
                let usual = &self.rule.booster_intervals;
                let late = self.late.and_then(|late| late.booster_interval);
                late.or(own)
                    .or_else(|| usual.get(n as usize - 1).or(usual.last()).copied())
                    .or(self.rule.interval)
            }
        }
    }

    fn gap_from_first(&self, slot: &Slot<'_>) -> Option<Span> {
        (slot.role == Role::Primary(3))
            .then_some(self.late?.third_from_first)
            .flatten()
    }

    /// The line is about this antigen before all others.
    fn leads(&self, line: &Line) -> bool {
        line.antigens
            .first()
            .is_some_and(|(name, _)| name == self.name)
    }

    /// When a pending slot may and should be filled, if every one before it is given in time.
    pub fn next(&self, book: &Book, at: usize, calendar_day: NaiveDate) -> Next {
        let slot = &self.slots[at];
        let lowest = self.min_age(slot);
        let age_day = after(self.birth, lowest);
        let source = book.source(&self.rule.source);
        let mut next = Next {
            earliest: age_day,
            due: calendar_day,
            because: Because::new("by-calendar").day("date", calendar_day),
        };
        if age_day > next.due {
            next.due = age_day;
            next.because = Because::new("limit-age")
                .span("span", lowest)
                .text("source", source);
        }
        let gaps = [
            (
                self.before,
                self.gap(slot),
                "limit-interval",
                "limit-interval-next",
            ),
            (
                self.first,
                self.gap_from_first(slot),
                "limit-first",
                "limit-first-next",
            ),
        ];
        for (from, gap, real, expected) in gaps {
            let (Some(from), Some(gap)) = (from, gap) else {
                continue;
            };
            next.earliest = next.earliest.max(after(from.earliest, gap));
            let day = after(from.due, gap);
            if day > next.due {
                next.due = day;
                let because = if from.real {
                    Because::new(real).day("date", from.due)
                } else {
                    Because::new(expected)
                };
                let source = self.late.map_or(source, |late| book.source(&late.source));
                next.because = because.span("span", gap).text("source", source);
            }
        }
        next
    }

    /// The dose is expected on these days: what follows is reckoned from them.
    pub fn expect(&mut self, today: NaiveDate, earliest: NaiveDate, due: NaiveDate) {
        let before = Before {
            earliest: earliest.max(today),
            due: due.max(today),
            real: false,
        };
        self.before = Some(before);
        self.first = self.first.or(Some(before));
    }

    /// Closes a slot and every later one: a series is not begun in its middle. If it was never begun, a later dose is not "not needed" either.
    pub fn close_from(&mut self, at: usize, because: &Because) {
        let begun = self
            .slots
            .iter()
            .any(|slot| matches!(slot.state, State::Filled { .. }));
        for slot in self.slots.iter_mut().skip(at) {
            let spared = match &slot.state {
                State::Pending => false,
                State::Closed { .. } => begun,
                State::Filled { .. } => true,
            };
            if !spared {
                slot.state = State::Closed {
                    because: because.clone(),
                    too_old: true,
                };
            }
        }
    }

    /// What is given for this antigen alone at that age.
    pub fn substitute(&self, on: NaiveDate) -> &'b str {
        let rule: &'b Antigen = self.rule;
        rule.substitutes
            .iter()
            .find(|s| s.until.is_none_or(|until| on < after(self.birth, until)))
            .or(rule.substitutes.last())
            .map_or(self.name, |s| s.vaccine.as_str())
    }
}

fn holds(rule: &Antigen, dose: &Dose<'_>) -> bool {
    rule.from
        .iter()
        .any(|set| set.iter().all(|c| dose.components.contains(&c.as_str())))
}

pub(super) fn birth_missed() -> State {
    State::Closed {
        because: Because::new("birth-missed"),
        too_old: true,
    }
}

/// A dose at birth is the vaccine alone, before the day when the series itself begins.
fn is_birth_dose(dose: &Dose<'_>, slot: &Slot<'_>, calendar: &Calendar, birth: NaiveDate) -> bool {
    dose.components.len() == 1 && dose.date < birth_ends(slot, calendar, birth)
}

/// A late dose at birth is of use until the next dose of the calendar.
pub(super) fn birth_ends(slot: &Slot<'_>, calendar: &Calendar, birth: NaiveDate) -> NaiveDate {
    let antigen = slot
        .line
        .and_then(|line| line.antigens.first())
        .map(|(name, _)| name);
    let next = calendar.lines.iter().find(|line| {
        line.antigens
            .iter()
            .any(|(name, role)| Some(name) == antigen && *role == Role::Primary(1))
    });
    next.map_or(birth, |line| after(birth, line.age))
}

fn close_by_late_start(
    book: &Book,
    rule: &Antigen,
    late: Option<&Late>,
    birth_counts: bool,
    slots: &mut Vec<Slot<'_>>,
) {
    if let Some(late) = late {
        let boosters = slots
            .iter()
            .filter(|slot| matches!(slot.role, Role::Booster(_)))
            .count() as u32;
        let dropped = late
            .boosters
            .map_or(0, |kept| boosters.saturating_sub(kept));
        for slot in slots.iter_mut() {
            let closed = match slot.role {
                Role::Primary(n) => late.primary.is_some_and(|most| n > most),
                Role::Booster(n) => n <= dropped,
                Role::Birth | Role::Repeat => false,
            };
            if closed {
                slot.state = State::Closed {
                    because: Because::new("not-needed")
                        .span("span", late.start_from)
                        .text("source", book.source(&late.source)),
                    too_old: false,
                };
            }
        }
    }
    let Some(total) = rule.total else { return };
    let primary = slots
        .iter()
        .filter(|slot| matches!(slot.role, Role::Primary(_)))
        .count() as u32;
    let Some(place) = slots
        .iter()
        .rposition(|slot| matches!(slot.role, Role::Primary(_)))
    else {
        return;
    };
    let missing = total.saturating_sub(primary + u32::from(birth_counts));
    for more in 1..=missing {
        slots.insert(
            place + more as usize,
            Slot {
                line: None,
                role: Role::Primary(primary + more),
                state: State::Pending,
                notes: Vec::new(),
            },
        );
    }
}
