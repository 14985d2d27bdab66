//! The dose check itself. Order: stops, allergy, interactions, rules, one dose, day, interval, product.

use super::allergy;
use super::answer::{Answer, Arg, Finding, Level, Proposal, Verdict};
use super::candidate::{candidates, rule_answer};
use super::data::{Formulary, Medicine, Named};
use super::facts::Facts;
use super::finding::name_of;
use super::interaction;
use super::label::{self, Written};
use super::profile::{self, Choice};
use super::question::{Order, Question};
use super::schedule::Past;
use super::sheet::Sheet;
use super::shelf::{PARENTERAL, Shelf};
use super::site::Site;
use super::stops;
use crate::domain::dose::{Dimension, Strength, Unit};

/// As [`check_at`], where nobody has signed anything.
pub fn check(data: &Formulary, question: &Question) -> Answer {
    check_at(data, &Site::default(), question)
}

/// Judges one order, or proposes doses when it has none. Pure: the same data, site and question give the same answer.
pub fn check_at(data: &Formulary, site: &Site, question: &Question) -> Answer {
    let (every, _) = answer_of(data, site, question, false);
    // Nearly every order: no country has chosen anything for its medicine, and one answer is enough.
    if !profile::is_about(data, question) {
        return every;
    }
    let (chosen, choices) = answer_of(data, site, question, true);
    profile::settle(data, &choices, every, chosen)
}

/// The answer of every rule, or of those that stand in the country of the question, with the choices that took the others out.
fn answer_of<'a>(
    data: &'a Formulary,
    site: &Site,
    question: &Question,
    by_country: bool,
) -> (Answer, Vec<&'a Choice>) {
    let mut answer = Answer {
        id: question.id.clone(),
        answer: Verdict::CannotCheck,
        rules: Vec::new(),
        volume_ml: None,
        amount: None,
        findings: Vec::new(),
        proposals: Vec::new(),
        arithmetic: None,
        approved: false,
        relied_on: Vec::new(),
        high_alert: false,
    };
    let Some(medicine) = data.medicine(&question.medicine) else {
        answer.findings.push(
            Finding::new(Level::CannotCheck, "medicine-unknown")
                .with("medicine", Arg::Text(question.medicine.clone())),
        );
        // Told, never taken: who ordered says what was meant.
        let nearly = data.nearly(&question.medicine);
        answer.findings.extend(nearly.map(|meant| {
            Finding::new(Level::Info, "medicine-nearly")
                .with("medicine", Arg::Text(meant.id.clone()))
        }));
        return (answer, Vec::new());
    };
    answer.high_alert = medicine.high_alert;
    let sane = question.without_wild_dates();
    let question = match &sane {
        Some((sane, refused)) => {
            let refused = refused
                .iter()
                .map(|code| Finding::new(Level::CannotCheck, code));
            answer.findings.extend(refused);
            sane
        }
        None => question,
    };
    let mut facts = Facts::of(data, question);
    let order = question.order.as_ref();
    let (written, unclear) = Written::of(order);
    answer.findings.extend(unclear);
    // Stops that turn on a strength are asked with the stronger one, where the label says another.
    facts.strength_mg_ml = written.strongest();
    let mut choices = Vec::new();
    if by_country {
        (choices, facts.unchosen) = profile::chosen(data, medicine, &facts);
    }
    let facts = facts;
    let past = Past::of(data, medicine, &facts);
    let proposing = order.is_none_or(|order| order.dose.is_none());

    let mut findings = std::mem::take(&mut answer.findings);
    before_dose(
        data,
        medicine,
        &facts,
        &past,
        &written,
        proposing,
        &mut findings,
    );
    answer.rules = medicine
        .rules
        .iter()
        .map(|rule| rule_answer(medicine, rule, &facts))
        .collect();

    let sheet = Sheet {
        data,
        site,
        medicine,
        facts: &facts,
        past: &past,
        strength: written.strength,
        candidates: candidates(medicine, &facts),
    };
    sheet.ranges(&mut answer);
    let outside = match order.filter(|order| order.dose.is_some()) {
        Some(order) => sheet.judge(order, &mut answer, &mut findings),
        None => {
            sheet.can_propose(&mut findings);
            false
        }
    };
    answer.answer = verdict(outside, proposing, &findings);
    if answer.answer != Verdict::Within {
        answer.approved = false;
        answer.relied_on.clear();
    }
    findings.sort_by_key(|f| f.level);
    answer.findings = findings;
    (answer, choices)
}

/// What can be given, by every rule that surely applies. The same as [`check`] without an order's dose.
pub fn propose(data: &Formulary, question: &Question) -> Vec<Proposal> {
    check(data, question).proposals
}

