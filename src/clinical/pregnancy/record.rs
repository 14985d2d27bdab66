//! From the record to the question: what the entries of a card say of a pregnancy.

use chrono::NaiveDate;

use super::book::Book;
use super::dating::{Dated, OutOfRange, Scan, Told, Undated, date, trimester};
use crate::domain::card::{CardView, Event, standing};
use crate::domain::pregnancy::Booking;

/// What stands in the card.
#[derive(Debug, Clone, PartialEq)]
pub enum Known<'c> {
    None,
    Open(&'c Event<Booking>),
    /// The one that ended last.
    Ended(&'c Event<Booking>),
    /// Entries that cannot both be true, newest first: two open ones, or one of the same pregnancy that is open and ended.
    Disputed(Vec<&'c Event<Booking>>),
}

/// What the dose check may take from it on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stated {
    Nothing,
    /// `since`: UTC seconds when it was written.
    Pregnant {
        trimester: Option<u8>,
        since: i64,
    },
    Ended {
        on: NaiveDate,
        since: i64,
    },
    /// Open for longer than a pregnancy lasts: its end was not written down.
    Forgotten,
    Disputed,
}

/// What was told at booking, as days; a month alone dates nothing.
pub fn told_of(booking: &Booking) -> Told {
    let scan = || {
        Some(Scan {
            on: booking.scan_on.day()?,
            // Of another house: what no calendar holds is an age that no ultrasound shows.
            days: booking
                .scan_weeks?
                .saturating_mul(7)
                .saturating_add(booking.scan_days.unwrap_or(0)),
        })
    };
    Told {
        lmp: booking.lmp.day(),
        scan: scan(),
    }
}

/// The dates of a booking.
pub fn begun(booking: &Booking) -> Result<Dated, Undated> {
    date(&Book::builtin().rules.dating, &told_of(booking))
}

pub fn known(card: &CardView) -> Known<'_> {
    let all: Vec<&Event<Booking>> = standing(&card.pregnancies, None)
        .filter(|event| event.acts())
        .collect();
    let newest = |a: &&Event<Booking>| std::cmp::Reverse((a.entered_at, a.id));
    let mut open: Vec<_> = all
        .iter()
        .copied()
        .filter(|event| event.content.is_open())
        .collect();
    let ended = || all.iter().copied().filter(|event| !event.content.is_open());
    open.sort_by_key(newest);
    match open.as_slice() {
        [] => ended()
            .max_by_key(|event| (event.content.ended, event.entered_at))
            .map_or(Known::None, Known::Ended),
        [only] => {
            let against: Vec<_> = ended().filter(|other| is_against(only, other)).collect();
            if against.is_empty() {
                Known::Open(only)
            } else {
                let mut both = against;
                both.push(only);
                both.sort_by_key(newest);
                Known::Disputed(both)
            }
        }
        [..] => Known::Disputed(open),
    }
}

/// Weeks are counted from two weeks before the conception: that much may lie before the end of the last one.
const BEFORE_CONCEPTION: i64 = 14;

/// An open pregnancy and one that ended: two corrections of one entry, or an end after the open one began.
fn is_against(open: &Event<Booking>, ended: &Event<Booking>) -> bool {
    let same = open.amends.is_some() && open.amends == ended.amends;
    let began = begun(&open.content).ok().map(|dated| dated.begun);
    let overlap = began
        .zip(ended.content.ended.earliest())
        .is_some_and(|(began, end)| (end - began).num_days() > BEFORE_CONCEPTION);
    same || overlap
}

pub fn stated(card: &CardView, today: NaiveDate) -> Stated {
    let book = Book::builtin();
    match known(card) {
        Known::None => Stated::Nothing,
        Known::Disputed(_) => Stated::Disputed,
        Known::Ended(event) => match event.content.ended.latest() {
            Some(on) if on <= today => Stated::Ended {
                on,
                since: event.entered_at,
            },
            // It ended later than the day that is asked about.
            Some(_) | None => running(book, event, today),
        },
        Known::Open(event) => running(book, event, today),
    }
}

fn running(book: &Book, event: &Event<Booking>, today: NaiveDate) -> Stated {
    let since = event.entered_at;
    let pregnant = |trimester| Stated::Pregnant { trimester, since };
    match begun(&event.content) {
        Ok(dated) => match dated.age_on(&book.rules.dating, today) {
            Ok(age) => pregnant(Some(trimester(&book.rules.trimesters, age))),
            Err(OutOfRange::Before) => Stated::Nothing,
            Err(OutOfRange::After) => Stated::Forgotten,
        },
        // Nobody knows how far: from the day of booking no longer than any pregnancy.
        Err(_undated) => {
            let booked = event.content.date.earliest();
            let days = booked.map_or(0, |booked| (today - booked).num_days());
            if days > book.rules.dating.max_days {
                Stated::Forgotten
            } else {
                pregnant(None)
            }
        }
    }
}
