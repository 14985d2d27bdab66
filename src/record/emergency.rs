//! The emergency passport: made from a card, and written in few bytes.
//!
//! A passport is written into columns: a pack of many people keeps alike with alike, a row of a table has one column. Words
//! (names, titles, patterns of numbers) go through [`Pen::word`], so that the keeper can hold each of them once.

use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

use super::bytes::{CodecError, Reader, Writer};
use super::card::{Card, Fact};
use super::shape;
use crate::domain::allergy::{Allergy, Severity, Status};
use crate::domain::dates::PartialDate;
use crate::domain::emergency::{EmergencyPassport, MADE_FROM_BYTES};
use crate::domain::ids::PatientId;
use crate::domain::person::{Contact, KnownNumber, Name, Sex};
use crate::domain::problem::{Alert, CurrentMedicine, Pregnancy, Problem};

/// Longest row, with its words written out. A card with more is cut down to its lists without notes, and says so.
pub const MAX_ROW: usize = 8 * 1024;
/// Entries of one list.
const MAX_LIST: usize = 64;
/// Words that one text is taken apart into.
const MAX_WORDS: usize = 12;
/// Digits that one number holds.
const MAX_DIGITS: usize = 18;
/// Fewer digits than this stay in their words.
const FEW_DIGITS: usize = 4;
/// Form of the row.
const FORM: u8 = 1;

/// What stands in the row beside another of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Names,
    Flags,
    Facts,
    Digits,
}

pub const COLUMNS: usize = 4;

impl Column {
    fn place(self, columns: usize) -> usize {
        (self as usize).min(columns.saturating_sub(1))
    }
}

/// Where a passport is written.
pub trait Pen {
    fn column(&mut self, column: Column) -> &mut Writer;
    fn word(&mut self, column: Column, word: &str);
}

/// Where a passport is read from.
pub trait Eye {
    fn column(&mut self, column: Column) -> &mut dyn Bytes;
    fn word(&mut self, column: Column) -> Result<String, CodecError>;
}

/// The little that reading a row asks of its bytes.
pub trait Bytes {
    fn u8(&mut self) -> Result<u8, CodecError>;
    fn varint(&mut self) -> Result<u64, CodecError>;
    fn take(&mut self, length: usize) -> Result<&[u8], CodecError>;
}

impl Bytes for Reader<'_> {
    fn u8(&mut self) -> Result<u8, CodecError> {
        Reader::u8(self)
    }

    fn varint(&mut self) -> Result<u64, CodecError> {
        Reader::varint(self)
    }

    fn take(&mut self, length: usize) -> Result<&[u8], CodecError> {
        Reader::take(self, length)
    }
}

/// A pen for `columns` columns whose words are numbered by `number`.
pub struct Numbered<'a> {
    pub columns: &'a mut [Writer],
    pub number: &'a mut dyn FnMut(&str) -> u64,
}

impl Pen for Numbered<'_> {
    fn column(&mut self, column: Column) -> &mut Writer {
        let place = column.place(self.columns.len());
        &mut self.columns[place]
    }

    fn word(&mut self, column: Column, word: &str) {
        let number = (self.number)(word);
        self.column(column).varint(number);
    }
}

/// An eye for rows of [`Numbered`].
pub struct Looked<'a, 'b> {
    pub columns: &'a mut [Reader<'b>],
    pub find: &'a mut dyn FnMut(u64) -> Option<String>,
}

impl Eye for Looked<'_, '_> {
    fn column(&mut self, column: Column) -> &mut dyn Bytes {
        let place = column.place(self.columns.len());
        &mut self.columns[place]
    }

    fn word(&mut self, column: Column) -> Result<String, CodecError> {
        let number = self.column(column).varint()?;
        (self.find)(number).ok_or(CodecError::Value("word"))
    }
}

/// One column with the words written out: the same passport gives the same bytes everywhere.
struct Plain(Writer);

impl Pen for Plain {
    fn column(&mut self, _column: Column) -> &mut Writer {
        &mut self.0
    }

