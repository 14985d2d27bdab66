//! Every door of the house is in the policy, or says why it needs none: jobs, intents, commands of the window and of the
//! command line, routes of the store. The tables are compared with the sources, so that a new door without a row fails; then
//! every role tries every door of a real desk.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use feldsher::clock::FixedClock;
use feldsher::domain::card::Draft;
use feldsher::domain::country::Country;
use feldsher::domain::ids::{DocId, PatientId};
use feldsher::domain::lang::Lang;
use feldsher::domain::person::{Name, Person};
use feldsher::domain::role::Role;
use feldsher::domain::visit::{Diagnosis, LinkAct, Prescription, Referral};
use feldsher::ops::policy::{Action, Scope, allows};
use feldsher::paths::DataFolder;
use feldsher::vault::slots::KdfCost;
use feldsher::worker::{
    Desk, Event, ExportOf, Job, LanAsk, NewClinic, Op, PaperOf, Pin, Registration,
};
use serde_json::json;

use super::source::{rust_files, text};

enum Door {
    /// Needs all of these.
    Asks(&'static [Action]),
    /// Each of its cases asks for its own: the rows of [`OPS`].
    Intent,
    /// Needs none, and why.
    Open(&'static str),
}
use Action as A;
use Door::{Asks, Intent, Open};

const JOBS: &[(&str, Door)] = &[
    (
        "Look",
        Open("the name of the clinic and who may sign in, before anyone has"),
    ),
    (
        "CreateClinic",
        Open("only in an empty folder, where there is no user yet"),
    ),
    (
        "MakeDemo",
        Open("only in an empty folder, where there is no user yet"),
    ),
    ("Unlock", Open("here a user proves who she is")),
    ("Lock", Open("everyone may leave")),
    ("CloseForTheDay", Open("everyone may leave")),
    ("Stop", Open("everyone may leave")),
    (
        "Restore",
        Open(
            "the file opens with a password of its own users, or its printed shares; where a clinic stands, the role is asked inside",
        ),
    ),
    (
        "Salvage",
        Open(
            "the damaged vault opens with a password of its own users, or its printed shares; the role is asked inside, as far as it can be read",
        ),
    ),
    (
        "Recover",
        Open("two of the printed shares prove it; the log says who got a new password"),
    ),
    (
        "SetLang",
        Open("the language of the window; the record does not change"),
    ),
    (
        "SecondCheck",
        Open("a second person proves who she is with her own password; nothing is written"),
    ),
    ("SyncStatus", Open("figures without a patient")),
    (
        "WhereIs",
        Open("kind and card of a document that the asker names; nothing of its content"),
    ),
    ("ChangePassword", Asks(&[A::ChangePassword])),
    ("Worklist", Asks(&[A::Worklist])),
    ("Search", Asks(&[A::Search])),
    ("SearchDirectory", Asks(&[A::SearchDirectory])),
    ("BreakGlass", Asks(&[A::BreakGlass])),
    ("OpenCard", Asks(&[A::ReadCard])),
    ("RefreshCard", Asks(&[A::ReadCard])),
    ("Show", Asks(&[A::ReadCard])),
    ("Duplicates", Asks(&[A::Register])),
    ("SaveDraft", Asks(&[A::WriteDraft])),
    ("Do", Intent),
    ("AttachFile", Asks(&[A::Attach])),
    ("OpenAttachment", Asks(&[A::ReadCard])),
    ("Preview", Asks(&[A::Print])),
    ("SavePaper", Asks(&[A::Print])),
    ("PrintPaper", Asks(&[A::Print])),
    ("OpenPaper", Asks(&[A::Print])),
    ("Export", Asks(&[A::Export])),
    ("ReadForeign", Asks(&[A::Attach])),
    ("Conflicts", Asks(&[A::ListConflicts])),
    ("Proposals", Asks(&[A::ListProposals])),
    ("Recall", Asks(&[A::Recall])),
    ("Calls", Asks(&[A::Recall])),
    // a list of the house instead of a paper of one patient
    ("Preview", Asks(&[A::Recall])),
    ("SavePaper", Asks(&[A::Recall])),
    // counts of the asker's own diagnoses, without a patient
    ("OwnDiagnoses", Asks(&[A::OwnDiagnoses])),
    // of the asker alone, and of no patient
    ("PinDiagnosis", Asks(&[A::OwnDiagnoses])),
    ("Preview", Asks(&[A::Worklist])),
    ("Round", Asks(&[A::Round])),
    ("Reviews", Asks(&[A::ListReviews])),
    ("Approvals", Asks(&[A::ReadRules])),
    // of one patient; of the whole house it is the row below
    ("AccessLog", Asks(&[A::ReadAccessLog])),
    ("AccessLog", Asks(&[A::ReadAudit])),
    ("Users", Asks(&[A::ListUsers])),
    ("AddUser", Asks(&[A::ManageUsers])),
    ("RemoveUser", Asks(&[A::ManageUsers])),
    ("ResetPassword", Asks(&[A::ManageUsers])),
    ("Enrol", Asks(&[A::Enrol])),
    ("SyncNow", Asks(&[A::Sync])),
    ("CourierOut", Asks(&[A::Courier])),
    ("CourierIn", Asks(&[A::Courier])),
    ("Lan", Asks(&[A::Enrol])),
    ("Backup", Asks(&[A::Backup])),
    ("Verify", Asks(&[A::Verify])),
    ("ImportCodes", Asks(&[A::ImportCodes])),
];

const OPS: &[(&str, &[Action])] = &[
    ("Register", &[A::Register]),
    ("EditPerson", &[A::EditPerson]),
    ("SetFact", &[A::EditCard]),
    ("SignVisit", &[A::SignVisit]),
    // a draft with an order, and one with a referral
    ("SignVisit", &[A::SignVisit, A::Prescribe]),
    ("SignVisit", &[A::SignVisit, A::Refer]),
    ("SignNew", &[A::SignVisit]),
    ("SignNew", &[A::SignVisit, A::Prescribe]),
    ("Prescribe", &[A::Prescribe]),
    ("Review", &[A::Prescribe]),
    ("Administer", &[A::Administer]),
    ("Immunise", &[A::Immunise]),
    ("Book", &[A::Book]),
    ("Prevent", &[A::Prevent]),
    ("Refer", &[A::Refer]),
    ("Attach", &[A::Attach]),
    ("Withdraw", &[A::Withdraw]),
    ("Settle", &[A::Settle]),
    ("Link", &[A::LinkCards]),
    ("DropDraft", &[A::WriteDraft]),
    ("ApproveRules", &[A::ApproveRules]),
    ("WithdrawApproval", &[A::ApproveRules]),
];

/// Asked inside other jobs: a line of a list shows a name only to who may read it; a colleague's draft is taken only by who may; a
/// backup goes over a clinic that stands only for who may (`desk`).
const WITHIN: &[Action] = &[A::ReadPerson, A::TakeDraft, A::Restore];

/// Commands of the command line and the jobs that they are.
const COMMANDS: &[(&str, &[&str])] = &[
    ("Demo", &["MakeDemo"]),
    ("Setup", &["CreateClinic"]),
    ("User Add", &["Users", "AddUser"]),
    ("User List", &["Users"]),
    (
        "User Password",
        &["ChangePassword", "Users", "ResetPassword"],
    ),
    ("User Remove", &["Users", "RemoveUser"]),
    ("Register", &["Duplicates", "Do"]),
    ("Search", &["Search"]),
    ("Show", &["Show"]),
    ("Card Set", &["Do"]),
    ("Visit Add", &["SaveDraft", "Do"]),
    ("Sign", &["Do"]),
    // reads standard input and the formulary, no record; with a house's data its signatures too
    ("Check", &["Approvals"]),
    // likewise: pure rules over dated tables
    // Reads files that are named to it, no record.
    ("Forms Check", &[]),
    ("Growth", &[]),
    ("Calc", &[]),
    // reads standard input and the calendars, no record
    ("Immunise", &[]),
    // reads standard input and the charts, no record
    ("Imci", &[]),
    // the same, with the programmes of screening and follow-up
    ("Plan", &[]),
    ("Formulary", &[]),
    ("Formulary List", &["Approvals"]),
    ("Formulary Sign", &["Do"]),
    ("Formulary Withdraw", &["Do"]),
    ("Print", &["WhereIs", "OpenCard", "SavePaper"]),
    ("Day", &["SavePaper"]),
    // the help's own lines, no record
    ("Quickstart", &[]),
    ("Export", &["WhereIs", "Export"]),
    ("Import", &["ReadForeign", "AttachFile"]),
    ("Recall", &["Recall", "Calls", "SavePaper"]),
    ("Enrol", &["Enrol"]),
    ("Sync", &["SyncNow"]),
    ("Courier Export", &["CourierOut"]),
    ("Courier Import", &["CourierIn"]),
    ("Lan Serve", &["Lan"]),
    ("Lan Listen", &["Lan"]),
    ("Lan Pair", &["Lan"]),
    ("Lan Sync", &["Lan"]),
    ("Lan List", &["SyncStatus"]),
    ("Lan Forget", &["Lan"]),
    ("Directory Search", &["SearchDirectory"]),
    ("Directory Show", &["BreakGlass"]),
    ("Conflicts", &["Conflicts"]),
    ("Conflicts Settle", &["Conflicts", "Do"]),
    ("Reviews", &["Reviews"]),
    ("Verify", &["Verify"]),
    ("Backup", &["Backup"]),
    ("Restore", &["Restore"]),
    ("Salvage", &["Salvage"]),
    ("Recover", &["Recover"]),
    ("Codes Import", &["ImportCodes"]),
];

/// What every command does around its own work.
const AROUND: &[&str] = &["Unlock", "Stop"];

/// Routes of the store: who may come in. `tests/all/store.rs` tries each refusal.
const ROUTES: &[(&str, &str)] = &[
    (
        "/v1/sync",
        "a request signed by an enrolled device, within its scopes",
    ),
    (
        "DIRECTORY_PATH",
        "a request signed by an enrolled device: emergency data of everybody",
    ),
    ("ENROL_PATH", "a one-time code of 128 bits"),
    ("/v1/health", "says that the store is up, and nothing else"),
    (
        "/health",
        "the same, at the operator's own address (--metrics)",
    ),
    (
        "/metrics",
        "numbers without ids, at the operator's own address (--metrics)",
    ),
];

/// Where routes stand: what workstations ask, and what the operator's machine asks.
const SERVING: [&str; 2] = ["src/store/serve.rs", "src/store/watch.rs"];

/// Names of the variants of an enum, as the file writes them.
fn variants(path: &str, name: &str) -> Vec<String> {
    let source = super::source::parse(path, &text(path));
    let head = format!("pub enum {name} {{");
    let body = source
        .code
        .split(&head)
        .nth(1)
        .unwrap_or_else(|| panic!("{path}: {name}"));
    let mut depth = 0_i32;
    let mut found = Vec::new();
    let mut at_name = true;
    for (at, letter) in body.char_indices() {
        match letter {
            '{' | '(' | '[' | '<' => depth += 1,
            '}' if depth == 0 => break,
            '}' | ')' | ']' | '>' => depth -= 1,
            ',' if depth == 0 => at_name = true,
            c if depth == 0 && at_name && c.is_ascii_uppercase() => {
                found.push(
                    body[at..]
                        .chars()
                        .take_while(|c| c.is_alphanumeric())
                        .collect(),
                );
                at_name = false;
            }
            _ => {}
        }
    }
    assert!(!found.is_empty(), "{path}: {name} has no variants");
    found
}

fn set<'t>(names: impl IntoIterator<Item = &'t str>) -> BTreeSet<String> {
    names.into_iter().map(str::to_owned).collect()
}

#[test]
fn every_job_and_intent_has_a_row() {
    assert_eq!(
        set(variants("src/worker/api.rs", "Job")
            .iter()
            .map(String::as_str)),
        set(JOBS.iter().map(|(name, _)| *name))
    );
    assert_eq!(
        set(variants("src/ops/op.rs", "Op").iter().map(String::as_str)),
        set(OPS.iter().map(|(name, _)| *name))
    );
    for (name, door) in JOBS {
        assert!(
            !matches!(door, Open(why) if why.len() < 10),
            "{name} is open without a reason"
        );
    }
}

#[test]
fn every_action_of_the_policy_guards_something() {
    let asked: BTreeSet<Action> = JOBS
        .iter()
        .filter_map(|(_, door)| match door {
            Asks(actions) => Some(*actions),
            Intent | Open(_) => None,
        })
        .chain(OPS.iter().map(|(_, actions)| *actions))
        .flatten()
        .chain(WITHIN)
        .copied()
        .collect();
    assert_eq!(asked, Action::ALL.iter().copied().collect());
}

#[test]
fn every_command_is_made_of_jobs() {
    let args = "src/cli/args.rs";
    let mut typed = BTreeSet::new();
    for name in variants(args, "Command") {
        let below = match name.as_str() {
            "User" => "UserCommand",
            "Card" => "CardCommand",
            "Visit" => "VisitCommand",
            "Codes" => "CodesCommand",
            "Forms" => "FormsCommand",
            "Courier" => "CourierCommand",
            "Lan" => "LanCommand",
            "Directory" => "DirectoryCommand",
            "Conflicts" => {
                typed.insert(name.clone());
                "ConflictCommand"
            }
            "Formulary" => {
                typed.insert(name.clone());
                "FormularyCommand"
            }
            _ => {
                typed.insert(name);
                continue;
            }
        };
        typed.extend(
            variants(args, below)
                .iter()
                .map(|leaf| format!("{name} {leaf}")),
        );
    }
    assert_eq!(typed, set(COMMANDS.iter().map(|(name, _)| *name)));

    let mut sent = BTreeSet::new();
    for source in rust_files("src/cli") {
        for (at, _) in source.code.match_indices("Job::") {
            let name = source.code[at + 5..].chars();
            sent.insert(name.take_while(|c| c.is_alphanumeric()).collect::<String>());
        }
    }
    let listed = COMMANDS
        .iter()
        .flat_map(|(_, jobs)| jobs.iter())
        .chain(AROUND);
    assert_eq!(sent, set(listed.copied()), "jobs that src/cli sends");
}

#[test]
fn every_route_of_the_store_has_a_row() {
    let serve = SERVING.map(text).concat();
    let routes: BTreeSet<String> = serve
        .match_indices(".route(")
        .map(|(at, call)| {
            let path = serve[at + call.len()..].split(',').next().unwrap();
            path.trim().trim_matches('"').to_owned()
        })
        .collect();
    assert_eq!(routes, set(ROUTES.iter().map(|(route, _)| *route)));
    for source in rust_files("src") {
        assert!(
            SERVING.contains(&source.path.as_str())
                || !source.code.contains("Router::new") && !source.code.contains(".nest("),
            "{}: routes stand in two files alone",
            source.path
        );
    }
}

const PASSWORD: &str = "correct horse";

struct Clinic {
    desk: Desk,
    folder: tempfile::TempDir,
    patient: PatientId,
    other: PatientId,
}

/// The answer's code if it was a refusal or fault, with the action it names.
fn ask(desk: &mut Desk, job: Job) -> (Vec<Event>, Option<(String, String)>) {
    let mut events = Vec::new();
    desk.handle(job, &mut |event| events.push(event));
    let failed = events.iter().find_map(|event| match event {
        Event::Failed { fault, .. } => {
            let action = fault.args.iter().find(|(name, _)| name == "action");
            Some((
                fault.code.clone(),
                action.map(|(_, value)| value.clone()).unwrap_or_default(),
            ))
        }
        _ => None,
    });
    (events, failed)
}

fn act(op: Op) -> Job {
    Job::Do {
        ticket: 1,
        op: Box::new(op),
    }
}

fn invented(given: &str) -> Registration {
    Registration {
        person: Person {
            name: Name {
                family: "Сынақов".into(),
                given: given.into(),
                ..Name::default()
            },
            ..Person::default()
        },
        ..Registration::default()
    }
}

/// A visit with as little in it as may be signed.
fn diagnosed() -> Draft {
    let mut draft = Draft::default();
    draft.visit.diagnoses.push(Diagnosis {
        code: "J06.9".into(),
        ..Diagnosis::default()
    });
    draft
}

impl Clinic {
    /// A clinic with a user of every role, named by the role.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::at(1_790_000_000));
        let mut desk = Desk::new(DataFolder::at(folder.path()), clock, KdfCost::CHEAPEST);
        let new = NewClinic {
            name: "Үлгі".into(),
            country: Country::Kz,
            lang: Lang::Ru,
            login: "doctor".into(),
            user_name: "doctor".into(),
            role: Role::Doctor,
            password: PASSWORD.into(),
        };
        assert_eq!(ask(&mut desk, Job::CreateClinic(Box::new(new))).1, None);
        let mut clinic = Self {
            desk,
            folder,
            patient: DocId::default(),
            other: DocId::default(),
        };
        clinic.enter(Role::Doctor);
        for role in Role::ALL {
            if role != Role::Doctor {
                let add = Job::AddUser {
                    login: role.code().into(),
                    name: role.code().into(),
                    role,
                    password: PASSWORD.into(),
                };
                assert_eq!(ask(&mut clinic.desk, add).1, None, "{role:?}");
            }
        }
        clinic.patient = clinic.written(Op::Register(Box::new(invented("Бір"))));
        clinic.other = clinic.written(Op::Register(Box::new(invented("Екі"))));
        clinic
    }

