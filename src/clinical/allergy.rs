//! Allergy in two rings: the same substance or class, and classes that cross-react.

use std::collections::BTreeSet;

use super::answer::{Arg, Finding, Level};
use super::data::{CrossLevel, Formulary, Medicine};
use super::finding::name_of;
use super::names::fold;

/// What one recorded allergy means.
enum Meaning<'a> {
    /// Medicines and classes that the text names, together.
    Named(Vec<&'a Medicine>, BTreeSet<&'a str>),
    /// Pollen, food, dust: nothing to do with medicines.
    NotMedicine,
    /// Pollen, hair or a sting of something that is not in the lists: it can be a medicine spelt wrongly.
    Nearly,
    Unknown,
}

pub(super) fn findings(
    data: &Formulary,
    medicine: &Medicine,
    allergies: Option<&[String]>,
) -> Vec<Finding> {
    let classes = data.classes_of(medicine);
    let Some(allergies) = allergies else {
        let level = if classes.is_empty() {
            Level::Info
        } else {
            Level::CannotCheck
        };
        let code = if classes.is_empty() {
            "ask-allergies"
        } else {
            "need-allergies"
        };
        return vec![Finding::new(level, code)];
    };
    let mut out: Vec<Finding> = Vec::new();
    for allergy in allergies {
        let meaning = meaning(data, allergy);
        let partly = matches!(meaning, Meaning::Named(..)) && has_leftover(data, allergy);
        out.extend(judge(data, medicine, &classes, allergy, meaning));
        if partly {
            out.push(
                Finding::new(Level::CannotCheck, "allergy-partly")
                    .with("allergy", Arg::Text(allergy.clone())),
            );
        }
    }
    out
}

/// The first of the recorded allergies that is to one of these classes.
pub(super) fn among<'a>(
    data: &Formulary,
    allergies: &'a [String],
    classes: &[String],
) -> Option<&'a str> {
    let concerns = |class: &str| classes.iter().any(|one| one == class);
    let meant = |allergy: &&String| match meaning(data, allergy) {
        Meaning::Named(list, recorded) => with_classes_of(data, recorded, list)
            .into_iter()
            .any(concerns),
        Meaning::NotMedicine | Meaning::Nearly | Meaning::Unknown => false,
    };
    allergies.iter().find(meant).map(String::as_str)
}

/// The classes that were recorded, and those of the medicines that were.
fn with_classes_of<'a>(
    data: &'a Formulary,
    mut recorded: BTreeSet<&'a str>,
    medicines: Vec<&'a Medicine>,
) -> BTreeSet<&'a str> {
    recorded.extend(medicines.into_iter().flat_map(|m| data.classes_of(m)));
    recorded
}

/// What a recorded allergy means to somebody who knows other things than medicines (the vaccination plan).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AllergyTo {
    /// Medicines whose classes these are, and nothing else.
    Classes(BTreeSet<String>),
    NotMedicine,
    /// Not understood, or not all of it.
    Unclear,
}

impl Formulary {
    pub fn allergy_to(&self, recorded: &str) -> AllergyTo {
        match meaning(self, recorded) {
            Meaning::Named(..) if has_leftover(self, recorded) => AllergyTo::Unclear,
            Meaning::Named(list, classes) => {
                let all = with_classes_of(self, classes, list);
                AllergyTo::Classes(all.into_iter().map(str::to_owned).collect())
            }
            Meaning::NotMedicine => AllergyTo::NotMedicine,
            Meaning::Nearly | Meaning::Unknown => AllergyTo::Unclear,
        }
    }
}

