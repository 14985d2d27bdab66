//! Open orders asked about again, because something came to the record after they were signed. Pure.
//!
//! The same question and the same answer as when an order is written ([`ask`], [`judge`]), with these rules about what is told:
//!
//! | rule | why |
//! |---|---|
//! | An order is open while it stands, is signed aright, is not stopped, and its days (and one more) are not over; a person who died has none | as on the card and in the round |
//! | Told is what is *contraindicated* or *major*: forbidden, above every rule, an interaction or a stop that is to be avoided | what a missing fact leaves unchecked was so on the day it was signed |
//! | Told is also what cannot be checked because of a fact that is there ([`THERE`]): the same substance twice, an allergy that no rule knows, a case for a specialist | it is new knowledge, not a gap |
//! | A missing, old or doubtful fact tells nothing; an old weight is no task. A new weight does, once the dose is above every rule for it | missing facts must not make noise |
//! | What the author saw at signing, or whoever confirmed the order later, is not told again: same code, rule, other medicine and allergy, and no worse level | a reason is given once, and for what was seen |
//! | Only somebody who may decide, under a signature that was checked, keeps an order going | a word of nobody silences nothing |
//! | An interaction between two orders is known when the author of either saw it | the second order was written knowing the first |
//! | An order that keeps nothing of what its author saw (an older program, a file) is asked about once | nobody knows what was accepted |
//! | Doses that were given count nothing: a course is asked about, one dose is asked about before it is given | "too soon after the last dose" is the bedside's |
//! | Order in free words: nothing | no rule knows it |

use std::collections::BTreeSet;

use super::check::{Judged, judge};
use super::question::{Moment, Told, Wish, ask, is_running};
use super::signed::{dose_of, order_of, said};
use crate::clinical::{Arg, Finding, Formulary, Level, Order, Site};
use crate::codes::fold::fold;
use crate::domain::allergy::{Allergy, Status};
use crate::domain::card::{CardView, Draft, Event, Noted, standing};
use crate::domain::ids::UserId;
use crate::domain::number::Decimal;
use crate::domain::visit::Prescription;

/// An order that has become dangerous.
#[derive(Debug, Clone, PartialEq)]
pub struct Danger<'a> {
    pub order: &'a Event<Prescription>,
    /// Loudest first.
    pub findings: Vec<Finding>,
    /// Who wrote the newest fact behind the findings, and when, where it can be told.
    pub origin: Option<(Option<UserId>, i64)>,
}

/// What cannot be checked because something is there, not because something is missing.
const THERE: [&str; 6] = [
    "allergy-part",
    "allergy-partly",
    "allergy-unknown",
    "duplicate",
    "duplicate-hidden",
    "specialist",
];

/// What interrupts, or would have been read beside the order: these are kept with it, and asked about when they are new.
pub fn dangers(judged: &Judged) -> impl Iterator<Item = &Finding> {
    judged.findings.iter().filter(|f| match f.level {
        Level::Contraindicated | Level::Major => true,
        Level::CannotCheck => THERE.contains(&f.code),
        Level::Warn | Level::Info => false,
    })
}

/// What makes two findings the same danger: code, rule, the medicine that another order or allergy is about, how grave it is, and
/// which allergy. Neither numbers nor spelling: a weight that changes is a new danger only where it makes the finding graver.
pub fn key(finding: &Finding) -> String {
    let is_allergy = finding.code.starts_with("allergy");
    let about = match finding.code {
        "interaction" => said_of(finding, "other"),
        "duplicate" | "duplicate-hidden" => fold(&said_of(finding, "other")),
        _ if is_allergy => said_of(finding, "medicine"),
        _ => String::new(),
    };
    let rule = finding.rule.as_deref().unwrap_or_default();
    let level = match finding.level {
        Level::Contraindicated => CONTRAINDICATED,
        Level::Major => MAJOR,
        Level::CannotCheck | Level::Warn | Level::Info => "",
    };
    let key = format!("{}|{rule}|{about}|{level}", finding.code);
    if is_allergy {
        return format!("{key}|{}", fold(&said_of(finding, "allergy")));
    }
    key
}

