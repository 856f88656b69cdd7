-- What a later version might bring: run by SchemaTest alone.
ALTER TABLE call_log ADD COLUMN later TEXT;
