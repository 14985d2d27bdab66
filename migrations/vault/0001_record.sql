-- The change log is the truth. What stands below "projections" can be dropped and rebuilt from it at any time.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE chunk (
  n      INTEGER PRIMARY KEY,          -- order of arrival here, without a gap
  hash   BLOB NOT NULL UNIQUE,         -- SHA-256 of the raw change
  doc    BLOB NOT NULL,
  kind   INTEGER NOT NULL,
  unit   BLOB NOT NULL,
  actor  BLOB NOT NULL,
  seq    INTEGER NOT NULL,
  change BLOB NOT NULL,                -- Automerge's own hash, named by followers
  chain  BLOB NOT NULL,                -- SHA-256(chain before, n, hash)
  bytes  BLOB NOT NULL,                -- first byte: packing
  refused INTEGER NOT NULL DEFAULT 0   -- 1: forked, authored anew under another actor; kept, not applied
) STRICT;
CREATE UNIQUE INDEX chunk_author ON chunk (doc, actor, seq) WHERE refused = 0;
CREATE INDEX chunk_doc ON chunk (doc, n);
CREATE UNIQUE INDEX chunk_change ON chunk (change);

CREATE TABLE outbox (
  n    INTEGER PRIMARY KEY REFERENCES chunk (n),
  held INTEGER NOT NULL DEFAULT 0      -- syncs in which the store asked for a predecessor
) STRICT;

-- Where a chunk stands in the store's logs.
CREATE TABLE place (
  scope BLOB NOT NULL,
  log   INTEGER NOT NULL,
  hash  BLOB NOT NULL,
  doc   BLOB NOT NULL,
  epoch BLOB NOT NULL,
  seq   INTEGER NOT NULL,
  PRIMARY KEY (scope, log, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_seq ON place (scope, log, seq);
CREATE INDEX place_hash ON place (hash);

CREATE TABLE cursor (
  scope  BLOB NOT NULL,
  log    INTEGER NOT NULL,
  epoch  BLOB NOT NULL,
  seq    INTEGER NOT NULL,
  chain  BLOB NOT NULL,
  stable INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, log)
) STRICT, WITHOUT ROWID;

-- Changes that were refused, with the reason; never thrown away.
CREATE TABLE quarantine (
  hash   BLOB PRIMARY KEY,
  doc    BLOB NOT NULL,
  kind   INTEGER NOT NULL,
  unit   BLOB NOT NULL,
  bytes  BLOB NOT NULL,
  reason TEXT NOT NULL,
  origin TEXT NOT NULL,                -- 'store': refused there; 'here': refused on arrival
  at     INTEGER NOT NULL
) STRICT;

-- Local rows: typed, kept, not signed.
CREATE TABLE draft (
  id         BLOB PRIMARY KEY,
  patient    BLOB NOT NULL,
  author     BLOB NOT NULL,
  started_at INTEGER NOT NULL,
  saved_at   INTEGER NOT NULL,
  content    TEXT NOT NULL
) STRICT;
CREATE INDEX draft_patient ON draft (patient);

CREATE TABLE blob (
  sha256 BLOB PRIMARY KEY,
  size   INTEGER NOT NULL,
  bytes  BLOB NOT NULL
) STRICT;

-- Projections.

CREATE TABLE fact (
  card  BLOB NOT NULL,
  key   TEXT NOT NULL,
  pos   INTEGER NOT NULL,              -- 0 is shown first; more than one row is a conflict
  value TEXT NOT NULL,                 -- JSON with sorted keys
  by    BLOB,
  at    INTEGER NOT NULL,
  newer INTEGER NOT NULL,
  PRIMARY KEY (card, key, pos)
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_conflict ON fact (card, key) WHERE pos = 1;

CREATE TABLE person (
  card      BLOB PRIMARY KEY,
  person    TEXT NOT NULL,             -- JSON
  exact     TEXT NOT NULL,
  canonical TEXT NOT NULL,
  fold      TEXT NOT NULL,
  weak      TEXT NOT NULL,
  digits    TEXT NOT NULL,             -- numbers, phone and birth date, separated by spaces
  national  TEXT,                      -- kind and value of the national number
  orphans   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX person_fold ON person (fold);
CREATE INDEX person_national ON person (national) WHERE national IS NOT NULL;

CREATE TABLE entry (
  doc        BLOB PRIMARY KEY,
  n          INTEGER NOT NULL,
  kind       INTEGER NOT NULL,
  unit       BLOB NOT NULL,
  patient    BLOB,
  target     BLOB,                     -- what an entered-in-error entry names, or the second card of a link
  amends     BLOB,
  author     BLOB,
  role       TEXT NOT NULL,
  device     BLOB NOT NULL,
  facility   BLOB NOT NULL,
  care_at    INTEGER NOT NULL,
  entered_at INTEGER NOT NULL,
  doubtful   INTEGER NOT NULL,
  version    INTEGER NOT NULL,
  signature  INTEGER NOT NULL,         -- 0 author unknown, 1 valid, 2 invalid
  content    TEXT NOT NULL             -- JSON with sorted keys
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_patient ON entry (patient, kind);
CREATE INDEX entry_kind ON entry (kind, care_at);
CREATE INDEX entry_target ON entry (target) WHERE target IS NOT NULL;
CREATE INDEX entry_amends ON entry (amends) WHERE amends IS NOT NULL;
CREATE INDEX entry_unknown ON entry (author) WHERE signature = 0;

-- Whose signature is believed, from entries of kind user and from the store's signed list of devices.
CREATE TABLE signer (
  id     BLOB NOT NULL,                -- user or device
  key    BLOB NOT NULL,
  source TEXT NOT NULL,                -- 'entry', 'root', 'store', 'here'
  PRIMARY KEY (id, key)
) STRICT, WITHOUT ROWID;
