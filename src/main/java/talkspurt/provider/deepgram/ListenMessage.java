package talkspurt.provider.deepgram;

/** What Deepgram's {@code /v1/listen} sends. */
sealed interface ListenMessage {

  /**
   * Words of a stretch of sound.
   *
   * @param startSeconds where the stretch begins, in the sound of the connection
   * @param durationSeconds how long it is
   * @param last whether these words will not change
   * @param finalized whether this is the answer to {@code Finalize}
   * @param language in which most of the words are, where that was to be found out
   */
  record Results(
      double startSeconds,
      double durationSeconds,
      boolean last,
      boolean finalized,
      String words,
      String language)
      implements ListenMessage {

    /** In the language that was asked for. */
    Results(
        double startSeconds,
        double durationSeconds,
        boolean last,
        boolean finalized,
        String words) {
      this(startSeconds, durationSeconds, last, finalized, words, "");
    }
  }

  /** How much sound it heard on the connection, told when that is over. */
  record Metadata(double durationSeconds) implements ListenMessage {}

  /** Deepgram's own word of failure. */
  record Failure() implements ListenMessage {}

  /** Something else that is no matter here: {@code SpeechStarted}, {@code UtteranceEnd}, … */
  record Other(String type) implements ListenMessage {}

  /** What is no message of Deepgram. */
  record Unreadable() implements ListenMessage {}
}
