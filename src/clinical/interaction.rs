//! Interactions of the ordered medicine with what the patient takes or was given in the last day.

use std::collections::BTreeSet;

use super::answer::{Arg, Finding, Level};
use super::data::{Formulary, Interaction, Medicine, Named, Severity, TherapyClass};
use super::finding::name_of;
use super::names::fold;

/// `current` and the names given in the last 24 hours. `None`: nobody asked what the patient takes.
pub(super) fn findings(
    data: &Formulary,
    medicine: &Medicine,
    current: Option<&[String]>,
    given_lately: &[&str],
) -> Vec<Finding> {
    let mut out = Vec::new();
    let concerns: Vec<Concern> = data
        .concerns(medicine)
        .map(|pair| Concern::of(data, pair, medicine))
        .collect();
    let grave = concerns
        .iter()
        .any(|concern| concern.pair.severity == Severity::Contraindicated);
    // A name that nobody understands can be any of them; more are asked about than where the list itself is missing.
    let serious = concerns.iter().any(|concern| {
        matches!(
            concern.pair.severity,
            Severity::Contraindicated | Severity::Major
        )
    });
    // What is sold inside mixtures under many names can be in this one too.
    let hides = data
        .combinations
        .iter()
        .any(|product| product.medicines.contains(&medicine.id));
    if current.is_none() {
        let (level, code) = if grave {
            (Level::CannotCheck, "need-current")
        } else {
            (Level::Info, "ask-current")
        };
        out.push(Finding::new(level, code));
    }
    // Groups in which two members are seldom meant together.
    let own: Vec<&TherapyClass> = data
        .therapy_classes
        .iter()
        .filter(|class| is_in_class(medicine, class))
        .collect();
    let mut told = BTreeSet::new();
    let current = current
        .unwrap_or_default()
        .iter()
        .map(|name| (name.as_str(), true));
    let given = given_lately.iter().map(|name| (*name, false));
    let externals: Vec<&str> = concerns
        .iter()
        .flat_map(|concern| [&concern.pair.a, &concern.pair.b])
        .filter_map(|side| Side::of(data, side).external)
        .collect();
    for (name, running) in current.chain(given) {
        let folded = fold(name);
        let named = data.named(name);
        let inside = data.ingredients(name);
        let mut parts: Vec<String> = data.other_ingredients(name).into_iter().map(fold).collect();
        parts.push(folded);
        let product = named.iter().any(|n| matches!(n, Named::Combination(_)));
        let same = |other: &Medicine| {
            other.id == medicine.id
                || medicine.contains.contains(&other.id)
                || other.contains.contains(&medicine.id)
        };
        if running && inside.iter().any(|other| same(other)) && told.insert(format!("same {name}"))
        {
            out.push(duplicate(data, medicine, name, product));
        }
        let mut external = false;
        let mut told_pair = false;
        for Concern { pair, others } in &concerns {
            let meets = |other: &Side| {
                inside.iter().any(|o| !same(o) && data.side(other.id, o))
                    || parts.iter().any(|part| other.is_met_by(part))
            };
            if !others.iter().any(meets) {
                continue;
            }
            external = true;
            told_pair = true;
            if told.insert(format!("{} {}", pair.key, name)) {
                let level = match pair.severity {
                    Severity::Contraindicated => Level::Contraindicated,
                    Severity::Major => Level::Major,
                    Severity::Moderate => Level::Warn,
                    Severity::Minor => Level::Info,
                };
                let other = inside
                    .iter()
                    .find(|o| data.side(&pair.a, o) || data.side(&pair.b, o))
                    .map_or_else(|| Arg::Text(name.to_owned()), |o| name_of(o));
                out.push(
                    Finding::new(level, "interaction")
                        .with("medicine", name_of(medicine))
                        .with("other", other)
                        .by_interaction(data, pair),
                );
            }
        }
        if running && !told_pair {
            let twin = inside
                .iter()
                .filter(|other| !same(other))
                .find_map(|other| {
                    let shared = own.iter().find(|class| is_in_class(other, class))?;
                    Some((other, *shared))
                });
            if let Some((other, class)) = twin
                && told.insert(format!("therapy {name}"))
            {
                out.push(
                    Finding::new(Level::Warn, "duplicate-therapy")
                        .with("medicine", name_of(medicine))
                        .with("other", name_of(other))
                        .with("group", Arg::Text(class.atc_prefixes.join(", ")))
                        .cite(data, &class.id, &class.source, class.verified),
                );
            }
        }
        // What was given is asked about where it is counted.
        let unknown = if named.is_empty() {
            (!external).then(|| name.to_owned())
        } else if running {
            unread(data, name, &externals)
        } else {
            None
        };
        if let Some(unknown) = unknown
            && told.insert(format!("unknown {name}"))
        {
            let level = if serious || hides {
                Level::CannotCheck
            } else {
                Level::Warn
            };
            out.push(Finding::new(level, "current-unknown").with("other", Arg::Text(unknown)));
        }
    }
    out
}

/// An interaction of the ordered medicine, and the sides that another medicine can be: both, when it is on both itself.
struct Concern<'a> {
    pair: &'a Interaction,
    others: Vec<Side<'a>>,
}

/// One side of an interaction.
#[derive(Clone, Copy)]
struct Side<'a> {
    id: &'a str,
    /// The folded name of what is outside the formulary.
    external: Option<&'a str>,
}

