//! The open card.

use egui::Ui;

use crate::domain::dates::Precision;
use crate::domain::person::Sex;
use crate::ui::command::Command;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, parts};
use crate::ui::widgets::banner::{Allergies, Banner, Died, KnownAllergy, banner_ui};
use crate::ui::widgets::empty::empty_ui;

/// What the card's screen remembers.
#[derive(Debug, Default)]
pub struct CardState {}

/// Who the patient is, over the whole width.
pub fn card_banner_ui(ui: &mut Ui, cx: &Cx, model: &Model) {
    let Some(card) = &model.card else {
        return;
    };
    let person = &card.person;
    let given = [person.name.given.as_str(), person.name.patronymic.as_str()]
        .join(" ")
        .trim()
        .to_owned();
    let sex = (person.sex != Sex::Unknown).then(|| parts::sex_word(cx, person.sex));
    let number = person
        .main_number()
        .map(|n| (parts::number_label(cx, &n.kind), parts::number_grouped(n)));
    let known: Vec<KnownAllergy> = card
        .allergies
        .iter()
        .map(|a| KnownAllergy {
            agent: a.value.substance.clone(),
            reactions: a.value.reactions.join(", "),
        })
        .collect();
    let asked = card.none_known.map(|(by, at)| {
        let who = by.and_then(|b| card.names.get(&b)).cloned();
        (
            who.unwrap_or_else(|| cx.tr("ui-unknown")),
            crate::i18n::dates::local_day(at, model.offset_minutes).unwrap_or_default(),
        )
    });
    use crate::domain::allergy::AllergyStatus as Status;
    let allergies = match (card.allergy_status(), &asked) {
        (Status::Known, _) => Allergies::Known(&known),
        (Status::Unavailable, _) => Allergies::Unavailable,
        (Status::NoneKnown, Some((who, on))) => Allergies::NoneKnown { who, on: *on },
        (Status::NoneKnown, None) | (Status::NotRecorded, _) => Allergies::NotRecorded,
    };
    banner_ui(
        ui,
        cx,
        &Banner {
            family: &person.name.family,
            given: &given,
            born: person.born,
            sex: sex.as_deref(),
            number: number.as_ref().map(|(l, n)| (l.as_str(), n.as_str())),
            allergies,
            marks: &[],
            died: match person.deceased {
                None => Died::No,
                Some(date) if date.precision() == Precision::Day => {
                    date.day().map_or(Died::Yes, Died::On)
                }
                Some(_) => Died::Yes,
            },
        },
    );
}

pub fn card_ui(ui: &mut Ui, cx: &Cx, model: &Model, _state: &mut CardState, _send: &mut Commands) {
    if model.card.is_none() {
        parts::loading_ui(ui, cx);
        return;
    }
    let act = Command::NewVisit.name(cx);
    empty_ui(
        ui,
        cx,
        &cx.tr("common-card"),
        Some((&Command::NewVisit.keys(), &act)),
    );
}

/// Allergies, problems, medicines: the right zone.
pub fn passport_ui(
    _ui: &mut Ui,
    _cx: &Cx,
    _model: &Model,
    _state: &mut CardState,
    _send: &mut Commands,
) {
}
