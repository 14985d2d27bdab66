//! Users as their entries say. A key is believed when the entry that names it is signed by somebody already believed.

use ed25519_dalek::VerifyingKey;
use rusqlite::Connection;

use super::signers::{self, Source};
use super::{VaultError, entries};
use crate::domain::card::SignatureState;
use crate::domain::chunk::Kind;
use crate::domain::ids::{DocId, unhex};
use crate::domain::role::{Role, User};
use crate::record::{Entry, Signer, shape};

/// Takes the key of a user entry that somebody believed signed.
pub fn learn(conn: &Connection, doc: DocId, entry: &Entry) -> Result<(), VaultError> {
    let Some(row) = entries::one(conn, doc)? else {
        return Ok(());
    };
    if row.signature != SignatureState::Valid || !may_announce(&row) {
        return Ok(());
    }
    let Ok(user) = entry.content::<User>() else {
        return Ok(());
    };
    let Some(key) = public_key(&user) else {
        return Ok(());
    };
    signers::trust(conn, Signer::User(user.user), &key, Source::Entry)?;
    Ok(())
}

/// Every user, the newest entry of each.
pub fn all(conn: &Connection) -> Result<Vec<User>, VaultError> {
    let mut users: Vec<User> = Vec::new();
    for row in entries::of_kind(conn, Kind::USER, i64::MIN, i64::MAX)? {
        if let Some(user) = shape::typed::<User>(&row.content) {
            users.retain(|known| known.user != user.user);
            users.push(user);
        }
    }
    users.sort_by(|a, b| a.login.cmp(&b.login));
    Ok(users)
}

/// A workstation announces its first user itself; later ones are announced by those who may manage users (`ops::policy`).
fn may_announce(row: &entries::EntryRow) -> bool {
    let head = [Role::Manager, Role::Doctor, Role::Feldsher]
        .iter()
        .any(|role| row.role == role.code());
    row.author.is_none() || head
}

pub fn public_key(user: &User) -> Option<VerifyingKey> {
    let bytes: [u8; 32] = unhex(&user.public_key)?.try_into().ok()?;
    VerifyingKey::from_bytes(&bytes).ok()
}
