//! What a face (window or command line) says to the worker, and what it hears back. Plain data both ways.
//!
//! A `ticket` is a number the asker chooses; the answer carries it, so that a late answer to an old question can be dropped.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::calls::Called;
use super::lan::{LanAsk, LanView};
pub use super::paper_of::PaperOf;
use crate::clinical::Finding;
use crate::domain::approval::Approved;
use crate::domain::card::{CardView, Conflict, Draft};
use crate::domain::country::Country;
pub use crate::domain::emergency::{DirectoryAge, EmergencyPassport, EmergencyReason};
use crate::domain::foreign::Foreign;
pub use crate::domain::frequent::{FrequentDiagnosis, PINNED_MAX, Pin};
use crate::domain::ids::{DocId, FacilityId, PatientId, UserId};
use crate::domain::lang::Lang;
pub use crate::domain::page::Page;
use crate::domain::person::Person;
use crate::domain::role::Role;
use crate::domain::visit::Prescription;
use crate::forms::{FormMistake, Text};
pub use crate::ops::calls::Which;
pub use crate::ops::directory::{Elsewhere, Opened};
pub use crate::ops::op::{Op, OpChanges, Registration};
pub use crate::ops::policy::{Action, Scope, allows};
pub use crate::ops::recall::{Due, Recalled};
pub use crate::ops::round::{Course, Taken};
pub use crate::vault::directory::Found as Stranger;
pub use crate::vault::rebuild::Report;
pub use crate::vault::salvage::Salvaged;

pub type Ticket = u64;

/// Argument of a fault: which of the typed recovery sheets it is about, from 1.
pub const SHEET: &str = "sheet";

