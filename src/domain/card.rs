//! The card as a person reads it: facts with their author, and what happened around them.
//!
//! | key | content | what it is |
//! |---|---|---|
//! | `name.sur` `name.giv` `name.pat` | `value` | parts of the name |
//! | `sex` `born` `weeks` `lang` `addr` `tel` `dead` | `value` | identity and contact |
//! | `id/<kind>` | `value` | a number, by [`super::identifiers::IdentifierKind::code`] |
//! | `ct/<id>` `rel/<id>` `att/<facility>` | [`Contact`], [`Relative`], facility | contacts, family ties, attachment |
//! | `alst` | `none_known` | somebody asked about allergies |
//! | `al/<id>` `pr/<id>` `med/<id>` `alert/<id>` | [`Allergy`], [`Problem`], [`CurrentMedicine`], [`Alert`] | the lists |
//! | `preg` | [`Pregnancy`] | pregnancy as last stated |
//! | `blood` | `value` | blood group and Rh |
//! | `risk/<habit>` | [`Habit`] | tobacco, alcohol… |
//! | `disab` | [`Disability`] | group of disability |
//! | `proc/<id>` `fam/<id>` | [`Procedure`], [`FamilyIllness`] | operations and implants, illnesses of relatives |
//! | `none/<list>` | [`Asked`] | somebody asked, and there was nothing for this list |

use std::collections::{BTreeMap, BTreeSet};

use super::administration::Administration;
use super::allergy::{Allergy, AllergyStatus, Status};
use super::background::{Asked, Disability, FamilyIllness, Habit, Procedure};
use super::chunk::Kind;
use super::ids::{DeviceId, DocId, FacilityId, PatientId, UserId};
use super::immunisation::Immunisation;
use super::person::{Contact, Person};
use super::pregnancy::Booking;
use super::prevention::Preventive;
use super::problem::{Alert, CurrentMedicine, Pregnancy, Problem};
use super::review::{Decision, Review};
use super::visit::{Attachment, Prescription, Referral, Visit};

/// A value of the card with who, when and whether others stand beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Noted<T> {
    /// The card it stands in: with linked cards there is more than one.
    pub card: PatientId,
    pub key: String,
    pub value: T,
    pub by: Option<UserId>,
    /// UTC seconds.
    pub at: i64,
    /// Another value stands under the same key and nobody has settled it.
    pub disputed: bool,
    /// Written by a newer program: read-only.
    pub newer: bool,
}

/// Something that happened, as shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Event<T> {
    pub id: DocId,
    pub kind: Kind,
    pub card: PatientId,
    pub by: Option<UserId>,
    pub role: String,
    pub device: DeviceId,
    pub facility: FacilityId,
    pub care_at: i64,
    pub entered_at: i64,
    pub clock_doubtful: bool,
    /// The entry that this one corrects.
    pub amends: Option<DocId>,
    /// Entries that correct this one.
    pub amended_by: Vec<DocId>,
    /// Reason of the withdrawal, if it was withdrawn.
    pub withdrawn: Option<String>,
    /// The signature was checked against a known key.
    pub signature: SignatureState,
    /// Not yet at the store, accepted there, or safe there.
    pub sent: Sent,
    pub content: T,
}

