package talkspurt.provider.deepgram;

/** What Deepgram's {@code /v2/listen} (Flux) sends. */
sealed interface FluxMessage {

  /**
   * How the turn stands.
   *
   * @param turn the turn's number on this connection
   * @param endSeconds up to where the sound of the connection was heard
   * @param over whether the turn is over, and its words will not change
   * @param words all words of the turn
   */
  record Turn(long turn, double endSeconds, boolean over, String words) implements FluxMessage {}

  /** Deepgram's own word of failure. */
  record Failure() implements FluxMessage {}

  /** Something else that is no matter here: {@code Connected}, … */
  record Other(String type) implements FluxMessage {}

  /** What is no message of Flux. */
  record Unreadable() implements FluxMessage {}
}
