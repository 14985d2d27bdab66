//! What must not get through the doors of the house: forged roles, facts nobody can read, stale editors, others' drafts.

use std::collections::BTreeSet;

use automerge::transaction::{CommitOptions, Transactable as _};
use automerge::{ActorId, Automerge, ROOT, ScalarValue};
use ciborium::Value as Cbor;
use ed25519_dalek::SigningKey;
use feldsher::domain::allergy::{Allergy, AllergyStatus};
use feldsher::domain::card::Draft;
use feldsher::domain::chunk::{Chunk, Kind, Unit};
use feldsher::domain::ids::{DeviceId, DocId, FacilityId, PatientId, UserId};
use feldsher::domain::role::Role;
use feldsher::ops::op::{Op, Registration};
use feldsher::ops::policy::{Scope, authorize, may};
use feldsher::ops::remote::{RemoteBatch, RemoteItem};
use feldsher::ops::{OpError, SignedIn};
use feldsher::record::{Actor, Head, Signer, seal};
use feldsher::vault::VaultError;
use feldsher::vault::slots::{KdfCost, KeySlots, NewUser};
use serde_json::json;
use uuid::Uuid;

use super::house::{Point, carry, person, point};

fn bring(to: &mut Point, chunks: Vec<Chunk>) {
    let items = chunks
        .into_iter()
        .enumerate()
        .map(|(n, chunk)| (n as u64 + 1, RemoteItem::Change(chunk)));
    let batch = RemoteBatch {
        scope: FacilityId([1; 16]),
        log: 0,
        epoch: [1; 8],
        items: items.collect(),
        next: None,
    };
    to.house.apply_remote(&batch).unwrap();
}

fn head(kind: Kind, unit: Unit, facility: FacilityId) -> Head {
    Head {
        id: DocId([0x77; 16]),
        kind,
        unit,
        by: Some(UserId([0x66; 16])),
        role: "doctor".into(),
        device: DeviceId([0x55; 16]),
        facility,
        care_at: i64::MAX - 1,
        entered_at: 1,
        clock_doubtful: false,
        amends: None,
    }
}

/// A visit with as little in it as may be signed.
fn said() -> Draft {
    let mut draft = Draft::default();
    draft.visit.answers = [("complaints".to_owned(), "t:кашель".to_owned())].into();
    draft
}

fn stranger() -> SigningKey {
    SigningKey::from_bytes(&[0x44; 32])
}

fn role_at_the_door(a: &mut Point) -> Role {
    a.house.sign_in("a", "correct horse").unwrap().who.role
}

#[test]
fn nobody_outside_the_house_sets_the_role_of_its_users() {
    let mut a = point("a", Role::Doctor);
    let patient = a.register(person());
    let facility = a.house.place().facility;
    let locked_out = json!({
        "user": a.me.who.user, "login": "a", "name": "A", "role": "auditor", "public_key": "00", "valid_from": 0
    });
    // As a patient's paper it does not pass; as the house's own it comes in and counts for nothing.
    let mut as_house = head(Kind::USER, Unit::Facility(facility), facility);
    as_house.id = DocId([0x78; 16]);
    let forged = [
        head(Kind::USER, Unit::Patient(patient), facility),
        as_house.clone(),
    ];
    for head in &forged {
        bring(
            &mut a,
            vec![seal(head, &locked_out, &stranger(), Actor([9; 16])).unwrap()],
        );
        assert_eq!(role_at_the_door(&mut a), Role::Doctor, "{:?}", head.unit);
    }
    assert_eq!(a.verified().quarantined, 1);

    // A workstation of the same store is believed as a device; it still does not speak for this house.
    as_house.id = DocId([0x79; 16]);
    as_house.by = None;
    a.house
        .trust(Signer::Device(as_house.device), &stranger().verifying_key())
        .unwrap();
    bring(
        &mut a,
        vec![seal(&as_house, &locked_out, &stranger(), Actor([8; 16])).unwrap()],
    );
    assert_eq!(role_at_the_door(&mut a), Role::Doctor);
}