    fn word(&mut self, _column: Column, word: &str) {
        self.0.bytes(word.as_bytes());
    }
}

/// What two passports are compared by, card and origin included.
pub fn canonical(passport: &EmergencyPassport) -> Vec<u8> {
    let mut pen = Plain(Writer::default());
    pen.0.raw(&passport.card.0);
    pen.0.raw(&passport.made_from);
    write(passport, &mut pen);
    pen.0.0
}

/// Everything but card and origin.
pub fn write(passport: &EmergencyPassport, pen: &mut dyn Pen) {
    use Column::{Facts, Flags, Names};
    pen.column(Flags).u8(FORM);
    let flags = u8::from(passport.incomplete)
        | u8::from(passport.no_known_allergies) << 1
        | u8::from(passport.deceased.is_some()) << 2
        | (match passport.sex {
            Sex::Unknown => 0,
            Sex::Female => 1,
            Sex::Male => 2,
        }) << 3;
    pen.column(Flags).u8(flags);
    date(pen, passport.born);
    if let Some(died) = passport.deceased {
        date(pen, died);
    }
    for part in [
        &passport.name.family,
        &passport.name.given,
        &passport.name.patronymic,
    ] {
        text(pen, Names, part, true);
    }
    list(pen, &passport.numbers, |pen, number| {
        text(pen, Facts, &number.kind, false);
        text(pen, Facts, &number.value, false);
    });
    text(pen, Facts, &passport.place, false);
    list(pen, &passport.allergies, |pen, allergy| {
        pen.column(Flags).u8(match allergy.severity {
            Severity::Unknown => 0,
            Severity::Mild => 1,
            Severity::Moderate => 2,
            Severity::Severe => 3,
        });
        status(pen, allergy.status);
        text(pen, Facts, &allergy.substance, false);
        text(
            pen,
            Facts,
            allergy.code.as_deref().unwrap_or_default(),
            false,
        );
        list(pen, &allergy.reactions, |pen, reaction| {
            text(pen, Facts, reaction, false);
        });
        date(pen, allergy.onset);
        text(pen, Facts, &allergy.note, false);
    });
    list(pen, &passport.blood, |pen, blood| {
        text(pen, Facts, blood, false);
    });
    list(pen, &passport.problems, |pen, problem| {
        status(pen, problem.status);
        text(
            pen,
            Facts,
            problem.code.as_deref().unwrap_or_default(),
            false,
        );
        text(pen, Facts, &problem.title, false);
        date(pen, problem.onset);
        text(pen, Facts, &problem.note, false);
    });
    list(pen, &passport.medicines, |pen, medicine| {
        status(pen, medicine.status);
        text(
            pen,
            Facts,
            medicine.medicine.as_deref().unwrap_or_default(),
            false,
        );
        text(pen, Facts, &medicine.name, false);
        text(pen, Facts, &medicine.dose, false);
        text(pen, Facts, &medicine.route, false);
        text(pen, Facts, &medicine.frequency, false);
        date(pen, medicine.since);
        date(pen, medicine.until);
    });
    list(pen, &passport.pregnancy, |pen, stated| {
        text(pen, Facts, &stated.value, false);
        date(pen, stated.lmp);
    });
    list(pen, &passport.alerts, |pen, alert| {
        text(pen, Facts, alert, false);
    });
    list(pen, &passport.contacts, |pen, contact| {
        text(pen, Facts, &contact.name, true);
        text(pen, Facts, &contact.relation, false);
        text(pen, Facts, &contact.phone, false);
    });
}

/// How much of a passport is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    /// Names, dates, sex, numbers, place: a line of a list.
    Who,
    Everything,
}

