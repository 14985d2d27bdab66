//! Users of this workstation: slots in the key file, and the entries that let everyone check their signatures.

use uuid::Uuid;

use super::error::OpResult;
use super::house::{House, SignedIn, new_id};
use super::policy::{Authorized, Who, authorize, may};
use crate::domain::ids::UserId;
use crate::domain::role::{Role, User};
use crate::vault::slots::NewUser;
use crate::vault::{VaultError, users};

impl House {
    /// Gives a person a password on this workstation and announces their key.
    pub fn add_user(
        &mut self,
        me: &SignedIn,
        login: &str,
        name: &str,
        role: Role,
        password: &str,
    ) -> OpResult<UserId> {
        let _may: Authorized<may::ManageUsers> = authorize(&me.who, super::policy::Scope::House)?;
        let now = self.clock().now();
        let known = users::all(&self.conn)?
            .into_iter()
            .find(|user| user.login.eq_ignore_ascii_case(login.trim()));
        // Somebody known from another workstation keeps the identity and gets a key of their own here.
        let user = match known {
            Some(known) => known.user,
            None => UserId(new_id(now, self.entropy())?),
        };
        let mut slots = self.slots()?;
        let cost = self.cost();
        let data_key = self.data_key().duplicate();
        let new = NewUser {
            user_id: Uuid::from_bytes(user.0),
            login,
            password,
        };
        let key = slots.add(new, &data_key, cost, self.entropy())?;
        let who = Who {
            user,
            login: login.trim().to_lowercase(),
            name: name.trim().to_owned(),
            role,
        };
        self.announce(Some(me), &who, &key)?;
        Ok(user)
    }

    /// Takes the slot away; what the person signed stays signed.
    pub fn remove_user(&mut self, me: &SignedIn, user: UserId) -> OpResult<()> {
        let _may: Authorized<may::ManageUsers> = authorize(&me.who, super::policy::Scope::House)?;
        let standing = self.known(user)?;
        self.slots()?.remove(Uuid::from_bytes(user.0))?;
        let ended = User {
            valid_until: Some(self.clock().now()),
            ..standing
        };
        self.write_user(Some(me), &ended)
    }

    /// Sets another password for someone who forgot theirs; they get a new signing key.
    pub fn reset_password(&mut self, me: &SignedIn, user: UserId, password: &str) -> OpResult<()> {
        let _may: Authorized<may::ManageUsers> = authorize(&me.who, super::policy::Scope::House)?;
        let standing = self.known(user)?;
        let cost = self.cost();
        let data_key = self.data_key().duplicate();
        let key = self.slots()?.reset_password(
            Uuid::from_bytes(user.0),
            password,
            &data_key,
            cost,
            self.entropy(),
        )?;
        let who = Who {
            user,
            login: standing.login,
            name: standing.name,
            role: standing.role,
        };
        self.announce(Some(me), &who, &key)
    }

    fn known(&self, user: UserId) -> OpResult<User> {
        let found = users::all(&self.conn)?
            .into_iter()
            .find(|known| known.user == user);
        Ok(found.ok_or(VaultError::NoSuchUser)?)
    }
}