#[test]
fn a_registrar_who_signs_as_a_doctor_announces_nobody() {
    let mut a = point("a", Role::Doctor);
    let desk = a
        .house
        .add_user(&a.me, "desk", "Desk", Role::Registrar, "correct horse")
        .unwrap();
    let registrar = a.house.sign_in("desk", "correct horse").unwrap();
    let facility = a.house.place().facility;
    let mut claimed = head(Kind::USER, Unit::Facility(facility), facility);
    claimed.by = Some(desk);
    claimed.care_at = 1;
    let content = json!({
        "user": desk, "login": "desk", "name": "Desk", "role": "doctor", "public_key": "00", "valid_from": 0
    });
    bring(
        &mut a,
        vec![seal(&claimed, &content, &registrar.key, Actor([9; 16])).unwrap()],
    );
    let now = a.house.sign_in("desk", "correct horse").unwrap();
    assert_eq!(now.who.role, Role::Registrar);
    assert!(a.verified().problems.is_empty());
}

/// A change that sets plain values at the root, as any program could send it.
fn card_change(patient: PatientId, key: &str, value: ScalarValue) -> Chunk {
    let mut doc = Automerge::new().with_actor(ActorId::from(&[0x33; 16][..]));
    let mut tx = doc.transaction();
    tx.put(ROOT, key, value).unwrap();
    tx.commit_with(CommitOptions::default().with_time(0));
    Chunk {
        doc: patient,
        kind: Kind::CARD,
        unit: Unit::Patient(patient),
        bytes: doc.get_last_local_change().unwrap().raw_bytes().to_vec(),
    }
}

fn scalar(fields: &[(u64, Cbor)]) -> ScalarValue {
    let mut pairs = vec![(Cbor::from(0), Cbor::from(1))];
    pairs.extend(
        fields
            .iter()
            .map(|(number, value)| (Cbor::from(*number), value.clone())),
    );
    let mut bytes = Vec::new();
    ciborium::into_writer(&Cbor::Map(pairs), &mut bytes).unwrap();
    ScalarValue::Bytes(bytes)
}

#[test]
fn an_allergy_that_cannot_be_read_is_never_none_known() {
    let strange = [
        ("text", ScalarValue::Str("".into())),
        ("float", scalar(&[(9, Cbor::from(2.5))])),
        (
            "map",
            scalar(&[(9, Cbor::Map(vec![(Cbor::from(1), Cbor::from(2))]))]),
        ),
        (
            "word",
            scalar(&[
                (9, Cbor::from("penicillin")),
                (11, Cbor::from("catastrophic")),
            ]),
        ),
    ];
    for (form, value) in strange {
        let mut a = point("a", Role::Doctor);
        let patient = a.register(Registration {
            no_known_allergies: true,
            ..person()
        });
        assert_eq!(a.view(patient).allergy_status(), AllergyStatus::NoneKnown);
        bring(&mut a, vec![card_change(patient, "al/1", value)]);
        let view = a.view(patient);
        assert_eq!(view.unreadable, 1, "{form}");
        assert_eq!(view.allergy_status(), AllergyStatus::Unavailable, "{form}");
        let problems = a.verified().problems;
        assert!(!problems.iter().any(|p| p.contains("projection")), "{form}");
        // What no program here can read is not written over.
        let over = a.try_set(patient, "al/1", json!({"substance": "latex"}), None);
        assert_eq!(over.is_err(), form != "word", "{form}");
    }
}

#[test]
fn a_change_that_waits_for_another_is_counted_on_the_card() {
    let (mut a, mut b) = (point("a", Role::Doctor), point("b", Role::Doctor));
    let patient = a.register(Registration {
        no_known_allergies: true,
        ..person()
    });
    carry(&a, &mut b);
    let known = a.house.outbox(0, usize::MAX).unwrap().len();
    a.set(patient, "tel", json!({"value": "1"}));
    a.set(patient, "al/1", json!({"substance": "penicillin"}));
    let mut cards: Vec<Chunk> = a
        .house
        .outbox(0, usize::MAX)
        .unwrap()
        .into_iter()
        .skip(known)
        .map(|logged| logged.chunk)
        .filter(|chunk| chunk.kind == Kind::CARD)
        .collect();
    bring(&mut b, vec![cards.pop().unwrap()]);
    assert_eq!(b.view(patient).unreadable, 1);
    assert_eq!(b.view(patient).allergy_status(), AllergyStatus::Unavailable);
    bring(&mut b, cards);
    assert_eq!(b.view(patient).unreadable, 0);
    assert_eq!(b.view(patient).allergy_status(), AllergyStatus::Known);
}

