//! One house, two users of it: the desk that serves the face, and sync. The lock is held for one step, never during IO on a line.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use crate::ops::{House, OpError, OpResult};

/// Longest wait for a guest's step to end when the house closes; a step is one transaction.
const STEP: Duration = Duration::from_secs(10);

#[derive(Clone)]
pub struct SharedHouse(Arc<Shared>);

struct Shared {
    house: Mutex<House>,
    /// Guests begin no further step.
    closing: AtomicBool,
}

impl Shared {
    /// After a panic in another thread the house is still whole: every write is one transaction of the database.
    fn lock(&self) -> MutexGuard<'_, House> {
        self.house.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SharedHouse {
    pub fn new(house: House) -> Self {
        Self(Arc::new(Shared {
            house: Mutex::new(house),
            closing: AtomicBool::new(false),
        }))
    }

    pub fn lock(&self) -> MutexGuard<'_, House> {
        self.0.lock()
    }

    /// For a thread that must not keep the house open.
    pub fn guest(&self) -> HouseGuest {
        HouseGuest(Arc::downgrade(&self.0))
    }

    /// The house itself, when the step that a guest is in has ended. `None` when another host still holds it.
    pub fn into_inner(self) -> Option<House> {
        self.0.closing.store(true, Ordering::SeqCst);
        let mut shared = self.0;
        let began = Instant::now();
        loop {
            match Arc::try_unwrap(shared) {
                Ok(alone) => {
                    let house = alone.house.into_inner();
                    return Some(house.unwrap_or_else(PoisonError::into_inner));
                }
                Err(held) if began.elapsed() < STEP => shared = held,
                Err(_held) => return None,
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

/// The house as a guest sees it: closed for the day, it is gone at the guest's next step, and its keys with it.
#[derive(Clone)]
pub struct HouseGuest(Weak<Shared>);

impl HouseGuest {
    /// One step in the house.
    pub fn step<T>(&self, work: impl FnOnce(&mut House) -> OpResult<T>) -> OpResult<T> {
        let host = self.0.upgrade();
        let host = host.filter(|host| !host.closing.load(Ordering::SeqCst));
        let host = host.ok_or_else(|| OpError::Invalid {
            code: "locked",
            field: String::new(),
        })?;
        work(&mut host.lock())
    }
}
