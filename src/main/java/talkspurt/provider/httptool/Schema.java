package talkspurt.provider.httptool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The JSON Schema (2020-12) of a tool's arguments. Thread-safe. */
final class Schema {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_OBJECTIONS = 5;
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);

  private final JsonSchema schema;

  private Schema(JsonSchema schema) {
    this.schema = schema;
  }

  /** From JSON; an {@link IllegalArgumentException} of one line says what is wrong with it. */
  static Schema of(String json) {
    JsonNode tree = tree(json)
        .filter(JsonNode::isObject)
        .orElseThrow(() -> new IllegalArgumentException("parameters are no JSON object"));
    String wrong =
        objections(SCHEMAS.getSchema(SchemaLocation.of(VersionFlag.V202012.getId())), tree);
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(
          "parameters are wrong: " + wrong + "; allowed: a JSON Schema of 2020-12");
    }
    if (!tree.path("type").asText().equals("object")) {
      throw new IllegalArgumentException("parameters need type = object");
    }
    try {
      JsonSchema made = SCHEMAS.getSchema(tree);
      made.initializeValidators();
      return new Schema(made);
    } catch (JsonSchemaException unusable) {
      throw new IllegalArgumentException(
          "parameters are wrong: " + unusable.getMessage(), unusable);
    }
  }

  /**
   * A schema that is one, without these properties.
   *
   * @param names of properties of the object itself
   */
  static String without(String json, Set<String> names) {
    ObjectNode schema = (ObjectNode) tree(json).orElseThrow();
    if (schema.get("properties") instanceof ObjectNode properties) {
      properties.remove(names);
    }
    if (schema.get("required") instanceof ArrayNode required) {
      for (int at = required.size() - 1; at >= 0; at--) {
        if (names.contains(required.get(at).asText())) {
          required.remove(at);
        }
      }
    }
    return schema.toString();
  }

  /** What is wrong with these arguments. */
  Optional<String> objection(String arguments) {
    Optional<JsonNode> tree = tree(arguments).filter(JsonNode::isObject);
    if (tree.isEmpty()) {
      return Optional.of("the arguments are no JSON object");
    }
    String wrong = objections(schema, tree.get());
    return wrong.isEmpty() ? Optional.empty() : Optional.of("wrong arguments: " + wrong);
  }

  private static String objections(JsonSchema schema, JsonNode tree) {
    return schema.validate(tree).stream()
        .limit(MAX_OBJECTIONS)
        .map(message -> message.getMessage())
        .collect(Collectors.joining("; "));
  }

  private static Optional<JsonNode> tree(String json) {
    try {
      return Optional.ofNullable(JSON.readTree(json));
    } catch (JsonProcessingException | StackOverflowError unreadable) {
      return Optional.empty();
    }
  }
}
