//! What the worker told so far: the screens read it and never write it.
//!
//! Late answers to old questions are dropped here, so that no screen can show them.

use std::collections::VecDeque;

use chrono::NaiveDate;

use super::command::Command;
use crate::clinical::Site;
use crate::domain::approval::Approved;
use crate::domain::card::CardView;
use crate::domain::country::Country;
use crate::domain::foreign::Foreign;
use crate::domain::ids::{DocId, PatientId};
use crate::domain::lang::Lang;
use crate::domain::page::Page;
use crate::i18n::dates;
use crate::worker::calls::Called;
use crate::worker::{
    AccessRow, Action, ConflictRow, CourierNews, Course, Duplicate, Elsewhere, Event, Fault,
    FormsView, FrequentDiagnosis, Job, OpChanges, Opened, PatientRow, Proposal, Recalled, Scope,
    Session, Startup, SyncView, Ticket, ToReview, UserRow, Which, WorkItem, allows,
};

/// Answers that are kept until their screen has read them.
const KEPT_ANSWERS: usize = 64;

/// Which of the doors the window stands at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Phase {
    /// The worker has not yet said what is in the data folder.
    #[default]
    Looking,
    /// No clinic here yet.
    FirstRun,
    /// The clinic was just made; its recovery shares must be written down.
    Shares(Vec<String>),
    SignIn,
    /// Somebody works here, but nothing of it may be seen.
    Locked,
    Open,
}

/// The clinic as far as it is known before anybody signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clinic {
    pub name: String,
    pub lang: Lang,
    pub demo: bool,
    /// Login and name of those who may sign in here.
    pub logins: Vec<(String, String)>,
}

/// Answer to the newest search.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundView {
    pub ticket: Ticket,
    pub total: usize,
    pub rows: Vec<PatientRow>,
}

/// Everything the events told. Lists are `None` until they came.
#[derive(Debug, Default)]
pub struct Model {
    pub phase: Phase,
    pub clinic: Option<Clinic>,
    pub session: Option<Session>,
    /// UTC seconds and the place's distance from UTC, from the clock of the app.
    pub now: i64,
    pub offset_minutes: i32,
    pub worklist: Option<Vec<WorkItem>>,
    pub found: Option<FoundView>,
    /// People of the region who are not in this house, with the question they answer.
    pub elsewhere: Option<(Ticket, Elsewhere)>,
    /// An emergency passport that was opened with a reason.
    pub emergency: Option<Box<Opened>>,
    pub duplicates: Vec<Duplicate>,
    pub card: Option<CardView>,
    /// How often a card has come: what is worked out from one is worked out once for each.
    pub card_read: u64,
    /// Why the card that was asked for did not come: it may be that this role does not read cards.
    pub card_fault: Option<Fault>,
    pub conflicts: Option<Vec<ConflictRow>>,
    pub proposals: Option<Vec<Proposal>>,
    pub recall: Option<Vec<Recalled>>,
    /// Lists of screening, follow-up and pregnancies, when every slice has come.
    pub calls: Option<CallsView>,
    /// Where the next slice begins: the screen that shows them asks for it.
    pub calls_next: Option<(Ticket, PatientId)>,
    /// Whose records changed since: the screen asks about them again.
    pub calls_changed: Vec<PatientId>,
    /// What this user diagnoses most, as the worker last told.
    pub own_diagnoses: Vec<FrequentDiagnosis>,
    /// Orders whose doses are given here, as the worker last told.
    pub round: Option<Vec<Course>>,
    /// Open orders that have become dangerous; told by itself when it changes.
    pub reviews: Option<Vec<ToReview>>,
    /// Signatures under rules of dosing that count here.
    pub approvals: Option<Vec<Approved>>,
    /// The same as the dose check needs it.
    pub site: Site,
    /// How often the worker told about them.
    pub site_heard: u64,
    pub access_log: Option<Vec<AccessRow>>,
    pub users: Option<Vec<UserRow>>,
    pub sync: SyncView,
    /// What the worker last said of a file on a stick.
    pub courier: Option<CourierNews>,
    /// The site's own form files.
    pub forms: FormsView,
    /// How often the worker told about sync.
    pub sync_heard: u64,
    /// What takes long, how far, of how much.
    pub progress: Option<(&'static str, u64, u64)>,
    /// The fault of the last job that had no ticket; shown in place by the screen in front.
    pub fault: Option<Fault>,
    /// Own password was changed since the last ask.
    pub password_changed: bool,
    /// Commands of this pass that belong to the screen in front (Sign, FindInCard, Tab…). One pass long.
    pub orders: Vec<Command>,
    done: Kept<OpChanges>,
    faults: Kept<Fault>,
    saved: Kept<(DocId, i64)>,
    papers: Kept<Vec<Page>>,
    paper_saved: Kept<std::path::PathBuf>,
    paper_sent: Kept<()>,
    foreign: Kept<(std::path::PathBuf, Box<Foreign>)>,
    /// Newest questions; answers with another number are late.
    asked_search: Ticket,
    asked_elsewhere: Ticket,
    asked_duplicates: Ticket,
    asked_calls: Ticket,
    /// Slices of [`Model::calls`] that came so far; `None` while none is awaited.
    calls_coming: Option<Vec<Called>>,
    asked_card: Option<PatientId>,
}

/// The lists of the house.
#[derive(Debug, Clone, PartialEq)]
pub struct CallsView {
    pub people: Vec<Called>,
    /// Counts the changes, so that what was made of it can be kept until the next one.
    pub generation: u64,
}

/// What the app must do after an event, beyond drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum After {
    /// Lists to be read again.
    Refresh(OpChanges),
    /// Somebody signed in; `same` as before the lock.
    SignedIn {
        same: bool,
    },
    /// The place has a language of its own.
    Speak(Lang),
    BackedUp(std::path::PathBuf),
    /// Two cards were linked by the program itself.
    Linked(usize),
    LockedByWorker,
    Nothing,
}

