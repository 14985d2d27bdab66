//! What the dialogs of the passport share: the state of an entry, words with a code, when it began, a note, and how they end.

use egui::Ui;
use serde_json::{Map, Value as Json};

use super::passport::{EditAnswer, Fact};
use super::prescribe_search::FoundMedicine;
use crate::domain::allergy::Status;
use crate::domain::dates::PartialDate;
use crate::ui::cx::Cx;
use crate::ui::theme::tokens::{size, space, strong_style};
use crate::ui::widgets::dialog::{DialogResponse, act_or_cancel_ui};
use crate::ui::widgets::search_box::{Found, SearchState};
use crate::ui::widgets::text::{muted, small, strong};
use crate::ui::widgets::{Btn, Choice, DateField, Field, RecordKey, SearchBox};

const STATUSES: [(Status, &str); 3] = [
    (Status::Active, "card-status-active"),
    (Status::Resolved, "card-status-resolved"),
    (Status::EnteredInError, "common-entered-in-error"),
];

/// How an entry stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct StatusEdit {
    chosen: Option<usize>,
}

impl StatusEdit {
    pub fn open(status: Status) -> Self {
        Self {
            chosen: STATUSES.iter().position(|(s, _)| *s == status),
        }
    }

    pub fn value(self) -> Status {
        self.chosen
            .and_then(|at| STATUSES.get(at))
            .map_or(Status::Active, |(s, _)| *s)
    }

    pub fn is_error(self) -> bool {
        self.value() == Status::EnteredInError
    }

    pub fn show(&mut self, ui: &mut Ui, cx: &Cx, scope: &str) {
        let words = STATUSES.map(|(_, key)| cx.tr(key));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        Choice::new(
            RecordKey::new(scope, "status"),
            &cx.tr("card-status"),
            &mut self.chosen,
            &words,
        )
        .show(ui, cx);
    }
}

/// A value as the object that the record keeps.
pub fn object<T: serde::Serialize>(value: &T) -> Map<String, Json> {
    match serde_json::to_value(value) {
        Ok(Json::Object(map)) => map,
        // Our own plain structs are objects.
        Ok(_) | Err(_) => Map::new(),
    }
}

/// Words that were typed, and the code that was chosen with them.
#[derive(Debug, Default)]
pub struct Coded {
    search: SearchState,
    /// The code, and the words with which it was chosen.
    code: Option<(String, String)>,
}

impl Coded {
    pub fn open(words: &str, code: Option<String>) -> Self {
        let mut coded = Self::default();
        words.clone_into(&mut coded.search.text);
        coded.code = code.map(|code| (code, words.to_owned()));
        coded
    }

    pub fn words(&self) -> &str {
        self.search.text.trim()
    }

    /// The code holds while the words are those it was chosen with.
    pub fn code(&self) -> Option<String> {
        self.code
            .as_ref()
            .filter(|(_, words)| *words == self.search.text)
            .map(|(code, _)| code.clone())
    }

    /// A search among medicines that takes free words too; `missing` says so where they are wanted.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        cx: &Cx,
        key: RecordKey<'_>,
        (label, hint): (&str, &str),
        missing: bool,
        find: impl Fn(&str) -> (Vec<FoundMedicine>, usize),
    ) {
        let (found, total) = find(&self.search.text);
        let words = cx.tr("card-field-missing");
        let error = (missing && self.words().is_empty()).then_some(words.as_str());
        let shown = SearchBox::new(key, &cx.tr(label))
            .hint(&cx.tr(hint))
            .min_chars(crate::codes::names::LETTERS_FIRST)
            .error(error)
            .width(f32::INFINITY)
            .show(
                ui,
                cx,
                &mut self.search,
                Found {
                    items: &found,
                    total,
                },
                |f| f.id.clone(),
                |f| f.name.clone(),
                |ui, f| medicine_row_ui(ui, cx, f),
            );
        if let Some(chosen) = shown.chosen.and_then(|at| found.get(at)) {
            self.search.clear();
            self.search.text.clone_from(&chosen.name);
            self.code = Some((chosen.id.clone(), chosen.name.clone()));
        }
    }
}

