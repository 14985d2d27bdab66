//! A referral: where to, why, how soon. Used in a visit and straight from the card.

use egui::Context;

use crate::domain::visit::Referral;
use crate::ui::cx::Cx;
use crate::ui::widgets::dialog::act_or_cancel_ui;
use crate::ui::widgets::{Btn, Choice, Dialog, Field, RecordKey};

/// Codes of the record, the words are `card-urgency-<code>`.
const URGENCIES: [&str; 3] = ["routine", "urgent", "emergency"];

/// What is typed.
#[derive(Debug, Clone)]
pub struct ReferralEdit {
    scope: String,
    destination: String,
    reason: String,
    urgency: Option<usize>,
    missing: bool,
}

/// What the user did in this pass.
#[derive(Debug, Default)]
pub struct ReferralAnswer {
    pub done: Option<Referral>,
    pub close: bool,
}

impl ReferralEdit {
    pub fn new(scope: &str) -> Self {
        Self {
            scope: format!("{scope}-referral"),
            destination: String::new(),
            reason: String::new(),
            urgency: Some(0),
            missing: false,
        }
    }

    pub fn open(scope: &str, referral: &Referral) -> Self {
        Self {
            destination: referral.destination.clone(),
            reason: referral.reason.clone(),
            urgency: URGENCIES.iter().position(|u| *u == referral.urgency),
            ..Self::new(scope)
        }
    }

    pub fn show(&mut self, ctx: &Context, cx: &Cx) -> ReferralAnswer {
        let title = cx.tr("common-referral");
        let shown = Dialog::new("referral", &title).show(ctx, cx, |ui| {
            let missing = cx.tr("card-field-missing");
            let error = |text: &str, on: bool| on && text.trim().is_empty();
            let no_place = error(&self.destination, self.missing);
            let no_reason = error(&self.reason, self.missing);
            Field::new(
                RecordKey::new(&self.scope, "destination"),
                &cx.tr("card-referral-to"),
                &mut self.destination,
            )
            .required(true)
            .width(f32::INFINITY)
            .error(no_place.then_some(missing.as_str()))
            .show(ui, cx);
            Field::new(
                RecordKey::new(&self.scope, "reason"),
                &cx.tr("card-referral-why"),
                &mut self.reason,
            )
            .required(true)
            .rows(3)
            .width(f32::INFINITY)
            .error(no_reason.then_some(missing.as_str()))
            .show(ui, cx);
            let words = URGENCIES.map(|u| cx.tr(&format!("card-urgency-{u}")));
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            Choice::new(
                RecordKey::new(&self.scope, "urgency"),
                &cx.tr("card-urgency"),
                &mut self.urgency,
                &words,
            )
            .show(ui, cx);
            act_or_cancel_ui(ui, cx, Btn::primary(&cx.tr("card-refer-do")))
        });
        let (yes, no) = shown.inner;
        let complete = !self.destination.trim().is_empty() && !self.reason.trim().is_empty();
        self.missing |= yes && !complete;
        let done = (yes && complete).then(|| Referral {
            destination: self.destination.trim().to_owned(),
            reason: self.reason.trim().to_owned(),
            urgency: self
                .urgency
                .and_then(|at| URGENCIES.get(at))
                .map_or_else(String::new, |u| (*u).to_owned()),
            ..Referral::default()
        });
        ReferralAnswer {
            close: shown.close || no || done.is_some(),
            done,
        }
    }
}

/// `Хирург, срочно — острый живот?`
pub fn referral_line(cx: &Cx, referral: &Referral) -> String {
    let urgency = if URGENCIES.contains(&referral.urgency.as_str()) {
        format!(
            ", {}",
            cx.tr(&format!("card-urgency-{}", referral.urgency))
                .to_lowercase()
        )
    } else {
        String::new()
    };
    format!("{}{urgency} — {}", referral.destination, referral.reason)
}
