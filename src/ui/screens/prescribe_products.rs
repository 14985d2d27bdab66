//! The products a medicine is sold as: each line of the formulary taken apart into single strengths that the check can read.
//!
//! "120 mg/5 mL; 250 mg/5 mL" are two products, "50, 80, 100 mg" three. What cannot be taken apart with certainty is not
//! offered: the user types the strength from the label.

use crate::clinical::{Medicine, ROUTES};
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

/// Products in the order of the formulary, each once.
pub fn products(medicine: &Medicine) -> Vec<Product> {
    let mut found: Vec<Product> = Vec::new();
    for form in &medicine.forms {
        for strength in strengths(&form.strength) {
            let product = Product {
                form: form.form.clone(),
                strength,
            };
            if !found.contains(&product) {
                found.push(product);
            }
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

fn strengths(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in line.split(';') {
        let part = without_brackets(part);
        let pieces: Vec<&str> = part
            .split([',', '|'])
            .flat_map(|p| p.split(" or "))
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .collect();
        // "50, 80, 100 mg": the unit stands behind the last one.
        let unit = pieces.iter().rev().find_map(|p| {
            p.find(|c: char| c.is_alphabetic())
                .and_then(|at| p.get(at..))
        });
        for piece in &pieces {
            let whole = if piece.chars().any(char::is_alphabetic) || piece.ends_with('%') {
                (*piece).to_owned()
            } else {
                format!("{piece} {}", unit.unwrap_or_default())
            };
            let is_volume = Unit::parse(whole.trim_start_matches(|c: char| !c.is_alphabetic()))
                == Some(Unit::Millilitre);
            if !is_volume && Strength::parse(&whole).is_ok() && !found.contains(&whole) {
                found.push(whole);
            }
        }
    }
    found
}

fn without_brackets(text: &str) -> String {
    let mut out = String::new();
    let mut depth = 0;
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinical::Formulary;

    #[test]
    fn lines_of_the_formulary_become_products() {
        let cases: [(&str, &[&str]); 9] = [
            ("200 mg; 500 mg", &["200 mg", "500 mg"]),
            ("120 mg/5 mL; 250 mg/5 mL", &["120 mg/5 mL", "250 mg/5 mL"]),
            ("50, 80, 100 mg", &["50 mg", "80 mg", "100 mg"]),
            ("10 mg/mL, 50 or 100 mL", &["10 mg/mL"]),
            (
                "250 mg, 500 mg, 1 g, 2 g",
                &["250 mg", "500 mg", "1 g", "2 g"],
            ),
            ("25% (250 mg/mL), 5 or 10 mL", &["25%"]),
            ("product-specific", &[]),
            ("R75/H50/Z150", &[]),
            ("200+40 mg/5 mL", &["200+40 mg/5 mL"]),
        ];
        for (line, expected) in cases {
            assert_eq!(strengths(line), expected, "{line}");
        }
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
