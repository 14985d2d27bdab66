//! What a clinician diagnoses most: read off her own signed visits, never kept by itself.

/// A diagnosis of ICD-10, and in how many of her visits it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrequentDiagnosis {
    /// Code of ICD-10.
    pub code: String,
    /// As it was signed last; the list in force may have the words of another language.
    pub title: String,
    /// Visits.
    pub times: usize,
}
