-- Outbound calls, version 19. Run by Talkspurt when it starts, or by hand (psql -f) with talkspurt.database.schema = check;
-- changes nothing that is there already. Never to be changed: what is new goes into a file of the next version.

-- Calls that the engine makes. Number and variables are in content, encrypted under a key in call_keys as a call is.
CREATE TABLE IF NOT EXISTS outbound_calls (
  id VARCHAR(36) NOT NULL PRIMARY KEY,
  idempotency_key VARCHAR(256),
  request_hash VARCHAR(64) NOT NULL,
  number_hash VARCHAR(64) NOT NULL,
  profile VARCHAR(256) NOT NULL,
  trunk VARCHAR(64) NOT NULL,
  campaign VARCHAR(64) DEFAULT '' NOT NULL,
  content BYTEA NOT NULL,
  state VARCHAR(16) NOT NULL,
  state_at TIMESTAMP WITH TIME ZONE NOT NULL,
  reason VARCHAR(32) DEFAULT '' NOT NULL,
  held VARCHAR(32) DEFAULT '' NOT NULL,
  due_at TIMESTAMP WITH TIME ZONE,
  attempts VARCHAR(20000) NOT NULL,
  call_id VARCHAR(36),
  erase BOOLEAN DEFAULT FALSE NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT outbound_calls_key UNIQUE (idempotency_key),
  CONSTRAINT outbound_calls_call UNIQUE (call_id)
);

CREATE INDEX IF NOT EXISTS outbound_calls_due ON outbound_calls (state, due_at);
CREATE INDEX IF NOT EXISTS outbound_calls_number ON outbound_calls (number_hash);
CREATE INDEX IF NOT EXISTS outbound_calls_campaign ON outbound_calls (campaign, created_at, id);

-- When a number was dialled, under a keyed hash: kept for as long as rules count it, also where the call itself is deleted.
CREATE TABLE IF NOT EXISTS outbound_dials (
  call_id VARCHAR(36) NOT NULL PRIMARY KEY,
  number_hash VARCHAR(64) NOT NULL,
  dialled_at TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE INDEX IF NOT EXISTS outbound_dials_number ON outbound_dials (number_hash, dialled_at);
CREATE INDEX IF NOT EXISTS outbound_dials_at ON outbound_dials (dialled_at);

-- Who must not be called, under a keyed hash of the number; key_mark tells under which key. A row that was removed stays.
CREATE TABLE IF NOT EXISTS do_not_call (
  number_hash VARCHAR(64) NOT NULL PRIMARY KEY,
  key_mark VARCHAR(16) NOT NULL,
  source VARCHAR(16) NOT NULL,
  added_by VARCHAR(256) DEFAULT '' NOT NULL,
  call_id VARCHAR(36),
  added_at TIMESTAMP WITH TIME ZONE NOT NULL,
  removed_at TIMESTAMP WITH TIME ZONE
);

CREATE TABLE IF NOT EXISTS campaigns (
  name VARCHAR(64) NOT NULL PRIMARY KEY,
  profile VARCHAR(256) NOT NULL,
  paused BOOLEAN NOT NULL,
  created_by VARCHAR(256) DEFAULT '' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  changed_at TIMESTAMP WITH TIME ZONE NOT NULL
);

-- outbound; empty: the caller called.
ALTER TABLE call_log ADD COLUMN IF NOT EXISTS direction VARCHAR(8) DEFAULT '' NOT NULL;
