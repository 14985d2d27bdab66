//! What can be typed.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Parser, Subcommand, ValueEnum};

use crate::domain::country::Country;
use crate::domain::emergency::EmergencyReason;
use crate::domain::lang::Lang;
use crate::domain::role::Role;

/// Feldsher: the workstation of rural doctors, feldshers and nurses. Without a command it opens the window.
///
/// The password comes from FELDSHER_PASSWORD or is asked for.
#[derive(Debug, Parser)]
#[command(name = "feldsher", version)]
pub struct Cli {
    /// Data folder; the platform's own by default.
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Who is asking.
    #[arg(long, global = true, value_name = "NAME", default_value = "doctor")]
    pub user: String,
    /// Draw the window with this renderer only.
    #[arg(long, value_name = "NAME")]
    pub renderer: Option<RendererName>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RendererName {
    Glow,
    Wgpu,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a clinic of invented people. Its users registrar, nurse, feldsher, doctor, manager and auditor have the password of
    /// FELDSHER_PASSWORD, else `demo-password`.
    Demo {
        #[arg(long, default_value_t = 200)]
        patients: u32,
        #[arg(long, default_value_t = 1)]
        seed: u64,
        #[arg(long, default_value = "kz", value_parser = country)]
        country: Country,
        /// Language of the program; by default one of the country's.
        #[arg(long, value_parser = lang)]
        lang: Option<Lang>,
    },
    /// Set up a real clinic with its first user (`--user` gives the login); prints the recovery shares.
    Setup {
        #[arg(long)]
        clinic: String,
        #[arg(long, value_parser = country)]
        country: Country,
        #[arg(long, value_parser = lang)]
        lang: Lang,
        /// Full name of the first user.
        #[arg(long)]
        name: String,
        #[arg(long, default_value = "feldsher", value_parser = role)]
        role: Role,
    },
    /// Users of this workstation.
    #[command(subcommand)]
    User(UserCommand),
    /// Register a person from a JSON file (`-` reads standard input); prints the patient's id.
    Register {
        #[arg(long)]
        file: PathBuf,
    },
    /// Find people by any part of name, number, birth date or phone.
    Search {
        text: String,
        #[arg(long, default_value_t = 20)]
        limit: usize,
    },
    /// The clinical record of a person as canonical JSON, without local state.
    Show { patient: String },
    /// Facts of a card.
    #[command(subcommand)]
    Card(CardCommand),
    /// Visits.
    #[command(subcommand)]
    Visit(VisitCommand),
    /// Sign the draft of a visit.
    Sign {
        visit: String,
        /// What is unusual for the age was looked at and is right.
        #[arg(long)]
        confirm_unusual: bool,
    },
    /// Check orders against the formulary: JSON Lines in, JSON Lines out. Reads no record and needs no password; with `--data` it also
    /// says of each answer whether that house has signed the rules behind it.
    Check,
    /// Children beside WHO's growth standards: JSON Lines in, JSON Lines out. Reads no record and needs no password.
    Growth,
    /// Bedside calculators: JSON Lines in, JSON Lines out. Reads no record and needs no password.
    Calc {
        #[arg(required_unless_present = "list")]
        name: Option<String>,
        /// One line for each calculator: its fields with units, what comes out, source.
        #[arg(long, conflicts_with = "name")]
        list: bool,
    },
    /// Vaccination plans: JSON Lines in, JSON Lines out. Reads no record and needs no password.
    Immunise,
    /// Sick children under five by IMCI: JSON Lines in, JSON Lines out. Reads no record and needs no password.
    Imci,
    /// Preventive plans of a year, month by month, vaccinations included: JSON Lines in, JSON Lines out. Reads no record and needs no
    /// password.
    Plan,
    /// What a reviewer must sign, as JSON Lines: rules with their hash, stops, interactions, groups and tables with source. With a
    /// command: the signatures of a house.
    #[command(args_conflicts_with_subcommands = true)]
    Formulary {
        #[command(subcommand)]
        command: Option<FormularyCommand>,
        /// Only this medicine.
        #[arg(long, value_name = "ID")]
        medicine: Option<String>,
        /// Only what nobody has signed yet.
        #[arg(long)]
        unsigned: bool,
        /// Only what comes from general knowledge.
        #[arg(long)]
        knowledge: bool,
    },
    /// Write a paper as PDF.
    Print {
        what: PaperName,
        /// Visit, prescription or referral; for a discharge also the patient, whose last visit is taken.
        id: String,
        #[arg(long, value_parser = lang)]
        lang: Option<Lang>,
        /// Day of an administration sheet, as 2026-11-22; today if not said.
        #[arg(long, value_name = "DAY")]
        date: Option<NaiveDate>,
        /// Labels: a sheet of A4 with 24 of them instead of one for a roll.
        #[arg(long)]
        sheet: bool,
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Write the quick start as PDF: one page for the wall. No record, no password.
    Quickstart {
        #[arg(long, value_parser = lang)]
        lang: Option<Lang>,
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Write the list of a day as PDF: who was seen, who is being seen.
    Day {
        /// As 2026-11-22; today if not said.
        #[arg(long, value_name = "DAY")]
        date: Option<NaiveDate>,
        #[arg(long, value_parser = lang)]
        lang: Option<Lang>,
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Write a patient's record for other systems, as FHIR R4.
    #[command(subcommand)]
    Export(ExportCommand),
    /// Read what other systems wrote.
    #[command(subcommand)]
    Import(ImportCommand),
    /// Who is to be called, street by street: one line a person; with `--output` the list as PDF.
    Recall {
        kind: RecallName,
        /// Months from this one.
        #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..12))]
        month: u32,
        /// A screening programme or a group of follow-up, as the lines name it.
        #[arg(long, value_name = "ID")]
        part: Option<String>,
        /// Only who stands so; everybody without it.
        #[arg(long)]
        state: Option<StateName>,
        /// Language of the PDF.
        #[arg(long, value_parser = lang)]
        lang: Option<Lang>,
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Join a national store with a one-time code.
    Enrol { url: String, code: String },
    /// Exchange records with the store.
    Sync {
        /// One exchange, then stop; otherwise go on until interrupted.
        #[arg(long)]
        once: bool,
    },
    /// Exchange records with the store by a stick.
    #[command(subcommand)]
    Courier(CourierCommand),
    /// Exchange records with the other workstations of this house over the local network.
    #[command(subcommand)]
    Lan(LanCommand),
    /// Emergency data of the region's people who are not in this house.
    #[command(subcommand)]
    Directory(DirectoryCommand),
    /// Values that were written apart, one line each.
    Conflicts {
        #[command(subcommand)]
        command: Option<ConflictCommand>,
    },
    /// Open orders that have become dangerous since they were signed, one line each.
    Reviews,
    /// Check database, log chain and signatures; rebuild the projections and compare.
    Verify,
    /// Write a verified backup.
    Backup { file: PathBuf },
    /// Put a backup in the place of this vault; what was there is kept beside it. The password is that of `--user` in the backup.
    Restore {
        file: PathBuf,
        /// Two recovery sheets instead of a password, from FELDSHER_SHARES (one a line) or asked for.
        #[arg(long)]
        shares: bool,
    },
    /// The database is damaged: make a new one of what can be read of it; the damaged one is kept beside it. What the store has comes
    /// back at the next exchange.
    Salvage {
        /// Two recovery sheets instead of a password, from FELDSHER_SHARES (one a line) or asked for.
        #[arg(long)]
        shares: bool,
    },
    /// Every password is forgotten: two recovery sheets, from FELDSHER_SHARES (one a line) or asked for, set a new one for this
    /// user, from FELDSHER_NEW_PASSWORD or asked for.
    Recover { login: String },
    /// Code lists.
    #[command(subcommand)]
    Codes(CodesCommand),
    /// Form files. Reads no record and needs no password.
    #[command(subcommand)]
    Forms(FormsCommand),
}

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add a user; the new password comes from FELDSHER_NEW_PASSWORD or is asked for.
    Add {
        login: String,
        #[arg(long)]
        name: Option<String>,
        #[arg(long, value_parser = role)]
        role: Role,
    },
    List,
    /// Change your own password, or with a login set another one for someone who forgot theirs.
    Password {
        login: Option<String>,
    },
    Remove {
        login: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum CardCommand {
    /// Set one fact, for example `pr/new`, `al/<id>`, `tel`.
    Set {
        patient: String,
        key: String,
        #[arg(long)]
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub enum VisitCommand {
    /// Add a visit as a draft; with `--sign` it is signed at once.
    Add {
        /// With `--stream` it may be left out: each line then names its patient.
        patient: Option<String>,
        #[arg(long, required_unless_present = "stream")]
        file: Option<PathBuf>,
        /// JSON Lines on standard input, one acknowledgement after each durable commit.
        #[arg(long, conflicts_with = "file")]
        stream: bool,
        #[arg(long)]
        sign: bool,
        /// Values that are unusual for the age were looked at and are right; `"confirm_unusual": true` says it of one visit.
        #[arg(long, requires = "sign")]
        confirm_unusual: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum ConflictCommand {
    /// Of the values shown, keep number N (from 1).
    Settle {
        id: String,
        #[arg(long, value_name = "N")]
        keep: usize,
    },
}

#[derive(Debug, Subcommand)]
pub enum CourierCommand {
    /// Write everything that waits to a file that only the store can read. It waits on until the store's answer was imported.
    Export {
        file: PathBuf,
        /// Bytes of one file at most, as 700M or 2G; what does not fit goes into further files beside it.
        #[arg(long, value_name = "SIZE", value_parser = crate::cli::courier::size)]
        max_size: Option<u64>,
    },
    /// Take in the store's answer. Safe to do twice, late or in any order.
    Import { file: PathBuf },
}

#[derive(Debug, Subcommand)]
pub enum LanCommand {
    /// Let paired workstations in until interrupted, and exchange with neighbours and store meanwhile.
    Serve {
        /// 0 takes any free one; it is printed.
        #[arg(long, default_value_t = crate::worker::LAN_PORT)]
        port: u16,
        /// Show a code by which one workstation can be paired.
        #[arg(long)]
        code: bool,
        /// Stop after so many seconds.
        #[arg(long)]
        seconds: Option<u64>,
    },
    /// The window lets paired workstations in at this port from its next start on; `--off`: no longer.
    Listen {
        #[arg(long, default_value_t = crate::worker::LAN_PORT)]
        port: u16,
        #[arg(long)]
        off: bool,
    },
    /// Pair with the workstation at HOST[:PORT] by the code that it shows.
    Pair { address: String, code: String },
    /// Meet every neighbour whose address is known, or whichever answers at HOST[:PORT].
    Sync { address: Option<String> },
    /// Neighbours, one line each.
    List,
    /// Let this neighbour in no longer; `list` prints its id.
    Forget { device: String },
}

#[derive(Debug, Subcommand)]
pub enum DirectoryCommand {
    /// Find people by name, number or birth date; who has a card here is found by `search`.
    Search { text: String },
    /// The emergency data of one person. The reason stands in the access log, which travels to the store.
    Show {
        patient: String,
        /// life-in-danger, cannot-speak, away-from-home or other.
        #[arg(long, value_name = "REASON", value_parser = reason)]
        reason: EmergencyReason,
        /// The reason in words; obligatory with `other`.
        #[arg(long, default_value = "")]
        words: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// International Patient Summary (HL7 IPS 2.0.1) of a patient.
    Ips {
        patient: String,
        /// Language of titles and narrative; the patient's if not said.
        #[arg(long, value_parser = lang)]
        lang: Option<Lang>,
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// One signed visit.
    Visit {
        visit: String,
        #[arg(long, value_parser = lang)]
        lang: Option<Lang>,
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// Show everything that a patient summary of another system contains, line by line. Reads no record and needs no password; with
    /// `--patient` the file is kept as a document of that card. Nothing of it is taken into the record by itself.
    Ips {
        file: PathBuf,
        #[arg(long, value_name = "PATIENT")]
        patient: Option<String>,
        /// Ids and addresses too.
        #[arg(long)]
        technical: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum FormularyCommand {
    /// Signatures that count in this house.
    List,
    /// Sign dose rules as they stand in this program (pharmacist or doctor).
    Sign {
        #[arg(required = true, value_name = "RULE")]
        rules: Vec<String>,
        /// What you are, where your role does not say it.
        #[arg(long, default_value = "")]
        position: String,
        #[arg(long, default_value = "")]
        remark: String,
    },
    /// Take the signatures under these rules back.
    Withdraw {
        #[arg(required = true, value_name = "RULE")]
        rules: Vec<String>,
        #[arg(long, default_value = "")]
        remark: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum FormsCommand {
    /// Check a form file, or all of a folder: what cannot be used with its line and remedy, what is left out with its reason.
    Check {
        #[arg(value_name = "DIR")]
        path: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub enum CodesCommand {
    /// Check and take over a ministry's list of ICD-10 titles.
    Import { file: PathBuf },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PaperName {
    Discharge,
    Visit,
    Prescription,
    Referral,
    /// The assessment of a sick child with what to do and when to come back; the id is the visit's.
    Imci,
    /// A stay with its entries, doses and summary; the id is the summary's.
    Case,
    /// Growth curves of a child; the id is the patient's.
    Growth,
    /// The vaccination card; the id is the patient's.
    Vaccination,
    /// The pregnancy card; the id is the patient's.
    Pregnancy,
    /// The health passport on one sheet; the id is the patient's.
    Passport,
    /// The health passport for a wallet, with a square code; the id is the patient's.
    Wallet,
    /// Everything that the card holds, with every visit; the id is the patient's.
    Extract,
    /// What goes to the laboratory with a specimen; the id is the patient's.
    Laboratory,
    /// Labels for a folder, with name, birth date and number; the id is the patient's.
    Label,
    /// Labels for tubes, with room for what and when; the id is the patient's.
    Specimen,
    /// Vaccinations, screening and follow-up of the coming year; the id is the patient's.
    Plan,
    /// Orders given at the point and the doses of one day; the id is the patient's.
    Administration,
}

/// Lists of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RecallName {
    Vaccination,
    Screening,
    FollowUp,
    /// Antenatal contacts, and births that nobody has written down.
    Pregnancy,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StateName {
    Due,
    Invited,
    Declined,
    Done,
}

fn country(text: &str) -> Result<Country, String> {
    Country::parse(text).ok_or_else(|| "one of kz, uz, ge".to_owned())
}

fn lang(text: &str) -> Result<Lang, String> {
    Lang::parse(text).ok_or_else(|| "one of kk, ru, uz, ka, en".to_owned())
}

fn reason(text: &str) -> Result<EmergencyReason, String> {
    EmergencyReason::parse(text)
        .ok_or_else(|| "one of life-in-danger, cannot-speak, away-from-home, other".to_owned())
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| {
        "one of registrar, nurse, feldsher, doctor, manager, auditor, pharmacist".to_owned()
    })
}
