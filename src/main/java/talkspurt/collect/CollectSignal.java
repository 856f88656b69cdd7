package talkspurt.collect;

/** What happens to a {@link CollectState}. */
public sealed interface CollectSignal {

  /** Nothing is being said to the caller, nor about to be. */
  record Quiet() implements CollectSignal {}

  /** The caller pressed a key: {@code 0-9 * # A-D}. */
  record Key(char key) implements CollectSignal {}

  /** The caller begins to speak. */
  record SpeechBegan() implements CollectSignal {}

  /** What was taken for speech came to nothing. */
  record SpeechCameToNothing() implements CollectSignal {}

  /** The caller has said this. Personal data: prints its length only. */
  record Said(String words) implements CollectSignal {
    @Override
    public String toString() {
      return "Said[" + words.length() + "]";
    }
  }

  /** Time has passed. */
  record TimePassed() implements CollectSignal {}
}
