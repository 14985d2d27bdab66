//! A visit by an IMCI form as its assessment, and the assessment in words. Screen, paper and command line begin here. Pure: knows
//! the visit, not the window.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::growth::table_sex;
use crate::clinical::imci::{
    Assessment, Because, Book, Chart, Child, Classified, Fluid, FluidPlan, Shown, State, Value,
    assess,
};
use crate::domain::dates::Age;
use crate::domain::lang::Lang;
use crate::domain::person::Person;
use crate::domain::visit::Visit;
use crate::forms::{Answer, Form, FormSet, decode_all};
use crate::i18n::{dates, numbers, tr};

/// Signs named in one sentence; more are counted.
const NAMED: usize = 4;
/// Digits after the comma of what was measured or computed.
const PLACES: u8 = 2;

/// An assessment and who it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Looked {
    pub assessment: Assessment<'static>,
    pub birth: NaiveDate,
    pub on: NaiveDate,
}

/// Whether a visit was written by one of the IMCI forms.
pub fn is_imci(form_url: &str) -> bool {
    Book::builtin().of_form(form_url).is_some()
}

/// The form for this person's age; none from the fifth birthday on, and where the day of birth is not known.
pub fn form_for(person: &Person, today: NaiveDate) -> Option<&'static str> {
    if person.deceased.is_some() {
        return None;
    }
    let chart = Book::builtin().chart(person.born.day()?, today)?;
    Some(chart.form.as_str())
}

/// The assessment of a visit on its day. `None` for other forms, and for a child that has grown out of this one.
pub fn of_visit(person: &Person, visit: &Visit, on: NaiveDate) -> Option<Looked> {
    let birth = person.born.day()?;
    let chart = Book::builtin().chart(birth, on)?;
    if chart.form != visit.form {
        return None;
    }
    let answers = answers(chart, visit);
    let child = Child {
        birth,
        today: on,
        sex: table_sex(person),
        weight_on: None,
        answers: &answers,
    };
    Some(Looked {
        assessment: assess(Book::builtin(), &child).ok()?,
        birth,
        on,
    })
}

/// The answers that the chart asks for. What it cannot use counts as not answered.
fn answers(chart: &Chart, visit: &Visit) -> BTreeMap<String, Value> {
    visit
        .answers
        .iter()
        .filter_map(|(id, stored)| {
            let sign = chart.sign(id)?;
            let [answer] = <[Answer; 1]>::try_from(decode_all(stored)).ok()?;
            let value = value(id, &answer)?;
            sign.fits(&value).then(|| (id.clone(), value))
        })
        .collect()
}

fn value(id: &str, answer: &Answer) -> Option<Value> {
    match answer {
        Answer::Bool(yes) => Some(Value::Yes(*yes)),
        Answer::Number(number) => Some(Value::Number(number.to_f64())),
        Answer::Choice(coding) => Some(Value::Word(coding.code.clone())),
        Answer::Quantity(q) => {
            let number = q.value.to_f64();
            let in_unit = match (id, q.unit.as_str()) {
                ("weight", "g") => number / 1000.0,
                ("muac", "cm") => number * 10.0,
                ("height", "m") => number * 100.0,
                ("weight", "kg")
                | ("muac", "mm")
                | ("height", "cm")
                | ("temp", "Cel")
                | ("resp" | "resp-again", "/min")
                | ("spo2", "%") => number,
                // Another unit is another number.
                _ => return None,
            };
            Some(Value::Number(in_unit))
        }
        Answer::Text(_)
        | Answer::Date(_)
        | Answer::DateTime(_)
        | Answer::Time(_)
        | Answer::Other(_) => None,
    }
}

/// Says an assessment in one language.
#[derive(Debug, Clone, Copy)]
pub struct Speech<'a> {
    pub lang: Lang,
    pub looked: &'a Looked,
}

