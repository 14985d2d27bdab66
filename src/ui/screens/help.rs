//! F1: topics of the user's language, searched as one types, and every command with its key.
//!
//! It stands in front of whatever was there: behind it nothing is closed or forgotten, and Esc gives the keyboard back.

use std::sync::OnceLock;

use egui::text::{LayoutJob, TextFormat};
use egui::{Context, Key, Label, Modifiers, RichText, ScrollArea, TextStyle, Ui, vec2};

use crate::codes::fold::fold;
use crate::domain::lang::Lang;
use crate::i18n::help::{Block, Line, Piece, Topic, said, topics};
use crate::ui::command::Situation;
use crate::ui::cx::Cx;
use crate::ui::model::Phase;
use crate::ui::screens::{Route, help_keys, help_picture};
use crate::ui::theme::tokens::{space, strong_style};
use crate::ui::widgets::button::way_back_ui;
use crate::ui::widgets::dialog::buttons_ui;
use crate::ui::widgets::table::{Column, TableState};
use crate::ui::widgets::text::{heading_ui, muted, strong};
use crate::ui::widgets::{Btn, Dialog, Field, RecordKey, Table};

/// Width of the dialog, of the list, of a number before a step, and of a line that is read with ease.
const WIDTH: f32 = 1120.0;
const LIST: f32 = 270.0;
const NUMBER: f32 = 26.0;
const READ: f32 = 760.0;
/// Points of a window above and below list and text: edges and title of the dialog, its foot.
const AROUND: f32 = 250.0;
/// Height of a row without its words.
const ROW: f32 = 12.0;

/// What is typed and chosen in the help.
#[derive(Debug, Default)]
pub struct HelpState {
    search: String,
    /// Name of the topic that is read.
    topic: String,
    list: TableState,
    picture: help_picture::PictureState,
}

impl HelpState {
    /// Opens at the topic of the screen that is in front.
    pub fn at(topic: &str) -> Self {
        Self {
            topic: topic.to_owned(),
            ..Self::default()
        }
    }

    /// The name of the topic that is read.
    pub fn topic(&self) -> &str {
        &self.topic
    }
}

/// The topic of a screen.
pub fn topic_of(phase: &Phase, route: &Route) -> &'static str {
    if *phase != Phase::Open {
        return "passwords";
    }
    match route {
        Route::Worklist => "first-day",
        Route::Search => "find",
        Route::Registration => "register",
        Route::Conflicts | Route::Proposals => "trouble",
        Route::Recall => "vaccinate",
        Route::Round | Route::Give { .. } => "give",
        Route::Reviews | Route::Rules | Route::Prescribe => "prescribe",
        Route::Sync => "sync",
        Route::Users | Route::AccessLog => "passwords",
        Route::Settings => "looks",
        Route::Card => "card",
        Route::Visit { .. } => "visit",
        Route::Preview(_) => "print",
    }
}

/// Topics in which every word of the search stands, those with all of them in the title first; all of them for no words. Letters
/// count as in the search for patients: «қант» and «kant» are one word.
pub fn found(lang: Lang, search: &str) -> Vec<&'static Topic> {
    let wanted = fold(search);
    let has_all = |text: &str| wanted.split_whitespace().all(|word| text.contains(word));
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for (topic, folded) in topics(lang).iter().zip(folded(lang)) {
        if has_all(&folded.title) {
            first.push(topic);
        } else if has_all(&folded.text) {
            second.push(topic);
        }
    }
    first.extend(second);
    first
}

/// What is searched in a topic.
struct Folded {
    title: String,
    text: String,
}

/// Made once a language: a window that is typed into asks in every pass.
fn folded(lang: Lang) -> &'static [Folded] {
    static ALL: [OnceLock<Vec<Folded>>; 5] = [const { OnceLock::new() }; 5];
    let at = Lang::ALL.iter().position(|l| *l == lang).unwrap_or(0);
    ALL[at].get_or_init(|| {
        let of = |topic: &Topic| Folded {
            title: fold(topic.title),
            text: fold(&topic.lines(lang).join(" ")),
        };
        topics(lang).iter().map(of).collect()
    })
}

/// What was done with the help in this pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HelpAnswer {
    Open,
    Closed,
    /// The quick start is to be printed.
    QuickStart,
}

/// Draws the help.
pub fn help_ui(ctx: &Context, cx: &Cx, situation: &Situation, state: &mut HelpState) -> HelpAnswer {
    let title = cx.tr("common-help");
    let high = (ctx.content_rect().height() - AROUND).max(200.0);
    let shown = Dialog::new("help", &title)
        .width(WIDTH)
        .show(ctx, cx, |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::XL;
                let items = ui.vertical(|ui| {
                    ui.set_width(LIST);
                    ui.set_height(high);
                    list_ui(ui, cx, state)
                });
                let items = items.inner;
                ui.vertical(|ui| {
                    ui.set_width(ui.available_width());
                    match items.iter().find(|topic| topic.id == state.topic) {
                        Some(topic) => topic_ui(ui, cx, situation, topic, high, &mut state.picture),
                        None => drop(ui.label(muted(cx, cx.tr("help-nothing")))),
                    }
                });
            });
            let (mut close, mut print) = (false, false);
            buttons_ui(ui, |ui| {
                close = way_back_ui(ui, cx, "common-close");
                // Before the door nobody prints.
                print = situation.signed_in
                    && Btn::secondary(&cx.tr("help-quick-print"))
                        .show(ui, cx)
                        .clicked();
            });
            (close, print)
        });
    match shown.inner {
        (_, true) => HelpAnswer::QuickStart,
        (true, false) => HelpAnswer::Closed,
        (false, false) if shown.close => HelpAnswer::Closed,
        (false, false) => HelpAnswer::Open,
    }
}

