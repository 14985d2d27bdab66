//! Workstations, a store and sticks in memory.

use std::io::{Cursor, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex};

use ed25519_dalek::SigningKey;
use feldsher::store::Store;
use feldsher::store::courier::{Carried, CarryError};
use feldsher::sync::courier::envelope::Sealer;
use feldsher::sync::courier::letter::{self, Errand, Letter};
use feldsher::sync::courier::parts::{Parts, Place};
use feldsher::sync::courier::read::{Checked, open, whole};
use feldsher::sync::courier::reply::{self, Taken};
use feldsher::sync::courier::request::{self, Fresh, Sender, Written, framed};
use feldsher::sync::courier::{CourierError, USUAL_PART};
use feldsher::sync::frame::MAGIC;

use crate::sync::rig::{Dice, Station};

/// A stick without limits.
#[derive(Default)]
pub struct Stick {
    pub files: Vec<Vec<u8>>,
    pub open: Option<Sheet>,
    /// It is full after so many files.
    pub most: Option<usize>,
}

#[derive(Clone, Default)]
pub struct Sheet(Arc<Mutex<Cursor<Vec<u8>>>>);

impl Write for Sheet {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Seek for Sheet {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.0.lock().unwrap().seek(to)
    }
}

impl Place for Sheet {
    fn settle(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Parts for Stick {
    fn begin(&mut self) -> Result<Box<dyn Place>, CourierError> {
        if self.most.is_some_and(|most| self.files.len() >= most) {
            return Err(CourierError::Full);
        }
        let sheet = Sheet::default();
        self.open = Some(sheet.clone());
        Ok(Box::new(sheet))
    }

    fn end(&mut self, place: Box<dyn Place>) -> Result<(), CourierError> {
        drop(place);
        let sheet = self.open.take().unwrap();
        self.files.push(sheet.0.lock().unwrap().get_ref().clone());
        Ok(())
    }
}

/// A workstation that can write and read sticks as the program does.
pub struct Point {
    pub station: Station,
    pub no: u64,
    dice: Dice,
}

impl Point {
    pub fn enrol(store: &Store, scope: &str, dice: &Dice) -> Self {
        Self {
            station: Station::enrol(store, scope, dice),
            no: 0,
            dice: dice.clone(),
        }
    }

    pub fn sender(&self) -> Sender {
        let me = self.station.client.identity();
        Sender {
            device: me.device,
            key: me.key.clone(),
            store_key: me.store_key,
            replica: me.replica,
            store_dicts: vec![1],
            app_version: "0.1.0".to_owned(),
        }
    }

    /// Everything that waits, on as many files as are needed.
    pub fn export(&mut self) -> Vec<Vec<u8>> {
        self.export_in(USUAL_PART).1
    }

    pub fn export_in(&mut self, max_part: u64) -> (Written, Vec<Vec<u8>>) {
        let mut stick = Stick::default();
        let written = self.export_to(&mut stick, max_part).unwrap();
        (written, stick.files)
    }

    pub fn export_to(&mut self, stick: &mut Stick, max_part: u64) -> Result<Written, CourierError> {
        let me = self.sender();
        let (no, dice) = (&mut self.no, &self.dice);
        let mut fresh = || {
            *no += 1;
            Ok(Fresh {
                no: *no,
                id: dice.bytes(),
                secret: dice.bytes(),
            })
        };
        let vault = &mut self.station.vault;
        request::write(&me, vault, stick, max_part, &mut fresh, &mut |_| {})
    }

    /// What the program does with a file, without the memory of files that were read before.
    pub fn import(&mut self, file: &[u8]) -> Result<Taken, CourierError> {
        let me = self.sender();
        let checked = look(file, &me.key, &me.store_key)?;
        match &checked.letter.errand {
            Errand::Request => Err(CourierError::Meaning("errand")),
            Errand::Renamed { replica } => {
                if checked.letter.replica == me.replica {
                    let mut identity = self.station.client.identity().clone();
                    identity.replica = *replica;
                    self.station.client = feldsher::sync::client::Client::new(identity, "0.1.0");
                }
                Ok(Taken::default())
            }
            Errand::Answer { .. } => {
                let size = file.len() as u64;
                let frames = || open(file, size, &me.key)?.prove(&checked.key);
                let vault = &mut self.station.vault;
                reply::rehearse(&checked.letter, &mut frames()?.1, vault)?;
                reply::take(&checked.letter, &mut frames()?.1, vault, &mut |_| {})
            }
        }
    }

    /// To the centre and back, until nothing waits.
    pub fn round(&mut self, store: &Store) -> Taken {
        let mut last = Taken::default();
        for file in self.export() {
            for answer in carry(store, &file).unwrap().1 {
                last = self.import(&answer).unwrap();
            }
        }
        last
    }

    /// Everything that a file could have changed here.
    pub fn state(&self) -> String {
        format!("{:?}", self.station.vault)
    }
}

/// The one entry function, with a known sender.
pub fn look(
    file: &[u8],
    me: &SigningKey,
    sender: &ed25519_dalek::VerifyingKey,
) -> Result<Checked, CourierError> {
    whole(file, file.len() as u64, me, &mut |_| {
        Ok::<_, CourierError>(*sender)
    })
}

pub fn carry(store: &Store, file: &[u8]) -> Result<(Carried, Vec<Vec<u8>>), CarryError> {
    carry_in(store, file, USUAL_PART)
}

pub fn carry_in(
    store: &Store,
    file: &[u8],
    max_part: u64,
) -> Result<(Carried, Vec<Vec<u8>>), CarryError> {
    let mut stick = Stick::default();
    let carried = store.carry(Cursor::new(file), &mut stick, max_part)?;
    Ok((carried, stick.files))
}

/// A file with a letter of our making and frames behind it.
pub fn forged(
    letter: &Letter,
    signer: &SigningKey,
    to: &ed25519_dalek::VerifyingKey,
    frames: &[(u8, Vec<u8>)],
) -> Vec<u8> {
    let (mut sealer, head) = Sealer::begin(Cursor::new(Vec::new()), to, [77; 32]).unwrap();
    sealer.write(&MAGIC).unwrap();
    let first = letter.encode(&head, signer);
    sealer
        .write(&framed(letter::KIND, &first).unwrap())
        .unwrap();
    for (kind, payload) in frames {
        sealer.write(&framed(*kind, payload).unwrap()).unwrap();
    }
    sealer.finish().unwrap().into_inner()
}
