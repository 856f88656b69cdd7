package talkspurt.media.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.SecretArguments;
import talkspurt.provider.ToolResult;
import talkspurt.provider.transport.OutsideJson;

/** The secret values of one use of a tool: it puts them in, and takes them out of what the tool tells. Thread-safe. */
final class SecretUse implements SecretArguments {

  private final Optional<String> objection;

  /** Which arguments are references. */
  private final Map<String, String> references;

  private final Consumer<String> used;
  private Map<String, String> values;
  private SecretMask mask;

  private SecretUse(
      Optional<String> objection,
      Map<String, String> references,
      Map<String, String> values,
      SecretMask mask,
      Consumer<String> used) {
    this.objection = objection;
    this.references = Map.copyOf(references);
    this.values = Map.copyOf(values);
    this.mask = mask;
    this.used = used;
  }

  /** Nothing is secret in it. */
  static SecretUse none() {
    return new SecretUse(
        Optional.empty(), Map.of(), Map.of(), new SecretMask(Map.of()), reference -> {});
  }

  /** It is not to run, for this reason. */
  static SecretUse refused(String why) {
    return new SecretUse(
        Optional.of(why), Map.of(), Map.of(), new SecretMask(Map.of()), reference -> {});
  }

  /**
   * These arguments are references.
   *
   * @param references by the names of the arguments
   * @param values by their references
   * @param used told of each reference whose value has gone out
   */
  static SecretUse of(
      Map<String, String> references,
      Map<String, String> values,
      SecretMask mask,
      Consumer<String> used) {
    return new SecretUse(Optional.empty(), references, values, mask, used);
  }

  /** Why the tool is not to run, for the model. */
  Optional<String> objection() {
    return objection;
  }

  /** The arguments with the values in their places, so that they can be checked. */
  synchronized String looked(String arguments) {
    if (references.isEmpty()) {
      return arguments;
    }
    try {
      JsonNode tree = OutsideJson.read(arguments);
      references.forEach(
          (argument, reference) -> ((ObjectNode) tree).put(argument, values.get(reference)));
      return tree.toString();
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String filled(String arguments) {
    references.values().forEach(used);
    return looked(arguments);
  }

  /** A text, without the values. */
  synchronized String masked(String text) {
    return mask.masked(text);
  }

  /** What came of it, without the values. */
  ToolResult masked(ToolResult result) {
    if (result instanceof ToolResult.Returned told) {
      return new ToolResult.Returned(masked(told.content()));
    }
    if (result instanceof ToolResult.Failed failed) {
      return new ToolResult.Failed(
          masked(failed.why()),
          failed
              .cause()
              .map(why -> new ProviderFailure(
                  why.kind(), why.provider(), masked(why.detail()), masked(why.address()))));
    }
    return result;
  }

  /** It has returned: the values are forgotten. */
  synchronized void over() {
    values = Map.of();
    mask = new SecretMask(Map.of());
  }

  @Override
  public String toString() {
    return "SecretUse" + references.values();
  }
}