const CONTRAINDICATED: &str = "contraindicated";
const MAJOR: &str = "major";

fn said_of(finding: &Finding, name: &str) -> String {
    let arg = finding.args.iter().find(|(other, _)| *other == name);
    let text = arg.map_or("", |(_, arg)| match arg {
        Arg::Data { key, .. } => key.as_str(),
        Arg::Text(text) => text.as_str(),
        Arg::Number(_) | Arg::Hours(_) | Arg::Dose(_) | Arg::Strength(_) | Arg::Day(_) => "",
    });
    // The sign between the parts.
    text.replace('|', " ")
}

/// Whether a key that was kept answers for this one: the same danger, then no graver than now.
///
/// A key of an older program ends before the level: it answers as it did, except for a dose that is now forbidden and for an allergy, which
/// it does not name. The level of an interaction or a stop hangs on the rule that the key names; that of a dose on the weight.
fn settles(kept: &str, now: &str) -> bool {
    let kept: Vec<&str> = kept.split('|').collect();
    let now: Vec<&str> = now.split('|').collect();
    let ([code, rule, about, then @ ..], [now_code, now_rule, now_about, level, allergy @ ..]) =
        (&kept[..], &now[..])
    else {
        return false;
    };
    if (code, rule, about) != (now_code, now_rule, now_about) {
        return false;
    }
    match then {
        [] => {
            let hangs_on_rule = matches!(*code, "interaction" | "stop" | "avoid");
            !code.starts_with("allergy") && (hangs_on_rule || *level != CONTRAINDICATED)
        }
        [then, which @ ..] => gravity(then) >= gravity(level) && which == allergy,
    }
}

fn gravity(level: &str) -> u8 {
    match level {
        CONTRAINDICATED => 2,
        MAJOR => 1,
        _ => 0,
    }
}

/// The keys that an order keeps.
pub fn keys(judged: &Judged) -> Vec<String> {
    let all: BTreeSet<String> = dangers(judged).map(key).collect();
    all.into_iter().collect()
}

/// Every open order of this person that has become dangerous.
pub fn to_review<'a>(data: &Formulary, card: &'a CardView, moment: Moment) -> Vec<Danger<'a>> {
    if card.person.deceased.is_some() {
        return Vec::new();
    }
    let open: Vec<&Event<Prescription>> = open_orders(card, moment).collect();
    open.iter()
        .filter_map(|order| {
            let findings = review(data, card, order, &open, moment);
            (!findings.is_empty()).then(|| Danger {
                origin: findings
                    .iter()
                    .filter_map(|f| origin(card, f))
                    .max_by_key(|(_, at)| *at),
                order,
                findings,
            })
        })
        .collect()
}

/// Orders that run now and may be gone on with.
pub fn open_orders(card: &CardView, moment: Moment) -> impl Iterator<Item = &Event<Prescription>> {
    standing(&card.prescriptions, None)
        .filter(move |order| is_running(&order.content, order.care_at, moment.now))
        .filter(|order| order_of(card, order.id).is_some())
}

/// What is dangerous about this order today and nobody has accepted.
fn review(
    data: &Formulary,
    card: &CardView,
    order: &Event<Prescription>,
    open: &[&Event<Prescription>],
    moment: Moment,
) -> Vec<Finding> {
    let Some(wish) = course(order) else {
        return Vec::new();
    };
    let told = Told {
        given_asked: true,
        medicines_asked: true,
        ..Told::default()
    };
    let mut asked = ask(data, card, &Draft::default(), &wish, &told, moment);
    for question in &mut asked.questions {
        question.given = Some(Vec::new());
    }
    // Signatures change words, never a finding.
    let judged = judge(data, &Site::default(), &asked);
    let accepted = accepted(card, order);
    let mut found: Vec<Finding> = Vec::new();
    for finding in dangers(&judged) {
        let key = key(finding);
        let is_known = accepted.iter().any(|kept| settles(kept, &key))
            || is_known_to_the_other(card, finding, &wish.medicine, open)
            || found.iter().any(|other| self::key(other) == key);
        if !is_known {
            found.push(finding.clone());
        }
    }
    found
}

