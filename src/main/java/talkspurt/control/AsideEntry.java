package talkspurt.control;

import java.time.Instant;

/**
 * Something that was set aside from the call log.
 *
 * @param callId as the journal has it
 * @param event the number of the event in its call, from 1; 0 for the row of the call
 * @param reason in one line, without what anybody said
 * @param attempts how often it was tried
 * @param firstAt when it was set aside
 * @param lastAt when it was tried last
 */
public record AsideEntry(
    String callId, long event, String reason, int attempts, Instant firstAt, Instant lastAt) {}
