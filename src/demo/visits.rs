//! What happened over the years: days, reasons, vital signs, words and orders of each visit.

use std::collections::BTreeMap;

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

use super::banks::{self, Phrases};
use super::dice::Dice;
use super::growth::{pressure, pulse_and_breaths};
use super::health::{Health, title};
use super::orders::{Bedside, order};
use super::people::{Resident, capital};
use super::topics::{TOPICS, Topic, topic};
use super::{Afterwards, DemoVisit};
use crate::domain::card::Draft;
use crate::domain::country::Country;
use crate::domain::dates::PartialDate;
use crate::domain::number::Decimal;
use crate::domain::person::Sex;
use crate::domain::role::Role;
use crate::domain::visit::{Diagnosis, DiagnosisRole, Referral, Visit};
use crate::forms::{Answer, Coding, Quantity, VISIT};

/// The version of `forms/visit.json` whose link ids are used here; a test compares.
pub const FORM_VERSION: &str = "1.1";

/// Years that the demo looks back.
const YEARS_BACK: i64 = 5;

/// Days after the last menstruation from which a pregnancy is known.
const KNOWN_AFTER: i64 = 49;

pub fn draw(
    dice: &mut Dice,
    country: Country,
    resident: &Resident,
    health: &Health,
    today: NaiveDate,
) -> Vec<DemoVisit> {
    let mut last = today - Days::new(1);
    if let Some(died) = resident.person.deceased.and_then(PartialDate::day) {
        last = last.min(died - Days::new(1));
    }
    let first = (today - Days::new(YEARS_BACK as u64 * 365)).max(resident.born + Days::new(3));
    let span = (last - first).num_days();
    if span < 0 {
        return Vec::new();
    }
    let mut days: Vec<NaiveDate> = (0..how_many(dice, resident, today))
        .map(|_| first + Days::new(dice.range(0, span) as u64))
        .collect();
    if first == resident.born + Days::new(3) {
        days.push((first + Days::new(dice.range(0, 7) as u64)).min(last));
    }
    if let Some(since) = health.pregnant_since {
        let from = since + Days::new(KNOWN_AFTER as u64);
        let weeks = (last - from).num_days();
        for _ in 0..=weeks.max(0) / 42 {
            days.push(from + Days::new(dice.range(0, weeks.max(0)) as u64));
        }
    }
    for day in &mut days {
        if day.weekday() == Weekday::Sun && *day > first {
            *day = *day - Days::new(1);
        }
    }
    days.sort_unstable();
    // A follow-up within a week is a visit of its own only where a topic asks for it.
    days.dedup_by(|b, a| (*b - *a).num_days() < 3);
    days.truncate(12);
    days.into_iter()
        .map(|day| one(dice, country, resident, health, day))
        .collect()
}

/// Two to ten; small children, the old and the pregnant come more often.
fn how_many(dice: &mut Dice, resident: &Resident, today: NaiveDate) -> i64 {
    let years = today.years_since(resident.born).unwrap_or(0);
    match years {
        0 => dice.range(2, 5),
        1..6 => dice.range(4, 9),
        6..18 => dice.range(2, 6),
        18..50 => dice.range(2, 5),
        _ => dice.range(3, 10),
    }
}

