//! The demo: a clinic with its six users and invented people, made from a seed. The people are the same for the same seed; ids and
//! keys are drawn anew, so that two demos are two workstations.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate};

use crate::clock::Clock;
use crate::demo::{self, Afterwards, Background, DemoPatient};
use crate::domain::background::Asked;
use crate::domain::country::Country;
use crate::domain::lang::Lang;
use crate::domain::role::Role;
use crate::domain::visit::EnteredInError;
use crate::ops::bulk::Bulk;
use crate::ops::{House, OpResult, Setup, SignedIn};
use crate::paths::DataFolder;
use crate::record::shape::{Object, object};
use crate::vault::OsEntropy;
use crate::vault::slots::KdfCost;

/// Password of all demo users where `FELDSHER_PASSWORD` is not set.
pub const PASSWORD: &str = "demo-password";

/// People written in one transaction.
const PAGE: usize = 100;

/// Makes the demo clinic and signs its doctor in. `progress` hears how many people are written.
pub fn make(
    folder: &DataFolder,
    people: u32,
    seed: u64,
    country: Country,
    lang: Lang,
    clock: Arc<dyn Clock>,
    cost: KdfCost,
    progress: &mut dyn FnMut(u32),
) -> OpResult<(House, SignedIn)> {
    let password = std::env::var("FELDSHER_PASSWORD").unwrap_or_else(|_unset| PASSWORD.to_owned());
    let now = clock.now();
    let offset_minutes = clock.offset_minutes();
    let (clinic, names) = staff(country);
    let setup = Setup {
        clinic,
        country,
        lang,
        demo: true,
        login: "doctor",
        name: names[3],
        role: Role::Doctor,
        password: &password,
        cost,
    };
    let (mut house, doctor, _shares) = House::create(folder, &setup, clock, Box::new(OsEntropy))?;
    let mut authors = vec![(Role::Doctor, doctor)];
    for (role, name) in Role::ALL.into_iter().zip(names) {
        if role != Role::Doctor {
            house.add_user(&authors[0].1, role.code(), name, role, &password)?;
            authors.push((role, house.sign_in(role.code(), &password)?));
        }
    }
    let today = DateTime::from_timestamp(now, 0).map_or(NaiveDate::MIN, |at| at.date_naive());
    let mut patients = demo::patients(seed, country, today)
        .take(people as usize)
        .peekable();
    let mut done = 0;
    while patients.peek().is_some() {
        let page: Vec<DemoPatient> = patients.by_ref().take(PAGE).collect();
        house.bulk(|bulk| {
            page.iter()
                .try_for_each(|patient| write(bulk, &authors, patient, (now, offset_minutes)))
        })?;
        done += page.len() as u32;
        progress(done);
    }
    house.settle_file();
    let at = authors
        .iter()
        .position(|(role, _)| *role == Role::Doctor)
        .unwrap_or_default();
    Ok((house, authors.swap_remove(at).1))
}

