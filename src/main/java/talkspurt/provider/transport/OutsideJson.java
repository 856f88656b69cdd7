package talkspurt.provider.transport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import talkspurt.text.OutsideText;

/**
 * The door for JSON of providers, bots and tools: what they send becomes a tree whose texts and names
 * are repaired, escaped ones too. For what comes whole; pieces of a stream are repaired once they are
 * put together, as half a character may end one and the other half begin the next.
 */
public final class OutsideJson {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private OutsideJson() {}

  /**
   * The tree of a text.
   *
   * @throws JsonProcessingException if the text is no JSON, or nested too deeply
   */
  public static JsonNode read(String json) throws JsonProcessingException {
    return repaired(MAPPER.readTree(json));
  }

  /** The tree with all texts and names repaired; the very same where nothing was. */
  private static JsonNode repaired(JsonNode tree) {
    if (tree.isTextual()) {
      String raw = tree.textValue();
      String text = OutsideText.repaired(raw);
      return text.equals(raw) ? tree : TextNode.valueOf(text);
    }
    if (tree.isArray()) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode(tree.size());
      tree.forEach(each -> all.add(repaired(each)));
      return all;
    }
    if (tree.isObject()) {
      ObjectNode all = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> field : tree.properties()) {
        all.set(OutsideText.repaired(field.getKey()), repaired(field.getValue()));
      }
      return all;
    }
    return tree;
  }
}
