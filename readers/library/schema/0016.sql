-- Feeds of the reader's own that a server is offered, so that other devices have them too; and what both sides called a
-- server's feed when they last agreed, beside the folders that it stood in (readers/sync/).

CREATE TABLE sync_offers (
    feed_id   INTEGER PRIMARY KEY REFERENCES feeds (id) ON DELETE CASCADE,
    server_id INTEGER NOT NULL REFERENCES sync_servers (id) ON DELETE CASCADE,
    begun     INTEGER NOT NULL DEFAULT 0,       -- 1: the server is being asked; 2: it was, and whether it has the feed is not known
    problem   TEXT NOT NULL DEFAULT ''          -- why the server does not take it; empty: it is still to be asked
);

CREATE TRIGGER sync_left AFTER UPDATE OF subscribed ON feeds WHEN new.subscribed = 0 BEGIN
    DELETE FROM sync_offers WHERE feed_id = new.id;
END;

ALTER TABLE sync_feeds ADD COLUMN title     TEXT NOT NULL DEFAULT '';  -- there
ALTER TABLE sync_feeds ADD COLUMN name_here TEXT NOT NULL DEFAULT '';  -- here; empty: none of the reader's own

-- A name given before is the reader's own matter, as one of a feed that becomes a server's is.
UPDATE sync_feeds SET (title, name_here) = (SELECT f.title, f.name FROM feeds AS f WHERE f.id = sync_feeds.feed_id)
    WHERE feed_id IS NOT NULL;
