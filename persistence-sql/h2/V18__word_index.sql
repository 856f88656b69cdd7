-- By which words a call is found, version 18. Changes nothing that is there already. Never to be changed: what is new
-- goes into a file of the next version.

-- The number of a call among those that are searched, which is shorter than its id; null: its words are not in call_word yet.
-- A node that starts adds those.
CREATE SEQUENCE IF NOT EXISTS "call_words_number";
ALTER TABLE "call_words" ADD COLUMN IF NOT EXISTS "number" BIGINT;
ALTER TABLE "call_words" ADD CONSTRAINT IF NOT EXISTS "call_words_number_once" UNIQUE ("number");

-- Each word of a call once. The rows go with those of call_words.
CREATE TABLE IF NOT EXISTS "call_word" (
  "word" VARCHAR(100) NOT NULL,
  "call_number" BIGINT NOT NULL,
  PRIMARY KEY ("word", "call_number"),
  FOREIGN KEY ("call_number") REFERENCES "call_words" ("number") ON DELETE CASCADE
);
