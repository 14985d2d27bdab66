//! A paper before it is printed: its pages as the printer will draw them, its language, and where it goes.

use egui::{Color32, FontFamily, FontId, Rect, ScrollArea, Sense, Stroke, Ui, pos2, vec2};

use super::{Ask, Commands, Route, parts};
use crate::domain::lang::Lang;
use crate::domain::page::{Face, Item, Page, Shade};
use crate::domain::paper::{LabelOf, LabelStock};
use crate::ui::command::Command;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::theme::fonts::strong_family;
use crate::ui::theme::tokens::{self, size, space};
use crate::ui::widgets::button::way_back_ui;
use crate::ui::widgets::text::{heading_ui, muted, small, whole_ui};
use crate::ui::widgets::toast::News;
use crate::ui::widgets::{Btn, Choice, Field, RecordKey};
use crate::worker::fill::Days;
use crate::worker::{Fault, Job, PaperOf, Ticket};

/// Points of a millimetre on paper.
const PT_PER_MM: f32 = 72.0 / 25.4;
/// Width of what is chosen, points.
const COLUMN: f32 = 220.0;
/// Widths of a page on the screen, in percent of the room there is.
const ZOOMS: [f32; 4] = [0.6, 0.8, 1.0, 1.4];

/// Which language, how large, and what was asked of the printer.
#[derive(Debug)]
pub struct PreviewState {
    of: Option<PaperOf>,
    lang: Option<usize>,
    /// The paper wanted, when the preview offers several.
    kind: Option<usize>,
    /// What labels are printed on: a roll, a sheet.
    stock: Option<usize>,
    asked: Option<(Ticket, PaperOf, Option<Lang>)>,
    zoom: usize,
    path: String,
    /// A print, save or open under way, with what it says when done.
    acting: Option<(Ticket, Act)>,
    fault: Option<Fault>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Print,
    Save,
    Open,
}

impl Default for PreviewState {
    fn default() -> Self {
        Self {
            of: None,
            lang: None,
            kind: None,
            stock: Some(0),
            asked: None,
            zoom: 1,
            path: String::new(),
            acting: None,
            fault: None,
        }
    }
}

pub fn preview_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    what: &PaperOf,
    state: &mut PreviewState,
    send: &mut Commands,
) {
    if state.of.as_ref() != Some(what) {
        *state = PreviewState {
            of: Some(what.clone()),
            // A paper about nobody is for whoever reads the window.
            lang: Lang::ALL
                .iter()
                .position(|l| *l == cx.lang)
                .filter(|_| *what == PaperOf::QuickStart),
            ..PreviewState::default()
        };
    }
    let paper = chosen_paper(what, state.kind, state.stock, is_stay(model, what));
    // The patient's language is the worker's choice until the user makes another.
    let lang = state.lang.and_then(|at| Lang::ALL.get(at)).copied();
    let wanted = (paper.clone(), lang);
    let is_asked = state
        .asked
        .as_ref()
        .is_some_and(|(_, p, l)| (p, l) == (&wanted.0, &wanted.1));
    if !is_asked {
        let ticket = send.ticket();
        send.job(Job::Preview {
            ticket,
            what: paper.clone(),
            lang,
        });
        state.asked = Some((ticket, paper.clone(), lang));
        state.fault = None;
    }
    hear(cx, model, state, send);
    head_ui(ui, cx, model, what, &paper, lang, state, send);
    ui.add_space(space::S);
    if let Some(fault) = &state.fault {
        parts::fault_ui(ui, cx, fault);
        ui.add_space(space::S);
    }
    let Some((ticket, ..)) = state.asked else {
        return;
    };
    // A sheet is taller than wide: what is chosen stands beside it and takes none of its height.
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        ui.vertical(|ui| {
            ui.set_width(COLUMN);
            ScrollArea::vertical()
                .id_salt("feldsher-preview-choices")
                .show(ui, |ui| {
                    choices_ui(ui, cx, (what, is_stay(model, what)), &paper, state)
                });
        });
        ui.vertical(|ui| {
            if let Some(pages) = model.paper(ticket) {
                pages_ui(ui, cx, pages, state.zoom);
            } else if let Some(fault) = model.fault_of(ticket) {
                parts::fault_ui(ui, cx, fault);
            } else {
                parts::loading_ui(ui, cx);
            }
        });
    });
    let escaped = !ui.ctx().text_edit_focused()
        && !crate::ui::widgets::dialog::is_any_open(ui.ctx())
        && ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
    if escaped {
        leave(what, send);
    }
}

