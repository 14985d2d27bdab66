//! What must hold of the data before a dose is judged by it. Each fault is one line that names the place.

use std::collections::{BTreeMap, BTreeSet};

use super::age::Span;
use super::data::{Band, DoseKind, Formulary, Medicine, Population, Rule, Verified};
use super::limits::above;

/// Routes that rules and stops may name.
pub const ROUTES: [&str; 12] = [
    "oral",
    "rectal",
    "intravenous",
    "intramuscular",
    "subcutaneous",
    "infiltration",
    "inhaled",
    "nebulised",
    "sublingual",
    "buccal",
    "nasogastric",
    "intraosseous",
];

/// Routes of products that no rule doses.
const SHELF_ROUTES: [&str; 2] = ["cutaneous", "ocular"];

/// No tablet of a combination holds more of one substance.
const MOST_MG_IN_A_PIECE: f64 = 1000.0;

/// Routes that only stops name: nobody may ever give a medicine of this formulary there.
const FORBIDDEN_ROUTES: [&str; 1] = ["intrathecal"];

/// Weights that a rule or stop may name.
const KILOGRAMS: std::ops::RangeInclusive<f64> = 0.3..=300.0;

/// No rule of the formulary allows more milligrams for a kilogram; a tenfold slip in the data would.
const MOST_MG_PER_KG: f64 = 100.0;

pub(super) fn faults(data: &Formulary) -> Vec<String> {
    let mut out = Vec::new();
    let mut medicine_ids = BTreeSet::new();
    let mut rule_ids = BTreeSet::new();
    for medicine in &data.medicines {
        if !medicine_ids.insert(&medicine.id) {
            out.push(format!("{}: two medicines", medicine.id));
        }
        check_medicine(data, medicine, &mut out);
        for rule in &medicine.rules {
            if !rule_ids.insert(&rule.id) {
                out.push(format!("{}: two rules", rule.id));
            }
        }
    }
    for product in &data.combinations {
        for id in &product.medicines {
            if data.medicine(id).is_none() {
                out.push(format!("{}: holds unknown {id}", product.name));
            }
        }
    }
    check_pairs(data, &mut out);
    check_tables(data, &mut out);
    check_weights(data, &mut out);
    out.extend(super::profile::faults(data));
    out
}

fn check_medicine(data: &Formulary, medicine: &Medicine, out: &mut Vec<String>) {
    let id = &medicine.id;
    if !id
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    {
        out.push(format!("{id}: form of the id"));
    }
    if medicine.atc.is_empty() || medicine.atc.iter().any(|c| !is_atc(c)) {
        out.push(format!("{id}: ATC code"));
    }
    if medicine.rules.is_empty() && medicine.no_rule_reason.is_none() {
        out.push(format!("{id}: neither a rule nor a reason for having none"));
    }
    if medicine.forms.is_empty() {
        out.push(format!("{id}: no forms"));
    }
    for class in &medicine.allergy_classes {
        if !data.allergy_classes.contains_key(class) {
            out.push(format!("{id}: unknown allergy class {class}"));
        }
    }
    for other in &medicine.contains {
        if data.medicine(other).is_none() {
            out.push(format!("{id}: contains unknown {other}"));
        }
    }
    for stop in &medicine.stops {
        let place = &stop.key;
        if stop.reason.trim().is_empty() {
            out.push(format!("{place}: no reason"));
        }
        check_population(place, &stop.population, out);
        check_provenance(
            data,
            place,
            stop.verified,
            stop.seen.as_deref(),
            &stop.source,
            &stop.place,
            out,
        );
        for class in &stop.allergy {
            if !data.allergy_classes.contains_key(class) {
                out.push(format!("{place}: unknown allergy class {class}"));
            }
        }
        for indication in &stop.except_indications {
            if !medicine.rules.iter().any(|r| r.indication == *indication) {
                out.push(format!("{place}: excepts an indication no rule has"));
            }
        }
    }
    for rule in &medicine.rules {
        check_rule(data, medicine, rule, out);
    }
    check_second(data, medicine, out);
}

