//! The desk: one job after another against the house, with answers as events. It has no thread of its own, so that the command
//! line and tests use the same one as the window.

use std::path::PathBuf;
use std::sync::Arc;

use super::api::{
    AccessRow, ConflictRow, Duplicate, Event, Fault, Job, NewClinic, PatientRow, Proposal, Refusal,
    Session, Startup, SyncView, UserRow, WorkItem, WorkState,
};
use super::papers;
use super::shared::SharedHouse;
use super::sync_link::{self, SyncLink, op_fault};
use crate::clock::Clock;
use crate::codes::icd10::Icd10;
use crate::domain::card::DraftView;
use crate::domain::ids::{PatientId, UserId};
use crate::domain::lang::Lang;
use crate::domain::person::Person;
use crate::ops::policy::{Scope, authorize, may};
use crate::ops::read::Hit;
use crate::ops::{House, OpError, OpResult, Setup, SignedIn, matching, op::OpChanges};
use crate::paths::DataFolder;
use crate::vault::backup::{self, Occasion, Reason};
use crate::vault::reserve::Reserve;
use crate::vault::restore;
use crate::vault::slots::{KdfCost, KeySlots};
use crate::vault::{OsEntropy, VaultError, VaultLock, enter};

/// Longest list that a search answers with; the screen says "10 of 40".
const SEARCH_LIMIT: usize = 50;

pub struct Desk {
    folder: DataFolder,
    lock: Option<VaultLock>,
    house: Option<SharedHouse>,
    me: Option<SignedIn>,
    link: Option<SyncLink>,
    clock: Arc<dyn Clock>,
    cost: KdfCost,
    sync: SyncMemory,
}

/// What the status line says about the line.
#[derive(Debug, Clone, Default)]
struct SyncMemory {
    next_at: Option<i64>,
    last_fault: Option<Fault>,
    attempt: u32,
}

type Send<'a> = &'a mut dyn FnMut(Event);

impl Desk {
    pub fn new(folder: DataFolder, clock: Arc<dyn Clock>, cost: KdfCost) -> Self {
        Self {
            folder,
            lock: None,
            house: None,
            me: None,
            link: None,
            clock,
            cost,
            sync: SyncMemory::default(),
        }
    }

    /// Does one job. Every outcome, bad ones included, is an event.
    pub fn handle(&mut self, job: Job, send: Send<'_>) {
        let ticket = job.ticket();
        if let Err(fault) = self.work(job, send) {
            send(Event::Failed { ticket, fault });
        }
    }

    /// The house, for tools that run in this process (benches, tests, demo).
    pub fn house(&self) -> Option<SharedHouse> {
        self.house.clone()
    }

    pub fn me(&self) -> Option<&SignedIn> {
        self.me.as_ref()
    }

    /// Called when nothing else is to do: the day's backup, the disk reserve, the checkpoint, and sync when its time has come.
    pub fn idle(&mut self, send: Send<'_>) {
        let Some(house) = self.house.clone() else {
            return;
        };
        let now = self.clock.now();
        if let Err(error) = self.keep_house(&house) {
            log::warn!("upkeep: {}", error.code());
        }
        if self.link.is_some() && self.sync.next_at.is_none_or(|at| at <= now) {
            self.sync_once(&house, send);
        }
    }

    fn work(&mut self, job: Job, send: Send<'_>) -> Result<(), Fault> {
        match job {
            Job::Look => send(Event::Startup(self.look()?)),
            Job::CreateClinic(new) => self.create(&new, send)?,
            Job::MakeDemo {
                patients,
                seed,
                country,
                lang,
            } => self.demo(patients, seed, country, lang, send)?,
            Job::Unlock { login, password } => self.unlock(&login, &password, send)?,
            Job::Lock => {
                self.me = None;
                send(Event::Locked);
            }
            Job::CloseForTheDay => {
                self.close();
                send(Event::Closed);
            }
            Job::Stop => self.close(),
            Job::Restore { file } => send(Event::Restored {
                aside: self.restore(&file)?,
            }),
            other => self.signed_in_work(other, send)?,
        }
        Ok(())
    }

