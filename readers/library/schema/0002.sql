-- What the reader set right, the oldest first. It belongs to an article: to its text, and to its address as well, so that
-- a changed text of the same article has it too. What was taken back stays, as history.
CREATE TABLE corrections (
    id         INTEGER PRIMARY KEY,
    digest     TEXT NOT NULL,                     -- Document.digest
    url        TEXT NOT NULL,                     -- Document.url
    correction BLOB NOT NULL,                     -- Correction
    undone     INTEGER                            -- when it was taken back; NULL: it is in force
);
CREATE INDEX corrections_of_text ON corrections (digest);
CREATE INDEX corrections_of_address ON corrections (url) WHERE url <> '';

-- To find other texts of the same article.
ALTER TABLE documents ADD COLUMN url TEXT NOT NULL DEFAULT '';
UPDATE documents SET url = coalesce(json_extract(CAST(document AS TEXT), '$.url'), '');
CREATE INDEX documents_of_address ON documents (url) WHERE url <> '';