#[test]
fn a_value_that_its_list_cannot_hold_is_not_written() {
    let mut a = point("a", Role::Doctor);
    let patient = a.register(person());
    for (key, value) in [
        ("al/new", json!({"substance": "latex", "severity": "awful"})),
        ("pr/new", json!({"status": "perhaps"})),
        ("alst", json!({"none_known": "yes"})),
        ("blood", json!({"value": 1})),
    ] {
        let refused = a.try_set(patient, key, value, None).unwrap_err();
        assert_eq!(refused.code(), "value-unfit", "{key}");
    }
}

#[test]
fn an_entry_with_a_false_signature_withdraws_amends_and_links_nothing() {
    let mut a = point("a", Role::Doctor);
    let (patient, other) = (
        a.register(person()),
        a.register(Registration::default_named("Б")),
    );
    let visit = a.sign(patient, said());
    let facility = a.house.place().facility;
    let unit = Unit::Patient(patient);
    let forge = |kind, n: u8, amends, content: serde_json::Value| {
        let head = Head {
            id: DocId([n; 16]),
            by: Some(a.me.who.user),
            care_at: 1,
            amends,
            ..head(kind, unit, facility)
        };
        seal(&head, &content, &stranger(), Actor([n; 16])).unwrap()
    };
    let forged = vec![
        forge(
            Kind::ENTERED_IN_ERROR,
            1,
            None,
            json!({"target": visit, "reason": "wrong-patient"}),
        ),
        forge(Kind::VISIT, 2, Some(visit), json!({"form": "visit"})),
        forge(
            Kind::LINK,
            3,
            None,
            json!({"first": patient, "second": other, "statement": "same"}),
        ),
    ];
    bring(&mut a, forged);
    let view = a.view(patient);
    let shown = view.visits.iter().find(|event| event.id == visit).unwrap();
    assert_eq!(shown.withdrawn, None);
    assert_eq!(shown.amended_by, []);
    assert_eq!(view.cards, [patient]);
}

#[test]
fn a_link_speaks_only_for_the_card_it_travels_with() {
    let mut a = point("a", Role::Doctor);
    let (patient, other) = (
        a.register(person()),
        a.register(Registration::default_named("Б")),
    );
    let third = a.register(Registration::default_named("В"));
    let facility = a.house.place().facility;
    let foreign = Head {
        care_at: 1,
        ..head(Kind::LINK, Unit::Patient(third), facility)
    };
    let content = json!({"first": patient, "second": other, "statement": "same"});
    bring(
        &mut a,
        vec![seal(&foreign, &content, &stranger(), Actor([9; 16])).unwrap()],
    );
    assert_eq!(a.view(patient).cards, [patient]);
}

#[test]
fn a_stale_editor_is_told_and_writes_over_nothing() {
    let (mut a, mut b) = (point("a", Role::Doctor), point("b", Role::Doctor));
    let patient = a.register(person());
    a.set(patient, "pr/1", json!({"title": "asthma"}));
    carry(&a, &mut b);
    let view = a.view(patient);
    let (shown, seen) = (view.person.clone(), view.seen(patient, "pr/1"));
    b.set(patient, "pr/1", json!({"title": "asthma, severe"}));
    b.set(patient, "tel", json!({"value": "+7 700 000 00 02"}));
    carry(&b, &mut a);

    let stale = a.try_set(
        patient,
        "pr/1",
        json!({"title": "asthma, mild"}),
        Some(seen),
    );
    assert!(matches!(stale, Err(OpError::Moved { .. })), "{stale:?}");
    assert_eq!(a.view(patient).problems[0].value.title, "asthma, severe");
    let seen = a.view(patient).seen(patient, "pr/1");
    a.try_set(
        patient,
        "pr/1",
        json!({"title": "asthma, mild"}),
        Some(seen),
    )
    .unwrap();
    // What stood nowhere was seen as nothing.
    a.try_set(patient, "pr/2", json!({"title": "x"}), Some(String::new()))
        .unwrap();

    let mut edited = shown.clone();
    edited.address = "Жаңа көше 1".into();
    let edit = |person: &feldsher::domain::person::Person| Op::EditPerson {
        patient,
        person: Box::new(person.clone()),
        shown: Some(Box::new(shown.clone())),
    };
    a.house.transact(&a.me, &edit(&edited)).unwrap();
    let now = a.view(patient).person;
    assert_eq!(
        (now.address.as_str(), now.phone.as_str()),
        ("Жаңа көше 1", "+7 700 000 00 02")
    );
    edited.phone = "+7 700 000 00 03".into();
    edited.address = shown.address.clone();
    let moved = a.house.transact(&a.me, &edit(&edited));
    assert!(matches!(moved, Err(OpError::Moved { .. })), "{moved:?}");
}

