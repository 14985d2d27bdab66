//! The dated lists of `assets/demo/`: names and places of a country, phrases of a language.
//!
//! Names: `[section]`, then words between spaces (an underscore stands for a space inside). Phrases: `[topic]`, then
//! `kind = one | two | three`. Lines with `#` say where the file comes from.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::domain::country::Country;
use crate::domain::lang::Lang;

/// Lists by section.
pub type Names = HashMap<&'static str, Vec<&'static str>>;

/// Phrases by topic and kind.
#[derive(Debug)]
pub struct Phrases(HashMap<&'static str, HashMap<&'static str, Vec<&'static str>>>);

static NAMES: LazyLock<[Names; 3]> = LazyLock::new(|| {
    [
        names_of(include_str!("../../assets/demo/names-kz.txt")),
        names_of(include_str!("../../assets/demo/names-uz.txt")),
        names_of(include_str!("../../assets/demo/names-ge.txt")),
    ]
});

static PHRASES: LazyLock<[Phrases; 4]> = LazyLock::new(|| {
    [
        phrases_of(include_str!("../../assets/demo/phrases-kk.txt")),
        phrases_of(include_str!("../../assets/demo/phrases-ru.txt")),
        phrases_of(include_str!("../../assets/demo/phrases-uz.txt")),
        phrases_of(include_str!("../../assets/demo/phrases-ka.txt")),
    ]
});

pub fn names(country: Country) -> &'static Names {
    let [kz, uz, ge] = &*NAMES;
    match country {
        Country::Kz => kz,
        Country::Uz => uz,
        Country::Ge => ge,
    }
}

pub fn list(names: &'static Names, section: &str) -> &'static [&'static str] {
    names.get(section).map_or(&[], Vec::as_slice)
}

/// English has no phrases: nobody's papers in the three countries are English.
pub fn phrases(lang: Lang) -> &'static Phrases {
    let [kk, ru, uz, ka] = &*PHRASES;
    match lang {
        Lang::Kk => kk,
        Lang::Ru | Lang::En => ru,
        Lang::Uz => uz,
        Lang::Ka => ka,
    }
}

impl Phrases {
    /// Empty for what the file does not have; a test holds that nothing is missing.
    pub fn get(&self, topic: &str, kind: &str) -> &[&'static str] {
        self.0
            .get(topic)
            .and_then(|kinds| kinds.get(kind))
            .map_or(&[], Vec::as_slice)
    }
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn header(line: &'static str) -> Option<&'static str> {
    line.strip_prefix('[')?.strip_suffix(']')
}

fn names_of(text: &'static str) -> Names {
    let mut all = Names::new();
    let mut section = "";
    for line in lines(text) {
        if let Some(name) = header(line) {
            section = name;
        } else {
            all.entry(section)
                .or_default()
                .extend(line.split_whitespace());
        }
    }
    all
}

fn phrases_of(text: &'static str) -> Phrases {
    let mut all: HashMap<&str, HashMap<&str, Vec<&str>>> = HashMap::new();
    let mut topic = "";
    for line in lines(text) {
        if let Some(name) = header(line) {
            topic = name;
        } else if let Some((kind, words)) = line.split_once('=') {
            all.entry(topic)
                .or_default()
                .entry(kind.trim())
                .or_default()
                .extend(words.split('|').map(str::trim));
        }
    }
    Phrases(all)
}

#[cfg(test)]
mod tests {
    use super::super::topics::TOPICS;
    use super::*;

    use crate::demo::background::PROCEDURES;

    #[test]
    fn every_language_has_words_for_every_topic() {
        for lang in [Lang::Kk, Lang::Ru, Lang::Uz, Lang::Ka] {
            let bank = phrases(lang);
            for topic in TOPICS {
                for kind in ["s", "e", "p", "a"] {
                    let all = bank.get(topic.key, kind);
                    assert!(!all.is_empty(), "{lang:?} {} {kind}", topic.key);
                    assert!(all.iter().all(|p| !p.is_empty()), "{lang:?} {}", topic.key);
                }
            }
            for (kind, least) in [
                ("since", 5),
                ("onset", 5),
                ("injury", 3),
                ("background", 4),
                ("state", 4),
                ("rest", 3),
                ("advice", 3),
                ("birth", 1),
                ("pregnant-yes", 1),
                ("pregnant-no", 1),
                ("daily-1", 1),
                ("daily-2", 1),
                ("daily-3", 1),
                ("as-needed", 1),
                ("refer-to", 2),
                ("street", 8),
                ("village", 6),
                ("address", 1),
                ("reaction", 3),
            ] {
                assert!(bank.get("common", kind).len() >= least, "{lang:?} {kind}");
            }
            for procedure in PROCEDURES {
                let (key, ..) = procedure;
                assert!(!bank.get("procedures", key).is_empty(), "{lang:?} {key}");
            }
            assert_eq!(
                bank.0.len(),
                TOPICS.len() + 3,
                "{lang:?}: topics nobody uses"
            );
        }
    }
}