/// Reads [`write`] back; of a single column, also only its beginning.
pub fn read(
    card: PatientId,
    made_from: [u8; MADE_FROM_BYTES],
    part: Whole,
    eye: &mut dyn Eye,
) -> Result<EmergencyPassport, CodecError> {
    use Column::{Facts, Flags, Names};
    if eye.column(Flags).u8()? != FORM {
        return Err(CodecError::Value("form"));
    }
    let flags = eye.column(Flags).u8()?;
    let born = read_date(eye)?;
    let deceased = match flags & 4 {
        0 => None,
        _ => Some(read_date(eye)?),
    };
    let mut passport = EmergencyPassport {
        card,
        made_from,
        incomplete: flags & 1 != 0,
        no_known_allergies: flags & 2 != 0,
        sex: match flags >> 3 {
            0 => Sex::Unknown,
            1 => Sex::Female,
            2 => Sex::Male,
            _ => return Err(CodecError::Value("flags")),
        },
        born,
        deceased,
        name: Name {
            family: read_text(eye, Names)?,
            given: read_text(eye, Names)?,
            patronymic: read_text(eye, Names)?,
        },
        numbers: read_list(eye, |eye| {
            Ok(KnownNumber {
                kind: read_text(eye, Facts)?,
                value: read_text(eye, Facts)?,
            })
        })?,
        place: read_text(eye, Facts)?,
        ..EmergencyPassport::default()
    };
    if part == Whole::Who {
        return Ok(passport);
    }
    passport.allergies = read_list(eye, |eye| {
        Ok(Allergy {
            severity: match eye.column(Flags).u8()? {
                0 => Severity::Unknown,
                1 => Severity::Mild,
                2 => Severity::Moderate,
                3 => Severity::Severe,
                _ => return Err(CodecError::Value("severity")),
            },
            status: read_status(eye)?,
            substance: read_text(eye, Facts)?,
            code: some(read_text(eye, Facts)?),
            reactions: read_list(eye, |eye| read_text(eye, Facts))?,
            onset: read_date(eye)?,
            note: read_text(eye, Facts)?,
        })
    })?;
    passport.blood = read_list(eye, |eye| read_text(eye, Facts))?;
    passport.problems = read_list(eye, |eye| {
        Ok(Problem {
            status: read_status(eye)?,
            code: some(read_text(eye, Facts)?),
            title: read_text(eye, Facts)?,
            onset: read_date(eye)?,
            note: read_text(eye, Facts)?,
        })
    })?;
    passport.medicines = read_list(eye, |eye| {
        Ok(CurrentMedicine {
            status: read_status(eye)?,
            medicine: some(read_text(eye, Facts)?),
            name: read_text(eye, Facts)?,
            dose: read_text(eye, Facts)?,
            route: read_text(eye, Facts)?,
            frequency: read_text(eye, Facts)?,
            since: read_date(eye)?,
            until: read_date(eye)?,
        })
    })?;
    passport.pregnancy = read_list(eye, |eye| {
        Ok(Pregnancy {
            value: read_text(eye, Facts)?,
            lmp: read_date(eye)?,
        })
    })?;
    passport.alerts = read_list(eye, |eye| read_text(eye, Facts))?;
    passport.contacts = read_list(eye, |eye| {
        Ok(Contact {
            name: read_text(eye, Facts)?,
            relation: read_text(eye, Facts)?,
            phone: read_text(eye, Facts)?,
            // What no longer answers is not in a passport.
            ..Contact::default()
        })
    })?;
    Ok(passport)
}

