-- Lists of the whole house (who is due, invited, done) ask of everybody's visits no more than day and diagnoses, and of the marks of
-- prevention their item: read from here, not from the long rows of `entry`. Written by triggers, so that there is no way to write the
-- one without the other. A projection: "projections" of 0001 holds for it.

CREATE TABLE plan_entry (
  patient    BLOB NOT NULL,
  doc        BLOB NOT NULL,
  kind       INTEGER NOT NULL,
  amends     BLOB,
  role       TEXT NOT NULL,
  care_at    INTEGER NOT NULL,
  entered_at INTEGER NOT NULL,
  doubtful   INTEGER NOT NULL,
  signature  INTEGER NOT NULL,
  says       TEXT NOT NULL,            -- of a visit the codes of its diagnoses as a JSON list, of the others their content
  PRIMARY KEY (patient, doc)
) STRICT, WITHOUT ROWID;

-- Visits, withdrawals, marks of prevention, pregnancies; of any other kind only what says that it corrects another entry.
CREATE TRIGGER plan_entry_written AFTER INSERT ON entry
WHEN NEW.patient IS NOT NULL AND (NEW.kind IN (16, 21, 24, 25) OR NEW.amends IS NOT NULL)
BEGIN
  INSERT OR REPLACE INTO plan_entry (patient, doc, kind, amends, role, care_at, entered_at, doubtful, signature, says)
  VALUES (NEW.patient, NEW.doc, NEW.kind, NEW.amends, NEW.role, NEW.care_at, NEW.entered_at, NEW.doubtful, NEW.signature,
    CASE
      WHEN NEW.kind = 16 THEN (SELECT json_group_array(json_extract(NEW.content, fullkey || '.code')) FROM json_each(NEW.content, '$.diagnoses'))
      WHEN NEW.kind IN (21, 24, 25) THEN NEW.content
      ELSE '{}'
    END);
END;

CREATE TRIGGER plan_entry_judged AFTER UPDATE OF signature ON entry
WHEN NEW.patient IS NOT NULL
BEGIN
  UPDATE plan_entry SET signature = NEW.signature WHERE patient = NEW.patient AND doc = NEW.doc;
END;

INSERT INTO plan_entry (patient, doc, kind, amends, role, care_at, entered_at, doubtful, signature, says)
SELECT e.patient, e.doc, e.kind, e.amends, e.role, e.care_at, e.entered_at, e.doubtful, e.signature,
  CASE
    WHEN e.kind = 16 THEN (SELECT json_group_array(json_extract(e.content, fullkey || '.code')) FROM json_each(e.content, '$.diagnoses'))
    WHEN e.kind IN (21, 24, 25) THEN e.content
    ELSE '{}'
  END
FROM entry e
WHERE e.patient IS NOT NULL AND (e.kind IN (16, 21, 24, 25) OR e.amends IS NOT NULL)
ORDER BY e.patient, e.doc;

-- The problems of everybody, for the same lists, without a walk through every fact.
CREATE INDEX fact_problem ON fact (card, key, pos, newer, at, by, value) WHERE key >= 'pr/' AND key < 'pr0';
