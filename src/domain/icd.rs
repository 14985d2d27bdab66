//! Codes of ICD-10 as people write them, and the one way in which the program compares them. Records hold what was written.

/// Cyrillic letters that look like a Latin one, each before it.
const LOOK_ALIKE: [(char, char); 13] = [
    ('А', 'A'),
    ('В', 'B'),
    ('С', 'C'),
    ('Е', 'E'),
    ('Н', 'H'),
    ('І', 'I'),
    ('К', 'K'),
    ('М', 'M'),
    ('О', 'O'),
    ('Р', 'P'),
    ('Т', 'T'),
    ('Х', 'X'),
    ('У', 'Y'),
];

/// The capital Latin letter that was meant; `None` for what looks like none.
pub fn latin(written: char) -> Option<char> {
    let capital = written.to_uppercase().next()?;
    if capital.is_ascii_uppercase() {
        return Some(capital);
    }
    LOOK_ALIKE
        .iter()
        .find(|(cyrillic, _)| *cyrillic == capital)
        .map(|(_, latin)| *latin)
}

/// In capital Latin letters, without blanks: "е 11,9" is `E11.9`. A point is neither added nor taken away; what is no code stays
/// recognisable and means none.
pub fn read(written: &str) -> String {
    written
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            ',' => '.',
            _ => latin(c).unwrap_or(c),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_was_meant() {
        for (written, meant) in [
            ("E11.9", "E11.9"),
            ("Е11.9", "E11.9"),
            ("е11.9", "E11.9"),
            (" e 11,9 ", "E11.9"),
            ("Е119", "E119"),
            ("К25.4", "K25.4"),
            ("в24", "B24"),
            ("S02.00XA", "S02.00XA"),
            ("E11.", "E11."),
            ("Ж20", "Ж20"),
            ("25.4", "25.4"),
            ("", ""),
        ] {
            assert_eq!(read(written), meant, "{written}");
        }
    }
}
