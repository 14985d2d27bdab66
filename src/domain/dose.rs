//! Amounts of medicine: units that cannot be mixed, strengths of products, and numbers as people type them.
//!
//! Knows nothing of medicines or patients. Milligram, microgram and gram convert into each other; nothing else does.
//! A text with two possible readings is refused (`1,000`, `05`), never guessed (hazard H14: number format).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::number::{self, Decimal};

/// A unit in which a dose is ordered or a product is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Unit {
    #[serde(rename = "microgram")]
    Microgram,
    #[serde(rename = "mg")]
    Milligram,
    #[serde(rename = "g")]
    Gram,
    #[serde(rename = "IU")]
    Iu,
    #[serde(rename = "mmol")]
    Millimole,
    #[serde(rename = "mL")]
    Millilitre,
    #[serde(rename = "drop")]
    Drop,
    #[serde(rename = "puff")]
    Puff,
    #[serde(rename = "tablet")]
    Tablet,
    #[serde(rename = "suppository")]
    Suppository,
}

/// What a unit measures. Only amounts of one dimension can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// Canonical unit: milligram.
    Mass,
    Iu,
    Millimole,
    /// Canonical unit: millilitre.
    Volume,
    Drop,
    Puff,
    Tablet,
    Suppository,
}

/// An amount with its unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Dose {
    pub value: f64,
    pub unit: Unit,
}

/// What one millilitre, drop or piece of a product holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Strength {
    /// Amount of the (first named) substance, in the unit the text used.
    pub amount: Dose,
    pub per: Per,
    /// A combination was written ("200 + 40 mg/5 mL"): the amount is that of the first substance.
    pub combined: bool,
    /// What is written after the first figure, added up, in the unit of the amount: 40 of "200 + 40 mg/5 mL".
    pub second: Option<f64>,
}

/// The thing a strength is counted by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Per {
    /// So many millilitres of a liquid.
    Millilitres(f64),
    Drop,
    Puff,
    /// One tablet, capsule, suppository, sachet or vial.
    Piece,
}

/// Why a number was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberError {
    Empty,
    /// Two readings are possible: `1,000` is one or a thousand, `05` is five or a half.
    Ambiguous,
    NotANumber,
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "empty",
            Self::Ambiguous => "ambiguous",
            Self::NotANumber => "not a number",
        })
    }
}

impl std::error::Error for NumberError {}

impl From<number::NumberError> for NumberError {
    fn from(error: number::NumberError) -> Self {
        match error {
            number::NumberError::Empty => Self::Empty,
            number::NumberError::Ambiguous => Self::Ambiguous,
            number::NumberError::Malformed | number::NumberError::TooLong => Self::NotANumber,
        }
    }
}

/// Why a strength was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StrengthError {
    Number(NumberError),
    Unit,
    Form,
    Zero,
}

impl From<NumberError> for StrengthError {
    fn from(error: NumberError) -> Self {
        Self::Number(error)
    }
}

impl fmt::Display for StrengthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(error) => write!(f, "{error}"),
            Self::Unit => f.write_str("unit not known"),
            Self::Form => f.write_str("form not known"),
            Self::Zero => f.write_str("zero"),
        }
    }
}

impl std::error::Error for StrengthError {}

impl Unit {
    pub const ALL: [Self; 10] = [
        Self::Microgram,
        Self::Milligram,
        Self::Gram,
        Self::Iu,
        Self::Millimole,
        Self::Millilitre,
        Self::Drop,
        Self::Puff,
        Self::Tablet,
        Self::Suppository,
    ];

