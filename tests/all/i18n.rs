//! The catalogues hold in all five languages: keys, placeables, letters; and the program asks for no missing key.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use feldsher::domain::lang::Lang;
use feldsher::i18n;

/// Key → its whole text with continuation lines.
fn messages(lang: Lang) -> BTreeMap<&'static str, String> {
    let mut found: BTreeMap<&str, String> = BTreeMap::new();
    let mut current: Option<&str> = None;
    for line in i18n::source(lang).lines() {
        let starts_with_letter = line.starts_with(|c: char| c.is_ascii_alphabetic());
        match line.split_once('=').filter(|_| starts_with_letter) {
            Some((key, text)) => {
                let key = key.trim();
                found.insert(key, text.trim().to_owned());
                current = Some(key);
            }
            None if line.starts_with('#') => current = None,
            None => {
                if let Some(text) = current.and_then(|key| found.get_mut(key)) {
                    text.push('\n');
                    text.push_str(line);
                }
            }
        }
    }
    found
}

fn placeables(text: &str) -> BTreeSet<&str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let ends = |rest: &str| rest.find(|c| !is_name(c)).unwrap_or(rest.len());
    text.split('$')
        .skip(1)
        .map(|rest| &rest[..ends(rest)])
        .collect()
}

/// The text without placeables, selectors and variant names: only what a person reads.
fn read_by_people(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let line = line.trim();
        let line = if line.starts_with('[') || line.starts_with("*[") {
            line.split_once(']').map_or("", |(_, rest)| rest)
        } else {
            line
        };
        let mut depth = 0;
        for c in line.chars() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                c if depth <= 0 => out.push(c),
                _ => {}
            }
        }
        out.push('\n');
    }
    out
}

#[test]
fn every_key_in_every_language_with_the_same_placeables() {
    let english = messages(Lang::En);
    assert!(
        english.len() > 200,
        "the catalogues were not read: {} keys",
        english.len()
    );
    let mut wrong = Vec::new();
    for lang in Lang::ALL {
        wrong.extend(i18n::problems(lang).iter().cloned());
        let own = messages(lang);
        for key in english.keys().filter(|key| !own.contains_key(*key)) {
            wrong.push(format!("{} lacks {key}", lang.code()));
        }
        for (key, text) in &own {
            match english.get(key) {
                None => wrong.push(format!("{} alone has {key}", lang.code())),
                Some(in_english) if placeables(in_english) != placeables(text) => {
                    wrong.push(format!(
                        "{} {key}: other placeables than English",
                        lang.code()
                    ));
                }
                Some(_) => {}
            }
            let args: Vec<(&str, &str)> = placeables(text)
                .into_iter()
                .filter(|p| *p != "n")
                .map(|p| (p, "7"))
                .collect();
            for n in [0, 1, 2, 5, 11, 21, 20_000] {
                match i18n::try_tr(lang, key, n, &args) {
                    Ok(said) if said.trim().is_empty() => {
                        wrong.push(format!("{} {key} is empty", lang.code()))
                    }
                    Ok(_) => {}
                    Err(errors) => wrong.extend(errors),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn letters_belong_to_the_language() {
    let is_cyrillic = |c: char| ('\u{400}'..='\u{52f}').contains(&c);
    let mut wrong = Vec::new();
    for lang in Lang::ALL {
        for (key, text) in messages(lang) {
            let text = read_by_people(&text);
            let complaint = match lang {
                Lang::Uz | Lang::En | Lang::Ka if text.contains(is_cyrillic) => {
                    Some("a Cyrillic letter")
                }
                Lang::Kk | Lang::Ru => text
                    .split(|c: char| !c.is_alphabetic())
                    .any(|word| {
                        word.contains(is_cyrillic) && word.chars().any(|c| c.is_ascii_alphabetic())
                    })
                    .then_some("Latin letters inside a Cyrillic word"),
                Lang::Uz if text.contains(['\'', '`', '\u{2018}', '\u{2019}']) => {
                    Some("an apostrophe that is not ʻ or ʼ")
                }
                // ʻ belongs to oʻ and gʻ alone.
                Lang::Uz
                    if text
                        .match_indices('\u{2bb}')
                        .any(|(at, _)| !text[..at].ends_with(['o', 'O', 'g', 'G'])) =>
                {
                    Some("ʻ after a letter other than o and g")
                }
                Lang::Uz | Lang::En | Lang::Ka => None,
            };
            wrong.extend(complaint.map(|c| format!("{} {key}: {c}: {}", lang.code(), text.trim())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let kazakh = i18n::source(Lang::Kk);
    assert!("әғқңөұүі".chars().all(|letter| kazakh.contains(letter)));
    assert!(
        !i18n::source(Lang::Ka).contains(|c| ('\u{1c90}'..='\u{1cbf}').contains(&c)),
        "mtavruli capitals"
    );
}

/// Catalogue keys written as literals in the program exist; keys put together at run time are the
/// business of the room that does so.
#[test]
fn the_program_asks_for_no_missing_key() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    let mut wrong = Vec::new();
    let mut asked = 0;
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let program = text
            .split("#[cfg(test)]\nmod tests")
            .next()
            .unwrap_or_default();
        for call in ["tr(", "tr_n(", "tr_with("] {
            for (at, _) in program.match_indices(call) {
                let is_word = |c: char| c.is_alphanumeric() || c == '_';
                if program[..at].ends_with(is_word) {
                    continue;
                }
                let arguments = &program[at + call.len()..];
                // A method of the screens' context has the language in itself.
                let before_key = usize::from(!program[..at].ends_with('.'));
                let mut parts = arguments.split(',').skip(before_key);
                let Some(key) = parts.next().and_then(|p| p.trim().strip_prefix('"')) else {
                    continue;
                };
                let key = key.split('"').next().unwrap_or_default();
                asked += 1;
                if !i18n::has(Lang::En, key) {
                    wrong.push(format!("{}: {key}", file.display()));
                }
            }
        }
    }
    assert!(asked > 10, "the search found only {asked} calls");
    assert!(wrong.is_empty(), "no catalogue has:\n{}", wrong.join("\n"));
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
}
