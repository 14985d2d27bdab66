//! Strips into pages: what stays together, what is repeated, where a page ends.
//! It knows heights only, not what a strip says.

use crate::domain::page::Item;

/// A horizontal strip of a page that is never divided. `items` have y from the strip's top, x from the page's edge.
#[derive(Debug, Clone, Default)]
pub(super) struct Strip {
    pub height_mm: f32,
    pub items: Vec<Item>,
    /// Stays on the page of the strip after it, when a page can hold both.
    pub glued: bool,
    /// Which of the repeated strips stands above this one when it opens a page.
    pub header: Option<usize>,
    /// Empty space: left out at the top of a page.
    pub gap: bool,
}

/// The strips of a document and those that are repeated.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub strips: Vec<Strip>,
    pub headers: Vec<Strip>,
}

/// The items of each page between `top_mm` and `bottom_mm`; at least one page. A strip higher than the page gets a
/// page of its own.
pub(super) fn paginate(flow: &Flow, top_mm: f32, bottom_mm: f32) -> Vec<Vec<Item>> {
    let mut pages = vec![Vec::new()];
    let mut y_mm = top_mm;
    let mut rest = flow.strips.as_slice();
    while let Some(chain) = next_chain(rest) {
        let chain_mm: f32 = chain.iter().map(|strip| strip.height_mm).sum();
        let room_mm = bottom_mm - top_mm - repeated_mm(flow, chain.first());
        if y_mm > top_mm && y_mm + chain_mm > bottom_mm && chain_mm <= room_mm {
            pages.push(Vec::new());
            y_mm = top_mm;
        }
        for strip in chain {
            if y_mm > top_mm && y_mm + strip.height_mm > bottom_mm {
                if strip.gap {
                    continue;
                }
                pages.push(Vec::new());
                y_mm = top_mm;
            }
            let opens_page = y_mm <= top_mm;
            if opens_page && strip.gap {
                continue;
            }
            if let Some(header) = strip
                .header
                .filter(|_| opens_page)
                .and_then(|index| flow.headers.get(index))
            {
                place(&mut pages, header, y_mm);
                y_mm += header.height_mm;
            }
            place(&mut pages, strip, y_mm);
            y_mm += strip.height_mm;
        }
        rest = rest.get(chain.len()..).unwrap_or_default();
    }
    pages
}

/// The strips up to and with the first that is not glued to its follower.
fn next_chain(strips: &[Strip]) -> Option<&[Strip]> {
    let last = strips
        .iter()
        .position(|strip| !strip.glued)
        .unwrap_or(strips.len().checked_sub(1)?);
    strips.get(..=last)
}

fn repeated_mm(flow: &Flow, first: Option<&Strip>) -> f32 {
    first
        .and_then(|strip| strip.header)
        .and_then(|index| flow.headers.get(index))
        .map_or(0.0, |header| header.height_mm)
}

fn place(pages: &mut [Vec<Item>], strip: &Strip, y_mm: f32) {
    if let Some(page) = pages.last_mut() {
        page.extend(strip.items.iter().map(|item| lowered(item, y_mm)));
    }
}

/// The item, `by_mm` further down.
pub(super) fn lowered(item: &Item, by_mm: f32) -> Item {
    let mut moved = item.clone();
    match &mut moved {
        Item::Text { y_mm, .. } | Item::Rect { y_mm, .. } => *y_mm += by_mm,
        Item::Line { from_mm, to_mm, .. } => {
            from_mm.1 += by_mm;
            to_mm.1 += by_mm;
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::page::Shade;

    fn strip(height_mm: f32, glued: bool) -> Strip {
        let mark = Item::Line {
            from_mm: (0.0, 0.0),
            to_mm: (1.0, 0.0),
            width_mm: height_mm,
            shade: Shade::Ink,
        };
        Strip {
            height_mm,
            items: vec![mark],
            glued,
            ..Strip::default()
        }
    }

    /// Heights of the strips on each page (the mark's thickness carries the height).
    fn check(flow: &Flow, want: &[&[f32]]) {
        let got: Vec<Vec<f32>> = paginate(flow, 10.0, 110.0)
            .iter()
            .map(|page| {
                page.iter()
                    .map(|item| match item {
                        Item::Line {
                            width_mm, from_mm, ..
                        } => {
                            assert!(
                                from_mm.1 >= 10.0
                                    && (from_mm.1 + width_mm <= 110.0 || *width_mm > 100.0)
                            );
                            *width_mm
                        }
                        other => panic!("{other:?}"),
                    })
                    .collect()
            })
            .collect();
        assert_eq!(got, want);
    }

    #[test]
    fn strips_fall_on_pages() {
        check(&Flow::default(), &[&[]]);
        let flow = |strips| Flow {
            strips,
            headers: vec![strip(7.0, false)],
        };
        check(
            &flow(vec![strip(60.0, false), strip(60.0, false)]),
            &[&[60.0], &[60.0]],
        );
        // a heading goes with its first row
        check(
            &flow(vec![
                strip(80.0, false),
                strip(10.0, true),
                strip(30.0, false),
            ]),
            &[&[80.0], &[10.0, 30.0]],
        );
        // a chain no page can hold is divided rather than lost
        check(
            &flow(vec![
                strip(80.0, true),
                strip(50.0, true),
                strip(30.0, false),
            ]),
            &[&[80.0], &[50.0, 30.0]],
        );
        check(
            &flow(vec![strip(130.0, false), strip(5.0, false)]),
            &[&[130.0], &[5.0]],
        );
        // a table's header stands again
        let row = |height_mm| Strip {
            header: Some(0),
            ..strip(height_mm, false)
        };
        check(
            &flow(vec![strip(7.0, true), row(60.0), row(60.0), row(20.0)]),
            &[&[7.0, 60.0], &[7.0, 60.0, 20.0]],
        );
        // no empty space at the top
        let gap = Strip {
            gap: true,
            height_mm: 20.0,
            glued: true,
            ..Strip::default()
        };
        check(
            &flow(vec![
                gap.clone(),
                strip(90.0, false),
                gap,
                strip(5.0, false),
            ]),
            &[&[90.0], &[5.0]],
        );
    }
}
