//! Lets other workstations in: one thread that listens, one for each line, and the code that is shown.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Builder};
use std::time::{Duration, Instant};

use super::line::{self, Visit};
use crate::sync::lan::LanError;
use crate::sync::lan::pair::{TRIES, VALID_SECS};
use crate::worker::shared::HouseGuest;

/// Lines that are open at once.
const MOST_LINES: usize = 8;
/// Between two looks for somebody who calls.
const LOOK: Duration = Duration::from_millis(100);

/// The code that is shown, if any. Shared by the desk and every line.
#[derive(Clone, Default)]
pub struct Pairing(Arc<Mutex<Option<Shown>>>);

struct Shown {
    code: String,
    tries: u8,
    until: Instant,
}

impl Pairing {
    fn lock(&self) -> MutexGuard<'_, Option<Shown>> {
        let mut shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if shown
            .as_ref()
            .is_some_and(|one| one.tries == 0 || one.until <= Instant::now())
        {
            *shown = None;
        }
        shown
    }

    pub fn show(&self, code: String) {
        *self.lock() = Some(Shown {
            code,
            tries: TRIES,
            until: Instant::now() + Duration::from_secs(VALID_SECS),
        });
    }

    pub fn is_open(&self) -> bool {
        self.lock().is_some()
    }

    /// The code, for one try; whoever begins has spent it.
    pub fn spend(&self) -> Option<String> {
        let mut shown = self.lock();
        let one = shown.as_mut()?;
        one.tries -= 1;
        Some(one.code.clone())
    }

    pub fn close(&self) {
        *self.lock() = None;
    }

    /// Digits, tries left, seconds left.
    pub fn seen(&self) -> Option<(String, u8, u64)> {
        let shown = self.lock();
        let one = shown.as_ref()?;
        let left = one.until.saturating_duration_since(Instant::now());
        Some((one.code.clone(), one.tries, left.as_secs()))
    }
}

/// Paired workstations are let in as long as this lives.
pub struct Listening {
    pub port: u16,
    stop: Arc<AtomicBool>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
    }
}

/// Begins to listen on every address of this computer. `tell` hears what became of each line.
pub fn listen(
    guest: HouseGuest,
    port: u16,
    pairing: Pairing,
    tell: Sender<Result<Visit, LanError>>,
) -> std::io::Result<Listening> {
    let door = TcpListener::bind((Ipv4Addr::UNSPECIFIED, port))?;
    door.set_nonblocking(true)?;
    let port = door.local_addr()?.port();
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = stop.clone();
    let lines = Arc::new(AtomicUsize::new(0));
    Builder::new().name("lan".to_owned()).spawn(move || {
        while !stopped.load(Ordering::SeqCst) {
            match door.accept() {
                Ok((socket, _from)) if lines.load(Ordering::SeqCst) < MOST_LINES => {
                    let (guest, pairing) = (guest.clone(), pairing.clone());
                    let (tell, open) = (tell.clone(), Open::new(&lines));
                    let work = move || {
                        let _open = open;
                        serve(socket, &guest, &pairing, port, &tell);
                    };
                    if let Err(error) = Builder::new().name("lan line".to_owned()).spawn(work) {
                        log::warn!("lan: no thread: {error}");
                    }
                }
                // Too many at once: whoever is real comes again.
                Ok(_too_many) => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => thread::sleep(LOOK),
                Err(error) => {
                    log::warn!("lan: {error}");
                    thread::sleep(LOOK);
                }
            }
        }
    })?;
    Ok(Listening { port, stop })
}

fn serve(
    socket: TcpStream,
    guest: &HouseGuest,
    pairing: &Pairing,
    port: u16,
    tell: &Sender<Result<Visit, LanError>>,
) {
    let visit = line::welcome(socket, guest, pairing, port);
    if let Err(error) = &visit {
        log::info!("lan: a line came to nothing: {error}");
    }
    // The desk may have closed for the day meanwhile.
    tell.send(visit).ok();
}

/// Counts itself among the open lines until it is dropped, also by a panic.
struct Open(Arc<AtomicUsize>);

impl Open {
    fn new(lines: &Arc<AtomicUsize>) -> Self {
        lines.fetch_add(1, Ordering::SeqCst);
        Self(lines.clone())
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_bears_three_tries_and_is_void_then() {
        let pairing = Pairing::default();
        assert_eq!(pairing.spend(), None);
        pairing.show("12345678".to_owned());
        for left in (0..TRIES).rev() {
            assert_eq!(pairing.spend().as_deref(), Some("12345678"));
            let seen = pairing.seen().map(|(_, tries, _)| tries);
            assert_eq!(seen, (left > 0).then_some(left));
        }
        assert_eq!(pairing.spend(), None);
        assert!(!pairing.is_open());
        pairing.show("87654321".to_owned());
        assert!(pairing.is_open());
        pairing.close();
        assert_eq!(pairing.spend(), None);
    }
}
