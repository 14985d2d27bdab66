//! A growth curve as numbers: lines of the standard, the child's points, where the ticks stand. Screen and paper draw it.

use super::assess::{Growth, Position};
use super::indicator::Indicator;
use super::standard::{Axis, LAST_DAY_OF_2006, Z_LINES, reference};
use super::{DAYS_PER_MONTH, STANDING_FROM_DAY};
use crate::clinical::Sex;

/// What runs along the foot of the chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foot {
    Months,
    Years,
    Length,
    Height,
}

/// One place on an axis: where in the chart's own numbers, and the number that is written there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tick {
    pub at: f64,
    pub written: f64,
}

/// A line of the standard. It has more than one piece where the table has a step.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub z: i8,
    pub pieces: Vec<Vec<(f64, f64)>>,
}

/// A measurement: which of the given, and where.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub of: usize,
    pub x: f64,
    pub y: f64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    pub indicator: Indicator,
    pub foot: Foot,
    pub x: (f64, f64),
    pub y: (f64, f64),
    pub x_ticks: Vec<Tick>,
    pub y_ticks: Vec<Tick>,
    pub lines: Vec<Line>,
    pub points: Vec<Point>,
}

impl Line {
    /// "+2", "0", "−3".
    pub fn label(&self) -> String {
        match self.z {
            0 => "0".to_owned(),
            z @ 1.. => format!("+{z}"),
            z => format!("\u{2212}{}", z.unsigned_abs()),
        }
    }
}

/// Ends of a chart by age, in days: half a year, one, two and five years, ten and nineteen.
const ENDS: [f64; 6] = [183.0, 365.0, 730.0, 1856.0, 3652.5, 6939.75];

/// Places between the ends of a line: more than a screen shows.
const SAMPLES: usize = 160;

/// At most so many numbers on the upright axis.
const Y_TICKS: f64 = 9.0;

/// The chart of `indicator` with the measurements that have a score of it; `None` without any.
pub fn chart(indicator: Indicator, sex: Sex, measured: &[&Growth]) -> Option<Chart> {
    let by_length = indicator == Indicator::Wfl;
    let position = measured
        .iter()
        .rev()
        .find(|g| g.score(indicator).is_some())?
        .position;
    let points: Vec<Point> = measured
        .iter()
        .enumerate()
        .filter(|(_, growth)| !by_length || growth.position == position)
        .filter_map(|(of, growth)| {
            let y = growth.score(indicator)?.value;
            let x = if by_length {
                growth.length_cm?
            } else {
                f64::from(growth.age_days)
            };
            Some(Point { of, x, y })
        })
        .collect();
    let (first, last) = points
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), point| {
            (low.min(point.x), high.max(point.x))
        });
    let standing = position == Some(Position::Standing);
    let (foot, x) = if by_length {
        length_span(standing, first, last)
    } else {
        age_span(indicator, first, last)
    };
    let axis = |x: f64| match foot {
        Foot::Months | Foot::Years => Axis::Days(x),
        Foot::Length => Axis::LengthCm(x),
        Foot::Height => Axis::HeightCm(x),
    };
    let lines = lines(indicator, sex, x, by_length, axis);
    let every = lines
        .iter()
        .flat_map(|line| line.pieces.iter().flatten())
        .map(|(_, y)| *y)
        .chain(points.iter().map(|p| p.y));
    let (low, high) = every.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), y| {
        (low.min(y), high.max(y))
    });
    if low.partial_cmp(&high)? != std::cmp::Ordering::Less {
        return None;
    }
    let step = step(high - low);
    let y = ((low / step).floor() * step, (high / step).ceil() * step);
    let count = ((y.1 - y.0) / step).round() as usize;
    let y_ticks = (0..=count)
        .map(|n| y.0 + step * n as f64)
        .map(|at| Tick { at, written: at })
        .collect();
    Some(Chart {
        indicator,
        foot,
        x,
        y,
        x_ticks: x_ticks(foot, x),
        y_ticks,
        lines,
        points,
    })
}

/// From birth, or from the fifth birthday, to the next of the usual ends.
fn age_span(indicator: Indicator, first: f64, last: f64) -> (Foot, (f64, f64)) {
    let school = f64::from(LAST_DAY_OF_2006);
    let from = match indicator {
        _ if first > school => school + 1.0,
        Indicator::Ac => 91.0,
        Indicator::Wfa | Indicator::Lhfa | Indicator::Wfl | Indicator::Bmi | Indicator::Hc => 0.0,
    };
    let most = match indicator {
        Indicator::Wfa => 120.0 * DAYS_PER_MONTH,
        Indicator::Lhfa | Indicator::Bmi => 228.0 * DAYS_PER_MONTH,
        Indicator::Hc | Indicator::Ac | Indicator::Wfl => school,
    };
    let until = ENDS
        .into_iter()
        .find(|end| *end >= last)
        .unwrap_or(last)
        .min(most);
    let foot = if until <= f64::from(STANDING_FROM_DAY) {
        Foot::Months
    } else {
        Foot::Years
    };
    (foot, (from, until))
}

/// The tens around the child, within the table.
fn length_span(standing: bool, first: f64, last: f64) -> (Foot, (f64, f64)) {
    let (foot, least, most) = if standing {
        (Foot::Height, 65.0, 120.0)
    } else {
        (Foot::Length, 45.0, 110.0)
    };
    let from = ((first - 10.0) / 5.0).floor() * 5.0;
    let until = ((last + 10.0) / 5.0).ceil() * 5.0;
    (foot, (from.max(least), until.min(most)))
}

