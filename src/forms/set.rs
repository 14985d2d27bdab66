//! The forms at hand: the shipped ones, replaced or joined by those of the site.

use std::collections::BTreeMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use crate::domain::country::Country;
use crate::forms::form::Form;
use crate::forms::mistakes::FormMistake;

/// URL of the general visit form that is always there.
pub const VISIT: &str = "urn:feldsher:form:visit";
/// URL of the form of a contact with a pregnant woman.
pub const ANTENATAL: &str = "urn:feldsher:form:antenatal";

/// Forms by URL and version. Every version stays, so that old answers open with the words they were given to.
#[derive(Debug, Clone, Default)]
pub struct FormSet {
    /// URL → versions in ascending order.
    by_url: BTreeMap<String, Vec<Form>>,
}

/// The shipped form files: name and text. Of a form that was changed the older versions are shipped too: what was signed
/// in them opens with the words that stood there.
pub fn builtin() -> Vec<(String, String)> {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    vec![
        file("visit-1.0.json", include_str!("../../forms/visit-1.0.json")),
        file("visit.json", include_str!("../../forms/visit.json")),
        file(
            "imci-child.json",
            include_str!("../../forms/imci-child.json"),
        ),
        file(
            "imci-infant.json",
            include_str!("../../forms/imci-infant.json"),
        ),
        file("antenatal.json", include_str!("../../forms/antenatal.json")),
        file("kz-052u-1.json", include_str!("../../forms/kz-052u-1.json")),
    ]
}

/// What a site's files have put over the shipped forms; nothing where there are none.
static IN_FORCE: RwLock<Option<&'static FormSet>> = RwLock::new(None);

impl FormSet {
    /// The set in force here: the shipped forms, or those with the site's over them.
    pub fn in_force() -> &'static Self {
        static SHIPPED: LazyLock<FormSet> =
            LazyLock::new(|| FormSet::load(builtin(), Vec::new()).0);
        let held = IN_FORCE.read().unwrap_or_else(PoisonError::into_inner);
        held.unwrap_or_else(|| &SHIPPED)
    }

    /// Puts another set in force for the whole program. It stays in memory to the end: open visits stand on its forms.
    pub fn put_in_force(set: Self) {
        *IN_FORCE.write().unwrap_or_else(PoisonError::into_inner) = Some(Box::leak(Box::new(set)));
    }

    /// Reads all files; a refused file costs nothing but itself. Where a site's file has the URL and version of
    /// a shipped one, the site's wins.
    pub fn load(
        builtin: Vec<(String, String)>,
        site: Vec<(String, String)>,
    ) -> (Self, Vec<FormMistake>) {
        let mut set = Self::default();
        let mut mistakes = Vec::new();
        for (name, text) in builtin.into_iter().chain(site) {
            match Form::parse(&text, &name) {
                Ok(form) => set.put(form),
                Err(found) => mistakes.extend(found),
            }
        }
        (set, mistakes)
    }

    /// The newest version: the form for new answers.
    pub fn current(&self, url: &str) -> Option<&Form> {
        self.by_url.get(url)?.last()
    }

    /// The version in which answers were written. `None` when this machine never had it: show the answers
    /// by the current form and the unknown ones by their link ids.
    pub fn version(&self, url: &str, version: &str) -> Option<&Form> {
        self.by_url
            .get(url)?
            .iter()
            .find(|form| order(&form.version) == order(version))
    }

    /// The newest version of each form meant for `country`.
    pub fn for_country(&self, country: Country) -> Vec<&Form> {
        let newest = self.by_url.values().filter_map(|versions| versions.last());
        newest
            .filter(|form| form.countries.is_empty() || form.countries.contains(&country))
            .collect()
    }

    fn put(&mut self, form: Form) {
        let versions = self.by_url.entry(form.url.clone()).or_default();
        versions.retain(|known| order(&known.version) != order(&form.version));
        versions.push(form);
        versions.sort_by_key(|form| order(&form.version));
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
}
