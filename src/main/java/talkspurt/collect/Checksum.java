package talkspurt.collect;

import java.util.Locale;

/** What a value has to be beside its length. */
public enum Checksum {
  /** Anything. */
  NONE,
  /** The last digit is that of ISO/IEC 7812 (Luhn): cards. */
  LUHN,
  /** The two digits behind the country are those of ISO 13616 (mod 97). */
  IBAN;

  private static final int MOD = 97;
  private static final int COUNTRY_AND_CHECK = 4;
  private static final int SHORTEST_IBAN = 15;

  /** What settings call it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the value, of digits and capital letters, passes. */
  public boolean passes(String value) {
    return switch (this) {
      case NONE -> true;
      case LUHN -> luhn(value);
      case IBAN -> iban(value);
    };
  }

  private static boolean luhn(String value) {
    if (!value.matches("[0-9]{2,}")) {
      return false;
    }
    int sum = 0;
    for (int at = 0; at < value.length(); at++) {
      int digit = value.charAt(value.length() - 1 - at) - '0';
      int twice = at % 2 == 0 ? digit : 2 * digit;
      sum += twice > 9 ? twice - 9 : twice;
    }
    return sum % 10 == 0;
  }

  private static boolean iban(String value) {
    if (value.length() < SHORTEST_IBAN || !value.matches("[A-Z]{2}[0-9]{2}[A-Z0-9]+")) {
      return false;
    }
    String moved = value.substring(COUNTRY_AND_CHECK) + value.substring(0, COUNTRY_AND_CHECK);
    int rest = 0;
    for (char each : moved.toCharArray()) {
      int number = Character.digit(each, 36);
      rest = (number > 9 ? rest * 100 + number : rest * 10 + number) % MOD;
    }
    return rest == 1;
  }
}
