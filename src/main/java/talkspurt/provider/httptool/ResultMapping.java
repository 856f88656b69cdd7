package talkspurt.provider.httptool;

import static talkspurt.settings.Bounds.within;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import talkspurt.language.Wording.Text;
import talkspurt.provider.CallArguments;
import talkspurt.provider.ToolResult;
import talkspurt.provider.transport.OutsideJson;
import talkspurt.text.OutsideText;

/**
 * What of an answer the model is told.
 *
 * @param take a JSON pointer (RFC 6901) to the one part that matters; empty, with no fields either: all of it
 * @param fields JSON pointers by the name under which the model reads what is there
 * @param maxCharacters how much of it
 */
public record ResultMapping(Optional<String> take, Map<String, String> fields, int maxCharacters) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public ResultMapping {
    fields = Map.copyOf(fields);
    within("max-characters", maxCharacters, 100, 8000);
    if (take.isPresent() && !fields.isEmpty()) {
      throw new IllegalArgumentException("take is there beside fields; allowed: one of them");
    }
    take.ifPresent(pointer -> pointer("take", pointer));
    fields.forEach((name, pointer) -> pointer("fields." + name, pointer));
  }

  private static JsonPointer pointer(String key, String text) {
    try {
      return JsonPointer.compile(text);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          key + " is '" + text + "'; allowed: a JSON pointer such as /items/0/name", wrong);
    }
  }

  /** What a good answer comes to. */
  ToolResult of(String body) {
    if (take.isEmpty() && fields.isEmpty()) {
      return shortened(body);
    }
    JsonNode tree;
    try {
      tree = OutsideJson.read(body);
    } catch (JsonProcessingException none) {
      return new ToolResult.Unusable(Text.TOOL_UNREADABLE, List.of());
    }
    return take.map(pointer -> taken(tree, pointer)).orElseGet(() -> fields(tree));
  }

  private ToolResult taken(JsonNode tree, String pointer) {
    JsonNode part = tree.at(pointer);
    return part.isMissingNode() || part.isNull()
        ? nothingAt(List.of(pointer))
        : shortened(CallArguments.text(part));
  }

  private ToolResult fields(JsonNode tree) {
    ObjectNode all = JSON.createObjectNode();
    new TreeMap<>(fields).forEach((name, pointer) -> {
      JsonNode part = tree.at(pointer);
      if (!part.isMissingNode() && !part.isNull()) {
        all.set(name, part);
      }
    });
    return all.isEmpty() ? nothingAt(new TreeMap<>(fields).values()) : shortened(all.toString());
  }

  private static ToolResult nothingAt(Collection<String> pointers) {
    return new ToolResult.Unusable(Text.TOOL_NOTHING_AT, List.of(String.join(", ", pointers)));
  }

  private ToolResult shortened(String text) {
    return new ToolResult.Returned(OutsideText.shortened(text, maxCharacters));
  }
}