/// Makes the passport of a card. `place` is the name of the point that holds it.
pub fn of_card(card: &Card, place: &str) -> EmergencyPassport {
    let mut incomplete = card.has_orphans();
    let mut shown = std::collections::BTreeMap::new();
    let mut passport = EmergencyPassport {
        card: card.id(),
        place: place.to_owned(),
        ..EmergencyPassport::default()
    };
    for key in card.keys() {
        let facts = card.facts(&key);
        incomplete |= facts.iter().any(|fact| fact.newer || fact.unreadable);
        if let Some(first) = card.fact(&key).filter(|fact| !fact.unreadable) {
            shown.insert(key.clone(), first.value);
        }
        let kind = key.split('/').next().unwrap_or_default();
        match kind {
            "al" => stand(&facts, |a: &Allergy| a.status, &mut passport.allergies),
            "pr" => stand(&facts, |p: &Problem| p.status, &mut passport.problems),
            "med" => stand(
                &facts,
                |m: &CurrentMedicine| m.status,
                &mut passport.medicines,
            ),
            "alert" => {
                let mut alerts: Vec<Alert> = Vec::new();
                stand(&facts, |a: &Alert| a.status, &mut alerts);
                passport
                    .alerts
                    .extend(alerts.into_iter().map(|alert| alert.text));
            }
            "preg" => passport.pregnancy = all(&facts),
            "blood" => {
                let said = facts.iter().filter_map(|fact| fact.value.get("value"));
                passport.blood = said
                    .filter_map(|value| value.as_str().map(ToOwned::to_owned))
                    .collect();
            }
            "alst" => {
                // Withdrawn here and stated there is no statement.
                passport.no_known_allergies = !facts.is_empty()
                    && facts.iter().all(|fact| {
                        fact.value.get("none_known").and_then(Json::as_bool) == Some(true)
                    });
            }
            _ => {}
        }
    }
    let person = shape::person(&shown);
    passport.name = person.name;
    passport.sex = person.sex;
    passport.born = person.born;
    passport.deceased = person.deceased;
    passport.numbers = person.identifiers;
    passport.contacts = person.contacts;
    passport
        .made_from
        .copy_from_slice(&state(card)[..MADE_FROM_BYTES]);
    passport.incomplete = incomplete;
    within(passport)
}

/// SHA-256 over what the card's state is made of: equal for equal changes in any order.
fn state(card: &Card) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for head in card.heads() {
        hasher.update(head.0);
    }
    hasher.finalize().into()
}

/// What is too long for a row loses its notes, then the ends of its lists, never an allergy before anything else.
fn within(mut passport: EmergencyPassport) -> EmergencyPassport {
    if fits(&passport) {
        return passport;
    }
    passport.incomplete = true;
    passport.problems.iter_mut().for_each(|p| p.note.clear());
    passport.allergies.iter_mut().for_each(|a| a.note.clear());
    let lists: [fn(&mut EmergencyPassport, usize); 8] = [
        |p, n| p.contacts.truncate(n),
        |p, n| p.problems.truncate(n),
        |p, n| p.alerts.truncate(n),
        |p, n| p.numbers.truncate(n),
        |p, n| p.pregnancy.truncate(n),
        |p, n| p.medicines.truncate(n),
        |p, n| p.blood.truncate(n),
        |p, n| p.allergies.truncate(n),
    ];
    for most in [MAX_LIST, 16, 4, 0] {
        for shorten in lists {
            if fits(&passport) {
                return passport;
            }
            shorten(&mut passport, most);
        }
    }
    if !fits(&passport) {
        // Nobody has a name of kilobytes: a card that was made to do harm.
        passport.name = Name::default();
        passport.place.clear();
    }
    passport
}

fn fits(passport: &EmergencyPassport) -> bool {
    let long = |length: usize| length > MAX_LIST;
    !(long(passport.allergies.len())
        || long(passport.problems.len())
        || long(passport.medicines.len())
        || long(passport.alerts.len())
        || long(passport.contacts.len())
        || long(passport.numbers.len())
        || long(passport.blood.len())
        || long(passport.pregnancy.len())
        || passport.allergies.iter().any(|a| long(a.reactions.len())))
        && canonical(passport).len() <= MAX_ROW
}

/// What stands: active, or one of several values that nobody has settled.
fn stand<T: DeserializeOwned>(facts: &[Fact], status: fn(&T) -> Status, out: &mut Vec<T>) {
    let disputed = facts.len() > 1;
    out.extend(
        all(facts)
            .into_iter()
            .filter(|value| disputed || status(value) == Status::Active),
    );
}

