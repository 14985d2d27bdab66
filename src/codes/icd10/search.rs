//! Finding a diagnosis by code or by the beginnings of words, in any of the languages and scripts.

use std::cmp::Reverse;

use super::{Entry, Icd10, Title, compact_code, fallbacks, place};
use crate::codes::fold;
use crate::domain::lang::Lang;

/// Why an entry was found; the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HitRank {
    Code,
    CodePrefix,
    /// The title begins with what was typed.
    TitleBegins,
    /// Every typed word begins a word of the title.
    Words,
}

/// A found diagnosis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit<'a> {
    pub code: &'a str,
    /// In the language asked for, or the nearest there is.
    pub title: Title<'a>,
    /// The title in which the typed words were found, when it is in another language.
    pub found_in: Option<Title<'a>>,
    pub category: bool,
    pub rank: HitRank,
}

/// «10 of 40»: the first of all that were found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits<'a> {
    pub total: usize,
    pub items: Vec<Hit<'a>>,
}

/// Folded titles of every entry, made when the first search asks for them.
#[derive(Debug)]
pub(super) struct Index {
    /// In the order of the entries; each language's title as " word word", in the order of [`Lang::ALL`].
    titles: Vec<[Option<Box<str>>; 5]>,
}

impl Index {
    fn new(entries: &[Entry]) -> Self {
        let folded = |title: &str| {
            let mut text = String::with_capacity(title.len() + 1);
            text.push(' ');
            fold::fold_into(title, &mut text);
            text.into_boxed_str()
        };
        let titles = entries
            .iter()
            .map(|entry| std::array::from_fn(|at| entry.titles[at].as_deref().map(folded)))
            .collect();
        Self { titles }
    }
}

impl Icd10 {
    /// Makes the index now, on a thread that may wait, so that the first key press need not.
    pub fn warm(&self) {
        self.index.get_or_init(|| Index::new(&self.entries));
    }

    /// Entries whose code begins with what was typed, then those where every typed word begins a word of the title, in `lang` before
    /// the other languages, titles that begin with it before the rest, shorter before longer. At most `limit` items.
    pub fn search(&self, query: &str, lang: Lang, limit: usize) -> Hits<'_> {
        let index = self.index.get_or_init(|| Index::new(&self.entries));
        let mut typed = String::from(" ");
        fold::fold_into(query, &mut typed);
        let words: Vec<String> = typed
            .split_whitespace()
            .map(|word| format!(" {word}"))
            .collect();
        if words.is_empty() {
            return Hits::default();
        }
        // one letter alone is the beginning of a word rather than a whole chapter
        let code = compact_code(query).filter(|code| code.len() > 1);
        let mut found: Vec<(Key, usize)> = self
            .entries
            .iter()
            .zip(&index.titles)
            .enumerate()
            .filter_map(|(at, (entry, titles))| {
                let by_code = code
                    .as_deref()
                    .and_then(|code| code_rank(&entry.code, code));
                let key = match by_code {
                    Some(rank) => Key::new(rank, lang, lang, entry),
                    None => title_key(titles, &typed, &words, lang, entry)?,
                };
                Some((key, at))
            })
            .collect();
        let total = found.len();
        if total > limit && limit > 0 {
            found.select_nth_unstable(limit - 1);
        }
        found.truncate(limit);
        found.sort_unstable();
        let items = found
            .into_iter()
            .filter_map(|(key, at)| self.entries.get(at)?.hit(key, lang))
            .collect();
        Hits { total, items }
    }
}

impl Entry {
    fn hit(&self, key: Key, lang: Lang) -> Option<Hit<'_>> {
        let title = self.title(lang)?;
        let found_in = self.titles[place(key.lang)]
            .as_deref()
            .filter(|_| key.rank > HitRank::CodePrefix && key.lang != title.lang)
            .map(|text| Title {
                text,
                lang: key.lang,
            });
        Some(Hit {
            code: &self.code,
            title,
            found_in,
            category: self.category,
            rank: key.rank,
        })
    }
}

/// The order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    by_title: bool,
    /// 0 for the language asked for, then by its fallbacks.
    foreign: usize,
    rank: HitRank,
    /// Codes that have a title in the asked language are the common diagnoses of primary care.
    common: Reverse<bool>,
    length: usize,
    lang: Lang,
}

impl Key {
    fn new(rank: HitRank, found_in: Lang, asked: Lang, entry: &Entry) -> Self {
        let by_title = rank > HitRank::CodePrefix;
        let title = entry.titles[place(found_in)].as_deref();
        Self {
            by_title,
            foreign: fallbacks(asked)
                .iter()
                .position(|lang| *lang == found_in)
                .unwrap_or(5),
            rank,
            common: Reverse(by_title && entry.titles[place(asked)].is_some()),
            // codes stay in their own order
            length: if by_title {
                title.map_or(0, str::len)
            } else {
                0
            },
            lang: found_in,
        }
    }
}

