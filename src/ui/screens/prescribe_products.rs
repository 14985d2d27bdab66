//! The products a medicine is sold as, from `assets/clinical/products.tsv`. What is not there the user types from the label.

use crate::clinical::{Formulary, Medicine, ROUTES};
use crate::domain::dose::{Per, Strength, Unit};

/// Routes that one choice offers.
const ROUTES_MAX: usize = 7;

/// One product to choose.
#[derive(Debug, Clone, PartialEq)]
pub struct Product {
    /// Dosage form in the formulary's English.
    pub form: String,
    /// A strength that [`Strength::parse`] reads.
    pub strength: String,
}

/// Products of the cupboard's table, each once. What the table does not know is typed from the label.
pub fn products(medicine: &Medicine) -> Vec<Product> {
    let mut found: Vec<Product> = Vec::new();
    for row in Formulary::builtin().products_of(&medicine.id) {
        let product = Product {
            form: row.form.clone(),
            strength: row.strength.clone(),
        };
        if !found.contains(&product) {
            found.push(product);
        }
    }
    found
}

/// The units in which a dose of this product can be ordered, the likeliest first.
pub fn units(form: &str, strength: &str) -> Vec<Unit> {
    let read = Strength::parse(strength).ok();
    let mut units = vec![read.map_or(Unit::Milligram, |s| s.amount.unit)];
    match read.map(|s| s.per) {
        Some(Per::Millilitres(_)) => units.push(Unit::Millilitre),
        Some(Per::Drop) => units.push(Unit::Drop),
        Some(Per::Puff) => units.push(Unit::Puff),
        Some(Per::Piece) if form.contains("suppository") => units.push(Unit::Suppository),
        Some(Per::Piece) if form.contains("powder") => {}
        Some(Per::Piece) => units.push(Unit::Tablet),
        None => units.extend([Unit::Millilitre, Unit::Tablet]),
    }
    for unit in [
        Unit::Milligram,
        Unit::Gram,
        Unit::Microgram,
        Unit::Millilitre,
        Unit::Iu,
    ] {
        if units.len() < 4 && !units.contains(&unit) {
            units.push(unit);
        }
    }
    units
}

/// Ways in which this medicine is given: those of its rules, else those of its forms.
pub fn routes_of(medicine: &Medicine) -> Vec<String> {
    let mut routes: Vec<String> = Vec::new();
    for route in medicine.rules.iter().flat_map(|r| &r.route) {
        if !routes.contains(route) {
            routes.push(route.clone());
        }
    }
    if routes.is_empty() {
        routes = ROUTES
            .iter()
            .filter(|route| medicine.forms.iter().any(|f| fits_route(&f.form, route)))
            .map(|r| (*r).to_owned())
            .collect();
    }
    if routes.is_empty() {
        routes = common_routes();
    }
    routes.truncate(ROUTES_MAX);
    routes
}

/// For a medicine about which nothing is known.
pub fn common_routes() -> Vec<String> {
    [
        "oral",
        "intramuscular",
        "intravenous",
        "subcutaneous",
        "rectal",
        "inhaled",
    ]
    .map(str::to_owned)
    .into()
}

/// Whether a dosage form (the formulary's English) is given so. A guard against slips of the eye; the check knows more.
pub fn fits_route(form: &str, route: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|w| form.contains(w));
    let injected = has(&["injection", "infusion", "syringe"]);
    let rectal = has(&["suppository", "rectal"]);
    let inhaled = has(&["inhaler", "spray"]);
    let nebulised = has(&["nebuliser"]);
    let skin = has(&["lotion", "ointment", "cream"]);
    match route {
        "oral" | "nasogastric" => {
            !(injected || rectal || inhaled || nebulised || skin || has(&["sublingual", "buccal"]))
        }
        "rectal" => rectal,
        "intravenous" | "intramuscular" | "subcutaneous" | "infiltration" | "intraosseous" => {
            injected
        }
        "inhaled" => inhaled && !nebulised,
        "nebulised" => nebulised,
        "sublingual" => has(&["sublingual", "spray"]),
        "buccal" => has(&["buccal"]),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vial_is_not_a_hundred_times_heavier() {
        let ampicillin = Formulary::builtin().medicine("ampicillin").unwrap();
        let strengths: Vec<String> = products(ampicillin)
            .into_iter()
            .map(|p| p.strength)
            .collect();
        assert_eq!(strengths, ["250 mg", "500 mg", "1 g"]);
    }

    #[test]
    fn every_offered_product_can_be_read_and_most_medicines_have_one() {
        let data = Formulary::builtin();
        let mut with = 0;
        for medicine in data.medicines() {
            let products = products(medicine);
            with += usize::from(!products.is_empty());
            for product in products {
                assert!(
                    Strength::parse(&product.strength).is_ok(),
                    "{} {product:?}",
                    medicine.id
                );
                assert!(!units(&product.form, &product.strength).is_empty());
            }
        }
        assert!(with > 115, "{with} medicines have a product to choose");
    }
}
