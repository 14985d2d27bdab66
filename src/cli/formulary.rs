//! `feldsher formulary`: everything in the dosing data that a clinician has to read and sign, one JSON line each. Pure; reads no record.

use serde_json::{Value, json};

use super::face::{say_line, tell};
use crate::clinical::{DoseKind, Formulary, Interaction, Medicine, Population, Rule, Span, Stop};
use crate::domain::lang::Lang;
use crate::i18n::tr;

/// Which lines are wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub medicine: Option<String>,
    pub unsigned: bool,
    pub knowledge: bool,
}

/// Prints the lines; false when the medicine is not in the formulary.
pub fn formulary(wanted: &Wanted, lang: Lang) -> bool {
    let data = Formulary::builtin();
    if wanted
        .medicine
        .as_deref()
        .is_some_and(|id| data.medicine(id).is_none())
    {
        let id = wanted.medicine.as_deref().unwrap_or_default();
        tell(&tr(lang, "cli-no-such-medicine", &[("id", id)]));
        return false;
    }
    let lines = lines(data, wanted);
    if lines.is_empty() {
        tell(&tr(lang, "cli-nothing-found", &[]));
    }
    for line in lines {
        say_line(&line.to_string());
    }
    true
}

fn lines(data: &Formulary, wanted: &Wanted) -> Vec<Value> {
    let mut out = Vec::new();
    let about = |id: &str| wanted.medicine.as_deref().is_none_or(|only| only == id);
    for medicine in data.medicines().filter(|m| about(&m.id)) {
        out.extend(medicine.stops.iter().map(|s| stop(data, medicine, s)));
        out.extend(medicine.rules.iter().map(|r| rule(data, medicine, r)));
        out.extend(data.products_of(&medicine.id).map(|p| {
            json!({"kind": "product", "id": format!("{} {} {}", p.medicine, p.form, p.strength),
                   "medicine": p.medicine, "text": format!("{} {}, by {}", p.form, p.strength, p.routes.join(", ")),
                   "volume_ml": p.volume_ml, "verified": p.verified, "source": p.source,
                   "source_title": data.source_title(&p.source)})
        }));
        out.extend(
            data.regional_names()
                .iter()
                .filter(|n| n.medicine == medicine.id)
                .map(|n| {
                    json!({"kind": if n.brand { "brand" } else { "name" }, "id": format!("{} {}", n.medicine, n.name),
                           "medicine": n.medicine, "lang": n.lang, "text": n.name, "verified": n.verified})
                }),
        );
    }
    out.extend(
        data.interactions()
            .iter()
            .filter(|pair| about(&pair.a) || about(&pair.b))
            .map(|pair| interaction(data, pair)),
    );
    if wanted.medicine.is_none() {
        out.extend(data.allergy_classes().map(|class| {
            json!({"kind": "allergy-class", "id": class.id,
                   "text": format!("{}: ATC {}", class.name, class.atc_prefixes.join(", ")),
                   "crosses": class.cross_reacts_with.iter().map(|c| format!("{} {:?}", c.class, c.level)).collect::<Vec<_>>(),
                   "verified": class.verified, "source": class.source, "source_title": data.source_title(&class.source)})
        }));
        out.extend(data.problem_rows().iter().map(|row| {
            json!({"kind": "icd10", "id": format!("{}-{}", row.first, row.last), "text": row.conditions.join(", "),
                   "history": row.history, "verified": row.verified, "source": row.source})
        }));
        out.extend(data.combinations().iter().map(|product| {
            json!({"kind": "combination", "id": product.name, "text": product.medicines.join(" + "),
                   "amounts_mg": product.amounts, "piece": product.piece, "verified": "knowledge"})
        }));
    }
    for line in &mut out {
        // Only rules can carry a signature in this form of the data; the rest is unsigned as a whole.
        if line.get("signed_by").is_none() {
            line["signed_by"] = Value::Null;
        }
    }
    out.retain(|line| {
        (!wanted.unsigned || line["signed_by"].is_null())
            && (!wanted.knowledge || line["verified"] == "knowledge")
    });
    out
}

