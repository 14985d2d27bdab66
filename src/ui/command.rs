//! Everything a user can order: one list that menu, shortcuts, help and palette read.
//!
//! Shortcuts are letters, digits, F-keys, Enter only: punctuation lies elsewhere on every layout of our countries.
//! Weighty acts sit on Alt+F-keys (NHS keyboard guidance); Alt+F4 and F10 belong to the system.

use egui::{Context, Key, KeyboardShortcut, Modifiers};

/// An order of the user. Widgets and keys make them, the app carries them out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    Help,
    Worklist,
    FindPatient,
    NewVisit,
    /// A visit by the IMCI form of a child under five.
    SickChild,
    Refresh,
    NextZone,
    PreviousZone,
    Diagnosis,
    Passport,
    /// Complaints and diagnoses of the last visit, into the draft.
    LastTime,
    Prescribe,
    /// A form of the country other than the visit.
    OtherForm,
    Refer,
    Attach,
    OverrideWithReason,
    EmergencyAccess,
    FullScreen,
    Palette,
    FindInCard,
    NewPatient,
    SaveDraft,
    Sign,
    Print,
    Undo,
    Redo,
    CloseCard,
    /// Tab 1 to 9 of the card.
    Tab(u8),
    SyncNow,
    SyncStatus,
    Conflicts,
    /// Pairs of cards that may be one person.
    Proposals,
    /// Children to be called for vaccination.
    Recall,
    /// What is to be given now.
    Round,
    /// Open orders that have become dangerous.
    Reviews,
    /// Rules of dosing, to be read and signed.
    Rules,
    Users,
    AccessLog,
    Settings,
    Lock,
    SignOut,
    LightColours,
    DarkColours,
    HighContrast,
    ZoomIn,
    ZoomOut,
    ZoomReset,
}

/// What decides which commands make sense now; the app reads it off its model once a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Situation {
    pub signed_in: bool,
    pub dialog_open: bool,
    pub card_open: bool,
    /// A draft of a visit is open for writing.
    pub visit_open: bool,
    /// A finding waits for a reason.
    pub override_waits: bool,
    pub can_undo: bool,
    pub can_redo: bool,
    pub may_register: bool,
    pub may_write_visit: bool,
    /// The child of the open card is under five.
    pub is_imci_age: bool,
    /// The draft itself stands in front, not its prescription.
    pub on_visit: bool,
    /// The card itself stands in front, not an entry of it.
    pub on_card: bool,
    pub may_refer: bool,
    pub may_attach: bool,
    /// The country has forms to choose from.
    pub other_forms: bool,
    pub may_prescribe: bool,
    pub may_sign: bool,
    pub may_print: bool,
    pub may_settle: bool,
    pub may_search: bool,
    /// May see who came today.
    pub may_work_list: bool,
    pub may_link: bool,
    pub may_recall: bool,
    pub may_round: bool,
    pub may_review: bool,
    /// A dose stands before the nurse, and she may sign it.
    pub dose_open: bool,
    pub may_read_rules: bool,
    pub may_list_users: bool,
    pub may_read_log: bool,
    /// Access that the role does not give, with a reason; no part of the policy grants it yet.
    pub emergency_access: bool,
}

impl Command {
    /// All of them, in the order of help and palette.
    pub const ALL: [Self; 55] = [
        Self::Help,
        Self::Worklist,
        Self::FindPatient,
        Self::NewPatient,
        Self::NewVisit,
        Self::SickChild,
        Self::Diagnosis,
        Self::LastTime,
        Self::Prescribe,
        Self::OtherForm,
        Self::Refer,
        Self::Attach,
        Self::SaveDraft,
        Self::Sign,
        Self::Print,
        Self::Passport,
        Self::FindInCard,
        Self::CloseCard,
        Self::OverrideWithReason,
        Self::EmergencyAccess,
        Self::Undo,
        Self::Redo,
        Self::Refresh,
        Self::NextZone,
        Self::PreviousZone,
        Self::Tab(1),
        Self::Tab(2),
        Self::Tab(3),
        Self::Tab(4),
        Self::Tab(5),
        Self::Tab(6),
        Self::Tab(7),
        Self::Tab(8),
        Self::Tab(9),
        Self::SyncNow,
        Self::SyncStatus,
        Self::Conflicts,
        Self::Proposals,
        Self::Recall,
        Self::Round,
        Self::Reviews,
        Self::Rules,
        Self::Users,
        Self::AccessLog,
        Self::Settings,
        Self::Lock,
        Self::SignOut,
        Self::LightColours,
        Self::DarkColours,
        Self::HighContrast,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::ZoomReset,
        Self::FullScreen,
        Self::Palette,
    ];