    fn enter(&mut self, role: Role) {
        ask(&mut self.desk, Job::Lock);
        let unlock = Job::Unlock {
            login: role.code().into(),
            password: PASSWORD.into(),
        };
        assert_eq!(ask(&mut self.desk, unlock).1, None, "{role:?} signs in");
    }

    fn written(&mut self, op: Op) -> DocId {
        let (events, failed) = ask(&mut self.desk, act(op));
        assert_eq!(failed, None);
        events
            .iter()
            .find_map(|event| match event {
                Event::Done { changes, .. } => changes.written.first().copied(),
                _ => None,
            })
            .unwrap()
    }

    /// A draft of this role's own; the doctor's where the role writes none.
    fn draft(&mut self, role: Role, content: Draft) -> DocId {
        self.enter(if may(role, A::WriteDraft) {
            role
        } else {
            Role::Doctor
        });
        let job = self.save_draft(content);
        let (events, failed) = ask(&mut self.desk, job);
        assert_eq!(failed, None);
        events
            .iter()
            .find_map(|event| match event {
                Event::DraftSaved { draft, .. } => Some(*draft),
                _ => None,
            })
            .unwrap()
    }

    fn save_draft(&self, content: Draft) -> Job {
        Job::SaveDraft {
            ticket: 1,
            draft: None,
            patient: self.patient,
            content: Box::new(content),
        }
    }

