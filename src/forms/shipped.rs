//! The form files inside this program.

macro_rules! shipped {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../forms/", $name, ".json")))),+]
    };
}

/// Name without its ending, and text. One line per form, sorted. The name is the end of the form's URL
/// (`urn:feldsher:form:NAME`), so that a form is found without reading all the others. Of a form that was changed the
/// older versions stay, as `NAME-1.0`: what was signed in them opens with the words that stood there. The name of a
/// form of one country begins with its code: `kz-`, `uz-`, `ge-`.
pub(super) const SHIPPED: &[(&str, &str)] = shipped![
    "antenatal",
    "ge-100a",
    "ge-200-5a",
    "ge-200-8a",
    "ge-200a",
    "ge-refusal",
    "ge-sick-leave",
    "imci-child",
    "imci-infant",
    "kz-001u-discharge",
    "kz-001u-discharge-1.0",
    "kz-026u",
    "kz-034u",
    "kz-052u-1",
    "kz-052u-2",
    "kz-052u-3",
    "kz-052u-4-5",
    "kz-052u-6-7",
    "kz-052u-8",
    "kz-052u-family",
    "kz-052u-minimal",
    "kz-056u",
    "kz-075u",
    "kz-consent",
    "kz-refusal",
    "uz-025",
    "uz-027",
    "uz-030",
    "uz-037",
    "uz-086",
    "uz-089",
    "uz-095",
    "uz-097",
    "uz-130",
    "uz-138",
    "uz-sick-leave",
    "visit",
    "visit-1.0",
];
