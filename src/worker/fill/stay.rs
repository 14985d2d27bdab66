//! A stay (day hospital, ward): the days between admission and discharge, as the signed summary names them; what was written in
//! them as the proposal of a summary, and the whole case on paper.
//!
//! Nothing is invented: a dose counts when it was written down as given, an order without doses says so, and every passage
//! begins with the day it was written on, with its author where there are several days. Whoever signs may change each sentence.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::medicines::amount;
use super::notes::Told;
use super::{Fill, Issuer, fault, is_replaced, said};
use crate::domain::administration::Administration;
use crate::domain::allergy::Status;
use crate::domain::background::ProcedureKind;
use crate::domain::card::{CardView, Event};
use crate::domain::country::Country;
use crate::domain::dates::PartialDate;
use crate::domain::ids::DocId;
use crate::domain::lang::Lang;
use crate::domain::paper::{Medicine, Vital};
use crate::domain::visit::{Diagnosis, Prescription, Visit};
use crate::forms::{Answer, decode_all};
use crate::i18n::{dates, has, tr};
use crate::print::papers::{CaseSheet, medicine_text, vital_name, vital_text};
use crate::worker::api::Fault;

/// The fields of a summary that say when the stay began; the first that is answered counts.
const BEGAN: [&str; 2] = ["admitted", "applied"];
/// The field that makes a form the summary of a stay.
pub const ENDED: &str = "discharged";
/// Days of a stay at most: as the form's own limit of bed-days.
const MOST_DAYS: i64 = 1000;
/// Measured values that stand with the laboratory.
const LABORATORY: [&str; 3] = ["glucose", "creatinine", "haemoglobin"];

/// Days of a stay, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl Days {
    /// From the answers of a summary; `until` stands for a discharge that is not written yet. `None` where a day is missing, not
    /// whole, or the days are the wrong way round.
    pub fn of(answers: &BTreeMap<String, String>, until: Option<NaiveDate>) -> Option<Self> {
        let day = |place: &str| match decode_all(answers.get(place)?)[..] {
            [Answer::Date(date)] => date.day(),
            _ => None,
        };
        let from = BEGAN.into_iter().find_map(day)?;
        let to = match answers.get(ENDED) {
            Some(_) => day(ENDED)?,
            None => until?,
        };
        let is_whole = from <= to && (to - from).num_days() < MOST_DAYS;
        is_whole.then_some(Self { from, to })
    }

    fn has(self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }

    fn each(self) -> impl Iterator<Item = NaiveDate> {
        self.from.iter_days().take_while(move |day| *day <= self.to)
    }
}

/// What a summary may take over, by the link ids of its form.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Assembled {
    pub answers: BTreeMap<&'static str, Answer>,
    pub diagnoses: Vec<Diagnosis>,
    /// Signed visits of the days.
    pub visits: usize,
    /// Doses of the days, given or not.
    pub doses: usize,
}

/// What was signed in these days, as passages of a summary in `lang`. Withdrawn and replaced entries, and earlier summaries, say nothing.
pub fn assemble(
    view: &CardView,
    country: Country,
    lang: Lang,
    days: Days,
    offset_minutes: i32,
) -> Assembled {
    let fill = Fill {
        view,
        place: Issuer::nobody(country),
        lang,
        now: 0,
        offset_minutes,
    };
    fill.assembled(days)
}

