package talkspurt.provider.openaitranscription;

import talkspurt.provider.transport.TranscriptionUsage;

/** What a transcription session tells. */
sealed interface SessionEvent {

  /** More words of an item, to be put behind those before as they are. */
  record Delta(String item, String words) implements SessionEvent {}

  /**
   * All words of an item.
   *
   * @param usage what they took
   */
  record Completed(String item, String words, TranscriptionUsage usage) implements SessionEvent {

    /** Without a word of what they took. */
    Completed(String item, String words) {
      this(item, words, TranscriptionUsage.NONE);
    }
  }

  /** The sound that was committed is this item. */
  record Committed(String item) implements SessionEvent {}

  /** An item has no words because of a failure. */
  record Failed(String item) implements SessionEvent {}

  /** Something was wrong, by its code or, without one, its type. */
  record Fault(String code) implements SessionEvent {}

  /** Something else that is no matter here. */
  record Other(String type) implements SessionEvent {}

  /** What is no event. */
  record Unreadable() implements SessionEvent {}
}
