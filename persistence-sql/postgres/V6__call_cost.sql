-- What calls cost, version 6. Run by Talkspurt when it starts, or by hand (psql -f) with
-- talkspurt.database.schema = check; changes nothing that is there already. Never to be changed: what is
-- new goes into a file of the next version.

-- In millionths of the currency of the settings.
ALTER TABLE call_log ADD COLUMN IF NOT EXISTS cost BIGINT DEFAULT 0 NOT NULL;
