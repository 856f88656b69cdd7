package talkspurt.provider;

/** What comes out of a {@link Transcriber}. */
public sealed interface TranscriptEvent {

  /** Which utterance of the call this belongs to. */
  long utterance();

  /** The words so far; the next partial or final of the utterance replaces them. */
  record Partial(long utterance, String words) implements TranscriptEvent {}

  /**
   * The recogniser takes the caller's turn for complete, by what was said and how; its words were
   * told before. Only for those that can tell, and before the {@code Final}.
   */
  record TurnEnds(long utterance) implements TranscriptEvent {}

  /**
   * The words of a finished utterance; empty when nothing was understood.
   *
   * @param language BCP 47 tag of what was spoken, where the recogniser was asked to find that out and tells it
   */
  record Final(long utterance, String words, String language) implements TranscriptEvent {

    /** In a language that is known, or that nobody tells. */
    public Final(long utterance, String words) {
      this(utterance, words, "");
    }
  }

  /** A transcriber failed, and the next is given the utterance: what follows is of that one. */
  record GaveWay(long utterance, ProviderFailure failure) implements TranscriptEvent {}

  /** The utterance could not be transcribed. */
  record Failed(long utterance, ProviderFailure failure) implements TranscriptEvent {}
}
