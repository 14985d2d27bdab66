//! One house, two users of it: the desk that serves the face, and sync. The lock is held for one step, never during IO on a line.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::ops::House;

#[derive(Clone)]
pub struct SharedHouse(Arc<Mutex<House>>);

impl SharedHouse {
    pub fn new(house: House) -> Self {
        Self(Arc::new(Mutex::new(house)))
    }

    /// After a panic in another thread the house is still whole: every write is one transaction of the database.
    pub fn lock(&self) -> MutexGuard<'_, House> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The house itself, when nobody else holds it any more.
    pub fn into_inner(self) -> Option<House> {
        Arc::into_inner(self.0)
            .map(|mutex| mutex.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}
