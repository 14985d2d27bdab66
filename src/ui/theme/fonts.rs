//! The fonts of the window: Noto Sans in two weights, Georgian, and a few symbols. Nothing of the machine is asked.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};

/// egui has no weights (issue 3218): semibold is a family of its own.
pub fn strong_family() -> FontFamily {
    FontFamily::Name("strong".into())
}

/// All families, with fallback from letter to letter.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in FILES {
        fonts
            .font_data
            .insert(name.into(), Arc::new(FontData::from_static(bytes)));
    }
    let regular: Vec<String> = ["regular", "georgian", "symbols"].map(Into::into).into();
    let strong: Vec<String> = ["semibold", "georgian-semibold", "symbols"]
        .map(Into::into)
        .into();
    fonts
        .families
        .insert(FontFamily::Proportional, regular.clone());
    fonts.families.insert(FontFamily::Monospace, regular);
    fonts.families.insert(strong_family(), strong);
    fonts
}

const FILES: [(&str, &[u8]); 5] = [
    (
        "regular",
        include_bytes!("../../../assets/fonts/NotoSans-Regular.ttf"),
    ),
    (
        "semibold",
        include_bytes!("../../../assets/fonts/NotoSans-SemiBold.ttf"),
    ),
    (
        "georgian",
        include_bytes!("../../../assets/fonts/NotoSansGeorgian-Regular.ttf"),
    ),
    (
        "georgian-semibold",
        include_bytes!("../../../assets/fonts/NotoSansGeorgian-SemiBold.ttf"),
    ),
    (
        "symbols",
        include_bytes!("../../../assets/fonts/NotoSansSymbols-Subset.ttf"),
    ),
];
