//! Who may put a backup in the place of a clinic that stands: asked of a vault that nobody has open.

use std::path::Path;

use super::error::OpResult;
use super::policy::{Scope, Who, authorize, may};
use crate::domain::ids::UserId;
use crate::vault::file::{self, Mode};
use crate::vault::slots::Unlocked;
use crate::vault::{VaultError, users};

/// Whether the user whose slot was opened may, by the role that she has in this database.
pub fn may_restore(database: &Path, opened: &Unlocked) -> OpResult<()> {
    let conn = file::open(database, &opened.data_key, Mode::Read)?;
    let user = UserId(opened.user_id.into_bytes());
    let known = users::own(&conn, user)?
        .filter(|known| known.valid_until.is_none())
        .ok_or(VaultError::NoSuchUser)?;
    let who = Who {
        user,
        login: known.login,
        name: known.name,
        role: known.role,
    };
    authorize::<may::Restore>(&who, Scope::House)?;
    Ok(())
}
