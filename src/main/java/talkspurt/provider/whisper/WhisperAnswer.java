package talkspurt.provider.whisper;

import talkspurt.provider.transport.TranscriptionUsage;

/** What comes back for an utterance. */
sealed interface WhisperAnswer {

  /**
   * Its words.
   *
   * @param language BCP 47 tag of what was spoken, where that is told
   * @param usage what they took
   */
  record Words(String words, String language, TranscriptionUsage usage) implements WhisperAnswer {

    /** Without a word of what they took. */
    Words(String words, String language) {
      this(words, language, TranscriptionUsage.NONE);
    }
  }

  /** The server's own word of failure, though the status was that of success. */
  record Failure() implements WhisperAnswer {}

  /** What is no answer. */
  record Unreadable() implements WhisperAnswer {}
}
