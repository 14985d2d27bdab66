//! Each kind of block as strips. Where a page ends is decided in `paginate`; what may be divided, here.

use std::ops::Range;

use crate::{
    domain::page::{Item, Shade},
    i18n::tr,
};

use super::{
    columns::widths_mm,
    figure::figure_strip,
    fonts,
    layout::{Composer, HAIRLINE_MM},
    paginate::{Strip, lowered},
    paper::{Block, Field, Rich, Signature, Span, Style, Table},
    text::{TextLine, line_height_mm, wrap},
    wallet::wallet_strip,
};

/// A row higher than this share of a page may go on to the next page, line by line.
const DIVIDE_ABOVE: f32 = 0.35;

/// Lines that make one row beside each other: each column has its x, its size and its lines.
struct Cell {
    x_mm: f32,
    size_pt: f32,
    lines: Vec<TextLine>,
}

impl Composer<'_> {
    pub(super) fn block(&mut self, block: &Block) {
        let sheet = self.sheet;
        match block {
            Block::Heading(text) => {
                self.gap(3.0, true);
                self.lines(&Rich::bold(text), sheet.heading_pt, true);
                self.gap(0.8, true);
            }
            Block::Subheading(text) => {
                self.gap(1.0, true);
                self.lines(&Rich::muted(text), sheet.small_pt, true);
            }
            Block::Fields(fields) => fields.iter().for_each(|field| self.field(field)),
            Block::Paragraph(text) => {
                self.lines(text, sheet.body_pt, false);
                self.gap(1.6, false);
            }
            Block::Callout { label, text } => self.callout(label, text),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => {
                self.flow.strips.push(figure_strip(self.sheet, figure));
                self.gap(2.0, false);
            }
            Block::Wallet(wallet) => {
                self.flow.strips.push(wallet_strip(self.sheet, wallet));
                self.gap(2.0, false);
            }
            // They stand on pages of their own: `layout` made them.
            Block::Labels(_) => {}
            Block::Note(text) => {
                self.gap(1.0, false);
                self.lines(&Rich::muted(text), sheet.small_pt, false);
                self.gap(1.0, false);
            }
            Block::Lines(count) => {
                for _ in 0..*count {
                    let height_mm = 8.0;
                    let items =
                        vec![sheet.rule(height_mm - HAIRLINE_MM, HAIRLINE_MM, Shade::Hairline)];
                    self.flow.strips.push(Strip {
                        height_mm,
                        items,
                        ..Strip::default()
                    });
                }
                self.gap(2.0, false);
            }
            Block::Signatures(signatures) => self.signatures(signatures),
            Block::Together(blocks) => {
                let first = self.flow.strips.len();
                blocks.iter().for_each(|block| self.block(block));
                let last = self
                    .flow
                    .strips
                    .iter()
                    .rposition(|strip| !strip.gap)
                    .unwrap_or(0);
                for strip in self.flow.strips.iter_mut().take(last).skip(first) {
                    strip.glued = true;
                }
            }
        }
    }

    pub(super) fn gap(&mut self, height_mm: f32, glued: bool) {
        self.flow.strips.push(Strip {
            height_mm,
            glued,
            gap: true,
            ..Strip::default()
        });
    }

    /// A text over the whole width. With `glued` it stays with what follows; in any case neither its first nor its
    /// last line stands alone on a page.
    pub(super) fn lines(&mut self, text: &Rich, size_pt: f32, glued: bool) {
        let cell = Cell {
            x_mm: self.sheet.left_mm,
            size_pt,
            lines: wrap(text, size_pt, self.sheet.text_mm()),
        };
        let mut strips = line_strips(&[cell]);
        if glued {
            strips.iter_mut().for_each(|strip| strip.glued = true);
        }
        self.flow.strips.append(&mut strips);
    }

    /// A row: whole when it is low, else line by line with `header` repeated where a page ends.
    fn row(&mut self, cells: &[Cell], space_mm: f32, rule: bool, header: Option<usize>) {
        let limit_mm = self.sheet.height_mm * DIVIDE_ABOVE;
        let mut strips = divided(cells, limit_mm);
        for strip in &mut strips {
            strip.header = header;
        }
        if let Some(first) = strips.first_mut() {
            first
                .items
                .iter_mut()
                .for_each(|item| *item = lowered(item, space_mm));
            first.height_mm += space_mm;
        }
        if let Some(last) = strips.last_mut() {
            last.height_mm += space_mm;
            if rule {
                last.items.push(
                    self.sheet
                        .rule(last.height_mm, HAIRLINE_MM, Shade::Hairline),
                );
            }
        }
        self.flow.strips.append(&mut strips);
    }

    fn field(&mut self, field: &Field) {
        let sheet = self.sheet;
        let gutter_mm = 4.0;
        let value_mm = sheet.text_mm() - sheet.label_mm - gutter_mm;
        let label = Cell {
            x_mm: sheet.left_mm,
            size_pt: sheet.body_pt - 1.0,
            lines: wrap(
                &Rich::muted(&field.label),
                sheet.body_pt - 1.0,
                sheet.label_mm,
            ),
        };
        let value = Cell {
            x_mm: sheet.left_mm + sheet.label_mm + gutter_mm,
            size_pt: sheet.body_pt,
            lines: wrap(&field.value, sheet.body_pt, value_mm),
        };
        let continued = tr(
            self.paper.lang,
            "print-continued",
            &[("label", &field.label)],
        );
        let again = wrap(&Rich::muted(continued), sheet.small_pt, sheet.text_mm());
        let divided = value.lines.len() as f32 * line_height_mm(sheet.body_pt)
            > sheet.height_mm * DIVIDE_ABOVE;
        let header = divided.then(|| {
            let cell = Cell {
                x_mm: sheet.left_mm,
                size_pt: sheet.small_pt,
                lines: again,
            };
            self.repeated(&[cell])
        });
        self.row(&[label, value], sheet.row_mm, true, header);
        if header.is_some()
            && let Some(first) = self.first_of_last_row(header)
        {
            // the row's own beginning needs no reminder
            first.header = None;
        }
    }

    fn first_of_last_row(&mut self, header: Option<usize>) -> Option<&mut Strip> {
        self.flow
            .strips
            .iter_mut()
            .find(|strip| strip.header == header)
    }

    /// Registers lines that stand again at the top of a page, and says under which index.
    fn repeated(&mut self, cells: &[Cell]) -> usize {
        let mut whole = stack(cells, 0..highest(cells));
        whole.height_mm += 0.6;
        self.flow.headers.push(whole);
        self.flow.headers.len() - 1
    }

    fn table(&mut self, table: &Table) {
        let sheet = self.sheet;
        let pad_mm = 1.4;
        let size_pt = sheet.body_pt - 0.5;
        let mut x_mm = sheet.left_mm;
        let mut columns = Vec::new();
        let widths = widths_mm(
            table,
            sheet.text_mm(),
            size_pt,
            sheet.small_pt,
            2.0 * pad_mm,
        );
        for width_mm in widths {
            columns.push((x_mm + pad_mm, width_mm - 2.0 * pad_mm));
            x_mm += width_mm;
        }
        let cells = |texts: &mut dyn Iterator<Item = Rich>, size_pt: f32| -> Vec<Cell> {
            columns
                .iter()
                .zip(texts)
                .map(|((x_mm, width_mm), text)| Cell {
                    x_mm: *x_mm,
                    size_pt,
                    lines: wrap(&text, size_pt, *width_mm),
                })
                .collect()
        };
        let titles = cells(
            &mut table.columns.iter().map(|column| Rich::bold(&column.title)),
            sheet.small_pt,
        );
        let header = self.repeated(&titles);
        if let Some(strip) = self.flow.headers.get_mut(header) {
            strip
                .items
                .iter_mut()
                .for_each(|item| *item = lowered(item, 0.8));
            strip.height_mm += 1.0;
            let ground = Item::Rect {
                x_mm: sheet.left_mm,
                y_mm: 0.0,
                width_mm: sheet.text_mm(),
                height_mm: strip.height_mm,
                shade: Shade::Tint,
            };
            strip.items.insert(0, ground);
            strip
                .items
                .push(sheet.rule(strip.height_mm, HAIRLINE_MM, Shade::Muted));
            let first = Strip {
                glued: true,
                ..strip.clone()
            };
            self.gap(1.0, true);
            self.flow.strips.push(first);
        }
        for row in &table.rows {
            let row = cells(&mut row.iter().cloned(), size_pt);
            self.row(&row, 0.7, true, Some(header));
        }
        self.gap(2.0, false);
    }

    fn callout(&mut self, label: &str, text: &Rich) {
        let sheet = self.sheet;
        let inner_mm = 3.5;
        let mut words = Rich::bold(label).and(" — ", Style::Plain);
        words.0.extend(text.0.iter().map(|span| Span {
            text: span.text.clone(),
            style: span.style,
        }));
        let cell = Cell {
            x_mm: sheet.left_mm + inner_mm,
            size_pt: sheet.body_pt,
            lines: wrap(&words, sheet.body_pt, sheet.text_mm() - 2.0 * inner_mm),
        };
        let mut strips = line_strips(&[cell]);
        let space_mm = 1.4;
        if let Some(first) = strips.first_mut() {
            first
                .items
                .iter_mut()
                .for_each(|item| *item = lowered(item, space_mm));
            first.height_mm += space_mm;
            first.items.push(sheet.rule(0.0, HAIRLINE_MM, Shade::Muted));
        }
        if let Some(last) = strips.last_mut() {
            last.height_mm += space_mm;
            last.items
                .push(sheet.rule(last.height_mm, HAIRLINE_MM, Shade::Muted));
        }
        for strip in &mut strips {
            let side = |x_mm, width_mm| Item::Rect {
                x_mm,
                y_mm: 0.0,
                width_mm,
                height_mm: strip.height_mm,
                shade: Shade::Ink,
            };
            let bar = side(sheet.left_mm, 1.2);
            let edge = Item::Line {
                from_mm: (sheet.edge_mm(), 0.0),
                to_mm: (sheet.edge_mm(), strip.height_mm),
                width_mm: HAIRLINE_MM,
                shade: Shade::Muted,
            };
            strip.items.extend([bar, edge]);
        }
        self.gap(1.0, false);
        self.flow.strips.append(&mut strips);
        self.gap(2.2, false);
    }

    /// Role, a line to sign on, the name; all signatures of a paper on one page, with the end of the text.
    fn signatures(&mut self, signatures: &[Signature]) {
        let sheet = self.sheet;
        for strip in self.flow.strips.iter_mut().rev() {
            strip.glued = true;
            if !strip.gap {
                break;
            }
        }
        let (role_mm, line_mm) = (sheet.text_mm() * 0.32, sheet.text_mm() * 0.26);
        let line_x_mm = sheet.left_mm + role_mm + 3.0;
        let name_x_mm = line_x_mm + line_mm + 4.0;
        for (index, signature) in signatures.iter().enumerate() {
            let last = index + 1 == signatures.len();
            self.gap(5.0, true);
            let role = Cell {
                x_mm: sheet.left_mm,
                size_pt: sheet.body_pt,
                lines: wrap(&Rich::plain(&signature.role), sheet.body_pt, role_mm),
            };
            let name = Cell {
                x_mm: name_x_mm,
                size_pt: sheet.body_pt,
                lines: wrap(&signature.name, sheet.body_pt, sheet.edge_mm() - name_x_mm),
            };
            let mut under = Cell {
                x_mm: line_x_mm,
                size_pt: sheet.small_pt,
                lines: wrap(&Rich::muted(&signature.under), sheet.small_pt, line_mm),
            };
            // beneath the line to sign on
            under.lines.insert(0, TextLine::default());
            let y_mm = line_height_mm(sheet.body_pt) - 0.8;
            let mut strips = divided(&[role, name, under], sheet.height_mm * DIVIDE_ABOVE);
            if let Some(first) = strips.first_mut() {
                first.items.push(Item::Line {
                    from_mm: (line_x_mm, y_mm),
                    to_mm: (line_x_mm + line_mm, y_mm),
                    width_mm: HAIRLINE_MM,
                    shade: Shade::Ink,
                });
            }
            let count = strips.len();
            for (at, strip) in strips.iter_mut().enumerate() {
                strip.glued = !last || at + 1 < count;
            }
            self.flow.strips.append(&mut strips);
        }
        self.gap(2.0, false);
    }
}

