//! Goes to a scene by the shortest way; how a person gets there is what the flows of `ui_day` and `ui_strokes` are for.

use egui::accesskit::Role as Is;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use feldsher::domain::ids::PatientId;
use feldsher::domain::lang::Lang;
use feldsher::i18n::tr;
use feldsher::ui::command::Command;
use feldsher::ui::screens::{Ask, Route};
use feldsher::worker::Event;

use crate::ui_day::Room;

pub type Window = Harness<'static, Room>;

/// The words of the language in which scenes are reached.
pub fn word(key: &str) -> String {
    tr(Lang::Ru, key, &[])
}

pub trait Hand {
    /// Presses what has this role and these words of the catalogue; the first of several.
    fn push(&mut self, role: Is, key: &str);
    fn push_nth(&mut self, role: Is, label: &str, nth: usize);
    /// Gives it the keyboard.
    fn stop(&mut self, role: Is, key: &str);
    fn button(&mut self, key: &str);
    /// Into the field with this name.
    fn fill(&mut self, label: &str, text: &str);
    /// Into what has the keyboard.
    fn typed_here(&mut self, text: &str);
    fn key(&mut self, key: Key);
    fn ctrl(&mut self, key: Key);
    fn order(&mut self, command: Command);
    fn go(&mut self, route: Route);
    fn card(&mut self, patient: PatientId);
    /// What the worker would say.
    fn hear(&mut self, event: Event);
}

impl Hand for Window {
    fn push(&mut self, role: Is, key: &str) {
        self.push_nth(role, &word(key), 0);
    }

    fn push_nth(&mut self, role: Is, label: &str, nth: usize) {
        let found: Vec<_> = self
            .root()
            .children_recursive()
            .filter(|node| {
                let node = node.accesskit_node();
                node.role() == role && node.label().is_some_and(|l| l.starts_with(label))
            })
            .collect();
        let Some(node) = found.get(nth) else {
            let all: Vec<_> = self
                .root()
                .children_recursive()
                .filter(|node| node.accesskit_node().role() == role)
                .filter_map(|node| node.accesskit_node().label())
                .collect();
            panic!("no {role:?} {label} ({nth}): {all:?}");
        };
        node.click_accesskit();
        self.run_steps(8);
    }

    fn stop(&mut self, role: Is, key: &str) {
        self.get_by_role_and_label(role, &word(key)).focus();
        self.run_steps(4);
    }

    fn button(&mut self, key: &str) {
        self.push(Is::Button, key);
    }

    fn fill(&mut self, label: &str, text: &str) {
        let found = self.root().children_recursive().find(|node| {
            let node = node.accesskit_node();
            crate::ui::whole::is_field(node.role())
                && node.label().is_some_and(|l| l.starts_with(label))
        });
        let Some(node) = found else {
            panic!("no field {label}");
        };
        node.focus();
        self.run_steps(2);
        self.typed_here(text);
    }

    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "the method itself is for one lifetime only"
    )]
    fn typed_here(&mut self, text: &str) {
        self.get_by(|node| node.is_focused()).type_text(text);
        self.run_steps(4);
    }

    fn key(&mut self, key: Key) {
        self.key_press(key);
        self.run_steps(6);
    }

    fn ctrl(&mut self, key: Key) {
        self.key_press_modifiers(Modifiers::COMMAND, key);
        self.run_steps(8);
    }

    fn order(&mut self, command: Command) {
        self.state_mut().app.order(command);
        self.run_steps(12);
    }

    fn go(&mut self, route: Route) {
        self.state_mut().app.ask(Ask::Go(route));
        self.run_steps(12);
    }

    fn card(&mut self, patient: PatientId) {
        self.state_mut().app.ask(Ask::OpenCard(patient));
        self.run_steps(16);
        assert_eq!(self.state().app.route, Route::Card);
        assert!(self.state().app.model.card.is_some());
    }

    fn hear(&mut self, event: Event) {
        self.state_mut().events.send(event).unwrap();
        self.run_steps(6);
    }
}
