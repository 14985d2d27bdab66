//! Automerge's own sync over the same documents: each side keeps what the other had at the end of the last session, as its guide says.

use std::collections::BTreeMap;

use automerge::sync::{Message, State, SyncDoc as _};
use automerge::{AutoCommit, Change};
use feldsher::domain::ids::DocId;
use feldsher::vault::log::Logged;

use crate::point::Weight;

type Side = BTreeMap<DocId, (AutoCommit, State)>;

/// `shared` is on both sides; then `ours` here and `theirs` there.
pub fn automerge(shared: &[Logged], ours: &[Logged], theirs: &[Logged]) -> Weight {
    let (mut here, mut there) = (Side::new(), Side::new());
    take(&mut here, shared);
    take(&mut there, shared);
    exchange(&mut here, &mut there);
    take(&mut here, ours);
    take(&mut there, theirs);
    for (_, state) in here.values_mut().chain(there.values_mut()) {
        *state = State::decode(&state.encode()).expect("its own state");
    }
    exchange(&mut here, &mut there)
}

fn take(side: &mut Side, changes: &[Logged]) {
    for logged in changes {
        let change = Change::from_bytes(logged.chunk.bytes.clone()).expect("a change");
        let (doc, _) = side.entry(logged.chunk.doc).or_default();
        doc.apply_changes([change]).expect("applied");
    }
}

/// All documents side by side, in rounds, until nobody has anything to say.
fn exchange(here: &mut Side, there: &mut Side) -> Weight {
    let mut weight = Weight::default();
    loop {
        let sent = say(here, there);
        let got = say(there, here);
        if sent + got == 0 {
            return weight;
        }
        weight.trips += 1;
        weight.there += sent;
        weight.back += got;
    }
}

/// Bytes of the messages; which document a message is about costs nothing here.
fn say(from: &mut Side, to: &mut Side) -> usize {
    let mut bytes = 0;
    for (id, (doc, state)) in from.iter_mut() {
        let Some(message) = doc.sync().generate_sync_message(state) else {
            continue;
        };
        let encoded = message.encode();
        bytes += encoded.len();
        let message = Message::decode(&encoded).expect("its own message");
        let (other, other_state) = to.entry(*id).or_default();
        other
            .sync()
            .receive_sync_message(other_state, message)
            .expect("taken");
    }
    bytes
}
