//! The wallet card: the emergency part of the passport, and the same again for the square code.

use super::Fill;
use super::passport::{One, Part};
use crate::domain::lang::Lang;
use crate::i18n::tr;
use crate::print::papers::{WalletEntry, WalletItem, WalletSheet};

impl Fill<'_> {
    pub(super) fn wallet(&self) -> WalletSheet {
        let mut parts = vec![self.allergy_part()];
        parts.extend(
            self.emergency()
                .into_iter()
                // What was measured is old tomorrow; whom to call stands on the other face.
                .filter(|part| !["passport-vitals", "screen-kin"].contains(&part.label)),
        );
        WalletSheet {
            context: self.context(None),
            items: parts.into_iter().map(|part| self.item(part)).collect(),
            contacts: self.item(self.contacts()),
        }
    }

    fn item(&self, part: Part) -> WalletItem {
        let empty = || self.short_none(&part);
        let entries = if part.is_empty && part.label != "screen-kin" {
            vec![WalletEntry {
                text: empty(),
                coded: empty(),
                short: None,
            }]
        } else {
            // A medicine without its dose is half a fact: it is whole or it is counted as missing.
            let may_shorten = part.label != "card-medicines";
            let said = part.said.iter();
            said.map(|one| entry(one, may_shorten)).collect()
        };
        WalletItem {
            label: self.say(part.label),
            english: tr(Lang::En, part.label, &[]),
            entries,
        }
    }

    /// Nothing stands in the part: in as few words as it takes.
    fn short_none(&self, part: &Part) -> String {
        let list = match part.label {
            "card-problems" => "pr",
            "card-medicines" => "med",
            // They say it themselves, or nobody is asked about them as about a list.
            _ => return part.said.iter().map(|one| one.rich.text()).collect(),
        };
        if self.view.none_in(list).is_some() {
            self.say("print-wallet-none")
        } else {
            self.say("print-wallet-unknown")
        }
    }
}

/// In words, in words with the code of the list, and as the code alone.
fn entry(one: &One, may_shorten: bool) -> WalletEntry {
    // A line of the card is one line.
    let text = one.rich.text().replace('\n', ". ");
    let plain = text.replace('\u{a0}', " ");
    let coded = match &one.code {
        Some(code) => format!("{plain} [{code}]"),
        None => plain,
    };
    WalletEntry {
        text,
        coded,
        short: one.code.clone().filter(|_| may_shorten),
    }
}
