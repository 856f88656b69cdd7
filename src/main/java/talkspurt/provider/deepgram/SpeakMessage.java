package talkspurt.provider.deepgram;

/** What Deepgram's voice says besides its sound. */
sealed interface SpeakMessage {

  /** All sound of the text up to a flush was sent. */
  record Flushed(long sequence) implements SpeakMessage {}

  /** Nothing of what was before a clear will come any more. */
  record Cleared() implements SpeakMessage {}

  /** Something that went wrong. */
  record Refused(String code) implements SpeakMessage {}

  /** What we cannot read, or need not. */
  record Other() implements SpeakMessage {}
}
