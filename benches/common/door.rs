//! Opening a clinic with the cost of a real password.

use std::sync::Arc;

use feldsher::clock::SystemClock;
use feldsher::ops::{House, SignedIn};
use feldsher::paths::DataFolder;
use feldsher::vault::OsEntropy;
use feldsher::vault::slots::KdfCost;
use feldsher::worker::demo;

/// Opens the clinic as its doctor, with the cost of a real password.
pub fn unlock(folder: &DataFolder) -> (House, SignedIn) {
    let clock = Arc::new(SystemClock);
    let password =
        std::env::var("FELDSHER_PASSWORD").unwrap_or_else(|_unset| demo::PASSWORD.to_owned());
    House::unlock(
        folder,
        "doctor",
        &password,
        clock,
        Box::new(OsEntropy),
        KdfCost::DEFAULT,
        &mut |_, _| (),
    )
    .expect("the demo opens")
}