impl<T> Event<T> {
    /// Whether it may change how others are read: with a signature that does not fit it is shown and does nothing.
    pub fn acts(&self) -> bool {
        self.signature != SignatureState::Invalid
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureState {
    Valid,
    /// The author's key is not known here yet.
    UnknownAuthor,
    Invalid,
}

/// The two ticks, and the cross.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sent {
    Here,
    /// The store will not take it: it is in this house only.
    Refused,
    Accepted,
    Stable,
}

/// Two or more values that were written apart under one key.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// 16 hexadecimal digits from card and key: the same on every workstation.
    pub id: String,
    pub card: PatientId,
    pub key: String,
    /// In an order that is the same everywhere.
    pub values: Vec<ConflictValue>,
    /// As in [`CardView::seen`].
    pub seen: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ConflictValue {
    /// Canonical JSON of the value.
    pub json: String,
    /// The value in one line for people: title, substance or text.
    pub summary: String,
    pub by: Option<UserId>,
    pub by_name: String,
    /// The medical point of the author; empty when it is not known.
    pub place: String,
    pub at: i64,
}

/// Everything the card's screen shows. With linked cards it is the union, allergies of all first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CardView {
    pub patient: PatientId,
    pub person: Person,
    /// Cards of the same person, this one included.
    pub cards: Vec<PatientId>,
    /// How the other cards came to be linked, for the line that says so.
    pub links: Vec<LinkView>,
    /// The store moved this person to another house; the record stays until it is safe at the centre.
    pub is_leaving: bool,
    /// `Some(by, at)` when "none known" was stated.
    pub none_known: Option<(Option<UserId>, i64)>,
    pub allergies: Vec<Noted<Allergy>>,
    pub problems: Vec<Noted<Problem>>,
    pub medicines: Vec<Noted<CurrentMedicine>>,
    pub alerts: Vec<Noted<Alert>>,
    /// The first of the statements that stand; `disputed` when they differ, whichever was written last.
    pub pregnancy: Option<Noted<Pregnancy>>,
    /// The other statements where they differ: of this card and of cards linked to it.
    pub pregnancy_also: Vec<Noted<Pregnancy>>,
    pub blood: Option<Noted<String>>,
    pub blood_also: Vec<Noted<String>>,
    /// Whom to call.
    pub contacts: Vec<Noted<Contact>>,
    /// Under `risk/<habit>`.
    pub habits: Vec<Noted<Habit>>,
    /// One, unless linked cards or two houses say different things.
    pub disability: Vec<Noted<Disability>>,
    pub procedures: Vec<Noted<Procedure>>,
    pub family: Vec<Noted<FamilyIllness>>,
    /// Under `none/<list>`; [`CardView::none_in`] says which of them holds.
    pub asked: Vec<Noted<Asked>>,
    /// Newest first.
    pub visits: Vec<Event<Visit>>,
    pub prescriptions: Vec<Event<Prescription>>,
    pub administrations: Vec<Event<Administration>>,
    pub referrals: Vec<Event<Referral>>,
    pub attachments: Vec<Event<Attachment>>,
    pub immunisations: Vec<Event<Immunisation>>,
    pub preventive: Vec<Event<Preventive>>,
    pub pregnancies: Vec<Event<Booking>>,
    /// Decisions about signed orders, newest first.
    pub reviews: Vec<Event<Review>>,
    /// Those of them whose author is not known as somebody who may decide about orders.
    pub reviews_of_nobody: BTreeSet<DocId>,
    /// Attachments whose bytes lie in this house; files do not travel yet.
    pub files_here: BTreeSet<DocId>,
    pub conflicts: Vec<Conflict>,
    /// Entries or facts that need a newer program.
    pub newer: usize,
    /// What is there and cannot be shown: facts and entries that do not decode, changes that wait for another, and those in
    /// quarantine.
    pub unreadable: usize,
    /// What stood under each key when this view was made; an intent that hands it back is refused if that has changed since.
    pub seen: BTreeMap<(PatientId, String), String>,
    /// Names of the people who wrote in this card.
    pub names: BTreeMap<UserId, String>,
    /// Where they work, as far as their houses said it.
    pub places: BTreeMap<UserId, String>,
    /// Drafts of this patient on this workstation.
    pub drafts: Vec<DraftView>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct LinkView {
    pub entry: DocId,
    pub other: PatientId,
    pub sure: bool,
    pub reasons: Vec<String>,
    pub at: i64,
}

/// A draft: typed, kept, not signed.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftView {
    pub id: DocId,
    pub patient: PatientId,
    pub author: UserId,
    pub started_at: i64,
    pub saved_at: i64,
    pub draft: Draft,
}

/// A visit being written, with what will become its own entries at signing.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Draft {
    #[serde(flatten)]
    pub visit: Visit,
    /// Time of care when it is not "now", UTC seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub care_at: Option<i64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prescriptions: Vec<Prescription>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referral: Option<Referral>,
    /// The signed visit that this draft will correct.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amends: Option<DocId>,
}

impl CardView {
    /// What a dialog saw under a key; empty where nothing stood.
    pub fn seen(&self, card: PatientId, key: &str) -> String {
        self.seen
            .get(&(card, key.to_owned()))
            .cloned()
            .unwrap_or_default()
    }

    pub fn allergy_status(&self) -> AllergyStatus {
        let stands =
            |noted: &&Noted<Allergy>| noted.value.status == Status::Active || noted.disputed;
        if self.allergies.iter().any(|noted| stands(&noted)) {
            AllergyStatus::Known
        } else if self.newer > 0 || self.unreadable > 0 {
            AllergyStatus::Unavailable
        } else if self.none_known.is_some() {
            AllergyStatus::NoneKnown
        } else {
            AllergyStatus::NotRecorded
        }
    }

