//! Decimal numbers as people type them and records keep them: exact, never a binary fraction.
//! The canonical text has a point, a leading zero and no trailing zero: "8.4", "0.5", "-2".

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A decimal number of at most 18 digits, kept without trailing zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Decimal {
    mantissa: i64,
    /// Digits after the point, at most [`MAX_DIGITS`].
    scale: u8,
}

/// Why a text is not taken as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    #[error("nothing was typed")]
    Empty,
    /// "1,000" is one to some people and a thousand to others: a dose must not depend on it
    /// (clinical hazard "number format").
    #[error("could mean thousands or thousandths")]
    Ambiguous,
    #[error("not a number")]
    Malformed,
    #[error("too many digits")]
    TooLong,
}

/// Digits that a number may have; above it an `i64` could overflow.
pub const MAX_DIGITS: usize = 18;

impl Decimal {
    pub const ZERO: Self = Self {
        mantissa: 0,
        scale: 0,
    };

    /// `mantissa` × 10^-`scale`; `None` when `scale` exceeds [`MAX_DIGITS`].
    pub fn new(mantissa: i64, scale: u8) -> Option<Self> {
        (usize::from(scale) <= MAX_DIGITS).then(|| Self { mantissa, scale }.trimmed())
    }

    /// Reads the canonical text (point only); what records and forms hold.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return Err(NumberError::Malformed),
            Some((whole, fraction)) => (whole, fraction),
            None => (digits, ""),
        };
        if whole.is_empty()
            || ![whole, fraction]
                .iter()
                .all(|part| part.bytes().all(|b| b.is_ascii_digit()))
        {
            return Err(if text.is_empty() {
                NumberError::Empty
            } else {
                NumberError::Malformed
            });
        }
        let (whole, fraction) = (
            whole.trim_start_matches('0'),
            fraction.trim_end_matches('0'),
        );
        if whole.len() + fraction.len() > MAX_DIGITS {
            return Err(NumberError::TooLong);
        }
        let mut mantissa = 0_i64;
        for digit in whole.bytes().chain(fraction.bytes()) {
            mantissa = mantissa * 10 + i64::from(digit - b'0');
        }
        Ok(Self {
            mantissa: if negative { -mantissa } else { mantissa },
            scale: fraction.len() as u8,
        }
        .trimmed())
    }

    /// Reads what a person typed: comma or point, spaces (also no-break) between groups of three.
    /// Three digits after a non-zero group of up to three ("1,000", "12.500") are refused as
    /// ambiguous; so are a text with both marks and "05", which is five or a half whose mark was lost.
    pub fn parse_typed(text: &str) -> Result<Self, NumberError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(NumberError::Empty);
        }
        let (negative, digits) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let marks = digits.chars().filter(|c| matches!(c, ',' | '.')).count();
        if marks > 1 {
            let number_like = digits
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
            return Err(if number_like {
                NumberError::Ambiguous
            } else {
                NumberError::Malformed
            });
        }
        let (whole, fraction) = digits.split_once([',', '.']).unwrap_or((digits, ""));
        if marks == 1 && fraction.is_empty() {
            return Err(NumberError::Malformed);
        }
        let grouped = whole.contains(is_group_space);
        let whole = join_groups(whole).ok_or(NumberError::Malformed)?;
        let could_be_thousands = fraction.len() == 3
            && !grouped
            && (1..=3).contains(&whole.len())
            && !whole.starts_with('0');
        if could_be_thousands && fraction.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NumberError::Ambiguous);
        }
        if whole.len() > 1 && whole.starts_with('0') && whole.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NumberError::Ambiguous);
        }
        let whole = if whole.is_empty() && marks == 1 {
            "0".to_owned()
        } else {
            whole
        };
        let sign = if negative { "-" } else { "" };
        let point = if fraction.is_empty() { "" } else { "." };
        Self::parse(&format!("{sign}{whole}{point}{fraction}"))
    }

    /// Reads a body weight in kilograms. Three decimals are how a birth weight is written in these countries ("3,250"): the
    /// other reading is thousands of kilograms, which nobody weighs, so that only one is left. Doses have no such excuse.
    pub fn parse_kilograms(text: &str) -> Result<Self, NumberError> {
        let read = Self::parse_typed(text);
        if read != Err(NumberError::Ambiguous) {
            return read;
        }
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        match text.trim().split_once([',', '.']) {
            Some((whole, fraction))
                if fraction.len() == 3
                    && digits(fraction)
                    && digits(whole)
                    && (1..=3).contains(&whole.len())
                    && !whole.starts_with('0') =>
            {
                Self::parse(&format!("{whole}.{fraction}"))
            }
            _ => read,
        }
    }

    /// The nearest binary number, for arithmetic that tolerates it (graphs, growth curves).
    pub fn to_f64(self) -> f64 {
        // Reading the canonical text rounds correctly; dividing by a power of ten would not.
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    pub fn is_integer(self) -> bool {
        self.scale == 0
    }

    /// Digits after the point.
    pub fn scale(self) -> u8 {
        self.scale
    }

    /// The sum; `None` when it does not fit.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let to = self.scale.max(other.scale);
        Self::fitting(self.scaled(to)? + other.scaled(to)?, to)
    }

    pub fn checked_sub(self, other: Self) -> Option<Self> {
        let to = self.scale.max(other.scale);
        Self::fitting(self.scaled(to)? - other.scaled(to)?, to)
    }

    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let product = i128::from(self.mantissa).checked_mul(i128::from(other.mantissa))?;
        Self::fitting(product, self.scale + other.scale)
    }

    /// The quotient to eight digits after the point; `None` for a division by nothing.
    pub fn checked_div(self, other: Self) -> Option<Self> {
        const DIGITS: u8 = 8;
        if other.mantissa == 0 {
            return None;
        }
        let over = i128::from(self.mantissa)
            .checked_mul(10_i128.pow(u32::from(DIGITS + 1 + other.scale)))?;
        let under = i128::from(other.mantissa).checked_mul(10_i128.pow(u32::from(self.scale)))?;
        // One digit more than is kept, for the rounding.
        Some(Self::fitting(over / under, DIGITS + 1)?.rounded(DIGITS))
    }

    /// To so many digits after the point; a half goes away from zero.
    pub fn rounded(self, digits: u8) -> Self {
        if self.scale <= digits {
            return self;
        }
        let part = 10_i64.pow(u32::from(self.scale - digits));
        let half = part / 2 * self.mantissa.signum();
        Self {
            mantissa: (self.mantissa + half) / part,
            scale: digits,
        }
        .trimmed()
    }

    fn scaled(self, to: u8) -> Option<i128> {
        i128::from(self.mantissa).checked_mul(10_i128.pow(u32::from(to - self.scale)))
    }

    /// Whatever was computed, if it has no more digits than a number may have.
    fn fitting(mut mantissa: i128, mut scale: u8) -> Option<Self> {
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        let limit = 10_i128.pow(MAX_DIGITS as u32);
        if mantissa.abs() >= limit || usize::from(scale) > MAX_DIGITS {
            return None;
        }
        let mantissa = i64::try_from(mantissa).ok()?;
        Some(Self { mantissa, scale })
    }

    fn trimmed(mut self) -> Self {
        while self.scale > 0 && self.mantissa % 10 == 0 {
            self.mantissa /= 10;
            self.scale -= 1;
        }
        self
    }
}

