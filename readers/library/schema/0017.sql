-- What a server calls a feed that it has just taken: known from its answer on, wherever a sync is broken off after that
-- (readers/sync/). An offer that was `begun` and is taken back before it is known what became of it stands at 3 until then.

ALTER TABLE sync_offers ADD COLUMN remote TEXT NOT NULL DEFAULT '';  -- empty: it has not said that it took it