fn leave(what: &PaperOf, send: &mut Commands) {
    match what {
        PaperOf::Draft(draft) => send.go(Route::Visit {
            draft: Some(draft.id).filter(|id| *id != crate::domain::ids::DocId::default()),
        }),
        PaperOf::Discharge { .. }
        | PaperOf::Visit { .. }
        | PaperOf::Prescription { .. }
        | PaperOf::Referral { .. }
        | PaperOf::Growth { .. }
        | PaperOf::Vaccination { .. }
        | PaperOf::Pregnancy { .. }
        | PaperOf::Passport { .. }
        | PaperOf::Wallet { .. }
        | PaperOf::MonthPlan { .. }
        | PaperOf::Extract { .. }
        | PaperOf::Laboratory { .. }
        | PaperOf::Labels { .. }
        | PaperOf::Imci { .. }
        | PaperOf::Case { .. }
        | PaperOf::Administration { .. } => send.go(Route::Card),
        PaperOf::Day { .. } => send.go(Route::Worklist),
        PaperOf::QuickStart => send.ask(Ask::Back),
        PaperOf::Calls { .. } | PaperOf::Recall { .. } => send.go(Route::Recall),
    }
}

/// The papers that a preview offers beside the one it was opened with: those of the visit or the passport, then those of the card.
fn offered(what: &PaperOf, stock: Option<usize>, is_stay: bool) -> Vec<PaperOf> {
    let (first, patient) = match what {
        PaperOf::Discharge { patient, visit } | PaperOf::Visit { patient, visit } => {
            let (patient, visit) = (*patient, *visit);
            let mut own = vec![
                PaperOf::Discharge { patient, visit },
                PaperOf::Visit { patient, visit },
            ];
            own.extend(is_stay.then_some(PaperOf::Case { patient, visit }));
            (own, patient)
        }
        PaperOf::Passport { patient } | PaperOf::Wallet { patient } => {
            let patient = *patient;
            let both = [PaperOf::Passport { patient }, PaperOf::Wallet { patient }];
            (both.to_vec(), patient)
        }
        PaperOf::Prescription { .. }
        | PaperOf::Referral { .. }
        | PaperOf::Growth { .. }
        | PaperOf::Vaccination { .. }
        | PaperOf::Pregnancy { .. }
        | PaperOf::Extract { .. }
        | PaperOf::Laboratory { .. }
        | PaperOf::Labels { .. }
        | PaperOf::MonthPlan { .. }
        | PaperOf::Administration { .. }
        | PaperOf::Imci { .. }
        | PaperOf::Case { .. }
        | PaperOf::Calls { .. }
        | PaperOf::Recall { .. }
        | PaperOf::Day { .. }
        | PaperOf::QuickStart
        | PaperOf::Draft(_) => return Vec::new(),
    };
    let on = match stock {
        Some(1) => LabelStock::Sheet,
        _ => LabelStock::Roll,
    };
    let label = |of| PaperOf::Labels { patient, of, on };
    let mut all = first;
    all.extend([
        PaperOf::Extract { patient },
        PaperOf::Laboratory { patient },
        label(LabelOf::Patient),
        label(LabelOf::Specimen),
    ]);
    all
}

/// What is shown: what was chosen of what is offered, else what the preview was opened with.
fn chosen_paper(
    what: &PaperOf,
    kind: Option<usize>,
    stock: Option<usize>,
    is_stay: bool,
) -> PaperOf {
    let chosen = kind.and_then(|at| offered(what, stock, is_stay).into_iter().nth(at));
    chosen.unwrap_or_else(|| what.clone())
}

/// The visit is the summary of a stay: the whole case can be printed from it.
fn is_stay(model: &Model, what: &PaperOf) -> bool {
    let (PaperOf::Discharge { visit, .. } | PaperOf::Visit { visit, .. }) = what else {
        return false;
    };
    let visits = model.card.iter().flat_map(|card| &card.visits);
    visits
        .filter(|event| event.id == *visit)
        .any(|event| Days::of(&event.content.answers, None).is_some())
}

fn hear(cx: &Cx, model: &Model, state: &mut PreviewState, send: &mut Commands) {
    let Some((ticket, act)) = state.acting else {
        return;
    };
    if let Some(fault) = model.fault_of(ticket) {
        state.fault = Some(fault.clone());
        state.acting = None;
        return;
    }
    let saved = model.paper_saved(ticket).map(|p| p.display().to_string());
    if act == Act::Save
        && let Some(path) = saved
    {
        send.toast(
            News::Done,
            cx.tr_with("card-paper-saved", &[("path", &path)]),
        );
        state.acting = None;
    } else if model.paper_sent(ticket) {
        let key = match act {
            Act::Print => "card-paper-sent",
            Act::Open | Act::Save => "card-paper-opened",
        };
        send.toast(News::Done, cx.tr(key));
        state.acting = None;
    }
}

