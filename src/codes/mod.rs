//! ICD-10, script-insensitive search fold.
