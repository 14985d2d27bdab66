//! Why there is no number.

/// A refusal says which field and what was expected of it.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("there is no calculator {0}")]
    NoSuch(String),
    #[error("unknown field `{field}`, expected one of {known}")]
    Unknown { field: String, known: String },
    #[error("{0} is missing")]
    Missing(String),
    #[error("{field} is not {what}")]
    Not { field: String, what: String },
    #[error(
        "{field}: {value} is outside {min} to {max} {unit}; there this calculator is not valid"
    )]
    Outside {
        field: String,
        value: f64,
        min: f64,
        max: f64,
        unit: String,
    },
    #[error("give exactly one of {0}")]
    OneOf(&'static str),
    /// A limit that hangs on more than one field.
    #[error("not valid: {0}")]
    NotValid(&'static str),
}
