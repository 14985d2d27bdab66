//! What is painted is seen whole. It walks the shapes of one pass in the order in which they were painted and finds text that its window,
//! zone or field cuts, text shortened to «…», and text over text.
//!
//! A line that goes on below an edge is whole where a scroll bar stands beside it: that is how a person knows that there is more.

use egui::epaint::{ClippedShape, Shape};
use egui::{Rangef, Rect, accesskit};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, NodeT as _};

/// Points by which ink may pass an edge: anti-aliasing and rounding to pixels.
const SLACK: f32 = 1.0;
/// Points by which two lines of ink must lie over one another in both directions: descenders may touch.
const OVER: f32 = 2.0;
/// A scroll bar stands at most so far from the edge of what it moves: a zone has a margin.
const BAR_AWAY: f32 = 60.0;
/// Points between the end of a scroll bar and the edge at which its content is cut.
const BAR_ENDS: f32 = 24.0;
/// Thickness of a scroll bar.
const BAR: std::ops::RangeInclusive<f32> = 7.0..=9.0;
/// A value of so few characters is a figure, a date, a name: it is never partly hidden in its field.
const SHORT: usize = 18;

/// What a person could not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// An edge cuts it.
    Cut,
    /// It ends in «…».
    Shortened,
    /// Another text lies over it.
    Covered,
    /// It lies outside of the window, and nothing scrolls there.
    OutOfSight,
}

/// One fault, where, and of which text.
#[derive(Debug, Clone)]
pub struct Finding {
    pub fault: Fault,
    pub text: String,
    /// In points of the window.
    pub place: Rect,
    /// The edge that cuts it, or the text over it.
    pub by: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            fault, text, place, ..
        } = self;
        write!(f, "{fault:?} «{text}» at {place:.0?} by {}", self.by)
    }
}

/// A line of ink.
#[derive(Debug)]
struct Line {
    text: String,
    ink: Rect,
    clip: Rect,
    at: usize,
}

#[derive(Debug, Default)]
struct Painted {
    lines: Vec<Line>,
    /// Opaque grounds: what lies under them is not seen.
    grounds: Vec<(usize, Rect)>,
    bars: Vec<Rect>,
    shortened: Vec<(String, Rect)>,
    count: usize,
}

/// A field in which text is typed.
struct Typed {
    place: Rect,
    value: String,
}

/// What cannot be read in the last pass of `harness`.
pub fn unreadable<S>(harness: &Harness<'_, S>) -> Vec<Finding> {
    let window = harness.ctx.content_rect();
    let mut painted = Painted::default();
    for ClippedShape {
        clip_rect, shape, ..
    } in &harness.output().shapes
    {
        painted.walk(shape, *clip_rect, window);
    }
    let mut found = painted.cut(&typed(harness));
    found.extend(painted.covered());
    found.extend(painted.shortened.iter().map(|(text, place)| Finding {
        fault: Fault::Shortened,
        text: text.clone(),
        place: *place,
        by: String::new(),
    }));
    found.extend(painted.out_of_sight(harness, window));
    found
}

impl Painted {
    fn walk(&mut self, shape: &Shape, clip: Rect, window: Rect) {
        self.count += 1;
        match shape {
            Shape::Vec(inner) => inner.iter().for_each(|one| self.walk(one, clip, window)),
            Shape::Rect(rect) => self.rect(rect, clip, window),
            Shape::Text(text) => {
                for row in &text.galley.rows {
                    let bounds = row.visuals.mesh_bounds;
                    if !bounds.is_positive() {
                        continue;
                    }
                    let ink = bounds.translate(text.pos.to_vec2() + row.pos.to_vec2());
                    self.lines.push(Line {
                        text: row.text(),
                        ink,
                        clip,
                        at: self.count,
                    });
                }
                if text.galley.elided {
                    let place = text.galley.rect.translate(text.pos.to_vec2());
                    self.shortened.push((text.galley.text().to_owned(), place));
                }
            }
            _ => {}
        }
    }

    fn rect(&mut self, shape: &egui::epaint::RectShape, clip: Rect, window: Rect) {
        let seen = shape.rect.intersect(clip);
        let size = shape.rect.size();
        if BAR.contains(&size.x) && size.y > 2.0 * size.x
            || BAR.contains(&size.y) && size.x > 2.0 * size.y
        {
            self.bars.push(shape.rect);
        }
        // The ground of the window, or the veil behind a dialog: what was painted before is no longer read.
        if shape.fill.a() > 0 && seen.contains_rect(window.shrink(SLACK)) {
            *self = Self {
                count: self.count,
                ..Self::default()
            };
        } else if shape.fill.is_opaque() && seen.is_positive() {
            self.lines
                .retain(|line| !seen.contains_rect(line.ink.intersect(line.clip)));
            self.grounds.push((self.count, seen));
        }
    }

    fn cut(&self, typed: &[Typed]) -> Vec<Finding> {
        let of = |line: &Line, by: String| Finding {
            fault: Fault::Cut,
            text: line.text.clone(),
            place: line.ink,
            by,
        };
        let mut found = Vec::new();
        for line in &self.lines {
            let (ink, clip) = (line.ink, line.clip);
            let by = format!("{clip:.0?}");
            let sideways = ink.left() < clip.left() - SLACK || ink.right() > clip.right() + SLACK;
            let upright = ink.top() < clip.top() - SLACK || ink.bottom() > clip.bottom() + SLACK;
            let field = typed.iter().find(|field| {
                field.place.expand(2.0).contains_rect(clip) && field.value.contains(&line.text)
            });
            match field {
                // A long text moves under the caret.
                Some(field) if field.value.chars().count() > SHORT => {}
                _ if sideways && !self.goes_on(line, false) => found.push(of(line, by)),
                _ if upright && !self.goes_on(line, true) => found.push(of(line, by)),
                _ => {}
            }
        }
        found
    }