    fn signed_in_work(&mut self, job: Job, send: Send<'_>) -> Result<(), Fault> {
        let shared = self.house.clone().ok_or_else(locked)?;
        let me = self.me.as_ref().ok_or_else(locked)?;
        let who = me.who.clone();
        match job {
            Job::Enrol { url, code } => {
                authorize::<may::Enrol>(&who, Scope::House)
                    .map_err(|denied| op_fault(&denied.into()))?;
                sync_link::enrol(&shared, &url, &code)?;
                self.link = SyncLink::open(&shared)?;
                self.sync = SyncMemory::default();
                send(Event::Sync(self.sync_view(&shared.lock()).map_err(said)?));
                return Ok(());
            }
            Job::SyncNow => {
                authorize::<may::Sync>(&who, Scope::House)
                    .map_err(|denied| op_fault(&denied.into()))?;
                if self.link.is_none() {
                    self.link = SyncLink::open(&shared)?;
                }
                self.sync_once(&shared, send);
                return Ok(());
            }
            _ => {}
        }
        let mut house = shared.lock();
        let house = &mut *house;
        let event = match job {
            Job::ChangePassword { old, new } => {
                house.change_password(me, &old, &new).map_err(said)?;
                Event::PasswordChanged
            }
            Job::SetLang(lang) => {
                house.set_lang(lang).map_err(said)?;
                Event::Unlocked(Box::new(session(house, me)))
            }
            Job::Worklist { from, until } => {
                Event::Worklist(worklist(house, me, from, until).map_err(said)?)
            }
            Job::Search { ticket, query } => {
                let may = authorize(&who, Scope::House).map_err(|d| op_fault(&d.into()))?;
                let (total, hits) = house.search(&may, &query, SEARCH_LIMIT).map_err(said)?;
                Event::Found {
                    ticket,
                    total,
                    rows: hits.into_iter().map(row).collect(),
                }
            }
            Job::OpenCard { patient } => {
                Event::Card(Box::new(house.open_card(me, patient).map_err(said)?))
            }
            Job::RefreshCard { patient } => {
                let may =
                    authorize(&who, Scope::Patient(patient)).map_err(|d| op_fault(&d.into()))?;
                Event::Card(Box::new(house.card(&may).map_err(said)?))
            }
            Job::Duplicates { ticket, person } => Event::Duplicates {
                ticket,
                rows: duplicates(house, me, &person).map_err(said)?,
            },
            Job::SaveDraft {
                ticket,
                draft,
                patient,
                content,
            } => {
                let saved = house
                    .save_draft(me, draft, patient, &content)
                    .map_err(said)?;
                Event::DraftSaved {
                    ticket,
                    draft: saved.id,
                    at: saved.saved_at,
                }
            }
            Job::Do { ticket, op } => Event::Done {
                ticket,
                changes: house.transact(me, &op).map_err(said)?,
            },
            Job::Preview { ticket, what, lang } => Event::Paper {
                ticket,
                pages: papers::pages(house, me, &what, lang)?,
            },
            Job::SavePaper {
                ticket,
                what,
                lang,
                path,
            } => {
                papers::save(house, me, &what, lang, &path)?;
                Event::PaperSaved { ticket, path }
            }
            Job::PrintPaper { ticket, what, lang } => {
                papers::print(house, me, &what, lang)?;
                Event::PaperSent { ticket }
            }
            Job::OpenPaper { ticket, what, lang } => {
                papers::open(house, me, &what, lang)?;
                Event::PaperSent { ticket }
            }
            Job::Conflicts => Event::Conflicts(conflicts(house, me).map_err(said)?),
            Job::Proposals => Event::Proposals(proposals(house, me).map_err(said)?),
            Job::AccessLog { patient } => {
                Event::AccessLog(access_log(house, me, patient).map_err(said)?)
            }
            Job::Users => Event::Users(users(house, me).map_err(said)?),
            Job::AddUser {
                login,
                name,
                role,
                password,
            } => {
                house
                    .add_user(me, &login, &name, role, &password)
                    .map_err(said)?;
                Event::Users(users(house, me).map_err(said)?)
            }
            Job::RemoveUser { user } => {
                house.remove_user(me, user).map_err(said)?;
                Event::Users(users(house, me).map_err(said)?)
            }
            Job::ResetPassword { user, password } => {
                house.reset_password(me, user, &password).map_err(said)?;
                Event::Users(users(house, me).map_err(said)?)
            }
            Job::SyncStatus => Event::Sync(self.sync_view(house).map_err(said)?),
            Job::Backup { path } => {
                authorize::<may::Backup>(&who, Scope::House).map_err(|d| op_fault(&d.into()))?;
                let occasion = Occasion {
                    now: self.clock.now(),
                    offset_minutes: self.clock.offset_minutes(),
                    reason: Reason::Hand,
                };
                let key = house.data_key().duplicate();
                backup::make(
                    &self.folder,
                    &key,
                    occasion,
                    &path,
                    &mut OsEntropy,
                    &mut |_| true,
                )
                .map_err(|e| said(e.into()))?;
                Event::BackedUp { path }
            }
            Job::Show { patient } => Event::Shown {
                json: house.show(me, patient).map_err(said)?,
            },
            Job::ImportCodes { text } => {
                authorize::<may::ImportCodes>(&who, Scope::House)
                    .map_err(|d| op_fault(&d.into()))?;
                import_codes(&self.folder, &text)?
            }
            Job::WhereIs { doc } => {
                let (patient, kind) = house.where_is(doc).map_err(said)?;
                Event::Is { patient, kind }
            }
            Job::Verify => {
                let may = authorize(&who, Scope::House).map_err(|d| op_fault(&d.into()))?;
                Event::Verified(house.verify(&may).map_err(said)?)
            }
            Job::Look
            | Job::CreateClinic(_)
            | Job::MakeDemo { .. }
            | Job::Unlock { .. }
            | Job::Lock
            | Job::CloseForTheDay
            | Job::Stop
            | Job::Restore { .. }
            | Job::Enrol { .. }
            | Job::SyncNow => return Ok(()),
        };
        send(event);
        Ok(())
    }

