//! The desk: one job after another against the house, with answers as events. It has no thread of its own, so that the command
//! line and tests use the same one as the window.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

mod courier;
mod elsewhere;
mod exchange;
mod lan;
mod restoring;
mod upkeep;

use exchange::{SyncEnd, SyncMemory};

use super::api::{Event, Fault, FormsView, Job, NewClinic, Startup};
use super::beside::{clear_papers, import_codes, read_codes, read_sign, write_sign};
use super::files;
use super::interop;
use super::lists::{
    access_log, calls, conflicts, duplicates, proposals, row, session, users, worklist,
};
use super::papers;
use super::reviews::Reviews;
use super::shared::SharedHouse;
use super::site_forms::read_forms;
use super::sync_link::{self, SyncLink, op_fault};
use super::target::{Over, target};
use crate::clock::Clock;
use crate::domain::country::Country;
use crate::domain::ids::PatientId;
use crate::domain::lang::Lang;
use crate::ops::calls::Which;
use crate::ops::policy::{Action, Scope, allows, authorize, may};
use crate::ops::{
    House, OpError, OpResult, Setup, SignedIn,
    op::{Op, OpChanges},
};
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
    /// A sync session on its own thread; it brings the link back.
    running: Option<Receiver<SyncEnd>>,
    /// A courier file in the making or in reading, on its own thread.
    courier: Option<courier::Heard>,
    /// The window must never wait for a line; the command line does.
    in_background: bool,
    upkeep_at: Option<i64>,
    /// Something was written since the house was last looked after.
    wrote: bool,
    /// A backup was made since this process started.
    backed_up: bool,
    /// Cards that were opened, each with its line in the access log, since this user signed in.
    opened: BTreeSet<PatientId>,
    /// When somebody last signed in.
    opened_at: Option<i64>,
    clock: Arc<dyn Clock>,
    cost: KdfCost,
    sync: SyncMemory,
    reviews: Reviews,
    lan: lan::LanDesk,
}

type Send<'a> = &'a mut dyn FnMut(Event);

