//! What weight and height say while they are typed: one line right below them.

use chrono::NaiveDate;
use egui::Ui;
use serde_json::{Map, Value, json};

use crate::clinical::calc;
use crate::clinical::growth::Level;
use crate::domain::card::CardView;
use crate::domain::dates::Age;
use crate::domain::visit::Visit;
use crate::forms::Item;
use crate::i18n::numbers;
use crate::ui::cx::Cx;
use crate::ui::widgets::Severity;
use crate::ui::widgets::alert::finding_line_ui;
use crate::ui::widgets::text::{muted, whole_ui};
use crate::worker::dose::WEIGHT;
use crate::worker::growth::words::{finding_text, indicator_word, told, z_text};
use crate::worker::growth::{Measured, amount, of_visit};
use crate::worker::pregnant::on_day;

/// The field under whose row the line stands, and the one it is read with.
const HEIGHT: &str = "height";

const STANDING_IGNORED: &str = "standing_ignored";

/// The line, and whether it warns.
#[derive(Debug, Clone, PartialEq)]
pub struct BodyLine {
    pub text: String,
    pub warns: bool,
}

/// The line under the fields it is read from.
pub fn body_ui(ui: &mut Ui, cx: &Cx, items: &[Item], line: Option<&BodyLine>) {
    let Some(line) = line.filter(|_| items.iter().any(|item| item.link_id == WEIGHT)) else {
        return;
    };
    if line.warns {
        finding_line_ui(ui, cx, Severity::Warning, &line.text);
    } else {
        whole_ui(ui, muted(cx, &line.text));
    }
}

/// A child beside WHO's standards, an adult's body mass index; `None` until something of it was typed.
pub fn body_line(cx: &Cx, card: &CardView, visit: &Visit, day: NaiveDate) -> Option<BodyLine> {
    if let Some(measured) = of_visit(&card.person, visit, day) {
        return Some(child_line(cx, &measured));
    }
    if on_day(card, visit, day).is_pregnant() {
        return None;
    }
    let age = Age::on(card.person.born, day)?;
    adult_line(cx, age, amount(visit, WEIGHT)?, amount(visit, HEIGHT)?)
}

fn child_line(cx: &Cx, measured: &Measured) -> BodyLine {
    let worst = told(measured)
        .into_iter()
        .find(|finding| finding.level > Level::Info);
    if let Some(worst) = worst {
        return BodyLine {
            text: finding_text(cx.lang, worst),
            warns: true,
        };
    }
    let scores: Vec<String> = measured
        .growth
        .scores
        .iter()
        .map(|score| {
            let what = indicator_word(cx.lang, score.indicator);
            format!("{what} z\u{a0}{}", z_text(cx.lang, score.z))
        })
        // "Standing" below nine months was not believed; whoever typed it has to know.
        .chain(
            measured
                .growth
                .findings
                .iter()
                .filter(|finding| finding.flag == STANDING_IGNORED)
                .map(|finding| finding_text(cx.lang, finding)),
        )
        .collect();
    BodyLine {
        text: scores.join(" · "),
        warns: false,
    }
}

/// The calculator refuses what is outside its limits; then there is no line.
fn adult_line(cx: &Cx, age: Age, kg: f64, cm: f64) -> Option<BodyLine> {
    let given: Map<String, Value> = [
        ("age_years".to_owned(), json!(age.years)),
        ("weight_kg".to_owned(), json!(kg)),
        ("height_cm".to_owned(), json!(cm)),
    ]
    .into_iter()
    .collect();
    let answer = calc::compute("bmi", &given).ok()?;
    let bmi = numbers::rounded(cx.lang, answer.get("bmi")?.as_f64()?, 1);
    let class = match answer.get("class")?.as_str()? {
        "underweight" => Some("growth-bmi-underweight"),
        "overweight" => Some("growth-flag-overweight"),
        "obese" => Some("growth-flag-obesity"),
        _ => None,
    };
    let mut text = cx.tr_with("growth-bmi-line", &[("bmi", &bmi)]);
    if let Some(class) = class {
        text = format!("{text} · {}", cx.tr(class));
    }
    Some(BodyLine { text, warns: false })
}
