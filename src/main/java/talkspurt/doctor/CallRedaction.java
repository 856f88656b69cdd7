package talkspurt.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;

/**
 * A call without what its people said, keyed, or are called by: of texts those stay that are known to be the engine's,
 * of all others the length alone.
 */
final class CallRedaction {

  /** Whose texts stay. What a later version adds is masked until it is named here. */
  private static final Set<String> KEPT = Set.of(
      "address",
      "agent",
      "at",
      "callId",
      "cause",
      "clearedAt",
      "currency",
      "detail",
      "disposition",
      "endReason",
      "experiment",
      "fault",
      "from",
      "id",
      "key",
      "kind",
      "lang",
      "langLacks",
      "language",
      "line",
      "lost",
      "name",
      "profile",
      "profileVersion",
      "provider",
      "reason",
      "remedy",
      "rule",
      "speaker",
      "spokenLang",
      "state",
      "type",
      "until",
      "voice",
      "webhook",
      "what");

  /** Blocks of which nothing stays, numbers and names of fields among it. */
  private static final Set<String> GONE =
      Set.of("arguments", "variables", "fields", "goals", "earlierCalls", "instructions");

  private static final Set<String> OUTCOME_KEPT = Set.of("state", "disposition", "webhook");

  private CallRedaction() {}

  static JsonNode of(JsonNode call) {
    return masked("", call, KEPT);
  }

  private static JsonNode masked(String key, JsonNode value, Set<String> kept) {
    if (GONE.contains(key)) {
      return TextNode.valueOf("***");
    }
    if (value instanceof ObjectNode block) {
      ObjectNode shown = JsonNodeFactory.instance.objectNode();
      Set<String> inside = key.equals("outcome") ? OUTCOME_KEPT : kept;
      block
          .properties()
          .forEach(
              field -> shown.set(field.getKey(), masked(field.getKey(), field.getValue(), inside)));
      return shown;
    }
    if (value instanceof ArrayNode list) {
      ArrayNode shown = JsonNodeFactory.instance.arrayNode();
      list.forEach(one -> shown.add(masked(key, one, kept)));
      return shown;
    }
    return value.isTextual() && !kept.contains(key)
        ? TextNode.valueOf("*** (" + value.textValue().length() + " characters)")
        : value;
  }
}
