//! What is typed becomes a person; what is missing or wrong is said in the words of the fields.

use crate::domain::allergy::Allergy;
use crate::domain::country::Country;
use crate::domain::dates::PartialDate;
use crate::domain::identifiers::{Checked, IdentifierKind, IdentifierWarning, NumberSex};
use crate::domain::ids::PatientId;
use crate::domain::lang::Lang;
use crate::domain::person::{Contact, KnownNumber, Name, Person, Sex};
use crate::domain::phone::Phone;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::registration::{RegistrationState, key};
use crate::ui::widgets::date_field;
use crate::ui::widgets::error_summary::FieldFault;
use crate::worker::{Action, Registration};

/// Order of the choice of sex.
pub const SEXES: [Sex; 3] = [Sex::Female, Sex::Male, Sex::Unknown];
/// Order of the choice of relation; the codes stand in the record.
pub const RELATIONS: [&str; 5] = ["mother", "father", "spouse", "guardian", "neighbour"];
/// Completed weeks of gestation that a born child can have.
const WEEKS: std::ops::RangeInclusive<u8> = 22..=44;

pub fn born(cx: &Cx, state: &RegistrationState) -> Option<PartialDate> {
    PartialDate::parse_birth(&state.born, cx.today)
        .ok()
        .map(|typed| typed.date)
}

pub fn sex(state: &RegistrationState) -> Sex {
    state
        .sex
        .and_then(|s| SEXES.get(s).copied())
        .unwrap_or_default()
}

/// Everything doubtful about a number: what it says itself, and how it fits what is typed.
pub fn doubts(cx: &Cx, state: &RegistrationState, checked: &Checked) -> Vec<IdentifierWarning> {
    let known = match sex(state) {
        Sex::Female => Some(NumberSex::Female),
        Sex::Male => Some(NumberSex::Male),
        Sex::Unknown => None,
    };
    let mut all = checked.warnings.clone();
    all.extend(checked.against(born(cx, state).unwrap_or_default(), known));
    all
}

/// Weeks at birth: asked of small children only, for whom doses and growth depend on it.
pub fn asks_weeks(cx: &Cx, state: &RegistrationState) -> bool {
    born(cx, state)
        .and_then(PartialDate::earliest)
        .is_some_and(|first| (cx.today - first).num_days() < 2 * 366)
}

pub fn weeks(text: &str) -> Result<Option<u8>, ()> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse::<u8>() {
        Ok(weeks) if WEEKS.contains(&weeks) => Ok(Some(weeks)),
        _ => Err(()),
    }
}

/// The person as far as it can be read.
pub fn person(cx: &Cx, country: Country, state: &RegistrationState) -> Person {
    let trimmed = |text: &str| text.trim().to_owned();
    let phone = |text: &str| {
        Phone::parse(text, country).map_or_else(|_| trimmed(text), |p| p.as_str().to_owned())
    };
    let kin = Contact {
        name: trimmed(&state.kin_name),
        relation: state
            .kin_relation
            .and_then(|r| RELATIONS.get(r))
            .map(|r| (*r).to_owned())
            .unwrap_or_default(),
        phone: phone(&state.kin_phone),
        ..Contact::default()
    };
    Person {
        name: Name {
            family: trimmed(&state.family),
            given: trimmed(&state.given),
            patronymic: trimmed(&state.patronymic),
        },
        sex: sex(state),
        born: born(cx, state).unwrap_or_default(),
        birth_weeks: weeks(&state.weeks)
            .ok()
            .flatten()
            .filter(|_| asks_weeks(cx, state)),
        language: state.language.and_then(|l| Lang::ALL.get(l).copied()),
        identifiers: state
            .numbers
            .iter()
            .filter_map(|n| n.check(cx.today)?.ok())
            .map(|checked| KnownNumber {
                kind: checked.identifier.kind().code().to_owned(),
                value: checked.identifier.value().to_owned(),
            })
            .collect(),
        address: trimmed(&state.address),
        phone: phone(&state.phone),
        contacts: if kin.name.is_empty() && kin.phone.is_empty() {
            Vec::new()
        } else {
            vec![kin]
        },
        relatives: Vec::new(),
        deceased: None,
    }
}

