//! The calculators in a visit: what is known is there already, and the answer goes into the findings.

use std::collections::BTreeMap;

use egui::{Context, Ui};
use serde_json::{Map, Value, json};

use crate::clinical::calc::{Calculator, Field, Refusal};
use crate::domain::number::Decimal;
use crate::forms::Item;
use crate::ui::cx::Cx;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::alert::finding_line_ui;
use crate::ui::widgets::button::way_back_ui;
use crate::ui::widgets::dialog::buttons_ui;
use crate::ui::widgets::number_field::{read_kilograms, read_number};
use crate::ui::widgets::text::{muted, small, strong, whole_ui};
use crate::ui::widgets::{Btn, Choice, Dialog, NumberField, RecordKey, Severity};
use crate::worker::calculate::words::{
    field as field_word, for_whom, line, name, sentence, source, unit, value_text, why_not, word,
};
use crate::worker::calculate::{Outcome, asked, is_emergency, offered, outcome, told};

/// The field of the visit that takes the answer.
pub const FINDINGS: &str = "exam";

const WIDTH: f32 = 640.0;
const WEIGHT: &str = "weight_kg";

/// What is chosen and typed.
#[derive(Debug)]
pub struct CalcEdit {
    scope: String,
    known: Map<String, Value>,
    chosen: Option<&'static Calculator>,
    typed: BTreeMap<String, String>,
    picked: BTreeMap<String, Option<usize>>,
}

/// What the user did in this pass.
#[derive(Debug, Default)]
pub struct CalcAnswer {
    /// The line for the findings.
    pub line: Option<String>,
    pub close: bool,
}

/// The button below the findings.
pub fn open_ui(ui: &mut Ui, cx: &Cx, items: &[Item]) -> bool {
    items.iter().any(|item| item.link_id == FINDINGS)
        && Btn::secondary(&cx.tr("calc-open")).show(ui, cx).clicked()
}

impl CalcEdit {
    pub fn new(scope: &str, known: Map<String, Value>) -> Self {
        Self {
            scope: format!("{scope}-calc"),
            known,
            chosen: None,
            typed: BTreeMap::new(),
            picked: BTreeMap::new(),
        }
    }

    pub fn show(&mut self, ctx: &Context, cx: &Cx) -> CalcAnswer {
        match self.chosen {
            None => self.list(ctx, cx),
            Some(about) => self.one(ctx, cx, about),
        }
    }

    fn list(&mut self, ctx: &Context, cx: &Cx) -> CalcAnswer {
        let title = cx.tr("calc-title");
        let shown = Dialog::new("calculators", &title)
            .width(WIDTH)
            .show(ctx, cx, |ui| {
                whole_ui(ui, muted(cx, cx.tr("calc-which")));
                for about in offered(&self.known) {
                    if Btn::secondary(&name(cx.lang, about)).show(ui, cx).clicked() {
                        self.begin(cx, about);
                    }
                }
                let mut cancel = false;
                buttons_ui(ui, |ui| cancel = way_back_ui(ui, cx, "common-cancel"));
                cancel
            });
        CalcAnswer {
            line: None,
            close: shown.close || shown.inner,
        }
    }

    /// What this visit measured stands in the fields and can be typed over.
    fn begin(&mut self, cx: &Cx, about: &'static Calculator) {
        self.chosen = Some(about);
        self.typed.clear();
        self.picked.clear();
        for field in asked(about, &self.known) {
            if let Some(number) = self.known.get(&field.name).and_then(Value::as_f64) {
                let text = crate::i18n::numbers::rounded(cx.lang, number, 3);
                self.typed.insert(field.name.clone(), text);
            }
        }
    }

