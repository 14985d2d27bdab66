//! The store with its disk, its operator and its misfortunes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use feldsher::clock::FixedClock;
use feldsher::domain::chunk::Unit;
use feldsher::domain::ids::{DocId, FacilityId, Hash32};
use feldsher::store::Store;
use feldsher::store::sqlite::Sqlite;
use feldsher::store::storage::{Row, Value, within};
use feldsher::sync::cursor::{Log, Scope};
use feldsher::sync::guards::Guards;

use super::plant::{Plant, StorageShell};
use super::template::{Image, Room};
use crate::sync::rig::{Dice, NOW};

/// Where each log ends.
pub type Heads = BTreeMap<(Scope, u8), u64>;

pub struct Centre {
    pub store: Arc<Store>,
    pub storage: Arc<StorageShell>,
    room: Room,
    dice: Dice,
    guards: Guards,
    plant: Option<Plant>,
    /// What the operator could restore from: nothing older than the last copy that was called safe.
    pub copies: Vec<Copy>,
    /// How far each log was covered when it was last called safe.
    pub safe: Heads,
    pub lives: u32,
}

/// The true store while a copy answers.
pub struct Kept(Arc<Store>, Arc<StorageShell>, Room);

#[derive(Clone)]
pub struct Copy {
    pub image: Image,
    pub grants: usize,
    /// An operator's backup, or a replica that lags behind.
    pub is_backup: bool,
}

impl Centre {
    pub fn begin(image: &Image, dice: &Dice, guards: Guards, plant: Option<Plant>) -> Self {
        let room = Room::new();
        let (store, storage) = open(image, &room, dice, guards, plant);
        Self {
            store,
            storage,
            room,
            dice: dice.clone(),
            guards,
            plant,
            copies: vec![Copy {
                image: image.clone(),
                grants: 0,
                is_backup: true,
            }],
            safe: Heads::new(),
            lives: 1,
        }
    }

    /// The process dies; what was committed is on the disk.
    pub fn die(&mut self) {
        let image = Image::of(self.room.path());
        self.come_up(&image);
    }

    fn come_up(&mut self, image: &Image) {
        let room = Room::new();
        (self.store, self.storage) = open(image, &room, &self.dice, self.guards, self.plant);
        self.room = room;
    }

    pub fn copy(&mut self, grants: usize, is_backup: bool) {
        let mut image = Image::of(self.room.path());
        if self.plant == Some(Plant::BacksUpWithoutTheLog)
            && let Some(log) = image.log_mut()
        {
            log.clear();
        }
        if is_backup {
            // What is called safe from here on is in this copy; an older one is never needed again.
            self.copies.clear();
            self.safe = self.heads();
            self.store.mark_stable().unwrap();
        }
        self.copies.push(Copy {
            image,
            grants,
            is_backup,
        });
    }

    /// A copy answers for a while, with what it believes; the answer is what it stands in for.
    pub fn stand_in(&mut self, copy: &Copy) -> Kept {
        let room = Room::new();
        let opened = open(&copy.image, &room, &self.dice, self.guards, self.plant);
        let (store, storage) = (
            std::mem::replace(&mut self.store, opened.0),
            std::mem::replace(&mut self.storage, opened.1),
        );
        Kept(store, storage, std::mem::replace(&mut self.room, room))
    }

    pub fn stand_back(&mut self, kept: Kept) {
        (self.store, self.storage, self.room) = (kept.0, kept.1, kept.2);
    }

    /// A copy takes the place of the database.
    pub fn restore(&mut self, copy: &Copy, announced: bool) -> Result<(), String> {
        self.come_up(&copy.image);
        if announced {
            self.store.new_epoch().unwrap();
            self.lives += 1;
        }
        let heads = self.heads();
        for (log, safe) in &self.safe {
            if heads.get(log) < Some(safe) {
                return Err(format!("I4: {log:?} was called safe to {safe} and is gone"));
            }
        }
        Ok(())
    }

