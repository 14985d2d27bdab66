//! Two cards that may be one person, side by side, with the reasons; a person decides.

use egui::{Label, Ui};

use crate::domain::person::Person;
use crate::domain::visit::LinkAct;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::registration::known::reasons_text;
use crate::ui::screens::{Commands, parts};
use crate::ui::theme::tokens::{size, space};
use crate::ui::widgets::empty::empty_ui;
use crate::ui::widgets::text::{heading_ui, muted, small, strong};
use crate::ui::widgets::toast::News;
use crate::ui::widgets::{Btn, Severity, badge_ui};
use crate::worker::{Job, Op, PatientRow, Proposal, Ticket};

/// Width of the labels.
const LABELS: f32 = 150.0;

#[derive(Debug, Default)]
pub struct ProposalsState {
    at: usize,
    ticket: Option<(Ticket, LinkAct)>,
}

pub fn proposals_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    state: &mut ProposalsState,
    send: &mut Commands,
) {
    parts::head_ui(
        ui,
        &cx.tr("screen-proposals-title"),
        Some(muted(cx, cx.tr("screen-proposals-sentence"))),
    );
    if let Some((ticket, act)) = state.ticket
        && model.done(ticket).is_some()
    {
        state.ticket = None;
        let key = match act {
            LinkAct::Same => "screen-proposal-linked",
            LinkAct::Different => "screen-proposal-apart",
        };
        send.toast(News::Done, cx.tr(key));
    }
    if let Some(fault) = state
        .ticket
        .and_then(|(t, _)| model.fault_of(t))
        .or(model.fault.as_ref())
    {
        parts::fault_ui(ui, cx, fault);
    }
    let Some(rows) = &model.proposals else {
        parts::loading_ui(ui, cx);
        return;
    };
    if rows.is_empty() {
        empty_ui(ui, cx, &cx.tr("screen-proposals-none"), None);
        return;
    }
    state.at = state.at.min(rows.len() - 1);
    let Some(pair) = rows.get(state.at) else {
        return;
    };
    walk_ui(ui, cx, state, rows.len());
    parts::page_ui(ui, "proposals", |ui| {
        pair_ui(ui, cx, model, pair, state, send);
    });
}

fn walk_ui(ui: &mut Ui, cx: &Cx, state: &mut ProposalsState, count: usize) {
    if count < 2 {
        return;
    }
    parts::line_ui(ui, cx, |ui| {
        let at = (state.at + 1).to_string();
        ui.label(strong(cx.tr_with(
            "screen-proposal-count",
            &[("at", &at), ("of", &count.to_string())],
        )));
        if Btn::quiet(&cx.tr("screen-previous")).show(ui, cx).clicked() {
            state.at = (state.at + count - 1) % count;
        }
        if Btn::quiet(&cx.tr("common-next")).show(ui, cx).clicked() {
            state.at = (state.at + 1) % count;
        }
    });
    ui.add_space(space::S);
}

fn pair_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    pair: &Proposal,
    state: &mut ProposalsState,
    send: &mut Commands,
) {
    parts::line_ui(ui, cx, |ui| {
        ui.label(muted(cx, cx.tr("screen-proposal-why")));
        badge_ui(ui, cx, Severity::Warning, &reasons_text(cx, &pair.reasons));
    });
    ui.add_space(space::S);
    let (first, second) = (
        facts(cx, model, &pair.first),
        facts(cx, model, &pair.second),
    );
    let column = (ui.available_width() - LABELS - 3.0 * space::L) / 2.0;
    let t = cx.tokens();
    egui::Grid::new("pair")
        .num_columns(3)
        .spacing([space::L, space::S])
        .show(ui, |ui| {
            ui.label("");
            for person in [&pair.first.person, &pair.second.person] {
                ui.vertical(|ui| {
                    ui.set_width(column);
                    heading_ui(ui, &parts::person_name(cx, person));
                });
            }
            ui.end_row();
            for ((label, left), (_, right)) in first.iter().zip(&second) {
                ui.vertical(|ui| {
                    ui.set_width(LABELS);
                    ui.add(Label::new(small(cx, label)).wrap());
                });
                // What differs is said in words too: not by colour alone.
                let differs = left != right || *left == cx.tr("common-not-recorded");
                for value in [left, right] {
                    ui.vertical(|ui| {
                        ui.set_width(column);
                        let text = if differs {
                            egui::RichText::new(value)
                        } else {
                            strong(value)
                        };
                        ui.add(Label::new(text).wrap());
                    });
                }
                ui.end_row();
            }
            ui.label("");
            for row in [&pair.first, &pair.second] {
                ui.vertical(|ui| {
                    ui.set_width(column);
                    let open = cx.tr("screen-open-card");
                    let id = parts::row_id("proposal-open", row.patient);
                    if Btn::quiet(&open).id(id).show(ui, cx).clicked() {
                        send.open_card(row.patient);
                    }
                });
            }
            ui.end_row();
        });
    parts::hint_ui(ui, cx, &cx.tr("screen-proposal-bold"));
    ui.add_space(space::S);
    ui.painter().hline(
        ui.max_rect().x_range(),
        ui.cursor().top(),
        egui::Stroke::new(size::HAIRLINE, t.line),
    );
    ui.add_space(space::M);
    parts::paragraph_ui(ui, &cx.tr("screen-proposal-what"));
    ui.add_space(space::S);
    let busy = state
        .ticket
        .is_some_and(|(t, _)| model.fault_of(t).is_none());
    let wait = cx.tr("screen-saving");
    let mut say = |act: LinkAct, state: &mut ProposalsState| {
        let ticket = send.ticket();
        state.ticket = Some((ticket, act));
        send.job(Job::Do {
            ticket,
            op: Box::new(Op::Link {
                first: pair.first.patient,
                second: pair.second.patient,
                statement: act,
            }),
        });
    };
    ui.horizontal(|ui| {
        let blocked = busy.then_some(wait.as_str());
        if Btn::primary(&cx.tr("screen-proposal-same"))
            .blocked(blocked)
            .show(ui, cx)
            .clicked()
        {
            say(LinkAct::Same, state);
        }
        if !busy
            && Btn::secondary(&cx.tr("screen-proposal-different"))
                .show(ui, cx)
                .clicked()
        {
            say(LinkAct::Different, state);
        }
    });
}

/// The facts to compare, the same lines for both.
fn facts(cx: &Cx, model: &Model, row: &PatientRow) -> Vec<(String, String)> {
    let p: &Person = &row.person;
    let or_unknown = |text: String| {
        if text.trim().is_empty() {
            cx.tr("common-not-recorded")
        } else {
            text
        }
    };
    let numbers: Vec<String> = p
        .identifiers
        .iter()
        .map(|n| {
            format!(
                "{}\u{a0}{}",
                parts::number_label(cx, &n.kind),
                parts::number_grouped(n)
            )
        })
        .collect();
    vec![
        (cx.tr("common-birth-date"), cx.partial_with_age(p.born)),
        (cx.tr("common-sex"), parts::sex_word(cx, p.sex)),
        (cx.tr("ui-banner-number"), or_unknown(numbers.join(", "))),
        (
            cx.tr("common-phone"),
            or_unknown(if p.phone.is_empty() {
                String::new()
            } else {
                parts::phone_text(&p.phone, model.country())
            }),
        ),
        (cx.tr("common-address"), or_unknown(p.address.clone())),
        (
            cx.tr("screen-kin"),
            or_unknown(
                p.contacts
                    .iter()
                    .map(|c| c.name.clone())
                    .collect::<Vec<_>>()
                    .join(", "),
            ),
        ),
    ]
}
