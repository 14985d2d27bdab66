//! What stands in the cupboard: products with form, strength and pack, and whether a strength in an order is one of them.
//!
//! A dose in millilitres is only as right as the strength beside it, so a strength nobody sells is a question, and a syrup's
//! strength on its way into a vein is a stop.

use super::data::{Formulary, Medicine};
use crate::domain::dose::{Per, Strength};

/// One product, as a row of `assets/clinical/products.tsv`.
#[derive(Debug, Clone, PartialEq)]
pub struct Product {
    pub medicine: String,
    /// Dosage form in the formulary's English.
    pub form: String,
    pub routes: Vec<String>,
    /// As written on the label; [`Strength::parse`] reads it.
    pub strength: String,
    /// Millilitres in one ampoule, vial or bottle, where it is liquid and known.
    pub volume_ml: Option<f64>,
    pub verified: String,
    pub source: String,
    pub(super) read: Strength,
}

/// How the strength of an order stands to the products of its medicine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shelf {
    Known,
    /// A powder that is dissolved before use: any concentration can be made.
    Dissolved,
    /// A strength of other products only, which are not given by this route.
    OtherRoute,
    Unusual,
    /// The table knows no product of this medicine.
    NoData,
}

/// Routes into the body by a needle.
pub(super) const PARENTERAL: [&str; 6] = [
    "intravenous",
    "intramuscular",
    "subcutaneous",
    "intraosseous",
    "infiltration",
    "intrathecal",
];

/// Two strengths are the same when they differ by less than this share.
pub(super) const SAME: f64 = 0.01;

impl Formulary {
    pub fn products(&self) -> &[Product] {
        &self.products
    }

    pub fn products_of<'a>(&'a self, medicine: &'a str) -> impl Iterator<Item = &'a Product> {
        self.products.iter().filter(move |p| p.medicine == medicine)
    }

    pub(super) fn shelf(
        &self,
        medicine: &Medicine,
        strength: &Strength,
        route: Option<&str>,
    ) -> Shelf {
        let all: Vec<&Product> = self.products_of(&medicine.id).collect();
        if all.is_empty() {
            return Shelf::NoData;
        }
        let here = |p: &Product| route.is_none_or(|route| p.routes.iter().any(|r| r == route));
        let mut same = all.iter().filter(|p| is_same(&p.read, strength)).peekable();
        if same.peek().is_some() {
            return if same.any(|p| here(p)) {
                Shelf::Known
            } else {
                Shelf::OtherRoute
            };
        }
        if strength.per_millilitre().is_some() && self.powder(medicine, route) {
            return Shelf::Dissolved;
        }
        Shelf::Unusual
    }

    /// The second substance of a combination for one of the first. Where the strength names only the first, the most that a product
    /// of this strength holds; without any strength, the least of all products.
    pub(super) fn second_share(
        &self,
        medicine: &Medicine,
        strength: Option<&Strength>,
    ) -> Option<f64> {
        let products = self.products_of(&medicine.id).map(|p| &p.read);
        match strength {
            Some(strength) => share(strength).or_else(|| {
                let same = products.filter(|read| is_same(read, strength));
                same.filter_map(share).reduce(f64::max)
            }),
            None => products.filter_map(share).reduce(f64::min),
        }
    }

    /// Is there a powder of this medicine for this route?
    pub(super) fn powder(&self, medicine: &Medicine, route: Option<&str>) -> bool {
        self.products_of(&medicine.id).any(|p| {
            p.form.starts_with("powder")
                && route.is_none_or(|route| p.routes.iter().any(|r| r == route))
        })
    }
}

/// What stands second in a strength for one of the first.
fn share(strength: &Strength) -> Option<f64> {
    Some(strength.second? / strength.amount.value)
}

