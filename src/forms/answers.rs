//! Answers as values and as the one line of text per answer that the record stores.
//!
//! The text is canonical: equal answers have equal text. What this program cannot read (a newer
//! kind of answer) stays as it came, see [`Answer::Other`].

use std::cmp::Ordering;
use std::collections::BTreeMap;

use chrono::{NaiveDateTime, NaiveTime, Timelike as _};

use crate::domain::dates::PartialDate;
use crate::domain::number::Decimal;

/// Link id → answers. Link ids that the form does not know are kept.
pub type Answers = BTreeMap<String, Vec<Answer>>;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    Text(String),
    Number(Decimal),
    Quantity(Quantity),
    Date(PartialDate),
    /// Day and time by the clock of the place of care.
    DateTime(NaiveDateTime),
    /// A time of day.
    Time(NaiveTime),
    Bool(bool),
    Choice(Coding),
    /// A stored text that this version cannot read; written back unchanged.
    Other(String),
}

/// A number with its UCUM unit code ("mm[Hg]").
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quantity {
    pub value: Decimal,
    pub unit: String,
}

/// A code of a code system and the words with which it was chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Coding {
    pub system: String,
    pub code: String,
    pub display: String,
}

impl Answer {
    /// One line: a letter for the kind, a colon, the value. Line ends inside are escaped.
    pub fn encode(&self) -> String {
        match self {
            Self::Text(text) => format!("t:{}", escape(text)),
            Self::Number(number) => format!("n:{number}"),
            Self::Quantity(q) => format!("q:{}|{}", q.value, escape(&q.unit)),
            Self::Date(date) => format!("d:{date}"),
            Self::DateTime(at) => format!("m:{}T{}", at.date(), clock(at.time())),
            Self::Time(time) => format!("h:{}", clock(*time)),
            Self::Bool(answer) => format!("b:{answer}"),
            Self::Choice(c) => format!(
                "c:{}|{}|{}",
                escape(&c.system),
                escape(&c.code),
                escape(&c.display)
            ),
            Self::Other(raw) => raw.clone(),
        }
    }

    /// Never fails: what is not understood, or not canonical, becomes [`Answer::Other`].
    pub fn decode(line: &str) -> Self {
        let other = || Self::Other(line.to_owned());
        let Some((kind, value)) = line.split_once(':') else {
            return other();
        };
        let read = match kind {
            "t" => unescape(value).map(Self::Text),
            "n" => Decimal::parse(value).ok().map(Self::Number),
            "q" => split(value).and_then(|parts| match <[String; 2]>::try_from(parts) {
                Ok([number, unit]) => Some(Self::Quantity(Quantity {
                    value: Decimal::parse(&number).ok()?,
                    unit,
                })),
                Err(_) => None,
            }),
            "d" => value.parse().ok().map(Self::Date),
            "m" => moment(value).map(Self::DateTime),
            "h" => time(value).map(Self::Time),
            "b" => value.parse().ok().map(Self::Bool),
            "c" => split(value).and_then(|parts| match <[String; 3]>::try_from(parts) {
                Ok([system, code, display]) => Some(Self::Choice(Coding {
                    system,
                    code,
                    display,
                })),
                Err(_) => None,
            }),
            _ => None,
        };
        read.filter(|answer| answer.encode() == line)
            .unwrap_or_else(other)
    }

    /// The same answer to a condition: codings by system and code, whatever their words.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Choice(a), Self::Choice(b)) => a.code == b.code && a.system == b.system,
            (a, b) => a == b,
        }
    }

    /// Order where both have one: numbers, quantities of one unit, and dates that cannot overlap.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => Some(a.cmp(b)),
            (Self::Quantity(a), Self::Quantity(b)) if a.unit == b.unit => {
                Some(a.value.cmp(&b.value))
            }
            (Self::Date(a), Self::Date(b)) if a == b && a.is_known() => Some(Ordering::Equal),
            (Self::Date(a), Self::Date(b)) => {
                let (a, b) = (a.earliest().zip(a.latest())?, b.earliest().zip(b.latest())?);
                if a.1 < b.0 {
                    Some(Ordering::Less)
                } else if a.0 > b.1 {
                    Some(Ordering::Greater)
                } else {
                    None
                }
            }
            (Self::DateTime(a), Self::DateTime(b)) => Some(a.cmp(b)),
            (Self::DateTime(a), Self::Date(_)) => Self::Date(PartialDate::from_day(a.date()))
                .compare(other)
                .filter(|o| o.is_ne()),
            (Self::Date(_), Self::DateTime(_)) => other.compare(self).map(Ordering::reverse),
            (Self::Time(a), Self::Time(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }

    /// Nothing was said: empty words, an unknown date.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Date(date) => !date.is_known(),
            Self::Number(_)
            | Self::Quantity(_)
            | Self::DateTime(_)
            | Self::Time(_)
            | Self::Bool(_)
            | Self::Choice(_)
            | Self::Other(_) => false,
        }
    }
}

