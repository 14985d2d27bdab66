//! Medicines by name, in any script: generic, Russian and brand names of the formulary.

use std::sync::LazyLock;

use crate::clinical::{Formulary, Medicine};
use crate::codes::lookalike::LookAlikes;
use crate::codes::names::NameIndex;
use crate::domain::lang::Lang;
use crate::ui::widgets::search_box::ROWS_MAX;

static MEDICINES: LazyLock<NameIndex<String>> = LazyLock::new(|| {
    let mut index = NameIndex::default();
    for medicine in Formulary::builtin().medicines() {
        for name in [&medicine.inn, &medicine.name_ru]
            .into_iter()
            .chain(&medicine.brand_examples)
        {
            index.add(medicine.id.clone(), name);
        }
    }
    for row in Formulary::builtin().regional_names() {
        if Formulary::builtin().medicine(&row.medicine).is_some() {
            index.add(row.medicine.clone(), &row.name);
        }
    }
    index
});

static ALLERGENS: LazyLock<NameIndex<String>> = LazyLock::new(|| {
    let mut index = MEDICINES.clone();
    for class in Formulary::builtin().allergy_classes() {
        index.add(class.id.clone(), &class.name);
        for word in &class.words {
            index.add(class.id.clone(), word);
        }
    }
    index
});

/// A found medicine or, for allergies, a class of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundMedicine {
    pub id: String,
    /// In the user's language where there is a name.
    pub name: String,
    /// The name that was found, if it is another one: a brand, another script.
    pub found_as: Option<String>,
    pub group: String,
    /// Found only by its consonants: spelt otherwise.
    pub weak: bool,
}

/// At most ten, and how many there are in all.
pub fn find_medicines(typed: &str, lang: Lang) -> (Vec<FoundMedicine>, usize) {
    find(&MEDICINES, typed, lang)
}

/// Medicines and allergy classes.
pub fn find_allergens(typed: &str, lang: Lang) -> (Vec<FoundMedicine>, usize) {
    find(&ALLERGENS, typed, lang)
}

/// The name as it is shown and recorded: Russian where people write Cyrillic, else the generic name in lower case
/// (MEDi-002), in tall-man letters where it looks like another.
pub fn shown_name(medicine: &Medicine, lang: Lang) -> String {
    match lang {
        Lang::Ru | Lang::Kk => medicine.name_ru.clone(),
        Lang::Uz | Lang::Ka | Lang::En => LookAlikes::builtin()
            .tall_man(&medicine.inn)
            .map_or_else(|| medicine.inn.to_lowercase(), str::to_owned),
    }
}

/// Names that this one is mistaken for.
pub fn mistaken_for(medicine: &Medicine) -> Vec<&'static str> {
    LookAlikes::builtin().mistaken_for(&medicine.inn).collect()
}

fn find(index: &NameIndex<String>, typed: &str, lang: Lang) -> (Vec<FoundMedicine>, usize) {
    let hits = index.search(typed, ROWS_MAX);
    let data = Formulary::builtin();
    let found = hits
        .items
        .iter()
        .map(|hit| match data.medicine(hit.id) {
            Some(medicine) => {
                let name = shown_name(medicine, lang);
                let is_same = hit.name.to_lowercase() == name.to_lowercase();
                FoundMedicine {
                    id: hit.id.clone(),
                    found_as: (!is_same).then(|| hit.name.to_owned()),
                    name,
                    group: medicine.group.clone(),
                    weak: hit.weak,
                }
            }
            None => {
                let class = data.allergy_classes().find(|c| c.id == *hit.id);
                let english = class.map_or("", |c| c.name.as_str());
                let key = format!("allergy-{}", hit.id.replace('_', "-"));
                let name = crate::clinical::data_text(lang, &key, english).text;
                FoundMedicine {
                    id: hit.id.clone(),
                    found_as: Some(hit.name.to_owned()).filter(|n| *n != name),
                    name,
                    group: String::new(),
                    weak: hit.weak,
                }
            }
        })
        .collect();
    (found, hits.total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_medicine_is_found_in_any_script() {
        for typed in ["parace", "Парацет", "პარაცეტ", "парацэт"] {
            let (found, total) = find_medicines(typed, Lang::Ru);
            assert!(
                found.iter().any(|f| f.id == "paracetamol") && total >= 1,
                "{typed}: {found:?}"
            );
        }
        assert!(
            find_medicines("пар", Lang::Ru).0.is_empty(),
            "four letters first"
        );
        let (found, _) = find_medicines("парацетамол", Lang::En);
        assert_eq!(found[0].name, "paracetamol");
    }

    /// A list without the medicine that is being typed invites the choice of another.
    #[test]
    fn every_beginning_of_every_name_finds_its_medicine() {
        let mut tried = 0;
        let data = Formulary::builtin();
        let own = data.medicines().flat_map(|medicine| {
            [&medicine.inn, &medicine.name_ru]
                .into_iter()
                .chain(&medicine.brand_examples)
                .map(|name| (medicine.id.as_str(), name.as_str()))
        });
        let regional = data.regional_names().iter();
        let regional = regional.map(|row| (row.medicine.as_str(), row.name.as_str()));
        for (id, name) in own.chain(regional) {
            if data.medicine(id).is_none() {
                continue; // a combination product: recognised, not prescribed by itself
            }
            for (end, _) in name.char_indices().skip(1).chain([(name.len(), ' ')]) {
                let typed = &name[..end];
                let hits = MEDICINES.search(typed, usize::MAX);
                if hits.letters_to_go > 0 {
                    continue;
                }
                tried += 1;
                let hit = hits.items.iter().find(|hit| hit.id == id);
                assert!(hit.is_some_and(|hit| !hit.weak), "{typed} of {name}");
            }
        }
        assert!(tried > 5_000, "{tried}");
    }
}
