//! The lists of the house: who is due, invited, done. Each line says what the person's own plan says.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use feldsher::clock::FixedClock;
use feldsher::domain::country::Country;
use feldsher::domain::dates::PartialDate;
use feldsher::domain::ids::PatientId;
use feldsher::domain::lang::Lang;
use feldsher::domain::prevention::Preventive;
use feldsher::domain::role::Role;
use feldsher::domain::visit::{EnteredInError, LinkAct};
use feldsher::ops::calls::Which;
use feldsher::ops::op::{Op, Registration};
use feldsher::ops::policy::{Scope, authorize, may};
use feldsher::ops::{House, SignedIn};
use feldsher::paths::DataFolder;
use feldsher::vault::slots::KdfCost;
use feldsher::worker::calls::sheet::sheet;
use feldsher::worker::calls::{
    CallFilter, CallKind, CallState, Called, Of, called, first_day, last_day, listed, state_in,
};
use feldsher::worker::prevention::{self, year};
use serde_json::json;

use crate::house::{Point, person, point};
use crate::pregnancy::record::{antenatal, book, booking, quantity, sign};
use crate::print::read_back::{bare, pdf, read};

/// 2026-11-21, noon.
const NOW: i64 = 1_795_262_400;

fn demo(country: Country, people: u32) -> (House, SignedIn, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let (house, me) = feldsher::worker::demo::make(
        &DataFolder::at(folder.path()),
        people,
        3,
        country,
        Lang::Ru,
        Arc::new(FixedClock::at(NOW)),
        KdfCost::CHEAPEST,
        &mut |_| {},
    )
    .unwrap();
    (house, me, folder)
}

/// Every list of a house, read in slices of `limit` cards.
pub fn lists(house: &House, me: &SignedIn, today: NaiveDate, limit: usize) -> Vec<Called> {
    let may = authorize::<may::Recall>(&me.who, Scope::House).unwrap();
    let offset = house.clock().offset_minutes();
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let slice = house.call_cards(&may, &Which::After(after), limit).unwrap();
        let people = slice.people.iter();
        all.extend(people.filter_map(|card| called(card, house.place().country, today, offset)));
        if slice.next.is_none() {
            return all;
        }
        after = slice.next;
    }
}

fn today_of(house: &House) -> NaiveDate {
    let clock = house.clock();
    feldsher::i18n::dates::local_day(clock.now(), clock.offset_minutes()).unwrap()
}

fn everybody(house: &House, me: &SignedIn) -> Vec<PatientId> {
    let may = authorize::<may::Recall>(&me.who, Scope::House).unwrap();
    let slice = house.call_cards(&may, &Which::After(None), 10_000).unwrap();
    slice.people.iter().map(|card| card.patient).collect()
}

fn mark(
    house: &mut House,
    me: &SignedIn,
    patient: PatientId,
    item: &str,
    status: &str,
    on: NaiveDate,
) {
    let preventive = Preventive {
        item: item.to_owned(),
        status: status.to_owned(),
        date: PartialDate::from_day(on),
        ..Preventive::default()
    };
    let op = Op::Prevent {
        patient,
        preventive: Box::new(preventive),
    };
    house.transact(me, &op).unwrap();
}

