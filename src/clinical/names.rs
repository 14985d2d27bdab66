//! Names as people write them -> medicines and combination products of the formulary.

use std::collections::BTreeMap;

use super::allergy;
use super::data::{Combination, Formulary, Medicine, Named};
use crate::domain::dose::Unit;

/// Lower case, `ё` as `е`, everything that is not a letter or digit as one space.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        let c = if c == 'ё' { 'е' } else { c };
        // The letters that nearly every name is made of need no look into the tables of Unicode.
        if matches!(c, 'a'..='z' | 'а'..='я') || c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with(' ') && !out.is_empty() {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A name of a medicine in a language of the region: a row of `assets/clinical/names.tsv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionalName {
    pub medicine: String,
    /// `ru`, `kk`, `uz`, `ka`, `en`.
    pub lang: String,
    /// A trade name, not the substance.
    pub brand: bool,
    pub name: String,
    pub verified: String,
}

/// The cells of a table with tabs; lines that begin with `#` are words about it.
pub(super) fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::trim).collect())
}

/// Reads the table: medicine, language, `name` or `brand`, name, verified.
pub(super) fn read(text: &str) -> Result<Vec<RegionalName>, String> {
    rows(text)
        .map(|cells| {
            let [medicine, lang, kind, name, verified] = cells[..] else {
                return Err(format!("{cells:?}: five columns are needed"));
            };
            if !matches!(kind, "name" | "brand") || fold(name).is_empty() {
                return Err(format!("{medicine}: {kind} {name}"));
            }
            Ok(RegionalName {
                medicine: medicine.to_owned(),
                lang: lang.to_owned(),
                brand: kind == "brand",
                name: name.to_owned(),
                verified: verified.to_owned(),
            })
        })
        .collect()
}

pub(super) fn index(
    medicines: &[Medicine],
    combinations: &[Combination],
    regional: &[RegionalName],
) -> BTreeMap<String, Named> {
    let mut names = BTreeMap::new();
    let mut add = |name: &str, meaning: Named| {
        let name = fold(name);
        if !name.is_empty() {
            names.entry(name).or_insert(meaning);
        }
    };
    for (at, medicine) in medicines.iter().enumerate() {
        add(&medicine.id, Named::Medicine(at));
    }
    for (at, medicine) in medicines.iter().enumerate() {
        for name in [&medicine.inn, &medicine.name_ru] {
            add(name, Named::Medicine(at));
            for part in split(name) {
                add(part, Named::Medicine(at));
            }
        }
        for brand in &medicine.brand_examples {
            add(brand, Named::Medicine(at));
        }
    }
    for (at, product) in combinations.iter().enumerate() {
        add(&product.name, Named::Combination(at));
        for part in split(&product.name) {
            let part = part
                .strip_suffix("and similar cold powders")
                .unwrap_or(part);
            add(part, Named::Combination(at));
        }
        for brand in &product.brands {
            add(brand, Named::Combination(at));
        }
    }
    for row in regional {
        if let Some(at) = medicines.iter().position(|m| m.id == row.medicine) {
            add(&row.name, Named::Medicine(at));
        }
    }
    names
}

/// "Theraflu, Coldrex / Fervex (x)" -> its names, of four letters and more. A "+" names the parts of a mixture, which are not its name.
fn split(name: &str) -> impl Iterator<Item = &str> {
    let mixed = name.contains('+');
    name.split(['/', ',', '(', ')'])
        .map(str::trim)
        .filter(move |part| !mixed && part.chars().filter(|c| c.is_alphabetic()).count() >= 4)
}

impl Formulary {
    /// Names and brands in the languages of the region.
    pub fn regional_names(&self) -> &[RegionalName] {
        &self.regional
    }

    /// The medicine that a whole text names, if it names exactly one.
    pub fn medicine_named(&self, text: &str) -> Option<&Medicine> {
        match self.names.get(&fold(text)) {
            Some(Named::Medicine(at)) => self.medicines.get(*at),
            Some(Named::Combination(_)) | None => None,
        }
    }

    /// The medicines and products a text names: the whole text, else every longest run of its words from left to
    /// right. "Panadol + ibuprofen 200" names two. Empty when nothing is recognised.
    pub(super) fn named(&self, text: &str) -> Vec<Named> {
        self.read(text).0
    }

