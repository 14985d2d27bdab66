//! Runs the state machine: carries out its actions on a vault and a line, until the session is finished.

use thiserror::Error;

use super::client::{Action, Client, Event, Report};
use super::frame::FrameReader;
use super::port::{SyncVault, Transport, TransportError, VaultError};

#[derive(Debug, Error)]
pub enum SessionError {
    /// Nothing was lost: what the vault could not store is asked for again.
    #[error("the vault could not take part: {0}")]
    Vault(#[from] VaultError),
    #[error("the address is not allowed: {0}")]
    Address(String),
}

/// One whole session. `elapsed_ms` tells milliseconds since some fixed moment.
pub fn run(
    client: &mut Client,
    vault: &mut dyn SyncVault,
    line: &mut dyn Transport,
    elapsed_ms: &dyn Fn() -> u64,
) -> Result<Report, SessionError> {
    let mut actions = client.step(Event::Start {
        cursors: vault.cursors()?,
        lacking: vault.lacking()?,
    });
    loop {
        let body = match settle(client, vault, actions)? {
            Next::Finished(report) => return Ok(report),
            Next::Send(body) => body,
            Next::Nothing => return Ok(Report::default()),
        };
        let began = elapsed_ms();
        actions = exchange(client, vault, line, &body, &|| {
            elapsed_ms().saturating_sub(began)
        })?;
    }
}

enum Next {
    Send(Vec<u8>),
    Finished(Report),
    Nothing,
}

fn exchange(
    client: &mut Client,
    vault: &mut dyn SyncVault,
    line: &mut dyn Transport,
    body: &[u8],
    took_ms: &dyn Fn() -> u64,
) -> Result<Vec<Action>, SessionError> {
    let mut reader = FrameReader::default();
    let mut over: Result<Option<Vec<Action>>, SessionError> = Ok(None);
    let outcome = line.exchange(body, &mut |bytes| {
        reader.push(bytes);
        over = read_on(client, vault, &mut reader);
        matches!(over, Ok(None))
    });
    if let Some(actions) = over? {
        return Ok(actions);
    }
    Ok(match outcome {
        Ok(()) if reader.is_at_border() => client.step(Event::AnswerEnd {
            elapsed_ms: took_ms(),
        }),
        Ok(()) | Err(TransportError::Cut(_)) => client.step(Event::Cut),
        Err(TransportError::Portal(_)) => client.step(Event::Portal),
        Err(TransportError::Refused(refusal)) => client.step(Event::Refused(refusal)),
        Err(TransportError::Address(why)) => return Err(SessionError::Address(why)),
    })
}

/// Hands in what is whole. `Some`: the session ended inside the answer.
fn read_on(
    client: &mut Client,
    vault: &mut dyn SyncVault,
    reader: &mut FrameReader,
) -> Result<Option<Vec<Action>>, SessionError> {
    loop {
        match reader.next_frame() {
            Ok(None) => return Ok(None),
            Err(_not_ours) => return Ok(Some(client.step(Event::Cut))),
            Ok(Some(frame)) => {
                let actions = client.step(Event::Frame(frame));
                match settle(client, vault, actions)? {
                    Next::Nothing => {}
                    Next::Finished(report) => return Ok(Some(vec![Action::Finished(report)])),
                    Next::Send(_) => {
                        debug_assert!(false, "nothing is sent in the middle of an answer");
                    }
                }
            }
        }
    }
}

/// Carries out actions and what follows from them, in order.
fn settle(
    client: &mut Client,
    vault: &mut dyn SyncVault,
    actions: Vec<Action>,
) -> Result<Next, SessionError> {
    let mut waiting: std::collections::VecDeque<Action> = actions.into();
    while let Some(action) = waiting.pop_front() {
        let event = match action {
            Action::Send { body } => return Ok(Next::Send(body)),
            Action::Finished(report) => return Ok(Next::Finished(report)),
            Action::LoadOutbox {
                position,
                max_bytes,
            } => Some(Event::Outbox(vault.outbox(position, max_bytes)?)),
            Action::Apply(batch) => Some(Event::Applied {
                missing: vault.apply(&batch)?,
            }),
            Action::Settle(settled) => {
                vault.settle(&settled)?;
                None
            }
            Action::Reset(reset) => {
                vault.reset(&reset)?;
                None
            }
            Action::LoadLacking => Some(Event::Applied {
                missing: vault.lacking()?,
            }),
            Action::Requeue(hashes) => {
                vault.requeue(&hashes)?;
                None
            }
            Action::MarkStable(mark) => {
                vault.mark_stable(mark)?;
                None
            }
            Action::Remember(contact) => {
                vault.remember(&contact)?;
                None
            }
            Action::RaiseBoot(boot_no) => {
                vault.raise_boot(boot_no)?;
                None
            }
            Action::RepairBegan { scope, log } => {
                vault.repair_began(scope, log)?;
                None
            }
            Action::LogEnded { scope, log } => Some(Event::LogEnded {
                went_back: vault.log_ended(scope, log)?,
            }),
            Action::LoadDigest { scope, log } => Some(Event::LocalDigest {
                scope,
                log,
                set: vault.digest(scope, log)?,
            }),
            Action::LoadSums { scope, log } => Some(Event::LocalSums {
                scope,
                log,
                sums: vault.bucket_sums(scope, log)?,
            }),
            Action::LoadBucket { scope, log, bucket } => Some(Event::LocalBucket {
                scope,
                log,
                bucket,
                hashes: vault.bucket(scope, log, bucket)?,
            }),
        };
        if let Some(event) = event {
            for following in client.step(event).into_iter().rev() {
                waiting.push_front(following);
            }
        }
    }
    Ok(Next::Nothing)
}
