//! Whose signature is believed here, and how each entry stands against that.

use ed25519_dalek::VerifyingKey;
use rusqlite::{Connection, params};

use super::{VaultError, entries, log, users};
use crate::domain::card::SignatureState;
use crate::domain::chunk::{Chunk, Kind};
use crate::domain::ids::{DeviceId, Hash32, UserId};
use crate::record::{Signed, Signer, signed};

/// Where a key was learnt from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Made on this workstation.
    Here,
    /// A user entry signed by a believed manager.
    Entry,
    /// The store's signed list.
    Store,
    /// A workstation of this house, paired by a code that people read to each other.
    Neighbour,
}

impl Source {
    fn code(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Entry => "entry",
            Self::Store => "store",
            Self::Neighbour => "neighbour",
        }
    }
}

/// Believes a key from now on, and judges again the entries that waited for it.
pub fn trust(
    conn: &Connection,
    who: Signer,
    key: &VerifyingKey,
    source: Source,
) -> Result<(), VaultError> {
    let id = id_of(who);
    let added = conn
        .prepare_cached("INSERT OR IGNORE INTO signer (id, key, source) VALUES (?1, ?2, ?3)")?
        .execute(params![id, key.as_bytes(), source.code()])?;
    if added == 0 {
        return Ok(());
    }
    // Entries without an author are signed by the device itself.
    let column = match who {
        Signer::User(_) => "author = ?1",
        Signer::Device(_) => "author IS NULL AND device = ?1",
    };
    let sql = format!(
        "SELECT c.hash FROM entry e JOIN chunk c ON c.n = e.n WHERE e.signature <> 1 AND e.{column}"
    );
    let mut waiting = conn.prepare(&sql)?;
    let hashes: Vec<[u8; 32]> = waiting
        .query_map([id], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for hash in hashes {
        if let Some(logged) = log::chunk(conn, Hash32(hash))? {
            let state = judge(conn, &logged.chunk)?;
            conn.prepare_cached("UPDATE entry SET signature = ?2 WHERE doc = ?1")?
                .execute(params![logged.chunk.doc.0, entries::state_number(state)])?;
            // A user entry that is believed now may announce the next key.
            if logged.chunk.kind == Kind::USER && state == SignatureState::Valid {
                users::learn(conn)?;
            }
        }
    }
    Ok(())
}

/// Is the chunk signed by someone believed?
pub fn judge(conn: &Connection, chunk: &Chunk) -> Result<SignatureState, VaultError> {
    judge_signed(conn, signed(chunk).ok())
}

/// The same for a signature that was already read.
pub fn judge_signed(
    conn: &Connection,
    signed: Option<Signed>,
) -> Result<SignatureState, VaultError> {
    let Some(signed) = signed else {
        return Ok(SignatureState::Invalid);
    };
    let keys = keys_of(conn, signed.by)?;
    Ok(if keys.iter().any(|key| signed.verify(key)) {
        SignatureState::Valid
    } else if keys.is_empty() {
        SignatureState::UnknownAuthor
    } else {
        SignatureState::Invalid
    })
}

/// All keys believed for one signer: a password reset adds one, the old ones stay for what they signed.
pub fn keys_of(conn: &Connection, who: Signer) -> Result<Vec<VerifyingKey>, VaultError> {
    let mut find = conn.prepare_cached("SELECT key FROM signer WHERE id = ?1")?;
    let rows = find.query_map([id_of(who)], |row| row.get::<_, [u8; 32]>(0))?;
    let keys = rows.collect::<Result<Vec<_>, _>>()?;
    Ok(keys
        .iter()
        .filter_map(|key| VerifyingKey::from_bytes(key).ok())
        .collect())
}

fn id_of(who: Signer) -> [u8; 16] {
    match who {
        Signer::User(UserId(id)) | Signer::Device(DeviceId(id)) => id,
    }
}