fn code_rank(code: &str, typed: &str) -> Option<HitRank> {
    let mut rest = code.bytes().filter(|b| *b != b'.');
    if !typed.bytes().all(|b| rest.next() == Some(b)) {
        return None;
    }
    Some(if rest.next().is_none() {
        HitRank::Code
    } else {
        HitRank::CodePrefix
    })
}

/// The best language in which all words are found; else all words found across the languages.
fn title_key(
    titles: &[Option<Box<str>>; 5],
    typed: &str,
    words: &[String],
    asked: Lang,
    entry: &Entry,
) -> Option<Key> {
    let text = |lang: &Lang| titles[place(*lang)].as_deref();
    for lang in fallbacks(asked) {
        if let Some(title) = text(lang)
            && words.iter().all(|word| title.contains(word.as_str()))
        {
            let rank = if title.starts_with(typed) {
                HitRank::TitleBegins
            } else {
                HitRank::Words
            };
            return Some(Key::new(rank, *lang, asked, entry));
        }
    }
    let anywhere = |word: &String| {
        fallbacks(asked)
            .iter()
            .filter_map(text)
            .any(|title| title.contains(word.as_str()))
    };
    // a mixture is found last
    words.iter().all(anywhere).then(|| Key {
        foreign: 5,
        ..Key::new(HitRank::Words, asked, asked, entry)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(query: &str, lang: Lang) -> Vec<&'static str> {
        let hits = Icd10::builtin().search(query, lang, 5);
        hits.items.iter().map(|hit| hit.code).collect()
    }

    #[test]
    fn codes_come_first_and_in_order() {
        assert_eq!(first("j20.9", Lang::Ru), ["J20.9"]);
        assert_eq!(
            first("J 20", Lang::Ru),
            ["J20", "J20.0", "J20.1", "J20.2", "J20.3"]
        );
        assert_eq!(first("к29", Lang::Kk)[0], "K29", "a Cyrillic К");
        let hits = Icd10::builtin().search("J20", Lang::En, 3);
        assert_eq!((hits.total, hits.items.len()), (11, 3));
        assert_eq!(hits.items[0].rank, HitRank::Code);
        assert_eq!(hits.items[1].rank, HitRank::CodePrefix);
    }

    #[test]
    fn words_are_found_in_any_language_and_script() {
        for (query, lang, code) in [
            ("acute bronchitis", Lang::En, "J20"),
            ("bronchitis acute unspec", Lang::En, "J20.9"),
            ("острый бронхит", Lang::Ru, "J20.9"),
            ("бронхит остр", Lang::Ru, "J20.9"),
            ("жедел бронхит", Lang::Kk, "J20.9"),
            ("oʻtkir bronxit", Lang::Uz, "J20.9"),
            ("o'tkir bronxit", Lang::Ru, "J20.9"),
            ("ўткир бронхит", Lang::Uz, "J20.9"),
            ("მწვავე ბრონქიტი", Lang::Ka, "J20.9"),
            ("mtsvave bronkiti", Lang::En, "J20.9"),
            ("vitamin b12", Lang::En, "D51"),
        ] {
            let codes = first(query, lang);
            assert!(
                codes.iter().any(|found| found.starts_with(code)),
                "{query}: {codes:?}"
            );
        }
    }

    #[test]
    fn own_titles_come_first_and_foreign_ones_say_so() {
        let list = Icd10::builtin();
        let hits = list.search("острый бронхит", Lang::Kk, 5);
        let hit = hits.items.iter().find(|hit| hit.code == "J20.9").unwrap();
        assert_eq!(hit.title.lang, Lang::Kk);
        assert_eq!(hit.found_in.map(|title| title.lang), Some(Lang::Ru));
        let own = list.search("пневмония", Lang::Ru, 3);
        assert!(
            own.items
                .iter()
                .all(|hit| hit.title.lang == Lang::Ru && hit.found_in.is_none())
        );
        assert_eq!(own.items[0].rank, HitRank::TitleBegins);
    }

    #[test]
    fn nothing_typed_finds_nothing() {
        for query in ["", "  ", "—", "zzzzqqq", "бронхит нетакого"] {
            assert_eq!(
                Icd10::builtin().search(query, Lang::Ru, 10),
                Hits::default(),
                "{query}"
            );
        }
        let none = Icd10::builtin().search("J20", Lang::Ru, 0);
        assert_eq!((none.total, none.items.len()), (11, 0));
    }
}
