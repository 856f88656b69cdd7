-- Which variant of a profile answers, and earlier calls of a number, version 7. Changes nothing that is there already.
-- Never to be changed: what is new goes into a file of the next version.

-- Empty for calls of profiles without variants. "variant_forced": the call start asked for it.
ALTER TABLE "call_log" ADD COLUMN IF NOT EXISTS "experiment" VARCHAR(64) DEFAULT '' NOT NULL;
ALTER TABLE "call_log" ADD COLUMN IF NOT EXISTS "variant" VARCHAR(32) DEFAULT '' NOT NULL;
ALTER TABLE "call_log" ADD COLUMN IF NOT EXISTS "variant_forced" BOOLEAN DEFAULT false NOT NULL;

-- How often the caller broke into the bot's speech. 0 for calls from before.
ALTER TABLE "call_log" ADD COLUMN IF NOT EXISTS "barge_ins" INTEGER DEFAULT 0 NOT NULL;

-- The caller's number without what stands between and before its digits; empty where it is hidden, or no number.
ALTER TABLE "call_log" ADD COLUMN IF NOT EXISTS "caller_digits" VARCHAR(32) DEFAULT '' NOT NULL;

UPDATE "call_log" SET "caller_digits" = REGEXP_REPLACE("caller_id", '[^0-9]', '')
  WHERE "caller_digits" = ''
  AND REGEXP_LIKE("caller_id", '^\+?[0-9 ().\-/]+$')
  AND REGEXP_LIKE("caller_id", '[1-9]')
  AND LENGTH(REGEXP_REPLACE("caller_id", '[^0-9]', '')) BETWEEN 3 AND 32;

CREATE INDEX IF NOT EXISTS "call_log_experiment"
  ON "call_log" ("experiment", "registered_at" DESC, "call_id");
CREATE INDEX IF NOT EXISTS "call_log_variant"
  ON "call_log" ("variant", "registered_at" DESC, "call_id");
CREATE INDEX IF NOT EXISTS "call_log_digits"
  ON "call_log" ("caller_digits", "registered_at" DESC);
