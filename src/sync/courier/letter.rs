//! The first frame of a courier file: whose it is, which one, and what for. Signed by the sender over itself and the head of the file,
//! whose one-time key makes every portion behind it the sender's.

use ed25519_dalek::{SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

use super::CourierError;
use super::envelope::Head;
use crate::domain::ids::{DeviceId, Hash32};
use crate::sync::auth::{Bound, SEAL_BYTES, Seal, is_sealed_by, seal};
use crate::sync::codec::{CodecError, Reader, Writer};
use crate::sync::cursor::{Cursor, Epoch};
use crate::sync::frame::Frame;
use crate::sync::message::MAX_CURSORS;
use crate::sync::wire::{get_cursor, list, put_cursor};

/// No message on a line has this kind.
pub const KIND: u8 = 48;
const VERSION: u8 = 1;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Of this file, drawn at random.
    pub id: [u8; 16],
    /// The workstation, at whichever end it is.
    pub device: DeviceId,
    pub replica: [u8; 16],
    /// Number of the request among the files of this replica; an answer repeats it.
    pub no: u64,
    pub errand: Errand,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Errand {
    /// From the workstation to the store.
    Request,
    Answer {
        /// Id of the request's file.
        to: [u8; 16],
        /// The store's life in which this was answered.
        epoch: Epoch,
        /// Where the workstation stood when it asked.
        asked: Vec<Cursor>,
    },
    /// Another file had the request's number: nothing of it was taken, and this copy of the database goes on under a new name.
    Renamed { replica: [u8; 16] },
}

impl Letter {
    /// The frame's payload, signed.
    pub fn encode(&self, head: &Head, key: &SigningKey) -> Vec<u8> {
        let mut w = Writer::default();
        w.u8(VERSION);
        w.raw(&self.id);
        w.raw(&self.device.0);
        w.raw(&self.replica);
        w.varint(self.no);
        match &self.errand {
            Errand::Request => w.u8(0),
            Errand::Answer { to, epoch, asked } => {
                w.u8(1);
                w.raw(to);
                w.raw(epoch);
                w.varint(asked.len() as u64);
                asked.iter().for_each(|cursor| put_cursor(&mut w, cursor));
            }
            Errand::Renamed { replica } => {
                w.u8(2);
                w.raw(replica);
            }
        }
        w.u8(Seal::EMPTY.algorithm);
        w.raw(&Seal::EMPTY.signature);
        let mut payload = w.0;
        seal(&mut payload, self.bound(head), key);
        payload
    }

    /// Nothing in it is to be believed before [`Self::is_signed_by`].
    pub fn decode(frame: &Frame) -> Result<Self, CourierError> {
        if frame.kind != KIND {
            return Err(CourierError::Meaning("letter"));
        }
        match frame.payload.first() {
            Some(&VERSION) => {}
            Some(newer) if *newer > VERSION => return Err(CourierError::Newer),
            _ => return Err(CourierError::Meaning("letter")),
        }
        read(&frame.payload).map_err(|_codec| CourierError::Meaning("letter"))
    }

    pub fn is_signed_by(&self, frame: &Frame, head: &Head, key: &VerifyingKey) -> bool {
        is_sealed_by(&frame.payload, self.bound(head), key)
    }

    fn bound(&self, head: &Head) -> Bound<'static> {
        Bound::letter(self.device, self.no, Hash32(Sha256::digest(head).into()))
    }
}

fn read(payload: &[u8]) -> Result<Letter, CodecError> {
    let mut r = Reader::new(payload);
    r.u8()?;
    let (id, device) = (r.array()?, DeviceId(r.array()?));
    let (replica, no) = (r.array()?, r.number("number", i64::MAX as u64)?);
    let errand = match r.u8()? {
        0 => Errand::Request,
        1 => Errand::Answer {
            to: r.array()?,
            epoch: r.array()?,
            asked: list(&mut r, "cursors", MAX_CURSORS, 42, get_cursor)?,
        },
        2 => Errand::Renamed {
            replica: r.array()?,
        },
        _ => return Err(CodecError::Value("errand")),
    };
    r.take(SEAL_BYTES)?;
    r.end()?;
    Ok(Letter {
        id,
        device,
        replica,
        no,
        errand,
    })
}
