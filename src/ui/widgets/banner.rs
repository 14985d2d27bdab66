//! Who the patient is, on top of every card: two lines, always there, never cut.
//!
//! NHS CUI: order name, born, sex, number (PAB-0016); `FAMILY, Given Patronymic` (PAB-0049..0053); age after the date (0034);
//! labelled identifiers (0036); unknown in words (0019); deceased by colour and pattern (0055). Allergies always, in four values (0064).

use chrono::NaiveDate;
use egui::{Frame, Label, Margin, Rect, RichText, Stroke, Ui, pos2, vec2};

use super::badge::{badge_ui, plain_badge_ui};
use super::sign::Severity;
use super::text::{fact_ui, small, strong};
use crate::domain::dates::PartialDate;
use crate::i18n::names;
use crate::ui::cx::Cx;
use crate::ui::theme::tokens::{name_style, size, space, strong_style};

/// What the banner shows. Everything is already in the user's language but the fixed words.
#[derive(Debug, Clone)]
pub struct Banner<'a> {
    pub family: &'a str,
    /// Given name and patronymic.
    pub given: &'a str,
    /// As far as it is known.
    pub born: PartialDate,
    /// Nothing: unknown.
    pub sex: Option<&'a str>,
    /// Label and number, such as `("ИИН", "850714 400 123")`.
    pub number: Option<(&'a str, &'a str)>,
    pub allergies: Allergies<'a>,
    /// Other things that must be seen: pregnancy, a conflict.
    pub marks: &'a [(Severity, String)],
    pub died: Died,
}

/// Whether the person lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Died {
    No,
    On(NaiveDate),
    /// The day is unknown.
    Yes,
}

/// Four values, never three: an empty list is not "no allergies".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allergies<'a> {
    Known(&'a [KnownAllergy]),
    /// Asked and none known: who and when.
    NoneKnown {
        who: &'a str,
        on: NaiveDate,
    },
    NotRecorded,
    /// The record could not be read.
    Unavailable,
}

/// One agent and what it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownAllergy {
    pub agent: String,
    /// Reactions of one event are joined by `+`, events by a comma (ADR-0022, -0023); may be empty.
    pub reactions: String,
}

/// Room above and below the lines of a person's row.
const ROW_PADDING: f32 = 5.0;

/// Draws the banner over the full width.
pub fn banner_ui(ui: &mut Ui, cx: &Cx, banner: &Banner<'_>) {
    let t = cx.tokens();
    let dead = banner.died != Died::No;
    let role = if dead { t.deceased } else { t.banner };
    let hatch = ui.painter().add(egui::Shape::Noop);
    let shown = Frame::new()
        .fill(if dead {
            egui::Color32::TRANSPARENT
        } else {
            role.bg
        })
        .inner_margin(Margin::symmetric(space::L as i8, space::S as i8))
        .show(ui, |ui| {
            ui.set_min_size(vec2(ui.available_width(), size::BANNER - 2.0 * space::S));
            ui.spacing_mut().item_spacing = vec2(space::XL, 6.0);
            ui.horizontal_wrapped(|ui| {
                ui.set_min_height(30.0);
                let name = full_name(cx, banner.family, banner.given);
                ui.add(
                    Label::new(RichText::new(name).text_style(name_style()).color(role.fg)).wrap(),
                );
                fact_ui(
                    ui,
                    cx,
                    &cx.tr("ui-banner-born"),
                    &born_text(cx, banner),
                    role.fg,
                );
                let unknown = cx.tr("ui-unknown");
                fact_ui(
                    ui,
                    cx,
                    &cx.tr("ui-banner-sex"),
                    banner.sex.unwrap_or(&unknown),
                    role.fg,
                );
                match banner.number {
                    Some((label, number)) => fact_ui(ui, cx, label, &unbroken(number), role.fg),
                    None => fact_ui(
                        ui,
                        cx,
                        &cx.tr("ui-banner-number"),
                        &cx.tr("ui-unknown"),
                        role.fg,
                    ),
                }
            });
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
                match banner.died {
                    Died::No => {}
                    Died::On(day) => drop(plain_badge_ui(
                        ui,
                        cx,
                        &cx.tr_with("ui-banner-died-on", &[("date", &cx.date(day))]),
                    )),
                    Died::Yes => drop(plain_badge_ui(ui, cx, &cx.tr("ui-banner-died"))),
                }
                allergies_ui(ui, cx, banner.allergies);
                for (severity, text) in banner.marks {
                    badge_ui(ui, cx, *severity, text);
                }
            });
        });
    let rect = shown.response.rect;
    if dead {
        ui.painter().set(hatch, hatching(rect, role.bg, t.line));
    }
    ui.painter().hline(
        rect.x_range(),
        rect.bottom() - 0.5,
        Stroke::new(size::HAIRLINE, t.line),
    );
    ui.ctx().accesskit_node_builder(shown.response.id, |node| {
        node.set_role(egui::Role::Banner);
        node.set_label(format!(
            "{}, {}, {}",
            full_name(cx, banner.family, banner.given),
            born_text(cx, banner),
            allergy_text(cx, banner.allergies)
        ));
    });
}

