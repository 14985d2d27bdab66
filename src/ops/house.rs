//! The house: one open vault with who we are. Everything that reads or writes the record goes through it.

use std::sync::Arc;

use ed25519_dalek::SigningKey;
use uuid::Uuid;

use super::error::OpResult;
use super::op::OpChanges;
use super::policy::Who;
use super::write::Write;
use crate::clock::Clock;
use crate::domain::country::Country;
use crate::domain::ids::{DeviceId, DocId, FacilityId, PatientId, UserId, hex};
use crate::domain::lang::Lang;
use crate::domain::role::{Role, User};
use crate::paths::DataFolder;
use crate::record::{Actor, Signer};
use crate::vault::directory::Directory;
use crate::vault::file::{self, Mode};
use crate::vault::migrate::{MIGRATIONS, migrate};
use crate::vault::rebuild::Told;
use crate::vault::recovery::Share;
use crate::vault::search::Index;
use crate::vault::signers::{self, Source};
use crate::vault::slots::{KdfCost, KeySlots, NewUser, Unlocked};
use crate::vault::{Connection, DataKey, Entropy, VaultError, meta, rebuild, users};

/// An open vault. Dropping it closes the file and wipes the key.
pub struct House {
    pub(super) conn: Connection,
    pub(super) index: Index,
    pub(super) place: Place,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) entropy: Box<dyn Entropy + Send>,
    pub(super) actor: Actor,
    /// Emergency data of the region; the house stands without it.
    pub(super) directory: Option<Directory>,
    folder: DataFolder,
    data_key: DataKey,
    cost: KdfCost,
}

/// Where we are and who speaks when nobody is signed in.
pub struct Place {
    pub facility: FacilityId,
    pub clinic: String,
    pub country: Country,
    pub lang: Lang,
    pub demo: bool,
    pub device: DeviceId,
    pub device_key: SigningKey,
}

/// Another name and key under which this workstation may write, drawn and not yet taken on.
pub struct NewDevice {
    pub id: DeviceId,
    pub key: SigningKey,
}

/// A user whose password opened a key slot. The key wipes itself when dropped.
pub struct SignedIn {
    pub who: Who,
    pub key: SigningKey,
}

/// What first run asks for.
pub struct Setup<'a> {
    pub clinic: &'a str,
    pub country: Country,
    pub lang: Lang,
    pub demo: bool,
    pub login: &'a str,
    pub name: &'a str,
    pub role: Role,
    pub password: &'a str,
    pub cost: KdfCost,
}

mod keys {
    pub use crate::vault::users::FACILITY;
    pub const CLINIC: &str = "clinic";
    pub const COUNTRY: &str = "country";
    pub const LANG: &str = "lang";
    pub const DEMO: &str = "demo";
    pub const DEVICE: &str = "device";
    pub const DEVICE_KEY: &str = "device_key";
}

impl House {
    /// Makes the clinic: key file, vault, first user, recovery shares to print.
    pub fn create(
        folder: &DataFolder,
        setup: &Setup<'_>,
        clock: Arc<dyn Clock>,
        mut entropy: Box<dyn Entropy + Send>,
    ) -> OpResult<(Self, SignedIn, Vec<Share>)> {
        let now = clock.now();
        let user = UserId(new_id(now, entropy.as_mut())?);
        let vault_id = Uuid::from_bytes(new_id(now, entropy.as_mut())?);
        let first = NewUser {
            user_id: Uuid::from_bytes(user.0),
            login: setup.login,
            password: setup.password,
        };
        let (mut slots, unlocked) = KeySlots::create(
            &folder.keys(),
            vault_id,
            first,
            setup.cost,
            entropy.as_mut(),
        )?;
        let conn = file::open(&folder.database(), &unlocked.data_key, Mode::Create)?;
        migrate(&conn, MIGRATIONS, &mut |_| Ok(()))?;
        rebuild::read_by_us(&conn)?;

        let mut seed = [0; 32];
        entropy.fill(&mut seed)?;
        meta::set(&conn, keys::FACILITY, &new_id(now, entropy.as_mut())?)?;
        meta::set(&conn, keys::CLINIC, setup.clinic.trim().as_bytes())?;
        meta::set(&conn, keys::COUNTRY, setup.country.code().as_bytes())?;
        meta::set(&conn, keys::LANG, setup.lang.code().as_bytes())?;
        meta::set(&conn, keys::DEMO, &[u8::from(setup.demo)])?;
        meta::set(&conn, keys::DEVICE, &new_id(now, entropy.as_mut())?)?;
        meta::set(&conn, keys::DEVICE_KEY, &seed)?;
        let device_key = SigningKey::from_bytes(&seed);

        let shares = slots.set_recovery(&unlocked.data_key, entropy.as_mut())?;
        let mut house = Self::assemble(
            folder,
            conn,
            unlocked.data_key.duplicate(),
            setup.cost,
            clock,
            entropy,
        )?;
        signers::trust(
            &house.conn,
            Signer::Device(house.place.device),
            &device_key.verifying_key(),
            Source::Here,
        )?;
        let who = Who {
            user,
            login: setup.login.trim().to_lowercase(),
            name: setup.name.trim().to_owned(),
            role: setup.role,
        };
        house.announce(None, &who, &unlocked.signing_key)?;
        Ok((
            house,
            SignedIn {
                who,
                key: unlocked.signing_key,
            },
            shares,
        ))
    }

