//! One workstation: the real house on files, the real port, the real client; and what its people were told is saved.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use ed25519_dalek::VerifyingKey;
use feldsher::clock::FixedClock;
use feldsher::domain::chunk::Chunk;
use feldsher::domain::ids::{DocId, Hash32};
use feldsher::ops::op::Op;
use feldsher::ops::op::OpChanges;
use feldsher::ops::policy::{Scope as Reach, authorize, may};
use feldsher::ops::{House, OpError, SignedIn};
use feldsher::paths::DataFolder;
use feldsher::sync::client::Client;
use feldsher::sync::cursor::{Log, Scope};
use feldsher::sync::guards::Guards;
use feldsher::sync::port::Transport;
use feldsher::sync::session;
use feldsher::vault::DataKey;
use feldsher::vault::rebuild::Report;
use feldsher::vault::slots::KdfCost;
use feldsher::worker::sync_port::Port;
use feldsher::worker::{SharedHouse, sync_link};

use super::template::{Chance, Image, Room, Seat};
use crate::guards::Copied as _;
use crate::sync::rig::{Dice, NOW};

pub struct Machine {
    pub seat: usize,
    pub scope: Scope,
    house: Option<SharedHouse>,
    pub client: Client,
    pub store_key: VerifyingKey,
    pub clock: Arc<FixedClock>,
    pub me: SignedIn,
    key: DataKey,
    room: Room,
    dice: Dice,
    guards: Guards,
    /// Facts that somebody here was told are saved.
    pub own: BTreeSet<usize>,
    pub backup: Option<Backup>,
}

#[derive(Clone)]
pub struct Backup {
    image: Image,
    own: BTreeSet<usize>,
    pub lives: u32,
}

impl Machine {
    pub fn begin(no: usize, seat: &Seat, dice: &Dice, guards: Guards) -> Self {
        let clock = Arc::new(FixedClock::at(NOW));
        let given = (&seat.image, &seat.key, dice, guards);
        let (room, house, client, store_key) = open(given, &clock, None);
        Self {
            seat: no,
            scope: seat.scope,
            house: Some(house),
            client,
            store_key,
            clock,
            me: seat.me.copy(),
            key: seat.key.duplicate(),
            room,
            dice: dice.clone(),
            guards,
            own: BTreeSet::new(),
            backup: None,
        }
    }

    pub fn folder(&self) -> &Path {
        self.room.path()
    }

    pub fn house(&self) -> &SharedHouse {
        self.house.as_ref().expect("open")
    }

    /// Closed and opened where it lies.
    pub fn reopen(&mut self) {
        self.house = None;
        let given = (&self.key, &self.dice, self.guards);
        let (house, client, store_key) = open_in(&self.room, given, &self.clock, None);
        self.house = Some(house);
        self.client = client;
        self.store_key = store_key;
    }

    /// Closed and opened as every evening and morning, on a disk of its own each time.
    pub fn restart(&mut self) {
        self.house = None;
        let image = Image::of(self.room.path());
        self.come_up(&image, None);
    }

    /// The process ends in the middle of whatever it does; `bend` is what the disk makes of it.
    pub fn crash(&mut self, bend: impl FnOnce(&mut Image)) {
        let mut image = Image::of(self.room.path());
        bend(&mut image);
        self.house = None;
        self.come_up(&image, None);
    }

    fn come_up(&mut self, image: &Image, actor: Option<[u8; 16]>) {
        self.house = None;
        let given = (image, &self.key, &self.dice, self.guards);
        let (room, house, client, store_key) = open(given, &self.clock, actor);
        self.room = room;
        self.house = Some(house);
        self.client = client;
        self.store_key = store_key;
    }

    /// As after enrolment: the client reads anew who it is.
    pub fn begin_link(&mut self) {
        let identity = sync_link::identity(&mut self.house().lock()).unwrap();
        self.client = Client::new(identity, "simulation").guarded_by(self.guards);
    }

    /// One session without anything that tests add.
    pub fn exchange(&mut self, line: &mut dyn Transport) -> Result<(), String> {
        let guest = self.house().guest();
        let mut port = Port::new(&guest, self.store_key).guarded_by(self.guards);
        let done = session::run(&mut self.client, &mut port, line, &|| 0);
        done.map(|_report| ()).map_err(|error| error.to_string())
    }

    pub fn back_up(&mut self, lives: u32) {
        self.backup = Some(Backup {
            image: Image::of(self.room.path()),
            own: self.own.clone(),
            lives,
        });
    }

