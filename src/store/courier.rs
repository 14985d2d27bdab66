//! The store's end of a courier file: a request is read to its end, then taken in frame by frame, and the answer is written while that
//! happens. What the file may and may not do is told in [`crate::sync::courier`].

use std::io::{Read, Seek, SeekFrom};

use ed25519_dalek::VerifyingKey;
use thiserror::Error;

use super::Store;
use super::devices::{courier_device, is_copy, note_event};
use super::exchange::{Exchange, Verdicts};
use super::log;
use super::refused::Refused;
use super::storage::{StoreError, within};
use crate::domain::ids::DeviceId;
use crate::sync::courier::envelope::Sealer;
use crate::sync::courier::letter::{self, Errand, Letter};
use crate::sync::courier::parts::{Parts, Place};
use crate::sync::courier::read::{open, whole};
use crate::sync::courier::request::framed;
use crate::sync::courier::{CourierError, SMALLEST_PART};
use crate::sync::cursor::{Cursor, Epoch};
use crate::sync::frame::MAGIC;
use crate::sync::wire::kind;

/// What a file brought, and what was written for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    pub device: DeviceId,
    /// The workstation's name for people.
    pub name: String,
    pub verdicts: Verdicts,
    /// Another file bore its number: nothing was taken in, and the answer gives this copy of the database another name.
    pub is_copy: bool,
    /// Files of the answer.
    pub parts: usize,
    pub bytes: u64,
}

#[derive(Debug, Error)]
pub enum CarryError {
    #[error("{0}")]
    Courier(#[from] CourierError),
    #[error("{0}")]
    Store(#[from] StoreError),
}

impl CarryError {
    /// A stable word; the sentence is `error-<word>` in the catalogues.
    pub fn code(&self) -> String {
        match self {
            Self::Courier(error) => error.code().to_owned(),
            Self::Store(StoreError::Refused(
                refused @ (Refused::UnknownDevice | Refused::Revoked | Refused::Copied),
            )) => format!("courier-{}", refused.code()),
            Self::Store(StoreError::Refused(Refused::Signature)) => "courier-sender".to_owned(),
            Self::Store(_) => "courier-store".to_owned(),
        }
    }
}

impl Store {
    /// Takes a request in and writes its answer, in as many parts as are needed.
    pub fn carry<R: Read + Seek>(
        &self,
        mut file: R,
        parts: &mut dyn Parts,
        max_part: u64,
    ) -> Result<Carried, CarryError> {
        if max_part < SMALLEST_PART {
            return Err(CourierError::TooSmall(SMALLEST_PART).into());
        }
        let size = file.seek(SeekFrom::End(0)).map_err(CourierError::from)?;
        file.rewind().map_err(CourierError::from)?;
        let mut name = String::new();
        let checked = whole(&mut file, size, &self.key, &mut |letter| {
            let device = within(&*self.storage, |tx| courier_device(tx, letter.device))?;
            name = device.name;
            Ok::<VerifyingKey, CarryError>(device.key)
        })?;
        let Some(hello) = checked.hello else {
            return Err(CourierError::Meaning("errand").into());
        };
        let request = checked.letter;
        let mut answer = Answering {
            store: self,
            request: &request,
            asked: hello.cursors,
            epoch: within(&*self.storage, |tx| log::current_epoch(tx))?.1,
            to: checked.key,
            parts,
            max_part,
            part: None,
            written: (0, 0),
        };
        if self.is_copy(&request)? {
            answer.begin(Some(self.draw()))?;
            answer.end()?;
            let (parts, bytes) = answer.written;
            return Ok(Carried {
                device: request.device,
                name,
                verdicts: Verdicts::default(),
                is_copy: true,
                parts,
                bytes,
            });
        }
        file.rewind().map_err(CourierError::from)?;
        let (again, mut frames) = open(file, size, &self.key)?.prove(&checked.key)?;
        if again != request {
            // The stick was changed between the two readings.
            return Err(CourierError::Damaged.into());
        }
        let mut exchange = Exchange::by_courier(self, self.clock.now(), request.id);
        answer.begin(None)?;
        while let Some(frame) = frames.frame()? {
            if frame.kind == kind::PUSH && answer.is_full() {
                answer.next_part(&mut exchange)?;
            }
            exchange.frame(&frame)?;
            answer.put(&exchange.taken_out())?;
        }
        let mut rest = exchange.rest()?;
        loop {
            if answer.is_full() {
                answer.next_part(&mut exchange)?;
            }
            if !exchange.portion(&mut rest)? {
                break;
            }
            answer.put(&exchange.taken_out())?;
        }
        exchange.end_part(Some(&rest))?;
        answer.put(&exchange.taken_out())?;
        answer.end()?;
        let (parts, bytes) = answer.written;
        Ok(Carried {
            device: request.device,
            name,
            verdicts: exchange.verdicts,
            is_copy: false,
            parts,
            bytes,
        })
    }

    /// Whether another file bore this one's number; then the operator is told.
    fn is_copy(&self, request: &Letter) -> Result<bool, StoreError> {
        let (event, now) = (self.draw(), self.clock.now());
        within(&*self.storage, |tx| {
            let (device, replica) = (request.device, request.replica);
            if !is_copy(tx, device, replica, request.no, request.id)? {
                return Ok(false);
            }
            let scope = courier_device(tx, device)?.scope;
            note_event(tx, scope, event, device, "courier-copied", now)?;
            Ok(true)
        })
    }
}

/// Room that the frames of one step and the end of a part may need.
const ROOM: usize = 64 * 1024;

/// The answer's files.
struct Answering<'a> {
    store: &'a Store,
    request: &'a Letter,
    asked: Vec<Cursor>,
    epoch: Epoch,
    to: VerifyingKey,
    parts: &'a mut dyn Parts,
    max_part: u64,
    part: Option<Sealer<Box<dyn Place>>>,
    /// Parts and bytes.
    written: (usize, u64),
}

impl Answering<'_> {
    fn begin(&mut self, renamed: Option<[u8; 16]>) -> Result<(), CourierError> {
        let place = self.parts.begin()?;
        let (mut sealer, head) = Sealer::begin(place, &self.to, self.store.draw())?;
        let letter = Letter {
            id: self.store.draw(),
            device: self.request.device,
            replica: self.request.replica,
            no: self.request.no,
            errand: match renamed {
                Some(replica) => Errand::Renamed { replica },
                None => Errand::Answer {
                    to: self.request.id,
                    epoch: self.epoch,
                    asked: self.asked.clone(),
                },
            },
        };
        sealer.write(&MAGIC)?;
        sealer.write(&framed(
            letter::KIND,
            &letter.encode(&head, &self.store.key),
        )?)?;
        self.part = Some(sealer);
        Ok(())
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), CourierError> {
        let part = self.part.as_mut().ok_or(CourierError::Full)?;
        part.write(bytes)
    }

    fn is_full(&self) -> bool {
        let part = self.part.as_ref();
        part.is_some_and(|part| part.length_with(ROOM) > self.max_part)
    }

    fn next_part(&mut self, exchange: &mut Exchange<'_>) -> Result<(), CarryError> {
        exchange.end_part(None)?;
        self.put(&exchange.taken_out())?;
        self.end()?;
        self.begin(None)?;
        Ok(())
    }

    fn end(&mut self) -> Result<(), CourierError> {
        let Some(part) = self.part.take() else {
            return Ok(());
        };
        self.written.0 += 1;
        self.written.1 += part.length_with(0);
        self.parts.end(part.finish()?)
    }
}