pub(super) fn one(
    dice: &mut Dice,
    country: Country,
    resident: &Resident,
    health: &Health,
    day: NaiveDate,
) -> DemoVisit {
    let lived = (day - resident.born).num_days();
    let years = lived as f64 / 365.25;
    let months = years * 12.0;
    let pregnant_days = health
        .pregnant_since
        .map(|since| (day - since).num_days())
        .filter(|days| *days >= KNOWN_AFTER);
    let topic = choose(dice, resident, health, lived, pregnant_days.is_some());
    let bank = banks::phrases(resident.lang);
    let mut answers = BTreeMap::new();

    // vital signs
    let weighed =
        years < 18.0 || !topic.orders.is_empty() || pregnant_days.is_some() || dice.per_mille(450);
    let gain = pregnant_days.map_or(0.0, |days| (days as f64 / 7.0 - 12.0).max(0.0) * 0.38);
    let grams = weighed.then(|| health.body.weight_grams(dice, months, gain));
    if let Some(grams) = grams {
        quantity(&mut answers, "weight", grams, 3, "kg");
    }
    if dice.per_mille(if years < 18.0 { 600 } else { 150 }) || topic.key == "newborn" {
        quantity(
            &mut answers,
            "height",
            health.body.height_mm(months),
            1,
            "cm",
        );
        if years < 2.0 {
            quantity(&mut answers, "head", health.body.head_mm(months), 1, "cm");
        }
    }
    let temperature = dice.range(topic.temperature.0, topic.temperature.1);
    quantity(&mut answers, "temp", temperature, 1, "Cel");
    let (pulse, breaths) = pulse_and_breaths(dice, years, temperature - 370);
    quantity(&mut answers, "pulse", pulse, 0, "/min");
    let chest = matches!(topic.key, "arvi" | "bronchitis" | "pneumonia" | "asthma");
    if chest || years < 5.0 {
        let fast = if topic.key == "pneumonia" { 8 } else { 0 };
        quantity(&mut answers, "resp", breaths + fast, 0, "/min");
    }
    if chest {
        let most = if topic.key == "pneumonia" { 95 } else { 99 };
        quantity(&mut answers, "spo2", dice.range(most - 3, most), 0, "%");
    }
    if years >= 14.0 {
        let high = if health
            .problems
            .iter()
            .any(|p| p.code.as_deref() == Some("I10"))
        {
            dice.range(10, 38)
        } else {
            0
        };
        let (upper, lower) = pressure(dice, years, high);
        quantity(&mut answers, "bp-sys", upper, 0, "mm[Hg]");
        quantity(&mut answers, "bp-dia", lower, 0, "mm[Hg]");
    }
    if chest && years >= 16.5 {
        flag(&mut answers, "oxygen", false);
        if pregnant_days.is_none() {
            choice(&mut answers, "consciousness", "urn:feldsher:acvpu", "A");
        }
    }
    if matches!(topic.key, "diabetes" | "hypertension") && years >= 19.0 {
        let male = resident.person.sex == Sex::Male;
        let creatinine = 62 + if male { 14 } else { 0 } + (years as i64 - 40).max(0) / 2;
        quantity(&mut answers, "creatinine", creatinine, 0, "umol/L");
        date(&mut answers, "creatinine-date", day);
    }
    match topic.key {
        "diabetes" => quantity(&mut answers, "glucose", dice.range(61, 112), 1, "mmol/L"),
        "checkup" | "pregnancy" => {
            quantity(&mut answers, "glucose", dice.range(41, 54), 1, "mmol/L")
        }
        _ => {}
    }

    // pregnancy
    let fertile = resident.person.sex == Sex::Female && (14.0..50.0).contains(&years);
    let pregnant = fertile.then_some(pregnant_days.is_some());
    if let Some(pregnant) = pregnant
        && (pregnant || !topic.orders.is_empty())
    {
        let (code, word) = if pregnant {
            ("LA15173-0", "pregnant-yes")
        } else {
            ("LA26683-5", "pregnant-no")
        };
        let answer = Answer::Choice(Coding {
            system: "http://loinc.org".to_owned(),
            code: code.to_owned(),
            display: first_of(bank, word),
        });
        answers.insert("pregnant".to_owned(), answer.encode());
        if let (true, Some(since)) = (pregnant, health.pregnant_since) {
            date(&mut answers, "lmp", since);
        }
    }

    words(dice, bank, topic, resident, health, &mut answers);

    // orders
    let bedside = Bedside {
        day,
        months: months as i64,
        kg: grams.map(|grams| grams as f64 / 1000.0),
        pregnant,
        trimester: pregnant_days.map(|days| (days / 93 + 1).clamp(1, 3) as u8),
    };
    let mut prescriptions = Vec::new();
    for wish in topic.orders {
        if dice.per_mille(wish.odds) {
            prescriptions.extend(order(wish, resident, health, bedside));
        }
    }

    let diagnoses: Vec<Diagnosis> = topic
        .codes
        .iter()
        .enumerate()
        .map(|(at, code)| Diagnosis {
            code: (*code).to_owned(),
            title: title(code, resident.lang),
            role: if at == 0 {
                DiagnosisRole::Main
            } else {
                DiagnosisRole::Concomitant
            },
        })
        .collect();
    let referral = topic.refer.filter(|_| dice.per_mille(850)).map(|urgency| {
        let places = bank.get("common", "refer-to");
        let place = places.get(usize::from(urgency != "routine")).copied();
        Referral {
            visit: None,
            destination: place.unwrap_or_default().to_owned(),
            reason: diagnoses
                .first()
                .map_or_else(String::new, |d| d.title.clone()),
            urgency: urgency.to_owned(),
            diagnoses: diagnoses.clone(),
        }
    });
    if topic.back.1 > 0 && dice.per_mille(700) {
        let mut next = day + Days::new(dice.range(topic.back.0, topic.back.1) as u64);
        if next.weekday() == Weekday::Sun {
            next = next + Days::new(1);
        }
        date(&mut answers, "next-visit", next);
    }
    let works = (19.0..60.0).contains(&years);
    if works
        && matches!(
            topic.key,
            "arvi" | "tonsillitis" | "bronchitis" | "backpain"
        )
        && dice.per_mille(250)
    {
        date(&mut answers, "sick-from", day);
        date(
            &mut answers,
            "sick-to",
            day + Days::new(dice.range(3, 7) as u64),
        );
    }

    let care_at = moment(country, day, dice.range(8 * 60 + 5, 16 * 60 + 50));
    let draft = Draft {
        visit: Visit {
            form: VISIT.to_owned(),
            drafted_by: None,
            form_version: FORM_VERSION.to_owned(),
            answers,
            diagnoses,
        },
        care_at: Some(care_at),
        prescriptions,
        referral,
        amends: None,
    };
    DemoVisit {
        author_role: match dice.range(0, 9) {
            _ if topic.nurse => Role::Nurse,
            0..7 => Role::Feldsher,
            _ => Role::Doctor,
        },
        care_at,
        afterwards: afterwards(dice, bank, &draft),
        doses: Vec::new(),
        draft,
    }
}