/// All answers of one item as the record keeps them: one line each.
pub fn encode_all(answers: &[Answer]) -> String {
    answers
        .iter()
        .map(Answer::encode)
        .collect::<Vec<_>>()
        .join("\n")
}

/// The reverse of [`encode_all`]; an empty text is no answer.
pub fn decode_all(text: &str) -> Vec<Answer> {
    if text.is_empty() {
        Vec::new()
    } else {
        text.split('\n').map(Answer::decode).collect()
    }
}

/// Hours and minutes, and seconds where there are some.
pub fn clock(time: NaiveTime) -> String {
    let shape = if time.second() == 0 {
        "%H:%M"
    } else {
        "%H:%M:%S"
    };
    time.format(shape).to_string()
}

/// "10:30" or "10:30:15".
pub fn time(text: &str) -> Option<NaiveTime> {
    ["%H:%M", "%H:%M:%S"]
        .into_iter()
        .find_map(|shape| NaiveTime::parse_from_str(text, shape).ok())
        .filter(|time| time.nanosecond() < 1_000_000_000)
}

fn moment(text: &str) -> Option<NaiveDateTime> {
    let (day, at) = text.split_once('T')?;
    Some(day.parse::<PartialDate>().ok()?.day()?.and_time(time(at)?))
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '|' => out.push_str("\\p"),
            c => out.push(c),
        }
    }
    out
}

fn unescape(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(c) = letters.next() {
        out.push(match c {
            '\\' => match letters.next()? {
                '\\' => '\\',
                'n' => '\n',
                'r' => '\r',
                'p' => '|',
                _ => return None,
            },
            c => c,
        });
    }
    Some(out)
}

/// Parts between bars, unescaped.
fn split(text: &str) -> Option<Vec<String>> {
    text.split('|').map(unescape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_lines() {
        let quantity = Answer::Quantity(Quantity {
            value: Decimal::parse("8.4").unwrap(),
            unit: "kg".into(),
        });
        let choice = Answer::Choice(Coding {
            system: "s".into(),
            code: "a|b".into(),
            display: "A\nB".into(),
        });
        for (answer, line) in [
            (Answer::Text("боль\nв горле".into()), "t:боль\\nв горле"),
            (quantity, "q:8.4|kg"),
            (Answer::Date("1985-07".parse().unwrap()), "d:1985-07"),
            (
                Answer::DateTime("2026-07-14T10:30:00".parse().unwrap()),
                "m:2026-07-14T10:30",
            ),
            (Answer::Time("23:59:07".parse().unwrap()), "h:23:59:07"),
            (Answer::Bool(true), "b:true"),
            (choice, "c:s|a\\pb|A\\nB"),
        ] {
            assert_eq!(answer.encode(), line);
            assert_eq!(Answer::decode(line), answer);
        }
        for foreign in [
            "n:8.40",
            "x:later kind",
            "no kind",
            "",
            "q:8.4",
            "t:\\q",
            "c:a|b",
            "m:2026-07-14",
            "m:2026-07-14T10:30:00",
            "m:2026-07-14T10:30+05:00",
            "h:9:05",
            "h:24:00",
        ] {
            assert_eq!(Answer::decode(foreign), Answer::Other(foreign.to_owned()));
            assert_eq!(Answer::decode(foreign).encode(), foreign);
        }
    }

    #[test]
    fn dates_that_may_overlap_have_no_order() {
        let date = |text: &str| Answer::Date(text.parse().unwrap());
        assert_eq!(date("2026").compare(&date("2026-07-14")), None);
        assert_eq!(
            date("2025").compare(&date("2026-07-14")),
            Some(Ordering::Less)
        );
        assert_eq!(
            date("2026-07").compare(&date("2026-07")),
            Some(Ordering::Equal)
        );
        assert_eq!(date("2026").compare(&Answer::Bool(true)), None);
        let at = Answer::decode("m:2026-07-14T10:30");
        assert_eq!(
            at.compare(&date("2026-07-14")),
            None,
            "some time of that day"
        );
        assert_eq!(at.compare(&date("2026-07-15")), Some(Ordering::Less));
        assert_eq!(date("2026-07-15").compare(&at), Some(Ordering::Greater));
        let later = Answer::decode("m:2026-07-14T10:31");
        assert_eq!(at.compare(&later), Some(Ordering::Less));
        let (nine, ten) = (Answer::decode("h:09:00"), Answer::decode("h:10:00"));
        assert_eq!(ten.compare(&nine), Some(Ordering::Greater));
    }
}