impl<'a> Side<'a> {
    fn of(data: &'a Formulary, id: &'a str) -> Self {
        let external = data.externals.get(id).map(String::as_str);
        Self { id, external }
    }

    /// Does a folded name hold a word of this side?
    fn is_met_by(&self, name: &str) -> bool {
        self.external.is_some_and(|external| is_met(external, name))
    }
}

impl<'a> Concern<'a> {
    fn of(data: &'a Formulary, pair: &'a Interaction, medicine: &Medicine) -> Self {
        let sides = [(&pair.a, &pair.b), (&pair.b, &pair.a)];
        let others = sides
            .into_iter()
            .filter(|(mine, _)| data.side(mine, medicine))
            .map(|(_, other)| Side::of(data, other))
            .collect();
        Self { pair, others }
    }
}

/// The words beside a recognised name that nobody understands and the ingredients of a product that no table places,
/// without those that name one of the `externals`.
pub(super) fn unread(data: &Formulary, name: &str, externals: &[&str]) -> Option<String> {
    let mut words = data.strange_words(name);
    let mut parts = data.other_ingredients(name);
    // Nearly every name is known whole: the sides need not be looked at.
    if words.is_empty() && parts.is_empty() {
        return None;
    }
    let folded = fold(name);
    for known in externals.iter().filter(|known| is_met(known, &folded)) {
        words.retain(|word| !known.split(' ').any(|one| one == word));
    }
    parts.retain(|part| !externals.iter().any(|known| is_met(known, &fold(part))));
    match (words.is_empty(), parts.is_empty()) {
        (true, true) => None,
        (false, true) => Some(words.join(" ")),
        (_, false) => Some(format!("{name} ({})", parts.join(", "))),
    }
}

/// The same substance twice: the day's total cannot be known, so nothing is within limits.
fn duplicate(data: &Formulary, medicine: &Medicine, name: &str, product: bool) -> Finding {
    let code = if product {
        "duplicate-hidden"
    } else {
        "duplicate"
    };
    let finding = Finding::new(Level::CannotCheck, code)
        .with("medicine", name_of(medicine))
        .with("other", Arg::Text(name.to_owned()));
    let own_class = |side: &str| {
        side.strip_prefix("class:")
            .and_then(|class| data.interaction_classes.get(class))
            .is_some_and(|members| members.len() == 1 && members.contains(&medicine.id))
    };
    let pair = data.interactions.iter().find(|pair| {
        (pair.a == medicine.id && own_class(&pair.b))
            || (pair.b == medicine.id && own_class(&pair.a))
    });
    match pair {
        Some(pair) => finding.cite(data, &pair.key, &pair.source, pair.verified),
        None => finding,
    }
}

fn is_in_class(medicine: &Medicine, class: &TherapyClass) -> bool {
    medicine.atc.iter().any(|code| {
        class
            .atc_prefixes
            .iter()
            .any(|prefix| code.starts_with(prefix.as_str()))
    })
}

/// "PDE5 inhibitor (sildenafil, tadalafil)" is met by any of its words of four letters and more.
fn is_met(external: &str, name: &str) -> bool {
    const EMPTY: [&str; 9] = [
        "high",
        "dose",
        "medicine",
        "oral",
        "inhibitor",
        "salts",
        "iodinated",
        "hormonal",
        "antidote",
    ];
    name == external
        || name.split(' ').any(|word| {
            word.chars().count() >= 4
                && !EMPTY.contains(&word)
                && external.split(' ').any(|w| w == word)
        })
}

impl Formulary {
    /// The interactions that a medicine of this formulary is a side of.
    fn concerns(&self, medicine: &Medicine) -> impl Iterator<Item = &Interaction> {
        let at = self.by_id.get(&medicine.id);
        let all = at
            .and_then(|at| self.concerns.get(*at))
            .into_iter()
            .flatten();
        all.filter_map(|at| self.interactions.get(*at))
    }

    /// Where in the table the interactions of a medicine stand.
    pub(super) fn sides_of(&self, medicine: &Medicine) -> Vec<usize> {
        let pairs = self.interactions.iter().enumerate();
        pairs
            .filter(|(_, pair)| self.side(&pair.a, medicine) || self.side(&pair.b, medicine))
            .map(|(at, _)| at)
            .collect()
    }

    /// Is the medicine meant by one side of an interaction?
    pub(super) fn side(&self, side: &str, medicine: &Medicine) -> bool {
        match side.split_once(':') {
            Some(("class", class)) => self
                .interaction_classes
                .get(class)
                .is_some_and(|members| members.contains(&medicine.id)),
            Some(_) => false,
            None => side == medicine.id || medicine.contains.iter().any(|id| id == side),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_interaction_names_is_no_unread_word() {
        let data = Formulary::builtin();
        let sildenafil = fold("PDE5 inhibitor (sildenafil, tadalafil), силденафил тадалафил");
        for (name, externals, unknown) in [
            ("парацетамол", &[][..], None),
            ("парацетамол силденафил", &[], Some("силденафил")),
            ("парацетамол силденафил", &[sildenafil.as_str()], None),
            (
                "парацетамол силденафил неведомолин",
                &[sildenafil.as_str()],
                Some("неведомолин"),
            ),
        ] {
            let found = unread(data, name, externals);
            assert_eq!(found, unknown.map(fold), "{name} {externals:?}");
        }
    }
}
