//! Small things that several screens draw: a person in words, faults, loading, a tick, the head of a screen.

use egui::{
    Align, Checkbox, Id, Label, Layout, RadioButton, Response, RichText, ScrollArea, Ui, UiBuilder,
    vec2,
};

use crate::domain::country::Country;
use crate::domain::identifiers::IdentifierKind;
use crate::domain::person::{KnownNumber, Person, Sex};
use crate::domain::phone::Phone;
use crate::domain::role::Role;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::theme::apply::focus_ring;
use crate::ui::theme::tokens::{name_style, space};
use crate::ui::widgets::banner::full_name;
use crate::ui::widgets::text::{muted, small};
use crate::ui::widgets::{Alert, Severity, focus_chain};
use crate::worker::{Fault, fault_words};

/// Loading is said only after this many seconds.
const PATIENCE_SECS: f64 = 0.2;
/// A column of fields is not narrower: a date with what was understood stands in one line.
const COLUMN_LEAST: f32 = 200.0;

/// Given name and patronymic.
pub fn given_names(person: &Person) -> String {
    [person.name.given.trim(), person.name.patronymic.trim()]
        .join(" ")
        .trim()
        .to_owned()
}

/// `СЕМЬЯ, Имя Отчество`.
pub fn person_name(cx: &Cx, person: &Person) -> String {
    full_name(cx, &person.name.family, &given_names(person))
}

pub fn sex_word(cx: &Cx, sex: Sex) -> String {
    cx.tr(match sex {
        Sex::Female => "common-sex-female",
        Sex::Male => "common-sex-male",
        Sex::Unknown => "ui-unknown",
    })
}

pub fn role_word(cx: &Cx, role: Role) -> String {
    cx.tr(&format!("common-role-{}", role.code()))
}

pub fn country_word(cx: &Cx, country: Country) -> String {
    cx.tr(&format!("common-country-{}", country.code()))
}

/// Label of a number by its kind; a kind of a newer program keeps its code.
pub fn number_label(cx: &Cx, kind: &str) -> String {
    match IdentifierKind::from_code(kind) {
        Some(IdentifierKind::KzIin) => cx.tr("common-national-number-kz"),
        Some(IdentifierKind::UzPinfl) => cx.tr("common-national-number-uz"),
        Some(IdentifierKind::GePersonal) => cx.tr("common-national-number-ge"),
        Some(IdentifierKind::Passport) => cx.tr("screen-number-passport"),
        Some(IdentifierKind::IdCard) => cx.tr("screen-number-id-card"),
        Some(IdentifierKind::BirthCertificate) => cx.tr("screen-number-birth-certificate"),
        Some(IdentifierKind::Temporary) => cx.tr("screen-number-temporary"),
        None => kind.to_owned(),
    }
}

/// The number in groups that are read aloud, joined by no-break spaces.
pub fn number_grouped(number: &KnownNumber) -> String {
    let sizes: &[usize] = match IdentifierKind::from_code(&number.kind) {
        Some(IdentifierKind::KzIin) => &[6, 3, 3],
        Some(IdentifierKind::UzPinfl) => &[1, 6, 3, 4],
        Some(IdentifierKind::GePersonal) => &[2, 3, 3, 3],
        _ => &[],
    };
    let all = number.value.chars().count();
    if sizes.iter().sum::<usize>() != all {
        return number.value.clone();
    }
    let mut chars = number.value.chars();
    let groups: Vec<String> = sizes
        .iter()
        .map(|size| chars.by_ref().take(*size).collect())
        .collect();
    groups.join("\u{a0}")
}

/// `ИИН 850714 400 123`, or that there is none.
pub fn labelled_number(cx: &Cx, person: &Person) -> String {
    match person.main_number() {
        Some(number) => format!(
            "{}\u{a0}{}",
            number_label(cx, &number.kind),
            number_grouped(number)
        ),
        None => cx.tr("screen-number-none"),
    }
}

pub fn phone_text(text: &str, country: Country) -> String {
    Phone::parse(text, country).map_or_else(|_| text.to_owned(), |phone| phone.grouped())
}

/// What somebody is called for is longer than where she lives.
pub const ASKS: f32 = 1.8;

/// Text widths of address and of what somebody is called for, out of what name and telephone leave.
pub fn called_widths(rest: f32) -> (f32, f32) {
    let address = rest / (1.0 + ASKS);
    (address - 2.0 * space::S, rest - address - 2.0 * space::S)
}

