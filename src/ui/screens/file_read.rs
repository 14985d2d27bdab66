//! A file or picture of the card: what it is, who attached it, where its bytes are; and the way to open it.

use egui::{Align, Layout, Ui};

use super::card_words::author;
use super::visit_read::ReadAct;
use super::{card_focus, parts};
use crate::domain::card::{CardView, Event};
use crate::domain::visit::Attachment;
use crate::i18n::numbers;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::button::way_back_ui;
use crate::ui::widgets::text::{heading_ui, muted, strong, whole_ui};
use crate::ui::widgets::{Btn, Severity, badge_ui};
use crate::worker::Action;

/// Column of the labels.
const LABELS: f32 = 160.0;

pub fn file_read_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    file: &Event<Attachment>,
) -> Option<ReadAct> {
    let mut act = None;
    ui.horizontal(|ui| {
        ui.set_min_height(cx.control());
        ui.spacing_mut().item_spacing.x = space::S;
        heading_ui(ui, &cx.tr("card-file"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            if way_back_ui(ui, cx, "card-back-to-card") {
                act = Some(ReadAct::Back);
            }
            if file.withdrawn.is_none()
                && model.may_for(Action::Withdraw, card.patient)
                && Btn::quiet(&cx.tr("card-withdraw")).show(ui, cx).clicked()
            {
                act = Some(ReadAct::Withdraw(file.id));
            }
        });
    });
    ui.separator();
    ui.add_space(space::S);
    whole_ui(ui, strong(&file.content.name));
    if file.withdrawn.is_some() {
        badge_ui(ui, cx, Severity::Warning, &cx.tr("common-entered-in-error"));
    }
    ui.add_space(space::S);
    let when = model.date_time(cx.lang, file.entered_at);
    for (label, value) in [
        ("card-file-what", what(cx, &file.content)),
        ("common-author", author(cx, card, file)),
        ("common-time", when),
    ] {
        parts::fact_row_ui(ui, cx, LABELS, &cx.tr(label), value);
    }
    ui.add_space(space::S);
    let is_here = card.files_here.contains(&file.id);
    whole_ui(ui, muted(cx, place(cx, is_here)));
    ui.add_space(space::M);
    let elsewhere = cx.tr("card-file-not-here");
    let button = open_button();
    let open = Btn::primary(&cx.tr("card-file-open"))
        .id(button)
        .blocked((!is_here).then_some(elsewhere.as_str()))
        .show(ui, cx);
    card_focus::offer(ui, button, &open);
    if open.clicked() {
        act = Some(ReadAct::OpenFile(file.id));
    }
    let escaped = !ui.ctx().text_edit_focused()
        && !crate::ui::widgets::dialog::is_any_open(ui.ctx())
        && ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
    if escaped {
        act = Some(ReadAct::Back);
    }
    act
}

/// Where the keyboard goes when a file is in front.
pub fn open_button() -> egui::Id {
    egui::Id::unique("feldsher-file-open")
}

/// `PDF · 230 КБ`.
pub fn what(cx: &Cx, file: &Attachment) -> String {
    let kind = match file.media_type.as_str() {
        "application/pdf" => "PDF".to_owned(),
        "application/dicom" => "DICOM".to_owned(),
        "text/plain" => cx.tr("card-file-text"),
        picture if picture.starts_with("image/") => cx.tr("card-file-picture"),
        other => other.to_owned(),
    };
    let kilobytes = (file.size.max(0) as f64 / 1000.0).max(1.0);
    let size = if kilobytes < 1000.0 {
        let size = numbers::rounded(cx.lang, kilobytes.round(), 0);
        cx.tr_with("card-file-kb", &[("size", &size)])
    } else {
        let size = numbers::rounded(cx.lang, (kilobytes / 100.0).round() / 10.0, 1);
        cx.tr_with("card-file-mb", &[("size", &size)])
    };
    format!("{kind} · {size}")
}

/// Where the bytes are: files do not travel between houses yet.
pub fn place(cx: &Cx, is_here: bool) -> String {
    cx.tr(if is_here {
        "card-file-stays"
    } else {
        "card-file-elsewhere"
    })
}