    fn look(&mut self) -> Result<Startup, Fault> {
        self.enter()?;
        if !self.folder.keys().exists() {
            return Ok(Startup::Empty);
        }
        let slots = KeySlots::load(&self.folder.keys()).map_err(|e| said(e.into()))?;
        let sign = read_sign(&self.folder);
        let logins = slots
            .users()
            .map(|slot| (slot.login.clone(), slot.login))
            .collect();
        Ok(Startup::Ready {
            clinic: sign.clinic,
            lang: sign.lang,
            demo: sign.demo,
            logins,
        })
    }

    fn create(&mut self, new: &NewClinic, send: Send<'_>) -> Result<(), Fault> {
        self.enter()?;
        let setup = Setup {
            clinic: &new.name,
            country: new.country,
            lang: new.lang,
            demo: false,
            login: &new.login,
            name: &new.user_name,
            role: new.role,
            password: &new.password,
            cost: self.cost,
        };
        let (house, me, shares) = House::create(
            &self.folder,
            &setup,
            self.clock.clone(),
            Box::new(OsEntropy),
        )
        .map_err(said)?;
        self.welcome(house, me, send)?;
        send(Event::ClinicCreated {
            recovery_shares: shares
                .iter()
                .map(crate::vault::recovery::Share::text)
                .collect(),
        });
        Ok(())
    }

    fn unlock(&mut self, login: &str, password: &str, send: Send<'_>) -> Result<(), Fault> {
        self.enter()?;
        if let Some(shared) = self.house.clone() {
            let me = shared.lock().sign_in(login, password).map_err(said)?;
            send(Event::Unlocked(Box::new(session(&shared.lock(), &me))));
            self.me = Some(me);
            return Ok(());
        }
        let (house, me) = House::unlock(
            &self.folder,
            login,
            password,
            self.clock.clone(),
            Box::new(OsEntropy),
            self.cost,
        )
        .map_err(said)?;
        self.welcome(house, me, send)
    }

