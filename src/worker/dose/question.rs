//! The question for the dose check, made from the card, the draft and what was said at the bedside. Pure: it decides safety.
//!
//! Asked alike by the window while an order is written, at the bedside before a dose, and when an open order is looked at again. The rule throughout: what forbids counts when in doubt (a disputed allergy, an unread change),
//! what reassures counts only when it is sure (a weight of a withdrawn visit is no weight). Missing is `None`, never empty.
//!
//! | fact | where from |
//! |---|---|
//! | weight | the draft, else the newest visit or dose with a weighing that stands; a doubtful clock makes its date unknown |
//! | allergies | active and disputed ones of all linked cards, every value of a conflict |
//! | current medicines | active and disputed ones, running prescriptions, the draft's other prescriptions |
//! | given | administrations of the last days that stand and were not refused |
//! | conditions | what was asked; what the diagnoses of card and draft mean is added, and never stands for having asked |
//! | eGFR | the last creatinine of the card or the draft, if it is sure; what was asked by hand |
//! | pregnancy | an open pregnancy card, dated; else the newest of draft, visits, passport; a "no" holds four weeks, a "yes" until birth is due |

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta};

use crate::clinical::{
    FROM_EGFR, Finding, Formulary, Given, KidneyFunction, Medicine, Order, Question,
    Sex as AskedSex, Weighed, weight_jump,
};
use crate::domain::allergy::{Allergy, AllergyStatus, Status};
use crate::domain::card::{CardView, Conflict, Draft, Event, SignatureState, standing};
use crate::domain::country::Country;
use crate::domain::dates::PartialDate;
use crate::domain::ids::DocId;
use crate::domain::person::Sex;
use crate::domain::problem::{CurrentMedicine, Problem};
use crate::domain::visit::{Prescription, Visit};
use crate::forms::{Answer, decode_all};
use crate::worker::{kidney, pregnant};

pub use crate::worker::answers::{PREGNANT, PREGNANT_NO, PREGNANT_YES};

/// Link ids that every visit form with these questions uses.
pub const WEIGHT: &str = "weight";
pub const WEIGHT_ESTIMATED: &str = "weight-estimated";
/// Administrations handed to the engine; it takes the last day and the last dose from them.
pub const GIVEN_DAYS: i64 = 7;

/// What is to be checked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wish {
    pub medicine: String,
    pub route: Option<String>,
    pub indication: Option<String>,
    pub order: Order,
    /// The prescription of the draft that is being changed: it is not "another medicine".
    pub skip: Option<usize>,
    /// The signed prescription that is being given: it is not "another medicine" either.
    pub given: Option<DocId>,
    /// Something stands in the weight field that is not a weight: then there is none.
    pub weight_unreadable: bool,
}

/// What was asked at the bedside while this draft is written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Told {
    /// "Nothing was given in the last 24 hours but what is written here."
    pub given_asked: bool,
    /// "Takes no medicines but those written here."
    pub medicines_asked: bool,
    /// Conditions of the formulary that were asked about, with the answer yes; `None`: not asked.
    pub conditions: Option<Vec<String>>,
    pub breastfeeding: Option<bool>,
    /// mL/min/1.73 m²
    pub egfr: Option<f64>,
}

/// The moment at the place of care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// UTC seconds.
    pub now: i64,
    pub offset_minutes: i32,
    /// Of the house: where editions conflict, its choice counts.
    pub country: Option<Country>,
}

/// Why an answer cannot be *within*, whatever the rules say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// A part of the record needs a newer program or could not be read.
    Unreadable,
    /// A disputed value could not be understood.
    Dispute,
    Deceased,
    /// The pregnancy card and another statement differ.
    Pregnancy,
    /// The card holds a creatinine that may mean ill kidneys and no sure figure, and this medicine hangs on the kidneys.
    Kidneys,
    /// Somebody stopped this order whose signature nobody here can check, or who may not decide.
    Stop,
}

