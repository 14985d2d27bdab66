//! Finding names by what was typed so far, in any script: each typed word must begin some word of the name.

use crate::codes::fold::{self, Keys};

/// How close a spelling is; the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    Exact,
    Canonical,
    Fold,
    Weak,
}

impl Rank {
    pub const ALL: [Self; 4] = [Self::Exact, Self::Canonical, Self::Fold, Self::Weak];
}

/// A match; the better is the smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Of the worst of the typed words.
    pub rank: Rank,
    /// Typed words that are only beginnings of the name's words.
    pub beginnings: usize,
    /// Words of the name that were not typed.
    pub left_over: usize,
}

/// What was typed, made ready to be compared with many names.
#[derive(Debug, Clone)]
pub struct Query {
    keys: Keys,
    /// No letter stands three times in a row: no name is written so, and the folds would make one letter of them.
    spelled: bool,
}

/// Equal letters side by side that a name may have.
const ALIKE: usize = 2;

/// The weak key leaves so little of a short word that it finds everybody: it is asked from this length of the folded word on.
const WEAK_FROM: usize = 4;

impl Query {
    pub fn new(typed: &str) -> Self {
        let keys = fold::keys(typed);
        let letters: Vec<char> = keys.exact.chars().collect();
        let held = |run: &[char]| run.iter().all(|c| run.first() == Some(c));
        let spelled = !letters.windows(ALIKE + 1).any(held);
        Self { keys, spelled }
    }

    /// Whether a word may be looked for by its sound.
    pub fn is_spelled(&self) -> bool {
        self.spelled
    }

    /// No letter and no figure typed yet.
    pub fn is_empty(&self) -> bool {
        self.keys.exact.is_empty()
    }

    /// For an index that narrows before ranking (a prefix search over stored keys).
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// None unless every typed word begins a word of the name, each its own; the order of words is free. An empty query finds nothing.
    pub fn find_in(&self, name: &Keys) -> Option<Found> {
        if self.is_empty() {
            return None;
        }
        Rank::ALL
            .into_iter()
            .filter(|rank| self.spelled || matches!(rank, Rank::Exact | Rank::Canonical))
            .find_map(|rank| self.find_as(rank, name))
    }

    fn find_as(&self, rank: Rank, name: &Keys) -> Option<Found> {
        let [typed, words] = [&self.keys, name].map(|keys| key(rank, keys));
        let mut taken = 0_u64;
        let mut beginnings = 0;
        for (word, folded) in typed.split(' ').zip(self.keys.fold.split(' ')) {
            if rank == Rank::Weak && folded.len() < WEAK_FROM {
                // short words still have to fit by their fold
                let place = place_of(folded, &name.fold, taken)?;
                taken |= 1 << place.index;
                beginnings += usize::from(!place.whole);
                continue;
            }
            let place = place_of(word, words, taken)?;
            taken |= 1 << place.index;
            beginnings += usize::from(!place.whole);
        }
        let left_over = words
            .split(' ')
            .count()
            .saturating_sub(taken.count_ones() as usize);
        Some(Found {
            rank,
            beginnings,
            left_over,
        })
    }
}

/// Two names written differently: the closest key that makes them equal. For warnings about possible duplicates.
pub fn same_name(a: &str, b: &str) -> Option<Rank> {
    let [a, b] = [a, b].map(fold::keys);
    let equal = |rank: &Rank| !key(*rank, &a).is_empty() && key(*rank, &a) == key(*rank, &b);
    Rank::ALL.into_iter().find(equal)
}

struct Place {
    index: usize,
    whole: bool,
}

/// The first free word that is `word`, else the first that begins with it. Names have far fewer than 64 words; more are not looked at.
fn place_of(word: &str, words: &str, taken: u64) -> Option<Place> {
    let mut beginning = None;
    let mut start = 0;
    for index in 0..64 {
        let rest = words.get(start..)?;
        if taken & (1 << index) == 0
            && let Some(tail) = rest.strip_prefix(word)
        {
            if tail.is_empty() || tail.starts_with(' ') {
                return Some(Place { index, whole: true });
            }
            beginning = beginning.or(Some(Place {
                index,
                whole: false,
            }));
        }
        match rest.bytes().position(|b| b == b' ') {
            Some(space) => start += space + 1,
            None => break,
        }
    }
    beginning
}

fn key(rank: Rank, keys: &Keys) -> &str {
    match rank {
        Rank::Exact => &keys.exact,
        Rank::Canonical => &keys.canonical,
        Rank::Fold => &keys.fold,
        Rank::Weak => &keys.weak,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(typed: &str, name: &str) -> Option<(Rank, usize, usize)> {
        let found = Query::new(typed).find_in(&fold::keys(name))?;
        Some((found.rank, found.beginnings, found.left_over))
    }

    #[test]
    fn typed_words_begin_words_of_the_name() {
        let name = "Өмірбекова Гүлнар Ерболқызы";
        for (typed, expected) in [
            ("Өмірбекова", Some((Rank::Exact, 0, 2))),
            ("өмір", Some((Rank::Exact, 1, 2))),
            ("гүл өмір", Some((Rank::Exact, 2, 1))),
            ("Гүлнap", Some((Rank::Canonical, 0, 2))),
            ("omirbekova gulnar", Some((Rank::Fold, 0, 1))),
            ("омирбекова гульнар", Some((Rank::Fold, 0, 1))),
            ("Umirbekova", Some((Rank::Weak, 0, 2))),
            ("yerbol", Some((Rank::Fold, 1, 2))),
            ("гүл гүл", None),
            ("гүлжан", None),
            ("", None),
            (" - ", None),
        ] {
            assert_eq!(find(typed, name), expected, "{typed}");
        }
    }

    /// What a user saw: the letter Щ held down found everybody whose name has a Ш.
    #[test]
    fn a_letter_that_is_held_down_finds_nobody() {
        let name = "Щербакова Шолпан Сааковна";
        for (typed, found) in [
            ("щщщщщ", false),
            ("шшш", false),
            ("qqqqq", false),
            ("щщ", true),
            ("щер", true),
            ("саак", true),
        ] {
            assert_eq!(find(typed, name).is_some(), found, "{typed}");
        }
    }

    #[test]
    fn short_words_are_not_found_weakly() {
        assert_eq!(find("Али", "Ула"), None);
        assert_eq!(find("исх", "Осхан"), None);
        assert_eq!(find("Исхак", "Исҳоқ"), Some((Rank::Weak, 0, 0)));
    }

    #[test]
    fn better_matches_sort_first() {
        let mut found: Vec<_> = ["Касымова", "Қасымов", "Қасым", "Kassym"]
            .into_iter()
            .filter_map(|name| Some((Query::new("қасым").find_in(&fold::keys(name))?, name)))
            .collect();
        found.sort();
        let names: Vec<_> = found.into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["Қасым", "Қасымов", "Kassym", "Касымова"]);
    }

    #[test]
    fn the_same_name_in_two_papers() {
        assert_eq!(same_name("Ким Олег", "ким  олег"), Some(Rank::Exact));
        assert_eq!(same_name("O'ktam", "Oʻktam"), Some(Rank::Canonical));
        assert_eq!(same_name("Жумабек", "Zhumabek"), Some(Rank::Fold));
        assert_eq!(same_name("Акбар", "Oqbar"), Some(Rank::Weak));
        assert_eq!(same_name("Асан", "Үсен"), Some(Rank::Weak));
        assert_eq!(same_name("Марат", "Мурад"), None);
        assert_eq!(same_name("", ""), None);
    }
}
