//! The formulary and the interaction table as they stand in `assets/clinical/` (schema: the README there).
//!
//! Reads and validates; decides nothing about a patient. Every figure keeps its source and whether it was seen.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::age::Span;
use super::basis::Basis;
use super::names::RegionalName;
use super::problems::ProblemRow;
use super::profile::{Conflict, Profiles};
use super::shelf::Product;

/// Whether the figure was read in a retrieved source or written from knowledge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verified {
    SourceSeen,
    Knowledge,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StopLevel {
    Contraindicated,
    Avoid,
    Specialist,
    Warn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Contraindicated,
    Major,
    Moderate,
    Minor,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CrossLevel {
    Same,
    Avoid,
    Caution,
    Low,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DoseKind {
    PerKgDose,
    PerKgDay,
    FixedDose,
    FixedDay,
    Band,
}

/// Whom a stop or rule is about. Empty means everybody. Intervals are half-open.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Population {
    pub age_min: Option<Span>,
    pub age_max: Option<Span>,
    /// kilograms
    pub weight_min: Option<f64>,
    pub weight_max: Option<f64>,
    /// Completed weeks of postmenstrual age; applies below it.
    pub pma_max_weeks: Option<u32>,
    pub sex: Option<super::question::Sex>,
    pub pregnant: Option<bool>,
    pub trimester: Vec<u8>,
    pub breastfeeding: Option<bool>,
    /// Any one of them is enough.
    pub condition: Vec<String>,
    /// mL/min/1.73 m²; applies below it.
    pub egfr_max: Option<f64>,
    pub route: Option<String>,
    /// Applies when the ordered solution holds at least so many mg in a millilitre.
    pub strength_min_mg_ml: Option<f64>,
    /// Completed weeks of gestation at birth; applies below it.
    pub birth_weeks_max: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Stop {
    pub level: StopLevel,
    /// English prose; translated by [`Formulary::text`] under [`Stop::key`].
    pub reason: String,
    pub population: Population,
    /// Speaks only of those with an allergy to one of these classes: what the medicine is dissolved in or preserved with.
    #[serde(default)]
    pub allergy: Vec<String>,
    /// The stop does not speak of these indications.
    #[serde(default)]
    pub except_indications: Vec<String>,
    pub verified: Verified,
    pub seen: Option<String>,
    pub source: String,
    #[serde(rename = "where")]
    pub place: String,
    /// `stop-<medicine>-<n>`, n from 1 in the order of the file; `stop-any-<n>` of every medicine.
    #[serde(skip)]
    pub key: String,
    /// A stop of every medicine: what everybody at the bedside sees (an unconscious patient swallows nothing). It forbids
    /// when it was said and asks nothing, or every order would ask the same.
    #[serde(skip)]
    pub common: bool,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct DoseRange {
    pub kind: DoseKind,
    pub min: Option<f64>,
    pub max: Option<f64>,
    pub unit: String,
    pub divided: Option<f64>,
    pub per: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Band {
    pub weight_min: Option<f64>,
    pub weight_max: Option<f64>,
    pub age_min: Option<Span>,
    pub age_max: Option<Span>,
    pub dose_min: f64,
    pub dose_max: f64,
    pub as_printed: Option<String>,
}

/// The provenance of a cap that the source of the rule does not print.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CapFrom {
    pub verified: Verified,
    pub seen: Option<String>,
    pub source: String,
    #[serde(rename = "where")]
    pub place: String,
}

/// A course that is longer than this is unusual, though the source of the rule prints none.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LongDays {
    pub days: u32,
    pub verified: Verified,
    pub seen: Option<String>,
    pub source: String,
    #[serde(rename = "where")]
    pub place: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Rule {
    pub id: String,
    pub route: Vec<String>,
    pub indication: String,
    pub population: Population,
    pub dose: DoseRange,
    pub max_single: Option<f64>,
    pub max_daily: Option<f64>,
    pub max_daily_per_kg: Option<f64>,
    /// kilograms: for somebody heavier the rule was not made; it counts no more than this weight and confirms nothing.
    pub max_kg: Option<f64>,
    /// Where a cap or the highest weight was found, if not at the rule's own place.
    pub cap_from: Option<CapFrom>,
    pub interval_h: Option<f64>,
    pub doses_per_day: Option<f64>,
    pub duration_days: Option<[u32; 2]>,
    /// The longest of `duration_days` is a regulator's maximum: a longer course is above the rule.
    #[serde(default)]
    pub hard_days: bool,
    /// Where no course is printed: more days than this are asked about, twice as many not confirmed.
    pub long_days: Option<LongDays>,
    #[serde(default)]
    pub bands: Vec<Band>,
    /// The source sets no limit in a day ("after each loose stool").
    #[serde(default)]
    pub repeats: bool,
    /// The rule is for one emergency alone: without a chosen indication it confirms nothing.
    #[serde(default)]
    pub only_chosen: bool,
    /// A printed band that may never allow more than this rule of the same medicine (paracetamol under 8.3 kg).
    pub capped_by: Option<String>,
    pub administer: Option<String>,
    pub note: Option<String>,
    pub verified: Verified,
    pub seen: Option<String>,
    pub source: String,
    #[serde(rename = "where")]
    pub place: String,
    /// Clinician who signed the rule for everybody; nobody has signed any yet. What a house signs travels in its record.
    pub signed_by: Option<String>,
    pub signed_on: Option<chrono::NaiveDate>,
    /// The unit of the figures, understood.
    #[serde(skip)]
    pub basis: Option<Basis>,
    /// SHA-256 of the rule as it stands in the file: what a clinician signs.
    #[serde(skip)]
    pub hash: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Form {
    pub form: String,
    pub strength: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Medicine {
    pub id: String,
    pub inn: String,
    pub name_ru: String,
    pub atc: Vec<String>,
    pub group: String,
    /// A tenfold or route error is likely to kill.
    pub high_alert: bool,
    pub allergy_classes: Vec<String>,
    pub forms: Vec<Form>,
    #[serde(default)]
    pub brand_examples: Vec<String>,
    /// Other medicines of the formulary that are inside this one.
    #[serde(default)]
    pub contains: Vec<String>,
    pub stops: Vec<Stop>,
    pub rules: Vec<Rule>,
    /// Of a combination: how much of the second substance of a strength ("500+125 mg") a day may hold.
    pub second: Option<Second>,
    pub note: Option<String>,
    pub no_rule_reason: Option<String>,
    /// Concentrations (mg or IU per mL) of the liquid forms usually stocked.
    #[serde(skip)]
    pub liquid_strengths: Vec<f64>,
}

/// The second substance of a combination, whose dose no rule counts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Second {
    /// English; translated under `second-<medicine>`.
    pub name: String,
    /// mg per kg and day: above it a warning.
    pub usual_daily_per_kg: f64,
    /// mg per kg, and mg, of a day: above the lesser of them cannot check.
    pub max_daily_per_kg: f64,
    pub max_daily: f64,
    pub verified: Verified,
    pub seen: Option<String>,
    pub source: String,
    #[serde(rename = "where")]
    pub place: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Source {
    pub title: String,
    pub kind: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Combination {
    pub name: String,
    pub medicines: Vec<String>,
    pub other_ingredients: Vec<String>,
    /// Further names it is sold by.
    #[serde(default)]
    pub brands: Vec<String>,
    /// mg of each medicine in one piece (`piece`), where the product has one usual composition.
    #[serde(default)]
    pub amounts: BTreeMap<String, f64>,
    pub piece: Option<String>,
    /// Those of `other_ingredients` that name nothing in the formulary.
    #[serde(skip)]
    pub unplaced: Vec<String>,
}

/// Medicines that are seldom meant together: the same group of the ATC.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct TherapyClass {
    pub id: String,
    pub name: String,
    pub atc_prefixes: Vec<String>,
    pub verified: Verified,
    pub source: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct WeightRules {
    pub max_age_days: Vec<MaxAge>,
    pub plausible_kg: Vec<Plausible>,
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct MaxAge {
    pub age_max: Span,
    pub days: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Plausible {
    pub age_max: Span,
    pub min: f64,
    pub max: f64,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Cross {
    pub class: String,
    pub level: CrossLevel,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct AllergyClass {
    pub id: String,
    pub name: String,
    pub atc_prefixes: Vec<String>,
    #[serde(default)]
    pub cross_reacts_with: Vec<Cross>,
    /// Words by which people name the class, folded.
    #[serde(default)]
    pub words: Vec<String>,
    pub verified: Verified,
    pub source: String,
    /// The id as people's texts are compared with it.
    #[serde(skip)]
    pub folded_id: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Interaction {
    pub a: String,
    pub b: String,
    pub severity: Severity,
    pub effect: String,
    pub action: String,
    pub verified: Verified,
    pub seen: Option<String>,
    pub source: String,
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// `interaction-<a>-<b>`.
    #[serde(skip)]
    pub key: String,
}

#[derive(Debug, Deserialize)]
struct InteractionClass {
    id: String,
    medicines: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct FormularyFile {
    schema: String,
    valid_from: chrono::NaiveDate,
    sources: BTreeMap<String, Source>,
    combination_products: Vec<Combination>,
    condition_implies: BTreeMap<String, Vec<String>>,
    weight_rules: WeightRules,
    /// Stops of every medicine.
    #[serde(default)]
    common_stops: Vec<Stop>,
    medicines: Vec<Medicine>,
}

#[derive(Debug, Deserialize)]
struct InteractionsFile {
    schema: String,
    allergy_classes: Vec<AllergyClass>,
    interaction_classes: Vec<InteractionClass>,
    interactions: Vec<Interaction>,
    #[serde(default)]
    therapy_classes: Vec<TherapyClass>,
    #[serde(default)]
    not_medicine_words: Vec<String>,
    /// Words that make what stands beside them a plant, an animal or a bite ("pollen").
    #[serde(default)]
    not_medicine_heads: Vec<String>,
    /// Words that say nothing ("of", "на").
    #[serde(default)]
    filler_words: Vec<String>,
    /// What an allergy did ("rash", "сыпь"): no further medicine beside a recognised one.
    #[serde(default)]
    reaction_words: Vec<String>,
    /// Those of them after which a relative is not tried ("anaphylaxis").
    #[serde(default)]
    severe_reaction_words: Vec<String>,
    /// How a medicine is taken ("syrup", "утром"): no further medicine beside a recognised one.
    #[serde(default)]
    dosing_words: Vec<String>,
    /// Words that begin like a known name and are another substance ("новокаинамид").
    #[serde(default)]
    other_substances: Vec<String>,
}

/// Why a data file was refused.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    #[error("{file} cannot be read: {reason}")]
    Unreadable { file: &'static str, reason: String },
    #[error("{file} has schema {found}")]
    Schema { file: &'static str, found: String },
    /// Everything that is wrong, one line each.
    #[error("{} faults in the data, first: {}", .0.len(), .0.first().map_or("", String::as_str))]
    Faults(Vec<String>),
}

impl DataError {
    /// Reading the same file again gives the same answer.
    pub fn is_permanent(&self) -> bool {
        true
    }
}

/// The texts of the data files.
#[derive(Debug, Clone, Copy)]
pub struct Files<'a> {
    pub formulary: &'a str,
    pub interactions: &'a str,
    pub products: &'a str,
    pub names: &'a str,
    /// ICD-10 codes and the conditions they mean.
    pub problems: &'a str,
    /// Which edition stands in a country.
    pub profiles: &'a str,
}

/// The whole dated body of rules, indexed.
#[derive(Debug)]
pub struct Formulary {
    pub(super) valid_from: chrono::NaiveDate,
    pub(super) medicines: Vec<Medicine>,
    pub(super) by_id: BTreeMap<String, usize>,
    pub(super) sources: BTreeMap<String, Source>,
    pub(super) combinations: Vec<Combination>,
    pub(super) condition_implies: BTreeMap<String, Vec<String>>,
    pub(super) conditions: BTreeSet<String>,
    pub(super) weight_rules: WeightRules,
    pub(super) allergy_classes: BTreeMap<String, AllergyClass>,
    pub(super) interaction_classes: BTreeMap<String, BTreeSet<String>>,
    pub(super) interactions: Vec<Interaction>,
    pub(super) therapy_classes: Vec<TherapyClass>,
    pub(super) not_medicine_words: BTreeSet<String>,
    pub(super) not_medicine_heads: Vec<String>,
    pub(super) filler_words: BTreeSet<String>,
    pub(super) reaction_words: BTreeSet<String>,
    pub(super) severe_reaction_words: BTreeSet<String>,
    pub(super) dosing_words: BTreeSet<String>,
    pub(super) other_substances: Vec<String>,
    pub(super) products: Vec<Product>,
    pub(super) regional: Vec<RegionalName>,
    pub(super) problems: Vec<ProblemRow>,
    pub(super) profiles: Profiles,
    /// "external:NAME" of an interaction -> the folded name.
    pub(super) externals: BTreeMap<String, String>,
    /// For each medicine the interactions that it is a side of.
    pub(super) concerns: Vec<Vec<usize>>,
    /// Folded names (id, INN, Russian name, brands, combination products) -> what they mean.
    pub(super) names: BTreeMap<String, Named>,
}

/// What a name written by a person means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Medicine(usize),
    Combination(usize),
}

impl Formulary {
    /// Reads and validates the body of rules.
    pub fn parse(files: &Files<'_>) -> Result<Self, DataError> {
        let mut formulary: FormularyFile = read("formulary", files.formulary)?;
        let hashes =
            super::site::hashes(files.formulary).map_err(|error| unread("formulary", &error))?;
        for rule in formulary.medicines.iter_mut().flat_map(|m| &mut m.rules) {
            rule.hash = hashes.get(&rule.id).cloned().unwrap_or_default();
        }
        let interactions: InteractionsFile = read("interactions", files.interactions)?;
        schema("formulary", &formulary.schema, "feldsher-formulary/1")?;
        schema(
            "interactions",
            &interactions.schema,
            "feldsher-interactions/1",
        )?;
        let names = table("names", super::names::read(files.names))?;
        let profiles: Profiles = read("profiles", files.profiles)?;
        schema("profiles", &profiles.schema, "feldsher-profiles/1")?;
        let mut built = Self::index(formulary, interactions, names, profiles);
        built.products = table("products", super::shelf::read(files.products))?;
        built.problems = table("icd10-conditions", super::problems::read(files.problems))?;
        let faults = super::validate::faults(&built);
        if faults.is_empty() {
            Ok(built)
        } else {
            Err(DataError::Faults(faults))
        }
    }

    /// The day from which this body of rules is meant to be used.
    pub fn valid_from(&self) -> chrono::NaiveDate {
        self.valid_from
    }

    pub fn medicine(&self, id: &str) -> Option<&Medicine> {
        self.by_id.get(id).and_then(|at| self.medicines.get(*at))
    }

    pub fn medicines(&self) -> impl Iterator<Item = &Medicine> {
        self.medicines.iter()
    }

    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.medicines().flat_map(|m| &m.rules).find(|r| r.id == id)
    }

    /// Every source, also those that are still to be opened.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.sources.values()
    }

    /// The hash of what can be signed under this id.
    pub fn hash_of(&self, item: &str) -> Option<&str> {
        self.rule(item).map(|rule| rule.hash.as_str())
    }

    /// Human title of a source key.
    pub fn source_title(&self, key: &str) -> Option<&str> {
        self.sources.get(key).map(|s| s.title.as_str())
    }

    /// Rules of which only one edition can be meant.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.profiles.conflicts
    }

    pub fn combinations(&self) -> &[Combination] {
        &self.combinations
    }

    pub fn allergy_classes(&self) -> impl Iterator<Item = &AllergyClass> {
        self.allergy_classes.values()
    }

    pub fn interactions(&self) -> &[Interaction] {
        &self.interactions
    }

    /// Every condition that a stop may ask for, in the formulary's own words.
    pub fn conditions(&self) -> impl Iterator<Item = &str> {
        self.conditions.iter().map(String::as_str)
    }

    fn index(
        formulary: FormularyFile,
        interactions: InteractionsFile,
        regional: Vec<RegionalName>,
        profiles: Profiles,
    ) -> Self {
        let mut medicines = formulary.medicines;
        for medicine in &mut medicines {
            for (n, stop) in medicine.stops.iter_mut().enumerate() {
                stop.key = format!("stop-{}-{}", medicine.id, n + 1);
            }
            for (n, stop) in formulary.common_stops.iter().enumerate() {
                let key = format!("stop-any-{}", n + 1);
                medicine.stops.push(Stop {
                    key,
                    common: true,
                    ..stop.clone()
                });
            }
            for rule in &mut medicine.rules {
                rule.basis = Basis::parse(&rule.dose.unit);
            }
            medicine.liquid_strengths = medicine
                .forms
                .iter()
                .flat_map(|f| super::basis::liquid_strengths(&f.strength))
                .collect();
        }
        let mut pairs = interactions.interactions;
        for pair in &mut pairs {
            pair.key = format!("interaction-{}-{}", slug(&pair.a), slug(&pair.b));
        }
        let mut conditions: BTreeSet<String> = medicines
            .iter()
            .flat_map(|m| &m.stops)
            .flat_map(|s| s.population.condition.iter().cloned())
            .collect();
        for (condition, implied) in &formulary.condition_implies {
            conditions.insert(condition.clone());
            conditions.extend(implied.iter().cloned());
        }
        let externals = pairs
            .iter()
            .flat_map(|pair| [&pair.a, &pair.b])
            .filter_map(|side| {
                let name = side.strip_prefix("external:")?;
                Some((side.clone(), super::names::fold(name)))
            })
            .collect();
        let names = super::names::index(&medicines, &formulary.combination_products, &regional);
        let mut built = Self {
            valid_from: formulary.valid_from,
            by_id: medicines
                .iter()
                .enumerate()
                .map(|(at, m)| (m.id.clone(), at))
                .collect(),
            medicines,
            sources: formulary.sources,
            combinations: formulary.combination_products,
            condition_implies: formulary.condition_implies,
            conditions,
            weight_rules: formulary.weight_rules,
            allergy_classes: interactions
                .allergy_classes
                .into_iter()
                .map(|mut class| {
                    // compared with folded texts only
                    for word in &mut class.words {
                        *word = super::names::fold(word);
                    }
                    class.folded_id = super::names::fold(&class.id);
                    (class.id.clone(), class)
                })
                .collect(),
            interaction_classes: interactions
                .interaction_classes
                .into_iter()
                .map(|c| (c.id, c.medicines.into_iter().collect()))
                .collect(),
            interactions: pairs,
            externals,
            therapy_classes: interactions.therapy_classes,
            not_medicine_words: folded(&interactions.not_medicine_words).collect(),
            not_medicine_heads: folded(&interactions.not_medicine_heads).collect(),
            filler_words: folded(&interactions.filler_words).collect(),
            reaction_words: folded(&interactions.reaction_words).collect(),
            severe_reaction_words: folded(&interactions.severe_reaction_words).collect(),
            dosing_words: folded(&interactions.dosing_words).collect(),
            other_substances: folded(&interactions.other_substances).collect(),
            products: Vec::new(),
            regional,
            problems: Vec::new(),
            profiles,
            names,
            concerns: Vec::new(),
        };
        built.concerns = built.medicines.iter().map(|m| built.sides_of(m)).collect();
        let unplaced: Vec<_> = built
            .combinations
            .iter()
            .map(|c| built.unplaced(c))
            .collect();
        for (product, unplaced) in built.combinations.iter_mut().zip(unplaced) {
            product.unplaced = unplaced;
        }
        built
    }
}

fn read<'a, T: Deserialize<'a>>(file: &'static str, json: &'a str) -> Result<T, DataError> {
    serde_json::from_str(json).map_err(|error| unread(file, &error))
}

fn unread(file: &'static str, error: &serde_json::Error) -> DataError {
    DataError::Unreadable {
        file,
        reason: error.to_string(),
    }
}

fn table<T>(file: &'static str, rows: Result<T, String>) -> Result<T, DataError> {
    rows.map_err(|reason| DataError::Unreadable { file, reason })
}

fn folded(words: &[String]) -> impl Iterator<Item = String> {
    words.iter().map(|word| super::names::fold(word))
}

fn schema(file: &'static str, found: &str, expected: &str) -> Result<(), DataError> {
    if found == expected {
        Ok(())
    } else {
        Err(DataError::Schema {
            file,
            found: found.to_owned(),
        })
    }
}

/// Lower-case letters, digits and single dashes: usable as a catalogue key.
pub(super) fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text
        .trim_start_matches("class:")
        .trim_start_matches("external:")
        .chars()
    {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}
