//! What a screen reader says: every control has a name, no two controls of one zone have the same, and the keyboard comes to all of them.

use std::collections::BTreeMap;

use egui::accesskit::{Action, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, NodeT as _};

use super::whole::{dialog, is_field, is_within};

/// What is wrong with the names of the last pass, one line each.
pub fn unspoken<S>(harness: &Harness<'_, S>) -> Vec<String> {
    let in_front = dialog(harness);
    let mut found = Vec::new();
    let mut heard = BTreeMap::new();
    for node in harness.root().children_recursive() {
        let inner = node.accesskit_node();
        let (role, data) = (inner.role(), inner.data());
        let waits = in_front.is_some_and(|dialog| !is_within(inner, dialog));
        let is_stop = data.supports_action(Action::Focus);
        let is_control = is_stop || data.supports_action(Action::Click) && is_spoken(role);
        if waits || !is_control {
            continue;
        }
        let name = inner.label().unwrap_or_default();
        let (zone, zone_name) = zone_of(inner);
        if name.trim().is_empty() {
            found.push(format!(
                "unnamed {role:?} at {:.0?} in {zone_name}",
                node.rect()
            ));
        } else if role == Role::Row {
            // Two rows may say the same, as two lines of a log do: the list and its order tell them apart.
        } else if let Some(place) =
            heard.insert((zone, format!("{role:?}"), name.clone()), node.rect())
        {
            found.push(format!(
                "two of {role:?} «{name}» in {zone_name}: {place:.0?} and {:.0?}",
                node.rect()
            ));
        }
        // Options of a choice and rows of a table are reached by the arrows of what holds them.
        let by_arrows = matches!(role, Role::RadioButton | Role::Row);
        if !is_stop && !by_arrows && !inner.is_disabled() {
            found.push(format!("no Tab stop: {role:?} «{name}» in {zone_name}"));
        }
    }
    found
}

/// Roles of things that are worked with; a box that only holds others, or the handle of a scroll bar, says nothing.
fn is_spoken(role: Role) -> bool {
    is_field(role)
        || matches!(
            role,
            Role::Button
                | Role::CheckBox
                | Role::RadioButton
                | Role::RadioGroup
                | Role::Row
                | Role::Table
                | Role::Tab
                | Role::Link
                | Role::Slider
                | Role::SpinButton
                | Role::ComboBox
        )
}

/// What a control's name must be alone in: the choice, table, dialog or part of the window that holds it.
fn zone_of(node: AccessKitNode<'_>) -> (String, String) {
    let mut at = node.parent();
    while let Some(holder) = at {
        let role = holder.role();
        let is_zone = matches!(
            role,
            Role::Dialog
                | Role::RadioGroup
                | Role::Table
                | Role::Banner
                | Role::Navigation
                | Role::Main
                | Role::Complementary
                | Role::ContentInfo
        );
        if is_zone {
            let name = format!("{role:?} {}", holder.label().unwrap_or_default());
            return (format!("{:?}", holder.id()), name);
        }
        at = holder.parent();
    }
    (String::new(), "the window".into())
}
