-- Courier files that were taken in: the number that a replica gave each, so that a second file with one number shows a database that
-- exists twice.
CREATE TABLE courier (
    device BLOB NOT NULL, replica BLOB NOT NULL, no INTEGER NOT NULL, file BLOB NOT NULL, taken_at INTEGER NOT NULL,
    PRIMARY KEY (device, replica, no)
) STRICT, WITHOUT ROWID;
