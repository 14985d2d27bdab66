//! The pregnancy card on paper: the same dates, findings, contacts and curves as on the screen.

use super::{Fill, unknown};
use crate::clinical::pregnancy::{Book, Chart, Measure};
use crate::clinical::title_text;
use crate::i18n::{dates, numbers, tr};
use crate::print::paper::{Figure, FigureLine};
use crate::print::papers::PregnancySheet;
use crate::worker::api::Fault;
use crate::worker::pregnancy::words::{
    COLUMNS, age_text, booking_parts, cells, dating_sentences, finding_text, gaps_text, line_label,
    lines_text, status_word, upright_word, week_text,
};
use crate::worker::pregnancy::{Followed, blood_text, chart, followed};

impl Fill<'_> {
    /// Refused where no pregnancy is in the card.
    pub(super) fn pregnancy(&self) -> Result<PregnancySheet, Fault> {
        let today = self.local(self.now).date();
        let followed = followed(self.view, self.place.country, today, self.offset_minutes)
            .ok_or_else(|| unknown(self.view.patient))?;
        let booking = &followed.entry.content;
        let mut dating = if booking.is_open() {
            dating_sentences(self.lang, followed.dated, today)
        } else {
            Vec::new()
        };
        if followed.is_disputed {
            dating.insert(0, self.say("pregnancy-disputed"));
        }
        let mut findings: Vec<String> = followed
            .findings
            .iter()
            .map(|finding| finding_text(self.lang, finding, today))
            .collect();
        findings.extend(gaps_text(self.lang, &followed.gaps));
        let blood = blood_text(self.view);
        let told = booking_parts(self.lang, booking, blood.as_deref());
        let charts = [Measure::Fundal, Measure::Weight]
            .into_iter()
            .filter_map(|measure| chart(&followed, measure));
        let mut notes = Vec::new();
        let mut figures = Vec::new();
        for chart in charts {
            notes.push(lines_text(self.lang, &chart));
            figures.push(self.curve(&chart));
        }
        if let Some(schedule) = followed.schedule {
            notes.push(title_text(self.lang, &schedule.title));
        }
        notes.push(self.say("pregnancy-not-approved"));
        let mut columns = vec![self.say("common-date"), self.say("pregnancy-column-week")];
        columns.extend(COLUMNS.map(|key| self.say(key)));
        let plan = followed.rows.iter().map(|row| {
            let day = row.held_on.unwrap_or(row.day);
            [
                week_text(self.lang, row.planned.week),
                dates::short(self.lang, day),
                status_word(self.lang, row),
            ]
        });
        Ok(PregnancySheet {
            context: self.context(None),
            dating,
            findings,
            booking: told
                .into_iter()
                .map(|(part, text)| (format!("pregnancy-{part}"), text))
                .collect(),
            columns,
            contacts: self.contact_rows(&followed),
            figures,
            plan: plan.collect(),
            notes,
        })
    }

    /// Oldest first, as a form is written.
    fn contact_rows(&self, followed: &Followed<'_>) -> Vec<Vec<String>> {
        let rules = &Book::builtin().rules.dating;
        let contacts = followed.contacts.iter().rev();
        let rows = contacts.map(|contact| {
            let age = followed.dated.ok();
            let age = age.and_then(|dated| dated.age_on(rules, contact.on).ok());
            let age = age.map_or_else(String::new, |age| age_text(self.lang, age));
            let mut row = vec![dates::short(self.lang, contact.on), age];
            row.extend(cells(self.lang, contact).map(|cell| {
                if cell.is_empty() {
                    "\u{2014}".to_owned()
                } else {
                    cell
                }
            }));
            row
        });
        rows.collect()
    }

    fn curve(&self, chart: &Chart) -> Figure {
        let ticks = |ticks: &[f64]| {
            let places = ticks.iter();
            places
                .map(|at| (*at, numbers::rounded(self.lang, *at, 1)))
                .collect()
        };
        Figure {
            upright: upright_word(self.lang, chart.measure),
            foot: tr(self.lang, "pregnancy-foot-weeks", &[]),
            x: chart.x,
            y: chart.y,
            x_ticks: ticks(&chart.x_ticks),
            y_ticks: ticks(&chart.y_ticks),
            lines: chart
                .lines
                .iter()
                .map(|line| FigureLine {
                    label: line_label(self.lang, chart, line.label),
                    loud: !line.is_edge,
                    pieces: vec![line.points.clone()],
                })
                .collect(),
            points: chart.points.iter().map(|(_, x, y)| (*x, *y)).collect(),
        }
    }
}
