-- Feeds under the reader's hand: where each stands in the list, and settings of its own.

ALTER TABLE feeds ADD COLUMN position INTEGER;                        -- NULL: after those that have one, by the alphabet
ALTER TABLE feeds ADD COLUMN options TEXT NOT NULL DEFAULT '{}';      -- FeedOptions, as JSON
ALTER TABLE feeds ADD COLUMN muted INTEGER NOT NULL DEFAULT 0;        -- FeedOptions.muted, for lists to leave it out
