//! The vaccinations of a card: the plan of a day, the entry behind each dose, and their words in one language. The card on screen
//! and on paper begin here. Pure: knows the card, not the window.

use chrono::NaiveDate;

use crate::clinical::Sex as AskedSex;
use crate::clinical::immunise::{
    Because, Book, Child, Recorded, Row, Said, Speech, Status, after, declined, plan,
};
use crate::clinical::title_text;
use crate::domain::card::{self, CardView, Event};
use crate::domain::country::Country;
use crate::domain::immunisation::Immunisation;
use crate::domain::lang::Lang;
use crate::domain::person::Sex;
use crate::i18n::{self, dates};

/// The plan of a card on one day.
pub struct Planned {
    pub rows: Vec<Row>,
    pub is_child: bool,
    /// No vaccination stands in the record: not the same as none given.
    pub nothing_recorded: bool,
}

/// `None` where the day of birth is not known, or lies ahead.
pub fn planned(card: &CardView, country: Country, today: NaiveDate) -> Option<Planned> {
    let book = Book::builtin();
    let birth = card.person.born.day().filter(|born| *born <= today)?;
    let recorded = Recorded::of(book, card);
    let child = Child {
        birth,
        sex: asked_sex(card.person.sex),
        today,
        given: &recorded.given,
        facts: recorded.facts(),
    };
    let until = book.rules.childhood_until.span;
    let is_child = today < after(birth, until);
    let mut rows = plan(book, book.calendar(country)?, &child);
    // Of a grown-up's childhood only what was given is of use.
    rows.retain(|row| is_child || row.status != Status::TooOld);
    Some(Planned {
        rows,
        is_child,
        nothing_recorded: recorded.given.is_empty(),
    })
}

pub fn asked_sex(sex: Sex) -> Option<AskedSex> {
    match sex {
        Sex::Female => Some(AskedSex::Female),
        Sex::Male => Some(AskedSex::Male),
        Sex::Unknown => None,
    }
}

/// Entries that were neither withdrawn nor corrected.
pub fn standing(card: &CardView) -> impl Iterator<Item = &Event<Immunisation>> {
    card::standing(&card.immunisations, None)
}

/// The refusal or exemption that stands for this row.
pub fn declined_of<'c>(
    card: &'c CardView,
    row: &Row,
    today: NaiveDate,
) -> Option<&'c Immunisation> {
    if !row.status.is_open() {
        return None;
    }
    declined(row, today, standing(card).map(|event| &event.content))
}

/// The entry behind a row that was given.
pub fn entry_of<'c>(card: &'c CardView, row: &Row) -> Option<&'c Event<Immunisation>> {
    row.given_on?;
    standing(card).find(|event| is_behind(&event.content, row))
}

/// Whether this dose is the one that a row of the plan speaks of: the same day, and something of the same in it.
pub fn is_behind(given: &Immunisation, row: &Row) -> bool {
    let book = Book::builtin();
    if !given.is_done() || row.given_on.is_none() || given.date.day() != row.given_on {
        return false;
    }
    given.vaccine == row.vaccine
        || match (book.product(&row.vaccine), book.product(&given.vaccine)) {
            (Some(a), Some(b)) => a.components.iter().any(|c| b.components.contains(c)),
            (None, _) | (_, None) => false,
        }
}

/// Name of a vaccine in one language.
pub fn vaccine_name(lang: Lang, id: &str) -> String {
    Book::builtin()
        .vaccine(id)
        .map_or_else(|| id.to_owned(), |vaccine| vaccine.name(lang).to_owned())
}

/// `АбКДС+Хиб+ВГВ+ИПВ 2`.
pub fn row_name(lang: Lang, row: &Row) -> String {
    let name = vaccine_name(lang, &row.vaccine);
    match row.dose {
        Some(dose) => format!("{name}\u{a0}{dose}"),
        None => name,
    }
}

pub fn reasons(lang: Lang, row: &Row) -> String {
    let speech = Speech {
        tr: &|key, args| i18n::tr(lang, key, args),
        count: &|key, n| i18n::tr_n(lang, key, n, &[]),
        day: &|day| dates::short(lang, day),
        vaccine: &|id| vaccine_name(lang, id),
    };
    let all: Vec<String> = row
        .because
        .iter()
        .map(|one| titled(lang, one).say(&speech))
        .collect();
    all.join(" ")
}

/// Sources are named in the language of the reader.
fn titled(lang: Lang, because: &Because) -> Because {
    let args = because.args.iter().map(|(name, said)| match said {
        Said::Text(text) => (*name, Said::Text(title_text(lang, text))),
        Said::Day(_) | Said::Span(_) | Said::Vaccine(_) => (*name, said.clone()),
    });
    Because {
        code: because.code,
        args: args.collect(),
    }
}

pub fn status_word(lang: Lang, status: Status) -> String {
    i18n::tr(lang, &format!("vaccination-status-{}", status.code()), &[])
}

/// What was seen after a dose, local first; `None` where nobody has said anything.
pub fn reaction_words(lang: Lang, given: &Immunisation) -> Option<String> {
    const NONE: &str = "none";
    let of = |list: &str, code: &str| i18n::tr(lang, &format!("vaccination-{list}-{code}"), &[]);
    let both = [
        ("local", given.reaction_local.as_str()),
        ("general", given.reaction_general.as_str()),
    ];
    let mut all: Vec<String> = both
        .iter()
        .filter(|(_, code)| !code.is_empty() && *code != NONE)
        .map(|(list, code)| of(list, code))
        .collect();
    if all.is_empty() {
        // Half an answer is said as half an answer.
        match both.map(|(_, code)| code == NONE) {
            [true, true] => all.push(of("local", NONE)),
            [true, false] => all.push(half(lang, "local")),
            [false, true] => all.push(half(lang, "general")),
            [false, false] => {}
        }
    }
    all.extend(
        Some(given.reaction.trim())
            .filter(|text| !text.is_empty())
            .map(str::to_owned),
    );
    (!all.is_empty()).then(|| all.join("; "))
}

/// “Local reaction none”.
fn half(lang: Lang, list: &str) -> String {
    let label = i18n::tr(lang, &format!("vaccination-{list}"), &[]);
    let none = i18n::tr(lang, &format!("vaccination-{list}-none"), &[]);
    format!("{label} {none}")
}
