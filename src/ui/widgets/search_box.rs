//! Search as one types: the focus stays in the input, at most ten rows, nothing preselected.
//!
//! MSP-0320, -0370, -0430: no completion in the field, a progressive list, and it says how many there are.
//! Enter chooses only what an arrow has been put on: a list that arrives late must never choose for the user.

use egui::{
    Event, Key, Modifiers, Popup, PopupCloseBehavior, Response, Sense, Ui, UiBuilder, WidgetInfo,
    vec2,
};

use super::field::{Field, RecordKey};
use super::text::small;
use crate::ui::cx::Cx;
use crate::ui::theme::tokens::{size, space};

/// Rows of the list; the rest is reached by typing more.
pub const ROWS_MAX: usize = 10;
/// Points between the edge of a row and its words, on either side.
pub const ROW_MARGIN: f32 = 10.0;

/// What the box remembers between passes.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct SearchState {
    pub text: String,
    /// Key of the row the arrows stand on; by key, so that a list that changes cannot move it to another row.
    selected: Option<String>,
    open: bool,
}

/// What was found for the text: the first rows and how many there are in all.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a, T> {
    pub items: &'a [T],
    pub total: usize,
}

/// What happened in this pass.
pub struct SearchResponse {
    /// Of the input.
    pub response: Response,
    /// The text changed: search anew.
    pub changed: bool,
    /// Index into [`Found::items`] of what the user chose.
    pub chosen: Option<usize>,
}

/// A search input with its list.
#[must_use = "call show"]
pub struct SearchBox<'a> {
    key: RecordKey<'a>,
    label: &'a str,
    hint: &'a str,
    min_chars: usize,
    width: f32,
    row_height: f32,
    heights: Option<&'a [f32]>,
    rows_max: usize,
    list_height: f32,
    in_place: bool,
    waiting: bool,
    label_hidden: bool,
    error: Option<&'a str>,
    /// The list stands there before a letter is typed, and a figure takes a row of it.
    offers: bool,
    /// Longest text where any words will do and the list only offers.
    free_words: Option<usize>,
}

impl SearchState {
    /// Empties the box.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The key of the row under the arrows.
    pub fn selected(&self) -> Option<&str> {
        self.selected.as_deref()
    }
}

impl<'a> SearchBox<'a> {
    pub fn new(key: RecordKey<'a>, label: &'a str) -> Self {
        Self {
            key,
            label,
            hint: "",
            min_chars: 1,
            width: size::TEXT,
            row_height: size::ROW,
            heights: None,
            rows_max: ROWS_MAX,
            list_height: f32::INFINITY,
            in_place: false,
            waiting: false,
            label_hidden: false,
            error: None,
            offers: false,
            free_words: None,
        }
    }

    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// Below this many letters nothing is offered (4 for medicines, ISMP).
    pub fn min_chars(mut self, min_chars: usize) -> Self {
        self.min_chars = min_chars;
        self
    }

    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// Two-line rows for names of people.
    pub fn tall_rows(mut self) -> Self {
        self.row_height = size::ROW_TALL;
        self
    }

    /// The height of each row in points, where what it says may wrap: a row that cuts its words says something else.
    pub fn heights(mut self, heights: &'a [f32]) -> Self {
        self.heights = Some(heights);
        self
    }

    /// So many rows instead of [`ROWS_MAX`]; give the list a height too ([`SearchBox::list_height`]).
    pub fn rows_max(mut self, rows_max: usize) -> Self {
        self.rows_max = rows_max;
        self
    }

    /// A list in place that is higher than this scrolls by itself. The input stays where it is: one that scrolls out of sight is not
    /// drawn, and egui takes the keyboard from what is not drawn.
    pub fn list_height(mut self, points: f32) -> Self {
        self.list_height = points.max(2.0 * size::ROW_TALL);
        self
    }

    /// The list stands under the input as part of the page instead of floating over it.
    pub fn in_place(mut self) -> Self {
        self.in_place = true;
        self
    }

    /// Any words will do, up to so many characters: the list stands there with the focus, offers, and is gone when nothing fits.
    pub fn free_words(mut self, char_limit: usize) -> Self {
        self.free_words = Some(char_limit);
        self.min_chars = 0;
        self
    }

    /// What is there before a letter is typed is offered with the focus: ↓ and Enter, or the figure of its row, 1 to 9, take one.
    /// Only for boxes in which nothing begins with a figure.
    pub fn offers(mut self) -> Self {
        self.offers = true;
        self.min_chars = 0;
        self
    }

    /// The answer has not come yet: an empty list says nothing.
    pub fn waiting(mut self, waiting: bool) -> Self {
        self.waiting = waiting;
        self
    }

    pub fn label_hidden(mut self) -> Self {
        self.label_hidden = true;
        self
    }

    pub fn error(mut self, error: Option<&'a str>) -> Self {
        self.error = error;
        self
    }

