//! Pages into a PDF file: embedded fonts, text that can be copied out letter by letter, the same bytes for the same input.

use chrono::{DateTime, Utc};
use printpdf::{
    Color, FontId, Greyscale, Line, LinePoint, Mm, OffsetDateTime, Op, PaintMode, PdfDocument,
    PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, Rect, TextItem, TextMatrix,
};
use sha2::{Digest as _, Sha256};

use crate::domain::{
    lang::Lang,
    page::{Face, Item, Page, Shade},
};

use super::{PrintError, fonts};

/// What a PDF reader shows about the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// Shown in the window's title: no personal data.
    pub title: String,
    pub lang: Lang,
    pub created: DateTime<Utc>,
}

/// The file. The same pages and meta give the same bytes.
pub fn to_pdf(pages: &[Page], meta: &Meta) -> Result<Vec<u8>, PrintError> {
    if pages.is_empty() {
        return Err(PrintError::NoPages);
    }
    let mut document = PdfDocument::new(&meta.title);
    let created = OffsetDateTime::from_unix_timestamp(meta.created.timestamp())
        .map_err(|_out_of_range| PrintError::Date)?;
    let info = &mut document.metadata.info;
    info.creation_date = created;
    info.modification_date = created;
    info.metadata_date = created;
    info.creator = "Feldsher".to_owned();
    info.producer = "Feldsher".to_owned();
    for face in Face::ALL {
        let font = PdfFont::new(fonts::parsed(face).clone());
        document.resources.fonts.map.insert(id(face), font);
    }
    document.pages = pages.iter().map(page).collect();

    let mut warnings = Vec::new();
    let mut file = printpdf::to_lopdf_doc(&document, &PdfSaveOptions::default(), &mut warnings);
    // printpdf numbers every file from a counter; the contents are a better name, and the same for the same input
    let fingerprint = fingerprint(pages, meta);
    let Some(ids) = file
        .trailer
        .get_mut(b"ID")
        .ok()
        .and_then(|ids| ids.as_array_mut().ok())
    else {
        return Err(PrintError::Malformed);
    };
    for id in ids {
        let Ok(id) = id.as_str_mut() else {
            return Err(PrintError::Malformed);
        };
        id.clone_from(&fingerprint);
    }
    let Ok(catalog) = file.catalog_mut() else {
        return Err(PrintError::Malformed);
    };
    catalog.set("Lang", meta.lang.code().to_owned());
    file.compress();
    let mut bytes = Vec::new();
    file.save_to(&mut bytes)?;
    Ok(bytes)
}

fn id(face: Face) -> FontId {
    let name = match face {
        Face::Regular => "NotoSans-Regular",
        Face::SemiBold => "NotoSans-SemiBold",
        Face::GeorgianRegular => "NotoSansGeorgian-Regular",
        Face::GeorgianSemiBold => "NotoSansGeorgian-SemiBold",
        Face::Symbols => "NotoSansSymbols-Subset",
    };
    FontId(name.to_owned())
}

fn page(page: &Page) -> PdfPage {
    let mut ops = Vec::new();
    for item in &page.items {
        draw(item, page.height_mm, &mut ops);
    }
    PdfPage::new(Mm(page.width_mm), Mm(page.height_mm), ops)
}

/// PDF counts from the lower left corner.
fn draw(item: &Item, height_mm: f32, ops: &mut Vec<Op>) {
    let point = |x_mm: f32, y_mm: f32| (points(x_mm), points(height_mm - y_mm));
    match item {
        Item::Text {
            x_mm,
            y_mm,
            size_pt,
            face,
            shade,
            text,
        } => {
            let (x, y) = point(*x_mm, *y_mm);
            ops.extend([
                Op::SetFillColor { col: grey(*shade) },
                Op::StartTextSection,
                Op::SetFont {
                    font: PdfFontHandle::External(id(*face)),
                    size: Pt(*size_pt),
                },
                Op::SetTextMatrix {
                    matrix: TextMatrix::Translate(x, y),
                },
                Op::ShowText {
                    items: vec![TextItem::Text(text.clone())],
                },
                Op::EndTextSection,
            ]);
        }
        Item::Line {
            from_mm,
            to_mm,
            width_mm,
            shade,
        } => {
            let end = |(x_mm, y_mm): (f32, f32)| {
                let (x, y) = point(x_mm, y_mm);
                LinePoint {
                    p: Point { x, y },
                    bezier: false,
                }
            };
            ops.extend([
                Op::SetOutlineColor { col: grey(*shade) },
                Op::SetOutlineThickness {
                    pt: points(*width_mm),
                },
                Op::DrawLine {
                    line: Line {
                        points: vec![end(*from_mm), end(*to_mm)],
                        is_closed: false,
                    },
                },
            ]);
        }
        Item::Rect {
            x_mm,
            y_mm,
            width_mm,
            height_mm: rect_mm,
            shade,
        } => {
            let (x, y) = point(*x_mm, y_mm + rect_mm);
            let rectangle = Rect {
                x,
                y,
                width: points(*width_mm),
                height: points(*rect_mm),
                mode: Some(PaintMode::Fill),
                winding_order: None,
            };
            ops.extend([
                Op::SetFillColor { col: grey(*shade) },
                Op::DrawRectangle { rectangle },
            ]);
        }
    }
}

/// Hundredths of a point: finer than any printer, and short in the file.
fn points(mm: f32) -> Pt {
    Pt((mm * 72.0 / 25.4 * 100.0).round() / 100.0)
}

fn grey(shade: Shade) -> Color {
    let percent = (f32::from(shade.grey()) / 255.0 * 100.0).round() / 100.0;
    Color::Greyscale(Greyscale {
        percent,
        icc_profile: None,
    })
}

fn fingerprint(pages: &[Page], meta: &Meta) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(format!("{meta:?}{pages:?}"));
    hash.finalize()
        .iter()
        .take(16)
        .flat_map(|byte| format!("{byte:02x}").into_bytes())
        .collect()
}