/// What is asked of the worker.
#[derive(Debug)]
pub enum Job {
    /// First: what is in the data folder? Answered by [`Event::Startup`].
    Look,
    CreateClinic(Box<NewClinic>),
    MakeDemo {
        patients: u32,
        seed: u64,
        country: Country,
        lang: Lang,
    },
    Unlock {
        login: String,
        password: String,
    },
    /// Every password is forgotten: two printed shares let a user of this workstation choose a new one. Answered as `Unlock` is.
    Recover {
        shares: Vec<String>,
        login: String,
        password: String,
    },
    /// Wipes the user's keys; the data key stays so that sync goes on.
    Lock,
    /// Wipes every key.
    CloseForTheDay,
    ChangePassword {
        old: String,
        new: String,
    },
    SetLang(Lang),
    Worklist {
        from: i64,
        until: i64,
    },
    Search {
        ticket: Ticket,
        query: String,
    },
    /// People of the region who are not in this house; answered by [`Event::Elsewhere`].
    SearchDirectory {
        ticket: Ticket,
        query: String,
    },
    /// Opens the emergency passport of somebody who is not in this house: written to the access log with the reason, which the store
    /// hears of with the next exchange. Answered by [`Event::EmergencyPassport`].
    BreakGlass {
        ticket: Ticket,
        patient: PatientId,
        reason: EmergencyReason,
        /// Obligatory where the list has no reason.
        words: String,
    },
    /// Opens a card: written to the access log.
    OpenCard {
        patient: PatientId,
    },
    /// The open card again after a change, without a new line in the log.
    RefreshCard {
        patient: PatientId,
    },
    /// Who could be the same person, while a registration is typed.
    Duplicates {
        ticket: Ticket,
        person: Box<Person>,
    },
    /// Keeps what is typed. `draft` is `None` for a new one; answered by [`Event::DraftSaved`].
    SaveDraft {
        ticket: Ticket,
        draft: Option<DocId>,
        patient: PatientId,
        content: Box<Draft>,
    },
    Do {
        ticket: Ticket,
        op: Box<Op>,
    },
    /// Attaches the file at `path`, to a visit or to the card; answered by [`Event::Done`].
    AttachFile {
        ticket: Ticket,
        patient: PatientId,
        visit: Option<DocId>,
        path: PathBuf,
    },
    /// Opens an attachment in the desktop's viewer; answered by [`Event::PaperSent`].
    OpenAttachment {
        ticket: Ticket,
        patient: PatientId,
        attachment: DocId,
    },
    /// A second person confirms an order with her own password; answered by [`Event::Done`], or refused by [`Event::Failed`].
    SecondCheck {
        ticket: Ticket,
        login: String,
        password: String,
    },
    /// Lays a paper out for the preview; `lang` is the patient's when `None`.
    Preview {
        ticket: Ticket,
        what: PaperOf,
        lang: Option<Lang>,
    },
    SavePaper {
        ticket: Ticket,
        what: PaperOf,
        lang: Option<Lang>,
        path: PathBuf,
    },
    PrintPaper {
        ticket: Ticket,
        what: PaperOf,
        lang: Option<Lang>,
    },
    OpenPaper {
        ticket: Ticket,
        what: PaperOf,
        lang: Option<Lang>,
    },
    /// Writes FHIR R4 for other systems to a file; answered by [`Event::PaperSaved`].
    Export {
        ticket: Ticket,
        what: ExportOf,
        lang: Option<Lang>,
        path: PathBuf,
    },
    /// Reads a summary of another system to be shown beside the card; takes nothing into it. Answered by [`Event::Foreign`].
    ReadForeign {
        ticket: Ticket,
        patient: PatientId,
        path: PathBuf,
    },
    Conflicts,
    /// Pairs of cards that may be one person.
    Proposals,
    /// Children with vaccinations due until a day.
    Recall {
        today: NaiveDate,
        until: NaiveDate,
    },
    /// People to whom a plan of screening, follow-up or pregnancy says something, a slice at a time; answered by [`Event::Calls`].
    Calls {
        /// Of the asker; a fault has none.
        ticket: Ticket,
        today: NaiveDate,
        which: Which,
    },
    /// What the asker pinned and diagnoses most; answered by [`Event::OwnDiagnoses`].
    OwnDiagnoses,
    /// Puts one of them first, or no longer; answered the same way.
    PinDiagnosis(Pin),
    /// Running orders whose doses are given at the point, with what was given of them.
    Round,
    /// Open orders that have become dangerous since they were signed.
    Reviews,
    /// Signatures under rules of dosing that count here.
    Approvals,
    AccessLog {
        patient: Option<PatientId>,
    },
    Users,
    AddUser {
        login: String,
        name: String,
        role: Role,
        password: String,
    },
    RemoveUser {
        user: UserId,
    },
    ResetPassword {
        user: UserId,
        password: String,
    },
    Enrol {
        url: String,
        code: String,
    },
    SyncNow,
    SyncStatus,
    /// Writes what waits to a file on a stick, and further parts beside it; answered by [`Event::Courier`].
    CourierOut {
        path: PathBuf,
        /// Bytes of one part at most; what any stick can hold without it.
        max_part: Option<u64>,
    },
    /// Takes the store's answer in from a stick; answered by [`Event::Courier`].
    CourierIn {
        path: PathBuf,
    },
    Lan(LanAsk),
    Backup {
        path: PathBuf,
    },
    /// The clinical record of a patient as canonical JSON, without local state.
    Show {
        patient: PatientId,
    },
    /// Database, log, signatures, projections rebuilt and compared.
    Verify,
    /// Which patient and kind a document belongs to.
    WhereIs {
        doc: DocId,
    },
    /// Puts a backup in the place of the vault, for one who can open the backup: with the password of one of its users, or with
    /// its printed shares where there are any here.
    Restore {
        file: PathBuf,
        login: String,
        password: String,
        shares: Vec<String>,
    },
    /// Makes a new database out of what can be read of a damaged one, for one who can open it: with a password of its users, or with two
    /// of the printed shares.
    Salvage {
        login: String,
        password: String,
        shares: Vec<String>,
    },
    /// Checks a ministry's list of ICD-10 titles and keeps it beside the vault.
    ImportCodes {
        text: String,
    },
    Stop,
}