    /// The name used in data and on the command line; `Unit::parse` reads it back.
    pub fn code(self) -> &'static str {
        match self {
            Self::Microgram => "microgram",
            Self::Milligram => "mg",
            Self::Gram => "g",
            Self::Iu => "IU",
            Self::Millimole => "mmol",
            Self::Millilitre => "mL",
            Self::Drop => "drop",
            Self::Puff => "puff",
            Self::Tablet => "tablet",
            Self::Suppository => "suppository",
        }
    }

    /// Reads the abbreviations in use in the region. Letter case is ignored except where it could change the meaning
    /// (`Mg`, `MG` are milligram; nothing here is mega-).
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('.').to_lowercase();
        Some(match text.as_str() {
            "microgram" | "micrograms" | "mcg" | "µg" | "μg" | "ug" | "мкг" | "mkg" | "მკგ" => {
                Self::Microgram
            }
            "mg" | "мг" | "მგ" | "milligram" => Self::Milligram,
            "g" | "г" | "gram" | "გ" => Self::Gram,
            "iu" | "ме" | "ед" | "unit" | "units" | "xb" | "хб" | "бірлік" | "birlik" | "სე" => {
                Self::Iu
            }
            "mmol" | "ммоль" | "მმოლი" => Self::Millimole,
            "ml" | "мл" | "მლ" | "millilitre" => Self::Millilitre,
            "drop" | "drops" | "кап" | "капля" | "капли" | "капель" | "тамшы" | "tomchi"
            | "წვეთი" => Self::Drop,
            "puff"
            | "puffs"
            | "доза"
            | "дозы"
            | "вдох"
            | "вдоха"
            | "дем"
            | "purkash"
            | "nafas"
            | "შესუნთქვა" => Self::Puff,
            "tablet"
            | "tablets"
            | "tab"
            | "capsule"
            | "capsules"
            | "таб"
            | "табл"
            | "таблетка"
            | "таблетки"
            | "таблеток"
            | "капсула"
            | "капсулы"
            | "tabletka"
            | "ტაბლეტი" => Self::Tablet,
            "suppository" | "suppositories" | "свеча" | "свечи" | "супп" | "суппозиторий" => {
                Self::Suppository
            }
            _ => return None,
        })
    }

    pub fn dimension(self) -> Dimension {
        match self {
            Self::Microgram | Self::Milligram | Self::Gram => Dimension::Mass,
            Self::Iu => Dimension::Iu,
            Self::Millimole => Dimension::Millimole,
            Self::Millilitre => Dimension::Volume,
            Self::Drop => Dimension::Drop,
            Self::Puff => Dimension::Puff,
            Self::Tablet => Dimension::Tablet,
            Self::Suppository => Dimension::Suppository,
        }
    }

    /// How many canonical units (mg for mass) one of this unit is.
    pub fn factor(self) -> f64 {
        match self {
            Self::Microgram => 0.001,
            Self::Gram => 1000.0,
            Self::Milligram
            | Self::Iu
            | Self::Millimole
            | Self::Millilitre
            | Self::Drop
            | Self::Puff
            | Self::Tablet
            | Self::Suppository => 1.0,
        }
    }
}

impl Dose {
    pub fn new(value: f64, unit: Unit) -> Self {
        Self { value, unit }
    }

    /// Value in the canonical unit of its dimension.
    pub fn canonical(self) -> f64 {
        self.value * self.unit.factor()
    }

    /// The same amount in another unit; `None` where the two do not measure the same thing.
    pub fn to(self, unit: Unit) -> Option<Self> {
        (self.unit.dimension() == unit.dimension())
            .then(|| Self::new(tidy(self.canonical() / unit.factor()), unit))
    }
}

impl fmt::Display for Dose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", plain(shown(self.value)), self.unit.code())
    }
}

impl Strength {
    /// Reads the strength of one product: "120 mg/5 mL", "500 mg", "10 mg/mL", "25 %" (grams in 100 mL),
    /// "100 IU/mL", "500 IU/drop", "200 + 40 mg/5 mL", "2,4 млн ЕД", "2.4 MU". Lists, ratios (1:1000) and trailing words are refused.
    pub fn parse(text: &str) -> Result<Self, StrengthError> {
        let text = text.trim();
        if let Some(percent) = text.strip_suffix('%') {
            let value = positive(parse_number(percent)?)?;
            return Ok(Self {
                amount: Dose::new(tidy(value * 10.0), Unit::Milligram),
                per: Per::Millilitres(1.0),
                combined: false,
                second: None,
            });
        }
        let (top, below) = match text.split_once('/') {
            Some((top, below)) => (top, Some(below)),
            None => (text, None),
        };
        let (number, unit) = split_unit(top)?;
        let (times, unit) = millions(unit);
        let unit = Unit::parse(unit).ok_or(StrengthError::Unit)?;
        if times > 1.0 && unit != Unit::Iu {
            return Err(StrengthError::Unit);
        }
        if !matches!(
            unit.dimension(),
            Dimension::Mass | Dimension::Iu | Dimension::Millimole
        ) {
            return Err(StrengthError::Unit);
        }
        let mut parts = number.split('+');
        let first = positive(parse_number(parts.next().unwrap_or(""))?)? * times;
        let mut second: Option<f64> = None;
        for other in parts {
            let other = positive(parse_number(other)?)? * times;
            second = Some(second.unwrap_or(0.0) + other);
        }
        let per = match below {
            None => Per::Piece,
            Some(below) => {
                let (number, unit) = split_unit(below)?;
                let count = if number.trim().is_empty() {
                    1.0
                } else {
                    positive(parse_number(number)?)?
                };
                match (Unit::parse(unit), count) {
                    (Some(Unit::Millilitre), count) => Per::Millilitres(count),
                    (Some(Unit::Drop), 1.0) => Per::Drop,
                    (Some(Unit::Puff), 1.0) => Per::Puff,
                    (Some(Unit::Tablet | Unit::Suppository), 1.0) => Per::Piece,
                    (Some(_) | None, _) => return Err(StrengthError::Form),
                }
            }
        };
        Ok(Self {
            amount: Dose::new(first, unit),
            per,
            combined: second.is_some(),
            second,
        })
    }

