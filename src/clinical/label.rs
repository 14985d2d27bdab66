//! What the text of a product says besides its name: strengths and a form, each compared with the order.

use std::sync::LazyLock;

use super::allergy;
use super::answer::{Arg, Finding, Level};
use super::data::{Formulary, Medicine};
use super::names::{fold, rows};
use super::question::Order;
use super::schedule::{strength_of, unit_of};
use super::shelf::{PARENTERAL, Shelf, is_same};
use crate::domain::dose::{Dimension, Dose, Per, Strength, Unit, parse_number, tidy};

/// What an order writes of its product, read once.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) strength: Option<Strength>,
    /// Unit of the dose, where it is one.
    pub(super) unit: Option<Unit>,
    /// The strengths in the text of the product.
    label: Vec<Strength>,
}

impl Written {
    /// The second is why the strength of the order cannot be read.
    pub(super) fn of(order: Option<&Order>) -> (Self, Option<Finding>) {
        let Some(order) = order else {
            return (Self::default(), None);
        };
        let (strength, unclear) = match strength_of(order) {
            Ok(strength) => (strength, None),
            Err(finding) => (None, Some(finding)),
        };
        let written = Self {
            strength,
            unit: order.unit.as_deref().and_then(unit_of),
            label: order.product.as_deref().map(strengths).unwrap_or_default(),
        };
        (written, unclear)
    }

    /// What is in the cupboard: the strength of the order, or where it names none the first on the label.
    pub(super) fn on_hand(&self) -> Option<&Strength> {
        self.strength.as_ref().or(self.label.first())
    }

    /// mg in one mL of the strongest solution that the order or its product names. What the order does not say stays unsaid.
    pub(super) fn strongest(&self) -> Option<f64> {
        let of_mass = |s: &&Strength| s.amount.unit.dimension() == Dimension::Mass;
        let ordered = self.strength.as_ref().filter(of_mass)?.per_millilitre()?;
        let label = self.label.iter().filter(of_mass);
        Some(
            label
                .filter_map(Strength::per_millilitre)
                .fold(ordered, f64::max),
        )
    }
}

/// A dosage form by its words: a row of `assets/clinical/form-words.tsv`.
#[derive(Debug)]
struct FormWord {
    fits: Vec<&'static str>,
    /// Needles that some products of this form are made for.
    perhaps: Vec<&'static str>,
    /// Folded.
    words: Vec<String>,
}

static FORMS: LazyLock<Vec<FormWord>> = LazyLock::new(|| {
    rows(include_str!("../../assets/clinical/form-words.tsv"))
        .filter_map(|cells| form(&cells))
        .collect()
});

fn form(cells: &[&'static str]) -> Option<FormWord> {
    let [_, fits, perhaps, words, _] = cells else {
        return None;
    };
    let list = |cell: &'static str| cell.split(',').filter(|word| !word.is_empty()).collect();
    Some(FormWord {
        fits: list(fits),
        perhaps: list(perhaps),
        words: words.split(',').map(fold).collect(),
    })
}

/// Shorter words are compared whole: "капельно" is no drop.
const DECLINED_FROM: usize = 7;

/// The strengths that a text holds, each as long as it can be read: "Панадол 250 мг/5 мл", "Магния сульфат 50%".
pub(super) fn strengths(text: &str) -> Vec<Strength> {
    let text = text.replace(" в ", "/").replace(" in ", "/");
    let mut found = Vec::new();
    let mut before = None;
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let begins = first.is_ascii_digit() && !before.is_some_and(goes_on);
        let read = if begins { longest(rest) } else { None };
        let step = match read {
            Some((strength, end)) => {
                found.push(strength);
                end
            }
            None => first.len_utf8(),
        };
        let (passed, ahead) = rest.split_at(step);
        before = passed.chars().next_back();
        rest = ahead;
    }
    found
}

/// Letters, figures and decimal marks belong to something that began before ("R150").
fn goes_on(before: char) -> bool {
    before.is_alphanumeric() || matches!(before, '.' | ',')
}

/// The longest strength that the text begins with, and where it ends. No word is cut: "5 гр" is not 5 g.
fn longest(text: &str) -> Option<(Strength, usize)> {
    /// Characters of the longest strength: "200 мг + 40 мг / 5 мл" with room.
    const LONGEST: usize = 32;
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let ends: Vec<usize> = ends.take(LONGEST).collect();
    ends.into_iter().rev().find_map(|end| {
        let (text, ahead) = text.split_at(end);
        if ahead.chars().next().is_some_and(char::is_alphanumeric) {
            return None;
        }
        let strength = ratio(text).or_else(|| Strength::parse(text).ok())?;
        Some((strength, end))
    })
}

