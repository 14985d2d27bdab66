//! The worker's side of the channels, in the hands of a test.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use feldsher::clock::FixedClock;
use feldsher::domain::country::Country;
use feldsher::domain::ids::{FacilityId, UserId};
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::ui::Settings;
use feldsher::ui::app::App;
use feldsher::worker::{Event, Job, Session, Startup, WorkerLink};

use super::Window;

/// What the worker would hold.
pub struct Desk {
    pub jobs: Receiver<Job>,
    pub events: SyncSender<Event>,
    pub lang: Lang,
}

/// 2026-11-21 10:30 at the place (UTC+5).
pub fn now() -> i64 {
    chrono::NaiveDate::from_ymd_opt(2026, 11, 21)
        .unwrap()
        .and_hms_opt(5, 30, 0)
        .unwrap()
        .and_utc()
        .timestamp()
}

pub fn start(lang: Lang) -> (Desk, App) {
    let (jobs_in, jobs) = sync_channel(64);
    let (events, events_out) = sync_channel(64);
    let app = App::new(
        WorkerLink {
            jobs: jobs_in,
            events: events_out,
        },
        Settings {
            lang: Some(lang),
            ..Settings::default()
        },
        Box::new(|_| {}),
        Box::new(FixedClock::at(now())),
    );
    (Desk { jobs, events, lang }, app)
}

impl Desk {
    pub fn say(&self, h: &mut Window, event: Event) {
        self.events.send(event).unwrap();
        h.run();
    }

    /// All jobs asked since the last look.
    pub fn asked(&self) -> Vec<Job> {
        self.jobs.try_iter().collect()
    }

    pub fn ready(&self) -> Event {
        Event::Startup(Startup::Ready {
            clinic: "Ақсу фельдшерлік пункті".into(),
            lang: self.lang,
            demo: false,
            logins: vec![
                ("aigul".into(), "aigul".into()),
                ("dina".into(), "dina".into()),
                ("marat".into(), "marat".into()),
            ],
        })
    }

    pub fn session(&self, role: Role) -> Session {
        Session {
            user: UserId([1; 16]),
            login: "aigul".into(),
            name: "Сейітова Айгүл".into(),
            role,
            facility: FacilityId([9; 16]),
            clinic: "Ақсу фельдшерлік пункті".into(),
            country: Country::Kz,
            lang: self.lang,
            demo: false,
        }
    }

    /// Signed in with this role; the jobs of entering are taken away.
    pub fn sign_in(&self, h: &mut Window, role: Role) {
        self.say(h, self.ready());
        self.say(h, Event::Unlocked(Box::new(self.session(role))));
        self.asked();
    }
}
