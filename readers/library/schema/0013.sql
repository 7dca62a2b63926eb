-- Rules on arrival: queries, and what is done with the new entries that they find (readers/library/rules).

CREATE TABLE rules (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,   -- never given twice
    query    TEXT NOT NULL,                       -- as typed
    action   TEXT NOT NULL,                       -- read, mute, star, tag, notify, run
    argument TEXT NOT NULL DEFAULT '',            -- the tag, or the command
    enabled  INTEGER NOT NULL DEFAULT 0,
    since    INTEGER NOT NULL DEFAULT 0,          -- entries of a higher number arrived after it was switched on
    problem  TEXT NOT NULL DEFAULT ''             -- why it could not be applied last time
);

-- New entries that rules have still to look at: once when they come, and once when it is known who is in them.
CREATE TABLE rule_arrivals (
    entry_id INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    due      INTEGER NOT NULL DEFAULT 1           -- 0: looked at, and waits for the names
);
CREATE INDEX rule_arrivals_due ON rule_arrivals (entry_id) WHERE due = 1;
CREATE TRIGGER rules_arrival AFTER INSERT ON texts WHEN EXISTS (SELECT 1 FROM rules WHERE enabled = 1) BEGIN
    INSERT OR IGNORE INTO rule_arrivals (entry_id)
    SELECT e.id FROM entries AS e JOIN feeds AS f ON f.id = e.feed_id
    WHERE e.id = new.entry_id AND f.url <> 'later:';          -- what one puts there oneself does not arrive
END;
CREATE TRIGGER rules_annotated AFTER UPDATE OF read_as ON entries WHEN new.read_as <> '' BEGIN
    UPDATE rule_arrivals SET due = 1 WHERE entry_id = new.id;
END;

-- The highest numbers of entries are given again once these are gone.
CREATE TRIGGER rules_since AFTER DELETE ON entries WHEN EXISTS (SELECT 1 FROM rules WHERE since >= old.id) BEGIN
    UPDATE rules SET since = (SELECT coalesce(max(id), 0) FROM entries)
    WHERE since > (SELECT coalesce(max(id), 0) FROM entries);
END;

-- What a rule has done to which entry: it does so once, and it can be taken back.
CREATE TABLE rule_deeds (
    rule_id  INTEGER NOT NULL REFERENCES rules (id) ON DELETE CASCADE,
    entry_id INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    changed  INTEGER NOT NULL,                    -- 1: the entry was not so before; +2: muting marked it read too
    pending  INTEGER NOT NULL DEFAULT 0,          -- 1: still to be told, or the command still to be run
    undone   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (rule_id, entry_id)
) WITHOUT ROWID;
CREATE INDEX rule_deeds_of_entry ON rule_deeds (entry_id);
CREATE INDEX rule_deeds_pending ON rule_deeds (rule_id) WHERE pending = 1;

ALTER TABLE entries ADD COLUMN muted INTEGER NOT NULL DEFAULT 0;   -- 1: in no list but its feed's