fn verdict(outside: bool, proposing: bool, findings: &[Finding]) -> Verdict {
    let has = |level: Level| findings.iter().any(|f| f.level == level);
    if outside || has(Level::Contraindicated) {
        // A wish without a dose cannot be outside anything: nothing can be proposed.
        if proposing {
            Verdict::CannotCheck
        } else {
            Verdict::Outside
        }
    } else if has(Level::CannotCheck) {
        Verdict::CannotCheck
    } else {
        Verdict::Within
    }
}

/// Everything that is said before a dose is counted.
fn before_dose(
    data: &Formulary,
    medicine: &Medicine,
    facts: &Facts<'_>,
    past: &Past,
    written: &Written,
    proposing: bool,
    findings: &mut Vec<Finding>,
) {
    let question = facts.question;
    if facts.birth.is_none() || facts.today.is_none() {
        findings.push(Finding::new(Level::CannotCheck, "need-age"));
    }
    if question.route.is_none() {
        findings.push(Finding::new(Level::CannotCheck, "need-route"));
    }
    findings.extend(stops::findings(data, medicine, facts));
    findings.extend(facts.contradictions.iter().cloned());
    findings.extend(allergy::findings(
        data,
        medicine,
        question.allergies.as_deref(),
    ));
    let lately: Vec<&str> = question
        .given
        .iter()
        .flatten()
        .filter(|g| match (g.at, facts.now) {
            (Some(at), Some(now)) => now - at < chrono::TimeDelta::hours(24),
            _ => true,
        })
        .filter(|g| !data.named(&g.medicine).is_empty())
        .map(|g| g.medicine.as_str())
        .collect();
    findings.extend(interaction::findings(
        data,
        medicine,
        question.current.as_deref(),
        &lately,
    ));
    if question.given.is_none() && !medicine.rules.is_empty() {
        let (level, code) = if proposing {
            (Level::Info, "ask-given")
        } else {
            (Level::CannotCheck, "need-given")
        };
        findings.push(Finding::new(level, code));
    }
    findings.extend(past.findings.iter().cloned());
    if let Some(order) = &question.order {
        other_ingredients(data, medicine, facts, order, &lately, findings);
        if let Some(strength) = written.on_hand() {
            strength_on_shelf(data, medicine, facts, order, written, strength, findings);
            findings.extend(piece_elsewhere(facts, written, strength));
        }
        let route = question.route.as_deref();
        findings.extend(label::findings(data, medicine, route, order, written));
        if order.rate.is_some() {
            // A litre in ten minutes is not what a rule for a litre means.
            let injected = route.is_none_or(|route| PARENTERAL.contains(&route));
            let level = if medicine.high_alert || injected {
                Level::CannotCheck
            } else {
                Level::Warn
            };
            findings.push(Finding::new(level, "rate-not-checked"));
        }
    }
    // One question once.
    let mut seen: Vec<Finding> = Vec::new();
    for finding in findings.drain(..) {
        let asks = finding.code.starts_with("need-")
            || finding.code.starts_with("ask-")
            || finding.code.starts_with("weight-");
        if !(asks && seen.iter().any(|f| f.code == finding.code)) {
            seen.push(finding);
        }
    }
    *findings = seen;
}

/// Is the strength in the order one that this medicine is sold in, for this route?
fn strength_on_shelf(
    data: &Formulary,
    medicine: &Medicine,
    facts: &Facts<'_>,
    order: &Order,
    written: &Written,
    strength: &Strength,
    findings: &mut Vec<Finding>,
) {
    let route = facts.question.route.as_deref();
    let said = |level: Level, code: &'static str| {
        let route = Arg::Text(route.unwrap_or_default().to_owned());
        Finding::new(level, code)
            .with("strength", Arg::Strength(*strength))
            .with("route", route)
    };
    if strength.combined && !data.products_of(&medicine.id).any(|p| p.read.combined) {
        let other = order.strength.clone().unwrap_or_default();
        findings.push(
            Finding::new(Level::CannotCheck, "combination-product").with("other", Arg::Text(other)),
        );
    }
    let injected = route.is_some_and(|route| PARENTERAL.contains(&route));
    // Where the dose is counted in millilitres or pieces, the strength is half of the dose.
    let dimension = written.unit.map(Unit::dimension);
    let counted = dimension.is_some_and(is_product);
    let in_pieces = matches!(dimension, Some(Dimension::Tablet | Dimension::Suppository));
    match data.shelf(medicine, strength, route) {
        // Pieces of a strength that no table can confirm: half of the dose is a word on a box.
        Shelf::NoData if in_pieces => {
            findings.push(said(Level::CannotCheck, "strength-unusual"));
        }
        Shelf::Known | Shelf::Dissolved | Shelf::NoData => {}
        // A syrup or a tablet by the needle: wrong-route deaths (ISMP, NHS never events).
        Shelf::OtherRoute if injected => findings.push(said(Level::Contraindicated, "wrong-form")),
        Shelf::OtherRoute => findings.push(said(Level::Warn, "form-route")),
        // Of a combination that nobody sells the dose of the second part is not known either.
        Shelf::Unusual if counted || medicine.high_alert || strength.combined => {
            findings.push(said(Level::CannotCheck, "strength-unusual"));
        }
        Shelf::Unusual => findings.push(said(Level::Warn, "strength-unusual")),
    }
}

