//! Rules, calendars and the names of vaccines, read once and ready to be asked.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use chrono::{Datelike as _, Days, Months, NaiveDate};

use super::super::age::Span;
use super::data::{Calendar, Contraindication, RulesFile, Vaccine};
use crate::domain::country::Country;

/// The whole body of rules.
#[derive(Debug)]
pub struct Book {
    pub rules: RulesFile,
    pub calendars: Vec<Calendar>,
    /// Folded name → place in `rules.vaccines`.
    names: BTreeMap<String, usize>,
    /// The same by the names as they are written: a list of a whole village asks for the same few again and again.
    written: HashMap<String, usize>,
    /// Components that are live and not exempt from the interval.
    live: BTreeSet<String>,
}

/// A product as it was named: known whole, or put together from known parts (`АКДС+ВГВ`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product<'b> {
    pub id: String,
    pub components: Vec<&'b str>,
    pub min_age: Option<Span>,
}

static BUILTIN: LazyLock<Book> = LazyLock::new(|| {
    let read = Book::parse(
        include_str!("../../../assets/immunisation/who.json"),
        &[
            include_str!("../../../assets/immunisation/kz.json"),
            include_str!("../../../assets/immunisation/uz.json"),
            include_str!("../../../assets/immunisation/ge.json"),
        ],
    );
    match read {
        Ok(book) => book,
        // Our own bug: a test reads the same files.
        Err(error) => panic!("the built-in immunisation rules are broken: {error}"),
    }
});

impl Book {
    /// The rules shipped with the program.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    pub fn parse(rules: &str, calendars: &[&str]) -> Result<Self, serde_json::Error> {
        let rules: RulesFile = serde_json::from_str(rules)?;
        let calendars = calendars
            .iter()
            .map(|text| serde_json::from_str(text))
            .collect::<Result<_, _>>()?;
        let mut names = BTreeMap::new();
        for (at, vaccine) in rules.vaccines.iter().enumerate() {
            for name in all_names(vaccine) {
                names.entry(fold(name)).or_insert(at);
            }
        }
        let as_written = rules.vaccines.iter().flat_map(all_names);
        let written = as_written
            .filter_map(|name| Some((name.to_owned(), *names.get(&fold(name))?)))
            .collect();
        let exempt = &rules.live.exempt;
        let live = live_components(&rules)
            .filter(|component| !exempt.iter().any(|e| e == component))
            .map(str::to_owned)
            .collect();
        Ok(Self {
            rules,
            calendars,
            names,
            written,
            live,
        })
    }

    pub fn calendar(&self, country: Country) -> Option<&Calendar> {
        self.calendars.iter().find(|c| c.country == country)
    }

    /// A vaccine by any of its names, in any script and with or without the number of the dose.
    pub fn vaccine(&self, name: &str) -> Option<&Vaccine> {
        if let Some(at) = self.written.get(name) {
            return self.rules.vaccines.get(*at);
        }
        let exact = |name: &str| {
            let at = self.names.get(&fold(name))?;
            self.rules.vaccines.get(*at)
        };
        exact(name).or_else(|| exact(without_number(name)?))
    }

    /// What was in the syringe. `None` when even one part of the name is not known: half a guess would hide a gap.
    pub fn product(&self, name: &str) -> Option<Product<'_>> {
        if let Some(known) = self.vaccine(name) {
            return Some(Product {
                id: known.id.clone(),
                components: known.components.iter().map(String::as_str).collect(),
                min_age: known.min_age,
            });
        }
        let parts: Vec<&str> = name
            .split(['+', '/', ',', '-', '–', ' '])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        if parts.len() < 2 {
            return None;
        }
        let mut components = Vec::new();
        let mut min_age = None;
        for part in parts {
            let known = self.vaccine(part)?;
            components.extend(known.components.iter().map(String::as_str));
            min_age = later_span(min_age, known.min_age);
        }
        components.sort_unstable();
        components.dedup();
        Some(Product {
            id: name.trim().to_owned(),
            components,
            min_age,
        })
    }

    /// The title of a source key.
    pub fn source<'a>(&'a self, key: &'a str) -> &'a str {
        self.rules.sources.get(key).map_or(key, String::as_str)
    }

    pub(super) fn is_live(&self, components: &[&str]) -> bool {
        components
            .iter()
            .any(|component| self.live.contains(*component))
    }
}

/// Components that are live: those of live antigens, and those that the contraindications name as live.
fn live_components(rules: &RulesFile) -> impl Iterator<Item = &str> {
    let of_antigens = rules
        .antigens
        .values()
        .filter(|antigen| antigen.live)
        .flat_map(|antigen| antigen.from.iter().flatten());
    let of_rules = rules
        .contraindications
        .iter()
        .filter(|rule: &&Contraindication| rule.id == "live-immunodeficiency")
        .flat_map(|rule| rule.components.iter());
    of_antigens.chain(of_rules).map(String::as_str)
}

/// Every name of a vaccine.
pub fn all_names(vaccine: &Vaccine) -> impl Iterator<Item = &str> {
    std::iter::once(&vaccine.id)
        .chain(vaccine.names.values())
        .chain(&vaccine.also)
        .map(String::as_str)
}

/// Letters and digits only, in lower case: `АКДС + ВГВ` and `акдс+вгв` are one name.
pub fn fold(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// `ОПВ-2`, `Penta 1`, `DTP3`: the number of a dose at the end, 0 to 6. `None` if there is none to take away.
fn without_number(name: &str) -> Option<&str> {
    let name = name.trim();
    let short = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_dose = matches!(
        &name[short.len()..],
        "0" | "1" | "2" | "3" | "4" | "5" | "6"
    );
    let bare = short.trim_end_matches([' ', '-', '№', '#']);
    (is_dose && !bare.is_empty()).then_some(bare)
}

fn later_span(a: Option<Span>, b: Option<Span>) -> Option<Span> {
    let both = a.into_iter().chain(b);
    both.max_by(|a, b| a.rough_days().total_cmp(&b.rough_days()))
}

/// The day `span` after `from`. A day that the month lacks is the first of the next month, as in `domain::dates`: a
/// vaccine is never early by a short February.
pub fn after(from: NaiveDate, span: Span) -> NaiveDate {
    let day = match span {
        Span::Days(days) => from.checked_add_days(Days::new(u64::from(days))),
        Span::Months(months) => from.checked_add_months(Months::new(months)).map(|day| {
            if day.day() == from.day() {
                day
            } else {
                day.succ_opt().unwrap_or(day)
            }
        }),
    };
    day.unwrap_or(NaiveDate::MAX)
}