/// A date as far as it was typed; an error while it cannot be read.
pub type TypedDate = Result<Option<PartialDate>, crate::domain::dates::DateError>;

/// Since when, as far as it is known.
pub fn onset_ui(ui: &mut Ui, cx: &Cx, scope: &str, text: &mut String) -> TypedDate {
    DateField::event(RecordKey::new(scope, "onset"), &cx.tr("card-onset"), text)
        .partial()
        .show(ui, cx)
        .value
}

pub fn note_ui(ui: &mut Ui, cx: &Cx, scope: &str, text: &mut String) {
    Field::new(RecordKey::new(scope, "note"), &cx.tr("common-note"), text)
        .width(f32::INFINITY)
        .show(ui, cx);
}

/// The foot of a dialog: the state of an entry that stood before, save and cancel.
pub fn foot_ui(
    ui: &mut Ui,
    cx: &Cx,
    scope: &str,
    key: &str,
    status: &mut StatusEdit,
) -> (bool, bool) {
    if !key.ends_with("/new") {
        status.show(ui, cx, scope);
    }
    save_ui(ui, cx, *status)
}

/// How a dialog ends: with the fact, if save was pressed and there is one; by cancel or Escape without.
pub fn end(
    shown: &DialogResponse<(bool, bool)>,
    fact: impl FnOnce() -> Option<Fact>,
) -> EditAnswer {
    let (yes, no) = shown.inner;
    let done = if yes { fact() } else { None };
    EditAnswer {
        close: shown.close || no || done.is_some(),
        done,
    }
}

/// One found medicine in a list: name, the name it was found by, its group; the group stands below in a tall row.
pub fn medicine_row_ui(ui: &mut Ui, cx: &Cx, found: &FoundMedicine) {
    let is_tall = ui.max_rect().height() > size::ROW;
    let name_ui = |ui: &mut Ui| {
        ui.label(strong(&found.name));
        if let Some(other) = &found.found_as {
            ui.label(muted(cx, format!("= {other}")));
        }
        if found.weak {
            ui.label(small(cx, cx.tr("screen-found-weak")));
        }
    };
    let group = group_of(cx, found);
    if is_tall {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.horizontal(name_ui);
            if let Some(group) = group {
                ui.label(small(cx, group));
            }
        });
        return;
    }
    name_ui(ui);
    if let Some(group) = group {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.label(small(cx, group));
        });
    }
}

fn group_of(cx: &Cx, found: &FoundMedicine) -> Option<String> {
    let group = &found.group;
    (!group.is_empty()).then(|| super::prescribe_order::group_text(cx, group))
}

/// Name and group of one of them do not fit into one line of a list as wide as this place.
pub fn medicine_rows_are_tall(ui: &Ui, cx: &Cx, found: &[FoundMedicine]) -> bool {
    let wide = |text: String, style: egui::TextStyle| {
        let font = style.resolve(ui.style());
        let galley = ui.painter().layout_no_wrap(text, font, cx.tokens().text);
        galley.size().x + space::S
    };
    found.iter().any(|one| {
        let other = one.found_as.as_ref().map(|name| format!("= {name}"));
        let weak = one.weak.then(|| cx.tr("screen-found-weak"));
        let small = [weak, group_of(cx, one)].into_iter().flatten();
        let taken = wide(one.name.clone(), strong_style())
            + other.map_or(0.0, |text| wide(text, egui::TextStyle::Body))
            + small
                .map(|text| wide(text, egui::TextStyle::Small))
                .sum::<f32>();
        taken > ui.available_width() - 2.0 * space::M
    })
}

/// Save and cancel; saving an error is red.
pub fn save_ui(ui: &mut Ui, cx: &Cx, status: StatusEdit) -> (bool, bool) {
    let (error, save) = (cx.tr("card-mark-error"), cx.tr("common-save"));
    let act = if status.is_error() {
        Btn::danger(&error)
    } else {
        Btn::primary(&save)
    };
    act_or_cancel_ui(ui, cx, act)
}
