//! Who is enrolled here: what an operator sees of the workstations, and how one that was stolen or given away is taken out of use.

use serde::Serialize;

use super::Store;
use super::devices::announce;
use super::log::MAX_ROWS;
use super::refused::Refused;
use super::storage::{Row, StoreError, Tx, Value, bytes, int, one, text, within};
use crate::domain::ids::{DeviceId, FacilityId};
use crate::sync::cursor::Scope;

/// A workstation as the store knows it. Times are UTC seconds on the store's clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Enlisted {
    pub device: DeviceId,
    /// The name of its clinic: workstations of one house may share it.
    pub name: String,
    pub scope: Scope,
    pub scope_name: String,
    pub enrolled_at: i64,
    /// When some life of its database began to be known here last.
    pub seen_at: Option<i64>,
    pub app_version: Option<String>,
    pub revoked_at: Option<i64>,
    pub reason: Option<String>,
}

impl Store {
    /// All workstations, or those of this id or name; oldest id first.
    pub fn devices(&self, which: Option<&str>) -> Result<Vec<Enlisted>, StoreError> {
        let mut all = Vec::new();
        loop {
            let after = all
                .last()
                .map_or_else(Vec::new, |last: &Enlisted| last.device.0.to_vec());
            let page = within(&*self.storage, |tx| page(tx, which, &after))?;
            let is_last = page.len() < MAX_ROWS;
            all.extend(page);
            if is_last {
                return Ok(all);
            }
        }
    }

    /// Takes a workstation out of use for ever, and tells its house. Whatever it asks from here on is refused, its frames in work
    /// included; enrolled again it is another workstation. False: it was out of use before, and the first reason stands.
    pub fn revoke_device(&self, device: DeviceId, reason: &str) -> Result<bool, StoreError> {
        let now = self.clock.now();
        within(&*self.storage, |tx| {
            let row = one(
                tx,
                "SELECT scope FROM device WHERE device = $1",
                &[bytes(device.0)],
            )?
            .ok_or(Refused::UnknownDevice)?;
            let changed = tx.execute(
                "UPDATE device SET revoked_at = $2, revoked_reason = $3 WHERE device = $1 AND revoked_at IS NULL",
                &[bytes(device.0), Value::Int(now), text(reason)],
            )?;
            if changed == 0 {
                return Ok(false);
            }
            announce(tx, FacilityId(row.array(0)?), &self.key)?;
            Ok(true)
        })
    }
}

/// Refuses a device that was taken out of use since its request began.
pub(super) fn still_in_use(tx: &mut dyn Tx, device: DeviceId) -> Result<(), StoreError> {
    let revoked = one(
        tx,
        "SELECT device FROM device WHERE device = $1 AND revoked_at IS NOT NULL",
        &[bytes(device.0)],
    )?;
    match revoked {
        Some(_) => Err(Refused::Revoked.into()),
        None => Ok(()),
    }
}

fn page(tx: &mut dyn Tx, which: Option<&str>, after: &[u8]) -> Result<Vec<Enlisted>, StoreError> {
    let id = which.and_then(DeviceId::parse).unwrap_or_default();
    let rows = tx.query(
        "SELECT d.device, d.name, d.scope, s.name, d.enrolled_at,
                (SELECT MAX(r.seen_at) FROM replica r WHERE r.device = d.device),
                (SELECT r.app_version FROM replica r WHERE r.device = d.device ORDER BY r.seen_at DESC, r.replica LIMIT 1),
                d.revoked_at, d.revoked_reason
         FROM device d JOIN scope s ON s.scope = d.scope
         WHERE d.device > $1 AND (CAST($2 AS BIGINT) = 0 OR d.device = $3 OR d.name = $4)
         ORDER BY d.device LIMIT $5",
        &[
            bytes(after),
            int(u64::from(which.is_some())),
            bytes(id.0),
            text(which.unwrap_or_default()),
            int(MAX_ROWS as u64),
        ],
    )?;
    rows.iter().map(enlisted).collect()
}

fn enlisted(row: &Row) -> Result<Enlisted, StoreError> {
    let number = |column| {
        let value = (!row.is_null(column)).then(|| row.i64(column));
        value.transpose()
    };
    let words = |column| {
        let value = (!row.is_null(column)).then(|| row.text(column).map(str::to_owned));
        value.transpose()
    };
    Ok(Enlisted {
        device: DeviceId(row.array(0)?),
        name: row.text(1)?.to_owned(),
        scope: FacilityId(row.array(2)?),
        scope_name: row.text(3)?.to_owned(),
        enrolled_at: row.i64(4)?,
        seen_at: number(5)?,
        app_version: words(6)?,
        revoked_at: number(7)?,
        reason: words(8)?,
    })
}
