package talkspurt.boot.config;

import java.math.BigDecimal;

/** Amounts of money in settings, in the currency of {@code talkspurt.prices}. */
final class Money {

  /** More than anybody has, in whole units of the currency. */
  static final long MOST = 1_000_000_000;

  private static final int DIGITS = 6;

  private Money() {}

  /**
   * An amount, in millionths.
   *
   * @param most the highest, in whole units of the currency
   * @throws IllegalArgumentException unless it is a number from 0 to the highest with six digits behind
   *     the point at most
   */
  static long millionths(ConfigSection block, String key, long most) {
    String text = block.text(key);
    try {
      BigDecimal amount = new BigDecimal(text.strip());
      if (amount.signum() >= 0
          && amount.compareTo(BigDecimal.valueOf(most)) <= 0
          && amount.stripTrailingZeros().scale() <= DIGITS) {
        return amount.movePointRight(DIGITS).longValueExact();
      }
    } catch (NumberFormatException noNumber) {
      // told below
    }
    throw new IllegalArgumentException(key + " is " + text + "; allowed: 0 to " + most
        + ", with up to six digits behind the point");
  }
}
