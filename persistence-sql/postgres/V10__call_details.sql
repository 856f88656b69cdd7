-- What happened in calls, beside their rows, and how the call log is made anew, version 10. Run by Talkspurt when it starts, or by
-- hand (psql -f) with talkspurt.database.schema = check; changes nothing that is there already. Never to be changed:
-- what is new goes into a file of the next version.

-- In which language the call is, where the call start or somebody later said so; empty: the profile's own.
ALTER TABLE call_log ADD COLUMN IF NOT EXISTS language TEXT DEFAULT '' NOT NULL;

-- The called number without what stands between and before its digits, as caller_digits of the caller's.
ALTER TABLE call_log ADD COLUMN IF NOT EXISTS called_digits VARCHAR(32) DEFAULT '' NOT NULL;

-- Of how many events the row is made, and of which version it is; 0 of rows from before.
ALTER TABLE call_log ADD COLUMN IF NOT EXISTS events BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE call_log ADD COLUMN IF NOT EXISTS row_version SMALLINT DEFAULT 0 NOT NULL;

UPDATE call_log SET called_digits = REGEXP_REPLACE(dnid, '[^0-9]', '', 'g')
  WHERE called_digits = ''
  AND dnid ~ '^\+?[0-9 ().\-/]+$'
  AND dnid ~ '[1-9]'
  AND LENGTH(REGEXP_REPLACE(dnid, '[^0-9]', '', 'g')) BETWEEN 3 AND 32;

CREATE INDEX IF NOT EXISTS call_log_called_digits
  ON call_log (called_digits, registered_at DESC, call_id);
CREATE INDEX IF NOT EXISTS call_log_language
  ON call_log (language, registered_at DESC, call_id);
CREATE INDEX IF NOT EXISTS call_log_cost ON call_log (cost);

-- The turns of a call; the greeting is turn 0. begun_by: greeting, voice, keys, silence, bot or goodbye. answer_ms: from
-- the caller's last sound to the first of each answer, together. pauses: how often playback was paused because the caller
-- began to speak; barge_ins: how often that dropped the rest; resumed: how often playback went on.
CREATE TABLE IF NOT EXISTS call_turns (
  call_id VARCHAR(36) NOT NULL,
  turn INTEGER NOT NULL,
  begun_by VARCHAR(8) NOT NULL,
  began_at TIMESTAMP WITH TIME ZONE,
  replied_at TIMESTAMP WITH TIME ZONE,
  answers INTEGER NOT NULL,
  answer_ms BIGINT NOT NULL,
  pauses INTEGER NOT NULL,
  barge_ins INTEGER NOT NULL,
  resumed INTEGER NOT NULL,
  paused_ms INTEGER NOT NULL,
  PRIMARY KEY (call_id, turn)
);

-- The tools of profiles that ran in a call. event_no: the number of the event in its call that asked for it.
CREATE TABLE IF NOT EXISTS call_tools (
  call_id VARCHAR(36) NOT NULL,
  event_no BIGINT NOT NULL,
  turn INTEGER NOT NULL,
  name TEXT NOT NULL,
  requested_at TIMESTAMP WITH TIME ZONE NOT NULL,
  returned_at TIMESTAMP WITH TIME ZONE,
  PRIMARY KEY (call_id, event_no)
);

-- What went wrong in a call. registered_at is the call's; first_of_call: no earlier one of the call has this name.
CREATE TABLE IF NOT EXISTS call_faults (
  call_id VARCHAR(36) NOT NULL,
  event_no BIGINT NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  registered_at TIMESTAMP WITH TIME ZONE NOT NULL,
  fault VARCHAR(40) NOT NULL,
  first_of_call BOOLEAN NOT NULL,
  line TEXT NOT NULL,
  turn INTEGER,
  provider TEXT NOT NULL,
  kind TEXT NOT NULL,
  detail TEXT NOT NULL,
  made_good BOOLEAN NOT NULL,
  times INTEGER NOT NULL,
  cleared_at TIMESTAMP WITH TIME ZONE,
  PRIMARY KEY (call_id, event_no)
);

CREATE INDEX IF NOT EXISTS call_faults_newest
  ON call_faults (fault, registered_at DESC, call_id) WHERE first_of_call;

-- What a call has cost, by provider, in millionths of the currency of the settings. used: a JSON object, amounts by unit.
CREATE TABLE IF NOT EXISTS call_costs (
  call_id VARCHAR(36) NOT NULL,
  provider TEXT NOT NULL,
  cost BIGINT NOT NULL,
  used TEXT NOT NULL,
  PRIMARY KEY (call_id, provider)
);

-- What was said in a call that is over, as it is searched for. registered_at is the call's.
CREATE TABLE IF NOT EXISTS call_words (
  call_id VARCHAR(36) NOT NULL PRIMARY KEY,
  registered_at TIMESTAMP WITH TIME ZONE NOT NULL,
  words TSVECTOR NOT NULL
);

CREATE INDEX IF NOT EXISTS call_words_newest ON call_words (registered_at DESC, call_id);
CREATE INDEX IF NOT EXISTS call_words_words ON call_words USING GIN (words);

-- What the call log cannot hold, or cannot be made of, until it is tried again. event_no: the number of the event in its
-- call; 0: the row of the call.
CREATE TABLE IF NOT EXISTS call_log_set_aside (
  call_id TEXT NOT NULL,
  event_no BIGINT NOT NULL,
  reason TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  first_at TIMESTAMP WITH TIME ZONE NOT NULL,
  last_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (call_id, event_no)
);

-- One row: of which version all rows of the call log are at least, and how far it is being made anew. position and target
-- are numbers of event_journal; who has not renewed for a minute may be replaced.
CREATE TABLE IF NOT EXISTS call_log_rebuild (
  only_one BOOLEAN DEFAULT TRUE NOT NULL PRIMARY KEY CHECK (only_one),
  version INTEGER NOT NULL,
  running BOOLEAN NOT NULL,
  position BIGINT NOT NULL,
  target BIGINT NOT NULL,
  calls BIGINT NOT NULL,
  worker TEXT NOT NULL,
  started_at TIMESTAMP WITH TIME ZONE,
  renewed_at TIMESTAMP WITH TIME ZONE,
  finished_at TIMESTAMP WITH TIME ZONE
);

INSERT INTO call_log_rebuild (version, running, position, target, calls, worker)
  SELECT CASE WHEN EXISTS (SELECT 1 FROM call_log) THEN 0 ELSE 1 END, FALSE, 0, 0, 0, ''
  WHERE NOT EXISTS (SELECT 1 FROM call_log_rebuild);