/// A tablet that is not swallowed, a suppository that is not for the rectum: whatever its strength, it is another product or a slip.
fn piece_elsewhere(facts: &Facts<'_>, written: &Written, strength: &Strength) -> Option<Finding> {
    let route = facts.question.route.as_deref()?;
    let fits = match written.unit?.dimension() {
        Dimension::Tablet => ["oral", "sublingual", "buccal", "nasogastric"].contains(&route),
        Dimension::Suppository => route == "rectal",
        _ => true,
    };
    let (level, code) = if PARENTERAL.contains(&route) {
        (Level::Contraindicated, "wrong-form")
    } else {
        (Level::CannotCheck, "form-route")
    };
    (!fits).then(|| {
        Finding::new(level, code)
            .with("strength", Arg::Strength(*strength))
            .with("route", Arg::Text(route.to_owned()))
    })
}

fn is_product(dimension: Dimension) -> bool {
    match dimension {
        Dimension::Volume
        | Dimension::Drop
        | Dimension::Puff
        | Dimension::Tablet
        | Dimension::Suppository => true,
        Dimension::Mass | Dimension::Iu | Dimension::Millimole => false,
    }
}

/// A product that holds more than the medicine: its other parts are checked too, their doses cannot be.
fn other_ingredients(
    data: &Formulary,
    medicine: &Medicine,
    facts: &Facts<'_>,
    order: &Order,
    given_lately: &[&str],
    findings: &mut Vec<Finding>,
) {
    let Some(product) = order.product.as_deref() else {
        return;
    };
    let inside = data.ingredients(product);
    let named = data.named(product);
    let more = |at: &usize| {
        data.combinations.get(*at).is_some_and(|product| {
            !product.other_ingredients.is_empty()
                || product.medicines.iter().any(|id| *id != medicine.id)
        })
    };
    if !named.is_empty() && !data.strange_words(product).is_empty() {
        findings.push(
            Finding::new(Level::CannotCheck, "product-unknown")
                .with("other", Arg::Text(product.to_owned())),
        );
    }
    if !named.is_empty() && inside.is_empty() {
        findings.push(
            Finding::new(Level::CannotCheck, "product-differs")
                .with("other", Arg::Text(product.to_owned()))
                .with("medicine", name_of(medicine)),
        );
    }
    match named.as_slice() {
        [] => {
            // By the needle also what has no name is a danger; by mouth its label is read.
            let route = facts.question.route.as_deref();
            let injected = route.is_some_and(|route| PARENTERAL.contains(&route));
            let (level, code) = if !data.strange_words(product).is_empty() {
                // A name nobody knows here: whether the ordered medicine is in it at all, and what else.
                (Level::CannotCheck, "product-unnamed")
            } else if injected {
                (Level::CannotCheck, "product-unknown")
            } else {
                // "Tablets, 500 mg": no name at all.
                (Level::Info, "product-unknown")
            };
            findings.push(
                Finding::new(level, code)
                    .with("other", Arg::Text(product.to_owned()))
                    .with("medicine", name_of(medicine)),
            );
        }
        several
            if several
                .iter()
                .any(|n| matches!(n, Named::Combination(at) if more(at)))
                || several.len() > 1 && inside.iter().any(|m| m.id != medicine.id) =>
        {
            findings.push(
                Finding::new(Level::CannotCheck, "combination-product")
                    .with("other", Arg::Text(product.to_owned())),
            );
            for other in inside.into_iter().filter(|m| m.id != medicine.id) {
                let extra = stops::findings(data, other, facts)
                    .into_iter()
                    .chain(allergy::findings(
                        data,
                        other,
                        facts.question.allergies.as_deref(),
                    ))
                    .chain(interaction::findings(
                        data,
                        other,
                        facts.question.current.as_deref(),
                        given_lately,
                    ));
                findings.extend(
                    extra.filter(|f| matches!(f.level, Level::Contraindicated | Level::Major)),
                );
            }
        }
        [Named::Medicine(_)] if inside.first().is_some_and(|m| m.id != medicine.id) => {
            findings.push(
                Finding::new(Level::CannotCheck, "product-differs")
                    .with("other", Arg::Text(product.to_owned()))
                    .with("medicine", name_of(medicine)),
            );
        }
        [..] => {}
    }
}
