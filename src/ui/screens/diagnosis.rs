//! Diagnoses of a visit: ICD-10 search in every language and script, the list, and the role of each.

use egui::{Id, Label, TextStyle, Ui};

use super::card_row::row_ui;
use super::card_words::{diagnosis_line, diagnosis_role};
use crate::codes::icd10::Icd10;
use crate::domain::lang::Lang;
use crate::domain::visit::{Diagnosis, DiagnosisRole};
use crate::ui::command::Command;
use crate::ui::cx::Cx;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::search_box::{Found, ROW_MARGIN, ROWS_MAX, SearchState};
use crate::ui::widgets::text::{muted, small, strong, whole_ui};
use crate::ui::widgets::{Btn, RecordKey, SearchBox, focus_chain};
use crate::worker::{FrequentDiagnosis, PINNED_MAX};

/// The field of the search, for error summaries and F7.
pub const SEARCH: &str = "diagnosis-search";

/// Points for a code, and for the figure before an offer.
const CODE: f32 = 58.0;
const FIGURE: f32 = 16.0;

/// What is typed in the search and what it found.
#[derive(Debug, Default)]
pub struct DiagnosisState {
    search: SearchState,
    found: Vec<FoundDiagnosis>,
    total: usize,
    asked: Option<(String, Lang)>,
}

/// A found diagnosis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDiagnosis {
    pub code: String,
    pub title: String,
    /// The title is in this language because the user's has none.
    pub foreign: Option<Lang>,
    /// Why it is offered before a letter is typed; empty for what was searched.
    pub why: String,
}

/// Finds diagnoses; kept until text or language change.
fn find(state: &mut DiagnosisState, lang: Lang) {
    let asked = (state.search.text.clone(), lang);
    if state.asked.as_ref() == Some(&asked) {
        return;
    }
    let list = Icd10::in_force();
    let hits = list.search(&asked.0, lang, ROWS_MAX);
    state.total = hits.total;
    state.found = hits
        .items
        .iter()
        .map(|hit| FoundDiagnosis {
            code: hit.code.to_owned(),
            title: hit.title.text.to_owned(),
            foreign: Some(hit.title.lang).filter(|l| *l != lang),
            why: String::new(),
        })
        .collect();
    state.asked = Some(asked);
}

/// A search box for one diagnosis; returns what was chosen and empties itself. `offers` stand there before a letter is typed.
pub fn diagnosis_search_ui(
    ui: &mut Ui,
    cx: &Cx,
    key: RecordKey<'_>,
    label: &str,
    error: Option<&str>,
    state: &mut DiagnosisState,
    offers: &[FoundDiagnosis],
) -> Option<FoundDiagnosis> {
    find(state, cx.lang);
    let offers = if state.search.text.trim().is_empty() {
        offers
    } else {
        &[]
    };
    let (items, total) = if offers.is_empty() {
        (state.found.as_slice(), state.total)
    } else {
        (offers, offers.len())
    };
    let heights: Vec<f32> = items.iter().map(|f| height(ui, cx, f)).collect();
    let hint = cx.tr("card-diagnosis-hint");
    let mut search = SearchBox::new(key, label)
        .hint(&hint)
        .error(error)
        .heights(&heights)
        .width(f32::INFINITY);
    if !offers.is_empty() {
        search = search.offers();
    }
    let shown = search.show(
        ui,
        cx,
        &mut state.search,
        Found { items, total },
        |f| f.code.clone(),
        |f| format!("{} {}", f.code, title_of(f)),
        |ui, f| {
            let figure = offers.iter().position(|o| o == f).map(|at| at + 1);
            if let Some(figure) = figure {
                ui.label(small(cx, figure.to_string()));
            }
            ui.scope(|ui| {
                ui.set_min_width(CODE);
                ui.label(strong(&f.code));
            });
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.add(Label::new(title_of(f)).wrap());
                if !f.why.is_empty() {
                    ui.add(Label::new(small(cx, &f.why)).wrap());
                }
            });
        },
    );
    let chosen = shown.chosen.and_then(|at| items.get(at).cloned())?;
    state.search.clear();
    Some(chosen)
}

fn title_of(found: &FoundDiagnosis) -> String {
    match found.foreign {
        Some(lang) => format!("{} ({})", found.title, lang.own_name()),
        None => found.title.clone(),
    }
}

