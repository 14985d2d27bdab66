//! What is printed on the box: the author's own words, with the cupboard's products of the medicine to choose from. Free, because no list
//! knows every box; the check reads the words against name, form, strength and route.

use egui::Ui;

use super::card_words::{form_word, strength_text};
use super::prescribe::PrescribeState;
use super::prescribe_order::settle_product;
use crate::clinical::{Formulary, Medicine};
use crate::codes::fold::fold;
use crate::domain::visit::Prescription;
use crate::ui::cx::Cx;
use crate::ui::widgets::search_box::{Found, ROWS_MAX};
use crate::ui::widgets::{RecordKey, SearchBox};

/// A product in words, as a box has it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Boxed {
    text: String,
    /// As the formulary writes them.
    form: String,
    strength: String,
}

pub(super) fn box_ui(ui: &mut Ui, cx: &Cx, scope: &str, state: &mut PrescribeState) {
    let medicine = state.medicine();
    let all = medicine.map_or_else(Vec::new, |medicine| offered(cx, medicine, state));
    let shown = SearchBox::new(RecordKey::new(scope, "box"), &cx.tr("card-on-box"))
        .hint(&cx.tr("card-on-box-hint"))
        .width(f32::INFINITY)
        .free_words(Prescription::PRODUCT_MAX)
        .show(
            ui,
            cx,
            &mut state.product,
            Found {
                items: &all,
                total: all.len(),
            },
            |found| found.text.clone(),
            |found| found.text.clone(),
            |ui, found| {
                ui.label(found.text.as_str());
            },
        );
    let chosen = shown.chosen.and_then(|at| all.get(at));
    if let Some((chosen, medicine)) = chosen.zip(medicine) {
        take(state, medicine, chosen);
    }
}

/// The words go into the field; form and strength only where nobody chose them.
fn take(state: &mut PrescribeState, medicine: &Medicine, chosen: &Boxed) {
    state.product.text.clone_from(&chosen.text);
    if state.form.is_none() {
        state.form = Some(chosen.form.clone());
    }
    if state.strength.trim().is_empty() {
        state.strength.clone_from(&chosen.strength);
    }
    settle_product(state, medicine);
}

/// Products that go by the route, of the form and strength that were chosen, with every typed word; not the one that stands there.
fn offered(cx: &Cx, medicine: &Medicine, state: &PrescribeState) -> Vec<Boxed> {
    let name = state.medicine.as_ref().map_or("", |(_, name)| name);
    let typed = fold(&state.product.text);
    let rows = || {
        let all = Formulary::builtin().products_of(&medicine.id);
        all.filter(|row| match &state.route {
            Some(route) => row.routes.contains(route),
            None => true,
        })
        .filter(|row| state.form.as_ref().is_none_or(|form| row.form == *form))
    };
    let strength = state.strength.trim();
    let is_known = rows().any(|row| row.strength == strength);
    let mut found: Vec<Boxed> = Vec::new();
    for row in rows().filter(|row| !is_known || row.strength == strength) {
        let text = words(cx, name, &row.form, &row.strength);
        let folded = fold(&text);
        let fits = typed.split(' ').all(|word| folded.contains(word)) && folded != typed;
        if fits && found.len() < ROWS_MAX && !found.iter().any(|other| other.text == text) {
            found.push(Boxed {
                text,
                form: row.form.clone(),
                strength: row.strength.clone(),
            });
        }
    }
    found
}

