//! A table with one Tab stop: arrows move inside, Enter opens. Only visible rows are drawn, so 100 000 rows cost as much as ten.

use egui::{
    Align, EventFilter, Id, Key, Layout, Modifiers, Rect, Response, ScrollArea, Sense, Stroke, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

use super::focus_chain;
use super::text::small;
use crate::ui::cx::Cx;
use crate::ui::theme::apply::focus_ring;
use crate::ui::theme::tokens::{size, space};

/// Rows that PageUp and PageDown jump.
const PAGE_ROWS: usize = 10;
/// Height of headings of one line.
const HEAD: f32 = 26.0;

/// A column: its heading and its width. Names are never cut: give them a tall row or the widest column.
#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    pub heading: &'a str,
    pub width: Width,
    /// Numbers stand on the right.
    pub right: bool,
}

/// Width of a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Width {
    Points(f32),
    /// What is left, shared by weight.
    Rest(f32),
}

/// Where the arrows stand and how far the list is scrolled.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct TableState {
    pub selected: Option<usize>,
    offset: f32,
    view_height: f32,
    jump: bool,
}

impl TableState {
    /// Puts the arrows on `row` and brings it into sight.
    pub fn jump_to(&mut self, row: usize) {
        self.selected = Some(row);
        self.jump = true;
    }

    /// The arrows stand on `row`.
    pub fn at(row: usize) -> Self {
        Self {
            selected: Some(row),
            jump: true,
            ..Self::default()
        }
    }
}

/// What happened in this pass.
pub struct TableResponse {
    /// Of the table as one Tab stop.
    pub response: Response,
    /// The row the arrows moved to or that was clicked.
    pub selected: Option<usize>,
    /// Enter or a double click on a row.
    pub opened: Option<usize>,
}

/// A table. Build it, then [`Table::show`].
#[must_use = "call show"]
pub struct Table<'a> {
    id: Id,
    label: &'a str,
    columns: &'a [Column<'a>],
    row_height: Option<f32>,
    heights: Option<&'a [f32]>,
    click_opens: bool,
    max_height: f32,
}

impl<'a> Column<'a> {
    pub fn points(heading: &'a str, width: f32) -> Self {
        Self {
            heading,
            width: Width::Points(width),
            right: false,
        }
    }

    pub fn rest(heading: &'a str) -> Self {
        Self {
            heading,
            width: Width::Rest(1.0),
            right: false,
        }
    }

    /// As wide as so many columns of the rest.
    pub fn shares(heading: &'a str, shares: f32) -> Self {
        Self {
            heading,
            width: Width::Rest(shares),
            right: false,
        }
    }

    pub fn right(mut self) -> Self {
        self.right = true;
        self
    }
}

