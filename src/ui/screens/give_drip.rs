//! A dose that runs in as a drip: volume, time and set are typed, the speed is counted by the bedside calculator.

use egui::{Id, RichText, Ui};
use serde_json::{Map, Value, json};

use super::card_words::{NBSP, number_text};
use super::give_record::Dripped;
use super::parts::tick_ui;
use crate::clinical::calc;
use crate::domain::dose::plain;
use crate::domain::number::Decimal;
use crate::ui::cx::Cx;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::number_field::read_number;
use crate::ui::widgets::text::{strong, whole_ui};
use crate::ui::widgets::{Choice, NumberField, RecordKey};

/// Drops in one millilitre of the sets that the calculator knows.
const SETS: [&str; 4] = ["10", "15", "20", "60"];
/// What lies in most cupboards of the region.
const USUAL_SET: usize = 2;

#[derive(Debug, Default)]
pub struct DripEdit {
    on: bool,
    volume: String,
    minutes: String,
    set: Option<usize>,
}

impl DripEdit {
    /// Complete, or not a drip at all.
    pub fn is_settled(&self) -> bool {
        !self.on || self.counted().is_some()
    }

    /// The speed, where everything is typed and a person can count it.
    pub fn counted(&self) -> Option<Dripped> {
        let number = |text: &str| read_number(text).ok().flatten();
        let volume = number(&self.volume).filter(|_| self.on)?;
        let answer = count(volume, number(&self.minutes)?, SETS.get(self.set?)?)?;
        let of = |key: &str| Some(plain(answer.get(key)?.as_f64()?));
        Some(Dripped {
            volume_ml: volume,
            rate_ml_h: of("ml_per_h")?,
            drops_per_min: of("drops_per_min")?,
        })
    }

    /// The speed in words for the dose check, which knows no rule for it and says so.
    pub fn rate(&self) -> Option<String> {
        let counted = self.counted()?;
        Some(format!("{} mL/h", counted.rate_ml_h))
    }

    fn is_typed(&self) -> bool {
        let typed = |text: &str| matches!(read_number(text), Ok(Some(_)));
        typed(&self.volume) && typed(&self.minutes) && self.set.is_some()
    }
}

fn count(volume: Decimal, minutes: Decimal, set: &str) -> Option<Map<String, Value>> {
    let given = Map::from_iter([
        ("volume_ml".to_owned(), json!(volume.to_f64())),
        ("minutes".to_owned(), json!(minutes.to_f64())),
        ("drops_per_ml".to_owned(), json!(set)),
    ]);
    // A refusal (a speed that nobody can count, a figure out of its limits) is said by one sentence below.
    calc::compute("drip_rate", &given).ok()
}

pub fn drip_ui(ui: &mut Ui, cx: &Cx, scope: &str, drip: &mut DripEdit) {
    let id = Id::unique(("feldsher-give-drip", scope));
    tick_ui(ui, cx, id, &mut drip.on, &cx.tr("give-drip"));
    if !drip.on {
        return;
    }
    if drip.set.is_none() {
        drip.set = Some(USUAL_SET);
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        NumberField::new(
            RecordKey::new(scope, "drip-volume"),
            &cx.tr("give-drip-volume"),
            &mut drip.volume,
        )
        .unit(&cx.tr("common-unit-ml"))
        .show(ui, cx);
        NumberField::new(
            RecordKey::new(scope, "drip-minutes"),
            &cx.tr("give-drip-minutes"),
            &mut drip.minutes,
        )
        .unit(&cx.tr("common-unit-minute"))
        .show(ui, cx);
    });
    let key = RecordKey::new(scope, "drip-set");
    let label = cx.tr("give-drip-set");
    Choice::new(key, &label, &mut drip.set, &SETS).show(ui, cx);
    match drip.counted() {
        Some(counted) => drop(whole_ui(ui, strong(drip_text(cx, &counted)))),
        None if drip.is_typed() => {
            let color = cx.tokens().warning.fg;
            whole_ui(ui, RichText::new(cx.tr("give-drip-refused")).color(color));
        }
        None => {}
    }
}

/// `100 mL/h · 33 drops a minute`
pub fn drip_text(cx: &Cx, counted: &Dripped) -> String {
    let text = cx.tr_with(
        "give-drip-answer",
        &[
            ("rate", &number_text(cx, &counted.rate_ml_h)),
            ("drops", &number_text(cx, &counted.drops_per_min)),
        ],
    );
    text.replace(' ', &NBSP.to_string())
        .replace(&format!("{NBSP}·{NBSP}"), " · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drip(volume: &str, minutes: &str, set: usize) -> DripEdit {
        DripEdit {
            on: true,
            volume: volume.into(),
            minutes: minutes.into(),
            set: Some(set),
        }
    }

    #[test]
    fn drops_are_counted_and_what_nobody_can_count_is_refused() {
        for (volume, minutes, set, wanted) in [
            ("200", "60", 2, Some(("200", "67"))),
            ("100", "30", 3, Some(("200", "200"))),
            ("400", "240", 2, Some(("100", "33"))),
            ("1000", "30", 2, None),
            ("", "30", 2, None),
            ("100", "0", 2, None),
            ("пол-литра", "30", 2, None),
        ] {
            let counted = drip(volume, minutes, set).counted();
            let got = counted.map(|c| (c.rate_ml_h, c.drops_per_min));
            let wanted = wanted.map(|(r, d): (&str, &str)| (r.to_owned(), d.to_owned()));
            assert_eq!(got, wanted, "{volume} in {minutes}");
        }
        let half = drip("200", "", 2);
        assert!(!half.is_settled() && half.rate().is_none());
        assert!(DripEdit::default().is_settled(), "no drip is complete");
    }
}