    /// `key_of` names an item for good; `name_of` is what is read aloud; `row` draws it into its row.
    pub fn show<T>(
        self,
        ui: &mut Ui,
        cx: &Cx,
        state: &mut SearchState,
        found: Found<'_, T>,
        key_of: impl Fn(&T) -> String,
        name_of: impl Fn(&T) -> String,
        mut row: impl FnMut(&mut Ui, &T),
    ) -> SearchResponse {
        let id = self.key.id();
        let items = found
            .items
            .get(..found.items.len().min(self.rows_max))
            .unwrap_or_default();
        let long_enough = state.text.trim().chars().count() >= self.min_chars;
        let listed = long_enough && !items.is_empty();
        let focused = ui.memory(|m| m.has_focus(id));

        let mut chosen = None;
        let mut position = state
            .selected
            .as_ref()
            .and_then(|s| items.iter().position(|i| key_of(i) == *s));
        if focused {
            let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
            let (down, up, enter) = (
                pressed(Key::ArrowDown),
                pressed(Key::ArrowUp),
                pressed(Key::Enter),
            );
            if listed && (state.open || self.in_place) {
                position = step(position, items.len(), down, up);
                if enter {
                    chosen = position;
                }
                if !self.in_place && pressed(Key::Escape) {
                    state.open = false;
                    position = None;
                }
            } else if down {
                state.open = true;
            }
            if self.offers && state.text.is_empty() && listed {
                chosen = chosen.or_else(|| struck_figure(ui, items.len()));
            }
        }

        let mut field = Field::new(self.key, self.label, &mut state.text)
            .hint(self.hint)
            .width(self.width)
            .error(self.error)
            .char_limit(self.free_words.unwrap_or(Field::CHAR_LIMIT))
            .keep_escape(state.open && listed && !self.in_place);
        if self.label_hidden {
            field = field.label_hidden();
        }
        let typed = field.show(ui, cx);
        let is_free = self.free_words.is_some() || self.offers;
        if is_free && typed.response.gained_focus() {
            state.open = true;
        }
        if typed.changed {
            state.open = true;
            // What was under the arrows belongs to another text.
            position = None;
            chosen = None;
        }
        let selected = position.and_then(|p| items.get(p)).map(&key_of);
        let moved = selected != state.selected;
        state.selected = selected;
        let rows = Rows {
            key: self.key,
            height: self.row_height,
            heights: self.heights,
            list_height: self.list_height,
            selected: position,
            moved,
        };

        let mut list = |ui: &mut Ui| list_ui(ui, cx, &rows, items, found.total, &name_of, &mut row);
        let clicked = if self.waiting && items.is_empty() {
            None
        } else if self.in_place {
            if long_enough {
                list(ui)
            } else {
                too_short_ui(ui, cx, &state.text, self.min_chars)
            }
        } else if state.open
            && (typed.response.has_focus() || pointer_in_list(ui, id))
            && if is_free {
                listed || self.offers && !state.text.trim().is_empty()
            } else {
                !state.text.trim().is_empty()
            }
        {
            let width = typed.response.rect.width().max(size::TEXT);
            let shown = Popup::from_response(&typed.response)
                .id(list_id(id))
                .close_behavior(PopupCloseBehavior::IgnoreClicks)
                .width(width)
                .gap(2.0)
                .show(|ui| {
                    // As wide as the field: a popup of an earlier, wider window is remembered otherwise.
                    ui.set_width(width);
                    if long_enough {
                        list(ui)
                    } else {
                        too_short_ui(ui, cx, &state.text, self.min_chars)
                    }
                });
            if let Some(shown) = &shown {
                ui.data_mut(|d| d.insert_temp(list_id(id), shown.response.rect));
            }
            shown.and_then(|s| s.inner)
        } else {
            None
        };
        chosen = chosen.or(clicked);
        if chosen.is_some() {
            state.open = false;
            state.selected = None;
        }
        SearchResponse {
            response: typed.response,
            changed: typed.changed,
            chosen,
        }
    }
}

/// The row, from 0, whose figure was struck in this pass; the figure is taken out of the input and stands in no field.
fn struck_figure(ui: &Ui, rows: usize) -> Option<usize> {
    let row_of = |event: &Event| match event {
        Event::Text(text) => match text.as_bytes() {
            [figure @ b'1'..=b'9'] => Some(usize::from(figure - b'1')).filter(|row| *row < rows),
            _ => None,
        },
        _ => None,
    };
    ui.input_mut(|i| {
        let row = i.events.iter().find_map(row_of)?;
        i.events.retain(|event| row_of(event).is_none());
        Some(row)
    })
}

/// One step of the arrows; the first ↓ goes to the first row, ↑ above it leaves the list.
fn step(at: Option<usize>, count: usize, down: bool, up: bool) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match (down, up, at) {
        (true, _, None) => Some(0),
        (true, _, Some(p)) => Some((p + 1).min(last)),
        (_, true, Some(0) | None) => None,
        (_, true, Some(p)) => Some(p - 1),
        (false, false, p) => p,
    }
}

