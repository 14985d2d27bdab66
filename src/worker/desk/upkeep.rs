//! What the desk does for the house by itself: the day's backup, the disk reserve, the checkpoint.

use super::{Desk, Send};
use crate::ops::OpResult;
use crate::vault::OsEntropy;
use crate::vault::backup::{self, Occasion, Reason};
use crate::worker::SharedHouse;
use crate::worker::api::{Event, Fault};

/// Seconds between two looks at backup, reserve and write-ahead log.
const UPKEEP_SECS: i64 = 60;
/// The same after upkeep that failed.
const FAILED_UPKEEP_SECS: i64 = 1_800;

impl Desk {
    /// The same without sync, for a face that has no idle moments: after something was written.
    pub fn keep(&mut self, send: Send<'_>) {
        if let Some(house) = self.house.clone().filter(|_| self.wrote) {
            let now = self.clock.now();
            self.look_after(&house, now, send);
        }
    }

    /// The day's backup, the disk reserve and the checkpoint, once in a while.
    pub(super) fn look_after(&mut self, house: &SharedHouse, now: i64, send: Send<'_>) {
        let is_due = self
            .upkeep_at
            .is_none_or(|at| now >= at || at > now + FAILED_UPKEEP_SECS);
        if !is_due {
            return;
        }
        self.upkeep_at = Some(now + UPKEEP_SECS);
        self.wrote = false;
        if let Err(error) = self.keep_house(house) {
            log::warn!("upkeep: {}", error.code());
            // Not again every minute: a copy that cannot be made costs the disk its time and the user her patience.
            self.upkeep_at = Some(now + FAILED_UPKEEP_SECS);
            send(Event::Failed {
                ticket: None,
                fault: Fault::new("backup-failed"),
            });
        }
    }

    /// Upkeep that costs nothing when it is not due.
    fn keep_house(&mut self, house: &SharedHouse) -> OpResult<()> {
        let (now, offset_minutes) = (self.clock.now(), self.clock.offset_minutes());
        house.lock().settle_file();
        // Each call of the command line is a start; only a window's is a day.
        let just_started = self.in_background && !self.backed_up;
        // Room for the reserve may be missing and a copy on the same disk still find its own: each is tried.
        let reserve = self.reserve().ensure();
        if backup::is_due(&self.folder, now, offset_minutes, just_started)? {
            let key = house.lock().data_key().duplicate();
            let occasion = Occasion {
                now,
                offset_minutes,
                reason: Reason::Daily,
            };
            backup::make_here(&self.folder, &key, occasion, &mut OsEntropy, &mut |_| true)?;
            self.backed_up = true;
        }
        reserve?;
        Ok(())
    }
}
