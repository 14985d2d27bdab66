//! The CRDT edge: the only room that names automerge.