    /// "Asked: nothing" of a list of [`super::background::ASKABLE`]: nothing stands in the list, and nothing was written in it
    /// since somebody asked. Where a part of the card cannot be read, nobody can say that there is nothing.
    pub fn none_in(&self, list: &str) -> Option<&Noted<Asked>> {
        if self.newer > 0 || self.unreadable > 0 {
            return None;
        }
        let key = format!("none/{list}");
        let said = self.asked.iter().filter(|noted| noted.key == key);
        let disputed = said.clone().any(|noted| noted.disputed);
        let last = said
            .filter(|noted| noted.value.none_known)
            .max_by_key(|noted| noted.at)?;
        let written = self.written_in(list);
        let holds = !disputed && written.is_none_or(|at| at < last.at);
        holds.then_some(last)
    }

    /// When something was last written in a list, whatever its state.
    fn written_in(&self, list: &str) -> Option<i64> {
        fn last<T>(all: &[Noted<T>]) -> Option<i64> {
            all.iter().map(|noted| noted.at).max()
        }
        match list {
            "pr" => last(&self.problems),
            // What was ordered since is no longer nothing.
            "med" => {
                let ordered = self.prescriptions.iter().map(|order| order.entered_at);
                last(&self.medicines).max(ordered.max())
            }
            "proc" => last(&self.procedures),
            "fam" => last(&self.family),
            _ => None,
        }
    }

    /// Decisions about this order that stand and are signed aright.
    pub fn reviews_of(&self, order: DocId) -> impl Iterator<Item = &Event<Review>> {
        standing(&self.reviews, None)
            .filter(move |review| review.content.prescription == order && review.acts())
    }

    /// Decisions to go on with this order that count: under a signature that was checked, by somebody who may decide.
    pub fn kept(&self, order: DocId) -> impl Iterator<Item = &Event<Review>> {
        self.reviews_of(order).filter(|review| {
            review.content.decision == Decision::Kept && self.is_of_somebody(review)
        })
    }

    /// The decision by which an order ended before its days were over: under a signature that was checked, by somebody who may decide.
    pub fn stopped(&self, order: DocId) -> Option<&Event<Review>> {
        self.stops(order).find(|review| self.is_of_somebody(review))
    }

    /// A stop by somebody whose signature nobody here can check, or who may not decide: it ends nothing and is asked about.
    pub fn stop_unsure(&self, order: DocId) -> Option<&Event<Review>> {
        match self.stopped(order) {
            Some(_) => None,
            None => self.stops(order).next(),
        }
    }

    fn stops(&self, order: DocId) -> impl Iterator<Item = &Event<Review>> {
        self.reviews_of(order)
            .filter(|review| review.content.decision == Decision::Stopped)
    }

    fn is_of_somebody(&self, review: &Event<Review>) -> bool {
        review.signature == SignatureState::Valid && !self.reviews_of_nobody.contains(&review.id)
    }

    /// The newest measured answer of `link_id` in visits that stand, with its time of care.
    pub fn last_answer(&self, link_id: &str) -> Option<(&str, i64)> {
        self.visits
            .iter()
            .filter(|visit| visit.withdrawn.is_none() && visit.amended_by.is_empty())
            .filter_map(|visit| Some((visit.content.answers.get(link_id)?.as_str(), visit.care_at)))
            .max_by_key(|(_, at)| *at)
    }
}

/// Entries that are neither withdrawn nor corrected by an entry that stands. `replaced` is about to be corrected.
pub fn standing<T>(
    entries: &[Event<T>],
    replaced: Option<DocId>,
) -> impl Iterator<Item = &Event<T>> {
    let by_id: BTreeMap<DocId, &Event<T>> = entries.iter().map(|e| (e.id, e)).collect();
    entries.iter().filter(move |entry| {
        entry.withdrawn.is_none()
            && Some(entry.id) != replaced
            && !is_superseded(entry, &by_id, replaced, &mut BTreeSet::new())
    })
}

/// Some correction down the chain stands. A correction that is not at hand counts as standing.
fn is_superseded<T>(
    entry: &Event<T>,
    by_id: &BTreeMap<DocId, &Event<T>>,
    replaced: Option<DocId>,
    seen: &mut BTreeSet<DocId>,
) -> bool {
    entry.amended_by.iter().any(|id| {
        if Some(*id) == replaced {
            return true;
        }
        if !seen.insert(*id) {
            return false;
        }
        match by_id.get(id) {
            None => true,
            Some(next) => next.withdrawn.is_none() || is_superseded(next, by_id, replaced, seen),
        }
    })
}
