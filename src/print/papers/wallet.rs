//! The health passport for a wallet: one face to read, one with whom to call and a square code that any telephone reads as plain
//! text. What finds no room is named: on the face, in the code and below the card.

use crate::domain::{lang::Lang, paper::PaperContext, person::Sex};
use crate::i18n::tr;

use super::{
    super::{
        paper::{Block, CardFace, Paper, Rich, Size, Style, Wallet},
        qr,
        wallet::{BACK_MM, FRONT_MM, SIZES_PT, height_mm, room_mm},
        words::Words,
    },
    parts,
};

/// What the card is made from. Texts are in the patient's language already.
#[derive(Debug, Clone, PartialEq)]
pub struct WalletSheet {
    pub context: PaperContext,
    /// The most urgent first: what finds no room is taken from the end.
    pub items: Vec<WalletItem>,
    pub contacts: WalletItem,
}

/// One part: its name, in English too, and what is said in it.
#[derive(Debug, Clone, PartialEq)]
pub struct WalletItem {
    pub label: String,
    pub english: String,
    pub entries: Vec<WalletEntry>,
}

/// One fact.
#[derive(Debug, Clone, PartialEq)]
pub struct WalletEntry {
    pub text: String,
    /// With its code; it stands in the square code.
    pub coded: String,
    /// The code alone, where the words have no room in the square code.
    pub short: Option<String>,
}

/// Parts with the number of their facts that found no room.
type Lacks = Vec<(String, usize)>;

/// The paper with the card to cut out.
pub fn wallet(data: &WalletSheet) -> Paper {
    let context = &data.context;
    let words = Words::of(context);
    let mut paper = parts::empty(context, Size::A4, words.say("wallet-title"));
    let (code, code_lacks) = code_text(data, qr::WALLET_BYTES);
    let (back, mut lacks) = back(data, words);
    let (front, more) = front(data, words, &lacks);
    lacks.extend(more);
    paper
        .blocks
        .push(Block::Paragraph(Rich::plain(words.say("wallet-how"))));
    paper
        .blocks
        .push(Block::Wallet(Wallet { front, back, code }));
    if !lacks.is_empty() {
        let what = listed(&lacks);
        let text = words.say_with("wallet-not-here", &[("what", &what)]);
        paper.blocks.push(Block::Paragraph(Rich::bold(text)));
    }
    if !code_lacks.is_empty() {
        let what = listed(&code_lacks);
        let text = words.say_with("wallet-code-lacks", &[("what", &what)]);
        paper.blocks.push(Block::Paragraph(Rich::bold(text)));
    }
    paper
}

fn listed(lacks: &Lacks) -> String {
    let named = lacks.iter().map(|(label, n)| format!("{label} {n}"));
    named.collect::<Vec<_>>().join(", ")
}

/// The largest letters in which everything has room; then as much as has room in the smallest.
fn front(data: &WalletSheet, words: Words, elsewhere: &Lacks) -> (CardFace, Lacks) {
    let patient = &data.context.patient;
    let born = words.born(patient, data.context.issued);
    let mut about = vec![born, words.sex(patient.sex)];
    about.extend(
        patient
            .numbers
            .iter()
            .find(|number| number.kind.is_national())
            .map(|number| format!("{} {}", words.number_label(number.kind), number.value)),
    );
    let head = vec![
        Rich::bold(words.name(patient)),
        Rich::plain(about.join(" · ")),
    ];
    let mut kept: Vec<usize> = data.items.iter().map(|item| item.entries.len()).collect();
    loop {
        let own = lacks_of(&data.items, &kept);
        let all: Lacks = elsewhere.iter().cloned().chain(own.clone()).collect();
        let mut texts = head.clone();
        if let Some(mark) = data.context.training.then(|| words.say("training-mark")) {
            texts.insert(0, Rich::bold(mark));
        }
        texts.extend(
            data.items
                .iter()
                .zip(&kept)
                .filter(|(_, kept)| **kept > 0)
                .enumerate()
                .map(|(at, (item, kept))| face_line(item, *kept, at == 0)),
        );
        if !all.is_empty() {
            let what = listed(&all);
            let text = words.say_with("wallet-not-here", &[("what", &what)]);
            texts.push(Rich::bold(text));
        }
        let fits = SIZES_PT
            .into_iter()
            .find(|size| height_mm(&texts, *size, FRONT_MM) <= room_mm());
        let last = kept.iter().rposition(|kept| *kept > 0);
        match (fits, last) {
            (Some(size_pt), _) => return (CardFace { size_pt, texts }, own),
            (None, Some(last)) => kept[last] -= 1,
            // Nothing but the name is left: it is written however long it is.
            (None, None) => {
                let size_pt = SIZES_PT[SIZES_PT.len() - 1];
                return (CardFace { size_pt, texts }, own);
            }
        }
    }
}

