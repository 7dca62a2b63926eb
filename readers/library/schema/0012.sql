-- Queries that are kept as feeds. Which entries each finds is written down when an entry changes, so that nobody counts:
-- triggers note what changes, and whoever asks for the feeds looks at that alone (readers/library/query/smart.py).

CREATE TABLE smart_feeds (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,   -- never given twice: one that was removed may come back
    name     TEXT NOT NULL,
    query    TEXT NOT NULL,                       -- as typed
    of_read  INTEGER NOT NULL,                    -- 1: whether an entry is read decides more than whether it counts
    complete INTEGER NOT NULL DEFAULT 0,          -- 0: all entries are to be looked at
    unread   INTEGER NOT NULL DEFAULT 0           -- kept by the triggers below
);
CREATE TABLE smart_members (
    smart_id INTEGER NOT NULL REFERENCES smart_feeds (id) ON DELETE CASCADE,
    entry_id INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    read     INTEGER NOT NULL,                    -- entries.read
    at       INTEGER NOT NULL,                    -- entries.at
    PRIMARY KEY (smart_id, entry_id)
) WITHOUT ROWID;
CREATE INDEX smart_members_of_entry ON smart_members (entry_id);
CREATE INDEX smart_members_unread ON smart_members (smart_id, read, at);
CREATE TRIGGER smart_members_counted AFTER INSERT ON smart_members WHEN new.read = 0 BEGIN
    UPDATE smart_feeds SET unread = unread + 1 WHERE id = new.smart_id;
END;
CREATE TRIGGER smart_members_uncounted AFTER DELETE ON smart_members WHEN old.read = 0 BEGIN
    UPDATE smart_feeds SET unread = unread - 1 WHERE id = old.smart_id;
END;
CREATE TRIGGER smart_members_read AFTER UPDATE OF read ON smart_members WHEN old.read <> new.read BEGIN
    UPDATE smart_feeds SET unread = unread + (new.read = 0) - (old.read = 0) WHERE id = new.smart_id;
END;

-- Entries that changed since they were last looked at, as long as there is a feed that it matters to.
CREATE TABLE smart_stale (entry_id INTEGER PRIMARY KEY);
CREATE TRIGGER smart_texts AFTER INSERT ON texts WHEN EXISTS (SELECT 1 FROM smart_feeds) BEGIN
    INSERT OR IGNORE INTO smart_stale VALUES (new.entry_id);
END;
CREATE TRIGGER smart_texts_again AFTER UPDATE ON texts WHEN EXISTS (SELECT 1 FROM smart_feeds) BEGIN
    INSERT OR IGNORE INTO smart_stale VALUES (new.entry_id);
END;
CREATE TRIGGER smart_entries AFTER UPDATE OF at, starred, tags, changed, feed_id, read_as, joined ON entries
    WHEN EXISTS (SELECT 1 FROM smart_feeds) BEGIN
    INSERT OR IGNORE INTO smart_stale VALUES (new.id);
END;
CREATE TRIGGER smart_entries_read AFTER UPDATE OF read ON entries
    WHEN old.read <> new.read AND EXISTS (SELECT 1 FROM smart_feeds) BEGIN
    UPDATE smart_members SET read = new.read WHERE entry_id = new.id;
    INSERT OR IGNORE INTO smart_stale SELECT new.id WHERE EXISTS (SELECT 1 FROM smart_feeds WHERE of_read = 1);
END;
CREATE TRIGGER smart_joined AFTER UPDATE OF entity_id ON appearances
    WHEN old.entity_id IS NOT new.entity_id AND EXISTS (SELECT 1 FROM smart_feeds) BEGIN
    INSERT OR IGNORE INTO smart_stale VALUES (new.entry_id);
END;
CREATE TRIGGER smart_noted AFTER INSERT ON notes WHEN EXISTS (SELECT 1 FROM smart_feeds) BEGIN
    INSERT OR IGNORE INTO smart_stale SELECT entry_id FROM documents
        WHERE digest = new.digest OR (url <> '' AND url = new.url);
END;
CREATE TRIGGER smart_noted_again AFTER UPDATE ON notes WHEN EXISTS (SELECT 1 FROM smart_feeds) BEGIN
    INSERT OR IGNORE INTO smart_stale SELECT entry_id FROM documents
        WHERE digest = new.digest OR (url <> '' AND url = new.url);
END;
CREATE TRIGGER smart_unnoted AFTER DELETE ON notes WHEN EXISTS (SELECT 1 FROM smart_feeds) BEGIN
    INSERT OR IGNORE INTO smart_stale SELECT entry_id FROM documents
        WHERE digest = old.digest OR (url <> '' AND url = old.url);
END;
-- What changes for many entries at once: another name or folder of a feed, another word on who is who.
CREATE TRIGGER smart_feeds_renamed AFTER UPDATE OF name, title, url, folder, also_in, language ON feeds
    WHEN (old.name, old.title, old.url, old.folder, old.also_in, old.language)
        <> (new.name, new.title, new.url, new.folder, new.also_in, new.language) BEGIN
    UPDATE smart_feeds SET complete = 0;
END;
CREATE TRIGGER smart_entities AFTER UPDATE OF called, hidden, root ON entities
    WHEN old.root <> 0 AND (old.called, old.hidden, old.root) <> (new.called, new.hidden, new.root) BEGIN
    UPDATE smart_feeds SET complete = 0;
END;