fn choose(
    dice: &mut Dice,
    resident: &Resident,
    health: &Health,
    lived: i64,
    pregnant: bool,
) -> &'static Topic {
    let named = |key: &str| topic(key).unwrap_or(&TOPICS[0]);
    if lived < 28 {
        return named("newborn");
    }
    if pregnant && dice.per_mille(750) {
        return named("pregnancy");
    }
    let years = (lived as f64 / 365.25) as i64;
    let fits = |topic: &&Topic| {
        (topic.ages.0..=topic.ages.1).contains(&years)
            && topic.only.is_none_or(|sex| sex == resident.person.sex)
    };
    if !health.problems.is_empty() && dice.per_mille(550) {
        let chosen = health.problems.get(dice.below(health.problems.len()));
        let code = chosen.and_then(|p| p.code.as_deref());
        let follow_up = TOPICS
            .iter()
            .filter(fits)
            .find(|t| t.problem.is_some() && t.problem == code);
        if let Some(follow_up) = follow_up {
            return follow_up;
        }
    }
    let open = || TOPICS.iter().filter(fits);
    let mut throw = dice.range(0, open().map(|t| t.often).sum::<i64>().max(1) - 1);
    for topic in open() {
        if throw < topic.often {
            return topic;
        }
        throw -= topic.often;
    }
    named("arvi")
}

/// Complaints, history, examination, plan and advice.
fn words(
    dice: &mut Dice,
    bank: &Phrases,
    topic: &Topic,
    resident: &Resident,
    health: &Health,
    answers: &mut BTreeMap<String, String>,
) {
    let count = 2 + dice.below(2);
    let complaints = dice.words(bank.get(topic.key, "s"), count);
    // "!": nothing else can be complained of.
    let alone = complaints.iter().find_map(|words| words.strip_prefix('!'));
    let complaints = alone.map_or_else(|| complaints.join(", "), |words| words.trim().to_owned());
    text(answers, "complaints", &sentence(&complaints));

    let routine = matches!(
        topic.key,
        "newborn" | "child" | "vaccination" | "checkup" | "pregnancy"
    );
    let mut history: Vec<String> = Vec::new();
    if topic.key == "newborn" {
        let grams = health.body.weight_grams(dice, 0.0, 0.0);
        let weeks = resident.person.birth_weeks.unwrap_or(40);
        let birth = first_of(bank, "birth")
            .replace("{weeks}", &weeks.to_string())
            .replace("{grams}", &grams.to_string());
        history.push(sentence(&birth));
    } else if topic.problem.is_some() {
        history.push(sentence(dice.word(bank.get("common", "course"))));
    } else if matches!(topic.key, "wound" | "burn" | "dogbite" | "ankle") {
        history.push(sentence(dice.word(bank.get("common", "injury"))));
    } else if !routine {
        history.push(sentence(dice.word(bank.get("common", "since"))));
        history.push(sentence(dice.word(bank.get("common", "onset"))));
    }
    if dice.per_mille(600) {
        history.push(sentence(dice.word(bank.get("common", "background"))));
    }
    text(answers, "history", &history.join(" "));

    let mut exam = vec![sentence(dice.word(bank.get("common", "state")))];
    for found in dice.words(bank.get(topic.key, "e"), 2) {
        exam.push(sentence(found));
    }
    exam.push(sentence(dice.word(bank.get("common", "rest"))));
    text(answers, "exam", &exam.join(" "));

    let plan = dice.words(bank.get(topic.key, "p"), 2);
    text(
        answers,
        "plan",
        &plan
            .iter()
            .map(|p| sentence(p))
            .collect::<Vec<_>>()
            .join(" "),
    );
    let mut advice: Vec<String> = dice
        .words(bank.get(topic.key, "a"), 2)
        .into_iter()
        .map(sentence)
        .collect();
    if !routine {
        advice.push(sentence(dice.word(bank.get("common", "advice"))));
    }
    text(answers, "advice", &advice.join(" "));
}

