//! The form files of a site: the folder `forms` in the data folder, which a ministry fills with a text editor.

use std::path::Path;

use super::api::{FormsView, SiteForm};
use crate::forms::{Form, FormMistake, FormSet, MAX_BYTES, MistakeKind};
use crate::paths::DataFolder;

/// More files than this are not read.
const FILES_MAX: usize = 100;

/// Reads the site's files and puts what holds in force; what does not is named in the log and handed back.
pub fn read_forms(folder: &DataFolder) -> FormsView {
    let (texts, mut mistakes) = texts(&folder.root().join("forms"));
    if texts.is_empty() && mistakes.is_empty() {
        return FormsView::default();
    }
    let mut files: Vec<SiteForm> = texts
        .iter()
        .filter_map(|(name, text)| {
            let form = Form::parse(text, name).ok()?;
            Some(SiteForm {
                file: name.clone(),
                titles: form.title,
                url: form.url,
                version: form.version,
                in_use: false,
            })
        })
        .collect();
    let mut set = FormSet::shipped();
    let refused = set.join(texts);
    for file in &mut files {
        let current = set.current(&file.url);
        file.in_use = current.is_some_and(|form| form.version == file.version);
    }
    mistakes.extend(refused);
    for mistake in &mistakes {
        log::warn!("forms/{mistake}; the shipped form is used");
    }
    for old in files.iter().filter(|file| !file.in_use) {
        log::warn!(
            "forms/{}: version {} is not the newest; new answers do not use it",
            old.file,
            old.version
        );
    }
    FormSet::put_in_force(set);
    FormsView { files, mistakes }
}

/// Name and text of each file in the order of their names.
fn texts(folder: &Path) -> (Vec<(String, String)>, Vec<FormMistake>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        // No such folder: most sites have none.
        return (Vec::new(), Vec::new());
    };
    let mut paths: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|end| end.eq_ignore_ascii_case("json"))
        })
        .collect();
    paths.sort();
    let (mut texts, mut mistakes) = (Vec::new(), Vec::new());
    for path in paths.into_iter().take(FILES_MAX) {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let mut refuse = |what| {
            mistakes.push(FormMistake {
                file: name.clone(),
                line: 1,
                pointer: String::new(),
                what,
            });
        };
        let length = std::fs::metadata(&path).map_or(0, |meta| meta.len());
        if length > MAX_BYTES as u64 {
            refuse(MistakeKind::TooLarge { max: MAX_BYTES });
            continue;
        }
        match std::fs::read_to_string(&path) {
            // An editor of Windows puts a mark before the first letter.
            Ok(text) => texts.push((name, text.trim_start_matches('\u{feff}').to_owned())),
            Err(error) => refuse(MistakeKind::NotJson {
                detail: error.to_string(),
            }),
        }
    }
    (texts, mistakes)
}
