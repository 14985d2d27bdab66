//! The fonts of papers and their measures. The files are those of the window (`assets/fonts`).
//! Which face a letter is set in is decided here and nowhere else.

use std::sync::LazyLock;

use printpdf::ParsedFont;

use crate::domain::page::Face;

/// The bytes of a font file.
pub fn bytes(face: Face) -> &'static [u8] {
    match face {
        Face::Regular => include_bytes!("../../assets/fonts/NotoSans-Regular.ttf"),
        Face::SemiBold => include_bytes!("../../assets/fonts/NotoSans-SemiBold.ttf"),
        Face::GeorgianRegular => include_bytes!("../../assets/fonts/NotoSansGeorgian-Regular.ttf"),
        Face::GeorgianSemiBold => {
            include_bytes!("../../assets/fonts/NotoSansGeorgian-SemiBold.ttf")
        }
        Face::Symbols => include_bytes!("../../assets/fonts/NotoSansSymbols-Subset.ttf"),
    }
}

/// The parsed font file.
pub fn parsed(face: Face) -> &'static ParsedFont {
    &FONTS[face as usize]
}

/// The face that has `letter`, in the wanted weight; symbols have one weight only. None when no font has it.
pub fn face_of(letter: char, bold: bool) -> Option<Face> {
    let faces = if bold {
        [Face::SemiBold, Face::GeorgianSemiBold, Face::Symbols]
    } else {
        [Face::Regular, Face::GeorgianRegular, Face::Symbols]
    };
    faces.into_iter().find(|face| has(*face, letter))
}

/// Whether `face` has a glyph for `letter`.
pub fn has(face: Face, letter: char) -> bool {
    parsed(face)
        .lookup_glyph_index(u32::from(letter))
        .is_some_and(|glyph| glyph != 0)
}

/// Width of `text` set in `face` at one point, in points. A letter the face lacks counts as nothing.
pub fn width_em(face: Face, text: &str) -> f32 {
    let font = parsed(face);
    let units: u32 = text
        .chars()
        .filter_map(|letter| font.lookup_glyph_index(u32::from(letter)))
        .filter_map(|glyph| font.get_glyph_width(glyph))
        .map(u32::from)
        .sum();
    units as f32 / f32::from(font.units_per_em.max(1))
}

/// Height of a line's letters above and below the baseline, in em (Noto Sans' own numbers).
pub const ASCENT_EM: f32 = 1.069;
pub const DESCENT_EM: f32 = 0.293;

static FONTS: LazyLock<[ParsedFont; 5]> = LazyLock::new(|| {
    Face::ALL.map(|face| {
        let mut warnings = Vec::new();
        ParsedFont::from_bytes(bytes(face), 0, &mut warnings).unwrap_or_else(|| {
            panic!("the font of {face:?} inside this program is damaged: {warnings:?}")
        })
    })
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_find_their_face() {
        for (letter, bold, want) in [
            ('a', false, Some(Face::Regular)),
            ('Қ', true, Some(Face::SemiBold)),
            ('ʻ', false, Some(Face::Regular)),
            ('ქ', false, Some(Face::GeorgianRegular)),
            ('ქ', true, Some(Face::GeorgianSemiBold)),
            ('≥', true, Some(Face::Symbols)),
            ('漢', false, None),
        ] {
            assert_eq!(face_of(letter, bold), want, "{letter}");
        }
    }

    #[test]
    fn measures_agree_with_the_line_height() {
        for face in Face::ALL {
            let metrics = &parsed(face).font_metrics;
            let em = f32::from(parsed(face).units_per_em);
            assert!(f32::from(metrics.ascent) / em <= ASCENT_EM, "{face:?}");
            assert!(f32::from(-metrics.descent) / em <= DESCENT_EM, "{face:?}");
        }
        assert!(
            (width_em(Face::Regular, "00") - 1.144).abs() < 0.01,
            "two tabular figures"
        );
    }
}