impl<'a> Table<'a> {
    /// `label` is read aloud; with no heading in any column there is no head.
    pub fn new(name: &str, label: &'a str, columns: &'a [Column<'a>]) -> Self {
        Self {
            id: Id::unique(("feldsher-table", name)),
            label,
            columns,
            row_height: None,
            heights: None,
            click_opens: false,
            max_height: f32::INFINITY,
        }
    }

    /// Two lines a row.
    pub fn tall_rows(mut self) -> Self {
        self.row_height = Some(size::ROW_TALL);
        self
    }

    /// A height for each row, for lists whose names wrap; for short lists, as all of them are added up in every pass.
    pub fn heights(mut self, heights: &'a [f32]) -> Self {
        self.heights = Some(heights);
        self
    }

    /// A single click opens: lists that are only for going somewhere.
    pub fn click_opens(mut self) -> Self {
        self.click_opens = true;
        self
    }

    pub fn max_height(mut self, height: f32) -> Self {
        self.max_height = height;
        self
    }

    /// The id of the Tab stop.
    pub fn id(&self) -> Id {
        self.id
    }

    /// `name_of` names a row aloud; `cell` draws column `c` of row `r`.
    pub fn show(
        self,
        ui: &mut Ui,
        cx: &Cx,
        state: &mut TableState,
        rows: usize,
        name_of: impl Fn(usize) -> String,
        mut cell: impl FnMut(&mut Ui, usize, usize),
    ) -> TableResponse {
        let t = cx.tokens();
        let places = Places::new(
            self.heights,
            self.row_height.unwrap_or_else(|| cx.row()),
            rows,
        );
        state.selected = state.selected.filter(|s| *s < rows);
        // Drawn first so that the stop stands before what lies in the cells; its rect is that of the last pass.
        let last_rect = ui
            .data(|d| d.get_temp::<Rect>(self.id))
            .unwrap_or(Rect::from_min_size(ui.cursor().min, vec2(1.0, 1.0)));
        let response = ui.interact(last_rect, self.id, Sense::FOCUSABLE);
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Table, true, self.label));
        let mut opened = None;
        let before = state.selected;
        if response.has_focus() {
            ui.memory_mut(|m| {
                m.set_focus_lock_filter(
                    self.id,
                    EventFilter {
                        vertical_arrows: true,
                        horizontal_arrows: false,
                        tab: false,
                        escape: false,
                    },
                )
            });
            step_by_keys(ui, &mut state.selected, rows);
            if ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter)) {
                opened = state.selected;
            }
        }
        focus_chain::offer_button(ui, &response);
        if response.gained_focus() && state.selected.is_none() && rows > 0 {
            state.selected = Some(0);
        }
        let mut moved = std::mem::take(&mut state.jump) || state.selected != before;
        if moved && state.view_height <= 0.0 {
            // In the first pass nobody knows how much is seen: a jump now would push the row out of sight.
            (state.jump, moved) = (true, false);
            ui.ctx().request_repaint();
        }
        if moved && let Some(row) = state.selected {
            state.offset = kept_in_view(
                places.top(row),
                places.top(row + 1),
                state.offset,
                state.view_height,
            );
        }

        let scope = UiBuilder::new()
            .scope_id(self.id.with("scope"))
            .accessibility_parent(self.id);
        let inner = ui.scope_builder(scope, |ui| {
            ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
            let width = ui.available_width();
            let has_bar = state.view_height > 0.0 && places.top(rows) > state.view_height + 0.5;
            let bar = if has_bar {
                ui.spacing().scroll.allocated_width()
            } else {
                0.0
            };
            let widths = widths(self.columns, width - bar);
            if self.columns.iter().any(|c| !c.heading.is_empty()) {
                self.head_ui(ui, cx, &widths, width);
            }
            let mut area = ScrollArea::vertical()
                .id_salt(self.id.with("scroll"))
                .auto_shrink([false, self.max_height.is_finite()])
                .max_height(self.max_height);
            if moved {
                area = area.vertical_scroll_offset(state.offset);
            }
            let shown = area.show_viewport(ui, |ui, view| {
                let origin = ui.min_rect().min;
                ui.set_min_size(vec2(width - bar, places.top(rows)));
                for row in places.seen(view.top(), view.bottom()) {
                    let (top, bottom) = (places.top(row), places.top(row + 1));
                    let rect = Rect::from_min_max(
                        origin + vec2(0.0, top),
                        origin + vec2(width - bar, bottom),
                    );
                    let line = ui.interact(rect, self.id.with(row), Sense::CLICK);
                    let selected = state.selected == Some(row);
                    let name = name_of(row);
                    line.widget_info(|| {
                        WidgetInfo::selected(egui::Role::Row, true, selected, &name)
                    });
                    let fill = match (selected, line.hovered(), row % 2 == 1) {
                        (true, _, _) => t.selected,
                        (false, true, _) => t.hover,
                        (false, false, true) => t.zebra,
                        (false, false, false) => t.sheet,
                    };
                    ui.painter().rect_filled(rect, 0.0, fill);
                    if selected {
                        ui.painter().rect_filled(
                            Rect::from_min_size(rect.min, vec2(3.0, rect.height())),
                            0.0,
                            t.accent,
                        );
                    }
                    let mut x = rect.left();
                    for (index, (column, width)) in self.columns.iter().zip(&widths).enumerate() {
                        let place = Rect::from_min_max(
                            pos2(x + space::S, rect.top()),
                            pos2(x + width - space::S, rect.bottom()),
                        );
                        x += width;
                        let layout = if column.right {
                            Layout::right_to_left(Align::Center)
                        } else {
                            Layout::left_to_right(Align::Center)
                        };
                        let mut child = ui.new_child(
                            UiBuilder::new()
                                .scope_id(self.id.with((row, index)))
                                .max_rect(place)
                                .layout(layout),
                        );
                        child.spacing_mut().item_spacing = vec2(space::S, 0.0);
                        cell(&mut child, row, index);
                    }
                    if line.clicked() {
                        state.selected = Some(row);
                        if self.click_opens {
                            response.request_focus();
                            opened = Some(row);
                        } else {
                            // The hand goes on with arrows and Enter.
                            focus_chain::ask_for(ui.ctx(), self.id);
                        }
                    }
                    if line.double_clicked() {
                        opened = Some(row);
                    }
                }
            });
            state.offset = shown.state.clamped_offset().y;
            state.view_height = shown.inner_rect.height();
        });
        let rect = inner.response.rect;
        ui.data_mut(|d| d.insert_temp(self.id, rect));
        if response.has_focus() {
            focus_ring(ui, t, rect.shrink(size::FOCUS));
        }
        TableResponse {
            response,
            selected: state.selected,
            opened,
        }
    }

    fn head_ui(&self, ui: &mut Ui, cx: &Cx, widths: &[f32], width: f32) {
        let t = cx.tokens();
        // A long word of a heading takes a second line: it is not laid over its neighbour.
        let font = egui::TextStyle::Small.resolve(ui.style());
        let high = self
            .columns
            .iter()
            .zip(widths)
            .map(|(column, width)| {
                let room = (width - 2.0 * space::S).max(1.0);
                let text = column.heading.to_owned();
                ui.painter()
                    .layout(text, font.clone(), t.muted, room)
                    .size()
                    .y
            })
            .fold(HEAD - space::S, f32::max);
        let head = vec2(width, high + space::S);
        let (rect, _) = ui.allocate_exact_size(head, Sense::hover());
        let mut x = rect.left();
        for (index, (column, width)) in self.columns.iter().zip(widths).enumerate() {
            let place = Rect::from_min_max(
                pos2(x + space::S, rect.top()),
                pos2(x + width - space::S, rect.bottom()),
            );
            x += width;
            let layout = if column.right {
                Layout::right_to_left(Align::Center)
            } else {
                Layout::left_to_right(Align::Center)
            };
            let mut child = ui.new_child(
                UiBuilder::new()
                    .scope_id(self.id.with(("head", index)))
                    .max_rect(place)
                    .layout(layout),
            );
            child.add(egui::Label::new(small(cx, column.heading)).wrap());
        }
        ui.painter().hline(
            rect.x_range(),
            rect.bottom() - 0.5,
            Stroke::new(size::HAIRLINE, t.border),
        );
    }
}