/// The questions whose worst answer is the answer: more than one where a fact has two possible values.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    pub questions: Vec<Question>,
    pub doubts: Vec<Doubt>,
    /// Codes in the questions and the words by which the card shows them.
    pub shown: BTreeMap<String, String>,
    pub weight: Option<Weighing>,
    /// The weight is far from the one before it.
    pub jump: Option<Finding>,
    /// From the last creatinine.
    pub kidneys: KidneyFunction,
}

/// A weight and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighing {
    pub kg: f64,
    /// Local day; `None` when the clock was doubtful.
    pub on: Option<NaiveDate>,
    pub estimated: bool,
    pub in_draft: bool,
}

impl Moment {
    pub fn local(self, at: i64) -> Option<NaiveDateTime> {
        let shifted = at.checked_add(i64::from(self.offset_minutes) * 60)?;
        DateTime::from_timestamp(shifted, 0).map(|t| t.naive_utc())
    }

    /// Minutes only: the engine compares with times written so.
    pub fn minute(self, at: i64) -> Option<NaiveDateTime> {
        let local = self.local(at)?;
        local.date().and_hms_opt(
            chrono::Timelike::hour(&local),
            chrono::Timelike::minute(&local),
            0,
        )
    }
}

/// Makes the questions.
pub fn ask(
    data: &Formulary,
    card: &CardView,
    draft: &Draft,
    wish: &Wish,
    told: &Told,
    moment: Moment,
) -> Asked {
    let care_at = draft.care_at.unwrap_or(moment.now);
    let at = moment.minute(care_at);
    let today = at.map(|at| at.date());
    let mut doubts = BTreeSet::new();
    if card.newer > 0 || card.unreadable > 0 {
        doubts.insert(Doubt::Unreadable);
    }
    if card.person.deceased.is_some() {
        doubts.insert(Doubt::Deceased);
    }
    let given_now = wish.given.and_then(|order| card.stop_unsure(order));
    if given_now.is_some() {
        doubts.insert(Doubt::Stop);
    }
    let mut shown = BTreeMap::new();
    let weight = if wish.weight_unreadable {
        None
    } else {
        weighing(card, draft, moment)
    };
    let pregnancies = pregnancy(card, draft, moment, &mut doubts);
    let allergies = allergies(data, card, &mut shown, &mut doubts);
    let current = current(data, card, draft, wish, moment, &mut shown, &mut doubts);
    let given = given(data, card, moment, care_at);
    let kidneys = today.map_or_else(KidneyFunction::default, |today| {
        let pregnant = surely(&pregnancies);
        kidney::of_card(card, draft, pregnant, today, moment.offset_minutes)
    });
    let figures = egfr_figures(told.egfr, &kidneys);
    if told.egfr.is_none()
        && is_doubtful(&kidneys)
        && data.medicine(&wish.medicine).is_some_and(hangs_on_kidneys)
    {
        doubts.insert(Doubt::Kidneys);
    }
    let question = Question {
        id: String::new(),
        medicine: wish.medicine.clone(),
        route: wish.route.clone(),
        indication: wish.indication.clone(),
        weight_kg: weight.map(|w| w.kg),
        weight_date: weight.and_then(|w| w.on),
        weight_estimated: weight.map(|w| w.estimated),
        birth_date: None,
        date: today,
        at,
        sex: match card.person.sex {
            Sex::Female => Some(AskedSex::Female),
            Sex::Male => Some(AskedSex::Male),
            Sex::Unknown => None,
        },
        pregnant: None,
        trimester: None,
        breastfeeding: told.breastfeeding,
        egfr: figures.first().copied().flatten(),
        birth_weeks: card.person.birth_weeks.map(f64::from),
        conditions: told.conditions.clone(),
        allergies,
        current: Some(current),
        given: Some(given),
        order: Some(wish.order.clone()),
        country: moment.country,
    };
    let mut questions: Vec<Question> = births(card.person.born, today)
        .into_iter()
        .flat_map(|birth_date| pregnancies.iter().map(move |state| (birth_date, *state)))
        .map(|(birth_date, (pregnant, trimester))| Question {
            birth_date,
            pregnant,
            trimester,
            ..question.clone()
        })
        .collect();
    let known = questions.clone();
    for egfr in figures.into_iter().skip(1) {
        questions.extend(known.iter().map(|q| Question { egfr, ..q.clone() }));
    }
    // A diagnosis of the card forbids whether or not somebody asked; it does not answer what was not asked.
    let problems = problems(data, card, draft, &mut doubts);
    if !problems.is_empty() {
        match &told.conditions {
            Some(asked) => {
                let all: Vec<String> = asked.iter().chain(&problems).cloned().collect();
                for question in &mut questions {
                    question.conditions = Some(all.clone());
                }
            }
            None => {
                let known: Vec<Question> = questions
                    .iter()
                    .map(|q| Question {
                        conditions: Some(problems.iter().cloned().collect()),
                        ..q.clone()
                    })
                    .collect();
                questions.extend(known);
            }
        }
    }
    // What was never asked is asked for beside what is known: both the known dangers and the gap are said.
    if !(told.medicines_asked && told.given_asked) {
        let unasked: Vec<Question> = questions
            .iter()
            .map(|q| Question {
                current: q.current.clone().filter(|_| told.medicines_asked),
                given: q.given.clone().filter(|_| told.given_asked),
                ..q.clone()
            })
            .collect();
        questions.extend(unasked);
    }
    Asked {
        questions,
        doubts: doubts.into_iter().collect(),
        shown,
        weight,
        jump: jump(card, draft, moment),
        kidneys,
    }
}

