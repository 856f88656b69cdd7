package talkspurt.outbound;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import talkspurt.settings.Bounds;

/**
 * One attempt, as it is given to the exchange: dial {@link #channel}, and send it to {@code trunk.context()}, extension
 * {@code number.e164()}, priority 1, once it is answered.
 *
 * @param attempt names it: a UUID in its usual form, which becomes the id of the call; the same is never dialled twice
 * @param number whose phone rings
 * @param trunk by which way
 * @param callerId number that is shown to the called party; empty leaves it to the trunk
 * @param variables of the channel beside those of the trunk, by name; set before it rings, on both halves of a Local channel
 * @param ringing for how long it rings at most, 1 s to 3 min
 */
public record DialOrder(
    String attempt,
    DialNumber number,
    Trunk trunk,
    Optional<String> callerId,
    Map<String, String> variables,
    Duration ringing) {

  /** Longest time that a phone rings. */
  public static final Duration MAX_RINGING = Duration.ofMinutes(3);

  private static final String NAME = "[A-Za-z_][A-Za-z0-9_.\\-]*";
  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  /**
   * An order.
   *
   * @throws IllegalArgumentException if anything could end a line of the exchange's protocol or a name is none
   */
  public DialOrder {
    Bounds.within("ring-timeout", ringing, 1_000, MAX_RINGING.toMillis());
    Objects.requireNonNull(number);
    Objects.requireNonNull(trunk);
    variables = Map.copyOf(variables);
    if (!attempt.matches(UUID)) {
      throw new IllegalArgumentException("attempt is no UUID");
    }
    callerId.ifPresent(shown -> oneLine("callerId", shown));
    variables.forEach(DialOrder::checkVariable);
  }

  /** What the exchange dials. */
  public String channel() {
    return trunk.channel(number);
  }

  /** All variables of the channel: those of the trunk, and over them those of this order. */
  public Map<String, String> allVariables() {
    Map<String, String> all = new HashMap<>(trunk.variables());
    all.putAll(variables);
    return Map.copyOf(all);
  }

  /**
   * Checks a variable of a channel.
   *
   * @throws IllegalArgumentException if its name is none, or its value has control characters
   */
  static void checkVariable(String name, String value) {
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException(
          "a variable's name has characters other than letters, digits, _ . -");
    }
    oneLine("variable " + name, value);
  }

  private static void oneLine(String what, String value) {
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(what + " has a line break or control character");
    }
  }
}
