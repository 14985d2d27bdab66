//! Two houses' worth of workstations and their store, founded and enrolled once per thread; every seed begins with copies of the files.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ed25519_dalek::VerifyingKey;
use feldsher::clock::FixedClock;
use feldsher::domain::ids::unhex;
use feldsher::domain::role::Role;
use feldsher::ops::{House, SignedIn};
use feldsher::paths::DataFolder;
use feldsher::store::Store;
use feldsher::store::devices::Newcomer;
use feldsher::store::sqlite::Sqlite;
use feldsher::store::storage::StoreError;
use feldsher::sync::cursor::Scope;
use feldsher::sync::enrol::EnrolRequest;
use feldsher::sync::port::{Refusal, TransportError};
use feldsher::vault::{DataKey, Entropy, VaultError};
use feldsher::worker::{SharedHouse, sync_link};

use crate::house::setup;
use crate::sync::rig::{Dice, NOW};

/// Two workstations of one house and one of another.
pub const SEATS: [&str; 3] = ["Үлгі", "Үлгі", "Басқа"];

pub struct Template {
    pub seats: Vec<Seat>,
    pub store: Image,
}

pub struct Seat {
    pub image: Image,
    pub key: DataKey,
    pub me: SignedIn,
    pub scope: Scope,
}

/// Files as they lay on a disk at one moment.
#[derive(Clone, Default)]
pub struct Image(pub Vec<(String, Vec<u8>)>);

impl Image {
    pub fn of(folder: &Path) -> Self {
        let mut files = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().to_string_lossy().into_owned();
            // The index of the log is memory shared between processes, not a file that outlives them.
            if entry.file_type().unwrap().is_file() && !name.ends_with("-shm") {
                files.push((name, std::fs::read(entry.path()).unwrap()));
            }
        }
        files.sort();
        Self(files)
    }

    pub fn put(&self, folder: &Path) {
        std::fs::create_dir_all(folder).unwrap();
        for (name, bytes) in &self.0 {
            std::fs::write(folder.join(name), bytes).unwrap();
        }
    }

    pub fn log_mut(&mut self) -> Option<&mut Vec<u8>> {
        let mut files = self.0.iter_mut();
        files
            .find(|(name, _)| name.ends_with("-wal"))
            .map(|(_, bytes)| bytes)
    }
}

/// A folder of its own in memory, gone with its owner.
pub struct Room(PathBuf);

impl Room {
    #[expect(
        clippy::disallowed_methods,
        reason = "a disk that need not turn: memory where there is some"
    )]
    pub fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let memory = PathBuf::from("/dev/shm");
        let base = if memory.is_dir() {
            memory
        } else {
            std::env::temp_dir()
        };
        let next = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = base.join(format!("feldsher-sim-{}-{next}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        // What cannot be removed is left to the system.
        std::fs::remove_dir_all(&self.0).ok();
    }
}

/// Randomness of a house. The first draw of an opened house is its actor; it can be given, as two memories of one process have it.
pub struct Chance {
    pub actor: Option<[u8; 16]>,
    pub dice: Dice,
}

impl Chance {
    pub fn boxed(dice: &Dice) -> Box<Self> {
        Box::new(Self {
            actor: None,
            dice: dice.clone(),
        })
    }
}

impl Entropy for Chance {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), VaultError> {
        if let Some(actor) = self.actor.take_if(|_| out.len() == 16) {
            out.copy_from_slice(&actor);
            return Ok(());
        }
        out.fill_with(|| self.dice.roll() as u8);
        Ok(())
    }
}

/// Uses a fresh code of the store for this house.
pub fn enrol(store: &Store, scope: &str, house: &SharedHouse) -> Scope {
    let code = store.enrol_code(scope, 15).unwrap();
    let present = |request: &EnrolRequest| {
        let key: [u8; 32] = unhex(&request.device_key).unwrap().try_into().unwrap();
        let newcomer = Newcomer {
            device: request.device,
            key: VerifyingKey::from_bytes(&key).unwrap(),
            name: request.device_name.clone(),
            managers: Vec::new(),
        };
        let answer = store.enrol_answer(&request.code, &newcomer);
        answer.map_err(|error| match error {
            StoreError::Refused(refused) => TransportError::Refused(Refusal {
                status: refused.status(),
                code: refused.code().to_owned(),
                retry_after: None,
                counter: None,
            }),
            other => panic!("enrolment: {other}"),
        })
    };
    let enrolled = sync_link::enrol_by(house, "https://store.example", &code.code, present);
    enrolled.unwrap().scope
}

impl Template {
    pub fn found() -> Self {
        let dice = Dice::new(7_000_001);
        let place = Room::new();
        let clock = Arc::new(FixedClock::at(NOW - 86_400));
        let storage = Arc::new(Sqlite::open(&place.path().join("store.sqlite")).unwrap());
        let store = Store::open(storage, clock.clone(), dice.entropy()).unwrap();
        let seats = SEATS.iter().map(|scope| {
            let room = Room::new();
            let folder = DataFolder::at(room.path());
            let setup = setup(scope, "doctor", Role::Doctor);
            let chance = Chance::boxed(&dice);
            let (house, me, _) = House::create(&folder, &setup, clock.clone(), chance).unwrap();
            let key = house.data_key().duplicate();
            let house = SharedHouse::new(house);
            let scope = enrol(&store, scope, &house);
            drop(house);
            Seat {
                image: Image::of(room.path()),
                key,
                me,
                scope,
            }
        });
        let seats = seats.collect();
        drop(store);
        Self {
            seats,
            store: Image::of(place.path()),
        }
    }
}
