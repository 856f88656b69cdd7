package talkspurt.provider.elevenlabs;

/** What ElevenLabs says over a WebSocket of several contexts. */
sealed interface ElevenLabsMessage {

  /**
   * A piece of a context's sound.
   *
   * @param alignment when its characters are said, from its first sample on
   */
  record Audio(String context, byte[] samples, Alignment alignment, boolean last)
      implements ElevenLabsMessage {}

  /** Something that went wrong. */
  record Refused(String code) implements ElevenLabsMessage {}

  /** What we cannot read, or need not. */
  record Other() implements ElevenLabsMessage {}

  /** Characters in order, and when each begins and how long it takes, in milliseconds. */
  record Alignment(String characters, int[] beginMs, int[] lengthMs) {

    static final Alignment NONE = new Alignment("", new int[0], new int[0]);
  }
}
