//! The forms at hand: the shipped ones, replaced or joined by those of the site.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock, PoisonError, RwLock};

use crate::domain::country::Country;
use crate::forms::form::Form;
use crate::forms::mistakes::FormMistake;
use crate::forms::shipped::SHIPPED;

/// URL of the general visit form that is always there.
pub const VISIT: &str = "urn:feldsher:form:visit";
/// URL of the form of a contact with a pregnant woman.
pub const ANTENATAL: &str = "urn:feldsher:form:antenatal";

/// What stands before the name of a shipped file in the URL of its form.
const URL: &str = "urn:feldsher:form:";

/// Forms by URL and version. Every version stays, so that old answers open with the words they were given to.
/// A shipped form is read when it is first asked for: some milliseconds each, and there are many.
#[derive(Debug, Clone, Default)]
pub struct FormSet {
    /// URL → versions in ascending order.
    by_url: BTreeMap<String, Vec<Held>>,
}

/// One form, read or still to be read.
#[derive(Debug, Clone)]
struct Held {
    /// Name and text of the shipped file; empty for what came from elsewhere.
    file: (&'static str, &'static str),
    /// `None` inside: the file is refused.
    form: OnceLock<Option<Form>>,
}

/// The shipped form files: name and text.
pub fn builtin() -> Vec<(String, String)> {
    let file = |(name, text): &(&str, &str)| (format!("{name}.json"), (*text).to_owned());
    SHIPPED.iter().map(file).collect()
}

/// What a site's files have put over the shipped forms; nothing where there are none.
static IN_FORCE: RwLock<Option<&'static FormSet>> = RwLock::new(None);

impl FormSet {
    /// The set in force here: the shipped forms, or those with the site's over them.
    pub fn in_force() -> &'static Self {
        static ALONE: LazyLock<FormSet> = LazyLock::new(FormSet::shipped);
        let held = IN_FORCE.read().unwrap_or_else(PoisonError::into_inner);
        held.unwrap_or_else(|| &ALONE)
    }

    /// Puts another set in force for the whole program. It stays in memory to the end: open visits stand on its forms.
    pub fn put_in_force(set: Self) {
        *IN_FORCE.write().unwrap_or_else(PoisonError::into_inner) = Some(Box::leak(Box::new(set)));
    }

    /// The shipped forms, none of them read yet.
    pub fn shipped() -> Self {
        let mut set = Self::default();
        for &(name, text) in SHIPPED {
            let (stem, _) = named(name);
            let versions = set.by_url.entry(format!("{URL}{stem}")).or_default();
            versions.push(Held {
                file: (name, text),
                form: OnceLock::new(),
            });
            // The newest has no version in its name.
            versions.sort_by_key(|held| {
                let (_, version) = named(held.file.0);
                (version.is_none(), version.map(order))
            });
        }
        set
    }

    /// Reads all files; a refused file costs nothing but itself. Where a site's file has the URL and version of
    /// a shipped one, the site's wins.
    pub fn load(
        builtin: Vec<(String, String)>,
        site: Vec<(String, String)>,
    ) -> (Self, Vec<FormMistake>) {
        let mut set = Self::default();
        let mut mistakes = set.join(builtin);
        mistakes.extend(set.join(site));
        (set, mistakes)
    }

    /// Reads files and puts their forms over those that are there; the mistakes of the refused ones are handed back.
    pub fn join(&mut self, files: Vec<(String, String)>) -> Vec<FormMistake> {
        let mut mistakes = Vec::new();
        for (name, text) in files {
            match Form::parse(&text, &name) {
                Ok(form) => self.put(form),
                Err(found) => mistakes.extend(found),
            }
        }
        mistakes
    }

    /// The newest version: the form for new answers.
    pub fn current(&self, url: &str) -> Option<&Form> {
        newest(self.by_url.get(url)?)
    }

    /// The version in which answers were written. `None` when this machine never had it: show the answers
    /// by the current form and the unknown ones by their link ids.
    pub fn version(&self, url: &str, version: &str) -> Option<&Form> {
        let newest_first = self.by_url.get(url)?.iter().rev();
        newest_first
            .filter_map(Held::form)
            .find(|form| order(&form.version) == order(version))
    }

    /// The newest version of each form meant for `country`.
    pub fn for_country(&self, country: Country) -> Vec<&Form> {
        self.by_url
            .values()
            .filter(|versions| {
                !versions
                    .iter()
                    .all(|held| held.country().is_some_and(|own| own != country))
            })
            .filter_map(|versions| newest(versions))
            .filter(|form| form.countries.is_empty() || form.countries.contains(&country))
            .collect()
    }

    /// Whether a form of this country is shipped. Reads none.
    pub fn has_shipped(&self, country: Country) -> bool {
        let mut all = self.by_url.values().flatten();
        all.any(|held| held.country() == Some(country))
    }

    fn put(&mut self, form: Form) {
        let version = |held: &Held| held.form().map(|form| order(&form.version));
        let versions = self.by_url.entry(form.url.clone()).or_default();
        versions.retain(|held| version(held) != Some(order(&form.version)));
        versions.push(Held {
            file: ("", ""),
            form: OnceLock::from(Some(form)),
        });
        versions.sort_by_key(version);
    }
}

