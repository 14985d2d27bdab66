//! A progressive list of medicines by the beginnings of their names, Latin, Cyrillic and Georgian alike. Knows names, not medicines:
//! the caller gives each name an id. Nothing is completed or chosen for the user (MSP-0320).

use std::collections::BTreeMap;

use crate::codes::fold;

/// Letters to type before names are offered. ISMP asks for five and reports its own drawbacks; NHS MSP-0370 lists progressively.
pub const LETTERS_FIRST: usize = 4;

/// Names, each of some `T`; one `T` may have many names (INN, national names, brands).
#[derive(Debug, Clone)]
pub struct NameIndex<T> {
    names: Vec<Entry<T>>,
}

/// A found name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameHit<'a, T> {
    pub id: &'a T,
    /// As it was added: the spelling in which it was found.
    pub name: &'a str,
    /// Found only without vowels: spelt otherwise than typed.
    pub weak: bool,
}

/// «10 of 40», or too little typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameHits<'a, T> {
    /// Ids that were found.
    pub total: usize,
    pub items: Vec<NameHit<'a, T>>,
    /// Letters still to type before names are offered.
    pub letters_to_go: usize,
}

#[derive(Debug, Clone)]
struct Entry<T> {
    id: T,
    name: String,
    /// " word word", in small letters and otherwise as written.
    plain: String,
    /// The same by its sounds.
    folded: String,
    weak: String,
}

impl<T> Entry<T> {
    fn begins_with(&self, as_written: &[String], by_sound: &[String]) -> bool {
        let begins =
            |key: &str, words: &[String]| words.first().is_some_and(|w| key.starts_with(w));
        begins(&self.plain, as_written) || begins(&self.folded, by_sound)
    }
}

impl<T> Default for NameIndex<T> {
    fn default() -> Self {
        Self { names: Vec::new() }
    }
}

impl<T: Ord> NameIndex<T> {
    pub fn add(&mut self, id: T, name: &str) {
        let folded = format!(" {}", medicine_fold(name));
        self.names.push(Entry {
            id,
            name: name.to_owned(),
            plain: plain(name),
            weak: format!("{} ", skeleton(&folded)),
            folded,
        });
    }

    pub fn len(&self) -> usize {
        self.names.len()
    }

    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Names in which every typed word begins a word, as written or by its sounds: names that begin with it first, then in
    /// alphabetical order of the fold. Each id once, with its best name. Only when none is found, names of the same consonants.
    ///
    /// Both, because the sounds of a beginning are not the beginning of the sounds: «parac» sounds like «parak», and what follows
    /// makes it «paras». A list of another medicine alone would invite the wrong choice. For the same reason consonants must be all
    /// those of a word: «prk» of «parac» begins procaine.
    pub fn search(&self, typed: &str, limit: usize) -> NameHits<'_, T> {
        let letters = typed.chars().filter(|c| c.is_alphanumeric()).count();
        if letters < LETTERS_FIRST {
            return NameHits {
                total: 0,
                items: Vec::new(),
                letters_to_go: LETTERS_FIRST - letters,
            };
        }
        let as_written = words_of(&plain(typed));
        let by_sound = words_of(&medicine_fold(typed));
        let mut found = self.matching(&by_sound, |entry| &entry.folded);
        for entry in self.matching(&as_written, |entry| &entry.plain) {
            if found.iter().all(|known| known.id != entry.id) {
                found.push(entry);
            }
        }
        let weak = found.is_empty();
        let found = if weak {
            let bones: Vec<String> = by_sound
                .iter()
                .map(|word| format!("{} ", skeleton(word)))
                .collect();
            // two consonants fit half of all medicines
            let letters: usize = bones.iter().map(|word| word.trim().len()).sum();
            if letters > 2 {
                self.matching(&bones, |entry| &entry.weak)
            } else {
                found
            }
        } else {
            found.sort_by_cached_key(|entry| {
                (
                    !entry.begins_with(&as_written, &by_sound),
                    entry.folded.clone(),
                )
            });
            found
        };
        let total = found.len();
        let items = found
            .into_iter()
            .take(limit)
            .map(|entry| NameHit {
                id: &entry.id,
                name: &entry.name,
                weak,
            })
            .collect();
        NameHits {
            total,
            items,
            letters_to_go: 0,
        }
    }

    fn matching(&self, words: &[String], key: impl Fn(&Entry<T>) -> &String) -> Vec<&Entry<T>> {
        let Some(first) = words.first() else {
            return Vec::new();
        };
        let order = |entry: &Entry<T>| (!key(entry).starts_with(first), key(entry).clone());
        let mut best: BTreeMap<&T, &Entry<T>> = BTreeMap::new();
        for entry in &self.names {
            if words.iter().all(|word| key(entry).contains(word.as_str())) {
                best.entry(&entry.id)
                    .and_modify(|before| {
                        if order(entry) < order(before) {
                            *before = entry;
                        }
                    })
                    .or_insert(entry);
            }
        }
        let mut found: Vec<_> = best.into_values().collect();
        found.sort_by_cached_key(|entry| order(entry));
        found
    }
}

