-- The address that gave etag and last_modified, where a redirect led to another origin: they go back to it alone.
ALTER TABLE feeds ADD COLUMN validated_by TEXT NOT NULL DEFAULT '';