/// Seconds from a signature to the next exchange: a few records then share one.
const SOON_SECS: i64 = 10;
/// Without anybody signed in, the key of the database is wiped after twelve hours (design §4).
const OPEN_SECS: i64 = 12 * 3_600;
impl Desk {
    pub fn new(folder: DataFolder, clock: Arc<dyn Clock>, cost: KdfCost) -> Self {
        Self {
            folder,
            lock: None,
            house: None,
            me: None,
            link: None,
            running: None,
            courier: None,
            in_background: false,
            upkeep_at: None,
            wrote: false,
            backed_up: false,
            opened: BTreeSet::new(),
            opened_at: None,
            clock,
            cost,
            sync: SyncMemory::default(),
            reviews: Reviews::default(),
            lan: lan::LanDesk::default(),
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

    /// Whose programmes and calendars hold here, once a vault is open.
    pub fn country(&self) -> Option<Country> {
        self.house
            .as_ref()
            .map(|house| house.lock().place().country)
    }

    /// From now on sync runs on its own thread.
    pub fn in_background(mut self) -> Self {
        self.in_background = true;
        self
    }

    /// A sync session or a courier file is on its way; [`Desk::idle`] should be called soon again.
    pub fn is_syncing(&self) -> bool {
        self.running.is_some() || self.courier.is_some() || self.lan.is_calling()
    }

    /// Open orders wait to be looked at; [`Desk::idle`] should be called at once.
    pub fn is_reviewing(&self) -> bool {
        self.house.is_some() && self.reviews.more
    }

    /// Called when nothing else is to do: the day's backup, the disk reserve, the checkpoint, and sync when its time has come.
    pub fn idle(&mut self, send: Send<'_>) {
        let Some(house) = self.house.clone() else {
            return;
        };
        self.end_sync(&house, send);
        self.hear_courier(&house, send);
        self.look_around(&house, send);
        let now = self.clock.now();
        if self.me.is_none() && self.opened_at.is_some_and(|at| now - at > OPEN_SECS) {
            drop(house);
            self.close();
            send(Event::Closed);
            return;
        }
        self.look_after(&house, now, send);
        self.review_some(&house, send);
        if self.link.is_some() && self.sync.next_at.is_none_or(|at| at <= now) {
            self.sync_once(&house, send);
        }
    }

    /// One portion of the open orders that wait to be looked at; the lists hear of what has changed.
    fn review_some(&mut self, house: &SharedHouse, send: Send<'_>) {
        let mut house = house.lock();
        match self.reviews.portion(&mut house) {
            Ok(false) => {}
            Ok(true) => {
                let may = |me: &SignedIn| allows(me.who.role, Action::ListReviews, Scope::House);
                if self.me.as_ref().is_some_and(may) {
                    send(Event::Reviews(self.reviews.list(self.clock.now())));
                }
            }
            Err(error) => {
                // What waits stays in the queue: the next change or the next start takes it up again.
                log::warn!("reviews: {}", error.code());
                self.reviews.more = false;
            }
        }
    }

    fn reserve(&self) -> Reserve {
        Reserve::new(self.folder.reserve())
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
                self.opened.clear();
                send(Event::Locked);
            }
            Job::CloseForTheDay => {
                self.close();
                send(Event::Closed);
            }
            Job::Stop => self.close(),
            Job::Recover {
                shares,
                login,
                password,
            } => self.recover(&shares, &login, &password, send)?,
            Job::Restore {
                file,
                login,
                password,
                shares,
            } => {
                let aside = self.restore(&file, &login, &password, &shares)?;
                send(Event::Restored { aside });
            }
            Job::Salvage {
                login,
                password,
                shares,
            } => {
                let salvaged = self.salvage(&login, &password, &shares, send)?;
                send(Event::Salvaged(salvaged));
            }
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
            Job::CourierOut { path, max_part } => {
                return self.carry(&shared, courier::Errand::Out { path, max_part }, send);
            }
            Job::CourierIn { path } => {
                return self.carry(&shared, courier::Errand::In { path }, send);
            }
            job @ (Job::SearchDirectory { .. } | Job::BreakGlass { .. }) => {
                return elsewhere::answer(&shared, me, job, send);
            }
            Job::Lan(job) => return self.lan_work(&shared, job, send),
            Job::SyncNow => {
                self.wrote = true;
                authorize::<may::Sync>(&who, Scope::House)
                    .map_err(|denied| op_fault(&denied.into()))?;
                let has_neighbours = self.call_all(&shared, send);
                if self.link.is_none() && self.running.is_none() {
                    self.link = SyncLink::open(&shared)?;
                }
                if self.link.is_some() || self.running.is_some() || !has_neighbours {
                    self.sync_once(&shared, send);
                }
                return Ok(());
            }
            _ => {}
        }
        let reserve = self.reserve();
        self.wrote |= writes(&job);
        self.reviews.more |= writes(&job);
        self.lan.soon(writes(&job));
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
                let card = roomy(&reserve, || house.open_card(me, patient)).map_err(said)?;
                self.opened.insert(patient);
                Event::Card(Box::new(card))
            }
            // What was not opened is opened now, with its line in the access log.
            Job::RefreshCard { patient } if !self.opened.contains(&patient) => {
                let card = house.open_card(me, patient).map_err(said)?;
                self.opened.insert(patient);
                Event::Card(Box::new(card))
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
                let saved = roomy(&reserve, || house.save_draft(me, draft, patient, &content))
                    .map_err(said)?;
                Event::DraftSaved {
                    ticket,
                    draft: saved.id,
                    at: saved.saved_at,
                }
            }
            job @ (Job::Do { .. } | Job::AttachFile { .. }) => {
                let ticket = job.ticket().unwrap_or_default();
                let op = match job {
                    Job::Do { op, .. } => *op,
                    Job::AttachFile {
                        patient,
                        visit,
                        path,
                        ..
                    } => {
                        // Before the file is read: the command line and the window ask alike.
                        authorize::<may::Attach>(&who, Scope::Patient(patient))
                            .map_err(|denied| op_fault(&denied.into()))?;
                        let (attachment, bytes) = files::read(&path, visit)?;
                        Op::Attach {
                            patient,
                            attachment: Box::new(attachment),
                            bytes,
                        }
                    }
                    _ => return Ok(()),
                };
                let changes = roomy(&reserve, || house.transact(me, &op)).map_err(said)?;
                // What was just written leaves the house soon, unless the line is known to be down.
                if self.sync.attempt == 0 {
                    let soon = self.clock.now().saturating_add(SOON_SECS);
                    self.sync.next_at = Some(self.sync.next_at.map_or(soon, |at| at.min(soon)));
                }
                Event::Done { ticket, changes }
            }
            Job::SecondCheck {
                ticket,
                login,
                password,
            } => {
                house.second_check(me, &login, &password).map_err(said)?;
                Event::Done {
                    ticket,
                    changes: OpChanges::default(),
                }
            }
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
            Job::OpenAttachment {
                ticket,
                patient,
                attachment,
            } => {
                files::open(house, me, patient, attachment)?;
                Event::PaperSent { ticket }
            }
            job @ (Job::Export { .. } | Job::ReadForeign { .. }) => interop::work(house, me, job)?,
            Job::Conflicts => Event::Conflicts(conflicts(house, me).map_err(said)?),
            Job::Proposals => Event::Proposals(proposals(house, me).map_err(said)?),
            Job::Recall { today, until } => {
                let may = authorize(&me.who, Scope::House).map_err(|denied| said(denied.into()))?;
                Event::Recall(house.recall(&may, today, until).map_err(said)?)
            }
            Job::Calls {
                ticket,
                today,
                which,
            } => {
                let (rows, next) = calls(house, me, today, &which).map_err(said)?;
                let of = match which {
                    Which::After(_) => None,
                    Which::Of(patients) => Some(patients),
                };
                Event::Calls {
                    ticket,
                    rows,
                    of,
                    next,
                }
            }
            job @ (Job::OwnDiagnoses | Job::PinDiagnosis(_)) => {
                let may = authorize(&me.who, Scope::Own).map_err(|denied| said(denied.into()))?;
                let now = self.clock.now();
                if let Job::PinDiagnosis(pin) = job {
                    house.pin_diagnosis(&may, &pin, now).map_err(said)?;
                }
                Event::OwnDiagnoses(house.own_diagnoses(&may, now).map_err(said)?)
            }
            Job::Round => {
                let may = authorize(&me.who, Scope::House).map_err(|denied| said(denied.into()))?;
                Event::Round(house.round(&may).map_err(said)?)
            }
            Job::Reviews => {
                authorize::<may::ListReviews>(&who, Scope::House)
                    .map_err(|denied| op_fault(&denied.into()))?;
                // The window hears of the rest later; a command line has no later.
                if !self.in_background {
                    self.reviews.all(house).map_err(said)?;
                }
                Event::Reviews(self.reviews.list(self.clock.now()))
            }
            Job::Approvals => {
                let may = authorize(&me.who, Scope::House).map_err(|denied| said(denied.into()))?;
                Event::Approvals(house.approvals(&may).map_err(said)?)
            }
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
                // What she signed under rules of dosing counts no longer.
                send(Event::Changed(OpChanges {
                    rules: true,
                    ..OpChanges::default()
                }));
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
                let path = target(&self.folder, &path, Over::Nothing)?;
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
            | Job::Recover { .. }
            | Job::Lock
            | Job::CloseForTheDay
            | Job::Stop
            | Job::Restore { .. }
            | Job::Salvage { .. }
            | Job::Enrol { .. }
            | Job::CourierOut { .. }
            | Job::CourierIn { .. }
            | Job::Lan(_)
            | Job::SearchDirectory { .. }
            | Job::BreakGlass { .. }
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
        if !allows(new.role, Action::ManageUsers, Scope::House) {
            return Err(Fault::new("first-user-role"));
        }
        let nameless = |name: &str| name.trim().is_empty();
        if nameless(&new.name) || nameless(&new.user_name) || nameless(&new.login) {
            return Err(Fault::new("clinic-unnamed"));
        }
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
            self.opened_at = Some(self.clock.now());
            return Ok(());
        }
        let (house, me) = House::unlock(
            &self.folder,
            login,
            password,
            self.clock.clone(),
            Box::new(OsEntropy),
            self.cost,
            &mut |done, of| send(Event::reading(done, of)),
        )
        .map_err(said)?;
        self.welcome(house, me, send)
    }

    fn welcome(&mut self, mut house: House, me: SignedIn, send: Send<'_>) -> Result<(), Fault> {
        self.reviews = Reviews::begin(&mut house).map_err(said)?;
        write_sign(&self.folder, &house);
        send(Event::Unlocked(Box::new(session(&house, &me))));
        let shared = SharedHouse::new(house);
        if restore::new_life(&self.folder) {
            sync_link::begin_new_life(&shared)?;
            restore::new_life_begun(&self.folder)?;
        }
        self.link = SyncLink::open(&shared)?;
        read_codes(&self.folder);
        let forms = read_forms(&self.folder);
        if forms != FormsView::default() {
            send(Event::Forms(forms));
        }
        self.house = Some(shared);
        self.me = Some(me);
        self.opened_at = Some(self.clock.now());
        Ok(())
    }

    fn demo(
        &mut self,
        patients: u32,
        seed: u64,
        country: Country,
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

    fn enter(&mut self) -> Result<(), Fault> {
        if self.lock.is_none() {
            self.lock = Some(enter(&self.folder).map_err(|e| said(e.into()))?);
            clear_papers(&self.folder);
        }
        Ok(())
    }

    fn close(&mut self) {
        self.me = None;
        self.opened.clear();
        self.link = None;
        self.running = None;
        self.courier = None;
        self.reviews = Reviews::default();
        self.lan = lan::LanDesk::default();
        if let Some(house) = self.house.take().and_then(SharedHouse::into_inner) {
            house.settle_file();
        }
    }
}

/// Does it; on a full disk the reserve is given up for it, and it is done again: it is kept so that the visit in hand still finds
/// room.
fn roomy<T>(reserve: &Reserve, mut work: impl FnMut() -> OpResult<T>) -> OpResult<T> {
    match work() {
        Err(OpError::Vault(VaultError::DiskFull)) if reserve.release().unwrap_or_default() => {
            work()
        }
        done => done,
    }
}

/// Jobs that leave something new in the vault, besides their line in the access log.
fn writes(job: &Job) -> bool {
    matches!(
        job,
        Job::Do { .. }
            | Job::SaveDraft { .. }
            | Job::AttachFile { .. }
            | Job::AddUser { .. }
            | Job::RemoveUser { .. }
            | Job::ResetPassword { .. }
            | Job::ChangePassword { .. }
    )
}

fn locked() -> Fault {
    Fault::new("locked")
}

fn said(error: OpError) -> Fault {
    op_fault(&error)
}

impl From<VaultError> for Fault {
    fn from(error: VaultError) -> Self {
        op_fault(&error.into())
    }
}