fn rule(data: &Formulary, medicine: &Medicine, rule: &Rule) -> Value {
    json!({
        "kind": "rule",
        "id": rule.id,
        "medicine": medicine.id,
        "high_alert": medicine.high_alert,
        "text": format!("{} {} for {}{}: {}", medicine.inn, rule.route.join(" or "), rule.indication,
                        who(&rule.population), dose(rule)),
        "administer": rule.administer,
        "note": rule.note,
        "verified": rule.verified,
        "seen": rule.seen,
        "source": rule.source,
        "source_title": data.source_title(&rule.source),
        "where": rule.place,
        "cap_from": rule.cap_from.as_ref().map(|from| json!({
            "verified": from.verified,
            "source": from.source,
            "source_title": data.source_title(&from.source),
            "where": from.place,
        })),
        "hash": rule.hash,
        "signed_by": rule.signed_by,
        "signed_on": rule.signed_on,
    })
}

fn stop(data: &Formulary, medicine: &Medicine, stop: &Stop) -> Value {
    json!({
        "kind": "stop",
        "id": stop.key,
        "medicine": medicine.id,
        "high_alert": medicine.high_alert,
        "text": format!("{} {:?}{}{}: {}", medicine.inn, stop.level, who(&stop.population), allergic(stop), stop.reason),
        "verified": stop.verified,
        "seen": stop.seen,
        "source": stop.source,
        "source_title": data.source_title(&stop.source),
        "where": stop.place,
    })
}

/// Whose allergy the stop is about.
fn allergic(stop: &Stop) -> String {
    if stop.allergy.is_empty() {
        return String::new();
    }
    format!(", allergy to {}", stop.allergy.join(" or "))
}

fn interaction(data: &Formulary, pair: &Interaction) -> Value {
    json!({
        "kind": "interaction",
        "id": pair.key,
        "text": format!("{} with {} ({:?}): {} {}", pair.a, pair.b, pair.severity, pair.effect, pair.action),
        "verified": pair.verified,
        "seen": pair.seen,
        "source": pair.source,
        "source_title": data.source_title(&pair.source),
        "where": pair.place,
    })
}

/// The dose of a rule in one line, every cap named.
fn dose(rule: &Rule) -> String {
    let unit = &rule.dose.unit;
    let range = |low: f64, high: f64| {
        if (low - high).abs() < 1e-12 {
            format!("{low}")
        } else {
            format!("{low} to {high}")
        }
    };
    let (low, high) = (
        rule.dose.min.unwrap_or_default(),
        rule.dose.max.unwrap_or_default(),
    );
    let mut text = match rule.dose.kind {
        DoseKind::PerKgDose => format!("{} {unit}/kg a dose", range(low, high)),
        DoseKind::PerKgDay => format!("{} {unit}/kg a day", range(low, high)),
        DoseKind::FixedDose => format!("{} {unit} a dose", range(low, high)),
        DoseKind::FixedDay => format!("{} {unit} a day", range(low, high)),
        DoseKind::Band => {
            let rows: Vec<String> = rule
                .bands
                .iter()
                .map(|band| {
                    let from = edge(band.weight_min, band.age_min);
                    let to = edge(band.weight_max, band.age_max);
                    format!(
                        "{from} to under {to}: {} {unit}",
                        range(band.dose_min, band.dose_max)
                    )
                })
                .collect();
            rows.join("; ")
        }
    };
    let mut add = |name: &str, value: Option<f64>, unit: &str| {
        if let Some(value) = value {
            text.push_str(&format!(", {name} {value} {unit}"));
        }
    };
    add("divided in", rule.dose.divided, "");
    add("at most one dose of", rule.max_single, unit);
    add("at most in a day", rule.max_daily, unit);
    add(
        "at most in a day",
        rule.max_daily_per_kg,
        &format!("{unit}/kg"),
    );
    add("confirmed up to", rule.max_kg, "kg");
    add("at least every", rule.interval_h, "h");
    add("at most", rule.doses_per_day, "doses a day");
    if let Some(other) = &rule.capped_by {
        text.push_str(&format!(", never above rule {other}"));
    }
    text.replace(" ,", ",")
}

