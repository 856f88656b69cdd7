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
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A JSON Schema (2020-12) of an object, such as the arguments of a tool. Thread-safe. */
public final class Schema {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_OBJECTIONS = 5;

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
    return of(name, verb, json, VersionFlag.V202012);
  }

  /** The same of {@code parameters} in another version of JSON Schema. */
  public static Schema of(String json, VersionFlag version) {
    return of("parameters", "are", json, version);
  }

  private static Schema of(String name, String verb, String json, VersionFlag version) {
    JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(version);
    JsonNode tree = tree(json)
        .filter(JsonNode::isObject)
        .orElseThrow(() -> new IllegalArgumentException(name + " " + verb + " no JSON object"));
    String wrong = objections(schemas.getSchema(SchemaLocation.of(version.getId())), tree);
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(
          name + " " + verb + " wrong: " + wrong + "; allowed: a JSON Schema of "
              + (version == VersionFlag.V202012 ? "2020-12" : version.getId()));
    }
    if (!tree.path("type").asText().equals("object")) {
      throw new IllegalArgumentException(
          name + (verb.equals("is") ? " needs" : " need") + " type = object");
    }
    try {
      JsonSchema made = schemas.getSchema(tree);
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

  /** The names of an object's own properties, as a schema that is one has them. */
  public static Set<String> properties(String json) {
    Set<String> names = new LinkedHashSet<>();
    tree(json).orElseThrow().path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The names of those that must be there. */
  public static Set<String> required(String json) {
    Set<String> names = new LinkedHashSet<>();
    tree(json).orElseThrow().path("required").forEach(name -> names.add(name.asText()));
    return names;
  }

  /** What is wrong with these arguments of a tool, by name and value; what may be secret is masked. */
  public Optional<String> objection(String tool, String arguments) {
    Optional<JsonNode> tree = tree(arguments).filter(JsonNode::isObject);
    if (tree.isEmpty()) {
      return Optional.of("the arguments of " + tool + " are no JSON object");
    }
    try {
      return objection(tree.get()).map(wrong -> "wrong arguments for " + tool + ": " + wrong);
    } catch (StackOverflowError endless) { // a schema that leads into itself
      return Optional.of("wrong arguments for " + tool + ": $ref, $ref, $ref…");
    }
  }

  /** What does not fit in this object, by name and value; what may be secret is masked. */
  public Optional<String> objection(JsonNode object) {
    return Optional.of(objections(schema, object)).filter(wrong -> !wrong.isEmpty());
  }

  /** In English, whatever language the machine is set to: models are told in that of the call. */
  private static String objections(JsonSchema schema, JsonNode tree) {
    return schema
        .validate(tree, context -> context.getExecutionConfig().setLocale(Locale.ENGLISH))
        .stream()
        .limit(MAX_OBJECTIONS)
        .map(WrongValue::text)
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
