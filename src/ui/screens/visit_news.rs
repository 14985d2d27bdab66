//! NEWS2 beside the vital signs while they are typed: one line, the arithmetic one key away.

use egui::{Id, Ui};

use crate::forms::Item;
use crate::ui::cx::Cx;
use crate::ui::widgets::alert::finding_line_ui;
use crate::ui::widgets::text::{muted, small, whole_ui};
use crate::ui::widgets::{Btn, Severity};
use crate::worker::news::News;
use crate::worker::news::words::{NAME, arithmetic, is_urgent, sentence, source};

/// The field under whose group the line stands.
pub const SATURATION: &str = "spo2";

/// The line under the vital signs; `shown` tells whether the arithmetic is.
pub fn news_ui(ui: &mut Ui, cx: &Cx, items: &[Item], news: Option<&News>, shown: &mut bool) {
    let Some(news) = news.filter(|_| items.iter().any(|item| item.link_id == SATURATION)) else {
        return;
    };
    let text = format!("{NAME} {}", sentence(cx.lang, news));
    if is_urgent(news) {
        finding_line_ui(ui, cx, Severity::Warning, &text);
    } else if news.score.is_none() {
        finding_line_ui(ui, cx, Severity::Required, &text);
    } else {
        whole_ui(ui, muted(cx, text));
    }
    if *shown {
        whole_ui(ui, arithmetic(cx.lang, news));
        whole_ui(ui, small(cx, source(cx.lang)));
    }
    let word = if *shown {
        "growth-hide-arithmetic"
    } else {
        "growth-show-arithmetic"
    };
    let id = Id::unique("feldsher-news-arithmetic");
    if Btn::quiet(&cx.tr(word)).id(id).show(ui, cx).clicked() {
        *shown = !*shown;
    }
}
