//! Who could be the same person. Sure: equal valid national number, birth date and folded name. Anything less is proposed.

use super::error::OpResult;
use super::links;
use crate::codes::query::{Rank, same_name};
use crate::domain::identifiers::{Identifier, IdentifierKind};
use crate::domain::ids::{DocId, PatientId};
use crate::domain::person::Person;
use crate::vault::{Connection, facts, people};

/// Why two people look alike, strongest first; empty when they do not.
pub fn reasons(a: &Person, b: &Person) -> Vec<&'static str> {
    let mut reasons = Vec::new();
    if let Some(national) = shared_number(a, b) {
        reasons.push(if national {
            "national-number"
        } else {
            "number"
        });
    }
    let birth = if a.born.day().is_some() && a.born == b.born {
        Some("birth-date")
    } else {
        (a.born.is_known() && b.born.is_known() && a.born.compatible(b.born))
            .then_some("birth-compatible")
    };
    let name = same_name(&key_name(a), &key_name(b)).map(|rank| match rank {
        Rank::Exact | Rank::Canonical => "name",
        Rank::Fold => "name-fold",
        Rank::Weak => "name-weak",
    });
    let phone = (!a.phone.is_empty() && figures(&a.phone) == figures(&b.phone)).then_some("phone");
    // A name alone, or a birthday alone, is half of the village.
    if reasons.is_empty() && (name.is_none() || birth.is_none() && phone.is_none()) {
        return Vec::new();
    }
    reasons.extend(birth);
    reasons.extend(name);
    reasons.extend(phone);
    reasons
}

/// The match needs nobody to confirm it.
pub fn is_sure(a: &Person, b: &Person) -> bool {
    let found = reasons(a, b);
    let has = |reason: &str| found.contains(&reason);
    has("national-number")
        && has("birth-date")
        && (has("name") || has("name-fold"))
        && valid_number(a)
}

/// Cards that are surely the same person and about which nothing has been said yet.
pub fn sure(
    conn: &Connection,
    patient: PatientId,
) -> OpResult<Vec<(PatientId, Vec<&'static str>)>> {
    let Some(person) = facts::person(conn, patient)? else {
        return Ok(Vec::new());
    };
    let candidates = people::with_same_number(conn, patient)?;
    if candidates.is_empty() {
        return Ok(Vec::new());
    }
    let standing = links::standing(conn)?;
    let known = links::group(&standing, patient);
    let said = |other: PatientId| {
        standing.contains_key(&(patient.min(other), patient.max(other))) || known.contains(&other)
    };
    let sure = candidates
        .into_iter()
        .filter(|(other, them)| !said(*other) && is_sure(&person, them));
    Ok(sure
        .map(|(other, them)| (other, reasons(&person, &them)))
        .collect())
}

/// People who could be the one being registered, the likeliest first.
pub fn duplicates(
    conn: &Connection,
    person: &Person,
) -> OpResult<Vec<(PatientId, Person, Vec<&'static str>)>> {
    let mut found: Vec<_> = people::alike(conn, person)?
        .into_iter()
        .filter_map(|(id, them)| {
            let why = reasons(person, &them);
            (!why.is_empty()).then_some((id, them, why))
        })
        .collect();
    found.sort_by_key(|(id, _, why)| (std::cmp::Reverse(weight(why)), *id));
    Ok(found)
}

/// Pairs of cards that look alike and about which nobody has decided.
pub fn proposals(conn: &Connection) -> OpResult<Vec<(DocId, DocId, Vec<&'static str>)>> {
    let standing = links::standing(conn)?;
    let mut proposals = Vec::new();
    for (a, b) in people::pairs(conn)? {
        if standing.contains_key(&(a, b)) || links::group(&standing, a).contains(&b) {
            continue;
        }
        if let (Some(first), Some(second)) = (facts::person(conn, a)?, facts::person(conn, b)?) {
            let why = reasons(&first, &second);
            if !why.is_empty() {
                proposals.push((a, b, why));
            }
        }
    }
    Ok(proposals)
}

fn weight(reasons: &[&str]) -> u32 {
    reasons
        .iter()
        .map(|reason| match *reason {
            "national-number" => 8,
            "number" | "birth-date" | "name" => 4,
            "name-fold" | "phone" => 3,
            _ => 1,
        })
        .sum()
}

/// `Some(true)` for a shared national number, `Some(false)` for another shared paper.
fn shared_number(a: &Person, b: &Person) -> Option<bool> {
    let shared = a
        .identifiers
        .iter()
        .filter(|number| b.identifiers.contains(number));
    shared
        .filter_map(|number| Some(IdentifierKind::from_code(&number.kind)?.is_national()))
        .max()
}

fn valid_number(person: &Person) -> bool {
    let national = person
        .identifiers
        .iter()
        .filter_map(|number| Some((IdentifierKind::from_code(&number.kind)?, &number.value)));
    // Against the far end of the calendar: whether a birth lies in the future was judged at registration.
    let today = chrono::NaiveDate::MAX;
    national
        .filter(|(kind, _)| kind.is_national())
        .any(|(kind, value)| {
            Identifier::parse(kind, value, today).is_ok_and(|read| read.warnings.is_empty())
        })
}

/// Family and given name: the patronymic is missing on half of the papers.
fn key_name(person: &Person) -> String {
    format!("{} {}", person.name.family, person.name.given)
}

fn figures(text: &str) -> String {
    // The last nine figures: country code or trunk eight in front make no other person.
    let all: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    all[all.len().saturating_sub(9)..].iter().collect()
}
