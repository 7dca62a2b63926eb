-- What the reader put an entry under: few have any, so what is asked of tags goes through them alone.

ALTER TABLE entries ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';   -- JSON array, sorted, without hashes

CREATE INDEX entries_tagged ON entries (at) WHERE tags <> '[]';

-- What is kept of an entry or a feed beside it (`entry.7.page`, `feed.3.body`) goes with it: numbers are given again.

CREATE TRIGGER entries_unsettled AFTER DELETE ON entries BEGIN
    DELETE FROM settings WHERE key > 'entry.' || old.id || '.' AND key < 'entry.' || old.id || '/';
END;
CREATE TRIGGER feeds_unsettled AFTER DELETE ON feeds BEGIN
    DELETE FROM settings WHERE key > 'feed.' || old.id || '.' AND key < 'feed.' || old.id || '/';
END;

DELETE FROM settings WHERE key GLOB 'entry.[0-9]*.*'
    AND CAST(substr(key, 7) AS INTEGER) NOT IN (SELECT id FROM entries);
DELETE FROM settings WHERE key GLOB 'feed.[0-9]*.*'
    AND CAST(substr(key, 6) AS INTEGER) NOT IN (SELECT id FROM feeds WHERE subscribed = 1);
