//! Which forms have a paper of their own.

use super::imci::is_imci;
use crate::forms::{ANTENATAL, Form, VISIT};

/// All but those that the program itself begins and prints: the visit, the contact of a pregnancy, the sick child.
pub fn has_own_paper(form: &Form) -> bool {
    let url = form.url.as_str();
    ![VISIT, ANTENATAL].contains(&url) && !is_imci(url)
}
