//! Key slots: each user's password opens the one data key, and that user's own signing key.
//!
//! Must not know roles, screens or the database's tables. The password becomes a key-encryption key by Argon2id; that
//! key wraps data key and signing seed by XChaCha20-Poly1305, bound to vault, user, slot version and cost. A new
//! password rewrites two wrapped keys and no database page. A wrong user name costs the same time as a wrong password.

use std::path::{Path, PathBuf};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use ed25519_dalek::SigningKey;
use uuid::Uuid;
use zeroize::{Zeroize as _, Zeroizing};

use super::VaultError;
use super::keyfile::{Hex, Kdf, KeyFile, RecoverySlot, UserSlot, Wrapped};
pub use super::keyfile::{KdfCost, MAX_SLOTS, heal};
use super::recovery::{self, Share};
use super::secret::{DataKey, Entropy, KEY_LEN, Purpose, expand};

/// Longest login name, in characters.
pub const MAX_LOGIN_CHARS: usize = 64;
/// Shortest password of a new slot; old slots open with what they have.
pub const MIN_PASSWORD_CHARS: usize = 8;

/// The key slots of one vault, as they stand in the file.
#[derive(Debug)]
pub struct KeySlots {
    path: PathBuf,
    file: KeyFile,
}

/// A user to be given a slot.
#[derive(Debug, Clone, Copy)]
pub struct NewUser<'a> {
    pub user_id: Uuid,
    /// Compared without regard to capitals.
    pub login: &'a str,
    pub password: &'a str,
}

/// A user who has a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotUser {
    pub user_id: Uuid,
    pub login: String,
}

/// What a right password opens. Everything in it wipes itself when dropped.
pub struct Unlocked {
    pub user_id: Uuid,
    pub data_key: DataKey,
    pub signing_key: SigningKey,
}

impl KdfCost {
    /// What new slots get: 64 MiB, 3 passes, 1 lane (design §4).
    pub const DEFAULT: Self = Self {
        m_kib: 64 * 1024,
        t: 3,
        p: 1,
    };
    /// OWASP's least (Password Storage Cheat Sheet, Argon2id): no release build goes below.
    pub const FLOOR: Self = Self {
        m_kib: 19 * 1024,
        t: 2,
        p: 1,
    };
    /// The least that Argon2 itself allows; debug builds and tests only.
    pub const LEAST: Self = Self {
        m_kib: 8,
        t: 1,
        p: 1,
    };
    /// The cheapest slot that this build makes.
    pub const CHEAPEST: Self = if cfg!(debug_assertions) {
        Self::LEAST
    } else {
        Self::FLOOR
    };
    /// Beyond this a key file is trying to hang the computer.
    pub const CEILING: Self = Self {
        m_kib: 1024 * 1024,
        t: 64,
        p: 16,
    };

    /// Whether a slot may be made with this cost in this build.
    fn fits_a_new_slot(self) -> bool {
        self.within(Self::CHEAPEST)
    }

    fn within(self, floor: Self) -> bool {
        let (low, high) = (floor, Self::CEILING);
        (low.m_kib..=high.m_kib).contains(&self.m_kib)
            && (low.t..=high.t).contains(&self.t)
            && (low.p..=high.p).contains(&self.p)
            && self.m_kib >= 8 * self.p
    }
}

impl KeySlots {
    /// Makes the key file of a new vault with its first user, and draws the data key.
    ///
    /// # Errors
    /// [`VaultError::Exists`] if a key file is there: it may be the only way into a vault.
    pub fn create(
        path: &Path,
        vault_id: Uuid,
        first: NewUser<'_>,
        cost: KdfCost,
        entropy: &mut dyn Entropy,
    ) -> Result<(Self, Unlocked), VaultError> {
        match KeyFile::load(path) {
            Err(VaultError::Missing { .. }) => {}
            Ok(_) | Err(_) => {
                return Err(VaultError::Exists {
                    path: path.to_path_buf(),
                });
            }
        }
        let data_key = DataKey::generate(entropy)?;
        let file = KeyFile::new(vault_id.into_bytes(), check_of(&data_key));
        let mut slots = Self {
            path: path.to_path_buf(),
            file,
        };
        let signing_key = slots.add(first, &data_key, cost, entropy)?;
        Ok((
            slots,
            Unlocked {
                user_id: first.user_id,
                data_key,
                signing_key,
            },
        ))
    }

    /// Reads the key file, or its twin if it is damaged.
    pub fn load(path: &Path) -> Result<Self, VaultError> {
        Ok(Self {
            path: path.to_path_buf(),
            file: KeyFile::load(path)?,
        })
    }

