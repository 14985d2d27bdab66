//! ICD-10: the whole list in English, own titles of primary care in four languages, a ministry's list on top.
//! Titles fall back to another language visibly, never silently. Search is in `search`, a ministry's list in `import`.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use crate::domain::icd;
use crate::domain::lang::Lang;
use crate::domain::person::Sex;

mod import;
mod search;

pub use import::{ImportError, ImportWhy, Imported};
pub use search::{Hit, HitRank, Hits};

/// The classification as this medical point knows it.
#[derive(Debug)]
pub struct Icd10 {
    /// Sorted by code.
    entries: Vec<Entry>,
    /// What the files say of themselves, in the order of [`Lang::ALL`].
    sources: [Source; 5],
    index: OnceLock<search::Index>,
}

/// Where the titles of a language come from; shown beside them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    pub version: String,
    pub valid_from: String,
    pub source: String,
    /// A ministry's list was put over the built-in titles.
    pub imported: bool,
}

/// A title in the language it is really in: when `lang` is not what was asked, say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Title<'a> {
    pub text: &'a str,
    pub lang: Lang,
}

#[derive(Debug, Clone)]
struct Entry {
    code: Cow<'static, str>,
    category: bool,
    /// In the order of [`Lang::ALL`].
    titles: [Option<Cow<'static, str>>; 5],
}

const ENGLISH: &str = include_str!("../../assets/codes/icd10-en.tsv");

static IN_FORCE: RwLock<Option<Arc<Icd10>>> = RwLock::new(None);

/// Own titles for primary care.
const OWN: [(Lang, &str); 4] = [
    (
        Lang::Kk,
        include_str!("../../assets/codes/icd10-titles-kk.tsv"),
    ),
    (
        Lang::Ru,
        include_str!("../../assets/codes/icd10-titles-ru.tsv"),
    ),
    (
        Lang::Uz,
        include_str!("../../assets/codes/icd10-titles-uz.tsv"),
    ),
    (
        Lang::Ka,
        include_str!("../../assets/codes/icd10-titles-ka.tsv"),
    ),
];

impl Icd10 {
    /// The lists built into the program, read once.
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Icd10> = OnceLock::new();
        BUILTIN.get_or_init(Self::read_builtin)
    }

    fn read_builtin() -> Self {
        let mut list = Self {
            entries: Vec::with_capacity(13_000),
            sources: std::array::from_fn(|_| Source::default()),
            index: OnceLock::new(),
        };
        list.sources[place(Lang::En)] = header(ENGLISH);
        for line in ENGLISH.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            if let (Some(code), Some(title), Some(kind)) =
                (columns.next(), columns.next(), columns.next())
            {
                let mut entry = Entry::new(Cow::Borrowed(code), kind == "c");
                entry.titles[place(Lang::En)] = Some(Cow::Borrowed(title));
                list.entries.push(entry);
            }
        }
        for (lang, text) in OWN {
            list.sources[place(lang)] = header(text);
            for (code, title) in text
                .lines()
                .filter(|line| !line.starts_with('#'))
                .filter_map(|line| line.split_once('\t'))
            {
                if let Some(at) = list.position(code)
                    && let Some(entry) = list.entries.get_mut(at)
                {
                    entry.titles[place(lang)] = Some(Cow::Borrowed(title));
                }
            }
        }
        list
    }

    /// The list in force here: the built-in one, or the one with a ministry's titles over it.
    pub fn in_force() -> Arc<Self> {
        let held = IN_FORCE.read().unwrap_or_else(PoisonError::into_inner);
        held.clone().unwrap_or_else(|| {
            static SHIPPED: OnceLock<Arc<Icd10>> = OnceLock::new();
            SHIPPED
                .get_or_init(|| Arc::new(Self::read_builtin()))
                .clone()
        })
    }

    /// Puts another list in force for the whole program.
    pub fn put_in_force(list: Self) {
        *IN_FORCE.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(list));
    }

    /// Number of codes.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn contains(&self, code: &str) -> bool {
        normal_code(code).is_some_and(|code| self.position(&code).is_some())
    }

    /// The title in `lang`, or in the nearest language that has one. None for an unknown code. Accepts "j209" and "J 20.9".
    pub fn title(&self, code: &str, lang: Lang) -> Option<Title<'_>> {
        let at = self.position(&normal_code(code)?)?;
        self.entries.get(at)?.title(lang)
    }

    /// A three-figure code with subdivisions (J20); the finer code is the better diagnosis.
    pub fn is_category(&self, code: &str) -> bool {
        normal_code(code)
            .and_then(|code| self.entries.get(self.position(&code)?))
            .is_some_and(|entry| entry.category)
    }

    /// Codes that have a title in `lang` itself.
    pub fn codes_with_title(&self, lang: Lang) -> impl Iterator<Item = &str> {
        self.entries
            .iter()
            .filter(move |entry| entry.titles[place(lang)].is_some())
            .map(|entry| entry.code.as_ref())
    }

    pub fn source(&self, lang: Lang) -> &Source {
        &self.sources[place(lang)]
    }

    fn position(&self, code: &str) -> Option<usize> {
        self.entries
            .binary_search_by(|entry| entry.code.as_ref().cmp(code))
            .ok()
    }
}

impl Entry {
    fn new(code: Cow<'static, str>, category: bool) -> Self {
        Self {
            code,
            category,
            titles: [const { None }; 5],
        }
    }

    fn title(&self, lang: Lang) -> Option<Title<'_>> {
        fallbacks(lang).iter().find_map(|lang| {
            let text = self.titles[place(*lang)].as_deref()?;
            Some(Title { text, lang: *lang })
        })
    }
}

