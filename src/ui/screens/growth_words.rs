//! Growth in words: one sentence a finding, the arithmetic for whoever asks. Text only, no drawing.

use super::card_words::NBSP;
use super::growth_points::Measured;
use crate::clinical::growth::{Finding, Foot, Indicator, Level, Limits, Score};
use crate::i18n::numbers;
use crate::ui::cx::Cx;
use crate::ui::widgets::Severity;

/// "Weight for age".
pub fn indicator_word(cx: &Cx, indicator: Indicator) -> String {
    cx.tr(&format!("growth-{}", indicator.code()))
}

/// "−0.42"; two digits always, so that −2.00 and −2.01 are told apart.
pub fn z_text(cx: &Cx, z: f64) -> String {
    numbers::fixed(cx.lang, z, 2)
}

pub fn number(cx: &Cx, value: f64, digits: u8) -> String {
    numbers::rounded(cx.lang, value, digits).replace('-', "\u{2212}")
}

/// "12.4 kg".
pub fn value_text(cx: &Cx, indicator: Indicator, value: f64) -> String {
    let (unit, digits) = match indicator {
        Indicator::Wfa | Indicator::Wfl => ("common-unit-kg", 2),
        Indicator::Lhfa | Indicator::Hc | Indicator::Ac => ("common-unit-cm", 1),
        Indicator::Bmi => ("common-unit-kg-m2", 1),
    };
    format!("{}{NBSP}{}", number(cx, value, digits), cx.tr(unit))
}

/// What stands above the upright axis.
pub fn upright_word(cx: &Cx, indicator: Indicator) -> String {
    let key = match indicator {
        Indicator::Wfa | Indicator::Wfl => "growth-upright-kg",
        Indicator::Lhfa | Indicator::Hc | Indicator::Ac => "growth-upright-cm",
        Indicator::Bmi => "growth-upright-bmi",
    };
    cx.tr_with(key, &[("what", &indicator_word(cx, indicator))])
}

/// What stands along the foot of a chart.
pub fn foot_word(cx: &Cx, foot: Foot) -> String {
    cx.tr(match foot {
        Foot::Months => "growth-foot-months",
        Foot::Years => "growth-foot-years",
        Foot::Length => "growth-foot-length",
        Foot::Height => "growth-foot-height",
    })
}

/// One sentence without its full stop.
pub fn finding_text(cx: &Cx, finding: &Finding) -> String {
    if let Some(code) = finding.flag.strip_suffix("_implausible") {
        let what = cx.tr(&format!("growth-{code}"));
        return cx.tr_with("growth-flag-implausible", &[("what", &what)]);
    }
    cx.tr(&format!("growth-flag-{}", finding.flag.replace('_', "-")))
}

pub fn severity(level: Level) -> Severity {
    match level {
        Level::Severe | Level::Moderate => Severity::Warning,
        Level::Implausible | Level::Info => Severity::Required,
    }
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
pub fn calm_sentence(cx: &Cx, measured: &Measured) -> String {
    cx.tr(if is_complete(measured) {
        "growth-as-expected"
    } else if measured.weight_kg.is_none() {
        "growth-need-weight"
    } else {
        "growth-need-length"
    })
}

/// `z = ((9.6 / 9.646)^0.0645 − 1) / (0.0645 × 0.10925) = −0.04`
pub fn arithmetic(cx: &Cx, score: &Score) -> String {
    let n = |value: f64, digits: u8| number(cx, value, digits);
    let (l, m, s) = (n(score.lms.l, 5), n(score.lms.m, 5), n(score.lms.s, 6));
    let (value, z) = (n(score.value, 2), z_text(cx, score.z));
    if score.stepped {
        let sign = if score.z > 0.0 { 1.0 } else { -1.0 };
        let three = n(score.lms.value_at(3.0 * sign), 3);
        let two = n(score.lms.value_at(2.0 * sign), 3);
        let from = z_text(cx, 3.0 * sign);
        return format!("z = {from} + ({value} \u{2212} {three}) / |{three} \u{2212} {two}| = {z}");
    }
    format!("z = (({value} / {m})^{l} \u{2212} 1) / ({l} × {s}) = {z}")
}

/// Where a finding's limit comes from, or the standard itself.
pub fn source_text(cx: &Cx, finding: Option<&Finding>) -> String {
    let source = finding.map_or_else(
        || Limits::builtin().cite("who-anthro"),
        |finding| finding.source.clone(),
    );
    cx.tr_with("growth-source", &[("source", &source)])
}
