package talkspurt.provider.whisper;

/** What comes back for an utterance. */
sealed interface WhisperAnswer {

  /** Its words. */
  record Words(String words) implements WhisperAnswer {}

  /** The server's own word of failure, though the status was that of success. */
  record Failure() implements WhisperAnswer {}

  /** What is no answer. */
  record Unreadable() implements WhisperAnswer {}
}