#[test]
fn a_line_of_the_list_is_the_plan_of_the_person_in_every_month() {
    for country in Country::ALL {
        let (mut house, me, _folder) = demo(country, 40);
        let today = today_of(&house);
        let people = everybody(&house, &me);
        assert!(people.len() > 25, "{}", people.len());
        let items: Vec<String> = feldsher::clinical::prevention::Book::builtin()
            .programme(country)
            .unwrap()
            .items
            .iter()
            .map(|item| item.id.clone())
            .collect();
        // Marks of every kind on many people, some of them late, some withdrawn.
        for (n, patient) in people.iter().enumerate() {
            let code = ["I10", "E11", "D50", "I50"].get(n % 6);
            if let Some(code) = code {
                let status = if n % 10 == 5 { "resolved" } else { "active" };
                let op = Op::SetFact {
                    patient: *patient,
                    key: "pr/new".into(),
                    value: json!({"code": code, "title": "…", "status": status})
                        .as_object()
                        .unwrap()
                        .clone(),
                    seen: None,
                };
                house.transact(&me, &op).unwrap();
            }
            for step in 0..3 {
                let item = &items[(n * 7 + step * 5) % items.len()];
                let status = Preventive::STATUSES[(n + step) % 3];
                let on = today - Days::new((n as u64 * 37 + step as u64 * 11) % 900);
                mark(&mut house, &me, *patient, item, status, on);
                if (n + step) % 7 == 0 {
                    let may = authorize(&me.who, Scope::Patient(*patient)).unwrap();
                    let target = house.card(&may).unwrap().preventive[0].id;
                    let error = EnteredInError {
                        target,
                        reason: "mistake".into(),
                        note: String::new(),
                    };
                    let patient = *patient;
                    house
                        .transact(&me, &Op::Withdraw { patient, error })
                        .unwrap();
                }
            }
            if n % 11 == 1 {
                let op = Op::Link {
                    first: people[n - 1],
                    second: *patient,
                    statement: LinkAct::Same,
                };
                house.transact(&me, &op).unwrap();
            }
        }
        let all = lists(&house, &me, today, 7);
        assert_eq!(all, lists(&house, &me, today, 10_000), "slices lose nobody");
        let by_patient: BTreeMap<PatientId, &Called> =
            all.iter().map(|one| (one.patient, one)).collect();
        assert_eq!(by_patient.len(), all.len(), "nobody stands twice");
        let mut compared = 0;
        let mut second_cards = 0;
        for patient in &people {
            let may = authorize(&me.who, Scope::Patient(*patient)).unwrap();
            let card = house.card(&may).unwrap();
            if card.cards.first() != Some(patient) {
                second_cards += 1;
                assert!(
                    !by_patient.contains_key(patient),
                    "the first card speaks for all"
                );
                continue;
            }
            let offset = house.clock().offset_minutes();
            let plan = year(&card, country, today, offset, (Lang::En, false));
            let one = by_patient.get(patient);
            let Some(plan) = plan else {
                assert!(
                    one.is_some_and(|one| one.unplanned),
                    "nobody may forget her"
                );
                continue;
            };
            let wanted: BTreeSet<(String, NaiveDate, bool)> = plan
                .iter()
                .filter(|line| !line.is_done)
                .filter_map(|line| match &line.of {
                    prevention::Of::Item(item) => Some((item.clone(), line.day, line.is_due)),
                    prevention::Of::Dose => None,
                })
                .collect();
            let mut found = BTreeSet::new();
            for ask in one.iter().flat_map(|one| &one.asks) {
                let Of::Item(item) = &ask.of else { continue };
                for ahead in 0..=12 {
                    let (first, last) = (first_day(today, ahead), last_day(today, ahead));
                    for (at, day) in ask.days.iter().enumerate() {
                        if (first..=last).contains(day) {
                            let state = state_in(ask, ahead, today).unwrap().0;
                            let is_due = at == 0
                                && ask.due <= today
                                && matches!(state, CallState::Due | CallState::Invited);
                            found.insert((item.clone(), *day, is_due));
                        }
                    }
                }
            }
            assert_eq!(found, wanted, "{country:?} {patient}");
            compared += wanted.len();
        }
        assert!(compared > 100, "{compared}");
        assert!(second_cards > 1);
        // Rebuilt from the log the lists are the same.
        let may = authorize::<may::Verify>(&me.who, Scope::House).unwrap();
        assert_eq!(house.verify(&may).unwrap().problems, Vec::<String>::new());
    }
}

pub fn filter(kind: CallKind, state: Option<CallState>) -> CallFilter {
    CallFilter {
        kind,
        ahead: 0,
        part: None,
        state,
    }
}

