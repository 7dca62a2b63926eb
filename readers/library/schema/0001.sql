-- The library: what was subscribed to, what came, what was read, and who was found in it.
--
-- Moments are whole microseconds since 1970-01-01 UTC. Blobs are JSON of the structs of readers/model/.
-- A list of entries touches `entries` alone, so its rows are short; whatever is long lives in a table beside it.

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE feeds (
    id            INTEGER PRIMARY KEY,
    url           TEXT NOT NULL UNIQUE,
    title         TEXT NOT NULL DEFAULT '',
    link          TEXT NOT NULL DEFAULT '',
    language      TEXT NOT NULL DEFAULT '',
    updated       INTEGER,                        -- as the publisher says
    folder        TEXT NOT NULL DEFAULT '[]',     -- JSON array of names, outermost first
    subscribed    INTEGER NOT NULL DEFAULT 1,     -- 0: left, and kept only for its starred entries
    added         INTEGER NOT NULL,
    etag          TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    checked       INTEGER,
    next_check    INTEGER,
    failures      INTEGER NOT NULL DEFAULT 0,
    problem       TEXT NOT NULL DEFAULT '',
    gone          INTEGER NOT NULL DEFAULT 0,
    unread        INTEGER NOT NULL DEFAULT 0,     -- both kept by the triggers below
    total         INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE entries (
    id        INTEGER PRIMARY KEY,
    feed_id   INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    key       TEXT NOT NULL,                      -- the entry's id in its feed
    title     TEXT NOT NULL,
    link      TEXT NOT NULL,
    at        INTEGER NOT NULL,                   -- published or, failing that, first seen
    read      INTEGER NOT NULL DEFAULT 0,
    starred   INTEGER NOT NULL DEFAULT 0,
    people    TEXT NOT NULL DEFAULT '[]',         -- JSON array: the names a list shows
    content   BLOB NOT NULL,                      -- digest of contents.entry, to see a change without reading it
    UNIQUE (feed_id, key)
);
CREATE INDEX entries_newest ON entries (at);
CREATE INDEX entries_newest_of_feed ON entries (feed_id, at);
CREATE INDEX entries_unread ON entries (at) WHERE read = 0;
CREATE INDEX entries_unread_of_feed ON entries (feed_id, at) WHERE read = 0;
CREATE INDEX entries_starred ON entries (at) WHERE starred = 1;

CREATE TRIGGER entries_counted AFTER INSERT ON entries BEGIN
    UPDATE feeds SET total = total + 1, unread = unread + (new.read = 0) WHERE id = new.feed_id;
END;
CREATE TRIGGER entries_uncounted AFTER DELETE ON entries BEGIN
    UPDATE feeds SET total = total - 1, unread = unread - (old.read = 0) WHERE id = old.feed_id;
END;
CREATE TRIGGER entries_read AFTER UPDATE OF read ON entries WHEN old.read <> new.read BEGIN
    UPDATE feeds SET unread = unread + (new.read = 0) - (old.read = 0) WHERE id = new.feed_id;
END;

CREATE TABLE contents (
    entry_id INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    entry    BLOB NOT NULL                        -- Entry
);

-- The plain text that search looks into: of the feed's own content until the document has come, then of the document,
-- which is kept here and nowhere else.
CREATE TABLE texts (
    entry_id INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    title    TEXT NOT NULL,
    text     TEXT NOT NULL
);
CREATE VIRTUAL TABLE texts_search USING fts5 (
    title, text, content = 'texts', content_rowid = 'entry_id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER texts_indexed AFTER INSERT ON texts BEGIN
    INSERT INTO texts_search (rowid, title, text) VALUES (new.entry_id, new.title, new.text);
END;
CREATE TRIGGER texts_unindexed AFTER DELETE ON texts BEGIN
    INSERT INTO texts_search (texts_search, rowid, title, text) VALUES ('delete', old.entry_id, old.title, old.text);
END;
CREATE TRIGGER texts_reindexed AFTER UPDATE ON texts WHEN old.title <> new.title OR old.text <> new.text BEGIN
    INSERT INTO texts_search (texts_search, rowid, title, text) VALUES ('delete', old.entry_id, old.title, old.text);
    INSERT INTO texts_search (rowid, title, text) VALUES (new.entry_id, new.title, new.text);
END;

CREATE TABLE documents (
    entry_id INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    digest   TEXT NOT NULL,                       -- Document.digest
    document BLOB NOT NULL                        -- Document without its text, which is in texts
);
CREATE INDEX documents_digest ON documents (digest);

CREATE TABLE annotations (
    id          INTEGER PRIMARY KEY,
    digest      TEXT NOT NULL,
    version     TEXT NOT NULL,
    annotations BLOB NOT NULL,                    -- Annotations
    UNIQUE (digest, version)
);

CREATE TABLE places (
    digest TEXT PRIMARY KEY,
    offset INTEGER NOT NULL                       -- code point at the top of the screen when last left
) WITHOUT ROWID;

-- Who is in which entry, and who said what there: written anew whenever an entry's annotations are stored.
CREATE TABLE names (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    UNIQUE (name, kind)
);
CREATE VIRTUAL TABLE names_search USING fts5 (
    name, content = 'names', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER names_indexed AFTER INSERT ON names BEGIN
    INSERT INTO names_search (rowid, name) VALUES (new.id, new.name);
END;

CREATE TABLE appearances (
    name_id  INTEGER NOT NULL REFERENCES names (id),
    at       INTEGER NOT NULL,                    -- entries.at
    entry_id INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    mentions INTEGER NOT NULL,
    salience REAL NOT NULL,
    PRIMARY KEY (name_id, at, entry_id)
) WITHOUT ROWID;
CREATE INDEX appearances_of_entry ON appearances (entry_id, name_id, mentions);

CREATE TABLE sayings (
    id         INTEGER PRIMARY KEY,
    entry_id   INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    at         INTEGER NOT NULL,                  -- entries.at
    name_id    INTEGER REFERENCES names (id),     -- NULL: the text names nobody
    speaker    TEXT NOT NULL,                     -- what the text calls the speaker
    cue        TEXT NOT NULL,
    kind       TEXT NOT NULL,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    confidence REAL NOT NULL,
    text       TEXT NOT NULL
);
CREATE INDEX sayings_of_entry ON sayings (entry_id);
CREATE INDEX sayings_of_name ON sayings (name_id, at);
CREATE VIRTUAL TABLE sayings_search USING fts5 (
    text, content = 'sayings', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER sayings_indexed AFTER INSERT ON sayings BEGIN
    INSERT INTO sayings_search (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER sayings_unindexed AFTER DELETE ON sayings BEGIN
    INSERT INTO sayings_search (sayings_search, rowid, text) VALUES ('delete', old.id, old.text);
END;

CREATE TRIGGER entries_moved AFTER UPDATE OF at ON entries WHEN old.at <> new.at BEGIN
    UPDATE appearances SET at = new.at WHERE entry_id = new.id;
    UPDATE sayings SET at = new.at WHERE entry_id = new.id;
END;
