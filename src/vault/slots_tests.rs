use std::cell::Cell;
use std::fs;

use super::*;
use crate::vault::disk::{self, Step};
use crate::vault::secret::tests::SeededEntropy;

thread_local! {
    /// How many times Argon2 ran on this thread.
    pub static KDF_RUNS: Cell<usize> = const { Cell::new(0) };
}

const COST: KdfCost = KdfCost::CHEAPEST;
const VAULT: Uuid = Uuid::from_u128(0xFE1D);

fn user(n: u128, login: &'static str, password: &'static str) -> NewUser<'static> {
    NewUser {
        user_id: Uuid::from_u128(n),
        login,
        password,
    }
}

struct House {
    _dir: tempfile::TempDir,
    path: PathBuf,
    slots: KeySlots,
    first: Unlocked,
    entropy: SeededEntropy,
}

/// A vault whose doctor's password is `pulse`.
fn house() -> House {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("feldsher.keys");
    let mut entropy = SeededEntropy(1);
    let (slots, first) = KeySlots::create(
        &path,
        VAULT,
        user(1, "Doctor", "steady pulse"),
        COST,
        &mut entropy,
    )
    .unwrap();
    House {
        _dir: dir,
        path,
        slots,
        first,
        entropy,
    }
}

fn opens(path: &Path, login: &str, password: &str) -> bool {
    match KeySlots::load(path).unwrap().unlock(login, password) {
        Ok(_) => true,
        Err(VaultError::BadLogin) => false,
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn two_users_open_one_data_key_and_sign_with_their_own() {
    let mut house = house();
    let key = house.first.data_key.duplicate();
    let nurse = house
        .slots
        .add(
            user(2, "nurse", "сабырлы күн"),
            &key,
            COST,
            &mut house.entropy,
        )
        .unwrap();
    let again = KeySlots::load(&house.path).unwrap();
    let doctor_open = again.unlock(" DOCTOR ", "steady pulse").unwrap();
    let nurse_open = again.unlock("nurse", "сабырлы күн").unwrap();
    assert_eq!(doctor_open.data_key.bytes(), nurse_open.data_key.bytes());
    assert_eq!(doctor_open.signing_key, house.first.signing_key);
    assert_eq!(nurse_open.signing_key, nurse);
    assert_ne!(nurse_open.signing_key, doctor_open.signing_key);
    assert_eq!(nurse_open.user_id, Uuid::from_u128(2));
    assert_eq!(again.vault_id(), VAULT);
    let logins: Vec<String> = again.users().map(|user| user.login).collect();
    assert_eq!(logins, ["doctor", "nurse"]);
}

#[test]
fn a_wrong_name_is_refused_like_a_wrong_password_and_costs_the_same() {
    let house = house();
    for (login, password) in [
        ("doctor", "Steady pulse"),
        ("nobody", "steady pulse"),
        ("doctor", ""),
        ("", "steady pulse"),
    ] {
        let before = KDF_RUNS.get();
        let refused = house.slots.unlock(login, password);
        assert!(
            matches!(refused, Err(VaultError::BadLogin)),
            "{login:?} {password:?}"
        );
        assert_eq!(KDF_RUNS.get() - before, 1, "{login:?} {password:?}");
    }
}

#[test]
fn a_new_password_rewrites_two_wrapped_keys_and_nothing_else() {
    let mut house = house();
    let before = house.slots.file.clone();
    house
        .slots
        .change_password(
            "doctor",
            "steady pulse",
            "even breath",
            COST,
            &mut house.entropy,
        )
        .unwrap();
    assert!(!opens(&house.path, "doctor", "steady pulse"));
    let open = KeySlots::load(&house.path)
        .unwrap()
        .unlock("doctor", "even breath")
        .unwrap();
    assert_eq!(open.data_key.bytes(), house.first.data_key.bytes());
    assert_eq!(open.signing_key, house.first.signing_key);
    let (old, new) = (&before.users[0], &house.slots.file.users[0]);
    assert_eq!(
        (&old.user, &old.login, old.version + 1),
        (&new.user, &new.login, new.version)
    );
    assert_ne!(
        (&old.data_key, &old.signing_seed, &old.kdf),
        (&new.data_key, &new.signing_seed, &new.kdf)
    );
    let refused =
        house
            .slots
            .change_password("doctor", "steady pulse", "x", COST, &mut house.entropy);
    assert!(matches!(refused, Err(VaultError::BadLogin)));
}

#[test]
fn a_reset_makes_a_new_signing_key() {
    let mut house = house();
    let key = house.first.data_key.duplicate();
    let old = house
        .slots
        .add(
            user(2, "nurse", "forgotten"),
            &key,
            COST,
            &mut house.entropy,
        )
        .unwrap();
    let new = house
        .slots
        .reset_password(
            Uuid::from_u128(2),
            "calm waters",
            &key,
            COST,
            &mut house.entropy,
        )
        .unwrap();
    assert_ne!(old, new);
    assert_eq!(
        KeySlots::load(&house.path)
            .unwrap()
            .unlock("nurse", "calm waters")
            .unwrap()
            .signing_key,
        new
    );
    assert!(!opens(&house.path, "nurse", "forgotten"));
    let foreign = DataKey::from_bytes(&[3; 32]);
    let refused = house.slots.reset_password(
        Uuid::from_u128(2),
        "calm waters",
        &foreign,
        COST,
        &mut house.entropy,
    );
    assert!(matches!(refused, Err(VaultError::WrongKey)));
}

#[test]
fn what_cannot_be_a_slot_is_refused() {
    let mut house = house();
    let key = house.first.data_key.duplicate();
    let long = "x".repeat(MAX_LOGIN_CHARS + 1);
    for login in ["", "   ", "a\tb", long.as_str()] {
        let new = NewUser {
            user_id: Uuid::from_u128(9),
            login,
            password: "pulse beat",
        };
        let refused = house.slots.add(new, &key, COST, &mut house.entropy);
        assert!(matches!(refused, Err(VaultError::LoginUnfit)), "{login:?}");
    }
    let same_name = house.slots.add(
        user(9, "DOCTOR", "pulse beat"),
        &key,
        COST,
        &mut house.entropy,
    );
    assert!(matches!(same_name, Err(VaultError::LoginTaken)));
    for cost in [
        KdfCost { m_kib: 7, ..COST },
        KdfCost { t: 0, ..COST },
        KdfCost {
            m_kib: u32::MAX,
            ..COST
        },
    ] {
        let refused = house
            .slots
            .add(user(9, "i", "pulse beat"), &key, cost, &mut house.entropy);
        assert!(
            matches!(refused, Err(VaultError::KdfOutOfBounds)),
            "{cost:?}"
        );
    }
    assert!(matches!(
        house.slots.remove(Uuid::from_u128(1)),
        Err(VaultError::LastUser)
    ));
    assert!(matches!(
        house.slots.remove(Uuid::from_u128(7)),
        Err(VaultError::NoSuchUser)
    ));
    let again = KeySlots::create(
        &house.path,
        VAULT,
        user(1, "doctor", "pulse beat"),
        COST,
        &mut house.entropy,
    );
    assert!(matches!(again, Err(VaultError::Exists { .. })));
    assert_eq!(KeySlots::load(&house.path).unwrap().file, house.slots.file);
}

#[test]
fn sixty_four_users_and_no_more() {
    let mut house = house();
    let key = house.first.data_key.duplicate();
    for n in 2..=MAX_SLOTS as u128 {
        let login = format!("user{n}");
        let new = NewUser {
            user_id: Uuid::from_u128(n),
            login: &login,
            password: "pulse beat",
        };
        house
            .slots
            .add(new, &key, COST, &mut house.entropy)
            .unwrap();
    }
    let refused = house
        .slots
        .add(user(99, "late", "p"), &key, COST, &mut house.entropy);
    assert!(matches!(refused, Err(VaultError::SlotsFull { max: 64 })));
    house.slots.remove(Uuid::from_u128(5)).unwrap();
    assert!(!opens(&house.path, "user5", "pulse beat"));
    assert!(opens(&house.path, "user6", "pulse beat"));
}

#[test]
fn any_two_shares_open_and_a_new_printing_replaces_them() {
    let mut house = house();
    let key = house.first.data_key.duplicate();
    let none = house.slots.open_with_shares(&[]);
    assert!(matches!(none, Err(VaultError::SharesUnfit)));
    let printed: Vec<String> = house
        .slots
        .set_recovery(&key, &mut house.entropy)
        .unwrap()
        .iter()
        .map(Share::text)
        .collect();
    let slots = KeySlots::load(&house.path).unwrap();
    let typed = |n: usize| Share::parse(&printed[n].to_lowercase()).unwrap();
    for (a, b) in [(0, 1), (1, 2), (2, 0)] {
        assert_eq!(
            slots
                .open_with_shares(&[typed(a), typed(b)])
                .unwrap()
                .bytes(),
            key.bytes()
        );
    }
    assert!(matches!(
        slots.open_with_shares(&[typed(0)]),
        Err(VaultError::Share(_))
    ));
    house.slots.set_recovery(&key, &mut house.entropy).unwrap();
    assert!(matches!(
        house.slots.open_with_shares(&[typed(0), typed(1)]),
        Err(VaultError::SharesUnfit)
    ));
}

/// Whoever can write the file cannot make it weaker, nor give one user's slot to another.
#[test]
fn a_slot_is_bound_to_its_user_its_version_and_its_cost() {
    let mut house = house();
    let key = house.first.data_key.duplicate();
    house
        .slots
        .add(
            user(2, "nurse", "calm waters"),
            &key,
            COST,
            &mut house.entropy,
        )
        .unwrap();
    let nurse_seed = house.slots.file.users[1].signing_seed.clone();
    let changes: [fn(&mut UserSlot); 4] = [
        |slot| slot.version += 1,
        |slot| slot.user = Hex([9; 16]),
        |slot| slot.kdf.cost.t += 1,
        |slot| slot.kdf.salt.0[0] ^= 1,
    ];
    for (n, change) in changes.into_iter().enumerate() {
        let mut file = house.slots.file.clone();
        change(&mut file.users[0]);
        file.save(&house.path).unwrap();
        assert!(!opens(&house.path, "doctor", "steady pulse"), "change {n}");
    }
    let mut file = house.slots.file.clone();
    file.users[0].signing_seed = nurse_seed;
    file.save(&house.path).unwrap();
    assert!(!opens(&house.path, "doctor", "steady pulse"));
    house.slots.file.save(&house.path).unwrap();
    assert!(opens(&house.path, "doctor", "steady pulse"));
}

#[test]
fn a_power_cut_while_the_password_changes_leaves_the_old_or_the_new_one() {
    for last in [
        Step::Created,
        Step::HalfWritten,
        Step::Written,
        Step::Synced,
        Step::Renamed,
    ] {
        let mut house = house();
        let old = fs::read(&house.path).unwrap();
        house
            .slots
            .change_password(
                "doctor",
                "steady pulse",
                "even breath",
                COST,
                &mut house.entropy,
            )
            .unwrap();
        let new = fs::read(&house.path).unwrap();
        // As it was, then the change again, cut at this step.
        disk::replace(&house.path, &old).unwrap();
        disk::replace(&disk::beside(&house.path, ".twin"), &old).unwrap();
        disk::replace_until(&house.path, &new, last).unwrap();
        let changed = last >= Step::Renamed;
        assert_eq!(
            opens(&house.path, "doctor", "even breath"),
            changed,
            "{last:?}"
        );
        assert_eq!(
            opens(&house.path, "doctor", "steady pulse"),
            !changed,
            "{last:?}"
        );
        assert_eq!(heal(&house.path).unwrap(), changed, "{last:?}");
        // After mending, the twin opens nothing more than the file.
        fs::remove_file(&house.path).unwrap();
        assert_eq!(
            opens(&house.path, "doctor", "steady pulse"),
            !changed,
            "{last:?}"
        );
    }
}

#[test]
fn a_damaged_key_file_is_replaced_by_its_twin_and_two_damaged_ones_are_named() {
    let house = house();
    let twin = disk::beside(&house.path, ".twin");
    let whole = fs::read(&house.path).unwrap();
    for at in (0..whole.len()).step_by(whole.len() / 23) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        fs::write(&house.path, &bytes).unwrap();
        assert!(opens(&house.path, "doctor", "steady pulse"), "byte {at}");
        fs::write(&twin, &bytes).unwrap();
        let refused = KeySlots::load(&house.path);
        assert!(
            matches!(refused, Err(VaultError::KeysUnreadable { .. })),
            "byte {at}: {refused:?}"
        );
        fs::write(&twin, &whole).unwrap();
    }
    assert!(heal(&house.path).unwrap());
    assert_eq!(fs::read(&house.path).unwrap(), whole);
    assert!(!heal(&house.path).unwrap());
    fs::remove_file(&house.path).unwrap();
    fs::write(&twin, "").unwrap();
    assert!(matches!(
        KeySlots::load(&house.path),
        Err(VaultError::KeysUnreadable { .. })
    ));
    fs::remove_file(&twin).unwrap();
    assert!(matches!(
        KeySlots::load(&house.path),
        Err(VaultError::Missing { .. })
    ));
}

#[test]
fn a_hostile_cost_in_the_file_does_not_hang_the_computer() {
    let house = house();
    let mut file = house.slots.file.clone();
    file.users[0].kdf.cost.m_kib = u32::MAX;
    file.save(&house.path).unwrap();
    let refused = KeySlots::load(&house.path)
        .unwrap()
        .unlock("doctor", "steady pulse");
    assert!(matches!(refused, Err(VaultError::KdfOutOfBounds)));
}

#[test]
fn the_default_cost_is_above_the_floor() {
    assert!(KdfCost::DEFAULT.within(KdfCost::FLOOR) && KdfCost::DEFAULT.fits_a_new_slot());
    assert!(
        !KdfCost {
            m_kib: KdfCost::FLOOR.m_kib - 1,
            ..KdfCost::FLOOR
        }
        .within(KdfCost::FLOOR)
    );
}

/// Prints what an unlock costs at the default parameters; the bound is generous, for a computer that builds as well.
#[test]
fn an_unlock_at_the_default_cost_is_short_enough_to_wait_for() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("feldsher.keys");
    let mut entropy = SeededEntropy(1);
    let (slots, _) = KeySlots::create(
        &path,
        VAULT,
        user(1, "doctor", "steady pulse"),
        KdfCost::DEFAULT,
        &mut entropy,
    )
    .unwrap();
    let begun = std::time::Instant::now();
    slots.unlock("doctor", "steady pulse").unwrap();
    println!("unlock: {:?}", begun.elapsed());
    assert!(begun.elapsed().as_secs() < 10);
}
