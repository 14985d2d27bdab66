//! Fundal height and weight against weeks, as numbers. Screen and paper draw them.

use chrono::NaiveDate;

use super::book::Book;
use super::dating::Dated;
use super::signs::{Contact, Woman};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    Fundal,
    Weight,
}

/// A line that measurements are looked at against; the lowest comes first.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Centimetres above or below the expected; kilograms a week for weight. 0 is the expected itself.
    pub label: f64,
    pub is_edge: bool,
    pub points: Vec<(f64, f64)>,
}

/// Weeks along the foot.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    pub measure: Measure,
    pub x: (f64, f64),
    pub y: (f64, f64),
    pub x_ticks: Vec<f64>,
    pub y_ticks: Vec<f64>,
    pub lines: Vec<Line>,
    /// Which contact, week, value.
    pub points: Vec<(usize, f64, f64)>,
}

const TERM_WEEKS: f64 = 42.0;
const FUNDAL_WEEKS: f64 = 18.0;

/// Centimetres against weeks; `None` without a date or a measurement. Twins have no line.
pub fn fundal_chart(book: &Book, woman: &Woman, contacts: &[Contact]) -> Option<Chart> {
    let points = points(book, woman.dated?, contacts, |c| c.fundal_cm);
    let first = points.iter().map(|p| p.1).fold(FUNDAL_WEEKS, f64::min);
    let sign = book.sign("fundal-low")?;
    let (apart, from, until) = (
        sign.limit("cm")?,
        sign.limit("from_days")? / 7.0,
        sign.limit("until_days")? / 7.0,
    );
    let is_single = woman.fetuses.is_none_or(|count| count < 2);
    let lines = [-apart, 0.0, apart].into_iter().filter(|_| is_single);
    let lines = lines.map(|label| Line {
        label,
        is_edge: label.abs() > 0.0,
        points: vec![(from, from + label), (until, until + label)],
    });
    frame(
        Measure::Fundal,
        ((first / 2.0).floor() * 2.0, TERM_WEEKS),
        lines.collect(),
        points,
    )
}

/// Kilograms against weeks, with the range of gain where the weight and height before the pregnancy are known.
pub fn weight_chart(
    book: &Book,
    woman: &Woman,
    (before_kg, height_cm): (Option<f64>, Option<f64>),
    contacts: &[Contact],
) -> Option<Chart> {
    let points = points(book, woman.dated?, contacts, |c| c.weight_kg);
    let is_single = woman.fetuses.is_none_or(|count| count < 2);
    let lines = before_kg
        .zip(height_cm)
        .filter(|_| is_single)
        .map_or_else(Vec::new, |(kg, cm)| gain(book, kg, cm));
    frame(Measure::Weight, (0.0, TERM_WEEKS), lines, points)
}

fn gain(book: &Book, kg: f64, cm: f64) -> Vec<Line> {
    let rules = &book.rules.gain;
    let bmi = kg / (cm / 100.0).powi(2);
    let band = rules
        .bands
        .iter()
        .find(|band| band.bmi_below.is_none_or(|below| bmi < below));
    let Some(band) = band else { return Vec::new() };
    let from = rules.from_days as f64 / 7.0;
    let term = book.rules.dating.term_days as f64 / 7.0;
    let ends = rules.first_kg.into_iter().zip(band.weekly_kg);
    let lines = ends.map(|(first, weekly)| Line {
        label: weekly,
        is_edge: true,
        points: vec![
            (0.0, kg),
            (from, kg + first),
            (term, kg + first + weekly * (term - from)),
        ],
    });
    lines.collect()
}

fn points(
    book: &Book,
    dated: Dated,
    contacts: &[Contact],
    value: impl Fn(&Contact) -> Option<f64>,
) -> Vec<(usize, f64, f64)> {
    let week = |day: NaiveDate| {
        let age = dated.age_on(&book.rules.dating, day).ok()?;
        Some(age.days as f64 / 7.0)
    };
    let mut points: Vec<_> = contacts
        .iter()
        .enumerate()
        .filter_map(|(of, contact)| Some((of, week(contact.on)?, value(contact)?)))
        .collect();
    points.sort_by(|a, b| a.1.total_cmp(&b.1));
    points
}

fn frame(
    measure: Measure,
    x: (f64, f64),
    lines: Vec<Line>,
    points: Vec<(usize, f64, f64)>,
) -> Option<Chart> {
    if points.is_empty() {
        return None;
    }
    let every = lines
        .iter()
        .flat_map(|line| line.points.iter().map(|p| p.1))
        .chain(points.iter().map(|p| p.2));
    let (low, high) = every.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), y| {
        (low.min(y), high.max(y))
    });
    let step = if high - low > 20.0 { 5.0 } else { 2.0 };
    let y = (
        ((low - 1.0) / step).floor() * step,
        ((high + 1.0) / step).ceil() * step,
    );
    let ticks = |(from, until): (f64, f64), step: f64| {
        let count = ((until - from) / step).floor() as usize;
        (0..=count).map(|n| from + step * n as f64).collect()
    };
    let x_step = if x.1 - x.0 > 30.0 { 6.0 } else { 2.0 };
    Some(Chart {
        measure,
        x,
        y,
        x_ticks: ticks(x, x_step),
        y_ticks: ticks(y, step),
        lines,
        points,
    })
}