/// Pregnant if any statement says so; not pregnant only if nothing else is possible.
fn surely(pregnancies: &[(Option<bool>, Option<u8>)]) -> Option<bool> {
    let says = |wanted: bool| move |(said, _): &(Option<bool>, _)| *said == Some(wanted);
    if pregnancies.iter().any(says(true)) {
        Some(true)
    } else {
        Some(false).filter(|_| pregnancies.iter().all(says(false)))
    }
}

/// The kidney functions that may be true, the worst answer to which is the answer. What was asked by hand settles what the
/// card leaves unknown; beside a figure of the card both count.
fn egfr_figures(told: Option<f64>, kidneys: &KidneyFunction) -> Vec<Option<f64>> {
    let mut figures = vec![told];
    match kidneys {
        KidneyFunction::NotMeasured => {}
        KidneyFunction::Known { egfr, .. } if told.is_none() => figures = vec![Some(*egfr)],
        KidneyFunction::Known { egfr, .. } => figures.push(Some(*egfr)),
        KidneyFunction::Unknown { worst, .. } if told.is_none() => {
            figures.extend(worst.map(Some));
        }
        KidneyFunction::Unknown { .. } => {}
    }
    figures
}

/// The card says something of the kidneys, and nobody knows what.
fn is_doubtful(kidneys: &KidneyFunction) -> bool {
    match kidneys {
        KidneyFunction::NotMeasured | KidneyFunction::Known { .. } => false,
        KidneyFunction::Unknown { doubtful, .. } => *doubtful,
    }
}

/// A rule or stop of this medicine asks for the eGFR, or for a condition that follows from it.
pub fn hangs_on_kidneys(medicine: &Medicine) -> bool {
    let stops = medicine.stops.iter().map(|stop| &stop.population);
    let rules = medicine.rules.iter().map(|rule| &rule.population);
    stops.chain(rules).any(|of| {
        let by_name = of.condition.iter().any(|name| FROM_EGFR.contains(&&**name));
        of.egfr_max.is_some() || by_name
    })
}

