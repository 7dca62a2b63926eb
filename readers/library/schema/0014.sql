-- Servers that hold feeds and what was read of them, for several devices. What both sides had when they last agreed is
-- kept beside what is here now: the difference is what waits to be told, and is written down by the triggers below in
-- the transaction that makes it (readers/sync/).

CREATE TABLE sync_servers (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    name    TEXT NOT NULL UNIQUE,               -- as the reader calls it
    kind    TEXT NOT NULL,                      -- miniflux, greader
    url     TEXT NOT NULL,
    user    TEXT NOT NULL DEFAULT '',           -- empty: the secret is a token
    secret  TEXT NOT NULL,                      -- keyring, file, or command: and the command
    cursor  TEXT NOT NULL DEFAULT '',           -- how far it was read, in its kind's own words
    tried   INTEGER,                            -- when it was last asked
    synced  INTEGER,                            -- when that last came to its end
    resting INTEGER,                            -- not to be asked before
    problem TEXT NOT NULL DEFAULT ''
);

CREATE TABLE sync_feeds (
    server_id   INTEGER NOT NULL REFERENCES sync_servers (id) ON DELETE CASCADE,
    remote      TEXT NOT NULL,                  -- its id there
    feed_id     INTEGER UNIQUE REFERENCES feeds (id) ON DELETE SET NULL,
    url         TEXT NOT NULL,
    other       INTEGER NOT NULL DEFAULT 0,     -- 1: it comes by another server, and is left alone here
    folder      TEXT NOT NULL DEFAULT '',       -- there, when both sides last agreed
    folder_here TEXT NOT NULL DEFAULT '',       -- here, likewise
    PRIMARY KEY (server_id, remote)
) WITHOUT ROWID;

CREATE TABLE sync_items (
    server_id  INTEGER NOT NULL REFERENCES sync_servers (id) ON DELETE CASCADE,
    remote     TEXT NOT NULL,                   -- its id there
    entry_id   INTEGER UNIQUE REFERENCES entries (id) ON DELETE SET NULL, -- NULL: dropped here, and not to come again
    content    BLOB NOT NULL,                   -- digest of what the server gave last
    read       INTEGER NOT NULL,                -- both as they were there when both sides last agreed
    starred    INTEGER NOT NULL,
    read_at    INTEGER,                         -- when the reader changed it here since; NULL: not at all
    starred_at INTEGER,
    waiting    INTEGER NOT NULL DEFAULT 0,      -- what differs here: 1 read, 2 starred, 3 both
    PRIMARY KEY (server_id, remote)
) WITHOUT ROWID;
CREATE INDEX sync_items_waiting ON sync_items (server_id) WHERE waiting <> 0;

CREATE TRIGGER sync_read AFTER UPDATE OF read ON entries WHEN old.read <> new.read BEGIN
    UPDATE sync_items SET read_at = CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER),
        waiting = (waiting & 2) | (read <> new.read)
    WHERE entry_id = new.id;
END;
CREATE TRIGGER sync_starred AFTER UPDATE OF starred ON entries WHEN old.starred <> new.starred BEGIN
    UPDATE sync_items SET starred_at = CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER),
        waiting = (waiting & 1) | 2 * (starred <> new.starred)
    WHERE entry_id = new.id;
END;
