//! A person, her diseases and what was done -> what screening and follow-up ask, and when. Pure; no clock, no words.
//!
//! Start at [`plan`]. What is asked stands in `assets/prevention/` (its README says what each field means and how each figure is
//! known). [`months`] lays them out over the coming months, with the vaccinations.

mod data;
mod months;
mod plan;
mod validate;

pub use data::{Book, DoneBy, Item, Kind, Programme};
pub use months::{Entry, What, months};
pub use plan::{Done, Meeting, Person, Status, Task, Why, ahead, plan};
pub use validate::problems;
