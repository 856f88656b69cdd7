-- The call log can be searched, version 3. Run by Talkspurt when it starts, or by hand (psql -f) with
-- talkspurt.database.schema = check; changes nothing that is there already. Never to be changed: what is
-- new goes into a file of the next version.

-- How many things went wrong in a call, and whether it counts as failed: something did, or it ended badly.
ALTER TABLE call_log ADD COLUMN IF NOT EXISTS failures INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE call_log ADD COLUMN IF NOT EXISTS failed BOOLEAN DEFAULT FALSE NOT NULL;

-- Of calls from before, only their end tells.
UPDATE call_log SET failed = TRUE
  WHERE end_reason IN ('NO_AUDIO', 'LINE_LOST', 'BOT_FAILED') AND NOT failed;

CREATE INDEX IF NOT EXISTS call_log_failed ON call_log (registered_at DESC, call_id) WHERE failed;
CREATE INDEX IF NOT EXISTS call_log_profile ON call_log (profile, registered_at DESC, call_id);
CREATE INDEX IF NOT EXISTS call_log_dnid ON call_log (dnid, registered_at DESC, call_id);
CREATE INDEX IF NOT EXISTS call_log_caller ON call_log (caller_id, registered_at DESC, call_id);
CREATE INDEX IF NOT EXISTS call_log_reason ON call_log (end_reason, registered_at DESC, call_id);
