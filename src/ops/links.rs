//! Two cards of one person stay two cards; a link says so. Which statement stands is causal, not a matter of clocks.

use std::collections::{BTreeMap, BTreeSet};

use super::error::OpResult;
use crate::domain::ids::{DocId, PatientId};
use crate::domain::visit::{Link, LinkAct};
use crate::record::shape;
use crate::vault::{Connection, entries};

/// A statement that nobody has answered yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub entry: DocId,
    pub link: Link,
    pub at: i64,
}

/// What stands about each pair of cards in this vault.
pub fn standing(conn: &Connection) -> OpResult<BTreeMap<(PatientId, PatientId), Standing>> {
    let rows = entries::links(conn)?.into_iter();
    Ok(standing_of(rows.filter_map(|row| {
        let link = shape::typed::<Link>(&row.content)?;
        // A statement speaks for the card that it travels with, and a signature that does not fit says nothing.
        (row.acts() && row.patient == Some(link.first)).then_some(Standing {
            entry: row.doc,
            link,
            at: row.entered_at,
        })
    })))
}

/// What stands about each pair, given every statement that is known. Of two statements made apart, "different" wins: a person
/// looked and said no.
pub fn standing_of(
    statements: impl IntoIterator<Item = Standing>,
) -> BTreeMap<(PatientId, PatientId), Standing> {
    let mut pairs: BTreeMap<(PatientId, PatientId), Vec<Standing>> = BTreeMap::new();
    for stated in statements {
        let (a, b) = (stated.link.first, stated.link.second);
        pairs.entry((a.min(b), a.max(b))).or_default().push(stated);
    }
    pairs
        .into_iter()
        .filter_map(|(pair, all)| Some((pair, newest(all)?)))
        .collect()
}

/// Link entries about this pair that are known here: what a new statement answers.
pub fn seen(conn: &Connection, a: PatientId, b: PatientId) -> OpResult<Vec<DocId>> {
    let about =
        |link: &Link| (link.first, link.second) == (a, b) || (link.first, link.second) == (b, a);
    let rows = entries::links(conn)?;
    Ok(rows
        .into_iter()
        .filter(|row| shape::typed::<Link>(&row.content).is_some_and(|link| about(&link)))
        .map(|row| row.doc)
        .collect())
}

/// All cards of the person behind `patient`, in order, `patient` included.
pub fn group(
    standing: &BTreeMap<(PatientId, PatientId), Standing>,
    patient: PatientId,
) -> Vec<PatientId> {
    let mut group = BTreeSet::from([patient]);
    loop {
        let before = group.len();
        for ((a, b), stands) in standing {
            if stands.link.statement == LinkAct::Same && (group.contains(a) || group.contains(b)) {
                group.extend([*a, *b]);
            }
        }
        if group.len() == before {
            return group.into_iter().collect();
        }
    }
}

fn newest(all: Vec<Standing>) -> Option<Standing> {
    let after: BTreeMap<DocId, &[DocId]> = all
        .iter()
        .map(|s| (s.entry, s.link.after.as_slice()))
        .collect();
    // Statements that name each other, or themselves, answer nothing by that: else a forged pair would leave no "different" open.
    let answered: BTreeSet<DocId> = all
        .iter()
        .flat_map(|s| s.link.after.iter().map(move |old| (*old, s.entry)))
        .filter(|(old, new)| !follows(&after, *old, *new))
        .map(|(old, _)| old)
        .collect();
    let mut open: Vec<Standing> = all
        .into_iter()
        .filter(|s| !answered.contains(&s.entry))
        .collect();
    open.sort_by_key(|s| (s.link.statement == LinkAct::Same, s.entry));
    open.into_iter().next()
}

/// Whether `later` names `earlier`, directly or over others; a statement follows itself.
fn follows(after: &BTreeMap<DocId, &[DocId]>, later: DocId, earlier: DocId) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![later];
    while let Some(next) = open.pop() {
        if next == earlier {
            return true;
        }
        if seen.insert(next) {
            open.extend(after.get(&next).copied().unwrap_or_default());
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: PatientId = DocId([1; 16]);
    const B: PatientId = DocId([2; 16]);
    const C: PatientId = DocId([3; 16]);

    fn said(
        entry: u8,
        first: PatientId,
        second: PatientId,
        statement: LinkAct,
        after: &[u8],
    ) -> Standing {
        let after = after.iter().map(|n| DocId([*n; 16])).collect();
        Standing {
            entry: DocId([entry; 16]),
            link: Link {
                first,
                second,
                statement,
                after,
                ..Link::default()
            },
            at: 0,
        }
    }

    #[test]
    fn a_later_statement_answers_the_earlier_one_whatever_the_clocks_say() {
        let stands = newest(vec![
            said(10, A, B, LinkAct::Same, &[]),
            said(11, A, B, LinkAct::Different, &[10]),
            said(9, A, B, LinkAct::Same, &[11]),
        ]);
        assert_eq!(stands.unwrap().link.statement, LinkAct::Same);
    }

    #[test]
    fn said_apart_different_wins() {
        let stands = newest(vec![
            said(10, A, B, LinkAct::Same, &[]),
            said(11, A, B, LinkAct::Different, &[]),
        ]);
        assert_eq!(stands.unwrap().link.statement, LinkAct::Different);
    }

    #[test]
    fn statements_that_name_themselves_or_each_other_do_not_hide_a_different() {
        for forged in [
            vec![said(11, A, B, LinkAct::Same, &[11, 10])],
            vec![
                said(11, A, B, LinkAct::Same, &[12]),
                said(12, A, B, LinkAct::Same, &[11]),
            ],
        ] {
            let mut all = vec![said(10, A, B, LinkAct::Different, &[])];
            let honest = forged.len() == 2;
            all.extend(forged);
            let stands = newest(all).unwrap();
            assert_eq!(stands.link.statement == LinkAct::Different, honest);
        }
        let alone = newest(vec![said(10, A, B, LinkAct::Different, &[10])]);
        assert_eq!(alone.unwrap().link.statement, LinkAct::Different);
        let pair = newest(vec![
            said(10, A, B, LinkAct::Different, &[11]),
            said(11, A, B, LinkAct::Same, &[10]),
        ]);
        assert_eq!(pair.unwrap().link.statement, LinkAct::Different);
    }

    #[test]
    fn links_reach_across_a_third_card() {
        let standing = BTreeMap::from([
            ((A, B), said(10, A, B, LinkAct::Same, &[])),
            ((B, C), said(11, B, C, LinkAct::Same, &[])),
        ]);
        assert_eq!(group(&standing, C), [A, B, C]);
    }
}
