//! Papers: document -> PDF bytes.