    fn paper(&self) -> PaperOf {
        // A visit that is not there: the permission is asked before anything is looked for, and nothing is printed.
        PaperOf::Visit {
            patient: self.patient,
            visit: DocId([9; 16]),
        }
    }

    /// A list of the house where its permission is tried.
    fn paper_by(&self, door: &Door) -> PaperOf {
        match door {
            Asks([A::Recall]) => PaperOf::Calls {
                filter: feldsher::worker::calls::CallFilter {
                    kind: feldsher::worker::calls::CallKind::Screening,
                    ahead: 0,
                    part: None,
                    state: None,
                },
                today: chrono::NaiveDate::from_ymd_opt(2026, 9, 21).unwrap(),
            },
            Asks([A::Worklist]) => PaperOf::Day {
                day: chrono::NaiveDate::from_ymd_opt(2026, 9, 21).unwrap(),
            },
            _ => self.paper(),
        }
    }

    /// One try at each row of [`JOBS`] that asks, in their order.
    fn job(&self, row: usize) -> Job {
        let patient = self.patient;
        let nobody = feldsher::domain::ids::UserId([9; 16]);
        let path = self.folder.path().join("out");
        let (name, door) = &JOBS[row];
        match *name {
            "ChangePassword" => Job::ChangePassword {
                old: PASSWORD.into(),
                new: PASSWORD.into(),
            },
            "Worklist" => Job::Worklist { from: 0, until: 1 },
            "Search" => Job::Search {
                ticket: 1,
                query: "сынақов".into(),
            },
            "SearchDirectory" => Job::SearchDirectory {
                ticket: 1,
                query: "сынақов".into(),
            },
            // Who is here is refused for another reason, and only to whom it is not denied.
            "BreakGlass" => Job::BreakGlass {
                ticket: 1,
                patient,
                reason: feldsher::worker::EmergencyReason::LifeInDanger,
                words: String::new(),
            },
            "OpenCard" => Job::OpenCard { patient },
            "RefreshCard" => Job::RefreshCard { patient },
            "Show" => Job::Show { patient },
            "Duplicates" => Job::Duplicates {
                ticket: 1,
                person: Box::new(invented("Бір").person),
            },
            "SaveDraft" => self.save_draft(Draft::default()),
            "Calls" => Job::Calls {
                ticket: 1,
                today: chrono::NaiveDate::from_ymd_opt(2026, 9, 21).unwrap(),
                which: feldsher::worker::Which::After(None),
            },
            "Preview" => Job::Preview {
                ticket: 1,
                what: self.paper_by(door),
                lang: None,
            },
            "SavePaper" => Job::SavePaper {
                ticket: 1,
                what: match door {
                    Asks([A::Recall]) => PaperOf::Recall {
                        ahead: 0,
                        today: chrono::NaiveDate::from_ymd_opt(2026, 9, 21).unwrap(),
                    },
                    _ => self.paper(),
                },
                lang: None,
                path,
            },
            "PrintPaper" => Job::PrintPaper {
                ticket: 1,
                what: self.paper(),
                lang: None,
            },
            "OpenPaper" => Job::OpenPaper {
                ticket: 1,
                what: self.paper(),
                lang: None,
            },
            "Export" => Job::Export {
                ticket: 1,
                what: ExportOf::Summary { patient },
                lang: None,
                path,
            },
            "ReadForeign" => Job::ReadForeign {
                ticket: 1,
                patient,
                path,
            },
            "AttachFile" => Job::AttachFile {
                ticket: 1,
                patient,
                visit: None,
                path,
            },
            "OpenAttachment" => Job::OpenAttachment {
                ticket: 1,
                patient,
                attachment: DocId([9; 16]),
            },
            "Conflicts" => Job::Conflicts,
            "Proposals" => Job::Proposals,
            "OwnDiagnoses" => Job::OwnDiagnoses,
            "PinDiagnosis" => Job::PinDiagnosis(Pin {
                code: "I10".into(),
                title: "I10".into(),
                is_pinned: true,
            }),
            "Round" => Job::Round,
            "Reviews" => Job::Reviews,
            "Approvals" => Job::Approvals,
            "Recall" => {
                let today = chrono::NaiveDate::from_ymd_opt(2026, 9, 21).unwrap();
                Job::Recall {
                    today,
                    until: today,
                }
            }
            "AccessLog" => Job::AccessLog {
                patient: matches!(door, Asks([A::ReadAccessLog])).then_some(patient),
            },
            "Users" => Job::Users,
            "AddUser" => Job::AddUser {
                login: format!("new-{row}-{}", self.desk.me().unwrap().who.login),
                name: "Жаңа".into(),
                role: Role::Nurse,
                password: PASSWORD.into(),
            },
            "RemoveUser" => Job::RemoveUser { user: nobody },
            "ResetPassword" => Job::ResetPassword {
                user: nobody,
                password: PASSWORD.into(),
            },
            // Nobody listens there.
            "Enrol" => Job::Enrol {
                url: "http://127.0.0.1:1".into(),
                code: "0".into(),
            },
            "SyncNow" => Job::SyncNow,
            "CourierOut" => Job::CourierOut {
                path,
                max_part: None,
            },
            "CourierIn" => Job::CourierIn { path },
            "Lan" => Job::Lan(LanAsk::Meet { address: None }),
            "Backup" => Job::Backup { path },
            "Verify" => Job::Verify,
            "ImportCodes" => Job::ImportCodes {
                text: "no list".into(),
            },
            other => panic!("{other}: write the job that tries this door"),
        }
    }