fn write<'u>(
    bulk: &mut Bulk<'_, 'u>,
    authors: &'u [(Role, SignedIn)],
    patient: &DemoPatient,
    (now, offset_minutes): (i64, i32),
) -> OpResult<()> {
    let author = |role: Role| {
        authors
            .iter()
            .find(|(known, _)| *known == role)
            .map_or(&authors[0].1, |(_, signed)| signed)
    };
    let first = patient.visits.first().map_or(now, |visit| visit.care_at);
    let card = bulk.register(author(Role::Registrar), first, &patient.registration)?;
    let facts = facts(&patient.background);
    if !facts.is_empty() {
        bulk.facts(author(Role::Nurse), first, card, &facts)?;
    }
    for visit in &patient.visits {
        let doc = bulk.visit(author(visit.author_role), visit.care_at, card, &visit.draft)?;
        // Such a visit orders one course and refers nobody: its prescription was written last.
        let order = bulk.newest().filter(|newest| *newest != doc);
        for dose in &visit.doses {
            let mut administration = dose.administration.clone();
            administration.prescription = order;
            administration.given_at =
                DateTime::from_timestamp(dose.at + i64::from(offset_minutes) * 60, 0)
                    .map(|at| at.naive_utc());
            bulk.administer(author(Role::Nurse), dose.at, card, &administration)?;
        }
        match &visit.afterwards {
            Afterwards::Stands => {}
            Afterwards::Withdrawn { reason } => {
                let error = EnteredInError {
                    target: doc,
                    reason: (*reason).to_owned(),
                    note: String::new(),
                };
                bulk.withdraw(author(visit.author_role), visit.care_at, card, &error)?;
            }
            Afterwards::Corrected(draft) => {
                let mut draft = draft.as_ref().clone();
                draft.amends = Some(doc);
                bulk.visit(author(visit.author_role), visit.care_at, card, &draft)?;
            }
        }
    }
    if let Some(booking) = &patient.pregnancy {
        let noon = booking.date.day().and_then(|day| day.and_hms_opt(12, 0, 0));
        let at = noon.map_or(now, |noon| noon.and_utc().timestamp());
        bulk.book(
            author(Role::Feldsher),
            at.max(first).min(now),
            card,
            booking,
        )?;
    }
    for vaccination in &patient.vaccinations {
        let noon = vaccination.written_on.and_hms_opt(12, 0, 0);
        let at = noon.map_or(now, |noon| noon.and_utc().timestamp());
        let nurse = author(Role::Nurse);
        bulk.immunise(nurse, at.min(now), card, &vaccination.content)?;
    }
    Ok(())
}

/// The background by the keys of the card.
fn facts(background: &Background) -> Vec<(String, Object)> {
    let plain = |value: &str| {
        let mut object = Object::new();
        object.insert("value".to_owned(), value.into());
        object
    };
    let mut facts = Vec::new();
    facts.extend(
        background
            .blood
            .as_deref()
            .map(|b| ("blood".to_owned(), plain(b))),
    );
    let habits = background.habits.iter();
    facts.extend(habits.map(|(habit, said)| (format!("risk/{habit}"), object(said))));
    let disability = background.disability.as_ref();
    facts.extend(disability.map(|said| ("disab".to_owned(), object(said))));
    let procedures = background.procedures.iter();
    facts.extend(procedures.map(|done| ("proc/new".to_owned(), object(done))));
    let family = background.family.iter();
    facts.extend(family.map(|illness| ("fam/new".to_owned(), object(illness))));
    let asked = Asked { none_known: true };
    let lists = background.asked.iter();
    facts.extend(lists.map(|list| (format!("none/{list}"), object(&asked))));
    facts
}

/// Name of the clinic, and of the users in the order of [`Role::ALL`]; invented, and plainly so.
fn staff(country: Country) -> (&'static str, [&'static str; 7]) {
    match country {
        Country::Kz => (
            "Үлгілі ауылының медициналық пункті",
            [
                "Тіркеуші Үлгі",
                "Мейірбике Үлгі",
                "Фельдшер Үлгі",
                "Дәрігер Үлгі",
                "Басшы Үлгі",
                "Тексеруші Үлгі",
                "Фармацевт Үлгі",
            ],
        ),
        Country::Uz => (
            "Namuna qishlogʻi tibbiyot punkti",
            [
                "Namunaviy Registrator",
                "Namunaviy Hamshira",
                "Namunaviy Feldsher",
                "Namunaviy Shifokor",
                "Namunaviy Rahbar",
                "Namunaviy Auditor",
                "Namunaviy Farmatsevt",
            ],
        ),
        Country::Ge => (
            "სანიმუშო სოფლის ამბულატორია",
            [
                "ნიმუში რეგისტრატორი",
                "ნიმუში ექთანი",
                "ნიმუში ფერშალი",
                "ნიმუში ექიმი",
                "ნიმუში მენეჯერი",
                "ნიმუში აუდიტორი",
                "ნიმუში ფარმაცევტი",
            ],
        ),
    }
}
