//! Rust files as tidy reads them: code without comments and without the words inside strings, and the strings apart.

use std::fs;
use std::path::{Path, PathBuf};

pub struct Source {
    /// From the root of the project, with `/`.
    pub path: String,
    /// Comments are gone, strings are empty, lines stand where they stood. Unit tests are cut off.
    pub code: String,
    pub strings: Vec<Text>,
    pub lines: usize,
    /// The first line as it is.
    pub first_line: String,
}

/// A string literal.
pub struct Text {
    pub line: usize,
    pub words: String,
    /// The code before it.
    pub before: String,
}

impl Source {
    /// The room under `src/`: a folder's name, or a file's without `.rs`.
    pub fn room(&self) -> &str {
        let inside = self.path.strip_prefix("src/").unwrap_or(&self.path);
        inside.split(['/', '.']).next().unwrap_or(inside)
    }

    pub fn line_of(&self, at: usize) -> usize {
        self.code[..at].matches('\n').count() + 1
    }
}

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below `folder`, in the order of their paths.
pub fn rust_files(folder: &str) -> Vec<Source> {
    let mut paths = Vec::new();
    walk(&root().join(folder), &mut paths);
    paths.retain(|path| path.extension().is_some_and(|ext| ext == "rs"));
    paths.sort();
    assert!(!paths.is_empty(), "no Rust file in {folder}");
    paths.iter().map(|path| read(path)).collect()
}

pub fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn read(path: &Path) -> Source {
    let all = fs::read_to_string(path).unwrap();
    let relative = path.strip_prefix(root()).unwrap();
    let mut source = parse(
        &relative.to_string_lossy().replace('\\', "/"),
        all.split("#[cfg(test)]\nmod tests {").next().unwrap(),
    );
    source.lines = all.lines().count();
    source
}

pub fn parse(path: &str, text: &str) -> Source {
    let mut source = Source {
        path: path.to_owned(),
        code: String::with_capacity(text.len()),
        strings: Vec::new(),
        lines: text.lines().count(),
        first_line: text.lines().next().unwrap_or_default().to_owned(),
    };
    let mut rest = text;
    let mut line = 1;
    while let Some(letter) = rest.chars().next() {
        let taken = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some((words, taken)) = string(rest, &source.code) {
            source.strings.push(Text {
                line,
                words: words.to_owned(),
                before: tail(&source.code),
            });
            source.code.push_str("\"\"");
            taken
        } else if let Some(taken) = character(rest) {
            source.code.push_str("' '");
            taken
        } else {
            source.code.push(letter);
            line += usize::from(letter == '\n');
            rest = &rest[letter.len_utf8()..];
            continue;
        };
        let breaks = rest[..taken].matches('\n').count();
        line += breaks;
        // A line goes on being the same line after a comment or a string of several lines.
        source.code.extend(std::iter::repeat_n('\n', breaks));
        rest = &rest[taken..];
    }
    source
}

/// A string at the start of `rest`: what is in it, and how much of `rest` it takes.
fn string<'t>(rest: &'t str, code: &str) -> Option<(&'t str, usize)> {
    let in_a_name = code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let mut open = rest;
    if !in_a_name {
        open = open.strip_prefix('b').unwrap_or(open);
    }
    if let Some(raw) = open.strip_prefix('r').filter(|_| !in_a_name) {
        let fences = raw.len() - raw.trim_start_matches('#').len();
        let body = raw[fences..].strip_prefix('"')?;
        let end = format!("\"{}", "#".repeat(fences));
        let length = body.find(&end)?;
        let taken = rest.len() - body.len() + length + end.len();
        return Some((&body[..length], taken));
    }
    let body = open.strip_prefix('"')?;
    let mut escaped = false;
    let length = body.find(|c: char| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    })?;
    Some((&body[..length], rest.len() - body.len() + length + 1))
}

/// A character literal, as against a lifetime.
fn character(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('\'')?;
    let first = body.chars().next()?;
    if first == '\\' {
        let skip = 1 + body[1..].chars().next()?.len_utf8();
        return Some(1 + skip + body[skip..].find('\'')? + 1);
    }
    body[first.len_utf8()..]
        .starts_with('\'')
        .then_some(first.len_utf8() + 2)
}

fn tail(code: &str) -> String {
    let code = code.trim_end();
    let from = code.char_indices().rev().nth(59).map_or(0, |(at, _)| at);
    code[from..].to_owned()
}

/// Paths that begin with `root` (`crate` or `feldsher`) as the code writes them, groups taken apart: `domain::ids::DocId`.
pub fn paths(code: &str, root: &str) -> Vec<(usize, String)> {
    let marker = format!("{root}::");
    let mut found = Vec::new();
    for (at, _) in code.match_indices(&marker) {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let mut leaves = Vec::new();
        tree(&code[at + marker.len()..], "", &mut leaves);
        found.extend(leaves.into_iter().map(|leaf| (at, leaf)));
    }
    found
}

/// Reads one branch of a `use` tree and says how long it is.
fn tree(code: &str, before: &str, leaves: &mut Vec<String>) -> usize {
    let trimmed = code.trim_start();
    let skipped = code.len() - trimmed.len();
    if let Some(mut group) = trimmed.strip_prefix('{') {
        let whole = trimmed.len();
        loop {
            let taken = tree(group, before, leaves);
            group = group[taken..].trim_start();
            group = match group.strip_prefix(',') {
                Some(next) => next,
                None => group,
            };
            if let Some(end) = group.trim_start().strip_prefix('}') {
                return skipped + whole - end.len();
            }
            if group.is_empty() || taken == 0 {
                return code.len();
            }
        }
    }
    let name = trimmed
        .find(|c: char| !c.is_alphanumeric() && c != '_' && c != '*')
        .unwrap_or(trimmed.len());
    let path = if before.is_empty() {
        trimmed[..name].to_owned()
    } else {
        format!("{before}::{}", &trimmed[..name])
    };
    if let Some(deeper) = trimmed[name..].strip_prefix("::")
        && deeper.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '{' || c == '*')
    {
        return skipped + name + 2 + tree(deeper, &path, leaves);
    }
    if name > 0 {
        leaves.push(path);
    }
    // `Name as Other`: the other name belongs to the leaf.
    let after = &trimmed[name..];
    let renamed = after.trim_start().strip_prefix("as ").map_or(0, |other| {
        let end = other
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(other.len());
        after.len() - other.len() + end
    });
    skipped + name + renamed
}

#[test]
fn a_file_is_read_as_rust_reads_it() {
    let source = parse(
        "src/room/a.rs",
        "// crate::no\nuse crate::{domain::{ids, x::Y as Z}, clock};\nfn f<'a>() { let q = '\"'; g(\"two words\", r#\"raw \"one\"\"#, b\"x\", '\\'') } /* crate::never\n*/ crate::vault::open()",
    );
    let found: Vec<String> = paths(&source.code, "crate")
        .into_iter()
        .map(|(_, path)| path)
        .collect();
    assert_eq!(
        found,
        ["domain::ids", "domain::x::Y", "clock", "vault::open"]
    );
    let words: Vec<&str> = source.strings.iter().map(|s| s.words.as_str()).collect();
    assert_eq!(words, ["two words", "raw \"one\"", "x"]);
    assert!(source.strings[0].before.ends_with("g("));
    assert_eq!(source.strings[0].line, 3);
    assert_eq!(source.line_of(source.code.find("vault").unwrap()), 4);
    assert_eq!(source.room(), "room");
}
