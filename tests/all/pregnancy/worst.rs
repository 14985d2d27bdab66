//! Which of several values is said, and from which day; what is not yet known of a date.

use feldsher::clinical::pregnancy::{Contact, Gap, Level, Status, date, findings, gaps};
use feldsher::domain::lang::Lang;
use feldsher::i18n;
use feldsher::worker::pregnancy::words::{dating_doubts, source_text};

use super::{at_week, book, day, sound, told, woman};

type Change = fn(&mut Contact);

/// At 30 weeks, at these times.
fn day_of(readings: &[(&str, Change)]) -> Vec<Contact> {
    let reading = |(time, change): &(&str, Change)| {
        let mut contact = Contact {
            time: Some(time.parse().unwrap()),
            ..sound(30)
        };
        change(&mut contact);
        contact
    };
    readings.iter().map(reading).collect()
}

/// A second look takes nothing back: whichever was written first, the figure of the worst is said.
#[test]
fn of_two_bad_values_of_a_day_the_worse_is_said() {
    let cases: [(&str, Change, Change, f64); 9] = [
        (
            "bp-severe",
            |c| c.systolic = Some(165.0),
            |c| c.systolic = Some(178.0),
            178.0,
        ),
        (
            "bp-low",
            |c| c.systolic = Some(88.0),
            |c| c.systolic = Some(70.0),
            70.0,
        ),
        (
            "hb-low",
            |c| c.haemoglobin_g_l = Some(100.0),
            |c| c.haemoglobin_g_l = Some(84.0),
            84.0,
        ),
        (
            "saturation",
            |c| c.saturation = Some(93.0),
            |c| c.saturation = Some(86.0),
            86.0,
        ),
        (
            "temperature",
            |c| c.temperature = Some(38.1),
            |c| c.temperature = Some(39.9),
            39.9,
        ),
        // 20 under the range and 5 over it; 5 under and 10 over
        (
            "pulse",
            |c| c.pulse = Some(125.0),
            |c| c.pulse = Some(30.0),
            30.0,
        ),
        (
            "pulse",
            |c| c.pulse = Some(45.0),
            |c| c.pulse = Some(130.0),
            130.0,
        ),
        (
            "fetal-heart",
            |c| c.fetal_heart = Some(165.0),
            |c| c.fetal_heart = Some(80.0),
            80.0,
        ),
        (
            "fetal-heart",
            |c| c.fetal_heart = Some(105.0),
            |c| c.fetal_heart = Some(190.0),
            190.0,
        ),
    ];
    for (sign, bad, worse, said) in cases {
        for (first, second) in [(bad, worse), (worse, bad)] {
            let both = day_of(&[("09:00:00", first), ("10:00:00", second)]);
            let found = findings(book(), &woman(), &both, at_week(30));
            assert_eq!(found.len(), 1, "{sign}");
            assert_eq!(found[0].sign.id, sign);
            let (_, number) = &found[0].numbers[0];
            assert_eq!(Some(number), Some(&said), "{sign}");
        }
    }
}

#[test]
fn of_two_equal_values_the_newest_is_said_and_needs_no_time() {
    let high: Change = |c| c.systolic = Some(165.0);
    let both = day_of(&[("09:00:00", high), ("10:00:00", high)]);
    let found = findings(book(), &woman(), &both, at_week(30));
    assert_eq!((found[0].on, found[0].time), (Some(at_week(30)), None));
    // The worse one was earlier: its time is said.
    let worse: Change = |c| c.systolic = Some(170.0);
    let both = day_of(&[("09:00:00", worse), ("10:00:00", high)]);
    let found = findings(book(), &woman(), &both, at_week(30));
    assert_eq!(found[0].time, Some("09:00:00".parse().unwrap()));
}

/// High pressure and protein may be of two days: the finding is as old as the newer of them.
#[test]
fn preeclampsia_has_the_day_on_which_it_was_complete() {
    let pressure = Contact {
        systolic: Some(150.0),
        protein_plus: None,
        ..sound(28)
    };
    let protein = Contact {
        systolic: None,
        diastolic: None,
        protein_plus: Some(2.0),
        ..sound(30)
    };
    let swapped = [
        Contact {
            on: at_week(30),
            ..pressure.clone()
        },
        Contact {
            on: at_week(28),
            ..protein.clone()
        },
    ];
    for both in [[pressure, protein], swapped] {
        let found = findings(book(), &woman(), &both, at_week(31));
        assert_eq!(found[0].sign.id, "preeclampsia");
        assert_eq!(found[0].on, Some(at_week(30)));
    }
}

/// Low pressure and a fast pulse of two days that follow each other: shock is as old as the newer of them.
#[test]
fn shock_has_the_day_on_which_it_was_complete() {
    let [first, second] = [at_week(30), at_week(30).succ_opt().unwrap()];
    let pressure = |on| Contact {
        on,
        systolic: Some(80.0),
        pulse: None,
        ..sound(30)
    };
    let pulse = |on| Contact {
        on,
        systolic: None,
        diastolic: None,
        pulse: Some(112.0),
        ..sound(30)
    };
    for both in [
        [pulse(second), pressure(first)],
        [pressure(second), pulse(first)],
    ] {
        let found = findings(book(), &woman(), &both, second);
        assert_eq!(found[0].sign.id, "shock");
        assert_eq!(found[0].on, Some(second));
    }
}

#[test]
fn half_a_pressure_is_a_gap() {
    for change in [(|c: &mut Contact| c.systolic = None) as Change, |c| {
        c.diastolic = None
    }] {
        let mut half = sound(30);
        change(&mut half);
        let missing = gaps(book(), &woman(), &[half], at_week(30));
        assert_eq!(missing, [Gap::Pressure]);
    }
}

/// ACOG 700: without an ultrasound before 22+0 weeks the date is uncertain.
#[test]
fn a_date_is_uncertain_without_an_ultrasound_before_twenty_two_weeks() {
    let said = i18n::tr(Lang::En, "pregnancy-uncertain", &[]);
    for (scan, uncertain) in [
        (None, true),
        (Some(("2026-06-07", 153)), false), // 21+6
        (Some(("2026-06-08", 154)), true),  // 22+0
        (Some(("2026-06-15", 161)), true),
    ] {
        let dated = date(&book().rules.dating, &told(Some("2026-01-05"), scan)).unwrap();
        let doubts = dating_doubts(Lang::En, &dated);
        assert_eq!(doubts.contains(&said), uncertain, "{scan:?}");
    }
}

#[test]
fn every_finding_names_its_source_by_its_title() {
    let on = day("2026-08-03");
    let high = Contact {
        systolic: Some(150.0),
        ..sound(30)
    };
    let found = findings(book(), &woman(), &[high], on);
    let text = source_text(Lang::En, &found[0]);
    assert!(text.contains("NICE CG107"), "{text}");
}

#[test]
fn every_level_every_state_of_a_contact_and_every_gap_has_words() {
    let of_gaps = Gap::ALL.map(|gap| format!("pregnancy-gap-{}", gap.code()));
    let of_levels = Level::ALL.map(|level| format!("pregnancy-level-{}", level.code()));
    let of_states = Status::ALL.map(|status| format!("pregnancy-status-{}", status.code()));
    for key in of_levels.iter().chain(&of_states).chain(&of_gaps) {
        for lang in Lang::ALL {
            assert!(i18n::has(lang, key), "{key}");
        }
    }
}
