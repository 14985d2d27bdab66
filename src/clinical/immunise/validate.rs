//! What is wrong with the data files, as sentences for developers. Run by the tests over the shipped files.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::book::{Book, after, all_names, fold};
use super::data::{Antigen, Calendar, Line, Role, Seen};
use crate::clinical::Formulary;
use crate::domain::immunisation::Immunisation;
use crate::domain::lang::Lang;

const RULES_SCHEMA: &str = "feldsher-immunisation-rules/1";
const CALENDAR_SCHEMA: &str = "feldsher-calendar/1";
const KNOWLEDGE_FIELDS: [&str; 6] = [
    "min_age",
    "interval",
    "booster_min_ages",
    "booster_intervals",
    "max_age",
    "repeat_after_live",
];

/// Every fault by name; empty when sound.
pub fn problems(book: &Book) -> Vec<String> {
    let mut wrong = Vec::new();
    if book.rules.schema != RULES_SCHEMA {
        wrong.push(format!("rules: schema {}", book.rules.schema));
    }
    vaccines(book, &mut wrong);
    antigens(book, &mut wrong);
    for rule in &book.rules.contraindications {
        source(book, &rule.id, &rule.source, rule.verified, &mut wrong);
        for component in &rule.components {
            if !is_component(book, component) {
                wrong.push(format!("{}: no vaccine holds {component}", rule.id));
            }
        }
    }
    for rule in &book.rules.allergies {
        source(book, &rule.id, &rule.source, rule.verified, &mut wrong);
        let classes = Formulary::builtin().allergy_classes();
        if !classes.into_iter().any(|class| class.id == rule.class) {
            wrong.push(format!("{}: no allergy class {}", rule.id, rule.class));
        }
        for component in &rule.components {
            if !is_component(book, component) {
                wrong.push(format!("{}: no vaccine holds {component}", rule.id));
            }
        }
    }
    source(
        book,
        "live",
        &book.rules.live.source,
        book.rules.live.verified,
        &mut wrong,
    );
    source(
        book,
        "childhood",
        &book.rules.childhood_until.source,
        book.rules.childhood_until.verified,
        &mut wrong,
    );
    let mut countries = BTreeSet::new();
    for calendar in &book.calendars {
        if !countries.insert(calendar.country) {
            wrong.push(format!("{}: twice", calendar.country.code()));
        }
        lines(book, calendar, &mut wrong);
    }
    wrong
}

fn vaccines(book: &Book, wrong: &mut Vec<String>) {
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for vaccine in &book.rules.vaccines {
        if vaccine.components.is_empty() {
            wrong.push(format!("{}: nothing is in it", vaccine.id));
        }
        for lang in Lang::ALL {
            let named = vaccine.names.get(&lang).is_some_and(|n| !n.is_empty());
            if lang != Lang::En && !named {
                wrong.push(format!("{}: no name in {}", vaccine.id, lang.code()));
            }
        }
        if let Some(usual) = &vaccine.usual {
            let route = Immunisation::ROUTES.contains(&usual.route.as_str());
            let dose = usual.dose_ml.is_none_or(|ml| ml > 0.0 && ml <= 2.0);
            if !route || !dose {
                wrong.push(format!("{}: no usual route or dose", vaccine.id));
            }
            if usual.verified != Seen::Knowledge {
                wrong.push(format!("{}: a usual dose has no source here", vaccine.id));
            }
        }
        for name in all_names(vaccine) {
            let folded = fold(name);
            if folded.is_empty() {
                wrong.push(format!("{}: an empty name", vaccine.id));
            }
            let owner = owners.entry(folded).or_insert(&vaccine.id);
            if *owner != vaccine.id {
                wrong.push(format!("{name}: both {owner} and {}", vaccine.id));
            }
        }
    }
}

fn antigens(book: &Book, wrong: &mut Vec<String>) {
    for (name, antigen) in &book.rules.antigens {
        source(book, name, &antigen.source, antigen.verified, wrong);
        if antigen.from.is_empty() || antigen.from.iter().any(Vec::is_empty) {
            wrong.push(format!("{name}: from nothing"));
        }
        for component in antigen.from.iter().flatten() {
            if !is_component(book, component) {
                wrong.push(format!("{name}: no vaccine holds {component}"));
            }
        }
        if antigen.substitutes.last().is_none_or(|s| s.until.is_some()) {
            wrong.push(format!("{name}: nothing to give alone at every age"));
        }
        for substitute in &antigen.substitutes {
            if !gives(book, antigen, &substitute.vaccine) {
                wrong.push(format!("{name}: {} does not hold it", substitute.vaccine));
            }
        }
        for pair in antigen.late.windows(2) {
            if pair[0].start_from.rough_days() >= pair[1].start_from.rough_days() {
                wrong.push(format!("{name}: late starts out of order"));
            }
        }
        for late in &antigen.late {
            source(book, name, &late.source, late.verified, wrong);
            if late.primary == Some(0) {
                wrong.push(format!("{name}: a late start without a dose"));
            }
        }
        for field in &antigen.knowledge {
            if !KNOWLEDGE_FIELDS.contains(&field.as_str()) {
                wrong.push(format!("{name}: no figure {field}"));
            }
        }
    }
}

