package talkspurt.call;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.ToolReturned;
import talkspurt.call.CallEvent.TransferRequested;

/**
 * A built-in tool that waits for the caller to have heard the words before it.
 *
 * @param key makes it run at most once
 * @param name {@code transfer_call}, {@code end_call} or {@code handoff}
 * @param arguments for {@code transfer_call}, {@code destination}: see {@link Destination}; for {@code
 *     handoff}, {@code to} and {@code from}, names of agents, and {@code summary}; for the others, what the
 *     agent tells of how the call came out: see {@link ToldOutcome}
 */
public record DeferredTool(String key, String name, Map<String, String> arguments) {

  private static final String HANDOFF = "handoff";
  private static final List<String> NAMES = List.of("transfer_call", "end_call", HANDOFF);

  public DeferredTool {
    arguments = Map.copyOf(arguments);
  }

  /** Without what the arguments hold. */
  @Override
  public String toString() {
    return "DeferredTool[" + key + ", " + name + " with " + arguments.size() + " arguments]";
  }

  /** Whether a tool of this name is an errand; all others are run outside of the call. */
  static boolean named(String name) {
    return NAMES.contains(name);
  }

  /**
   * Whether this is the same errand asked for again: with its key, or by a responder that was asked
   * again after a lost line and gave it another. A model then puts the outcome into other words.
   */
  boolean sameAs(DeferredTool other) {
    return key.equals(other.key) || (name.equals(other.name) && work().equals(other.work()));
  }

  private Map<String, String> work() {
    Map<String, String> work = new HashMap<>(arguments);
    work.keySet().removeAll(ToldOutcome.NAMES);
    return work;
  }

  /** Whether the call is over for the bot once a tool of this name is done; a handoff goes on with another agent. */
  public static boolean ends(String name) {
    return named(name) && !name.equals(HANDOFF);
  }

  /** Whether another agent is to speak. */
  boolean handsOff() {
    return name.equals(HANDOFF);
  }

  /**
   * What happens when the words before it have been heard; empty when there is no such tool.
   *
   * @param turn the next turn
   * @param speaks whether an agent that takes over speaks first
   */
  Optional<List<CallEvent>> outcome(int turn, boolean speaks, Instant now) {
    ToolReturned returned = new ToolReturned(now, key, "done");
    return switch (name) {
      case "end_call" -> Optional.of(List.of(returned, new CallEnded(now, EndReason.COMPLETED)));
      case "transfer_call" ->
        destination().map(to -> List.of(returned, new TransferRequested(now, to)));
      case HANDOFF -> to().map(agent -> List.of(returned, handedOff(agent, turn, speaks, now)));
      default -> Optional.empty();
    };
  }

  private Optional<String> to() {
    return Optional.ofNullable(arguments.get("to")).filter(agent -> !agent.isBlank());
  }

  private CallEvent handedOff(String agent, int turn, boolean speaks, Instant now) {
    return new CallEvent.HandedOff(
        now,
        turn,
        agent,
        arguments.getOrDefault("from", ""),
        new SpokenText(arguments.getOrDefault("summary", "")),
        speaks);
  }

  private Optional<Destination> destination() {
    try {
      return Optional.of(new Destination(arguments.getOrDefault("destination", "")));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
