package talkspurt.call;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A tool outside of the call that was asked to run.
 *
 * @param turn in the answer to which turn
 * @param key makes it run at most once
 * @param outcome what it told, once it has returned
 * @param forsaken whether the line on which it ran was replaced before it returned, so that it is
 *     unknown whether it did its work
 */
public record ToolUse(
    Instant at,
    int turn,
    String key,
    String name,
    Map<String, String> arguments,
    Optional<String> outcome,
    boolean forsaken) {

  /** How many tools may be used in a call. */
  static final int MOST = 100;

  public ToolUse {
    arguments = Map.copyOf(arguments);
  }

  /** Without what the arguments and the outcome hold. */
  @Override
  public String toString() {
    return "ToolUse[turn=" + turn + ", " + key + ", " + name + " with " + arguments.size()
        + " arguments"
        + outcome.map(told -> ", returned " + told.length() + " characters").orElse("")
        + (forsaken ? ", forsaken]" : "]");
  }

  ToolUse returned(String told) {
    return new ToolUse(at, turn, key, name, arguments, Optional.of(told), false);
  }

  ToolUse forsake() {
    return outcome.isPresent() ? this : new ToolUse(at, turn, key, name, arguments, outcome, true);
  }
}
