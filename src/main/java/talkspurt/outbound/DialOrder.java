package talkspurt.outbound;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import talkspurt.settings.Bounds;

/**
 * One attempt, as it is given to the exchange.
 *
 * @param attempt names it; the same name is never dialled twice
 * @param number whose phone rings
 * @param trunk name of the trunk's pattern in the settings
 * @param callerId number that is shown to the called party; empty leaves it to the trunk
 * @param variables of the channel, by name; set before it rings
 * @param ringing for how long it rings at most, 1 s to 3 min
 */
public record DialOrder(
    String attempt,
    DialNumber number,
    String trunk,
    Optional<String> callerId,
    Map<String, String> variables,
    Duration ringing) {

  private static final String NAME = "[A-Za-z_][A-Za-z0-9_.\\-]*";
  private static final long MAX_RINGING_MS = 180_000;

  /**
   * An order.
   *
   * @throws IllegalArgumentException if anything could end a line of the exchange's protocol or a name is none
   */
  public DialOrder {
    Bounds.within("ring-timeout", ringing, 1_000, MAX_RINGING_MS);
    variables = Map.copyOf(variables);
    oneLine("attempt", attempt);
    oneLine("trunk", trunk);
    callerId.ifPresent(shown -> oneLine("callerId", shown));
    variables.forEach((name, value) -> {
      if (!name.matches(NAME)) {
        throw new IllegalArgumentException(
            "a variable's name has characters other than letters, digits, _ . -");
      }
      oneLine("variable " + name, value);
    });
  }

  private static void oneLine(String what, String value) {
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(what + " has a line break or control character");
    }
  }
}