/// "1:1000", as ampoules of adrenaline are labelled: a gram in so many millilitres.
fn ratio(text: &str) -> Option<Strength> {
    /// Less is how something is mixed, no strength.
    const LEAST: f64 = 100.0;
    let millilitres = parse_number(text.strip_prefix("1:")?).ok()?;
    (millilitres >= LEAST).then(|| Strength {
        amount: Dose::new(tidy(1000.0 / millilitres), Unit::Milligram),
        per: Per::Millilitres(1.0),
        combined: false,
        second: None,
    })
}

pub(super) fn findings(
    data: &Formulary,
    medicine: &Medicine,
    route: Option<&str>,
    order: &Order,
    written: &Written,
) -> Vec<Finding> {
    let Some(product) = order.product.as_deref() else {
        return Vec::new();
    };
    let injected = route.is_some_and(|route| PARENTERAL.contains(&route));
    let Written {
        strength: ordered,
        unit,
        label,
    } = written;
    let mut out = Vec::new();
    let other = || Arg::Text(product.to_owned());
    if let Some(ordered) = ordered
        && let Some(differs) = label
            .iter()
            .find(|said| differs(data, medicine, route, ordered, said))
    {
        out.push(
            Finding::new(Level::CannotCheck, "product-strength")
                .with("other", other())
                .with("product", Arg::Strength(*differs))
                .with("strength", Arg::Strength(*ordered)),
        );
    }
    let weighed = unit.is_some_and(|unit| {
        matches!(
            unit.dimension(),
            Dimension::Mass | Dimension::Iu | Dimension::Millimole
        )
    });
    if ordered.is_none() && !label.is_empty() && !weighed {
        // Half of the dose stands on the label only: the one who ordered says which strength was meant.
        out.push(Finding::new(Level::CannotCheck, "need-strength"));
    }
    let elsewhere = |said: &&Strength| data.shelf(medicine, said, route) == Shelf::OtherRoute;
    // Without a strength of the order the first of the label was compared as the one in the cupboard.
    let mut further = label.iter().skip(usize::from(ordered.is_none()));
    if let Some(said) = further.find(elsewhere).filter(|_| injected) {
        out.push(
            Finding::new(Level::Contraindicated, "wrong-form")
                .with("strength", Arg::Strength(*said))
                .with("route", Arg::Text(route.unwrap_or_default().to_owned())),
        );
    }
    if let Some(route) = route {
        out.extend(form_elsewhere(product, route).map(|(level, code)| {
            Finding::new(level, code)
                .with("other", other())
                .with("route", Arg::Text(route.to_owned()))
        }));
    }
    out
}

/// Two strengths of one product that cannot both be right. A vial of powder is dissolved to any concentration.
fn differs(
    data: &Formulary,
    medicine: &Medicine,
    route: Option<&str>,
    ordered: &Strength,
    said: &Strength,
) -> bool {
    if is_same(ordered, said) {
        return false;
    }
    let piece_of_powder = matches!(said.per, Per::Piece) && ordered.per_millilitre().is_some();
    !(piece_of_powder && data.powder(medicine, route))
}

