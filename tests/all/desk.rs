//! What the desk does around its jobs: who may restore, the backup of a day without a window, files that only their owner reads.

use std::path::PathBuf;
use std::sync::Arc;

use feldsher::clock::FixedClock;
use feldsher::domain::country::Country;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::paths::DataFolder;
use feldsher::vault::backup;
use feldsher::vault::slots::KdfCost;
use feldsher::worker::{Desk, Event, Fault, Job, NewClinic, Op};

use super::house::person;

const NOW: i64 = 1_790_000_000;
const PASSWORD: &str = "correct horse";

struct Clinic {
    desk: Desk,
    clock: Arc<FixedClock>,
    folder: DataFolder,
    dir: tempfile::TempDir,
}

/// A clinic with a doctor and a registrar; the doctor is signed in.
fn clinic() -> Clinic {
    let dir = tempfile::tempdir().unwrap();
    let folder = DataFolder::at(dir.path().join("data"));
    let clock = Arc::new(FixedClock::at(NOW));
    let mut desk = Desk::new(folder.clone(), clock.clone(), KdfCost::CHEAPEST);
    let new = NewClinic {
        name: "Үлгі".into(),
        country: Country::Kz,
        lang: Lang::Ru,
        login: "doctor".into(),
        user_name: "Сынақов Үлгі".into(),
        role: Role::Doctor,
        password: PASSWORD.into(),
    };
    ask(&mut desk, Job::CreateClinic(Box::new(new))).unwrap();
    let add = Job::AddUser {
        login: "desk".into(),
        name: "Тіркеуші".into(),
        role: Role::Registrar,
        password: PASSWORD.into(),
    };
    ask(&mut desk, add).unwrap();
    Clinic {
        desk,
        clock,
        folder,
        dir,
    }
}

fn ask(desk: &mut Desk, job: Job) -> Result<Vec<Event>, Fault> {
    let mut events = Vec::new();
    let mut failed = None;
    desk.handle(job, &mut |event| match event {
        Event::Failed { fault, .. } => failed = Some(fault),
        other => events.push(other),
    });
    failed.map_or(Ok(events), Err)
}

fn keep(desk: &mut Desk) {
    desk.keep(&mut |event| panic!("{event:?}"));
}

fn register() -> Job {
    Job::Do {
        ticket: 0,
        op: Box::new(Op::Register(Box::new(person()))),
    }
}

impl Clinic {
    fn restore(&mut self, file: PathBuf, login: &str) -> Result<Option<PathBuf>, Fault> {
        let job = Job::Restore {
            file,
            login: login.into(),
            password: PASSWORD.into(),
            shares: Vec::new(),
        };
        let events = ask(&mut self.desk, job)?;
        let aside = events.into_iter().find_map(|event| match event {
            Event::Restored { aside } => Some(aside),
            _ => None,
        });
        Ok(aside.unwrap())
    }
}

#[test]
fn a_registrar_puts_no_backup_over_the_clinic_and_a_doctor_hears_where_the_old_record_lies() {
    let mut clinic = clinic();
    let file = clinic.dir.path().join("today.backup");
    ask(&mut clinic.desk, Job::Backup { path: file.clone() }).unwrap();
    ask(&mut clinic.desk, register()).unwrap();

    let refused = clinic.restore(file.clone(), "desk").unwrap_err();
    assert_eq!(refused.code, "denied");
    assert!(!clinic.folder.restoring().exists());
    let still = ask(
        &mut clinic.desk,
        Job::Unlock {
            login: "doctor".into(),
            password: PASSWORD.into(),
        },
    );
    still.unwrap();
    let found = ask(
        &mut clinic.desk,
        Job::Search {
            ticket: 0,
            query: "сынақова".into(),
        },
    )
    .unwrap();
    assert!(matches!(&found[..], [Event::Found { total: 1, .. }]));

    let aside = clinic.restore(file.clone(), "doctor").unwrap().unwrap();
    assert!(aside.join("feldsher.db").exists());

    // The vault that stands is damaged: what it would say of her role is not needed, the backup's word is.
    ask(&mut clinic.desk, Job::CloseForTheDay).unwrap();
    std::fs::write(clinic.folder.database(), b"torn").unwrap();
    let refused = clinic.restore(file.clone(), "desk").unwrap_err();
    assert_eq!(refused.code, "denied");
    clinic.restore(file.clone(), "doctor").unwrap();

    // On an empty computer there is nothing to take away.
    let other = DataFolder::at(clinic.dir.path().join("other"));
    clinic.desk = Desk::new(other, clinic.clock.clone(), KdfCost::CHEAPEST);
    assert_eq!(clinic.restore(file, "desk").unwrap(), None);
}

