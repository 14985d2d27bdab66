//! Every shipped form of a country, whatever it asks: filled in for people of different ages, checked, signed, read from the record as
//! it was written, printed under its own headings in five languages. A form that is added needs nothing here.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use feldsher::domain::card::Draft;
use feldsher::domain::country::Country;
use feldsher::domain::dates::PartialDate;
use feldsher::domain::ids::PatientId;
use feldsher::domain::lang::Lang;
use feldsher::domain::number::Decimal;
use feldsher::domain::person::{Person, Sex};
use feldsher::domain::visit::{Diagnosis, DiagnosisRole, Prescription, Visit};
use feldsher::forms::{
    Answer, Answers, Bound, Component, DateRule, Facts, Form, FormSet, Item, Kind, Quantity, VISIT,
    clock, encode_all, to_store, validate, visible, warnings, with_facts,
};
use feldsher::i18n::{dates, numbers, tr};
use feldsher::ops::op::Registration;
use feldsher::worker::PaperOf;

use crate::house::person;
use crate::papers::{Case, sign};
use crate::print::read_back::bare;

/// The day of [`Case::new`]'s visits.
const TODAY: &str = "2026-09-21";

const DIAGNOSIS: &str = "J20.9";
const MEDICINE: &str = "чай степной";

/// Birth date and sex of the people for whom forms are filled in: conditions ask for both.
const PEOPLE: [(&str, Sex); 6] = [
    ("2026-09-12", Sex::Female),
    ("2025-06-01", Sex::Male),
    ("2014-03-09", Sex::Female),
    ("1996-05-05", Sex::Female),
    ("1970-02-02", Sex::Male),
    ("1950-02-02", Sex::Female),
];

#[test]
fn every_national_form_is_filled_in_signed_printed_and_comes_back() {
    let mut case = Case::new();
    let people: Vec<(PatientId, Person)> = PEOPLE
        .map(|(born, sex)| {
            let person = Person {
                born: born.parse().unwrap(),
                sex,
                identifiers: Vec::new(),
                ..person().person
            };
            let registration = Registration {
                person: person.clone(),
                ..Registration::default()
            };
            (case.point.register(registration), person)
        })
        .into();
    let mut seen = 0;
    for country in Country::ALL {
        let national = FormSet::in_force().for_country(country);
        for form in national.iter().filter(|form| !form.countries.is_empty()) {
            if form.countries == [country] {
                goes_round(&mut case, &people, form);
                seen += 1;
            }
        }
    }
    assert!(seen > 0);
}

