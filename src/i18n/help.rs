//! The help: what people do here, one short topic each, from `assets/help/<language>/NN-name.md`.
//!
//! The format is a tiny part of Markdown and stands in `assets/help/README.md`. A topic names buttons by their messages, so that
//! help and screen never disagree; the test `help` holds its keys against the table of commands.

use std::sync::OnceLock;

use super::tr;
use crate::domain::lang::Lang;

/// One topic in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// `visit`: the name of its file without the number.
    pub id: &'static str,
    pub title: &'static str,
    pub blocks: Vec<Block>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Heading(Line),
    Text(Line),
    /// With its number as written.
    Step(u32, Line),
    /// Name of a picture of a real screen.
    Picture(&'static str),
    /// Here stands the table of all keys.
    Keys,
}

/// A line of text with its keys and words of the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line(pub Vec<Piece>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    Text(&'static str),
    /// As printed on the keys: `Ctrl+Enter`.
    Key(&'static str),
    /// Words of the screen, by their message.
    Said(&'static str),
}

/// The topics of a language in their order.
pub fn topics(lang: Lang) -> &'static [Topic] {
    static KK: OnceLock<Vec<Topic>> = OnceLock::new();
    static RU: OnceLock<Vec<Topic>> = OnceLock::new();
    static UZ: OnceLock<Vec<Topic>> = OnceLock::new();
    static KA: OnceLock<Vec<Topic>> = OnceLock::new();
    static EN: OnceLock<Vec<Topic>> = OnceLock::new();
    let cell = match lang {
        Lang::Kk => &KK,
        Lang::Ru => &RU,
        Lang::Uz => &UZ,
        Lang::Ka => &KA,
        Lang::En => &EN,
    };
    cell.get_or_init(|| parse(source(lang)))
}

/// The topic with this name.
pub fn topic(lang: Lang, id: &str) -> Option<&'static Topic> {
    topics(lang).iter().find(|topic| topic.id == id)
}

/// Words of the screen as they are read in a sentence: a button that promises more loses its dots.
pub fn said(lang: Lang, message: &str) -> String {
    tr(lang, message, &[]).trim_end_matches('…').to_owned()
}

impl Line {
    /// As it is read.
    pub fn text(&self, lang: Lang) -> String {
        self.0
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) | Piece::Key(text) => (*text).to_owned(),
                Piece::Said(message) => said(lang, message),
            })
            .collect()
    }
}

impl Topic {
    /// Everything that is read in it, a line each; the first is the title.
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        let mut lines = vec![self.title.to_owned()];
        for block in &self.blocks {
            match block {
                Block::Heading(line) | Block::Text(line) | Block::Step(_, line) => {
                    lines.push(line.text(lang));
                }
                Block::Picture(_) | Block::Keys => {}
            }
        }
        lines
    }
}

fn source(lang: Lang) -> &'static str {
    match lang {
        Lang::Kk => include_str!(concat!(env!("OUT_DIR"), "/help-kk.md")),
        Lang::Ru => include_str!(concat!(env!("OUT_DIR"), "/help-ru.md")),
        Lang::Uz => include_str!(concat!(env!("OUT_DIR"), "/help-uz.md")),
        Lang::Ka => include_str!(concat!(env!("OUT_DIR"), "/help-ka.md")),
        Lang::En => include_str!(concat!(env!("OUT_DIR"), "/help-en.md")),
    }
}

fn parse(source: &'static str) -> Vec<Topic> {
    source
        .split('\u{1e}')
        .filter_map(|file| file.split_once('\n'))
        .map(|(name, text)| {
            let mut topic = Topic {
                id: name.split_once('-').map_or(name, |(_, id)| id),
                title: "",
                blocks: Vec::new(),
            };
            for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
                match line.strip_prefix("# ") {
                    Some(title) => topic.title = title,
                    None => topic.blocks.push(block(line)),
                }
            }
            topic
        })
        .collect()
}

fn block(text: &'static str) -> Block {
    if text == "[keys]" {
        return Block::Keys;
    }
    if let Some(heading) = text.strip_prefix("## ") {
        return Block::Heading(line(heading));
    }
    if let Some(name) = text.strip_prefix("![").and_then(|t| t.strip_suffix(']')) {
        return Block::Picture(name);
    }
    if let Some((number, step)) = text.split_once(". ")
        && let Ok(number) = number.parse()
    {
        return Block::Step(number, line(step));
    }
    Block::Text(line(text))
}

/// What is not closed stays text: a slip of the pen is seen, not lost.
fn line(text: &'static str) -> Line {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['`', '{']) {
        let (before, mark) = rest.split_at(at);
        let close = if mark.starts_with('`') { '`' } else { '}' };
        let Some((inside, after)) = mark.get(1..).and_then(|m| m.split_once(close)) else {
            break;
        };
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        pieces.push(if close == '`' {
            Piece::Key(inside)
        } else {
            Piece::Said(inside)
        });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    Line(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_becomes_blocks() {
        let read = parse(
            "\u{1e}03-visit\n# A visit\n\nPress {ui-command-sign} `Ctrl+Enter`.\n1. first\n![visit]\n## More\nan open { brace\n[keys]\n",
        );
        assert_eq!(read.len(), 1);
        assert_eq!((read[0].id, read[0].title), ("visit", "A visit"));
        let press = vec![
            Piece::Text("Press "),
            Piece::Said("ui-command-sign"),
            Piece::Text(" "),
            Piece::Key("Ctrl+Enter"),
            Piece::Text("."),
        ];
        let plain = |text| Line(vec![Piece::Text(text)]);
        assert_eq!(
            read[0].blocks,
            [
                Block::Text(Line(press)),
                Block::Step(1, plain("first")),
                Block::Picture("visit"),
                Block::Heading(plain("More")),
                Block::Text(plain("an open { brace")),
                Block::Keys,
            ]
        );
    }
}
