package talkspurt.call;

import talkspurt.text.OutsideText;

/** A caller's or called party's number or name, as Asterisk gave it. Prints its length only. */
public record PhoneNumber(String number) {

  private static final String WRITTEN = "\\+?[0-9 ().\\-/]+";
  private static final int FEWEST_DIGITS = 3;
  private static final int MOST_DIGITS = 32;

  public PhoneNumber {
    number = OutsideText.repaired(number);
  }

  /**
   * Its digits, by which calls of the same number are known whatever stands between and before them; empty for names, for
   * SIP addresses, for numbers that are hidden ({@code anonymous}, or all zeros), and for those of fewer than 3 or more
   * than {@value #MOST_DIGITS} digits.
   */
  public String digits() {
    if (!number.matches(WRITTEN)) {
      return "";
    }
    String digits = number.replaceAll("[^0-9]", "");
    boolean shown =
        digits.length() >= FEWEST_DIGITS && digits.length() <= MOST_DIGITS && !digits.matches("0+");
    return shown ? digits : "";
  }

  @Override
  public String toString() {
    return "PhoneNumber[" + number.length() + " characters]";
  }
}
