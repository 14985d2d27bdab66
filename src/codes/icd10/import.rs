//! A ministry's list of titles put over the built-in ones. A wrong list is worse than none: every bad line is explained and then
//! nothing is taken; lists whose titles slipped against their codes are refused where that can be seen.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::{Entry, Icd10, Source, header, normal_code, place};
use crate::codes::fold;
use crate::domain::lang::Lang;

/// What a list brought.
#[derive(Debug)]
pub struct Imported {
    pub list: Icd10,
    pub lang: Lang,
    /// Titles taken.
    pub titles: usize,
    /// Codes of this list that the international one does not have, each below one that it has (S02.00).
    pub national: usize,
}

/// One fault of the list. Nothing was taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {why}")]
pub struct ImportError {
    /// Counted from 1; 0 is the whole list.
    pub line: usize,
    pub why: ImportWhy,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportWhy {
    #[error("header «# {0}: …» is missing")]
    NoHeader(&'static str),
    #[error("unknown language «{0}»")]
    UnknownLang(String),
    #[error("valid-from is no date: «{0}»")]
    BadDate(String),
    #[error("no tab between code and title")]
    NoTab,
    #[error("«{0}» is not a code")]
    NotACode(String),
    #[error("code {0} does not exist")]
    UnknownCode(String),
    #[error("code {code} stands already in line {first}")]
    Duplicate { code: String, first: usize },
    #[error("the title is empty")]
    EmptyTitle,
    #[error("the title is longer than 500 characters")]
    LongTitle,
    #[error("the title is not in the letters of the language")]
    WrongScript,
    /// The title speaks of a tumour, the code does not: lines have slipped.
    #[error("the title of {0} speaks of a tumour")]
    StrangerTitle(String),
    /// `different` of `compared` titles share no word with the built-in ones.
    #[error("{different} of {compared} known titles stand at other codes")]
    Misaligned { different: usize, compared: usize },
    #[error("no titles")]
    NoTitles,
    #[error("more than {MAX_LINES} lines")]
    TooLong,
}

impl ImportWhy {
    /// Stable word for message catalogues.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoHeader(_) => "no-header",
            Self::UnknownLang(_) => "unknown-lang",
            Self::BadDate(_) => "bad-date",
            Self::NoTab => "no-tab",
            Self::NotACode(_) => "not-a-code",
            Self::UnknownCode(_) => "unknown-code",
            Self::Duplicate { .. } => "duplicate",
            Self::EmptyTitle => "empty-title",
            Self::LongTitle => "long-title",
            Self::WrongScript => "wrong-script",
            Self::StrangerTitle(_) => "stranger-title",
            Self::Misaligned { .. } => "misaligned",
            Self::NoTitles => "no-titles",
            Self::TooLong => "too-long",
        }
    }
}

/// National lists have about 15,000 lines.
const MAX_LINES: usize = 50_000;
const MAX_TITLE: usize = 500;
/// Fewer common codes than this say nothing about alignment.
const COMPARED_FROM: usize = 20;

impl Icd10 {
    /// Reads `code<TAB>title` lines after the header lines `# lang: ru`, `# source: …`, `# valid-from: 2025-01-01`. Codes below a known
    /// code are taken as national subdivisions. On any fault the whole list is refused with all its faults.
    pub fn with_import(&self, text: &str) -> Result<Imported, Vec<ImportError>> {
        let mut faults = Vec::new();
        let fault = |line: usize, why: ImportWhy| ImportError { line, why };
        let (lang, source) = match read_header(text) {
            Ok((lang, source)) => (Some(lang), source),
            Err(why) => {
                for why in why {
                    faults.push(fault(0, why));
                }
                (None, Source::default())
            }
        };
        let mut titles: BTreeMap<String, (usize, &str)> = BTreeMap::new();
        for (at, line) in text.lines().enumerate() {
            let line_no = at + 1;
            if line_no > MAX_LINES {
                faults.push(fault(line_no, ImportWhy::TooLong));
                break;
            }
            let line = line.trim_start_matches('\u{feff}');
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            match self.read_line(line, lang, &titles) {
                Ok((code, title)) => {
                    titles.insert(code, (line_no, title));
                }
                Err(why) => faults.push(fault(line_no, why)),
            }
        }
        let Some(lang) = lang else { return Err(faults) };
        if titles.is_empty() && faults.is_empty() {
            faults.push(fault(0, ImportWhy::NoTitles));
        }
        if let Some(why) = self.misaligned(lang, &titles) {
            faults.push(fault(0, why));
        }
        if faults.is_empty() {
            Ok(self.with_titles(lang, source, &titles))
        } else {
            Err(faults)
        }
    }

