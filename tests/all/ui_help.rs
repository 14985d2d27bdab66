//! F1 in front of every screen: opens where one is, finds, and gives back what was there.

use egui::accesskit::Role as Is;
use egui::{Key, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use feldsher::domain::role::Role;
use feldsher::i18n::help;
use feldsher::ui::command::Command;
use feldsher::ui::screens::Route;
use feldsher::worker::PaperOf;

use crate::ui_pictures::hand::{Hand as _, Window, word};
use crate::ui_pictures::house::{enter, people};
use crate::ui_pictures::work::asked;

fn topic(h: &Window) -> Option<String> {
    h.state().app.help_topic().map(str::to_owned)
}

/// What is written in the field that has the keyboard.
fn typed(h: &Window) -> String {
    h.root()
        .children_recursive()
        .find_map(|node| {
            if node.is_focused() {
                node.accesskit_node().value()
            } else {
                None
            }
        })
        .unwrap_or_default()
}

fn on_screen(h: &Window, text: &str) -> bool {
    h.root().children_recursive().any(|node| {
        let node = node.accesskit_node();
        [node.label(), node.value()]
            .into_iter()
            .flatten()
            .any(|said| said.contains(text))
    })
}

#[test]
fn f1_opens_at_the_topic_of_the_screen() {
    let mut h = enter(Role::Doctor);
    for (command, wanted) in [
        (Command::Worklist, "first-day"),
        (Command::FindPatient, "find"),
        (Command::NewPatient, "register"),
        (Command::Conflicts, "trouble"),
        (Command::Recall, "vaccinate"),
        (Command::Reviews, "prescribe"),
        (Command::SyncStatus, "sync"),
        (Command::Users, "passwords"),
        (Command::Settings, "looks"),
    ] {
        h.order(command);
        h.key(Key::F1);
        assert_eq!(topic(&h).as_deref(), Some(wanted), "{command:?}");
        h.key(Key::F1);
        assert_eq!(topic(&h), None, "the same key closes it");
    }
    h.card(people().child);
    h.key(Key::F1);
    assert_eq!(topic(&h).as_deref(), Some("card"));
    h.key(Key::Escape);
    h.order(Command::NewVisit);
    h.key(Key::F1);
    assert_eq!(topic(&h).as_deref(), Some("visit"));
    h.key(Key::Escape);
    assert!(matches!(h.state().app.route, Route::Visit { .. }));
}

#[test]
fn what_was_typed_is_there_when_the_help_closes() {
    let mut h = enter(Role::Doctor);
    h.card(people().child);
    h.order(Command::NewVisit);
    h.fill(&asked("complaints"), "Кашель третий день");
    let before = typed(&h);
    assert!(before.contains("Кашель третий день"), "{before}");
    h.key(Key::F1);
    h.typed_here("формы");
    assert_eq!(topic(&h).as_deref(), Some("forms"));
    h.key(Key::Escape);
    h.run_steps(6);
    assert_eq!(topic(&h), None);
    assert_eq!(typed(&h), before, "the same field has the keyboard");
    h.typed_here(" и жар");
    assert!(typed(&h).contains("и жар"), "{}", typed(&h));
}

#[test]
fn a_search_in_the_help_is_read_at_once_and_walked_by_arrows() {
    let mut h = enter(Role::Nurse);
    h.key(Key::F1);
    let title = |id: &str| {
        help::topic(feldsher::domain::lang::Lang::Ru, id)
            .unwrap()
            .title
    };
    h.typed_here("флешк");
    assert_eq!(topic(&h).as_deref(), Some("sync"));
    assert!(on_screen(&h, title("sync")));
    assert!(!on_screen(&h, title("vaccinate")), "the list is shorter");
    let mut h = enter(Role::Nurse);
    h.key(Key::F1);
    let first = topic(&h);
    h.key(Key::ArrowDown);
    assert_ne!(topic(&h), first);
    h.key(Key::ArrowUp);
    assert_eq!(topic(&h), first);
    h.typed_here("ксилофон");
    assert!(on_screen(&h, &word("help-nothing")));
    // The way out is a button with a name, too.
    h.push(Is::Button, "common-close");
    assert_eq!(topic(&h), None);
}

/// In front of a dialog, above it, and back into it.
#[test]
fn f1_works_in_a_dialog_and_leaves_it_open() {
    let mut h = enter(Role::Doctor);
    h.set_size(vec2(1366.0, 768.0));
    h.card(people().child);
    h.order(Command::OtherForm);
    let dialog = word("card-form-choose");
    assert!(on_screen(&h, &dialog));
    h.key(Key::F1);
    assert_eq!(topic(&h).as_deref(), Some("card"));
    h.key(Key::Escape);
    assert_eq!(topic(&h), None);
    h.run_steps(4);
    assert!(on_screen(&h, &dialog), "Esc closed the help alone");
}

#[test]
fn the_foot_of_the_window_leads_to_the_help() {
    let mut h = enter(Role::Nurse);
    let name = format!("F1 {}", word("common-help"));
    h.get_by_role_and_label(Is::Link, &name).click();
    h.run_steps(4);
    assert!(topic(&h).is_some());
}

/// Esc on the paper leads back to where the help was opened, not home.
#[test]
fn the_quick_start_is_shown_in_the_language_of_the_window_and_leads_back() {
    let mut h = enter(Role::Nurse);
    h.order(Command::Settings);
    h.key(Key::F1);
    h.push(Is::Button, "help-quick-print");
    h.run_steps(20);
    assert_eq!(topic(&h), None);
    let paper = Route::Preview(Box::new(PaperOf::QuickStart));
    assert_eq!(h.state().app.route, paper);
    assert!(on_screen(&h, &word("help-quick-title")));
    h.key(Key::Escape);
    assert_eq!(h.state().app.route, Route::Settings);
}
