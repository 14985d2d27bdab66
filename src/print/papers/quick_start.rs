//! The quick start: one page for the wall, made of the help's own lines, so that both say the same. It names nobody.

use super::super::paper::{Block, Column, Paper, Rich, Size, Style, Table};
use crate::domain::lang::Lang;
use crate::i18n::help::{self, Line, Piece, said};
use crate::i18n::tr;

/// The paper in this language.
pub fn quick_start(lang: Lang) -> Paper {
    let title = tr(lang, "help-quick-title", &[]);
    let mut blocks = Vec::new();
    if let Some(first) = help::topic(lang, "first-day") {
        for block in &first.blocks {
            if let help::Block::Text(line) = block {
                blocks.push(Block::Paragraph(rich(lang, line, true)));
            }
        }
        blocks.push(keys(lang, &first.blocks));
    }
    for (id, is_wanted) in [
        ("prescribe", is_answer as fn(&help::Block) -> bool),
        ("sync", is_step),
    ] {
        let Some(topic) = help::topic(lang, id) else {
            continue;
        };
        blocks.push(Block::Heading(match id {
            "prescribe" => heading(lang, topic).unwrap_or_else(|| topic.title.to_owned()),
            _ => topic.title.to_owned(),
        }));
        // Up to the first heading behind the steps: the stick has a page of its own in the help.
        let lines = topic.blocks.iter().filter(|block| is_wanted(block)).take(3);
        blocks.extend(lines.filter_map(|block| match block {
            help::Block::Text(line) | help::Block::Step(_, line) => {
                Some(Block::Paragraph(rich(lang, line, true)))
            }
            _ => None,
        }));
    }
    blocks.push(Block::Heading(tr(lang, "help-quick-who", &[])));
    blocks.push(Block::Lines(2));
    Paper {
        lang,
        size: Size::A4,
        foot: title.clone(),
        title,
        subtitle: Vec::new(),
        code: None,
        issuer: "Feldsher".to_owned(),
        identity: Vec::new(),
        mark: None,
        blocks,
    }
}

/// The steps as a table: the key, and what it is for.
fn keys(lang: Lang, blocks: &[help::Block]) -> Block {
    let rows = blocks.iter().filter_map(|block| match block {
        help::Block::Step(number, line) => Some(vec![
            Rich::muted(number.to_string()),
            Rich::bold(first_key(line)),
            rich(lang, line, false),
        ]),
        _ => None,
    });
    let columns = [
        (String::new(), 0.5),
        (tr(lang, "help-quick-key", &[]), 1.6),
        (tr(lang, "help-quick-what", &[]), 8.0),
    ];
    Block::Table(Table {
        columns: columns
            .map(|(title, share)| Column { title, share })
            .to_vec(),
        rows: rows.collect(),
    })
}

fn first_key(line: &Line) -> &'static str {
    let key = line.0.iter().find_map(|piece| match piece {
        Piece::Key(key) => Some(*key),
        Piece::Text(_) | Piece::Said(_) => None,
    });
    key.unwrap_or_default()
}

/// The line; without its first key where that stands in a column of its own.
fn rich(lang: Lang, line: &Line, with_first_key: bool) -> Rich {
    let mut rich = Rich::default();
    let mut left_out = with_first_key;
    let mut pieces = line.0.iter().peekable();
    while let Some(piece) = pieces.next() {
        let is_before_key = matches!(pieces.peek(), Some(Piece::Key(_)));
        rich = match piece {
            // The space before the key goes with it.
            Piece::Text(text) if !left_out && is_before_key => {
                rich.and(text.trim_end(), Style::Plain)
            }
            Piece::Text(text) => rich.and(*text, Style::Plain),
            Piece::Said(message) => rich.and(said(lang, message), Style::Bold),
            Piece::Key(_) if !left_out => {
                left_out = true;
                rich
            }
            Piece::Key(key) => rich.and(*key, Style::Bold),
        };
    }
    rich
}

/// A line of what an answer of the dose check means: it begins with the words of the answer.
fn is_answer(block: &help::Block) -> bool {
    let help::Block::Text(line) = block else {
        return false;
    };
    matches!(line.0.first(), Some(Piece::Said(message)) if message.starts_with("finding-verdict"))
}

fn is_step(block: &help::Block) -> bool {
    matches!(block, help::Block::Step(..))
}

fn heading(lang: Lang, topic: &help::Topic) -> Option<String> {
    topic.blocks.iter().find_map(|block| match block {
        help::Block::Heading(line) => Some(line.text(lang)),
        _ => None,
    })
}
