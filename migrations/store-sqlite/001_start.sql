-- The national store, first shape. Portable on purpose: no sequences, triggers or functions; every key leads with the scope, or
-- with the unit (the patient) where a row belongs to no single scope. Ids are 16 bytes, hashes 32, times UTC seconds.
CREATE TABLE meta (name TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL) STRICT;

-- One row per life of this database. `fork` holds where each log stood when a life began.
CREATE TABLE epoch (n INTEGER NOT NULL PRIMARY KEY, id BLOB NOT NULL UNIQUE, parent BLOB NOT NULL, began_at INTEGER NOT NULL) STRICT;
CREATE TABLE fork (scope BLOB NOT NULL, log INTEGER NOT NULL, epoch INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (scope, log, epoch)) STRICT, WITHOUT ROWID;

CREATE TABLE scope (scope BLOB NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL) STRICT;
CREATE TABLE manager (scope BLOB NOT NULL, public_key BLOB NOT NULL, named_at INTEGER NOT NULL, PRIMARY KEY (scope, public_key)) STRICT, WITHOUT ROWID;
CREATE TABLE enrol_code (code_hash BLOB NOT NULL PRIMARY KEY, scope BLOB NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER, device BLOB) STRICT;

CREATE TABLE device (
    device BLOB NOT NULL PRIMARY KEY, scope BLOB NOT NULL, public_key BLOB NOT NULL, name TEXT NOT NULL,
    enrolled_at INTEGER NOT NULL, revoked_at INTEGER, enrol_token BLOB NOT NULL,
    counter_high INTEGER NOT NULL, counter_window BLOB NOT NULL
) STRICT;
CREATE INDEX device_of_scope ON device (scope);
CREATE TABLE replica (
    device BLOB NOT NULL, replica BLOB NOT NULL, token_issued BLOB NOT NULL, token_presented BLOB NOT NULL, last_push BLOB NOT NULL,
    seen_at INTEGER NOT NULL, app_version TEXT NOT NULL, accepted INTEGER NOT NULL, duplicates INTEGER NOT NULL,
    PRIMARY KEY (device, replica)
) STRICT, WITHOUT ROWID;

-- A unit's row is locked by whoever writes to it: pushes and grants of one patient come one after another.
CREATE TABLE unit (unit BLOB NOT NULL PRIMARY KEY, writes INTEGER NOT NULL) STRICT;
CREATE TABLE unit_scope (unit BLOB NOT NULL, scope BLOB NOT NULL, granted_at INTEGER NOT NULL, PRIMARY KEY (unit, scope)) STRICT, WITHOUT ROWID;
CREATE TABLE doc (doc BLOB NOT NULL PRIMARY KEY, unit BLOB NOT NULL, kind INTEGER NOT NULL) STRICT;
-- Every accepted change once; `pos` counts the changes of a document in the order of acceptance, which is causal.
CREATE TABLE chunk (
    unit BLOB NOT NULL, doc BLOB NOT NULL, pos INTEGER NOT NULL, hash BLOB NOT NULL, kind INTEGER NOT NULL,
    actor BLOB NOT NULL, actor_seq INTEGER NOT NULL, change_hash BLOB NOT NULL, bytes BLOB NOT NULL,
    device BLOB NOT NULL, received_at INTEGER NOT NULL, PRIMARY KEY (unit, doc, pos)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX chunk_hash ON chunk (unit, hash);
CREATE UNIQUE INDEX chunk_actor ON chunk (unit, doc, actor, actor_seq);

-- The counter row of a log, bumped once per push frame at the end of the accepting transaction.
CREATE TABLE log_head (
    scope BLOB NOT NULL, log INTEGER NOT NULL, seq INTEGER NOT NULL, chain BLOB NOT NULL, stable_seq INTEGER NOT NULL,
    set_count INTEGER NOT NULL, set_sum BLOB NOT NULL, PRIMARY KEY (scope, log)
) STRICT, WITHOUT ROWID;
-- what: 0 change, 1 grant, 2 revoke, 3 notice
CREATE TABLE log_entry (
    scope BLOB NOT NULL, log INTEGER NOT NULL, seq INTEGER NOT NULL, what INTEGER NOT NULL, hash BLOB NOT NULL,
    unit BLOB NOT NULL, doc BLOB NOT NULL, chain BLOB NOT NULL, PRIMARY KEY (scope, log, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX log_entry_hash ON log_entry (scope, log, hash);
CREATE INDEX log_entry_doc ON log_entry (scope, log, doc);
CREATE TABLE notice (scope BLOB NOT NULL, hash BLOB NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (scope, hash)) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine (
    scope BLOB NOT NULL, hash BLOB NOT NULL, device BLOB NOT NULL, doc BLOB NOT NULL, kind INTEGER NOT NULL, unit BLOB NOT NULL,
    reason TEXT NOT NULL, bytes BLOB NOT NULL, received_at INTEGER NOT NULL, PRIMARY KEY (scope, hash)
) STRICT, WITHOUT ROWID;
-- What an operator should look at: a clone, a database that went back in time.
CREATE TABLE event (scope BLOB NOT NULL, id BLOB NOT NULL, at INTEGER NOT NULL, device BLOB NOT NULL, what TEXT NOT NULL, PRIMARY KEY (scope, id)) STRICT, WITHOUT ROWID;
