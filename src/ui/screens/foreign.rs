//! A summary that another system wrote, whole and read-only: section after section, with what turns a meaning said first.

use egui::{Context, Id, Ui};

use super::{Commands, parts};
use crate::domain::allergy::Allergy;
use crate::domain::card::CardView;
use crate::domain::foreign::{Foreign, Item, Line, Offer, Part};
use crate::domain::problem::Problem;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::alert::finding_line_ui;
use crate::ui::widgets::dialog::{Dialog, buttons_ui};
use crate::ui::widgets::text::{muted, strong, whole_ui};
use crate::ui::widgets::toast::News;
use crate::ui::widgets::{Btn, Severity};
use crate::worker::{Action, Fault, Job, Ticket};

/// Width of the window with the summary.
const WIDTH: f32 = 1040.0;
/// Lines of a section that are drawn before somebody asks for more: an old computer draws them in a frame.
const LINES: usize = 300;
/// Points by which a line stands further in than the one above.
const STEP: f32 = 16.0;

#[derive(Debug, Default)]
pub struct ForeignState {
    of: Option<Ticket>,
    part: usize,
    technical: bool,
    lines: usize,
    /// Keeping the file as a document is under way.
    keeping: Option<Ticket>,
    kept: bool,
    fault: Option<Fault>,
    /// What was taken is being written into the card, above this dialog.
    away: bool,
}

/// What the user wants in the card, with its source in the note.
#[derive(Debug)]
pub enum Taken {
    Allergy(Allergy),
    Problem(Problem),
}

impl ForeignState {
    /// What the worker read under this ticket.
    pub fn of(ticket: Ticket) -> Self {
        Self {
            of: Some(ticket),
            lines: LINES,
            ..Self::default()
        }
    }

    pub fn come_back(&mut self) {
        self.away = false;
    }
}

pub fn foreign_dialog(
    ctx: &Context,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    state: &mut ForeignState,
    send: &mut Commands,
) -> Option<Taken> {
    let ticket = state.of?;
    let Some((path, foreign)) = model.foreign(ticket) else {
        // Locked or another card: what was read is gone.
        *state = ForeignState::default();
        return None;
    };
    hear(cx, model, state, send);
    if state.away {
        return None;
    }
    let mut taken = None;
    let title = cx.tr("foreign-ui-title");
    let shown = Dialog::new("foreign", &title)
        .width(WIDTH)
        .show(ctx, cx, |ui| {
            head_ui(ui, cx, foreign);
            parts_ui(ui, cx, foreign, state);
            if let Some(fault) = &state.fault {
                parts::fault_ui(ui, cx, fault);
            }
            if let Some(part) = foreign.parts.get(state.part) {
                let may_edit = model.may_for(Action::EditCard, card.patient);
                taken = part_ui(ui, cx, part, may_edit, state);
            }
            let mut close = false;
            buttons_ui(ui, |ui| {
                close = Btn::primary(&cx.tr("common-close"))
                    .shortcut("Esc")
                    .show(ui, cx)
                    .clicked();
                let id = Id::unique("feldsher-foreign-keep");
                let keep = cx.tr("foreign-ui-keep");
                if !state.kept && Btn::secondary(&keep).id(id).show(ui, cx).clicked() {
                    let ticket = send.ticket();
                    send.job(Job::AttachFile {
                        ticket,
                        patient: card.patient,
                        visit: None,
                        path: path.clone(),
                    });
                    state.fault = None;
                    state.keeping = Some(ticket);
                }
            });
            close
        });
    if shown.close || shown.inner {
        *state = ForeignState::default();
    }
    let taken = taken?;
    state.away = true;
    let source = cx.tr_with(
        "foreign-ui-source",
        &[("origin", &foreign.origin), ("date", &foreign.date)],
    );
    Some(match taken {
        Offer::Allergy(one) => Taken::Allergy(Allergy {
            note: source,
            ..one
        }),
        Offer::Problem(one) => Taken::Problem(Problem {
            note: source,
            ..one
        }),
    })
}

fn hear(cx: &Cx, model: &Model, state: &mut ForeignState, send: &mut Commands) {
    let Some(ticket) = state.keeping else { return };
    if model.done(ticket).is_some() {
        send.toast(News::Done, cx.tr("card-file-attached"));
        state.keeping = None;
        state.kept = true;
    } else if let Some(fault) = model.fault_of(ticket) {
        state.fault = Some(fault.clone());
        state.keeping = None;
    }
}

