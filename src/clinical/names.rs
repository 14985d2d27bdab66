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
    /// The medicines and products a text names: the whole text, else every longest run of its words from left to
    /// right. "Panadol + ibuprofen 200" names two. Empty when nothing is recognised.
    pub(super) fn named(&self, text: &str) -> Vec<Named> {
        let folded = fold(text);
        if let Some(found) = self.names.get(&folded) {
            return vec![*found];
        }
        let words: Vec<&str> = folded.split(' ').collect();
        let mut all = Vec::new();
        let mut rest = words.as_slice();
        while !rest.is_empty() {
            let run = (1..=rest.len().min(LONGEST_NAME)).rev().find_map(|length| {
                let (run, after) = rest.split_at(length);
                Some((*self.names.get(&run.join(" "))?, after))
            });
            rest = match run {
                Some((found, after)) => {
                    all.push(found);
                    after
                }
                None => rest.get(1..).unwrap_or_default(),
            };
        }
        all
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
                    }
                }
            }
        }
        found
    }
}

/// Most words of one name; longer texts are searched in runs of this many.
const LONGEST_NAME: usize = 8;