/// How the list is drawn.
struct Rows<'a> {
    key: RecordKey<'a>,
    height: f32,
    heights: Option<&'a [f32]>,
    list_height: f32,
    selected: Option<usize>,
    /// The arrows have just come to the selected row.
    moved: bool,
}

impl Rows<'_> {
    fn height_of(&self, index: usize) -> f32 {
        let own = self.heights.and_then(|all| all.get(index)).copied();
        own.unwrap_or(self.height).max(size::ROW)
    }
}

fn list_ui<T>(
    ui: &mut Ui,
    cx: &Cx,
    rows: &Rows<'_>,
    items: &[T],
    total: usize,
    name_of: &impl Fn(&T) -> String,
    row: &mut impl FnMut(&mut Ui, &T),
) -> Option<usize> {
    ui.spacing_mut().item_spacing.y = 0.0;
    if items.is_empty() {
        ui.add_space(space::XS);
        ui.label(super::text::muted(cx, cx.tr("ui-search-nothing")));
        ui.add_space(space::XS);
        return None;
    }
    let all: f32 = (0..items.len()).map(|at| rows.height_of(at)).sum();
    let clicked = if all > rows.list_height {
        egui::ScrollArea::vertical()
            .id_salt(rows.key.id().with("scroll"))
            .max_height(rows.list_height)
            .auto_shrink([false, true])
            .show(ui, |ui| rows_ui(ui, cx, rows, items, name_of, row))
            .inner
    } else {
        rows_ui(ui, cx, rows, items, name_of, row)
    };
    ui.add_space(space::XS);
    let (shown, total) = (items.len().to_string(), total.max(items.len()).to_string());
    ui.label(small(
        cx,
        cx.tr_with("ui-search-count", &[("shown", &shown), ("total", &total)]),
    ));
    clicked
}

fn rows_ui<T>(
    ui: &mut Ui,
    cx: &Cx,
    rows: &Rows<'_>,
    items: &[T],
    name_of: &impl Fn(&T) -> String,
    row: &mut impl FnMut(&mut Ui, &T),
) -> Option<usize> {
    let t = cx.tokens();
    let id = rows.key.id();
    let mut clicked = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    for (index, item) in items.iter().enumerate() {
        let size = vec2(ui.available_width(), rows.height_of(index));
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let response = ui.interact(rect, id.with(("row", index)), Sense::CLICK);
        let is_selected = rows.selected == Some(index);
        let name = name_of(item);
        response
            .widget_info(|| WidgetInfo::selected(egui::Role::ListItem, true, is_selected, &name));
        if is_selected && rows.moved {
            ui.scroll_to_rect(rect, None);
        }
        let fill = match (is_selected, response.hovered()) {
            (true, _) => t.selected,
            (false, true) => t.hover,
            (false, false) => t.sheet,
        };
        ui.painter().rect_filled(rect, 3.0, fill);
        if is_selected {
            let bar = egui::Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
            ui.painter().rect_filled(bar, 1.0, t.accent);
        }
        let inner = rect.shrink2(vec2(ROW_MARGIN, 2.0));
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        let mut child = ui.new_child(
            UiBuilder::new()
                .scope_id(id.with(("cell", index)))
                .max_rect(inner)
                .layout(layout),
        );
        child.spacing_mut().item_spacing = vec2(space::S, 0.0);
        row(&mut child, item);
        if response.clicked() {
            clicked = Some(index);
        }
    }
    clicked
}

fn too_short_ui(ui: &mut Ui, cx: &Cx, text: &str, min_chars: usize) -> Option<usize> {
    let missing = min_chars.saturating_sub(text.trim().chars().count());
    if missing > 0 && !text.trim().is_empty() {
        ui.label(small(cx, cx.tr_n("ui-search-more-letters", min_chars)));
    }
    None
}

fn list_id(id: egui::Id) -> egui::Id {
    id.with("list")
}

/// A press on a row takes the focus from the input before the click arrives; the list must live until then.
fn pointer_in_list(ui: &Ui, id: egui::Id) -> bool {
    let rect = ui.data(|d| d.get_temp::<egui::Rect>(list_id(id)));
    rect.is_some_and(|r| {
        ui.input(|i| {
            i.pointer.interact_pos().is_some_and(|p| r.contains(p))
                && (i.pointer.any_down() || i.pointer.any_released())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn nothing_is_selected_until_an_arrow() {
        let cases = [
            (None, 3, false, false, None),
            (None, 3, true, false, Some(0)),
            (Some(0), 3, true, false, Some(1)),
            (Some(2), 3, true, false, Some(2)),
            (Some(1), 3, false, true, Some(0)),
            (Some(0), 3, false, true, None),
            (None, 3, false, true, None),
            (None, 0, true, false, None),
        ];
        for (at, count, down, up, expected) in cases {
            assert_eq!(
                step(at, count, down, up),
                expected,
                "{at:?} {count} {down} {up}"
            );
        }
    }
}