fn judge(
    data: &Formulary,
    medicine: &Medicine,
    classes: &BTreeSet<&str>,
    allergy: &str,
    meaning: Meaning<'_>,
) -> Option<Finding> {
    let unmatched = |level: Level, code: &'static str| {
        Some(Finding::new(level, code).with("allergy", Arg::Text(allergy.to_owned())))
    };
    let recorded: BTreeSet<&str> = match meaning {
        Meaning::NotMedicine => return unmatched(Level::Info, "allergy-not-medicine"),
        Meaning::Nearly => return unmatched(Level::CannotCheck, "allergy-partly"),
        Meaning::Unknown => return unmatched(Level::CannotCheck, "allergy-unknown"),
        Meaning::Named(list, recorded) => {
            let inside = |m: &Medicine| {
                m.id == medicine.id
                    || medicine.contains.contains(&m.id)
                    || m.contains.contains(&medicine.id)
            };
            if list.iter().any(|m| inside(m)) {
                return Some(
                    Finding::new(Level::Contraindicated, "allergy-same")
                        .with("allergy", Arg::Text(allergy.to_owned()))
                        .with("medicine", name_of(medicine)),
                );
            }
            with_classes_of(data, recorded, list)
        }
    };
    let mut found: Option<(Level, &'static str, &str)> = None;
    let mut keep = |level: Level, code: &'static str, class| {
        if found.is_none_or(|(before, _, _)| loudness(level) > loudness(before)) {
            found = Some((level, code, class));
        }
    };
    for class in &recorded {
        if classes.contains(class) {
            keep(Level::Contraindicated, "allergy-class", *class);
        }
        for cross in data
            .allergy_classes
            .get(*class)
            .into_iter()
            .flat_map(|c| &c.cross_reacts_with)
        {
            if classes.contains(cross.class.as_str()) {
                let (level, code) = match (cross.level, is_severe(data, allergy)) {
                    (CrossLevel::Same, _) => (Level::Contraindicated, "allergy-class"),
                    (CrossLevel::Avoid, true) => (Level::Contraindicated, "allergy-cross"),
                    (CrossLevel::Avoid, false) => (Level::Major, "allergy-cross"),
                    (CrossLevel::Caution, true) => (Level::Major, "allergy-cross"),
                    (CrossLevel::Caution, false) => (Level::Warn, "allergy-cross"),
                    (CrossLevel::Low, _) => (Level::Info, "allergy-cross-low"),
                };
                keep(level, code, *class);
            }
        }
    }
    let (level, code, class) = found?;
    let class = data.allergy_classes.get(class)?;
    Some(
        Finding::new(level, code)
            .with("allergy", Arg::Text(allergy.to_owned()))
            .with("medicine", name_of(medicine))
            .with(
                "class",
                Arg::Data {
                    key: format!("allergy-{}", class.id.replace('_', "-")),
                    english: class.name.clone(),
                },
            )
            .cite(data, &class.id, &class.source, class.verified),
    )
}

fn loudness(level: Level) -> u8 {
    match level {
        Level::Contraindicated => 4,
        Level::CannotCheck => 3,
        Level::Major => 2,
        Level::Warn => 1,
        Level::Info => 0,
    }
}

fn meaning<'a>(data: &'a Formulary, allergy: &str) -> Meaning<'a> {
    if let Some((id, _)) = data.allergy_classes.get_key_value(allergy.trim()) {
        return Meaning::Named(Vec::new(), BTreeSet::from([id.as_str()]));
    }
    if let Some(medicine) = data.medicine(allergy.trim()) {
        return Meaning::Named(vec![medicine], BTreeSet::new());
    }
    let folded = fold(allergy);
    let parts: Vec<String> = data
        .other_ingredients(allergy)
        .into_iter()
        .map(fold)
        .collect();
    let classes: BTreeSet<&str> = data
        .allergy_classes
        .values()
        .filter(|class| {
            let mut texts = parts.iter().chain([&folded]);
            folded == class.folded_id
                || texts.any(|text| class.words.iter().any(|word| names_it(text, word)))
        })
        .map(|class| class.id.as_str())
        .collect();
    let medicines = data.ingredients(allergy);
    if classes.is_empty() && medicines.is_empty() {
        not_medicine(data, allergy)
    } else {
        Meaning::Named(medicines, classes)
    }
}

/// Does a text that names a medicine hold a word nobody understands? That word can be another medicine spelt wrongly.
fn has_leftover(data: &Formulary, allergy: &str) -> bool {
    if is_id(data, allergy) {
        return false;
    }
    // An ingredient of a product that no class knows.
    let placed = |part: &str| {
        let part = fold(part);
        let mut words = data.allergy_classes.values().flat_map(|class| &class.words);
        words.any(|word| names_it(&part, word))
    };
    if data
        .other_ingredients(allergy)
        .into_iter()
        .any(|part| !placed(part))
    {
        return true;
    }
    let folded = fold(allergy);
    let mut rest = data.unnamed_words(allergy);
    // Words of a class, alone or in a row ("sulfa drugs").
    for words in data.allergy_classes.values().flat_map(|class| &class.words) {
        if names_it(&folded, words) {
            rest.retain(|word| !(names_it(word, words) || words.split(' ').any(|one| one == word)));
        }
    }
    rest.iter().any(|word| !is_idle(data, word))
}

/// Was the reaction one that a relative of the medicine must not repeat ("anaphylaxis")? Half of it said in other words is not read.
fn is_severe(data: &Formulary, allergy: &str) -> bool {
    let folded = fold(allergy);
    let known = |word: &str| {
        data.severe_reaction_words
            .iter()
            .any(|one| declined(word, one))
    };
    folded.split(' ').any(known)
}

/// Is this word beside a recognised name surely no other medicine?
pub(super) fn is_idle(data: &Formulary, word: &str) -> bool {
    let is_one_of = |words: &BTreeSet<String>| words.iter().any(|known| declined(word, known));
    // What is found out at once first: this is asked for every word that a person wrote.
    word.starts_with(|c: char| c.is_ascii_digit())
        || word.chars().count() < SHORTEST_NAME
        || data.filler_words.contains(word)
        || is_one_of(&data.reaction_words)
        || is_one_of(&data.severe_reaction_words)
        || harmless(data, word)
        || head(data, word)
}

