//! The papers about a visit: the note, the same of a draft, and the discharge summary.

use chrono::NaiveDate;

use super::Fill;
use super::answers::Sheet;
use super::chain::Chain;
use super::context::title;
use crate::domain::allergy::Status;
use crate::domain::card::{DraftView, Event};
use crate::domain::ids::DocId;
use crate::domain::paper::{
    Addendum, Advice, Clinician, Diagnoses, Discharge, FormPaper, Medicine, VisitNote, Vital,
};
use crate::domain::visit::Visit;
use crate::i18n::{dates, tr};
use crate::worker::api::Fault;
use crate::worker::news;

/// Places that are always taken, whatever is in them.
const TEXTS: [&str; 5] = ["complaints", "history", "exam", "plan", "advice"];

/// The parts of a visit that the papers share.
pub(super) struct Told {
    pub form: Option<FormPaper>,
    pub complaints: Option<String>,
    pub history: Option<String>,
    pub examination: Option<String>,
    pub plan: Option<String>,
    pub advice: Option<String>,
    pub vitals: Vec<Vital>,
    pub next_visit: Option<NaiveDate>,
    pub sick_leave: Option<String>,
    pub more: Vec<(String, String)>,
}

impl Told {
    /// The examination, and under it what else the form asked.
    pub fn examination_and_more(&self) -> Option<String> {
        let more = self
            .more
            .iter()
            .map(|(label, text)| format!("{label}: {text}"));
        let lines: Vec<String> = self.examination.iter().cloned().chain(more).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}

impl Fill<'_> {
    pub(super) fn visit(&self, id: DocId) -> Result<VisitNote, Fault> {
        let chain = self.chain(id)?;
        let original = chain.original;
        let told = self.told(&original.content, original.care_at, Some(&chain));
        let mut note = self.note(
            told,
            Some(original.id),
            original.care_at,
            self.diagnoses(&original.content.diagnoses),
            self.ordered(|visit| visit == original.id),
            self.author(original),
        );
        note.signed_at = Some(self.local(original.entered_at));
        let mut before = original;
        for correction in &chain.corrections {
            // Two people may have corrected the same version: each is compared with what they saw.
            let seen = chain.corrections.iter().copied().chain([original]);
            before = seen
                .into_iter()
                .find(|event| Some(event.id) == correction.amends)
                .unwrap_or(before);
            note.addenda.push(self.addendum(before, correction));
        }
        Ok(note)
    }

    /// The draft as it stands.
    pub(super) fn draft(&self, draft: &DraftView) -> VisitNote {
        let content = &draft.draft;
        let at = content.care_at.unwrap_or(draft.started_at);
        let corrected = content.amends.and_then(|id| self.chain(id).ok());
        let told = self.told(&content.visit, at, corrected.as_ref());
        let author = Clinician {
            name: self.name(draft.author),
            post: None,
            id: None,
        };
        self.note(
            told,
            None,
            at,
            self.diagnoses(&content.visit.diagnoses),
            content
                .prescriptions
                .iter()
                .map(|one| self.prescribed(one))
                .collect(),
            Some(author),
        )
    }

    /// One visit as the summary of a treatment; visits of the same illness are not modelled as one episode.
    pub(super) fn discharge(&self, id: DocId) -> Result<Discharge, Fault> {
        let chain = self.chain(id)?;
        let visit = chain.newest();
        let told = self.told(&visit.content, visit.care_at, Some(&chain));
        let day = self.local(visit.care_at).date();
        let examination = told.examination_and_more();
        let advice: Vec<String> = [told.plan, told.advice].into_iter().flatten().collect();
        Ok(Discharge {
            context: self.context(Some(chain.original.id)),
            patient_type: Some(self.say("print-outpatient")),
            referred_by: None,
            addressed_to: None,
            applied: Some(day),
            sent: None,
            admitted: None,
            discharged: Some(day),
            bed_days: None,
            diagnoses: self.diagnoses(&visit.content.diagnoses),
            past_diseases: self.problems(),
            complaints: told.complaints,
            illness_history: told.history,
            life_history: None,
            examination,
            vitals: told.vitals,
            labs: Vec::new(),
            studies: Vec::new(),
            consultations: Vec::new(),
            course: None,
            treatment: self.given(visit.care_at),
            operations: Vec::new(),
            outcome: None,
            state_when_sent: None,
            state_at_discharge: None,
            advice: Advice {
                text: (!advice.is_empty()).then(|| advice.join("\n")),
                medicines: self.ordered(|of| chain.holds(of)),
                next_visit: told.next_visit,
                work: told.sick_leave,
                ..Advice::default()
            },
            doctor: self.author(visit),
            head: None,
        })
    }

    /// What a visit says, in the parts of a paper.
    pub(super) fn told(&self, visit: &Visit, at: i64, chain: Option<&Chain<'_>>) -> Told {
        let sheet = Sheet::of(visit, self.lang);
        let (vitals, mut taken) = self.vitals(&sheet, at, chain);
        taken.extend(TEXTS);
        let next_visit = sheet.day("next-visit");
        if next_visit.is_some() {
            taken.push("next-visit");
        }
        let sick_leave = self.sick_leave(&sheet);
        if sick_leave.is_some() {
            taken.extend(["sick-from", "sick-to", "sick-number"]);
        }
        let mut more = sheet.more(&taken);
        if let Some(news) = news::of_past(self.view, visit, self.local(at).date()) {
            let text = news::words::past(self.lang, &news);
            more.push((news::words::NAME.to_owned(), text));
        }
        Told {
            form: sheet.paper(),
            complaints: sheet.text("complaints"),
            history: sheet.text("history"),
            examination: sheet.text("exam"),
            plan: sheet.text("plan"),
            advice: sheet.text("advice"),
            vitals,
            next_visit,
            sick_leave,
            more,
        }
    }

