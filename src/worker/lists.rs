//! Lists as the screens want them, from what the house answers.

use chrono::NaiveDate;

use super::api::{
    AccessRow, ConflictRow, Duplicate, PatientRow, Proposal, Session, UserRow, WorkItem, WorkState,
};
use super::calls::{Called, called};
use crate::domain::card::DraftView;
use crate::domain::ids::{PatientId, UserId};
use crate::domain::person::Person;
use crate::ops::calls::{SLICE, Which};
use crate::ops::policy::{Scope, authorize};
use crate::ops::read::Hit;
use crate::ops::{House, OpError, OpResult, SignedIn, matching};

pub fn session(house: &House, me: &SignedIn) -> Session {
    let place = house.place();
    Session {
        user: me.who.user,
        login: me.who.login.clone(),
        name: me.who.name.clone(),
        role: me.who.role,
        facility: place.facility,
        clinic: place.clinic.clone(),
        country: place.country,
        lang: place.lang,
        demo: place.demo,
    }
}

pub fn worklist(house: &House, me: &SignedIn, from: i64, until: i64) -> OpResult<Vec<WorkItem>> {
    let (drafts, visits) = house.worklist(&authorize(&me.who, Scope::House)?, from, until)?;
    let names = house.names()?;
    let name = |user: Option<UserId>| {
        user.and_then(|user| names.get(&user))
            .cloned()
            .unwrap_or_default()
    };
    let mut items = Vec::new();
    for DraftView {
        id,
        patient,
        author,
        started_at,
        ..
    } in drafts
    {
        let row = patient_row(house, me, patient)?;
        items.push(WorkItem {
            patient,
            row,
            at: started_at,
            state: WorkState::Draft,
            doc: id,
            author: name(Some(author)),
        });
    }
    for visit in visits {
        let Some(patient) = visit.patient else {
            continue;
        };
        let row = patient_row(house, me, patient)?;
        items.push(WorkItem {
            patient,
            row,
            at: visit.care_at,
            state: WorkState::Signed,
            doc: visit.doc,
            author: name(visit.author),
        });
    }
    items.sort_by_key(|item| (item.state, std::cmp::Reverse(item.at)));
    Ok(items)
}

pub fn patient_row(house: &House, me: &SignedIn, patient: PatientId) -> OpResult<PatientRow> {
    match house.person(&authorize(&me.who, Scope::Patient(patient))?, patient) {
        Ok(person) => Ok(PatientRow {
            patient,
            person,
            ..PatientRow::default()
        }),
        // An entry may come before its card; the line then says so by an empty name.
        Err(OpError::Unknown(_) | OpError::Left(_) | OpError::Erased { .. }) => Ok(PatientRow {
            patient,
            ..PatientRow::default()
        }),
        Err(error) => Err(error),
    }
}

/// A slice of the lists of the house, and where the next one begins.
pub fn calls(
    house: &House,
    me: &SignedIn,
    today: NaiveDate,
    which: &Which,
) -> OpResult<(Vec<Called>, Option<PatientId>)> {
    let slice = house.call_cards(&authorize(&me.who, Scope::House)?, which, SLICE)?;
    let country = house.place().country;
    let offset_minutes = house.clock().offset_minutes();
    let rows = slice.people.iter();
    let rows = rows.filter_map(|card| called(card, country, today, offset_minutes));
    Ok((rows.collect(), slice.next))
}

/// Every slice, for a paper.
pub fn everybody(house: &House, me: &SignedIn, today: NaiveDate) -> OpResult<Vec<Called>> {
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let (rows, next) = calls(house, me, today, &Which::After(after))?;
        all.extend(rows);
        if next.is_none() {
            return Ok(all);
        }
        after = next;
    }
}

pub fn row(hit: Hit) -> PatientRow {
    PatientRow {
        patient: hit.patient,
        person: hit.person,
        found_by: hit.how,
        linked: hit.linked,
    }
}

pub fn duplicates(house: &House, me: &SignedIn, person: &Person) -> OpResult<Vec<Duplicate>> {
    let found = house.duplicates(&authorize(&me.who, Scope::House)?, person)?;
    Ok(found
        .into_iter()
        .map(|(patient, them, reasons)| Duplicate {
            sure: matching::is_sure(person, &them),
            row: PatientRow {
                patient,
                person: them,
                ..PatientRow::default()
            },
            reasons,
        })
        .collect())
}

pub fn conflicts(house: &House, me: &SignedIn) -> OpResult<Vec<ConflictRow>> {
    let conflicts = house.conflicts(&authorize(&me.who, Scope::House)?)?;
    conflicts
        .into_iter()
        .map(|conflict| {
            Ok(ConflictRow {
                patient: patient_row(house, me, conflict.card)?,
                conflict,
            })
        })
        .collect()
}

pub fn proposals(house: &House, me: &SignedIn) -> OpResult<Vec<Proposal>> {
    let pairs = house.proposals(&authorize(&me.who, Scope::House)?)?;
    pairs
        .into_iter()
        .map(|(a, b, reasons)| {
            Ok(Proposal {
                first: patient_row(house, me, a)?,
                second: patient_row(house, me, b)?,
                reasons,
            })
        })
        .collect()
}

pub fn access_log(
    house: &House,
    me: &SignedIn,
    patient: Option<PatientId>,
) -> OpResult<Vec<AccessRow>> {
    let lines = match patient {
        Some(patient) => house.access_log(&authorize(&me.who, Scope::Patient(patient))?)?,
        None => house.audit(&authorize(&me.who, Scope::House)?)?,
    };
    let names = house.names()?;
    Ok(lines
        .into_iter()
        .rev()
        .map(|(at, line)| AccessRow {
            at,
            user: UserId::parse(&line.user)
                .and_then(|user| names.get(&user).cloned())
                .unwrap_or_default(),
            role: String::new(),
            action: line.action,
            patient: line.patient,
            purpose: line.purpose,
            reason: line.reason,
            note: line.note,
            device: String::new(),
        })
        .collect())
}

pub fn users(house: &House, me: &SignedIn) -> OpResult<Vec<UserRow>> {
    let users = house.users(&authorize(&me.who, Scope::House)?)?;
    Ok(users
        .into_iter()
        .map(|(user, here)| UserRow {
            user: user.user,
            login: user.login,
            name: user.name,
            role: user.role,
            here,
        })
        .collect())
}
