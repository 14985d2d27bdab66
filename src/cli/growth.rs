//! `feldsher growth`: children beside WHO's standards. Pure; reads no record.

use std::io::BufRead;

use super::lines;
use crate::clinical::growth::{Child, assess};

/// Answers every line; false if one of them was refused.
pub fn growth(input: impl BufRead) -> bool {
    lines::each(input, |child: Child| {
        assess(&child).map_err(|unfit| unfit.to_string())
    })
}