impl Held {
    fn form(&self) -> Option<&Form> {
        let read = || Form::parse(self.file.1, self.file.0).ok();
        self.form.get_or_init(read).as_ref()
    }

    /// The country of a shipped form, by its name.
    fn country(&self) -> Option<Country> {
        self.file.0.split('-').next().and_then(Country::parse)
    }
}

fn newest(versions: &[Held]) -> Option<&Form> {
    versions.iter().rev().find_map(Held::form)
}

/// The name of a file without its version, and the version.
fn named(file: &str) -> (&str, Option<&str>) {
    match file.rsplit_once('-') {
        Some((stem, version)) if version.contains('.') => (stem, Some(version)),
        _ => (file, None),
    }
}

/// "1.10" comes after "1.9"; "1.0" is "1".
fn order(version: &str) -> Vec<u64> {
    let mut parts: Vec<u64> = version
        .split('.')
        .map(|part| part.parse().unwrap_or(0))
        .collect();
    while parts.last() == Some(&0) {
        parts.pop();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_numbers() {
        assert!(order("1.10") > order("1.9"));
        assert_eq!(order("2.0"), order("2"));
        assert!(order("1.0.1") > order("1"));
    }

    /// A form is found by the name of its file, so the name has to say what stands inside.
    #[test]
    fn a_shipped_file_is_named_after_its_form() {
        assert!(
            SHIPPED.is_sorted_by_key(|(name, _)| name),
            "one line each, sorted"
        );
        for &(file, text) in SHIPPED {
            let form = Form::parse(text, file).unwrap();
            let (stem, version) = named(file);
            assert_eq!(form.url, format!("{URL}{stem}"), "{file}");
            assert!(
                version.is_none_or(|version| version == form.version),
                "{file}"
            );
            let of_one = file.split('-').next().and_then(Country::parse);
            let countries = of_one.map(|country| vec![country]);
            assert!(
                countries.is_none_or(|named| named == form.countries),
                "{file}"
            );
            assert_eq!(form.legal_act.is_some(), of_one.is_some(), "{file}");
        }
    }

    /// What is read late is what is read at once, and nothing is read that nobody asked for.
    #[test]
    fn forms_are_read_when_they_are_asked_for() {
        let late = FormSet::shipped();
        let read = || {
            let all = late.by_url.values().flatten();
            all.filter(|held| held.form.get().is_some()).count()
        };
        assert!(
            Country::ALL
                .into_iter()
                .all(|country| late.has_shipped(country))
        );
        assert_eq!(read(), 0);
        assert_eq!(late.current(VISIT).unwrap().url, VISIT);
        assert_eq!(read(), 1, "not its older version either");
        let (at_once, mistakes) = FormSet::load(builtin(), Vec::new());
        assert_eq!(mistakes, []);
        for country in Country::ALL {
            assert_eq!(late.for_country(country), at_once.for_country(country));
        }
        for (url, versions) in &at_once.by_url {
            for form in versions.iter().filter_map(Held::form) {
                assert_eq!(late.version(url, &form.version), Some(form));
            }
        }
        assert_eq!(read(), SHIPPED.len());
    }
}
