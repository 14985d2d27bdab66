//! The paper of a child's growth: the same charts and words as on the screen.

use super::{Fill, unknown};
use crate::clinical::growth::{Chart, Growth, Indicator, Level, chart};
use crate::i18n::{dates, numbers, tr};
use crate::print::paper::{Figure, FigureLine};
use crate::print::papers::GrowthSheet;
use crate::worker::api::Fault;
use crate::worker::growth::words::{
    finding_text, foot_word, indicator_word, source_text, told, upright_word, value_text, z_text,
};
use crate::worker::growth::{Measured, measured, table_sex};

/// Charts of the paper in their order: thinness first.
const CHARTS: [Indicator; 6] = [
    Indicator::Wfl,
    Indicator::Bmi,
    Indicator::Wfa,
    Indicator::Lhfa,
    Indicator::Hc,
    Indicator::Ac,
];

/// Columns of z-scores; head and arm only where they were ever measured.
const SCORES: [Indicator; 6] = [
    Indicator::Wfa,
    Indicator::Lhfa,
    Indicator::Wfl,
    Indicator::Bmi,
    Indicator::Hc,
    Indicator::Ac,
];

fn columns_of(all: &[Measured]) -> Vec<Indicator> {
    let always = |i: Indicator| !matches!(i, Indicator::Hc | Indicator::Ac);
    let ever = |i: Indicator| all.iter().any(|m| m.growth.score(i).is_some());
    SCORES
        .into_iter()
        .filter(|i| always(*i) || ever(*i))
        .collect()
}

impl Fill<'_> {
    /// Refused where nothing was measured that a standard knows.
    pub(super) fn growth(&self) -> Result<GrowthSheet, Fault> {
        let all = measured(self.view, self.offset_minutes);
        let sex = table_sex(&self.view.person);
        let (Some(last), Some(sex)) = (all.last(), sex) else {
            return Err(unknown(self.view.patient));
        };
        let growths: Vec<&Growth> = all.iter().map(|m| &m.growth).collect();
        let told = told(last);
        let findings: Vec<String> = told
            .iter()
            .filter(|finding| finding.level > Level::Info)
            .map(|finding| finding_text(self.lang, finding))
            .collect();
        let sources = vec![source_text(self.lang, told.first().copied())];
        let figures = CHARTS
            .into_iter()
            .filter_map(|indicator| chart(indicator, sex, &growths))
            .map(|chart| self.figure(&chart))
            .collect();
        let word = |key: &str| tr(self.lang, key, &[]);
        let mut columns = vec![
            word("print-growth-day"),
            word("print-vital-weight"),
            word("print-vital-height"),
        ];
        let scores = columns_of(&all);
        let titles = scores
            .iter()
            .map(|i| format!("{}, z", indicator_word(self.lang, *i)));
        columns.extend(titles);
        Ok(GrowthSheet {
            context: self.context(None),
            findings,
            figures,
            columns,
            rows: all.iter().rev().map(|m| self.row(m, &scores)).collect(),
            sources,
        })
    }

    fn row(&self, measured: &Measured, scores: &[Indicator]) -> Vec<String> {
        let age = dates::age_on(self.lang, self.view.person.born, measured.on);
        let none = || "\u{2014}".to_owned();
        let value = |indicator, value: Option<f64>| {
            value.map_or_else(none, |v| value_text(self.lang, indicator, v))
        };
        let mut row = vec![
            format!("{} ({age})", dates::short(self.lang, measured.on)),
            value(Indicator::Wfa, measured.weight_kg),
            value(Indicator::Lhfa, measured.length_cm),
        ];
        row.extend(scores.iter().map(|indicator| {
            let Some(score) = measured.growth.score(*indicator) else {
                return none();
            };
            let z = z_text(self.lang, score.z);
            // Weight and length have columns of their own.
            match indicator {
                Indicator::Hc | Indicator::Ac => {
                    format!("{} ({z})", value_text(self.lang, *indicator, score.value))
                }
                Indicator::Wfa | Indicator::Lhfa | Indicator::Wfl | Indicator::Bmi => z,
            }
        }));
        row
    }

    fn figure(&self, chart: &Chart) -> Figure {
        let ticks = |ticks: &[crate::clinical::growth::Tick]| {
            ticks
                .iter()
                .map(|tick| (tick.at, numbers::rounded(self.lang, tick.written, 1)))
                .collect()
        };
        Figure {
            upright: upright_word(self.lang, chart.indicator),
            foot: foot_word(self.lang, chart.foot),
            x: chart.x,
            y: chart.y,
            x_ticks: ticks(&chart.x_ticks),
            y_ticks: ticks(&chart.y_ticks),
            lines: chart
                .lines
                .iter()
                .map(|line| FigureLine {
                    label: line.label(),
                    loud: line.z.abs() != 1,
                    pieces: line.pieces.clone(),
                })
                .collect(),
            points: chart.points.iter().map(|p| (p.x, p.y)).collect(),
        }
    }
}
