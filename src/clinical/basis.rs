//! The units in which rules print their figures ("mL of 1 mg/mL", "puff of 100 microgram", "mg elemental").

use crate::domain::dose::{Dimension, Per, Strength, Unit};

/// A rule's unit, understood: what it is counted in, and the same in other dimensions where the text says so.
#[derive(Debug, Clone, PartialEq)]
pub struct Basis {
    pub unit: Unit,
    /// The substance the figure is about, when only a part of the product ("amoxicillin", "elemental").
    pub part: Option<String>,
    /// One unit in canonical units of another dimension: 1 mL of 1 mg/mL is 1 mg.
    pub same_as: Option<(Dimension, f64)>,
}

impl Basis {
    pub fn parse(text: &str) -> Option<Self> {
        let (head, rest) = match text.split_once(' ') {
            Some((head, rest)) => (head, Some(rest)),
            None => (text, None),
        };
        let unit = Unit::parse(head)?;
        let Some(rest) = rest else {
            return Some(Self {
                unit,
                part: None,
                same_as: None,
            });
        };
        let Some(of) = rest.strip_prefix("of ") else {
            return Some(Self {
                unit,
                part: Some(rest.to_owned()),
                same_as: None,
            });
        };
        let (strength, part) = match Strength::parse(of) {
            Ok(strength) => (strength, None),
            Err(_) => {
                let (strength, part) = of.rsplit_once(' ')?;
                (Strength::parse(strength).ok()?, Some(part.to_owned()))
            }
        };
        let size = match (unit.dimension(), strength.per) {
            (Dimension::Volume, Per::Millilitres(volume)) => strength.amount.canonical() / volume,
            (Dimension::Puff, Per::Piece) => strength.amount.canonical(),
            _ => return None,
        };
        Some(Self {
            unit,
            part,
            same_as: Some((strength.amount.unit.dimension(), size)),
        })
    }

    /// One unit of the rule in canonical units of `dimension`.
    pub fn factor(&self, dimension: Dimension) -> Option<f64> {
        // A volume of a named solution is compared as substance: 5 mL of another strength is another dose.
        match self.same_as {
            Some((other, size)) if other == dimension => Some(size),
            Some(_) if self.unit.dimension() == Dimension::Volume => None,
            Some(_) | None => (self.unit.dimension() == dimension).then(|| self.unit.factor()),
        }
    }

    /// The dimension in which the rule is compared with an order: as substance where the rule names its product, for a puff or a
    /// millilitre of another strength is another dose.
    pub fn dimension(&self) -> Dimension {
        self.same_as
            .map_or(self.unit.dimension(), |(other, _)| other)
    }
}

/// Concentrations (canonical per mL) in a shelf description such as "40 mg/mL, 2 mL; 20 mg/mL; 10 mg/mL".
pub fn liquid_strengths(shelf: &str) -> Vec<f64> {
    let mut found = Vec::new();
    for part in shelf.split([';', ',', '(', ')']) {
        let part = part.trim();
        if let Ok(strength) = Strength::parse(part)
            && let Some(per_ml) = strength.per_millilitre()
        {
            found.push(per_ml);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_units_of_rules_are_understood() {
        for (text, dimension, factor) in [
            ("mg", Dimension::Mass, 1.0),
            ("g", Dimension::Mass, 1000.0),
            ("microgram", Dimension::Mass, 0.001),
            ("mg elemental", Dimension::Mass, 1.0),
            ("mL", Dimension::Volume, 1.0),
            ("mL of 1 mg/mL", Dimension::Mass, 1.0),
            ("mL of 250 mg/1.5 mL", Dimension::Mass, 250.0 / 1.5),
            ("mL of 10%", Dimension::Mass, 100.0),
            ("mL of 20 mg/mL elemental", Dimension::Mass, 20.0),
            ("puff of 100 microgram", Dimension::Mass, 0.1),
            ("tablet", Dimension::Tablet, 1.0),
            ("IU", Dimension::Iu, 1.0),
        ] {
            let basis = Basis::parse(text).unwrap();
            assert_eq!(basis.dimension(), dimension, "{text}");
            assert!(
                (basis.factor(dimension).unwrap() - factor).abs() < 1e-9,
                "{text}"
            );
        }
        assert_eq!(Basis::parse("spoon"), None);
    }

    #[test]
    fn shelf_strengths_are_found() {
        assert_eq!(
            liquid_strengths("40 mg/mL, 2 mL; 20 mg/mL; 10 mg/mL"),
            vec![40.0, 20.0, 10.0]
        );
        assert_eq!(
            liquid_strengths("500 mg/mL (50%), 1 or 2 mL"),
            vec![500.0, 500.0]
        );
        assert!(liquid_strengths("250, 500 mg").is_empty());
    }
}