impl From<i64> for Decimal {
    fn from(whole: i64) -> Self {
        Self {
            mantissa: whole,
            scale: 0,
        }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let scale = usize::from(self.scale);
        let digits = format!(
            "{:0>width$}",
            self.mantissa.unsigned_abs(),
            width = scale + 1
        );
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        let point = if scale == 0 { "" } else { "." };
        write!(f, "{sign}{whole}{point}{fraction}")
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        // 10^18 × i64 fits in i128, so the comparison is exact.
        let scaled =
            |d: &Self, to: u8| i128::from(d.mantissa) * 10_i128.pow(u32::from(to - d.scale));
        let to = self.scale.max(other.scale);
        scaled(self, to).cmp(&scaled(other, to))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl TryFrom<String> for Decimal {
    type Error = NumberError;

    fn try_from(text: String) -> Result<Self, NumberError> {
        Self::parse(&text)
    }
}

impl From<Decimal> for String {
    fn from(number: Decimal) -> Self {
        number.to_string()
    }
}

fn is_group_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// "12 500" without its spaces; `None` when the groups are not of three digits.
fn join_groups(whole: &str) -> Option<String> {
    let mut groups = whole.split(is_group_space);
    let first = groups.next()?;
    let mut joined = first.to_owned();
    for group in groups {
        if group.len() != 3 || !(1..=3).contains(&first.len()) {
            return None;
        }
        joined.push_str(group);
    }
    Some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was computed is written as shortly as what was typed, and has no more digits than a number may have.
    #[test]
    fn a_computed_number_is_trimmed_and_never_too_long() {
        let digits = u8::try_from(MAX_DIGITS).unwrap();
        for (mantissa, scale, wanted) in [
            (100, 1, Some((10, 0))),
            (1500, 3, Some((15, 1))),
            (-150, 2, Some((-15, 1))),
            (105, 2, Some((105, 2))),
            (100, 0, Some((100, 0))),
            (0, 4, Some((0, 0))),
            (1, digits, Some((1, digits))),
            (1, digits + 1, None),
            (10_i128.pow(u32::from(digits)), 0, None),
            (
                10_i128.pow(u32::from(digits)) - 1,
                0,
                Some((10_i64.pow(u32::from(digits)) - 1, 0)),
            ),
        ] {
            let read = Decimal::fitting(mantissa, scale);
            assert_eq!(
                read.map(|d| (d.mantissa, d.scale)),
                wanted,
                "{mantissa} {scale}"
            );
        }
    }

    #[test]
    fn typed_numbers() {
        use NumberError::*;
        let check = |typed: &str, want: Result<&str, NumberError>| {
            let got = Decimal::parse_typed(typed).map(|d| d.to_string());
            assert_eq!(got.as_deref(), want.as_ref().copied(), "{typed:?}");
        };
        for (typed, want) in [
            ("8,4", "8.4"),
            ("8.4", "8.4"),
            (" 8.40 ", "8.4"),
            ("5.0", "5"),
            (",5", "0.5"),
            ("0,125", "0.125"),
            ("-2,5", "-2.5"),
            ("−1", "-1"),
            ("1250,125", "1250.125"),
            ("12 500", "12500"),
            ("12\u{202f}500,5", "12500.5"),
            ("1 000.125", "1000.125"),
            ("0", "0"),
            ("-0", "0"),
            ("1000", "1000"),
        ] {
            check(typed, Ok(want));
        }
        for (typed, want) in [
            ("", Empty),
            ("  ", Empty),
            ("1,000", Ambiguous),
            ("1.000", Ambiguous),
            ("12,500", Ambiguous),
            ("-1,500", Ambiguous),
            ("1,000.5", Ambiguous),
            ("05", Ambiguous),
            ("00,5", Ambiguous),
            ("1.000.000", Ambiguous),
            ("8,", Malformed),
            ("1 00", Malformed),
            ("1234 567", Malformed),
            ("8.4 kg", Malformed),
            ("eight", Malformed),
            ("٣", Malformed),
            ("1e3", Malformed),
            ("12,500kg", Malformed),
            ("--1", Malformed),
            (".", Malformed),
            ("1234567890123456789", TooLong),
        ] {
            check(typed, Err(want));
        }
    }

    #[test]
    fn arithmetic_is_exact_or_absent() {
        let number = |text: &str| Decimal::parse(text).unwrap();
        let check = |got: Option<Decimal>, want: Option<&str>| {
            assert_eq!(got.map(|n| n.to_string()).as_deref(), want);
        };
        let huge = number("999999999999999999");
        check(number("0.1").checked_add(number("0.2")), Some("0.3"));
        check(number("8.4").checked_sub(number("9")), Some("-0.6"));
        check(number("1.65").checked_mul(number("1.65")), Some("2.7225"));
        check(
            number("70").checked_div(number("2.7225")),
            Some("25.71166208"),
        );
        check(number("-2").checked_div(number("3")), Some("-0.66666667"));
        check(number("1").checked_div(Decimal::ZERO), None);
        check(huge.checked_add(number("1")), None);
        check(huge.checked_mul(huge), None);
        check(
            number("0.000000000000000001").checked_mul(number("0.1")),
            None,
        );
        for (text, digits, want) in [
            ("25.715", 2, "25.72"),
            ("-25.715", 2, "-25.72"),
            ("25.714", 2, "25.71"),
            ("0.5", 0, "1"),
            ("7", 3, "7"),
        ] {
            assert_eq!(number(text).rounded(digits).to_string(), want);
        }
    }

    #[test]
    fn a_birth_weight_has_three_decimals() {
        for (typed, want) in [
            ("3,250", Ok("3.25")),
            ("3.250", Ok("3.25")),
            (" 12,500 ", Ok("12.5")),
            ("102,500", Ok("102.5")),
            ("8,4", Ok("8.4")),
            ("0,950", Ok("0.95")),
            ("3 250", Ok("3250")),
            ("3.250,5", Err(NumberError::Ambiguous)),
            ("3,250,000", Err(NumberError::Ambiguous)),
            ("3,,250", Err(NumberError::Ambiguous)),
            ("3,,25", Err(NumberError::Ambiguous)),
            ("03,250", Err(NumberError::Ambiguous)),
            ("-3,250", Err(NumberError::Ambiguous)),
            ("3,250kg", Err(NumberError::Malformed)),
        ] {
            let got = Decimal::parse_kilograms(typed).map(|d| d.to_string());
            assert_eq!(got.as_deref(), want.as_ref().copied(), "{typed:?}");
        }
        assert_eq!(Decimal::parse_typed("3,250"), Err(NumberError::Ambiguous));
    }

    #[test]
    fn order_and_canonical_text() {
        let d = |text| Decimal::parse(text).unwrap();
        assert!(d("0.5") < d("0.50001") && d("-3") < d("-2.9") && d("10") > d("9.999"));
        assert_eq!(d("5.00"), d("5"));
        assert!((d("8.4").to_f64() - 8.4).abs() < f64::EPSILON);
        assert_eq!(Decimal::parse("8,4"), Err(NumberError::Malformed));
        assert_eq!(Decimal::new(840, 2).unwrap().to_string(), "8.4");
    }

    /// Eighteen digits are kept to the last one; a record gives back what it was given.
    #[test]
    fn a_number_is_whole_or_has_so_many_digits_after_the_point() {
        for (text, whole, scale) in [
            ("5", true, 0),
            ("-120", true, 0),
            ("5.0", true, 0),
            ("8.4", false, 1),
            ("0.125", false, 3),
            ("123456789012345678", true, 0),
            ("1234567890.12345678", false, 8),
        ] {
            let number = Decimal::parse(text).unwrap();
            assert_eq!(
                (number.is_integer(), number.scale()),
                (whole, scale),
                "{text}"
            );
            let kept = String::from(number);
            assert_eq!(kept, text.strip_suffix(".0").unwrap_or(text));
            assert_eq!(Decimal::try_from(kept), Ok(number));
        }
        for text in ["1234567890123456789", "1234567890.123456789"] {
            assert_eq!(Decimal::parse(text), Err(NumberError::TooLong), "{text}");
        }
    }
}
