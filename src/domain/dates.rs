//! Partial birth dates and ages.