/// Most visits stand; a few are withdrawn or corrected so that the demo shows how that looks.
fn afterwards(dice: &mut Dice, bank: &Phrases, draft: &Draft) -> Afterwards {
    match dice.range(0, 999) {
        0..3 => Afterwards::Withdrawn {
            reason: dice.pick(&["wrong-patient", "duplicate", "mistake"], "mistake"),
        },
        3..8 => {
            let mut corrected = draft.clone();
            corrected.prescriptions.clear();
            corrected.referral = None;
            if let Some(Answer::Text(history)) = corrected
                .visit
                .answers
                .get("history")
                .map(|a| Answer::decode(a))
            {
                let added = sentence(&first_of(bank, "correction"));
                text(
                    &mut corrected.visit.answers,
                    "history",
                    format!("{history} {added}").trim(),
                );
            }
            Afterwards::Corrected(Box::new(corrected))
        }
        _ => Afterwards::Stands,
    }
}

/// UTC seconds of a local minute. Kazakhstan and Uzbekistan UTC+5 (Kazakhstan as a whole since 2024-03-01), Georgia UTC+4.
pub(super) fn moment(country: Country, day: NaiveDate, minute: i64) -> i64 {
    let offset_hours = match country {
        Country::Kz | Country::Uz => 5,
        Country::Ge => 4,
    };
    day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp() + (minute - offset_hours * 60) * 60
}

fn first_of(bank: &Phrases, kind: &str) -> String {
    bank.get("common", kind)
        .first()
        .copied()
        .unwrap_or_default()
        .to_owned()
}

fn sentence(words: &str) -> String {
    let mut out = capital(words);
    if !out.is_empty() && !out.ends_with(['.', '!', '?']) {
        out.push('.');
    }
    out
}

fn text(answers: &mut BTreeMap<String, String>, link_id: &str, words: &str) {
    if !words.is_empty() {
        answers.insert(link_id.to_owned(), Answer::Text(words.to_owned()).encode());
    }
}

fn date(answers: &mut BTreeMap<String, String>, link_id: &str, day: NaiveDate) {
    let answer = Answer::Date(PartialDate::from_day(day));
    answers.insert(link_id.to_owned(), answer.encode());
}

pub(super) fn flag(answers: &mut BTreeMap<String, String>, link_id: &str, yes: bool) {
    answers.insert(link_id.to_owned(), Answer::Bool(yes).encode());
}

/// An answer whose words are the form's.
pub(super) fn choice(
    answers: &mut BTreeMap<String, String>,
    link_id: &str,
    system: &str,
    code: &str,
) {
    let answer = Answer::Choice(Coding {
        system: system.to_owned(),
        code: code.to_owned(),
        display: String::new(),
    });
    answers.insert(link_id.to_owned(), answer.encode());
}

/// `mantissa` × 10^-`scale` of a UCUM unit.
pub(super) fn quantity(
    answers: &mut BTreeMap<String, String>,
    link_id: &str,
    mantissa: i64,
    scale: u8,
    unit: &str,
) {
    if let Some(value) = Decimal::new(mantissa, scale) {
        let answer = Answer::Quantity(Quantity {
            value,
            unit: unit.to_owned(),
        });
        answers.insert(link_id.to_owned(), answer.encode());
    }
}
