//! The line at the foot: connection, what has not left the house, last exchange, who works here, training mark.

use egui::{Align, Label, Layout, Sense, Ui, WidgetInfo};

use super::badge::{badge_ui, badge_width};
use super::sign::Severity;
use super::text::muted;
use crate::ui::cx::Cx;
use crate::ui::theme::apply::focus_ring;
use crate::ui::theme::tokens::space;

/// What the line shows; words that are data are already in the user's language.
#[derive(Debug, Clone, Default)]
pub struct StatusLine<'a> {
    pub connection: Connection,
    /// Records that the national store has not yet acknowledged.
    pub unsent: u32,
    /// Day and time, or nothing if there was no exchange yet.
    pub last_exchange: Option<&'a str>,
    pub user: Option<&'a str>,
    pub facility: &'a str,
    /// Invented patients.
    pub training: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Connection {
    /// No store was set up.
    #[default]
    None,
    Online,
    /// Normal here; never red.
    Offline,
    Exchanging,
    /// The store answers but refuses: somebody must do something.
    Refused,
}

/// Draws the line over the width it is given; true when the help was asked for. Where it is narrow the hint of the commands goes first,
/// then the last exchange, the place, the way to the help, who works here; all can be had elsewhere (F1, sync status, settings).
pub fn status_line_ui(ui: &mut Ui, cx: &Cx, status: &StatusLine<'_>) -> bool {
    let chip = connection_chip(cx, status);
    let training = status.training.then(|| cx.tr("ui-status-training"));
    let mut exchange =
        (status.connection != Connection::None).then(|| match status.last_exchange {
            Some(when) => cx.tr_with("ui-status-last-exchange", &[("when", when)]),
            None => cx.tr("ui-status-never-exchanged"),
        });
    let mut keys = Some(cx.tr("ui-status-keys"));

    let text_width = |text: &str| {
        ui.painter()
            .layout_no_wrap(
                text.to_owned(),
                egui::TextStyle::Body.resolve(ui.style()),
                egui::Color32::PLACEHOLDER,
            )
            .size()
            .x
            + space::M
    };
    let chips: f32 = [Some(&chip.1), training.as_ref()]
        .into_iter()
        .flatten()
        .map(|text| badge_width(ui, text) + space::M)
        .sum();
    let mut user = status.user.map(str::to_owned);
    let mut facility = Some(status.facility.to_owned());
    let mut help = Some(format!("F1 {}", cx.tr("common-help")));
    let mut rest = ui.available_width() - chips - space::L;
    for part in [
        &mut user,
        &mut help,
        &mut facility,
        &mut exchange,
        &mut keys,
    ] {
        let width = part.as_deref().map_or(0.0, text_width);
        if width <= rest {
            rest -= width;
        } else {
            *part = None;
        }
    }

    let mut asked = false;
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        match chip {
            (Some(severity), text) => drop(badge_ui(ui, cx, severity, &text)),
            (None, text) => drop(ui.label(muted(cx, text))),
        }
        if let Some(exchange) = exchange {
            ui.label(muted(cx, exchange));
        }
        if let Some(training) = training {
            badge_ui(ui, cx, Severity::Warning, &training);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            if let Some(help) = help {
                let text = muted(cx, &help).underline();
                // The last stop of the window; the keyboard has F1.
                let shown = ui.add(Label::new(text).sense(Sense::CLICK | Sense::FOCUSABLE));
                shown.widget_info(|| WidgetInfo::labeled(egui::Role::Link, true, &help));
                asked = shown.clicked();
                if shown.has_focus() {
                    focus_ring(ui, cx.tokens(), shown.rect);
                }
            }
            if let Some(keys) = keys {
                ui.label(muted(cx, keys));
            }
            if let Some(facility) = facility {
                ui.label(muted(cx, facility));
            }
            if let Some(user) = user {
                ui.label(user);
            }
        });
    });
    asked
}

fn connection_chip(cx: &Cx, status: &StatusLine<'_>) -> (Option<Severity>, String) {
    let unsent = cx.tr_n("ui-status-unsent", status.unsent as usize);
    let with_unsent = |key: &str| {
        if status.unsent == 0 {
            cx.tr(key)
        } else {
            format!("{} · {unsent}", cx.tr(key))
        }
    };
    match status.connection {
        Connection::None => (None, cx.tr("ui-status-no-store")),
        Connection::Online if status.unsent == 0 => {
            (Some(Severity::Ok), cx.tr("ui-status-all-sent"))
        }
        Connection::Online => (Some(Severity::Required), with_unsent("ui-status-online")),
        Connection::Exchanging => (
            Some(Severity::Required),
            with_unsent("ui-status-exchanging"),
        ),
        Connection::Offline => (Some(Severity::Offline), with_unsent("ui-status-offline")),
        Connection::Refused => (Some(Severity::Warning), with_unsent("ui-status-refused")),
    }
}