fn head_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    what: &PaperOf,
    paper: &PaperOf,
    lang: Option<Lang>,
    state: &mut PreviewState,
    send: &mut Commands,
) {
    let ready = state
        .asked
        .as_ref()
        .is_some_and(|(t, ..)| model.paper(*t).is_some());
    let not_ready = cx.tr("card-paper-not-ready");
    let mut act = None;
    ui.horizontal(|ui| {
        ui.set_min_height(cx.control());
        ui.spacing_mut().item_spacing.x = space::S;
        heading_ui(ui, &title(cx, paper));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let blocked = (!ready).then_some(not_ready.as_str());
            let print = Btn::primary(&cx.tr("common-print"))
                .shortcut(Command::Print.keys())
                .blocked(blocked)
                .show(ui, cx);
            let ordered = model.orders.contains(&Command::Print) && ready;
            if print.clicked() || ordered {
                act = Some(Act::Print);
            }
            if ready
                && Btn::secondary(&cx.tr("card-paper-open"))
                    .show(ui, cx)
                    .clicked()
            {
                act = Some(Act::Open);
            }
            if way_back_ui(ui, cx, "common-back") {
                leave(what, send);
            }
        });
    });
    ui.add_space(space::XS);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let smaller = Btn::quiet(&cx.tr("ui-command-zoom-out")).show(ui, cx);
        if smaller.clicked() {
            state.zoom = state.zoom.saturating_sub(1);
        }
        let larger = Btn::quiet(&cx.tr("ui-command-zoom-in")).show(ui, cx);
        if larger.clicked() {
            state.zoom = (state.zoom + 1).min(ZOOMS.len() - 1);
        }
        ui.separator();
        let label = cx.tr("card-paper-path");
        let hint = cx.tr("card-paper-path-hint");
        Field::new(RecordKey::new("preview", "path"), &label, &mut state.path)
            .hint(&hint)
            .label_hidden()
            .width(300.0)
            .char_limit(1024)
            .show(ui, cx);
        let no_path = state.path.trim().is_empty();
        if Btn::secondary(&cx.tr("card-paper-save"))
            .show(ui, cx)
            .clicked()
            && !no_path
        {
            act = Some(Act::Save);
        }
        if state.acting.is_some() {
            ui.label(muted(cx, cx.tr("card-paper-working")));
        }
    });
    if let Some(act) = act {
        let ticket = send.ticket();
        let what = paper.clone();
        send.job(match act {
            Act::Print => Job::PrintPaper { ticket, what, lang },
            Act::Open => Job::OpenPaper { ticket, what, lang },
            Act::Save => Job::SavePaper {
                ticket,
                what,
                lang,
                path: state.path.trim().into(),
            },
        });
        state.acting = Some((ticket, act));
        state.fault = None;
    }
}

/// Which paper, on what and in which language.
fn choices_ui(
    ui: &mut Ui,
    cx: &Cx,
    (what, is_stay): (&PaperOf, bool),
    paper: &PaperOf,
    state: &mut PreviewState,
) {
    let papers = offered(what, state.stock, is_stay);
    if !papers.is_empty() {
        let words: Vec<String> = papers.iter().map(|one| title(cx, one)).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut kind = papers.iter().position(|one| one == paper);
        Choice::new(
            RecordKey::new("preview", "kind"),
            &cx.tr("common-document"),
            &mut kind,
            &words,
        )
        .show(ui, cx);
        state.kind = kind;
        ui.add_space(space::XS);
    }
    if matches!(paper, PaperOf::Labels { .. }) {
        let (roll, sheet) = (cx.tr("card-paper-roll"), cx.tr("card-paper-sheet"));
        Choice::new(
            RecordKey::new("preview", "stock"),
            &cx.tr("card-paper-stock"),
            &mut state.stock,
            &[&roll, &sheet],
        )
        .show(ui, cx);
        ui.add_space(space::XS);
    }
    let names = Lang::ALL.map(Lang::own_name);
    Choice::new(
        RecordKey::new("preview", "lang"),
        &cx.tr("card-paper-language"),
        &mut state.lang,
        &names,
    )
    .show(ui, cx);
}

