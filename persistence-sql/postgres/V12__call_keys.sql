-- Keys that journal and snapshots of calls are encrypted under, version 12. Run by Talkspurt when it starts, or by hand
-- (psql -f) with talkspurt.database.schema = check; changes nothing that is there already. Never to be changed: what is
-- new goes into a file of the next version.

-- One row a call that is sealed, or was erased. master_key: the id of the master key that key_bytes are encrypted with;
-- empty: none. key_bytes is NULL, and destroyed_at is set, once the call was erased; destroy_at: when it is to be. Back it up
-- apart from all else.
CREATE TABLE IF NOT EXISTS call_keys (
  call_id VARCHAR(255) NOT NULL PRIMARY KEY,
  master_key VARCHAR(64) NOT NULL,
  key_bytes BYTEA,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  destroy_at TIMESTAMP WITH TIME ZONE,
  destroyed_at TIMESTAMP WITH TIME ZONE
);

CREATE INDEX IF NOT EXISTS call_keys_due
  ON call_keys (destroy_at) WHERE destroyed_at IS NULL AND destroy_at IS NOT NULL;
