//! How each kind of number is built and checked. Sources stand at each rule.

use chrono::NaiveDate;

use super::{Checked, Identifier, IdentifierError, IdentifierKind, IdentifierWarning, NumberSex};

/// Government resolution of Kazakhstan № 565 of 11 June 2003: YYMMDD, century and sex, four serial digits, check digit.
pub fn kz_iin(text: &str, today: NaiveDate) -> Result<Checked, IdentifierError> {
    let digits = digits_of::<12>(text)?;
    let [y1, y2, m1, m2, d1, d2, century, ..] = digits;
    let (sex, birth) = if century == 0 {
        (None, None)
    } else {
        let (sex, first_year) = century_and_sex(century)?;
        let birth = birth_date(first_year, [y1, y2], [m1, m2], [d1, d2], today)?;
        (Some(sex), Some(birth))
    };
    let pass = |weights: [u32; 11]| {
        let sum: u32 = digits
            .iter()
            .zip(weights)
            .map(|(d, w)| u32::from(*d) * w)
            .sum();
        sum % 11
    };
    let check = match pass([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) {
        10 => pass([3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]),
        first => first,
    };
    if check == 10 {
        return Err(IdentifierError::NeverIssued);
    }
    if check != u32::from(digits[11]) {
        return Err(IdentifierError::WrongCheckDigit);
    }
    let warnings = if century == 0 {
        vec![IdentifierWarning::CenturyNotStated]
    } else {
        Vec::new()
    };
    Ok(Checked {
        sex,
        birth,
        warnings,
        ..plain(IdentifierKind::KzIin, text_of(&digits), true)
    })
}

/// Century and sex, DDMMYY, district, serial, check digit (weights 7, 3, 1). Examples printed in official guides break the check digit,
/// so it only warns.
pub fn uz_pinfl(text: &str, today: NaiveDate) -> Result<Checked, IdentifierError> {
    let digits = digits_of::<14>(text)?;
    let [century, d1, d2, m1, m2, y1, y2, ..] = digits;
    let (sex, first_year) = century_and_sex(century)?;
    let birth = birth_date(first_year, [y1, y2], [m1, m2], [d1, d2], today)?;
    let sum: u32 = digits
        .iter()
        .take(13)
        .zip([7, 3, 1].into_iter().cycle())
        .map(|(d, w)| u32::from(*d) * w)
        .sum();
    let warnings = if sum % 10 == u32::from(digits[13]) {
        Vec::new()
    } else {
        vec![IdentifierWarning::CheckDigitDiffers]
    };
    Ok(Checked {
        sex: Some(sex),
        birth: Some(birth),
        warnings,
        ..plain(IdentifierKind::UzPinfl, text_of(&digits), true)
    })
}

/// Eleven figures. No public rule for a check digit exists; neither sex nor date is in the number.
pub fn ge_personal(text: &str) -> Result<Checked, IdentifierError> {
    let digits = digits_of::<11>(text)?;
    Ok(plain(IdentifierKind::GePersonal, text_of(&digits), true))
}

/// Passports and identity cards: letters and figures. Cyrillic letters that look Latin are taken as Latin, as printed in the document.
pub fn document(kind: IdentifierKind, text: &str) -> Result<Checked, IdentifierError> {
    let mut value = String::with_capacity(12);
    for c in text.chars() {
        match latin_twin(c) {
            Some(latin) => value.push(latin),
            None if is_filler(c) => {}
            None => return Err(IdentifierError::WrongCharacter(c)),
        }
    }
    if value.len() > 20 {
        return Err(IdentifierError::TooLong);
    }
    if !value.bytes().any(|b| b.is_ascii_digit()) {
        return Err(IdentifierError::NoFigure);
    }
    let shape: String = value
        .bytes()
        .map(|b| if b.is_ascii_digit() { '9' } else { 'A' })
        .collect();
    let usual = match kind {
        // Kazakhstan; Uzbekistan; Uzbekistan diplomatic; Georgia (biometric, two figures first)
        IdentifierKind::Passport => {
            ["A99999999", "AA9999999", "A9999999", "99AA99999"].contains(&shape.as_str())
        }
        // Kazakhstan; Uzbekistan; Georgia
        _ => ["999999999", "AA9999999", "99AA99999"].contains(&shape.as_str()),
    };
    Ok(plain(kind, value, usual))
}

/// "I-МЯ 123456": Roman number of the book, Cyrillic or Latin letters of the series, figures. Other countries' papers are kept as
/// typed, in capitals.
pub fn birth_certificate(text: &str) -> Result<Checked, IdentifierError> {
    let kind = IdentifierKind::BirthCertificate;
    let spaced: String = text
        .chars()
        .map(|c| {
            if is_filler(c) || matches!(c, '№' | '#') {
                ' '
            } else {
                c
            }
        })
        .collect();
    if let Some(c) = spaced.chars().find(|c| !c.is_alphanumeric() && *c != ' ') {
        return Err(IdentifierError::WrongCharacter(c));
    }
    if !spaced.bytes().any(|b| b.is_ascii_digit()) {
        return Err(IdentifierError::NoFigure);
    }
    let words: Vec<&str> = spaced
        .split_whitespace()
        .filter(|word| !matches!(*word, "N" | "No"))
        .collect();
    if let [book, series, number] = *words.as_slice()
        && let Some(book) = roman(book)
        && (1..=3).contains(&series.chars().count())
        && series.chars().all(char::is_alphabetic)
        && (5..=8).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_digit())
    {
        let value = format!("{book}-{} {number}", capitals(series));
        return Ok(plain(kind, value, true));
    }
    let value = capitals(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    if value.chars().count() > 40 {
        return Err(IdentifierError::TooLong);
    }
    Ok(plain(kind, value, false))
}

/// A number of our own: a UUID, or the medical point's own number of Latin letters, figures and hyphens.
pub fn temporary(text: &str) -> Result<Checked, IdentifierError> {
    let text = text.trim();
    if let Some(c) = text
        .chars()
        .find(|c| !c.is_ascii_alphanumeric() && *c != '-')
    {
        return Err(IdentifierError::WrongCharacter(c));
    }
    if text.len() > 64 {
        return Err(IdentifierError::TooLong);
    }
    if !text.bytes().any(|b| b.is_ascii_alphanumeric()) {
        return Err(IdentifierError::Empty);
    }
    Ok(plain(
        IdentifierKind::Temporary,
        text.to_ascii_lowercase(),
        true,
    ))
}

fn plain(kind: IdentifierKind, value: String, usual: bool) -> Checked {
    let warnings = if usual {
        Vec::new()
    } else {
        vec![IdentifierWarning::UnusualForm]
    };
    Checked {
        identifier: Identifier { kind, value },
        sex: None,
        birth: None,
        warnings,
    }
}

fn century_and_sex(figure: u8) -> Result<(NumberSex, i32), IdentifierError> {
    let first_year = match figure {
        1 | 2 => 1800,
        3 | 4 => 1900,
        5 | 6 => 2000,
        _ => return Err(IdentifierError::NoSuchCentury(figure)),
    };
    let sex = if figure % 2 == 1 {
        NumberSex::Male
    } else {
        NumberSex::Female
    };
    Ok((sex, first_year))
}

fn birth_date(
    first_year: i32,
    year: [u8; 2],
    month: [u8; 2],
    day: [u8; 2],
    today: NaiveDate,
) -> Result<NaiveDate, IdentifierError> {
    let two = |[tens, ones]: [u8; 2]| u32::from(tens) * 10 + u32::from(ones);
    let year = first_year + i32::from(year[0]) * 10 + i32::from(year[1]);
    let date = NaiveDate::from_ymd_opt(year, two(month), two(day))
        .ok_or(IdentifierError::NoSuchBirthDate)?;
    if date > today {
        return Err(IdentifierError::BirthInFuture);
    }
    Ok(date)
}

/// Exactly N figures; spaces and hyphens between them are free.
fn digits_of<const N: usize>(text: &str) -> Result<[u8; N], IdentifierError> {
    let mut digits = [0; N];
    let mut typed = 0;
    for c in text.chars() {
        match c.to_digit(10) {
            Some(digit) => {
                if let Some(slot) = digits.get_mut(typed) {
                    *slot = u8::try_from(digit).unwrap_or_default();
                }
                typed += 1;
            }
            None if is_filler(c) => {}
            None => return Err(IdentifierError::WrongCharacter(c)),
        }
    }
    if typed == N {
        Ok(digits)
    } else {
        Err(IdentifierError::WrongLength { typed, wanted: N })
    }
}

fn text_of(digits: &[u8]) -> String {
    digits.iter().map(|d| char::from(b'0' + d)).collect()
}

fn is_filler(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '.' | '\u{2010}'..='\u{2014}')
}

