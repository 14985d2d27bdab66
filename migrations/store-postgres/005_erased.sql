-- Patients whose records a law took (sync.md §3, GONE). Nothing of them is taken in again; the logs keep number and hash of each change
-- that stood there, no byte of it. `tombstone` is what the houses are told, signed.
CREATE TABLE erased (
    unit BYTEA NOT NULL PRIMARY KEY, at BIGINT NOT NULL, by_whom TEXT NOT NULL, reason TEXT NOT NULL, changes BIGINT NOT NULL,
    tombstone BYTEA NOT NULL
);
