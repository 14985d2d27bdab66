//! The two faces of a wallet card as one strip: 85.6 × 54 mm each (ISO/IEC 7810 ID-1), side by side with a line to fold between
//! them. It says how high a text becomes; what gives way is decided by the paper.

use crate::domain::page::{Item, Shade};

use super::{
    layout::{HAIRLINE_MM, Sheet},
    paginate::{Strip, lowered},
    paper::{CardFace, Rich, Wallet},
    qr,
    text::{line_height_mm, wrap},
};

const WIDTH_MM: f32 = 85.6;
const HEIGHT_MM: f32 = 54.0;
const MARGIN_MM: f32 = 3.0;
/// The square code with the white around it that a camera needs.
const CODE_MM: f32 = 48.0;
/// Modules of white around the code (ISO/IEC 18004 asks for four).
const QUIET_MODULES: f32 = 4.0;
/// Between the code and the words beside it.
const BESIDE_MM: f32 = 1.5;
/// Between the lines of two facts.
const BETWEEN_MM: f32 = 0.3;

/// Width of the words of each face.
pub(super) const FRONT_MM: f32 = WIDTH_MM - 2.0 * MARGIN_MM;
pub(super) const BACK_MM: f32 = WIDTH_MM - 2.0 * MARGIN_MM - CODE_MM - BESIDE_MM;
/// From letters that are read at arm's length to the smallest that a sheet of this house has.
pub(super) const SIZES_PT: [f32; 5] = [9.0, 8.0, 7.5, 7.0, 6.5];

/// Height for the words of a face.
pub(super) fn room_mm() -> f32 {
    HEIGHT_MM - 2.0 * MARGIN_MM
}

/// How high these texts become.
pub(super) fn height_mm(texts: &[Rich], size_pt: f32, width_mm: f32) -> f32 {
    let lines: usize = texts
        .iter()
        .map(|text| wrap(text, size_pt, width_mm).len())
        .sum();
    lines as f32 * line_height_mm(size_pt) + texts.len() as f32 * BETWEEN_MM
}

/// Both faces at the left edge of the text.
pub(super) fn wallet_strip(sheet: Sheet, wallet: &Wallet) -> Strip {
    let left = sheet.left_mm;
    let mut items = Vec::new();
    for face in 0..2 {
        let x = left + face as f32 * WIDTH_MM;
        let corners = [
            (x, 0.0),
            (x + WIDTH_MM, 0.0),
            (x + WIDTH_MM, HEIGHT_MM),
            (x, HEIGHT_MM),
            (x, 0.0),
        ];
        items.extend(corners.windows(2).map(|pair| Item::Line {
            from_mm: pair[0],
            to_mm: pair[1],
            width_mm: HAIRLINE_MM,
            shade: Shade::Muted,
        }));
    }
    items.extend(face_items(&wallet.front, left + MARGIN_MM, FRONT_MM));
    let back = left + WIDTH_MM;
    items.extend(face_items(
        &wallet.back,
        back + MARGIN_MM + CODE_MM + BESIDE_MM,
        BACK_MM,
    ));
    // The code keeps its white on all sides, whatever it holds.
    if let Some(modules) = qr::modules(&wallet.code) {
        let module_mm = CODE_MM / (modules as f32 + 2.0 * QUIET_MODULES);
        let quiet_mm = QUIET_MODULES * module_mm;
        let side_mm = CODE_MM - 2.0 * quiet_mm;
        let top_mm = (HEIGHT_MM - side_mm) / 2.0;
        let x_mm = back + MARGIN_MM + quiet_mm;
        let code = qr::items(&wallet.code, x_mm, side_mm).unwrap_or_default();
        items.extend(code.iter().map(|item| lowered(item, top_mm)));
    }
    Strip {
        height_mm: HEIGHT_MM + 3.0,
        items,
        ..Strip::default()
    }
}

fn face_items(face: &CardFace, x_mm: f32, width_mm: f32) -> Vec<Item> {
    let mut y_mm = MARGIN_MM;
    let mut items = Vec::new();
    for text in &face.texts {
        for line in wrap(text, face.size_pt, width_mm) {
            items.extend(line.items(x_mm, y_mm, face.size_pt));
            y_mm += line_height_mm(face.size_pt);
        }
        y_mm += BETWEEN_MM;
    }
    items
}