    /// What is cut at this edge goes on where a scroll bar moves it: the bar ends at that edge, beside the ink.
    fn goes_on(&self, line: &Line, upright: bool) -> bool {
        let Line { ink, clip, .. } = line;
        // A zone may be wider than what scrolls in it, and a field lies in what scrolls.
        let zone = self
            .lines
            .iter()
            .map(|other| other.clip)
            .filter(|other| other.expand(SLACK).contains_rect(*clip))
            .reduce(egui::Rect::union)
            .unwrap_or(*clip);
        self.bars.iter().any(|bar| {
            let is_upright = bar.height() > bar.width();
            let (beside, at_edge) = if upright {
                (
                    ink.right() - SLACK <= bar.left() && bar.left() <= zone.right() + BAR_AWAY,
                    edges(ink.y_range(), clip.y_range(), bar.y_range()),
                )
            } else {
                (
                    bar.top() <= zone.bottom() + BAR_AWAY,
                    edges(ink.x_range(), clip.x_range(), bar.x_range()),
                )
            };
            is_upright == upright && beside && at_edge
        })
    }

    fn covered(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        let seen: Vec<Rect> = self
            .lines
            .iter()
            .map(|line| line.ink.intersect(line.clip))
            .collect();
        for (under, line) in self.lines.iter().enumerate() {
            for (over, other) in self.lines.iter().enumerate().skip(under + 1) {
                let both = seen[under].intersect(seen[over]);
                let lies = both.width() > OVER && both.height() > OVER;
                if !lies || line.at == other.at {
                    continue;
                }
                let ground_between = self.grounds.iter().any(|(at, ground)| {
                    line.at < *at && *at < other.at && ground.contains_rect(both)
                });
                if !ground_between {
                    found.push(Finding {
                        fault: Fault::Covered,
                        text: line.text.clone(),
                        place: line.ink,
                        by: format!("«{}» at {:.0?}", other.text, other.ink),
                    });
                }
            }
        }
        found
    }

    /// Words and controls beyond the edge of the window that no scroll bar brings back; egui does not even paint them.
    fn out_of_sight<S>(&self, harness: &Harness<'_, S>, window: Rect) -> Vec<Finding> {
        let in_front = dialog(harness);
        let mut found = Vec::new();
        for node in harness.root().children_recursive() {
            let inner = node.accesskit_node();
            let Some(name) = inner.label().or(inner.value()).filter(|n| !n.is_empty()) else {
                continue;
            };
            if in_front.is_some_and(|dialog| !is_within(inner, dialog)) {
                continue;
            }
            let Some(place) = inner
                .bounding_box()
                .map(|_| node.rect())
                .filter(egui::Rect::is_positive)
            else {
                continue;
            };
            let sideways =
                place.left() < window.left() - SLACK || place.right() > window.right() + SLACK;
            let upright =
                place.top() < window.top() - SLACK || place.bottom() > window.bottom() + SLACK;
            let bar = |upright: bool| {
                self.bars.iter().any(|bar| {
                    (bar.height() > bar.width()) == upright
                        && if upright {
                            bar.left() >= place.left()
                        } else {
                            bar.top() >= place.top()
                        }
                })
            };
            if sideways && !bar(false) || upright && !bar(true) {
                found.push(Finding {
                    fault: Fault::OutOfSight,
                    text: name,
                    place,
                    by: format!("{:?} in {window:.0?}", inner.role()),
                });
            }
        }
        found
    }
}

/// The bar ends at the edge that cuts the ink.
fn edges(ink: Rangef, clip: Rangef, bar: Rangef) -> bool {
    let low = ink.max <= clip.max + SLACK || (bar.max - clip.max).abs() < BAR_ENDS;
    let high = ink.min >= clip.min - SLACK || (bar.min - clip.min).abs() < BAR_ENDS;
    low && high
}

/// The topmost dialog: what lies behind it waits.
pub fn dialog<'h, S>(harness: &'h Harness<'_, S>) -> Option<AccessKitNode<'h>> {
    harness
        .root()
        .children_recursive()
        .map(|node| node.accesskit_node())
        .filter(|node| node.role() == accesskit::Role::Dialog)
        .last()
}

/// `node` is `of` or stands in it.
pub fn is_within(node: AccessKitNode<'_>, of: AccessKitNode<'_>) -> bool {
    let mut at = Some(node);
    while let Some(node) = at {
        if node.id() == of.id() {
            return true;
        }
        at = node.parent();
    }
    false
}

/// Something is typed into it.
pub fn is_field(role: accesskit::Role) -> bool {
    use accesskit::Role;
    matches!(
        role,
        Role::TextInput | Role::MultilineTextInput | Role::PasswordInput | Role::SearchInput
    )
}

fn typed<S>(harness: &Harness<'_, S>) -> Vec<Typed> {
    harness
        .root()
        .children_recursive()
        .filter(|node| is_field(node.accesskit_node().role()))
        .filter(|node| node.accesskit_node().bounding_box().is_some())
        .map(|node| Typed {
            place: node.rect(),
            value: node.accesskit_node().value().unwrap_or_default(),
        })
        .collect()
}
