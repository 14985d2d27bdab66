//! A barcode scanner types like a keyboard, fast, and ends with Enter. What it types has one field; it is also heard where no text is
//! typed, so that its Enter never presses a button or opens a line.

use egui::{Context, Event, Id, Key, Ui};

use crate::domain::gs1;
use crate::ui::cx::Cx;
use crate::ui::widgets::{Field, RecordKey, dialog, focus_chain};

/// Shorter than any code: an EAN-8, the number of a paper and a national number are longer or as long.
const SHORTEST: usize = 8;
/// Characters of one scan follow each other within this time, drawing included; in a text field nobody types as fast.
const GAP_SECS: f64 = 0.5;
const GAP_IN_TEXT_SECS: f64 = 0.1;

#[derive(Debug, Default)]
pub struct Scan {
    text: String,
    /// It was not understood: the next scan takes its place.
    stale: bool,
    /// What came fast and has no Enter yet.
    burst: String,
    last: f64,
}

impl Scan {
    /// Nothing is on its way: what stands in the other fields now was typed by a person.
    pub fn is_idle(&self, ctx: &Context) -> bool {
        self.burst.is_empty() || ctx.input(|i| i.time) - self.last > GAP_SECS
    }

    /// Call it before anything else of the screen is drawn. `field` is the scan's own; in `also` a scan is told from typing by its
    /// speed, and whoever owns these fields puts back what stood there.
    pub fn listen(&mut self, ctx: &Context, field: Id, also: &[Id]) -> Option<String> {
        if dialog::is_any_open(ctx) {
            self.burst.clear();
            return None;
        }
        self.listen_in_dialog(ctx, field, also)
    }

    /// The same where the field lies in the dialog on top.
    pub fn listen_in_dialog(&mut self, ctx: &Context, field: Id, also: &[Id]) -> Option<String> {
        let focus = ctx.memory(egui::Memory::focused);
        if focus == Some(field) {
            self.burst.clear();
            self.prepare(ctx);
            return None;
        }
        let in_text = ctx.text_edit_focused();
        if in_text && focus.is_none_or(|focus| !also.contains(&focus)) {
            self.burst.clear();
            return None;
        }
        let gap = if in_text { GAP_IN_TEXT_SECS } else { GAP_SECS };
        ctx.input_mut(|i| {
            let now = i.time;
            if now - self.last > gap {
                self.burst.clear();
            }
            let mut scanned = None;
            i.events.retain(|event| match event {
                Event::Text(text) => {
                    self.last = now;
                    if self.burst.len() <= gs1::CHARS_MAX {
                        self.burst.push_str(text);
                    }
                    // The first character may be anybody's.
                    in_text || self.burst.chars().count() < 2
                }
                Event::Key {
                    key: Key::Enter,
                    pressed: true,
                    modifiers,
                    ..
                } if modifiers.is_none() && self.burst.chars().count() >= SHORTEST => {
                    scanned = Some(std::mem::take(&mut self.burst));
                    false
                }
                Event::Key { key, modifiers, .. } if !self.burst.is_empty() => {
                    if is_separator(event) {
                        self.burst.push(gs1::GS);
                    }
                    // A choice that has the keyboard must not take the figures as its own.
                    in_text || modifiers.command || modifiers.alt || key.name().len() > 1
                }
                _ => true,
            });
            if scanned.is_some() {
                // The rest of it would go into the field after its owner has put back what stood there.
                i.events.retain(|event| !matches!(event, Event::Text(_)));
            }
            scanned
        })
    }

    /// The separator reaches a text field only as a character, and a new scan replaces one that was not understood.
    fn prepare(&mut self, ctx: &Context) {
        ctx.input_mut(|i| {
            for event in &mut i.events {
                if is_separator(event) {
                    *event = Event::Text(gs1::GS.to_string());
                }
            }
            if self.stale && i.events.iter().any(|e| matches!(e, Event::Text(_))) {
                self.text.clear();
                self.stale = false;
            }
        });
    }

    /// The field; what was scanned or typed, once Enter came. The keyboard stays: the next scan belongs here too.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        cx: &Cx,
        key: RecordKey<'_>,
        label: &str,
    ) -> Option<String> {
        let shown = Field::new(key, label, &mut self.text)
            // Not cut: what is too long is refused as such.
            .char_limit(gs1::CHARS_MAX + 1)
            .show(ui, cx);
        if shown.changed {
            self.stale = false;
        }
        if !shown.entered {
            return None;
        }
        focus_chain::ask_for(ui.ctx(), key.id());
        (!self.text.trim().is_empty()).then(|| self.text.clone())
    }

    pub fn taken(&mut self) {
        self.text.clear();
        self.stale = false;
    }

    /// Stays in sight until the next scan.
    pub fn refused(&mut self, text: String) {
        self.text = text;
        self.stale = true;
    }
}

/// A keyboard has no key for FNC1: scanners press Ctrl and the closing bracket, which is that control character.
fn is_separator(event: &Event) -> bool {
    matches!(event, Event::Key { key, physical_key, pressed: true, modifiers, .. }
        if modifiers.ctrl
            && !modifiers.alt
            && (*key == Key::CloseBracket || *physical_key == Some(Key::CloseBracket)))
}
