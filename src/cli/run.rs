//! Each command as jobs and answers.

use std::io::{self, BufReader};
use std::path::Path;
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use serde_json::{Map, Value as Json, json};

use super::args::{
    CardCommand, Cli, CodesCommand, Command, ConflictCommand, PaperName, UserCommand, VisitCommand,
};
use super::face::{Face, Outcome, Trouble, lang_here, say, say_line, tell, words};
use super::lines::{Line, numbered};
use super::{calc, check, formulary, growth, immunise, input, plan};
use crate::clock::SystemClock;
use crate::domain::country::Country;
use crate::domain::ids::{DocId, PatientId};
use crate::domain::lang::Lang;
use crate::forms::Form;
use crate::paths::DataFolder;
use crate::vault::slots::KdfCost;
use crate::worker::{
    ConflictRow, Desk, Event, Job, NewClinic, Op, OpChanges, PaperOf, PatientRow, UserRow,
};

/// Does one command; the exit code.
pub fn run(cli: &Cli, command: &Command) -> u8 {
    if let Some(code) = without_record(command) {
        return code;
    }
    let folder = match DataFolder::find_here(cli.data.clone()) {
        Ok(folder) => folder,
        Err(error) => {
            tell(&error.to_string());
            return 1;
        }
    };
    let lang = lang_here(&folder);
    let desk = Desk::new(folder, Arc::new(SystemClock), KdfCost::DEFAULT);
    match dispatch(&mut Face { desk, lang }, cli, command) {
        Ok(code) => code,
        Err(Trouble::Fault(fault)) => {
            tell(&words(lang, &fault));
            1
        }
        Err(Trouble::Call(fault)) => {
            tell(&words(lang, &fault));
            2
        }
        Err(Trouble::Usage(text)) => {
            tell(&text);
            2
        }
    }
}

/// The commands that need neither a record nor a password.
fn without_record(command: &Command) -> Option<u8> {
    let input = io::stdin().lock();
    Some(match command {
        Command::Check => u8::from(!check::check(input)),
        Command::Formulary {
            medicine,
            unsigned,
            knowledge,
        } => u8::from(!formulary::formulary(&formulary::Wanted {
            medicine: medicine.clone(),
            unsigned: *unsigned,
            knowledge: *knowledge,
        })),
        Command::Growth => u8::from(!growth::growth(input)),
        Command::Immunise => u8::from(!immunise::immunise(input)),
        Command::Plan => u8::from(!plan::plan_lines(input)),
        Command::Calc { list: true, .. } => {
            calc::list();
            0
        }
        Command::Calc { name, .. } => calc::run(name.as_deref()?, input),
        _ => return None,
    })
}

fn dispatch(face: &mut Face, cli: &Cli, command: &Command) -> Outcome<u8> {
    match command {
        Command::Demo {
            patients,
            seed,
            country,
            lang,
        } => demo(face, *patients, *seed, *country, *lang)?,
        Command::Setup {
            clinic,
            country,
            lang,
            name,
            role,
        } => {
            let new = NewClinic {
                name: clinic.clone(),
                country: *country,
                lang: *lang,
                login: cli.user.clone(),
                user_name: name.clone(),
                role: *role,
                password: password("FELDSHER_PASSWORD", "Password")?,
            };
            let shares = face.ask(Job::CreateClinic(Box::new(new)), |event| match event {
                Event::ClinicCreated { recovery_shares } => Some(recovery_shares),
                _ => None,
            })?;
            say(&json!({"recovery_shares": shares}));
        }
        Command::Recover { login } => {
            let job = Job::Recover {
                shares: shares()?,
                login: login.clone(),
                password: password("FELDSHER_NEW_PASSWORD", "New password")?,
            };
            let session = face.ask(job, |event| match event {
                Event::Unlocked(session) => Some(session),
                _ => None,
            })?;
            say(&json!({"recovered": session.login, "name": session.name}));
        }
        Command::Restore {
            file,
            shares: by_shares,
        } => {
            let (shares, password) = if *by_shares {
                (shares()?, String::new())
            } else {
                (Vec::new(), password("FELDSHER_PASSWORD", "Password")?)
            };
            let job = Job::Restore {
                file: file.clone(),
                login: cli.user.clone(),
                password,
                shares,
            };
            let aside = face.ask(job, |event| match event {
                Event::Restored { aside } => Some(aside),
                _ => None,
            })?;
            say(&json!({"restored": file, "aside": aside}));
        }
        other => {
            sign_in(face, &cli.user)?;
            let code = signed_in(face, other);
            face.desk.handle(Job::Stop, &mut |_| {});
            return code;
        }
    }
    face.desk.handle(Job::Stop, &mut |_| {});
    Ok(0)
}