/// Where each row lies.
enum Places {
    Even {
        height: f32,
        rows: usize,
    },
    /// Upper edges, and the lower edge of the last row.
    Uneven(Vec<f32>),
}

impl Places {
    fn new(heights: Option<&[f32]>, height: f32, rows: usize) -> Self {
        let Some(heights) = heights else {
            return Self::Even { height, rows };
        };
        let mut edges = vec![0.0];
        let mut edge = 0.0;
        for row in 0..rows {
            edge += heights.get(row).copied().unwrap_or(height);
            edges.push(edge);
        }
        Self::Uneven(edges)
    }

    /// Upper edge of a row; of the row after the last, the end.
    fn top(&self, row: usize) -> f32 {
        match self {
            Self::Even { height, rows } => row.min(*rows) as f32 * height,
            Self::Uneven(edges) => edges.get(row).or(edges.last()).copied().unwrap_or_default(),
        }
    }

    /// Rows between two heights.
    fn seen(&self, from: f32, to: f32) -> std::ops::Range<usize> {
        match self {
            Self::Even { height, rows } => {
                ((from / height).floor().max(0.0) as usize).min(*rows)
                    ..((to / height).ceil().max(0.0) as usize).min(*rows)
            }
            Self::Uneven(edges) => {
                edges.partition_point(|e| *e <= from).saturating_sub(1)
                    ..edges.partition_point(|e| *e < to).min(edges.len() - 1)
            }
        }
    }
}

