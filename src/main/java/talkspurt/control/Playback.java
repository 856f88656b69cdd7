package talkspurt.control;

import talkspurt.call.SpokenText;

/**
 * What the caller has heard of the bot's speech by now, as the line tells it. For those who look on;
 * what a call remembers of it is in the journal.
 *
 * @param line the line that plays
 * @param kind what has happened
 * @param turn the turn that is answered; the greeting's is 0
 * @param segment the segment of the reply, counted from 1; 0 before the first
 * @param segmentMs how much of that segment was heard
 * @param replyMs how much of the whole reply was heard
 * @param words of the segment that begins or ends, of the mark, or all that was heard of a reply that
 *     is over; else none
 */
public record Playback(
    String line, Kind kind, int turn, int segment, int segmentMs, int replyMs, SpokenText words)
    implements CborSerializable {

  /** What may happen. */
  public enum Kind {
    /** The first sound of a segment was heard. */
    SEGMENT_STARTED,
    /** A reply is being heard; told some times a second. */
    PLAYED,
    /** A segment was heard to its end. */
    SEGMENT_PLAYED,
    /** All that stands before a mark of a bot was heard. */
    MARK_REACHED,
    /** Playback fell silent because the caller spoke. */
    PAUSED,
    /** Playback resumes, from a little before. */
    RESUMED,
    /** The rest of the reply was dropped. */
    DROPPED,
    /** The reply was heard to its end. */
    FINISHED
  }
}