fn signed_in(face: &mut Face, command: &Command) -> Outcome<u8> {
    match command {
        Command::User(command) => users(face, command)?,
        Command::Register { file } => {
            let registration = input::registration(file)?;
            let changes = change(face, Op::Register(Box::new(registration)))?;
            say(&json!({"patient": changes.written.first(), "linked": changes.linked}));
        }
        Command::Search { text, limit } => search(face, text, *limit)?,
        Command::Show { patient } => {
            let json = face.ask(
                Job::Show {
                    patient: id(patient)?,
                },
                |event| match event {
                    Event::Shown { json } => Some(json),
                    _ => None,
                },
            )?;
            say_line(&json);
        }
        Command::Card(CardCommand::Set { patient, key, file }) => {
            let value: Map<String, Json> = input::json(file)?;
            let patient = id(patient)?;
            change(
                face,
                Op::SetFact {
                    patient,
                    key: key.clone(),
                    value,
                    seen: None,
                },
            )?;
            say(&json!({"patient": patient, "key": key, "saved": true}));
        }
        Command::Visit(VisitCommand::Add {
            patient,
            file,
            stream,
            sign,
            confirm_unusual,
        }) => {
            let signing = sign.then_some(Signing {
                confirmed: *confirm_unusual,
            });
            let patient = patient.as_deref().map(id).transpose()?;
            let form = input::visit_form()?;
            return match (file, stream) {
                (Some(file), false) => {
                    let patient =
                        patient.ok_or_else(|| Trouble::Usage("which patient?".to_owned()))?;
                    let value = input::json(file)?;
                    say(&add_visit(face, patient, value, &form, signing)?);
                    Ok(0)
                }
                _ => visit_stream(face, patient, &form, signing),
            };
        }
        Command::Sign {
            visit,
            confirm_unusual,
        } => say(&sign(face, id(visit)?, *confirm_unusual)?),
        Command::Print {
            what,
            id: doc,
            lang,
            output,
        } => print(face, *what, id(doc)?, *lang, output)?,
        Command::Enrol { url, code } => {
            let view = face.ask(
                Job::Enrol {
                    url: url.clone(),
                    code: code.clone(),
                },
                |event| match event {
                    Event::Sync(view) => Some(view),
                    _ => None,
                },
            )?;
            say(&json!({"enrolled": view.enrolled, "waiting": view.waiting}));
        }
        Command::Sync { once } => return sync(face, *once),
        Command::Conflicts { command } => return conflicts(face, command.as_ref()),
        Command::Verify => {
            let report = face.ask(Job::Verify, |event| match event {
                Event::Verified(report) => Some(report),
                _ => None,
            })?;
            say(&report);
            return Ok(u8::from(!report.problems.is_empty()));
        }
        Command::Backup { file } => {
            let path = face.ask(Job::Backup { path: file.clone() }, |event| match event {
                Event::BackedUp { path } => Some(path),
                _ => None,
            })?;
            say(&json!({"backup": path, "verified": true}));
        }
        Command::Codes(CodesCommand::Import { file }) => return import_codes(face, file),
        Command::Demo { .. }
        | Command::Setup { .. }
        | Command::Recover { .. }
        | Command::Restore { .. }
        | Command::Check
        | Command::Formulary { .. }
        | Command::Growth
        | Command::Immunise
        | Command::Plan
        | Command::Calc { .. } => {}
    }
    Ok(0)
}

fn demo(
    face: &mut Face,
    patients: u32,
    seed: u64,
    country: Country,
    lang: Option<Lang>,
) -> Outcome {
    let lang = lang.unwrap_or(match country {
        Country::Kz => Lang::Ru,
        Country::Uz => Lang::Uz,
        Country::Ge => Lang::Ka,
    });
    let job = Job::MakeDemo {
        patients,
        seed,
        country,
        lang,
    };
    let session = face.ask(job, |event| match event {
        Event::Progress { done, of, .. } => {
            tell(&format!("{done}/{of}"));
            None
        }
        Event::Unlocked(session) => Some(session),
        _ => None,
    })?;
    say(
        &json!({"clinic": session.clinic, "patients": patients, "users": ["registrar", "nurse", "feldsher", "doctor", "manager", "auditor"]}),
    );
    Ok(())
}

