//! What a clinician diagnoses most, read off her own signed visits, and what she pinned before it.

/// A diagnosis of ICD-10, and in how many of her visits it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrequentDiagnosis {
    /// Code of ICD-10.
    pub code: String,
    /// As it was signed last; the list in force may have the words of another language.
    pub title: String,
    /// Visits.
    pub times: usize,
    /// She put it first herself.
    pub pinned: bool,
}

/// A diagnosis is put first among a user's own, or no longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// Code of ICD-10.
    pub code: String,
    pub title: String,
    pub is_pinned: bool,
}

/// Diagnoses that a user may pin: the last visit of the patient keeps rows with a figure of their own.
pub const PINNED_MAX: usize = 5;