    fn read_line<'t>(
        &self,
        line: &'t str,
        lang: Option<Lang>,
        before: &BTreeMap<String, (usize, &str)>,
    ) -> Result<(String, &'t str), ImportWhy> {
        let (typed, title) = line.split_once('\t').ok_or(ImportWhy::NoTab)?;
        let title = title.split('\t').next().unwrap_or_default().trim();
        let code = normal_code(typed).ok_or_else(|| ImportWhy::NotACode(typed.to_owned()))?;
        let Some(known) = self.known_at_or_above(&code) else {
            return Err(ImportWhy::UnknownCode(code));
        };
        if let Some((first, _)) = before.get(&code) {
            return Err(ImportWhy::Duplicate {
                code,
                first: *first,
            });
        }
        if title.is_empty() {
            return Err(ImportWhy::EmptyTitle);
        }
        if title.chars().count() > MAX_TITLE {
            return Err(ImportWhy::LongTitle);
        }
        if lang.is_some_and(|lang| !in_letters_of(lang, title)) {
            return Err(ImportWhy::WrongScript);
        }
        let english = known.titles[place(Lang::En)].as_deref().unwrap_or_default();
        if speaks_of_tumour(title) && !allows_tumour(&code, english) {
            return Err(ImportWhy::StrangerTitle(code));
        }
        Ok((code, title))
    }

    /// The entry itself, or the one that a national subdivision stands below.
    fn known_at_or_above(&self, code: &str) -> Option<&Entry> {
        let mut code = code;
        loop {
            if let Some(at) = self.position(code) {
                return self.entries.get(at);
            }
            code = code
                .get(..code.len().checked_sub(1)?)?
                .trim_end_matches('.');
            if code.len() < 3 {
                return None;
            }
        }
    }

    /// A slipped list has other words at the codes whose titles we know.
    fn misaligned(
        &self,
        lang: Lang,
        titles: &BTreeMap<String, (usize, &str)>,
    ) -> Option<ImportWhy> {
        let mut compared = 0;
        let mut different = 0;
        for entry in &self.entries {
            if let Some(own) = entry.titles[place(lang)].as_deref()
                && let Some((_, theirs)) = titles.get(entry.code.as_ref())
            {
                compared += 1;
                different += usize::from(!share_a_word(own, theirs));
            }
        }
        (compared >= COMPARED_FROM && different * 2 > compared).then_some(ImportWhy::Misaligned {
            different,
            compared,
        })
    }

    fn with_titles(
        &self,
        lang: Lang,
        source: Source,
        titles: &BTreeMap<String, (usize, &str)>,
    ) -> Imported {
        let mut list = Icd10 {
            entries: self.entries.clone(),
            sources: self.sources.clone(),
            index: OnceLock::new(),
        };
        list.sources[place(lang)] = source;
        let mut national = Vec::new();
        for (code, (_, title)) in titles {
            let title = Some(Cow::Owned((*title).to_owned()));
            if let Some(at) = list.position(code)
                && let Some(entry) = list.entries.get_mut(at)
            {
                entry.titles[place(lang)] = title;
            } else {
                let mut entry = Entry::new(Cow::Owned(code.clone()), false);
                entry.titles[place(lang)] = title;
                national.push(entry);
            }
        }
        let national_count = national.len();
        list.entries.append(&mut national);
        list.entries.sort_by(|a, b| a.code.cmp(&b.code));
        Imported {
            list,
            lang,
            titles: titles.len(),
            national: national_count,
        }
    }
}

