//! What a growth curve shows: the child's own point, seven lines of the standard from edge to edge, round numbers on both axes.

use feldsher::clinical::Sex;
use feldsher::clinical::growth::{
    Axis, Chart, Child, Foot, Growth, Indicator, Line, Position, chart, reference,
};

use super::of;

fn boy(days: f64, kg: f64, cm: f64, standing: Option<bool>) -> Growth {
    of(&Child {
        weight_kg: Some(kg),
        length_cm: Some(cm),
        standing,
        head_cm: Some(46.0),
        muac_cm: Some(14.0),
        ..Child::of(Sex::Male, days)
    })
}

/// A boy near the middle at this age.
fn usual(days: f64) -> Growth {
    let at = |indicator| reference(indicator, Sex::Male, Axis::Days(days)).map(|lines| lines[3]);
    let kg = at(Indicator::Wfa).unwrap_or(60.0);
    boy(days, kg, at(Indicator::Lhfa).unwrap(), None)
}

fn drawn(indicator: Indicator, ages: &[f64]) -> Chart {
    let measured: Vec<Growth> = ages.iter().map(|days| usual(*days)).collect();
    let measured: Vec<&Growth> = measured.iter().collect();
    chart(indicator, Sex::Male, &measured).unwrap()
}

fn every(from: i32, until: i32, step: usize) -> Vec<f64> {
    (from..=until).step_by(step).map(f64::from).collect()
}

fn written(chart: &Chart) -> Vec<f64> {
    chart.x_ticks.iter().map(|tick| tick.written).collect()
}

/// Half a year, one and two by months; five, ten and nineteen by years; from the day after the standard of 2006 ends (1856) the
/// chart of a school child. The arm is known from three months on, the weight to ten years.
#[test]
fn the_foot_goes_from_birth_or_school_to_the_next_usual_end() {
    use Foot::{Months, Years};
    use Indicator::{Ac, Bmi, Hc, Lhfa, Wfa};
    for (indicator, ages, foot, span, ticks) in [
        (Wfa, &[20.0][..], Months, (0.0, 183.0), every(0, 6, 1)),
        (Wfa, &[183.0], Months, (0.0, 183.0), every(0, 6, 1)),
        (Wfa, &[184.0], Months, (0.0, 365.0), every(0, 12, 1)),
        (Lhfa, &[365.0], Months, (0.0, 365.0), every(0, 12, 1)),
        (Lhfa, &[366.0], Months, (0.0, 730.0), every(0, 24, 2)),
        (Hc, &[50.0, 730.0], Months, (0.0, 730.0), every(0, 24, 2)),
        (Bmi, &[731.0], Years, (0.0, 1856.0), every(0, 5, 1)),
        (Bmi, &[1856.0], Years, (0.0, 1856.0), every(0, 5, 1)),
        (Ac, &[100.0], Months, (91.0, 183.0), every(3, 6, 1)),
        (Ac, &[1000.0], Years, (91.0, 1856.0), every(1, 5, 1)),
        (Wfa, &[1857.0], Years, (1857.0, 3652.5), every(6, 10, 1)),
        (Wfa, &[900.0, 2000.0], Years, (0.0, 3652.5), every(0, 10, 1)),
        (Lhfa, &[3653.0], Years, (1857.0, 6939.75), every(6, 18, 2)),
        (
            Lhfa,
            &[30.0, 4000.0],
            Years,
            (0.0, 6939.75),
            every(0, 18, 2),
        ),
    ] {
        let chart = drawn(indicator, ages);
        let name = format!("{indicator:?} {ages:?}");
        assert_eq!((chart.foot, chart.x), (foot, span), "{name}");
        assert_eq!(written(&chart), ticks, "{name}");
        // A month is 30.4375 days, a year 365.25; the last may be the end itself.
        let unit = if foot == Months { 30.4375 } else { 365.25 };
        for tick in &chart.x_ticks {
            let at = (tick.written * unit).min(span.1);
            assert!((tick.at - at).abs() < 1e-9, "{name} {tick:?}");
        }
        let ends: Vec<(f64, f64)> = chart.points.iter().map(|p| (p.x, p.y)).collect();
        let wanted: Vec<(f64, f64)> = ages
            .iter()
            .map(|days| (*days, usual(*days).score(indicator).unwrap().value))
            .collect();
        assert_eq!(ends, wanted, "{name}: the child's own points");
    }
}

/// The fives at least ten centimetres to each side, within the table: 45 to 110 lying, 65 to 120 standing.
#[test]
fn the_foot_of_a_length_holds_the_child_and_stays_in_the_table() {
    for (days, cm, standing, foot, span) in [
        (400.0, 76.0, false, Foot::Length, (65.0, 90.0)),
        (400.0, 75.0, false, Foot::Length, (65.0, 85.0)),
        (30.0, 51.0, false, Foot::Length, (45.0, 65.0)),
        (900.0, 91.0, true, Foot::Height, (80.0, 105.0)),
        (740.0, 72.0, true, Foot::Height, (65.0, 85.0)),
        (1800.0, 113.0, true, Foot::Height, (100.0, 120.0)),
    ] {
        let measured = boy(days, 10.0, cm, Some(standing));
        let chart = chart(Indicator::Wfl, Sex::Male, &[&measured]).unwrap();
        assert_eq!((chart.foot, chart.x), (foot, span), "{cm}");
        let fives = every(span.0 as i32, span.1 as i32, 5);
        assert_eq!(written(&chart), fives, "{cm}");
        assert!(chart.x_ticks.iter().all(|tick| tick.at.eq(&tick.written)));
        let [point] = chart.points.as_slice() else {
            panic!("{cm}: one point")
        };
        assert_eq!((point.x, point.y), (cm, 10.0));
    }
}

