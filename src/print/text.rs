//! Text into lines by the fonts' real widths. Nothing is lost: a word wider than its line is broken, a letter
//! no font has is written as its code point.

use crate::domain::page::{Face, Item, Shade};

use super::{
    fonts::{self, ASCENT_EM, DESCENT_EM},
    paper::{Rich, Style},
};

/// Millimetres in a point.
pub(super) const MM_PER_PT: f32 = 25.4 / 72.0;

/// Letters of one line, set from x = 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct TextLine {
    pub runs: Vec<Run>,
    pub width_mm: f32,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub x_mm: f32,
    pub face: Face,
    pub shade: Shade,
    pub text: String,
}

/// Height of a line of `size_pt`, in millimetres: letters above and below the baseline (Noto: 136 % of the size).
pub(super) fn line_height_mm(size_pt: f32) -> f32 {
    size_pt * (ASCENT_EM + DESCENT_EM) * MM_PER_PT
}

/// Lines of at most `width_mm`. An empty text has no lines.
pub(super) fn wrap(text: &Rich, size_pt: f32, width_mm: f32) -> Vec<TextLine> {
    let letters = letters(text);
    let mut lines = Vec::new();
    for paragraph in letters.split(|letter| letter.sign == '\n') {
        let words: Vec<&[Letter]> = paragraph
            .split(|letter| letter.sign == ' ')
            .filter(|word| !word.is_empty())
            .collect();
        if words.is_empty() {
            // one empty line between paragraphs is kept, more say nothing more
            if lines
                .last()
                .is_some_and(|line: &TextLine| !line.runs.is_empty())
            {
                lines.push(TextLine::default());
            }
            continue;
        }
        fill(&words, size_pt, width_mm, &mut lines);
    }
    while lines.last().is_some_and(|line| line.runs.is_empty()) {
        lines.pop();
    }
    lines
}

