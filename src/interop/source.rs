//! What a bundle is made from.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use super::fhir;
use crate::codes::icd10::Icd10;
use crate::domain::card::CardView;
use crate::domain::country::Country;
use crate::domain::ids::{DeviceId, DocId, FacilityId, UserId};
use crate::domain::lang::Lang;
use crate::i18n::{dates, tr};

/// The card, the house that speaks, and what other rooms know of the card's ids.
pub struct Source<'a> {
    pub view: &'a CardView,
    pub clinic: &'a str,
    pub facility: FacilityId,
    pub country: Country,
    pub device: DeviceId,
    /// Invented people: the bundle says so.
    pub training: bool,
    /// Language of titles and narrative: the patient's.
    pub lang: Lang,
    /// UTC seconds.
    pub now: i64,
    pub offset_minutes: i32,
    /// ATC code of a medicine of the formulary; medicines with none or several are not in it.
    pub atc: BTreeMap<String, String>,
    /// Each standing order in words, as papers print it.
    pub orders: BTreeMap<DocId, String>,
    /// Expected date of delivery of the open pregnancy, as the pregnancy card shows it.
    pub due: Option<NaiveDate>,
}

impl Source<'_> {
    pub fn say(&self, key: &str) -> String {
        tr(self.lang, key, &[])
    }

    pub fn say_with(&self, key: &str, args: &[(&str, &str)]) -> String {
        tr(self.lang, key, args)
    }

    /// The wall clock of the medical point.
    pub(super) fn local(&self, at: i64) -> NaiveDateTime {
        let at = at.saturating_add(i64::from(self.offset_minutes) * 60);
        chrono::DateTime::from_timestamp(at, 0)
            .unwrap_or_default()
            .naive_utc()
    }

    pub(super) fn day(&self, at: i64) -> String {
        dates::long(self.lang, self.local(at).date())
    }

    pub(super) fn instant(&self, at: i64) -> Option<String> {
        fhir::instant(at, self.offset_minutes)
    }

    pub(super) fn name(&self, user: Option<UserId>) -> Option<&str> {
        self.view.names.get(&user?).map(String::as_str)
    }

    /// A diagnosis in the reader's language, with the author's words beside it where they differ.
    pub(super) fn diagnosis(&self, code: Option<&str>, written: &str) -> String {
        let written = written.trim();
        let Some(code) = code.filter(|code| !code.trim().is_empty()) else {
            return written.to_owned();
        };
        let list = Icd10::in_force();
        let title = list
            .title(code, self.lang)
            .filter(|title| title.lang == self.lang);
        match title {
            Some(title) if written.is_empty() || title.text == written => {
                format!("{} ({code})", title.text)
            }
            Some(title) => format!("{} ({code}; {written})", title.text),
            None => format!("{written} ({code})"),
        }
    }

    /// A coding of a medicine, where the formulary has exactly one code for it.
    pub(super) fn medicine(&self, id: Option<&str>, text: &str) -> serde_json::Value {
        let code = id.and_then(|id| self.atc.get(id)).map(String::as_str);
        fhir::concept(fhir::ATC, code, text)
    }
}