    fn welcome(&mut self, house: House, me: SignedIn, send: Send<'_>) -> Result<(), Fault> {
        write_sign(&self.folder, &house);
        send(Event::Unlocked(Box::new(session(&house, &me))));
        let shared = SharedHouse::new(house);
        if restore::new_life(&self.folder) {
            sync_link::begin_new_life(&shared)?;
            restore::new_life_begun(&self.folder)?;
        }
        self.link = SyncLink::open(&shared)?;
        self.house = Some(shared);
        self.me = Some(me);
        Ok(())
    }

    fn demo(
        &mut self,
        patients: u32,
        seed: u64,
        country: crate::domain::country::Country,
        lang: Lang,
        send: Send<'_>,
    ) -> Result<(), Fault> {
        self.enter()?;
        let (house, me) = super::demo::make(
            &self.folder,
            patients,
            seed,
            country,
            lang,
            self.clock.clone(),
            self.cost,
            &mut |done| {
                send(Event::Progress {
                    what: "demo",
                    done: u64::from(done),
                    of: u64::from(patients),
                });
            },
        )
        .map_err(said)?;
        self.welcome(house, me, send)
    }

    /// A restored vault is a new life of this workstation: it presents itself to the store under a new replica id.
    fn restore(&mut self, file: &std::path::Path) -> Result<Option<PathBuf>, Fault> {
        self.close();
        self.enter()?;
        let lock = self.lock.as_ref().ok_or_else(locked)?;
        Ok(restore::restore(file, lock, true, None)?.aside)
    }

    fn enter(&mut self) -> Result<(), Fault> {
        if self.lock.is_none() {
            self.lock = Some(enter(&self.folder).map_err(|e| said(e.into()))?);
        }
        Ok(())
    }

    fn close(&mut self) {
        self.me = None;
        self.link = None;
        if let Some(house) = self.house.take().and_then(SharedHouse::into_inner) {
            house.settle_file();
        }
    }

    /// Upkeep that costs nothing when it is not due.
    fn keep_house(&self, house: &SharedHouse) -> OpResult<()> {
        let (now, offset_minutes) = (self.clock.now(), self.clock.offset_minutes());
        Reserve::new(self.folder.reserve()).ensure()?;
        if backup::is_due(&self.folder, now, offset_minutes)? {
            let key = house.lock().data_key().duplicate();
            let occasion = Occasion {
                now,
                offset_minutes,
                reason: Reason::Daily,
            };
            backup::make_here(&self.folder, &key, occasion, &mut OsEntropy, &mut |_| true)?;
        }
        house.lock().settle_file();
        Ok(())
    }

    fn sync_once(&mut self, house: &SharedHouse, send: Send<'_>) {
        let now = self.clock.now();
        let Some(link) = self.link.as_mut() else {
            let fault = Fault {
                code: "not-enrolled".to_owned(),
                args: Vec::new(),
                record_is_safe: true,
                can_retry: false,
            };
            send(Event::Failed {
                ticket: None,
                fault,
            });
            return;
        };
        let wait = match link.run(house) {
            Ok((report, changes)) => {
                if changes != OpChanges::default() {
                    send(Event::Changed(changes));
                }
                self.sync.last_fault = sync_link::report_fault(&report);
                self.sync.attempt = if self.sync.last_fault.is_none() {
                    0
                } else {
                    self.sync.attempt + 1
                };
                report.retry_after
            }
            Err(fault) => {
                self.sync.attempt += 1;
                self.sync.last_fault = Some(fault);
                None
            }
        };
        let wait = wait.unwrap_or_else(|| sync_link::wait_secs(self.sync.attempt));
        self.sync.next_at = Some(now.saturating_add(wait as i64));
        match self.sync_view(&house.lock()) {
            Ok(view) => send(Event::Sync(view)),
            Err(error) => send(Event::Failed {
                ticket: None,
                fault: said(error),
            }),
        }
    }

