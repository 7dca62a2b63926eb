-- Texts that no model reads have a version of their own, ``no model for`` and their language, so that they are taken
-- again when there is one. So far they had that of the English annotator, and told their language alone.

UPDATE OR REPLACE annotations SET
    version = 'no model for ' || json_extract(CAST(annotations AS TEXT), '$.language'),
    annotations = CAST(json_set(CAST(annotations AS TEXT), '$.version',
        'no model for ' || json_extract(CAST(annotations AS TEXT), '$.language')) AS BLOB)
WHERE CASE WHEN length(annotations) < 400 AND json_valid(CAST(annotations AS TEXT))
    THEN json_extract(CAST(annotations AS TEXT), '$.language') <> '' END;

UPDATE entries SET read_as = (
    SELECT a.version FROM documents AS d JOIN annotations AS a USING (digest) WHERE d.entry_id = entries.id
    ORDER BY a.id DESC LIMIT 1)
WHERE read_as <> '' AND id IN (
    SELECT d.entry_id FROM annotations AS a JOIN documents AS d USING (digest) WHERE a.version LIKE 'no model for %');

-- Of what was read as its feed gives it nothing tells the text: the background looks at those without names, and finds
-- that most are known.
UPDATE entries SET read_as = '' WHERE read_as <> '' AND people = '[]'
    AND EXISTS (SELECT 1 FROM annotations WHERE version LIKE 'no model for %')
    AND NOT EXISTS (SELECT 1 FROM documents AS d WHERE d.entry_id = entries.id)
    AND NOT EXISTS (SELECT 1 FROM appearances AS a WHERE a.entry_id = entries.id);