#[derive(Debug)]
struct Kept<T>(VecDeque<(Ticket, T)>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(VecDeque::new())
    }
}

impl<T> Kept<T> {
    fn put(&mut self, ticket: Ticket, value: T) {
        self.0.retain(|(t, _)| *t != ticket);
        self.0.push_back((ticket, value));
        if self.0.len() > KEPT_ANSWERS {
            self.0.pop_front();
        }
    }

    fn get(&self, ticket: Ticket) -> Option<&T> {
        self.0.iter().find(|(t, _)| *t == ticket).map(|(_, v)| v)
    }
}

impl Model {
    /// Note a question that is on its way, so that late answers to older ones are known.
    pub fn asked(&mut self, job: &Job) {
        match job {
            Job::Search { ticket, .. } => self.asked_search = *ticket,
            Job::SearchDirectory { ticket, .. } => self.asked_elsewhere = *ticket,
            Job::BreakGlass { .. } => self.emergency = None,
            Job::Duplicates { ticket, .. } => self.asked_duplicates = *ticket,
            Job::Calls {
                ticket,
                which: Which::After(None),
                ..
            } => {
                self.asked_calls = *ticket;
                self.calls_coming = Some(Vec::new());
                self.calls_next = None;
                self.calls_changed.clear();
            }
            Job::Calls {
                which: Which::After(Some(_)),
                ..
            } => self.calls_next = None,
            Job::Calls {
                which: Which::Of(_),
                ..
            } => self.calls_changed.clear(),
            Job::OpenCard { patient } | Job::RefreshCard { patient } => {
                self.asked_card = Some(*patient);
                self.card_fault = None;
                if self.card.as_ref().is_some_and(|c| c.patient != *patient) {
                    self.card = None;
                }
            }
            Job::CourierOut { .. } | Job::CourierIn { .. } => {
                self.fault = None;
                self.courier = None;
            }
            Job::AccessLog { .. } => self.access_log = None,
            Job::Unlock { .. }
            | Job::Recover { .. }
            | Job::CreateClinic(_)
            | Job::MakeDemo { .. }
            | Job::AddUser { .. }
            | Job::RemoveUser { .. }
            | Job::ResetPassword { .. }
            | Job::Enrol { .. }
            | Job::Backup { .. } => self.fault = None,
            Job::ChangePassword { .. } => {
                self.fault = None;
                self.password_changed = false;
            }
            _ => {}
        }
    }

