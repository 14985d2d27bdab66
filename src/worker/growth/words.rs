//! Growth in words: one sentence a finding, the arithmetic for whoever asks. Text only, no drawing.

use super::Measured;
use crate::clinical::growth::{Finding, Foot, Indicator, Limits, Score};
use crate::domain::lang::Lang;
use crate::i18n::{numbers, tr};

/// Between a number and its unit: they are never parted (MEDi-008).
const NBSP: char = '\u{a0}';

/// "Weight for age".
pub fn indicator_word(lang: Lang, indicator: Indicator) -> String {
    say(lang, &format!("growth-{}", indicator.code()))
}

/// "−0.42"; two digits always, so that −2.00 and −2.01 are told apart.
pub fn z_text(lang: Lang, z: f64) -> String {
    numbers::fixed(lang, z, 2)
}

pub fn number(lang: Lang, value: f64, digits: u8) -> String {
    numbers::rounded(lang, value, digits).replace('-', "\u{2212}")
}

/// "12.4 kg".
pub fn value_text(lang: Lang, indicator: Indicator, value: f64) -> String {
    let (unit, digits) = match indicator {
        Indicator::Wfa | Indicator::Wfl => ("common-unit-kg", 2),
        Indicator::Lhfa | Indicator::Hc | Indicator::Ac => ("common-unit-cm", 1),
        Indicator::Bmi => ("common-unit-kg-m2", 1),
    };
    format!("{}{NBSP}{}", number(lang, value, digits), say(lang, unit))
}

/// What stands above the upright axis.
pub fn upright_word(lang: Lang, indicator: Indicator) -> String {
    let key = match indicator {
        Indicator::Wfa | Indicator::Wfl => "growth-upright-kg",
        Indicator::Lhfa | Indicator::Hc | Indicator::Ac => "growth-upright-cm",
        Indicator::Bmi => "growth-upright-bmi",
    };
    tr(lang, key, &[("what", &indicator_word(lang, indicator))])
}

/// What stands along the foot of a chart.
pub fn foot_word(lang: Lang, foot: Foot) -> String {
    say(
        lang,
        match foot {
            Foot::Months => "growth-foot-months",
            Foot::Years => "growth-foot-years",
            Foot::Length => "growth-foot-length",
            Foot::Height => "growth-foot-height",
        },
    )
}

/// One sentence without its full stop.
pub fn finding_text(lang: Lang, finding: &Finding) -> String {
    if let Some(code) = finding.flag.strip_suffix("_implausible") {
        let what = say(lang, &format!("growth-{code}"));
        return tr(lang, "growth-flag-implausible", &[("what", &what)]);
    }
    let measured = match finding.flag.as_str() {
        "weight_kg_impossible" => Some("print-vital-weight"),
        "length_cm_impossible" => Some("print-vital-height"),
        "head_cm_impossible" => Some("print-vital-head-circumference"),
        "muac_cm_impossible" => Some("growth-ac"),
        _ => None,
    };
    if let Some(measured) = measured {
        let what = say(lang, measured);
        return tr(lang, "growth-flag-implausible", &[("what", &what)]);
    }
    say(
        lang,
        &format!("growth-flag-{}", finding.flag.replace('_', "-")),
    )
}

/// The findings that a person must see, the weightiest first; the summary of a severe one makes its parts quiet.
pub fn told(measured: &Measured) -> Vec<&Finding> {
    let mut told: Vec<&Finding> = measured.growth.findings.iter().collect();
    told.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    told
}

/// Weight and length together: only then thinness can be seen.
pub fn is_complete(measured: &Measured) -> bool {
    let growth = &measured.growth;
    growth.lhfa.is_some() && (growth.wfl.is_some() || growth.bmi.is_some())
}

/// What the last measurement says where nothing is wrong: never more than was measured.
pub fn calm_sentence(lang: Lang, measured: &Measured) -> String {
    say(
        lang,
        if is_complete(measured) {
            "growth-as-expected"
        } else if measured.weight_kg.is_none() {
            "growth-need-weight"
        } else {
            "growth-need-length"
        },
    )
}

/// `z = ((9.6 / 9.646)^0.0645 − 1) / (0.0645 × 0.10925) = −0.04`
pub fn arithmetic(lang: Lang, score: &Score) -> String {
    let n = |value: f64, digits: u8| number(lang, value, digits);
    let (l, m, s) = (n(score.lms.l, 5), n(score.lms.m, 5), n(score.lms.s, 6));
    let (value, z) = (n(score.value, 2), z_text(lang, score.z));
    if score.stepped {
        let sign = if score.z > 0.0 { 1.0 } else { -1.0 };
        let three = n(score.lms.value_at(3.0 * sign), 3);
        let two = n(score.lms.value_at(2.0 * sign), 3);
        let from = z_text(lang, 3.0 * sign);
        return format!("z = {from} + ({value} \u{2212} {three}) / |{three} \u{2212} {two}| = {z}");
    }
    format!("z = (({value} / {m})^{l} \u{2212} 1) / ({l} × {s}) = {z}")
}

/// Where a finding's limit comes from, or the standard itself.
pub fn source_text(lang: Lang, finding: Option<&Finding>) -> String {
    let source = finding.map_or_else(
        || Limits::builtin().cite("who-anthro"),
        |finding| finding.source.clone(),
    );
    tr(lang, "growth-source", &[("source", &source)])
}

fn say(lang: Lang, key: &str) -> String {
    tr(lang, key, &[])
}
