//! Signatures under rules of dosing: whose counts, for which text, until when; and that they change words only.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use ed25519_dalek::SigningKey;
use feldsher::clinical::{Answer, Formulary, Question, Site, Verdict, check, check_at};
use feldsher::domain::approval::{Approval, Approved};
use feldsher::domain::chunk::{Chunk, Kind, Unit};
use feldsher::domain::ids::{DocId, FacilityId, UserId};
use feldsher::domain::role::Role;
use feldsher::ops::op::Op;
use feldsher::ops::policy::{Scope, authorize, may};
use feldsher::ops::remote::{RemoteBatch, RemoteItem};
use feldsher::ops::{OpError, SignedIn};
use feldsher::record::{Actor, Head, Signer, seal};
use proptest::prelude::*;

use super::guards::Copied as _;
use super::house::{Point, carry, point};

const RULE: &str = "paracetamol-po-child";
const OTHER: &str = "zinc-imci";

fn hash(rule: &str) -> String {
    Formulary::builtin().hash_of(rule).unwrap().to_owned()
}

fn sign(rules: &[&str]) -> Op {
    Op::ApproveRules {
        items: rules
            .iter()
            .map(|id| ((*id).to_owned(), hash(id)))
            .collect(),
        position: "clinical pharmacist".to_owned(),
        remark: String::new(),
    }
}

fn withdraw(rule: &str) -> Op {
    Op::WithdrawApproval {
        items: [rule.to_owned()].into(),
        remark: "read too fast".to_owned(),
    }
}

/// Rule and name of every signature that counts and is of the text that stands.
fn standing(at: &Point) -> Vec<(String, String)> {
    let may = authorize::<may::ReadRules>(&at.me.who, Scope::House).unwrap();
    let rows: Vec<Approved> = at.house.approvals(&may).unwrap();
    rows.into_iter()
        .filter(|row| Formulary::builtin().hash_of(&row.item) == Some(row.hash.as_str()))
        .map(|row| (row.item, row.name))
        .collect()
}

fn user(at: &mut Point, login: &str, role: Role) -> SignedIn {
    let me = at.me.copy();
    at.house
        .add_user(&me, login, login, role, "correct horse")
        .unwrap();
    at.house.sign_in(login, "correct horse").unwrap()
}

/// B believes A's workstation, as the store's list makes it.
fn believe(a: &Point, b: &mut Point) {
    let place = a.house.place();
    let key = place.device_key.verifying_key();
    b.house.trust(Signer::Device(place.device), &key).unwrap();
}

fn bring(to: &mut Point, chunk: Chunk) {
    let batch = RemoteBatch {
        scope: FacilityId([1; 16]),
        log: 0,
        epoch: [1; 8],
        items: vec![(1, RemoteItem::Change(chunk))],
        next: None,
    };
    to.house.apply_remote(&batch).unwrap();
}

#[test]
fn a_pharmacist_signs_withdraws_and_signs_again() {
    let mut a = point("doctor", Role::Doctor);
    let pharmacist = user(&mut a, "pharmacist", Role::Pharmacist);
    a.house
        .transact(&pharmacist, &sign(&[RULE, OTHER]))
        .unwrap();
    let both = [RULE, OTHER].map(|id| (id.to_owned(), "pharmacist".to_owned()));
    assert_eq!(standing(&a), both);

    let me = a.me.copy();
    a.house.transact(&me, &withdraw(RULE)).unwrap();
    assert_eq!(standing(&a), both[1..], "anybody who may sign may withdraw");
    let twice = a.house.transact(&me, &withdraw(RULE)).unwrap_err();
    assert_eq!(twice.code(), "rule-unsigned");

    a.house.transact(&pharmacist, &sign(&[RULE])).unwrap();
    assert_eq!(
        standing(&a),
        both,
        "a withdrawal ends what was signed before it"
    );
    assert!(a.verified().problems.is_empty());
}

#[test]
fn nothing_is_signed_that_this_program_does_not_have_word_for_word() {
    let mut a = point("doctor", Role::Doctor);
    let me = a.me.copy();
    let one = |id: &str, hash: &str| Op::ApproveRules {
        items: [(id.to_owned(), hash.to_owned())].into(),
        position: String::new(),
        remark: String::new(),
    };
    let many: BTreeMap<String, String> = Formulary::builtin()
        .medicines()
        .flat_map(|m| &m.rules)
        .take(Approval::MOST_ITEMS + 1)
        .map(|rule| (rule.id.clone(), rule.hash.clone()))
        .collect();
    let cases = [
        (one("aspirin-in-tea", &hash(RULE)), "rule-unknown"),
        (one(RULE, &hash(OTHER)), "rule-changed"),
        (one(RULE, ""), "rule-changed"),
        (sign(&[]), "rules-none"),
        (
            Op::ApproveRules {
                items: many,
                position: String::new(),
                remark: String::new(),
            },
            "rules-many",
        ),
        (
            Op::ApproveRules {
                items: [(RULE.to_owned(), hash(RULE))].into(),
                position: "x".repeat(Approval::LONGEST + 1),
                remark: String::new(),
            },
            "value-unfit",
        ),
    ];
    for (op, code) in cases {
        let refused = a.house.transact(&me, &op).unwrap_err();
        assert_eq!(refused.code(), code, "{op:?}");
    }
    assert!(standing(&a).is_empty());
}

