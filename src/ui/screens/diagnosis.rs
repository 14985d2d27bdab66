//! Diagnoses of a visit: ICD-10 search in every language and script, the list, and the role of each.

use egui::{Id, Label, Ui};

use super::card_row::row_ui;
use super::card_words::{diagnosis_line, diagnosis_role};
use crate::codes::icd10::Icd10;
use crate::domain::lang::Lang;
use crate::domain::visit::{Diagnosis, DiagnosisRole};
use crate::ui::command::Command;
use crate::ui::cx::Cx;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::search_box::{Found, ROWS_MAX, SearchState};
use crate::ui::widgets::text::{muted, small, strong, whole_ui};
use crate::ui::widgets::{Btn, RecordKey, SearchBox, focus_chain};

/// The field of the search, for error summaries and F7.
pub const SEARCH: &str = "diagnosis-search";

/// A title longer than this takes two lines in the list.
const ONE_LINE_CHARS: usize = 90;

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
        })
        .collect();
    state.asked = Some(asked);
}

/// A search box for one diagnosis; returns what was chosen and empties itself.
pub fn diagnosis_search_ui(
    ui: &mut Ui,
    cx: &Cx,
    key: RecordKey<'_>,
    label: &str,
    error: Option<&str>,
    state: &mut DiagnosisState,
) -> Option<FoundDiagnosis> {
    find(state, cx.lang);
    let is_long = state
        .found
        .iter()
        .any(|f| f.title.chars().count() > ONE_LINE_CHARS);
    let hint = cx.tr("card-diagnosis-hint");
    let mut search = SearchBox::new(key, label)
        .hint(&hint)
        .error(error)
        .width(f32::INFINITY);
    if is_long {
        search = search.tall_rows();
    }
    let shown = search.show(
        ui,
        cx,
        &mut state.search,
        Found {
            items: &state.found,
            total: state.total,
        },
        |f| f.code.clone(),
        |f| format!("{} {}", f.code, f.title),
        |ui, f| {
            ui.scope(|ui| {
                ui.set_min_width(58.0);
                ui.label(strong(&f.code));
            });
            let mut title = f.title.clone();
            if let Some(lang) = f.foreign {
                title = format!("{title} ({})", lang.own_name());
            }
            ui.add(Label::new(title).wrap());
        },
    );
    let chosen = shown.chosen.and_then(|at| state.found.get(at).cloned())?;
    state.search.clear();
    Some(chosen)
}

/// The list with its search; true when something changed.
pub fn diagnoses_ui(
    ui: &mut Ui,
    cx: &Cx,
    scope: &str,
    error: Option<&str>,
    state: &mut DiagnosisState,
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
    }
    let label = cx.tr("card-diagnosis-search");
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        ui.label(small(cx, Command::Diagnosis.keys()));
        ui.vertical(|ui| {
            let key = RecordKey::new(scope, SEARCH);
            if let Some(found) = diagnosis_search_ui(ui, cx, key, &label, error, state) {
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