    /// Key of the name in the catalogue; a tab's name takes its number as `$number`.
    pub fn name_key(self) -> &'static str {
        match self {
            Self::Help => "ui-command-help",
            Self::Worklist => "ui-command-worklist",
            Self::FindPatient => "ui-command-find-patient",
            Self::NewVisit => "ui-command-new-visit",
            Self::SickChild => "imci-begin",
            Self::Refresh => "ui-command-refresh",
            Self::NextZone => "ui-command-next-zone",
            Self::PreviousZone => "ui-command-previous-zone",
            Self::Diagnosis => "ui-command-diagnosis",
            Self::LastTime => "ui-command-last-time",
            Self::OtherForm => "card-form-other",
            Self::Refer => "card-refer",
            Self::Attach => "card-attach",
            Self::Passport => "ui-command-passport",
            Self::Prescribe => "ui-command-prescribe",
            Self::OverrideWithReason => "ui-command-override",
            Self::EmergencyAccess => "ui-command-emergency-access",
            Self::FullScreen => "ui-command-full-screen",
            Self::Palette => "ui-command-palette",
            Self::FindInCard => "ui-command-find-in-card",
            Self::NewPatient => "ui-command-new-patient",
            Self::SaveDraft => "ui-command-save-draft",
            Self::Sign => "ui-command-sign",
            Self::Print => "ui-command-print",
            Self::Undo => "ui-command-undo",
            Self::Redo => "ui-command-redo",
            Self::CloseCard => "ui-command-close-card",
            Self::Tab(_) => "ui-command-tab",
            Self::SyncNow => "ui-command-sync-now",
            Self::SyncStatus => "ui-command-sync-status",
            Self::Conflicts => "ui-command-conflicts",
            Self::Proposals => "ui-command-proposals",
            Self::Recall => "ui-command-recall",
            Self::Round => "ui-command-round",
            Self::Reviews => "ui-command-reviews",
            Self::Rules => "ui-command-rules",
            Self::Users => "ui-command-users",
            Self::AccessLog => "ui-command-access-log",
            Self::Settings => "ui-command-settings",
            Self::Lock => "ui-command-lock",
            Self::SignOut => "ui-command-sign-out",
            Self::LightColours => "ui-command-light",
            Self::DarkColours => "ui-command-dark",
            Self::HighContrast => "ui-command-high-contrast",
            Self::ZoomIn => "ui-command-zoom-in",
            Self::ZoomOut => "ui-command-zoom-out",
            Self::ZoomReset => "ui-command-zoom-reset",
        }
    }

    /// Name in the user's language.
    pub fn name(self, cx: &super::Cx) -> String {
        match self {
            Self::Tab(number) => cx.tr_with(self.name_key(), &[("number", &number.to_string())]),
            _ => cx.tr(self.name_key()),
        }
    }

    pub fn shortcut(self) -> Option<KeyboardShortcut> {
        const CTRL: Modifiers = Modifiers::COMMAND;
        let ctrl_shift = CTRL | Modifiers::SHIFT;
        let (modifiers, key) = match self {
            Self::Help => (Modifiers::NONE, Key::F1),
            Self::Worklist => (Modifiers::NONE, Key::F2),
            Self::FindPatient => (Modifiers::NONE, Key::F3),
            Self::NewVisit => (Modifiers::NONE, Key::F4),
            Self::Refresh => (Modifiers::NONE, Key::F5),
            Self::NextZone => (Modifiers::NONE, Key::F6),
            Self::PreviousZone => (Modifiers::SHIFT, Key::F6),
            Self::Diagnosis => (Modifiers::NONE, Key::F7),
            Self::Passport => (Modifiers::NONE, Key::F8),
            Self::Prescribe => (Modifiers::NONE, Key::F9),
            Self::OverrideWithReason => (Modifiers::ALT, Key::F9),
            Self::FullScreen => (Modifiers::NONE, Key::F11),
            Self::EmergencyAccess => (Modifiers::ALT, Key::F12),
            Self::Palette => (CTRL, Key::K),
            Self::LastTime => (CTRL, Key::D),
            Self::FindInCard => (CTRL, Key::F),
            Self::NewPatient => (CTRL, Key::N),
            Self::SaveDraft => (CTRL, Key::S),
            Self::Sign => (CTRL, Key::Enter),
            Self::Print => (CTRL, Key::P),
            Self::Undo => (CTRL, Key::Z),
            Self::Redo => (ctrl_shift, Key::Z),
            Self::CloseCard => (CTRL, Key::W),
            Self::Lock => (CTRL, Key::L),
            Self::Round => (CTRL, Key::R),
            Self::Tab(number) => (CTRL, digit(number)?),
            Self::SyncNow
            | Self::SyncStatus
            | Self::Conflicts
            | Self::Proposals
            | Self::Recall
            | Self::Reviews
            | Self::SickChild
            | Self::OtherForm
            | Self::Refer
            | Self::Attach
            | Self::Rules
            | Self::Users
            | Self::AccessLog
            | Self::Settings
            | Self::SignOut
            | Self::LightColours
            | Self::DarkColours
            | Self::HighContrast
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::ZoomReset => return None,
        };
        Some(KeyboardShortcut::new(modifiers, key))
    }

    /// `Ctrl+Enter`, as printed on the keys; empty without a shortcut.
    pub fn keys(self) -> String {
        let Some(shortcut) = self.shortcut() else {
            return String::new();
        };
        let m = shortcut.modifiers;
        let mut text = String::new();
        for (on, name) in [
            (m.command || m.ctrl, "Ctrl+"),
            (m.alt, "Alt+"),
            (m.shift, "Shift+"),
        ] {
            if on {
                text.push_str(name);
            }
        }
        text + shortcut.logical_key.name()
    }

    /// Whether the command makes sense now; what does not is neither offered nor obeyed.
    pub fn is_available(self, s: &Situation) -> bool {
        let looks = matches!(
            self,
            Self::FullScreen
                | Self::LightColours
                | Self::DarkColours
                | Self::HighContrast
                | Self::ZoomIn
                | Self::ZoomOut
                | Self::ZoomReset
        );
        // Help stands in front of any screen and dialog, also before the door.
        if looks || self == Self::Help {
            return true;
        }
        if s.dialog_open || !s.signed_in {
            return false;
        }
        match self {
            Self::Help
            | Self::Refresh
            | Self::NextZone
            | Self::PreviousZone
            | Self::Palette
            | Self::SyncNow
            | Self::SyncStatus
            | Self::Settings
            | Self::Lock
            | Self::SignOut => true,
            Self::EmergencyAccess => s.emergency_access,
            Self::Worklist => s.may_work_list,
            Self::FindPatient => s.may_search,
            Self::Proposals => s.may_link,
            Self::Recall => s.may_recall,
            Self::Round => s.may_round,
            Self::Reviews => s.may_review,
            Self::Rules => s.may_read_rules,
            Self::Users => s.may_list_users,
            Self::AccessLog => s.may_read_log,
            Self::NewPatient => s.may_register,
            Self::NewVisit => s.card_open && s.may_write_visit && !s.visit_open,
            Self::SickChild => s.card_open && s.may_write_visit && s.is_imci_age,
            Self::LastTime => s.on_visit && s.may_write_visit,
            Self::OtherForm => s.on_card && s.may_write_visit && s.other_forms,
            Self::Refer => s.on_card && s.may_refer,
            Self::Attach => s.on_card && s.may_attach,
            Self::Diagnosis | Self::SaveDraft => s.visit_open && s.may_write_visit,
            Self::Prescribe => s.visit_open && s.may_prescribe,
            Self::OverrideWithReason => s.override_waits,
            Self::Sign => s.visit_open && s.may_sign || s.dose_open,
            Self::Print => s.card_open && s.may_print,
            Self::Passport | Self::FindInCard | Self::CloseCard | Self::Tab(_) => s.card_open,
            Self::Conflicts => s.may_settle,
            Self::Undo => s.can_undo,
            Self::Redo => s.can_redo,
            Self::FullScreen
            | Self::LightColours
            | Self::DarkColours
            | Self::HighContrast
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::ZoomReset => true,
        }
    }

    /// A text field has its own use for these keys.
    fn belongs_to_text(self) -> bool {
        matches!(self, Self::Undo | Self::Redo)
    }
}

