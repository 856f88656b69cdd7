-- Removes every call that was ever kept.
DROP TABLE IF EXISTS "talkspurt_schema";
DROP TABLE IF EXISTS "admission";
DROP TABLE IF EXISTS "profile_versions";
DROP TABLE IF EXISTS "call_log_rebuild";
DROP TABLE IF EXISTS "call_log_set_aside";
DROP TABLE IF EXISTS "call_words";
DROP TABLE IF EXISTS "call_costs";
DROP TABLE IF EXISTS "call_faults";
DROP TABLE IF EXISTS "call_tools";
DROP TABLE IF EXISTS "call_turns";
DROP TABLE IF EXISTS "call_outcomes";
DROP TABLE IF EXISTS "call_goals";
DROP TABLE IF EXISTS "call_log_offset";
DROP TABLE IF EXISTS "call_log";
DROP TABLE IF EXISTS "snapshot";
DROP TABLE IF EXISTS "event_tag";
DROP TABLE IF EXISTS "event_journal";
