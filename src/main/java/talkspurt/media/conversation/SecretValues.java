package talkspurt.media.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import talkspurt.collect.Collect;
import talkspurt.provider.ToolRunner;
import talkspurt.provider.transport.OutsideJson;
import talkspurt.telemetry.NanoClock;

/**
 * The secret values of one call on one line: in memory alone, from when the caller has given them until their tool
 * is asked, their time is over or the line is gone. Nothing else knows them; a call that goes on elsewhere has none.
 * Thread-safe.
 */
final class SecretValues {

  private static final long NANOS_PER_MS = 1_000_000;

  private record Kept(Collect what, String value, long untilNanos) {
    @Override
    public String toString() {
      return "Kept[" + what.name() + "]";
    }
  }

  private final NanoClock clock;
  private final Map<String, Kept> byReference = new LinkedHashMap<>();
  private final Map<String, Integer> counted = new HashMap<>();

  SecretValues(NanoClock clock) {
    this.clock = clock;
  }

  /** Keeps a value for its tool, instead of an earlier one of that name; what stands for it from now on. */
  synchronized String keep(Collect what, String value) {
    byReference.values().removeIf(kept -> kept.what().name().equals(what.name()));
    int count = counted.merge(what.name(), 1, Integer::sum);
    String reference = "[" + what.name() + (count == 1 ? "" : "#" + count) + "]";
    long until = clock.nanoTime() + what.times().kept().toMillis() * NANOS_PER_MS;
    byReference.put(reference, new Kept(what, value, until));
    return reference;
  }

  /** Nothing is known any more. */
  synchronized void clear() {
    byReference.clear();
  }

  /** The value has gone to its tool. */
  synchronized void used(String reference) {
    byReference.remove(reference);
  }

  private synchronized Map<String, Kept> known() {
    Iterator<Kept> all = byReference.values().iterator();
    while (all.hasNext()) {
      if (clock.nanoTime() - all.next().untilNanos() >= 0) {
        all.remove();
      }
    }
    return Map.copyOf(byReference);
  }

  /**
   * What a model gave a tool, looked at for references.
   *
   * @param arguments a JSON object, or whatever the model wrote in place of one
   */
  SecretUse of(ToolRunner tools, String tool, String arguments) {
    if (tools.collects().isEmpty()) {
      return SecretUse.none();
    }
    JsonNode tree = tree(arguments);
    if (!tree.isObject()) {
      return SecretUse.none();
    }
    Map<String, Kept> known = known();
    Map<String, Kept> used = new HashMap<>();
    for (Collect what : tools.collects().values()) {
      String argument = argumentOf(what, tool);
      if (what.secret() && !argument.isEmpty() && tree.has(argument)) {
        String given = tree.get(argument).asText().strip();
        Kept kept = known.get(given);
        if (kept == null || !kept.what().name().equals(what.name())) {
          return SecretUse.refused(refusal(what, argument, given));
        }
        used.put(given, kept);
      }
    }
    Optional<String> misplaced = known.entrySet().stream()
        .filter(each ->
            holdsElsewhere(tree, each.getKey(), argumentOf(each.getValue().what(), tool)))
        .map(each -> misplaced(each.getKey(), each.getValue().what()))
        .findFirst();
    return misplaced
        .map(SecretUse::refused)
        .orElseGet(() -> used.isEmpty() ? SecretUse.none() : use(used));
  }

  private SecretUse use(Map<String, Kept> used) {
    Map<String, String> values = new HashMap<>();
    Map<String, String> masks = new HashMap<>();
    Map<String, String> arguments = new HashMap<>();
    used.forEach((reference, kept) -> {
      arguments.put(kept.what().target().orElseThrow().argument(), reference);
      values.put(reference, kept.value());
      kept.what()
          .content()
          .forms(kept.value())
          .forEach(form -> masks.put(form, kept.what().masked()));
    });
    return SecretUse.of(arguments, values, new SecretMask(masks), this::used);
  }

  private static String argumentOf(Collect what, String tool) {
    return what.target()
        .filter(target -> target.tool().equals(tool))
        .map(Collect.Target::argument)
        .orElse("");
  }

  private static boolean holdsElsewhere(JsonNode tree, String reference, String argument) {
    return tree.properties().stream()
        .filter(each -> !each.getKey().equals(argument))
        .anyMatch(each -> each.getValue().toString().contains(reference));
  }

  /** What the model wrote is not repeated: it may be what the caller told it. */
  private static String refusal(Collect what, String argument, String given) {
    return given.startsWith("[" + what.name())
        ? given
            + " is not known any more: it was used, its time was over, or the connection was lost."
            + " Use " + Collect.TOOL + " for " + what.name() + " again"
        : argument + " is given by " + Collect.TOOL + " alone. Use it for " + what.name()
            + ", and give the reference that it tells, such as [" + what.name() + "]";
  }

  private static String misplaced(String reference, Collect what) {
    Collect.Target target = what.target().orElseThrow();
    return reference + " may be given to " + target.tool() + " as " + target.argument()
        + " alone, and without any other text";
  }

  private static JsonNode tree(String arguments) {
    try {
      return OutsideJson.read(arguments);
    } catch (JsonProcessingException unreadable) {
      return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
  }
}
