-- An article that changes: its feed has brought another version of the entry, so its page is to be fetched again; and
-- where that has other words, its earlier text is kept as long as the entry is.

ALTER TABLE entries ADD COLUMN outdated INTEGER NOT NULL DEFAULT 0;  -- 1: to be fetched again; 2: tried in vain since
ALTER TABLE entries ADD COLUMN changed INTEGER;                      -- when its article was last found to have changed
CREATE INDEX entries_outdated ON entries (at) WHERE outdated = 1;

CREATE TABLE versions (
    id       INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    digest   TEXT NOT NULL,                       -- Document.digest
    url      TEXT NOT NULL,                       -- Document.url
    document BLOB NOT NULL,                       -- Document, with its text
    replaced INTEGER NOT NULL,                    -- when another text came in its place
    UNIQUE (entry_id, digest)
);
CREATE INDEX versions_of_text ON versions (digest);
CREATE INDEX versions_of_address ON versions (url) WHERE url <> '';
