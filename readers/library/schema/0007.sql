-- One entry stays one entry, by whatever id and address its feed gives it the next time. Numbers that stand for an id
-- and an address without what does not matter in them (readers/library/identity.py, which this asks).
ALTER TABLE entries ADD COLUMN id_key INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entries ADD COLUMN link_key INTEGER NOT NULL DEFAULT 0;
UPDATE entries SET id_key = quoth_id_key(key), link_key = quoth_link_key(link, title);
CREATE INDEX entries_of_id_key ON entries (feed_id, id_key);
CREATE INDEX entries_of_link_key ON entries (feed_id, link_key);

-- What the reader calls a feed, and in which folders it stands besides the first.
ALTER TABLE feeds ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN also_in TEXT NOT NULL DEFAULT '[]';    -- JSON array of folders, each an array of names

-- Until when its publisher wants it left alone, or its failures are slept on, whatever the reader's interval is;
-- next_check is the later of the two.
ALTER TABLE feeds ADD COLUMN not_before INTEGER;
UPDATE feeds SET not_before = next_check WHERE failures > 0;
