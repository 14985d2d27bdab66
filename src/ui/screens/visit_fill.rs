//! What is typed into a form, and the answers that come of it. Pure: knows forms and texts, not the window.
//!
//! Nothing typed is ever thrown away: a number or a date that cannot be read is kept in the draft as the words that stand
//! there. It cannot be signed so, and it is no weight for the dose check.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use crate::domain::dates::{DateError, PartialDate, Precision};
use crate::domain::number::{Decimal, NumberError};
use crate::domain::person::Person;
use crate::forms::{
    Answer, Answers, DateRule, Facts, FieldError, Form, Item, Kind, Quantity, decode_all,
    encode_all, to_store, validate, visible, warnings, with_facts,
};

/// Plans may lie this far ahead.
const PLAN_DAYS: u64 = 3 * 366;

/// The fields of one form as they stand on the screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filled {
    /// Text, numbers, dates, free words.
    pub typed: BTreeMap<String, String>,
    /// The option chosen; for yes and no, 0 is yes.
    pub chosen: BTreeMap<String, usize>,
    /// Ticked options of a choice that takes several.
    pub ticked: BTreeMap<String, BTreeSet<usize>>,
    /// Units other than the form's first.
    units: BTreeMap<String, String>,
    /// Answers that have no field here: of a newer form, or of a kind this program does not know.
    kept: BTreeMap<String, String>,
}

/// What is wrong and what is to be shown now.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Checked {
    pub visible: BTreeSet<String>,
    /// Cannot be signed so.
    pub errors: Vec<FieldError>,
    /// Unusual for the age: to be looked at once more.
    pub warnings: Vec<FieldError>,
}

impl Filled {
    /// The stored answers as fields.
    pub fn open(form: &Form, stored: &BTreeMap<String, String>) -> Self {
        let mut filled = Self::default();
        for (link_id, text) in stored {
            let answers = decode_all(text);
            let known = form
                .item(link_id)
                .is_some_and(|item| filled.take(item, &answers));
            if !known {
                filled.kept.insert(link_id.clone(), text.clone());
            }
        }
        filled
    }

    fn take(&mut self, item: &Item, answers: &[Answer]) -> bool {
        let link_id = item.link_id.clone();
        let place = |answer: &Answer| item.options.iter().position(|o| o.answer.same(answer));
        if item.repeats && !item.options.is_empty() {
            let places: Option<BTreeSet<usize>> = answers.iter().map(place).collect();
            return match places {
                Some(places) => {
                    self.ticked.insert(link_id, places);
                    true
                }
                None => false,
            };
        }
        let [answer] = answers else { return false };
        let text = match (item.kind, answer) {
            (Kind::Choice | Kind::OpenChoice, answer) if place(answer).is_some() => {
                if let Some(at) = place(answer) {
                    self.chosen.insert(link_id, at);
                }
                return true;
            }
            (Kind::Boolean, Answer::Bool(yes)) => {
                self.chosen.insert(link_id, usize::from(!*yes));
                return true;
            }
            (Kind::Choice | Kind::Boolean | Kind::Group | Kind::Display, _) => return false,
            (_, Answer::Text(text)) => text.clone(),
            (_, Answer::Number(number)) => number.to_string(),
            (_, Answer::Quantity(q)) => {
                if item.units.first().is_none_or(|u| u.code != q.unit) {
                    self.units.insert(link_id.clone(), q.unit.clone());
                }
                q.value.to_string()
            }
            (_, Answer::Date(date)) => date_text(*date),
            (_, Answer::Bool(_) | Answer::Choice(_) | Answer::Other(_)) => return false,
        };
        self.typed.insert(link_id, text);
        true
    }

    /// A line of its own below what is typed in this field.
    pub fn add_line(&mut self, link_id: &str, line: &str) {
        let text = self.typed.entry(link_id.to_owned()).or_default();
        let kept = text.trim_end().len();
        text.truncate(kept);
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line);
    }

    /// The answers as they stand, unreadable ones as words.
    pub fn answers(&self, form: &Form, today: NaiveDate) -> Answers {
        let mut answers: Answers = self
            .kept
            .iter()
            .map(|(id, text)| (id.clone(), decode_all(text)))
            .collect();
        for item in form.all_items() {
            let given = self.answer(item, today);
            if !given.is_empty() {
                answers.insert(item.link_id.clone(), given);
            }
        }
        answers
    }

    fn answer(&self, item: &Item, today: NaiveDate) -> Vec<Answer> {
        let id = &item.link_id;
        if let Some(ticked) = self.ticked.get(id) {
            return ticked
                .iter()
                .filter_map(|at| item.options.get(*at))
                .map(|o| o.answer.clone())
                .collect();
        }
        if let Some(at) = self.chosen.get(id) {
            return match item.kind {
                Kind::Boolean => vec![Answer::Bool(*at == 0)],
                _ => item
                    .options
                    .get(*at)
                    .map(|o| o.answer.clone())
                    .into_iter()
                    .collect(),
            };
        }
        let Some(text) = self.typed.get(id).filter(|t| !t.trim().is_empty()) else {
            return Vec::new();
        };
        let words = || Answer::Text(text.clone());
        vec![match item.kind {
            Kind::Integer | Kind::Decimal => number(text).map_or_else(|_| words(), Answer::Number),
            Kind::Quantity => {
                let unit = self.unit(item);
                let read = if unit == KILOGRAM {
                    Decimal::parse_kilograms(text)
                } else {
                    number(text)
                };
                read.map_or_else(
                    |_| words(),
                    |value| Answer::Quantity(Quantity { value, unit }),
                )
            }
            Kind::Date => date(item, text, today).map_or_else(|_| words(), Answer::Date),
            Kind::Group
            | Kind::Display
            | Kind::String
            | Kind::Text
            | Kind::Boolean
            | Kind::Choice
            | Kind::OpenChoice => words(),
        }]
    }

    /// UCUM code of the unit of a quantity.
    pub fn unit(&self, item: &Item) -> String {
        self.units
            .get(&item.link_id)
            .cloned()
            .or_else(|| item.units.first().map(|u| u.code.clone()))
            .unwrap_or_default()
    }

    /// What the draft keeps: answers that take part, encoded.
    pub fn stored(
        &self,
        form: &Form,
        person: &Person,
        today: NaiveDate,
    ) -> BTreeMap<String, String> {
        let answers = with_facts(form, &self.answers(form, today), &Facts::of(person, today));
        to_store(form, &answers)
            .into_iter()
            .map(|(id, given)| (id, encode_all(&given)))
            .collect()
    }

    pub fn check(&self, form: &Form, person: &Person, today: NaiveDate) -> Checked {
        let facts = Facts::of(person, today);
        let answers = with_facts(form, &self.answers(form, today), &facts);
        Checked {
            visible: visible(form, &answers),
            errors: validate(form, &answers, today),
            warnings: warnings(form, &answers, facts.age_months),
        }
    }
}

