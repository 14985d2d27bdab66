-- What search reads of everybody at every unlocking stands apart from what is shown of a few: a quarter of the pages of `person`.
-- A projection: "projections" of 0001 holds for it.

CREATE TABLE search_key (
  card      BLOB PRIMARY KEY,
  exact     TEXT NOT NULL,
  canonical TEXT NOT NULL,
  fold      TEXT NOT NULL,
  weak      TEXT NOT NULL,
  digits    TEXT NOT NULL              -- numbers, phone and birth date, separated by spaces
) STRICT, WITHOUT ROWID;
INSERT INTO search_key SELECT card, exact, canonical, fold, weak, digits FROM person ORDER BY card;
CREATE INDEX search_key_fold ON search_key (fold);

DROP INDEX person_fold;
ALTER TABLE person DROP COLUMN exact;
ALTER TABLE person DROP COLUMN canonical;
ALTER TABLE person DROP COLUMN fold;
ALTER TABLE person DROP COLUMN weak;
ALTER TABLE person DROP COLUMN digits;
