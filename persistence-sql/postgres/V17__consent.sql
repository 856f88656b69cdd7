-- What callers answered when told that the call is recorded, and who waits for whom when calls are held, version 17. Run by Talkspurt when it starts, or by
-- hand (psql -f) with talkspurt.database.schema = check; changes nothing that is there already. Never to be changed:
-- what is new goes into a file of the next version.

-- given or refused; empty: nobody has answered.
ALTER TABLE call_log ADD COLUMN IF NOT EXISTS consent VARCHAR(8) DEFAULT '' NOT NULL;

CREATE INDEX IF NOT EXISTS call_log_consent
  ON call_log (consent, registered_at DESC, call_id) WHERE consent <> '';

-- Rows from before have it once the call log was made anew; where there are none, there is nothing to make.
UPDATE call_log_rebuild SET version = 3 WHERE version = 2 AND NOT EXISTS (SELECT 1 FROM call_log);

-- One row, locked by who holds a call or deletes calls, for that transaction: a call is held before it is looked at, or is gone.
CREATE TABLE IF NOT EXISTS call_holds_lock (
  only_one BOOLEAN DEFAULT TRUE NOT NULL PRIMARY KEY CHECK (only_one)
);

INSERT INTO call_holds_lock (only_one)
  SELECT TRUE WHERE NOT EXISTS (SELECT 1 FROM call_holds_lock);

-- Keys that were destroyed long ago are looked for, to be forgotten.
CREATE INDEX IF NOT EXISTS call_keys_destroyed ON call_keys (destroyed_at) WHERE destroyed_at IS NOT NULL;
