-- Open orders are checked again when something new comes to a record. Both tables are local and made anew from the record at any
-- time: nothing clinical stands in them.

-- Cards that changed since their orders were looked at.
CREATE TABLE review_due (
  card   BLOB PRIMARY KEY,
  urgent INTEGER NOT NULL              -- 1: something came; 0: everybody is looked at, because the rules are others
) STRICT, WITHOUT ROWID;
CREATE INDEX review_due_urgent ON review_due (urgent);

-- Orders that have become dangerous, and when this was first seen here.
CREATE TABLE review (
  ord   BLOB PRIMARY KEY,
  card  BLOB NOT NULL,                 -- the card that holds the order
  since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX review_card ON review (card);
