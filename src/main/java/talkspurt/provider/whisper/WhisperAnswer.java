package talkspurt.provider.whisper;

/** What comes back for an utterance. */
sealed interface WhisperAnswer {

  /**
   * Its words.
   *
   * @param language BCP 47 tag of what was spoken, where that is told
   */
  record Words(String words, String language) implements WhisperAnswer {}

  /** The server's own word of failure, though the status was that of success. */
  record Failure() implements WhisperAnswer {}

  /** What is no answer. */
  record Unreadable() implements WhisperAnswer {}
}