fn all<T: DeserializeOwned>(facts: &[Fact]) -> Vec<T> {
    let readable = facts.iter().filter(|fact| !fact.unreadable);
    readable
        .filter_map(|fact| shape::typed(&fact.value))
        .collect()
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn status(pen: &mut dyn Pen, status: Status) {
    pen.column(Column::Flags).u8(match status {
        Status::Active => 0,
        Status::Resolved => 1,
        Status::EnteredInError => 2,
    });
}

fn read_status(eye: &mut dyn Eye) -> Result<Status, CodecError> {
    match eye.column(Column::Flags).u8()? {
        0 => Ok(Status::Active),
        1 => Ok(Status::Resolved),
        2 => Ok(Status::EnteredInError),
        _ => Err(CodecError::Value("status")),
    }
}

/// 0: unknown. Otherwise year, month, day in one number; month or day 0 where it is not known.
fn date(pen: &mut dyn Pen, date: PartialDate) {
    let number = date.year().map_or(0, |year| {
        let month = date.month().unwrap_or(0);
        let day = date.day().map_or(0, |day| chrono::Datelike::day(&day));
        (u64::from(year.unsigned_abs()) * 13 + u64::from(month)) * 32 + u64::from(day)
    });
    pen.column(Column::Flags).varint(number);
}

fn read_date(eye: &mut dyn Eye) -> Result<PartialDate, CodecError> {
    let number = eye.column(Column::Flags).varint()?;
    let wrong = CodecError::Value("date");
    let (rest, day) = (number / 32, (number % 32) as u32);
    let (year, month) = (rest / 13, (rest % 13) as u32);
    let year = i32::try_from(year).map_err(|_range| wrong)?;
    match (number, month, day) {
        (0, ..) => Some(PartialDate::UNKNOWN),
        (_, 0, 0) => PartialDate::from_year(year),
        (_, _, 0) => PartialDate::from_month(year, month),
        _ => PartialDate::from_ymd(year, month, day),
    }
    .ok_or(wrong)
}

fn list<T>(pen: &mut dyn Pen, items: &[T], mut each: impl FnMut(&mut dyn Pen, &T)) {
    pen.column(Column::Flags).u8(items.len() as u8);
    for item in items {
        each(pen, item);
    }
}

fn read_list<T>(
    eye: &mut dyn Eye,
    mut each: impl FnMut(&mut dyn Eye) -> Result<T, CodecError>,
) -> Result<Vec<T>, CodecError> {
    let count = usize::from(eye.column(Column::Flags).u8()?);
    if count > MAX_LIST {
        return Err(CodecError::Limit("list"));
    }
    (0..count).map(|_| each(eye)).collect()
}

/// Head 0: empty. 1: digits apart from their pattern. From 2: so many words less one, with single spaces between.
const EMPTY: u8 = 0;
const DIGITS: u8 = 1;

fn text(pen: &mut dyn Pen, column: Column, text: &str, is_name: bool) {
    if text.is_empty() {
        return pen.column(column).u8(EMPTY);
    }
    if let Some((pattern, digits)) = apart(text) {
        pen.column(column).u8(DIGITS);
        pen.word(column, &pattern);
        let length = bytes_of(pattern.bytes().filter(|b| *b == b'0').count());
        return pen
            .column(Column::Digits)
            .raw(&digits.to_be_bytes()[8 - length..]);
    }
    let words: Vec<&str> = text.split(' ').collect();
    if is_name && words.len() <= MAX_WORDS {
        pen.column(column).u8(words.len() as u8 + 1);
        words.iter().for_each(|word| pen.word(column, word));
    } else {
        pen.column(column).u8(2);
        pen.word(column, text);
    }
}

fn read_text(eye: &mut dyn Eye, column: Column) -> Result<String, CodecError> {
    match eye.column(column).u8()? {
        EMPTY => Ok(String::new()),
        DIGITS => {
            let pattern = eye.word(column)?;
            let count = pattern.bytes().filter(|b| *b == b'0').count();
            if count > MAX_DIGITS {
                return Err(CodecError::Limit("digits"));
            }
            let mut number = 0_u64;
            for byte in eye.column(Column::Digits).take(bytes_of(count))? {
                number = number << 8 | u64::from(*byte);
            }
            let digits = format!("{number:0count$}");
            if digits.len() > count {
                return Err(CodecError::Value("digits"));
            }
            let mut digits = digits.chars();
            let filled = pattern.chars().map(|c| {
                if c == '0' {
                    digits.next().unwrap_or(c)
                } else {
                    c
                }
            });
            Ok(filled.collect())
        }
        words => {
            let count = usize::from(words) - 1;
            if count > MAX_WORDS {
                return Err(CodecError::Limit("words"));
            }
            let mut text = eye.word(column)?;
            for _ in 1..count {
                text.push(' ');
                text.push_str(&eye.word(column)?);
            }
            Ok(text)
        }
    }
}

/// A text with several digits as its pattern, a zero for each digit, and the number that they make.
fn apart(text: &str) -> Option<(String, u64)> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if !(FEW_DIGITS..=MAX_DIGITS).contains(&digits.len()) {
        return None;
    }
    let zero = |c: char| if c.is_ascii_digit() { '0' } else { c };
    Some((text.chars().map(zero).collect(), digits.parse().ok()?))
}