fn woman(born: &str, address: &str, name: &str) -> Registration {
    let mut woman = person();
    woman.person.born = born.parse().unwrap();
    woman.person.address = address.to_owned();
    woman.person.name.given = name.to_owned();
    woman.person.identifiers.clear();
    woman.person.phone = String::new();
    woman
}

#[test]
fn due_invited_declined_done_are_counted_by_programme_and_street_by_street() {
    let mut here = point("nurse-doctor", Role::Doctor);
    let today = today_of(&here.house);
    // 41 years: heart and breast and neck of the womb.
    let late = here.register(woman("1985-02-01", "Абай 12", "Бірінші"));
    let told = here.register(woman("1985-02-01", "Абай 2", "Екінші"));
    let no = here.register(woman("1985-02-01", "Сейфуллин 1", "Үшінші"));
    let had = here.register(woman("1985-02-01", "", "Төртінші"));
    let year_only = here.register(woman("1985", "Жамбыл 1", "Бесінші"));
    let mark = |here: &mut Point, patient, item, status, on| {
        mark(&mut here.house, &here.me, patient, item, status, on);
    };
    mark(&mut here, late, "kz-breast", "done", today - Days::new(800));
    mark(&mut here, told, "kz-breast", "invited", today);
    mark(&mut here, no, "kz-breast", "declined", today);
    mark(&mut here, had, "kz-breast", "done", today - Days::new(3));
    let all = lists(&here.house, &here.me, today, 2);
    let counts = |all: &[Called], part: &str| {
        let list = listed(all, &filter(CallKind::Screening, None), Country::Kz, today);
        let found = list
            .parts
            .iter()
            .find(|(known, _)| known == part)
            .unwrap()
            .1;
        CallState::ALL.map(|state| found.of(state))
    };
    assert_eq!(counts(&all, "kz-breast"), [1, 1, 1, 1]);
    assert_eq!(counts(&all, "kz-heart"), [4, 0, 0, 0]);
    let who = |all: &[Called], wanted: &CallFilter| {
        let list = listed(all, wanted, Country::Kz, today);
        let rows = list.rows.iter().map(|row| all[row.at].patient);
        rows.collect::<Vec<_>>()
    };
    let mut breast = filter(CallKind::Screening, None);
    breast.part = Some("kz-breast".into());
    assert_eq!(
        who(&all, &breast),
        [had, told, late, no],
        "as a nurse walks"
    );
    breast.state = Some(CallState::Due);
    assert_eq!(who(&all, &breast), [late]);
    let due = filter(CallKind::Screening, Some(CallState::Due));
    assert!(
        who(&all, &due).contains(&year_only),
        "nobody may forget her"
    );
    assert_eq!(listed(&all, &due, Country::Kz, today).unplanned, 1);

    // An invitation moves her from one list to the other, and only she is read again.
    mark(&mut here, late, "kz-breast", "invited", today);
    let may = authorize::<may::Recall>(&here.me.who, Scope::House).unwrap();
    let again = here
        .house
        .call_cards(&may, &Which::Of(vec![late]), 2_000)
        .unwrap();
    assert_eq!(again.people.len(), 1);
    let all = lists(&here.house, &here.me, today, 2);
    assert_eq!(counts(&all, "kz-breast"), [0, 2, 1, 1]);

    for lang in Lang::ALL {
        let paper = sheet(
            &all,
            &filter(CallKind::Screening, None),
            here.house.place(),
            lang,
            today,
        );
        let (pages, bytes) = pdf(&feldsher::print::papers::calls(&paper));
        if let Some(folder) = std::env::var_os("FELDSHER_SHOTS") {
            let name = format!("calls-{}.pdf", lang.code());
            std::fs::write(std::path::Path::new(&folder).join(name), &bytes).unwrap();
        }
        let Some(read) = read(&bytes) else { continue };
        assert_eq!(read.len(), pages.len());
        let whole: String = read.iter().map(|page| bare(page)).collect();
        let say = |key: &str| feldsher::i18n::tr(lang, key, &[]);
        for wanted in [
            "Бірінші".to_owned(),
            "Сейфуллин 1".to_owned(),
            say("prevention-item-breast"),
            say("calls-unplanned"),
            say("calls-state-invited"),
            say("calls-private"),
            say("prevention-not-approved"),
            say("print-prevention-not-confirmed-mark"),
        ] {
            assert!(
                whole.contains(&bare(&wanted)),
                "{lang:?}: {wanted} in {whole}"
            );
        }
    }
}