fn sign_in(face: &mut Face, user: &str) -> Outcome {
    let password = password("FELDSHER_PASSWORD", "Password")?;
    face.ask(
        Job::Unlock {
            login: user.to_owned(),
            password,
        },
        |event| match event {
            Event::Unlocked(_) => Some(()),
            Event::Forms(forms) => {
                for mistake in forms.mistakes {
                    tell(&format!("forms/{mistake}; the shipped form is used"));
                }
                None
            }
            _ => None,
        },
    )
}

fn users(face: &mut Face, command: &UserCommand) -> Outcome {
    let list = |event| match event {
        Event::Users(rows) => Some(rows),
        _ => None,
    };
    let known = face.ask(Job::Users, list)?;
    let find = |login: &str| -> Outcome<UserRow> {
        known
            .iter()
            .find(|row| row.login == login)
            .cloned()
            .ok_or_else(|| Trouble::Usage(format!("no user {login}")))
    };
    let rows = match command {
        UserCommand::List => known,
        UserCommand::Add { login, name, role } => {
            let password = password("FELDSHER_NEW_PASSWORD", "New password")?;
            let name = name.clone().unwrap_or_else(|| login.clone());
            face.ask(
                Job::AddUser {
                    login: login.clone(),
                    name,
                    role: *role,
                    password,
                },
                list,
            )?
        }
        UserCommand::Password { login: Some(login) } => {
            let user = find(login)?.user;
            let password = password("FELDSHER_NEW_PASSWORD", "New password")?;
            face.ask(Job::ResetPassword { user, password }, list)?
        }
        UserCommand::Password { login: None } => {
            let old = password("FELDSHER_PASSWORD", "Password")?;
            let new = password("FELDSHER_NEW_PASSWORD", "New password")?;
            face.ask(Job::ChangePassword { old, new }, |event| {
                matches!(event, Event::PasswordChanged).then_some(())
            })?;
            known
        }
        UserCommand::Remove { login } => face.ask(
            Job::RemoveUser {
                user: find(login)?.user,
            },
            list,
        )?,
    };
    for row in rows {
        say(
            &json!({"login": row.login, "name": row.name, "role": row.role, "user": row.user, "here": row.here}),
        );
    }
    Ok(())
}

fn search(face: &mut Face, text: &str, limit: usize) -> Outcome {
    let (total, rows) = face.ask(
        Job::Search {
            ticket: 0,
            query: text.to_owned(),
        },
        |event| match event {
            Event::Found { total, rows, .. } => Some((total, rows)),
            _ => None,
        },
    )?;
    for row in rows.iter().take(limit) {
        say(&person_line(row));
    }
    if total > limit {
        tell(&format!("{limit} of {total}"));
    }
    Ok(())
}

fn person_line(row: &PatientRow) -> Json {
    json!({"patient": row.patient, "person": row.person, "found_by": row.found_by, "linked": row.linked})
}

fn change(face: &mut Face, op: Op) -> Outcome<OpChanges> {
    face.ask(
        Job::Do {
            ticket: 0,
            op: Box::new(op),
        },
        |event| match event {
            Event::Done { changes, .. } => Some(changes),
            _ => None,
        },
    )
}

/// A visit is to be signed at once.
#[derive(Clone, Copy)]
struct Signing {
    /// Whoever typed the command has looked at what is unusual.
    confirmed: bool,
}

/// A draft, or where it is asked for a signed visit in one commit.
fn add_visit(
    face: &mut Face,
    patient: PatientId,
    mut value: Map<String, Json>,
    form: &Form,
    signing: Option<Signing>,
) -> Outcome<Json> {
    let own_id = value.remove("id");
    let confirmed = value.remove("confirm_unusual");
    let only_signed = [("id", &own_id), ("confirm_unusual", &confirmed)]
        .into_iter()
        .find(|(_, given)| given.is_some() && signing.is_none());
    if let Some((key, _)) = only_signed {
        return Err(Trouble::Usage(format!("{key}: only for a signed visit")));
    }
    let own_id = own_id
        .map(|own| id(own.as_str().unwrap_or_default()))
        .transpose()?;
    let confirmed = confirmed
        .map(|said| said.as_bool())
        .unwrap_or(Some(false))
        .ok_or_else(|| Trouble::Usage("confirm_unusual: not true or false".to_owned()))?;
    let content = Box::new(input::draft(value, form)?);
    if let Some(signing) = signing {
        return Ok(signed_line(&change(
            face,
            Op::SignNew {
                patient,
                content,
                id: own_id,
                confirmed: confirmed || signing.confirmed,
            },
        )?));
    }
    let job = Job::SaveDraft {
        ticket: 0,
        draft: None,
        patient,
        content,
    };
    let draft = face.ask(job, |event| match event {
        Event::DraftSaved { draft, .. } => Some(draft),
        _ => None,
    })?;
    Ok(json!({"visit": draft, "patient": patient, "signed": false}))
}