#[test]
fn a_disputed_value_is_settled_by_who_may_and_as_it_was_seen() {
    let (mut a, mut b) = (point("a", Role::Doctor), point("b", Role::Doctor));
    let patient = a.register(person());
    a.set(patient, "pr/1", json!({"title": "asthma"}));
    carry(&a, &mut b);
    a.set(patient, "pr/1", json!({"title": "one"}));
    b.set(patient, "pr/1", json!({"title": "two"}));
    carry(&b, &mut a);
    let over = a.try_set(patient, "pr/1", json!({"title": "three"}), None);
    assert_eq!(over.unwrap_err().code(), "disputed");

    let may = authorize::<may::ListConflicts>(&a.me.who, Scope::House).unwrap();
    let seen = a.house.conflicts(&may).unwrap()[0].seen.clone();
    // Still two values, and one of them is another now.
    b.set(patient, "pr/1", json!({"title": "two and a half"}));
    carry(&b, &mut a);
    let settle = |seen| Op::Settle {
        patient,
        key: "pr/1".into(),
        keep: 1,
        shown: 2,
        seen: Some(seen),
    };
    let stale = a.house.transact(&a.me, &settle(seen));
    assert!(matches!(stale, Err(OpError::Moved { .. })), "{stale:?}");
    let seen = a.house.conflicts(&may).unwrap()[0].seen.clone();
    a.house.transact(&a.me, &settle(seen)).unwrap();
    assert!(a.house.conflicts(&may).unwrap().is_empty());
}

#[test]
fn linked_cards_that_differ_about_pregnancy_are_a_dispute_by_any_clock() {
    for (first, second) in [(0, 9_000_000), (9_000_000, 0)] {
        let (mut a, mut b) = (point("a", Role::Doctor), point("b", Role::Doctor));
        let (at_a, at_b) = (a.register(person()), b.register(person()));
        a.clock.set(1_790_000_000 + first);
        a.set(at_a, "preg", json!({"value": "yes"}));
        a.set(at_a, "blood", json!({"value": "A(II) Rh+"}));
        b.clock.set(1_790_000_000 + second);
        b.set(at_b, "preg", json!({"value": "no"}));
        b.set(at_b, "blood", json!({"value": "A(II) Rh-"}));
        carry(&b, &mut a);
        let view = a.view(at_a);
        assert_eq!(view.cards.len(), 2);
        let said: BTreeSet<String> = view
            .pregnancy
            .iter()
            .chain(&view.pregnancy_also)
            .inspect(|noted| assert!(noted.disputed))
            .map(|noted| noted.value.value.clone())
            .collect();
        assert_eq!(said, BTreeSet::from(["no".to_owned(), "yes".to_owned()]));
        assert!(view.blood.as_ref().is_some_and(|noted| noted.disputed));
        assert_eq!(view.blood_also.len(), 1);
        // One answer answers both cards.
        let seen = view.seen(at_a, "preg");
        a.try_set(
            at_a,
            "preg",
            json!({"value": "yes", "lmp": "2026-08"}),
            Some(seen),
        )
        .unwrap();
        let view = a.view(at_a);
        assert!(view.pregnancy_also.is_empty());
        assert!(!view.pregnancy.unwrap().disputed);
    }
}