/// Conditions of the formulary that the diagnoses of the card, and of the visit being written, mean.
fn problems(
    data: &Formulary,
    card: &CardView,
    draft: &Draft,
    doubts: &mut BTreeSet<Doubt>,
) -> BTreeSet<String> {
    let mut codes: Vec<(String, bool)> = Vec::new();
    let mut add = |problem: &Problem, disputed: bool| match (&problem.code, problem.status) {
        (Some(code), Status::Active) => codes.push((code.clone(), false)),
        (Some(code), Status::Resolved) => codes.push((code.clone(), !disputed)),
        (Some(code), Status::EnteredInError) if disputed => codes.push((code.clone(), false)),
        (Some(_) | None, _) => {}
    };
    for noted in &card.problems {
        add(&noted.value, noted.disputed);
    }
    for value in conflicts(card, "pr/").flat_map(|c| &c.values) {
        match serde_json::from_str::<Problem>(&value.json) {
            Ok(problem) => add(&problem, true),
            Err(_unreadable) => {
                doubts.insert(Doubt::Dispute);
            }
        }
    }
    codes.extend(
        draft
            .visit
            .diagnoses
            .iter()
            .map(|d| (d.code.clone(), false)),
    );
    codes
        .iter()
        .flat_map(|(code, over)| data.conditions_of_code(code, *over))
        .map(str::to_owned)
        .collect()
}

/// The weight that counts beside the one before it.
fn jump(card: &CardView, draft: &Draft, moment: Moment) -> Option<Finding> {
    let dated = |w: &Weighing| {
        Some(Weighed {
            kg: w.kg,
            on: w.on?,
        })
    };
    let now = weighing(card, draft, moment)?;
    let before = if now.in_draft {
        let empty = Draft {
            visit: Visit::default(),
            ..draft.clone()
        };
        weighing(card, &empty, moment)?
    } else {
        // the newest weight but one
        *past_weights(card, draft.amends, moment).get(1)?
    };
    weight_jump(dated(&before)?, dated(&now)?, card.person.born.earliest())
}

/// The weight that counts now.
pub fn weighing(card: &CardView, draft: &Draft, moment: Moment) -> Option<Weighing> {
    let care_at = draft.care_at.unwrap_or(moment.now);
    if let Some(text) = draft.visit.answers.get(WEIGHT).filter(|t| !t.is_empty()) {
        // A weight that cannot be read is not replaced by an old one: somebody has just weighed.
        return Some(Weighing {
            kg: kilograms(text)?,
            on: moment.local(care_at).map(|at| at.date()),
            estimated: is_estimated(&draft.visit),
            in_draft: true,
        });
    }
    // Neither is it where the newest weight of the record cannot be read.
    *weighings(card, draft.amends, moment).first()?
}

/// Weights of the record that stand, newest first; unreadable ones are left out.
fn past_weights(card: &CardView, replaced: Option<DocId>, moment: Moment) -> Vec<Weighing> {
    let all = weighings(card, replaced, moment);
    all.into_iter().flatten().collect()
}

/// Every time somebody was put on the scale, newest first: in visits, and before a dose. `None`: what was written is no weight.
fn weighings(card: &CardView, replaced: Option<DocId>, moment: Moment) -> Vec<Option<Weighing>> {
    let visits = past_visits(card, replaced).into_iter().map(|visit| {
        let when = (visit.care_at, visit.entered_at, visit.id);
        (when, past_weight(visit, moment))
    });
    let doses = standing(&card.administrations, None)
        .filter(|event| event.content.weighed && event.signature != SignatureState::Invalid)
        .map(|event| {
            let when = (event.care_at, event.entered_at, event.id);
            let kg: Option<f64> = event.content.weight_kg.parse().ok();
            let weighing = kg.map(|kg| Weighing {
                kg,
                on: event.content.weight_on.filter(|_| !event.clock_doubtful),
                estimated: false,
                in_draft: false,
            });
            (when, weighing)
        });
    let mut all: Vec<_> = visits.chain(doses).collect();
    all.sort_by_key(|(when, _)| std::cmp::Reverse(*when));
    all.into_iter().map(|(_, weighing)| weighing).collect()
}