    fn sync_view(&self, house: &House) -> OpResult<SyncView> {
        let (counts, refused) = house.delivery()?;
        let last_at = house
            .note(sync_link::LAST_AT)?
            .and_then(|b| b.try_into().ok())
            .map(i64::from_be_bytes);
        Ok(SyncView {
            enrolled: sync_link::enrolled(house)?
                .map(|enrolled| format!("{} · {}", enrolled.scope_name, enrolled.url)),
            waiting: counts.waiting,
            accepted: counts.accepted,
            stable: counts.stable,
            refused: refused
                .into_iter()
                .map(|r| Refusal {
                    doc: r.doc,
                    kind: r.kind.name().unwrap_or("unknown").to_owned(),
                    reason: r.reason,
                    at: r.at,
                })
                .collect(),
            last_at,
            next_at: self.sync.next_at,
            running: false,
            last_fault: self.sync.last_fault.clone(),
        })
    }
}

/// What may be read before anybody signed in: the name of the house and its language, no personal data.
struct Sign {
    clinic: String,
    lang: Lang,
    demo: bool,
}

fn sign_file(folder: &DataFolder) -> PathBuf {
    folder.root().join("clinic.json")
}

fn read_sign(folder: &DataFolder) -> Sign {
    let text = std::fs::read_to_string(sign_file(folder)).unwrap_or_default();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    Sign {
        clinic: value["clinic"].as_str().unwrap_or_default().to_owned(),
        lang: value["lang"]
            .as_str()
            .and_then(Lang::parse)
            .unwrap_or(Lang::Ru),
        demo: value["demo"].as_bool().unwrap_or_default(),
    }
}

fn write_sign(folder: &DataFolder, house: &House) {
    let place = house.place();
    let value = serde_json::json!({"clinic": place.clinic, "lang": place.lang, "demo": place.demo});
    if let Err(error) = std::fs::write(sign_file(folder), value.to_string()) {
        log::warn!("clinic.json: {error}");
    }
}

fn session(house: &House, me: &SignedIn) -> Session {
    let place = house.place();
    Session {
        user: me.who.user,
        login: me.who.login.clone(),
        name: me.who.name.clone(),
        role: me.who.role,
        facility: place.facility,
        clinic: place.clinic.clone(),
        country: place.country,
        lang: place.lang,
        demo: place.demo,
    }
}

fn worklist(house: &House, me: &SignedIn, from: i64, until: i64) -> OpResult<Vec<WorkItem>> {
    let (drafts, visits) = house.worklist(&authorize(&me.who, Scope::House)?, from, until)?;
    let names = house.names()?;
    let name = |user: Option<UserId>| {
        user.and_then(|user| names.get(&user))
            .cloned()
            .unwrap_or_default()
    };
    let mut items = Vec::new();
    for DraftView {
        id,
        patient,
        author,
        started_at,
        ..
    } in drafts
    {
        let row = patient_row(house, me, patient)?;
        items.push(WorkItem {
            patient,
            row,
            at: started_at,
            state: WorkState::Draft,
            doc: id,
            author: name(Some(author)),
        });
    }
    for visit in visits {
        let Some(patient) = visit.patient else {
            continue;
        };
        let row = patient_row(house, me, patient)?;
        items.push(WorkItem {
            patient,
            row,
            at: visit.care_at,
            state: WorkState::Signed,
            doc: visit.doc,
            author: name(visit.author),
        });
    }
    items.sort_by_key(|item| (item.state, std::cmp::Reverse(item.at)));
    Ok(items)
}

fn patient_row(house: &House, me: &SignedIn, patient: PatientId) -> OpResult<PatientRow> {
    match house.person(&authorize(&me.who, Scope::Patient(patient))?, patient) {
        Ok(person) => Ok(PatientRow {
            patient,
            person,
            ..PatientRow::default()
        }),
        // An entry may come before its card; the line then says so by an empty name.
        Err(OpError::Unknown(_)) => Ok(PatientRow {
            patient,
            ..PatientRow::default()
        }),
        Err(error) => Err(error),
    }
}

fn row(hit: Hit) -> PatientRow {
    PatientRow {
        patient: hit.patient,
        person: hit.person,
        found_by: hit.how,
        linked: hit.linked,
    }
}