fn sign(face: &mut Face, draft: DocId, confirmed: bool) -> Outcome<Json> {
    let op = Op::SignVisit { draft, confirmed };
    Ok(signed_line(&change(face, op)?))
}

fn signed_line(changes: &OpChanges) -> Json {
    json!({"visit": changes.written.first(), "patient": changes.patients.first(), "signed": true, "entries": changes.written})
}

/// One line in, one acknowledgement out after the commit. A bad line is answered and the stream goes on.
fn visit_stream(
    face: &mut Face,
    patient: Option<PatientId>,
    form: &Form,
    signing: Option<Signing>,
) -> Outcome<u8> {
    let mut code = 0;
    for Line { number, text } in numbered(BufReader::new(io::stdin().lock())) {
        if planted("ack-before-commit") {
            say(&json!({"visit": null, "line": number, "planted": true}));
        }
        let done = text
            .and_then(|text| input::parse::<Map<String, Json>>(&text))
            .map_err(Trouble::Usage)
            .and_then(|value| {
                let named = value
                    .get("patient")
                    .and_then(Json::as_str)
                    .map(id)
                    .transpose()?;
                let patient = named
                    .or(patient)
                    .ok_or_else(|| Trouble::Usage("which patient?".to_owned()))?;
                let own_id = value.get("id").cloned();
                match add_visit(face, patient, value, form, signing) {
                    // Sent again because the answer was lost: the visit is in the record once.
                    Err(Trouble::Fault(fault)) if own_id.is_some() && fault.code == "already-signed" => {
                        Ok(json!({"visit": own_id, "patient": patient, "signed": true, "already": true}))
                    }
                    done => done,
                }
            });
        match done {
            Ok(mut acknowledged) => {
                acknowledged["line"] = json!(number);
                if !planted("ack-before-commit") {
                    say(&acknowledged);
                }
            }
            Err(Trouble::Usage(text)) => {
                code = 1;
                say(&json!({"error": "input", "text": text, "line": number}));
            }
            Err(Trouble::Fault(fault) | Trouble::Call(fault)) => {
                code = 1;
                say(
                    &json!({"error": fault.code, "text": words(face.lang, &fault), "line": number}),
                );
            }
        }
    }
    Ok(code)
}

/// A fault that the day's test plants to prove that it would be seen. Only debug builds listen.
fn planted(fault: &str) -> bool {
    cfg!(debug_assertions)
        && std::env::var("FELDSHER_PLANTED_FAULT").is_ok_and(|planted| planted == fault)
}

fn print(
    face: &mut Face,
    what: PaperName,
    doc: DocId,
    lang: Option<Lang>,
    output: &Path,
) -> Outcome {
    let (patient, kind) = face.ask(Job::WhereIs { doc }, |event| match event {
        Event::Is { patient, kind } => Some((patient, kind)),
        _ => None,
    })?;
    let what = match what {
        PaperName::Discharge if kind == "card" => PaperOf::Discharge {
            patient,
            visit: last_visit(face, patient)?,
        },
        PaperName::Discharge => PaperOf::Discharge {
            patient,
            visit: doc,
        },
        PaperName::Visit => PaperOf::Visit {
            patient,
            visit: doc,
        },
        PaperName::Prescription => PaperOf::Prescription {
            patient,
            prescription: doc,
        },
        PaperName::Growth => PaperOf::Growth { patient },
        PaperName::Vaccination => PaperOf::Vaccination { patient },
        PaperName::Plan => PaperOf::MonthPlan { patient },
        PaperName::Referral => PaperOf::Referral {
            patient,
            referral: doc,
        },
    };
    let path = face.ask(
        Job::SavePaper {
            ticket: 0,
            what,
            lang,
            path: output.to_owned(),
        },
        |event| match event {
            Event::PaperSaved { path, .. } => Some(path),
            _ => None,
        },
    )?;
    say(&json!({"paper": path}));
    Ok(())
}

