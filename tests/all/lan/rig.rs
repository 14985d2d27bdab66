//! A workstation as its user has it, and a store beside it.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use feldsher::clock::SystemClock;
use feldsher::domain::country::Country;
use feldsher::domain::ids::{Hash32, PatientId};
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::ops::policy::{Scope, authorize, may};
use feldsher::paths::DataFolder;
use feldsher::store::serve::{Limits, Running, start};
use feldsher::store::sqlite::Sqlite;
use feldsher::store::storage::within;
use feldsher::store::{Store, system_entropy};
use feldsher::vault::rebuild::Report;
use feldsher::vault::relay::Mark;
use feldsher::vault::slots::KdfCost;
use feldsher::worker::{Desk, Event, Fault, Job, LanAsk, NewClinic, Op, Registration, SyncView};
use serde_json::json;

pub const PASSWORD: &str = "correct horse";

pub struct Point {
    pub desk: Desk,
    login: String,
    folder: tempfile::TempDir,
}

impl Point {
    pub fn new(login: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::new(
            DataFolder::at(folder.path().join("clinic")),
            Arc::new(SystemClock),
            KdfCost::CHEAPEST,
        );
        let mut point = Self {
            desk,
            login: login.to_owned(),
            folder,
        };
        point
            .ask(Job::CreateClinic(Box::new(NewClinic {
                name: "Үлгі".to_owned(),
                country: Country::Kz,
                lang: Lang::Ru,
                login: login.to_owned(),
                user_name: format!("Сынақова {login}"),
                role: Role::Doctor,
                password: PASSWORD.to_owned(),
            })))
            .unwrap();
        point
    }

    pub fn unlock(&mut self) {
        let login = self.login.clone();
        let password = PASSWORD.to_owned();
        self.ask(Job::Unlock { login, password }).unwrap();
    }

    pub fn ask(&mut self, job: Job) -> Result<Vec<Event>, Fault> {
        let mut events = Vec::new();
        self.desk.handle(job, &mut |event| events.push(event));
        let fault = events.iter().find_map(|event| match event {
            Event::Failed { fault, .. } => Some(fault.clone()),
            _ => None,
        });
        fault.map_or(Ok(events), Err)
    }

    pub fn view(&mut self) -> SyncView {
        let mut events = Vec::new();
        self.desk
            .handle(Job::SyncStatus, &mut |event| events.push(event));
        let view = events.into_iter().find_map(|event| match event {
            Event::Sync(view) => Some(view),
            _ => None,
        });
        view.unwrap()
    }

    /// Lets others in; where.
    pub fn listen(&mut self) -> String {
        let open = LanAsk::Listen {
            port: Some(0),
            keep: false,
        };
        self.ask(Job::Lan(open)).unwrap();
        format!("127.0.0.1:{}", self.view().lan.port.unwrap())
    }

    pub fn show_code(&mut self) -> String {
        self.ask(Job::Lan(LanAsk::Code)).unwrap();
        self.view().lan.code.unwrap().digits
    }

    pub fn type_code(&mut self, address: &str, code: &str) -> Result<(), Fault> {
        let (address, code) = (address.to_owned(), code.to_owned());
        self.ask(Job::Lan(LanAsk::Pair { address, code }))
            .map(|_events| ())
    }

    pub fn meet(&mut self, address: &str) -> Result<(), Fault> {
        let address = Some(address.to_owned());
        self.ask(Job::Lan(LanAsk::Meet { address }))
            .map(|_events| ())
    }

    pub fn register(&mut self, given: &str) -> PatientId {
        let registration: Registration =
            serde_json::from_value(json!({"family": "Сынақ", "given": given, "sex": "female"}))
                .unwrap();
        let op = Box::new(Op::Register(Box::new(registration)));
        let events = self.ask(Job::Do { ticket: 0, op }).unwrap();
        let written = events.into_iter().find_map(|event| match event {
            Event::Done { changes, .. } => changes.written.first().copied(),
            _ => None,
        });
        written.unwrap()
    }

