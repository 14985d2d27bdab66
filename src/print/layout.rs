//! A paper into pages. Widths come from the fonts, page ends from `paginate`; measures of the sheet are here.
//! Head (issuer, patient) and foot (paper, page n of N) stand on every page.

use crate::{
    domain::page::{Item, Page, Shade},
    i18n::tr,
};

use super::{
    labels,
    paginate::{Flow, Strip, lowered, paginate},
    paper::{Block, Paper, Rich, Size},
    qr,
    text::{TextLine, line_height_mm, wrap},
};

/// The pages of `paper`; at least one.
pub fn layout(paper: &Paper) -> Vec<Page> {
    // A label has no room for head and foot.
    if let [Block::Labels(all)] = paper.blocks.as_slice() {
        return labels::pages(all);
    }
    let sheet = Sheet::of(paper.size);
    let mut composer = Composer {
        paper,
        sheet,
        flow: Flow::default(),
    };
    let head = composer.head();
    let foot = composer.foot_lines();
    let foot_mm = foot.len().max(1) as f32 * line_height_mm(sheet.small_pt) + FOOT_GAP_MM;
    composer.title();
    for block in &paper.blocks {
        composer.block(block);
    }
    let bottom_mm = sheet.height_mm - sheet.bottom_mm - foot_mm;
    let bodies = paginate(&composer.flow, sheet.top_mm + head.height_mm, bottom_mm);
    let count = bodies.len();
    bodies
        .into_iter()
        .enumerate()
        .map(|(index, body)| {
            let mut items: Vec<Item> = head
                .items
                .iter()
                .map(|item| lowered(item, sheet.top_mm))
                .collect();
            items.extend(body);
            items.extend(composer.foot(&foot, bottom_mm, index + 1, count));
            Page {
                width_mm: sheet.width_mm,
                height_mm: sheet.height_mm,
                items,
            }
        })
        .collect()
}

pub(super) const HAIRLINE_MM: f32 = 0.15;
const RULE_MM: f32 = 0.3;
/// Side of the square code beside the title.
const CODE_MM: f32 = 18.0;
const FOOT_GAP_MM: f32 = 2.0;
/// Head and foot never take more than this share of a page each; what is longer is printed in full once, as text.
const HEAD_SHARE: f32 = 0.3;

/// The measures of a sheet, in millimetres and points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet {
    pub width_mm: f32,
    pub height_mm: f32,
    pub left_mm: f32,
    pub right_mm: f32,
    pub top_mm: f32,
    pub bottom_mm: f32,
    pub label_mm: f32,
    pub body_pt: f32,
    pub small_pt: f32,
    pub name_pt: f32,
    pub heading_pt: f32,
    pub title_pt: f32,
    /// Space above and below the text of a row.
    pub row_mm: f32,
}

impl Sheet {
    fn of(size: Size) -> Self {
        let (width_mm, height_mm) = size.mm();
        match size {
            // 20 mm at the left for the hole punch of the paper folder
            Size::A4 => Self {
                width_mm,
                height_mm,
                left_mm: 20.0,
                right_mm: 15.0,
                top_mm: 12.0,
                bottom_mm: 11.0,
                label_mm: 46.0,
                body_pt: 10.0,
                small_pt: 8.0,
                name_pt: 12.0,
                heading_pt: 11.0,
                title_pt: 15.0,
                row_mm: 0.9,
            },
            Size::A4Dense => Self {
                body_pt: 8.5,
                small_pt: 7.0,
                name_pt: 11.0,
                heading_pt: 9.5,
                title_pt: 13.0,
                label_mm: 42.0,
                row_mm: 0.4,
                ..Self::of(Size::A4)
            },
            Size::A5 | Size::Label => Self {
                width_mm,
                height_mm,
                left_mm: 14.0,
                right_mm: 12.0,
                top_mm: 10.0,
                bottom_mm: 9.0,
                label_mm: 36.0,
                body_pt: 9.0,
                small_pt: 7.5,
                name_pt: 11.0,
                heading_pt: 10.0,
                title_pt: 13.0,
                row_mm: 0.6,
            },
        }
    }

    pub fn text_mm(self) -> f32 {
        self.width_mm - self.left_mm - self.right_mm
    }

    pub fn edge_mm(self) -> f32 {
        self.width_mm - self.right_mm
    }

    pub fn rule(self, y_mm: f32, width_mm: f32, shade: Shade) -> Item {
        Item::Line {
            from_mm: (self.left_mm, y_mm),
            to_mm: (self.edge_mm(), y_mm),
            width_mm,
            shade,
        }
    }
}

pub(super) struct Composer<'a> {
    pub paper: &'a Paper,
    pub sheet: Sheet,
    pub flow: Flow,
}

