//! `feldsher forms check`: form files of a folder, each with its mistakes or with what it holds. Reads no record.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::face::{Outcome, Trouble, say, tell};
use super::input;
use crate::domain::lang::Lang;
use crate::forms::{Form, FormMistake};
use crate::i18n::tr;

/// Checks one file, or every `.json` of a folder; false if one of them cannot be used.
pub fn check(path: &Path, lang: Lang) -> Outcome<bool> {
    let mut whole = true;
    for file in files(path)? {
        let text = input::text(&file)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        match Form::parse(&text, &name) {
            Ok(form) => {
                let left_out = form.unasked();
                for mistake in &left_out {
                    tell(&words(lang, mistake));
                }
                say(&json!({
                    "file": name,
                    "loads": true,
                    "url": form.url,
                    "version": form.version,
                    "title": form.title(lang),
                    "items": form.all_items().len(),
                    "left_out": left_out.into_iter().map(line).collect::<Vec<_>>(),
                }));
            }
            Err(mistakes) => {
                whole = false;
                for mistake in &mistakes {
                    tell(&words(lang, mistake));
                }
                let mistakes: Vec<Value> = mistakes.iter().map(line).collect();
                say(&json!({"file": name, "loads": false, "mistakes": mistakes}));
            }
        }
    }
    Ok(whole)
}

fn files(path: &Path) -> Outcome<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = std::fs::read_dir(path).map_err(|error| input::file_trouble(path, &error))?;
    let mut found: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|end| end.eq_ignore_ascii_case("json"))
        })
        .collect();
    found.sort();
    if found.is_empty() {
        let path = path.display().to_string();
        return Err(Trouble::call("input-missing", &[("path", &path)]));
    }
    Ok(found)
}

fn line(mistake: &FormMistake) -> Value {
    let code = mistake.what.key().trim_start_matches("form-mistake-");
    json!({"line": mistake.line, "pointer": mistake.pointer, "code": code})
}

/// Where, what, and what to do.
fn words(lang: Lang, mistake: &FormMistake) -> String {
    let args = mistake.what.args();
    let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let line = mistake.line.to_string();
    let place = tr(
        lang,
        "form-mistake-place",
        &[("file", &mistake.file), ("line", &line)],
    );
    let what = tr(lang, mistake.what.key(), &args);
    format!(
        "{place}: {what} {}",
        tr(lang, mistake.what.remedy_key(), &args)
    )
}