    pub fn vault_id(&self) -> Uuid {
        Uuid::from_bytes(self.file.vault.0)
    }

    /// Everyone who can sign in, in the order they were added.
    pub fn users(&self) -> impl Iterator<Item = SlotUser> + '_ {
        self.file.users.iter().map(|slot| SlotUser {
            user_id: Uuid::from_bytes(slot.user.0),
            login: slot.login.clone(),
        })
    }

    /// Opens a user's slot. One second on the slowest computer we know, whether the name exists or not.
    ///
    /// # Errors
    /// [`VaultError::BadLogin`] for a wrong name and for a wrong password.
    pub fn unlock(&self, login: &str, password: &str) -> Result<Unlocked, VaultError> {
        let login = fold(login);
        let slot = self.file.users.iter().find(|slot| slot.login == login);
        let Some(slot) = slot else {
            self.waste_as_much(password)?;
            return Err(VaultError::BadLogin);
        };
        let kek = kek(password, &slot.kdf)?;
        let (data_key, seed) = self.open_slot(slot, &kek)?;
        Ok(Unlocked {
            user_id: Uuid::from_bytes(slot.user.0),
            data_key: DataKey::from_bytes(&data_key),
            signing_key: SigningKey::from_bytes(&seed),
        })
    }

    /// Gives another user a slot and a new signing key; the caller writes the user record that names its public half.
    pub fn add(
        &mut self,
        user: NewUser<'_>,
        data_key: &DataKey,
        cost: KdfCost,
        entropy: &mut dyn Entropy,
    ) -> Result<SigningKey, VaultError> {
        self.check_key(data_key)?;
        let login = fold(user.login);
        let length = login.chars().count();
        if length == 0 || length > MAX_LOGIN_CHARS || login.chars().any(char::is_control) {
            return Err(VaultError::LoginUnfit);
        }
        let id = user.user_id.into_bytes();
        if self
            .file
            .users
            .iter()
            .any(|slot| slot.login == login || slot.user.0 == id)
        {
            return Err(VaultError::LoginTaken);
        }
        if self.file.users.len() >= MAX_SLOTS {
            return Err(VaultError::SlotsFull { max: MAX_SLOTS });
        }
        let seed = draw::<KEY_LEN>(entropy)?;
        let slot = self.make_slot(id, login, 1, user.password, data_key, &seed, cost, entropy)?;
        self.commit(|file| file.users.push(slot))?;
        Ok(SigningKey::from_bytes(&seed))
    }

    /// A user changes their own password; data key and signing key stay.
    pub fn change_password(
        &mut self,
        login: &str,
        old: &str,
        new: &str,
        cost: KdfCost,
        entropy: &mut dyn Entropy,
    ) -> Result<(), VaultError> {
        let open = self.unlock(login, old)?;
        let seed = Zeroizing::new(open.signing_key.to_bytes());
        self.rewrite(open.user_id, new, &open.data_key, &seed, cost, entropy)
    }

    /// A manager sets another password for someone who forgot theirs. The old signing key cannot be opened any more:
    /// a new one is made, and the caller writes a new user record with it.
    pub fn reset_password(
        &mut self,
        user_id: Uuid,
        new: &str,
        data_key: &DataKey,
        cost: KdfCost,
        entropy: &mut dyn Entropy,
    ) -> Result<SigningKey, VaultError> {
        self.check_key(data_key)?;
        let seed = draw::<KEY_LEN>(entropy)?;
        self.rewrite(user_id, new, data_key, &seed, cost, entropy)?;
        Ok(SigningKey::from_bytes(&seed))
    }

    /// Takes a user's slot away. What they signed stays signed.
    pub fn remove(&mut self, user_id: Uuid) -> Result<(), VaultError> {
        let at = self.position(user_id)?;
        if self.file.users.len() == 1 {
            return Err(VaultError::LastUser);
        }
        self.commit(|file| {
            file.users.remove(at);
        })
    }

    /// Draws a recovery key, stores what it opens, and returns the shares to print. Earlier shares open nothing after.
    pub fn set_recovery(
        &mut self,
        data_key: &DataKey,
        entropy: &mut dyn Entropy,
    ) -> Result<Vec<Share>, VaultError> {
        self.check_key(data_key)?;
        let key = draw::<KEY_LEN>(entropy)?;
        let shares = recovery::split(&key, recovery::THRESHOLD, recovery::SHARES, entropy)?;
        let set = shares.first().map_or([0; 3], |share| share.set);
        let aad = recovery_aad(
            &self.file.vault.0,
            set,
            recovery::THRESHOLD,
            recovery::SHARES,
        );
        let wrapped = wrap(
            &expand(&key, RECOVERY_LABEL),
            data_key.bytes(),
            &aad,
            entropy,
        )?;
        let slot = RecoverySlot {
            set: Hex(set),
            threshold: recovery::THRESHOLD,
            shares: recovery::SHARES,
            data_key: wrapped,
        };
        self.commit(|file| file.recovery = Some(slot))?;
        Ok(shares)
    }

    /// Whether shares have been printed.
    pub fn has_recovery(&self) -> bool {
        self.file.recovery.is_some()
    }

    /// Opens the vault with the printed shares; the caller then resets a password.
    pub fn open_with_shares(&self, shares: &[Share]) -> Result<DataKey, VaultError> {
        let slot = self.file.recovery.as_ref().ok_or(VaultError::SharesUnfit)?;
        let key = recovery::join(shares, slot.threshold)?;
        let aad = recovery_aad(&self.file.vault.0, slot.set.0, slot.threshold, slot.shares);
        let data_key = unwrap(&expand(&key, RECOVERY_LABEL), &slot.data_key, &aad)
            .ok_or(VaultError::SharesUnfit)?;
        Ok(DataKey::from_bytes(&data_key))
    }

    fn position(&self, user_id: Uuid) -> Result<usize, VaultError> {
        let id = user_id.into_bytes();
        self.file
            .users
            .iter()
            .position(|slot| slot.user.0 == id)
            .ok_or(VaultError::NoSuchUser)
    }

    fn rewrite(
        &mut self,
        user_id: Uuid,
        password: &str,
        data_key: &DataKey,
        seed: &[u8; KEY_LEN],
        cost: KdfCost,
        entropy: &mut dyn Entropy,
    ) -> Result<(), VaultError> {
        let at = self.position(user_id)?;
        let old = self.file.users.get(at).ok_or(VaultError::NoSuchUser)?;
        let (login, version) = (old.login.clone(), old.version.saturating_add(1));
        let slot = self.make_slot(
            user_id.into_bytes(),
            login,
            version,
            password,
            data_key,
            seed,
            cost,
            entropy,
        )?;
        self.commit(|file| {
            if let Some(old) = file.users.get_mut(at) {
                *old = slot;
            }
        })
    }

    fn make_slot(
        &self,
        user: [u8; 16],
        login: String,
        version: u32,
        password: &str,
        data_key: &DataKey,
        seed: &[u8; KEY_LEN],
        cost: KdfCost,
        entropy: &mut dyn Entropy,
    ) -> Result<UserSlot, VaultError> {
        if !cost.fits_a_new_slot() {
            return Err(VaultError::KdfOutOfBounds);
        }
        if password.chars().count() < MIN_PASSWORD_CHARS {
            return Err(VaultError::PasswordShort {
                min: MIN_PASSWORD_CHARS,
            });
        }
        let kdf = Kdf {
            cost,
            salt: Hex(*draw::<16>(entropy)?),
        };
        let kek = kek(password, &kdf)?;
        let vault = &self.file.vault.0;
        let data_aad = slot_aad(vault, &user, version, &kdf, DATA_LABEL);
        let seed_aad = slot_aad(vault, &user, version, &kdf, SEED_LABEL);
        Ok(UserSlot {
            user: Hex(user),
            login,
            version,
            data_key: wrap(&kek, data_key.bytes(), &data_aad, entropy)?,
            signing_seed: wrap(&kek, seed, &seed_aad, entropy)?,
            kdf,
        })
    }

    fn open_slot(&self, slot: &UserSlot, kek: &Key) -> Result<(Key, Key), VaultError> {
        let aad = |label| {
            slot_aad(
                &self.file.vault.0,
                &slot.user.0,
                slot.version,
                &slot.kdf,
                label,
            )
        };
        let data_key = unwrap(kek, &slot.data_key, &aad(DATA_LABEL));
        let seed = unwrap(kek, &slot.signing_seed, &aad(SEED_LABEL));
        data_key.zip(seed).ok_or(VaultError::BadLogin)
    }

    /// The work of a wrong password, for a name that does not exist.
    fn waste_as_much(&self, password: &str) -> Result<(), VaultError> {
        let cost = self
            .file
            .users
            .iter()
            .map(|slot| slot.kdf.cost)
            .max()
            .unwrap_or(KdfCost::DEFAULT);
        kek(
            password,
            &Kdf {
                cost,
                salt: self.file.check,
            },
        )
        .map(drop)
    }

    fn check_key(&self, data_key: &DataKey) -> Result<(), VaultError> {
        if check_of(data_key) == self.file.check.0 {
            Ok(())
        } else {
            Err(VaultError::WrongKey)
        }
    }

    /// Disk first, memory after: a failed save leaves both as they were.
    fn commit(&mut self, change: impl FnOnce(&mut KeyFile)) -> Result<(), VaultError> {
        let mut next = self.file.clone();
        change(&mut next);
        next.save(&self.path)?;
        self.file = next;
        Ok(())
    }
}

