//! What people do and what travels, a line each, for reading one history: `FELDSHER_SIM_TRACE=1`. Of ids and hashes the first bytes.

use feldsher::record;
use feldsher::sync::cursor::Cursor;
use feldsher::sync::message::{Item, Message, Verdict, Want, What};

use super::line::frames;

fn wanted() -> bool {
    std::env::var_os("FELDSHER_SIM_TRACE").is_some()
}

pub fn step(what: &str) {
    if wanted() {
        eprintln!("## {what}");
    }
}

/// A request or an answer.
pub fn body(way: &str, body: &[u8]) {
    if !wanted() {
        return;
    }
    for frame in frames(body).unwrap_or_default() {
        match Message::decode(&frame) {
            Ok(message) => eprintln!("{way} {}", line(&message)),
            Err(error) => eprintln!("{way} unreadable: {error}"),
        }
    }
}

fn short(bytes: &[u8]) -> String {
    let part = &bytes[..bytes.len().min(3)];
    part.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn cursor(at: &Cursor) -> String {
    let (scope, epoch, chain) = (short(&at.scope.0), short(&at.epoch), short(&at.chain));
    format!(
        "{scope}/{:?} epoch {epoch} {} chain {chain}",
        at.log, at.seq
    )
}

fn line(message: &Message) -> String {
    match message {
        Message::Hello(hello) => {
            let (boot, no) = (hello.counter >> 24, hello.counter & 0xff_ffff);
            let cursors: Vec<_> = hello.cursors.iter().map(cursor).collect();
            let (replica, token) = (short(&hello.replica), short(&hello.token));
            format!("Hello replica {replica} token {token} no {boot}.{no} {cursors:?}")
        }
        Message::Push(push) => {
            let chunk = |chunk: &feldsher::domain::chunk::Chunk| {
                let hash = short(&record::hash(&chunk.bytes).0);
                format!("{hash} kind {}", chunk.kind.0)
            };
            format!(
                "Push {:?}",
                push.chunks.iter().map(chunk).collect::<Vec<_>>()
            )
        }
        Message::Want(Want::Chunks(hashes)) => {
            let hashes: Vec<_> = hashes.iter().map(|hash| short(&hash.0)).collect();
            format!("Want chunks {hashes:?}")
        }
        Message::Want(Want::Bucket {
            log, bucket, have, ..
        }) => {
            format!("Want bucket {log:?} {bucket:02x}, here {}", have.len())
        }
        Message::Ack(ack) => {
            let verdict = |verdict: &Verdict| match verdict {
                Verdict::Ok { log, seq, .. } => format!("ok {log:?} {seq}"),
                Verdict::Dup { log, seq, .. } => format!("dup {log:?} {seq}"),
                Verdict::Held { missing } => format!("held for {}", short(&missing.0)),
                other => format!("{other:?}"),
            };
            format!(
                "Ack {:?}",
                ack.verdicts.iter().map(verdict).collect::<Vec<_>>()
            )
        }
        Message::Entries(entries) => {
            let items: Vec<_> = entries.items.iter().map(item).collect();
            let next = entries.next.as_ref().map(cursor);
            format!("Entries {:?} {items:?} next {next:?}", entries.log)
        }
        Message::Reset(reset) => {
            let resume = cursor(&reset.resume);
            format!(
                "Reset {:?} fork {} resume {resume}",
                reset.log, reset.fork_seq
            )
        }
        Message::Digest(digest) => {
            let (count, sum) = (digest.set.count, short(&digest.set.sum));
            format!(
                "Digest {:?} to {} count {count} sum {sum}",
                digest.log, digest.seq
            )
        }
        Message::Lack(lack) => format!("Lack {:?} {}", lack.log, lack.lacking.len()),
        Message::Sums(sums) => format!("Sums {:?}", sums.log),
        Message::End(end) => {
            let replica = end.replica.map(|replica| short(&replica));
            format!(
                "End more {} replica {replica:?} token {}",
                end.more,
                short(&end.token)
            )
        }
        other => format!("{other:?}").chars().take(80).collect(),
    }
}

fn item(item: &Item) -> String {
    let what = match &item.what {
        What::Change(chunk) => short(&record::hash(&chunk.bytes).0),
        What::Own { hash, .. } => format!("own {}", short(&hash.0)),
        What::Grant(unit) => format!("grant {}", short(&unit.to_bytes()[1..])),
        What::Revoke(_) => "revoke".to_owned(),
        What::Elsewhere { hash } => format!("elsewhere {hash}"),
        What::Notice(_) => "notice".to_owned(),
        What::Unknown { tag, .. } => format!("unknown {tag}"),
    };
    format!("{}={what}", item.seq)
}
