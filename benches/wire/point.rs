//! A real house on its files, enrolled at a real store in the same process; the line between them counts what a body weighs.

use std::sync::Arc;

use ed25519_dalek::VerifyingKey;
use feldsher::clock::FixedClock;
use feldsher::domain::card::{CardView, Draft};
use feldsher::domain::country::Country;
use feldsher::domain::ids::{DocId, unhex};
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::ops::op::{Op, Registration};
use feldsher::ops::policy::{Scope, authorize, may};
use feldsher::ops::{House, Setup, SignedIn};
use feldsher::paths::DataFolder;
use feldsher::store::devices::Newcomer;
use feldsher::store::exchange::Exchange;
use feldsher::store::sqlite::Sqlite;
use feldsher::store::{Store, system_entropy};
use feldsher::sync::auth::SYNC_PATH;
use feldsher::sync::client::{Client, Report};
use feldsher::sync::frame::FrameReader;
use feldsher::sync::port::{Transport, TransportError};
use feldsher::sync::session;
use feldsher::vault::OsEntropy;
use feldsher::vault::log::Logged;
use feldsher::vault::slots::KdfCost;
use feldsher::worker::sync_port::Port;
use feldsher::worker::{SharedHouse, sync_link};
use serde_json::Value;
use tempfile::TempDir;

pub const NOW: i64 = 1_790_000_000;
const HOUSE: &str = "Үлгі";

pub fn store(folder: &TempDir) -> Store {
    let storage = Sqlite::open(&folder.path().join("store.sqlite")).expect("a store");
    let clock = Arc::new(FixedClock::at(NOW));
    Store::open(Arc::new(storage), clock, system_entropy()).expect("a store")
}

/// What one session weighed, bodies only.
#[derive(Debug, Default, Clone, Copy)]
pub struct Weight {
    pub trips: usize,
    pub there: usize,
    pub back: usize,
}

impl Weight {
    pub fn whole(self) -> f64 {
        (self.there + self.back) as f64
    }
}

struct Scales<'a> {
    store: &'a Store,
    weight: Weight,
}

impl Transport for Scales<'_> {
    fn exchange(
        &mut self,
        body: &[u8],
        on_bytes: &mut dyn FnMut(&[u8]) -> bool,
    ) -> Result<(), TransportError> {
        let answer = answer(self.store, body).map_err(TransportError::Cut)?;
        self.weight.trips += 1;
        self.weight.there += body.len();
        self.weight.back += answer.len();
        on_bytes(&answer);
        Ok(())
    }
}

fn answer(store: &Store, body: &[u8]) -> Result<Vec<u8>, String> {
    let mut exchange = Exchange::new(store, SYNC_PATH, NOW);
    let mut reader = FrameReader::default();
    reader.push(body);
    while let Some(frame) = reader.next_frame().map_err(|e| e.to_string())? {
        exchange.frame(&frame).map_err(|e| e.to_string())?;
    }
    exchange.finish().map_err(|e| e.to_string())
}

pub struct Point {
    house: SharedHouse,
    me: SignedIn,
    client: Client,
    store_key: VerifyingKey,
    _folder: TempDir,
}

impl Point {
    pub fn found(store: &Store) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let setup = Setup {
            clinic: HOUSE,
            country: Country::Kz,
            lang: Lang::Ru,
            demo: false,
            login: "doctor",
            name: "Үлгі",
            role: Role::Doctor,
            password: "correct horse",
            cost: KdfCost::CHEAPEST,
        };
        let data = DataFolder::at(folder.path());
        let clock = Arc::new(FixedClock::at(NOW));
        let (house, me, _) =
            House::create(&data, &setup, clock, Box::new(OsEntropy)).expect("a house");
        let house = SharedHouse::new(house);
        let code = store.enrol_code(HOUSE, 15).expect("a code").code;
        sync_link::enrol_by(&house, "https://store.example", &code, |request| {
            let key = unhex(&request.device_key).and_then(|key| key.try_into().ok());
            let newcomer = Newcomer {
                device: request.device,
                key: VerifyingKey::from_bytes(&key.expect("32 bytes")).expect("a key"),
                name: request.device_name.clone(),
                managers: Vec::new(),
            };
            Ok(store
                .enrol_answer(&request.code, &newcomer)
                .expect("enrolled"))
        })
        .expect("enrolled");
        let identity = sync_link::identity(&mut house.lock()).expect("an identity");
        Self {
            store_key: identity.store_key,
            client: Client::new(identity, "bench"),
            house,
            me,
            _folder: folder,
        }
    }

    pub fn sync(&mut self, store: &Store) -> (Report, Weight) {
        let guest = self.house.guest();
        let mut port = Port::new(&guest, self.store_key);
        let mut line = Scales {
            store,
            weight: Weight::default(),
        };
        let report =
            session::run(&mut self.client, &mut port, &mut line, &|| 0).expect("a session");
        (report, line.weight)
    }

    pub fn register(&self, registration: Registration) -> DocId {
        let op = Op::Register(Box::new(registration));
        let changes = self.house.lock().transact(&self.me, &op).expect("a card");
        changes.written[0]
    }

    pub fn set(&self, patient: DocId, key: &str, value: &Value) {
        let op = Op::SetFact {
            seen: None,
            patient,
            key: key.to_owned(),
            value: value.as_object().expect("an object").clone(),
        };
        self.house.lock().transact(&self.me, &op).expect("a fact");
    }

    /// Everything that waits behind this place.
    pub fn outbox(&self, behind: i64) -> Vec<Logged> {
        let mut all = Vec::new();
        loop {
            let from = all.last().map_or(behind, |last: &Logged| last.n);
            let page = self.house.lock().outbox(from, usize::MAX);
            let page = page.expect("the outbox");
            if page.is_empty() {
                return all;
            }
            all.extend(page);
        }
    }

    pub fn sign(&self, patient: DocId, draft: &Draft) {
        let mut house = self.house.lock();
        let saved = house
            .save_draft(&self.me, None, patient, draft)
            .expect("a draft");
        let op = Op::SignVisit {
            draft: saved.id,
            confirmed: true,
        };
        house.transact(&self.me, &op).expect("a visit");
    }

    pub fn read<T>(&self, patient: DocId, with: impl FnOnce(&House, &CardView) -> T) -> T {
        let house = self.house.lock();
        let may = authorize::<may::ReadCard>(&self.me.who, Scope::Patient(patient)).expect("may");
        let view = house.card(&may).expect("a card");
        with(&house, &view)
    }
}
