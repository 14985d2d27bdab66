//! JSON files into the values of the record. What does not fit is refused with the place; nothing is guessed.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::Path;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use super::face::{Outcome, Trouble};
use crate::domain::allergy::Allergy;
use crate::domain::card::Draft;
use crate::domain::country::Country;
use crate::domain::dates::PartialDate;
use crate::domain::keys;
use crate::domain::number::Decimal;
use crate::domain::person::{Contact, KnownNumber, Relative};
use crate::domain::problem::{CurrentMedicine, Problem};
use crate::domain::visit::{Diagnosis, Referral};
use crate::forms::{Answer, Form, FormSet, Item, Kind, Quantity, VISIT, encode_all, time};
use crate::worker::Registration;
use crate::worker::form_paper::has_own_paper;

/// A file larger than this is no record.
const LIMIT_BYTES: u64 = 64 * 1024 * 1024;

/// Reads a file, or standard input for `-`.
pub fn text(path: &Path) -> Outcome<String> {
    let mut text = String::new();
    let read = if path == Path::new("-") {
        std::io::stdin()
            .lock()
            .take(LIMIT_BYTES)
            .read_to_string(&mut text)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(LIMIT_BYTES).read_to_string(&mut text))
    };
    read.map(|_| text.trim_start_matches('\u{feff}').to_owned())
        .map_err(|error| file_trouble(path, &error))
}

/// A file that was named and cannot be read.
pub fn file_trouble(path: &Path, error: &std::io::Error) -> Trouble {
    let path = path.display().to_string();
    if error.kind() == std::io::ErrorKind::NotFound {
        Trouble::call("input-missing", &[("path", &path)])
    } else {
        let detail = error.to_string();
        Trouble::call("input-unreadable", &[("path", &path), ("detail", &detail)])
    }
}

pub fn json<T: DeserializeOwned>(path: &Path) -> Outcome<T> {
    parse(&text(path)?).map_err(|error| Trouble::Usage(format!("{}: {error}", path.display())))
}

pub fn parse<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

/// A person to be registered. A key that nobody knows is refused: left out silently it would be lost.
pub fn registration(path: &Path) -> Outcome<Registration> {
    const KNOWN: [&str; 17] = [
        "family",
        "given",
        "patronymic",
        "sex",
        "born",
        "birth_weeks",
        "language",
        "identifiers",
        "address",
        "phone",
        "contacts",
        "relatives",
        "deceased",
        "allergies",
        "no_known_allergies",
        "problems",
        "medicines",
    ];
    let object: Map<String, Json> = json(path)?;
    only("person", &object, &KNOWN)?;
    let lists = [
        ("identifiers", keys::of::<KnownNumber>()),
        ("contacts", keys::of::<Contact>()),
        ("relatives", keys::of::<Relative>()),
        ("allergies", keys::of::<Allergy>()),
        ("problems", keys::of::<Problem>()),
        ("medicines", keys::of::<CurrentMedicine>()),
    ];
    for (name, known) in lists {
        each_only(name, object.get(name), known)?;
    }
    serde_json::from_value(Json::Object(object))
        .map_err(|error| Trouble::Usage(format!("{}: {error}", path.display())))
}

/// Refuses a name that nobody knows: a typing error would otherwise be signed as nothing said.
fn only(place: &str, object: &Map<String, Json>, known: &[&str]) -> Outcome {
    match object.keys().find(|key| !known.contains(&key.as_str())) {
        None => Ok(()),
        Some(unknown) => Err(unheard(place, unknown, known)),
    }
}

fn unheard(place: &str, name: &str, known: &[&str]) -> Trouble {
    let known = known.join(", ");
    Trouble::call(
        "unknown-part",
        &[("field", name), ("place", place), ("known", &known)],
    )
}

/// [`only`] for every object of a list.
fn each_only(place: &str, list: Option<&Json>, known: &[&str]) -> Outcome {
    let items = list.and_then(Json::as_array).into_iter().flatten();
    for (at, item) in items.enumerate() {
        if let Json::Object(object) = item {
            only(&format!("{place}[{at}]"), object, known)?;
        }
    }
    Ok(())
}

/// The form that a visit names, in the version in force; the general one if it names none. What the program itself begins
/// (a contact of a pregnancy, a sick child) is not written from a file.
fn form_of(visit: &Map<String, Json>) -> Outcome<&'static Form> {
    let set = FormSet::in_force();
    let can_be_written = |form: &&Form| form.url == VISIT || has_own_paper(form);
    let url = match visit.get("form") {
        None => VISIT,
        Some(named) => named.as_str().unwrap_or_default(),
    };
    set.current(url).filter(can_be_written).ok_or_else(|| {
        let all = Country::ALL.into_iter();
        let all = all.flat_map(|country| set.for_country(country));
        let known: BTreeSet<&str> = all
            .filter(can_be_written)
            .map(|form| form.url.as_str())
            .collect();
        unheard("form", url, &known.into_iter().collect::<Vec<_>>())
    })
}

