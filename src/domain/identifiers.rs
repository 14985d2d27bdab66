//! National numbers.
