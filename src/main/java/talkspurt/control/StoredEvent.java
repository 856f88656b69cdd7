package talkspurt.control;

import java.time.Instant;

/**
 * An event as it is kept for those who are to be told.
 *
 * @param sequence its place among all events, from 1: in the order in which they were written
 * @param id the same whenever it is sent
 * @param type such as {@code call.started}; may be one that only a later version knows
 * @param version of its body
 * @param callId the UUID as text; empty for an event of no call
 * @param profile of the call; empty for what concerns all
 * @param at when it happened
 * @param writtenAt when it was written
 * @param data a JSON object
 */
public record StoredEvent(
    long sequence,
    String id,
    String type,
    int version,
    String callId,
    String profile,
    Instant at,
    Instant writtenAt,
    String data) {

  /** Without numbers. */
  @Override
  public String toString() {
    return "StoredEvent[" + sequence + " " + id + " " + type + "]";
  }
}
