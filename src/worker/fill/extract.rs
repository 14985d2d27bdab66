//! The extract from the card: the parts of the passport, then every visit that stands.

use super::Fill;
use super::notes::Told;
use crate::domain::card::Event;
use crate::domain::paper::FormPart;
use crate::domain::visit::Visit;
use crate::i18n::{dates, tr};
use crate::print::paper::Rich;
use crate::print::papers::{
    ExtractSheet, ExtractVisit, diagnoses_rich, medicines_rich, vital_name, vital_text,
};

impl Fill<'_> {
    pub(super) fn extract(&self) -> ExtractSheet {
        let passport = self.passport();
        let mut visits = self.visits_before(i64::MAX, None);
        visits.reverse();
        ExtractSheet {
            context: self.context(Some(self.view.patient)),
            card: passport.first.into_iter().chain(passport.rest).collect(),
            visits: visits
                .into_iter()
                .map(|visit| self.extracted(visit))
                .collect(),
            is_unreadable: passport.is_unreadable,
        }
    }

    pub(super) fn extracted(&self, visit: &Event<Visit>) -> ExtractVisit {
        let chain = self.chain(visit.id).ok();
        let told = self.told(&visit.content, visit.care_at, chain.as_ref());
        let form = told.form.as_ref().map(|form| form.title.clone());
        let mut fields = self.told_fields(&told);
        let diagnoses = self.diagnoses(&visit.content.diagnoses);
        let by_role = [
            ("diagnosis-main", &diagnoses.main),
            ("complications", &diagnoses.complications),
            ("concomitant", &diagnoses.concomitant),
        ];
        for (label, own) in by_role {
            let text = diagnoses_rich(self.lang, own);
            fields.extend(text.map(|text| (self.label_of(label), text)));
        }
        let ordered = self.ordered(|of| chain.as_ref().is_some_and(|chain| chain.holds(of)));
        let medicines = medicines_rich(self.lang, &ordered);
        fields.extend(medicines.map(|text| (self.label_of("medicines"), text)));
        for (label, text) in [("plan", &told.plan), ("advice", &told.advice)] {
            // A form of its own said it already.
            let text = text.as_ref().filter(|_| told.form.is_none());
            fields.extend(text.map(|text| (self.label_of(label), Rich::plain(text))));
        }
        let next = told.next_visit.filter(|_| told.form.is_none());
        fields.extend(next.map(|day| {
            let day = dates::long(self.lang, day);
            (self.label_of("next-visit"), Rich::plain(day))
        }));
        let leave = told.sick_leave.as_ref().filter(|_| told.form.is_none());
        fields.extend(leave.map(|text| (self.label_of("sick-leave"), Rich::plain(text))));
        ExtractVisit {
            at: self.local(visit.care_at),
            form,
            by: self.author(visit),
            fields,
        }
    }

    /// What was asked and measured: by a form of its own in its order, else as in the note of a visit.
    fn told_fields(&self, told: &Told) -> Vec<(String, Rich)> {
        if let Some(form) = &told.form {
            let parts = form.parts.iter().filter_map(|part| match part {
                FormPart::Fields(_, fields) => Some(fields),
                FormPart::Diagnoses(_) | FormPart::Medicines(_) => None,
            });
            return parts
                .flatten()
                .map(|(label, text)| (label.clone(), Rich::plain(text)))
                .collect();
        }
        let texts = [
            ("complaints", &told.complaints),
            ("history", &told.history),
            ("examination", &told.examination),
        ];
        let mut fields: Vec<(String, Rich)> = texts
            .into_iter()
            .filter_map(|(label, text)| Some((self.label_of(label), Rich::plain(text.as_ref()?))))
            .collect();
        let vitals: Vec<String> = told
            .vitals
            .iter()
            .map(|vital| {
                let name = vital_name(self.lang, &vital.code);
                format!("{name} {}", vital_text(self.lang, &vital.value))
            })
            .collect();
        if !vitals.is_empty() {
            fields.push((self.label_of("vitals"), Rich::plain(vitals.join("; "))));
        }
        let more = told.more.iter();
        fields.extend(more.map(|(label, text)| (label.clone(), Rich::plain(text))));
        fields
    }

    fn label_of(&self, label: &str) -> String {
        tr(self.lang, &format!("print-item-{label}"), &[])
    }

    /// The diagnoses of the last visit that has any.
    pub(super) fn last_diagnoses(&self) -> Vec<crate::domain::paper::Diagnosis> {
        let visits = self.visits_before(i64::MAX, None);
        let last = visits
            .into_iter()
            .find(|visit| !visit.content.diagnoses.is_empty());
        last.map_or_else(Vec::new, |visit| {
            let diagnoses = self.diagnoses(&visit.content.diagnoses);
            let all = [
                diagnoses.main,
                diagnoses.complications,
                diagnoses.concomitant,
            ];
            all.into_iter().flatten().collect()
        })
    }
}