/// Shorter words are no names of medicines.
const SHORTEST_NAME: usize = 3;

fn is_id(data: &Formulary, allergy: &str) -> bool {
    data.allergy_classes.contains_key(allergy.trim()) || data.medicine(allergy.trim()).is_some()
}

fn harmless(data: &Formulary, word: &str) -> bool {
    data.not_medicine_words
        .iter()
        .any(|known| declined(word, known))
}

fn head(data: &Formulary, word: &str) -> bool {
    data.not_medicine_heads
        .iter()
        .any(|known| declined(word, known))
}

/// Does a text without the name of a medicine speak of something else altogether? Each part of a list must.
fn not_medicine(data: &Formulary, allergy: &str) -> Meaning<'static> {
    let mut nearly = false;
    let mut any = false;
    for part in allergy.split([',', ';', '+', '/', '\n', '.']).map(fold) {
        if part.is_empty() {
            continue;
        }
        any = true;
        if data.not_medicine_words.contains(&part) {
            continue;
        }
        let words = || part.split(' ').filter(|w| !data.filler_words.contains(*w));
        let harmless = |word: &str| harmless(data, word);
        let head = |word: &str| head(data, word);
        if words().next().is_none() {
            return Meaning::Unknown;
        }
        if words().all(|word| harmless(word) || head(word)) {
            continue;
        }
        // "pollen of ...": one thing of a kind, of at most two unknown words.
        if words().any(head) && words().filter(|w| !harmless(w) && !head(w)).count() <= 2 {
            nearly = true;
        } else {
            return Meaning::Unknown;
        }
    }
    match (any, nearly) {
        (false, _) => Meaning::Unknown,
        (true, true) => Meaning::Nearly,
        (true, false) => Meaning::NotMedicine,
    }
}

/// Is this the known word with another ending: "полынь", "полыни", "полынью"? An ending has few letters: whatever
/// is longer is another word ("meloxicam" is no melon, "томапирин" no tomato).
pub(super) fn declined(word: &str, known: &str) -> bool {
    // No stem is shorter than this: most of a thousand words are done with here.
    let begins_alike = word.as_bytes().get(..STEM - 1) == known.as_bytes().get(..STEM - 1);
    begins_alike
        && (word == known
            || word.strip_prefix(stem(known)).is_some_and(|ending| {
                known.chars().count() >= STEM && ending.chars().count() <= LONGEST_ENDING
            }))
}

/// Words of so many letters are compared by their stem.
const STEM: usize = 5;
const LONGEST_ENDING: usize = 3;

/// Without the last vowel or soft sign. A last consonant stays when a word is declined ("томат", "томаты").
fn stem(word: &str) -> &str {
    match word.char_indices().next_back() {
        Some((at, last)) if LOST_LETTERS.contains(last) => word.get(..at).unwrap_or(word),
        Some(_) | None => word,
    }
}

/// Last letters that give way to an ending, in Cyrillic, Georgian and ("strawberry") English.
const LOST_LETTERS: &str = "аеиоуыэюяьйәіөүұаეიოუy";

/// Words of a class inside a text; long single words also with an ending ("пенициллина", "пенициллинге").
fn names_it(text: &str, words: &str) -> bool {
    if words.is_empty() {
        return false;
    }
    if words.contains(' ') {
        return text.match_indices(words).any(|(at, found)| {
            let before = text
                .get(..at)
                .is_none_or(|b| b.is_empty() || b.ends_with(' '));
            let after = text
                .get(at + found.len()..)
                .is_none_or(|a| a.is_empty() || a.starts_with(' '));
            before && after
        });
    }
    text.split(' ').any(|word| {
        word.strip_prefix(words)
            .is_some_and(|ending| ending.is_empty() || words.chars().nth(LONG_WORD - 1).is_some())
    })
}

/// Letters from which on a word with an ending is still the same word.
const LONG_WORD: usize = 6;

impl Formulary {
    /// Allergy classes of a medicine: those it names and those its ATC codes fall into.
    pub(super) fn classes_of<'a>(&'a self, medicine: &'a Medicine) -> BTreeSet<&'a str> {
        let named = medicine.allergy_classes.iter().map(String::as_str);
        let by_code = self
            .allergy_classes
            .values()
            .filter(|class| {
                class
                    .atc_prefixes
                    .iter()
                    .any(|prefix| medicine.atc.iter().any(|code| code.starts_with(prefix)))
            })
            .map(|class| class.id.as_str());
        named.chain(by_code).collect()
    }
}
