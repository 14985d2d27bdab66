//! Which form is to be written for a patient: those of the clinic's country, found by number or title in any of the five languages.

use egui::{Context, Label, TextStyle, Ui};

use crate::codes::fold::fold;
use crate::domain::card::{CardView, Draft};
use crate::domain::country::Country;
use crate::domain::ids::{DocId, PatientId};
use crate::domain::lang::Lang;
use crate::domain::visit::Visit;
use crate::forms::{Form, FormSet};
use crate::ui::cx::Cx;
use crate::ui::screens::visit_fill::Filled;
use crate::ui::theme::tokens::{size, space};
use crate::ui::widgets::button::way_back_ui;
use crate::ui::widgets::search_box::{Found, ROW_MARGIN, SearchState};
use crate::ui::widgets::text::small;
use crate::ui::widgets::{Dialog, RecordKey, SearchBox};
use crate::worker::PaperOf;
use crate::worker::form_paper::has_own_paper;

/// Points of a window above and below the list: title, search, the way back, the edge of the dialog.
const AROUND: f32 = 340.0;
/// Points that a scroll bar may take from a row.
const BAR: f32 = 20.0;

/// The dialog in which a form is chosen.
#[derive(Debug, Default)]
pub struct FormChoice {
    search: SearchState,
}

/// The forms that can be chosen: those of the country, without those that have a door of their own.
pub fn forms(country: Country) -> Vec<&'static Form> {
    let mut found = FormSet::in_force().for_country(country);
    found.retain(|form| has_own_paper(form));
    found
}

/// Whether there is anything to choose; asked in every pass, so nothing is read for it where the country has shipped forms.
pub fn offers_any(country: Country) -> bool {
    FormSet::in_force().has_shipped(country) || !forms(country).is_empty()
}

/// Every word of the search stands in the title, in whatever language.
fn found(forms: &[&'static Form], text: &str) -> Vec<&'static Form> {
    let wanted = fold(text);
    let fits = |form: &&&'static Form| {
        let titles = Lang::ALL.map(|lang| fold(form.title(lang))).join(" ");
        wanted.split_whitespace().all(|word| titles.contains(word))
    };
    forms.iter().filter(fits).copied().collect()
}

/// A title may take two lines, and its doubt one more.
fn height(ui: &Ui, cx: &Cx, form: &Form) -> f32 {
    let wide = ui.available_width() - 2.0 * ROW_MARGIN - BAR;
    let high = |text: String, style: TextStyle| {
        let font = style.resolve(ui.style());
        let galley = ui.painter().layout(text, font, cx.tokens().text, wide);
        galley.size().y
    };
    let doubt = if form.unconfirmed {
        high(cx.tr("card-form-unconfirmed"), TextStyle::Small)
    } else {
        0.0
    };
    (high(form.title(cx.lang).to_owned(), TextStyle::Body) + doubt + space::S).ceil()
}

impl FormChoice {
    /// The form that was chosen, and whether the dialog is over.
    pub fn show(
        &mut self,
        ctx: &Context,
        cx: &Cx,
        country: Country,
    ) -> (Option<&'static Form>, bool) {
        let all = forms(country);
        let title = cx.tr("card-form-choose");
        let shown = Dialog::new("form-choice", &title)
            .width(760.0)
            .show(ctx, cx, |ui| {
                let items = found(&all, &self.search.text);
                let label = cx.tr("card-form-search");
                let heights: Vec<f32> = items.iter().map(|form| height(ui, cx, form)).collect();
                let chosen = SearchBox::new(RecordKey::new("form-choice", "search"), &label)
                    .min_chars(0)
                    .in_place()
                    .heights(&heights)
                    .rows_max(all.len())
                    .list_height(ctx.content_rect().height() - AROUND)
                    .width(f32::INFINITY)
                    .show(
                        ui,
                        cx,
                        &mut self.search,
                        Found {
                            items: &items,
                            total: items.len(),
                        },
                        |form| form.url.clone(),
                        |form| form.title(cx.lang).to_owned(),
                        |ui, form| {
                            ui.vertical(|ui| {
                                ui.add(Label::new(form.title(cx.lang)).wrap());
                                if form.unconfirmed {
                                    ui.label(small(cx, cx.tr("card-form-unconfirmed")));
                                }
                            });
                        },
                    )
                    .chosen
                    .and_then(|at| items.get(at).copied());
                ui.add_space(size::ROW / 2.0);
                let cancelled = way_back_ui(ui, cx, "common-cancel");
                (chosen, cancelled)
            });
        let (chosen, cancelled) = shown.inner;
        (chosen, shown.close || cancelled || chosen.is_some())
    }
}

/// A new draft by this form, with what it proposes.
pub fn draft(form: &Form, card: &CardView, today: chrono::NaiveDate) -> Draft {
    let person = &card.person;
    Draft {
        visit: Visit {
            form: form.url.clone(),
            form_version: form.version.clone(),
            answers: Filled::begin(form, person, today).stored(form, person, today),
            ..Visit::default()
        },
        ..Draft::default()
    }
}

/// The paper of what was written: the form's own, else the summary.
pub fn paper_of(form_url: &str, patient: PatientId, visit: DocId) -> PaperOf {
    let form = FormSet::in_force().current(form_url);
    if form.is_some_and(has_own_paper) {
        PaperOf::Visit { patient, visit }
    } else {
        PaperOf::Discharge { patient, visit }
    }
}