fn last_visit(face: &mut Face, patient: PatientId) -> Outcome<DocId> {
    let view = face.ask(Job::OpenCard { patient }, |event| match event {
        Event::Card(view) => Some(view),
        _ => None,
    })?;
    let standing = view
        .visits
        .iter()
        .find(|visit| visit.withdrawn.is_none() && visit.amended_by.is_empty());
    standing
        .map(|visit| visit.id)
        .ok_or_else(|| Trouble::Usage("this patient has no signed visit".to_owned()))
}

fn sync(face: &mut Face, once: bool) -> Outcome<u8> {
    loop {
        let view = face.ask(Job::SyncNow, |event| match event {
            Event::Changed(changes) => {
                for (first, second) in changes.linked {
                    say(&json!({"linked": [first, second]}));
                }
                None
            }
            Event::Sync(view) => Some(view),
            _ => None,
        })?;
        say(&json!({
            "complete": view.last_fault.is_none(), "waiting": view.waiting, "accepted": view.accepted, "stable": view.stable,
            "refused": view.refused.len(), "fault": view.last_fault.as_ref().map(|fault| fault.code.clone()),
        }));
        if let Some(fault) = &view.last_fault {
            tell(&words(face.lang, fault));
        }
        if once {
            return Ok(u8::from(view.last_fault.is_some()));
        }
        let wait = view
            .next_at
            .map_or(60, |at| at - crate::clock::Clock::now(&SystemClock))
            .clamp(1, 1_800);
        sleep(Duration::from_secs(wait as u64));
    }
}

fn conflicts(face: &mut Face, command: Option<&ConflictCommand>) -> Outcome<u8> {
    let rows = face.ask(Job::Conflicts, |event| match event {
        Event::Conflicts(rows) => Some(rows),
        _ => None,
    })?;
    match command {
        None => {
            for row in &rows {
                say(&conflict_line(row));
            }
        }
        Some(ConflictCommand::Settle { id, keep }) => {
            let row = rows
                .iter()
                .find(|row| row.conflict.id == *id)
                .ok_or_else(|| Trouble::Usage(format!("no conflict {id}")))?;
            let shown = row.conflict.values.len();
            let keep = keep.checked_sub(1).filter(|keep| *keep < shown);
            let keep = keep.ok_or_else(|| {
                Trouble::Usage(format!("--keep takes a number from 1 to {shown}"))
            })?;
            change(
                face,
                Op::Settle {
                    patient: row.conflict.card,
                    key: row.conflict.key.clone(),
                    keep,
                    shown,
                    seen: Some(row.conflict.seen.clone()),
                },
            )?;
            say(&json!({"settled": id}));
        }
    }
    Ok(0)
}

fn conflict_line(row: &ConflictRow) -> Json {
    let values: Vec<Json> = row
        .conflict
        .values
        .iter()
        .map(|value| json!({"value": serde_json::from_str::<Json>(&value.json).unwrap_or_default(), "by": value.by, "at": value.at}))
        .collect();
    json!({"id": row.conflict.id, "patient": row.conflict.card, "key": row.conflict.key, "values": values})
}

fn import_codes(face: &mut Face, file: &Path) -> Outcome<u8> {
    let text = input::text(file)?;
    let imported = face.ask(Job::ImportCodes { text }, |event| match event {
        Event::CodesImported {
            lang,
            titles,
            errors,
        } => Some((lang, titles, errors)),
        _ => None,
    })?;
    let (lang, titles, errors) = imported;
    for (line, why) in &errors {
        say(&json!({"line": line, "error": why}));
    }
    if errors.is_empty() {
        say(&json!({"imported": titles, "lang": lang}));
    }
    Ok(u8::from(!errors.is_empty()))
}

fn password(variable: &str, prompt: &str) -> Outcome<String> {
    if !variable.is_empty()
        && let Ok(password) = std::env::var(variable)
    {
        return Ok(password);
    }
    rpassword::prompt_password(format!("{prompt}: "))
        .map_err(|error| Trouble::Usage(format!("no password: {error}")))
}

/// Two recovery sheets; what is typed is not shown.
fn shares() -> Outcome<Vec<String>> {
    if let Ok(lines) = std::env::var("FELDSHER_SHARES") {
        return Ok(lines.lines().map(str::to_owned).collect());
    }
    ["First recovery sheet", "Second recovery sheet"]
        .iter()
        .map(|prompt| password("", prompt))
        .collect()
}

fn id(text: &str) -> Outcome<DocId> {
    DocId::parse(text)
        .ok_or_else(|| Trouble::Usage(format!("{text}: not an id of 32 hexadecimal digits")))
}