fn source(book: &Book, what: &str, key: &str, seen: Seen, wrong: &mut Vec<String>) {
    if !book.rules.sources.contains_key(key) {
        wrong.push(format!("{what}: unknown source {key}"));
    }
    let unread = key == "knowledge" || key == "project";
    if unread != (seen == Seen::Knowledge) {
        wrong.push(format!("{what}: {key} and {seen:?} do not agree"));
    }
}

fn is_component(book: &Book, component: &str) -> bool {
    book.rules
        .vaccines
        .iter()
        .any(|v| v.components.iter().any(|c| c == component))
}

fn gives(book: &Book, antigen: &Antigen, vaccine: &str) -> bool {
    book.vaccine(vaccine).is_some_and(|v| {
        v.id == vaccine
            && antigen
                .from
                .iter()
                .any(|set| set.iter().all(|c| v.components.contains(c)))
    })
}

fn lines(book: &Book, calendar: &Calendar, wrong: &mut Vec<String>) {
    let country = calendar.country.code();
    if calendar.schema != CALENDAR_SCHEMA {
        wrong.push(format!("{country}: schema {}", calendar.schema));
    }
    let mut ids = BTreeSet::new();
    let mut series: BTreeMap<&str, Vec<(&Line, Role)>> = BTreeMap::new();
    let mut age = f64::MIN;
    for line in &calendar.lines {
        let id = &line.id;
        if !ids.insert(id) || !id.starts_with(country) {
            wrong.push(format!("{id}: not a line of {country}, or twice"));
        }
        if line.age.rough_days() < age {
            wrong.push(format!("{id}: younger than the line before"));
        }
        age = line.age.rough_days().max(age);
        if line
            .until
            .is_some_and(|u| u.rough_days() <= line.age.rough_days())
        {
            wrong.push(format!("{id}: ends before it begins"));
        }
        if line.dose == 0 || line.place.is_empty() || line.antigens.is_empty() {
            wrong.push(format!("{id}: no dose, place or antigen"));
        }
        if line.test_from.is_some() != line.test_verified.is_some() {
            wrong.push(format!("{id}: a test without its provenance"));
        }
        for (name, role) in &line.antigens {
            match book.rules.antigens.get(name) {
                None => wrong.push(format!("{id}: no antigen {name}")),
                Some(antigen) if !gives(book, antigen, &line.vaccine) => {
                    wrong.push(format!("{id}: {} does not hold {name}", line.vaccine));
                }
                Some(_) => {}
            }
            if (*role == Role::Repeat) != line.repeat.is_some() {
                wrong.push(format!("{id}: repeat"));
            }
            series.entry(name).or_default().push((line, *role));
        }
    }
    for (name, doses) in series {
        if let Some(antigen) = book.rules.antigens.get(name) {
            order(country, name, antigen, &doses, wrong);
        }
    }
}

/// The calendar itself keeps order, minimum ages and intervals; otherwise the plan would correct the law.
fn order(
    country: &str,
    name: &str,
    antigen: &Antigen,
    doses: &[(&Line, Role)],
    wrong: &mut Vec<String>,
) {
    let roles: Vec<Role> = doses.iter().map(|(_, role)| *role).collect();
    let mut expected = Vec::new();
    for role in &roles {
        expected.push(match role {
            Role::Birth => Role::Birth,
            Role::Repeat => Role::Repeat,
            Role::Primary(_) => Role::Primary(count(&expected, |r| matches!(r, Role::Primary(_)))),
            Role::Booster(_) => Role::Booster(count(&expected, |r| matches!(r, Role::Booster(_)))),
        });
    }
    if roles != expected || !roles.is_sorted() {
        wrong.push(format!("{country} {name}: doses out of order: {roles:?}"));
    }
    // One birth date with long and one with short months ahead.
    for birth in [(2024, 1, 31), (2025, 12, 30)] {
        let Some(birth) = NaiveDate::from_ymd_opt(birth.0, birth.1, birth.2) else {
            continue;
        };
        for (line, role) in doses {
            let lowest = match role {
                Role::Primary(_) => line.min_age.unwrap_or(antigen.min_age),
                Role::Booster(n) => antigen
                    .booster_min_ages
                    .get(*n as usize - 1)
                    .copied()
                    .unwrap_or(antigen.min_age),
                Role::Birth | Role::Repeat => continue,
            };
            if after(birth, line.age) < after(birth, lowest) {
                wrong.push(format!("{}: {name} under its minimum age", line.id));
            }
        }
        for pair in doses.windows(2) {
            let (before, (line, role)) = (pair[0].0, pair[1]);
            let gap = match role {
                Role::Primary(_) => line.interval.or(antigen.interval),
                Role::Booster(n) => antigen
                    .booster_intervals
                    .get(n as usize - 1)
                    .copied()
                    .or(antigen.interval),
                Role::Birth | Role::Repeat => None,
            };
            if let Some(gap) = gap
                && after(birth, line.age) < after(after(birth, before.age), gap)
            {
                wrong.push(format!("{}: {name} too soon after {}", line.id, before.id));
            }
        }
    }
}

fn count(roles: &[Role], of: impl Fn(&Role) -> bool) -> u32 {
    roles.iter().filter(|role| of(role)).count() as u32 + 1
}
