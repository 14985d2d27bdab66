//! The card and everything written in it, through the whole window, by keyboard. The worker is played by [`stage::Stage`].

mod answers;
mod calculators;
pub mod fixture;
mod flows;
mod forms;
mod growth;
mod imci;
mod looks;
mod news;
mod passport;
mod pregnancy;
mod prevention;
mod reviews;
mod round;
mod stage;
mod stay;
mod summary;
mod vaccination;
