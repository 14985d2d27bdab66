//! From an order to comparable amounts, and from a dose to what can be measured out.

use super::answer::Measure;
use super::basis::Basis;
use super::limits::{EDGE, above};
use crate::domain::dose::{Dimension, Dose, Per, Strength, Unit, tidy};

/// The same amount in every dimension the strength allows, in canonical units.
#[derive(Debug, Clone, PartialEq)]
pub struct Amounts(Vec<(Dimension, f64)>);

impl Amounts {
    pub fn of(dose: Dose, strength: Option<&Strength>) -> Self {
        let own = (dose.unit.dimension(), dose.canonical());
        let mut all = vec![own];
        if let Some(strength) = strength {
            let substance = strength.amount.unit.dimension();
            let counted = match strength.per {
                Per::Millilitres(_) => &[Dimension::Volume][..],
                Per::Drop => &[Dimension::Drop],
                Per::Puff => &[Dimension::Puff],
                Per::Piece => &[Dimension::Tablet, Dimension::Suppository],
            };
            let size = strength.per_millilitre().or(strength.per_piece());
            if let Some(size) = size {
                if own.0 == substance {
                    all.extend(counted.iter().map(|dimension| (*dimension, own.1 / size)));
                } else if counted.contains(&own.0) {
                    all.push((substance, own.1 * size));
                }
            }
        }
        Self(all)
    }

    /// The amount in units of a rule; `None` when the two cannot be compared.
    pub fn in_units_of(&self, basis: &Basis) -> Option<f64> {
        let wanted = basis.dimension();
        let exact = self.0.iter().find(|(dimension, _)| *dimension == wanted);
        exact
            .into_iter()
            .chain(&self.0)
            .find_map(|(dimension, value)| basis.factor(*dimension).map(|factor| value / factor))
    }
}

/// A rule's figure as an amount of product: mL, drops, puffs or pieces.
pub fn product(
    value: f64,
    basis: &Basis,
    strength: Option<&Strength>,
    route: Option<&str>,
) -> Option<Dose> {
    let piece = if route == Some("rectal") {
        Unit::Suppository
    } else {
        Unit::Tablet
    };
    if let Some(strength) = strength {
        let factor = basis.factor(strength.amount.unit.dimension());
        if let Some(factor) = factor {
            let amount = value * factor;
            return Some(match strength.per {
                Per::Millilitres(_) => {
                    Dose::new(tidy(amount / strength.per_millilitre()?), Unit::Millilitre)
                }
                Per::Drop => Dose::new(tidy(amount / strength.per_piece()?), Unit::Drop),
                Per::Puff => Dose::new(tidy(amount / strength.per_piece()?), Unit::Puff),
                Per::Piece => {
                    // A vial of powder is neither a tablet nor a suppository.
                    if !matches!(route, Some("oral" | "rectal" | "sublingual" | "buccal")) {
                        return None;
                    }
                    Dose::new(tidy(amount / strength.per_piece()?), piece)
                }
            });
        }
    }
    match basis.unit {
        Unit::Millilitre if basis.same_as.is_none() => {
            Some(Dose::new(tidy(value), Unit::Millilitre))
        }
        Unit::Tablet | Unit::Puff | Unit::Drop | Unit::Suppository => {
            Some(Dose::new(tidy(value), basis.unit))
        }
        _ => None,
    }
}

/// Rounds to what can be measured: to nearest, but down where nearest would pass `limit` (in the unit of `exact`).
/// Steps are the graduations of 1, 2, 5, 10 and 50 mL syringes; tablets are halved, everything else is whole.
pub fn measurable(exact: Dose, limit: Option<f64>) -> Measure {
    let step = match exact.unit {
        Unit::Millilitre => match exact.value {
            v if v <= 1.0 => 0.01,
            v if v <= 2.0 => 0.1,
            v if v <= 5.0 => 0.2,
            v if v <= 10.0 => 0.5,
            v if v <= 60.0 => 1.0,
            _ => 5.0,
        },
        Unit::Tablet => 0.5,
        Unit::Drop | Unit::Puff | Unit::Suppository => 1.0,
        Unit::Microgram | Unit::Milligram | Unit::Gram | Unit::Iu | Unit::Millimole => {
            return Measure {
                exact,
                measured: exact,
                error_percent: 0.0,
            };
        }
    };
    let mut value = tidy((exact.value / step).round() * step);
    if limit.is_some_and(|limit| above(value, limit)) {
        value = tidy((exact.value / step * EDGE).floor() * step);
    }
    let error_percent = if exact.value > 0.0 {
        (value - exact.value) / exact.value * 100.0
    } else {
        0.0
    };
    Measure {
        exact,
        measured: Dose::new(value, exact.unit),
        error_percent: tidy(error_percent),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_the_same_in_every_unit_of_its_product() {
        let amount = |value: f64, unit: &str, strength: &str, rule: &str| {
            let dose = Dose::new(value, Unit::parse(unit).unwrap());
            let strength = Strength::parse(strength).ok();
            let basis = Basis::parse(rule).unwrap();
            Amounts::of(dose, strength.as_ref()).in_units_of(&basis)
        };
        for (value, unit, strength, rule, wanted) in [
            (500.0, "mg", "250 mg", "tablet", Some(2.0)),
            (500.0, "mg", "50 mg/5 mL", "mL", Some(50.0)),
            (2.0, "tablet", "250 mg", "mg", Some(500.0)),
            (10.0, "mL", "120 mg/5 mL", "mg", Some(240.0)),
            (10.0, "mL", "120 mg/5 mL", "mL", Some(10.0)),
            (10.0, "mL", "", "mL", Some(10.0)),
            (10.0, "mL", "", "mg", None),
            (2.0, "mL", "1 mg/mL", "mL of 0.5 mg/mL", Some(4.0)),
            (2.0, "mL", "", "mL of 1 mg/mL", None),
            (1.0, "g", "", "mg", Some(1000.0)),
        ] {
            let got = amount(value, unit, strength, rule);
            assert_eq!(got, wanted, "{value} {unit} of {strength} in {rule}");
        }
    }

    #[test]
    fn what_is_measured_off_says_by_how_much_it_differs() {
        let error = |exact: f64| measurable(Dose::new(exact, Unit::Millilitre), None).error_percent;
        assert!((error(0.125) - 4.0).abs() < 1e-9);
        assert!((error(33.4) + 1.197_604_79).abs() < 1e-6);
        assert!(error(0.0).abs() < 1e-12);
    }

    #[test]
    fn rounding_never_passes_the_limit() {
        for (exact, limit, measured) in [
            (4.2, None, 4.2),
            (5.25, Some(5.25), 5.0),
            (5.25, None, 5.5),
            (0.123, None, 0.12),
            (1.26, Some(1.26), 1.2),
            (33.4, None, 33.0),
            (812.0, None, 810.0),
        ] {
            let got = measurable(Dose::new(exact, Unit::Millilitre), limit);
            assert!(
                (got.measured.value - measured).abs() < 1e-9,
                "{exact}: {got:?}"
            );
        }
        let tablets = measurable(Dose::new(0.8, Unit::Tablet), Some(0.9));
        assert!((tablets.measured.value - 0.5).abs() < 1e-9);
    }
}