/// What the worker says.
#[derive(Debug, Clone)]
pub enum Event {
    Startup(Startup),
    /// The clinic exists now; shares to print, each on its own paper.
    ClinicCreated {
        recovery_shares: Vec<String>,
    },
    Unlocked(Box<Session>),
    Locked,
    Closed,
    PasswordChanged,
    Worklist(Vec<WorkItem>),
    Found {
        ticket: Ticket,
        total: usize,
        rows: Vec<PatientRow>,
    },
    Elsewhere {
        ticket: Ticket,
        found: Elsewhere,
    },
    EmergencyPassport {
        ticket: Ticket,
        opened: Box<Opened>,
    },
    Card(Box<CardView>),
    Duplicates {
        ticket: Ticket,
        rows: Vec<Duplicate>,
    },
    DraftSaved {
        ticket: Ticket,
        draft: DocId,
        at: i64,
    },
    Done {
        ticket: Ticket,
        changes: OpChanges,
    },
    /// Pages for the preview, in their order.
    Paper {
        ticket: Ticket,
        pages: Vec<Page>,
    },
    PaperSaved {
        ticket: Ticket,
        path: PathBuf,
    },
    PaperSent {
        ticket: Ticket,
    },
    /// What a file of another system contains, and where it lies.
    Foreign {
        ticket: Ticket,
        path: PathBuf,
        foreign: Box<Foreign>,
    },
    Conflicts(Vec<ConflictRow>),
    Proposals(Vec<Proposal>),
    Recall(Vec<Recalled>),
    Calls {
        ticket: Ticket,
        rows: Vec<Called>,
        /// Who was asked about, where it was not the next slice.
        of: Option<Vec<PatientId>>,
        /// Where the next slice begins; nothing at the end.
        next: Option<PatientId>,
    },
    /// The pinned ones, then the most frequent.
    OwnDiagnoses(Vec<FrequentDiagnosis>),
    Round(Vec<Course>),
    /// Asked for, and told by itself when the list has changed.
    Reviews(Vec<ToReview>),
    Approvals(Vec<Approved>),
    AccessLog(Vec<AccessRow>),
    Users(Vec<UserRow>),
    Sync(SyncView),
    /// Of a file on a stick: how far, and what became of it.
    Courier(CourierNews),
    /// The site's own form files, after the vault was opened; nothing where there are none.
    Forms(FormsView),
    BackedUp {
        path: PathBuf,
    },
    Shown {
        json: String,
    },
    Verified(Report),
    Is {
        patient: PatientId,
        kind: &'static str,
    },
    /// The vault that was there before is kept beside it.
    Restored {
        aside: Option<PathBuf>,
    },
    Salvaged(Salvaged),
    /// What was taken, or every line that is wrong; one wrong line and nothing is taken.
    CodesImported {
        lang: String,
        titles: usize,
        errors: Vec<(usize, String)>,
    },
    Progress {
        what: &'static str,
        done: u64,
        of: u64,
    },
    /// Something went wrong. `ticket` is set where a question had one.
    Failed {
        ticket: Option<Ticket>,
        fault: Fault,
    },
    /// Sync or another process changed these cards.
    Changed(OpChanges),
}

impl Event {
    /// After an update the record is read anew before the first person is let in.
    pub fn reading(done: u64, of: u64) -> Self {
        Self::Progress {
            what: READING,
            done,
            of,
        }
    }
}

/// [`Event::Progress`] of [`Event::reading`].
pub const READING: &str = "reading";

/// An error as data; the words are `error-<code>` in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub code: String,
    pub args: Vec<(String, String)>,
    pub record_is_safe: bool,
    pub can_retry: bool,
}

impl Fault {
    /// Nothing was changed by it, and trying the same again does not help.
    pub fn new(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            args: Vec::new(),
            record_is_safe: true,
            can_retry: false,
        }
    }

    /// A value that the sentence names.
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }

    /// Whether trying the same again can help.
    pub fn retry(mut self, can_retry: bool) -> Self {
        self.can_retry = can_retry;
        self
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Startup {
    /// No clinic here yet: set one up, or try it with invented patients.
    Empty,
    /// A clinic whose users may sign in.
    Ready {
        clinic: String,
        lang: Lang,
        demo: bool,
        logins: Vec<(String, String)>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewClinic {
    pub name: String,
    pub country: Country,
    pub lang: Lang,
    pub login: String,
    pub user_name: String,
    pub role: Role,
    pub password: String,
}

/// Who is signed in, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub user: UserId,
    pub login: String,
    pub name: String,
    pub role: Role,
    pub facility: FacilityId,
    pub clinic: String,
    pub country: Country,
    pub lang: Lang,
    pub demo: bool,
}

/// One line of today's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkItem {
    pub patient: PatientId,
    pub row: PatientRow,
    pub at: i64,
    pub state: WorkState,
    /// Draft or visit.
    pub doc: DocId,
    pub author: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkState {
    Draft,
    Signed,
}

/// A patient in a list of answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PatientRow {
    pub patient: PatientId,
    pub person: Person,
    /// Which words of the query were found how: `exact`, `canonical`, `fold`, `weak`, `number`.
    pub found_by: &'static str,
    /// Other cards of the same person, already linked.
    pub linked: usize,
}

/// A card that may be the person being registered, with the reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    pub row: PatientRow,
    /// `national-number`, `number`, `birth-date`, `birth-compatible`, `name`, `name-fold`, `name-weak`, `phone`.
    pub reasons: Vec<&'static str>,
    /// The match is sure: the two cards would link by themselves.
    pub sure: bool,
}

