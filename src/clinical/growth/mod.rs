//! How a child grows beside WHO's standards of 2006 (birth to five years, by day) and 2007 (to nineteen years, by month).
//!
//! Start at [`assess`]: one [`Child`] in, z-scores and flags out. [`reference`] gives the lines that a curve is drawn from.
//! Tables and limits are data of `assets/growth/`; its README tells where they come from.
//!
//! # The rules
//! - `z = ((y/M)^L - 1) / (L·S)`. Weight, BMI, arm and weight-for-length go on beyond ±3 in steps of the distance between
//!   2 and 3 SD; length and head do not.
//! - Below two years (day 731) a child is measured lying, from then on standing; what was measured the other way is
//!   converted by 0.7 cm. The tables have a step there, and so have the curves.
//! - A standing child under nine months is a slip: the word "standing" is ignored, the length is taken as it is.
//! - With oedema the weight is water: no weight-for-age, weight-for-length or BMI, and the child is severely ill.
//! - Born before 37 weeks, the age is counted from the due date until 24 months; before the due date there is no z-score.
//! - A flag is judged by the z-score that is shown, rounded to two digits, so that screen, paper and flag never differ.

mod assess;
mod chart;
mod child;
mod indicator;
mod limits;
mod lms;
mod standard;
mod table;

pub use assess::{Finding, Growth, Position, Score, assess};
pub use chart::{Chart, Foot, Line, Point, Tick, chart};
pub use child::{Child, Unfit};
pub use indicator::Indicator;
pub use limits::{Level, Limits};
pub use lms::Lms;
pub use standard::{Axis, LAST_DAY_OF_2006, Z_LINES, reference};

/// Days of a mean month, as WHO counts them: 365.25 / 12.
pub const DAYS_PER_MONTH: f64 = 30.4375;

/// From this day a child is measured standing (24 months).
pub const STANDING_FROM_DAY: u32 = 731;