fn check_rule(data: &Formulary, medicine: &Medicine, rule: &Rule, out: &mut Vec<String>) {
    let id = &rule.id;
    let mut fault = |what: &str| out.push(format!("{id}: {what}"));
    if rule.route.is_empty() || rule.route.iter().any(|r| !ROUTES.contains(&r.as_str())) {
        fault("route");
    }
    if rule.basis.is_none() {
        fault("unit");
    }
    if rule.hash.is_empty() {
        fault("nothing to sign");
    }
    if let Some(other) = &rule.capped_by
        && !medicine.rules.iter().any(|r| r.id == *other && r.id != *id)
    {
        fault("capped by a rule that is not there");
    }
    let in_mg = rule.dose.unit.starts_with("mg");
    if rule.dose.kind == DoseKind::Band {
        check_bands(id, &rule.bands, rule.dose.unit == "mg", out);
    } else {
        match (rule.dose.min, rule.dose.max) {
            (Some(min), Some(max)) if min >= 0.0 && min <= max && max > 0.0 => {
                let per_kg = matches!(rule.dose.kind, DoseKind::PerKgDose | DoseKind::PerKgDay);
                if per_kg && in_mg && max > MOST_MG_PER_KG {
                    fault("over 100 mg/kg");
                }
                if rule.dose.kind == DoseKind::FixedDose
                    && rule.max_single.is_some_and(|cap| max > cap)
                {
                    fault("dose above its own single cap");
                }
                if let (DoseKind::PerKgDose, Some(count), Some(day)) =
                    (rule.dose.kind, rule.doses_per_day, rule.max_daily_per_kg)
                    && above(min * count, day)
                {
                    fault("least dose times doses a day above the daily limit");
                }
            }
            _ => fault("dose range"),
        }
    }
    check_highest(data, rule, out);
    let mut fault = |what: &str| out.push(format!("{id}: {what}"));
    let caps = [rule.max_single, rule.max_daily, rule.max_daily_per_kg];
    if caps.into_iter().flatten().any(|cap| cap <= 0.0) {
        fault("a cap of nothing");
    }
    if let (Some(single), Some(day)) = (rule.max_single, rule.max_daily)
        && single > day
    {
        fault("single cap above daily cap");
    }
    if rule
        .doses_per_day
        .is_some_and(|n| !(1.0..=12.0).contains(&n))
    {
        fault("doses a day");
    }
    if rule
        .interval_h
        .is_some_and(|h| !(0.02..=744.0).contains(&h))
    {
        fault("interval");
    }
    if let (Some(count), Some(gap)) = (rule.doses_per_day, rule.interval_h)
        && gap >= 1.0
        && (count - 1.0) * gap >= 24.0
    {
        fault("doses a day do not fit at that interval");
    }
    if rule
        .dose
        .divided
        .is_some_and(|n| !(1.0..=12.0).contains(&n))
    {
        fault("divided");
    }
    if rule.duration_days.is_some_and(|[least, most]| least > most) {
        fault("duration");
    }
    if rule.hard_days && rule.duration_days.is_none() {
        fault("a regulator's maximum of days that is not there");
    }
    if let Some(long) = &rule.long_days {
        if rule.duration_days.is_some() || long.days == 0 {
            fault("long course");
        }
        let seen = long.seen.as_deref();
        check_provenance(
            data,
            id,
            long.verified,
            seen,
            &long.source,
            &long.place,
            out,
        );
    }
    check_population(id, &rule.population, out);
    check_provenance(
        data,
        id,
        rule.verified,
        rule.seen.as_deref(),
        &rule.source,
        &rule.place,
        out,
    );
}