/// The form in a text of a product against the route.
fn form_elsewhere(product: &str, route: &str) -> Option<(Level, &'static str)> {
    let folded = fold(product);
    let named = |form: &&FormWord| {
        folded.split(' ').any(|word| {
            form.words.iter().any(|known| {
                word == known
                    || known.chars().count() >= DECLINED_FROM && allergy::declined(word, known)
            })
        })
    };
    let mut wrong = FORMS
        .iter()
        .filter(named)
        .filter(|form| !form.fits.contains(&route))
        .map(|form| {
            if PARENTERAL.contains(&route) && !form.perhaps.contains(&route) {
                (Level::Contraindicated, "product-not-injected")
            } else {
                (Level::CannotCheck, "product-route")
            }
        });
    let first = wrong.next()?;
    Some(wrong.fold(first, |worst, next| {
        if next.0 == Level::Contraindicated {
            next
        } else {
            worst
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinical::ROUTES;

    #[test]
    fn every_row_of_the_form_words_is_read() {
        let text = include_str!("../../assets/clinical/form-words.tsv");
        assert_eq!(rows(text).count(), FORMS.len());
        for form in &*FORMS {
            assert!(!form.fits.is_empty() && !form.words.iter().any(String::is_empty));
            for route in form.fits.iter().chain(&form.perhaps) {
                assert!(ROUTES.contains(route) || *route == "cutaneous", "{route}");
            }
        }
    }

    #[test]
    fn a_strength_is_read_out_of_a_label() {
        let read = |text: &str| -> Vec<String> {
            strengths(text).iter().map(ToString::to_string).collect()
        };
        for (text, wanted) in [
            ("Магния сульфат 50%", vec!["500 mg/mL"]),
            ("Эуфиллин 24 %", vec!["240 mg/mL"]),
            ("Морфин 20 мг/мл 1 мл №5", vec!["20 mg/mL"]),
            ("Панадол 250 мг/5 мл", vec!["250 mg/5 mL"]),
            ("Панадол 250 мг в 5 мл", vec!["250 mg/5 mL"]),
            ("Парацетамол 1000 мг", vec!["1000 mg"]),
            ("Адреналин 0,1% 1 мл", vec!["1 mg/mL"]),
            ("R150/H75/Z400/E275", vec![]),
            ("Адреналин 1:1000", vec!["1 mg/mL"]),
            ("Adrenaline 1:10 000 10 mL", vec!["0.1 mg/mL"]),
            ("Adrenaline 1:100", vec!["10 mg/mL"]),
            ("Adrenaline 1:99", vec![]),
            ("Adrenaline 2:1000", vec![]),
            ("Бициллин 2,4 млн ЕД", vec!["2400000 IU"]),
            ("Benzathine 2.4 MU", vec!["2400000 IU"]),
            ("Бициллин-5", vec![]),
            ("Морфин", vec![]),
            ("500 мг парацетамол", vec!["500 mg"]),
            ("Глюкоза 5%, флакон", vec!["50 mg/mL"]),
            ("R150 мг", vec![]),
            ("Доза .5 мг", vec![]),
            ("Порошок 5 гр", vec![]),
            ("20 мг/мл, 40 мг/мл", vec!["20 mg/mL", "40 mg/mL"]),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_vial_of_powder_is_dissolved_to_any_strength_and_nothing_else_is() {
        let data = Formulary::builtin();
        let read = |text: &str| Strength::parse(text).unwrap();
        for (medicine, ordered, said, wanted) in [
            ("ceftriaxone", "250 mg/mL", "1 g", false),
            ("ceftriaxone", "500 mg", "1 g", true),
            ("ceftriaxone", "1 g", "1000 mg", false),
            ("paracetamol", "10 mg/mL", "500 mg", true),
            ("paracetamol", "10 mg/mL", "10 mg/mL", false),
        ] {
            let known = data.medicine(medicine).unwrap();
            let route = Some("intramuscular");
            assert_eq!(
                differs(data, known, route, &read(ordered), &read(said)),
                wanted,
                "{medicine} {ordered} {said}"
            );
        }
    }

    #[test]
    fn a_tablet_on_the_label_by_vein_is_told_once() {
        use crate::clinical::check;
        let told = |product: &str, strength: Option<&str>| {
            let question = serde_json::json!({
                "medicine": "paracetamol", "route": "intravenous", "weight_kg": 70, "weight_date": "2026-11-21",
                "weight_estimated": false, "birth_date": "1986-11-21", "date": "2026-11-21", "at": "2026-11-21T10:00",
                "sex": "male", "conditions": [], "allergies": [], "current": [], "given": [],
                "order": {"dose": 1000, "unit": "mg", "per_day": 1, "product": product, "strength": strength},
            });
            let question = serde_json::from_value(question).unwrap();
            let answer = check(Formulary::builtin(), &question);
            answer
                .findings
                .iter()
                .filter(|f| f.code == "wrong-form")
                .count()
        };
        assert_eq!(told("Парацетамол 500 мг", None), 1);
        assert_eq!(told("Парацетамол 500 мг", Some("10 mg/mL")), 1);
        assert_eq!(told("Парацетамол 10 мг/мл, 500 мг", None), 1);
        assert_eq!(told("Парацетамол 10 мг/мл", Some("10 mg/mL")), 0);
        assert_eq!(told("Парацетамол 10 мг/мл", None), 0);
    }

    #[test]
    fn a_form_is_compared_with_the_route() {
        for (text, route, code) in [
            (
                "Морфин таблетки",
                "intravenous",
                Some("product-not-injected"),
            ),
            (
                "Гентамицин мазь",
                "intramuscular",
                Some("product-not-injected"),
            ),
            (
                "Гидрокортизон суспензия",
                "intravenous",
                Some("product-not-injected"),
            ),
            (
                "Гидрокортизон суспензия",
                "intramuscular",
                Some("product-route"),
            ),
            (
                "Дексаметазон капли",
                "intravenous",
                Some("product-not-injected"),
            ),
            // The worse of two forms, in whatever order they stand.
            (
                "Гидрокортизон суспензия мазь",
                "intramuscular",
                Some("product-not-injected"),
            ),
            (
                "Гидрокортизон таблетки суспензия",
                "intramuscular",
                Some("product-not-injected"),
            ),
            ("Диклофенак мазь", "oral", Some("product-route")),
            ("Paratsetamol sham", "oral", Some("product-route")),
            ("პარაცეტამოლი სანთელი", "rectal", None),
            ("Парацетамол таблеткалары", "oral", None),
            ("Цефтриаксон порошок", "intravenous", None),
            ("в/в капельно", "intravenous", None),
        ] {
            assert_eq!(
                form_elsewhere(text, route).map(|f| f.1),
                code,
                "{text} {route}"
            );
        }
    }
}
