//! Labels: one on each page of a roll, or 24 on a sheet. The largest letters in which everything has room; the square code gives
//! way to words, words never give way.

use crate::domain::page::{Item, Page, Shade};
use crate::domain::paper::LabelStock;

use super::{
    layout::HAIRLINE_MM,
    paginate::lowered,
    paper::{Label, Labels, Rich},
    qr,
    text::{TextLine, line_height_mm, wrap},
};

const WIDTH_MM: f32 = 57.0;
const HEIGHT_MM: f32 = 32.0;
const MARGIN_MM: f32 = 2.5;
/// Side of the square code; the label's own white is around it.
const CODE_MM: f32 = 14.0;
/// Between the words and the code: four modules of the smallest code (ISO/IEC 18004) and a little more.
const BESIDE_MM: f32 = 3.0;
/// A line to write on by hand.
const BLANK_MM: f32 = 4.6;
const SIZES_PT: [f32; 10] = [9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5];
/// The smallest size to which a long name alone drives the letters.
const EASY_PT: f32 = 6.0;

/// Columns and rows of a sheet of A4 with labels of 70 × 37 mm.
const COLUMNS: usize = 3;
const ROWS: usize = 8;
const CELL_MM: (f32, f32) = (70.0, 37.0);
const SHEET_MM: (f32, f32) = (210.0, 297.0);

/// The pages of labels that are all the same.
pub(super) fn pages(labels: &Labels) -> Vec<Page> {
    let face = face(&labels.label);
    match labels.on {
        LabelStock::Roll => vec![Page {
            width_mm: WIDTH_MM,
            height_mm: HEIGHT_MM,
            items: face,
        }],
        LabelStock::Sheet => vec![sheet(&face)],
    }
}

fn sheet(face: &[Item]) -> Page {
    let top_mm = (SHEET_MM.1 - ROWS as f32 * CELL_MM.1) / 2.0;
    let inset = ((CELL_MM.0 - WIDTH_MM) / 2.0, (CELL_MM.1 - HEIGHT_MM) / 2.0);
    let mut items = Vec::new();
    for row in 0..ROWS {
        for column in 0..COLUMNS {
            let by_mm = (
                column as f32 * CELL_MM.0 + inset.0,
                top_mm + row as f32 * CELL_MM.1 + inset.1,
            );
            items.extend(face.iter().map(|item| moved(item, by_mm)));
        }
    }
    Page {
        width_mm: SHEET_MM.0,
        height_mm: SHEET_MM.1,
        items,
    }
}

fn face(label: &Label) -> Vec<Item> {
    let fits = |code: bool, whole: bool| {
        let mut sizes = SIZES_PT.into_iter();
        sizes
            .find(|size| {
                (!whole || *size >= EASY_PT && has_whole_name(label, *size))
                    && Words::of(label, *size, code).height_mm(label) <= HEIGHT_MM - 2.0 * MARGIN_MM
            })
            .map(|size| (size, code))
    };
    let smallest = SIZES_PT[SIZES_PT.len() - 1];
    // A long name in smaller letters is easier to read than one that is broken, as long as they are easy to read.
    let (size_pt, code) = fits(true, true)
        .or_else(|| fits(true, false))
        .or_else(|| fits(false, false))
        .unwrap_or((smallest, false));
    Words::of(label, size_pt, code).items(label)
}

/// Whether no part of the name is broken in the middle.
fn has_whole_name(label: &Label, size_pt: f32) -> bool {
    let mut parts = label.name.split_inclusive([' ', '-']);
    parts.all(|part| {
        wrap(
            &Rich::bold(part.trim()),
            size_pt,
            WIDTH_MM - 2.0 * MARGIN_MM,
        )
        .len()
            <= 1
    })
}

/// The lines of a label in one size.
struct Words {
    size_pt: f32,
    beside_mm: f32,
    has_code: bool,
    /// The name and the first fact.
    name: Vec<TextLine>,
    facts: Vec<TextLine>,
}

