//! Users as their entries say. An entry counts when it is signed by somebody believed who may announce users in that house;
//! nobody else's word gives a role or a key.

use std::collections::BTreeMap;

use ed25519_dalek::VerifyingKey;
use rusqlite::{Connection, OptionalExtension as _};

use super::entries::EntryRow;
use super::signers::{self, Source};
use super::{VaultError, entries, meta};
use crate::domain::card::SignatureState;
use crate::domain::chunk::{Kind, Unit};
use crate::domain::ids::{DeviceId, FacilityId, UserId, unhex};
use crate::domain::role::{Role, User};
use crate::record::{Signer, shape};

/// Key in `meta` of the house's own id.
pub const FACILITY: &str = "facility";

/// Takes the keys of all user entries that count; call after one has come or is newly believed.
pub fn learn(conn: &Connection) -> Result<(), VaultError> {
    for (_, user) in announced(conn)?.counted {
        if let Some(key) = public_key(&user) {
            signers::trust(conn, Signer::User(user.user), &key, Source::Entry)?;
        }
    }
    Ok(())
}

/// Everybody who is known here by name. What this house says of a user goes before what others say.
pub fn all(conn: &Connection) -> Result<Vec<User>, VaultError> {
    let own = own_facility(conn)?;
    let mut users: BTreeMap<UserId, User> = BTreeMap::new();
    let standing = announced(conn)?.standing;
    let (ours, theirs): (Vec<_>, Vec<_>) = standing
        .into_iter()
        .partition(|((facility, _), _)| Some(*facility) == own);
    for ((_, id), user) in ours.into_iter().chain(theirs) {
        users.entry(id).or_insert(user);
    }
    let mut users: Vec<User> = users.into_values().collect();
    users.sort_by(|a, b| a.login.cmp(&b.login));
    Ok(users)
}

/// A user as this house itself announced them: the only source of a role here.
pub fn own(conn: &Connection, user: UserId) -> Result<Option<User>, VaultError> {
    let Some(facility) = own_facility(conn)? else {
        return Ok(None);
    };
    Ok(announced(conn)?.standing.remove(&(facility, user)))
}

/// What the user entries say, read in the order in which they came.
#[derive(Default)]
pub struct Announced {
    standing: BTreeMap<(FacilityId, UserId), User>,
    /// Every content that counted, superseded ones too: what an old key signed stays signed.
    counted: Vec<(FacilityId, User)>,
    /// The workstation that announced the first user of another house.
    roots: BTreeMap<FacilityId, DeviceId>,
    own: Option<FacilityId>,
}

pub fn announced(conn: &Connection) -> Result<Announced, VaultError> {
    let mut waiting = Vec::new();
    for row in entries::in_order(conn, Kind::USER)? {
        let Some(facility) = signed_facility(conn, &row)? else {
            continue;
        };
        if let Some(user) = shape::typed::<User>(&row.content) {
            waiting.push((facility, row, user));
        }
    }
    let own = own_facility(conn)?;
    let mut known = Announced {
        own,
        ..Announced::default()
    };
    // An entry may come before the one that announces its author; what still waits after a round without progress counts for nothing.
    loop {
        let mut left = Vec::new();
        let before = waiting.len();
        for (facility, row, user) in waiting {
            if known.may_announce(conn, own, facility, &row)? {
                known.standing.insert((facility, user.user), user.clone());
                known.counted.push((facility, user));
            } else {
                left.push((facility, row, user));
            }
        }
        if left.is_empty() || left.len() == before {
            return Ok(known);
        }
        waiting = left;
    }
}

impl Announced {
    /// The user as that house announced them, who still works there; nobody whom this house itself has removed.
    pub fn working(&self, facility: FacilityId, user: UserId) -> Option<&User> {
        let left = |facility| {
            self.standing
                .get(&(facility, user))
                .is_some_and(|user| user.valid_until.is_some())
        };
        let known = self.standing.get(&(facility, user))?;
        (!left(facility) && !self.own.is_some_and(left)).then_some(known)
    }

    /// Everything that house ever said of a user and that counted.
    pub fn ever(&self, facility: FacilityId, user: UserId) -> impl Iterator<Item = &User> {
        self.counted
            .iter()
            .filter(move |(place, known)| *place == facility && known.user == user)
            .map(|(_, known)| known)
    }

    /// A workstation announces the first user of its own house; later ones are announced by those who may manage users there
    /// (`ops::policy`), with the role that this house knows of them, never the one they claim.
    fn may_announce(
        &mut self,
        conn: &Connection,
        own: Option<FacilityId>,
        facility: FacilityId,
        row: &EntryRow,
    ) -> Result<bool, VaultError> {
        match row.author {
            Some(author) => Ok(self
                .standing
                .get(&(facility, author))
                .is_some_and(|user| user.valid_until.is_none() && manages(user.role))),
            None if Some(facility) == own => is_this_workstation(conn, row.device),
            None => Ok(*self.roots.entry(facility).or_insert(row.device) == row.device),
        }
    }
}

fn manages(role: Role) -> bool {
    matches!(role, Role::Manager | Role::Doctor | Role::Feldsher)
}

/// The house that a believed entry of a house speaks for; `None` where the signature does not count or the names differ.
pub fn signed_facility(
    conn: &Connection,
    row: &EntryRow,
) -> Result<Option<FacilityId>, VaultError> {
    if row.signature != SignatureState::Valid {
        return Ok(None);
    }
    let mut find = conn.prepare_cached("SELECT unit FROM entry WHERE doc = ?1")?;
    let unit: Vec<u8> = find.query_row([row.doc.0], |row| row.get(0))?;
    Ok(match Unit::from_bytes(&unit) {
        Some(Unit::Facility(facility)) if facility == row.facility => Some(facility),
        _ => None,
    })
}

/// This workstation, in this life or in one before a restore.
fn is_this_workstation(conn: &Connection, device: DeviceId) -> Result<bool, VaultError> {
    let mut find = conn.prepare_cached("SELECT 1 FROM signer WHERE id = ?1 AND source = 'here'")?;
    Ok(find
        .query_row([device.0], |_row| Ok(()))
        .optional()?
        .is_some())
}

fn own_facility(conn: &Connection) -> Result<Option<FacilityId>, VaultError> {
    Ok(meta::get(conn, FACILITY)?.and_then(|id| FacilityId::from_slice(&id)))
}

pub fn public_key(user: &User) -> Option<VerifyingKey> {
    let bytes: [u8; 32] = unhex(&user.public_key)?.try_into().ok()?;
    VerifyingKey::from_bytes(&bytes).ok()
}
