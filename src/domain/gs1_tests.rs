use super::*;
use proptest::prelude::*;

use Gs1Error as E;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn today() -> NaiveDate {
    day(2026, 11, 22)
}

fn package(gtin: &str, expires: Option<NaiveDate>, lot: &str, serial: &str) -> Package {
    let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Package {
        gtin: said(gtin),
        expires,
        lot: said(lot),
        serial: said(serial),
    }
}

/// 09506000134352 is the example of the Specifications.
const GTIN: &str = "09506000134352";

#[test]
fn codes_as_scanners_type_them() {
    let whole = package(GTIN, Some(day(2027, 12, 31)), "AB-12/3", "S1");
    for (typed, read_as) in [
        ("]d201095060001343521727123110AB-12/3\u{1d}21S1", &whole),
        ("]C101095060001343521727123110AB-12/3\u{1d}21S1", &whole),
        ("]Q301095060001343521727123110AB-12/3\u{1d}21S1", &whole),
        ("01095060001343521727123110AB-12/3\u{1d}21S1", &whole),
        (
            "\u{1d}010950600013435221S1\u{1d}10AB-12/3\u{1d}17271231\u{1d}",
            &whole,
        ),
        ("01095060001343521727120010AB-12/3\u{1d}21S1\r\n", &whole),
        // Of a marking system: serial, then its signature.
        (
            "010950600013435221S1\u{1d}91EE06\u{1d}92zu+4/k=\u{1d}10AB-12/3\u{1d}1124010117271200",
            &whole,
        ),
        ("]d217280200", &package("", Some(day(2028, 2, 29)), "", "")),
        ("]d217290200", &package("", Some(day(2029, 2, 28)), "", "")),
        ("]d217761231", &package("", Some(day(2076, 12, 31)), "", "")),
        ("]d217771231", &package("", Some(day(1977, 12, 31)), "", "")),
        ("4006381333931", &package("04006381333931", None, "", "")),
        ("]E04006381333931", &package("04006381333931", None, "", "")),
        (" 96385074 ", &package("00000096385074", None, "", "")),
        ("]E496385074", &package("00000096385074", None, "", "")),
        // Thirteen figures without the name of a symbology are an EAN, even where they begin as a lot would.
        ("1012345678904", &package("01012345678904", None, "", "")),
    ] {
        assert_eq!(read(typed, today()).as_ref(), Ok(read_as), "{typed:?}");
    }
}

#[test]
fn a_century_is_the_near_one() {
    for (present, typed, year) in [
        (2026, "76", 2076),
        (2026, "77", 1977),
        (2060, "10", 2110),
        (2060, "11", 2011),
    ] {
        let read = read(&format!("]d217{typed}0101"), day(present, 6, 1)).unwrap();
        assert_eq!(read.expires, Some(day(year, 1, 1)), "{present} {typed}");
    }
}

#[test]
fn what_does_not_hold_is_refused() {
    for (typed, error) in [
        ("", E::Empty),
        (" \r\n", E::Empty),
        ("4006381333932", E::WrongCheckDigit),
        ("96385075", E::WrongCheckDigit),
        ("00000000", E::WrongCheckDigit),
        ("0109506000134353", E::WrongCheckDigit),
        ("]d217271301", E::NoSuchDate),
        ("]d217270230", E::NoSuchDate),
        ("]d217270000", E::NoSuchDate),
        ("]d211270230", E::NoSuchDate),
        ("]d21727123", E::WrongLength("17")),
        ("]d217ABCDEF", E::WrongLength("17")),
        ("0109506000134", E::WrongCheckDigit),
        ("01095060001343", E::WrongLength("01")),
        ("]d210", E::WrongLength("10")),
        ("]d210\u{1d}17271231", E::WrongLength("10")),
        ("]d210123456789012345678901", E::WrongLength("10")),
        ("]d2310300012510A", E::UnknownField("31".into())),
        (
            "]d210A\u{1d}\u{1d}17271231",
            E::UnknownField("\u{1d}1".into()),
        ),
        ("]d210A\u{1d}10B", E::Repeated("10")),
        ("]d21727123117271230", E::Repeated("17")),
        ("]d2", E::NotACode),
        ("]d2\u{1d}", E::NotACode),
        ("]A0123", E::NotACode),
        ("10AB12", E::NotACode),
        ("123456789012", E::NotACode),
        ("(01)09506000134352", E::NotACode),
        ("0109506000134352]d2", E::WrongCharacter(']')),
        // A keyboard that is set to Russian: the lot would be another one.
        ("010950600013435210ФИ12", E::WrongCharacter('Ф')),
        ("ъв201095060001343521", E::WrongCharacter('ъ')),
        ("010950600013435210A B", E::WrongCharacter(' ')),
    ] {
        assert_eq!(read(typed, today()), Err(error), "{typed:?}");
    }
    let long = format!("01{GTIN}92{}", "A".repeat(CHARS_MAX));
    assert_eq!(read(&long, today()), Err(E::TooLong));
    let same = read("]d210A\u{1d}10A", today()).unwrap();
    assert_eq!(same.lot.as_deref(), Some("A"));
}

fn check_digit(thirteen: u64) -> String {
    (0..10)
        .map(|last| format!("{thirteen:013}{last}"))
        .find(|gtin| is_gtin(gtin))
        .unwrap()
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,60}", tail in "[\\x1d0-9A-Z\\]]{0,60}") {
        for text in [text.clone(), tail.clone(), format!("]d2{tail}"), format!("01{tail}"), format!("{tail}{text}")] {
            read(&text, today()).ok();
        }
    }

    #[test]
    fn a_made_code_reads_back(
        number in 1_u64..10_000_000_000_000,
        days in 0_u64..18_000,
        lot in "[!-%&-?A-Z_a-z]{1,20}",
        serial in "[0-9A-Za-z]{1,20}",
        order in any::<bool>(),
        prefix in 0_usize..4,
    ) {
        let lot: String = lot.chars().filter(|c| may_stand(*c)).collect();
        prop_assume!(!lot.is_empty());
        let gtin = check_digit(number);
        let expires = today() + chrono::Days::new(days);
        let (ends, prefix) = (expires.format("%y%m%d"), ["", "]d2", "]C1", "]Q3"][prefix]);
        let text = if order {
            format!("{prefix}01{gtin}17{ends}10{lot}{GS}21{serial}")
        } else {
            format!("{prefix}01{gtin}21{serial}{GS}10{lot}{GS}17{ends}")
        };
        prop_assert_eq!(read(&text, today()), Ok(package(&gtin, Some(expires), &lot, &serial)));
    }

    #[test]
    fn one_wrong_figure_of_a_number_is_noticed(number in 1_u64..10_000_000_000_000, at in 0_usize..14, by in 1_u8..10) {
        let gtin = check_digit(number);
        let mut wrong = gtin.into_bytes();
        wrong[at] = b'0' + (wrong[at] - b'0' + by) % 10;
        prop_assert!(!is_gtin(&String::from_utf8(wrong).unwrap()));
    }
}
