-- A law may take a patient's record from everybody (sync.md §3, GONE). What was here of her goes at once; these rows keep it out, and say
-- why there is nothing. No personal data: an id, a moment, and who ordered it.

CREATE TABLE erased (
  patient  BLOB PRIMARY KEY,
  at       INTEGER NOT NULL,           -- UTC seconds, on the store's clock
  who      TEXT NOT NULL               -- in whose name, in the words of the store's operator
) STRICT, WITHOUT ROWID;

-- Her changes that were here, or came from somewhere that had not heard of it: not to be asked for again.
CREATE TABLE erased_change (
  hash    BLOB PRIMARY KEY,
  patient BLOB NOT NULL
) STRICT, WITHOUT ROWID;