/// Whom to call, of what day the card is, and whose.
fn back(data: &WalletSheet, words: Words) -> (CardFace, Lacks) {
    let date = words.date(data.context.issued);
    let foot = [
        words.say_with("wallet-state", &[("date", &date)]),
        data.context.facility.name.clone(),
        words.say("wallet-scan"),
    ];
    let item = std::slice::from_ref(&data.contacts);
    let mut kept = data.contacts.entries.len();
    loop {
        let mut texts = vec![Rich::bold(&data.contacts.label)];
        texts.extend(
            data.contacts
                .entries
                .iter()
                .take(kept)
                .map(|entry| Rich::plain(&entry.text)),
        );
        texts.extend(foot.iter().filter(|text| !text.is_empty()).map(Rich::muted));
        let fits = SIZES_PT
            .into_iter()
            .find(|size| height_mm(&texts, *size, BACK_MM) <= room_mm());
        match fits {
            Some(size_pt) => return (CardFace { size_pt, texts }, lacks_of(item, &[kept])),
            None if kept > 0 => kept -= 1,
            None => {
                let size_pt = SIZES_PT[SIZES_PT.len() - 1];
                return (CardFace { size_pt, texts }, lacks_of(item, &[kept]));
            }
        }
    }
}

fn lacks_of(items: &[WalletItem], kept: &[usize]) -> Lacks {
    let each = items.iter().zip(kept);
    each.filter(|(item, kept)| item.entries.len() > **kept)
        .map(|(item, kept)| (item.label.clone(), item.entries.len() - kept))
        .collect()
}

/// The first part, the allergies, is loud as a whole.
fn face_line(item: &WalletItem, kept: usize, loud: bool) -> Rich {
    let entries: Vec<&str> = item
        .entries
        .iter()
        .take(kept)
        .map(|entry| entry.text.as_str())
        .collect();
    let style = if loud { Style::Bold } else { Style::Plain };
    Rich::bold(format!("{}\u{a0}", item.label)).and(entries.join("; "), style)
}

/// The plain text of the square code: a line for each part, named in English and in the patient's language. A fact that has no
/// room stands as its code alone; one that has no room even so is counted at the end. At most `limit` bytes of UTF-8.
pub(super) fn code_text(data: &WalletSheet, limit: usize) -> (String, Lacks) {
    let items: Vec<&WalletItem> = data
        .items
        .iter()
        .take(1)
        .chain(std::iter::once(&data.contacts))
        .chain(data.items.iter().skip(1))
        .collect();
    // Room for the count, if every part should need it.
    let most: Lacks = items
        .iter()
        .map(|item| (item.english.clone(), item.entries.len()))
        .collect();
    let counted = |lacks: &Lacks| {
        let what = listed(lacks);
        tr(Lang::En, "print-wallet-not-here", &[("what", &what)])
    };
    // Names in two languages, as long as that costs no fact.
    for names in [Names::Both, Names::English] {
        let whole = filled(data, &items, names, limit);
        if whole.1.is_empty() {
            return whole;
        }
    }
    let room = limit.saturating_sub(counted(&most).len() + 1);
    let (mut text, lacks) = filled(data, &items, Names::English, room);
    text.push('\n');
    text.push_str(&counted(&lacks));
    let local = lacks.iter().map(|(english, n)| {
        let item = items.iter().find(|item| item.english == *english);
        (
            item.map_or_else(|| english.clone(), |item| item.label.clone()),
            *n,
        )
    });
    (text, local.collect())
}

/// In how many languages the parts are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    Both,
    English,
}

/// As much as has room; what has none, by its English name.
fn filled(
    data: &WalletSheet,
    items: &[&WalletItem],
    names: Names,
    limit: usize,
) -> (String, Lacks) {
    let mut text = code_head(data);
    let mut lacks = Vec::new();
    for item in items {
        let label = if names == Names::English || item.label == item.english {
            item.english.clone()
        } else {
            format!("{}/{}", item.english, item.label)
        };
        let mut line = format!("\n{label}: ");
        let (mut kept, mut lost) = (0, 0);
        for entry in &item.entries {
            let between = if kept > 0 { "; " } else { "" };
            let shapes = [Some(&entry.coded), entry.short.as_ref()];
            let found = shapes
                .into_iter()
                .flatten()
                .find(|shape| text.len() + line.len() + between.len() + shape.len() <= limit);
            match found {
                Some(shape) => {
                    line.push_str(between);
                    line.push_str(shape);
                    kept += 1;
                }
                None => lost += 1,
            }
        }
        if kept > 0 {
            text.push_str(&line);
        }
        if lost > 0 {
            lacks.push((item.english.clone(), lost));
        }
    }
    (text, lacks)
}

/// What it is, of which day, about whom.
fn code_head(data: &WalletSheet) -> String {
    let context = &data.context;
    let patient = &context.patient;
    let sex = match patient.sex {
        Sex::Female => " F",
        Sex::Male => " M",
        Sex::Unknown => "",
    };
    let words = Words::of(context);
    let title = tr(Lang::En, "print-passport-title", &[]);
    let mark = if context.training { " DEMO" } else { "" };
    format!(
        "{title} {}{mark}\n{} {}{sex}",
        context.issued,
        words.name(patient),
        patient.born
    )
}