    /// Amount (canonical unit of its dimension) in one millilitre, for liquids.
    pub fn per_millilitre(&self) -> Option<f64> {
        match self.per {
            Per::Millilitres(volume) => Some(self.amount.canonical() / volume),
            Per::Drop | Per::Puff | Per::Piece => None,
        }
    }

    /// So much of the product holds just this dose; what is rounded to a syringe's line does not. `false` where the two cannot
    /// be compared.
    pub fn holds(&self, dose: Dose, product: Dose) -> bool {
        /// The dose itself is shown with three figures or more.
        const CLOSE: f64 = 0.001;
        let each = match product.unit {
            Unit::Millilitre => self.per_millilitre(),
            Unit::Drop | Unit::Puff | Unit::Tablet | Unit::Suppository => self.per_piece(),
            Unit::Microgram | Unit::Milligram | Unit::Gram | Unit::Iu | Unit::Millimole => None,
        };
        let same = dose.unit.dimension() == self.amount.unit.dimension();
        each.is_some_and(|each| {
            let wanted = dose.canonical();
            same && (each * product.value - wanted).abs() <= wanted * CLOSE
        })
    }

    /// Amount (canonical unit) in one drop, puff or piece.
    pub fn per_piece(&self) -> Option<f64> {
        match self.per {
            Per::Millilitres(_) => None,
            Per::Drop | Per::Puff | Per::Piece => Some(self.amount.canonical()),
        }
    }
}

impl fmt::Display for Strength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(second) = self.second {
            write!(f, "{}+", plain(shown(self.amount.value)))?;
            write!(f, "{}", Dose::new(second, self.amount.unit))?;
        } else {
            write!(f, "{}", self.amount)?;
        }
        match self.per {
            Per::Millilitres(1.0) => write!(f, "/mL"),
            Per::Millilitres(volume) => write!(f, "/{} mL", plain(shown(volume))),
            Per::Drop => write!(f, "/drop"),
            Per::Puff => write!(f, "/puff"),
            Per::Piece => Ok(()),
        }
    }
}

/// A positive decimal number as a person types it: comma or point before the decimals, spaces between thousands.
/// Refuses what can be read in two ways.
pub fn parse_number(text: &str) -> Result<f64, NumberError> {
    let number = Decimal::parse_typed(text)?;
    if number < Decimal::ZERO {
        return Err(NumberError::NotANumber);
    }
    Ok(number.to_f64())
}

/// Removes the dust of binary arithmetic: nine significant digits.
pub fn tidy(value: f64) -> f64 {
    significant(value, 9)
}

/// The value as it is shown everywhere (screen, paper, command line): three significant digits, whole above 100.
/// 100.8 -> 101, 4.2 -> 4.2, 0.0625 -> 0.0625 would lose nothing that can be measured: 0.0625.
pub fn shown(value: f64) -> f64 {
    let size = value.abs();
    if size >= 100.0 {
        // whole numbers stay whole: 1 200 000 IU is never shown as 1.2 million
        tidy(value.round())
    } else {
        significant(value, 3)
    }
}

