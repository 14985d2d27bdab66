//! One pregnancy after another, and what two entries say of the same one.

use feldsher::clinical::pregnancy::{Known, Stated, known, stated};
use feldsher::domain::pregnancy::Booking;
use feldsher::domain::role::Role;

use super::day;
use super::record::{book, booking, clinic};
use crate::house::{carry, point};

fn over(lmp: &str, ended: &str) -> Booking {
    booking(|b| {
        b.date = "2026-03-20".parse().unwrap();
        b.lmp = lmp.parse().unwrap();
        b.ended = ended.parse().unwrap();
        b.outcome = "miscarriage".into();
    })
}

/// Weeks are counted from two weeks before the conception, so a new pregnancy may begin 14 days before the last one ended.
#[test]
fn a_pregnancy_after_another_is_open_and_one_across_another_is_disputed() {
    for (lmp, is_open) in [
        ("2026-06-01", true),
        ("2026-05-01", true),
        ("2026-04-17", true),
        ("2026-04-16", false),
        ("2026-03-30", false),
    ] {
        let (mut here, patient) = clinic(Role::Nurse);
        book(&mut here, patient, over("2026-03-01", "2026-05-01"), None).unwrap();
        let next = booking(|b| b.lmp = lmp.parse().unwrap());
        let next = book(&mut here, patient, next, None).unwrap();
        let view = here.view(patient);
        match known(&view) {
            Known::Open(event) => assert!(is_open && event.id == next, "{lmp}"),
            Known::Disputed(all) => assert!(!is_open && all.len() == 2, "{lmp}"),
            other => panic!("{lmp}: {other:?}"),
        }
    }
}

/// One house ended it, the other corrected it and knows no day: nothing overlaps, and both cannot be true.
#[test]
fn an_end_and_a_correction_of_one_entry_are_disputed_without_any_date() {
    let (mut here, patient) = clinic(Role::Nurse);
    let first = book(&mut here, patient, booking(|_| {}), None).unwrap();
    let mut there = point("doctor", Role::Doctor);
    carry(&here, &mut there);
    let undated = booking(|b| b.lmp = "".parse().unwrap());
    book(&mut here, patient, undated, Some(first)).unwrap();
    let ended = over("2026-03-01", "2026-05-01");
    book(&mut there, patient, ended, Some(first)).unwrap();
    carry(&there, &mut here);
    let view = here.view(patient);
    assert!(matches!(known(&view), Known::Disputed(all) if all.len() == 2));
}

/// Nobody is pregnant longer than 308 days; without any date they are counted from the day of booking.
#[test]
fn a_pregnancy_without_a_date_is_forgotten_after_forty_four_weeks() {
    let (mut here, patient) = clinic(Role::Nurse);
    let undated = booking(|b| b.lmp = "".parse().unwrap());
    book(&mut here, patient, undated, None).unwrap();
    let view = here.view(patient);
    for (on, is_pregnant) in [
        ("2026-06-01", true),
        ("2027-04-04", true),
        ("2027-04-05", true), // 308 days
        ("2027-04-06", false),
        ("2028-01-01", false),
    ] {
        match stated(&view, day(on)) {
            Stated::Pregnant { trimester, .. } => {
                assert!(is_pregnant && trimester.is_none(), "{on}");
            }
            other => assert!(
                !is_pregnant && other == Stated::Forgotten,
                "{on}: {other:?}"
            ),
        }
    }
}
