//! The other workstations of this house: `lan serve`, `listen`, `pair`, `sync`, `list`, `forget`.

use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::json;

use super::args::LanCommand;
use super::face::{Face, Outcome, Trouble, say, tell, words};
use crate::domain::ids::DeviceId;
use crate::domain::lang::Lang;
use crate::worker::{Event, Job, LanAsk, LanView, SyncView};

/// Between two looks at who came.
const LOOK: Duration = Duration::from_millis(100);

pub fn lan(face: &mut Face, command: &LanCommand) -> Outcome<u8> {
    let lang = face.lang;
    match command {
        LanCommand::Serve {
            port,
            code,
            seconds,
        } => {
            let open = LanAsk::Listen {
                port: Some(*port),
                keep: false,
            };
            let mut view = ask(face, Job::Lan(open))?;
            if *code {
                view = ask(face, Job::Lan(LanAsk::Code))?;
            }
            serve(face, &view, *seconds);
        }
        LanCommand::Listen { port, off } => {
            let job = LanAsk::Listen {
                port: (!off).then_some(*port),
                keep: true,
            };
            let view = ask(face, Job::Lan(job))?;
            say(&json!({"port": view.lan.port, "address": view.lan.address}));
        }
        LanCommand::Pair { address, code } => {
            let job = LanAsk::Pair {
                address: address.clone(),
                code: code.clone(),
            };
            return Ok(neighbours(lang, &ask(face, Job::Lan(job))?.lan));
        }
        LanCommand::Sync { address } => {
            let job = LanAsk::Meet {
                address: address.clone(),
            };
            let view = ask(face, Job::Lan(job))?;
            let code = neighbours(lang, &view.lan);
            // One address was asked: what others did is another matter.
            return Ok(if address.is_some() { 0 } else { code });
        }
        LanCommand::List => {
            neighbours(lang, &ask(face, Job::SyncStatus)?.lan);
        }
        LanCommand::Forget { device } => {
            let device = DeviceId::parse(device)
                .ok_or_else(|| Trouble::call("bad-id", &[("id", device)]))?;
            let before = ask(face, Job::SyncStatus)?.lan;
            if !before.neighbours.iter().any(|one| one.device == device) {
                return Err(Trouble::call("bad-id", &[("id", &device.to_string())]));
            }
            neighbours(lang, &ask(face, Job::Lan(LanAsk::Forget { device }))?.lan);
        }
    }
    Ok(0)
}

fn ask(face: &mut Face, job: Job) -> Outcome<SyncView> {
    // The newest word counts: a meeting may have been told before.
    let mut newest = None;
    face.ask(job, |event| match event {
        Event::Sync(view) => {
            newest = Some(view);
            Some(())
        }
        _ => None,
    })?;
    newest.ok_or_else(|| Trouble::Usage("the worker gave no answer".to_owned()))
}

/// One line each; 1 when somebody could not be met.
fn neighbours(lang: Lang, view: &LanView) -> u8 {
    for one in &view.neighbours {
        say(&json!({
            "device": one.device, "name": one.name, "address": one.address, "last_at": one.last_at, "waiting": one.waiting,
            "fault": one.fault.as_ref().map(|fault| fault.code.clone()),
        }));
        if let Some(fault) = &one.fault {
            tell(&words(lang, fault));
        }
    }
    u8::from(view.neighbours.iter().any(|one| one.fault.is_some()))
}

/// Lets others in until the time is over; a line for every change of what is told.
fn serve(face: &mut Face, view: &SyncView, seconds: Option<u64>) {
    let began = Instant::now();
    let mut told = line(view);
    say(&told);
    while seconds.is_none_or(|most| began.elapsed().as_secs() < most) {
        let mut news = Vec::new();
        face.desk.idle(&mut |event| news.push(event));
        for event in news {
            match event {
                Event::Sync(view) => {
                    let now = line(&view);
                    if now != told {
                        say(&now);
                        told = now;
                    }
                }
                Event::Failed { fault, .. } => tell(&words(face.lang, &fault)),
                _ => {}
            }
        }
        sleep(LOOK);
    }
}

fn line(view: &SyncView) -> serde_json::Value {
    let neighbours = view.lan.neighbours.iter().map(|one| {
        json!({"device": one.device, "name": one.name, "address": one.address, "waiting": one.waiting})
    });
    json!({
        "port": view.lan.port, "address": view.lan.address, "code": view.lan.code.as_ref().map(|code| code.digits.clone()),
        "tries": view.lan.code.as_ref().map(|code| code.tries), "waiting": view.waiting, "neighbours": neighbours.collect::<Vec<_>>(),
    })
}
