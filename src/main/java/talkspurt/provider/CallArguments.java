package talkspurt.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.text.Placeholders;

/**
 * Arguments of a tool that no model gives.
 *
 * @param with texts by argument, with <code>{names}</code> of what is known of the call
 * @param fromCall what of the call an argument is: {@code caller}, {@code dnid}, {@code lext} or {@code var.NAME}; a
 *     call that does not have it cannot use the tool
 */
public record CallArguments(Map<String, String> with, Map<String, String> fromCall) {

  /** None. */
  public static final CallArguments NONE = new CallArguments(Map.of(), Map.of());

  public CallArguments {
    with = Map.copyOf(with);
    fromCall = Map.copyOf(fromCall);
    for (Map.Entry<String, String> one : fromCall.entrySet()) {
      if (!one.getValue().matches("caller|dnid|lext|var\\.[A-Za-z0-9_]{1,64}")) {
        throw new IllegalArgumentException("from-call." + one.getKey() + " is '" + one.getValue()
            + "'; allowed: caller, dnid, lext, var.NAME");
      }
      if (with.containsKey(one.getKey())) {
        throw new IllegalArgumentException(
            one.getKey() + " is in with and in from-call; allowed: one of them");
      }
    }
  }

  /** The names of all of them. */
  public Set<String> names() {
    Set<String> all = new LinkedHashSet<>(with.keySet());
    all.addAll(fromCall.keySet());
    return all;
  }

  /** Those of {@code from-call} that this call does not have, sorted. */
  public List<String> missing(Map<String, String> variables) {
    return fromCall.keySet().stream()
        .filter(argument -> supplied(argument, variables).isBlank())
        .sorted()
        .toList();
  }

  /** Why a tool is not asked when this call lacks some. */
  public ToolResult.Failed refusal(String tool, List<String> missing) {
    String detail = "the call has no "
        + missing.stream()
            .map(argument -> argument + " (" + fromCall.get(argument) + ")")
            .collect(Collectors.joining(", "));
    return new ToolResult.Failed(
        "it needs what is not known of this call: " + String.join(", ", missing),
        Optional.of(new ProviderFailure(Kind.REJECTED_REQUEST, tool, detail)));
  }

  /** Tells the value of each. */
  public void each(Map<String, String> variables, BiConsumer<String, String> told) {
    with.forEach((name, text) -> told.accept(name, Placeholders.fill(text, variables)));
    fromCall.keySet().forEach(name -> told.accept(name, supplied(name, variables)));
  }

  private String supplied(String argument, Map<String, String> variables) {
    String source = fromCall.get(argument);
    String name = source.equals("caller")
        ? "callerId"
        : source.startsWith("var.") ? source.substring(4) : source;
    return variables.getOrDefault(name, "");
  }

  /** A JSON value as a text: a text without its quotes. */
  public static String text(JsonNode value) {
    return value.isTextual() ? value.asText() : value.toString();
  }
}
