-- Whether new calls are taken, version 4. Changes nothing that is there already.
-- Never to be changed: what is new goes into a file of the next version.

-- One row: what was asked last over the API.
CREATE TABLE IF NOT EXISTS admission (
  only_one BOOLEAN NOT NULL DEFAULT TRUE PRIMARY KEY CHECK (only_one),
  revision BIGINT NOT NULL,
  mode VARCHAR(16) NOT NULL,
  set_by VARCHAR(64) NOT NULL,
  set_at TIMESTAMP WITH TIME ZONE NOT NULL
);

INSERT INTO admission (revision, mode, set_by, set_at)
  SELECT 0, 'open', '', CURRENT_TIMESTAMP
  WHERE NOT EXISTS (SELECT 1 FROM admission);
