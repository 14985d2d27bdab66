//! Translations of the data's English prose (reasons, effects, indications), as dated data beside the data.
//!
//! One table per language, `assets/clinical/words/<lang>.tsv`: key, the English it was made from, the translation.
//! A translation whose English no longer matches the data is not used.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::data::slug;
use crate::domain::lang::Lang;

/// Prose of the data in a language, or its English original marked as such.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataText {
    pub text: String,
    pub translated: bool,
}

type Table = BTreeMap<&'static str, (&'static str, &'static str)>;

static TABLES: LazyLock<[Table; 4]> = LazyLock::new(|| {
    [
        table(include_str!("../../assets/clinical/words/ru.tsv")),
        table(include_str!("../../assets/clinical/words/kk.tsv")),
        table(include_str!("../../assets/clinical/words/uz.tsv")),
        table(include_str!("../../assets/clinical/words/ka.tsv")),
    ]
});

/// The prose under `key`, whose English original is `english`, in `lang`.
pub fn data_text(lang: Lang, key: &str, english: &str) -> DataText {
    let [ru, kk, uz, ka] = &*TABLES;
    let table = match lang {
        Lang::En => {
            return DataText {
                text: english.to_owned(),
                translated: true,
            };
        }
        Lang::Ru => ru,
        Lang::Kk => kk,
        Lang::Uz => uz,
        Lang::Ka => ka,
    };
    match table.get(key) {
        Some((original, text)) if *original == english => DataText {
            text: (*text).to_owned(),
            translated: true,
        },
        Some(_) | None => DataText {
            text: english.to_owned(),
            translated: false,
        },
    }
}

/// Key of a short phrase that several medicines share, such as a group or the name of a source: made from its English.
pub fn word_key(kind: &str, english: &str) -> String {
    format!("{kind}-{}", slug(english))
}

/// Title of a law or calendar in the language of the reader. Books and guidelines keep the title under which they were published.
pub fn title_text(lang: Lang, title: &str) -> String {
    data_text(lang, &word_key("source", title), title).text
}

/// What a source that nobody has opened yet is to be compared with; `None` for one that was read. By the convention of the data
/// (`kind` is `to-check`), such a title begins with these words.
pub fn unseen_source(title: &str) -> Option<&str> {
    title.strip_prefix("to be checked against: ")
}

/// Rows of a table: key, English, translation. For the tests of the tables.
pub fn rows(lang: Lang) -> Vec<(&'static str, &'static str, &'static str)> {
    let [ru, kk, uz, ka] = &*TABLES;
    let table = match lang {
        Lang::En => return Vec::new(),
        Lang::Ru => ru,
        Lang::Kk => kk,
        Lang::Uz => uz,
        Lang::Ka => ka,
    };
    table
        .iter()
        .map(|(key, (english, text))| (*key, *english, *text))
        .collect()
}

fn table(text: &'static str) -> Table {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let row = (cells.next()?, (cells.next()?, cells.next()?));
            Some(row)
        })
        .collect()
}
