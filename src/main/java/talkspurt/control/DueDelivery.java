package talkspurt.control;

import java.time.Instant;

/**
 * An event that somebody has taken up to send it to a webhook. Nobody else takes it up before a time.
 *
 * @param askedAt when it was written, or somebody asked for it to be sent again
 * @param attempts how often it was taken up, with this time
 * @param until that time
 */
public record DueDelivery(
    String webhook, StoredEvent event, Instant askedAt, int attempts, Instant until) {}