#[test]
fn a_pregnancy_is_called_for_a_missed_contact_and_for_a_birth_that_nobody_wrote_down() {
    let mut here = point("doctor", Role::Doctor);
    let today = today_of(&here.house);
    let back = |days: u64| PartialDate::from_day(today - Days::new(days));
    let mut register = |name: &str, change: &dyn Fn(&mut feldsher::domain::pregnancy::Booking)| {
        let patient = here.register(woman("1998-03-10", "Абай 1", name));
        let entry = booking(|one| {
            one.date = back(60);
            one.lmp = back(120);
            change(one);
        });
        book(&mut here, patient, entry, None).unwrap();
        patient
    };
    let late = register("Кеш", &|_| {});
    let over = register("Өткен", &|one| {
        one.date = back(250);
        one.lmp = back(290);
    });
    let undated = register("Белгісіз", &|one| one.lmp = PartialDate::UNKNOWN);
    let ended = register("Аяқталған", &|one| {
        one.ended = back(2);
        one.outcome = "miscarriage".into();
    });
    let kept = register("Келген", &|one| one.lmp = back(75));
    let twice = register("Екі", &|_| {});
    let again = register("Тағы", &|one| one.lmp = back(90));
    let op = Op::Link {
        first: twice,
        second: again,
        statement: LinkAct::Same,
    };
    here.house.transact(&here.me, &op).unwrap();
    let weight = [("weight", quantity("62", "kg"))];
    sign(&mut here, kept, antenatal(&weight), 1_790_000_000).unwrap();

    let all = lists(&here.house, &here.me, today, 3);
    let asks = |patient: PatientId| -> Vec<(Of, bool)> {
        let one = all.iter().find(|one| one.patient == patient);
        let asks = one.iter().flat_map(|one| &one.asks);
        let now =
            asks.filter(|ask| state_in(ask, 0, today).is_some_and(|(s, _)| s == CallState::Due));
        now.filter(|ask| !matches!(ask.of, Of::Item(_)))
            .map(|ask| (ask.of.clone(), ask.is_overdue))
            .collect()
    };
    // 17 weeks: the contact of week 16 was not held.
    assert_eq!(asks(late), [(Of::Contact(16), true)]);
    assert!(
        asks(over).contains(&(Of::PastTerm, true)),
        "{:?}",
        asks(over)
    );
    assert_eq!(asks(undated), [(Of::Undated, false)]);
    assert_eq!(asks(ended), []);
    assert_eq!(asks(kept), []);
    // Two cards, one woman: she stands under the first of them.
    assert_eq!(asks(twice.min(again)), [(Of::Disputed, false)]);
    let list = listed(&all, &filter(CallKind::Pregnancy, None), Country::Kz, today);
    let counts: Vec<usize> = list.parts.iter().map(|(_, counts)| counts.due).collect();
    assert!(counts.iter().all(|n| *n > 0), "{counts:?}");
    assert_eq!(list.parts[0].1.done, 1, "held this month");
    let paper = sheet(
        &all,
        &filter(CallKind::Pregnancy, None),
        here.house.place(),
        Lang::Ru,
        today,
    );
    assert!(
        paper
            .lines
            .iter()
            .any(|line| line.asks.iter().any(|ask| ask.contains("просрочено")))
    );
}
