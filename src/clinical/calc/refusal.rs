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
    NotValid(Why),
}

/// What does not fit together. The screens have their own words for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    #[error("the burn is smaller than the formula is meant for")]
    SmallBurn,
    #[error("the syringe is not made for this strength of insulin")]
    OtherSyringe,
    #[error("more than the device holds")]
    DeviceFull,
    #[error("the device changes the dose by more than a tenth: take a finer one")]
    CoarseDevice,
    #[error("nobody can count so few or so many drops: take another set or a pump")]
    Uncountable,
    #[error("diabetes has a score of its own")]
    Diabetes,
    #[error(
        "known vascular or kidney disease or familial hypercholesterolaemia is high risk without a score"
    )]
    KnownDisease,
    #[error("pregnancy has its own early warning score")]
    Pregnant,
    #[error("an ultrasound has a date and weeks, both")]
    HalfAScan,
    #[error("the ultrasound is after the date")]
    ScanAfterDate,
    #[error("the age on the ultrasound")]
    ScanAge,
    #[error("the ultrasound is before the last period")]
    ScanBeforeLmp,
    #[error("the date")]
    Date,
    #[error("the pregnancy begins after the date")]
    NotBegun,
    #[error("more than 44 weeks: a date is wrong")]
    TooLong,
}
