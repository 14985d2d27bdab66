//! What every paper knows: the house, the patient, the allergies, who wrote.

use super::{Fill, said};
use crate::codes::icd10::Icd10;
use crate::domain::allergy::{AllergyStatus, Status};
use crate::domain::card::Event;
use crate::domain::identifiers::IdentifierKind;
use crate::domain::ids::{DocId, UserId};
use crate::domain::lang::Lang;
use crate::domain::paper::{
    Allergies, Allergy, Clinician, Diagnoses, Diagnosis, Facility, PaperContext, Patient,
    PersonNumber,
};
use crate::domain::role::Role;
use crate::domain::visit::{Diagnosis as Recorded, DiagnosisRole};
use crate::i18n::tr;

impl Fill<'_> {
    /// The context of a paper that orders something: it bears the day of the order, so that a second print of an old
    /// prescription does not pass for a new one.
    pub(super) fn context_of_day<T>(&self, event: &Event<T>) -> PaperContext {
        PaperContext {
            issued: self.local(event.care_at).date(),
            ..self.context(Some(event.id))
        }
    }

    /// `doc` gives the paper its number; a draft has none.
    pub(super) fn context(&self, doc: Option<DocId>) -> PaperContext {
        let person = &self.view.person;
        let numbers = person.identifiers.iter().filter_map(|number| {
            Some(PersonNumber {
                kind: IdentifierKind::from_code(&number.kind)?,
                value: number.value.clone(),
            })
        });
        PaperContext {
            country: self.place.country,
            lang: self.lang,
            facility: Facility {
                name: self.place.clinic.to_owned(),
                ..Facility::default()
            },
            patient: Patient {
                family: person.name.family.clone(),
                given: said(&person.name.given),
                patronymic: said(&person.name.patronymic),
                born: person.born,
                sex: person.sex,
                numbers: numbers.collect(),
                med_id: None,
                card_number: None,
                citizenship: None,
                address: said(&person.address),
                phone: said(&person.phone),
                email: None,
                workplace: None,
                allergies: self.allergies(),
            },
            number: doc.map(DocId::number),
            issued: self.local(self.now).date(),
            training: self.place.demo,
        }
    }

    /// Who wrote the entry; `None` where the workstation acted by itself.
    pub(super) fn author<T>(&self, event: &Event<T>) -> Option<Clinician> {
        let post = Role::parse(&event.role)
            .map(|role| self.say(&format!("common-role-{}", role.code())))
            .or_else(|| said(&event.role));
        event.by.map(|by| Clinician {
            name: self.name(by),
            post,
            id: None,
        })
    }

    pub(super) fn name(&self, user: UserId) -> String {
        self.view
            .names
            .get(&user)
            .cloned()
            .unwrap_or_else(|| self.say("print-author-unknown"))
    }

    pub(super) fn say(&self, key: &str) -> String {
        tr(self.lang, key, &[])
    }

    /// The diagnoses by their role.
    pub(super) fn diagnoses(&self, all: &[Recorded]) -> Diagnoses {
        let of = |role: DiagnosisRole| {
            let own = all.iter().filter(|one| one.role == role);
            own.map(|one| self.diagnosis(one)).collect()
        };
        Diagnoses {
            referral: None,
            main: of(DiagnosisRole::Main),
            complications: of(DiagnosisRole::Complication),
            concomitant: of(DiagnosisRole::Concomitant),
        }
    }

    pub(super) fn diagnosis(&self, one: &Recorded) -> Diagnosis {
        Diagnosis {
            code: said(&one.code),
            title: title(&one.code, &one.title, self.lang),
        }
    }

    fn allergies(&self) -> Allergies {
        match self.view.allergy_status() {
            AllergyStatus::Known => Allergies::Known(
                self.view
                    .allergies
                    .iter()
                    .filter(|noted| noted.value.status == Status::Active || noted.disputed)
                    .map(|noted| Allergy {
                        agent: noted.value.substance.clone(),
                        reactions: noted.value.reactions.clone(),
                        severity: noted.value.severity,
                        note: said(&noted.value.note),
                        disputed: noted.disputed,
                    })
                    .collect(),
            ),
            AllergyStatus::NoneKnown => match self.view.none_known {
                Some((by, at)) => Allergies::NoneKnown {
                    by: by.map_or_else(|| self.say("print-author-unknown"), |by| self.name(by)),
                    on: self.local(at).date(),
                },
                None => Allergies::NotRecorded,
            },
            AllergyStatus::NotRecorded => Allergies::NotRecorded,
            AllergyStatus::Unavailable => Allergies::Unavailable,
        }
    }
}

/// The title in the paper's language. Words that the author typed beside the list stay beside it.
pub(super) fn title(code: &str, written: &str, lang: Lang) -> String {
    let list = Icd10::in_force();
    let written = written.trim();
    let in_lang = |lang| list.title(code, lang).filter(|title| title.lang == lang);
    let from_list = Lang::ALL
        .into_iter()
        .filter_map(in_lang)
        .any(|title| title.text == written);
    match in_lang(lang) {
        Some(title) if written.is_empty() || from_list => title.text.to_owned(),
        Some(title) => format!("{} ({written})", title.text),
        None if written.is_empty() => list
            .title(code, lang)
            .map_or_else(|| written.to_owned(), |title| title.text.to_owned()),
        None => written.to_owned(),
    }
}