/// The first cells of a list of people to be called: where they live, who they are, their telephone.
pub fn called_cell_ui(ui: &mut Ui, cx: &Cx, model: &Model, person: &Person, column: usize) {
    match column {
        0 if person.address.is_empty() => {
            ui.label(muted(cx, cx.tr("common-not-recorded")));
        }
        0 => drop(ui.add(Label::new(&person.address).wrap())),
        1 => {
            ui.add(Label::new(person_name(cx, person)).wrap());
            ui.label(small(cx, cx.partial_with_age(person.born)));
        }
        _ => drop(ui.label(phone_text(&person.phone, model.country()))),
    }
}

/// Born, sex, number in one quiet line.
pub fn person_line(cx: &Cx, person: &Person) -> String {
    format!(
        "{} · {} · {}",
        cx.partial_with_age(person.born),
        sex_word(cx, person.sex),
        labelled_number(cx, person)
    )
}

/// The sentence of a fault in the user's language.
pub fn fault_text(cx: &Cx, fault: &Fault) -> String {
    fault_words(cx.lang, fault).unwrap_or_else(|| {
        cx.tr(if fault.record_is_safe {
            "screen-fault-safe"
        } else {
            "screen-fault-unsafe"
        })
    })
}

/// What happened, is the record safe, what to do, and the code, in place.
pub fn fault_ui(ui: &mut Ui, cx: &Cx, fault: &Fault) -> Response {
    let title = cx.tr_with("screen-fault-title", &[("code", &fault.code)]);
    Alert::new(&format!("fault-{}", fault.code), Severity::Warning, &title)
        .sentence(&fault_text(cx, fault))
        .show(ui, cx)
}

/// Nothing for 200 ms, then a word; never blocks.
pub fn loading_ui(ui: &mut Ui, cx: &Cx) {
    let id = ui.scope_id().with("loading");
    let now = ui.input(|i| i.time);
    let pass = ui.ctx().cumulative_pass_nr();
    let (since, last) = ui
        .data(|d| d.get_temp::<(f64, u64)>(id))
        .filter(|(_, last)| last + 2 >= pass)
        .unwrap_or((now, pass));
    ui.data_mut(|d| d.insert_temp(id, (since, pass.max(last))));
    let rest = PATIENCE_SECS - (now - since);
    if rest > 0.0 {
        ui.ctx()
            .request_repaint_after(std::time::Duration::from_secs_f64(rest));
    } else {
        ui.label(muted(cx, cx.tr("screen-loading")));
    }
}

/// Where a card should stand that is not there: it is on its way, or this is why it does not come.
pub fn no_card_ui(ui: &mut Ui, cx: &Cx, model: &Model) {
    match &model.card_fault {
        Some(fault) => drop(fault_ui(ui, cx, fault)),
        None => loading_ui(ui, cx),
    }
}

/// The head of a screen: its name, and one quiet sentence.
pub fn head_ui(ui: &mut Ui, title: &str, sentence: Option<RichText>) {
    ui.add(Label::new(RichText::new(title).text_style(name_style())).wrap());
    if let Some(sentence) = sentence {
        ui.add(Label::new(sentence).wrap());
    }
    ui.add_space(space::S);
}

/// A box to tick, with its words; a Tab stop like every input.
pub fn tick_ui(ui: &mut Ui, cx: &Cx, id: Id, on: &mut bool, words: &str) -> Response {
    let response = ui
        .scope_builder(UiBuilder::new().scope_id(id), |ui| {
            ui.spacing_mut().interact_size.y = cx.control();
            ui.add(Checkbox::new(on, words))
        })
        .inner;
    if response.has_focus() {
        focus_ring(ui, cx.tokens(), response.rect);
    }
    focus_chain::offer_input(ui, &response);
    response
}

/// One of many options, round: it is told from the square ticks, of which several may stand.
pub fn one_of_ui(ui: &mut Ui, cx: &Cx, id: Id, on: &mut bool, words: &str) -> Response {
    let mut response = ui
        .scope_builder(UiBuilder::new().scope_id(id), |ui| {
            ui.spacing_mut().interact_size.y = cx.control();
            ui.add(RadioButton::new(*on, words))
        })
        .inner;
    if response.clicked() {
        // Chosen by mistake, it is taken back as it was chosen.
        *on = !*on;
        response.mark_changed();
    }
    if response.has_focus() {
        focus_ring(ui, cx.tokens(), response.rect);
    }
    focus_chain::offer_input(ui, &response);
    response
}