/// Whose it is and from whom, before anything else.
fn head_ui(ui: &mut Ui, cx: &Cx, foreign: &Foreign) {
    whole_ui(ui, strong(foreign.title.as_str()));
    for (key, value) in [
        ("foreign-ui-about", &foreign.person),
        ("foreign-ui-from", &foreign.origin),
        ("foreign-ui-dated", &foreign.date),
    ] {
        let value = if value.is_empty() {
            cx.tr("common-unknown")
        } else {
            value.clone()
        };
        ui.horizontal_wrapped(|ui| {
            ui.label(muted(cx, cx.tr(key)));
            ui.label(value);
        });
    }
    finding_line_ui(ui, cx, Severity::Required, &cx.tr("foreign-ui-not-ours"));
    for warning in &foreign.warnings {
        finding_line_ui(ui, cx, Severity::Warning, warning);
    }
}

/// The sections, one of them open.
fn parts_ui(ui: &mut Ui, cx: &Cx, foreign: &Foreign, state: &mut ForeignState) {
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(space::S, space::S);
        for (nth, part) in foreign.parts.iter().enumerate() {
            let name = match part.items.len() {
                0 => part.title.clone(),
                n => format!("{}\u{a0}({n})", part.title),
            };
            let id = Id::unique(("feldsher-foreign-part", nth));
            let button = if nth == state.part {
                Btn::secondary(&name)
            } else {
                Btn::quiet(&name)
            };
            if button.id(id).show(ui, cx).clicked() {
                state.part = nth;
                state.lines = LINES;
            }
        }
    });
    let id = Id::unique("feldsher-foreign-technical");
    parts::tick_ui(
        ui,
        cx,
        id,
        &mut state.technical,
        &cx.tr("foreign-ui-technical"),
    );
    ui.separator();
}

fn part_ui(
    ui: &mut Ui,
    cx: &Cx,
    part: &Part,
    may_edit: bool,
    state: &mut ForeignState,
) -> Option<Offer> {
    let mut room = state.lines;
    let mut taken = None;
    ui.spacing_mut().item_spacing.y = 2.0;
    whole_ui(ui, strong(part.title.as_str()));
    lines_ui(ui, cx, &part.lines, state.technical, &mut room);
    for (nth, item) in part.items.iter().enumerate() {
        // Half an entry could hide what turns it: whole ones only.
        if room == 0 {
            break;
        }
        ui.add_space(space::S);
        if item_ui(ui, cx, item, may_edit, nth) {
            taken.clone_from(&item.offer);
        }
        let mut whole = usize::MAX;
        lines_ui(ui, cx, &item.lines, state.technical, &mut whole);
        room = room.saturating_sub(item.lines.len().max(1));
    }
    let all = part.lines.len()
        + part
            .items
            .iter()
            .map(|item| item.lines.len().max(1))
            .sum::<usize>();
    if all > state.lines {
        let left = (all - state.lines).to_string();
        let more = cx.tr_with("foreign-ui-more", &[("n", &left)]);
        if Btn::secondary(&more).show(ui, cx).clicked() {
            state.lines += LINES;
        }
    }
    taken
}

/// What it is, what turns it, and the offer to take it; true when that was pressed.
fn item_ui(ui: &mut Ui, cx: &Cx, item: &Item, may_edit: bool, nth: usize) -> bool {
    ui.horizontal_wrapped(|ui| {
        ui.label(muted(cx, item.kind.as_str()));
        ui.label(strong(item.title.as_str()));
    });
    for warning in &item.warnings {
        finding_line_ui(ui, cx, Severity::Warning, warning);
    }
    let id = Id::unique(("feldsher-foreign-take", nth));
    may_edit
        && item.offer.is_some()
        && Btn::secondary(&cx.tr("foreign-ui-take"))
            .id(id)
            .show(ui, cx)
            .clicked()
}

fn lines_ui(ui: &mut Ui, cx: &Cx, lines: &[Line], technical: bool, room: &mut usize) {
    for line in lines.iter().filter(|line| technical || !line.technical) {
        if *room == 0 {
            return;
        }
        *room -= 1;
        ui.horizontal_wrapped(|ui| {
            ui.add_space(STEP * f32::from(line.depth.min(12)));
            ui.label(muted(cx, line.label.as_str()));
            if line.turns {
                ui.label(strong(line.value.as_str()).color(cx.tokens().warning.fg));
            } else {
                ui.label(line.value.as_str());
            }
        });
    }
}