/// The course as it was ordered, for the check.
fn course(order: &Event<Prescription>) -> Option<Wish> {
    let content = &order.content;
    let (dose, unit) = dose_of(content)?;
    let interval = Decimal::parse(&content.interval_h)
        .ok()
        .map(Decimal::to_f64);
    Some(Wish {
        medicine: content.medicine.clone()?,
        route: said(&content.route),
        indication: said(&content.indication),
        order: Order {
            dose: Some(dose.to_f64()),
            unit: Some(unit.code().to_owned()),
            per_day: content.per_day.map(|n| n as f64),
            interval_h: interval,
            days: content.days.map(|n| n as f64),
            product: said(&content.product),
            strength: said(&content.strength),
            ..Order::default()
        },
        skip: None,
        given: Some(order.id),
        weight_unreadable: false,
    })
}

fn accepted(card: &CardView, order: &Event<Prescription>) -> BTreeSet<String> {
    let later = card
        .kept(order.id)
        .flat_map(|review| &review.content.findings);
    order
        .content
        .findings
        .iter()
        .chain(later)
        .cloned()
        .collect()
}

/// Whoever decided about the other order accepted the same interaction from its side.
fn is_known_to_the_other(
    card: &CardView,
    finding: &Finding,
    medicine: &str,
    open: &[&Event<Prescription>],
) -> bool {
    let (Some(other), Some(_rule)) = (medicine_of(finding), &finding.rule) else {
        return false;
    };
    let mine = Arg::Text(format!("medicine-{medicine}"));
    let mut mirrored = finding.clone();
    mirrored.args.retain(|(name, _)| *name != "other");
    mirrored.args.push(("other", mine));
    let mirrored = key(&mirrored);
    let accepts = |order: &Event<Prescription>| {
        let kept = accepted(card, order);
        kept.iter().any(|kept| settles(kept, &mirrored))
    };
    finding.code == "interaction"
        && open
            .iter()
            .filter(|order| order.content.medicine.as_deref() == Some(other))
            .any(|order| accepts(order))
}

/// Id of the other medicine of an interaction.
fn medicine_of(finding: &Finding) -> Option<&str> {
    let (_, arg) = finding.args.iter().find(|(name, _)| *name == "other")?;
    match arg {
        Arg::Data { key, .. } => key.strip_prefix("medicine-"),
        Arg::Text(_)
        | Arg::Number(_)
        | Arg::Hours(_)
        | Arg::Dose(_)
        | Arg::Strength(_)
        | Arg::Day(_) => None,
    }
}

/// The fact of the card that a finding names: an allergy, a current medicine, another order.
fn origin(card: &CardView, finding: &Finding) -> Option<(Option<UserId>, i64)> {
    let text = |wanted: &str| {
        finding.args.iter().find_map(|(name, arg)| match arg {
            Arg::Text(text) if *name == wanted => Some(text.as_str()),
            _ => None,
        })
    };
    if let Some(allergy) = text("allergy") {
        let is_it = |noted: &&Noted<Allergy>| {
            noted.value.substance == allergy
                && (noted.value.status == Status::Active || noted.disputed)
        };
        return newest(card.allergies.iter().filter(is_it).map(|n| (n.by, n.at)));
    }
    let (id, name) = (medicine_of(finding), text("other"));
    let is_it = |medicine: Option<&str>, written: &str| {
        id.is_some() && medicine == id || name == Some(written)
    };
    let taken = card
        .medicines
        .iter()
        .filter(|n| n.value.status == Status::Active || n.disputed)
        .filter(|n| is_it(n.value.medicine.as_deref(), &n.value.name))
        .map(|n| (n.by, n.at));
    let ordered = standing(&card.prescriptions, None)
        .filter(|p| is_it(p.content.medicine.as_deref(), &p.content.name))
        .map(|p| (p.by, p.entered_at));
    newest(taken.chain(ordered))
}

fn newest(all: impl Iterator<Item = (Option<UserId>, i64)>) -> Option<(Option<UserId>, i64)> {
    all.max_by_key(|(_, at)| *at)
}

#[cfg(test)]
#[path = "review_tests.rs"]
mod tests;