    /// Take in what the worker said.
    pub fn hear(&mut self, event: Event) -> After {
        match event {
            Event::Startup(Startup::Empty) => {
                self.phase = Phase::FirstRun;
                self.progress = None;
            }
            Event::Startup(Startup::Ready {
                clinic,
                lang,
                demo,
                logins,
            }) => {
                self.clinic = Some(Clinic {
                    name: clinic,
                    lang,
                    demo,
                    logins,
                });
                self.progress = None;
                if matches!(self.phase, Phase::Looking | Phase::FirstRun) {
                    self.phase = Phase::SignIn;
                }
                return After::Speak(lang);
            }
            Event::ClinicCreated { recovery_shares } => {
                self.phase = Phase::Shares(recovery_shares);
                self.progress = None;
            }
            Event::Unlocked(session) => {
                let was_open = self.phase == Phase::Open;
                let same = self
                    .session
                    .as_ref()
                    .is_some_and(|s| s.user == session.user);
                self.know_clinic(&session);
                self.session = Some(*session);
                self.fault = None;
                self.progress = None;
                if was_open && same {
                    // Only the language of the house has changed.
                    return After::Nothing;
                }
                if !matches!(self.phase, Phase::Shares(_)) {
                    self.phase = Phase::Open;
                }
                return After::SignedIn { same };
            }
            Event::Locked => {
                if self.phase == Phase::Open {
                    return After::LockedByWorker;
                }
            }
            Event::Closed => {
                self.forget_people();
                self.session = None;
                self.phase = Phase::SignIn;
            }
            Event::PasswordChanged => self.password_changed = true,
            // What comes after the lock is for nobody's eyes.
            _ if self.phase != Phase::Open && !is_for_closed_door(&event) => {}
            Event::Worklist(rows) => self.worklist = Some(rows),
            Event::Elsewhere { ticket, found } => {
                if ticket == self.asked_elsewhere {
                    self.elsewhere = Some((ticket, found));
                }
            }
            Event::EmergencyPassport { opened, .. } => self.emergency = Some(opened),
            Event::Found {
                ticket,
                total,
                rows,
            } => {
                if ticket == self.asked_search {
                    self.found = Some(FoundView {
                        ticket,
                        total,
                        rows,
                    });
                }
            }
            Event::Card(card) => {
                if self.asked_card == Some(card.patient) {
                    self.card_fault = None;
                    self.card = Some(*card);
                    self.card_read += 1;
                }
            }
            Event::Duplicates { ticket, rows } => {
                if ticket == self.asked_duplicates {
                    self.duplicates = rows;
                }
            }
            Event::DraftSaved { ticket, draft, at } => self.saved.put(ticket, (draft, at)),
            Event::Done { ticket, changes } => {
                self.done.put(ticket, changes.clone());
                self.note_changed(&changes);
                return After::Refresh(changes);
            }
            Event::Paper { ticket, pages } => self.papers.put(ticket, pages),
            Event::PaperSaved { ticket, path } => self.paper_saved.put(ticket, path),
            Event::PaperSent { ticket } => self.paper_sent.put(ticket, ()),
            Event::Foreign {
                ticket,
                path,
                foreign,
            } => self.foreign.put(ticket, (path, foreign)),
            Event::Conflicts(rows) => self.conflicts = Some(rows),
            Event::Proposals(rows) => self.proposals = Some(rows),
            Event::Recall(rows) => self.recall = Some(rows),
            Event::Calls {
                ticket,
                rows,
                of,
                next,
            } => self.hear_calls(ticket, rows, of, next),
            Event::OwnDiagnoses(rows) => self.own_diagnoses = rows,
            Event::Round(rows) => self.round = Some(rows),
            Event::Reviews(rows) => self.reviews = Some(rows),
            Event::Approvals(rows) => self.know_approvals(rows),
            Event::AccessLog(rows) => self.access_log = Some(rows),
            Event::Users(rows) => {
                if let Some(clinic) = &mut self.clinic {
                    clinic.logins = rows
                        .iter()
                        .filter(|u| u.here)
                        .map(|u| (u.login.clone(), u.name.clone()))
                        .collect();
                }
                self.users = Some(rows);
            }
            Event::Forms(view) => self.forms = view,
            Event::Sync(view) => {
                self.sync = view;
                self.sync_heard += 1;
            }
            Event::Courier(news) => self.courier = Some(news),
            Event::BackedUp { path } => return After::BackedUp(path),
            // Only the command line asks for these.
            Event::Shown { .. }
            | Event::Verified(_)
            | Event::Is { .. }
            | Event::Restored { .. }
            | Event::CodesImported { .. } => {}
            Event::Progress { what, done, of } => {
                self.progress = (done < of).then_some((what, done, of));
            }
            Event::Failed { ticket, fault } => {
                self.progress = None;
                match ticket {
                    Some(ticket) => self.faults.put(ticket, fault),
                    None => {
                        // Opening has no ticket: while a card is awaited, what fails so is its answer.
                        // An open card that went says why; what stands on the screen stays until it is left, and with it what was typed.
                        if self.asked_card.is_some() && self.card.is_none()
                            || fault.code == "patient-left"
                        {
                            self.card_fault = Some(fault.clone());
                        }
                        self.fault = Some(fault);
                    }
                }
            }
            Event::Changed(changes) => {
                self.note_changed(&changes);
                let linked = changes.linked.len();
                if linked > 0 && changes.patients.is_empty() {
                    return After::Linked(linked);
                }
                return After::Refresh(changes);
            }
        }
        After::Nothing
    }