    /// Opens the vault with a user's password. Costs a second on purpose (Argon2id). After an update the whole log is read anew, which
    /// takes minutes on a slow disk: `told` hears how far it is.
    pub fn unlock(
        folder: &DataFolder,
        login: &str,
        password: &str,
        clock: Arc<dyn Clock>,
        entropy: Box<dyn Entropy + Send>,
        cost: KdfCost,
        told: Told<'_>,
    ) -> OpResult<(Self, SignedIn)> {
        let unlocked = KeySlots::load(&folder.keys())?.unlock(login, password)?;
        let mut house = Self::open(folder, &unlocked.data_key, clock, entropy, cost, told)?;
        let me = house.identify(unlocked)?;
        Ok((house, me))
    }

    /// Opens the vault with the data key alone: fast, for tools and tests that hold it.
    pub fn open(
        folder: &DataFolder,
        key: &DataKey,
        clock: Arc<dyn Clock>,
        mut entropy: Box<dyn Entropy + Send>,
        cost: KdfCost,
        told: Told<'_>,
    ) -> OpResult<Self> {
        let mut conn = file::open(&folder.database(), key, Mode::Write)?;
        let now = clock.now();
        let offset_minutes = clock.offset_minutes();
        migrate(&conn, MIGRATIONS, &mut |_version| {
            use crate::vault::backup::{Occasion, Reason, make_here};
            let occasion = Occasion {
                now,
                offset_minutes,
                reason: Reason::Migration,
            };
            make_here(folder, key, occasion, entropy.as_mut(), &mut |_| true).map(|_made| ())
        })?;
        // Without it the record opens as the program before left it, and the next start tries again.
        match rebuild::read_anew(&mut conn, told) {
            Ok(true) => log::info!("vault: the log was read anew after an update"),
            Ok(false) => {}
            Err(error) => log::error!("vault: the log could not be read anew: {error}"),
        }
        Self::assemble(folder, conn, key.duplicate(), cost, clock, entropy)
    }

    /// A second user signs in while the vault is open (fast user switch), or the same one after a lock.
    pub fn sign_in(&mut self, login: &str, password: &str) -> OpResult<SignedIn> {
        let unlocked = KeySlots::load(&self.folder.keys())?.unlock(login, password)?;
        self.identify(unlocked)
    }

    pub fn change_password(&mut self, me: &SignedIn, old: &str, new: &str) -> OpResult<()> {
        super::policy::authorize::<super::policy::may::ChangePassword>(
            &me.who,
            super::policy::Scope::Own,
        )?;
        let mut slots = KeySlots::load(&self.folder.keys())?;
        Ok(slots.change_password(&me.who.login, old, new, self.cost, self.entropy.as_mut())?)
    }

    /// Another person who may give medicines confirms with her own password (design §6). Nobody is signed in.
    pub fn second_check(&mut self, me: &SignedIn, login: &str, password: &str) -> OpResult<()> {
        let unlocked = KeySlots::load(&self.folder.keys())?.unlock(login, password)?;
        let second = self.identify(unlocked)?.who;
        if second.user == me.who.user {
            return Err(VaultError::NoSuchUser.into());
        }
        super::policy::authorize::<super::policy::may::Administer>(
            &second,
            super::policy::Scope::Patient(PatientId::default()),
        )?;
        Ok(())
    }

    pub fn place(&self) -> &Place {
        &self.place
    }

    /// For a workstation whose present name the store took out of use.
    pub fn draw_device(&mut self) -> OpResult<NewDevice> {
        let mut seed = [0; 32];
        self.entropy.fill(&mut seed)?;
        Ok(NewDevice {
            id: DeviceId(new_id(self.clock.now(), self.entropy.as_mut())?),
            key: SigningKey::from_bytes(&seed),
        })
    }

