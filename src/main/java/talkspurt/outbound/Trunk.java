package talkspurt.outbound;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A way to the telephone network, as the settings name it.
 *
 * @param name by which profiles name it
 * @param channel what the exchange dials: {@code {number}} stands for the number with its {@code +}, {@code {digits}} for it
 *     without, as in {@code Local/{number}@talkspurt-dial/n}
 * @param context of the dialplan, where the channel goes once it is answered; the extension is the number, the priority 1
 * @param host name of the exchange's host that dials; empty: any that is connected
 * @param variables that its channels have, such as {@code TALKSPURT_TRUNK}
 * @param pace how fast calls may be made by it
 */
public record Trunk(
    String name,
    String channel,
    String context,
    Optional<String> host,
    Map<String, String> variables,
    Pace pace) {

  /** Stands for the number, with its {@code +}. */
  public static final String NUMBER = "{number}";

  /** Stands for the number, without its {@code +}. */
  public static final String DIGITS = "{digits}";

  private static final String CHANNEL = "[A-Za-z]+/[A-Za-z0-9_.@/;:*+\\-]+";
  private static final String CONTEXT = "[A-Za-z0-9_.\\-]{1,79}";

  /**
   * A trunk.
   *
   * @throws IllegalArgumentException unless the channel is a technology, {@code /} and an address with the number in it
   */
  public Trunk {
    Objects.requireNonNull(name);
    Objects.requireNonNull(pace);
    variables = Map.copyOf(variables);
    if (channel.equals(channel.replace(NUMBER, "").replace(DIGITS, ""))) {
      throw new IllegalArgumentException(
          "channel is '" + channel + "'; allowed: with " + NUMBER + " or " + DIGITS + " in it");
    }
    if (!dialled(channel, "+1").matches(CHANNEL)) {
      throw new IllegalArgumentException(
          "channel is '" + channel + "'; allowed: such as Local/{number}@talkspurt-dial/n");
    }
    if (!context.matches(CONTEXT)) {
      throw new IllegalArgumentException(
          "context is '" + context + "'; allowed: the name of a context of the dialplan");
    }
    variables.forEach(DialOrder::checkVariable);
  }

  /** What the exchange dials for a number. */
  public String channel(DialNumber number) {
    return dialled(channel, number.e164());
  }

  private static String dialled(String channel, String e164) {
    return channel.replace(NUMBER, e164).replace(DIGITS, e164.substring(1));
  }
}