fn read_header(text: &str) -> Result<(Lang, Source), Vec<ImportWhy>> {
    let mut faults = Vec::new();
    let stated = text
        .lines()
        .map_while(|line| line.trim_start_matches('\u{feff}').strip_prefix('#'))
        .filter_map(|line| line.split_once(':'))
        .find(|(key, _)| key.trim() == "lang")
        .map(|(_, value)| value.trim());
    let lang = match stated {
        None => {
            faults.push(ImportWhy::NoHeader("lang"));
            None
        }
        Some(code) => {
            let lang = Lang::parse(code);
            if lang.is_none() {
                faults.push(ImportWhy::UnknownLang(code.to_owned()));
            }
            lang
        }
    };
    let source = Source {
        imported: true,
        ..header(text)
    };
    if source.source.is_empty() {
        faults.push(ImportWhy::NoHeader("source"));
    }
    if source.valid_from.is_empty() {
        faults.push(ImportWhy::NoHeader("valid-from"));
    } else if source.valid_from.parse::<chrono::NaiveDate>().is_err() {
        faults.push(ImportWhy::BadDate(source.valid_from.clone()));
    }
    match lang {
        Some(lang) if faults.is_empty() => Ok((lang, source)),
        _ => Err(faults),
    }
}

/// At least one letter of the language's script; abbreviations in Latin may stand beside.
fn in_letters_of(lang: Lang, title: &str) -> bool {
    title.chars().any(|c| match lang {
        Lang::Kk | Lang::Ru => matches!(c, '\u{400}'..='\u{52f}'),
        Lang::Ka => matches!(c, '\u{10d0}'..='\u{10ff}'),
        Lang::Uz | Lang::En => c.is_ascii_alphabetic(),
    })
}

/// Word beginnings, folded.
const TUMOUR: [&str; 9] = [
    " novoobrazovan",
    " zlokachestven",
    " katerli isik",
    " katerli isig",
    " havpli osma",
    " havpli shish",
    " neoplasm",
    " avtvisebiani simsivne",
    " simsivn",
];

fn speaks_of_tumour(title: &str) -> bool {
    let folded = format!(" {}", fold::fold(title));
    TUMOUR.iter().any(|word| folded.contains(word))
}

/// The tumour chapters, and codes elsewhere whose English title names a tumour, a growth, or a malignant course.
fn allows_tumour(code: &str, english: &str) -> bool {
    if code.starts_with(['C', 'D', 'O', 'Q', 'R', 'Y', 'Z']) {
        return true;
    }
    let english = english.to_lowercase();
    [
        "neoplas", "malign", "tumour", "cancer", "paraneo", "swelling",
    ]
    .iter()
    .any(|word| english.contains(word))
}