impl Fill<'_> {
    /// The whole case of a signed summary.
    pub(super) fn case(&self, id: DocId) -> Result<CaseSheet, Fault> {
        let chain = self.chain(id)?;
        let days = Days::of(&chain.newest().content.answers, None)
            .ok_or_else(|| fault("paper-of-stay", id))?;
        let visits = self.visits_in(days);
        Ok(CaseSheet {
            context: self.context(Some(chain.original.id)),
            admitted: days.from,
            discharged: days.to,
            visits: visits.into_iter().map(|one| self.extracted(one)).collect(),
            sheets: days
                .each()
                .map(|day| self.administration(day))
                .filter(|sheet| !sheet.rows.is_empty())
                .collect(),
            epicrisis: self.visit(id)?,
        })
    }

    fn assembled(&self, days: Days) -> Assembled {
        let visits = self.visits_in(days);
        let told: Vec<(&Event<Visit>, Told)> = visits
            .iter()
            .map(|event| {
                let chain = self.chain(event.id).ok();
                let told = self.told(&event.content, event.care_at, chain.as_ref());
                (*event, told)
            })
            .collect();
        let doses = self.doses_in(days);
        let mut found = Assembled {
            visits: visits.len(),
            doses: doses.len(),
            diagnoses: visits
                .iter()
                .rev()
                .map(|event| &event.content.diagnoses)
                .find(|own| !own.is_empty())
                .cloned()
                .unwrap_or_default(),
            ..Assembled::default()
        };
        let mut put = |place: &'static str, text: Option<String>| {
            if let Some(text) = text {
                found.answers.insert(place, Answer::Text(text));
            }
        };
        let first = |of: fn(&Told) -> &Option<String>| {
            told.iter()
                .find_map(|(event, told)| Some(self.dated(event, of(told).as_ref()?)))
        };
        put("complaints", first(|told| &told.complaints));
        put("history", first(|told| &told.history));
        put("past-diseases", self.problems());
        let admission = told.first().and_then(|(event, told)| {
            let parts = [told.examination_and_more(), self.measured_text(told)];
            Some(self.dated(event, &sentences(parts)?))
        });
        put("exam", admission);
        let labs = self.laboratory_of(&told);
        put("labs", labs.clone());
        put("investigations", labs);
        put("course", self.course(&told));
        put("treatment-given", self.treatment(days, &doses));
        put("operations", self.operated(days));
        let last = told.last().filter(|_| told.len() > 1);
        let state = last.and_then(|(event, told)| {
            let parts = [told.examination.clone(), self.measured_text(told)];
            Some(self.dated(event, &sentences(parts)?))
        });
        put("state", state.clone());
        put("state-at-discharge", state);
        let advice = told
            .iter()
            .rev()
            .find_map(|(event, told)| Some(self.dated(event, told.advice.as_ref()?)));
        put("advice", advice);
        let next = told.iter().rev().find_map(|(_, told)| told.next_visit);
        if let Some(day) = next.filter(|day| *day > days.to) {
            let day = Answer::Date(PartialDate::from_day(day));
            found.answers.insert("next-visit", day);
        }
        found
    }

    /// Signed visits of the days in their newest version, oldest first, without summaries of a stay.
    fn visits_in(&self, days: Days) -> Vec<&Event<Visit>> {
        let mut visits = self.visits_before(i64::MAX, None);
        visits.retain(|event| {
            days.has(self.local(event.care_at).date())
                && Days::of(&event.content.answers, None).is_none()
        });
        visits.reverse();
        visits
    }

    fn doses_in(&self, days: Days) -> Vec<&Event<Administration>> {
        let all = &self.view.administrations;
        let mut doses: Vec<&Event<Administration>> = all
            .iter()
            .filter(|event| event.withdrawn.is_none() && !is_replaced(all, event))
            .filter(|event| days.has(self.local(event.care_at).date()))
            .collect();
        doses.sort_by_key(|event| (event.care_at, event.id));
        doses
    }

    fn day_of<T>(&self, event: &Event<T>) -> String {
        dates::short(self.lang, self.local(event.care_at).date())
    }

    fn dated<T>(&self, event: &Event<T>, text: &str) -> String {
        format!("{}: {text}", self.day_of(event))
    }

    fn measured_text(&self, told: &Told) -> Option<String> {
        let is_lab = |vital: &&Vital| LABORATORY.contains(&vital.code.as_str());
        let own = told.vitals.iter().filter(|vital| !is_lab(vital));
        said(&self.vitals_text(own))
    }

    fn vitals_text<'a>(&self, vitals: impl Iterator<Item = &'a Vital>) -> String {
        let texts: Vec<String> = vitals
            .map(|vital| {
                let name = vital_name(self.lang, &vital.code);
                format!("{name} {}", vital_text(self.lang, &vital.value))
            })
            .collect();
        texts.join("; ")
    }

    /// Values of a laboratory, one day in a line.
    fn laboratory_of(&self, told: &[(&Event<Visit>, Told)]) -> Option<String> {
        let lines: Vec<String> = told
            .iter()
            .filter_map(|(event, told)| {
                let own = told.vitals.iter();
                let own = own.filter(|vital| LABORATORY.contains(&vital.code.as_str()));
                Some(self.dated(event, &said(&self.vitals_text(own))?))
            })
            .collect();
        said(&lines.join("\n"))
    }

    /// Every day after the first, with who wrote it.
    fn course(&self, told: &[(&Event<Visit>, Told)]) -> Option<String> {
        let lines: Vec<String> = told
            .iter()
            .skip(1)
            .filter_map(|(event, told)| {
                let text = sentences([
                    told.complaints.clone(),
                    told.examination.clone(),
                    self.measured_text(told),
                    told.plan.clone(),
                ])?;
                let by = self.author(event).map(|by| by.name);
                let by = by.unwrap_or_else(|| self.say("print-author-unknown"));
                Some(format!("{}, {by}: {text}", self.day_of(event)))
            })
            .collect();
        said(&lines.join("\n"))
    }

    /// What was given, how often and on which days; then what was ordered and has no dose.
    fn treatment(&self, days: Days, doses: &[&Event<Administration>]) -> Option<String> {
        let mut order = Vec::new();
        let mut by_medicine: BTreeMap<(String, &str), Vec<&Event<Administration>>> =
            BTreeMap::new();
        for dose in doses {
            let one = &dose.content;
            let medicine = medicine_text(self.lang, &self.dosed(one));
            let key = match (one.given, one.is_stated()) {
                (false, _) => "stay-not-given",
                (true, true) => "stay-given-elsewhere",
                (true, false) => "stay-given",
            };
            if !order.contains(&(medicine.clone(), key)) {
                order.push((medicine.clone(), key));
            }
            by_medicine.entry((medicine, key)).or_default().push(dose);
        }
        let mut lines: Vec<String> = order
            .into_iter()
            .filter_map(|of| {
                let doses = by_medicine.get(&of)?;
                let (medicine, key) = of;
                let n = doses.len().to_string();
                let mut on: BTreeSet<NaiveDate> = BTreeSet::new();
                on.extend(doses.iter().map(|dose| self.local(dose.care_at).date()));
                let mut when = vec![self.days_text(&on)];
                let reasons: BTreeSet<String> = doses
                    .iter()
                    .filter_map(|dose| self.reason(&dose.content))
                    .collect();
                when.extend(reasons);
                let when = when.join("; ");
                let args = [("medicine", medicine.as_str()), ("n", &n), ("days", &when)];
                Some(tr(self.lang, key, &args))
            })
            .collect();
        lines.extend(self.without_dose(days, doses));
        said(&lines.join("\n"))
    }

    fn dosed(&self, one: &Administration) -> Medicine {
        let dose = amount(&one.dose, &one.unit);
        let unread = match dose {
            Some(_) => None,
            None => said(&format!("{} {}", one.dose, one.unit)),
        };
        Medicine {
            generic: self.generic(one.medicine.as_deref(), &one.name),
            dose,
            route: said(&one.route),
            instructions: unread,
            ..Medicine::default()
        }
    }

    fn reason(&self, one: &Administration) -> Option<String> {
        let code = said(&one.status_reason).filter(|_| !one.given)?;
        let key = format!("give-reason-{code}");
        Some(if has(self.lang, &key) {
            self.say(&key)
        } else {
            code
        })
    }

    /// Orders of the days that stand and of which no dose is written down.
    fn without_dose(&self, days: Days, doses: &[&Event<Administration>]) -> Vec<String> {
        let all = &self.view.prescriptions;
        let in_error = |visit: DocId| {
            let mut visits = self.view.visits.iter();
            visits.any(|other| other.id == visit && other.withdrawn.is_some())
        };
        let has_dose = |order: &Event<Prescription>| {
            let mut doses = doses.iter();
            doses.any(|dose| dose.content.prescription == Some(order.id))
        };
        let mut orders: Vec<&Event<Prescription>> = all
            .iter()
            .filter(|event| event.withdrawn.is_none() && !is_replaced(all, event) && event.acts())
            .filter(|event| !event.content.visit.is_some_and(in_error))
            .filter(|event| days.has(self.local(event.care_at).date()) && !has_dose(event))
            .collect();
        orders.sort_by_key(|event| (event.care_at, event.id));
        orders
            .into_iter()
            .map(|event| {
                let medicine = medicine_text(self.lang, &self.prescribed(&event.content));
                let day = self.day_of(event);
                let args = [("medicine", medicine.as_str()), ("day", day.as_str())];
                tr(self.lang, "stay-no-dose", &args)
            })
            .collect()
    }

    fn operated(&self, days: Days) -> Option<String> {
        let own = self.view.procedures.iter().filter_map(|noted| {
            let one = &noted.value;
            let day = one.date.day().filter(|day| days.has(*day))?;
            let is_one = one.kind == ProcedureKind::Operation && one.status == Status::Active;
            is_one.then(|| format!("{}: {}", dates::short(self.lang, day), one.title.trim()))
        });
        said(&own.collect::<Vec<_>>().join("\n"))
    }

    /// Days that follow one another as from and to.
    fn days_text(&self, days: &BTreeSet<NaiveDate>) -> String {
        let mut runs: Vec<(NaiveDate, NaiveDate)> = Vec::new();
        for day in days {
            match runs.last_mut() {
                Some((_, last)) if last.succ_opt() == Some(*day) => *last = *day,
                _ => runs.push((*day, *day)),
            }
        }
        let short = |day| dates::short(self.lang, day);
        let texts: Vec<String> = runs
            .into_iter()
            .map(|(from, to)| {
                if from == to {
                    short(from)
                } else {
                    format!("{} – {}", short(from), short(to))
                }
            })
            .collect();
        texts.join(", ")
    }
}