/// As many rules as one entry may hold travel, whatever their hashes.
#[test]
fn the_longest_signature_fits_the_wire() {
    let mut a = point("doctor", Role::Doctor);
    let me = a.me.copy();
    let rules: Vec<&str> = Formulary::builtin()
        .medicines()
        .flat_map(|m| &m.rules)
        .map(|rule| rule.id.as_str())
        .take(Approval::MOST_ITEMS)
        .collect();
    a.house.transact(&me, &sign(&rules)).unwrap();
    assert_eq!(standing(&a).len(), Approval::MOST_ITEMS);
}

#[test]
fn every_role_that_may_not_sign_is_refused() {
    let mut a = point("doctor", Role::Doctor);
    for role in Role::ALL {
        let who = if role == Role::Doctor {
            a.me.copy()
        } else {
            user(&mut a, role.code(), role)
        };
        let done = a.house.transact(&who, &sign(&[RULE]));
        if matches!(role, Role::Doctor | Role::Pharmacist) {
            done.unwrap();
        } else {
            assert!(matches!(done, Err(OpError::Denied(_))), "{role:?}");
        }
    }
    assert_eq!(standing(&a).len(), 2);
}

#[test]
fn a_signature_counts_in_the_other_house_and_a_withdrawal_comes_after_it() {
    let mut a = point("a", Role::Doctor);
    let mut b = point("b", Role::Doctor);
    believe(&a, &mut b);
    believe(&b, &mut a);
    let pharmacist = user(&mut a, "pharmacist", Role::Pharmacist);
    a.house.transact(&pharmacist, &sign(&[RULE])).unwrap();
    carry(&a, &mut b);
    let there = [(RULE.to_owned(), "pharmacist".to_owned())];
    assert_eq!(standing(&b), there);

    let me = b.me.copy();
    b.house.transact(&me, &withdraw(RULE)).unwrap();
    carry(&b, &mut a);
    assert!(standing(&a).is_empty() && standing(&b).is_empty());
}

/// What was signed at the same time elsewhere is not touched by a withdrawal that did not know of it.
#[test]
fn a_withdrawal_ends_only_the_signatures_that_it_knew() {
    let mut a = point("a", Role::Doctor);
    let mut b = point("b", Role::Doctor);
    believe(&a, &mut b);
    believe(&b, &mut a);
    let (in_a, in_b) = (a.me.copy(), b.me.copy());
    a.house.transact(&in_a, &sign(&[RULE])).unwrap();
    b.house.transact(&in_b, &sign(&[RULE])).unwrap();
    a.house.transact(&in_a, &withdraw(RULE)).unwrap();
    carry(&a, &mut b);
    carry(&b, &mut a);
    assert_eq!(standing(&a), standing(&b));
    assert_eq!(standing(&a).len(), 1);
}

/// One entry of kind approval, as somebody forges or an older edition left it.
struct Written<'k> {
    by: UserId,
    key: &'k SigningKey,
    facility: FacilityId,
    unit: Unit,
    hash: String,
}

fn chunk(at: &Point, n: u8, written: Written<'_>) -> Chunk {
    let head = Head {
        id: DocId([n; 16]),
        kind: Kind::APPROVAL,
        unit: written.unit,
        by: Some(written.by),
        // What an entry says of its author's role is not believed.
        role: "pharmacist".into(),
        device: at.house.place().device,
        facility: written.facility,
        care_at: 1_790_000_000,
        entered_at: 1_790_000_000,
        clock_doubtful: false,
        amends: None,
    };
    let content = Approval {
        edition: NaiveDate::from_ymd_opt(2026, 1, 1).unwrap(),
        items: [(RULE.to_owned(), written.hash)].into(),
        name: "forged".into(),
        ..Approval::default()
    };
    seal(&head, &content, written.key, Actor([n; 16])).unwrap()
}