impl Composer<'_> {
    /// Issuer, mark and identity between two rules. A head too long for every page is printed in full as text and
    /// repeated as far as it fits.
    fn head(&mut self) -> Strip {
        let sheet = self.sheet;
        let small_mm = line_height_mm(sheet.small_pt);
        let mut strip = Strip::default();
        let mut y_mm = 0.0;
        let mut all: Vec<(TextLine, f32)> = Vec::new();
        if let Some(mark) = &self.paper.mark {
            all.extend(
                wrap(&Rich::bold(mark), sheet.body_pt, sheet.text_mm())
                    .into_iter()
                    .map(|line| (line, sheet.body_pt)),
            );
        }
        all.extend(
            wrap(
                &Rich::muted(&self.paper.issuer),
                sheet.small_pt,
                sheet.text_mm(),
            )
            .into_iter()
            .map(|line| (line, sheet.small_pt)),
        );
        let above_rule = all.len();
        for (index, text) in self.paper.identity.iter().enumerate() {
            let size_pt = if index == 0 {
                sheet.name_pt
            } else {
                sheet.body_pt
            };
            all.extend(
                wrap(text, size_pt, sheet.text_mm())
                    .into_iter()
                    .map(|line| (line, size_pt)),
            );
        }
        let limit_mm = sheet.height_mm * HEAD_SHARE;
        for (index, (line, size_pt)) in all.iter().enumerate() {
            if y_mm + line_height_mm(*size_pt) > limit_mm {
                self.head_in_full();
                break;
            }
            if index == above_rule {
                y_mm += 1.0;
                strip.items.push(sheet.rule(y_mm, RULE_MM, Shade::Ink));
                y_mm += 1.0;
            }
            strip
                .items
                .extend(line.items(sheet.left_mm, y_mm, *size_pt));
            y_mm += line_height_mm(*size_pt);
        }
        y_mm += 1.2;
        strip.items.push(sheet.rule(y_mm, RULE_MM, Shade::Ink));
        strip.height_mm = y_mm + small_mm;
        strip
    }

    fn head_in_full(&mut self) {
        let mut whole = vec![Rich::plain(&self.paper.issuer)];
        whole.extend(self.paper.identity.iter().cloned());
        for text in whole {
            self.lines(&text, self.sheet.body_pt, false);
        }
        self.gap(3.0, false);
    }

    fn title(&mut self) {
        let sheet = self.sheet;
        let left_mm = sheet.edge_mm() - CODE_MM;
        let code = self
            .paper
            .code
            .as_ref()
            .and_then(|code| qr::items(code, left_mm, CODE_MM));
        let width_mm = if code.is_some() {
            sheet.text_mm() - CODE_MM - 4.0
        } else {
            sheet.text_mm()
        };
        let mut strips = Vec::new();
        let mut add = |text: Rich, size_pt: f32| {
            for line in wrap(&text, size_pt, width_mm) {
                let items = line.items(sheet.left_mm, 0.0, size_pt).collect();
                strips.push(Strip {
                    height_mm: line_height_mm(size_pt),
                    items,
                    glued: true,
                    ..Strip::default()
                });
            }
        };
        add(Rich::bold(&self.paper.title), sheet.title_pt);
        for line in &self.paper.subtitle {
            add(Rich::muted(line), sheet.small_pt);
        }
        let height_mm: f32 = strips.iter().map(|strip| strip.height_mm).sum();
        if let (Some(code), Some(first)) = (code, strips.first_mut()) {
            first.items.extend(code);
        } else {
            self.flow.strips.append(&mut strips);
            self.gap(3.0, true);
            return;
        }
        self.flow.strips.append(&mut strips);
        self.gap((CODE_MM - height_mm).max(0.0) + 3.0, true);
    }

    fn foot_lines(&mut self) -> Vec<TextLine> {
        let sheet = self.sheet;
        let width_mm = sheet.text_mm() - self.number_mm();
        let mut lines = wrap(&Rich::muted(&self.paper.foot), sheet.small_pt, width_mm);
        let limit = (sheet.height_mm * 0.1 / line_height_mm(sheet.small_pt)) as usize;
        if lines.len() > limit {
            self.lines(&Rich::muted(&self.paper.foot), sheet.small_pt, false);
            lines.truncate(limit);
        }
        lines
    }

    /// Room for "page n of N" at the right of the foot.
    fn number_mm(&self) -> f32 {
        self.sheet.text_mm() * 0.25
    }

    fn foot(&self, lines: &[TextLine], top_mm: f32, number: usize, count: usize) -> Vec<Item> {
        let sheet = self.sheet;
        let mut y_mm = top_mm + FOOT_GAP_MM;
        let mut items = vec![sheet.rule(y_mm - 0.6, HAIRLINE_MM, Shade::Hairline)];
        let args = [
            ("page", &*number.to_string()),
            ("pages", &*count.to_string()),
        ];
        let page = tr(self.paper.lang, "print-page-of", &args);
        let number_lines = wrap(&Rich::muted(page), sheet.small_pt, self.number_mm());
        let first_mm = y_mm;
        for line in lines {
            items.extend(line.items(sheet.left_mm, y_mm, sheet.small_pt));
            y_mm += line_height_mm(sheet.small_pt);
        }
        for (index, line) in number_lines.iter().enumerate() {
            let below_mm = index as f32 * line_height_mm(sheet.small_pt);
            items.extend(line.items(
                sheet.edge_mm() - line.width_mm,
                first_mm + below_mm,
                sheet.small_pt,
            ));
        }
        items
    }
}