/// `СЕМЬЯ, Имя Отчество`; a name that is not known is said in words.
pub fn full_name(cx: &Cx, family: &str, given: &str) -> String {
    match (family.trim(), given.trim()) {
        ("", "") => cx.tr("ui-banner-name-unknown"),
        ("", given) => given.to_owned(),
        (family, "") => names::capitals(family),
        (family, given) => format!("{}, {given}", names::capitals(family)),
    }
}

/// The whole allergy line as text.
pub fn allergy_text(cx: &Cx, allergies: Allergies<'_>) -> String {
    match allergies {
        // A caller's empty list means that nothing was recorded; it must not read as "none".
        Allergies::Known([]) | Allergies::NotRecorded => cx.tr("ui-allergy-not-recorded"),
        Allergies::Known(list) => {
            let all: Vec<String> = list
                .iter()
                .map(|a| {
                    if a.reactions.is_empty() {
                        a.agent.clone()
                    } else {
                        format!("{}\u{a0}— {}", a.agent, a.reactions)
                    }
                })
                .collect();
            format!("{} {}", cx.tr("ui-allergy-known"), all.join("; "))
        }
        Allergies::NoneKnown { who, on } => cx.tr_with(
            "ui-allergy-none-known",
            &[("who", who), ("date", &cx.date(on))],
        ),
        Allergies::Unavailable => cx.tr("ui-allergy-unavailable"),
    }
}

fn allergies_ui(ui: &mut Ui, cx: &Cx, allergies: Allergies<'_>) {
    let text = allergy_text(cx, allergies);
    let severity = match allergies {
        Allergies::Known([]) | Allergies::NotRecorded => Severity::Required,
        Allergies::Known(_) => Severity::Prohibition,
        Allergies::NoneKnown { .. } => Severity::Ok,
        Allergies::Unavailable => Severity::Warning,
    };
    badge_ui(ui, cx, severity, &text);
}

fn born_text(cx: &Cx, banner: &Banner<'_>) -> String {
    match banner.died {
        _ if !banner.born.is_known() => cx.tr("ui-unknown"),
        Died::No => cx.partial_with_age(banner.born),
        // The age of a dead person is not counted to today.
        Died::On(_) | Died::Yes => cx.partial(banner.born),
    }
}

/// Numbers are not broken over lines.
fn unbroken(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

fn hatching(rect: Rect, fill: egui::Color32, line: egui::Color32) -> egui::Shape {
    let mut shapes = vec![egui::Shape::rect_filled(rect, 0.0, fill)];
    let (step, height) = (10.0, rect.height());
    let mut x = rect.left() - height;
    while x < rect.right() {
        let (from, to) = (
            pos2(
                x.max(rect.left()),
                rect.bottom() - (rect.left() - x).max(0.0),
            ),
            pos2(
                (x + height).min(rect.right()),
                rect.top() + (x + height - rect.right()).max(0.0),
            ),
        );
        shapes.push(egui::Shape::line_segment(
            [from, to],
            Stroke::new(1.0, line),
        ));
        x += step;
    }
    egui::Shape::Vec(shapes)
}

/// The lines of a patient in a list: the name over a quiet line; both wrap, neither is cut.
pub fn person_row_ui(ui: &mut Ui, cx: &Cx, family: &str, given: &str, second_line: &str) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(ROW_PADDING);
        ui.add(Label::new(strong(full_name(cx, family, given))).wrap());
        if !second_line.is_empty() {
            ui.add(Label::new(small(cx, second_line)).wrap());
        }
    });
}

/// Height in points of [`person_row_ui`] in a cell of `width`, for `Table::heights`.
pub fn person_row_height(
    ui: &Ui,
    cx: &Cx,
    family: &str,
    given: &str,
    second_line: &str,
    width: f32,
) -> f32 {
    let high = |text: String, style: egui::TextStyle| {
        ui.painter()
            .layout(text, style.resolve(ui.style()), cx.tokens().text, width)
            .size()
            .y
    };
    let name = high(full_name(cx, family, given), strong_style());
    let second = if second_line.is_empty() {
        0.0
    } else {
        high(second_line.to_owned(), egui::TextStyle::Small)
    };
    (name + second + 2.0 * ROW_PADDING).ceil()
}