    pub fn folder(&self) -> &DataFolder {
        &self.folder
    }

    pub fn data_key(&self) -> &DataKey {
        &self.data_key
    }

    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    pub fn entropy(&mut self) -> &mut dyn Entropy {
        self.entropy.as_mut()
    }

    pub fn set_lang(&mut self, lang: Lang) -> OpResult<()> {
        meta::set(&self.conn, keys::LANG, lang.code().as_bytes())?;
        self.place.lang = lang;
        Ok(())
    }

    pub(super) fn new_doc(&mut self) -> OpResult<DocId> {
        Ok(DocId(new_id(self.clock.now(), self.entropy.as_mut())?))
    }

    pub(super) fn slots(&self) -> OpResult<KeySlots> {
        Ok(KeySlots::load(&self.folder.keys())?)
    }

    pub(super) fn cost(&self) -> KdfCost {
        self.cost
    }

    /// Begins the one transaction of an intent.
    pub(super) fn write<'a, 'u>(&'a mut self, me: Option<&'u SignedIn>) -> OpResult<Write<'a, 'u>> {
        Write::begin(
            &mut self.conn,
            &self.place,
            me,
            (self.clock.now(), self.clock.offset_minutes()),
            self.actor,
            self.entropy.as_mut(),
        )
    }

    /// After a failed commit the actor is never used again: its number may or may not have reached the disk (sync §2 rule 2).
    pub(super) fn new_actor(&mut self) -> OpResult<()> {
        let mut actor = [0; 16];
        self.entropy.fill(&mut actor)?;
        self.actor = Actor(actor);
        Ok(())
    }

    /// The end of every write: what was committed reaches the search, and after a failure another actor writes on.
    pub(super) fn settle_commit(&mut self, done: OpResult<OpChanges>) -> OpResult<OpChanges> {
        match done {
            Ok(changes) => {
                // The record is on the disk: whatever fails from here on, "not saved" would make the user write it twice.
                if let Err(error) = self.refresh(&changes.patients) {
                    log::warn!("search: {error}; reading it again");
                    match Index::load(&self.conn) {
                        Ok(index) => self.index = index,
                        Err(error) => log::warn!("search: {error}; some names are not found"),
                    }
                }
                Ok(changes)
            }
            Err(error) => {
                self.new_actor()?;
                Err(error)
            }
        }
    }

    fn refresh(&mut self, patients: &[PatientId]) -> OpResult<()> {
        for patient in patients {
            self.index.refresh(&self.conn, *patient)?;
        }
        Ok(())
    }

    /// Writes the entry by which a user's key is believed, here too: signed by `by`, or for the first user by the workstation
    /// itself, the root from which this house is believed.
    pub(super) fn announce(
        &mut self,
        by: Option<&SignedIn>,
        who: &Who,
        key: &SigningKey,
    ) -> OpResult<()> {
        let user = User {
            user: who.user,
            login: who.login.clone(),
            name: who.name.clone(),
            role: who.role,
            public_key: hex(key.verifying_key().as_bytes()),
            place: self.place.clinic.clone(),
            valid_from: self.clock.now(),
            valid_until: None,
        };
        self.write_user(by, &user)
    }

    pub(super) fn write_user(&mut self, by: Option<&SignedIn>, user: &User) -> OpResult<()> {
        let mut write = self.write(by)?;
        let done = write.user(user).and_then(|_entry| write.commit());
        self.settle_commit(done).map(|_changes| ())
    }

    fn assemble(
        folder: &DataFolder,
        conn: Connection,
        data_key: DataKey,
        cost: KdfCost,
        clock: Arc<dyn Clock>,
        mut entropy: Box<dyn Entropy + Send>,
    ) -> OpResult<Self> {
        let place = read_place(&conn)?;
        let index = Index::load(&conn)?;
        let mut actor = [0; 16];
        entropy.fill(&mut actor)?;
        Ok(Self {
            conn,
            index,
            place,
            clock,
            entropy,
            actor: Actor(actor),
            directory: super::directory::open(folder, &data_key),
            folder: folder.clone(),
            data_key,
            cost,
        })
    }

