//! From the record to the question: what a card says of vaccinations and of what speaks against them.

use chrono::NaiveDate;

use super::book::Book;
use super::history::Given;
use super::plan::{Doubted, Facts, Row};
use crate::clinical::pregnancy::{Known, known};
use crate::clinical::{AllergyTo, Formulary};
use crate::domain::allergy::Status;
use crate::domain::card::{CardView, standing as standing_entries};
use crate::domain::icd;
use crate::domain::immunisation::Immunisation;

/// Problems that make live vaccines dangerous, by the beginning of their ICD-10 code.
const IMMUNODEFICIENCY: [&str; 10] = [
    "B20", "B21", "B22", "B23", "B24", "D80", "D81", "D82", "D83", "D84",
];

/// What the plan needs of one card, read once.
#[derive(Debug, Clone, Default)]
pub struct Recorded {
    pub given: Vec<Given>,
    pub pregnant: Option<bool>,
    /// Statements differ, and one of them says that she is.
    pub pregnancy_doubtful: bool,
    pub immunodeficient: Option<bool>,
    pub anaphylaxis: Vec<String>,
    pub allergies: Vec<Doubted>,
}

impl Recorded {
    pub fn of(book: &Book, card: &CardView) -> Self {
        let entries: Vec<&Immunisation> = standing_entries(&card.immunisations, None)
            .map(|event| &event.content)
            .collect();
        Self::with(book, card, &entries)
    }

    /// With entries of vaccination that were read apart from the card; those of the card are not asked.
    pub fn with(book: &Book, card: &CardView, entries: &[&Immunisation]) -> Self {
        let standing = |status: Status, disputed: bool| status == Status::Active || disputed;
        let immunodeficient = card
            .problems
            .iter()
            .filter(|noted| standing(noted.value.status, noted.disputed))
            .filter_map(|noted| noted.value.code.as_deref())
            .map(icd::read)
            .any(|code| IMMUNODEFICIENCY.iter().any(|start| code.starts_with(start)));
        let pregnant = pregnant(card);
        let substances: Vec<&str> = card
            .allergies
            .iter()
            .filter(|noted| standing(noted.value.status, noted.disputed))
            .map(|noted| noted.value.substance.as_str())
            .collect();
        let (vaccines, others): (Vec<&str>, Vec<&str>) = substances
            .into_iter()
            .partition(|substance| book.vaccine(substance).is_some());
        Self {
            given: given(entries.iter().copied()),
            pregnancy_doubtful: pregnant.is_none() && is_pregnancy_doubtful(card),
            pregnant,
            immunodeficient: immunodeficient.then_some(true),
            anaphylaxis: vaccines
                .into_iter()
                .map(str::to_owned)
                .chain(after_doses(entries))
                .collect(),
            allergies: others
                .into_iter()
                .filter_map(|substance| doubted(book, substance))
                .collect(),
        }
    }

    pub fn facts(&self) -> Facts<'_> {
        Facts {
            pregnant: self.pregnant,
            pregnancy_doubtful: self.pregnancy_doubtful,
            immunodeficient: self.immunodeficient,
            intussusception: None,
            anaphylaxis: &self.anaphylaxis,
            allergies: &self.allergies,
        }
    }
}

/// An allergy that no vaccine is named by: what the dose check understands and no rule names is none of a vaccine; what nobody
/// understands may be of any.
fn doubted(book: &Book, allergy: &str) -> Option<Doubted> {
    let components = match Formulary::builtin().allergy_to(allergy) {
        AllergyTo::NotMedicine => return None,
        AllergyTo::Unclear => Vec::new(),
        AllergyTo::Classes(classes) => {
            let rules = book.rules.allergies.iter();
            let concerned: Vec<_> = rules.filter(|r| classes.contains(&r.class)).collect();
            if concerned.is_empty() {
                return None;
            }
            if concerned.iter().any(|rule| rule.components.is_empty()) {
                Vec::new()
            } else {
                let all = concerned.iter().flat_map(|rule| &rule.components);
                all.cloned().collect()
            }
        }
    };
    Some(Doubted {
        allergy: allergy.to_owned(),
        components,
    })
}

/// An open pregnancy card, else the passport as long as nothing in the record speaks against it.
fn pregnant(card: &CardView) -> Option<bool> {
    let noted = card.pregnancy.as_ref().filter(|noted| !noted.disputed);
    match known(card) {
        Known::Open(_) => Some(true),
        Known::Disputed(_) => None,
        // Said before the end, "yes" is over.
        Known::Ended(event) => noted
            .filter(|noted| noted.at > event.entered_at)
            .and_then(|noted| word(&noted.value.value)),
        Known::None => noted.and_then(|noted| word(&noted.value.value)),
    }
}

/// As in the dose check: what forbids counts when in doubt. Said before the end of a pregnancy, "yes" is over here too.
fn is_pregnancy_doubtful(card: &CardView) -> bool {
    let ended = match known(card) {
        Known::Disputed(_) => return true,
        Known::Ended(event) => event.entered_at,
        Known::Open(_) | Known::None => i64::MIN,
    };
    let all = card.pregnancy.iter().chain(&card.pregnancy_also);
    let disputed = all.filter(|noted| noted.disputed && noted.at > ended);
    disputed
        .into_iter()
        .any(|noted| word(&noted.value.value) == Some(true))
}

fn word(value: &str) -> Option<bool> {
    match value {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// Vaccines after which a reaction was recorded that forbids the next dose.
fn after_doses<'a>(entries: &'a [&Immunisation]) -> impl Iterator<Item = String> + 'a {
    let grave = entries.iter().filter(|entry| entry.had_anaphylaxis());
    grave.map(|entry| entry.vaccine.clone())
}

/// Doses of entries that stand; what was refused or exempted is no dose.
pub fn given<'a>(entries: impl Iterator<Item = &'a Immunisation>) -> Vec<Given> {
    entries
        .filter(|entry| entry.is_done())
        .map(|entry| Given {
            vaccine: entry.vaccine.clone(),
            date: entry.date.day(),
        })
        .collect()
}

/// The newest refusal or exemption that stands for this row on that day: of the same vaccine; a refusal is over with the next dose that is given.
pub fn declined<'a>(
    row: &Row,
    today: NaiveDate,
    entries: impl Iterator<Item = &'a Immunisation>,
) -> Option<&'a Immunisation> {
    let (done, not_done): (Vec<_>, Vec<_>) = entries.partition(|entry| entry.is_done());
    let last = done
        .iter()
        .filter(|entry| have_in_common(&entry.vaccine, &row.vaccine))
        .filter_map(|entry| entry.date.latest())
        .max();
    // Who let the child be vaccinated since has changed their mind. A doctor's exemption ends by its own day.
    let is_over = |entry: &Immunisation| {
        entry.status_reason == Immunisation::REFUSAL && entry.date.earliest() < last
    };
    not_done
        .into_iter()
        .filter(|entry| entry.vaccine == row.vaccine && !is_over(entry))
        .filter(|entry| entry.dose_number.is_none() || entry.dose_number == row.dose.map(i64::from))
        .filter(|entry| entry.until.latest().is_none_or(|until| until >= today))
        .max_by_key(|entry| entry.date)
}

/// One vaccine, or two with something of the same in them.
fn have_in_common(a: &str, b: &str) -> bool {
    let book = Book::builtin();
    match (book.product(a), book.product(b)) {
        (Some(a), Some(b)) => a.components.iter().any(|one| b.components.contains(one)),
        (None, _) | (_, None) => a == b,
    }
}