fn past_weight(visit: &Event<Visit>, moment: Moment) -> Option<Weighing> {
    Some(Weighing {
        kg: kilograms(visit.content.answers.get(WEIGHT)?)?,
        on: if visit.clock_doubtful {
            None
        } else {
            moment.local(visit.care_at).map(|at| at.date())
        },
        estimated: is_estimated(&visit.content),
        in_draft: false,
    })
}

fn past_visits(card: &CardView, replaced: Option<DocId>) -> Vec<&Event<Visit>> {
    standing(&card.visits, replaced)
        .filter(|visit| visit.signature != SignatureState::Invalid)
        .filter(|visit| {
            visit
                .content
                .answers
                .get(WEIGHT)
                .is_some_and(|t| !t.is_empty())
        })
        .collect()
}

/// The day of birth, or both ends of what is known of it.
fn births(born: PartialDate, today: Option<NaiveDate>) -> Vec<Option<NaiveDate>> {
    if let Some(day) = born.day() {
        return vec![Some(day)];
    }
    match (born.earliest(), born.latest()) {
        (Some(first), Some(last)) => {
            let last = today.map_or(last, |today| last.min(today)).max(first);
            vec![Some(first), Some(last)]
        }
        _ => vec![None],
    }
}

fn kilograms(stored: &str) -> Option<f64> {
    match decode_all(stored).as_slice() {
        [Answer::Quantity(q)] => match q.unit.as_str() {
            "kg" => Some(q.value.to_f64()),
            "g" => Some(q.value.to_f64() / 1000.0),
            _ => None,
        },
        _ => None,
    }
}

fn is_estimated(visit: &Visit) -> bool {
    visit
        .answers
        .get(WEIGHT_ESTIMATED)
        .is_some_and(|text| decode_all(text).contains(&Answer::Bool(true)))
}

fn conflicts<'a>(card: &'a CardView, prefix: &'a str) -> impl Iterator<Item = &'a Conflict> {
    card.conflicts
        .iter()
        .filter(move |c| c.key.starts_with(prefix))
}

/// `None`: nobody asked, or it cannot be known.
pub(super) fn allergies(
    data: &Formulary,
    card: &CardView,
    shown: &mut BTreeMap<String, String>,
    doubts: &mut BTreeSet<Doubt>,
) -> Option<Vec<String>> {
    let mut found: Vec<Allergy> = card
        .allergies
        .iter()
        .filter(|n| n.value.status == Status::Active || n.disputed)
        .map(|n| n.value.clone())
        .collect();
    for value in conflicts(card, "al/").flat_map(|c| &c.values) {
        match serde_json::from_str::<Allergy>(&value.json) {
            Ok(allergy) => found.push(allergy),
            Err(_unreadable) => {
                doubts.insert(Doubt::Dispute);
            }
        }
    }
    if found.is_empty() {
        return match card.allergy_status() {
            AllergyStatus::NoneKnown | AllergyStatus::Known => Some(Vec::new()),
            AllergyStatus::NotRecorded | AllergyStatus::Unavailable => None,
        };
    }
    let mut named = Vec::new();
    for allergy in found {
        let known = allergy.code.as_ref().filter(|code| {
            data.medicine(code).is_some() || data.allergy_classes().any(|c| c.id == **code)
        });
        let name = match known {
            Some(code) => {
                shown.insert(code.clone(), allergy.substance.clone());
                code.clone()
            }
            None => allergy.substance.clone(),
        };
        if !named.contains(&name) {
            named.push(name);
        }
    }
    Some(named)
}

