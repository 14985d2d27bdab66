//! The desk's part in the emergency directory: people of the region who are not in this house.

use super::{Send, said};
use crate::ops::SignedIn;
use crate::ops::policy::{Scope, authorize};
use crate::worker::SharedHouse;
use crate::worker::api::{Event, Fault, Job};
use crate::worker::sync_link::op_fault;

/// People of one answer: of more, another letter is typed.
const LIMIT: usize = 20;

pub(super) fn answer(
    house: &SharedHouse,
    me: &SignedIn,
    job: Job,
    send: Send<'_>,
) -> Result<(), Fault> {
    let mut house = house.lock();
    let event = match job {
        Job::SearchDirectory { ticket, query } => {
            let may = authorize(&me.who, Scope::House).map_err(|d| op_fault(&d.into()))?;
            let found = house.search_directory(&may, &query, LIMIT);
            Event::Elsewhere {
                ticket,
                found: found.map_err(said)?,
            }
        }
        Job::BreakGlass {
            ticket,
            patient,
            reason,
            words,
        } => {
            let opened = house.break_glass(me, patient, reason, &words);
            Event::EmergencyPassport {
                ticket,
                opened: Box::new(opened.map_err(said)?),
            }
        }
        _ => return Ok(()),
    };
    send(event);
    Ok(())
}
