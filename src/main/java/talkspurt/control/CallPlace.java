package talkspurt.control;

import java.time.Instant;

/**
 * A place in the call log: right behind this call. Calls that come later stand before each place, so
 * that a reader who goes on from it meets no call twice and misses none.
 *
 * @param registeredAt when the call became known
 * @param callId the UUID as text
 */
public record CallPlace(Instant registeredAt, String callId) {}
