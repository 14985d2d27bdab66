//! The vaccination card on paper: every dose that stands, every refusal that stands, and the plan of the day.

use super::{Fill, said};
use crate::clinical::immunise::{Book, Row, Seen, Status};
use crate::clinical::title_text;
use crate::domain::card::Event;
use crate::domain::dates::PartialDate;
use crate::domain::immunisation::Immunisation;
use crate::domain::number::Decimal;
use crate::i18n::{dates, numbers, tr};
use crate::print::papers::{DeclinedDose, GivenDose, PlannedDose, VaccinationSheet};
use crate::worker::vaccination::{
    Planned, declined_of, is_behind, planned, reaction_words, reasons, row_name, standing,
    status_word, vaccine_name,
};

impl Fill<'_> {
    pub(super) fn vaccination(&self) -> VaccinationSheet {
        let today = self.local(self.now).date();
        let plan = planned(self.view, self.place.country, today);
        let rows = plan.as_ref().map_or(&[][..], |plan| &plan.rows);
        let mut events: Vec<&Event<Immunisation>> = standing(self.view).collect();
        events.sort_by_key(|event| (event.content.date, event.entered_at, event.id));
        let done = events.iter().filter(|event| event.content.is_done());
        let not_done = events.iter().filter(|event| !event.content.is_done());
        let over = |event: &&&Event<Immunisation>| {
            let until = event.content.until.latest();
            until.is_none_or(|until| until >= today)
        };
        VaccinationSheet {
            context: self.context(None),
            given: done.map(|event| self.dose_given(event, rows)).collect(),
            declined: not_done
                .filter(over)
                .map(|event| self.declined(&event.content))
                .collect(),
            planned: rows
                .iter()
                .filter(|row| row.status.is_open() || row.status == Status::Contraindicated)
                .filter(|row| row.given_on.is_none())
                .map(|row| self.planned_dose(row, today))
                .collect(),
            notes: self.notes(plan.as_ref()),
        }
    }

    fn dose_given(&self, event: &Event<Immunisation>, rows: &[Row]) -> GivenDose {
        let content = &event.content;
        let behind = rows.iter().find(|row| is_behind(content, row));
        let name = vaccine_name(self.lang, &content.vaccine);
        let number = behind
            .and_then(|row| row.dose)
            .map(i64::from)
            .or(content.dose_number.filter(|_| rows.is_empty()));
        // A dose that fills nothing, or of which the plan says that it does not count, is not numbered as if it did.
        let note = match behind {
            None if !rows.is_empty() => Some(self.say("print-vaccination-not-counted")),
            Some(row) if row.dose.is_none() => Some(reasons(self.lang, row)),
            Some(_) | None => None,
        };
        let word =
            |prefix: &str, code: &str| said(code).map(|code| self.say(&format!("{prefix}{code}")));
        let by = if content.reported {
            Some(self.say("print-vaccination-reported"))
        } else {
            event.by.map(|by| self.name(by))
        };
        GivenDose {
            vaccine: match number {
                Some(number) => format!("{name}\u{a0}{number}"),
                None => name,
            },
            date: self.short(content.date),
            note,
            lot: said(&content.lot),
            expiry: content
                .expiry
                .is_known()
                .then(|| self.short(content.expiry)),
            dose: Decimal::parse(&content.dose_ml).ok().map(|ml| {
                let unit = self.say("common-unit-ml");
                format!("{}\u{a0}{unit}", numbers::decimal(self.lang, ml))
            }),
            route: word("common-route-", &content.route),
            // By mouth into the mouth: said once.
            site: word("vaccination-site-", &content.site)
                .filter(|_| (content.route.as_str(), content.site.as_str()) != ("oral", "mouth")),
            reaction: reaction_words(self.lang, content),
            by,
        }
    }

    fn declined(&self, content: &Immunisation) -> DeclinedDose {
        let name = vaccine_name(self.lang, &content.vaccine);
        DeclinedDose {
            vaccine: match content.dose_number {
                Some(number) => format!("{name}\u{a0}{number}"),
                None => name,
            },
            what: self.say(&format!("vaccination-what-{}", content.status_reason)),
            date: self.short(content.date),
            until: content.until.is_known().then(|| self.short(content.until)),
            note: said(&content.note),
        }
    }

    fn planned_dose(&self, row: &Row, today: chrono::NaiveDate) -> PlannedDose {
        let declined = declined_of(self.view, row, today);
        let status = match declined {
            Some(declined) => tr(
                self.lang,
                &format!("vaccination-declined-{}", declined.status_reason),
                &[("date", &self.short(declined.date))],
            ),
            None => status_word(self.lang, row.status),
        };
        let unsure = matches!(row.status, Status::Contraindicated | Status::CannotCheck);
        let note = if unsure {
            Some(reasons(self.lang, row))
        } else {
            (row.seen == Some(Seen::Knowledge)).then(|| self.say("print-not-confirmed"))
        };
        PlannedDose {
            vaccine: row_name(self.lang, row),
            status,
            is_due: row.status.is_due() && declined.is_none(),
            date: row.due.map(|day| dates::short(self.lang, day)),
            note,
        }
    }

    fn notes(&self, plan: Option<&Planned>) -> Vec<String> {
        let Some(plan) = plan else {
            return vec![self.say("vaccination-no-birth")];
        };
        let mut notes = Vec::new();
        if plan.is_child && plan.nothing_recorded {
            notes.push(self.say("vaccination-no-record"));
        }
        if let Some(calendar) = Book::builtin().calendar(self.place.country) {
            let title = title_text(self.lang, &calendar.title);
            let args = [("title", title.as_str())];
            notes.push(tr(self.lang, "print-vaccination-calendar", &args));
        }
        notes.push(self.say("vaccination-not-approved"));
        notes
    }

    pub(super) fn short(&self, date: PartialDate) -> String {
        dates::short_partial(self.lang, date)
    }
}
