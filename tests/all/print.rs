//! Papers read back from real PDFs. `pdftotext` and `pdfinfo` belong to poppler; a machine without them says what it
//! skips, unless CI=true. With PAPERS_DIR set, the sample papers are kept there to be looked at.

#[cfg(unix)]
mod cups;
mod fonts;
mod hand_off;
pub mod read_back;
mod samples;
