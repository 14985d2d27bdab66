//! Names as people write them -> medicines and combination products of the formulary.

use std::collections::BTreeMap;

use super::data::{Combination, Formulary, Medicine, Named};

/// Lower case, `ё` as `е`, everything that is not a letter or digit as one space.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        let c = if c == 'ё' { 'е' } else { c };
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with(' ') && !out.is_empty() {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

pub(super) fn index(
    medicines: &[Medicine],
    combinations: &[Combination],
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
    }
    names
}

/// "Theraflu, Coldrex / Fervex (x)" -> its names. A "+" names the parts of a mixture, which are not its name.
fn split(name: &str) -> impl Iterator<Item = &str> {
    let mixed = name.contains('+');
    name.split(['/', ',', '(', ')'])
        .map(str::trim)
        .filter(move |part| part.chars().count() >= 4 && !mixed)
}

impl Formulary {
    /// The medicine or product a text names: the whole text, else the longest run of its words.
    pub(super) fn named(&self, text: &str) -> Option<Named> {
        let folded = fold(text);
        if let Some(found) = self.names.get(&folded) {
            return Some(*found);
        }
        let words: Vec<&str> = folded.split(' ').collect();
        for length in (1..words.len()).rev() {
            for run in words.windows(length) {
                if let Some(found) = self.names.get(&run.join(" ")) {
                    return Some(*found);
                }
            }
        }
        None
    }

    /// Everything that is in what the text names: indices of medicines. `None` when the name is unknown.
    pub(super) fn ingredients(&self, text: &str) -> Option<Vec<&Medicine>> {
        let mut found = Vec::new();
        match self.named(text)? {
            Named::Medicine(at) => {
                if let Some(medicine) = self.medicines.get(at) {
                    found.push(medicine);
                    found.extend(medicine.contains.iter().filter_map(|id| self.medicine(id)));
                }
            }
            Named::Combination(at) => {
                if let Some(product) = self.combinations.get(at) {
                    found.extend(product.medicines.iter().filter_map(|id| self.medicine(id)));
                }
            }
        }
        Some(found)
    }
}
