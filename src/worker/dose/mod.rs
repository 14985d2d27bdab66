//! From the card to the answer of the dose check, once for every face: [`ask`] makes the question, [`judge`] the answer.
//!
//! Start reading at [`ask`], which says where each fact comes from; [`to_review`] asks about open orders again.

mod allergy;
mod check;
mod question;
mod review;
mod signed;

pub use allergy::against;
pub use check::{ALONE, Judged, REASONS, Tier, judge};
pub use question::{
    Asked, Doubt, GIVEN_DAYS, Moment, PREGNANT, PREGNANT_NO, PREGNANT_YES, Told, WEIGHT,
    WEIGHT_ESTIMATED, Weighing, Wish, ask, hangs_on_kidneys, is_running, weighing,
};
pub use review::{Danger, dangers, key, keys, open_orders, to_review};
pub use signed::{dose_of, order_of, said};
