-- Synthetic calls, version 16. Run by Talkspurt when it starts, or by hand (psql -f) with talkspurt.database.schema = check;
-- changes nothing that is there already. Never to be changed: what is new goes into a file of the next version.

-- Synthetic calls that are over; they have no rows in the call log. Their journal is deleted a day later, with this row.
CREATE TABLE IF NOT EXISTS probes (
  call_id VARCHAR(36) NOT NULL PRIMARY KEY,
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE INDEX IF NOT EXISTS probes_ended ON probes (ended_at);
