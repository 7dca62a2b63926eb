-- What a server is being told at the moment, of feeds and of marks. If a sync is broken off then, this tells the reader's
-- own doing from that of another device, and so what the reader did since from what was before (readers/sync/).

ALTER TABLE sync_feeds ADD COLUMN folder_told TEXT;                         -- NULL: nothing, or it was done
ALTER TABLE sync_feeds ADD COLUMN title_told  TEXT;
ALTER TABLE sync_feeds ADD COLUMN leaving     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sync_items ADD COLUMN telling     INTEGER NOT NULL DEFAULT 0;   -- as in waiting
CREATE INDEX sync_items_telling ON sync_items (server_id) WHERE telling <> 0;