    /// One try at each row of [`OPS`], in their order, by whoever is signed in after the drafts are made.
    fn op(&mut self, row: usize, role: Role) -> Op {
        let (patient, nothing) = (self.patient, DocId([9; 16]));
        let (name, actions) = OPS[row];
        let op = match name {
            "Register" => Op::Register(Box::new(invented("Үш"))),
            "EditPerson" => Op::EditPerson {
                patient,
                person: Box::new(invented("Бір").person),
                shown: None,
            },
            "SetFact" => Op::SetFact {
                seen: None,
                patient,
                key: "pr/new".into(),
                value: json!({"code": "J06.9", "title": "…"})
                    .as_object()
                    .unwrap()
                    .clone(),
            },
            "SignVisit" => {
                let mut content = diagnosed();
                if actions.contains(&A::Prescribe) {
                    content.prescriptions.push(Prescription::default());
                }
                content.referral = actions.contains(&A::Refer).then(|| Referral {
                    destination: "cardiology".into(),
                    ..Referral::default()
                });
                Op::SignVisit {
                    draft: self.draft(role, content),
                    confirmed: false,
                }
            }
            "SignNew" => {
                let mut content = Box::new(diagnosed());
                if actions.contains(&A::Prescribe) {
                    content.prescriptions.push(Prescription::default());
                }
                Op::SignNew {
                    patient,
                    content,
                    id: None,
                    confirmed: false,
                }
            }
            "Prescribe" => Op::Prescribe {
                patient,
                prescription: Box::default(),
            },
            "Review" => Op::Review {
                patient,
                review: Box::default(),
            },
            "Administer" => Op::Administer {
                patient,
                administration: Box::default(),
            },
            "Immunise" => Op::Immunise {
                patient,
                immunisation: Box::default(),
                amends: None,
            },
            "Book" => Op::Book {
                patient,
                booking: Box::default(),
                amends: None,
            },
            "Prevent" => Op::Prevent {
                patient,
                preventive: Box::default(),
            },
            "Refer" => Op::Refer {
                patient,
                referral: Box::default(),
            },
            "Attach" => Op::Attach {
                patient,
                attachment: Box::default(),
                bytes: vec![1],
            },
            "Withdraw" => Op::Withdraw {
                patient,
                error: feldsher::domain::visit::EnteredInError {
                    target: nothing,
                    ..Default::default()
                },
            },
            "Settle" => Op::Settle {
                seen: None,
                patient,
                key: "tel".into(),
                keep: 0,
                shown: 2,
            },
            "Link" => Op::Link {
                first: patient,
                second: self.other,
                statement: LinkAct::Different,
            },
            "DropDraft" => Op::DropDraft {
                draft: self.draft(role, Draft::default()),
            },
            "ApproveRules" => Op::ApproveRules {
                items: BTreeMap::new(),
                position: String::new(),
                remark: String::new(),
            },
            "WithdrawApproval" => Op::WithdrawApproval {
                items: BTreeSet::new(),
                remark: String::new(),
            },
            other => panic!("{other}: write the intent that tries this door"),
        };
        self.enter(role);
        op
    }
}

