//! The only place where text is typed: label, input, unit, hint, previous value, error, and the identity of the field.
//!
//! egui keeps the undo of a text field under its id. With one id for two patients Ctrl+Z in the second card
//! brings back the words of the first; so a field is known by its [`RecordKey`] and by nothing else.

use egui::text_edit::TextEditState;
use egui::{
    EventFilter, Id, Key, Modifiers, Response, RichText, Sense, Stroke, TextEdit, TextStyle, Ui,
    UiBuilder, ViewportCommand, vec2,
};

use super::focus_chain;
use super::sign::paint_invalid;
use super::text::{muted, small};
use crate::ui::cx::Cx;
use crate::ui::theme::tokens::{size, space};

/// Which record (patient, visit, draft) and which field of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RecordKey<'a> {
    /// Id of the record, draft or, for what belongs to no record, of the screen.
    pub scope: &'a str,
    pub field: &'a str,
}

/// A labelled text input. Build it, then [`Field::show`].
#[must_use = "call show"]
pub struct Field<'a> {
    key: RecordKey<'a>,
    label: &'a str,
    text: &'a mut String,
    hint: &'a str,
    unit: &'a str,
    error: Option<&'a str>,
    previous: Option<&'a str>,
    note: Option<String>,
    width: f32,
    rows: usize,
    required: bool,
    password: bool,
    enabled: bool,
    label_hidden: bool,
    label_width: Option<f32>,
    char_limit: usize,
    keep_escape: bool,
}

/// What happened in a field in this pass.
pub struct FieldResponse {
    /// Of the text input itself.
    pub response: Response,
    /// The text is other than before.
    pub changed: bool,
    /// The focus went away: the time to check the value.
    pub left: bool,
    /// Enter was pressed in a one-line field.
    pub entered: bool,
}

impl<'a> RecordKey<'a> {
    pub fn new(scope: &'a str, field: &'a str) -> Self {
        Self { scope, field }
    }

    /// The id of the input in egui, the same wherever on the screen it stands.
    pub fn id(self) -> Id {
        Id::unique(("feldsher-field", self.scope, self.field))
    }
}

/// Gives the keyboard to a field, as from an error summary.
pub fn focus_field(ctx: &egui::Context, key: RecordKey<'_>) {
    focus_chain::ask_for(ctx, key.id());
}

/// Forgets every undo step of every field and empties the clipboard: at lock and at closing for the day.
pub fn forget_typed_text(ctx: &egui::Context) {
    ctx.data_mut(egui::util::IdTypeMap::remove_by_type::<TextEditState>);
    ctx.copy_text(String::new());
}

impl<'a> Field<'a> {
    /// Longest text of one field: longer than any note, short enough to keep one signed change small.
    pub const CHAR_LIMIT: usize = 20_000;

    pub fn new(key: RecordKey<'a>, label: &'a str, text: &'a mut String) -> Self {
        Self {
            key,
            label,
            text,
            hint: "",
            unit: "",
            error: None,
            previous: None,
            note: None,
            width: size::TEXT,
            rows: 1,
            required: false,
            password: false,
            enabled: true,
            label_hidden: false,
            label_width: None,
            char_limit: Self::CHAR_LIMIT,
            keep_escape: false,
        }
    }

    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// Unit inside the field on the right.
    pub fn unit(mut self, unit: &'a str) -> Self {
        self.unit = unit;
        self
    }

    /// What is wrong and what to do, in the same words as the summary.
    pub fn error(mut self, error: Option<&'a str>) -> Self {
        self.error = error;
        self
    }

    /// The last known value with its date, shown beside.
    pub fn previous(mut self, previous: Option<&'a str>) -> Self {
        self.previous = previous;
        self
    }

    /// What the program understood, shown beside.
    pub fn note(mut self, note: Option<String>) -> Self {
        self.note = note;
        self
    }

    /// Width in points; `f32::INFINITY` takes what there is.
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// More than one row makes Enter a new line.
    pub fn rows(mut self, rows: usize) -> Self {
        self.rows = rows.max(1);
        self
    }

    pub fn required(mut self, required: bool) -> Self {
        self.required = required;
        self
    }

    pub fn password(mut self) -> Self {
        self.password = true;
        self
    }

    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// The label is only read aloud: search boxes whose hint says what they are.
    pub fn label_hidden(mut self) -> Self {
        self.label_hidden = true;
        self
    }

    /// Puts the label into a column of this width on the left instead of above.
    pub fn label_beside(mut self, width: f32) -> Self {
        self.label_width = Some(width);
        self
    }

    pub fn char_limit(mut self, limit: usize) -> Self {
        self.char_limit = limit;
        self
    }

    /// Escape stays with the field: an open list closes first.
    pub(super) fn keep_escape(mut self, keep: bool) -> Self {
        self.keep_escape = keep;
        self
    }

