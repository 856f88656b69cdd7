-- Events for others' programs, version 13. Changes nothing that is there already. Never to be
-- changed: what is new goes into a file of the next version.

-- What happened, as it is told to webhooks and at GET /api/events. An event is written in the transaction that writes the
-- rows of the call log it follows from. seq: in the order of commits. call_id: empty for an event of no call. data: a
-- JSON object; it holds numbers of callers, and no words.
CREATE TABLE IF NOT EXISTS "events_out" (
  "seq" BIGINT NOT NULL PRIMARY KEY,
  "event_id" VARCHAR NOT NULL UNIQUE,
  "type" VARCHAR(40) NOT NULL,
  "version" SMALLINT NOT NULL,
  "call_id" VARCHAR(36) NOT NULL,
  "profile" VARCHAR NOT NULL,
  "happened_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "written_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "data" VARCHAR NOT NULL
);

CREATE INDEX IF NOT EXISTS "events_out_call" ON "events_out" ("call_id");
CREATE INDEX IF NOT EXISTS "events_out_written" ON "events_out" ("written_at");

-- One row: the number of the last event, whose row writers wait for, and what was removed because it was old: up to which
-- number, and the latest time of it.
CREATE TABLE IF NOT EXISTS "events_head" (
  "only_one" BOOLEAN DEFAULT true NOT NULL PRIMARY KEY CHECK ("only_one"),
  "last_seq" BIGINT NOT NULL,
  "removed_seq" BIGINT NOT NULL,
  "removed_at" TIMESTAMP WITH TIME ZONE
);

INSERT INTO "events_head" ("last_seq", "removed_seq")
  SELECT 0, 0 WHERE NOT EXISTS (SELECT 1 FROM "events_head");

-- How far each webhook of the settings is. position: events up to there are in event_deliveries, or need not be. disabled_as:
-- with which settings its receiver answered 410; empty: with none.
CREATE TABLE IF NOT EXISTS "event_webhooks" (
  "name" VARCHAR(64) NOT NULL PRIMARY KEY,
  "position" BIGINT NOT NULL,
  "disabled_as" VARCHAR(64) NOT NULL,
  "disabled_at" TIMESTAMP WITH TIME ZONE,
  "failing_since" TIMESTAMP WITH TIME ZONE,
  "failed_at" TIMESTAMP WITH TIME ZONE,
  "failure" VARCHAR NOT NULL,
  "delivered_at" TIMESTAMP WITH TIME ZONE
);

-- What a webhook is still to be sent. Who takes a row up moves "due_at" by a lease, so that nobody else does meanwhile. Of a
-- call the earliest goes first. asked_at: when the event was written, or somebody asked for it to be sent again.
CREATE TABLE IF NOT EXISTS "event_deliveries" (
  "webhook" VARCHAR(64) NOT NULL,
  "seq" BIGINT NOT NULL,
  "call_id" VARCHAR(36) NOT NULL,
  "asked_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "due_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "attempts" INTEGER NOT NULL,
  PRIMARY KEY ("webhook", "seq")
);

CREATE INDEX IF NOT EXISTS "event_deliveries_due" ON "event_deliveries" ("webhook", "due_at", "seq");
CREATE INDEX IF NOT EXISTS "event_deliveries_call" ON "event_deliveries" ("webhook", "call_id", "seq");
