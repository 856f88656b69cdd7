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
 * @param name {@code transfer_call} or {@code end_call}
 * @param arguments for {@code transfer_call}, {@code destination}: see {@link Destination}; for both, what the
 *     agent tells of how the call came out: see {@link ToldOutcome}
 */
public record DeferredTool(String key, String name, Map<String, String> arguments) {

  private static final List<String> NAMES = List.of("transfer_call", "end_call");

  public DeferredTool {
    arguments = Map.copyOf(arguments);
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

  /** What happens when the words before it have been heard; empty when there is no such tool. */
  Optional<List<CallEvent>> outcome(Instant now) {
    ToolReturned returned = new ToolReturned(now, key, "done");
    return switch (name) {
      case "end_call" -> Optional.of(List.of(returned, new CallEnded(now, EndReason.COMPLETED)));
      case "transfer_call" ->
        destination().map(to -> List.of(returned, new TransferRequested(now, to)));
      default -> Optional.empty();
    };
  }

  private Optional<Destination> destination() {
    try {
      return Optional.of(new Destination(arguments.getOrDefault("destination", "")));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