    /// The words beside a recognised name that can be a second medicine, unrecognised ("нурофен, цефекон").
    pub(super) fn strange_words(&self, text: &str) -> Vec<String> {
        let mut words = self.unnamed_words(text);
        words.retain(|word| {
            let taken = |known: &String| allergy::declined(word, known);
            !(allergy::is_idle(self, word)
                || self.dosing_words.iter().any(taken)
                || Unit::parse(word).is_some())
        });
        words
    }

    /// The words of a text that name no medicine or product, folded.
    pub(super) fn unnamed_words(&self, text: &str) -> Vec<String> {
        self.read(text).1
    }

    fn read(&self, text: &str) -> (Vec<Named>, Vec<String>) {
        let folded = fold(text);
        if let Some(found) = self.names.get(&folded) {
            return (vec![*found], Vec::new());
        }
        let words: Vec<&str> = folded.split(' ').collect();
        let mut all = Vec::new();
        let mut unnamed = Vec::new();
        let mut rest = words.as_slice();
        while !rest.is_empty() {
            let run = (1..=rest.len().min(LONGEST_NAME)).rev().find_map(|length| {
                let (run, after) = rest.split_at(length);
                let found = self.names.get(&run.join(" ")).or_else(|| match run {
                    [word] => self.declined(word),
                    _ => None,
                });
                Some((*found?, after))
            });
            rest = match run {
                Some((found, after)) => {
                    all.push(found);
                    after
                }
                None => {
                    unnamed.extend(rest.first().map(|word| (*word).to_owned()));
                    rest.get(1..).unwrap_or_default()
                }
            };
        }
        (all, unnamed)
    }

    /// A long name with an ending: "амоксициллинге", "analginga", "парацетамола".
    fn declined(&self, word: &str) -> Option<&Named> {
        if self
            .other_substances
            .iter()
            .any(|other| word.starts_with(other))
        {
            return None;
        }
        let letters = word.chars().count();
        (1..=LONGEST_ENDING)
            .filter(|ending| letters >= SHORTEST_DECLINED + ending)
            .find_map(|ending| {
                let (at, _) = word.char_indices().nth(letters - ending)?;
                self.names.get(word.get(..at)?)
            })
    }

    /// The one medicine whose name a text is a slip of the hand away from; none where two could be meant.
    pub(super) fn nearly(&self, text: &str) -> Option<&Medicine> {
        let folded = fold(text);
        let mut meant = self.names.iter().filter(|(name, _)| is_slip(&folded, name));
        let (_, first) = meant.next()?;
        let alone = meant.all(|(_, other)| other == first);
        match first {
            Named::Medicine(at) if alone => self.medicines.get(*at),
            Named::Medicine(_) | Named::Combination(_) => None,
        }
    }

    /// Everything that is in what the text names.
    pub(super) fn ingredients(&self, text: &str) -> Vec<&Medicine> {
        let mut found: Vec<&Medicine> = Vec::new();
        for named in self.named(text) {
            match named {
                Named::Medicine(at) => {
                    if let Some(medicine) = self.medicines.get(at) {
                        found.push(medicine);
                        found.extend(medicine.contains.iter().filter_map(|id| self.medicine(id)));
                    }
                }
                Named::Combination(at) => {
                    if let Some(product) = self.combinations.get(at) {
                        found.extend(product.medicines.iter().filter_map(|id| self.medicine(id)));
                        found.extend(
                            product
                                .other_ingredients
                                .iter()
                                .flat_map(|text| self.own(text)),
                        );
                    }
                }
            }
        }
        found
    }

    /// Medicines that the words of an ingredient name: "pheniramine or chlorphenamine".
    fn own(&self, ingredient: &str) -> Vec<&Medicine> {
        let medicine = |named: Named| match named {
            Named::Medicine(at) => self.medicines.get(at),
            Named::Combination(_) => None,
        };
        self.named(ingredient)
            .into_iter()
            .filter_map(medicine)
            .collect()
    }

