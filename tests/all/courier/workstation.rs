//! The real workstation with its vault, the real store, files on a disk: what the user is told, and what stands in the log.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use feldsher::clock::SystemClock;
use feldsher::domain::country::Country;
use feldsher::domain::ids::PatientId;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::paths::DataFolder;
use feldsher::store::serve::{Limits, start};
use feldsher::store::sqlite::Sqlite;
use feldsher::store::{Store, system_entropy};
use feldsher::sync::courier::USUAL_PART;
use feldsher::sync::courier::parts::FileParts;
use feldsher::vault::slots::KdfCost;
use feldsher::worker::{
    CourierNews, CourierRead, CourierWritten, Desk, Event, Fault, Job, NewClinic, Op, Registration,
    courier_words, fault_words,
};
use serde_json::json;

struct Point {
    desk: Desk,
    folder: tempfile::TempDir,
}

impl Point {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::new(
            DataFolder::at(folder.path().join("clinic")),
            Arc::new(SystemClock),
            KdfCost::CHEAPEST,
        );
        let mut point = Self { desk, folder };
        point
            .ask(Job::CreateClinic(Box::new(NewClinic {
                name: "Үлгі".to_owned(),
                country: Country::Kz,
                lang: Lang::Ru,
                login: "nina".to_owned(),
                user_name: "Сынақова Нина".to_owned(),
                role: Role::Doctor,
                password: "correct horse".to_owned(),
            })))
            .unwrap();
        point
    }

    fn ask(&mut self, job: Job) -> Result<Vec<Event>, Fault> {
        let mut events = Vec::new();
        self.desk.handle(job, &mut |event| events.push(event));
        let fault = events.iter().find_map(|event| match event {
            Event::Failed { fault, .. } => Some(fault.clone()),
            _ => None,
        });
        fault.map_or(Ok(events), Err)
    }

    fn news(&mut self, job: Job) -> Result<CourierNews, Fault> {
        let events = self.ask(job)?;
        let last = events.into_iter().rev().find_map(|event| match event {
            Event::Courier(news) => Some(news),
            _ => None,
        });
        Ok(last.unwrap())
    }

    fn export(&mut self, path: &Path) -> Result<CourierWritten, Fault> {
        let job = Job::CourierOut {
            path: path.to_owned(),
            max_part: None,
        };
        match self.news(job)? {
            CourierNews::Written(written) => Ok(written),
            other => panic!("{other:?}"),
        }
    }

    fn import(&mut self, path: &Path) -> Result<CourierRead, Fault> {
        let path = path.to_owned();
        match self.news(Job::CourierIn { path })? {
            CourierNews::Read(read) => Ok(read),
            other => panic!("{other:?}"),
        }
    }

    fn waiting(&mut self) -> u64 {
        let events = self.ask(Job::SyncStatus).unwrap();
        let view = events.into_iter().find_map(|event| match event {
            Event::Sync(view) => Some(view),
            _ => None,
        });
        view.unwrap().waiting
    }

    fn register(&mut self, given: &str) -> PatientId {
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

    fn show(&mut self, patient: PatientId) -> Result<String, Fault> {
        let events = self.ask(Job::Show { patient })?;
        let shown = events.into_iter().find_map(|event| match event {
            Event::Shown { json } => Some(json),
            _ => None,
        });
        Ok(shown.unwrap())
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

fn carry(store: &Store, from: &Path, to: &Path) -> u64 {
    let file = std::fs::File::open(from).unwrap();
    let mut parts = FileParts::new(to);
    let carried = store.carry(file, &mut parts, USUAL_PART).unwrap();
    assert_eq!(parts.done, [to.to_owned()]);
    carried.verdicts.accepted
}

#[test]
fn a_stick_goes_to_the_centre_and_comes_back_with_the_other_houses_patient() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Arc::new(Sqlite::open(&folder.path().join("store.sqlite")).unwrap());
    let store = Arc::new(Store::open(storage, Arc::new(SystemClock), system_entropy()).unwrap());
    let (mut a, mut b) = (Point::new(), Point::new());
    let early = a.at("before.courier");
    assert_eq!(a.export(&early).unwrap_err().code, "not-enrolled");
    // Joining needs a line once; it is gone after that.
    let running = start(store.clone(), ([127, 0, 0, 1], 0).into(), Limits::default()).unwrap();
    for point in [&mut a, &mut b] {
        let code = store.enrol_code("Үлгі", 15).unwrap().code;
        let url = running.url();
        point.ask(Job::Enrol { url, code }).unwrap();
    }
    running.stop().unwrap();

    let patient = a.register("Айна");
    let (out, back) = (a.at("to.courier"), a.at("back.courier"));
    let written = a.export(&out).unwrap();
    let waiting = a.waiting();
    assert_eq!(
        written.records, waiting,
        "the line of the access log goes along"
    );
    assert_eq!(written.files, std::slice::from_ref(&out));
    assert_eq!(
        written.bytes,
        std::fs::metadata(&out).unwrap().len(),
        "what the stick holds"
    );
    // Never over a file that may be on its way, and never among the clinic's own.
    assert_eq!(a.export(&out).unwrap_err().code, "target-taken");
    let own = a.at("clinic/x.courier");
    assert_eq!(a.export(&own).unwrap_err().code, "target-in-clinic");

    assert_eq!(a.import(&out).unwrap_err().code, "courier-to-centre");
    assert_eq!(b.import(&out).unwrap_err().code, "courier-to-centre");
    assert_eq!(carry(&store, &out, &back), written.records);
    assert_eq!(b.import(&back).unwrap_err().code, "courier-elsewhere");
    // Looking at a stick leaves its line in the log, and nothing else.
    let before = a.waiting();
    let read = a.import(&back).unwrap();
    assert_eq!(read.confirmed, written.records);
    assert_eq!(read.waiting, before + 1 - written.records);
    assert!(!read.is_old && !read.has_gap && !read.has_more && !read.differs);
    assert_eq!(
        read.received, 0,
        "one's own records do not come from the centre"
    );
    let view = a.ask(Job::SyncStatus).unwrap();
    let told = view.iter().find_map(|event| match event {
        Event::Sync(view) => view.last_at,
        _ => None,
    });
    assert!(told.is_some(), "a stick is an exchange");
    let again = a.import(&back).unwrap();
    assert!(again.is_again && again.confirmed == 0);

    let (out, back) = (b.at("to.courier"), b.at("back.courier"));
    b.export(&out).unwrap();
    carry(&store, &out, &back);
    assert!(b.import(&back).unwrap().received > 0);
    assert_eq!(a.show(patient).unwrap(), b.show(patient).unwrap());

    // A doctor does not read the log of the whole house; a manager does.
    a.ask(Job::AddUser {
        login: "marat".to_owned(),
        name: "Сынақов Марат".to_owned(),
        role: Role::Manager,
        password: "battery staple".to_owned(),
    })
    .unwrap();
    a.ask(Job::Unlock {
        login: "marat".to_owned(),
        password: "battery staple".to_owned(),
    })
    .unwrap();
    let events = a.ask(Job::AccessLog { patient: None }).unwrap();
    let rows = events.into_iter().find_map(|event| match event {
        Event::AccessLog(rows) => Some(rows),
        _ => None,
    });
    let rows = rows.unwrap();
    let count = |act: &str| rows.iter().filter(|row| row.action == act).count();
    // A file that may not be written there was never begun; one that was refused was looked at.
    assert_eq!((count("courier-write"), count("courier-read")), (1, 3));
    assert!(rows.iter().all(|row| !row.user.is_empty()));
}

#[test]
fn every_refusal_and_every_outcome_is_a_sentence_in_five_languages() {
    let codes = [
        "not-ours",
        "newer",
        "elsewhere",
        "to-centre",
        "cut",
        "damaged",
        "sender",
        "meaning",
        "history",
        "too-small",
        "full",
        "full-parts",
        "io",
        "stopped",
        "busy",
        "unknown-device",
        "revoked",
        "copied",
        "store",
    ];
    let outcomes = [
        CourierNews::Written(CourierWritten {
            records: 112,
            visits: 37,
            files: vec!["/media/a.courier".into(), "/media/a-2.courier".into()],
            too_long: 1,
            ..CourierWritten::default()
        }),
        CourierNews::Written(CourierWritten::default()),
        CourierNews::Read(CourierRead {
            confirmed: 2,
            received: 5,
            waiting: 1,
            held: 1,
            refused: 1,
            has_gap: true,
            differs: true,
            ..CourierRead::default()
        }),
        CourierNews::Read(CourierRead {
            has_more: true,
            ..CourierRead::default()
        }),
        CourierNews::Read(CourierRead {
            is_again: true,
            ..CourierRead::default()
        }),
        CourierNews::Read(CourierRead {
            is_old: true,
            ..CourierRead::default()
        }),
        CourierNews::Read(CourierRead {
            is_renamed: true,
            ..CourierRead::default()
        }),
    ];
    for lang in Lang::ALL {
        for code in codes {
            let fault = Fault::new(&format!("courier-{code}"))
                .with("path", "/media/x.courier")
                .with("parts", 2)
                .with("bytes", 262_144)
                .with("detail", "E/A");
            let words = fault_words(lang, &fault).unwrap_or_else(|| panic!("{lang:?} {code}"));
            assert!(!words.contains(['{', '⟦']), "{lang:?} {code}: {words}");
        }
        for news in &outcomes {
            for words in courier_words(lang, news) {
                assert!(!words.contains(['{', '⟦']), "{lang:?}: {words}");
            }
        }
    }
    let told = courier_words(Lang::Ru, &outcomes[0]);
    assert_eq!(told[0], "На флешку записано 37 приёмов");
    assert!(told[2].starts_with("Они остаются здесь, пока центр их не подтвердит"));
}
