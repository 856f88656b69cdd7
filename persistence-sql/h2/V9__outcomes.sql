-- How calls came out, version 9. Changes nothing that is there already.
-- Never to be changed: what is new goes into a file of the next version.

-- One row for each call that is over, and what is still to be done about it: "work" is settle, ask or post at
-- "due_at", or both are null. Who takes it up moves "due_at" by a lease, so that nobody else does meanwhile.
-- "fields" and "goals" are JSON objects.
CREATE TABLE IF NOT EXISTS "call_outcomes" (
  "call_id" VARCHAR(36) NOT NULL PRIMARY KEY,
  "profile" VARCHAR NOT NULL,
  "profile_version" VARCHAR(12) NOT NULL,
  "ended_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "end_reason" VARCHAR(40) NOT NULL,
  "state" VARCHAR(8) NOT NULL,
  "source" VARCHAR(8) NOT NULL,
  "disposition" VARCHAR NOT NULL,
  "reason" VARCHAR NOT NULL,
  "summary" VARCHAR NOT NULL,
  "fields" VARCHAR NOT NULL,
  "goals" VARCHAR NOT NULL,
  "cause" VARCHAR NOT NULL,
  "settled_at" TIMESTAMP WITH TIME ZONE,
  "webhook" VARCHAR(10) NOT NULL,
  "webhook_cause" VARCHAR NOT NULL,
  "work" VARCHAR(8),
  "due_at" TIMESTAMP WITH TIME ZONE,
  "attempts" INTEGER NOT NULL
);

CREATE INDEX IF NOT EXISTS "call_outcomes_due" ON "call_outcomes" ("work", "due_at");
CREATE INDEX IF NOT EXISTS "call_outcomes_ended" ON "call_outcomes" ("ended_at", "call_id");
CREATE INDEX IF NOT EXISTS "call_outcomes_profile" ON "call_outcomes" ("profile", "ended_at", "call_id");

-- Which goals of its profile a call has reached, and which not.
CREATE TABLE IF NOT EXISTS "call_goals" (
  "call_id" VARCHAR(36) NOT NULL,
  "goal" VARCHAR(64) NOT NULL,
  "reached" BOOLEAN NOT NULL,
  PRIMARY KEY ("call_id", "goal")
);

-- What a call came to; empty where that is not known.
ALTER TABLE "call_log" ADD COLUMN IF NOT EXISTS "disposition" VARCHAR DEFAULT '' NOT NULL;

CREATE INDEX IF NOT EXISTS "call_log_disposition" ON "call_log" ("disposition", "registered_at" DESC, "call_id");
