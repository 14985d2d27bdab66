//! The other workstations of this house on the local network: what a face asks and sees of them. [`line`] speaks with one of them,
//! [`listen`] lets them in, [`port`] is the house as a meeting sees it.

pub mod line;
pub mod listen;
pub mod port;

use crate::domain::ids::DeviceId;
use crate::worker::Fault;

/// What a face asks of the local network; answered by [`super::Event::Sync`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LanAsk {
    /// Lets paired workstations in at this port, 0: any free one. `None`: no longer. With `keep` at every start from now on.
    Listen { port: Option<u16>, keep: bool },
    /// Shows a code by which one workstation can be paired.
    Code,
    /// Types the code that another workstation shows.
    Pair { address: String, code: String },
    /// Meets one address now, or every neighbour whose address is known.
    Meet { address: Option<String> },
    /// Takes a neighbour out.
    Forget { device: DeviceId },
}

/// The local network as the sync page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LanView {
    /// The port at which paired workstations are let in.
    pub port: Option<u16>,
    /// `host:port`, to be typed at the other workstation; empty where this computer has no network.
    pub address: String,
    pub code: Option<LanCode>,
    pub neighbours: Vec<NeighbourView>,
    /// Why nobody is let in although somebody wished so.
    pub fault: Option<Fault>,
}

/// A code that is shown now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanCode {
    pub digits: String,
    /// Wrong ones that are still borne.
    pub tries: u8,
    /// UTC seconds.
    pub until: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeighbourView {
    pub device: DeviceId,
    pub name: String,
    /// Empty while it only comes by itself.
    pub address: String,
    /// The last meeting that came to its end, UTC seconds.
    pub last_at: Option<i64>,
    /// Changes of this log that it has not read yet.
    pub waiting: u64,
    /// Why the last try to reach it failed.
    pub fault: Option<Fault>,
}
