package talkspurt.collect;

/** What came of a collection. */
public sealed interface Collected {

  /**
   * The caller gave a value that is as it should be. Personal data: prints its length only.
   *
   * @param value digits and capital letters, or a date such as {@code 1980-05-03}
   * @param keyed whether all of it was keyed
   */
  record Value(String value, boolean keyed) implements Collected {
    @Override
    public String toString() {
      return "Value[" + value.length() + "]";
    }
  }

  /** There is none. */
  record Nothing(Why why) implements Collected {}

  /** Why there is none, in words for an agent. */
  enum Why {
    NOTHING_CAME("the caller entered nothing"),
    TOO_SHORT("what the caller entered was too short"),
    TOO_LONG("what the caller entered was too long"),
    WRONG("what the caller entered cannot be right: its check digits are wrong"),
    NO_DATE("what the caller entered is no date that there is"),
    OUT_OF_BOUNDS("the date that the caller entered is too early or too late"),
    NOT_CONFIRMED("the caller did not confirm what was entered"),
    ASKED_FOR_PERSON("the caller asked for a person, or did not want to go on");

    private final String text;

    Why(String text) {
      this.text = text;
    }

    /** A clause. */
    public String text() {
      return text;
    }
  }
}