impl TextLine {
    /// The line as items: `x_mm` is where it begins, `top_mm` its upper edge.
    pub(super) fn items(&self, x_mm: f32, top_mm: f32, size_pt: f32) -> impl Iterator<Item = Item> {
        let y_mm = top_mm + ASCENT_EM * size_pt * MM_PER_PT;
        self.runs.iter().map(move |run| Item::Text {
            x_mm: x_mm + run.x_mm,
            y_mm,
            size_pt,
            face: run.face,
            shade: run.shade,
            text: run.text.clone(),
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Letter {
    sign: char,
    face: Face,
    shade: Shade,
}

fn letters(text: &Rich) -> Vec<Letter> {
    let mut out: Vec<Letter> = Vec::new();
    for span in &text.0 {
        let bold = span.style == Style::Bold;
        let shade = if span.style == Style::Muted {
            Shade::Muted
        } else {
            Shade::Ink
        };
        let default = if bold { Face::SemiBold } else { Face::Regular };
        let mut push = |sign, face| out.push(Letter { sign, face, shade });
        for sign in span.text.chars() {
            match sign {
                '\n' => push('\n', default),
                '\t' | ' ' => push(' ', default),
                // carriage returns and marks without a shape: nothing to print
                '\r'
                | '\u{ad}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{2069}'
                | '\u{feff}' => {}
                _ => match fonts::face_of(sign, bold) {
                    Some(face) => push(sign, face),
                    None => format!("[U+{:04X}]", u32::from(sign))
                        .chars()
                        .for_each(|c| push(c, default)),
                },
            }
        }
    }
    out
}

fn fill(words: &[&[Letter]], size_pt: f32, width_mm: f32, lines: &mut Vec<TextLine>) {
    let mut line: Vec<Letter> = Vec::new();
    let mut used = 0.0;
    for word in words {
        let wide = width(word, size_pt);
        let space = line.last().map(|last| Letter {
            sign: ' ',
            face: space_face(*last),
            shade: last.shade,
        });
        let gap = space.map_or(0.0, |space| width(&[space], size_pt));
        if let Some(space) = space {
            if used + gap + wide <= width_mm + SLACK_MM {
                line.push(space);
                line.extend_from_slice(word);
                used += gap + wide;
                continue;
            }
            lines.push(set(&line, size_pt));
            line.clear();
        }
        let mut rest: &[Letter] = word;
        loop {
            let fits = break_at(rest, size_pt, width_mm);
            if fits == rest.len() {
                break;
            }
            let (head, tail) = rest.split_at(fits);
            lines.push(set(head, size_pt));
            rest = tail;
        }
        line.extend_from_slice(rest);
        used = width(rest, size_pt);
    }
    if !line.is_empty() {
        lines.push(set(&line, size_pt));
    }
}

/// Rounding of widths must not push a word that fits onto the next line.
const SLACK_MM: f32 = 0.01;

/// How many letters of an unbreakable word go on a line of their own: all when they fit, else up to the last sign
/// after which a reader expects a break, else as many as fit; at least one.
fn break_at(word: &[Letter], size_pt: f32, width_mm: f32) -> usize {
    let mut used = 0.0;
    let mut fits = 0;
    for letter in word {
        used += width(std::slice::from_ref(letter), size_pt);
        if used > width_mm + SLACK_MM {
            break;
        }
        fits += 1;
    }
    if fits == word.len() {
        return fits;
    }
    let soft = word
        .iter()
        .take(fits)
        .rposition(|letter| is_soft(letter.sign) || matches!(letter.sign, '\u{a0}' | '\u{202f}'));
    let hard = |mut at: usize| {
        // an accent stays with its letter
        while at > 1
            && word
                .get(at)
                .is_some_and(|letter| ('\u{300}'..='\u{36f}').contains(&letter.sign))
        {
            at -= 1;
        }
        at.max(1)
    };
    soft.map_or_else(|| hard(fits), |at| at + 1)
}

/// After these a reader expects a break within a word, when it must be.
fn is_soft(sign: char) -> bool {
    matches!(
        sign,
        '-' | '‑' | '–' | '—' | '/' | '+' | ',' | ';' | '@' | '_'
    )
}

/// Width that no word of the text has to be broken in.
pub(super) fn widest_word_mm(text: &Rich, size_pt: f32) -> f32 {
    letters(text)
        .split(|letter| matches!(letter.sign, '\n' | ' '))
        .flat_map(|word| word.split_inclusive(|letter| is_soft(letter.sign)))
        .map(|piece| width(piece, size_pt))
        .fold(0.0, f32::max)
}

fn space_face(after: Letter) -> Face {
    if fonts::has(after.face, ' ') {
        after.face
    } else {
        Face::Regular
    }
}

fn width(letters: &[Letter], size_pt: f32) -> f32 {
    let mut buffer = [0; 4];
    letters
        .iter()
        .map(|letter| fonts::width_em(letter.face, letter.sign.encode_utf8(&mut buffer)))
        .sum::<f32>()
        * size_pt
        * MM_PER_PT
}

fn set(letters: &[Letter], size_pt: f32) -> TextLine {
    let mut line = TextLine::default();
    for run in letters.chunk_by(|a, b| a.face == b.face && a.shade == b.shade) {
        let Some(first) = run.first() else { continue };
        line.runs.push(Run {
            x_mm: line.width_mm,
            face: first.face,
            shade: first.shade,
            text: run.iter().map(|letter| letter.sign).collect(),
        });
        line.width_mm += width(run, size_pt);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, width_mm: f32) -> Vec<String> {
        lines_at(text, 10.0, width_mm)
    }

    fn lines_at(text: &str, size_pt: f32, width_mm: f32) -> Vec<String> {
        wrap(&Rich::plain(text), size_pt, width_mm)
            .iter()
            .map(|line| line.runs.iter().map(|run| run.text.as_str()).collect())
            .collect()
    }

    #[test]
    fn words_wrap_and_fit() {
        for width_mm in [12.0, 20.0, 35.0, 80.0] {
            let text = "Амоксициллин 250 мг таблетка, күніне үш рет, ქართული სიტყვები, oʻn kun";
            let wrapped = wrap(&Rich::plain(text), 10.0, width_mm);
            for line in &wrapped {
                assert!(line.width_mm <= width_mm + SLACK_MM, "{width_mm}: {line:?}");
            }
            let joined: String = lines(text, width_mm).concat().split_whitespace().collect();
            assert_eq!(joined, text.split_whitespace().collect::<String>());
        }
    }

    #[test]
    fn a_number_stays_with_its_unit() {
        assert_eq!(
            lines("жылы бал 250\u{a0}мг", 22.0),
            ["жылы бал", "250\u{a0}мг"]
        );
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken_not_cut() {
        let word = "дезоксирибонуклеопротеидтік";
        let broken = lines(word, 20.0);
        assert!(broken.len() > 1, "{broken:?}");
        assert_eq!(broken.concat(), word);
        assert_eq!(
            lines("ab", 0.1),
            ["a", "b"],
            "one letter a line at the least"
        );
    }

    #[test]
    fn in_the_width_of_its_widest_word_nothing_is_broken() {
        for text in [
            "yozilmagan",
            "АбКДС+ХИБ+ВГВ+ИПВ 1",
            "არ არის ჩაწერილი",
            "28-avg-2024",
        ] {
            let width_mm = widest_word_mm(&Rich::plain(text), 9.0);
            let whole: Vec<String> = text.split(' ').map(str::to_owned).collect();
            for line in lines_at(text, 9.0, width_mm) {
                let last = line.rsplit(' ').next().unwrap_or_default();
                let ends_well = line.ends_with(is_soft) || whole.iter().any(|w| w.ends_with(last));
                assert!(ends_well, "{text}: {line}");
            }
        }
    }

    #[test]
    fn breaks_of_the_text_stand() {
        assert_eq!(lines("a\r\nb\n\n\n\nc\n", 50.0), ["a", "b", "", "c"]);
        assert_eq!(lines("  a \t b  ", 50.0), ["a b"]);
        assert!(lines(" \n ", 50.0).is_empty());
    }

    #[test]
    fn a_letter_no_font_has_is_named() {
        assert_eq!(lines("漢 a", 50.0), ["[U+6F22] a"]);
    }
}