impl Speech<'_> {
    fn say(&self, key: &str) -> String {
        tr(self.lang, key, &[])
    }

    fn form(&self) -> Option<&'static Form> {
        FormSet::in_force().current(&self.looked.assessment.chart.form)
    }

    /// The question as the form has it.
    pub fn sign(&self, id: &str) -> String {
        let key = format!("imci-sign-{id}");
        if crate::i18n::has(self.lang, &key) {
            return self.say(&key);
        }
        let item = self.form().and_then(|form| form.item(id));
        item.map_or_else(|| id.to_owned(), |item| item.text(self.lang).to_owned())
    }

    pub fn box_name(&self, one: &Classified<'_>) -> String {
        self.say(&format!("imci-box-{}", one.of.id))
    }

    /// The class in words, or why there is none.
    pub fn class_name(&self, one: &Classified<'_>) -> String {
        match (one.class, one.state) {
            (Some(class), State::AtLeast) => {
                format!("{} ({})", self.class(&class.id), self.say("imci-at-least"))
            }
            (Some(class), _) => self.class(&class.id),
            (None, State::Absent) => self.say("imci-absent"),
            (None, State::Unconfirmed) => self.say("imci-unconfirmed"),
            (None, State::Classified | State::AtLeast | State::CannotClassify) => {
                self.say("imci-cannot-classify")
            }
        }
    }

    fn class(&self, id: &str) -> String {
        self.say(&format!("imci-class-{id}"))
    }

    /// The colour as a word: nothing is said by colour alone.
    pub fn colour(&self, one: &Classified<'_>) -> Option<String> {
        let colour = one.colour()?;
        Some(self.say(&format!("imci-colour-{}", colour.code())))
    }

    /// Why the box has its class.
    pub fn reasons(&self, one: &Classified<'_>) -> Vec<String> {
        let mut all: Vec<String> = one.because.iter().map(|b| self.because(b)).collect();
        if !one.is_confirmed() {
            all.push(self.say("imci-not-confirmed"));
        }
        all
    }

    fn because(&self, because: &Because) -> String {
        let said = |sign: &str, answer: &str| {
            let args = [("sign", self.sign(sign)), ("answer", answer.to_owned())];
            self.with("imci-because-answer", &args)
        };
        match because {
            Because::Sign { sign } => said(sign, &self.say("common-yes").to_lowercase()),
            Because::No { sign } => said(sign, &self.say("common-no").to_lowercase()),
            Because::Word { sign, word } => said(sign, &self.word(sign, word)),
            Because::Class { class } => self.class(class),
            Because::From { sign, value, limit } => {
                self.measured("imci-because-from", sign, *value, *limit)
            }
            Because::Below { sign, value, limit } => {
                self.measured("imci-because-below", sign, *value, *limit)
            }
        }
    }

    fn measured(&self, key: &str, sign: &str, value: f64, limit: f64) -> String {
        let age = Age::between(self.looked.birth, self.looked.on);
        let args = [
            ("sign", self.sign(sign)),
            ("value", self.number(value)),
            ("limit", self.number(limit)),
            (
                "age",
                age.map(|age| dates::age(self.lang, age))
                    .unwrap_or_default(),
            ),
        ];
        self.with(key, &args)
    }

    fn number(&self, value: f64) -> String {
        let text = numbers::rounded(self.lang, value, PLACES);
        text.replace('-', "−")
    }

    /// The option of a choice as the form has it.
    fn word(&self, sign: &str, word: &str) -> String {
        let item = self.form().and_then(|form| form.item(sign));
        let option = item.and_then(|item| {
            item.options
                .iter()
                .find(|option| matches!(&option.answer, Answer::Choice(c) if c.code == word))
        });
        option.map_or_else(
            || word.to_owned(),
            |option| option.text.get(self.lang).to_owned(),
        )
    }

    fn with(&self, key: &str, args: &[(&str, String)]) -> String {
        let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        tr(self.lang, key, &args)
    }

    /// What to ask before a box has its answer; nothing where it has.
    pub fn ask(&self, one: &Classified<'_>) -> Option<String> {
        self.missing(one, NAMED, |signs| {
            self.with("imci-ask", &[("signs", signs)])
        })
    }

    /// The same with every sign by its name: paper has room, and nobody can open it further.
    pub fn ask_all(&self, one: &Classified<'_>) -> Option<String> {
        let ask = |signs| self.with("imci-ask", &[("signs", signs)]);
        self.missing(one, usize::MAX, ask)
    }

    /// The same without its first words, for a list that says them once.
    pub fn open(&self, one: &Classified<'_>) -> Option<String> {
        self.missing(one, NAMED, |signs| signs)
    }

    fn missing(
        &self,
        one: &Classified<'_>,
        most: usize,
        ask: impl Fn(String) -> String,
    ) -> Option<String> {
        if one.missing.is_empty() || one.state == State::Absent {
            return None;
        }
        // In the order of the form, not of the alphabet.
        let order = self.form().map(Form::all_items).unwrap_or_default();
        let mut signs: Vec<&String> = one.missing.iter().collect();
        signs.sort_by_key(|id| order.iter().position(|item| item.link_id == **id));
        let again = &self.looked.assessment.again;
        let (again, open): (Vec<&String>, Vec<&String>) =
            signs.into_iter().partition(|id| again.contains(*id));
        let again = (!again.is_empty()).then(|| {
            let signs = self.named(&again, most);
            self.with("imci-again", &[("signs", signs)])
        });
        let open = (!open.is_empty()).then(|| ask(self.named(&open, most)));
        let said: Vec<String> = again.into_iter().chain(open).collect();
        Some(said.join(". "))
    }

    fn named(&self, signs: &[&String], most: usize) -> String {
        let mut names: Vec<String> = signs.iter().take(most).map(|id| self.sign(id)).collect();
        if signs.len() > most {
            names.push("…".to_owned());
        }
        names.join("; ")
    }

    pub fn step(&self, action: &str) -> String {
        self.say(&format!("imci-do-{action}"))
    }

    pub fn follow_up(&self, one: &Classified<'_>) -> Option<String> {
        let days = one.class?.follow_up_days?;
        Some(self.with("imci-follow-up", &[("n", days.to_string())]))
    }

    /// The whole in one sentence, without its colour.
    pub fn shown(&self) -> String {
        self.say(match self.looked.assessment.shown() {
            Shown::Red => "imci-shown-red",
            Shown::Yellow if self.looked.assessment.is_complete() => "imci-shown-yellow",
            Shown::Yellow => "imci-shown-yellow-open",
            Shown::Green => "imci-shown-green",
            Shown::Incomplete => "imci-shown-incomplete",
        })
    }

    /// How many questions are left, where not all was asked.
    pub fn left(&self) -> Option<String> {
        let boxes = &self.looked.assessment.boxes;
        let open: std::collections::BTreeSet<&String> =
            boxes.iter().flat_map(|one| &one.missing).collect();
        let n = open.len().to_string();
        (!open.is_empty()).then(|| self.with("imci-left", &[("n", n)]))
    }

    /// Which rules were used. The answers are signed; what follows from them is read by the rules that the program has today.
    pub fn rules(&self) -> String {
        let chart = self.looked.assessment.chart;
        let args = [
            ("date", dates::short(self.lang, chart.valid_from)),
            ("edition", chart.edition.clone()),
        ];
        format!("{}. {}", self.with("imci-by-rules", &args), chart.title)
    }

    pub fn returns(&self) -> Vec<String> {
        let ids = self.looked.assessment.returns.iter();
        ids.map(|id| self.say(&format!("imci-return-{id}")))
            .collect()
    }

    /// The millilitres with their arithmetic, or why there are none.
    pub fn fluid(&self, plan: &FluidPlan) -> Vec<String> {
        let n = |value: f64| numbers::rounded(self.lang, value, 3);
        let mut lines = Vec::new();
        match &plan.fluid {
            Err(why) => lines.push(self.say(&format!("imci-fluid-no-{}", why.code()))),
            Ok(Fluid::PerStool { ml: (from, to) }) => {
                let args = [("from", n(*from)), ("to", n(*to))];
                lines.push(self.with("imci-fluid-per-stool", &args));
            }
            Ok(Fluid::ByAge {
                ml: (from, to),
                hours,
            }) => {
                let args = [
                    ("from", n(*from)),
                    ("to", n(*to)),
                    ("hours", hours.to_string()),
                ];
                lines.push(self.with("imci-fluid-by-age", &args));
            }
            Ok(Fluid::ByWeight {
                kg,
                ml_per_kg,
                ml,
                hours,
            }) => {
                let args = [
                    ("perkg", n(*ml_per_kg)),
                    ("kg", n(*kg)),
                    ("ml", n(*ml)),
                    ("hours", hours.to_string()),
                ];
                lines.push(self.with("imci-fluid-by-weight", &args));
            }
            Ok(Fluid::Drip {
                kg,
                drops_per_ml,
                phases,
                tube_ml_h,
                tube_ml_per_kg_h,
                tube_hours,
            }) => {
                for phase in phases {
                    let args = [
                        ("perkg", n(phase.ml_per_kg)),
                        ("kg", n(*kg)),
                        ("ml", n(phase.ml)),
                        ("minutes", phase.minutes.to_string()),
                        ("mlh", n(phase.ml_per_h)),
                    ];
                    let drops = match phase.drops_per_min {
                        Some(drops) => self.with(
                            "imci-fluid-drops",
                            &[("drops", n(drops)), ("set", drops_per_ml.to_string())],
                        ),
                        None => self.say("imci-fluid-no-drops"),
                    };
                    lines.push(format!("{}: {drops}", self.with("imci-fluid-phase", &args)));
                }
                let args = [
                    ("perkg", n(*tube_ml_per_kg_h)),
                    ("kg", n(*kg)),
                    ("ml", n(*tube_ml_h)),
                    ("hours", tube_hours.to_string()),
                ];
                lines.push(self.with("imci-fluid-tube", &args));
            }
        }
        if plan.malnutrition_open {
            lines.push(self.say("imci-fluid-malnutrition-open"));
        }
        lines
    }
}
