//! Whether what came continues the history that is followed here.

use super::cursor::{Cursor, chain, item_hash};
use super::message::{Item, What};
use crate::domain::ids::Hash32;
use crate::record;

/// Whether these items lead from one cursor to the next, without a gap and by the same chain.
pub fn continues(cursor: &Cursor, items: &[Item], next: &Cursor) -> bool {
    let mut link = cursor.chain;
    let mut seq = cursor.seq;
    for item in items {
        if item.seq != seq + 1 {
            return false;
        }
        seq = item.seq;
        link = chain(link, seq, counts_for(&item.what));
    }
    (next.scope, next.log, next.epoch) == (cursor.scope, cursor.log, cursor.epoch)
        && (next.seq, next.chain) == (seq, link)
}

/// What an item is in its log's chain.
pub fn counts_for(what: &What) -> Hash32 {
    match what {
        What::Change(chunk) => record::hash(&chunk.bytes),
        What::Own { hash, .. } | What::Elsewhere { hash } | What::Unknown { hash, .. } => *hash,
        What::Grant(unit) => item_hash(b"grant", &unit.to_bytes()),
        What::Revoke(unit) => item_hash(b"revoke", &unit.to_bytes()),
        What::Notice(bytes) => item_hash(b"notice", bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::super::cursor::Log;
    use super::*;
    use crate::domain::chunk::Unit;
    use crate::domain::ids::{DocId, FacilityId};

    #[test]
    fn a_history_that_does_not_continue_ours_is_not_followed() {
        let cursor = Cursor {
            scope: FacilityId([1; 16]),
            log: Log::Cards,
            epoch: [2; 8],
            seq: 5,
            chain: [3; 16],
        };
        let grant = |seq, patient| Item {
            seq,
            what: What::Grant(Unit::Patient(DocId([patient; 16]))),
        };
        let items = [grant(6, 1), grant(7, 2)];
        let next = Cursor {
            seq: 7,
            chain: items.iter().fold(cursor.chain, |link, item| {
                chain(link, item.seq, counts_for(&item.what))
            }),
            ..cursor
        };
        assert!(continues(&cursor, &items, &next));
        let gap = [grant(6, 1), grant(8, 2)];
        let other = [grant(6, 1), grant(7, 3)];
        for wrong in [&items[..1], &gap, &other, &[]] {
            assert!(!continues(&cursor, wrong, &next));
        }
        let foreign = Cursor {
            epoch: [9; 8],
            ..next
        };
        assert!(!continues(&cursor, &items, &foreign));
    }
}
