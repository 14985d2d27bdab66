//! What the blocks of the passport are drawn from: a heading with its button, entries that open, "none" and "not asked", and
//! where a fact comes from.

use egui::text::LayoutJob;
use egui::{Align, FontSelection, Id, RichText, Sense, Ui, UiBuilder, WidgetInfo};

use super::card_focus;
use super::card_words::who;
use super::conflict_words::fact_word;
use crate::domain::allergy::{Allergy, Severity as Grade, Status};
use crate::domain::card::{CardView, Noted};
use crate::domain::ids::UserId;
use crate::i18n::dates;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::theme::apply::focus_ring;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::text::{muted, small, strong, whole_ui};
use crate::ui::widgets::{Btn, focus_chain};

/// Room for the button beside a heading.
const ADD: f32 = 104.0;

/// What every block is drawn from.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    pub cx: &'a Cx,
    pub model: &'a Model,
    pub card: &'a CardView,
    pub may_edit: bool,
    /// The whole passport in the centre; else the quiet column beside the card.
    pub front: bool,
    /// Author, place and time stand under every fact.
    pub sources: bool,
    /// Resolved entries and those entered in error are shown too.
    pub show_all: bool,
}

impl Shown<'_> {
    /// Who wrote it, where, when; `care_at` for what was measured before it was written.
    pub fn source(&self, by: Option<UserId>, at: i64, care_at: Option<i64>) -> String {
        let cx = self.cx;
        let who = who(cx, self.card, by);
        let place = by
            .and_then(|by| self.card.places.get(&by).cloned())
            .unwrap_or_else(|| cx.tr("passport-place-unknown"));
        let when = self.model.date_time(cx.lang, at);
        match care_at {
            None => {
                let args = [("who", &*who), ("place", &*place), ("when", &*when)];
                cx.tr_with("passport-source-fact", &args)
            }
            Some(care_at) => {
                let care = self.model.date_time(cx.lang, care_at);
                let args = [
                    ("who", &*who),
                    ("place", &*place),
                    ("care", &*care),
                    ("when", &*when),
                ];
                cx.tr_with("passport-source-care", &args)
            }
        }
    }

    pub fn source_ui(&self, ui: &mut Ui, by: Option<UserId>, at: i64) {
        if self.sources {
            whole_ui(ui, small(self.cx, self.source(by, at, None)));
        }
    }

    /// The local day of a moment.
    pub fn day(&self, at: i64) -> String {
        dates::local_day(at, self.model.offset_minutes).map_or_else(
            || self.cx.tr("common-date-unknown"),
            |day| self.cx.date(day),
        )
    }
}

pub fn add_button(name: &str) -> Id {
    Id::unique(("feldsher-passport-add", name))
}

/// A heading without a button.
pub fn title_ui(ui: &mut Ui, cx: &Cx, title: &str) {
    section_ui(ui, cx, title, "", false);
}

/// Heading with its button to add or change; true when that was pressed.
pub fn section_ui(ui: &mut Ui, cx: &Cx, title: &str, name: &str, may_edit: bool) -> bool {
    ui.add_space(space::XS);
    let mut pressed = false;
    ui.horizontal(|ui| {
        ui.set_min_height(cx.control());
        let room = ui.available_width() - if may_edit { ADD } else { 0.0 };
        ui.allocate_ui(egui::vec2(room, 20.0), |ui| {
            whole_ui(ui, strong(cx.tr(title)))
        });
        if may_edit {
            ui.with_layout(egui::Layout::right_to_left(Align::Center), |ui| {
                let id = add_button(name);
                let word = match name {
                    "pregnancy" | "blood" | "disability" => cx.tr("common-edit"),
                    _ => cx.tr("common-add"),
                };
                let about = cx.tr(title);
                let button = Btn::quiet(&word).about(&about).id(id).show(ui, cx);
                card_focus::offer(ui, id, &button);
                pressed = button.clicked();
            });
        }
    });
    pressed
}

/// What is shown without being asked for: what holds, and what is disputed.
pub fn stands<T>(noted: &Noted<T>, show_all: bool, status: fn(&T) -> Status) -> bool {
    show_all || noted.disputed || status(&noted.value) == Status::Active
}

pub fn is_empty<T>(all: &[Noted<T>], show_all: bool, status: fn(&T) -> Status) -> bool {
    !all.iter().any(|noted| stands(noted, show_all, status))
}

pub fn has_past<T>(all: &[Noted<T>], status: fn(&T) -> Status) -> bool {
    all.iter()
        .any(|noted| status(&noted.value) != Status::Active)
}

/// The entries of one list; the one that was opened.
pub fn entries_ui<'a, T>(
    ui: &mut Ui,
    p: &Shown<'_>,
    all: &'a [Noted<T>],
    status: fn(&T) -> Status,
    job: impl Fn(&Ui, &Cx, &Noted<T>) -> LayoutJob,
) -> Option<&'a Noted<T>> {
    let mut opened = None;
    for noted in all.iter().filter(|n| stands(n, p.show_all, status)) {
        let job = job(ui, p.cx, noted);
        if entry_ui(ui, p, noted, job, status(&noted.value)) {
            opened = Some(noted);
        }
    }
    opened
}

