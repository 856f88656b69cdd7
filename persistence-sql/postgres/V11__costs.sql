-- More of what calls have cost, version 11. Changes nothing that is there already. Never to be changed: what is new goes
-- into a file of the next version.

-- What a call had cost by the end of each turn, in millionths; 0 of rows from before.
ALTER TABLE call_turns ADD COLUMN IF NOT EXISTS cost BIGINT DEFAULT 0 NOT NULL;

-- How much of what was used the provider has not told: a JSON object, as used. tariffs: from which days on those hold by
-- which it was paid, with commas between them.
ALTER TABLE call_costs ADD COLUMN IF NOT EXISTS estimated TEXT DEFAULT '{}' NOT NULL;
ALTER TABLE call_costs ADD COLUMN IF NOT EXISTS tariffs TEXT DEFAULT '' NOT NULL;

-- What a call has cost once it was over, for its outcome: rows as those of call_costs, which the journal knows nothing of
-- and no rebuild touches. later_cost is their sum; cost of call_log has it in it.
CREATE TABLE IF NOT EXISTS call_later_costs (
  call_id VARCHAR(36) NOT NULL,
  provider TEXT NOT NULL,
  cost BIGINT NOT NULL,
  used TEXT NOT NULL,
  estimated TEXT NOT NULL,
  tariffs TEXT NOT NULL,
  PRIMARY KEY (call_id, provider)
);

ALTER TABLE call_log ADD COLUMN IF NOT EXISTS later_cost BIGINT DEFAULT 0 NOT NULL;

-- Of which budgets it was told that so much of them was spent: once in the cluster. period: call, day or month; began_at:
-- when that began; of_whom: a profile, * for all, or the id of a call.
CREATE TABLE IF NOT EXISTS budget_alerts (
  period VARCHAR(8) NOT NULL,
  began_at TIMESTAMP WITH TIME ZONE NOT NULL,
  of_whom TEXT NOT NULL,
  percent INTEGER NOT NULL,
  told_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (period, began_at, of_whom, percent)
);