fn widths(columns: &[Column<'_>], available: f32) -> Vec<f32> {
    let (mut fixed, mut weights) = (0.0, 0.0);
    for column in columns {
        match column.width {
            Width::Points(points) => fixed += points,
            Width::Rest(weight) => weights += weight,
        }
    }
    let rest = (available - fixed).max(0.0);
    columns
        .iter()
        .map(|c| match c.width {
            Width::Points(points) => points,
            Width::Rest(weight) => rest * weight / weights,
        })
        .collect()
}

fn step_by_keys(ui: &Ui, selected: &mut Option<usize>, rows: usize) {
    let Some(last) = rows.checked_sub(1) else {
        return;
    };
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let at = *selected;
    let moves = [
        (Key::ArrowDown, at.map_or(0, |s| (s + 1).min(last))),
        (Key::ArrowUp, at.map_or(last, |s| s.saturating_sub(1))),
        (Key::PageDown, at.map_or(0, |s| (s + PAGE_ROWS).min(last))),
        (Key::PageUp, at.map_or(0, |s| s.saturating_sub(PAGE_ROWS))),
        (Key::Home, 0),
        (Key::End, last),
    ];
    for (key, to) in moves {
        if pressed(key) {
            *selected = Some(to);
        }
    }
}

/// The scroll offset nearest to the present one at which the row is wholly seen.
fn kept_in_view(top: f32, bottom: f32, offset: f32, view: f32) -> f32 {
    if top < offset {
        top
    } else if bottom > offset + view {
        (bottom - view).max(0.0)
    } else {
        offset
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selected_row_is_kept_in_view() {
        assert!(
            (kept_in_view(0.0, 28.0, 100.0, 280.0) - 0.0).abs() < 0.01,
            "above"
        );
        assert!(
            (kept_in_view(560.0, 588.0, 0.0, 280.0) - 308.0).abs() < 0.01,
            "below"
        );
        assert!(
            (kept_in_view(140.0, 168.0, 56.0, 280.0) - 56.0).abs() < 0.01,
            "already seen"
        );
    }

    #[test]
    fn only_rows_in_sight_are_drawn() {
        let even = Places::new(None, 28.0, 100_000);
        assert_eq!(even.seen(56.0, 280.0), 2..10);
        assert_eq!(even.seen(2_799_990.0, 2_800_200.0), 99_999..100_000);
        let uneven = Places::new(Some(&[20.0, 60.0, 40.0]), 28.0, 3);
        assert_eq!(uneven.seen(0.0, 20.0), 0..1);
        assert_eq!(uneven.seen(20.0, 81.0), 1..3);
        assert_eq!(uneven.seen(0.0, 500.0), 0..3);
        assert!((uneven.top(3) - 120.0).abs() < 0.01);
    }

    #[test]
    fn columns_share_what_is_left() {
        let columns = [
            Column::points("a", 100.0),
            Column::rest("b"),
            Column::points("c", 60.0),
        ];
        assert_eq!(widths(&columns, 500.0), vec![100.0, 340.0, 60.0]);
        assert_eq!(widths(&columns, 100.0), vec![100.0, 0.0, 60.0]);
    }
}