pub fn empty_line_ui(ui: &mut Ui, cx: &Cx, empty: bool) {
    if empty {
        ui.label(muted(cx, cx.tr("common-not-recorded")));
    }
}

/// Nothing stands in a list: either somebody asked, or nobody did. True when the user says that she asked.
pub fn none_ui(ui: &mut Ui, p: &Shown<'_>, list: &str) -> bool {
    let cx = p.cx;
    if let Some(asked) = p.card.none_in(list) {
        let who = who(cx, p.card, asked.by);
        let args = [("who", who.as_str()), ("date", &p.day(asked.at))];
        whole_ui(ui, cx.tr_with("passport-none", &args));
        p.source_ui(ui, asked.by, asked.at);
        return false;
    }
    whole_ui(ui, muted(cx, cx.tr("passport-not-asked")));
    // Where a part of the card cannot be read, nobody can say that there is nothing.
    let whole = p.card.newer == 0 && p.card.unreadable == 0;
    let about = fact_word(cx, list);
    p.front
        && p.may_edit
        && whole
        && Btn::quiet(&cx.tr("passport-say-none"))
            .about(&about)
            .id(Id::unique(("feldsher-passport-none", list)))
            .show(ui, cx)
            .clicked()
}

/// Loud words, and quiet ones below them.
pub fn line(ui: &Ui, cx: &Cx, loud: &str, quiet: &str) -> LayoutJob {
    let mut job = LayoutJob::default();
    let style = ui.style();
    RichText::new(loud).color(cx.tokens().text).append_to(
        &mut job,
        style,
        FontSelection::Default,
        Align::Center,
    );
    if !quiet.is_empty() {
        small(cx, format!("\n{quiet}")).append_to(
            &mut job,
            style,
            FontSelection::Default,
            Align::Center,
        );
    }
    job
}

/// Agent loud, reactions after a dash; red only as text: the banner above is filled already.
pub fn allergy_job(ui: &Ui, cx: &Cx, noted: &Noted<Allergy>) -> LayoutJob {
    let a = &noted.value;
    let mut job = LayoutJob::default();
    let style = ui.style();
    let t = cx.tokens();
    let color = if a.status == Status::Active {
        t.danger.fg
    } else {
        t.muted
    };
    strong(&a.substance).color(color).append_to(
        &mut job,
        style,
        FontSelection::Default,
        Align::Center,
    );
    let mut rest = a.reactions.join(" + ");
    if a.severity != Grade::Unknown {
        let grade = match a.severity {
            Grade::Mild => "common-severity-mild",
            Grade::Moderate => "common-severity-moderate",
            Grade::Severe => "common-severity-severe",
            Grade::Unknown => "common-severity-unknown",
        };
        rest = if rest.is_empty() {
            cx.tr(grade)
        } else {
            format!("{rest}, {}", cx.tr(grade))
        };
    }
    if !rest.is_empty() {
        RichText::new(format!(" — {rest}")).color(t.text).append_to(
            &mut job,
            style,
            FontSelection::Default,
            Align::Center,
        );
    }
    job
}

/// A line of a list that opens with Enter or a click.
fn entry_ui<T>(
    ui: &mut Ui,
    p: &Shown<'_>,
    noted: &Noted<T>,
    mut job: LayoutJob,
    status: Status,
) -> bool {
    let cx = p.cx;
    let t = cx.tokens();
    let style = ui.style();
    let mut marks = Vec::new();
    match status {
        Status::Active => {}
        Status::Resolved => marks.push(cx.tr("card-status-resolved")),
        Status::EnteredInError => marks.push(cx.tr("common-entered-in-error")),
    }
    if noted.disputed {
        marks.push(cx.tr("card-disputed"));
    }
    if noted.newer {
        marks.push(cx.tr("card-newer"));
    }
    for mark in marks {
        RichText::new(format!("\n{mark}"))
            .small()
            .color(t.warning.fg)
            .append_to(&mut job, style, FontSelection::Default, Align::Center);
    }
    if p.sources {
        let source = p.source(noted.by, noted.at, None);
        small(cx, format!("\n{source}")).append_to(
            &mut job,
            style,
            FontSelection::Default,
            Align::Center,
        );
    }
    job.wrap.max_width = ui.available_width();
    let id = Id::unique(("feldsher-noted", noted.card, noted.key.as_str()));
    ui.scope_builder(UiBuilder::new().scope_id(id), |ui| {
        let galley = ui.painter().layout_job(job);
        let (rect, _) = ui.allocate_exact_size(
            egui::vec2(ui.available_width(), galley.size().y + 4.0),
            Sense::hover(),
        );
        let response = ui.interact(rect, id.with("entry"), Sense::click());
        let text = galley.text().to_owned();
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &text));
        if response.hovered() {
            ui.painter().rect_filled(rect.expand(2.0), 3.0, t.hover);
        }
        ui.painter()
            .galley(rect.min + egui::vec2(0.0, 2.0), galley, t.text);
        if response.has_focus() {
            focus_ring(ui, t, rect);
        }
        focus_chain::offer_button(ui, &response);
        // What a newer program wrote is shown and not changed.
        response.clicked() && !noted.newer
    })
    .inner
}