/// " word word" in small letters.
fn plain(text: &str) -> String {
    fold::words(text)
        .map(|word| format!(" {}", word.to_lowercase()))
        .collect()
}

/// Each word with the space before it, so that it is looked for at the beginning of words.
fn words_of(text: &str) -> Vec<String> {
    text.split_whitespace()
        .map(|word| format!(" {word}"))
        .collect()
}

/// The fold for names of medicines. Latin names are read as Russian and Uzbek write them: c is s before e, i, y and k elsewhere, x is
/// ks, ch and h stand for х and г, th and a leading rh lose the h, a last e is silent; s and z, u and iu are one.
pub fn medicine_fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    for word in fold::words(text) {
        if !out.is_empty() {
            out.push(' ');
        }
        let latin = word.bytes().all(|b| b.is_ascii_alphanumeric());
        let key = if latin {
            fold::fold(&respell(&word.to_ascii_lowercase()))
        } else {
            // г before the fold, which would take нг for one sound (Дифенгидрамин)
            fold::fold(&word.to_lowercase().replace(['г', 'გ'], "х"))
        };
        let mut before = ' ';
        // лю is how Russian writes lu (Глюкоза)
        for c in key.replace("iu", "u").chars() {
            let c = if c == 'z' { 's' } else { c };
            if c != before || c.is_ascii_digit() {
                out.push(c);
            }
            before = c;
        }
    }
    out
}

