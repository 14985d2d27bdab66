//! URLs of the extensions that forms may use. `forms/about/extensions.json` tells form authors the meaning of
//! the project's own ones; a test holds the two together.

/// Standard FHIR extensions.
pub mod fhir {
    pub const TRANSLATION: &str = "http://hl7.org/fhir/StructureDefinition/translation";
    pub const HIDDEN: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden";
    pub const UNIT: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit";
    pub const UNIT_OPTION: &str =
        "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption";
    pub const MIN_VALUE: &str = "http://hl7.org/fhir/StructureDefinition/minValue";
    pub const MAX_VALUE: &str = "http://hl7.org/fhir/StructureDefinition/maxValue";
    pub const MIN_LENGTH: &str = "http://hl7.org/fhir/StructureDefinition/minLength";
    pub const REGEX: &str = "http://hl7.org/fhir/StructureDefinition/regex";
    pub const ENTRY_FORMAT: &str = "http://hl7.org/fhir/StructureDefinition/entryFormat";
    pub const MIN_OCCURS: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-minOccurs";
    pub const MAX_OCCURS: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-maxOccurs";
    pub const EXCLUSIVE: &str =
        "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive";
    pub const CONSTRAINT: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-constraint";
    pub const VARIABLE: &str = "http://hl7.org/fhir/StructureDefinition/variable";
    pub const ENABLE_EXPRESSION: &str =
        "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression";
    pub const CALCULATED: &str =
        "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression";
    pub const INITIAL: &str =
        "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-initialExpression";
    pub const LAUNCH_CONTEXT: &str =
        "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-launchContext";
    pub const MAX_DECIMALS: &str = "http://hl7.org/fhir/StructureDefinition/maxDecimalPlaces";
}

/// Extensions of this project: a URN claims no web address that nobody owns.
pub mod own {
    pub const IDENTIFYING: &str = "urn:feldsher:form:identifying";
    pub const COMPONENT: &str = "urn:feldsher:form:component";
    pub const CONTEXT: &str = "urn:feldsher:form:context";
    pub const PLAUSIBLE: &str = "urn:feldsher:form:plausible";
    pub const DATE_RULE: &str = "urn:feldsher:form:date-rule";
    pub const WHOLE_DATE: &str = "urn:feldsher:form:whole-date";
    pub const NOT_LESS_THAN: &str = "urn:feldsher:form:not-less-than";
    pub const LEGAL_ACT: &str = "urn:feldsher:form:legal-act";

    pub const UNCONFIRMED: &str = "urn:feldsher:form:unconfirmed";
    pub const SIGNATURE: &str = "urn:feldsher:form:signature";

    pub const ALL: [&str; 10] = [
        IDENTIFYING,
        COMPONENT,
        CONTEXT,
        PLAUSIBLE,
        DATE_RULE,
        WHOLE_DATE,
        NOT_LESS_THAN,
        LEGAL_ACT,
        UNCONFIRMED,
        SIGNATURE,
    ];
}

/// Whether ignoring this extension would change what is asked, shown or accepted. FHIR lets a reader skip
/// extensions it does not know; these compute or check something, so skipping them would be a silent lie.
pub fn changes_behaviour(url: &str) -> bool {
    let name = url.rsplit('/').next().unwrap_or(url);
    name.ends_with("xpression")
        || matches!(
            name,
            "questionnaire-constraint"
                | "targetConstraint"
                | "variable"
                | "regex"
                | "cqf-calculatedValue"
        )
}
