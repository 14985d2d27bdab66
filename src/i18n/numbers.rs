//! Numbers written for people. Reading what people type is `domain::number::Decimal::parse_typed`.

use crate::domain::lang::Lang;
use crate::domain::number::Decimal;

pub use crate::domain::number::NumberError;

/// Thin no-break space between groups of three digits.
const GROUP: char = '\u{202f}';

/// "8,4" or "8.4": the language's mark, a leading zero, no trailing zero
/// (MEDi-015: 5.0 has been read as 50), groups from 10 000 on.
pub fn decimal(lang: Lang, number: Decimal) -> String {
    let text = number.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    if fraction.is_empty() {
        return grouped(whole);
    }
    format!("{}{}{fraction}", grouped(whole), mark(lang))
}

/// `number` rounded to at most `places` (0 to 9) digits after the mark; what is not a number is an em dash.
pub fn rounded(lang: Lang, number: f64, places: u8) -> String {
    let places = usize::from(places.min(9));
    Decimal::parse(&format!("{number:.places$}"))
        .map_or_else(|_| "—".to_owned(), |d| decimal(lang, d))
}

/// `number` with exactly `places` (0 to 9) digits after the mark and a true minus: scores, where −2.00 is not −2.01.
pub fn fixed(lang: Lang, number: f64, places: u8) -> String {
    let places = usize::from(places.min(9));
    let text = format!("{:.places$}", number.abs());
    let sign = if number < 0.0 { "\u{2212}" } else { "" };
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    if fraction.is_empty() {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}{}{fraction}", mark(lang))
}

/// A whole number, the same in all five languages.
pub fn integer(number: i64) -> String {
    grouped(&number.to_string())
}

/// The typed text as a number; the error's catalogue key is [`error_key`].
pub fn parse_number(text: &str) -> Result<Decimal, NumberError> {
    Decimal::parse_typed(text)
}

/// The catalogue key that explains why a typed number was refused.
pub fn error_key(error: NumberError) -> &'static str {
    match error {
        NumberError::Empty => "common-number-empty",
        NumberError::Ambiguous => "common-number-ambiguous",
        NumberError::Malformed => "common-number-malformed",
        NumberError::TooLong => "common-number-too-long",
    }
}

fn mark(lang: Lang) -> char {
    match lang {
        Lang::Ru | Lang::Kk | Lang::Uz | Lang::Ka => ',',
        Lang::En => '.',
    }
}

fn grouped(whole: &str) -> String {
    let (sign, digits) = match whole.strip_prefix('-') {
        Some(digits) => ("−", digits),
        None => ("", whole),
    };
    // Four digits are read at a glance; a break there would only make "1 500" look like two numbers.
    if digits.len() < 5 {
        return format!("{sign}{digits}");
    }
    let mut text = sign.to_owned();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(GROUP);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_for_people() {
        let d = |text| Decimal::parse(text).unwrap();
        for (lang, number, want) in [
            (Lang::Ru, "8.4", "8,4"),
            (Lang::Kk, "0.5", "0,5"),
            (Lang::Uz, "5.0", "5"),
            (Lang::Ka, "1234.5", "1234,5"),
            (Lang::En, "8.40", "8.4"),
            (Lang::En, "12500.25", "12\u{202f}500.25"),
            (Lang::Ru, "1234567", "1\u{202f}234\u{202f}567"),
            (Lang::En, "-2.5", "−2.5"),
        ] {
            assert_eq!(decimal(lang, d(number)), want);
        }
        assert_eq!(rounded(Lang::Ru, 4.1999, 1), "4,2");
        assert_eq!(rounded(Lang::Ru, 4.96, 1), "5");
        assert_eq!(rounded(Lang::Ru, f64::NAN, 1), "—");
        assert_eq!(integer(9999), "9999");
    }

    #[test]
    fn what_is_written_can_be_typed_back() {
        for lang in Lang::ALL {
            for text in ["8.4", "12500", "12500.25", "-3.5", "0.125", "1234567.5"] {
                let number = Decimal::parse(text).unwrap();
                assert_eq!(parse_number(&decimal(lang, number)), Ok(number));
            }
        }
    }
}