/// Bytes that the largest number of so many digits takes.
fn bytes_of(digits: usize) -> usize {
    let most = 10_u64.saturating_pow(digits as u32).saturating_sub(1);
    (64 - most.leading_zeros() as usize).div_ceil(8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{DeviceId, DocId, UserId};
    use crate::record::Actor;
    use ed25519_dalek::SigningKey;
    use serde_json::json;

    fn written(actor: u8, edits: &[(&str, Json)]) -> (Card, Vec<u8>) {
        let mut card = Card::new(DocId([7; 16]), Actor([actor; 16]));
        for (key, value) in edits {
            let value = value.as_object().unwrap();
            card.put(key, value, UserId([1; 16]), 5).unwrap();
        }
        let made = card.commit(0, DeviceId([1; 16]), &SigningKey::from_bytes(&[1; 32]));
        (card, made.unwrap().bytes)
    }

    fn rich() -> EmergencyPassport {
        of_card(
            &written(
                1,
                &[
                    ("name.sur", json!({"value": "Үлгібаева  Сынақ"})),
                    ("name.giv", json!({"value": "Айна"})),
                    ("born", json!({"value": "1902-07"})),
                    ("sex", json!({"value": "female"})),
                    ("dead", json!({"value": "unknown"})),
                    ("id/kz-iin", json!({"value": "000101499599"})),
                    ("id/passport", json!({"value": "N00112233"})),
                    ("al/1", json!({"substance": "Пенициллин", "severity": "severe", "reactions": ["анафилаксия"], "note": "после 1 таблетки 0,25"})),
                    ("al/2", json!({"substance": "Мёд", "status": "entered-in-error"})),
                    ("pr/1", json!({"code": "J45.9", "title": "Бронх демікпесі", "onset": "1950"})),
                    ("pr/2", json!({"title": "healed", "status": "resolved"})),
                    ("med/1", json!({"name": "Варфарин", "dose": "2.5 mg", "since": "2026-01-05"})),
                    ("blood", json!({"value": "A(II) Rh−"})),
                    ("preg", json!({"value": "yes", "lmp": "2026-05-01"})),
                    ("alert/1", json!({"text": "Имплантированный кардиостимулятор"})),
                    ("ct/1", json!({"name": "Сынақов Үлгі", "relation": "spouse", "phone": "+0 (700) 000-00-07"})),
                ],
            )
            .0,
            "Үлгі медициналық пункті",
        )
    }

    fn again(passport: &EmergencyPassport, columns: usize) -> EmergencyPassport {
        let mut words: Vec<String> = Vec::new();
        let mut writers: Vec<Writer> = (0..columns).map(|_| Writer::default()).collect();
        let mut number = |word: &str| {
            let at = words.iter().position(|known| known == word);
            at.unwrap_or_else(|| {
                words.push(word.to_owned());
                words.len() - 1
            }) as u64
        };
        write(
            passport,
            &mut Numbered {
                columns: &mut writers,
                number: &mut number,
            },
        );
        let mut readers: Vec<Reader<'_>> = writers.iter().map(|w| Reader::new(&w.0)).collect();
        let mut eye = Looked {
            columns: &mut readers,
            find: &mut |n| words.get(n as usize).cloned(),
        };
        let back = read(
            passport.card,
            passport.made_from,
            Whole::Everything,
            &mut eye,
        )
        .unwrap();
        assert!(readers.iter().all(|reader| reader.end().is_ok()));
        back
    }

    #[test]
    fn a_passport_holds_what_stands_in_the_card_and_reads_back() {
        let passport = rich();
        assert_eq!(passport.name.family, "Үлгібаева  Сынақ");
        assert_eq!(passport.allergies.len(), 1);
        assert_eq!(passport.problems.len(), 1);
        assert_eq!(passport.born.to_string(), "1902-07");
        assert!(passport.deceased.is_some() && !passport.incomplete);
        assert_eq!(passport.contacts[0].phone, "+0 (700) 000-00-07");
        for columns in [1, COLUMNS] {
            assert_eq!(again(&passport, columns), passport);
        }
    }

    #[test]
    fn what_was_written_apart_stands_side_by_side() {
        let (base, first) = written(1, &[("blood", json!({"value": "0(I) Rh+"}))]);
        let mut changes = vec![first];
        for (actor, blood, status) in [(2, "A(II) Rh+", "active"), (3, "B(III) Rh+", "resolved")] {
            let (mut card, _) = Card::load(
                base.id(),
                Actor([actor; 16]),
                changes.iter().take(1).map(Vec::as_slice),
            );
            let value = json!({"value": blood});
            card.put("blood", value.as_object().unwrap(), UserId([1; 16]), 6)
                .unwrap();
            let value = json!({"substance": "Йод", "status": status});
            card.put("al/1", value.as_object().unwrap(), UserId([1; 16]), 6)
                .unwrap();
            let made = card.commit(0, DeviceId([1; 16]), &SigningKey::from_bytes(&[1; 32]));
            changes.push(made.unwrap().bytes);
        }
        let (card, refused) =
            Card::load(base.id(), Actor([9; 16]), changes.iter().map(Vec::as_slice));
        assert!(refused.is_empty());
        let passport = of_card(&card, "");
        assert_eq!(passport.blood.len(), 2);
        assert_eq!(passport.allergies.len(), 2, "an unsettled allergy stands");
        changes.reverse();
        let (same, _) = Card::load(base.id(), Actor([8; 16]), changes.iter().map(Vec::as_slice));
        assert_eq!(of_card(&same, ""), passport);
    }

    #[test]
    fn a_card_that_is_too_long_says_that_it_is_not_whole_and_keeps_its_allergies() {
        let mut long = rich();
        long.problems = (0..500)
            .map(|n| Problem {
                title: format!("problem number {n} of many"),
                ..Problem::default()
            })
            .collect();
        long.alerts = vec!["x".repeat(9_000)];
        let kept = within(long);
        assert!(kept.incomplete && kept.allergies.len() == 1);
        assert!(canonical(&kept).len() <= MAX_ROW);
        assert_eq!(again(&kept, 1), kept);
    }

    #[test]
    fn numbers_keep_every_sign() {
        let odd = [
            "0000",
            "+7 701 123 45 67",
            "12/34 ٣ 5678",
            "000101499599",
            "9".repeat(18).as_str(),
            "1".repeat(19).as_str(),
            "a  b",
            " 1",
        ]
        .map(ToOwned::to_owned);
        for value in odd {
            let passport = EmergencyPassport {
                numbers: vec![KnownNumber {
                    kind: "temporary".to_owned(),
                    value: value.clone(),
                }],
                name: Name {
                    family: value,
                    ..Name::default()
                },
                ..EmergencyPassport::default()
            };
            assert_eq!(again(&passport, COLUMNS), passport);
        }
    }
}