fn title(cx: &Cx, paper: &PaperOf) -> String {
    cx.tr(match paper {
        PaperOf::Discharge { .. } => "card-paper-discharge",
        PaperOf::Visit { .. } => "card-paper-visit",
        PaperOf::Prescription { .. } => "common-prescription",
        PaperOf::Referral { .. } => "common-referral",
        PaperOf::Growth { .. } => "growth-title",
        PaperOf::Vaccination { .. } => "vaccination-open",
        PaperOf::Pregnancy { .. } => "pregnancy-open",
        PaperOf::Passport { .. } => "ui-command-passport",
        PaperOf::Wallet { .. } => "passport-wallet",
        PaperOf::MonthPlan { .. } => "prevention-open",
        PaperOf::Extract { .. } => "card-paper-extract",
        PaperOf::Laboratory { .. } => "card-paper-laboratory",
        PaperOf::Labels { of, .. } => match of {
            LabelOf::Patient => "card-paper-label",
            LabelOf::Specimen => "card-paper-specimen",
        },
        PaperOf::Day { .. } => "card-paper-day",
        PaperOf::QuickStart => "help-quick-title",
        PaperOf::Imci { .. } => "imci-title",
        PaperOf::Case { .. } => "card-paper-case",
        PaperOf::Administration { .. } => "round-sheet",
        PaperOf::Calls { .. } | PaperOf::Recall { .. } => "ui-command-recall",
        PaperOf::Draft(_) => "card-paper-draft",
    })
}

/// All pages one below the other, at true proportions.
fn pages_ui(ui: &mut Ui, cx: &Cx, pages: &[Page], zoom: usize) {
    let t = cx.tokens();
    let share = ZOOMS.get(zoom).copied().unwrap_or(1.0);
    whole_ui(ui, small(cx, cx.tr_n("card-paper-pages", pages.len())));
    egui::Frame::new().fill(t.ground).show(ui, |ui| {
        ScrollArea::both()
            .id_salt("feldsher-preview")
            .auto_shrink([false, false])
            .show(ui, |ui| {
                let room = ui.available_width() - 2.0 * space::XL;
                for page in pages {
                    let scale = room * share / page.width_mm;
                    let sheet = vec2(page.width_mm, page.height_mm) * scale;
                    ui.add_space(space::M);
                    ui.horizontal(|ui| {
                        ui.add_space(((room + 2.0 * space::XL - sheet.x) * 0.5).max(0.0));
                        let (rect, response) = ui.allocate_exact_size(sheet, Sense::hover());
                        paint_page(ui, rect, page, scale, t.border);
                        let text = page_text(page);
                        response.widget_info(|| {
                            egui::WidgetInfo::labeled(egui::Role::Document, true, &text)
                        });
                    });
                }
                ui.add_space(space::XL);
            });
    });
}

/// What a screen reader reads of a page.
fn page_text(page: &Page) -> String {
    let mut text = String::new();
    for item in &page.items {
        if let Item::Text { text: run, .. } = item {
            text.push_str(run);
            text.push(' ');
        }
    }
    text
}

fn paint_page(ui: &Ui, rect: Rect, page: &Page, scale: f32, edge: Color32) {
    if !ui.is_rect_visible(rect) {
        return;
    }
    let painter = ui.painter();
    painter.rect_filled(rect, 0.0, tokens::paper(255));
    let at = |x: f32, y: f32| pos2(rect.left() + x * scale, rect.top() + y * scale);
    for item in &page.items {
        match item {
            Item::Text {
                x_mm,
                y_mm,
                size_pt,
                face,
                shade,
                text,
            } => {
                let family = match face {
                    Face::Regular | Face::GeorgianRegular | Face::Symbols => {
                        FontFamily::Proportional
                    }
                    Face::SemiBold | Face::GeorgianSemiBold => strong_family(),
                };
                let font = FontId::new(size_pt / PT_PER_MM * scale, family);
                let galley = painter.layout_no_wrap(text.clone(), font, grey(*shade));
                // The page gives the baseline; the galley knows where its own lies.
                let ascent = galley
                    .rows
                    .first()
                    .and_then(|row| row.glyphs.first())
                    .map_or(galley.size().y * 0.8, |g| g.pos.y);
                let corner = at(*x_mm, *y_mm) - vec2(0.0, ascent);
                painter.galley(corner, galley, grey(*shade));
            }
            Item::Line {
                from_mm,
                to_mm,
                width_mm,
                shade,
            } => {
                let stroke = Stroke::new((width_mm * scale).max(0.5), grey(*shade));
                painter.line_segment([at(from_mm.0, from_mm.1), at(to_mm.0, to_mm.1)], stroke);
            }
            Item::Rect {
                x_mm,
                y_mm,
                width_mm,
                height_mm,
                shade,
            } => {
                let rect = Rect::from_min_size(
                    at(*x_mm, *y_mm),
                    vec2(width_mm * scale, height_mm * scale),
                );
                painter.rect_filled(rect, 0.0, grey(*shade));
            }
        }
    }
    let hair = Stroke::new(size::HAIRLINE, edge);
    ui.painter()
        .rect_stroke(rect, 0.0, hair, egui::StrokeKind::Outside);
}

/// Greys of the paper itself: they are the paper's, not the theme's.
fn grey(shade: Shade) -> Color32 {
    tokens::paper(shade.grey())
}
