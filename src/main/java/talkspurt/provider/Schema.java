package talkspurt.provider;

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
import com.networknt.schema.ValidationMessage;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A JSON Schema (2020-12) of an object, such as the arguments of a tool. Thread-safe. */
public final class Schema {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_OBJECTIONS = 5;
  private static final int LONGEST_SHOWN = 80;
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);

  private final JsonSchema schema;

  private Schema(JsonSchema schema) {
    this.schema = schema;
  }

  /** The schema of a tool's {@code parameters}, from JSON; an {@link IllegalArgumentException} of one line says what is wrong with it. */
  public static Schema of(String json) {
    return of("parameters", "are", json);
  }

  /**
   * The same of another block.
   *
   * @param name of the block, with which a complaint begins
   * @param verb is or are, as the name wants it
   */
  public static Schema of(String name, String verb, String json) {
    JsonNode tree = tree(json)
        .filter(JsonNode::isObject)
        .orElseThrow(() -> new IllegalArgumentException(name + " " + verb + " no JSON object"));
    String wrong =
        objections(SCHEMAS.getSchema(SchemaLocation.of(VersionFlag.V202012.getId())), tree);
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(
          name + " " + verb + " wrong: " + wrong + "; allowed: a JSON Schema of 2020-12");
    }
    if (!tree.path("type").asText().equals("object")) {
      throw new IllegalArgumentException(
          name + (verb.equals("is") ? " needs" : " need") + " type = object");
    }
    try {
      JsonSchema made = SCHEMAS.getSchema(tree);
      made.initializeValidators();
      return new Schema(made);
    } catch (JsonSchemaException unusable) {
      throw new IllegalArgumentException(
          name + " " + verb + " wrong: " + unusable.getMessage(), unusable);
    }
  }

  /**
   * A schema that is one, without these properties.
   *
   * @param names of properties of the object itself
   */
  public static String without(String json, Set<String> names) {
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

  /** What is wrong with these arguments, by name and value. */
  public Optional<String> objection(String arguments) {
    Optional<JsonNode> tree = tree(arguments).filter(JsonNode::isObject);
    if (tree.isEmpty()) {
      return Optional.of("the arguments are no JSON object");
    }
    return objection(tree.get()).map(wrong -> "wrong arguments: " + wrong);
  }

  /** What does not fit in this object, by name and value. */
  public Optional<String> objection(JsonNode object) {
    return Optional.of(objections(schema, object)).filter(wrong -> !wrong.isEmpty());
  }

  private static String objections(JsonSchema schema, JsonNode tree) {
    return schema.validate(tree).stream()
        .limit(MAX_OBJECTIONS)
        .map(Schema::shown)
        .collect(Collectors.joining("; "));
  }

  /** Whoever wrote the value finds it again by it; that of a whole object would say nothing. */
  private static String shown(ValidationMessage message) {
    JsonNode value = message.getInstanceNode();
    if (value == null || value.isContainerNode() || value.isMissingNode()) {
      return message.getMessage();
    }
    String text = value.toString();
    return message.getMessage() + " (it is "
        + (text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…") + ")";
  }

  private static Optional<JsonNode> tree(String json) {
    try {
      return Optional.ofNullable(JSON.readTree(json));
    } catch (JsonProcessingException | StackOverflowError unreadable) {
      return Optional.empty();
    }
  }
}