    pub fn show(&mut self, patient: PatientId) -> Result<String, Fault> {
        let events = self.ask(Job::Show { patient })?;
        let shown = events.into_iter().find_map(|event| match event {
            Event::Shown { json } => Some(json),
            _ => None,
        });
        Ok(shown.unwrap())
    }

    /// One exchange with the store alone.
    pub fn sync(&mut self) {
        let house = self.desk.house().unwrap();
        let link = feldsher::worker::sync_link::SyncLink::open(&house).unwrap();
        let (report, _) = link.unwrap().run(&house.guest()).unwrap();
        let fault = feldsher::worker::sync_link::report_fault(&report);
        assert_eq!(fault, None, "{report:?}");
    }

    /// The same, and every signature is known and good.
    pub fn verify(&mut self) {
        let report = self.sound();
        assert_eq!(
            (report.signatures_unknown, report.signatures_invalid),
            (0, 0)
        );
    }

    /// Database, log and projections.
    pub fn sound(&mut self) -> Report {
        let house = self.desk.house().unwrap();
        let me = self.desk.me().unwrap();
        let may = authorize::<may::Verify>(&me.who, Scope::House).unwrap();
        let report = house.lock().verify(&may).unwrap();
        assert!(report.problems.is_empty(), "{report:?}");
        report
    }

    /// Every change of the log.
    pub fn everything(&self) -> BTreeSet<Hash32> {
        let house = self.desk.house().unwrap();
        let house = house.lock();
        house
            .log_listing(&Mark::default(), usize::MAX >> 1)
            .unwrap()
            .hashes
            .into_iter()
            .collect()
    }

    /// What goes with the next exchange.
    pub fn due(&self) -> BTreeSet<Hash32> {
        let house = self.desk.house().unwrap();
        let page = house.lock().outbox(0, usize::MAX).unwrap();
        page.into_iter().map(|logged| logged.hash).collect()
    }

    /// The same with what is left to neighbours.
    pub fn everything_waiting(&self) -> BTreeSet<Hash32> {
        let house = self.desk.house().unwrap();
        let page = house.lock().whole_outbox(0, usize::MAX).unwrap();
        page.into_iter().map(|logged| logged.hash).collect()
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// `host` shows a code, `caller` types it. Where the host listens.
pub fn pair(host: &mut Point, caller: &mut Point) -> String {
    let port = host.view().lan.port;
    let address = port.map_or_else(|| host.listen(), |port| format!("127.0.0.1:{port}"));
    let code = host.show_code();
    caller.type_code(&address, &code).unwrap();
    address
}

pub struct Centre {
    pub store: Arc<Store>,
    running: Running,
    _folder: tempfile::TempDir,
}

impl Centre {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let storage = Arc::new(Sqlite::open(&folder.path().join("store.sqlite")).unwrap());
        let store =
            Arc::new(Store::open(storage, Arc::new(SystemClock), system_entropy()).unwrap());
        let running = start(store.clone(), ([127, 0, 0, 1], 0).into(), Limits::default()).unwrap();
        Self {
            store,
            running,
            _folder: folder,
        }
    }

    pub fn enrol(&self, point: &mut Point, scope: &str) {
        let code = self.store.enrol_code(scope, 15).unwrap().code;
        let url = self.running.url();
        point.ask(Job::Enrol { url, code }).unwrap();
    }

    fn chunks(&self) -> BTreeSet<Hash32> {
        within(&**self.store.storage(), |tx| {
            let rows = tx.query("SELECT hash FROM chunk", &[])?;
            rows.iter().map(|row| row.array(0).map(Hash32)).collect()
        })
        .unwrap()
    }

    pub fn count(&self) -> usize {
        self.chunks().len()
    }

    pub fn holds(&self, hashes: &BTreeSet<Hash32>) -> bool {
        self.chunks().is_superset(hashes)
    }
}
