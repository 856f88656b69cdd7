package talkspurt.provider.vosk;

/** What a Vosk server answers. */
sealed interface VoskMessage {

  /** The words so far since the last {@link Segment}. */
  record Partial(String words) implements VoskMessage {}

  /** The words of a segment that is over; empty when there were none. */
  record Segment(String words) implements VoskMessage {}

  /** What is no answer of a Vosk server. */
  record Unreadable() implements VoskMessage {}
}