/// The second substance of a combination has limits in order, and a product that says how much of it there is.
fn check_second(data: &Formulary, medicine: &Medicine, out: &mut Vec<String>) {
    let Some(second) = &medicine.second else {
        return;
    };
    let place = format!("{}: second substance", medicine.id);
    let usual = second.usual_daily_per_kg;
    let ordered = usual > 0.0 && usual <= second.max_daily_per_kg && second.max_daily > 0.0;
    if second.name.is_empty() || !ordered || data.second_share(medicine, None).is_none() {
        out.push(place.clone());
    }
    check_provenance(
        data,
        &place,
        second.verified,
        second.seen.as_deref(),
        &second.source,
        &second.place,
        out,
    );
}

/// Somewhere a dose per kilogram ends: at a cap for one dose or a day, or at the highest weight that the rule was made for.
fn check_highest(data: &Formulary, rule: &Rule, out: &mut Vec<String>) {
    let id = &rule.id;
    let mut fault = |what: &str| out.push(format!("{id}: {what}"));
    let per_kg = matches!(rule.dose.kind, DoseKind::PerKgDose | DoseKind::PerKgDay);
    let heaviest = [rule.max_kg, rule.population.weight_max];
    let caps = [rule.max_single, rule.max_daily];
    if per_kg && caps.iter().chain(&heaviest).all(Option::is_none) {
        fault("a dose per kg without a cap or a highest weight");
    }
    if rule.max_kg.is_some_and(|kg| {
        !per_kg
            || !KILOGRAMS.contains(&kg)
            || rule.population.weight_min.is_some_and(|least| kg < least)
    }) {
        fault("highest weight");
    }
    if let Some(from) = &rule.cap_from {
        if caps.iter().chain(&[rule.max_kg]).all(Option::is_none) {
            fault("a source of a cap that is not there");
        }
        check_provenance(
            data,
            id,
            from.verified,
            from.seen.as_deref(),
            &from.source,
            &from.place,
            out,
        );
    }
}

fn check_bands(id: &str, bands: &[Band], in_mg: bool, out: &mut Vec<String>) {
    let mut fault = |what: &str| out.push(format!("{id}: {what}"));
    if bands.is_empty() {
        fault("band rule without bands");
    }
    let mut before: Option<&Band> = None;
    for band in bands {
        let weight = (band.weight_min, band.weight_max);
        let age = (
            band.age_min.map(Span::rough_days),
            band.age_max.map(Span::rough_days),
        );
        match (weight, age) {
            ((Some(low), Some(high)), (None, None)) | ((None, None), (Some(low), Some(high))) => {
                if low >= high {
                    fault("band order");
                }
            }
            _ => fault("band has no pair of limits"),
        }
        if !(band.dose_min > 0.0 && band.dose_min <= band.dose_max) {
            fault("band dose");
        }
        if let (true, Some(least)) = (in_mg, band.weight_min)
            && band.dose_max / least > MOST_MG_PER_KG
        {
            fault("band above 100 mg/kg");
        }
        if let Some(before) = before {
            if before.weight_max != band.weight_min || before.age_max != band.age_min {
                fault("gap or overlap of bands");
            }
            if band.dose_max < before.dose_max {
                fault("dose falls with size");
            }
        }
        before = Some(band);
    }
}

fn check_population(place: &str, population: &Population, out: &mut Vec<String>) {
    let mut fault = |what: &str| out.push(format!("{place}: {what}"));
    if let (Some(least), Some(most)) = (population.age_min, population.age_max)
        && least.rough_days() >= most.rough_days()
    {
        fault("age limits");
    }
    for weight in [population.weight_min, population.weight_max]
        .into_iter()
        .flatten()
    {
        if !KILOGRAMS.contains(&weight) {
            fault("weight limit");
        }
    }
    if let (Some(least), Some(most)) = (population.weight_min, population.weight_max)
        && least >= most
    {
        fault("weight limits");
    }
    if population
        .egfr_max
        .is_some_and(|e| !(5.0..=90.0).contains(&e))
    {
        fault("eGFR limit");
    }
    if population
        .pma_max_weeks
        .is_some_and(|w| !(24..=52).contains(&w))
    {
        fault("postmenstrual age");
    }
    if population
        .birth_weeks_max
        .is_some_and(|w| !(24..=38).contains(&w))
    {
        fault("weeks at birth");
    }
    if population.trimester.iter().any(|t| !(1..=3).contains(t)) {
        fault("trimester");
    }
    if !population.trimester.is_empty() && population.pregnant != Some(true) {
        fault("trimester without a pregnancy");
    }
    if population
        .route
        .as_deref()
        .is_some_and(|r| !ROUTES.contains(&r) && !FORBIDDEN_ROUTES.contains(&r))
    {
        fault("route");
    }
}

