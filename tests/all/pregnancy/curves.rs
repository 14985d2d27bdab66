//! What the curves of a pregnancy show: round axes that hold every line and point, the range for one child.

use feldsher::clinical::pregnancy::{Chart, Contact, Woman, fundal_chart, weight_chart};

use super::{at_week, book, woman};

fn heights(told: &[(u64, f64)]) -> Vec<Contact> {
    let contact = |(weeks, cm): &(u64, f64)| Contact {
        on: at_week(*weeks),
        fundal_cm: Some(*cm),
        ..Contact::default()
    };
    told.iter().map(contact).collect()
}

fn weighed(weeks: u64, kg: f64) -> Contact {
    Contact {
        on: at_week(weeks),
        weight_kg: Some(kg),
        ..Contact::default()
    }
}

fn twins() -> Woman {
    Woman {
        fetuses: Some(2),
        ..woman()
    }
}

fn every(from: i32, until: i32, step: usize) -> Vec<f64> {
    (from..=until).step_by(step).map(f64::from).collect()
}

#[test]
fn three_lines_of_which_the_middle_is_the_expected() {
    let chart = fundal_chart(book(), &woman(), &heights(&[(24, 24.0)])).unwrap();
    let lines: Vec<(f64, bool)> = chart.lines.iter().map(|l| (l.label, l.is_edge)).collect();
    assert_eq!(lines, [(-3.0, true), (0.0, false), (3.0, true)]);
}

/// Weeks: from 18, or from the even week before the first measurement, to 42; a wide foot has fewer figures.
#[test]
fn the_foot_begins_before_the_first_measurement() {
    for (first, from, step) in [
        (24, 18, 2),
        (18, 18, 2),
        (17, 16, 2),
        (15, 14, 2),
        (12, 12, 2),
        (11, 10, 6),
        (10, 10, 6),
    ] {
        let measured = heights(&[(first, 20.0), (26, 26.0)]);
        let chart = fundal_chart(book(), &woman(), &measured).unwrap();
        assert_eq!(chart.x, (f64::from(from), 42.0), "{first}");
        assert_eq!(chart.x_ticks, every(from, 42, step), "{first}");
    }
}

/// Steps of 2 up to a height of 20, of 5 beyond; one at least is free above and below.
#[test]
fn the_upright_axis_is_round_and_holds_all() {
    let of = |chart: &Chart| (chart.y, chart.y_ticks.clone());
    let span = |from: i32, until: i32, step: usize| {
        let y = (f64::from(from), f64::from(until));
        (y, every(from, until, step))
    };
    let fundal = |told: &[(u64, f64)], woman: &Woman| {
        of(&fundal_chart(book(), woman, &heights(told)).unwrap())
    };
    // lines from 17 to 43 cm
    assert_eq!(fundal(&[(24, 24.0)], &woman()), span(15, 45, 5));
    assert_eq!(fundal(&[(20, 10.5), (30, 44.5)], &woman()), span(5, 50, 5));
    // twins have points only
    assert_eq!(fundal(&[(20, 20.0), (30, 40.0)], &twins()), span(18, 42, 2));
    assert_eq!(fundal(&[(20, 20.0), (30, 41.0)], &twins()), span(15, 45, 5));
    assert_eq!(fundal(&[(24, 24.0)], &twins()), span(22, 26, 2));
    // 60 kg before, at 40 weeks 75.5 kg at most
    let before = (Some(60.0), Some(165.0));
    let weight = weight_chart(book(), &woman(), before, &[weighed(24, 65.0)]).unwrap();
    assert_eq!(of(&weight), span(58, 78, 2));
    assert_eq!((weight.x, weight.x_ticks), ((0.0, 42.0), every(0, 42, 6)));
}

/// Institute of Medicine 2009: 25.0 is overweight, 18.5 is usual weight.
#[test]
fn the_range_of_gain_follows_the_body_mass_index_before() {
    for (kg, wanted) in [
        (73.9, [0.44, 0.58]),
        (74.0, [0.35, 0.5]),
        (99.9, [0.35, 0.5]),
        (100.0, [0.23, 0.33]),
        (119.9, [0.23, 0.33]),
        (120.0, [0.17, 0.27]),
    ] {
        let before = (Some(kg), Some(200.0));
        let chart = weight_chart(book(), &woman(), before, &[weighed(24, kg)]).unwrap();
        let weekly: Vec<f64> = chart.lines.iter().map(|line| line.label).collect();
        assert_eq!(weekly, wanted, "{kg} kg at 2 m");
        assert!(chart.lines.iter().all(|line| line.is_edge));
        let chart = weight_chart(book(), &twins(), before, &[weighed(24, kg)]).unwrap();
        assert!(chart.lines.is_empty(), "it is known for one child only");
    }
}