/// A user who was a doctor on the day of the backup and is gone, or something less, today.
#[test]
fn who_may_not_today_does_not_restore_with_the_role_of_yesterday() {
    let mut clinic = clinic();
    let file = clinic.dir.path().join("today.backup");
    let add = |login: &str, role| Job::AddUser {
        login: login.into(),
        name: login.into(),
        role,
        password: PASSWORD.into(),
    };
    let rows = ask(&mut clinic.desk, add("second", Role::Doctor)).unwrap();
    let [Event::Users(rows)] = &rows[..] else {
        panic!("{rows:?}")
    };
    let second = rows.iter().find(|row| row.login == "second").unwrap().user;
    ask(&mut clinic.desk, Job::Backup { path: file.clone() }).unwrap();
    ask(&mut clinic.desk, Job::RemoveUser { user: second }).unwrap();
    ask(&mut clinic.desk, add("second", Role::Registrar)).unwrap();
    assert_eq!(clinic.restore(file, "second").unwrap_err().code, "denied");
}

#[test]
fn a_day_without_a_window_has_its_backup_and_its_reserve() {
    let mut clinic = clinic();
    let backups = |clinic: &Clinic| backup::list(&clinic.folder.backups()).unwrap().len();
    assert_eq!(backups(&clinic), 0);
    keep(&mut clinic.desk);
    assert_eq!(backups(&clinic), 1, "a user was added");
    assert!(clinic.folder.reserve().exists());
    for day in 1..4 {
        // A process of its own, as each call of the command line is.
        clinic.clock.set(NOW + day * 86_400);
        ask(&mut clinic.desk, Job::CloseForTheDay).unwrap();
        clinic.desk = Desk::new(
            clinic.folder.clone(),
            clinic.clock.clone(),
            KdfCost::CHEAPEST,
        );
        let unlock = Job::Unlock {
            login: "doctor".into(),
            password: PASSWORD.into(),
        };
        ask(&mut clinic.desk, unlock).unwrap();
        let search = Job::Search {
            ticket: 0,
            query: "а".into(),
        };
        ask(&mut clinic.desk, search).unwrap();
        keep(&mut clinic.desk);
        assert_eq!(backups(&clinic) as i64, day, "looking is no reason");
        for _ in 0..3 {
            ask(&mut clinic.desk, register()).unwrap();
            keep(&mut clinic.desk);
        }
        assert_eq!(backups(&clinic) as i64, day + 1);
    }
}

#[cfg(unix)]
#[test]
fn nobody_else_reads_the_database_its_log_or_its_backups() {
    use std::os::unix::fs::PermissionsExt as _;
    let mut clinic = clinic();
    let file = clinic.dir.path().join("today.backup");
    ask(&mut clinic.desk, Job::Backup { path: file.clone() }).unwrap();
    keep(&mut clinic.desk);
    let mode = |path: &PathBuf| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let database = clinic.folder.database();
    let beside = |suffix: &str| {
        let mut name = database.clone().into_os_string();
        name.push(suffix);
        PathBuf::from(name)
    };
    let mut private = vec![database.clone(), beside("-wal"), clinic.folder.keys(), file];
    let daily = backup::list(&clinic.folder.backups()).unwrap();
    private.extend(daily.into_iter().map(|one| one.path));
    assert_eq!(private.len(), 5);
    for path in &private {
        assert_eq!(mode(path), 0o600, "{}", path.display());
    }
    // A vault of an earlier version loses other people's access when it is opened.
    ask(&mut clinic.desk, Job::CloseForTheDay).unwrap();
    std::fs::set_permissions(&database, std::fs::Permissions::from_mode(0o644)).unwrap();
    let unlock = Job::Unlock {
        login: "doctor".into(),
        password: PASSWORD.into(),
    };
    ask(&mut clinic.desk, unlock).unwrap();
    assert_eq!(mode(&database), 0o600);
}