    fn one(&mut self, ctx: &Context, cx: &Cx, about: &'static Calculator) -> CalcAnswer {
        let title = name(cx.lang, about);
        let mut answer = CalcAnswer::default();
        let shown = Dialog::new("calculator", &title)
            .width(WIDTH)
            .show(ctx, cx, |ui| {
                let known: Vec<String> = told(about, &self.known)
                    .into_iter()
                    .filter(|(field, _)| field.name != "country")
                    .map(|(field, value)| {
                        let text = value_text(cx.lang, about, field, value);
                        format!("{}: {text}", field_word(cx.lang, &field.name))
                    })
                    .collect();
                if !known.is_empty() {
                    let known = cx.tr_with("calc-known", &[("what", &known.join(" · "))]);
                    whole_ui(ui, muted(cx, known));
                }
                let (given, _) = self.given(about);
                let so_far = outcome(about, &self.known, &given);
                for field in asked(about, &self.known) {
                    self.field_ui(ui, cx, about, field, &so_far);
                }
                ui.add_space(space::S);
                let (given, readable) = self.given(about);
                let said = outcome(about, &self.known, &given);
                whole_ui(ui, small(cx, for_whom(cx.lang, about)));
                whole_ui(ui, small(cx, source(cx.lang, about)));
                let done = match &said {
                    Outcome::Done(found) if readable => Some(found),
                    Outcome::Done(_) | Outcome::Missing(_) | Outcome::Refused(_) => None,
                };
                let wait = why_not(cx.lang, &said).unwrap_or_else(|| cx.tr("calc-not-here"));
                let (mut other, mut cancel) = (false, false);
                // The answer stays in sight however long the list of questions is.
                buttons_ui(ui, |ui| {
                    ui.vertical(|ui| {
                        said_ui(ui, cx, about, &said);
                        ui.horizontal_wrapped(|ui| {
                            let insert = Btn::primary(&cx.tr("calc-insert"))
                                .blocked(done.is_none().then_some(wait.as_str()))
                                .show(ui, cx);
                            if insert.clicked()
                                && let Some(found) = done
                            {
                                answer.line = Some(line(cx.lang, about, &given, found));
                            }
                            other = Btn::secondary(&cx.tr("calc-other")).show(ui, cx).clicked();
                            cancel = way_back_ui(ui, cx, "common-cancel");
                        });
                    });
                });
                (other, cancel)
            });
        let (other, cancel) = shown.inner;
        if other {
            self.chosen = None;
        }
        answer.close = shown.close || cancel || answer.line.is_some();
        answer
    }

    fn field_ui(
        &mut self,
        ui: &mut Ui,
        cx: &Cx,
        about: &Calculator,
        field: &Field,
        so_far: &Outcome,
    ) {
        let label = field_word(cx.lang, &field.name);
        let key = RecordKey::new(&self.scope, &field.name);
        if field.choices.is_empty() {
            let wrong = match so_far {
                Outcome::Refused(Refusal::Outside { field: of, .. }) if *of == field.name => {
                    why_not(cx.lang, so_far)
                }
                Outcome::Refused(Refusal::Not { field: of, .. }) if *of == field.name => {
                    Some(cx.tr("form-field-not-whole"))
                }
                Outcome::Refused(_) | Outcome::Missing(_) | Outcome::Done(_) => None,
            };
            let text = self.typed.entry(field.name.clone()).or_default();
            NumberField::new(key, &label, text)
                .unit(&unit(cx.lang, &field.unit))
                .kilograms(field.name == WEIGHT)
                .error(wrong.as_deref())
                .show(ui, cx);
        } else {
            let words: Vec<String> = choices(field)
                .map(|choice| word(cx.lang, about, &field.name, choice))
                .collect();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let chosen = self.picked.entry(field.name.clone()).or_default();
            Choice::new(key, &label, chosen, &words)
                .beside(is_yes_no(field))
                .show(ui, cx);
        }
    }

    /// What was typed and chosen, and whether every number of it can be read.
    fn given(&self, about: &Calculator) -> (Map<String, Value>, bool) {
        let mut given = Map::new();
        let mut readable = true;
        for field in asked(about, &self.known) {
            if let Some(text) = self.typed.get(&field.name) {
                match read(field, text) {
                    Ok(Some(number)) => {
                        given.insert(field.name.clone(), json!(number.to_f64()));
                    }
                    Ok(None) => {}
                    Err(_) => readable = false,
                }
            }
            let picked = self.picked.get(&field.name).copied().flatten();
            if let Some(choice) = picked.and_then(|at| choices(field).nth(at)) {
                given.insert(field.name.clone(), json!(choice));
            }
        }
        (given, readable)
    }
}

fn read(field: &Field, text: &str) -> Result<Option<Decimal>, crate::domain::number::NumberError> {
    if field.name == WEIGHT {
        read_kilograms(text)
    } else {
        read_number(text)
    }
}

/// "Yes" stands before "no" on every screen; the data file has them as a program writes them.
fn choices(field: &Field) -> Box<dyn Iterator<Item = &str> + '_> {
    let words = field.choices.iter().map(String::as_str);
    if is_yes_no(field) {
        Box::new(words.rev())
    } else {
        Box::new(words)
    }
}

fn is_yes_no(field: &Field) -> bool {
    field.choices == ["false", "true"]
}

fn said_ui(ui: &mut Ui, cx: &Cx, about: &Calculator, said: &Outcome) {
    match said {
        Outcome::Done(found) => {
            let text = sentence(cx.lang, about, found);
            if is_emergency(found) {
                finding_line_ui(ui, cx, Severity::Warning, &text);
            } else {
                whole_ui(ui, strong(text));
            }
        }
        // The list of what is empty is long at first and says nothing then.
        Outcome::Missing(_) => {}
        Outcome::Refused(Refusal::Outside { .. } | Refusal::Not { .. }) => {}
        Outcome::Refused(_) => {
            if let Some(why) = why_not(cx.lang, said) {
                finding_line_ui(ui, cx, Severity::Required, &why);
            }
        }
    }
}
