//! The card in words: answers, vital signs, prescriptions, people. Text only, no drawing.

use crate::clinical::{Finding, Words, data_text, unseen_source, word_key};
use crate::codes::fold::fold;
use crate::domain::card::{CardView, Event};
use crate::domain::dose::{Dose, Strength, Unit, respelt, shown};
use crate::domain::ids::UserId;
use crate::domain::number::Decimal;
use crate::domain::visit::{DiagnosisRole, Prescription, Visit};
use crate::forms::{Answer, Arg, FieldError, Form, FormSet, Item, Kind, VISIT, clock, decode_all};
use crate::i18n::{self, numbers};
use crate::ui::cx::Cx;

/// Between a number and its unit: they are never parted (MEDi-008).
pub const NBSP: char = '\u{a0}';

/// The forms in force: the shipped ones and the site's.
pub fn forms() -> &'static FormSet {
    FormSet::in_force()
}

/// The form in which a visit was written, or the nearest there is.
pub fn form_of<'a>(forms: &'a FormSet, visit: &Visit) -> Option<&'a Form> {
    let url = if visit.form.is_empty() {
        VISIT
    } else {
        &visit.form
    };
    forms
        .version(url, &visit.form_version)
        .or_else(|| forms.current(url))
        .or_else(|| forms.current(VISIT))
}

