//! By Tab alone round every scene: the keyboard comes to everything that can be worked with, once, is always seen, goes on, and goes back
//! by the same way. That each stop has a name of its own is `ui::names`.

use std::collections::BTreeMap;

use egui::accesskit::Action;
use egui::epaint::{ClippedShape, Shape};
use egui::{Key, Modifiers, Rect, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;
use feldsher::domain::lang::Lang;
use feldsher::ui::settings::Colours;
use feldsher::ui::theme::tokens::{Scheme, size};

use super::{Scene, turn, wanted};
use crate::ui::whole::{dialog, is_within};

/// Stops that a list may bring into sight on the way.
const MORE: usize = 60;
/// Passes until the ring stands and what scrolls has moved.
const PASSES: usize = 3;
/// Points of a ring around its control.
const AROUND: f32 = 8.0;
/// Points of a ring that must be seen in each direction: it may be higher than the window.
const SEEN: f32 = 24.0;

/// A place where Tab stops.
#[derive(Debug, Clone)]
struct Stop {
    id: String,
    name: String,
    place: Rect,
}

/// The Tab stops that are drawn, in the dialog where one is open.
fn stops<S>(h: &Harness<'_, S>) -> BTreeMap<String, Stop> {
    let in_front = dialog(h);
    let mut found = BTreeMap::new();
    for node in h.root().children_recursive() {
        let inner = node.accesskit_node();
        let waits = in_front.is_some_and(|dialog| !is_within(inner, dialog));
        let is_stop = inner.data().supports_action(Action::Focus) && !inner.is_disabled();
        if is_stop && !waits {
            let id = format!("{:?}", inner.id());
            let name = format!("{:?} «{}»", inner.role(), inner.label().unwrap_or_default());
            let place = node.rect();
            found.insert(id.clone(), Stop { id, name, place });
        }
    }
    found
}

/// What has the keyboard.
fn focused<S>(h: &Harness<'_, S>) -> Option<Stop> {
    let mut all = h.root().children_recursive();
    let node = all.find(|n| n.accesskit_node().is_focused())?;
    let inner = node.accesskit_node();
    // Nothing has it: the window itself is named then.
    inner.parent()?;
    Some(Stop {
        id: format!("{:?}", inner.id()),
        name: format!("{:?} «{}»", inner.role(), inner.label().unwrap_or_default()),
        place: node.rect(),
    })
}

/// A ring in the colour that means the focus and nothing else stands around it, and enough of it is painted inside of the window.
fn is_ringed<S>(h: &Harness<'_, S>, place: Rect) -> bool {
    let window = h.ctx.content_rect();
    let mut shapes = h.output().shapes.iter();
    shapes.any(
        |ClippedShape {
             clip_rect, shape, ..
         }| { has_ring(shape, place, clip_rect.intersect(window)) },
    )
}

fn has_ring(shape: &Shape, place: Rect, clip: Rect) -> bool {
    match shape {
        Shape::Vec(inner) => inner.iter().any(|one| has_ring(one, place, clip)),
        Shape::Rect(rect) => {
            let focus = Scheme::HighContrast.tokens().focus;
            let is_ring = rect.stroke.color == focus && rect.stroke.width >= size::FOCUS;
            // Only what has the keyboard draws one; of a line over the whole width it may surround the words alone.
            let is_around = place.expand(AROUND).contains_rect(rect.rect)
                && rect.rect.height() + AROUND >= place.height();
            let seen = rect.rect.intersect(clip);
            let enough = rect.rect.size().min(vec2(SEEN, SEEN));
            is_ring && is_around && seen.width() >= enough.x && seen.height() >= enough.y
        }
        _ => false,
    }
}

/// One round from where the keyboard is, and what is wrong on the way.
fn round<S>(h: &mut Harness<'_, S>, back: bool, most: usize) -> (Vec<Stop>, Vec<String>) {
    let mut order: Vec<Stop> = Vec::new();
    let mut found = Vec::new();
    for _ in 0..most {
        if back {
            h.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
        } else {
            h.key_press(Key::Tab);
        }
        h.run_steps(PASSES);
        let Some(stop) = focused(h) else {
            continue;
        };
        if order.first().is_some_and(|first| first.id == stop.id) {
            return (order, found);
        }
        if order.iter().any(|one| one.id == stop.id) {
            found.push(format!("twice before the round ends: {}", stop.name));
            return (order, found);
        }
        if !is_ringed(h, stop.place) {
            found.push(format!(
                "has the keyboard and is not seen: {} at {:.0?}",
                stop.name, stop.place
            ));
        }
        order.push(stop);
    }
    found.push(format!("no way round after {} stops", order.len()));
    (order, found)
}

/// What is wrong with the way of the keyboard round this window.
pub fn wrong<S>(h: &mut Harness<'_, S>) -> Vec<String> {
    let there = stops(h);
    if there.is_empty() {
        return Vec::new();
    }
    let most = there.len() + MORE;
    let (order, mut found) = round(h, false, most);
    let after = stops(h);
    let reached = |id: &str| order.iter().any(|stop| stop.id == id);
    let missed = there
        .values()
        .filter(|stop| after.contains_key(&stop.id) && !reached(&stop.id));
    found.extend(missed.map(|stop| format!("never reached: {} at {:.0?}", stop.name, stop.place)));
    if found.is_empty() {
        // The keyboard is at the first stop again: backwards, that one comes last.
        let names = |stops: Vec<Stop>| stops.into_iter().map(|stop| stop.name).collect::<Vec<_>>();
        let back = names(round(h, true, most).0);
        let mut there = names(order);
        there.reverse();
        if there != back {
            // A list that has had the keyboard has a row chosen, and what acts on that row is a stop from then on.
            there = names(round(h, false, most).0);
            there.reverse();
        }
        if there != back {
            found.push(format!("another way back: {there:?} and {back:?}"));
        }
    }
    found
}

pub fn walked(scenes: &[Scene]) {
    let mut found = Vec::new();
    for scene in wanted(scenes) {
        let mut h = (scene.reach)();
        let usual = vec2(1366.0, 768.0);
        turn(&mut h, Lang::Ru, Colours::HighContrast, usual, 1.0);
        let named = |one: String| format!("{}: {one}", scene.name);
        found.extend(wrong(&mut h).into_iter().map(named));
    }
    assert!(
        found.is_empty(),
        "{} findings\n{}",
        found.len(),
        found.join("\n")
    );
}