    /// Who the opened slot belongs to, as this house announced them. A key that was never announced (the program stopped between
    /// key file and record) is announced now by the workstation: the password that opened it proves whose it is.
    fn identify(&mut self, unlocked: Unlocked) -> OpResult<SignedIn> {
        let user = UserId(unlocked.user_id.into_bytes());
        let known = users::own(&self.conn, user)?
            .filter(|known| known.valid_until.is_none())
            .ok_or(VaultError::NoSuchUser)?;
        let me = SignedIn {
            who: Who {
                user,
                login: known.login,
                name: known.name,
                role: known.role,
            },
            key: unlocked.signing_key,
        };
        let believed = signers::keys_of(&self.conn, Signer::User(user))?;
        if !believed.contains(&me.key.verifying_key()) {
            self.announce(None, &me.who, &me.key)?;
        }
        Ok(me)
    }
}

/// UUIDv7: time first, so that ids made at one place sort by age; the rest is random.
pub(super) fn new_id(now: i64, entropy: &mut dyn Entropy) -> Result<[u8; 16], VaultError> {
    let mut random = [0; 10];
    entropy.fill(&mut random)?;
    let millis = u64::try_from(now).unwrap_or_default() * 1_000;
    Ok(uuid::Builder::from_unix_timestamp_millis(millis, &random)
        .into_uuid()
        .into_bytes())
}

/// From the commit on this workstation is another one. What it signed before stays believed.
pub(super) fn become_device(conn: &Connection, new: &NewDevice) -> OpResult<()> {
    meta::set(conn, keys::DEVICE, &new.id.0)?;
    meta::set(conn, keys::DEVICE_KEY, &new.key.to_bytes())?;
    let key = new.key.verifying_key();
    Ok(signers::trust(
        conn,
        Signer::Device(new.id),
        &key,
        Source::Here,
    )?)
}

fn read_place(conn: &Connection) -> OpResult<Place> {
    let missing = |key: &str| VaultError::Corrupt {
        problems: vec![format!("meta: no {key}")],
    };
    let bytes = |key: &'static str| -> OpResult<Vec<u8>> {
        Ok(meta::get(conn, key)?.ok_or_else(|| missing(key))?)
    };
    let text = |key: &'static str| -> OpResult<String> {
        Ok(String::from_utf8_lossy(&bytes(key)?).into_owned())
    };
    let seed: [u8; 32] = bytes(keys::DEVICE_KEY)?
        .try_into()
        .map_err(|_length| missing(keys::DEVICE_KEY))?;
    Ok(Place {
        facility: FacilityId::from_slice(&bytes(keys::FACILITY)?)
            .ok_or_else(|| missing(keys::FACILITY))?,
        clinic: text(keys::CLINIC)?,
        country: Country::parse(&text(keys::COUNTRY)?).ok_or_else(|| missing(keys::COUNTRY))?,
        lang: Lang::parse(&text(keys::LANG)?).ok_or_else(|| missing(keys::LANG))?,
        demo: bytes(keys::DEMO)? == [1],
        device: DeviceId::from_slice(&bytes(keys::DEVICE)?).ok_or_else(|| missing(keys::DEVICE))?,
        device_key: SigningKey::from_bytes(&seed),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::FixedClock;
    use crate::ops::op::{Op, Registration};
    use crate::vault::OsEntropy;

    /// "Not saved" after a commit makes the user write it twice.
    #[test]
    fn what_fails_after_the_commit_is_no_failure_of_the_write() {
        let folder = tempfile::tempdir().unwrap();
        let setup = Setup {
            clinic: "Үлгі",
            country: Country::Kz,
            lang: Lang::Kk,
            demo: false,
            login: "a",
            name: "A",
            role: Role::Doctor,
            password: "correct horse",
            cost: KdfCost::CHEAPEST,
        };
        let (mut house, me, _shares) = House::create(
            &DataFolder::at(folder.path()),
            &setup,
            Arc::new(FixedClock::at(1_790_000_000)),
            Box::new(OsEntropy),
        )
        .unwrap();
        let mut new = Registration::default();
        new.person.name.family = "Сынақова".into();
        let made = house.transact(&me, &Op::Register(Box::new(new))).unwrap();
        house
            .conn
            .execute("ALTER TABLE search_key RENAME COLUMN exact TO gone", [])
            .unwrap();
        assert!(house.refresh(&made.patients).is_err());
        let mut said = crate::domain::card::Draft::default();
        said.visit.diagnoses.push(crate::domain::visit::Diagnosis {
            code: "J06.9".into(),
            ..crate::domain::visit::Diagnosis::default()
        });
        let visit = Op::SignNew {
            patient: made.patients[0],
            content: Box::new(said),
            id: None,
            confirmed: false,
        };
        assert_eq!(house.transact(&me, &visit).unwrap().written.len(), 1);
    }
}
