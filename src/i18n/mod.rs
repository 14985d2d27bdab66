//! Message catalogues, numbers and dates in five languages.