    /// Asks the database itself, past every planted bug.
    pub fn ask(&self, sql: &str, values: &[Value]) -> Vec<Row> {
        self.storage.arm(false);
        let rows = within(&*self.storage, |tx| tx.query(sql, values)).unwrap();
        self.storage.arm(true);
        rows
    }

    pub fn heads(&self) -> Heads {
        let rows = self.ask("SELECT scope, log, seq FROM log_head", &[]);
        let head = |row: &Row| {
            let scope = FacilityId(row.array(0).unwrap());
            ((scope, row.i64(1).unwrap() as u8), row.u64(2).unwrap())
        };
        rows.iter().map(head).collect()
    }

    pub fn count(&self, sql: &str) -> u64 {
        self.ask(sql, &[])[0].u64(0).unwrap()
    }

    /// Every accepted change with its unit and document.
    pub fn chunks(&self) -> BTreeMap<Hash32, (Unit, DocId)> {
        let rows = self.ask("SELECT hash, unit, doc FROM chunk", &[]);
        let chunk = |row: &Row| {
            let unit = Unit::from_bytes(row.bytes(1).unwrap()).unwrap();
            let doc = DocId(row.array(2).unwrap());
            (Hash32(row.array(0).unwrap()), (unit, doc))
        };
        rows.iter().map(chunk).collect()
    }

    pub fn in_log(&self, scope: Scope, log: Log) -> BTreeSet<Hash32> {
        let values = [
            Value::Bytes(scope.0.to_vec()),
            Value::Int(i64::from(log.number())),
        ];
        let rows = self.ask(
            "SELECT hash FROM log_entry WHERE scope = $1 AND log = $2 AND what = 0",
            &values,
        );
        rows.iter()
            .map(|row| Hash32(row.array(0).unwrap()))
            .collect()
    }

    pub fn holders(&self, patient: DocId) -> Vec<Scope> {
        let unit = Unit::Patient(patient).to_bytes().to_vec();
        let rows = self.ask(
            "SELECT scope FROM unit_scope WHERE unit = $1 ORDER BY scope",
            &[Value::Bytes(unit)],
        );
        rows.iter()
            .map(|row| FacilityId(row.array(0).unwrap()))
            .collect()
    }

    /// Whether the log of a house that does not hold a patient says that it does no longer. After a restore of the store it may say nothing.
    pub fn is_taken(&self, scope: Scope, patient: DocId) -> bool {
        let unit = Unit::Patient(patient).to_bytes().to_vec();
        let values = [Value::Bytes(scope.0.to_vec()), Value::Bytes(unit)];
        let rows = self.ask(
            "SELECT seq FROM log_entry WHERE scope = $1 AND unit = $2 AND what = 2 LIMIT 1",
            &values,
        );
        !rows.is_empty() && !self.holders(patient).contains(&scope)
    }

    /// What the operator was told, by word.
    pub fn events(&self) -> BTreeMap<String, u64> {
        let rows = self.ask("SELECT what, COUNT(*) FROM event GROUP BY what", &[]);
        let event = |row: &Row| (row.text(0).unwrap().to_owned(), row.u64(1).unwrap());
        rows.iter().map(event).collect()
    }
}

fn open(
    image: &Image,
    room: &Room,
    dice: &Dice,
    guards: Guards,
    plant: Option<Plant>,
) -> (Arc<Store>, Arc<StorageShell>) {
    image.put(room.path());
    let sqlite = Sqlite::open(&room.path().join("store.sqlite")).unwrap();
    let storage = Arc::new(StorageShell::new(sqlite, plant, dice.clone()));
    let clock = Arc::new(FixedClock::at(NOW));
    let store = Store::open(storage.clone(), clock, dice.entropy()).unwrap();
    let at_once = plant == Some(Plant::SaysStableAtOnce);
    let store = store.guarded_by(guards).stable_immediately(at_once);
    (Arc::new(store), storage)
}