#[test]
fn whose_signature_counts_and_for_which_text() {
    let mut a = point("doctor", Role::Doctor);
    let pharmacist = user(&mut a, "pharmacist", Role::Pharmacist);
    let nurse = user(&mut a, "nurse", Role::Nurse);
    let stranger = SigningKey::from_bytes(&[0x44; 32]);
    let own = a.house.place().facility;
    let elsewhere = FacilityId([0x33; 16]);
    let of = |by: UserId, key| Written {
        by,
        key,
        facility: own,
        unit: Unit::Facility(own),
        hash: hash(RULE),
    };
    let her = pharmacist.who.user;
    let cases = [
        ("as it should be", true, of(her, &pharmacist.key)),
        ("her name, another's key", false, of(her, &stranger)),
        (
            "somebody nobody knows",
            false,
            of(UserId([0x66; 16]), &stranger),
        ),
        (
            "a nurse who calls herself pharmacist",
            false,
            of(nurse.who.user, &nurse.key),
        ),
        (
            "the text of an earlier edition",
            false,
            Written {
                hash: "0".repeat(64),
                ..of(her, &pharmacist.key)
            },
        ),
        (
            "in the name of a house that never announced her",
            false,
            Written {
                facility: elsewhere,
                unit: Unit::Facility(elsewhere),
                ..of(her, &pharmacist.key)
            },
        ),
        (
            "house and unit differ",
            false,
            Written {
                unit: Unit::Facility(elsewhere),
                ..of(her, &pharmacist.key)
            },
        ),
    ];
    let mut counted = 0;
    for (n, (what, counts, written)) in cases.into_iter().enumerate() {
        let chunk = chunk(&a, n as u8 + 1, written);
        bring(&mut a, chunk);
        counted += usize::from(counts);
        assert_eq!(standing(&a).len(), counted, "{what}");
    }
    // On the paper of a patient it does not pass the gate.
    let before = a.verified().quarantined;
    let on_paper = Written {
        unit: Unit::Patient(DocId([7; 16])),
        ..of(her, &pharmacist.key)
    };
    let chunk = chunk(&a, 99, on_paper);
    bring(&mut a, chunk);
    assert_eq!(a.verified().quarantined, before + 1);
    assert_eq!(standing(&a).len(), counted);
}

#[test]
fn whoever_left_or_may_sign_no_longer_approves_nothing_and_what_she_withdrew_stays_withdrawn() {
    let mut a = point("doctor", Role::Doctor);
    let me = a.me.copy();
    let pharmacist = user(&mut a, "pharmacist", Role::Pharmacist);
    let other = user(&mut a, "other", Role::Pharmacist);
    a.house.transact(&pharmacist, &sign(&[RULE])).unwrap();
    a.house.transact(&other, &sign(&[OTHER])).unwrap();
    a.house.transact(&pharmacist, &withdraw(OTHER)).unwrap();
    assert_eq!(standing(&a).len(), 1);
    a.house.remove_user(&me, pharmacist.who.user).unwrap();
    assert!(standing(&a).is_empty());
}

/// Judges of approvals are not the check: figures, findings and verdict are the same, whatever is signed.
fn bare(answer: &Answer) -> Answer {
    let mut answer = answer.clone();
    answer.approved = false;
    for proposal in &mut answer.proposals {
        proposal.approved = false;
    }
    answer
}

fn ordinary() -> Vec<Question> {
    include_str!("../data/clinical/ordinary.jsonl")
        .lines()
        .map(|line| {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            serde_json::from_value(row["question"].clone()).unwrap()
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn signatures_change_words_and_nothing_else(seed in any::<u64>(), share in 0u64..=4) {
        let data = Formulary::builtin();
        let rules = || data.medicines().flat_map(|m| &m.rules);
        // A share of the rules, by a mix of seed and place: none, some, all.
        let mixed = |n: usize| (seed ^ n as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 62;
        let signed: BTreeSet<&str> = rules()
            .enumerate()
            .filter(|(n, _)| mixed(*n) < share)
            .map(|(_, rule)| rule.id.as_str())
            .collect();
        let site = Site::new(signed.iter().map(|id| ((*id).to_owned(), hash(id))));
        for question in ordinary().iter().step_by(7) {
            let (without, with) = (check(data, question), check_at(data, &site, question));
            prop_assert_eq!(bare(&without), bare(&with));
            prop_assert!(!without.approved);
            let behind = !with.relied_on.is_empty()
                && with.relied_on.iter().all(|id| signed.contains(id.as_str()));
            prop_assert_eq!(with.approved, with.answer == Verdict::Within && behind);
        }
    }
}

#[test]
fn a_signed_rule_from_general_knowledge_confirms_nothing() {
    let data = Formulary::builtin();
    let everything = data.medicines().flat_map(|m| &m.rules);
    let site = Site::new(everything.map(|rule| (rule.id.clone(), rule.hash.clone())));
    let mut unsure = 0;
    for question in ordinary() {
        let answer = check_at(data, &site, &question);
        let only_knowledge = answer.findings.iter().any(|f| f.code == "only-knowledge");
        if only_knowledge {
            unsure += 1;
            assert_ne!(answer.answer, Verdict::Within, "{question:?}");
            assert!(!answer.approved);
        }
    }
    assert!(unsure > 0, "the table has such orders");
}
