//! What is typed into a form, and the answers that come of it. Pure: knows forms and texts, not the window.
//!
//! Nothing typed is ever thrown away: a number or a date that cannot be read is kept in the draft as the words that stand
//! there. It cannot be signed so, and it is no weight for the dose check.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate, NaiveTime};

use super::give_elsewhere::clock;
use crate::domain::dates::{DateError, PartialDate, Precision};
use crate::domain::number::{Decimal, NumberError};
use crate::domain::person::Person;
use crate::forms::{
    Answer, Answers, DateRule, Facts, FieldError, Form, Item, Kind, Quantity, Repetitions, begin,
    decode_all, encode_all, link_id_in, plain, time, to_store, validate, visible, warnings,
    with_facts,
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
    /// How often each repeating group stands.
    repetitions: Repetitions,
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
    /// What the form worked out, by link id.
    pub worked_out: Answers,
}

impl Filled {
    /// A new form: what it proposes stands there already.
    pub fn begin(form: &Form, person: &Person, today: NaiveDate) -> Self {
        let mut filled = Self {
            repetitions: form.repetitions([]),
            ..Self::default()
        };
        for (link_id, answers) in begin(form, person, today) {
            if let Some(item) = form.item(&link_id) {
                filled.take(item, &answers);
            }
        }
        filled
    }

