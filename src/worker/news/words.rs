//! NEWS2 in words: one sentence, and the arithmetic for whoever asks. Screen and paper say the same. Text only, no drawing.

use super::{Band, Found, Item, News};
use crate::clinical::calc;
use crate::domain::lang::Lang;
use crate::i18n::{numbers, tr};

/// What stands before the sentence; the score is called so in every language.
pub const NAME: &str = "NEWS2";

/// "7: high risk. Emergency: call for help and send the patient on"; without [`NAME`], which is the label on paper.
pub fn sentence(lang: Lang, news: &News) -> String {
    let advice = match news.band() {
        None | Some(Band::Low) => None,
        Some(Band::LowMedium) if news.threes().is_empty() => Some("news-do-urgent"),
        Some(Band::LowMedium) => Some("news-do-single"),
        Some(Band::Medium) => Some("news-do-urgent"),
        Some(Band::High) => Some("news-do-emergency"),
    };
    let advice = advice.map(|key| tr(lang, key, &[]));
    let mut parts = vec![finding(lang, news)];
    parts.extend(advice);
    parts.extend(gaps(lang, news));
    parts.join(". ")
}

/// The same of a visit that is over: what was found, and nothing to be done.
pub fn past(lang: Lang, news: &News) -> String {
    let mut parts = vec![finding(lang, news)];
    parts.extend(gaps(lang, news));
    parts.join(". ")
}

fn finding(lang: Lang, news: &News) -> String {
    let so_far = news.so_far().to_string();
    let threes = list(lang, &news.threes());
    let key = match (news.score.is_some(), news.band()) {
        (true, None | Some(Band::Low)) => "news-low",
        (true, Some(Band::LowMedium)) => "news-low-medium",
        (true, Some(Band::Medium)) => "news-medium",
        (true, Some(Band::High)) => "news-high",
        (false, None | Some(Band::Low)) => "news-incomplete",
        // An extreme value to which the chart gives less.
        (false, Some(Band::LowMedium)) if news.threes().is_empty() => "news-incomplete",
        (false, Some(Band::LowMedium)) => "news-already-three",
        (false, Some(Band::Medium)) => "news-already-medium",
        (false, Some(Band::High)) => "news-already-high",
    };
    tr(lang, key, &[("score", &so_far), ("threes", &threes)])
}

/// Why there is no score: a disputed pregnancy, what is extreme, missing, or cannot be right.
fn gaps(lang: Lang, news: &News) -> Vec<String> {
    let disputed = news
        .pregnancy_disputed
        .then(|| tr(lang, "news-pregnancy", &[]));
    let lists = [
        ("news-extreme", &news.extreme),
        ("news-missing", &news.missing),
        ("news-again", &news.outside),
    ]
    .into_iter()
    .filter(|(_, items)| !items.is_empty())
    .map(|(key, items)| tr(lang, key, &[("what", &list(lang, items))]));
    disputed.into_iter().chain(lists).collect()
}

/// Somebody has to come: the score is urgent, or already is without what is missing. What contradicts itself is as loud.
pub fn is_urgent(news: &News) -> bool {
    news.pregnancy_disputed || news.band().is_some_and(|band| band > Band::Low)
}

/// "breathing rate 25: 3 · SpO₂ 93: 2 · … · 7 in all".
pub fn arithmetic(lang: Lang, news: &News) -> String {
    let mut parts: Vec<String> = news
        .items
        .iter()
        .map(|(item, found, points)| {
            format!(
                "{}\u{a0}{}: {points}",
                item_word(lang, *item),
                found_text(lang, found)
            )
        })
        .collect();
    if news.scale_2 {
        parts.push(tr(lang, "news-scale-2", &[]));
    }
    if let Some((score, _)) = news.score {
        parts.push(tr(lang, "news-sum", &[("score", &score.to_string())]));
    }
    parts.join(" · ")
}

/// Where the chart is from.
pub fn source(lang: Lang) -> String {
    let source = calc::find(super::CALCULATOR).map_or_else(String::new, |about| {
        format!("{}, {}", about.source.title, about.source.year)
    });
    tr(lang, "growth-source", &[("source", &source)])
}

fn found_text(lang: Lang, found: &Found) -> String {
    match found {
        Found::Number(number) => numbers::decimal(lang, *number),
        Found::Flag(true) => tr(lang, "common-yes", &[]).to_lowercase(),
        Found::Flag(false) => tr(lang, "common-no", &[]).to_lowercase(),
        Found::Letter(letter) => tr(lang, &format!("news-acvpu-{}", letter.to_lowercase()), &[]),
    }
}

fn list(lang: Lang, items: &[Item]) -> String {
    let words: Vec<String> = items.iter().map(|item| item_word(lang, *item)).collect();
    words.join(", ")
}

fn item_word(lang: Lang, item: Item) -> String {
    let key = match item {
        Item::Breaths => "news-breaths",
        Item::Saturation => "news-saturation",
        Item::Oxygen => "news-oxygen",
        Item::Pressure => "news-pressure",
        Item::Pulse => "news-pulse",
        Item::Consciousness => "news-consciousness",
        Item::Temperature => "news-temperature",
    };
    tr(lang, key, &[])
}