#[test]
fn a_colleagues_draft_is_not_destroyed_replaced_or_signed_unseen() {
    let mut a = point("a", Role::Doctor);
    let nurse = a.another("nurse", Role::Nurse);
    let patient = a.register(person());
    let me = a.me.copy();
    let draft = a.house.save_draft(&me, None, patient, &said()).unwrap();
    let denied = |done: Result<(), OpError>| {
        assert!(matches!(done, Err(OpError::Denied(_))), "{done:?}");
    };
    let drop = Op::DropDraft { draft: draft.id };
    let sign = Op::SignVisit {
        draft: draft.id,
        confirmed: false,
    };
    denied(a.house.transact(&nurse, &drop).map(drop_it));
    denied(a.house.transact(&nurse, &sign).map(drop_it));
    denied(
        a.house
            .save_draft(&nurse, Some(draft.id), patient, &said())
            .map(drop_it),
    );
    assert_eq!(a.view(patient).drafts.len(), 1);

    // The other way round the policy allows it; the log and the visit say whose it was.
    let draft = a.house.save_draft(&nurse, None, patient, &said()).unwrap();
    for _ in 0..3 {
        a.house
            .save_draft(&me, Some(draft.id), patient, &said())
            .unwrap();
    }
    let signed = a
        .house
        .transact(
            &me,
            &Op::SignVisit {
                draft: draft.id,
                confirmed: false,
            },
        )
        .unwrap()
        .written[0];
    let view = a.view(patient);
    let visit = view.visits.iter().find(|event| event.id == signed).unwrap();
    assert_eq!(visit.content.drafted_by, Some(nurse.who.user));
    assert_eq!(visit.by, Some(me.who.user));
    let may = authorize::<may::ReadAccessLog>(&me.who, Scope::Patient(patient)).unwrap();
    let mut lines = 0;
    let acts: BTreeSet<String> = a
        .house
        .access_log(&may)
        .unwrap()
        .into_iter()
        .map(|(_, line)| line.action)
        .filter(|action| action.ends_with("-draft"))
        .inspect(|_| lines += 1)
        .collect();
    let wanted = ["sign-draft", "take-draft"].map(str::to_owned);
    assert_eq!((acts, lines), (BTreeSet::from(wanted), 2));
}

#[test]
fn a_visit_sent_again_under_its_id_is_there_once() {
    let mut a = point("a", Role::Doctor);
    let patient = a.register(person());
    let send = Op::SignNew {
        patient,
        content: Box::new(said()),
        id: Some(DocId([5; 16])),
        confirmed: false,
    };
    assert_eq!(
        a.house.transact(&a.me, &send).unwrap().written[0],
        DocId([5; 16])
    );
    let again = a.house.transact(&a.me, &send);
    assert!(matches!(again, Err(OpError::AlreadySigned)), "{again:?}");
    assert_eq!(a.view(patient).visits.len(), 1);
    let taken = Op::SignNew {
        patient,
        content: Box::new(said()),
        id: Some(patient),
        confirmed: false,
    };
    assert_eq!(
        a.house.transact(&a.me, &taken).unwrap_err().code(),
        "id-taken"
    );
}

#[test]
fn an_account_change_that_was_cut_in_the_middle_heals() {
    let mut a = point("a", Role::Doctor);
    let nurse = a.another("nurse", Role::Nurse);
    let keys = feldsher::paths::DataFolder::at(a.folder.path()).keys();
    let id = Uuid::from_bytes(nurse.who.user.0);
    let data_key = a.house.data_key().duplicate();
    let mut os = feldsher::vault::OsEntropy;
    // Cut after the key file: the new key was announced to nobody.
    KeySlots::load(&keys)
        .unwrap()
        .reset_password(id, "another one", &data_key, KdfCost::CHEAPEST, &mut os)
        .unwrap();
    let nurse = a.house.sign_in("nurse", "another one").unwrap();
    let patient = a.register(person());
    let op = Op::SignNew {
        patient,
        content: Box::new(said()),
        id: None,
        confirmed: false,
    };
    a.house.transact(&nurse, &op).unwrap();
    assert_eq!(a.verified().signatures_invalid, 0);

    // A slot without an entry: adding the person again makes it theirs.
    let new = NewUser {
        user_id: Uuid::from_u128(9),
        login: "desk",
        password: "correct horse",
    };
    KeySlots::load(&keys)
        .unwrap()
        .add(new, &data_key, KdfCost::CHEAPEST, &mut os)
        .unwrap();
    let unknown = a.house.sign_in("desk", "correct horse");
    assert!(matches!(
        unknown,
        Err(OpError::Vault(VaultError::NoSuchUser))
    ));
    let desk = a.another("desk", Role::Registrar);
    assert_eq!(desk.who.role, Role::Registrar);

    // Removed, and the slot is back from an old copy of the key file.
    let before = std::fs::read(&keys).unwrap();
    let me = a.me.copy();
    a.house.remove_user(&me, desk.who.user).unwrap();
    std::fs::write(&keys, before).unwrap();
    let ended = a.house.sign_in("desk", "correct horse");
    assert!(matches!(ended, Err(OpError::Vault(VaultError::NoSuchUser))));
    // Cut between slot and entry: asked again, the entry is written.
    KeySlots::load(&keys).unwrap().remove(id).unwrap();
    a.house.remove_user(&me, nurse.who.user).unwrap();
    // A registrar stays, who may add nobody: the last who may is not removed, also not by herself.
    a.another("counter", Role::Registrar);
    let last = a.house.remove_user(&me, me.who.user).unwrap_err();
    assert_eq!(last.code(), "last-manager");
    let manager = a.another("head", Role::Manager);
    a.house.remove_user(&manager, me.who.user).unwrap();
}