/// The Latin capital for a Latin letter or a Cyrillic letter that looks the same; figures as they are.
fn latin_twin(c: char) -> Option<char> {
    Some(match c {
        '0'..='9' | 'A'..='Z' => c,
        'a'..='z' => c.to_ascii_uppercase(),
        'А' | 'а' => 'A',
        'В' | 'в' => 'B',
        'С' | 'с' => 'C',
        'Е' | 'е' => 'E',
        'Н' | 'н' => 'H',
        'І' | 'і' => 'I',
        'К' | 'к' => 'K',
        'М' | 'м' => 'M',
        'О' | 'о' => 'O',
        'Р' | 'р' => 'P',
        'Т' | 'т' => 'T',
        'У' | 'у' => 'Y',
        'Х' | 'х' => 'X',
        _ => return None,
    })
}

/// Roman figures of I, V, X, also typed as the Cyrillic І, Х or the figure 1.
fn roman(text: &str) -> Option<String> {
    let figures: Option<String> = text
        .chars()
        .map(|c| match c {
            '1' | 'l' => Some('I'),
            'V' | 'v' => Some('V'),
            _ => latin_twin(c).filter(|c| matches!(c, 'I' | 'X')),
        })
        .collect();
    figures.filter(|f| (1..=6).contains(&f.len()))
}

/// Capitals; Georgian letters stay as they are, mtavruli capitals are not for names and numbers.
fn capitals(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            let georgian = ('\u{10d0}'..='\u{10ff}').contains(&c);
            let upper = (!georgian).then(|| c.to_uppercase());
            upper.into_iter().flatten().chain(georgian.then_some(c))
        })
        .collect()
}