/// Two titles have a word of four letters or more in common, or its beginning (endings differ between lists).
fn share_a_word(a: &str, b: &str) -> bool {
    let (a, b) = (fold::fold(a), fold::fold(b));
    let stems = |text: &str| {
        text.split(' ')
            .filter_map(|word| word.get(..4).map(str::to_owned))
            .collect::<Vec<_>>()
    };
    let other = stems(&b);
    stems(&a).iter().any(|stem| other.contains(stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "# lang: ru\n# source: test list\n# valid-from: 2025-01-01\n";

    fn faults(text: &str) -> Vec<(usize, &'static str)> {
        let faults = Icd10::builtin().with_import(text).err().unwrap_or_default();
        faults.iter().map(|f| (f.line, f.why.code())).collect()
    }

    #[test]
    fn a_good_list_is_taken() {
        let text = format!(
            "\u{feff}{HEAD}J20.9\tОстрый бронхит неуточнённый, по министерству\n\nQ87.1\tСиндромы низкорослости\nS02.00\tПерелом свода черепа закрытый\n"
        );
        let imported = Icd10::builtin().with_import(&text).unwrap();
        assert_eq!(
            (imported.titles, imported.national, imported.lang),
            (3, 1, Lang::Ru)
        );
        let list = imported.list;
        assert!(
            list.title("J20.9", Lang::Ru)
                .unwrap()
                .text
                .ends_with("по министерству")
        );
        assert_eq!(list.title("Q87.1", Lang::Ru).unwrap().lang, Lang::Ru);
        assert_eq!(list.title("S02.00", Lang::En).unwrap().lang, Lang::Ru);
        assert_eq!(list.search("низкоросл", Lang::Ru, 5).items[0].code, "Q87.1");
        assert!(list.source(Lang::Ru).imported && !list.source(Lang::En).imported);
        assert_eq!(list.len(), 12_247);
    }

    #[test]
    fn every_bad_line_is_explained() {
        let text = format!(
            "{HEAD}J20.9\tБронхит\nJ20.9\tБронхит\nJ20.8 Бронхит\nкод\tБронхит\nU99.9\tБронхит\nJ20\t \nJ21\tBronchiolitis\nJ22\t{}\n",
            "ы".repeat(501)
        );
        assert_eq!(
            faults(&text),
            [
                (5, "duplicate"),
                (6, "no-tab"),
                (7, "not-a-code"),
                (8, "unknown-code"),
                (9, "empty-title"),
                (10, "wrong-script"),
                (11, "long-title"),
            ]
        );
    }

    #[test]
    fn the_header_is_asked_for() {
        assert_eq!(
            faults("J20.9\tБронхит\n"),
            [(0, "no-header"), (0, "no-header"), (0, "no-header")]
        );
        assert_eq!(
            faults("# lang: xx\n# source: a\n# valid-from: вчера\nJ20.9\tБронхит\n"),
            [(0, "unknown-lang"), (0, "bad-date")]
        );
        assert_eq!(faults(HEAD), [(0, "no-titles")]);
    }

    #[test]
    fn a_list_whose_lines_slipped_is_refused() {
        let list = Icd10::builtin();
        let codes: Vec<&str> = list.codes_with_title(Lang::Ru).collect();
        let line = |code: &str, from: &str| {
            format!("{code}\t{}\n", list.title(from, Lang::Ru).unwrap().text)
        };
        let right: String = codes.iter().map(|code| line(code, code)).collect();
        assert!(list.with_import(&format!("{HEAD}{right}")).is_ok());
        let slipped: String = codes
            .iter()
            .zip(codes.iter().skip(7))
            .map(|(code, from)| line(code, from))
            .collect();
        let faults = faults(&format!("{HEAD}{slipped}"));
        assert!(faults.contains(&(0, "misaligned")), "{faults:?}");
    }

    /// The defect seen in a list that goes round: tumour titles at codes of the lungs.
    #[test]
    fn a_tumour_at_a_lung_code_is_refused() {
        for (lang, title) in [
            ("kk", "Өкпенің қатерлі ісігі"),
            ("ru", "Злокачественное новообразование лёгкого"),
            ("uz", "Oʻpkaning xavfli oʻsmasi"),
            ("ka", "ფილტვის ავთვისებიანი სიმსივნე"),
        ] {
            let head = HEAD.replace("ru", lang);
            assert_eq!(
                faults(&format!("{head}J18.9\t{title}\n")),
                [(4, "stranger-title")],
                "{lang}"
            );
            assert_eq!(faults(&format!("{head}C34.9\t{title}\n")), [], "{lang}");
        }
    }
}