fn highest(cells: &[Cell]) -> usize {
    cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0)
}

/// The lines of `range` of every cell as one strip, cell after cell: that is the order in which the text is read.
fn stack(cells: &[Cell], range: Range<usize>) -> Strip {
    let size_pt = cells.iter().map(|cell| cell.size_pt).fold(0.0, f32::max);
    let line_mm = line_height_mm(size_pt);
    // a smaller size shares the baseline of the largest one
    let ascent = fonts::ASCENT_EM / (fonts::ASCENT_EM + fonts::DESCENT_EM);
    let mut strip = Strip {
        height_mm: line_mm * range.len() as f32,
        ..Strip::default()
    };
    for cell in cells {
        let drop_mm = (line_mm - line_height_mm(cell.size_pt)) * ascent;
        for (row, line) in cell
            .lines
            .iter()
            .skip(range.start)
            .take(range.len())
            .enumerate()
        {
            strip
                .items
                .extend(line.items(cell.x_mm, row as f32 * line_mm + drop_mm, cell.size_pt));
        }
    }
    strip
}

/// One strip a line; neither the first nor the last line stands alone on a page.
fn line_strips(cells: &[Cell]) -> Vec<Strip> {
    let count = highest(cells);
    let strip = |index| Strip {
        glued: (index == 0 || index + 2 == count) && index + 1 < count,
        ..stack(cells, index..index + 1)
    };
    (0..count).map(strip).collect()
}

/// One strip when it is at most `limit_mm` high, else one a line. Then a low neighbour (the label of a long text)
/// stays whole, so that it is read in one piece.
fn divided(cells: &[Cell], limit_mm: f32) -> Vec<Strip> {
    let whole = stack(cells, 0..highest(cells));
    if whole.height_mm <= limit_mm {
        return vec![whole];
    }
    let mut counts: Vec<usize> = cells.iter().map(|cell| cell.lines.len()).collect();
    counts.sort_unstable();
    let low = counts.iter().rev().nth(1).copied().unwrap_or(0);
    let beside = stack(cells, 0..low);
    let mut strips = line_strips(cells);
    if low > 1 && beside.height_mm <= limit_mm {
        strips.splice(0..low, [beside]);
    }
    strips
}
