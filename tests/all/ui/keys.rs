//! Hands that have a keyboard and nothing else. Whatever a pointer, a finger or a screen reader would send is noted, and the next
//! key press fails the test: a flow "by keyboard alone" cannot quietly be helped along.

use egui::{Event, Id, Key, Modifiers, Ui};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;

/// More Tabs than any screen has stops.
const STOPS: usize = 150;
/// More arrows than any choice has options.
const OPTIONS: usize = 8;

/// Keys that were pressed and what was typed with them, counted apart.
#[derive(Debug, Clone, Copy, Default)]
pub struct Strokes {
    /// A chord counts as each of its keys.
    pub keys: usize,
    /// Letters and figures.
    pub letters: usize,
}

/// Since the window opened.
pub fn strokes(ctx: &egui::Context) -> Strokes {
    ctx.data(|d| d.get_temp(Id::unique("test-strokes")))
        .unwrap_or_default()
}

fn count(ui: &Ui) {
    let mut strokes = strokes(ui.ctx());
    ui.input(|i| {
        for event in &i.events {
            match event {
                Event::Key {
                    pressed: true,
                    modifiers: m,
                    ..
                } => {
                    let held = [m.command || m.ctrl, m.shift, m.alt];
                    strokes.keys += 1 + held.into_iter().filter(|held| *held).count();
                }
                Event::Text(text) => strokes.letters += text.chars().count(),
                _ => {}
            }
        }
    });
    ui.ctx()
        .data_mut(|d| d.insert_temp(Id::unique("test-strokes"), strokes));
}

/// Call it first in every pass.
pub fn watch(ui: &Ui) {
    count(ui);
    let other: Vec<String> = ui.input(|i| {
        i.events
            .iter()
            .filter(|event| {
                !matches!(
                    event,
                    Event::Key { .. }
                        | Event::Text(_)
                        | Event::Copy
                        | Event::Cut
                        | Event::Paste(_)
                        | Event::WindowFocused(_)
                        | Event::ModifiersChanged(_)
                )
            })
            .map(|event| format!("{event:?}"))
            .collect()
    });
    if !other.is_empty() {
        ui.ctx().data_mut(|d| {
            d.get_temp_mut_or_default::<Vec<String>>(noted())
                .extend(other)
        });
    }
}

fn noted() -> Id {
    Id::unique("test-not-a-key")
}

pub trait Keys {
    /// Fails if anything but keys has come so far.
    fn only_keys(&self);
    fn press(&mut self, key: Key);
    fn chord(&mut self, modifiers: Modifiers, key: Key);
    /// Into what has the keyboard.
    fn typed(&mut self, text: &str);
    /// Tab to the field with this name, and type.
    fn write(&mut self, label: &str, text: &str);
    fn focused(&self) -> Option<String>;
    /// Tab until the thing whose name begins so has the keyboard.
    fn tab_to(&mut self, label: &str);
    /// Arrows in the choice with this name until an option with this word is taken.
    fn pick(&mut self, label: &str, option: &str);
    /// Space on the box whose words begin so; nothing if there is none.
    fn tick(&mut self, words: &str) -> bool;
    /// The same, unless it is ticked already.
    fn tick_unticked(&mut self, words: &str) -> bool;
    fn sees(&self, text: &str) -> bool;
}

impl<S> Keys for Harness<'static, S> {
    fn only_keys(&self) {
        let other = self
            .ctx
            .data(|d| d.get_temp::<Vec<String>>(noted()))
            .unwrap_or_default();
        assert!(other.is_empty(), "not by keyboard: {other:?}");
    }

    fn press(&mut self, key: Key) {
        self.key_press(key);
        self.run_steps(4);
        self.only_keys();
    }

    fn chord(&mut self, modifiers: Modifiers, key: Key) {
        self.key_press_modifiers(modifiers, key);
        self.run_steps(6);
        self.only_keys();
    }

    fn typed(&mut self, text: &str) {
        assert!(self.focused().is_some(), "nothing has the keyboard: {text}");
        self.event(Event::Text(text.to_owned()));
        self.run_steps(3);
        self.only_keys();
    }

    fn write(&mut self, label: &str, text: &str) {
        self.tab_to(label);
        self.typed(text);
    }

    fn focused(&self) -> Option<String> {
        self.root()
            .children_recursive()
            .find(|n| n.accesskit_node().is_focused())
            .map(|n| n.accesskit_node().label().unwrap_or_default())
    }

    fn tab_to(&mut self, label: &str) {
        let mut stops = Vec::new();
        for _ in 0..STOPS {
            let focused = self.focused().unwrap_or_default();
            if focused.starts_with(label) {
                return;
            }
            stops.push(focused);
            self.press(Key::Tab);
        }
        stops.dedup();
        panic!("Tab never reaches {label}; it stops at {stops:?}");
    }

    fn pick(&mut self, label: &str, option: &str) {
        self.tab_to(label);
        let wanted = option.to_lowercase();
        for _ in 0..OPTIONS {
            let taken = self.root().children_recursive().any(|n| {
                let node = n.accesskit_node();
                node.role() == egui::accesskit::Role::RadioButton
                    && node.toggled() == Some(egui::accesskit::Toggled::True)
                    && node
                        .label()
                        .is_some_and(|l| l.to_lowercase().replace('\u{a0}', " ").contains(&wanted))
            });
            if taken {
                return;
            }
            self.press(Key::ArrowRight);
        }
        panic!("{label} has no {option}");
    }

    fn tick(&mut self, words: &str) -> bool {
        let is_there = self.root().children_recursive().any(|n| {
            let node = n.accesskit_node();
            node.role() == egui::accesskit::Role::CheckBox
                && node.label().is_some_and(|l| l.starts_with(words))
        });
        if is_there {
            self.tab_to(words);
            self.press(Key::Space);
        }
        is_there
    }

    fn tick_unticked(&mut self, words: &str) -> bool {
        let is_ticked = self.root().children_recursive().any(|n| {
            let node = n.accesskit_node();
            node.role() == egui::accesskit::Role::CheckBox
                && node.toggled() == Some(egui::accesskit::Toggled::True)
                && node.label().is_some_and(|l| l.starts_with(words))
        });
        !is_ticked && self.tick(words)
    }

    fn sees(&self, text: &str) -> bool {
        self.root().children_recursive().any(|n| {
            let node = n.accesskit_node();
            node.label().is_some_and(|l| l.contains(text))
                || node.value().is_some_and(|v| v.contains(text))
        })
    }
}
