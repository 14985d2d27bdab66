//! The catalogues themselves: embedded, parsed once per language, formatted with plural rules.

use std::collections::BTreeSet;
use std::sync::{Mutex, OnceLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::domain::lang::Lang;
use crate::i18n::numbers;

struct Catalogue {
    bundle: FluentBundle<FluentResource>,
    problems: Vec<String>,
}

/// The sentence of `key` in `lang`. `args` are the message's placeables, already written for people.
///
/// A key that this language lacks is answered in English and logged once; a key that no language
/// has is shown as `⟦key⟧`, so that a screen never stays silently empty.
pub fn tr(lang: Lang, key: &str, args: &[(&str, &str)]) -> String {
    answer(lang, key, &fluent_args(args))
}

/// Like [`tr`], for a message that chooses its words by the number `$n`.
pub fn tr_n(lang: Lang, key: &str, n: i64, args: &[(&str, &str)]) -> String {
    let mut all = fluent_args(args);
    all.set("n", n);
    answer(lang, key, &all)
}

/// Whether the catalogue of `lang` itself holds `key`.
pub fn has(lang: Lang, key: &str) -> bool {
    catalogue(lang).bundle.has_message(key)
}

/// The strict form of [`tr_n`]: no other language, and what went wrong as text for developers.
pub fn try_tr(lang: Lang, key: &str, n: i64, args: &[(&str, &str)]) -> Result<String, Vec<String>> {
    let mut all = fluent_args(args);
    all.set("n", n);
    let (text, errors) =
        format(lang, key, &all).ok_or_else(|| vec![format!("{key}: not in {}", lang.code())])?;
    if errors.is_empty() {
        Ok(text)
    } else {
        Err(errors)
    }
}

/// What is wrong with the catalogue files of `lang`: syntax, keys given twice. Empty when sound.
pub fn problems(lang: Lang) -> &'static [String] {
    &catalogue(lang).problems
}

/// The joined catalogue files of `lang` in Fluent's own syntax.
pub fn source(lang: Lang) -> &'static str {
    match lang {
        Lang::Kk => include_str!(concat!(env!("OUT_DIR"), "/kk.ftl")),
        Lang::Ru => include_str!(concat!(env!("OUT_DIR"), "/ru.ftl")),
        Lang::Uz => include_str!(concat!(env!("OUT_DIR"), "/uz.ftl")),
        Lang::Ka => include_str!(concat!(env!("OUT_DIR"), "/ka.ftl")),
        Lang::En => include_str!(concat!(env!("OUT_DIR"), "/en.ftl")),
    }
}

fn catalogue(lang: Lang) -> &'static Catalogue {
    static KK: OnceLock<Catalogue> = OnceLock::new();
    static RU: OnceLock<Catalogue> = OnceLock::new();
    static UZ: OnceLock<Catalogue> = OnceLock::new();
    static KA: OnceLock<Catalogue> = OnceLock::new();
    static EN: OnceLock<Catalogue> = OnceLock::new();
    let cell = match lang {
        Lang::Kk => &KK,
        Lang::Ru => &RU,
        Lang::Uz => &UZ,
        Lang::Ka => &KA,
        Lang::En => &EN,
    };
    cell.get_or_init(|| read(lang))
}

fn read(lang: Lang) -> Catalogue {
    let mut problems = Vec::new();
    // Fluent keeps what it understood beside the errors: one bad line costs one message, not a language.
    let resource =
        FluentResource::try_new(source(lang).to_owned()).unwrap_or_else(|(resource, errors)| {
            problems.extend(errors.iter().map(|e| format!("{}: {e}", lang.code())));
            resource
        });
    let id: LanguageIdentifier = lang.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Isolating marks are invisible characters that would end up on papers and in searches.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(n) if n.value.fract().abs() < f64::EPSILON => {
            Some(numbers::integer(n.value as i64))
        }
        _ => None,
    }));
    if let Err(errors) = bundle.add_resource(resource) {
        problems.extend(errors.iter().map(|e| format!("{}: {e}", lang.code())));
    }
    for problem in &problems {
        log::error!("catalogue {problem}");
    }
    Catalogue { bundle, problems }
}

fn fluent_args<'a>(args: &[(&'a str, &'a str)]) -> FluentArgs<'a> {
    args.iter().copied().collect()
}

fn format(lang: Lang, key: &str, args: &FluentArgs) -> Option<(String, Vec<String>)> {
    let bundle = &catalogue(lang).bundle;
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = Vec::new();
    let text = bundle
        .format_pattern(pattern, Some(args), &mut errors)
        .into_owned();
    Some((
        text,
        errors
            .iter()
            .map(|e| format!("{}: {key}: {e}", lang.code()))
            .collect(),
    ))
}

fn answer(lang: Lang, key: &str, args: &FluentArgs) -> String {
    let found = format(lang, key, args).or_else(|| {
        complain(format!("{} lacks {key}", lang.code()));
        format(Lang::En, key, args)
    });
    match found {
        Some((text, errors)) => {
            errors.into_iter().for_each(complain);
            text
        }
        None => format!("⟦{key}⟧"),
    }
}

/// Logs each complaint once: a screen asks for its words on every frame.
fn complain(complaint: String) {
    static SAID: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let mut said = SAID
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    if !said.contains(&complaint) {
        log::warn!("catalogue {complaint}");
        said.insert(complaint);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_plurals_and_missing_keys() {
        assert_eq!(tr(Lang::Ru, "common-save", &[]), "Сохранить");
        assert_eq!(tr(Lang::En, "no-such-key", &[]), "⟦no-such-key⟧");
        assert!(!has(Lang::Kk, "no-such-key"));
        for (n, want) in [
            (1, "1 день назад"),
            (2, "2 дня назад"),
            (5, "5 дней назад"),
            (21, "21 день назад"),
        ] {
            assert_eq!(tr_n(Lang::Ru, "common-ago-days", n, &[]), want);
        }
        assert_eq!(
            tr_n(Lang::En, "common-count-patients", 20_000, &[]),
            "20\u{202f}000 patients"
        );
        assert_eq!(tr_n(Lang::Kk, "common-count-days", 3, &[]), "3 күн");
    }
}
