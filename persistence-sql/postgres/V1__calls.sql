-- The tables of Talkspurt in PostgreSQL, version 1. Run by Talkspurt when it starts, or by hand
-- (psql -f) with talkspurt.database.schema = check; changes nothing that is there. Never to be changed:
-- what is new goes into a file of the next version.
-- The first three are those of akka-persistence-jdbc 5.2.1.

-- Everything that has happened: to calls, and to the shards that remember which of them are live.
CREATE TABLE IF NOT EXISTS event_journal (
  ordering BIGSERIAL,
  persistence_id VARCHAR(255) NOT NULL,
  sequence_number BIGINT NOT NULL,
  deleted BOOLEAN DEFAULT FALSE NOT NULL,
  writer VARCHAR(255) NOT NULL,
  write_timestamp BIGINT,
  adapter_manifest VARCHAR(255),
  event_ser_id INTEGER NOT NULL,
  event_ser_manifest VARCHAR(255) NOT NULL,
  event_payload BYTEA NOT NULL,
  meta_ser_id INTEGER,
  meta_ser_manifest VARCHAR(255),
  meta_payload BYTEA,
  PRIMARY KEY (persistence_id, sequence_number)
);

CREATE UNIQUE INDEX IF NOT EXISTS event_journal_ordering_idx ON event_journal (ordering);

-- By its tag the call log finds what has happened to calls.
CREATE TABLE IF NOT EXISTS event_tag (
  event_id BIGINT,
  tag VARCHAR(256),
  PRIMARY KEY (event_id, tag),
  CONSTRAINT fk_event_journal
    FOREIGN KEY (event_id) REFERENCES event_journal (ordering) ON DELETE CASCADE
);

-- States of long calls, so that they are brought back without their whole history.
CREATE TABLE IF NOT EXISTS snapshot (
  persistence_id VARCHAR(255) NOT NULL,
  sequence_number BIGINT NOT NULL,
  created BIGINT NOT NULL,
  snapshot_ser_id INTEGER NOT NULL,
  snapshot_ser_manifest VARCHAR(255) NOT NULL,
  snapshot_payload BYTEA NOT NULL,
  meta_ser_id INTEGER,
  meta_ser_manifest VARCHAR(255),
  meta_payload BYTEA,
  PRIMARY KEY (persistence_id, sequence_number)
);

-- One row a call. Made from event_journal, and can be made anew: delete all rows and set
-- call_log_offset.last_ordering to 0 while no node runs.
CREATE TABLE IF NOT EXISTS call_log (
  call_id VARCHAR(36) NOT NULL PRIMARY KEY,
  state VARCHAR(40) NOT NULL,
  caller_id TEXT NOT NULL,
  dnid TEXT NOT NULL,
  profile TEXT NOT NULL,
  registered_at TIMESTAMP WITH TIME ZONE NOT NULL,
  answered_at TIMESTAMP WITH TIME ZONE,
  ended_at TIMESTAMP WITH TIME ZONE,
  end_reason VARCHAR(40)
);

CREATE INDEX IF NOT EXISTS call_log_newest ON call_log (registered_at DESC, call_id);
CREATE INDEX IF NOT EXISTS call_log_live
  ON call_log (registered_at DESC, call_id) WHERE ended_at IS NULL;

-- How far in event_journal (by its ordering) the call log has come.
CREATE TABLE IF NOT EXISTS call_log_offset (
  projection VARCHAR(40) NOT NULL PRIMARY KEY,
  last_ordering BIGINT NOT NULL
);

INSERT INTO call_log_offset (projection, last_ordering) VALUES ('call_log', 0)
  ON CONFLICT DO NOTHING;
