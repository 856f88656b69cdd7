package talkspurt.control;

import java.time.Instant;

/**
 * That nothing of a call is deleted until the hold is ended.
 *
 * @param reason why, in somebody's words
 * @param by the name of the token by which it was asked; empty where none is needed
 */
public record LegalHold(String callId, String reason, String by, Instant at) {}
