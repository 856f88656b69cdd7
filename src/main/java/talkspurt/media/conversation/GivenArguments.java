package talkspurt.media.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import talkspurt.language.Wording;
import talkspurt.language.Wording.Text;
import talkspurt.provider.transport.OutsideJson;
import talkspurt.text.OutsideText;

/**
 * What a model gave a tool, without what only the call may supply.
 *
 * @param kept a JSON object, or whatever the model wrote in place of one
 * @param dropped names of what it gave beside
 */
record GivenArguments(String kept, Set<String> dropped) {

  private static final int LONGEST_ARGUMENT = 2000;

  /** @param fromCall names of what only the call may supply */
  static GivenArguments of(String arguments, Set<String> fromCall) {
    if (fromCall.isEmpty()) {
      return new GivenArguments(arguments, Set.of());
    }
    try {
      JsonNode tree = OutsideJson.read(arguments);
      Set<String> dropped = new TreeSet<>();
      if (tree instanceof ObjectNode object) {
        object.fieldNames().forEachRemaining(dropped::add);
        dropped.retainAll(fromCall);
        object.remove(dropped);
      }
      return new GivenArguments(dropped.isEmpty() ? arguments : tree.toString(), dropped);
    } catch (JsonProcessingException unreadable) {
      return new GivenArguments(arguments, Set.of());
    }
  }

  /**
   * As the journal has them: each a text, cut where it is long.
   *
   * @param read those that were kept
   * @param words what stands for those that were dropped
   */
  Map<String, String> journalled(JsonNode read, Wording words) {
    Map<String, String> texts = new TreeMap<>();
    read.properties().forEach(each -> texts.put(each.getKey(), text(each.getValue())));
    dropped.forEach(name -> texts.put(name, words.of(Text.ARGUMENT_DROPPED)));
    return texts;
  }

  private static String text(JsonNode value) {
    return OutsideText.shortened(
        value.isTextual() ? value.asText() : value.toString(), LONGEST_ARGUMENT);
  }
}