fn edge(kg: Option<f64>, age: Option<Span>) -> String {
    match (kg, age) {
        (Some(kg), _) => format!("{kg} kg"),
        (None, Some(age)) => span(age),
        (None, None) => String::new(),
    }
}

fn span(age: Span) -> String {
    match age {
        Span::Days(days) => format!("{days} days"),
        Span::Months(months) if months % 12 == 0 => format!("{} years", months / 12),
        Span::Months(months) => format!("{months} months"),
    }
}

/// Whom a rule or stop is about, in words; empty for everybody.
fn who(population: &Population) -> String {
    let mut parts: Vec<String> = Vec::new();
    if let Some(age) = population.age_min {
        parts.push(format!("from {}", span(age)));
    }
    if let Some(age) = population.age_max {
        parts.push(format!("under {}", span(age)));
    }
    if let Some(kg) = population.weight_min {
        parts.push(format!("from {kg} kg"));
    }
    if let Some(kg) = population.weight_max {
        parts.push(format!("under {kg} kg"));
    }
    if let Some(weeks) = population.pma_max_weeks {
        parts.push(format!("under {weeks} weeks of corrected age"));
    }
    if let Some(weeks) = population.birth_weeks_max {
        parts.push(format!("born before {weeks} weeks"));
    }
    if let Some(sex) = population.sex {
        parts.push(format!("{sex:?}").to_lowercase());
    }
    match population.pregnant {
        Some(true) => parts.push("pregnant".to_owned()),
        Some(false) => parts.push("not pregnant".to_owned()),
        None => {}
    }
    if !population.trimester.is_empty() {
        parts.push(format!("trimester {:?}", population.trimester));
    }
    if population.breastfeeding == Some(true) {
        parts.push("breast-feeding".to_owned());
    }
    if let Some(egfr) = population.egfr_max {
        parts.push(format!("eGFR under {egfr}"));
    }
    if !population.condition.is_empty() {
        parts.push(format!("with {}", population.condition.join(" or ")));
    }
    if let Some(route) = &population.route {
        parts.push(format!("by the {route} route"));
    }
    if let Some(strength) = population.strength_min_mg_ml {
        parts.push(format!("at {strength} mg/mL and more"));
    }
    if parts.is_empty() {
        String::new()
    } else {
        format!(" ({})", parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinical::Verified;

    #[test]
    fn everything_is_printed_with_its_source() {
        let data = Formulary::builtin();
        let all = lines(data, &Wanted::default());
        let count = |kind: &str| all.iter().filter(|l| l["kind"] == kind).count();
        let rules: usize = data.medicines().map(|m| m.rules.len()).sum();
        let stops: usize = data.medicines().map(|m| m.stops.len()).sum();
        assert_eq!((count("rule"), count("stop")), (rules, stops));
        assert_eq!(count("product"), data.products().len());
        for line in all.iter().filter(|l| l.get("source").is_some()) {
            assert!(
                !line["source_title"].is_null() || line["kind"] == "icd10",
                "{line}"
            );
            assert!(line["signed_by"].is_null(), "nobody has signed: {line}");
        }
        let one = Wanted {
            medicine: Some("paracetamol".to_owned()),
            unsigned: true,
            ..Wanted::default()
        };
        let lines_of_one = lines(data, &one);
        assert!(lines_of_one.iter().any(|l| l["text"]
            == "Paracetamol oral for pain or fever (from 1 months, under 50 kg): 10 to 15 mg/kg a dose, at most one dose of 1000 mg, \
                at most in a day 4000 mg, at most in a day 60 mg/kg, at least every 4 h, at most 4 doses a day"), "{lines_of_one:#?}");
        let knowledge = lines(
            data,
            &Wanted {
                knowledge: true,
                ..Wanted::default()
            },
        );
        let kept: Vec<Verified> = data
            .medicines()
            .flat_map(|m| &m.rules)
            .map(|r| r.verified)
            .filter(|v| *v == Verified::Knowledge)
            .collect();
        assert_eq!(
            knowledge.iter().filter(|l| l["kind"] == "rule").count(),
            kept.len()
        );
    }
}