/// Until every question was asked and every answer to choose was given: for each person, with the first, second, … answers.
fn goes_round(case: &mut Case, people: &[(PatientId, Person)], form: &Form) {
    let today: NaiveDate = TODAY.parse().unwrap();
    let form = &*form.unfolded(&twice(form));
    let mut unreached: BTreeSet<(String, usize)> = form
        .all_items()
        .into_iter()
        .filter(|item| item.asks() && item.context.is_none())
        .flat_map(|item| (0..ways(item)).map(|way| (item.link_id.clone(), way)))
        .collect();
    let most = form.all_items().into_iter().map(ways).max().unwrap_or(1);
    let mut printed = 0;
    // What others depend on is held while the rest goes through its answers.
    let rounds = (0..most * most).flat_map(|asked| (0..most).map(move |way| [asked, way]));
    for way in rounds {
        for (patient, person) in people {
            if unreached.is_empty() {
                return;
            }
            let facts = Facts::of(person, today);
            let given = answers(form, way, &facts);
            let shown = visible(form, &given);
            let before = unreached.len();
            unreached.retain(|(link_id, of)| {
                let item = form.item(link_id).unwrap();
                let given = shown.contains(link_id) || item.hidden;
                !(given && *of == taken(form, item, way))
            });
            if unreached.len() == before {
                continue;
            }
            let at = || format!("{} for {} in way {way:?}", form.url, person.born);
            assert_eq!(validate(form, &given, today), [], "{}", at());
            assert_eq!(warnings(form, &given, facts.age_months), [], "{}", at());
            what_is_required_is_asked_for(form, &given, today);

            let stored: BTreeMap<String, String> = to_store(form, &given)
                .into_iter()
                .map(|(link_id, answers)| (link_id, encode_all(&answers)))
                .collect();
            let draft = Draft {
                visit: Visit {
                    form: form.url.clone(),
                    form_version: form.version.clone(),
                    answers: stored.clone(),
                    diagnoses: vec![Diagnosis {
                        code: DIAGNOSIS.into(),
                        title: "Сынақ диагнозы".into(),
                        role: DiagnosisRole::Main,
                    }],
                    ..Visit::default()
                },
                prescriptions: vec![Prescription {
                    name: MEDICINE.into(),
                    dose: "2".into(),
                    unit: "tablet".into(),
                    route: "oral".into(),
                    ..Prescription::default()
                }],
                ..Draft::default()
            };
            let visit = sign(&mut case.point, *patient, &draft);
            let view = case.point.view(*patient);
            let written = view.visits.iter().find(|v| v.id == visit).unwrap();
            assert_eq!(written.content.answers, stored, "{}", at());

            let paper = PaperOf::Visit {
                patient: *patient,
                visit,
            };
            // All languages once; later answers in one language after another.
            let langs: &[Lang] = match printed {
                0 => &Lang::ALL,
                more => &Lang::ALL[more % Lang::ALL.len()..][..1],
            };
            for &lang in langs {
                let text = case.text(&view, &paper, lang);
                is_printed(form, &to_store(form, &given), lang, &text);
            }
            printed += 1;
        }
    }
    assert!(
        unreached.is_empty(),
        "{}: nobody was asked {unreached:?}",
        form.url
    );
}

/// Every group that may repeat, two times.
fn twice(form: &Form) -> BTreeMap<String, u32> {
    let groups = form.all_items();
    let repeating = groups.into_iter().filter(|item| item.is_repeating_group());
    repeating.map(|item| (item.link_id.clone(), 2)).collect()
}

/// Which of its answers an item gets.
fn taken(form: &Form, item: &Item, [asked, way]: [usize; 2]) -> usize {
    let items = form.all_items();
    let mut conditions = items
        .iter()
        .filter_map(|other| other.enable.as_ref())
        .flat_map(|enable| &enable.conditions);
    let decides = conditions.any(|condition| condition.question == item.link_id);
    (if decides { asked } else { way }) % ways(item)
}

/// How many answers an item can be given that differ in what they ask next.
fn ways(item: &Item) -> usize {
    match item.kind {
        _ if item.is_computed() || item.hidden => 1,
        Kind::Boolean => 2,
        Kind::Choice => item.options.len(),
        Kind::OpenChoice => item.options.len() + 1,
        Kind::Group
        | Kind::Display
        | Kind::String
        | Kind::Text
        | Kind::Url
        | Kind::Integer
        | Kind::Decimal
        | Kind::Quantity
        | Kind::Date
        | Kind::DateTime
        | Kind::Time => 1,
    }
}

/// The answers of one way, without those that have no place beside the others, with what the program works out.
fn answers(form: &Form, way: [usize; 2], facts: &Facts) -> Answers {
    let mut all = Answers::new();
    for item in form.all_items() {
        if item.hidden && item.context.is_none() {
            all.insert(item.link_id.clone(), item.initial.clone());
        } else if item.asks() && !item.is_computed() {
            let taken = taken(form, item, way);
            all.insert(item.link_id.clone(), answer(item, taken, facts.age_months));
        }
    }
    let stored = to_store(form, &with_facts(form, &all, facts));
    with_facts(form, &stored, facts)
}

