package talkspurt.control;

import talkspurt.call.PhoneNumber;

/**
 * Whose data it is about: one number, and in which place of a call.
 *
 * @param number as it was given
 */
public record Subject(PhoneNumber number, Side side) {

  /** Where in a call a number stands. */
  public enum Side {
    /** The person's: it called, or was called by the engine. */
    CALLER(
        "(caller_digits = ? AND direction = '' OR called_digits = ? AND direction <> '')",
        "(caller_id = ? AND direction = '' OR dnid = ? AND direction <> '')"),
    /** The line's: it was called, or shown by the engine. */
    CALLED(
        "(called_digits = ? AND direction = '' OR caller_digits = ? AND direction <> '')",
        "(dnid = ? AND direction = '' OR caller_id = ? AND direction <> '')"),
    /** It called or was called. */
    EITHER("(caller_digits = ? OR called_digits = ?)", "(caller_id = ? OR dnid = ?)");

    private final String byDigits;
    private final String byText;

    Side(String byDigits, String byText) {
      this.byDigits = byDigits;
      this.byText = byText;
    }

    private Conditions of(Conditions wanted, boolean digits, String value) {
      return wanted.and(digits ? byDigits : byText, value, value);
    }
  }

  /** By what calls of it are known: its digits, or where it has none all of it. */
  String known() {
    return number.digits().isEmpty() ? number.number() : number.digits();
  }

  /** Calls of it, by their rows in the log. */
  Conditions among(Conditions wanted) {
    return side.of(wanted, !number.digits().isEmpty(), known());
  }
}
