//! What lies beside the vault, unencrypted because it is nobody's secret: the name of the house and imported code lists.

use std::path::PathBuf;

use super::api::{Event, Fault};
use crate::codes::icd10::Icd10;
use crate::domain::lang::Lang;
use crate::ops::House;
use crate::paths::DataFolder;

/// What may be read before anybody signed in: the name of the house and its language, no personal data.
pub struct Sign {
    pub clinic: String,
    pub lang: Lang,
    pub demo: bool,
}

fn sign_file(folder: &DataFolder) -> PathBuf {
    folder.root().join("clinic.json")
}

pub fn read_sign(folder: &DataFolder) -> Sign {
    let text = std::fs::read_to_string(sign_file(folder)).unwrap_or_default();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    Sign {
        clinic: value["clinic"].as_str().unwrap_or_default().to_owned(),
        lang: value["lang"]
            .as_str()
            .and_then(Lang::parse)
            .unwrap_or(Lang::Ru),
        demo: value["demo"].as_bool().unwrap_or_default(),
    }
}

/// The language of the clinic in this folder, where there is one.
pub fn clinic_lang(folder: &DataFolder) -> Option<Lang> {
    sign_file(folder).exists().then(|| read_sign(folder).lang)
}

pub fn write_sign(folder: &DataFolder, house: &House) {
    let place = house.place();
    let value = serde_json::json!({"clinic": place.clinic, "lang": place.lang, "demo": place.demo});
    if let Err(error) = std::fs::write(sign_file(folder), value.to_string()) {
        log::warn!("clinic.json: {error}");
    }
}

/// A list that holds is kept in the data folder under its language; the next start reads it beside the shipped one.
pub fn import_codes(folder: &DataFolder, text: &str) -> Result<Event, Fault> {
    match Icd10::builtin().with_import(text) {
        Ok(imported) => {
            let codes = folder.root().join("codes");
            let file = codes.join(format!("icd10-{}.tsv", imported.lang.code()));
            let saved =
                crate::paths::create_private(&codes).and_then(|()| std::fs::write(&file, text));
            saved.map_err(|error| {
                Fault::new("codes-not-saved")
                    .with("detail", error)
                    .retry(true)
            })?;
            read_codes(folder);
            Ok(Event::CodesImported {
                lang: imported.lang.code().to_owned(),
                titles: imported.titles,
                errors: Vec::new(),
            })
        }
        Err(errors) => {
            let errors = errors
                .into_iter()
                .map(|error| (error.line, error.why.to_string()))
                .collect();
            Ok(Event::CodesImported {
                lang: String::new(),
                titles: 0,
                errors,
            })
        }
    }
}

/// Lists that were imported here join the shipped one; a file that does not hold is left out and named in the log.
pub fn read_codes(folder: &DataFolder) {
    let mut own = None;
    for lang in Lang::ALL {
        let file = folder
            .root()
            .join("codes")
            .join(format!("icd10-{}.tsv", lang.code()));
        let Ok(text) = std::fs::read_to_string(&file) else {
            continue;
        };
        match own.as_ref().unwrap_or(Icd10::builtin()).with_import(&text) {
            Ok(imported) => own = Some(imported.list),
            Err(errors) => log::warn!("{}: {} wrong lines", file.display(), errors.len()),
        }
    }
    if let Some(own) = own {
        Icd10::put_in_force(own);
    }
}

/// Folder of papers that were opened or printed; emptied at every start.
pub fn paper_folder(folder: &DataFolder) -> PathBuf {
    folder.root().join("papers")
}

/// Papers that were opened or printed lie unencrypted until the next start.
pub fn clear_papers(folder: &DataFolder) {
    match std::fs::remove_dir_all(paper_folder(folder)) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => log::warn!("papers: {error}"),
    }
}