/// `Парацетамол сироп 120 мг/5 мл`
fn words(cx: &Cx, name: &str, form: &str, strength: &str) -> String {
    let text = format!(
        "{name} {} {}",
        form_word(cx, form),
        strength_text(cx, strength)
    );
    text.replace('\u{a0}', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinical::{Finding, Order, Question, ROUTES, check};
    use crate::domain::dose::Strength;
    use crate::domain::lang::Lang;
    use crate::ui::screens::prescribe_search::shown_name;
    use crate::ui::theme::tokens::Scheme;

    fn cx(lang: Lang) -> Cx {
        Cx::new(lang, Scheme::Light, chrono::NaiveDate::default())
    }

    fn chosen(medicine: &Medicine, lang: Lang, route: &str) -> PrescribeState {
        PrescribeState {
            medicine: Some((Some(medicine.id.clone()), shown_name(medicine, lang))),
            route: Some(route.to_owned()),
            ..PrescribeState::default()
        }
    }

    fn asked(
        medicine: &Medicine,
        route: &str,
        strength: &str,
        product: Option<&str>,
    ) -> Vec<Finding> {
        let question = Question {
            medicine: medicine.id.clone(),
            route: Some(route.to_owned()),
            order: Some(Order {
                dose: Some(1.0),
                unit: Some("mg".into()),
                strength: Some(strength.to_owned()),
                product: product.map(str::to_owned),
                ..Order::default()
            }),
            ..Question::default()
        };
        check(Formulary::builtin(), &question).findings
    }

    /// A suggestion must never bring a doubt of its own: the words offered in every language are words that the check reads.
    #[test]
    fn no_suggestion_contradicts_its_own_order() {
        let mut wrong = Vec::new();
        let mut count = 0;
        for lang in Lang::ALL {
            let cx = cx(lang);
            for medicine in Formulary::builtin().medicines() {
                let rows = Formulary::builtin().products_of(&medicine.id);
                let routes: std::collections::BTreeSet<&String> =
                    rows.flat_map(|row| &row.routes).collect();
                // Into the eye is no route of an order.
                for route in routes.into_iter().filter(|r| ROUTES.contains(&r.as_str())) {
                    let state = chosen(medicine, lang, route);
                    for each in offered(&cx, medicine, &state) {
                        count += 1;
                        let without = asked(medicine, route, &each.strength, None);
                        let with = asked(medicine, route, &each.strength, Some(&each.text));
                        let new: Vec<&str> = with
                            .iter()
                            .filter(|f| !without.contains(f))
                            .map(|f| f.code)
                            .collect();
                        let known = match (medicine.id.as_str(), route.as_str(), lang) {
                            // A tablet that this one medicine is given by the rectum as: the box is asked about, and that is right.
                            ("misoprostol", "rectal", _) => new == ["product-route"],
                            // Some suspensions are made for the needle: the label is asked about.
                            ("hydrocortisone", "infiltration", _) => new == ["product-route"],
                            // "Oral" alone is read as a name of iron ("Iron, oral (elemental)"). Wrong, and on the side of doubt.
                            ("midazolam", _, Lang::En) => new == ["combination-product"],
                            _ => false,
                        };
                        if !new.is_empty() && !known {
                            wrong.push(format!("{} {route}: {} {new:?}", lang.code(), each.text));
                        }
                    }
                }
            }
        }
        assert!(count > 4_000, "{count}");
        assert!(
            wrong.is_empty(),
            "{} of {count}:\n{}",
            wrong.len(),
            wrong.join("\n")
        );
    }

    #[test]
    fn a_suggestion_fills_what_is_empty_and_nothing_else() {
        let paracetamol = Formulary::builtin().medicine("paracetamol").unwrap();
        let cx = cx(Lang::Ru);
        let mut state = chosen(paracetamol, Lang::Ru, "oral");
        state.product.text = "сусп 120".into();
        let found = offered(&cx, paracetamol, &state);
        assert_eq!(found[0].text, "Парацетамол сироп или суспензия 120 мг/5 мл");
        take(&mut state, paracetamol, &found[0]);
        assert_eq!(
            Strength::parse(&state.strength),
            Strength::parse("120 mg/5 mL")
        );
        assert_eq!(state.form.as_deref(), Some("syrup / suspension"));
        assert!(state.unit.is_some());
        assert_eq!(
            offered(&cx, paracetamol, &state),
            [],
            "it stands there already"
        );

        let mut state = chosen(paracetamol, Lang::Ru, "oral");
        state.strength = "200 mg/5 mL".into();
        take(&mut state, paracetamol, &found[0]);
        assert_eq!(state.strength, "200 mg/5 mL", "typed from the label");
    }
}
