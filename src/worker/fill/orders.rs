//! The papers that go to somebody else: prescription and referral.

use super::answers::Sheet;
use super::medicines::daily;
use super::notes::Told;
use super::vitals::measured;
use super::{Fill, fault, said, standing};
use crate::domain::ids::DocId;
use crate::domain::number::Decimal;
use crate::domain::paper::{PrescribedItem, Prescription, Referral, Urgency, VitalValue};
use crate::print::papers::medicine_text;
use crate::worker::api::Fault;

impl Fill<'_> {
    /// One medicine on one blank.
    pub(super) fn prescription(&self, id: DocId) -> Result<Prescription, Fault> {
        let event = standing(&self.view.prescriptions, id)?;
        if self.view.stopped(id).is_some() {
            return Err(fault("stopped-record", id));
        }
        let visit = event
            .content
            .visit
            .map(|visit| self.chain(visit))
            .transpose()?;
        let medicine = self.prescribed(&event.content);
        let daily_dose = medicine
            .dose
            .as_ref()
            .zip(event.content.per_day.filter(|times| *times > 0))
            .and_then(|(dose, times)| daily(dose, times));
        let diagnosis = visit.as_ref().and_then(|visit| {
            let diagnoses = self.diagnoses(&visit.newest().content.diagnoses);
            diagnoses.main.into_iter().next()
        });
        Ok(Prescription {
            context: self.context_of_day(event),
            kind: None,
            diagnosis,
            items: vec![PrescribedItem {
                medicine,
                latin: None,
                daily_dose,
                arithmetic: None,
                quantity: None,
                packs: None,
                substitution: None,
                repeats: None,
            }],
            weight_kg: self.weight(event.care_at),
            valid_until: None,
            collector: None,
            prescriber: self.author(event),
            countersigner: None,
        })
    }

    pub(super) fn referral(&self, id: DocId) -> Result<Referral, Fault> {
        let event = standing(&self.view.referrals, id)?;
        let content = &event.content;
        let chain = content.visit.map(|visit| self.chain(visit)).transpose()?;
        let visit = chain.as_ref().map(|chain| &chain.newest().content);
        let told: Option<Told> = visit.map(|visit| self.told(visit, event.care_at, chain.as_ref()));
        let own = if content.diagnoses.is_empty() {
            visit.map_or(&[][..], |visit| &visit.diagnoses)
        } else {
            &content.diagnoses
        };
        let mut medicines = self.current();
        if let Some(chain) = &chain {
            medicines.extend(self.ordered(|visit| chain.holds(visit)));
        }
        let done: Vec<String> = self
            .given(event.care_at)
            .iter()
            .map(|given| medicine_text(self.lang, given))
            .collect();
        Ok(Referral {
            context: self.context_of_day(event),
            to_facility: said(&content.destination),
            to_specialist: None,
            urgency: match content.urgency.as_str() {
                "routine" => Some(Urgency::Planned),
                "urgent" => Some(Urgency::Urgent),
                "emergency" => Some(Urgency::Emergency),
                _ => None,
            },
            question: said(&content.reason),
            diagnoses: self.diagnoses(own),
            complaints: told.as_ref().and_then(|told| told.complaints.clone()),
            history: told.as_ref().and_then(|told| told.history.clone()),
            examination: told.as_ref().and_then(Told::examination_and_more),
            vitals: told.map(|told| told.vitals).unwrap_or_default(),
            labs: Vec::new(),
            studies: Vec::new(),
            medicines,
            done: (!done.is_empty()).then(|| done.join("\n")),
            clinician: self.author(event),
        })
    }

    /// The last weight in kilograms at or before `at`, with its day.
    fn weight(&self, at: i64) -> Option<(Decimal, chrono::NaiveDate)> {
        let visits = self.visits_before(at.saturating_add(1), None);
        visits.into_iter().find_map(|visit| {
            let sheet = Sheet::of(&visit.content, self.lang);
            let found = measured(&sheet)
                .0
                .into_iter()
                .find_map(|(code, value)| match value {
                    VitalValue::Number(amount) if code == "weight" && amount.unit == "kg" => {
                        Some(amount.value)
                    }
                    VitalValue::Number(_) | VitalValue::Pressure(..) => None,
                })?;
            Some((found, self.local(visit.care_at).date()))
        })
    }
}
