//! Pure bedside rules: order + patient -> findings. No IO, no clock, no words: findings are codes with arguments.
//!
//! Start at [`check`]. The body of rules is [`Formulary::builtin`], read from `assets/clinical/`.
//!
//! # Three answers (design §6)
//! 1. *outside*: a contraindication, or above the limit of **every** rule that is or could be about this patient;
//! 2. *cannot check*: a finding of level `CannotCheck` is there (a missing or contradictory fact, no rule, only rules
//!    from knowledge, a referral, rules that disagree);
//! 3. *within*: neither. `Answer::approved` says whether a clinician has signed every rule behind it: what the house has signed is
//!    handed in ([`Site`]) and changes nothing else of an answer.
//!
//! # Which unknown facts matter
//! | unknown | effect |
//! |---|---|
//! | time of day | the end of the day is meant; cannot check if at the day's beginning the order would be too much or too soon |
//! | birth date or date, route | cannot check, always |
//! | weight | cannot check where a rule or contraindication turns on it; judged at the greatest weight of that age so that a gross overdose is still *outside* |
//! | weight without date, too old, estimated or not said (high-alert only), impossible for age | cannot check |
//! | pregnancy, trimester, breast-feeding | cannot check for a contraindication, if sex is not male and age is 10 to 55; for "avoid" an info |
//! | eGFR | cannot check for a contraindication over 65 years or with a kidney condition listed; else an info |
//! | eGFR from the last creatinine ([`kidney_function`]) | older than the data file allows, contradictory, unsteady: unknown; the worst of the doubtful values still forbids |
//! | conditions not asked (`null`; `[]` means none) | cannot check if a contraindication turns on one |
//! | weeks at birth | cannot check while 22 weeks + age is under the limit of a contraindication |
//! | allergies not asked | cannot check for medicines of an allergy class; else an info |
//! | current medicines not asked | cannot check if the medicine has a contraindicated interaction; else info |
//! | a current medicine, or a word beside its name, not recognised | cannot check if the medicine has a contraindicated or major interaction; else warn |
//! | strength that no product has | cannot check where the dose is counted in mL or pieces, or the medicine is high-alert; else warn |
//! | an allergy, or a word of one, that nobody understands | cannot check, also beside pollen or a recognised medicine; pollen itself is an info |
//! | what was given lately not asked | cannot check an order; an info on a proposal |
//!
//! # Choices that clinicians should confirm
//! - Where a fixed dose prints a wider single or daily cap, only the cap is *outside*; between range and cap: cannot check.
//! - A rule per day is "usually divided": one dose above its share but within the day: cannot check.
//! - More doses than the rule knows, with the day's total kept: cannot check, not *outside*.
//! - Under the range by more than a tenth: `warn` (no floor is silent, clinical question 7); under a tenth of the range:
//!   cannot check, because that is the size of a slip of unit.
//! - Above twice the limit the finding is `Contraindicated` (interrupts), else `Major`; the answer is *outside* either way.
//! - Weight of adults holds 365 days; plausible weights by age are wide limits against slips (both in the data file).
//! - The ceftriaxone stop "preterm up to 41 weeks" is applied to every newborn under 41 weeks of postmenstrual age.
//! - A rule without any limit in a day allows one dose; a second one in 24 hours: cannot check, unless the source says so.
//! - A rule without a limit in a day confirms at most six doses a day, "after each stool" 24.
//! - Days over twice the longest course: *outside*; what is given once, ordered for two days: cannot check.
//! - A fixed dose of adults for somebody under 35 kg: cannot check.
//! - Where a rule knows no shortest gap, a dose given less than half the usual gap ago: cannot check.
//! - A combination product that was given counts with its usual composition; that it may be another one stays cannot check.
//! - Two medicines of one ATC group (`therapy_classes`): a warning. The same substance twice: cannot check.
//! - A weight that jumped: a warning where it can be real, cannot check where it is five times another.
//! - A strength that belongs to a syrup or tablet, ordered by the needle, is contraindicated.
//! - A product text is read for a strength and a form: a strength other than the order's is cannot check, a form by the needle that is
//!   not made for it (`form-words.tsv`) is contraindicated, by another wrong route cannot check.
//! - A weight above WHO's line z +3 (after ten years BMI z +3 at height z +1): weigh again; cannot check for high-alert medicines, else a
//!   warning.
//! - Where no course is printed, more days than are usual (`long_days`) are a warning, twice as many cannot check; above a regulator's
//!   maximum (`hard_days`) *outside*.
//! - The second substance of co-amoxiclav is counted: above 10 mg/kg a day a warning, above 15 mg/kg or 600 mg cannot check.
//! - A product text with a name that nobody knows: cannot check.
//! - After a severe reaction ("anaphylaxis") a relative that is to be avoided is contraindicated, one that needs caution is major.
//! - No rule knows the speed of an infusion: an order by the needle with a rate is cannot check.
//! - A rule per kg has a cap or a highest weight (`max_kg`); for somebody heavier it confirms nothing.
//! - A printed band marked `capped_by` never allows more than that per-kg rule (paracetamol under 8.3 kg).