/// An open order that is to be reviewed.
#[derive(Debug, Clone, PartialEq)]
pub struct ToReview {
    /// The card that holds the order.
    pub patient: PatientRow,
    pub order: DocId,
    pub prescription: Prescription,
    /// UTC seconds of the order, and who wrote it.
    pub ordered_at: i64,
    pub ordered_by: String,
    /// What is new and dangerous, loudest first; never empty.
    pub findings: Vec<Finding>,
    /// Since when this is known here, UTC seconds.
    pub since: i64,
    /// Who wrote the newest fact behind it, and when.
    pub origin: Option<(String, i64)>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    pub first: PatientRow,
    pub second: PatientRow,
    pub reasons: Vec<&'static str>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ConflictRow {
    pub patient: PatientRow,
    pub conflict: Conflict,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessRow {
    pub at: i64,
    pub user: String,
    pub role: String,
    pub action: String,
    pub patient: Option<PatientId>,
    pub purpose: String,
    pub device: String,
    /// Why a record outside of this house was opened: a code, and words where the list had none.
    pub reason: String,
    pub note: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserRow {
    pub user: UserId,
    pub login: String,
    pub name: String,
    pub role: Role,
    /// May sign in on this workstation.
    pub here: bool,
}

/// What has left the house and what has not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SyncView {
    pub enrolled: Option<String>,
    pub waiting: u64,
    pub accepted: u64,
    pub stable: u64,
    /// Patients whom the store moved to another house: still here, and gone.
    pub left: (u64, u64),
    /// Records that a law took.
    pub erased: u64,
    pub refused: Vec<Refusal>,
    /// UTC seconds of the last complete exchange.
    pub last_at: Option<i64>,
    pub next_at: Option<i64>,
    pub running: bool,
    pub last_fault: Option<Fault>,
    pub lan: Box<LanView>,
    /// Of what day the emergency directory here is; nothing where there is none.
    pub directory: Option<DirectoryAge>,
    /// Bytes of it that have come and that are to come, while it is being fetched.
    pub directory_coming: Option<(u64, u64)>,
}

/// A courier file on its way to the stick or from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CourierNews {
    /// So many records so far.
    Running {
        records: u64,
    },
    Written(CourierWritten),
    Read(CourierRead),
    /// It came to no end; the fault is told apart.
    Stopped,
}

/// What lies on the stick now. All of it still waits here too.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CourierWritten {
    pub files: Vec<PathBuf>,
    pub bytes: u64,
    pub records: u64,
    /// How many of the records are visits.
    pub visits: u64,
    /// Longer than anything that may travel: the store will refuse them over the line.
    pub too_long: u64,
}

/// What the centre's answer did here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CourierRead {
    /// Waited here and are accepted now.
    pub confirmed: u64,
    pub waiting: u64,
    /// Records of others that came.
    pub received: u64,
    pub held: u64,
    pub refused: u64,
    /// This very file was taken in before: nothing was changed.
    pub is_again: bool,
    /// Everything in it is known here already: nothing was changed.
    pub is_old: bool,
    /// It continues an answer that was not read here.
    pub has_gap: bool,
    /// The centre has more than this file held.
    pub has_more: bool,
    /// What is here and what is there are not the same.
    pub differs: bool,
    /// This copy of the database goes on under a new name: another copy exists. Nothing else was changed.
    pub is_renamed: bool,
}

/// The site's own form files: those that hold, and what is wrong with the others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormsView {
    pub files: Vec<SiteForm>,
    pub mistakes: Vec<FormMistake>,
}

/// A form file of the site that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteForm {
    pub file: String,
    pub titles: Text,
    pub url: String,
    pub version: String,
    /// New answers are given to it; another is newer otherwise.
    pub in_use: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub doc: DocId,
    pub kind: String,
    pub reason: String,
    pub at: i64,
}

/// What leaves for other systems.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportOf {
    /// International Patient Summary of the card.
    Summary { patient: PatientId },
    /// One signed visit.
    Visit { patient: PatientId, visit: DocId },
}

impl ExportOf {
    pub fn patient(self) -> PatientId {
        match self {
            Self::Summary { patient } | Self::Visit { patient, .. } => patient,
        }
    }
}

impl Job {
    /// The asker's number, where the job has one.
    pub fn ticket(&self) -> Option<Ticket> {
        match self {
            Self::Search { ticket, .. }
            | Self::SearchDirectory { ticket, .. }
            | Self::BreakGlass { ticket, .. }
            | Self::Duplicates { ticket, .. }
            | Self::SaveDraft { ticket, .. }
            | Self::Do { ticket, .. }
            | Self::AttachFile { ticket, .. }
            | Self::OpenAttachment { ticket, .. }
            | Self::SecondCheck { ticket, .. }
            | Self::Preview { ticket, .. }
            | Self::SavePaper { ticket, .. }
            | Self::PrintPaper { ticket, .. }
            | Self::OpenPaper { ticket, .. }
            | Self::Export { ticket, .. }
            | Self::ReadForeign { ticket, .. } => Some(*ticket),
            _ => None,
        }
    }
}
