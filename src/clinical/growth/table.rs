//! A growth table: rows of L, M, S for boys and girls at even steps of age or length.

use super::lms::Lms;
use crate::clinical::Sex;

/// Parsed once, when first asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    first: f64,
    step: f64,
    male: Vec<Lms>,
    female: Vec<Lms>,
}

/// Ages and lengths come from divisions; a billionth of a row is no place between two rows.
const SAME: f64 = 1e-6;

impl Table {
    /// Reads the tab-separated text of `assets/growth/`; `None` if it is not one even table.
    pub fn parse(text: &str) -> Option<Self> {
        let mut table = Self {
            first: 0.0,
            step: 0.0,
            male: Vec::new(),
            female: Vec::new(),
        };
        let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
        for (number, row) in rows.enumerate() {
            let mut cells = row.split('\t').map(str::parse::<f64>);
            let mut next = || cells.next()?.ok();
            let key = next()?;
            let mut lms = || {
                Some(Lms {
                    l: next()?,
                    m: next()?,
                    s: next()?,
                })
            };
            table.male.push(lms()?);
            table.female.push(lms()?);
            match number {
                0 => table.first = key,
                1 => table.step = key - table.first,
                _ => {}
            }
            let expected = table.first + table.step * number as f64;
            if !(-SAME..=SAME).contains(&(key - expected)) {
                return None;
            }
        }
        (SAME..).contains(&table.step).then_some(table)
    }

    /// The row at `x`, mixed from its neighbours where `x` lies between two.
    pub fn at(&self, sex: Sex, x: f64) -> Option<Lms> {
        let rows = match sex {
            Sex::Male => &self.male,
            Sex::Female => &self.female,
        };
        let place = (x - self.first) / self.step;
        let place = if (-SAME..=SAME).contains(&(place - place.round())) {
            place.round()
        } else {
            place
        };
        if place < 0.0 {
            return None;
        }
        let (below, part) = (place.floor() as usize, place.fract());
        let low = *rows.get(below)?;
        if part > 0.0 {
            Some(low.towards(*rows.get(below + 1)?, part))
        } else {
            Some(low)
        }
    }

    /// First and last x of the table.
    #[cfg(test)]
    pub fn span(&self) -> (f64, f64) {
        let last = self.male.len().saturating_sub(1) as f64;
        (self.first, self.first + self.step * last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "# x\ncm\tmale L\tmale M\tmale S\tfemale L\tfemale M\tfemale S\n\
        45\t1\t10\t0.1\t1\t20\t0.2\n45.1\t1\t11\t0.1\t1\t21\t0.2\n45.2\t1\t12\t0.1\t1\t22\t0.2\n";

    #[test]
    fn rows_and_what_lies_between() {
        let table = Table::parse(SMALL).unwrap();
        let m = |sex, x| {
            table
                .at(sex, x)
                .map(|lms| (lms.m * 1000.0).round() / 1000.0)
        };
        assert_eq!(m(Sex::Male, 45.0), Some(10.0));
        assert_eq!(m(Sex::Male, 45.05), Some(10.5));
        assert_eq!(m(Sex::Female, 45.1), Some(21.0));
        assert_eq!(m(Sex::Female, 45.2), Some(22.0));
        assert_eq!(m(Sex::Male, 44.99), None);
        assert_eq!(m(Sex::Male, 45.21), None);
        assert!((table.span().1 - 45.2).abs() < 1e-9);
    }

    #[test]
    fn a_table_with_a_hole_is_refused() {
        let hole = SMALL.replace("45.2\t", "45.4\t");
        assert_eq!(Table::parse(&hole), None);
        assert_eq!(Table::parse(&SMALL.replace("0.2\n45.1", "x\n45.1")), None);
        assert_eq!(Table::parse("# x\n"), None);
    }
}
