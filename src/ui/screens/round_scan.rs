//! A scanned code of the round: the number of our prescription, or a national number. It chooses exactly one patient, or none.

use crate::domain::identifiers::IdentifierKind;
use crate::domain::ids::{DocId, PatientId};
use crate::worker::Course;

/// Figures of the national numbers: Georgia 11, Kazakhstan 12, Uzbekistan 14.
const NATIONAL: [usize; 3] = [11, 12, 14];

/// What a code means in this round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// Exactly this order: our paper names it.
    Order(DocId),
    Patient(PatientId),
    /// A number as ours are, of nobody in this round.
    Nobody,
    /// Two cards or two orders have it: people choose.
    Several,
    /// No number that is looked up here.
    Unread,
}

pub fn meant<'c>(text: &str, round: impl Iterator<Item = &'c Course> + Clone) -> Meant {
    let text = text.trim();
    if is_paper_number(text) {
        let orders = round.clone();
        let orders = orders.filter(|course| course.order.number().eq_ignore_ascii_case(text));
        // The label of who has no national number bears the number of the card.
        let people = round.filter(|course| course.patient.number().eq_ignore_ascii_case(text));
        return match only(orders.map(|course| course.order), Meant::Order) {
            Meant::Nobody => only(people.map(|course| course.patient), Meant::Patient),
            found => found,
        };
    }
    let figures = text.bytes().all(|b| b.is_ascii_digit());
    if !(figures && NATIONAL.contains(&text.len())) {
        return Meant::Unread;
    }
    let known = round.filter(|course| {
        course.person.identifiers.iter().any(|number| {
            IdentifierKind::from_code(&number.kind).is_some_and(IdentifierKind::is_national)
                && number.value == text
        })
    });
    only(known.map(|course| course.patient), Meant::Patient)
}

/// `7F3A-09BC`, as [`DocId::number`] writes it.
fn is_paper_number(text: &str) -> bool {
    text.split_once('-').is_some_and(|(first, second)| {
        [first, second]
            .iter()
            .all(|half| half.len() == 4 && half.bytes().all(|b| b.is_ascii_hexdigit()))
    })
}

fn only(mut all: impl Iterator<Item = DocId>, found: fn(DocId) -> Meant) -> Meant {
    let Some(first) = all.next() else {
        return Meant::Nobody;
    };
    if all.all(|other| other == first) {
        found(first)
    } else {
        Meant::Several
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::{KnownNumber, Person};
    use crate::domain::visit::Prescription;

    fn course(patient: u8, order: [u8; 4], kind: &str, value: &str) -> Course {
        let mut id = [9; 16];
        id[12..].copy_from_slice(&order);
        Course {
            patient: DocId([patient; 16]),
            person: Person {
                identifiers: vec![KnownNumber {
                    kind: kind.into(),
                    value: value.into(),
                }],
                ..Person::default()
            },
            order: DocId(id),
            prescription: Prescription::default(),
            ordered_at: 0,
            turns: Vec::new(),
        }
    }

    #[test]
    fn a_code_means_one_patient_or_nobody() {
        let mut round = [
            course(1, [0x7f, 0x3a, 0x09, 0xbc], "kz-iin", "000101399890"),
            course(1, [0, 0, 0, 2], "kz-iin", "000101399890"),
            course(2, [0, 0, 0, 3], "uz-pinfl", "30211975910033"),
            course(3, [0, 0, 0, 4], "ge-personal", "01000000000"),
            course(4, [0, 0, 0, 5], "passport", "00010139989"),
            course(5, [0, 0, 0, 6], "kz-iin", "240310500123"),
            course(6, [0, 0, 0, 7], "kz-iin", "240310500123"),
            course(7, [0, 0, 0, 7], "kz-iin", "850714400128"),
        ];
        round[7].order.0[0] = 8;
        let patient = |n: u8| Meant::Patient(DocId([n; 16]));
        for (typed, wanted) in [
            ("7F3A-09BC", Meant::Order(round[0].order)),
            (" 7f3a-09bc\r\n", Meant::Order(round[0].order)),
            ("7F3A-09BD", Meant::Nobody),
            ("0000-0007", Meant::Several),
            ("000101399890", patient(1)),
            ("30211975910033", patient(2)),
            ("01000000000", patient(3)),
            // One figure off, a piece of it, or somebody's passport: nobody, never the nearest.
            ("000101399891", Meant::Nobody),
            ("00010139989", Meant::Nobody),
            ("240310500123", Meant::Several),
            ("7F3A09BC", Meant::Unread),
            ("7F3A-09B", Meant::Unread),
            ("00010139", Meant::Unread),
            ("000101 399890", Meant::Unread),
            ("4006381333931", Meant::Unread),
            ("0109506000134352", Meant::Unread),
            ("7Ф3А-09ИС", Meant::Unread),
            ("", Meant::Unread),
        ] {
            assert_eq!(meant(typed, round.iter()), wanted, "{typed:?}");
        }
    }
}