/// Passages one after the other, each with one stop at its end.
fn sentences<const N: usize>(parts: [Option<String>; N]) -> Option<String> {
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .map(|part| part.trim().trim_end_matches('.').to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    (!parts.is_empty()).then(|| format!("{}.", parts.join(". ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(all: &[(&str, &str)]) -> BTreeMap<String, String> {
        let own = all.iter().map(|(id, text)| ((*id).into(), (*text).into()));
        own.collect()
    }

    #[test]
    fn the_days_of_a_stay_are_whole_and_in_order() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let both = answers(&[("admitted", "d:2026-09-17"), ("discharged", "d:2026-09-21")]);
        let days = Days::of(&both, None).unwrap();
        assert_eq!((days.from, days.to), (day("2026-09-17"), day("2026-09-21")));
        assert_eq!(days.each().count(), 5);
        let open = answers(&[("admitted", "d:2026-09-17")]);
        assert_eq!(Days::of(&open, None), None, "no summary of a stay");
        let until = Days::of(&open, Some(day("2026-09-19"))).unwrap();
        assert_eq!(until.to, day("2026-09-19"));
        for wrong in [
            answers(&[("admitted", "d:2026-09-21"), ("discharged", "d:2026-09-17")]),
            answers(&[("admitted", "d:2026-09"), ("discharged", "d:2026-09-21")]),
            answers(&[("admitted", "t:давно"), ("discharged", "d:2026-09-21")]),
            answers(&[("admitted", "d:1902-01-01"), ("discharged", "d:2026-09-21")]),
            answers(&[("discharged", "d:2026-09-21")]),
        ] {
            assert_eq!(Days::of(&wrong, Some(day("2026-09-22"))), None, "{wrong:?}");
        }
    }

    #[test]
    fn every_passage_ends_once() {
        let parts = [Some("Кашель.".into()), None, Some(" АД 120/80 ".into())];
        assert_eq!(sentences(parts).unwrap(), "Кашель. АД 120/80.");
        assert_eq!(sentences([Some(" . ".into())]), None);
    }
}
