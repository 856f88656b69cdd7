package talkspurt.control;

import java.time.Instant;

/**
 * Work on an outcome that somebody has taken up. Nobody else takes it up before a time.
 *
 * @param attempts how often it was taken up, with this time
 * @param until that time
 */
public record DueOutcome(CallOutcome outcome, OutcomeWork work, int attempts, Instant until) {}