/// A title wraps, and an offer says in a second line why it is there.
fn height(ui: &Ui, cx: &Cx, found: &FoundDiagnosis) -> f32 {
    let taken = CODE + FIGURE + 2.0 * ROW_MARGIN + 2.0 * space::S;
    let wide = (ui.available_width() - taken).max(CODE);
    let high = |text: String, style: TextStyle| {
        let font = style.resolve(ui.style());
        let galley = ui.painter().layout(text, font, cx.tokens().text, wide);
        galley.size().y
    };
    let why = if found.why.is_empty() {
        0.0
    } else {
        high(found.why.clone(), TextStyle::Small)
    };
    (high(title_of(found), TextStyle::Body) + why + space::S).ceil()
}

/// What this user pinned, and what she wants of it now.
pub struct Pins<'a> {
    pub own: &'a [FrequentDiagnosis],
    /// Pin it (`true`), or no longer.
    pub wanted: Option<(Diagnosis, bool)>,
}

impl Pins<'_> {
    fn has(&self, code: &str) -> bool {
        self.own.iter().any(|own| own.pinned && own.code == code)
    }

    fn is_full(&self) -> bool {
        self.own.iter().filter(|own| own.pinned).count() >= PINNED_MAX
    }
}

/// The list with its search; true when something changed.
pub fn diagnoses_ui(
    ui: &mut Ui,
    cx: &Cx,
    scope: &str,
    error: Option<&str>,
    state: &mut DiagnosisState,
    offers: &[FoundDiagnosis],
    pins: &mut Pins<'_>,
    list: &mut Vec<Diagnosis>,
) -> bool {
    let mut changed = false;
    let mut gone = None;
    for (index, diagnosis) in list.iter_mut().enumerate() {
        let id = Id::unique(("feldsher-diagnosis", scope, index));
        let role = diagnosis_role(cx, diagnosis.role);
        let (mut turn, mut remove) = (false, false);
        row_ui(
            ui,
            cx,
            |ui| {
                let word = cx.tr("common-remove");
                remove = Btn::quiet(&word)
                    .id(id.with("remove"))
                    .show(ui, cx)
                    .clicked();
                turn = Btn::quiet(&role).id(id.with("role")).show(ui, cx).clicked();
                let is_pinned = pins.has(&diagnosis.code);
                if is_pinned || !pins.is_full() {
                    let word = cx.tr(if is_pinned {
                        "card-diagnosis-unpin"
                    } else {
                        "card-diagnosis-pin"
                    });
                    let pin = Btn::quiet(&word).id(id.with("pin")).show(ui, cx);
                    if pin.clicked() {
                        pins.wanted = Some((diagnosis.clone(), !is_pinned));
                    }
                }
            },
            |ui| {
                let line = diagnosis_line(&diagnosis.code, &diagnosis.title);
                whole_ui(ui, strong(line));
            },
        );
        if turn {
            diagnosis.role = next_role(diagnosis.role);
            changed = true;
        }
        if remove {
            gone = Some(index);
        }
    }
    if let Some(index) = gone {
        list.remove(index);
        changed = true;
    }
    if list.is_empty() {
        ui.label(muted(cx, cx.tr("card-diagnosis-none")));
    } else if pins.is_full() && list.iter().any(|d| !pins.has(&d.code)) {
        let most = PINNED_MAX.to_string();
        whole_ui(
            ui,
            muted(
                cx,
                cx.tr_with("card-diagnosis-pins-full", &[("most", &most)]),
            ),
        );
    }
    let label = cx.tr("card-diagnosis-search");
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        ui.label(small(cx, Command::Diagnosis.keys()));
        ui.vertical(|ui| {
            let key = RecordKey::new(scope, SEARCH);
            if let Some(found) = diagnosis_search_ui(ui, cx, key, &label, error, state, offers) {
                let known = list.iter().any(|d| d.code == found.code);
                if !known {
                    let role = if list.iter().any(|d| d.role == DiagnosisRole::Main) {
                        DiagnosisRole::Concomitant
                    } else {
                        DiagnosisRole::Main
                    };
                    list.push(Diagnosis {
                        code: found.code,
                        title: found.title,
                        role,
                    });
                    changed = true;
                }
            }
        });
    });
    changed
}

/// F7: the keyboard goes to the search.
pub fn go_to_search(ctx: &egui::Context, scope: &str) {
    focus_chain::ask_for(ctx, RecordKey::new(scope, SEARCH).id());
}

fn next_role(role: DiagnosisRole) -> DiagnosisRole {
    match role {
        DiagnosisRole::Main => DiagnosisRole::Complication,
        DiagnosisRole::Complication => DiagnosisRole::Concomitant,
        DiagnosisRole::Concomitant => DiagnosisRole::Main,
    }
}
