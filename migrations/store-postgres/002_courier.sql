-- Courier files that were taken in: the number that a replica gave each, so that a second file with one number shows a database that
-- exists twice.
CREATE TABLE courier (
    device BYTEA NOT NULL, replica BYTEA NOT NULL, no BIGINT NOT NULL, file BYTEA NOT NULL, taken_at BIGINT NOT NULL,
    PRIMARY KEY (device, replica, no)
);
