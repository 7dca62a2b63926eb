-- One person, one organisation, across articles. An entity stands behind the names that articles give; each appearance
-- and each quote is of one. Which, is decided when an article is stored (readers/library/people/), by the names it goes
-- by, the offices told of it and who it appears with; and by the reader, whose word is kept in `decisions`.

CREATE TABLE entities (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: decisions are about it
    root        INTEGER NOT NULL DEFAULT 0,         -- the entity it is one with, by the texts or the reader; often itself
    name        TEXT NOT NULL,                      -- its fullest name in the articles
    called      TEXT NOT NULL DEFAULT '',           -- what the reader calls it; empty for `name`
    kind        TEXT NOT NULL,                      -- PERSON ORG GPE …
    forms       TEXT NOT NULL,                      -- every way it was written, one a line
    appearances INTEGER NOT NULL DEFAULT 0,         -- kept by the triggers below
    weight      REAL NOT NULL DEFAULT 0,            -- its articles as of `weighed`, each halved with every 30 days
    weighed     INTEGER NOT NULL DEFAULT 0,
    hidden      INTEGER NOT NULL DEFAULT 0          -- 1: the reader says that this is no name
);
CREATE INDEX entities_of_root ON entities (root);
CREATE VIRTUAL TABLE entities_search USING fts5 (
    called, forms, content = 'entities', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER entities_indexed AFTER INSERT ON entities BEGIN
    INSERT INTO entities_search (rowid, called, forms) VALUES (new.id, new.called, new.forms);
    UPDATE entities SET root = id WHERE id = new.id AND root = 0;
END;
CREATE TRIGGER entities_reindexed AFTER UPDATE OF called, forms ON entities
    WHEN old.called <> new.called OR old.forms <> new.forms BEGIN
    INSERT INTO entities_search (entities_search, rowid, called, forms)
        VALUES ('delete', old.id, old.called, old.forms);
    INSERT INTO entities_search (rowid, called, forms) VALUES (new.id, new.called, new.forms);
END;

-- What it may be called by, folded: whole names, surnames, short forms that a text explained.
CREATE TABLE aliases (
    sort      TEXT NOT NULL,                        -- person, organisation, place, …: kinds that are not told apart
    key       TEXT NOT NULL,                        -- readers/library/people/keys.py
    entity_id INTEGER NOT NULL REFERENCES entities (id),
    uses      INTEGER NOT NULL,                     -- articles that call it so; 0: it could be; -1: the reader says no
    PRIMARY KEY (sort, key, entity_id)
) WITHOUT ROWID;

CREATE TABLE offices (
    entity_id INTEGER NOT NULL REFERENCES entities (id),
    office    TEXT NOT NULL,                        -- "finance minister", lower case, as the texts say
    articles  INTEGER NOT NULL,
    PRIMARY KEY (entity_id, office)
) WITHOUT ROWID;

-- What the reader decided, the oldest first. What was taken back stays, as history.
CREATE TABLE decisions (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    what      TEXT NOT NULL,                        -- merge, split, rename, not_a_name
    entity_id INTEGER NOT NULL REFERENCES entities (id),
    other_id  INTEGER REFERENCES entities (id),     -- merge: into which; split: the one that came of it
    name      TEXT NOT NULL DEFAULT '',             -- rename: to what; split: the name that means the other
    entry_id  INTEGER REFERENCES entries (id) ON DELETE SET NULL,  -- split: in this article alone
    before    TEXT NOT NULL DEFAULT '',             -- to take it back by: merge: JSON of the entities; rename: the name
    made      INTEGER NOT NULL,
    undone    INTEGER                               -- when it was taken back; NULL: it is in force
);
CREATE INDEX decisions_of_entity ON decisions (entity_id);
CREATE INDEX decisions_of_other ON decisions (other_id);

-- Whom a name means in one article, since the reader said so.
CREATE TABLE pins (
    entry_id  INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    sort      TEXT NOT NULL,
    key       TEXT NOT NULL,
    entity_id INTEGER NOT NULL REFERENCES entities (id),
    PRIMARY KEY (entry_id, sort, key)
) WITHOUT ROWID;

ALTER TABLE appearances ADD COLUMN entity_id INTEGER REFERENCES entities (id);  -- NULL: not yet joined
ALTER TABLE appearances ADD COLUMN confidence REAL;                             -- 0-1, that it is this entity
ALTER TABLE sayings ADD COLUMN entity_id INTEGER REFERENCES entities (id);
CREATE INDEX appearances_of_entity ON appearances (entity_id, at, entry_id, mentions) WHERE entity_id IS NOT NULL;
CREATE INDEX sayings_of_entity ON sayings (entity_id, at) WHERE entity_id IS NOT NULL;
DROP INDEX appearances_of_entry;
CREATE INDEX appearances_of_entry ON appearances (entry_id, name_id, mentions, entity_id);

CREATE TRIGGER appearances_counted AFTER INSERT ON appearances WHEN new.entity_id IS NOT NULL BEGIN
    UPDATE entities SET appearances = appearances + 1 WHERE id = new.entity_id;
END;
CREATE TRIGGER appearances_uncounted AFTER DELETE ON appearances WHEN old.entity_id IS NOT NULL BEGIN
    UPDATE entities SET appearances = appearances - 1, weight = max(0, weight - 1) WHERE id = old.entity_id;
END;
CREATE TRIGGER appearances_recounted AFTER UPDATE OF entity_id ON appearances
    WHEN old.entity_id IS NOT new.entity_id BEGIN
    UPDATE entities SET appearances = appearances - 1 WHERE id = old.entity_id;
    UPDATE entities SET appearances = appearances + 1 WHERE id = new.entity_id;
END;

-- Whose names are joined; those of a library of before are, little by little.
ALTER TABLE entries ADD COLUMN joined INTEGER NOT NULL DEFAULT 0;
CREATE INDEX entries_to_join ON entries (at) WHERE joined = 0 AND read_as <> '';
