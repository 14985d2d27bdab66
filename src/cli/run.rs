//! Each command as jobs and answers.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use serde_json::{Map, Value as Json, json};

use super::args::{
    CardCommand, Cli, CodesCommand, Command, ConflictCommand, FormsCommand, ImportCommand,
    UserCommand,
};
use super::face::{Face, Outcome, Trouble, lang_here, say, say_line, tell, words};
use super::{
    calc, check, courier, directory, forms, formulary, growth, imci, immunise, input, interop, lan,
    papers, plan, recall, reviews, rules, visits,
};
use crate::clock::SystemClock;
use crate::domain::country::Country;
use crate::domain::ids::DocId;
use crate::domain::lang::Lang;
use crate::domain::person::Person;
use crate::domain::role::Role;
use crate::i18n::tr;
use crate::paths::DataFolder;
use crate::vault::slots::KdfCost;
use crate::worker::{
    ConflictRow, Desk, Event, Fault, Job, NewClinic, Op, OpChanges, PatientRow, UserRow,
};

/// Does one command; the exit code.
pub fn run(cli: &Cli, command: &Command) -> u8 {
    let folder = DataFolder::find_here(cli.data.clone());
    let lang = lang_here(folder.as_ref().ok());
    if let Some(code) = without_record(cli, command, lang) {
        return code;
    }
    let folder = match folder {
        Ok(folder) => folder,
        Err(error) => {
            tell(&error.to_string());
            return 1;
        }
    };
    let makes_clinic = matches!(
        command,
        Command::Demo { .. } | Command::Setup { .. } | Command::Restore { .. }
    );
    if !makes_clinic && !folder.holds_clinic() {
        let none = Fault::new("no-clinic").with("path", folder.root().display());
        tell(&words(lang, &none));
        return 1;
    }
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
fn without_record(cli: &Cli, command: &Command, lang: Lang) -> Option<u8> {
    let input = io::stdin().lock();
    Some(match command {
        Command::Check if cli.data.is_none() => u8::from(!check::check(input)),
        Command::Formulary {
            command: None,
            medicine,
            unsigned,
            knowledge,
        } => {
            let wanted = formulary::Wanted {
                medicine: medicine.clone(),
                unsigned: *unsigned,
                knowledge: *knowledge,
            };
            u8::from(!formulary::formulary(&wanted, lang))
        }
        Command::Forms(FormsCommand::Check { path }) => match forms::check(path, lang) {
            Ok(whole) => u8::from(!whole),
            Err(Trouble::Fault(fault) | Trouble::Call(fault)) => {
                tell(&words(lang, &fault));
                2
            }
            Err(Trouble::Usage(text)) => {
                tell(&text);
                2
            }
        },
        Command::Import(ImportCommand::Ips {
            file,
            patient: None,
            technical,
        }) => interop::show(file, *technical, lang),
        Command::Growth => u8::from(!growth::growth(input)),
        Command::Imci => u8::from(!imci::imci(input)),
        Command::Immunise => u8::from(!immunise::immunise(input)),
        Command::Plan => u8::from(!plan::plan_lines(input)),
        Command::Quickstart { lang: own, output } => {
            match papers::quick_start(own.unwrap_or(lang), output) {
                Ok(()) => 0,
                Err(fault) => {
                    tell(&words(lang, &fault));
                    1
                }
            }
        }
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
            // Before the folder is made and a password is asked for.
            std::fs::metadata(file).map_err(|error| input::file_trouble(file, &error))?;
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
            if let Some(aside) = &aside {
                let path = aside.display().to_string();
                tell(&tr(face.lang, "cli-restored-aside", &[("path", &path)]));
            }
            say(&json!({"restored": file, "aside": aside}));
        }
        Command::Salvage { shares: by_shares } => {
            let (shares, password) = if *by_shares {
                (shares()?, String::new())
            } else {
                (Vec::new(), password("FELDSHER_PASSWORD", "Password")?)
            };
            let job = Job::Salvage {
                login: cli.user.clone(),
                password,
                shares,
            };
            let salvaged = face.ask(job, |event| match event {
                Event::Salvaged(salvaged) => Some(salvaged),
                _ => None,
            })?;
            if let Some(aside) = &salvaged.aside {
                let path = aside.display().to_string();
                tell(&tr(face.lang, "cli-restored-aside", &[("path", &path)]));
            }
            say(&json!({ "salvaged": salvaged }));
        }
        other => {
            sign_in(face, &cli.user)?;
            let code = signed_in(face, other);
            face.keep();
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
            let alike = alike(face, &registration.person)?;
            let changes = change(face, Op::Register(Box::new(registration)))?;
            say(
                &json!({"patient": changes.written.first(), "linked": changes.linked, "alike": alike}),
            );
            if !alike.is_empty() {
                let list = tr(face.lang, "ui-command-proposals", &[]);
                tell(&tr(face.lang, "cli-registered-alike", &[("list", &list)]));
            }
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
            let changes = change(
                face,
                Op::SetFact {
                    patient,
                    key: key.clone(),
                    value,
                    seen: None,
                },
            )?;
            let key = changes.fact.as_ref().unwrap_or(key);
            say(&json!({"patient": patient, "key": key, "saved": true}));
        }
        Command::Visit(command) => return visits::add(face, command),
        Command::Sign {
            visit,
            confirm_unusual,
        } => visits::sign(face, id(visit)?, *confirm_unusual)?,
        Command::Print {
            what,
            id: doc,
            lang,
            date,
            sheet,
            output,
        } => papers::print(face, (*what, *date, *sheet), id(doc)?, *lang, output)?,
        Command::Day { date, lang, output } => papers::day(face, *date, *lang, output)?,
        Command::Export(command) => interop::export(face, command)?,
        Command::Import(command) => interop::import(face, command)?,
        Command::Recall {
            kind,
            month,
            part,
            state,
            lang,
            output,
        } => {
            let wanted = recall::Wanted {
                kind: *kind,
                month: *month,
                part: part.clone(),
                state: *state,
            };
            recall::recall(face, &wanted, *lang, output.as_deref())?;
        }
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
        Command::Courier(command) => courier::courier(face, command)?,
        Command::Lan(command) => return lan::lan(face, command),
        Command::Directory(command) => directory::directory(face, command)?,
        Command::Conflicts { command } => return conflicts(face, command.as_ref()),
        Command::Reviews => reviews::reviews(face)?,
        Command::Verify => {
            let report = face.ask(Job::Verify, |event| match event {
                Event::Verified(report) => Some(report),
                _ => None,
            })?;
            say(&report);
            if report.signatures_unknown > 0 {
                tell(&tr(face.lang, "cli-signatures-unknown", &[]));
            }
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
        Command::Formulary {
            command: Some(command),
            ..
        } => rules::formulary(face, command)?,
        Command::Check => return Ok(u8::from(!rules::check(face, io::stdin().lock())?)),
        Command::Demo { .. }
        | Command::Setup { .. }
        | Command::Recover { .. }
        | Command::Restore { .. }
        | Command::Salvage { .. }
        | Command::Formulary { command: None, .. }
        | Command::Forms(_)
        | Command::Growth
        | Command::Imci
        | Command::Immunise
        | Command::Plan
        | Command::Quickstart { .. }
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
        &json!({"clinic": session.clinic, "patients": patients, "users": Role::ALL.map(Role::code)}),
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
            Event::Progress { done, of, .. } => {
                tell(&format!("{done}/{of}"));
                None
            }
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
    if let Some((done, login)) = done_of(command) {
        say(&json!({done: login}));
    }
    for row in rows {
        say(
            &json!({"login": row.login, "name": row.name, "role": row.role, "user": row.user, "here": row.here}),
        );
    }
    Ok(())
}

/// What a command about users did, before the list that it leaves.
fn done_of(command: &UserCommand) -> Option<(&'static str, Option<&str>)> {
    match command {
        UserCommand::List => None,
        UserCommand::Add { login, .. } => Some(("added", Some(login))),
        UserCommand::Password { login } => Some(("password_changed", login.as_deref())),
        UserCommand::Remove { login } => Some(("removed", Some(login))),
    }
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
    if rows.is_empty() {
        tell(&tr(face.lang, "cli-nobody-found", &[]));
    }
    if total > limit {
        tell(&format!("{limit} of {total}"));
    }
    Ok(())
}

fn person_line(row: &PatientRow) -> Json {
    json!({"patient": row.patient, "person": row.person, "found_by": row.found_by, "linked": row.linked})
}

/// Who of the house may be the same person, as the window asks while a registration is typed.
fn alike(face: &mut Face, person: &Person) -> Outcome<Vec<Json>> {
    let job = Job::Duplicates {
        ticket: 0,
        person: Box::new(person.clone()),
    };
    let found = face.ask(job, |event| match event {
        Event::Duplicates { rows, .. } => Some(rows),
        _ => None,
    })?;
    Ok(found
        .into_iter()
        .map(|one| json!({"patient": one.row.patient, "reasons": one.reasons, "sure": one.sure}))
        .collect())
}

pub fn change(face: &mut Face, op: Op) -> Outcome<OpChanges> {
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
            "complete": view.last_fault.is_none(), "waiting": view.waiting, "accepted": view.accepted + view.stable, "stable": view.stable,
            "refused": view.refused.len(), "fault": view.last_fault.as_ref().map(|fault| fault.code.clone()),
        }));
        if let Some(fault) = &view.last_fault {
            tell(&words(face.lang, fault));
        }
        face.keep();
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
    rpassword::prompt_password(format!("{prompt}: ")).map_err(|_no_terminal| {
        // The sheets are asked for one by one, and given in one variable.
        let variable = if variable.is_empty() {
            SHARES
        } else {
            variable
        };
        Trouble::call("password-missing", &[("variable", variable)])
    })
}

const SHARES: &str = "FELDSHER_SHARES";

/// Two recovery sheets; what is typed is not shown.
fn shares() -> Outcome<Vec<String>> {
    if let Ok(lines) = std::env::var(SHARES) {
        return Ok(lines.lines().map(str::to_owned).collect());
    }
    ["First recovery sheet", "Second recovery sheet"]
        .iter()
        .map(|prompt| password("", prompt))
        .collect()
}

pub fn id(text: &str) -> Outcome<DocId> {
    DocId::parse(text).ok_or_else(|| Trouble::call("bad-id", &[("id", text)]))
}