    /// Ingredients outside the formulary of the products that a text names.
    pub(super) fn other_ingredients(&self, text: &str) -> Vec<&str> {
        let inside = |named: Named| match named {
            Named::Medicine(_) => None,
            Named::Combination(at) => Some(&self.combinations.get(at)?.unplaced),
        };
        let all = self.named(text).into_iter().filter_map(inside).flatten();
        all.map(String::as_str).collect()
    }

    /// The ingredients of a product that name nothing in the formulary.
    pub(super) fn unplaced(&self, product: &Combination) -> Vec<String> {
        let strange = |ingredient: &&String| !self.strange_words(ingredient).is_empty();
        let all = product.other_ingredients.iter();
        all.filter(strange).cloned().collect()
    }
}

/// Is one place of at most two letters written otherwise, in a name of five letters and more?
fn is_slip(a: &str, b: &str) -> bool {
    const SHORTEST: usize = 5;
    const PLACE: usize = 2;
    let [a, b] = [a, b].map(|name| name.chars().collect::<Vec<char>>());
    let same = |(a, b): &(&char, &char)| a == b;
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    let front = a.iter().zip(&b).take_while(same).count();
    let ends = a.iter().rev().zip(b.iter().rev()).take_while(same).count();
    shorter >= SHORTEST && longer - front - ends.min(shorter - front) <= PLACE
}

/// Letters from which on a name is recognised with an ending, and the longest ending.
const SHORTEST_DECLINED: usize = 7;
const LONGEST_ENDING: usize = 4;

/// Most words of one name; longer texts are searched in runs of this many.
const LONGEST_NAME: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_the_region_has_a_kind_and_letters() {
        let row = |kind: &str, name: &str| read(&format!("x\tru\t{kind}\t{name}\tknowledge"));
        assert!(!row("name", "Анальгин").unwrap()[0].brand);
        assert!(row("brand", "Анальгин").unwrap()[0].brand);
        assert!(row("nick", "Анальгин").is_err());
        assert!(row("name", "—").is_err());
        assert!(read("x\tru\tname").is_err());
        assert_eq!(read("# words\n\n").unwrap(), Vec::new());
    }

    #[test]
    fn a_slip_is_one_place_of_two_letters() {
        for (a, b, wanted) in [
            ("aspirin", "aspirin", true),
            ("aspirn", "aspirin", true),
            ("asirin", "aspirin", true),
            ("aspiriin", "aspirin", true),
            ("asipirn", "aspirin", false),
            ("aspriin", "aspirin", true),
            ("aspirinum", "aspirin", true),
            ("aspirinums", "aspirin", false),
            ("bspirin", "aspirin", true),
            ("bcpirin", "aspirin", true),
            ("bcdirin", "aspirin", false),
            ("aspiram", "aspirin", true),
            ("aspiamm", "aspirin", false),
            ("bspirim", "aspirin", false),
            ("iron", "ironx", false),
            ("irons", "ironx", true),
            ("parapa", "parapapa", true),
        ] {
            assert_eq!(is_slip(a, b), wanted, "{a} {b}");
            assert_eq!(is_slip(b, a), wanted, "{b} {a}");
        }
    }

    #[test]
    fn the_medicine_that_was_meant_is_told_where_it_is_one() {
        let data = Formulary::builtin();
        let meant = |text: &str| data.nearly(text).map(|m| m.id.as_str());
        for (text, wanted) in [
            ("amoxicilin", Some("amoxicillin")),
            ("Парацетомол", Some("paracetamol")),
            ("Нурофен", Some("ibuprofen")),
            // A mixture is no medicine, and what could be two is none.
            ("цитрамон", None),
            ("этитромицин", None),
            ("qqqqqqq", None),
        ] {
            assert_eq!(meant(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_name_of_several_is_split_and_a_mixture_is_not() {
        let parts = |name| split(name).collect::<Vec<_>>();
        assert_eq!(
            parts("Theraflu, Coldrex / Fervex (hot)"),
            ["Theraflu", "Coldrex", "Fervex"]
        );
        assert_eq!(parts("ORS, Regidron"), ["Regidron"]);
        // A strength is no name: every "10 %" would be this one.
        assert_eq!(parts("Saline (10 %)"), ["Saline"]);
        assert_eq!(parts("codeine + paracetamol"), Vec::<&str>::new());
    }
}