    /// `known`: by the program's own restore, which begins a new life; else by copying the disk.
    pub fn restore(&mut self, backup: Backup, known: bool) {
        self.own = backup.own;
        self.come_up(&backup.image, None);
        if known {
            sync_link::begin_new_life(self.house()).unwrap();
            self.begin_link();
        }
    }

    /// The disk is copied into a second computer. With `actor`, both go on with the same memory.
    pub fn clone_disk(&mut self, actor: Option<[u8; 16]>) -> Self {
        let image = Image::of(self.room.path());
        if actor.is_some() {
            self.come_up(&image, actor);
        }
        let clock = Arc::new(FixedClock::at(NOW));
        let given = (&image, &self.key, &self.dice, self.guards);
        let (room, house, client, store_key) = open(given, &clock, actor);
        Self {
            seat: self.seat,
            scope: self.scope,
            house: Some(house),
            client,
            store_key,
            clock,
            me: self.me.copy(),
            key: self.key.duplicate(),
            room,
            dice: self.dice.clone(),
            guards: self.guards,
            own: self.own.clone(),
            backup: None,
        }
    }

    pub fn log_length(&self) -> usize {
        let log = DataFolder::at(self.room.path())
            .database()
            .with_extension("db-wal");
        std::fs::metadata(log).map_or(0, |meta| meta.len() as usize)
    }

    pub fn transact(&mut self, op: &Op) -> Result<OpChanges, OpError> {
        self.house().lock().transact(&self.me, op)
    }

    pub fn knows(&self, patient: DocId) -> bool {
        self.house().lock().where_is(patient).is_ok()
    }

    pub fn waiting(&self) -> Vec<(Hash32, Chunk)> {
        let house = self.house().lock();
        let mut all = Vec::new();
        let mut last = 0;
        loop {
            let page = house.whole_outbox(last, usize::MAX).unwrap();
            let Some(newest) = page.last() else {
                return all;
            };
            last = newest.n;
            all.extend(page.into_iter().map(|logged| (logged.hash, logged.chunk)));
        }
    }

    pub fn placed(&self, log: Log) -> BTreeSet<Hash32> {
        let house = self.house().lock();
        let placed = house.placed(self.scope, log.number()).unwrap();
        placed.into_iter().map(|(hash, _)| hash).collect()
    }

    pub fn hashes(&self) -> BTreeSet<Hash32> {
        let mut all: BTreeSet<Hash32> = Log::ALL.iter().flat_map(|log| self.placed(*log)).collect();
        all.extend(self.waiting().into_iter().map(|(hash, _)| hash));
        all
    }

    pub fn show(&mut self, patient: DocId) -> Result<String, OpError> {
        self.house().lock().show(&self.me, patient)
    }

    pub fn verified(&mut self) -> Report {
        let may = authorize::<may::Verify>(&self.me.who, Reach::House).unwrap();
        self.house().lock().verify(&may).unwrap()
    }

    /// Reasons of what was refused, here or at the store.
    pub fn refused(&self) -> Vec<String> {
        let (_, refused) = self.house().lock().delivery().unwrap();
        refused.into_iter().map(|refused| refused.reason).collect()
    }
}

fn open(
    (image, key, dice, guards): (&Image, &DataKey, &Dice, Guards),
    clock: &Arc<FixedClock>,
    actor: Option<[u8; 16]>,
) -> (Room, SharedHouse, Client, VerifyingKey) {
    let room = Room::new();
    image.put(room.path());
    let (house, client, store_key) = open_in(&room, (key, dice, guards), clock, actor);
    (room, house, client, store_key)
}

fn open_in(
    room: &Room,
    (key, dice, guards): (&DataKey, &Dice, Guards),
    clock: &Arc<FixedClock>,
    actor: Option<[u8; 16]>,
) -> (SharedHouse, Client, VerifyingKey) {
    let chance = Box::new(Chance {
        actor,
        dice: dice.clone(),
    });
    let folder = DataFolder::at(room.path());
    let house = House::open(
        &folder,
        key,
        clock.clone(),
        chance,
        KdfCost::CHEAPEST,
        &mut |_, _| (),
    );
    let mut house = house.unwrap_or_else(|error| panic!("the vault does not open: {error}"));
    let identity = sync_link::identity(&mut house).unwrap();
    let store_key = identity.store_key;
    let client = Client::new(identity, "simulation").guarded_by(guards);
    (SharedHouse::new(house), client, store_key)
}