    /// The list is shown when it is whole: half a village would pass for all of it.
    fn hear_calls(
        &mut self,
        ticket: Ticket,
        rows: Vec<Called>,
        of: Option<Vec<PatientId>>,
        next: Option<PatientId>,
    ) {
        if let Some(changed) = of {
            self.renew_calls(rows, &changed);
            return;
        }
        let Some(coming) = self
            .calls_coming
            .as_mut()
            .filter(|_| ticket == self.asked_calls)
        else {
            return;
        };
        coming.extend(rows);
        self.calls_next = next.map(|next| (ticket, next));
        if next.is_none()
            && let Some(people) = self.calls_coming.take()
        {
            self.put_calls(people);
        }
    }

    fn renew_calls(&mut self, rows: Vec<Called>, changed: &[PatientId]) {
        let Some(calls) = self.calls.take() else {
            return;
        };
        let mut people = calls.people;
        people.retain(|one| {
            let mine = |card: &PatientId| one.patient == *card || one.cards.contains(card);
            let again = rows.iter().any(|row| row.cards.iter().any(mine));
            !again && !changed.iter().any(mine)
        });
        people.extend(rows);
        self.calls = Some(CallsView {
            people,
            generation: calls.generation + 1,
        });
    }

    /// Whose lines in the lists are older than what was written.
    fn note_changed(&mut self, changes: &OpChanges) {
        if self.calls.is_some() || self.calls_coming.is_some() {
            self.calls_changed.extend(&changes.patients);
        }
    }

    /// No slice is awaited.
    pub fn calls_are_whole(&self) -> bool {
        self.calls_coming.is_none()
    }

    fn put_calls(&mut self, people: Vec<Called>) {
        let generation = self.calls.as_ref().map_or(0, |calls| calls.generation) + 1;
        self.calls = Some(CallsView { people, generation });
    }

    /// Why this order is to be reviewed, if it is.
    pub fn to_review(&self, order: DocId) -> Option<&ToReview> {
        self.reviews.iter().flatten().find(|row| row.order == order)
    }

    /// What an op changed, once it is durable.
    pub fn done(&self, ticket: Ticket) -> Option<&OpChanges> {
        self.done.get(ticket)
    }

    /// Why the job with this ticket was not done.
    pub fn fault_of(&self, ticket: Ticket) -> Option<&Fault> {
        self.faults.get(ticket)
    }

    /// The draft as it was kept, and when (UTC seconds).
    pub fn draft_saved(&self, ticket: Ticket) -> Option<(DocId, i64)> {
        self.saved.get(ticket).copied()
    }

    /// Pages of a preview.
    pub fn paper(&self, ticket: Ticket) -> Option<&[Page]> {
        self.papers.get(ticket).map(Vec::as_slice)
    }

    pub fn paper_saved(&self, ticket: Ticket) -> Option<&std::path::Path> {
        self.paper_saved
            .get(ticket)
            .map(std::path::PathBuf::as_path)
    }