pub(super) fn is_same(a: &Strength, b: &Strength) -> bool {
    if a.amount.unit.dimension() != b.amount.unit.dimension() {
        return false;
    }
    let kinds = match (a.per, b.per) {
        (Per::Millilitres(_), Per::Millilitres(_))
        | (Per::Drop, Per::Drop)
        | (Per::Puff, Per::Puff)
        | (Per::Piece, Per::Piece) => true,
        // An inhaler's strength is written with and without "/puff".
        (Per::Puff, Per::Piece) | (Per::Piece, Per::Puff) => true,
        _ => false,
    };
    // Of a combination the parts must stand to each other as on the label; who writes the first alone means any of them.
    if let (Some(a), Some(b)) = (share(a), share(b))
        && (a / b - 1.0).abs() >= SAME
    {
        return false;
    }
    let size = |s: &Strength| s.per_millilitre().or(s.per_piece());
    kinds && matches!((size(a), size(b)), (Some(a), Some(b)) if (a / b - 1.0).abs() < SAME)
}

/// Reads the table: medicine, form, routes, strength, mL, verified, source.
pub(super) fn read(text: &str) -> Result<Vec<Product>, String> {
    super::names::rows(text)
        .map(|cells| {
            let [medicine, form, routes, strength, volume, verified, source] = cells[..] else {
                return Err(format!("{cells:?}: seven columns are needed"));
            };
            let read = Strength::parse(strength)
                .map_err(|error| format!("{medicine}: strength {strength}: {error}"))?;
            let volume_ml = match volume {
                "" => None,
                text => Some(
                    text.parse()
                        .map_err(|_not_a_number| format!("{medicine}: volume {text}"))?,
                ),
            };
            Ok(Product {
                medicine: medicine.to_owned(),
                form: form.to_owned(),
                routes: routes.split(',').map(|r| r.trim().to_owned()).collect(),
                strength: strength.to_owned(),
                volume_ml,
                verified: verified.to_owned(),
                source: source.to_owned(),
                read,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_substance_is_counted_for_one_of_the_first() {
        let data = Formulary::builtin();
        let of = |id: &str, strength: Option<&str>| {
            let strength = strength.map(|text| Strength::parse(text).unwrap());
            data.second_share(data.medicine(id).unwrap(), strength.as_ref())
        };
        for (strength, wanted) in [
            (Some("875+125 mg"), Some(125.0 / 875.0)),
            (Some("1000+62.5 mg"), Some(0.0625)),
            (Some("250 mg"), Some(0.5)),
            // 250+62.5 mg in 5 mL, where only the first is written.
            (Some("250 mg/5 mL"), Some(0.25)),
            (Some("300 mg"), None),
            // The leanest product of all.
            (None, Some(57.0 / 400.0)),
        ] {
            assert_eq!(of("co-amoxiclav", strength), wanted, "{strength:?}");
        }
        assert_eq!(of("paracetamol", None), None);
    }

    #[test]
    fn strengths_are_compared_as_what_one_unit_holds() {
        let read = |text: &str| Strength::parse(text).unwrap();
        for (a, b, same) in [
            ("120 mg/5 mL", "24 mg/mL", true),
            ("25 %", "250 mg/mL", true),
            ("120 mg/5 mL", "125 mg/5 mL", false),
            ("500 mg", "0.5 g", true),
            ("500 mg", "500 mg/mL", false),
            ("100 microgram", "100 microgram/puff", true),
            ("500 IU", "500 mg", false),
            ("500+125 mg", "500 + 125 mg", true),
            ("500+8 mg", "500+125 mg", false),
            ("500+125+5 mg", "500+125 mg", false),
            ("500 mg", "500+125 mg", true),
            ("400+57 mg/5 mL", "80+11.4 mg/mL", true),
            ("400+5.7 mg/5 mL", "400+57 mg/5 mL", false),
        ] {
            assert_eq!(is_same(&read(a), &read(b)), same, "{a} {b}");
        }
    }

    #[test]
    fn a_powder_is_for_the_routes_of_its_label() {
        let data = Formulary::builtin();
        for (medicine, route, there) in [
            ("ceftriaxone", Some("intravenous"), true),
            ("ceftriaxone", Some("oral"), false),
            ("ceftriaxone", None, true),
            ("paracetamol", Some("oral"), false),
        ] {
            let found = data.powder(data.medicine(medicine).unwrap(), route);
            assert_eq!(found, there, "{medicine} {route:?}");
        }
    }
}
