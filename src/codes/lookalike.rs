//! Names of medicines that are mistaken for each other, and their tall-man letters. Latin names only: for Cyrillic and Georgian there
//! is no evidence, they stay plain until a pharmacist signs a list.

use std::sync::OnceLock;

const LIST: &str = include_str!("../../assets/codes/lookalike.tsv");

/// The list of the data file.
#[derive(Debug)]
pub struct LookAlikes {
    groups: Vec<Vec<&'static str>>,
}

impl LookAlikes {
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<LookAlikes> = OnceLock::new();
        BUILTIN.get_or_init(|| Self {
            groups: LIST
                .lines()
                .filter(|line| !line.starts_with('#'))
                .map(|line| line.split('\t').collect())
                .collect(),
        })
    }

    /// "hydroxyzine" → "hydrOXYzine". None when the name looks like no other.
    pub fn tall_man(&self, name: &str) -> Option<&'static str> {
        self.groups
            .iter()
            .flatten()
            .find(|tall| tall.eq_ignore_ascii_case(name))
            .copied()
    }

    /// The names mistaken for this one, in tall-man letters.
    pub fn mistaken_for<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'static str> + 'a {
        let is_it = move |tall: &&&'static str| tall.eq_ignore_ascii_case(name);
        self.groups
            .iter()
            .filter(move |group| group.iter().any(|tall| is_it(&tall)))
            .flatten()
            .filter(move |tall| !is_it(tall))
            .copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn look_alikes_name_each_other() {
        let list = LookAlikes::builtin();
        assert_eq!(list.tall_man("hydroxyzine"), Some("hydrOXYzine"));
        assert_eq!(list.tall_man("paracetamol"), None);
        let names: Vec<_> = list.mistaken_for("clonazepam").collect();
        assert_eq!(names, ["ALPRAZolam", "LORazepam", "cloBAZam", "cloNIDine"]);
        assert_eq!(list.mistaken_for("paracetamol").count(), 0);
    }

    #[test]
    fn the_list_is_clean() {
        let mut spelling: BTreeMap<String, &str> = BTreeMap::new();
        let list = LookAlikes::builtin();
        assert_eq!(list.groups.len(), 48);
        for group in &list.groups {
            assert!(group.len() > 1, "{group:?}");
            for tall in group {
                assert!(tall.bytes().all(|b| b.is_ascii_alphabetic()), "{tall}");
                let one = spelling.entry(tall.to_ascii_lowercase()).or_insert(tall);
                assert_eq!(one, tall, "one tall-man spelling for each name");
            }
        }
    }
}