    pub fn show(self, ui: &mut Ui, cx: &Cx) -> FieldResponse {
        let scope = UiBuilder::new().scope_id(self.key.id().with("scope"));
        ui.scope_builder(scope, |ui| {
            ui.add_enabled_ui(self.enabled, |ui| match self.label_width {
                Some(width) => {
                    ui.horizontal_top(|ui| {
                        let label = ui.allocate_ui_with_layout(
                            vec2(width, cx.control()),
                            egui::Layout::left_to_right(egui::Align::Center),
                            |ui| {
                                ui.set_min_width(width);
                                label_ui(ui, cx, self.label, self.required)
                            },
                        );
                        ui.vertical(|ui| self.input_ui(ui, cx, Some(label.inner)))
                            .inner
                    })
                    .inner
                }
                None => {
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 2.0;
                        let label = (!self.label_hidden)
                            .then(|| label_ui(ui, cx, self.label, self.required));
                        self.input_ui(ui, cx, label)
                    })
                    .inner
                }
            })
            .inner
        })
        .inner
    }

    fn input_ui(self, ui: &mut Ui, cx: &Cx, label: Option<Response>) -> FieldResponse {
        let t = cx.tokens();
        let id = self.key.id();
        let one_line = self.rows == 1;
        // Before TextEdit sees it, which would only give the focus away.
        let entered = one_line
            && ui.memory(|m| m.has_focus(id))
            && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));

        let has_beside = self.previous.is_some() || self.note.is_some();
        let mut response = ui
            .horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::S;
                if self.error.is_some() {
                    let widgets = &mut ui.visuals_mut().widgets;
                    widgets.inactive.bg_stroke = Stroke::new(1.5, t.danger.fg);
                    widgets.hovered.bg_stroke = Stroke::new(1.5, t.danger.fg);
                }
                let edit = if one_line {
                    TextEdit::singleline(self.text)
                } else {
                    TextEdit::multiline(self.text)
                };
                let height = if one_line { cx.control() } else { 0.0 };
                let filter = EventFilter {
                    tab: false,
                    horizontal_arrows: true,
                    vertical_arrows: true,
                    escape: self.keep_escape,
                };
                let mut edit = edit
                    .id(id)
                    .hint_text(RichText::new(self.hint))
                    .desired_width(
                        self.width
                            .max(room(ui, self.unit))
                            .min(ui.available_width()),
                    )
                    .desired_rows(self.rows)
                    .min_size(vec2(0.0, height))
                    .char_limit(self.char_limit)
                    .password(self.password)
                    .event_filter(filter);
                if !self.unit.is_empty() {
                    edit = edit.suffix(muted(cx, self.unit));
                }
                let response = ui.add(edit);
                if has_beside {
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        ui.set_min_height(cx.control());
                        let both = self.note.is_some() && self.previous.is_some();
                        ui.add_space(if both {
                            1.0
                        } else {
                            (cx.control() - 16.0) * 0.5
                        });
                        if let Some(note) = &self.note {
                            ui.label(small(cx, note).color(t.text));
                        }
                        if let Some(previous) = self.previous {
                            ui.label(small(cx, cx.tr_with("ui-previous", &[("value", previous)])));
                        }
                    });
                }
                response
            })
            .inner;

        response = match label {
            Some(label) => {
                if label.clicked() {
                    response.request_focus();
                }
                response.labelled_by(label.id)
            }
            None => response.accessible_name(self.label),
        };
        if response.has_focus() && cx.tokens().focus != cx.tokens().accent {
            crate::ui::theme::apply::focus_ring(ui, t, response.rect);
        }
        if let Some(error) = self.error {
            error_ui(ui, cx, &response, error);
        }
        edit_menu(cx, &response);

        if entered {
            focus_chain::ask_next(ui.ctx());
        } else {
            focus_chain::offer_input(ui, &response);
        }
        FieldResponse {
            changed: response.changed(),
            left: response.lost_focus(),
            entered,
            response,
        }
    }
}

/// The label above or beside an input, and the word that says it must be filled.
pub fn label_ui(ui: &mut Ui, cx: &Cx, label: &str, required: bool) -> Response {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let response = ui.add(
            egui::Label::new(small(cx, label))
                .wrap()
                .sense(Sense::CLICK),
        );
        if required {
            ui.label(
                RichText::new(cx.tr("ui-required"))
                    .small()
                    .color(cx.tokens().info.fg),
            );
        }
        response
    })
    .inner
}

/// Sign and sentence under an input; a screen reader hears it with the field.
pub(super) fn error_ui(ui: &mut Ui, cx: &Cx, input: &Response, error: &str) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let (rect, _) = ui.allocate_exact_size(vec2(14.0, 18.0), Sense::hover());
        paint_invalid(
            ui.painter(),
            egui::Rect::from_center_size(rect.center(), vec2(14.0, 14.0)),
            cx.tokens(),
        );
        ui.label(RichText::new(error).color(cx.tokens().danger.fg));
    });
    ui.ctx().accesskit_node_builder(input.id, |node| {
        node.set_invalid(egui::accesskit::Invalid::True);
        node.set_description(error);
    });
    ui.add_space(space::XS);
}

/// Cut, copy, paste under the right button; egui has none (issues 4393, 5382).
fn edit_menu(cx: &Cx, response: &Response) {
    response.context_menu(|ui| {
        let acts = [
            ("ui-cut", ViewportCommand::RequestCut),
            ("ui-copy", ViewportCommand::RequestCopy),
            ("ui-paste", ViewportCommand::RequestPaste),
        ];
        for (key, act) in acts {
            if ui.button(cx.tr(key)).clicked() {
                response.request_focus();
                ui.ctx().send_viewport_cmd(act);
                ui.close();
            }
        }
    });
}
/// Breadth in which a unit leaves its number readable: a figure hidden behind «мм рт. ст.» is another number.
fn room(ui: &Ui, unit: &str) -> f32 {
    /// The longest number that a vital sign or a dose takes.
    const LONGEST: &str = "0000,00";
    if unit.is_empty() {
        return 0.0;
    }
    let font = TextStyle::Body.resolve(ui.style());
    let breadth = |text: &str| {
        let text = text.to_owned();
        let laid = ui
            .painter()
            .layout_no_wrap(text, font.clone(), ui.visuals().text_color());
        laid.size().x
    };
    breadth(LONGEST) + space::S + breadth(unit)
}
