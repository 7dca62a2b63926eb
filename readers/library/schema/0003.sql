-- Which version of the annotator has read an entry, as its article or, failing that, as its feed gives it: so that the
-- background finds what is left to read without comparing texts.

ALTER TABLE entries ADD COLUMN read_as TEXT NOT NULL DEFAULT '';

UPDATE entries SET read_as = coalesce(
    (SELECT a.version FROM documents AS d JOIN annotations AS a USING (digest) WHERE d.entry_id = entries.id
     ORDER BY a.id DESC LIMIT 1), '');

CREATE INDEX entries_read_as ON entries (at, read_as);