impl std::fmt::Debug for Unlocked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Unlocked(user {}, keys hidden)", self.user_id)
    }
}

type Key = Zeroizing<[u8; KEY_LEN]>;

// Labels are part of what is sealed: never change one that has been released.
const DATA_LABEL: &[u8] = b"feldsher/v1/slot/data-key";
const SEED_LABEL: &[u8] = b"feldsher/v1/slot/signing-seed";
const RECOVERY_LABEL: &[u8] = b"feldsher/v1/recovery";

fn fold(login: &str) -> String {
    login.trim().to_lowercase()
}

fn draw<const N: usize>(entropy: &mut dyn Entropy) -> Result<Zeroizing<[u8; N]>, VaultError> {
    let mut bytes = Zeroizing::new([0; N]);
    entropy.fill(bytes.as_mut())?;
    Ok(bytes)
}

fn check_of(data_key: &DataKey) -> [u8; 16] {
    let mut check = [0; 16];
    check.copy_from_slice(&data_key.derive(Purpose::KeyCheck).bytes()[..16]);
    check
}

/// Key-encryption key of a password. The memory that Argon2 worked in is wiped.
fn kek(password: &str, kdf: &Kdf) -> Result<Key, VaultError> {
    if !kdf.cost.within(KdfCost::LEAST) {
        return Err(VaultError::KdfOutOfBounds);
    }
    #[cfg(test)]
    tests::KDF_RUNS.with(|runs| runs.set(runs.get() + 1));
    let bounds = |_: argon2::Error| VaultError::KdfOutOfBounds;
    let params =
        Params::new(kdf.cost.m_kib, kdf.cost.t, kdf.cost.p, Some(KEY_LEN)).map_err(bounds)?;
    let mut memory = vec![Block::default(); params.block_count()];
    let mut key = Zeroizing::new([0; KEY_LEN]);
    let done = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(
            password.as_bytes(),
            &kdf.salt.0,
            key.as_mut(),
            &mut memory,
        );
    memory.zeroize();
    done.map_err(bounds)?;
    Ok(key)
}