fn current(
    data: &Formulary,
    card: &CardView,
    draft: &Draft,
    wish: &Wish,
    moment: Moment,
    shown: &mut BTreeMap<String, String>,
    doubts: &mut BTreeSet<Doubt>,
) -> Vec<String> {
    let today = moment.local(moment.now).map(|at| at.date());
    let ended = |m: &CurrentMedicine| match (m.until.latest(), today) {
        (Some(last), Some(today)) => last < today,
        _ => false,
    };
    let mut list: Vec<(Option<String>, String)> = card
        .medicines
        .iter()
        .filter(|n| n.disputed || (n.value.status == Status::Active && !ended(&n.value)))
        .map(|n| (n.value.medicine.clone(), n.value.name.clone()))
        .collect();
    for value in conflicts(card, "med/").flat_map(|c| &c.values) {
        match serde_json::from_str::<CurrentMedicine>(&value.json) {
            Ok(medicine) => list.push((medicine.medicine, medicine.name)),
            Err(_unreadable) => {
                doubts.insert(Doubt::Dispute);
            }
        }
    }
    list.extend(
        standing(&card.prescriptions, None)
            .filter(|p| Some(p.id) != wish.given)
            .filter(|p| is_course(&p.content) || is_running(&p.content, p.care_at, moment.now))
            .filter(|p| card.stopped(p.id).is_none())
            .map(|p| (p.content.medicine.clone(), p.content.name.clone())),
    );
    list.extend(
        draft
            .prescriptions
            .iter()
            .enumerate()
            .filter(|(index, _)| Some(*index) != wish.skip)
            .map(|(_, p)| (p.medicine.clone(), p.name.clone())),
    );
    let mut named = Vec::new();
    for (code, name) in list {
        let known = code.filter(|code| data.medicine(code).is_some());
        let entry = match known {
            Some(code) => {
                shown.entry(code.clone()).or_insert(name);
                code
            }
            None => name,
        };
        if !named.contains(&entry) {
            named.push(entry);
        }
    }
    named
}

/// Still being taken: its days, and one more for a late start.
pub fn is_running(prescription: &Prescription, care_at: i64, now: i64) -> bool {
    now <= prescription.ends_at(care_at)
}

/// Ordered again and again without an end, as for a chronic disease: until somebody stops it, nobody knows that it is no longer taken.
fn is_course(prescription: &Prescription) -> bool {
    let has_end = prescription.days.is_some_and(|days| days > 0);
    let repeats = prescription.per_day.is_some() || !prescription.interval_h.is_empty();
    repeats && !has_end
}

fn given(data: &Formulary, card: &CardView, moment: Moment, until: i64) -> Vec<Given> {
    let from = until.saturating_sub(TimeDelta::days(GIVEN_DAYS).num_seconds());
    standing(&card.administrations, None)
        .filter(|a| a.content.given && (a.care_at >= from || a.clock_doubtful))
        .map(|a| Given {
            medicine: a
                .content
                .medicine
                .clone()
                .filter(|code| data.medicine(code).is_some())
                .unwrap_or_else(|| a.content.name.clone()),
            dose: a.content.dose.parse().ok(),
            unit: Some(a.content.unit.clone()).filter(|u| !u.is_empty()),
            at: if a.clock_doubtful {
                None
            } else {
                moment.minute(a.care_at)
            },
        })
        .collect()
}

/// Whether she is pregnant, and the trimester. Where the record disagrees, more than one answer, the one that forbids first.
fn pregnancy(
    card: &CardView,
    draft: &Draft,
    moment: Moment,
    doubts: &mut BTreeSet<Doubt>,
) -> Vec<(Option<bool>, Option<u8>)> {
    let care_at = draft.care_at.unwrap_or(moment.now);
    let Some(today) = moment.local(care_at).map(|at| at.date()) else {
        return vec![(None, None)];
    };
    let said = pregnant::today(card, draft, today, moment.offset_minutes);
    if said.disagrees {
        doubts.insert(Doubt::Pregnancy);
    }
    if said.unreadable {
        doubts.insert(Doubt::Dispute);
    }
    said.states
}

#[cfg(test)]
#[path = "question_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "kidneys_tests.rs"]
mod kidneys_tests;