    /// A summary of another system, and the file it was read from.
    pub fn foreign(&self, ticket: Ticket) -> Option<(&std::path::PathBuf, &Foreign)> {
        let (path, foreign) = self.foreign.get(ticket)?;
        Some((path, foreign))
    }

    pub fn paper_sent(&self, ticket: Ticket) -> bool {
        self.paper_sent.get(ticket).is_some()
    }

    /// The signed-in user may do this in the house.
    pub fn may(&self, action: Action) -> bool {
        self.session.as_ref().is_some_and(|s| {
            allows(s.role, action, Scope::House) || allows(s.role, action, Scope::Own)
        })
    }

    /// The signed-in user may do this with a patient's record.
    pub fn may_for(&self, action: Action, patient: PatientId) -> bool {
        self.session
            .as_ref()
            .is_some_and(|s| allows(s.role, action, Scope::Patient(patient)))
    }

    /// Signatures under rules; none as long as nothing was heard.
    pub fn approvals(&self) -> &[Approved] {
        self.approvals.as_deref().unwrap_or_default()
    }

    pub fn country(&self) -> Country {
        self.session.as_ref().map_or(Country::Kz, |s| s.country)
    }

    /// Civil day of the place.
    pub fn today(&self) -> NaiveDate {
        dates::local_day(self.now, self.offset_minutes).unwrap_or_default()
    }

    /// First and last second of the civil day, UTC.
    pub fn day_bounds(&self) -> (i64, i64) {
        const DAY: i64 = 86_400;
        let shift = i64::from(self.offset_minutes) * 60;
        let start = (self.now + shift).div_euclid(DAY) * DAY - shift;
        (start, start + DAY)
    }

    /// `14:05` today, `20-Nov-2026 18:40` on other days.
    pub fn when(&self, lang: Lang, at: i64) -> String {
        if dates::local_day(at, self.offset_minutes) == Some(self.today()) {
            dates::time(at, self.offset_minutes)
        } else {
            dates::date_time(lang, at, self.offset_minutes)
        }
    }

    /// Day and time in full.
    pub fn date_time(&self, lang: Lang, at: i64) -> String {
        dates::date_time(lang, at, self.offset_minutes)
    }

    /// Drops everything that names a patient: at lock and at closing.
    pub fn forget_people(&mut self) {
        let kept = std::mem::take(self);
        *self = Self {
            phase: kept.phase,
            clinic: kept.clinic,
            session: kept.session,
            now: kept.now,
            offset_minutes: kept.offset_minutes,
            sync: kept.sync,
            sync_heard: kept.sync_heard,
            courier: kept.courier,
            // No patient is in them, and a counter never goes back.
            approvals: kept.approvals,
            site: kept.site,
            site_heard: kept.site_heard,
            saved: kept.saved,
            done: kept.done,
            ..Self::default()
        };
    }

    fn know_approvals(&mut self, rows: Vec<Approved>) {
        let signed = rows.iter().map(|row| (row.item.clone(), row.hash.clone()));
        self.site = Site::new(signed);
        self.site_heard += 1;
        self.approvals = Some(rows);
    }

    /// Names are inside the vault; the door learns them from those who came in.
    fn know_clinic(&mut self, session: &Session) {
        let clinic = self.clinic.get_or_insert_with(|| Clinic {
            name: session.clinic.clone(),
            lang: session.lang,
            demo: session.demo,
            logins: Vec::new(),
        });
        match clinic.logins.iter_mut().find(|(l, _)| *l == session.login) {
            Some((_, name)) => name.clone_from(&session.name),
            None => clinic
                .logins
                .push((session.login.clone(), session.name.clone())),
        }
    }

    /// The shares were written down.
    pub fn shares_confirmed(&mut self) {
        self.phase = if self.session.is_some() {
            Phase::Open
        } else if self.clinic.is_some() {
            Phase::SignIn
        } else {
            Phase::Looking
        };
    }
}

/// Events that hold no patient and matter while the door is closed.
fn is_for_closed_door(event: &Event) -> bool {
    matches!(
        event,
        Event::Sync(_)
            | Event::Courier(_)
            | Event::Forms(_)
            | Event::Progress { .. }
            | Event::Failed { .. }
            | Event::Users(_)
            | Event::DraftSaved { .. }
            | Event::Done { .. }
    )
}