pub(super) fn check_provenance(
    data: &Formulary,
    place: &str,
    verified: Verified,
    seen: Option<&str>,
    source: &str,
    page: &str,
    out: &mut Vec<String>,
) {
    let mut fault = |what: &str| out.push(format!("{place}: {what}"));
    let Some(source) = data.sources.get(source) else {
        fault("unknown source");
        return;
    };
    let to_check = source.kind == "to-check";
    match verified {
        Verified::SourceSeen => {
            if to_check {
                fault("seen, but the source is still to be checked");
            }
            if !matches!(seen, Some("primary" | "transcription")) {
                fault("seen how?");
            }
            if page.is_empty() {
                fault("seen where?");
            }
        }
        Verified::Knowledge => {
            if !to_check {
                fault("knowledge must name what to check it against");
            }
        }
    }
}

fn check_pairs(data: &Formulary, out: &mut Vec<String>) {
    for class in data.allergy_classes.values() {
        for prefix in &class.atc_prefixes {
            if !is_atc_prefix(prefix) {
                out.push(format!("allergy class {}: prefix {prefix}", class.id));
            }
        }
        for cross in &class.cross_reacts_with {
            if !data.allergy_classes.contains_key(&cross.class) {
                out.push(format!(
                    "allergy class {}: crosses with unknown {}",
                    class.id, cross.class
                ));
            }
        }
        check_provenance(
            data,
            &class.id,
            class.verified,
            Some("primary"),
            &class.source,
            "-",
            out,
        );
    }
    for (class, members) in &data.interaction_classes {
        for id in members {
            if data.medicine(id).is_none() {
                out.push(format!("interaction class {class}: unknown {id}"));
            }
        }
    }
    let mut pairs = BTreeSet::new();
    let mut keys = BTreeSet::new();
    for pair in &data.interactions {
        for side in [&pair.a, &pair.b] {
            let known = match side.split_once(':') {
                Some(("class", class)) => data.interaction_classes.contains_key(class),
                Some(("external", name)) => !name.is_empty(),
                Some(_) => false,
                None => data.medicine(side).is_some(),
            };
            if !known {
                out.push(format!("{}: unknown side {side}", pair.key));
            }
        }
        if pair.effect.is_empty() || pair.action.is_empty() {
            out.push(format!("{}: no words", pair.key));
        }
        let both = BTreeSet::from([&pair.a, &pair.b]);
        if !pairs.insert(both) || !keys.insert(&pair.key) {
            out.push(format!("{}: twice", pair.key));
        }
        let page = pair.place.as_deref().unwrap_or("");
        check_provenance(
            data,
            &pair.key,
            pair.verified,
            pair.seen.as_deref(),
            &pair.source,
            page,
            out,
        );
    }
}

