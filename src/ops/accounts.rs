//! Users of this workstation: slots in the key file, and the entries that let everyone check their signatures.

use uuid::Uuid;

use super::error::{OpError, OpResult};
use super::house::{House, SignedIn, new_id};
use super::policy::{Action, Authorized, Who, allows, authorize, may};
use crate::domain::ids::UserId;
use crate::domain::role::{Role, User};
use crate::vault::recovery::Share;
use crate::vault::slots::{KeySlots, NewUser};
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
        let mut slots = self.slots()?;
        let cost = self.cost();
        let data_key = self.data_key().duplicate();
        let (user, key) = match self.unannounced(&slots, login)? {
            // The program stopped between key file and record: asked again, the slot that nobody knows becomes theirs.
            Some(id) => {
                let key = slots.reset_password(id, password, &data_key, cost, self.entropy())?;
                (UserId(id.into_bytes()), key)
            }
            None => {
                // Somebody known from another workstation keeps the identity and gets a key of their own here.
                let known = users::all(&self.conn)?
                    .into_iter()
                    .find(|user| user.login.eq_ignore_ascii_case(login.trim()));
                let user = match known {
                    Some(known) => known.user,
                    None => UserId(new_id(now, self.entropy())?),
                };
                let new = NewUser {
                    user_id: Uuid::from_bytes(user.0),
                    login,
                    password,
                };
                (user, slots.add(new, &data_key, cost, self.entropy())?)
            }
        };
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
        if !self.somebody_else_manages(user)? {
            return Err(OpError::Invalid {
                code: "last-manager",
                field: String::new(),
            });
        }
        match self.slots()?.remove(Uuid::from_bytes(user.0)) {
            // The slot went and the program stopped: what is left to do is to say so.
            Err(VaultError::NoSuchUser) if standing.valid_until.is_none() => {}
            removed => removed?,
        }
        let ended = User {
            valid_until: Some(self.clock().now()),
            ..standing
        };
        self.write_user(Some(me), &ended)
    }

    /// Whether a user who stays at this workstation may manage users; otherwise nobody could ever add one again.
    fn somebody_else_manages(&self, leaving: UserId) -> OpResult<bool> {
        let slots = self.slots()?;
        let stays = |user: &User| {
            user.user != leaving
                && user.valid_until.is_none()
                && slots
                    .users()
                    .any(|slot| slot.user_id.as_bytes() == &user.user.0)
        };
        let house = super::policy::Scope::House;
        Ok(users::all(&self.conn)?
            .iter()
            .filter(|user| stays(user))
            .any(|user| allows(user.role, Action::ManageUsers, house)))
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

    /// Two printed shares stand in for every forgotten password: that they open this vault is the permission. A user of this
    /// workstation gets a new password and, with it, a new signing key that the workstation announces; the log says so.
    pub fn recover(&mut self, shares: &[Share], login: &str, password: &str) -> OpResult<SignedIn> {
        let mut slots = self.slots()?;
        let data_key = slots.open_with_shares(shares)?;
        let login = login.trim().to_lowercase();
        let slot = slots.users().find(|slot| slot.login == login);
        let slot = slot.ok_or(VaultError::NoSuchUser)?;
        let standing = self.known(UserId(slot.user_id.into_bytes()))?;
        let cost = self.cost();
        let key = slots.reset_password(slot.user_id, password, &data_key, cost, self.entropy())?;
        let me = SignedIn {
            who: Who {
                user: standing.user,
                login,
                name: standing.name,
                role: standing.role,
            },
            key,
        };
        self.announce(None, &me.who, &me.key)?;
        let mut write = self.write(Some(&me))?;
        let done = write
            .access("recover", "shares", None, None)
            .and_then(|()| write.commit());
        self.settle_commit(done)?;
        Ok(me)
    }

    /// The slot with this login whose user no entry has announced.
    fn unannounced(&self, slots: &KeySlots, login: &str) -> OpResult<Option<Uuid>> {
        let login = login.trim().to_lowercase();
        let Some(slot) = slots.users().find(|slot| slot.login == login) else {
            return Ok(None);
        };
        let announced = users::own(&self.conn, UserId(slot.user_id.into_bytes()))?;
        Ok(announced.is_none().then_some(slot.user_id))
    }

    fn known(&self, user: UserId) -> OpResult<User> {
        Ok(users::own(&self.conn, user)?.ok_or(VaultError::NoSuchUser)?)
    }
}
