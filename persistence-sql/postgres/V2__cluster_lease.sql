-- The tables of Talkspurt in PostgreSQL, version 2: which cluster the nodes of this database are.
-- One row at most. Whoever founds a cluster takes it, its members renew it every second, and what
-- another cluster would write to event_journal is refused.
CREATE TABLE IF NOT EXISTS cluster_lease (
  only_one BOOLEAN NOT NULL DEFAULT TRUE PRIMARY KEY CHECK (only_one),
  incarnation VARCHAR(36) NOT NULL,
  renewals BIGINT NOT NULL,
  members TEXT[] NOT NULL,
  founder TEXT NOT NULL,
  founded_at TIMESTAMP WITH TIME ZONE NOT NULL,
  renewed_at TIMESTAMP WITH TIME ZONE NOT NULL
);
