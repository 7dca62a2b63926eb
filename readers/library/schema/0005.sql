-- What the reader marked, and wrote about it. Like a correction a note belongs to an article: to its text, and to its
-- address as well. It belongs to no entry, for it outlives the feed, and files that were opened directly have none.
CREATE TABLE notes (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,   -- never given twice: a note that was deleted may come back
    digest   TEXT NOT NULL,                       -- Document.digest
    url      TEXT NOT NULL,                       -- Document.url
    title    TEXT NOT NULL,                       -- Document.title, to be told when the article is not here any more
    words    TEXT NOT NULL,                       -- Anchor.exact; empty: a note to the whole article
    anchor   BLOB NOT NULL,                       -- Anchor
    body     TEXT NOT NULL,
    tags     TEXT NOT NULL,                       -- JSON array
    created  INTEGER NOT NULL,
    modified INTEGER NOT NULL
);
CREATE INDEX notes_of_text ON notes (digest);
CREATE INDEX notes_of_address ON notes (url) WHERE url <> '';

CREATE VIRTUAL TABLE notes_search USING fts5 (
    words, body, content = 'notes', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER notes_indexed AFTER INSERT ON notes BEGIN
    INSERT INTO notes_search (rowid, words, body) VALUES (new.id, new.words, new.body);
END;
CREATE TRIGGER notes_unindexed AFTER DELETE ON notes BEGIN
    INSERT INTO notes_search (notes_search, rowid, words, body) VALUES ('delete', old.id, old.words, old.body);
END;
CREATE TRIGGER notes_reindexed AFTER UPDATE OF body ON notes BEGIN
    INSERT INTO notes_search (notes_search, rowid, words, body) VALUES ('delete', old.id, old.words, old.body);
    INSERT INTO notes_search (rowid, words, body) VALUES (new.id, new.words, new.body);
END;