/// A registrar writes who the person is; about allergies somebody asks who may write them.
pub fn asks_allergies(model: &Model) -> bool {
    model.may_for(Action::EditCard, PatientId::default())
}

pub fn registration(cx: &Cx, country: Country, state: &RegistrationState) -> Registration {
    let allergies = if state.allergies == Some(0) {
        state
            .allergy_rows
            .iter()
            .filter(|row| !row.substance.trim().is_empty())
            .map(|row| Allergy {
                substance: row.substance.trim().to_owned(),
                reactions: Some(row.reaction.trim())
                    .filter(|r| !r.is_empty())
                    .map(|r| vec![r.to_owned()])
                    .unwrap_or_default(),
                ..Allergy::default()
            })
            .collect()
    } else {
        Vec::new()
    };
    Registration {
        person: person(cx, country, state),
        allergies,
        no_known_allergies: state.allergies == Some(1),
        ..Registration::default()
    }
}

/// What keeps the card from being made, in the order of the fields.
pub fn faults(
    cx: &Cx,
    country: Country,
    model: &Model,
    state: &RegistrationState,
) -> Vec<FieldFault> {
    let mut all = Vec::new();
    let mut add = |field: &str, text: String| {
        all.push(FieldFault {
            field: key(field).id(),
            text,
        });
    };
    let person = person(cx, country, state);
    let temporary = person
        .identifiers
        .iter()
        .any(|n| n.kind == IdentifierKind::Temporary.code());
    if person.name.is_empty() && !temporary {
        add("family", cx.tr("screen-need-name"));
    }
    match PartialDate::parse_birth(&state.born, cx.today) {
        Err(error) => add("born", date_field::error_text(cx, error)),
        Ok(typed) if !typed.date.is_known() && !temporary => {
            add("born", cx.tr("screen-need-born"));
        }
        Ok(_) => {}
    }
    if state.sex.is_none() {
        add("sex", cx.tr("screen-need-sex"));
    }
    if asks_weeks(cx, state) && weeks(&state.weeks).is_err() {
        add("weeks", cx.tr("screen-need-weeks"));
    }
    for (index, number) in state.numbers.iter().enumerate() {
        let field = number_field(index);
        match number.check(cx.today) {
            Some(Err(error)) => add(&field, number_error(cx, error)),
            Some(Ok(checked)) if !number.confirmed && !doubts(cx, state, &checked).is_empty() => {
                add(&field, cx.tr("screen-need-confirm-number"));
            }
            Some(Ok(_)) | None => {}
        }
    }
    match state.allergies {
        _ if !asks_allergies(model) => {}
        None => add("allergies", cx.tr("screen-need-allergies")),
        Some(0)
            if state
                .allergy_rows
                .iter()
                .all(|row| row.substance.trim().is_empty()) =>
        {
            add("allergy-0", cx.tr("screen-need-substance"));
        }
        Some(_) => {}
    }
    if !state.anyway && model.duplicates.iter().any(|d| d.sure) && state.asked.is_some() {
        add("anyway", cx.tr("screen-need-anyway"));
    }
    all
}

pub fn number_field(index: usize) -> String {
    format!("number-{index}")
}

pub fn number_error(cx: &Cx, error: crate::domain::identifiers::IdentifierError) -> String {
    use crate::domain::identifiers::IdentifierError as E;
    let key = format!("screen-number-error-{}", error.code());
    match error {
        E::WrongLength { typed, wanted } => cx.tr_with(
            &key,
            &[
                ("typed", &typed.to_string()),
                ("wanted", &wanted.to_string()),
            ],
        ),
        E::WrongCharacter(c) => cx.tr_with(&key, &[("character", &c.to_string())]),
        _ => cx.tr(&key),
    }
}

pub fn doubt_text(cx: &Cx, doubt: IdentifierWarning) -> String {
    cx.tr(&format!("screen-number-doubt-{}", doubt.code()))
}
