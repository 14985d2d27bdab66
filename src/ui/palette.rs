//! Ctrl+K: every command that makes sense now, found by a few letters of its name.

use egui::{Context, Ui};

use super::command::{Command, Situation};
use super::cx::Cx;
use super::widgets::dialog::Dialog;
use super::widgets::field::RecordKey;
use super::widgets::search_box::{Found, SearchBox, SearchState};
use super::widgets::text::small;
use crate::domain::lang::Lang;

/// What the palette remembers while it is open.
#[derive(Debug, Default, Clone)]
pub struct Palette {
    search: SearchState,
}

/// What the user did with the palette in this pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaletteAnswer {
    Open,
    Closed,
    Chosen(Command),
}

impl Palette {
    /// Draws the palette. `situation` is that of the screen below, before the palette opened.
    pub fn show(&mut self, ctx: &Context, cx: &Cx, situation: &Situation) -> PaletteAnswer {
        let title = cx.tr("ui-command-palette");
        let found = matching(cx, situation, &self.search.text);
        let shown = Dialog::new("palette", &title).show(ctx, cx, |ui| {
            let label = cx.tr("ui-palette-label");
            SearchBox::new(RecordKey::new("palette", "search"), &label)
                .min_chars(0)
                .width(f32::INFINITY)
                .in_place()
                .show(
                    ui,
                    cx,
                    &mut self.search,
                    Found {
                        items: &found,
                        total: found.len(),
                    },
                    |c| format!("{c:?}"),
                    |c| c.name(cx),
                    |ui, c| command_row_ui(ui, cx, *c),
                )
        });
        match shown.inner.chosen.and_then(|i| found.get(i)) {
            Some(command) => PaletteAnswer::Chosen(*command),
            None if shown.close => PaletteAnswer::Closed,
            None => PaletteAnswer::Open,
        }
    }
}

/// Available commands whose name holds the letters, best first; all of them for no letters. The name may be typed in any of the five
/// languages: at one computer several are spoken. One in the user's own goes before an equal one.
pub fn matching(cx: &Cx, situation: &Situation, text: &str) -> Vec<Command> {
    let wanted: Vec<char> = text
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let mut scored: Vec<(u32, usize, Command)> = Command::ALL
        .into_iter()
        .enumerate()
        .filter(|(_, c)| *c != Command::Palette && c.is_available(situation))
        .filter_map(|(order, c)| {
            let best = Lang::ALL.iter().filter_map(|lang| {
                let there = Cx { lang: *lang, ..*cx };
                let own = u32::from(*lang == cx.lang);
                score(&c.name(&there), &wanted).map(|points| 2 * points + own)
            });
            best.max().map(|points| (points, order, c))
        })
        .collect();
    scored.sort_by_key(|(score, order, _)| (std::cmp::Reverse(*score), *order));
    scored.into_iter().map(|(_, _, c)| c).collect()
}

/// Letters in order, more for the start of a word and for neighbours; nothing if one is missing.
fn score(name: &str, wanted: &[char]) -> Option<u32> {
    let name: Vec<char> = name.to_lowercase().chars().collect();
    let (mut at, mut total, mut last) = (0, 0, None);
    for letter in wanted {
        let found = at + name.get(at..)?.iter().position(|c| c == letter)?;
        let starts_word = found == 0 || name.get(found - 1).is_some_and(|c| !c.is_alphanumeric());
        let follows = last.is_some_and(|l: usize| l + 1 == found);
        // An early hit breaks ties.
        total += 10 + 40 * u32::from(starts_word) + 30 * u32::from(follows)
            - u32::try_from(found.min(9)).unwrap_or(9);
        last = Some(found);
        at = found + 1;
    }
    Some(total)
}

fn command_row_ui(ui: &mut Ui, cx: &Cx, command: Command) {
    ui.label(command.name(cx));
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        ui.label(small(cx, command.keys()))
    });
}

#[cfg(test)]
mod tests {
    use super::score;

    #[test]
    fn letters_at_the_start_of_words_win() {
        let wanted: Vec<char> = "нп".chars().collect();
        let initials = score("Новый пациент", &wanted);
        let inside = score("Найти в карте по имени", &wanted);
        assert!(initials > inside, "{initials:?} {inside:?}");
        assert_eq!(score("Печать", &wanted), None);
        assert_eq!(score("Печать", &[]), Some(0));
    }
}
