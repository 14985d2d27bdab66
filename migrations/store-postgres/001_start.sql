-- The national store, first shape. Portable on purpose: no sequences, triggers or functions; every key leads with the scope, or
-- with the unit (the patient) where a row belongs to no single scope. Ids are 16 bytes, hashes 32, times UTC seconds.
CREATE TABLE meta (name TEXT NOT NULL PRIMARY KEY, value BYTEA NOT NULL);

-- One row per life of this database. `fork` holds where each log stood when a life began.
CREATE TABLE epoch (n BIGINT NOT NULL PRIMARY KEY, id BYTEA NOT NULL UNIQUE, parent BYTEA NOT NULL, began_at BIGINT NOT NULL);
CREATE TABLE fork (scope BYTEA NOT NULL, log BIGINT NOT NULL, epoch BIGINT NOT NULL, seq BIGINT NOT NULL, PRIMARY KEY (scope, log, epoch));

CREATE TABLE scope (scope BYTEA NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE, created_at BIGINT NOT NULL);
CREATE TABLE manager (scope BYTEA NOT NULL, public_key BYTEA NOT NULL, named_at BIGINT NOT NULL, PRIMARY KEY (scope, public_key));
CREATE TABLE enrol_code (code_hash BYTEA NOT NULL PRIMARY KEY, scope BYTEA NOT NULL, expires_at BIGINT NOT NULL, used_at BIGINT, device BYTEA);

CREATE TABLE device (
    device BYTEA NOT NULL PRIMARY KEY, scope BYTEA NOT NULL, public_key BYTEA NOT NULL, name TEXT NOT NULL,
    enrolled_at BIGINT NOT NULL, revoked_at BIGINT, enrol_token BYTEA NOT NULL,
    counter_high BIGINT NOT NULL, counter_window BYTEA NOT NULL
);
CREATE INDEX device_of_scope ON device (scope);
CREATE TABLE replica (
    device BYTEA NOT NULL, replica BYTEA NOT NULL, token_issued BYTEA NOT NULL, token_presented BYTEA NOT NULL, last_push BYTEA NOT NULL,
    seen_at BIGINT NOT NULL, app_version TEXT NOT NULL, accepted BIGINT NOT NULL, duplicates BIGINT NOT NULL,
    PRIMARY KEY (device, replica)
);

-- A unit's row is locked by whoever writes to it: pushes and grants of one patient come one after another.
CREATE TABLE unit (unit BYTEA NOT NULL PRIMARY KEY, writes BIGINT NOT NULL);
CREATE TABLE unit_scope (unit BYTEA NOT NULL, scope BYTEA NOT NULL, granted_at BIGINT NOT NULL, PRIMARY KEY (unit, scope));
CREATE TABLE doc (doc BYTEA NOT NULL PRIMARY KEY, unit BYTEA NOT NULL, kind BIGINT NOT NULL);
-- Every accepted change once; `pos` counts the changes of a document in the order of acceptance, which is causal.
CREATE TABLE chunk (
    unit BYTEA NOT NULL, doc BYTEA NOT NULL, pos BIGINT NOT NULL, hash BYTEA NOT NULL, kind BIGINT NOT NULL,
    actor BYTEA NOT NULL, actor_seq BIGINT NOT NULL, change_hash BYTEA NOT NULL, bytes BYTEA NOT NULL,
    device BYTEA NOT NULL, received_at BIGINT NOT NULL, PRIMARY KEY (unit, doc, pos)
);
CREATE UNIQUE INDEX chunk_hash ON chunk (unit, hash);
CREATE UNIQUE INDEX chunk_actor ON chunk (unit, doc, actor, actor_seq);

-- The counter row of a log, bumped once per push frame at the end of the accepting transaction.
CREATE TABLE log_head (
    scope BYTEA NOT NULL, log BIGINT NOT NULL, seq BIGINT NOT NULL, chain BYTEA NOT NULL, stable_seq BIGINT NOT NULL,
    set_count BIGINT NOT NULL, set_sum BYTEA NOT NULL, PRIMARY KEY (scope, log)
);
-- what: 0 change, 1 grant, 2 revoke, 3 notice
CREATE TABLE log_entry (
    scope BYTEA NOT NULL, log BIGINT NOT NULL, seq BIGINT NOT NULL, what BIGINT NOT NULL, hash BYTEA NOT NULL,
    unit BYTEA NOT NULL, doc BYTEA NOT NULL, chain BYTEA NOT NULL, PRIMARY KEY (scope, log, seq)
);
CREATE INDEX log_entry_hash ON log_entry (scope, log, hash);
CREATE INDEX log_entry_doc ON log_entry (scope, log, doc);
CREATE TABLE notice (scope BYTEA NOT NULL, hash BYTEA NOT NULL, bytes BYTEA NOT NULL, PRIMARY KEY (scope, hash));

CREATE TABLE quarantine (
    scope BYTEA NOT NULL, hash BYTEA NOT NULL, device BYTEA NOT NULL, doc BYTEA NOT NULL, kind BIGINT NOT NULL, unit BYTEA NOT NULL,
    reason TEXT NOT NULL, bytes BYTEA NOT NULL, received_at BIGINT NOT NULL, PRIMARY KEY (scope, hash)
);
-- What an operator should look at: a clone, a database that went back in time.
CREATE TABLE event (scope BYTEA NOT NULL, id BYTEA NOT NULL, at BIGINT NOT NULL, device BYTEA NOT NULL, what TEXT NOT NULL, PRIMARY KEY (scope, id));