/// The page of a screen that may be longer than the window.
pub fn page_ui<T>(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui) -> T) -> T {
    ScrollArea::vertical()
        .id_salt(Id::unique(("feldsher-page", name)))
        .auto_shrink([false, false])
        .show(ui, |ui| {
            // Room for the focus ring of what touches the edge.
            egui::Frame::new()
                .inner_margin(egui::Margin::symmetric(4, 2))
                .show(ui, content)
                .inner
        })
        .inner
}

/// A column in the middle of an empty window: first run, sign-in, locked.
pub fn sheet_ui<T>(
    ui: &mut Ui,
    cx: &Cx,
    name: &str,
    width: f32,
    content: impl FnOnce(&mut Ui) -> T,
) -> T {
    let t = cx.tokens();
    let whole = ui.max_rect();
    ui.painter().rect_filled(whole, 0.0, t.ground);
    // The height of the last pass decides how far down the sheet stands.
    let id = Id::unique(("feldsher-sheet", name));
    let high = ui.data(|d| d.get_temp::<f32>(id)).unwrap_or(400.0);
    let width = width.min(whole.width() - 2.0 * space::XL);
    let top = ((whole.height() - high) * 0.42).max(space::M);
    ScrollArea::vertical()
        .id_salt(id)
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.add_space(top);
            // A place of its own: a row would give the lists inside it the height of one line.
            let left = whole.left() + (whole.width() - width) * 0.5;
            let place = egui::Rect::from_min_size(
                egui::pos2(left, ui.cursor().top()),
                vec2(width, whole.height()),
            );
            let (inner, height) = ui
                .scope_builder(UiBuilder::new().max_rect(place), |ui| {
                    let shown = egui::Frame::new()
                        .fill(t.sheet)
                        .stroke(egui::Stroke::new(1.0, t.line))
                        .corner_radius(6)
                        .inner_margin(egui::Margin::same(space::XL as i8))
                        .show(ui, |ui| {
                            ui.set_width(width - 2.0 * space::XL - 2.0);
                            content(ui)
                        });
                    (shown.inner, shown.response.rect.height())
                })
                .inner;
            ui.add_space(space::M);
            let before = ui.data(|d| d.get_temp::<f32>(id));
            if before.is_none_or(|b| (b - height).abs() > 0.5) {
                ui.data_mut(|d| d.insert_temp(id, height));
                ui.ctx().request_repaint();
            }
            inner
        })
        .inner
}

/// Label in a quiet column, value beside; for lists of facts.
pub fn fact_row_ui(ui: &mut Ui, cx: &Cx, width: f32, label: &str, value: impl Into<RichText>) {
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(vec2(width, 20.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(width);
            ui.add(Label::new(muted(cx, label)).wrap());
        });
        ui.add(Label::new(value.into()).wrap());
    });
}

/// So many fields side by side, in as many columns as the window has room for.
pub fn columns_ui(ui: &mut Ui, count: usize, mut cell: impl FnMut(&mut Ui, usize)) {
    let room = ui.available_width() + space::M;
    let fit = (room / (COLUMN_LEAST + space::M)).floor().max(1.0) as usize;
    let per_row = fit.min(count.max(1));
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        for first in (0..count).step_by(per_row) {
            ui.columns(per_row, |columns| {
                for (at, ui) in (first..count).zip(columns) {
                    cell(ui, at);
                }
            });
        }
    });
}

/// A row of words and buttons, all on the middle line of a control; what does not fit goes to the next line.
pub fn line_ui<T>(ui: &mut Ui, cx: &Cx, content: impl FnOnce(&mut Ui) -> T) -> T {
    ui.scope(|ui| {
        let words = ui.spacing().interact_size.y;
        ui.spacing_mut().interact_size.y = cx.control();
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().interact_size.y = words;
            content(ui)
        })
        .inner
    })
    .inner
}

/// A quiet line under something.
pub fn hint_ui(ui: &mut Ui, cx: &Cx, text: &str) {
    ui.add(Label::new(small(cx, text)).wrap());
}

/// Ink on the plain sheet: one wrapped paragraph.
pub fn paragraph_ui(ui: &mut Ui, text: &str) {
    ui.add(Label::new(RichText::new(text)).wrap());
}

/// Tells an identity for a button of one row.
pub fn row_id(name: &str, row: impl std::hash::Hash + std::fmt::Debug) -> Id {
    Id::unique(("feldsher-row", name, row))
}
