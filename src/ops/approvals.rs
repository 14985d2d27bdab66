//! Signatures under rules of dosing: a clinician signs what this program has, word for word, or takes a signature back; and which
//! of the signatures that came here count.

use std::collections::{BTreeMap, BTreeSet};

use super::error::{OpError, OpResult};
use super::house::House;
use super::policy::{Action, Authorized, Scope, allows, may};
use super::write::Write;
use crate::clinical::Formulary;
use crate::domain::approval::{Approval, Approved};
use crate::domain::chunk::Kind;
use crate::domain::ids::{DocId, FacilityId};
use crate::domain::role::Role;
use crate::record::shape;
use crate::vault::entries::EntryRow;
use crate::vault::{Connection, entries, users};

impl House {
    /// The signatures that count here, by rule and time.
    pub fn approvals(&self, _may: &Authorized<may::ReadRules>) -> OpResult<Vec<Approved>> {
        standing(&self.conn)
    }
}

/// Signs rules. `items` are the hashes that the signer was shown: what has changed since is refused.
pub(super) fn approve(
    write: &mut Write<'_, '_>,
    may: &Authorized<may::ApproveRules>,
    items: &BTreeMap<String, String>,
    (position, remark): (&str, &str),
) -> OpResult<()> {
    few(items.len())?;
    let data = Formulary::builtin();
    for (item, hash) in items {
        match data.hash_of(item) {
            None => return Err(invalid("rule-unknown", item)),
            Some(now) if now != hash => return Err(invalid("rule-changed", item)),
            Some(_) => {}
        }
    }
    let content = Approval {
        edition: data.valid_from(),
        items: items.clone(),
        withdraws: Vec::new(),
        name: may.who().name.clone(),
        position: said("position", position)?,
        remark: said("remark", remark)?,
    };
    seal(write, "approve-rules", &content)
}

/// Takes back the signatures under these rules that stand here now. One given elsewhere at the same time is not touched.
pub(super) fn withdraw(
    write: &mut Write<'_, '_>,
    may: &Authorized<may::ApproveRules>,
    items: &BTreeSet<String>,
    remark: &str,
) -> OpResult<()> {
    few(items.len())?;
    let standing = standing(&write.tx)?;
    let meant = |one: &&Approved| items.contains(&one.item);
    let mut taken = BTreeMap::new();
    let mut withdraws = BTreeSet::new();
    for one in standing.iter().filter(meant) {
        taken.insert(one.item.clone(), one.hash.clone());
        withdraws.insert(one.entry);
    }
    if let Some(unsigned) = items.iter().find(|item| !taken.contains_key(*item)) {
        return Err(invalid("rule-unsigned", unsigned));
    }
    let content = Approval {
        edition: Formulary::builtin().valid_from(),
        items: taken,
        withdraws: withdraws.into_iter().collect(),
        name: may.who().name.clone(),
        position: String::new(),
        remark: said("remark", remark)?,
    };
    seal(write, "withdraw-approval", &content)
}

fn seal(write: &mut Write<'_, '_>, action: &str, content: &Approval) -> OpResult<()> {
    let id = write.house_entry(Kind::APPROVAL, content)?;
    write.changes.written.push(id);
    write.changes.rules = true;
    write.access(action, "rules", None, Some(id))
}

fn few(count: usize) -> OpResult<()> {
    match count {
        0 => Err(invalid("rules-none", "")),
        1..=Approval::MOST_ITEMS => Ok(()),
        _ => Err(invalid("rules-many", &Approval::MOST_ITEMS.to_string())),
    }
}

fn said(field: &str, text: &str) -> OpResult<String> {
    let text = text.trim();
    if text.chars().count() > Approval::LONGEST {
        return Err(invalid("value-unfit", field));
    }
    Ok(text.to_owned())
}

fn invalid(code: &'static str, field: &str) -> OpError {
    OpError::Invalid {
        code,
        field: field.to_owned(),
    }
}

/// Every signature that counts. A signature counts while its author, as the house that employs her announced her, may sign and has
/// not left; a withdrawal counts for ever, because nobody's leaving may make an answer look better.
fn standing(conn: &Connection) -> OpResult<Vec<Approved>> {
    let known = users::announced(conn)?;
    let mut read = Vec::new();
    for row in entries::in_order(conn, Kind::APPROVAL)? {
        let Some(facility) = users::signed_facility(conn, &row)? else {
            continue;
        };
        if let Some(content) = shape::typed::<Approval>(&row.content) {
            read.push((facility, row, content));
        }
    }
    let mut gone: BTreeSet<(DocId, &str)> = BTreeSet::new();
    for (facility, row, content) in read.iter().filter(|(_, _, c)| c.is_withdrawal()) {
        let might = row.author.is_some_and(|author| {
            known
                .ever(*facility, author)
                .any(|user| may_sign(user.role))
        });
        if might {
            for entry in &content.withdraws {
                gone.extend(content.items.keys().map(|item| (*entry, item.as_str())));
            }
        }
    }
    let mut standing: Vec<Approved> = read
        .iter()
        .filter(|(_, _, content)| !content.is_withdrawal())
        .flat_map(|(facility, row, content)| signed(&known, *facility, row, content))
        .filter(|one| !gone.contains(&(one.entry, one.item.as_str())))
        .collect();
    standing.sort_by(|a, b| (&a.item, a.at, a.entry).cmp(&(&b.item, b.at, b.entry)));
    Ok(standing)
}

fn signed(
    known: &users::Announced,
    facility: FacilityId,
    row: &EntryRow,
    content: &Approval,
) -> Vec<Approved> {
    let author = row.author.and_then(|by| known.working(facility, by));
    let Some(author) = author.filter(|user| may_sign(user.role)) else {
        return Vec::new();
    };
    content
        .items
        .iter()
        .map(|(item, hash)| Approved {
            entry: row.doc,
            item: item.clone(),
            hash: hash.clone(),
            edition: content.edition,
            by: author.user,
            name: content.name.clone(),
            role: author.role,
            position: content.position.clone(),
            place: author.place.clone(),
            at: row.entered_at,
            remark: content.remark.clone(),
        })
        .collect()
}

fn may_sign(role: Role) -> bool {
    allows(role, Action::ApproveRules, Scope::House)
}
