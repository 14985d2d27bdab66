-- Diagnoses that a user put first among her own offers. Local, never sent, of no patient: kept here and in the backup only.
CREATE TABLE pinned (
  user  BLOB NOT NULL,
  code  TEXT NOT NULL,                 -- of ICD-10
  title TEXT NOT NULL,                 -- as it was pinned; the list in force may have the words of another language
  at    INTEGER NOT NULL,              -- UTC seconds
  PRIMARY KEY (user, code)
) STRICT, WITHOUT ROWID;