fn lines(
    indicator: Indicator,
    sex: Sex,
    (from, until): (f64, f64),
    by_length: bool,
    axis: impl Fn(f64) -> Axis,
) -> Vec<Line> {
    let step_at = f64::from(STANDING_FROM_DAY);
    let has_step = !by_length && (from..until).contains(&step_at);
    let pieces: Vec<(f64, f64)> = if has_step {
        vec![(from, step_at - 1.0), (step_at, until)]
    } else {
        vec![(from, until)]
    };
    let sampled: Vec<Vec<(f64, [f64; 7])>> = pieces
        .into_iter()
        .map(|(begin, end)| {
            (0..=SAMPLES)
                .map(|n| begin + (end - begin) * n as f64 / SAMPLES as f64)
                // The tables of age know whole days; between two of them a line would have stairs.
                .map(|x| {
                    if by_length {
                        x
                    } else {
                        x.round().clamp(begin, end)
                    }
                })
                .filter_map(|x| Some((x, reference(indicator, sex, axis(x))?)))
                .collect()
        })
        .collect();
    Z_LINES
        .iter()
        .enumerate()
        .map(|(at, z)| Line {
            z: *z as i8,
            pieces: sampled
                .iter()
                .map(|piece| piece.iter().map(|(x, y)| (*x, y[at])).collect())
                .collect(),
        })
        .collect()
}

/// Whole months, every second one beyond a year; whole years, every second one beyond ten; or every five centimetres.
fn x_ticks(foot: Foot, (from, until): (f64, f64)) -> Vec<Tick> {
    let (unit, every) = match foot {
        Foot::Months => (DAYS_PER_MONTH, if until > ENDS[1] { 2.0 } else { 1.0 }),
        Foot::Years => (365.25, if until - from > ENDS[4] { 2.0 } else { 1.0 }),
        Foot::Length | Foot::Height => (1.0, 5.0),
    };
    let first = (from / unit / every).ceil() as i64;
    // Twelve months are 365.25 days: the tick stands at the end of a chart of 365.
    let last = (until / unit / every + 0.02).floor() as i64;
    (first..=last)
        .map(|n| n as f64 * every)
        .map(|written| Tick {
            at: (written * unit).min(until),
            written,
        })
        .collect()
}

/// A round step that gives few enough ticks.
fn step(range: f64) -> f64 {
    let steps = [0.5, 1.0, 2.0, 5.0, 10.0, 20.0];
    steps
        .into_iter()
        .find(|step| range / step <= Y_TICKS)
        .unwrap_or(50.0)
}

#[cfg(test)]
mod tests {
    use super::super::{Child, assess};
    use super::*;

    fn at(days: f64, kg: f64, cm: f64) -> Growth {
        assess(&Child {
            weight_kg: Some(kg),
            length_cm: Some(cm),
            head_cm: Some(48.0),
            muac_cm: Some(15.0),
            ..Child::of(Sex::Male, days)
        })
        .unwrap()
    }

    #[test]
    fn every_indicator_has_a_chart_that_holds_lines_and_points() {
        let measured = [
            at(100.0, 6.0, 61.0),
            at(400.0, 9.8, 76.0),
            at(900.0, 12.9, 91.0),
        ];
        let measured: Vec<&Growth> = measured.iter().collect();
        for indicator in Indicator::ALL {
            let chart = chart(indicator, Sex::Male, &measured).unwrap();
            assert_eq!(chart.lines.len(), 7);
            assert!(!chart.points.is_empty());
            let lines = chart.lines.iter().flat_map(|l| l.pieces.iter().flatten());
            for (x, y) in lines
                .copied()
                .chain(chart.points.iter().map(|p| (p.x, p.y)))
            {
                assert!((chart.x.0..=chart.x.1).contains(&x), "{indicator:?} {x}");
                assert!((chart.y.0..=chart.y.1).contains(&y), "{indicator:?} {y}");
            }
            for tick in &chart.x_ticks {
                assert!((chart.x.0..=chart.x.1 + 1e-6).contains(&tick.at));
            }
            assert!((3..=10).contains(&chart.y_ticks.len()), "{indicator:?}");
            // Standing from two years: weight-for-length knows the last point alone.
            let all = if indicator == Indicator::Wfl { 1 } else { 3 };
            assert_eq!(chart.points.len(), all);
        }
    }

    #[test]
    fn the_step_at_two_years_is_not_smoothed() {
        let measured = at(900.0, 12.9, 91.0);
        let chart = chart(Indicator::Lhfa, Sex::Male, &[&measured]).unwrap();
        for line in &chart.lines {
            let [lying, standing] = line.pieces.as_slice() else {
                panic!("two pieces")
            };
            let down = lying.last().unwrap().1 - standing[0].1;
            assert!((down - 0.7).abs() < 0.1, "{down}");
        }
    }

    #[test]
    fn the_foot_follows_the_age() {
        for (days, foot, until) in [
            (20.0, Foot::Months, 183.0),
            (300.0, Foot::Months, 365.0),
            (700.0, Foot::Months, 730.0),
            (731.0, Foot::Years, 1856.0),
            (1900.0, Foot::Years, 3652.5),
        ] {
            let measured = at(days, 12.0, 80.0);
            let chart = chart(Indicator::Wfa, Sex::Male, &[&measured]).unwrap();
            assert_eq!(chart.foot, foot, "{days}");
            assert!((chart.x.1 - until).abs() < 1e-6, "{days} {:?}", chart.x);
        }
        assert_eq!(chart(Indicator::Wfa, Sex::Male, &[]), None);
    }
}