/// Lying and standing have tables of their own: only the points of the last position are on its chart.
#[test]
fn a_chart_by_length_does_not_mix_lying_and_standing() {
    let young = boy(400.0, 9.8, 76.0, Some(false));
    let old = boy(900.0, 12.9, 91.0, Some(true));
    let of = |measured: &[&Growth]| {
        let chart = chart(Indicator::Wfl, Sex::Male, measured).unwrap();
        let which: Vec<usize> = chart.points.iter().map(|point| point.of).collect();
        (chart.foot, which)
    };
    assert_eq!(old.position, Some(Position::Standing));
    assert_eq!(of(&[&young, &old]), (Foot::Height, vec![1]));
    assert_eq!(of(&[&old, &young]), (Foot::Length, vec![1]));
    assert_eq!(of(&[&young, &young]), (Foot::Length, vec![0, 1]));
}

/// Every line is the standard itself, from one edge to the other, without a hole.
#[test]
fn the_seven_lines_are_those_of_who() {
    let school = Indicator::Bmi;
    for (indicator, ages) in [
        (Indicator::Wfa, &[20.0][..]),
        (Indicator::Wfa, &[500.0]),
        (Indicator::Lhfa, &[900.0]),
        (Indicator::Hc, &[1500.0]),
        (Indicator::Ac, &[100.0]),
        (Indicator::Wfl, &[400.0]),
        (Indicator::Wfl, &[900.0]),
        (school, &[3000.0]),
        (school, &[700.0, 3000.0]),
    ] {
        let chart = drawn(indicator, ages);
        let place = |x: f64| match chart.foot {
            Foot::Months | Foot::Years => Axis::Days(x),
            Foot::Length => Axis::LengthCm(x),
            Foot::Height => Axis::HeightCm(x),
        };
        let names: Vec<String> = chart.lines.iter().map(Line::label).collect();
        assert_eq!(names, ["−3", "−2", "−1", "0", "+1", "+2", "+3"]);
        let by_age = indicator != Indicator::Wfl;
        // At two years the length becomes a height: two pieces that do not touch.
        let step = by_age && chart.x.0 < 731.0 && chart.x.1 > 731.0;
        for (at, line) in chart.lines.iter().enumerate() {
            let ends: Vec<(f64, f64)> = line
                .pieces
                .iter()
                .map(|piece| (piece[0].0, piece[piece.len() - 1].0))
                .collect();
            if step {
                assert_eq!(ends, [(chart.x.0, 730.0), (731.0, chart.x.1)]);
            } else {
                assert_eq!(ends, [chart.x], "{indicator:?} {ages:?}");
            }
            for (piece, (begin, end)) in line.pieces.iter().zip(ends) {
                // Days are whole: where the piece is short no day is left out.
                let widest = ((end - begin) / 80.0).max(1.0);
                for pair in piece.windows(2) {
                    let gap = pair[1].0 - pair[0].0;
                    assert!((0.0..=widest).contains(&gap), "{indicator:?} {pair:?}");
                }
                for (x, y) in piece {
                    let row = reference(indicator, Sex::Male, place(*x)).unwrap();
                    assert!((row[at] - y).abs() < 1e-9, "{indicator:?} {x}");
                }
            }
        }
    }
}

/// The finest step of 0.5, 1, 2, 5, 10, 20 that needs no more than nine of them; the ends are the next round numbers.
#[test]
fn the_upright_axis_has_round_numbers_just_around_everything() {
    let upright = |chart: &Chart| {
        let ticks: Vec<f64> = chart.y_ticks.iter().map(|tick| tick.written).collect();
        assert!(chart.y_ticks.iter().all(|tick| tick.at.eq(&tick.written)));
        assert_eq!(chart.y, (ticks[0], ticks[ticks.len() - 1]));
        ticks
    };
    // WHO field tables of boys: 2.1 kg (−3 SD at birth) to 13.3 kg (+3 SD at twelve months); 44.2 to 97 cm lying at two years;
    // 30.7 to 52.1 cm of head in two years; 44.2 to 124 cm in five.
    assert_eq!(upright(&drawn(Indicator::Wfa, &[365.0])), every(2, 14, 2));
    assert_eq!(
        upright(&drawn(Indicator::Lhfa, &[700.0])),
        every(40, 100, 10)
    );
    assert_eq!(upright(&drawn(Indicator::Hc, &[700.0])), every(30, 55, 5));
    assert_eq!(
        upright(&drawn(Indicator::Lhfa, &[1700.0])),
        every(40, 130, 10)
    );
    // A child far beyond the lines is on the paper too.
    let heavy = boy(365.0, 25.4, 76.0, None);
    let chart = chart(Indicator::Wfa, Sex::Male, &[&heavy]).unwrap();
    assert_eq!(upright(&chart), every(0, 30, 5));
}