fn duplicates(house: &House, me: &SignedIn, person: &Person) -> OpResult<Vec<Duplicate>> {
    let found = house.duplicates(&authorize(&me.who, Scope::House)?, person)?;
    Ok(found
        .into_iter()
        .map(|(patient, them, reasons)| Duplicate {
            sure: matching::is_sure(person, &them),
            row: PatientRow {
                patient,
                person: them,
                ..PatientRow::default()
            },
            reasons,
        })
        .collect())
}

fn conflicts(house: &House, me: &SignedIn) -> OpResult<Vec<ConflictRow>> {
    let conflicts = house.conflicts(&authorize(&me.who, Scope::House)?)?;
    conflicts
        .into_iter()
        .map(|conflict| {
            Ok(ConflictRow {
                patient: patient_row(house, me, conflict.card)?,
                conflict,
            })
        })
        .collect()
}

fn proposals(house: &House, me: &SignedIn) -> OpResult<Vec<Proposal>> {
    let pairs = house.proposals(&authorize(&me.who, Scope::House)?)?;
    pairs
        .into_iter()
        .map(|(a, b, reasons)| {
            Ok(Proposal {
                first: patient_row(house, me, a)?,
                second: patient_row(house, me, b)?,
                reasons,
            })
        })
        .collect()
}

fn access_log(
    house: &House,
    me: &SignedIn,
    patient: Option<PatientId>,
) -> OpResult<Vec<AccessRow>> {
    let lines = match patient {
        Some(patient) => house.access_log(&authorize(&me.who, Scope::Patient(patient))?)?,
        None => house.audit(&authorize(&me.who, Scope::House)?)?,
    };
    let names = house.names()?;
    Ok(lines
        .into_iter()
        .rev()
        .map(|(at, line)| AccessRow {
            at,
            user: UserId::parse(&line.user)
                .and_then(|user| names.get(&user).cloned())
                .unwrap_or_default(),
            role: String::new(),
            action: line.action,
            patient: line.patient,
            purpose: line.purpose,
            device: String::new(),
        })
        .collect())
}

fn users(house: &House, me: &SignedIn) -> OpResult<Vec<UserRow>> {
    let users = house.users(&authorize(&me.who, Scope::House)?)?;
    Ok(users
        .into_iter()
        .map(|(user, here)| UserRow {
            user: user.user,
            login: user.login,
            name: user.name,
            role: user.role,
            here,
        })
        .collect())
}

/// A list that holds is kept in the data folder under its language; the next start reads it beside the shipped one.
fn import_codes(folder: &DataFolder, text: &str) -> Result<Event, Fault> {
    match Icd10::builtin().with_import(text) {
        Ok(imported) => {
            let codes = folder.root().join("codes");
            let file = codes.join(format!("icd10-{}.tsv", imported.lang.code()));
            let saved =
                crate::paths::create_private(&codes).and_then(|()| std::fs::write(&file, text));
            saved.map_err(|error| Fault {
                code: "codes-not-saved".to_owned(),
                args: vec![("detail".to_owned(), error.to_string())],
                record_is_safe: true,
                can_retry: true,
            })?;
            Ok(Event::CodesImported {
                lang: imported.lang.code().to_owned(),
                titles: imported.titles,
                errors: Vec::new(),
            })
        }
        Err(errors) => {
            let errors = errors
                .into_iter()
                .map(|error| (error.line, error.why.to_string()))
                .collect();
            Ok(Event::CodesImported {
                lang: String::new(),
                titles: 0,
                errors,
            })
        }
    }
}

fn locked() -> Fault {
    Fault {
        code: "locked".to_owned(),
        args: Vec::new(),
        record_is_safe: true,
        can_retry: false,
    }
}

fn said(error: OpError) -> Fault {
    op_fault(&error)
}

impl From<VaultError> for Fault {
    fn from(error: VaultError) -> Self {
        op_fault(&error.into())
    }
}

/// Folder of papers that were opened or printed; emptied at every start.
pub(super) fn paper_folder(folder: &DataFolder) -> PathBuf {
    folder.root().join("papers")
}
