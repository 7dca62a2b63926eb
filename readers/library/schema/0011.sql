-- For whoever opens the file in the `sqlite3` shell: `.schema people` tells what a column means, README how to ask.

CREATE VIEW people AS   -- everybody named in the articles, one row a person, however they are spelled
SELECT
    r.id,                                           -- as in `quoth who ID`
    coalesce(nullif(r.called, ''), r.name) AS name, -- as you call them, or else the articles
    (SELECT count(DISTINCT a.entry_id) FROM entities AS e JOIN appearances AS a ON a.entity_id = e.id
     WHERE e.root = r.id) AS articles,              -- that name them
    (SELECT count(*) FROM entities AS e JOIN sayings AS s ON s.entity_id = e.id
     WHERE e.root = r.id) AS quotes,                -- of theirs
    (SELECT date(min(a.at) / 1000000, 'unixepoch') FROM entities AS e JOIN appearances AS a ON a.entity_id = e.id
     WHERE e.root = r.id) AS first_seen,            -- day (UTC) of the first article
    (SELECT date(max(a.at) / 1000000, 'unixepoch') FROM entities AS e JOIN appearances AS a ON a.entity_id = e.id
     WHERE e.root = r.id) AS last_seen,
    (SELECT group_concat(replace(e.forms, char(10), ', '), ', ') FROM entities AS e
     WHERE e.root = r.id) AS also_called,           -- every way their name was written
    (SELECT group_concat(DISTINCT o.office) FROM entities AS e JOIN offices AS o ON o.entity_id = e.id
     WHERE e.root = r.id) AS offices                -- what articles say that they are
FROM entities AS r
WHERE r.root = r.id AND r.kind = 'PERSON' AND NOT r.hidden
    AND EXISTS (SELECT 1 FROM entities AS e WHERE e.root = r.id AND e.appearances > 0);

CREATE VIEW organisations AS   -- likewise companies, parties, offices, clubs
SELECT
    r.id, coalesce(nullif(r.called, ''), r.name) AS name,
    (SELECT count(DISTINCT a.entry_id) FROM entities AS e JOIN appearances AS a ON a.entity_id = e.id
     WHERE e.root = r.id) AS articles,
    (SELECT date(min(a.at) / 1000000, 'unixepoch') FROM entities AS e JOIN appearances AS a ON a.entity_id = e.id
     WHERE e.root = r.id) AS first_seen,
    (SELECT date(max(a.at) / 1000000, 'unixepoch') FROM entities AS e JOIN appearances AS a ON a.entity_id = e.id
     WHERE e.root = r.id) AS last_seen,
    (SELECT group_concat(replace(e.forms, char(10), ', '), ', ') FROM entities AS e
     WHERE e.root = r.id) AS also_called
FROM entities AS r
WHERE r.root = r.id AND r.kind = 'ORG' AND NOT r.hidden
    AND EXISTS (SELECT 1 FROM entities AS e WHERE e.root = r.id AND e.appearances > 0);

CREATE VIEW quotes_by_person AS   -- who said what, where and when; one row a quote
SELECT
    r.id AS person_id,                              -- people.id
    coalesce(nullif(r.called, ''), r.name) AS person,
    s.text AS quote,
    s.kind AS said,                                 -- direct, fragment, turn (of an interview), indirect
    s.confidence,                                   -- 0-1, that they said it
    f.title AS outlet,
    n.title AS headline,
    n.link AS address,
    datetime(s.at / 1000000, 'unixepoch') AS published, -- UTC
    s.entry_id,                                     -- as in `quoth read ID`
    s.start, s."end"                                -- code points in the article's text (texts.text)
FROM sayings AS s
JOIN entities AS e ON e.id = s.entity_id JOIN entities AS r ON r.id = e.root
JOIN entries AS n ON n.id = s.entry_id JOIN feeds AS f ON f.id = n.feed_id
WHERE NOT r.hidden;

CREATE VIEW named_in AS   -- who is named in which article; one row for each
SELECT
    r.id, coalesce(nullif(r.called, ''), r.name) AS name,
    r.kind,                                         -- PERSON, ORG, GPE (a place with a government) …
    a.entry_id,                                     -- as in `quoth read ID`
    n.title AS headline, f.title AS outlet,
    datetime(a.at / 1000000, 'unixepoch') AS published, -- UTC
    a.mentions,
    a.confidence                                    -- 0-1, that they are meant
FROM entities AS r JOIN entities AS e ON e.root = r.id JOIN appearances AS a ON a.entity_id = e.id
JOIN entries AS n ON n.id = a.entry_id JOIN feeds AS f ON f.id = n.feed_id
WHERE NOT r.hidden;
