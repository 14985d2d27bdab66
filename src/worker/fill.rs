//! Fills the papers from the card: `domain::card` in, `print::papers` out. Pure; knows no vault and no clock.

use super::api::{Fault, PaperOf};
use crate::domain::card::CardView;
use crate::domain::lang::Lang;
use crate::ops::Place;
use crate::print::paper::Paper;

/// The paper that was asked for, in `lang` or the patient's language or the house's.
pub fn paper(
    _view: &CardView,
    _place: &Place,
    what: &PaperOf,
    _lang: Option<Lang>,
    _now: i64,
    _offset_minutes: i32,
) -> Result<Paper, Fault> {
    Err(Fault {
        code: "unknown-record".to_owned(),
        args: vec![("id".to_owned(), format!("{what:?}"))],
        record_is_safe: true,
        can_retry: false,
    })
}
