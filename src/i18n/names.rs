//! How names of people are shown and sorted: family name in capitals first, as papers of all three
//! countries put it, and lists in the order of the reader's own alphabet.

use crate::domain::lang::Lang;

/// "СЕРІКОВА Айгүл Маратқызы": the whole name, never shortened. Empty parts leave no gap.
pub fn full(family: &str, given: &str, patronymic: &str) -> String {
    join(&[&capitals(family), given.trim(), patronymic.trim()])
}

/// "СЕРІКОВА А. М.", for tables of staff. Not for choosing a patient: namesakes share it.
pub fn short(family: &str, given: &str, patronymic: &str) -> String {
    join(&[&capitals(family), &initial(given), &initial(patronymic)])
}

/// Capitals of scripts that have them. Georgian stays mkhedruli: its Unicode capitals (mtavruli) are
/// for headlines, and most fonts of old computers lack them.
pub fn capitals(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        if is_georgian(c) {
            out.push(c)
        } else {
            out.extend(c.to_uppercase())
        }
    }
    out
}

/// A key by which names sort as in the alphabet of `lang`. Case and apostrophes do not count; letters
/// of other scripts follow after the own ones.
pub fn sort_key(lang: Lang, name: &str) -> Vec<u32> {
    let letters: Vec<char> = name
        .trim()
        .chars()
        .flat_map(char::to_lowercase)
        .map(plain)
        .collect();
    let alphabet = alphabet(lang);
    let mut key = Vec::with_capacity(letters.len());
    let mut rest = letters.as_slice();
    while let Some(&first) = rest.first() {
        let pair = rest
            .get(1)
            .and_then(|&second| place(alphabet, &[first, second]));
        let (weight, taken) = match pair {
            Some(weight) => (Some(weight), 2),
            None if is_ignored(first) => (None, 1),
            None => (
                Some(place(alphabet, &[first]).unwrap_or_else(|| other(first))),
                1,
            ),
        };
        key.extend(weight);
        rest = rest.get(taken..).unwrap_or_default();
    }
    key
}

/// The letters of each language in their order; an entry of two signs is one letter.
fn alphabet(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::En => &[
            "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q",
            "r", "s", "t", "u", "v", "w", "x", "y", "z",
        ],
        Lang::Ru => &[
            "а", "б", "в", "г", "д", "е", "ё", "ж", "з", "и", "й", "к", "л", "м", "н", "о", "п",
            "р", "с", "т", "у", "ф", "х", "ц", "ч", "ш", "щ", "ъ", "ы", "ь", "э", "ю", "я",
        ],
        Lang::Kk => &[
            "а", "ә", "б", "в", "г", "ғ", "д", "е", "ё", "ж", "з", "и", "й", "к", "қ", "л", "м",
            "н", "ң", "о", "ө", "п", "р", "с", "т", "у", "ұ", "ү", "ф", "х", "һ", "ц", "ч", "ш",
            "щ", "ъ", "ы", "і", "ь", "э", "ю", "я",
        ],
        // The 1995 Latin alphabet: oʻ, gʻ, sh, ch, ng stand at the end; c and w only in foreign names.
        Lang::Uz => &[
            "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q",
            "r", "s", "t", "u", "v", "w", "x", "y", "z", "oʻ", "gʻ", "sh", "ch",
        ],
        Lang::Ka => &[
            "ა", "ბ", "გ", "დ", "ე", "ვ", "ზ", "თ", "ი", "კ", "ლ", "მ", "ნ", "ო", "პ", "ჟ", "რ",
            "ს", "ტ", "უ", "ფ", "ქ", "ღ", "ყ", "შ", "ჩ", "ც", "ძ", "წ", "ჭ", "ხ", "ჯ", "ჰ",
        ],
    }
}

fn place(alphabet: &[&str], letter: &[char]) -> Option<u32> {
    // 1 and not 0: a space sorts before every letter.
    alphabet
        .iter()
        .position(|entry| entry.chars().eq(letter.iter().copied()))
        .map(|at| at as u32 + 1)
}

/// Weight of what is no letter of the alphabet: spaces and hyphens first, other scripts last.
fn other(c: char) -> u32 {
    if c.is_alphanumeric() {
        1_000 + u32::from(c)
    } else {
        0
    }
}

/// The many signs that people type for the Uzbek oʻ and gʻ become the right one.
fn plain(c: char) -> char {
    match c {
        '\'' | '`' | '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\u{2bb}',
        other => other,
    }
}

fn is_ignored(c: char) -> bool {
    c == '\u{2bb}'
}

fn is_georgian(c: char) -> bool {
    ('\u{10a0}'..='\u{10ff}').contains(&c)
}

fn initial(name: &str) -> String {
    let mut letters = capitals(name).chars().collect::<Vec<_>>().into_iter();
    let Some(first) = letters.next() else {
        return String::new();
    };
    // Uzbek Oʻ and Gʻ are one letter; half of it would be another name.
    match letters.next().map(plain) {
        Some(second) if is_ignored(second) => format!("{first}ʻ."),
        _ => format!("{first}."),
    }
}

fn join(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn display() {
        assert_eq!(
            full("Серікова", "Айгүл", "Маратқызы"),
            "СЕРІКОВА Айгүл Маратқызы"
        );
        assert_eq!(full("Gʻulomova", "Oʻgʻiloy", ""), "GʻULOMOVA Oʻgʻiloy");
        assert_eq!(full("ბერიძე", "ნინო", ""), "ბერიძე ნინო");
        assert_eq!(
            short("Gʻulomova", "Oʻgʻiloy", "Shavkat qizi"),
            "GʻULOMOVA Oʻ. S."
        );
        assert_eq!(full("", "Айгүл", ""), "Айгүл");
        assert_eq!(short("", "", ""), "");
    }

    #[test]
    fn lists_follow_the_alphabet() {
        let check = |lang, sorted: &[&str]| {
            let mut names = sorted.to_vec();
            names.reverse();
            names.sort_by_key(|name| sort_key(lang, name));
            assert_eq!(names, sorted);
        };
        check(
            Lang::Kk,
            &[
                "Абаев",
                "Әбенов",
                "Байжан",
                "Қасым",
                "Лаура",
                "Өмір",
                "Уәли",
                "Үсен",
                "Ыбырай",
                "Ілияс",
            ],
        );
        check(Lang::Ru, &["Еремин", "Ёлкин", "Жуков", "Щукин", "Smith"]);
        check(
            Lang::Uz,
            &[
                "Davron", "Soliyev", "Zokirov", "Oʻktam", "G'ulomov", "Shodiyev", "Chori",
            ],
        );
        check(
            Lang::Ka,
            &[
                "აბაშიძე",
                "ბერიძე",
                "ვაჩნაძე",
                "თავაძე",
                "წერეთელი",
                "ჯაფარიძე",
            ],
        );
        check(Lang::En, &["Adams Ann", "Adamson Bo"]);
    }
}
