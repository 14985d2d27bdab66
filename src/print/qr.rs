//! A square code as rectangles. Error correction M: it survives a fold and a stamp.

use qrcodegen::{QrCode, QrCodeEcc};

use crate::domain::page::{Item, Shade};

/// What fits into the code of a wallet card: version 25, correction M, as bytes (ISO/IEC 18004, table 7: 997). On the 48 mm of the card a
/// module is then 0.38 mm, four and a half dots of a printer with 300 dots an inch.
pub(super) const WALLET_BYTES: usize = 996;

/// Modules along one side.
pub(super) fn modules(content: &str) -> Option<i32> {
    let code = QrCode::encode_text(content, QrCodeEcc::Medium).ok()?;
    Some(code.size())
}

/// The dark modules of `content` in a square of `side_mm` at (`x_mm`, 0), rows merged into bars.
/// None when the content is too long for any code (about 2,300 bytes).
pub(super) fn items(content: &str, x_mm: f32, side_mm: f32) -> Option<Vec<Item>> {
    let code = QrCode::encode_text(content, QrCodeEcc::Medium).ok()?;
    let module_mm = side_mm / code.size() as f32;
    let mut bars = Vec::new();
    for row in 0..code.size() {
        let mut column = 0;
        while column < code.size() {
            let start = column;
            while code.get_module(column, row) {
                column += 1;
            }
            if column > start {
                bars.push(Item::Rect {
                    x_mm: x_mm + start as f32 * module_mm,
                    y_mm: row as f32 * module_mm,
                    width_mm: (column - start) as f32 * module_mm,
                    height_mm: module_mm,
                    shade: Shade::Ink,
                });
            }
            column += 1;
        }
    }
    Some(bars)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_fills_its_square() {
        let bars = items("RX-2026-000123", 20.0, 21.0).unwrap();
        let right = bars.iter().fold(0.0_f32, |right, bar| match bar {
            Item::Rect { x_mm, width_mm, .. } => right.max(x_mm + width_mm),
            Item::Text { .. } | Item::Line { .. } => panic!("only rectangles"),
        });
        assert!((right - 41.0).abs() < 0.01, "{right}");
        assert!(items(&"x".repeat(5000), 0.0, 20.0).is_none());
    }

    #[test]
    fn the_longest_text_of_a_wallet_card_is_version_25() {
        // Letters of two bytes, which no shorter mode holds.
        let longest = "ж".repeat(WALLET_BYTES / 2);
        assert_eq!(modules(&longest), Some(17 + 4 * 25));
    }
}
