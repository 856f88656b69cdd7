-- What callers waited for answers, version 8. Changes nothing that is there already.
-- Never to be changed: what is new goes into a file of the next version.

-- How many answers a call had, and the milliseconds from the caller's last sound to each, together. 0 for calls from before.
ALTER TABLE "call_log" ADD COLUMN IF NOT EXISTS "answers" INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE "call_log" ADD COLUMN IF NOT EXISTS "answer_ms" BIGINT DEFAULT 0 NOT NULL;