impl Words {
    fn of(label: &Label, size_pt: f32, has_code: bool) -> Self {
        let whole_mm = WIDTH_MM - 2.0 * MARGIN_MM;
        let beside_mm = if has_code {
            whole_mm - CODE_MM - BESIDE_MM
        } else {
            whole_mm
        };
        // What stands above the code has the whole width.
        let mut name = wrap(&Rich::bold(&label.name), size_pt, whole_mm);
        let mut facts = label.facts.iter();
        name.extend(
            facts
                .next()
                .into_iter()
                .flat_map(|first| wrap(first, size_pt, whole_mm)),
        );
        Self {
            size_pt,
            beside_mm,
            has_code,
            name,
            facts: facts
                .flat_map(|fact| wrap(fact, size_pt, beside_mm))
                .collect(),
        }
    }

    fn name_mm(&self) -> f32 {
        self.name.len() as f32 * line_height_mm(self.size_pt)
    }

    fn height_mm(&self, label: &Label) -> f32 {
        let facts_mm = self.facts.len() as f32 * line_height_mm(self.size_pt);
        let left_mm = facts_mm + label.blanks.len() as f32 * BLANK_MM;
        let code_mm = if self.has_code { CODE_MM + 1.0 } else { 0.0 };
        self.name_mm() + left_mm.max(code_mm)
    }

    fn items(&self, label: &Label) -> Vec<Item> {
        let line_mm = line_height_mm(self.size_pt);
        let mut items = Vec::new();
        let mut y_mm = MARGIN_MM;
        for line in self.name.iter().chain(&self.facts) {
            items.extend(line.items(MARGIN_MM, y_mm, self.size_pt));
            y_mm += line_mm;
        }
        for blank in &label.blanks {
            let words = wrap(&Rich::muted(blank), self.size_pt, self.beside_mm);
            let width_mm = words.first().map_or(0.0, |line| line.width_mm);
            let drop_mm = (BLANK_MM - line_mm).max(0.0);
            for line in words.iter().take(1) {
                items.extend(line.items(MARGIN_MM, y_mm + drop_mm, self.size_pt));
            }
            y_mm += BLANK_MM;
            items.push(Item::Line {
                from_mm: (MARGIN_MM + width_mm + 1.0, y_mm - 0.6),
                to_mm: (MARGIN_MM + self.beside_mm, y_mm - 0.6),
                width_mm: HAIRLINE_MM,
                shade: Shade::Ink,
            });
        }
        if self.has_code {
            let x_mm = WIDTH_MM - MARGIN_MM - CODE_MM;
            let top_mm = HEIGHT_MM - MARGIN_MM - CODE_MM;
            let code = qr::items(&label.code, x_mm, CODE_MM).unwrap_or_default();
            items.extend(code.iter().map(|item| lowered(item, top_mm)));
        }
        items
    }
}

fn moved(item: &Item, by_mm: (f32, f32)) -> Item {
    let mut moved = lowered(item, by_mm.1);
    match &mut moved {
        Item::Text { x_mm, .. } | Item::Rect { x_mm, .. } => *x_mm += by_mm.0,
        Item::Line { from_mm, to_mm, .. } => {
            from_mm.0 += by_mm.0;
            to_mm.0 += by_mm.0;
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lowest(page: &Page) -> f32 {
        page.items.iter().fold(0.0, |low, item| match item {
            Item::Text { y_mm, .. } => low.max(*y_mm),
            Item::Line { to_mm, .. } => low.max(to_mm.1),
            Item::Rect {
                y_mm, height_mm, ..
            } => low.max(y_mm + height_mm),
        })
    }

    #[test]
    fn the_longest_name_stays_on_its_label() {
        for name in ["ҮЛГІ Айна", &"ҮЛГІБЕКТАЙҒАН ".repeat(9), &"Ж".repeat(120)]
        {
            let label = Label {
                name: name.to_owned(),
                facts: vec![
                    Rich::plain("дата рождения 14 июля 1985 г. · женский"),
                    Rich::plain("ИИН 000000000000"),
                ],
                blanks: vec!["Материал".into(), "Взято".into()],
                code: "000000000000".into(),
            };
            for on in [LabelStock::Roll, LabelStock::Sheet] {
                let all = pages(&Labels {
                    on,
                    label: label.clone(),
                });
                let page = &all[0];
                assert!(
                    lowest(page) <= page.height_mm - 1.0,
                    "{name}: {}",
                    lowest(page)
                );
            }
        }
    }
}