#[test]
fn a_wrong_clock_is_known_after_a_sync_and_forgotten_when_it_is_right_again() {
    const NOW: i64 = 1_790_000_000;
    const FAR: i64 = 70 * 365 * 86_400;
    for wrong in [NOW + FAR, NOW - FAR / 2] {
        let mut a = point("a", Role::Doctor);
        let patient = a.register(person());
        let doubtful = |a: &mut Point, at: i64| {
            a.clock.set(at);
            let visit = a.sign(patient, said());
            let view = a.view(patient);
            view.visits
                .iter()
                .find(|event| event.id == visit)
                .unwrap()
                .clock_doubtful
        };
        doubtful(&mut a, wrong);
        a.house.met_store(NOW + 60).unwrap();
        assert!(doubtful(&mut a, wrong + 60), "{wrong}");
        // Somebody sets the clock: at once it is believed again, without a further sync.
        assert!(!doubtful(&mut a, NOW + 120), "{wrong}");
        a.house.met_store(NOW + 180).unwrap();
        assert!(!doubtful(&mut a, NOW + 240), "{wrong}");
    }
}

#[test]
fn a_registrar_registers_people_and_no_allergies() {
    let mut a = point("a", Role::Doctor);
    let desk = a.another("desk", Role::Registrar);
    let clinical = [
        Registration {
            no_known_allergies: true,
            ..person()
        },
        Registration {
            allergies: vec![Allergy::default()],
            ..person()
        },
    ];
    for new in clinical {
        let refused = a.house.transact(&desk, &Op::Register(Box::new(new)));
        assert!(matches!(refused, Err(OpError::Denied(_))), "{refused:?}");
    }
    a.house
        .transact(&desk, &Op::Register(Box::new(person())))
        .unwrap();
}

#[test]
fn a_clinic_is_not_set_up_without_a_password() {
    let folder = tempfile::tempdir().unwrap();
    for password in ["", "1234567"] {
        let setup = feldsher::ops::Setup {
            clinic: "Үлгі",
            country: feldsher::domain::country::Country::Kz,
            lang: feldsher::domain::lang::Lang::Kk,
            demo: false,
            login: "a",
            name: "A",
            role: Role::Doctor,
            password,
            cost: KdfCost::CHEAPEST,
        };
        let made = feldsher::ops::House::create(
            &feldsher::paths::DataFolder::at(folder.path()),
            &setup,
            std::sync::Arc::new(feldsher::clock::FixedClock::at(1_790_000_000)),
            Box::new(feldsher::vault::OsEntropy),
        );
        let refused = made.err().unwrap();
        assert_eq!(refused.code(), "vault-password-short");
    }
    assert!(
        !feldsher::paths::DataFolder::at(folder.path())
            .keys()
            .exists()
    );
}

fn drop_it<T>(_done: T) {}

trait Named {
    fn default_named(family: &str) -> Self;
}

impl Named for Registration {
    fn default_named(family: &str) -> Self {
        let mut new = Self::default();
        new.person.name.family = family.into();
        new
    }
}

pub trait Copied {
    fn copy(&self) -> SignedIn;
}

impl Copied for SignedIn {
    fn copy(&self) -> SignedIn {
        SignedIn {
            who: self.who.clone(),
            key: self.key.clone(),
        }
    }
}

impl Point {
    fn another(&mut self, login: &str, role: Role) -> SignedIn {
        self.house
            .add_user(&self.me, login, login, role, "correct horse")
            .unwrap();
        self.house.sign_in(login, "correct horse").unwrap()
    }

    fn sign(&mut self, patient: PatientId, content: Draft) -> DocId {
        let op = Op::SignNew {
            patient,
            content: Box::new(content),
            id: None,
            confirmed: false,
        };
        self.house.transact(&self.me, &op).unwrap().written[0]
    }

    fn try_set(
        &mut self,
        patient: PatientId,
        key: &str,
        value: serde_json::Value,
        seen: Option<String>,
    ) -> Result<(), OpError> {
        let serde_json::Value::Object(value) = value else {
            panic!("an object")
        };
        let op = Op::SetFact {
            patient,
            key: key.into(),
            value,
            seen,
        };
        self.house.transact(&self.me, &op).map(|_changes| ())
    }
}