    /// The stored answers as fields.
    pub fn open(form: &Form, stored: &BTreeMap<String, String>) -> Self {
        let mut filled = Self {
            repetitions: form.repetitions(stored.keys().map(String::as_str)),
            ..Self::default()
        };
        let form = filled.shape(form).into_owned();
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

    /// The form as it stands on the screen: every repetition of a group is one of its own.
    pub fn shape<'f>(&self, form: &'f Form) -> Cow<'f, Form> {
        form.unfolded(&self.repetitions)
    }

    /// One more repetition of a group.
    pub fn add(&mut self, group: &str) {
        *self
            .repetitions
            .entry(plain(group).0.to_owned())
            .or_insert(1) += 1;
    }

    /// Takes out one repetition of a group; those behind it move up.
    pub fn remove(&mut self, group: &Item) {
        let (name, number) = plain(&group.link_id);
        let count = self.repetitions.get(name).copied().unwrap_or(1);
        let mut below = vec![group];
        let mut names = Vec::new();
        while let Some(item) = below.pop() {
            names.push(plain(&item.link_id).0.to_owned());
            below.extend(&item.items);
        }
        for name in names {
            move_up(&mut self.typed, &name, number, count);
            move_up(&mut self.chosen, &name, number, count);
            move_up(&mut self.ticked, &name, number, count);
            move_up(&mut self.units, &name, number, count);
            move_up(&mut self.kept, &name, number, count);
        }
        self.repetitions
            .insert(name.to_owned(), count.saturating_sub(1).max(1));
    }

    /// Puts an answer where nothing stands yet; true when it stands there now.
    pub fn fill_empty(&mut self, item: &Item, answer: &Answer) -> bool {
        let link_id = &item.link_id;
        let is_empty = self.typed.get(link_id).is_none_or(|t| t.trim().is_empty())
            && !self.chosen.contains_key(link_id)
            && self.ticked.get(link_id).is_none_or(BTreeSet::is_empty)
            && !self.kept.contains_key(link_id);
        is_empty && self.take(item, std::slice::from_ref(answer))
    }

    fn take(&mut self, item: &Item, answers: &[Answer]) -> bool {
        let link_id = item.link_id.clone();
        let place = |answer: &Answer| item.options.iter().position(|o| o.answer.same(answer));
        if item.repeats && !item.options.is_empty() {
            let mut ticked = BTreeSet::new();
            let mut words = Vec::new();
            for answer in answers {
                match (place(answer), answer) {
                    (Some(at), _) => {
                        ticked.insert(at);
                    }
                    (None, Answer::Text(text)) if item.kind == Kind::OpenChoice => {
                        words.push(text.as_str());
                    }
                    (None, _) => return false,
                }
            }
            if !words.is_empty() {
                self.typed.insert(link_id.clone(), words.join("\n"));
            }
            self.ticked.insert(link_id, ticked);
            return true;
        }
        if item.repeats {
            let lines: Option<Vec<String>> = answers
                .iter()
                .map(|answer| self.typed_text(item, answer).filter(|t| !t.contains('\n')))
                .collect();
            return lines.is_some_and(|lines| {
                self.typed.insert(link_id, lines.join("\n"));
                true
            });
        }
        let [answer] = answers else { return false };
        match (item.kind, answer) {
            (Kind::Choice | Kind::OpenChoice, answer) if place(answer).is_some() => {
                if let Some(at) = place(answer) {
                    self.chosen.insert(link_id, at);
                }
                true
            }
            (Kind::Boolean, Answer::Bool(yes)) => {
                self.chosen.insert(link_id, usize::from(!*yes));
                true
            }
            (Kind::Choice | Kind::Boolean | Kind::Group | Kind::Display, _) => false,
            (_, answer) => match self.typed_text(item, answer) {
                Some(text) => {
                    self.typed.insert(link_id, text);
                    true
                }
                None => false,
            },
        }
    }

    /// An answer as it would be typed; `None` when it has no such text.
    fn typed_text(&mut self, item: &Item, answer: &Answer) -> Option<String> {
        Some(match answer {
            Answer::Text(text) => text.clone(),
            Answer::Number(number) => number.to_string(),
            Answer::Quantity(q) => {
                let own = self.unit(item);
                if own != q.unit {
                    // Two units in one field of several lines cannot both stand.
                    if item.repeats {
                        return None;
                    }
                    self.units.insert(item.link_id.clone(), q.unit.clone());
                }
                q.value.to_string()
            }
            Answer::Date(date) => date_text(*date),
            Answer::DateTime(at) => format!(
                "{} {}",
                date_text(PartialDate::from_day(at.date())),
                crate::forms::clock(at.time())
            ),
            Answer::Time(time) => crate::forms::clock(*time),
            Answer::Bool(_) | Answer::Choice(_) | Answer::Other(_) => return None,
        })
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
        let form = self.shape(form);
        for item in form
            .all_items()
            .into_iter()
            .filter(|item| !item.is_computed())
        {
            let given = self.answer(item, today);
            if !given.is_empty() {
                answers.insert(item.link_id.clone(), given);
            }
        }
        answers
    }

    fn answer(&self, item: &Item, today: NaiveDate) -> Vec<Answer> {
        let id = &item.link_id;
        let text = self.typed.get(id).filter(|t| !t.trim().is_empty());
        let lines = || {
            let lines = text.map(|t| t.lines()).into_iter().flatten();
            lines.filter(|line| !line.trim().is_empty())
        };
        if item.repeats && !item.options.is_empty() {
            let ticked = self.ticked.get(id).into_iter().flatten();
            let options = ticked.filter_map(|at| item.options.get(*at));
            let words = lines().map(|line| Answer::Text(line.to_owned()));
            return options.map(|o| o.answer.clone()).chain(words).collect();
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
        if item.repeats {
            return lines()
                .map(|line| self.typed_answer(item, line, today))
                .collect();
        }
        text.map(|text| self.typed_answer(item, text, today))
            .into_iter()
            .collect()
    }

    fn typed_answer(&self, item: &Item, text: &str, today: NaiveDate) -> Answer {
        let words = || Answer::Text(text.to_owned());
        match item.kind {
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
            Kind::DateTime => moment(item, text, today).unwrap_or_else(words),
            Kind::Time => time_of_day(text).map_or_else(words, Answer::Time),
            Kind::Group
            | Kind::Display
            | Kind::String
            | Kind::Text
            | Kind::Url
            | Kind::Boolean
            | Kind::Choice
            | Kind::OpenChoice => words(),
        }
    }

    /// Chooses the unit of a quantity.
    pub fn choose_unit(&mut self, item: &Item, code: &str) {
        self.units.insert(item.link_id.clone(), code.to_owned());
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
        let shape = self.shape(form);
        let facts = Facts::of(person, today);
        let answers = with_facts(&shape, &self.answers(form, today), &facts);
        to_store(&shape, &answers)
            .into_iter()
            .map(|(id, given)| (id, encode_all(&given)))
            .collect()
    }

    pub fn check(&self, form: &Form, person: &Person, today: NaiveDate) -> Checked {
        let facts = Facts::of(person, today);
        let shape = self.shape(form);
        let answers = with_facts(&shape, &self.answers(form, today), &facts);
        let is_worked_out = |link_id: &String| {
            shape
                .item(link_id)
                .is_some_and(|item| item.calculated.is_some())
        };
        Checked {
            visible: visible(&shape, &answers),
            errors: validate(&shape, &answers, today),
            warnings: warnings(&shape, &answers, facts.age_months),
            worked_out: answers
                .into_iter()
                .filter(|(link_id, _)| is_worked_out(link_id))
                .collect(),
        }
    }
}

/// Values of the repetitions behind `number` take the place of the one before.
fn move_up<T>(values: &mut BTreeMap<String, T>, name: &str, number: u32, count: u32) {
    values.remove(&link_id_in(name, number));
    for at in number..count {
        if let Some(value) = values.remove(&link_id_in(name, at + 1)) {
            values.insert(link_id_in(name, at), value);
        }
    }
}

/// A typed day with its time, or the day alone.
pub fn moment(item: &Item, text: &str, today: NaiveDate) -> Option<Answer> {
    if let Ok(date) = date(item, text, today) {
        return Some(Answer::Date(date));
    }
    let (day, time) = text.trim().rsplit_once([' ', ','])?;
    let day = date(item, day.trim().trim_end_matches(','), today)
        .ok()?
        .day()?;
    Some(Answer::DateTime(day.and_time(time_of_day(time)?)))
}

/// A typed time: 8:05, 0805, 8.05.
pub fn time_of_day(text: &str) -> Option<NaiveTime> {
    time(text.trim()).or_else(|| clock(text))
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
