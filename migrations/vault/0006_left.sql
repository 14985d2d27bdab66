-- A house may no longer hold a patient (sync.md §3, Revoke). What is here of her stays until the store's backup covers it; then it goes,
-- and only its place in the chain of the log remains.

-- When whom the store let this house hold, and when no longer: the last one counts.
CREATE TABLE held_change (
  scope   BLOB NOT NULL,
  log     INTEGER NOT NULL,
  unit    BLOB NOT NULL,
  seq     INTEGER NOT NULL,
  granted INTEGER NOT NULL,
  PRIMARY KEY (scope, log, unit, seq)
) STRICT, WITHOUT ROWID;

-- Chunks that the store has and that no longer count in this house's logs, with the number under which it has them. `since`: from which
-- number on they do not count; before it they stand in `place` again.
CREATE TABLE elsewhere (
  scope BLOB NOT NULL,
  log   INTEGER NOT NULL,
  hash  BLOB NOT NULL,
  doc   BLOB NOT NULL,
  epoch BLOB NOT NULL,
  seq   INTEGER NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (scope, log, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX elsewhere_hash ON elsewhere (hash);

CREATE TABLE purged (
  n     INTEGER PRIMARY KEY,           -- of the chunk that stood here in the log
  hash  BLOB NOT NULL,
  chain BLOB NOT NULL
) STRICT;
CREATE INDEX chunk_unit ON chunk (unit);
