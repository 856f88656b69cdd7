package talkspurt.call;

import java.util.Locale;

/**
 * What a caller answered when told that the call may be recorded. A no holds for the rest of the call.
 *
 * @param answer what the caller answered
 * @param by how
 * @param turn the caller's turn that said so; 0 where that was before the first
 */
public record Consent(Answer answer, By by, int turn) {

  /** Whether the call may be recorded. Stored by name. */
  public enum Answer {
    /** The caller agrees. */
    GIVEN,
    /** The caller does not agree, or no longer does. */
    REFUSED;

    /** The name that users see, such as {@code given}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How the caller answered. Stored by name. */
  public enum By {
    /** The caller was told, and went on. */
    GOING_ON,
    /** By a word for yes or no. */
    WORD,
    /** By a key. */
    KEY,
    /** Not at all. */
    SILENCE,
    /** By words that mean neither yes nor no. */
    UNCLEAR,
    /** By words that end a recording, while the call ran. */
    OPT_OUT;

    /** The name that users see, such as {@code going-on}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Whether the caller agrees. */
  public boolean given() {
    return answer == Answer.GIVEN;
  }
}
