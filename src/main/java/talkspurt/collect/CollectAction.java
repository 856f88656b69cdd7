package talkspurt.collect;

/** What a {@link CollectState} wants done. */
public sealed interface CollectAction {

  /** The caller is to hear this. */
  record Ask(Question question) implements CollectAction {}

  /** It is over. */
  record End(Collected result) implements CollectAction {}

  /** What a caller is asked. */
  sealed interface Question {

    /** For the value. */
    record First() implements Question {}

    /** For the value, once more. */
    record Again(Collected.Why why) implements Question {}

    /** Whether this is right. Personal data: prints its length only. */
    record Confirm(String value) implements Question {
      @Override
      public String toString() {
        return "Confirm[" + value.length() + "]";
      }
    }
  }
}
