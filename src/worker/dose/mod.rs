//! From the card to the answer of the dose check, once for every face: [`ask`] makes the question, [`judge`] the answer.
//!
//! Start reading at [`question`], which says where each fact comes from.

mod check;
mod question;
mod signed;

pub use check::{ALONE, Judged, REASONS, Tier, judge};
pub use question::{
    Asked, Doubt, GIVEN_DAYS, Moment, PREGNANT, PREGNANT_NO, PREGNANT_YES, Told, WEIGHT,
    WEIGHT_ESTIMATED, Weighing, Wish, ask, hangs_on_kidneys, is_running, weighing,
};
pub use signed::{dose_of, order_of, said};