    fn note(
        &self,
        told: Told,
        doc: Option<DocId>,
        at: i64,
        diagnoses: Diagnoses,
        medicines: Vec<Medicine>,
        clinician: Option<Clinician>,
    ) -> VisitNote {
        VisitNote {
            context: self.context(doc),
            form: told.form,
            at: self.local(at),
            place: None,
            reason: None,
            complaints: told.complaints,
            history: told.history,
            examination: told.examination,
            vitals: told.vitals,
            more: told.more,
            diagnoses,
            plan: told.plan,
            medicines,
            advice: told.advice,
            next_visit: told.next_visit,
            sick_leave: told.sick_leave,
            clinician,
            signed_at: None,
            addenda: Vec::new(),
        }
    }

    /// What a correction says differently from the version that its author saw.
    fn addendum(&self, before: &Event<Visit>, correction: &Event<Visit>) -> Addendum {
        let old = Sheet::of(&before.content, self.lang).all();
        let new = Sheet::of(&correction.content, self.lang).all();
        let said_before = |link_id: &str| old.iter().find(|(known, _, _)| known == link_id);
        let mut lines: Vec<String> = new
            .iter()
            .filter(|(link_id, _, text)| said_before(link_id).is_none_or(|(_, _, t)| t != text))
            .map(|(_, label, text)| format!("{label}: {text}"))
            .collect();
        let removed = old
            .iter()
            .filter(|(link_id, _, _)| new.iter().all(|(known, _, _)| known != link_id));
        lines.extend(
            removed
                .map(|(_, label, _)| tr(self.lang, "print-addendum-removed", &[("label", label)])),
        );
        if before.content.diagnoses != correction.content.diagnoses {
            lines.push(self.diagnoses_line(&correction.content));
        }
        for medicine in self.ordered(|visit| visit == correction.id) {
            lines.push(format!(
                "{}: {}",
                self.say("print-item-medicines"),
                crate::print::papers::medicine_text(self.lang, &medicine)
            ));
        }
        if lines.is_empty() {
            lines.push(self.say("print-addendum-same"));
        }
        let by = self.author(correction).map_or_else(
            || self.say("print-author-unknown"),
            |author| match author.post {
                Some(post) => format!("{}, {post}", author.name),
                None => author.name,
            },
        );
        Addendum {
            at: self.local(correction.entered_at),
            by,
            text: lines.join("\n"),
        }
    }

    fn diagnoses_line(&self, visit: &Visit) -> String {
        let lines: Vec<String> = visit
            .diagnoses
            .iter()
            .map(|one| {
                let role = self.say(&format!("common-diagnosis-{}", one.role.code()));
                let diagnosis = self.diagnosis(one);
                let code = diagnosis
                    .code
                    .map_or_else(String::new, |code| format!("{code} "));
                format!("{role}: {code}{}", diagnosis.title)
            })
            .collect();
        if lines.is_empty() {
            let label = self.say("common-diagnosis");
            tr(self.lang, "print-addendum-removed", &[("label", &label)])
        } else {
            lines.join("\n")
        }
    }

    /// "from 3 March 2026 to 7 March 2026, No. 12"; `None` when a date is not whole, the answers then stand by themselves.
    fn sick_leave(&self, sheet: &Sheet) -> Option<String> {
        let long = |day| dates::long(self.lang, day);
        let (from, to) = (sheet.day("sick-from"), sheet.day("sick-to"));
        let unread =
            |place, day: Option<NaiveDate>| day.is_none() && !sheet.answers(place).is_empty();
        if unread("sick-from", from) || unread("sick-to", to) {
            return None;
        }
        let number = sheet.text("sick-number");
        let days = match (from, to) {
            (Some(from), Some(to)) => Some(tr(
                self.lang,
                "print-sick-from-to",
                &[("from", &long(from)), ("to", &long(to))],
            )),
            (Some(from), None) => Some(tr(self.lang, "print-sick-from", &[("from", &long(from))])),
            (None, Some(to)) => Some(tr(self.lang, "print-sick-to", &[("to", &long(to))])),
            (None, None) => None,
        };
        let number =
            number.map(|number| tr(self.lang, "print-sick-number", &[("number", &number)]));
        let parts: Vec<String> = [days, number].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// The problem list of the card, one in a line.
    pub(super) fn problems(&self) -> Option<String> {
        let lines: Vec<String> = self
            .view
            .problems
            .iter()
            .filter(|noted| noted.value.status != Status::EnteredInError)
            .map(|noted| {
                let problem = &noted.value;
                let code = problem.code.as_deref().unwrap_or_default();
                let mut line = format!("{code} {}", title(code, &problem.title, self.lang));
                if problem.onset.is_known() {
                    let since = dates::long_partial(self.lang, problem.onset);
                    let since = tr(self.lang, "print-since", &[("date", &since)]);
                    line = format!("{line}, {since}");
                }
                if problem.status == Status::Resolved {
                    line = format!("{line}, {}", self.say("print-resolved"));
                }
                if !problem.note.trim().is_empty() {
                    line = format!("{line}. {}", problem.note.trim());
                }
                line.trim().to_owned()
            })
            .collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}