/// Any scope: a table that gives an action in a scope of another kind would show in the policy's own test.
fn may(role: Role, action: Action) -> bool {
    [Scope::Patient(DocId::default()), Scope::House, Scope::Own]
        .into_iter()
        .any(|scope| allows(role, action, scope))
}

#[test]
fn every_role_at_every_door() {
    let mut clinic = Clinic::new();
    let mut refused: BTreeMap<Role, usize> = BTreeMap::new();
    let mut tries = 0;
    for role in Role::ALL {
        clinic.enter(role);
        let mut judge = |what: String, actions: &[Action], outcome: Option<(String, String)>| {
            tries += 1;
            match actions.iter().find(|action| !may(role, **action)) {
                Some(missing) => {
                    let expected = ("denied".to_owned(), missing.code().to_owned());
                    assert_eq!(outcome, Some(expected), "{role:?} {what}");
                    *refused.entry(role).or_default() += 1;
                }
                None => assert!(
                    outcome.as_ref().is_none_or(|(code, _)| code != "denied"),
                    "{role:?} {what}: {outcome:?}"
                ),
            }
        };
        for (row, (name, door)) in JOBS.iter().enumerate() {
            if let Asks(actions) = door {
                let job = clinic.job(row);
                judge(format!("job {name}"), actions, ask(&mut clinic.desk, job).1);
            }
        }
        for (row, (name, actions)) in OPS.iter().enumerate() {
            let op = clinic.op(row, role);
            judge(
                format!("intent {name}"),
                actions,
                ask(&mut clinic.desk, act(op)).1,
            );
        }
    }
    let asking = JOBS
        .iter()
        .filter(|(_, door)| matches!(door, Asks(_)))
        .count()
        + OPS.len();
    assert_eq!(tries, Role::ALL.len() * asking);
    // Nobody may do everything.
    assert_eq!(refused.len(), Role::ALL.len(), "{refused:?}");
}

#[test]
fn nobody_signed_in_means_no() {
    let mut clinic = Clinic::new();
    clinic.enter(Role::Doctor);
    let tries: Vec<(&str, Job)> = JOBS
        .iter()
        .enumerate()
        .filter(|(_, (_, door))| matches!(door, Asks(_)))
        .map(|(row, (name, _))| (*name, clinic.job(row)))
        .chain([
            ("Do", act(Op::Register(Box::new(invented("Төрт"))))),
            ("SetLang", Job::SetLang(Lang::Kk)),
            ("SyncStatus", Job::SyncStatus),
            (
                "WhereIs",
                Job::WhereIs {
                    doc: clinic.patient,
                },
            ),
        ])
        .collect();
    ask(&mut clinic.desk, Job::Lock);
    for (name, job) in tries {
        let (_, failed) = ask(&mut clinic.desk, job);
        assert_eq!(
            failed.map(|(code, _)| code),
            Some("locked".to_owned()),
            "{name}"
        );
    }
}
