//! The sick child under five by IMCI: answers and measurements -> a classification in each box, its reasons, what to do, and the
//! fluid of the dehydration plans. Pure; no clock, no words.
//!
//! Start at [`assess`]. Two charts stand in `assets/imci/` (its README says what each field means and how each rule is known): the
//! young infant up to 59 days, and the child from day 60 up to the fifth birthday.
//!
//! # How a box is classified
//! - Conditions have three values: yes, no, not known ([`Truth`]). A sign nobody answered is not known, never no.
//! - The classes of a box stand from the worst to the mildest. The first that is *yes* is the answer; where one above it is not known,
//!   the box says "at least this" and what to ask.
//! - A green class needs every class above it to be *no*, **every** sign of the box asked and answered, and a rule that was read in a
//!   source. Otherwise the box cannot be classified.
//! - A figure that cannot be true of a child that is well (`believable` of a sign; weights and lengths that WHO calls implausible)
//!   may make a *yes*, never a *no*: it is asked again and blocks green.
//! - Taking an answer away can therefore make a box less certain, never greener (a property test holds this).
//!
//! # Choices that clinicians should confirm
//! - The young infant's chart holds for 0 to 59 days; from day 60 the child's chart, whatever the calendar month says.
//! - Severe malnutrition without an appetite test ("not done") is treated as complicated: refer.
//! - A stay in a malaria area is a yellow class of its own: exclude malaria today. There is no treatment of malaria here.
//! - One sign of the severe and one of the milder list make "some dehydration" (WHO's training material, from knowledge).
//! - Plans B and C are not computed for severe malnutrition; Plan C not before oedema, arm or weight for length were looked at.
//! - A weight of another day is too old for a dehydrated child: Plan B then goes by age, Plan C is not computed.

mod assess;
mod child;
mod data;
mod fluid;
mod logic;
mod validate;

pub use assess::{Assessment, Classified, Shown, State, Step, assess};
pub use child::{Child, Unfit, Value};
pub use data::{
    Action, Band, Believable, Book, Chart, ChartBox, Class, Colour, Kind, Plan, Remedy, Return,
    Sign,
};
pub use fluid::{Fluid, FluidPlan, NoFluid, Phase};
pub use logic::{Because, Expr, Truth};
pub use validate::problems;
