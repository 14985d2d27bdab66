//! The kidney function in words: what is known, how old it is, or why it is not. Text only, no drawing.

use chrono::NaiveDate;

use crate::clinical::{Creatinine, CreatinineUnit, KidneyFunction, Why, usable_days};
use crate::domain::lang::Lang;
use crate::i18n::{dates, numbers, tr, tr_n};

/// "eGFR 43.2 mL/min (creatinine 140 µmol/L, 2-Oct-2026, 7 weeks ago)"; nothing where the record holds no creatinine.
pub fn sentence(lang: Lang, kidney: &KidneyFunction, today: NaiveDate) -> Option<String> {
    let day = |on: NaiveDate| {
        let ago = dates::relative_day(lang, on, today);
        format!("{}, {ago}", dates::short(lang, on))
    };
    Some(match kidney {
        KidneyFunction::NotMeasured => return None,
        KidneyFunction::Known {
            egfr,
            creatinine,
            on,
        } => tr(
            lang,
            "kidney-known",
            &[
                ("egfr", &numbers::rounded(lang, *egfr, 1)),
                ("creatinine", &creatinine_text(lang, *creatinine)),
                ("date", &day(*on)),
            ],
        ),
        KidneyFunction::Unknown { why, on, .. } => {
            let why = why_text(lang, *why);
            let args = [("date", day(*on)), ("why", why)];
            let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
            tr(lang, "kidney-unknown", &args)
        }
    })
}

fn creatinine_text(lang: Lang, creatinine: Creatinine) -> String {
    let (unit, digits) = match creatinine.unit {
        CreatinineUnit::MicromolPerL => ("common-unit-umol-l", 1),
        CreatinineUnit::MgPerDl => ("common-unit-mg-dl", 2),
    };
    let value = numbers::rounded(lang, creatinine.value, digits);
    format!("{value}\u{a0}{}", tr(lang, unit, &[]))
}

fn why_text(lang: Lang, why: Why) -> String {
    let key = match why {
        Why::Old => return tr_n(lang, "kidney-why-old", usable_days(), &[]),
        Why::Unreadable => "kidney-why-unreadable",
        Why::Future => "kidney-why-future",
        Why::Conflict => "kidney-why-conflict",
        Why::Unsteady => "kidney-why-unsteady",
        Why::Pregnant => "kidney-why-pregnant",
        Why::Pregnancy => "kidney-why-pregnancy",
        Why::Age => "kidney-why-age",
        Why::Sex => "kidney-why-sex",
        Why::Height => "kidney-why-height",
        Why::Outside => "kidney-why-outside",
    };
    tr(lang, key, &[])
}
