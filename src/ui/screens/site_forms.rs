//! The site's own form files: which are in use, and what is wrong with the others, with file, line and remedy.

use egui::{RichText, Ui};

use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::alert::finding_line_ui;
use crate::ui::widgets::sign::Severity;
use crate::ui::widgets::text::{heading_ui, small, whole_ui};

/// Mistakes that are shown; the log has all of them.
const SHOWN_MAX: usize = 8;

/// Nothing where the site has no files.
pub fn site_forms_ui(ui: &mut Ui, cx: &Cx, model: &Model) {
    let view = &model.forms;
    if view.files.is_empty() && view.mistakes.is_empty() {
        return;
    }
    heading_ui(ui, &cx.tr("screen-forms-title"));
    for file in &view.files {
        let args = [
            ("file", file.file.as_str()),
            ("title", file.titles.get(cx.lang)),
            ("version", file.version.as_str()),
        ];
        if file.in_use {
            whole_ui(ui, cx.tr_with("screen-forms-used", &args));
        } else {
            let text = cx.tr_with("screen-forms-old", &args);
            finding_line_ui(ui, cx, Severity::Warning, &text);
        }
    }
    for mistake in view.mistakes.iter().take(SHOWN_MAX) {
        let args = mistake.what.args();
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let place = cx.tr_with(
            "screen-forms-place",
            &[("file", &mistake.file), ("line", &mistake.line.to_string())],
        );
        let what = cx.tr_with(mistake.what.key(), &args);
        finding_line_ui(ui, cx, Severity::Warning, &format!("{place}. {what}"));
        whole_ui(
            ui,
            RichText::new(cx.tr_with(mistake.what.remedy_key(), &args)),
        );
    }
    if !view.mistakes.is_empty() {
        whole_ui(ui, small(cx, cx.tr("screen-forms-shipped")));
    }
    ui.add_space(space::L);
}