/// Products, names, ICD-10 codes, groups, compositions.
fn check_tables(data: &Formulary, out: &mut Vec<String>) {
    for product in &data.products {
        let place = format!("product {} {}", product.medicine, product.strength);
        if data.medicine(&product.medicine).is_none() {
            out.push(format!("{place}: unknown medicine"));
        }
        let known = |route: &String| {
            ROUTES.contains(&route.as_str()) || SHELF_ROUTES.contains(&route.as_str())
        };
        if product.routes.is_empty() || !product.routes.iter().all(known) {
            out.push(format!("{place}: route"));
        }
        if product.form.is_empty() || product.volume_ml.is_some_and(|v| v <= 0.0) {
            out.push(format!("{place}: form or volume"));
        }
        check_table_source(data, &place, &product.verified, &product.source, out);
    }
    let mut named: BTreeMap<String, &str> = BTreeMap::new();
    for row in &data.regional {
        let place = format!("name {}", row.name);
        if data.medicine(&row.medicine).is_none() {
            out.push(format!("{place}: unknown medicine {}", row.medicine));
        }
        if !["ru", "kk", "uz", "ka", "en"].contains(&row.lang.as_str())
            || row.verified != "knowledge"
        {
            out.push(format!("{place}: language or provenance"));
        }
        let before = named.insert(super::names::fold(&row.name), &row.medicine);
        let meant = data.medicine_named(&row.name).map(|m| m.id.as_str());
        if before.is_some_and(|other| other != row.medicine)
            || meant.is_some_and(|other| other != row.medicine)
        {
            out.push(format!("{place}: names two medicines"));
        }
    }
    for row in &data.problems {
        let place = format!("ICD-10 {}-{}", row.first, row.last);
        for condition in &row.conditions {
            if !data.conditions.contains(condition) {
                out.push(format!("{place}: unknown condition {condition}"));
            }
        }
        check_table_source(data, &place, &row.verified, &row.source, out);
    }
    for class in &data.therapy_classes {
        if class.name.is_empty() || class.atc_prefixes.iter().any(|p| !is_atc_prefix(p)) {
            out.push(format!("{}: name or prefix", class.id));
        }
        check_provenance(
            data,
            &class.id,
            class.verified,
            Some("primary"),
            &class.source,
            "-",
            out,
        );
    }
    for product in &data.combinations {
        let counted = product.amounts.iter().all(|(id, mg)| {
            product.medicines.contains(id) && *mg > 0.0 && *mg <= MOST_MG_IN_A_PIECE
        });
        let piece = product
            .piece
            .as_deref()
            .and_then(crate::domain::dose::Unit::parse);
        if !counted || (!product.amounts.is_empty() && piece.is_none()) {
            out.push(format!("{}: amounts in a piece", product.name));
        }
    }
}

fn check_table_source(
    data: &Formulary,
    place: &str,
    verified: &str,
    source: &str,
    out: &mut Vec<String>,
) {
    match verified {
        "knowledge" | "source-seen" if data.sources.contains_key(source) => {}
        "knowledge" | "source-seen" => out.push(format!("{place}: unknown source {source}")),
        _ => out.push(format!("{place}: verified {verified}")),
    }
}

fn check_weights(data: &Formulary, out: &mut Vec<String>) {
    let rules = &data.weight_rules;
    let ordered = |spans: Vec<Span>| {
        spans.windows(2).all(|pair| match pair {
            [a, b] => a.rough_days() < b.rough_days(),
            _ => false,
        })
    };
    if rules.max_age_days.is_empty()
        || !ordered(rules.max_age_days.iter().map(|r| r.age_max).collect())
    {
        out.push("weight rules: ages of a weight out of order".to_owned());
    }
    if rules.plausible_kg.is_empty()
        || !ordered(rules.plausible_kg.iter().map(|r| r.age_max).collect())
    {
        out.push("weight rules: plausible weights out of order".to_owned());
    }
    if rules
        .plausible_kg
        .iter()
        .any(|r| !(r.min > 0.0 && r.min < r.max))
    {
        out.push("weight rules: plausible limits".to_owned());
    }
}

/// Chemical subgroup (A07CA) or substance (N02BE01).
fn is_atc(code: &str) -> bool {
    matches!(code.len(), 5 | 7) && is_atc_prefix(code)
}

fn is_atc_prefix(code: &str) -> bool {
    const SHAPE: [char; 7] = ['A', '0', '0', 'A', 'A', '0', '0'];
    matches!(code.len(), 1 | 3 | 4 | 5 | 7)
        && code.chars().zip(SHAPE).all(|(c, shape)| {
            if shape == 'A' {
                c.is_ascii_uppercase()
            } else {
                c.is_ascii_digit()
            }
        })
}
