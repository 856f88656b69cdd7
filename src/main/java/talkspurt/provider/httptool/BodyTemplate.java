package talkspurt.provider.httptool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import talkspurt.provider.CallArguments;
import talkspurt.text.Placeholders;

/**
 * A JSON object in whose texts names of arguments stand. A text that is a name alone becomes the argument as it is, and is left
 * out where there is none; a name in a longer text becomes its text.
 */
public final class BodyTemplate {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonNode template;

  private BodyTemplate(JsonNode template) {
    this.template = template;
  }

  static BodyTemplate of(String json) {
    try {
      return new BodyTemplate(JSON.readTree(json));
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException("body is no JSON object", wrong);
    }
  }

  /** The arguments that it names. */
  Set<String> names() {
    Set<String> all = new LinkedHashSet<>();
    collect(template, all);
    return all;
  }

  private static void collect(JsonNode tree, Set<String> all) {
    if (tree.isTextual()) {
      Placeholders.in(tree.asText()).forEach(one -> all.add(one.name()));
    }
    tree.forEach(each -> collect(each, all));
  }

  JsonNode filled(ObjectNode arguments) {
    JsonNode filled = filled(template, arguments);
    return filled == null ? JSON.createObjectNode() : filled;
  }

  /** Null where there is nothing. */
  private static JsonNode filled(JsonNode tree, ObjectNode arguments) {
    if (tree.isTextual()) {
      return text(tree, arguments);
    } else if (tree.isArray()) {
      ArrayNode all = NODES.arrayNode();
      tree.forEach(each -> {
        JsonNode one = filled(each, arguments);
        if (one != null) {
          all.add(one);
        }
      });
      return all;
    } else if (tree.isObject()) {
      ObjectNode all = NODES.objectNode();
      for (Map.Entry<String, JsonNode> field : tree.properties()) {
        JsonNode one = filled(field.getValue(), arguments);
        if (one != null) {
          all.set(field.getKey(), one);
        }
      }
      return all;
    }
    return tree;
  }

  private static JsonNode text(JsonNode tree, ObjectNode arguments) {
    String text = tree.asText();
    var names = Placeholders.in(text);
    boolean alone = names.size() == 1 && Placeholders.replaced(text, one -> "").isEmpty();
    if (alone && names.get(0).otherwise().isEmpty()) {
      return arguments.get(names.get(0).name());
    }
    return names.isEmpty()
        ? tree
        : NODES.textNode(Placeholders.replaced(
            text,
            one -> arguments.has(one.name())
                ? CallArguments.text(arguments.get(one.name()))
                : one.otherwise().orElse("")));
  }
}
