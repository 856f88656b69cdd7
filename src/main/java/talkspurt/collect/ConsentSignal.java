package talkspurt.collect;

/** What happens to a {@link ConsentState}. */
public sealed interface ConsentSignal {

  /**
   * What was to be said is over.
   *
   * @param heard whether the caller has heard it
   */
  record Told(boolean heard) implements ConsentSignal {}

  /** The caller pressed a key: {@code 0-9 * # A-D}. */
  record Key(char key) implements ConsentSignal {}

  /** The caller begins to speak. */
  record SpeechBegan() implements ConsentSignal {}

  /** What was taken for speech came to nothing. */
  record SpeechCameToNothing() implements ConsentSignal {}

  /** The caller has said this. Personal data: prints its length only. */
  record Said(String words) implements ConsentSignal {
    @Override
    public String toString() {
      return "Said[" + words.length() + "]";
    }
  }

  /** Time has passed. */
  record TimePassed() implements ConsentSignal {}
}
