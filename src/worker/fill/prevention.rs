//! The month plan on paper.

use chrono::Datelike as _;

use super::Fill;
use crate::clinical::prevention::Book;
use crate::clinical::title_text;
use crate::domain::dates::PartialDate;
use crate::i18n::dates;
use crate::print::papers::{PlanLine, PlanMonth, PreventionSheet};
use crate::worker::prevention::{Line, year};

impl Fill<'_> {
    pub(super) fn prevention(&self) -> PreventionSheet {
        let today = self.local(self.now).date();
        let country = self.place.country;
        let speech = (self.lang, false);
        let mut lines = year(self.view, country, today, self.offset_minutes, speech);
        if let Some(lines) = &mut lines {
            lines.retain(|line| !line.is_done);
        }
        let mut notes = Vec::new();
        let mut months: Vec<PlanMonth> = Vec::new();
        match lines {
            None => notes.push(self.say("prevention-no-plan")),
            Some(lines) if lines.is_empty() => notes.push(self.say("prevention-nothing")),
            Some(lines) => {
                for line in &lines {
                    let month = PartialDate::from_month(line.day.year(), line.day.month());
                    let title = dates::long_partial(self.lang, month.unwrap_or_default());
                    if months.last().is_none_or(|last| last.title != title) {
                        months.push(PlanMonth {
                            title,
                            lines: Vec::new(),
                        });
                    }
                    if let Some(last) = months.last_mut() {
                        last.lines.push(self.plan_line(line, today));
                    }
                }
            }
        }
        if let Some(programme) = Book::builtin().programme(country) {
            notes.push(title_text(self.lang, &programme.title));
        }
        notes.push(self.say("prevention-not-approved"));
        PreventionSheet {
            context: self.context(None),
            months,
            notes,
        }
    }

    fn plan_line(&self, line: &Line, today: chrono::NaiveDate) -> PlanLine {
        let when = match &line.note {
            Some(note) => note.clone(),
            None if line.is_due => self.say("prevention-now"),
            // Nothing that could be said to be due: what is to be asked first.
            None if line.day == today => line.status.clone(),
            None => dates::short(self.lang, line.day),
        };
        PlanLine {
            name: line.name.clone(),
            kind: line.kind.clone(),
            when,
            is_due: line.is_due,
            confirmed: line.confirmed,
        }
    }
}