/// Lends the words of the user's language to the dose check.
pub fn with_words<T>(cx: &Cx, act: impl FnOnce(&Words<'_>) -> T) -> T {
    let tr = |key: &str, args: &[(&str, String)]| {
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        i18n::has(cx.lang, key).then(|| cx.tr_with(key, &args))
    };
    let number = |value: f64| numbers::rounded(cx.lang, value, 9);
    let day = |day: chrono::NaiveDate| cx.date(day);
    let data = |key: &str, english: &str| {
        let text = data_text(cx.lang, key, english);
        text.translated.then_some(text.text)
    };
    act(&Words {
        tr: &tr,
        number: &number,
        day: &day,
        data: &data,
    })
}

/// Prose of the data in the user's language; what has no translation says so.
pub fn in_words(cx: &Cx, key: &str, english: &str) -> String {
    let said = data_text(cx.lang, key, english);
    if said.translated {
        said.text
    } else {
        cx.tr_with("finding-untranslated", &[("text", english)])
    }
}

/// Where a rule comes from: a title as it was published, or what it still has to be compared with.
pub fn source_text(cx: &Cx, title: &str) -> String {
    match unseen_source(title) {
        None => cx.tr_with("finding-source", &[("title", title)]),
        Some(with) => {
            let with = data_text(cx.lang, &word_key("source", with), with).text;
            cx.tr_with("finding-source-unseen", &[("title", &with)])
        }
    }
}

/// A finding as a sentence without its full stop.
pub fn finding_text(cx: &Cx, finding: &Finding) -> String {
    let said = with_words(cx, |w| finding.say(w));
    said.trim().trim_end_matches('.').to_owned()
}

/// The word of a unit as it stands behind `value`.
pub fn unit_word(cx: &Cx, unit: Unit, value: f64) -> String {
    let key = format!("finding-unit-{}", unit.code().to_lowercase());
    cx.tr_with(
        &key,
        &[("count", &crate::domain::dose::plain(shown(value)))],
    )
}

/// `4,2 мл`
pub fn dose_text(cx: &Cx, dose: Dose) -> String {
    let number = numbers::rounded(cx.lang, shown(dose.value), 9);
    format!("{number}{NBSP}{}", unit_word(cx, dose.unit, dose.value))
}

/// A dose as the record keeps it, with words of the language; what cannot be read stays as written.
pub fn stored_dose(cx: &Cx, value: &str, unit: &str) -> String {
    match (value.parse::<f64>(), Unit::parse(unit)) {
        (Ok(value), Some(unit)) => {
            format!(
                "{}{NBSP}{}",
                number_text(cx, &crate::domain::dose::plain(value)),
                unit_word(cx, unit, value)
            )
        }
        _ => format!("{value}{NBSP}{unit}").trim().to_owned(),
    }
}

/// A canonical decimal in the language's writing; other text as it is.
pub fn number_text(cx: &Cx, canonical: &str) -> String {
    Decimal::parse(canonical).map_or_else(
        |_| canonical.to_owned(),
        |number| numbers::decimal(cx.lang, number),
    )
}

/// `120 мг/5 мл` for `120 mg/5 mL`; what cannot be read stays as written.
pub fn strength_text(cx: &Cx, strength: &str) -> String {
    if strength.trim_end().ends_with('%') {
        return strength.replace(' ', "\u{a0}");
    }
    match Strength::parse(strength) {
        Ok(read) if !read.combined => {
            with_words(cx, |w| crate::clinical::Arg::Strength(read).say(w))
        }
        Ok(_) | Err(_) => units_in(cx, strength).replace(' ', "\u{a0}"),
    }
}

/// The units in a text that is no plain strength, in words of the language: `875+125 мг` for `875+125 mg`.
fn units_in(cx: &Cx, text: &str) -> String {
    respelt(text, |word| Some(unit_word(cx, Unit::parse(word)?, 1.0)))
}

/// The dosage form in the user's language; one that the catalogue does not know stays as written.
pub fn form_word(cx: &Cx, form: &str) -> String {
    let slug: String = form
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect();
    let slug: Vec<&str> = slug.split('-').filter(|p| !p.is_empty()).collect();
    let key = format!("card-form-{}", slug.join("-"));
    if i18n::has(cx.lang, &key) {
        cx.tr(&key)
    } else {
        form.to_owned()
    }
}

/// The route in the user's language.
pub fn route_word(cx: &Cx, route: &str) -> String {
    for prefix in ["card-route-", "common-route-"] {
        let key = format!("{prefix}{route}");
        if i18n::has(cx.lang, &key) {
            return cx.tr(&key);
        }
    }
    route.to_owned()
}

/// How often and how long: `3 раза в день, 5 дней`.
pub fn schedule_text(cx: &Cx, p: &Prescription) -> String {
    let mut parts = Vec::new();
    if let Some(times) = p.per_day {
        parts.push(count(cx, "card-times-a-day", times));
    }
    if !p.interval_h.is_empty() {
        let hours = number_text(cx, &p.interval_h);
        parts.push(cx.tr_with("card-every-hours", &[("hours", &hours)]));
    }
    if let Some(days) = p.days {
        parts.push(count(cx, "common-count-days", days));
    }
    let mut text = parts.join(", ");
    if p.as_needed {
        // How often is then the most that may be given.
        let bounded = p.per_day.is_some() || !p.interval_h.is_empty();
        text = match (bounded, text.is_empty()) {
            (true, _) => format!("{} {text}", cx.tr("card-as-needed")),
            (false, true) => cx.tr("print-as-needed"),
            (false, false) => format!("{}, {text}", cx.tr("print-as-needed")),
        };
    }
    // A number is never parted from what it counts (MEDi-008).
    text.replace(' ', "\u{a0}").replace(",\u{a0}", ", ")
}

pub fn count(cx: &Cx, key: &str, n: i64) -> String {
    i18n::tr_n(cx.lang, key, n, &[])
}

/// What is on the box, unless name, form and strength say the same.
pub fn box_text(cx: &Cx, p: &Prescription) -> Option<String> {
    let said = format!(
        "{} {} {}",
        p.name,
        form_word(cx, &p.dosage_form),
        strength_text(cx, &p.strength)
    );
    let said = fold(&said);
    let product = p.product.trim();
    let folded = fold(product);
    let is_new = folded
        .split(' ')
        .any(|word| !said.split(' ').any(|known| known == word));
    (!folded.is_empty() && is_new).then(|| cx.tr_with("card-box", &[("product", product)]))
}

/// Everything behind the name, in the order of MEDi-051: brand, strength, form, what is on the box, DOSE, route, how often, how long.
pub fn prescription_details(cx: &Cx, p: &Prescription) -> String {
    let mut parts = Vec::new();
    if !p.brand.is_empty() {
        parts.push(p.brand.clone());
    }
    let product = [
        Some(form_word(cx, &p.dosage_form)).filter(|_| !p.dosage_form.is_empty()),
        Some(strength_text(cx, &p.strength)).filter(|_| !p.strength.is_empty()),
    ];
    let product: Vec<String> = product.into_iter().flatten().collect();
    if !product.is_empty() {
        parts.push(product.join(" "));
    }
    parts.extend(box_text(cx, p));
    if !p.dose.is_empty() {
        parts.push(dose_label(cx, p));
    }
    if !p.route.is_empty() {
        parts.push(route_word(cx, &p.route));
    }
    let schedule = schedule_text(cx, p);
    if !schedule.is_empty() {
        parts.push(schedule);
    }
    parts.join(" — ")
}

/// `DOSE 500 mg = 2 mL`
pub fn dose_label(cx: &Cx, p: &Prescription) -> String {
    let mut dose = format!(
        "{}{NBSP}{}",
        cx.tr("card-dose-label"),
        stored_dose(cx, &p.dose, &p.unit)
    );
    let amount = p.measured();
    if !amount.is_empty() {
        let amount = match amount.split_once(' ') {
            Some((value, unit)) => stored_dose(cx, value, unit),
            None => amount.to_owned(),
        };
        let sign = if p.is_rounded() { '≈' } else { '=' };
        dose.push_str(&format!(" {sign} {amount}"));
    }
    dose
}

/// Name and everything else in one line.
pub fn prescription_line(cx: &Cx, p: &Prescription) -> String {
    let details = prescription_details(cx, p);
    if details.is_empty() {
        p.name.clone()
    } else {
        format!("{} — {details}", p.name)
    }
}

/// `J20.9 Острый бронхит`
pub fn diagnosis_line(code: &str, title: &str) -> String {
    format!("{code}{NBSP}{title}").trim().to_owned()
}

pub fn diagnosis_role(cx: &Cx, role: DiagnosisRole) -> String {
    cx.tr(match role {
        DiagnosisRole::Main => "card-diagnosis-main",
        DiagnosisRole::Complication => "card-diagnosis-complication",
        DiagnosisRole::Concomitant => "card-diagnosis-concomitant",
    })
}

/// Who wrote it, in words when nobody knows.
pub fn who(cx: &Cx, card: &CardView, by: Option<UserId>) -> String {
    by.and_then(|by| card.names.get(&by).cloned())
        .unwrap_or_else(|| cx.tr("card-author-unknown"))
}

/// `Сейітова А. М., фельдшер`
pub fn author<T>(cx: &Cx, card: &CardView, event: &Event<T>) -> String {
    let name = who(cx, card, event.by);
    let key = format!("common-role-{}", event.role);
    if i18n::has(cx.lang, &key) {
        format!("{name}, {}", cx.tr(&key).to_lowercase())
    } else {
        name
    }
}

/// One answer as people read it.
pub fn answer_text(cx: &Cx, item: Option<&Item>, answer: &Answer) -> String {
    match answer {
        Answer::Text(text) | Answer::Other(text) => text.clone(),
        Answer::Number(number) => numbers::decimal(cx.lang, *number),
        Answer::Quantity(q) => format!(
            "{}{NBSP}{}",
            numbers::decimal(cx.lang, q.value),
            unit_text(cx, item, &q.unit)
        ),
        Answer::Date(date) => cx.partial(*date),
        Answer::DateTime(at) => format!("{}, {}", cx.date(at.date()), clock(at.time())),
        Answer::Time(time) => clock(*time),
        Answer::Bool(yes) => cx.tr(if *yes { "common-yes" } else { "common-no" }),
        Answer::Choice(c) => item
            .and_then(|item| item.options.iter().find(|o| o.answer.same(answer)))
            .map(|o| o.text.get(cx.lang).to_owned())
            .filter(|t| !t.is_empty())
            .unwrap_or_else(|| {
                if c.display.is_empty() {
                    c.code.clone()
                } else {
                    c.display.clone()
                }
            }),
    }
}

/// The words of a group, with the number of its repetition from the second on.
pub fn group_title(cx: &Cx, group: &Item) -> String {
    match group.repetition {
        0 | 1 => group.text(cx.lang).to_owned(),
        n => format!("{} {n}", group.text(cx.lang)).trim().to_owned(),
    }
}

/// All answers of an item.
pub fn answers_text(cx: &Cx, item: Option<&Item>, stored: &str) -> String {
    let all: Vec<String> = decode_all(stored)
        .iter()
        .map(|a| answer_text(cx, item, a))
        .collect();
    all.join(", ")
}

/// The word of a UCUM code: the form's, else the code.
pub fn unit_text(cx: &Cx, item: Option<&Item>, code: &str) -> String {
    item.and_then(|item| item.units.iter().find(|u| u.code == code))
        .map(|u| u.text.get(cx.lang).to_owned())
        .filter(|t| !t.is_empty())
        .unwrap_or_else(|| code.to_owned())
}

/// The measured values of a visit in one line; a pair such as 120/80 stands together.
pub fn vitals_line(cx: &Cx, form: &Form, visit: &Visit) -> String {
    let quantity = |id: &str| match visit.answers.get(id).map(|t| decode_all(t)) {
        Some(answers) => match answers.as_slice() {
            [Answer::Quantity(q)] => Some(q.clone()),
            _ => None,
        },
        None => None,
    };
    let items: Vec<&Item> = form
        .all_items()
        .into_iter()
        .filter(|i| i.kind == Kind::Quantity)
        .collect();
    let lower_of = |item: &Item| {
        let lower = item.limits.not_less_than.as_deref()?;
        let (own, low) = (quantity(&item.link_id)?, quantity(lower)?);
        (own.unit == low.unit).then_some(low)
    };
    let paired: Vec<&str> = items
        .iter()
        .filter(|item| lower_of(item).is_some())
        .filter_map(|item| item.limits.not_less_than.as_deref())
        .collect();
    let mut parts = Vec::new();
    for item in &items {
        let Some(q) = quantity(&item.link_id) else {
            continue;
        };
        if paired.contains(&item.link_id.as_str()) {
            continue;
        }
        let label = item.text(cx.lang);
        let unit = unit_text(cx, Some(item), &q.unit);
        let value = numbers::decimal(cx.lang, q.value);
        parts.push(match lower_of(item) {
            Some(low) => {
                let label = label.split(',').next().unwrap_or(label);
                format!(
                    "{label}{NBSP}{value}/{}{NBSP}{unit}",
                    numbers::decimal(cx.lang, low.value)
                )
            }
            None => format!("{label}{NBSP}{value}{NBSP}{unit}"),
        });
    }
    parts.join(" · ")
}

/// The sentence of a field's finding.
pub fn field_error(cx: &Cx, form: &Form, error: &FieldError) -> String {
    let item = form.item(&error.link_id);
    let args: Vec<(&str, String)> = error
        .args
        .iter()
        .map(|(name, arg)| {
            let text = match arg {
                Arg::Number(number) => numbers::decimal(cx.lang, *number),
                Arg::Date(date) => cx.partial(*date),
                Arg::Time(time) => clock(*time),
                Arg::Words(text) => text.get(cx.lang).to_owned(),
                Arg::Unit(code) => unit_text(cx, item, code),
                Arg::Item(id) => form
                    .item(id)
                    .map_or_else(|| id.clone(), |i| i.text(cx.lang).to_owned()),
            };
            (*name, text)
        })
        .collect();
    let args: Vec<(&str, &str)> = args.iter().map(|(n, t)| (*n, t.as_str())).collect();
    cx.tr_with(error.code, &args)
        .trim_end_matches('.')
        .to_owned()
}
