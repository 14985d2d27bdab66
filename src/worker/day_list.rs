//! The list of a day on paper: the worklist of the screen, in the order of the day.

use chrono::NaiveDate;

use super::api::{WorkItem, WorkState};
use super::calls::sheet::line;
use super::lists::worklist;
use crate::domain::identifiers::IdentifierKind;
use crate::domain::lang::Lang;
use crate::domain::person::Person;
use crate::i18n::{dates, tr};
use crate::ops::{House, OpResult, SignedIn};
use crate::print::papers::{DayLine, DaySheet};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Everybody whose visit was signed on that day, and drafts begun on it.
pub fn sheet(house: &House, me: &SignedIn, day: NaiveDate, lang: Lang) -> OpResult<DaySheet> {
    let offset_minutes = house.clock().offset_minutes();
    let midnight = day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp();
    let from = midnight - i64::from(offset_minutes) * 60;
    let mut items = worklist(house, me, from, from + DAY)?;
    // Drafts are listed whatever their day.
    items.retain(|item| (from..from + DAY).contains(&item.at));
    items.sort_by_key(|item| (item.at, item.doc));
    let place = house.place();
    let lines = items.iter().map(|item| {
        let person = &item.row.person;
        let call = line(person, Vec::new(), place.country, lang);
        DayLine {
            time: dates::time(item.at, offset_minutes),
            name: call.name,
            born: call.born,
            number: number(person, lang),
            address: call.address,
            phone: call.phone,
            state: state(item, lang),
            author: item.author.clone(),
        }
    });
    Ok(DaySheet {
        lang,
        clinic: place.clinic.clone(),
        day,
        training: place.demo,
        lines: lines.collect(),
    })
}

fn state(item: &WorkItem, lang: Lang) -> String {
    let key = match item.state {
        WorkState::Draft => "common-draft",
        WorkState::Signed => "common-signed",
    };
    tr(lang, key, &[])
}

/// The national number with its label.
fn number(person: &Person, lang: Lang) -> String {
    let national = person.identifiers.iter().find_map(|one| {
        let kind = IdentifierKind::from_code(&one.kind).filter(|kind| kind.is_national())?;
        Some((kind, &one.value))
    });
    national.map_or_else(String::new, |(kind, value)| {
        format!("{} {value}", crate::print::papers::number_label(lang, kind))
    })
}