fn answer(item: &Item, way: usize, age_months: Option<u32>) -> Vec<Answer> {
    let date = |text: &str| Answer::Date(text.parse().unwrap());
    vec![match item.kind {
        Kind::Group | Kind::Display => return Vec::new(),
        Kind::String => Answer::Text(words(item, "Сөз")),
        Kind::Text => Answer::Text(words(item, "Бірінші жол, первая строка.\nოჯახი")),
        Kind::Url => Answer::Text(format!("https://example.org/{}", bare(&item.link_id))),
        Kind::Integer | Kind::Decimal => Answer::Number(number(item, age_months)),
        Kind::Quantity => Answer::Quantity(Quantity {
            value: number(item, age_months),
            unit: item.units[0].code.clone(),
        }),
        Kind::Date => match item.limits.date {
            Some(DateRule::Past) => date("2026-09-20"),
            Some(DateRule::Future) => date("2026-09-28"),
            None if item.limits.not_less_than.is_some() => date("2026-10-05"),
            None => date(TODAY),
        },
        Kind::DateTime => {
            let day: NaiveDate = "2026-09-20".parse().unwrap();
            Answer::DateTime(day.and_hms_opt(10, 30, 0).unwrap())
        }
        Kind::Time => Answer::Time("10:30:00".parse().unwrap()),
        Kind::Boolean => Answer::Bool(way.is_multiple_of(2)),
        Kind::Choice | Kind::OpenChoice => {
            let Some(option) = item.options.get(way) else {
                return vec![Answer::Text(words(item, "Басқа"))];
            };
            let second = item.options.get((way + 1) % ways(item));
            let both = item.repeats && !option.exclusive;
            let second = second.filter(|second| both && !second.exclusive);
            let mut chosen = vec![option.answer.clone()];
            chosen.extend(second.map(|second| second.answer.clone()));
            return chosen;
        }
    }]
}

/// Words that stand nowhere else on the paper.
fn words(item: &Item, text: &str) -> String {
    let text = format!("{text} {}", item.link_id);
    let most = item
        .limits
        .max_length
        .map_or(usize::MAX, |max| max as usize);
    let whole = text.chars().count() <= most;
    if whole {
        text
    } else {
        item.link_id.chars().take(most).collect()
    }
}

/// A usual value for the age, else one between the limits.
fn number(item: &Item, age_months: Option<u32>) -> Decimal {
    let bound = |bound: &Option<Bound>| match bound {
        Some(Bound::Number(number)) => Some(*number),
        _ => None,
    };
    let usual = item.plausible_at(age_months);
    let low = usual
        .and_then(|usual| usual.low)
        .or(bound(&item.limits.min));
    let high = usual
        .and_then(|usual| usual.high)
        .or(bound(&item.limits.max));
    let two = Decimal::parse("2").unwrap();
    let digits = match item.kind {
        Kind::Integer => 0,
        _ => u8::try_from(item.limits.max_decimals.unwrap_or(2)).unwrap(),
    };
    match (low, high) {
        (_, Some(high)) if item.limits.not_less_than.is_some() => high,
        (Some(low), Some(high)) => {
            let sum = low.checked_add(high).unwrap();
            sum.checked_div(two).unwrap().rounded(digits)
        }
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => two,
    }
}

/// Each required answer, taken away, is asked for.
fn what_is_required_is_asked_for(form: &Form, given: &Answers, today: NaiveDate) {
    let shown = visible(form, given);
    for item in form.all_items() {
        if item.required && item.asks() && shown.contains(&item.link_id) {
            let mut less = given.clone();
            less.remove(&item.link_id);
            let missing = validate(form, &less, today)
                .iter()
                .any(|e| e.link_id == item.link_id && e.code == "form-field-required");
            assert!(missing, "{} of {}", item.link_id, form.url);
        }
    }
}

