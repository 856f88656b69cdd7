package talkspurt.outbound;

import java.time.ZoneId;
import java.util.Set;

/**
 * A number that can be dialled. Prints its length only.
 *
 * @param e164 in the international format, from {@code +}
 * @param zones whose clocks may go at the called party's; empty where that is not known
 */
public record DialNumber(String e164, Set<ZoneId> zones) {

  private static final String FORMAT = "\\+[1-9][0-9]{3,14}";

  /**
   * A number.
   *
   * @throws IllegalArgumentException unless {@code e164} is {@code +} and 4 to 15 digits
   */
  public DialNumber {
    if (!e164.matches(FORMAT)) {
      throw new IllegalArgumentException("not a number in the international format (E.164)");
    }
    zones = Set.copyOf(zones);
  }

  @Override
  public String toString() {
    return "DialNumber[" + e164.length() + " characters]";
  }
}
