//! Every intent that changes anything: [`op::Op`], the policy, and the three doors that write.
//!
//! Start reading at [`house`] (the open vault), [`transact`](House::transact) (a user's intent), [`remote`] (what sync brings)
//! and [`House::save_draft`] (typing). Must not know screens, HTTP or PDF.

mod accounts;
mod administer;
mod approvals;
mod book;
pub mod bulk;
pub mod calls;
mod card_keys;
pub mod directory;
pub mod error;
mod fit;
mod frequent;
pub mod house;
pub mod links;
pub mod matching;
pub mod neighbours;
pub mod op;
pub mod policy;
pub mod read;
pub mod recall;
pub mod remote;
pub mod restoring;
pub mod review;
pub mod round;
mod sign_check;
mod transact;
pub mod view;
mod write;

pub use error::{OpError, OpResult};
pub use house::{House, NewDevice, Place, Setup, SignedIn};
