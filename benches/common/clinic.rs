//! The demo clinic that benches measure on, made once and kept under the target folder.

use std::path::PathBuf;
use std::sync::Arc;

use feldsher::clock::SystemClock;
use feldsher::domain::country::Country;
use feldsher::domain::lang::Lang;
use feldsher::paths::DataFolder;
use feldsher::vault::slots::KdfCost;
use feldsher::worker::demo;

/// `FELDSHER_BENCH_PATIENTS`, else what the order names.
pub fn patients() -> u32 {
    std::env::var("FELDSHER_BENCH_PATIENTS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(20_000)
}

/// The folder of a demo clinic of so many patients; made if it is not there.
pub fn folder(patients: u32) -> DataFolder {
    let place = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-{patients}"));
    if !place.exists() {
        let making = place.with_extension("making");
        std::fs::remove_dir_all(&making).ok(); // what an interrupted run left
        let folder = DataFolder::at(&making);
        folder.create().expect("a place for the demo");
        let made = demo::make(
            &folder,
            patients,
            1,
            Country::Kz,
            Lang::Ru,
            Arc::new(SystemClock),
            KdfCost::DEFAULT,
            &mut |_done| {},
        );
        drop(made.expect("the demo"));
        std::fs::rename(&making, &place).expect("the demo in its place");
    }
    DataFolder::at(place)
}
