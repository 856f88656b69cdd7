package talkspurt.provider.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import talkspurt.provider.Schema;

/**
 * The schema by which arguments for somebody else's tool are checked here. It comes from outside, so it may lead nowhere but
 * into itself, and has no patterns: these can take for ever. Its server checks the rest.
 */
final class RemoteSchema {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_DEPTH = 32;
  private static final int MAX_WHY = 300;

  /** Their values are schemas by a name of the user's. */
  private static final Set<String> NAMED =
      Set.of("properties", "$defs", "definitions", "dependentSchemas");

  /** Their values are data. */
  private static final Set<String> DATA =
      Set.of("enum", "const", "default", "examples", "required", "dependentRequired");

  private static final Set<String> DROPPED =
      Set.of("$schema", "$id", "id", "pattern", "patternProperties", "propertyNames");

  private RemoteSchema() {}

  /** From JSON; an {@link IllegalArgumentException} of one line says why it cannot be used. */
  static Schema of(String json) {
    JsonNode tree = read(json);
    try {
      return Schema.of(checked(tree, 0).toString(), version(tree));
    } catch (IllegalArgumentException wrong) {
      String why = String.valueOf(wrong.getMessage());
      throw new IllegalArgumentException(
          "its schema cannot be used: " + why.substring(0, Math.min(why.length(), MAX_WHY)), wrong);
    }
  }

  /** As a model reads it. */
  static String shown(String json, Set<String> without) {
    ObjectNode tree = (ObjectNode) read(json);
    tree.remove("$schema");
    tree.remove("$id");
    return Schema.without(tree.toString(), without);
  }

  /** Of which type a schema says that these properties of the object itself are; empty where it says none. */
  static Map<String, String> types(String json, Set<String> names) {
    JsonNode properties = read(json).path("properties");
    return names.stream()
        .collect(Collectors.toMap(
            name -> name, name -> properties.path(name).path("type").asText("")));
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalArgumentException("its schema cannot be read", unreadable);
    }
  }

  private static VersionFlag version(JsonNode schema) {
    String named = schema.path("$schema").asText("");
    if (named.contains("draft-07")) {
      return VersionFlag.V7;
    } else if (named.contains("2019-09")) {
      return VersionFlag.V201909;
    }
    return VersionFlag.V202012;
  }

  private static JsonNode checked(JsonNode schema, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("nested deeper than " + MAX_DEPTH);
    }
    if (schema.isArray()) {
      ArrayNode all = JSON.createArrayNode();
      schema.forEach(each -> all.add(checked(each, depth + 1)));
      return all;
    }
    if (!schema.isObject()) {
      return schema;
    }
    ObjectNode kept = JSON.createObjectNode();
    for (Map.Entry<String, JsonNode> field : schema.properties()) {
      String key = field.getKey();
      JsonNode value = field.getValue();
      if (key.endsWith("Ref") || key.equals("$ref")) {
        local(key, value);
        kept.set(key, value);
      } else if (NAMED.contains(key) && value.isObject()) {
        ObjectNode named = kept.putObject(key);
        value
            .properties()
            .forEach(each -> named.set(each.getKey(), checked(each.getValue(), depth + 1)));
      } else if (DATA.contains(key)) {
        kept.set(key, value);
      } else if (!DROPPED.contains(key)) {
        kept.set(key, checked(value, depth + 1));
      }
    }
    if (schema.has("patternProperties")) {
      kept.remove("additionalProperties");
      kept.remove("unevaluatedProperties");
    }
    return kept;
  }

  private static void local(String key, JsonNode value) {
    if (!value.isTextual() || !value.asText().startsWith("#")) {
      throw new IllegalArgumentException(key + " leads elsewhere; allowed: #…");
    }
  }
}
