-- The emergency directory: what the workstations of the region fetch. A pack is signed bytes in parts of one length; `state_*` is what
-- stands when it was taken in, `before_*` what it builds upon (a base: nothing).
CREATE TABLE directory_pack (
    version INTEGER NOT NULL, kind INTEGER NOT NULL, pack BLOB NOT NULL UNIQUE, bytes INTEGER NOT NULL, made_at INTEGER NOT NULL,
    before_count INTEGER NOT NULL, before_sum BLOB NOT NULL, state_count INTEGER NOT NULL, state_sum BLOB NOT NULL,
    changed INTEGER NOT NULL, gone INTEGER NOT NULL, PRIMARY KEY (version, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE directory_part (pack BLOB NOT NULL, n INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (pack, n)) STRICT, WITHOUT ROWID;
