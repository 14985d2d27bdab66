-- The nurse's round asks for running orders among all patients. The index holds only those given at the point, by the moment of
-- their end; an order without days counts as running for 90. Nothing is stored that the entry does not say.
CREATE INDEX entry_course ON entry (
  care_at + coalesce(nullif(max(json_extract(content, '$.days'), 0), 0) + 1, 90) * 86400
)
WHERE kind = 17
  AND coalesce(json_extract(content, '$.given_here'), json_extract(content, '$.route')
    IN ('intramuscular', 'intravenous', 'intraosseous', 'infiltration')) = 1;