/// "j209", "J 20.9", «К29» with a Cyrillic letter → "J20.9", "J20.9", "K29". None when it does not have the form of a code.
pub fn normal_code(typed: &str) -> Option<String> {
    let compact = compact_code(typed)?;
    let (category, finer) = compact.split_at_checked(3)?;
    Some(if finer.is_empty() {
        category.to_owned()
    } else {
        format!("{category}.{finer}")
    })
}

/// Whether a code is written as ICD-10 writes them: J20, J20.9, S02.00. National lists go up to four letters or figures after the point.
pub fn is_well_formed(code: &str) -> bool {
    let bytes = code.as_bytes();
    let [letter, tens, ones, finer @ ..] = bytes else {
        return false;
    };
    let finer_fits = |finer: &[u8]| {
        (1..=4).contains(&finer.len())
            && finer
                .iter()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    };
    letter.is_ascii_uppercase()
        && tens.is_ascii_digit()
        && ones.is_ascii_digit()
        && (finer.is_empty() || finer_fits(finer.strip_prefix(b".").unwrap_or(finer)))
}

/// Whether people of this sex do not have this diagnosis: pregnancy, childbirth and the puerperium (O00–O99) of a man.
pub fn excludes(code: &str, sex: Sex) -> bool {
    sex == Sex::Male && code.starts_with('O')
}

/// A letter and up to four figures without the dot; also an unfinished one ("j2").
fn compact_code(typed: &str) -> Option<String> {
    let mut compact = String::with_capacity(5);
    for c in typed.chars() {
        match c {
            '.' | ',' | '-' => {}
            _ if c.is_whitespace() => {}
            _ if compact.is_empty() => compact.push(icd::latin(c)?),
            '0'..='9' if compact.len() < 5 => compact.push(c),
            _ => return None,
        }
    }
    (!compact.is_empty()).then_some(compact)
}

fn place(lang: Lang) -> usize {
    match lang {
        Lang::Kk => 0,
        Lang::Ru => 1,
        Lang::Uz => 2,
        Lang::Ka => 3,
        Lang::En => 4,
    }
}

/// Where a title is looked for, in order: clinicians of Kazakhstan and Uzbekistan read Russian titles more easily than English ones.
fn fallbacks(lang: Lang) -> &'static [Lang] {
    match lang {
        Lang::Kk => &[Lang::Kk, Lang::Ru, Lang::En, Lang::Uz, Lang::Ka],
        Lang::Ru => &[Lang::Ru, Lang::En, Lang::Kk, Lang::Uz, Lang::Ka],
        Lang::Uz => &[Lang::Uz, Lang::Ru, Lang::En, Lang::Kk, Lang::Ka],
        Lang::Ka => &[Lang::Ka, Lang::En, Lang::Ru, Lang::Kk, Lang::Uz],
        Lang::En => &[Lang::En, Lang::Ru, Lang::Kk, Lang::Uz, Lang::Ka],
    }
}

/// "# key: value" lines before the first code.
fn header(text: &str) -> Source {
    let mut source = Source::default();
    let lines = text
        .lines()
        .map_while(|line| line.trim_start_matches('\u{feff}').strip_prefix('#'));
    for (key, value) in lines.filter_map(|line| line.split_once(':')) {
        let value = value.trim().to_owned();
        match key.trim() {
            "version" => source.version = value,
            "valid-from" => source.valid_from = value,
            "source" => source.source = value,
            _ => {}
        }
    }
    source
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_typed() {
        for (typed, code) in [
            ("j209", Some("J20.9")),
            ("J 20.9", Some("J20.9")),
            ("J20,9", Some("J20.9")),
            ("К29", Some("K29")),
            ("м 54.5", Some("M54.5")),
            ("b1810", Some("B18.10")),
            ("j2", None),
            ("", None),
            ("кашель", None),
            ("ж20", None),
            ("j20.999", None),
        ] {
            assert_eq!(normal_code(typed).as_deref(), code, "{typed}");
        }
    }

    #[test]
    fn a_code_is_well_formed_as_the_lists_write_it() {
        for code in ["J20", "J20.9", "B18.10", "S02.00XA", "J209"] {
            assert!(is_well_formed(code), "{code}");
        }
        for code in [
            "",
            "J",
            "J2",
            "j20.9",
            "К29",
            "J20.",
            "J20.12345",
            "J20.9 ",
            "20.9",
            "J2O.9",
            "ОРВИ",
            "J20..9",
            "J20-J22",
        ] {
            assert!(!is_well_formed(code), "{code}");
        }
    }

    #[test]
    fn the_english_list_is_whole_and_sorted() {
        let list = Icd10::builtin();
        assert!(list.entries.iter().all(|e| is_well_formed(&e.code)));
        assert_eq!(list.len(), 12_246, "WHO ICD-10 2019");
        assert!(list.entries.is_sorted_by(|a, b| a.code < b.code));
        assert_eq!(list.entries.iter().filter(|e| e.category).count(), 2_050);
        assert_eq!(list.codes_with_title(Lang::En).count(), 12_246);
        assert_eq!(list.source(Lang::En).version, "WHO ICD-10, 2019");
        for code in ["A00", "J20.9", "U07.1", "Z99.9", "B18.10"] {
            assert!(list.contains(code), "{code}");
        }
        assert!(list.is_category("J20") && !list.is_category("J20.9"));
    }

    #[test]
    fn a_title_says_its_language() {
        let list = Icd10::builtin();
        let title = list.title("J20.9", Lang::Kk).unwrap();
        assert_eq!(title.lang, Lang::Kk);
        // no own title of this rarity: English, and it says so
        let rare = list.title("Q87.1", Lang::Ka).unwrap();
        assert_eq!(rare.lang, Lang::En);
        assert!(list.title("J99.99", Lang::Ru).is_none());
    }
}