/// The search and what it found; the arrows choose while one types.
fn list_ui(ui: &mut Ui, cx: &Cx, state: &mut HelpState) -> Vec<&'static Topic> {
    let key = RecordKey::new("help", "search");
    let typing = ui.memory(|m| m.has_focus(key.id()));
    let step = if typing {
        let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        i32::from(pressed(Key::ArrowDown)) - i32::from(pressed(Key::ArrowUp))
    } else {
        0
    };
    let label = cx.tr("help-search");
    let typed = Field::new(key, &label, &mut state.search)
        .width(ui.available_width())
        .char_limit(80)
        .show(ui, cx)
        .response
        .changed();
    let items = found(cx.lang, &state.search);
    let at = |topic: &str| items.iter().position(|t| t.id == topic);
    let here = if typed && !state.search.trim().is_empty() {
        // What was found best is read at once.
        Some(0)
    } else {
        at(&state.topic).or(Some(0))
    };
    let last = items.len().saturating_sub(1);
    let here = here.map(|row| row.saturating_add_signed(step as isize).min(last));
    if state.list.selected != here {
        state.list.selected = here;
        if let Some(row) = here {
            state.list.jump_to(row);
        }
    }
    ui.add_space(space::S);
    let columns = [Column::rest("")];
    let width = ui.available_width() - 2.0 * space::S - ui.spacing().scroll.allocated_width() - 2.0;
    let heights: Vec<f32> = items
        .iter()
        .map(|topic| {
            let font = strong_style().resolve(ui.style());
            let galley = ui
                .painter()
                .layout(topic.title.to_owned(), font, cx.tokens().text, width);
            (galley.size().y + ROW).max(cx.row())
        })
        .collect();
    let label = cx.tr("help-topics");
    let shown = Table::new("help", &label, &columns)
        .heights(&heights)
        .click_opens()
        .max_height(ui.available_height())
        .show(
            ui,
            cx,
            &mut state.list,
            items.len(),
            |r| {
                items
                    .get(r)
                    .map_or_else(String::new, |t| t.title.to_owned())
            },
            |ui, r, _| {
                let Some(topic) = items.get(r) else { return };
                let text = if Some(r) == here {
                    strong(topic.title)
                } else {
                    RichText::new(topic.title)
                };
                ui.add(Label::new(text).wrap());
            },
        );
    if let Some(topic) = shown.selected.and_then(|row| items.get(row)) {
        state.topic = topic.id.to_owned();
    }
    items
}

fn topic_ui(
    ui: &mut Ui,
    cx: &Cx,
    situation: &Situation,
    topic: &Topic,
    high: f32,
    picture: &mut help_picture::PictureState,
) {
    ScrollArea::vertical()
        .id_salt(("help", topic.id))
        .max_height(high)
        .min_scrolled_height(high)
        .auto_shrink([false, false])
        .show(ui, |ui| {
            let page = high - 40.0;
            let delta = ui.input_mut(|i| {
                f32::from(u8::from(i.consume_key(Modifiers::NONE, Key::PageUp)))
                    - f32::from(u8::from(i.consume_key(Modifiers::NONE, Key::PageDown)))
            });
            if delta.abs() > 0.0 {
                ui.scroll_with_delta(vec2(0.0, delta * page));
            }
            ui.spacing_mut().item_spacing.y = space::S;
            heading_ui(ui, topic.title);
            for block in &topic.blocks {
                match block {
                    Block::Heading(line) => {
                        ui.add_space(space::XS);
                        ui.label(strong(line.text(cx.lang)));
                    }
                    Block::Text(line) => {
                        let width = ui.available_width().min(READ);
                        line_ui(ui, cx, line, width);
                    }
                    Block::Step(number, line) => step_ui(ui, cx, *number, line),
                    Block::Picture(name) => {
                        help_picture::picture_ui(ui, cx, picture, name, topic.title);
                    }
                    Block::Keys => help_keys::keys_ui(ui, cx, situation),
                }
            }
        });
}

fn step_ui(ui: &mut Ui, cx: &Cx, number: u32, line: &Line) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.vertical(|ui| {
            ui.set_width(NUMBER);
            ui.label(strong(format!("{number}.")));
        });
        let width = ui.available_width().min(READ - NUMBER);
        ui.vertical(|ui| line_ui(ui, cx, line, width));
    });
}

/// A wrapped line: words of the screen in semibold, keys as keys.
fn line_ui(ui: &mut Ui, cx: &Cx, line: &Line, width: f32) {
    let t = cx.tokens();
    let body = TextStyle::Body.resolve(ui.style());
    let semi = strong_style().resolve(ui.style());
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    for piece in &line.0 {
        match piece {
            Piece::Text(text) => {
                job.append(text, 0.0, TextFormat::simple(body.clone(), t.text));
            }
            Piece::Said(message) => {
                let text = said(cx.lang, message);
                job.append(&text, 0.0, TextFormat::simple(semi.clone(), t.text));
            }
            Piece::Key(key) => {
                let cap = TextFormat {
                    background: t.selected,
                    ..TextFormat::simple(semi.clone(), t.accent)
                };
                job.append(&format!("\u{a0}{key}\u{a0}"), 0.0, cap);
            }
        }
    }
    ui.scope(|ui| {
        ui.set_max_width(width);
        ui.add(Label::new(job).wrap());
    });
}