/// The commands whose keys were pressed, taken out of the input; call it before anything is drawn.
pub fn pressed(ctx: &Context, situation: &Situation) -> Vec<Command> {
    let in_text = ctx.text_edit_focused();
    let mut bound: Vec<(Command, KeyboardShortcut)> = Command::ALL
        .into_iter()
        .filter_map(|c| c.shortcut().map(|s| (c, s)))
        .collect();
    // Shift+F6 before F6: egui lets Shift pass where it is not asked for.
    bound.sort_by_key(|(_, s)| {
        std::cmp::Reverse(
            u8::from(s.modifiers.shift) + u8::from(s.modifiers.alt) + u8::from(s.modifiers.command),
        )
    });
    let mut commands = Vec::new();
    for (command, shortcut) in bound {
        if in_text && command.belongs_to_text() {
            continue;
        }
        if command.is_available(situation) && ctx.input_mut(|i| i.consume_shortcut(&shortcut)) {
            commands.push(command);
        }
    }
    commands
}

fn digit(number: u8) -> Option<Key> {
    Some(match number {
        1 => Key::Num1,
        2 => Key::Num2,
        3 => Key::Num3,
        4 => Key::Num4,
        5 => Key::Num5,
        6 => Key::Num6,
        7 => Key::Num7,
        8 => Key::Num8,
        9 => Key::Num9,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortcuts_are_single_and_lie_on_every_layout() {
        let mut taken = std::collections::BTreeMap::new();
        for command in Command::ALL {
            let Some(shortcut) = command.shortcut() else {
                continue;
            };
            if let Some(other) = taken.insert(command.keys(), command) {
                panic!("{} is bound to {other:?} and {command:?}", command.keys());
            }
            let name = shortcut.logical_key.name();
            let letter_or_digit =
                name.len() == 1 && name.chars().all(|c| c.is_ascii_alphanumeric());
            let f_key = name
                .strip_prefix('F')
                .is_some_and(|n| n.parse::<u8>().is_ok());
            assert!(
                letter_or_digit || f_key || name == "Enter",
                "{command:?} on {name}"
            );
            assert!(
                !(name == "F10" || name == "F4" && shortcut.modifiers.alt),
                "{command:?} takes a key of the system"
            );
        }
    }

    #[test]
    fn a_registrar_cannot_sign_and_a_dialog_puts_shortcuts_to_sleep() {
        let registrar = Situation {
            signed_in: true,
            card_open: true,
            visit_open: true,
            may_register: true,
            ..Situation::default()
        };
        assert!(Command::NewPatient.is_available(&registrar));
        assert!(!Command::Sign.is_available(&registrar));
        let in_dialog = Situation {
            dialog_open: true,
            may_sign: true,
            ..registrar
        };
        assert!(!Command::Sign.is_available(&in_dialog));
        assert!(Command::Help.is_available(&in_dialog));
        let locked = Situation::default();
        let open: Vec<Command> = Command::ALL
            .into_iter()
            .filter(|c| c.is_available(&locked))
            .collect();
        assert!(
            !open.contains(&Command::FindPatient) && open.contains(&Command::Help),
            "{open:?}"
        );
    }
}