/// UCUM code of the unit in which three decimals have one reading.
pub const KILOGRAM: &str = "kg";

/// A typed number.
pub fn number(text: &str) -> Result<Decimal, NumberError> {
    Decimal::parse_typed(text)
}

/// A typed date by the item's rule.
pub fn date(item: &Item, text: &str, today: NaiveDate) -> Result<PartialDate, DateError> {
    let typed = match item.limits.date {
        Some(DateRule::Past) => PartialDate::parse_birth(text, today)?,
        Some(DateRule::Future) | None => PartialDate::parse_typed(
            text,
            today
                .checked_add_days(Days::new(PLAN_DAYS))
                .unwrap_or(today),
        )?,
    };
    Ok(typed.date)
}

/// A date as it is typed.
pub fn date_text(date: PartialDate) -> String {
    match (date.precision(), date.earliest()) {
        (Precision::Day, Some(day)) => day.format("%d.%m.%Y").to_string(),
        (Precision::Month, Some(day)) => day.format("%m.%Y").to_string(),
        (Precision::Year, Some(day)) => day.format("%Y").to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::{FormSet, VISIT, builtin};

    fn form() -> Form {
        let (set, mistakes) = FormSet::load(builtin(), Vec::new());
        assert!(mistakes.is_empty(), "{mistakes:?}");
        set.current(VISIT).unwrap().clone()
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
    }

    #[test]
    fn what_is_typed_comes_back_as_it_was() {
        let form = form();
        let mut filled = Filled::default();
        for (id, text) in [
            ("complaints", "кашель\nтри дня"),
            ("weight", "8,4"),
            ("temp", "38.2"),
            ("next-visit", "28.11.2026"),
            ("pulse", "сто"),
        ] {
            filled.typed.insert(id.into(), text.into());
        }
        filled.kept.insert("later".into(), "z:42".into());
        let mother = Person {
            sex: crate::domain::person::Sex::Female,
            ..Person::default()
        };
        let stored = filled.stored(&form, &mother, today());
        let expected = [
            ("complaints", "t:кашель\\nтри дня"),
            ("later", "z:42"),
            ("next-visit", "d:2026-11-28"),
            ("pulse", "t:сто"),
            ("temp", "q:38.2|Cel"),
            ("weight", "q:8.4|kg"),
        ];
        let got: Vec<(&str, &str)> = stored
            .iter()
            .map(|(k, v)| (k.as_str(), v.as_str()))
            .collect();
        assert_eq!(got, expected);
        let again = Filled::open(&form, &stored);
        assert_eq!(again.stored(&form, &mother, today()), stored);
        assert_eq!(again.typed["pulse"], "сто", "unreadable words stay");
    }

    #[test]
    fn conditions_follow_the_person() {
        let form = form();
        let mut filled = Filled::default();
        filled.chosen.insert("pregnant".into(), 0);
        let mut person = Person {
            born: "1996-02-02".parse().unwrap(),
            sex: crate::domain::person::Sex::Female,
            ..Person::default()
        };
        assert!(
            filled
                .check(&form, &person, today())
                .visible
                .contains("lmp")
        );
        person.sex = crate::domain::person::Sex::Male;
        assert!(
            !filled
                .check(&form, &person, today())
                .visible
                .contains("pregnant")
        );
        assert!(
            filled.stored(&form, &person, today()).is_empty(),
            "no pregnancy of a man"
        );
    }

    #[test]
    fn a_slip_is_refused_and_an_unusual_value_asked_about() {
        let form = form();
        let child = Person {
            born: "2025-11-01".parse().unwrap(),
            ..Person::default()
        };
        let found = |text: &str| {
            let mut filled = Filled::default();
            filled.typed.insert("weight".into(), text.into());
            let checked = filled.check(&form, &child, today());
            (checked.errors.len(), checked.warnings.len())
        };
        assert_eq!(found("9,1"), (0, 0));
        assert_eq!(found("91"), (0, 1), "unusual");
        assert_eq!(found("910"), (1, 1), "refused");
        assert_eq!(found("9,123"), (0, 0), "nobody weighs nine tonnes");
        assert_eq!(found("1,000"), (0, 1), "one kilogram: unusual");
        assert_eq!(found("9.123,5").0, 1, "two readings");
        let mut filled = Filled::default();
        filled.typed.insert("temp".into(), "36,600".into());
        assert_eq!(filled.check(&form, &child, today()).errors.len(), 1);
    }
}