fn slot_aad(vault: &[u8; 16], user: &[u8; 16], version: u32, kdf: &Kdf, label: &[u8]) -> Vec<u8> {
    let mut aad = Vec::with_capacity(96);
    aad.extend_from_slice(label);
    aad.extend_from_slice(vault);
    aad.extend_from_slice(user);
    for number in [version, kdf.cost.m_kib, kdf.cost.t, kdf.cost.p] {
        aad.extend_from_slice(&number.to_be_bytes());
    }
    aad.extend_from_slice(&kdf.salt.0);
    aad
}

fn recovery_aad(vault: &[u8; 16], set: [u8; 3], threshold: u8, shares: u8) -> Vec<u8> {
    [RECOVERY_LABEL, vault, &set, &[threshold, shares]].concat()
}

fn wrap(
    kek: &Key,
    secret: &[u8; KEY_LEN],
    aad: &[u8],
    entropy: &mut dyn Entropy,
) -> Result<Wrapped, VaultError> {
    let nonce = *draw::<24>(entropy)?;
    let sealed = XChaCha20Poly1305::new(kek.as_slice().into())
        .encrypt(XNonce::from_slice(&nonce), Payload { msg: secret, aad })
        .ok()
        .and_then(|sealed| <[u8; 48]>::try_from(sealed).ok());
    // 32 bytes are always sealed into 48; the cipher's only failure is a message of many gigabytes.
    let sealed = sealed.ok_or(VaultError::Engine {
        detail: "the cipher refused 32 bytes".to_owned(),
    })?;
    Ok(Wrapped {
        nonce: Hex(nonce),
        sealed: Hex(sealed),
    })
}

fn unwrap(kek: &Key, wrapped: &Wrapped, aad: &[u8]) -> Option<Key> {
    let opened = XChaCha20Poly1305::new(kek.as_slice().into())
        .decrypt(
            XNonce::from_slice(&wrapped.nonce.0),
            Payload {
                msg: &wrapped.sealed.0,
                aad,
            },
        )
        .ok()
        .map(Zeroizing::new)?;
    opened.as_slice().try_into().ok().map(Zeroizing::new)
}

#[cfg(test)]
#[path = "slots_tests.rs"]
mod tests;