/// A visit as written by hand: answers are plain text, numbers or yes/no, in the unit that the form names.
pub fn draft(mut value: Map<String, Json>) -> Outcome<Draft> {
    let form = form_of(&value)?;
    let answers = match value.remove("answers") {
        Some(Json::Object(answers)) => answers,
        None => Map::new(),
        Some(_) => return Err(Trouble::Usage("answers: not an object".to_owned())),
    };
    // A line of a stream names its patient beside the visit.
    value.remove("patient");
    if value.contains_key("prescriptions") {
        return Err(Trouble::call("orders-in-file", &[]));
    }
    const KNOWN: [&str; 6] = [
        "form",
        "form_version",
        "diagnoses",
        "care_at",
        "referral",
        "amends",
    ];
    let besides = ["answers", "patient", "id", "confirm_unusual"];
    only("visit", &value, &[&besides[..], &KNOWN[..]].concat())?;
    each_only("diagnoses", value.get("diagnoses"), keys::of::<Diagnosis>())?;
    if let Some(Json::Object(referral)) = value.get("referral") {
        only("referral", referral, keys::of::<Referral>())?;
        each_only(
            "referral.diagnoses",
            referral.get("diagnoses"),
            keys::of::<Diagnosis>(),
        )?;
    }
    let mut draft: Draft = serde_json::from_value(Json::Object(value))
        .map_err(|error| Trouble::Usage(error.to_string()))?;
    draft.visit.form = form.url.clone();
    draft.visit.form_version = form.version.clone();
    let form = form.unfolded_for(answers.keys().map(String::as_str));
    for (link_id, given) in answers {
        let several = match &given {
            Json::Array(several) if repeats(&form, &link_id) => several.as_slice(),
            one => std::slice::from_ref(one),
        };
        let read: Outcome<Vec<Answer>> = several
            .iter()
            .map(|given| answer(&form, &link_id, given))
            .collect();
        draft.visit.answers.insert(link_id, encode_all(&read?));
    }
    Ok(draft)
}

fn repeats(form: &Form, link_id: &str) -> bool {
    form.item(link_id).is_some_and(|item| item.repeats)
}

fn answer(form: &Form, link_id: &str, given: &Json) -> Outcome<Answer> {
    // What the program knows about the patient is nobody's answer.
    let items = form.all_items();
    let asked = |item: &&&Item| item.asks() && !item.is_computed();
    let item = items
        .iter()
        .filter(asked)
        .find(|item| item.link_id == link_id);
    let item = item.ok_or_else(|| {
        let known = items.iter().filter(asked).map(|item| item.link_id.as_str());
        unheard("answers", link_id, &known.collect::<Vec<_>>())
    })?;
    let text = match given {
        Json::String(text) => text.clone(),
        Json::Number(number) => number.to_string(),
        Json::Bool(yes) => yes.to_string(),
        Json::Null | Json::Array(_) | Json::Object(_) => {
            return Err(Trouble::Usage(format!(
                "answers.{link_id}: not a plain value"
            )));
        }
    };
    let unfit = |why: &str| Trouble::Usage(format!("answers.{link_id}: {why}"));
    let number = || Decimal::parse(&text).map_err(|_unfit| unfit("not a number"));
    Ok(match item.kind {
        Kind::Group | Kind::Display => return Err(unfit("takes no answer")),
        Kind::String | Kind::Text | Kind::Url => Answer::Text(text),
        Kind::OpenChoice => option(item, &text).unwrap_or(Answer::Text(text)),
        Kind::Integer | Kind::Decimal => Answer::Number(number()?),
        Kind::Quantity => {
            let unit = item
                .units
                .first()
                .map(|unit| unit.code.clone())
                .unwrap_or_default();
            Answer::Quantity(Quantity {
                value: number()?,
                unit,
            })
        }
        Kind::Date => Answer::Date(
            text.parse::<PartialDate>()
                .map_err(|_unfit| unfit("not a date"))?,
        ),
        Kind::Boolean => Answer::Bool(text.parse().map_err(|_unfit| unfit("not true or false"))?),
        // As the record has it: 2026-07-14T10:30, or the day alone.
        Kind::DateTime => match Answer::decode(&format!("m:{text}")) {
            at @ Answer::DateTime(_) => at,
            _ => Answer::Date(
                text.parse()
                    .map_err(|_unfit| unfit("not a date and time"))?,
            ),
        },
        Kind::Time => Answer::Time(time(&text).ok_or_else(|| unfit("not a time"))?),
        Kind::Choice => option(item, &text).ok_or_else(|| unfit("not one of the options"))?,
    })
}

/// The option with this code, or with these words where options have no code.
fn option(item: &Item, text: &str) -> Option<Answer> {
    let fits = |answer: &Answer| match answer {
        Answer::Choice(coding) => coding.code == text,
        Answer::Text(words) => words == text,
        Answer::Number(number) => number.to_string() == text,
        _ => false,
    };
    let found = item.options.iter().find(|option| fits(&option.answer));
    found.map(|option| option.answer.clone())
}
