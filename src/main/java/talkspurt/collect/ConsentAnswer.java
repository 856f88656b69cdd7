package talkspurt.collect;

/**
 * What came of asking a caller for consent.
 *
 * @param yes whether the caller agrees
 * @param by how that was told
 */
public record ConsentAnswer(boolean yes, By by) {

  /** How a caller answers. */
  public enum By {
    /** The caller heard it, and went on. */
    GOING_ON,
    /** By a word for yes or no. */
    WORD,
    /** By a key. */
    KEY,
    /** Not at all. */
    SILENCE,
    /** By words that mean neither. */
    UNCLEAR
  }
}