mod age;
mod allergy;
mod amount;
mod answer;
mod basis;
pub mod calc;
mod candidate;
mod check;
mod data;
mod due;
mod facts;
mod finding;
pub mod growth;
pub mod imci;
pub mod immunise;
mod interaction;
mod judge;
mod kidney;
mod label;
mod limits;
mod names;
mod population;
pub mod pregnancy;
pub mod prevention;
mod problems;
mod profile;
mod question;
mod schedule;
mod sheet;
mod shelf;
mod site;
mod stops;
mod validate;
mod weighing;
mod words;

use std::sync::LazyLock;

pub use age::{Span, completed_years};
pub use allergy::AllergyTo;
pub use amount::measurable;
pub use answer::{
    Answer, Arg, Arithmetic, Finding, Level, Measure, Pieces, Proposal, RuleAnswer, Tier, Verdict,
    Words,
};
pub use basis::Basis;
pub use check::{check, check_at, propose};
pub use data::{
    AllergyClass, Band, CapFrom, Combination, DataError, DoseKind, DoseRange, Files, Form,
    Formulary, Interaction, LongDays, Medicine, Population, Rule, Second, Severity, Source, Stop,
    StopLevel, TherapyClass, Verified,
};
pub use due::{Due, Often, Regime, Turn, Untold, due};
pub use facts::{FROM_EGFR, PREGNANCY_POSSIBLE};
pub use kidney::{
    Creatinine, CreatinineUnit, KidneyFunction, Kidneys, Reading, Why, kidney_function, usable_days,
};
pub use names::RegionalName;
pub use problems::ProblemRow;
pub use profile::{Conflict, Edition};
pub use question::{Given, Order, Question, Rate, Sex};
pub use shelf::Product;
pub use site::Site;
pub use validate::ROUTES;
pub use weighing::{Weighed, weight_jump};
pub use words::{DataText, data_text, rows as word_rows, title_text, unseen_source, word_key};

/// The files shipped with the program.
pub const BUILTIN_FILES: Files<'static> = Files {
    formulary: include_str!("../../assets/clinical/formulary.json"),
    interactions: include_str!("../../assets/clinical/interactions.json"),
    products: include_str!("../../assets/clinical/products.tsv"),
    names: include_str!("../../assets/clinical/names.tsv"),
    problems: include_str!("../../assets/clinical/icd10-conditions.tsv"),
    profiles: include_str!("../../assets/clinical/profiles.json"),
};

static BUILTIN: LazyLock<Formulary> = LazyLock::new(|| {
    match Formulary::parse(&BUILTIN_FILES) {
        Ok(formulary) => formulary,
        // Our own bug: a test reads the same files.
        Err(error) => panic!("the built-in formulary is broken: {error}"),
    }
});

impl Formulary {
    /// The rules shipped with the program.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }
}
