//! The signature itself: under the ticked rules, or taken back. One dialog each; the worker's answer closes it.

use std::collections::BTreeMap;

use egui::Ui;

use super::rule_words;
use super::rules::RulesState;
use crate::clinical::Formulary;
use crate::domain::approval::Approval;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, parts};
use crate::ui::theme::tokens::space;
use crate::ui::widgets::dialog::{Dialog, act_or_cancel_ui};
use crate::ui::widgets::text::whole_ui;
use crate::ui::widgets::toast::News;
use crate::ui::widgets::{Btn, Field, RecordKey};
use crate::worker::{Fault, Job, Op, Ticket};

const SCOPE: &str = "rules-sign";

#[derive(Debug, Default)]
pub struct Act {
    open: Option<Open>,
    /// Kept from one signature to the next.
    position: String,
    remark: String,
    /// Signatures on their way; each holds as many rules as one entry can.
    sent: Vec<Ticket>,
    refused: Option<Ticket>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Open {
    Sign,
    Withdraw(String),
}

impl Act {
    pub fn sign(&mut self) {
        self.begin(Open::Sign);
    }

    pub fn withdraw(&mut self, rule: &str) {
        self.begin(Open::Withdraw(rule.to_owned()));
    }

    fn begin(&mut self, open: Open) {
        self.open = Some(open);
        self.remark.clear();
        self.refused = None;
    }
}

/// The worker's answers: done with a word, or the fault stays in place.
pub fn hear(cx: &Cx, model: &Model, state: &mut RulesState, send: &mut Commands) {
    let act = &mut state.act;
    if let Some(refused) = act.sent.iter().find(|t| model.fault_of(**t).is_some()) {
        act.refused = Some(*refused);
        act.sent.clear();
        act.open = None;
        return;
    }
    let all = !act.sent.is_empty() && act.sent.iter().all(|t| model.done(*t).is_some());
    if all {
        let key = match act.open.take() {
            Some(Open::Withdraw(_)) => "rules-withdrawn",
            Some(Open::Sign) | None => {
                state.ticked.clear();
                "rules-done"
            }
        };
        act.sent.clear();
        send.toast(News::Done, cx.tr(key));
    }
}

pub fn fault<'m>(model: &'m Model, state: &RulesState) -> Option<&'m Fault> {
    let own = state.act.refused.and_then(|ticket| model.fault_of(ticket));
    own.or(model.fault.as_ref())
}

pub fn dialog_ui(ui: &mut Ui, cx: &Cx, state: &mut RulesState, send: &mut Commands) {
    match state.act.open.clone() {
        Some(Open::Sign) => sign_ui(ui, cx, state, send),
        Some(Open::Withdraw(rule)) => withdraw_ui(ui, cx, &rule, state, send),
        None => {}
    }
}

fn sign_ui(ui: &mut Ui, cx: &Cx, state: &mut RulesState, send: &mut Commands) {
    let title = cx.tr_n("rules-sign", state.ticked.len());
    let shown = Dialog::new("rules-sign", &title).show(ui.ctx(), cx, |ui| {
        parts::paragraph_ui(ui, &cx.tr("rules-sign-sentence"));
        ui.add_space(space::S);
        for id in &state.ticked {
            whole_ui(ui, format!("• {}", in_a_line(cx, id)));
        }
        ui.add_space(space::S);
        let limit = Approval::LONGEST;
        Field::new(
            RecordKey::new(SCOPE, "position"),
            &cx.tr("rules-position"),
            &mut state.act.position,
        )
        .hint(&cx.tr("rules-position-hint"))
        .width(f32::INFINITY)
        .char_limit(limit)
        .show(ui, cx);
        remark_ui(ui, cx, &mut state.act.remark);
        let act = cx.tr("common-sign");
        act_or_cancel_ui(ui, cx, Btn::primary(&act))
    });
    let (yes, no) = shown.inner;
    if yes && state.act.sent.is_empty() {
        let data = Formulary::builtin();
        let signed: Vec<(String, String)> = state
            .ticked
            .iter()
            .filter_map(|id| Some((id.clone(), data.hash_of(id)?.to_owned())))
            .collect();
        for part in signed.chunks(Approval::MOST_ITEMS) {
            let ticket = send.ticket();
            state.act.sent.push(ticket);
            send.job(Job::Do {
                ticket,
                op: Box::new(Op::ApproveRules {
                    items: part.iter().cloned().collect::<BTreeMap<_, _>>(),
                    position: state.act.position.clone(),
                    remark: state.act.remark.clone(),
                }),
            });
        }
    }
    if no || shown.close {
        state.act.open = None;
    }
}

fn withdraw_ui(ui: &mut Ui, cx: &Cx, rule: &str, state: &mut RulesState, send: &mut Commands) {
    let title = cx.tr("rules-withdraw-title");
    let shown = Dialog::new("rules-withdraw", &title).show(ui.ctx(), cx, |ui| {
        whole_ui(ui, in_a_line(cx, rule));
        parts::paragraph_ui(ui, &cx.tr("rules-withdraw-sentence"));
        remark_ui(ui, cx, &mut state.act.remark);
        let act = cx.tr("rules-withdraw-act");
        act_or_cancel_ui(ui, cx, Btn::primary(&act))
    });
    let (yes, no) = shown.inner;
    if yes && state.act.sent.is_empty() {
        let ticket = send.ticket();
        state.act.sent.push(ticket);
        send.job(Job::Do {
            ticket,
            op: Box::new(Op::WithdrawApproval {
                items: [rule.to_owned()].into(),
                remark: state.act.remark.clone(),
            }),
        });
    }
    if no || shown.close {
        state.act.open = None;
    }
}

fn remark_ui(ui: &mut Ui, cx: &Cx, remark: &mut String) {
    Field::new(
        RecordKey::new(SCOPE, "remark"),
        &cx.tr("rules-remark"),
        remark,
    )
    .width(f32::INFINITY)
    .rows(2)
    .char_limit(Approval::LONGEST)
    .show(ui, cx);
}

/// Medicine, indication and dose of a rule.
fn in_a_line(cx: &Cx, id: &str) -> String {
    let data = Formulary::builtin();
    let found = data
        .medicines()
        .find_map(|m| Some((m, m.rules.iter().find(|rule| rule.id == id)?)));
    let Some((medicine, rule)) = found else {
        return id.to_owned();
    };
    format!(
        "{}, {} — {}",
        rule_words::medicine_text(cx, &medicine.id),
        rule_words::prose(cx, "indication", rule, &rule.indication),
        rule_words::dose(cx, rule).join("; ")
    )
}