/// A Latin name as its sounds are written in the fold.
fn respell(word: &str) -> String {
    let mut out = String::with_capacity(word.len() + 4);
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(1..).unwrap_or_default();
        let (sound, length) = match c {
            'c' if after.starts_with('h') => ("h", 2),
            'c' if after.starts_with(['e', 'i', 'y']) => ("s", 1),
            'c' => ("k", 1),
            // xlor… is how Uzbek writes chlor…
            'x' if out.is_empty() || after.starts_with('l') => ("h", 1),
            'x' => ("ks", 1),
            'g' => ("h", 1),
            't' if after.starts_with('h') => ("t", 2),
            'r' if after.starts_with('h') && out.is_empty() => ("r", 2),
            'a' | 'o' if after.starts_with('e') && !out.is_empty() => ("e", 2),
            'e' if after.is_empty() && word.len() > 4 => ("", 1),
            _ => (rest.get(..1).unwrap_or_default(), 1),
        };
        out.push_str(sound);
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

/// The words without vowels, save a leading one.
fn skeleton(folded: &str) -> String {
    let mut before = ' ';
    folded
        .chars()
        .filter(|c| {
            let stays = before == ' ' || !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
            before = *c;
            stays
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// INN, Russian, and where it differs Uzbek or Georgian spelling of the same medicine.
    #[test]
    fn one_medicine_has_one_key() {
        for names in [
            ["amoxicillin", "амоксициллин", "amoksitsillin"],
            ["captopril", "каптоприл", "kaptopril"],
            ["diclofenac", "диклофенак", "diklofenak"],
            ["ceftriaxone", "цефтриаксон", "seftriakson"],
            ["azithromycin", "азитромицин", "azitromitsin"],
            ["ciprofloxacin", "ципрофлоксацин", "siprofloksatsin"],
            [
                "hydrochlorothiazide",
                "гидрохлоротиазид",
                "gidroxlorotiazid",
            ],
            ["chlorhexidine", "хлоргексидин", "xlorgeksidin"],
            ["prednisolone", "преднизолон", "prednizolon"],
            ["metronidazole", "метронидазол", "metronidazol"],
            ["furosemide", "фуросемид", "furosemid"],
            ["dexamethasone", "дексаметазон", "deksametazon"],
            ["epinephrine", "эпинефрин", "epinefrin"],
            ["doxycycline", "доксициклин", "doksitsiklin"],
            ["paracetamol", "парацетамол", "paratsetamol"],
            ["warfarin", "варфарин", "varfarin"],
            ["heparin", "гепарин", "geparin"],
            ["levothyroxine", "левотироксин", "levotiroksin"],
            ["ibuprofen", "ибупрофен", "ibuprofen"],
            ["diphenhydramine", "дифенгидрамин", "difengidramin"],
            ["glucagon", "глюкагон", "glyukagon"],
            ["gentamicin", "гентамицин", "gentamitsin"],
        ] {
            let [inn, russian, uzbek] = names.map(medicine_fold);
            assert_eq!(inn, russian, "{names:?}");
            assert_eq!(inn, uzbek, "{names:?}");
        }
    }

    fn index() -> NameIndex<u32> {
        let mut index = NameIndex::default();
        for (id, names) in [
            (1, ["amoxicillin", "амоксициллин"]),
            (
                2,
                [
                    "amoxicillin + clavulanic acid",
                    "амоксициллин + клавулановая кислота",
                ],
            ),
            (3, ["ampicillin", "ампициллин"]),
            (4, ["caffeine", "кофеин"]),
            (5, ["metformin", "метформин"]),
            (6, ["metronidazole", "метронидазол"]),
        ] {
            for name in names {
                index.add(id, name);
            }
        }
        index
    }

    #[test]
    fn names_are_listed_as_they_are_typed() {
        let index = index();
        for (typed, expected) in [
            ("amox", vec![1, 2]),
            ("амокс", vec![1, 2]),
            ("ამოქს", vec![1, 2]),
            ("клав амокс", vec![2]),
            ("clav", vec![2]),
            ("metr", vec![6]),
            ("метр", vec![6]),
            ("metf", vec![5]),
            ("metx", vec![]),
            ("amoxic", vec![1, 2]),
            ("kaff", vec![4]),
        ] {
            let hits = index.search(typed, 10);
            let ids: Vec<u32> = hits.items.iter().map(|hit| *hit.id).collect();
            assert_eq!(ids, expected, "{typed}");
            assert_eq!(hits.total, expected.len());
            assert!(hits.items.iter().all(|hit| !hit.weak));
        }
        let one = index.search("амокс", 1);
        assert_eq!(
            (one.total, one.items.len(), one.items[0].name),
            (2, 1, "amoxicillin")
        );
    }

    #[test]
    fn little_typed_offers_nothing() {
        let index = index();
        assert_eq!(index.search("amo", 10).letters_to_go, 1);
        assert_eq!(index.search("", 10).letters_to_go, 4);
        assert_eq!(index.search("a-m o", 10).letters_to_go, 1);
        assert_eq!(index.search("amox", 10).letters_to_go, 0);
    }

    #[test]
    fn another_vowel_is_found_and_marked() {
        let index = index();
        let hits = index.search("амаксацилин", 10);
        assert_eq!(
            hits.items
                .iter()
                .map(|hit| (*hit.id, hit.weak))
                .collect::<Vec<_>>(),
            [(1, true), (2, true)]
        );
    }
}