/// Plain decimal text with a point, no thousands marks and no trailing zero (ISMP: "5.0" is read as 50).
pub fn plain(value: f64) -> String {
    let text = format!("{value:.9}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text.is_empty() || text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

fn significant(value: f64, digits: i32) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let places = digits - 1 - value.abs().log10().floor() as i32;
    let text = if places >= 0 {
        format!("{value:.*}", places.min(15) as usize)
    } else {
        let step = 10f64.powi(-places);
        format!("{}", (value / step).round() * step)
    };
    text.parse().unwrap_or(value)
}

fn split_unit(text: &str) -> Result<(&str, &str), StrengthError> {
    let text = text.trim();
    let at = text
        .char_indices()
        .find(|(_, c)| c.is_alphabetic() || *c == 'µ')
        .map(|(at, _)| at)
        .ok_or(StrengthError::Unit)?;
    Ok((text[..at].trim(), &text[at..]))
}

/// "млн ЕД", "MU": millions of units, as penicillin is labelled. `mU` would be a thousandth and is not read.
fn millions(unit: &str) -> (f64, &str) {
    const MILLION: f64 = 1e6;
    let unit = unit.trim();
    if matches!(unit, "MU" | "MIU") {
        return (MILLION, "IU");
    }
    let counted = unit.split_once(' ').filter(|(count, _)| {
        let count = count.trim_end_matches('.').to_lowercase();
        matches!(count.as_str(), "млн" | "mln" | "million" | "მლნ")
    });
    counted.map_or((1.0, unit), |(_, unit)| (MILLION, unit))
}

fn positive(value: f64) -> Result<f64, StrengthError> {
    if value > 0.0 {
        Ok(value)
    } else {
        Err(StrengthError::Zero)
    }
}

/// The text with those of its words that `say` knows in another spelling; figures and signs stay ("120 mg/5 mL").
pub fn respelt(text: &str, say: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_alphabetic() {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            out.push_str(&say(&word).unwrap_or_else(|| word.clone()));
            word.clear();
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dose_in_another_unit_is_the_same_amount() {
        let dose = |value, unit| Dose::new(value, unit);
        assert_eq!(
            dose(1.5, Unit::Gram).to(Unit::Milligram),
            Some(dose(1500.0, Unit::Milligram))
        );
        assert_eq!(
            dose(250.0, Unit::Microgram).to(Unit::Milligram),
            Some(dose(0.25, Unit::Milligram))
        );
        assert_eq!(
            dose(1500.0, Unit::Milligram).to(Unit::Gram),
            Some(dose(1.5, Unit::Gram))
        );
        assert_eq!(dose(5.0, Unit::Milligram).to(Unit::Millilitre), None);
    }

    /// Why a product's row is refused names the reason.
    #[test]
    fn a_strength_that_is_not_understood_says_why() {
        let why = |text: &str| Strength::parse(text).map_err(|error| error.to_string());
        for (text, want) in [
            ("mg", "empty"),
            ("1,000 mg", "ambiguous"),
            ("1:1000 mg", "not a number"),
            ("500", "unit not known"),
            ("500 spoons", "unit not known"),
            ("500 mg/2 tablets", "form not known"),
            ("0 mg", "zero"),
        ] {
            assert_eq!(why(text), Err(want.to_owned()), "{text}");
        }
    }

    #[test]
    fn millions_of_units_are_read_and_nothing_else_is_counted_so() {
        let read = |text: &str| Strength::parse(text).map(|s| s.to_string());
        for (text, want) in [
            ("2,4 млн ЕД", "2400000 IU"),
            ("1.2 млн. ЕД", "1200000 IU"),
            ("1 mln XB", "1000000 IU"),
            ("1 million IU", "1000000 IU"),
            ("1 მლნ სე", "1000000 IU"),
            ("2.4 MU", "2400000 IU"),
            ("2.4 MIU", "2400000 IU"),
            ("1 MU/2 mL", "1000000 IU/2 mL"),
            ("1+0.3 MU", "1000000+300000 IU"),
            ("1000000 IU", "1000000 IU"),
        ] {
            assert_eq!(read(text), Ok(want.to_owned()), "{text}");
        }
        for refused in ["1 mU", "1 млн мг", "1 тыс ЕД", "1 млнЕД", "1 млн"] {
            assert_eq!(
                Strength::parse(refused),
                Err(StrengthError::Unit),
                "{refused}"
            );
        }
    }

    #[test]
    fn a_strength_is_of_one_drop_puff_or_piece() {
        let per = |text: &str| Strength::parse(text).map(|strength| strength.per);
        assert_eq!(per("500 IU/drop"), Ok(Per::Drop));
        assert_eq!(per("100 mcg/puff"), Ok(Per::Puff));
        assert_eq!(per("250 mg/tablet"), Ok(Per::Piece));
        assert_eq!(per("250 mg/1 tablet"), Ok(Per::Piece));
        for several in ["500 IU/2 drops", "100 mcg/2 puffs", "250 mg/2 tablets"] {
            assert!(per(several).is_err(), "{several}");
        }
    }

    #[test]
    fn a_figure_keeps_its_sign_and_loses_only_empty_zeros() {
        assert_eq!(plain(-0.0), "0");
        assert_eq!(plain(0.0), "0");
        assert_eq!(plain(-0.5), "-0.5");
        assert_eq!(plain(100.0), "100");
        assert_eq!(plain(0.000_000_000_4), "0");
        assert_eq!(tidy(12_345_678_912.0).to_string(), "12345678900");
        assert_eq!(tidy(1_200_000_000_000.0).to_string(), "1200000000000");
        assert_eq!(tidy(0.1 + 0.2).to_string(), "0.3");
    }

    #[test]
    fn numbers_are_read_once_or_refused() {
        let good = [
            ("5", 5.0),
            ("1,5", 1.5),
            ("1.5", 1.5),
            ("0,125", 0.125),
            (",5", 0.5),
            ("1 000", 1000.0),
            ("1\u{a0}200\u{a0}000", 1_200_000.0),
            ("1000", 1000.0),
            ("1000,125", 1000.125),
            ("12,25", 12.25),
            (" 8.40 ", 8.4),
            ("0", 0.0),
        ];
        for (text, value) in good {
            assert_eq!(parse_number(text), Ok(value), "{text}");
        }
        let bad = [
            ("", NumberError::Empty),
            ("1,000", NumberError::Ambiguous),
            ("1.000", NumberError::Ambiguous),
            ("12,500", NumberError::Ambiguous),
            ("1.000,5", NumberError::Ambiguous),
            ("05", NumberError::Ambiguous),
            ("1.5.2", NumberError::Ambiguous),
            ("1e3", NumberError::NotANumber),
            ("-1", NumberError::NotANumber),
            ("1 00", NumberError::NotANumber),
            ("5.", NumberError::NotANumber),
            ("five", NumberError::NotANumber),
            ("٥", NumberError::NotANumber),
        ];
        for (text, error) in bad {
            assert_eq!(parse_number(text), Err(error), "{text}");
        }
    }

    #[test]
    fn strengths_are_read_once_or_refused() {
        let good = [
            ("120 mg/5 mL", 24.0, true),
            ("120мг/5мл", 24.0, true),
            ("10 mg/mL", 10.0, true),
            ("25 %", 250.0, true),
            ("0,1%", 1.0, true),
            ("100 IU/mL", 100.0, true),
            ("500 mcg/mL", 0.5, true),
            ("500 mg", 500.0, false),
            ("1 g", 1000.0, false),
            ("200 + 40 mg/5 mL", 40.0, true),
            ("500 IU/drop", 500.0, false),
            ("100 000 IU/mL", 100_000.0, true),
        ];
        for (text, value, liquid) in good {
            let strength = Strength::parse(text).unwrap();
            let got = if liquid {
                strength.per_millilitre()
            } else {
                strength.per_piece()
            };
            assert!((got.unwrap() - value).abs() < 1e-9, "{text}: {got:?}");
        }
        for text in [
            "",
            "mg",
            "1,000 mg",
            "1:1000",
            "250; 500 mg",
            "5 mL",
            "0 mg",
            "10 mg/kg",
            "500 mg/mL (50%)",
            "25",
            "2 mg/2",
        ] {
            assert!(Strength::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn only_masses_convert() {
        assert_eq!(
            Dose::new(1.5, Unit::Gram).to(Unit::Milligram),
            Some(Dose::new(1500.0, Unit::Milligram))
        );
        assert_eq!(
            Dose::new(50.0, Unit::Microgram).to(Unit::Milligram),
            Some(Dose::new(0.05, Unit::Milligram))
        );
        for a in Unit::ALL {
            assert_eq!(Unit::parse(a.code()), Some(a));
            for b in Unit::ALL {
                assert_eq!(
                    Dose::new(1.0, a).to(b).is_some(),
                    a.dimension() == b.dimension()
                );
            }
        }
    }

    #[test]
    fn shown_numbers_have_no_trailing_zero() {
        for (value, text) in [
            (100.8, "101"),
            (4.2, "4.2"),
            (5.0, "5"),
            (0.0625, "0.0625"),
            (1_200_000.0, "1200000"),
            (12.345, "12.3"),
            (126.000_000_000_1, "126"),
            (0.1 + 0.2, "0.3"),
        ] {
            assert_eq!(plain(shown(value)), text);
        }
    }
}