/// Title, legal act and doubt; then every heading once above what it heads, in the order of the form.
fn is_printed(form: &Form, stored: &Answers, lang: Lang, text: &str) {
    let shown = visible(form, stored);
    let mut at = 0;
    let mut next = |word: &str| {
        let word = bare(word);
        let found = text[at..]
            .find(&word)
            .unwrap_or_else(|| panic!("{word} of {} in {}: {text}", form.url, lang.code()));
        at += found + word.len();
    };
    next(form.title(lang));
    if let Some(act) = &form.legal_act {
        next(act);
    }
    for top in &form.items {
        let mut heading = top.kind == Kind::Group;
        let mut waiting = vec![top];
        while let Some(item) = waiting.pop() {
            for answer in stored.get(&item.link_id).into_iter().flatten() {
                if heading {
                    next(top.text(lang));
                    heading = false;
                }
                if stored[&item.link_id].first() == Some(answer) {
                    next(item.text(lang));
                }
                next(&said(item, answer, lang));
            }
            if heading && item.component.is_some() {
                next(top.text(lang));
                heading = false;
            }
            match item.component {
                Some(Component::Diagnoses) => next(DIAGNOSIS),
                Some(Component::Prescriptions) => next(MEDICINE),
                None => {}
            }
            waiting.extend(item.items.iter().rev());
        }
    }
    for item in form.all_items() {
        if item.signature && shown.contains(&item.link_id) {
            next(item.text(lang));
        }
    }
    if form.unconfirmed {
        next(&tr(lang, "print-layout-unconfirmed", &[]));
    }
}

fn said(item: &Item, answer: &Answer, lang: Lang) -> String {
    let day = |day: NaiveDate| dates::long_partial(lang, PartialDate::from_day(day));
    match answer {
        Answer::Text(text) | Answer::Other(text) => text.clone(),
        Answer::Number(number) => numbers::decimal(lang, *number),
        Answer::Quantity(quantity) => {
            let unit = item.units.iter().find(|unit| unit.code == quantity.unit);
            let unit = unit.unwrap().text.get(lang);
            format!("{} {unit}", numbers::decimal(lang, quantity.value))
        }
        Answer::Date(date) => dates::long_partial(lang, *date),
        Answer::DateTime(at) => format!("{}, {}", day(at.date()), clock(at.time())),
        Answer::Time(time) => clock(*time),
        Answer::Bool(true) => tr(lang, "common-yes", &[]),
        Answer::Bool(false) => tr(lang, "common-no", &[]),
        Answer::Choice(_) => {
            let option = item.options.iter().find(|o| o.answer.same(answer));
            option.unwrap().text.get(lang).to_owned()
        }
    }
}

/// Weight is weight: what the visit measures too has its link id, code and unit in every form, so that it is found in the record.
#[test]
fn what_is_measured_is_measured_as_in_a_visit() {
    let set = FormSet::in_force();
    let visit = set.current(VISIT).unwrap();
    let measured = |form: &Form| -> Vec<Item> {
        let all = form.all_items().into_iter();
        all.filter(|item| item.kind == Kind::Quantity)
            .cloned()
            .collect()
    };
    let of_visit = measured(visit);
    let mut alike = 0;
    for country in Country::ALL {
        for form in set.for_country(country) {
            for item in measured(form) {
                let same = of_visit.iter().find(|known| {
                    known.link_id == item.link_id
                        || known.codes.iter().any(|code| item.codes.contains(code))
                });
                let Some(known) = same.filter(|_| form.countries.len() == 1) else {
                    continue;
                };
                let codes = |item: &Item| -> Vec<String> {
                    item.codes.iter().map(|code| code.code.clone()).collect()
                };
                let units = |item: &Item| -> Vec<String> {
                    item.units.iter().map(|unit| unit.code.clone()).collect()
                };
                let at = format!("{} of {}", item.link_id, form.url);
                assert_eq!(item.link_id, known.link_id, "{at}");
                assert_eq!(codes(&item), codes(known), "{at}");
                assert_eq!(units(&item), units(known), "{at}");
                alike += 1;
            }
        }
    }
    assert!(alike > 5, "{alike}");
}
