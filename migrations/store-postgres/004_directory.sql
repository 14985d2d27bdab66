-- The emergency directory: what the workstations of the region fetch. A pack is signed bytes in parts of one length; `state_*` is what
-- stands when it was taken in, `before_*` what it builds upon (a base: nothing).
CREATE TABLE directory_pack (
    version BIGINT NOT NULL, kind BIGINT NOT NULL, pack BYTEA NOT NULL UNIQUE, bytes BIGINT NOT NULL, made_at BIGINT NOT NULL,
    before_count BIGINT NOT NULL, before_sum BYTEA NOT NULL, state_count BIGINT NOT NULL, state_sum BYTEA NOT NULL,
    changed BIGINT NOT NULL, gone BIGINT NOT NULL, PRIMARY KEY (version, kind)
);
CREATE TABLE directory_part (pack BYTEA NOT NULL, n BIGINT NOT NULL, bytes BYTEA NOT NULL, PRIMARY KEY (pack, n));
