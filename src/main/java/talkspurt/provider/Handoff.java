package talkspurt.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import talkspurt.language.Wording;
import talkspurt.language.Wording.Text;
import talkspurt.provider.Responder.Part;
import talkspurt.text.OutsideText;

/**
 * To whom an agent may hand a caller over: the tool {@code handoff}.
 *
 * @param own the agent's own name; empty where it has none
 * @param others descriptions of the agents by name; empty where it may hand over to nobody
 */
public record Handoff(String own, Map<String, String> others) {

  /** The tool's name. */
  public static final String NAME = "handoff";

  /** An agent that hands over to nobody. */
  public static final Handoff NONE = new Handoff("", Map.of());

  /** How long a summary may be, in characters. */
  public static final int LONGEST_SUMMARY = 2000;

  private static final String TO = "to";
  private static final String SUMMARY = "summary";
  private static final ObjectMapper JSON = new ObjectMapper();

  public Handoff {
    others = Map.copyOf(others);
  }

  /** To these, and to those of another. */
  public Handoff and(Handoff more) {
    Map<String, String> all = new TreeMap<>(others);
    all.putAll(more.others);
    return new Handoff("", all);
  }

  /** The tool as a model reads it in these words; empty where there is nobody to hand over to. */
  Optional<ToolSpec> offered(Wording words) {
    if (others.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder description = new StringBuilder(words.of(Text.HANDOFF));
    new TreeMap<>(others)
        .forEach(
            (name, what) -> description.append("\n- ").append(name).append(": ").append(what));
    ObjectNode schema = JSON.createObjectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ObjectNode to = properties.putObject(TO).put("type", "string");
    new TreeMap<>(others).keySet().forEach(to.putArray("enum")::add);
    properties
        .putObject(SUMMARY)
        .put("type", "string")
        .put("maxLength", LONGEST_SUMMARY)
        .put("description", words.of(Text.HANDOFF_SUMMARY));
    schema.putArray("required").add(TO).add(SUMMARY);
    return Optional.of(new ToolSpec(NAME, description.toString(), schema.toString()));
  }

  /** What is wrong with the arguments, in a sentence for the model that names the value. */
  Optional<String> objection(JsonNode tree) {
    if (others.isEmpty()) {
      return Optional.of("the caller cannot be handed over now; answer yourself");
    }
    String to = tree.path(TO).asText("");
    if (!others.containsKey(to)) {
      return Optional.of("there is no colleague '" + shortened(to) + "' for the argument " + TO
          + "; allowed: " + new TreeMap<>(others).keySet());
    }
    int length = tree.path(SUMMARY).asText("").length();
    return length > LONGEST_SUMMARY
        ? Optional.of(SUMMARY + " has " + length + " characters; allowed: " + LONGEST_SUMMARY)
        : Optional.empty();
  }

  /** What is to be done once the words before it were heard, of arguments without objection. */
  Part.UseTool errand(JsonNode tree) {
    return new Part.UseTool(
        NAME,
        Map.of(
            TO,
            tree.path(TO).asText(""),
            "from",
            own,
            SUMMARY,
            tree.path(SUMMARY).asText("").strip()));
  }

  /** The wish of an agent that names a colleague and tells nothing, such as a script's. */
  public static Part.UseTool to(String name) {
    return new Part.UseTool(NAME, Map.of(TO, name));
  }

  /** The same wish with this agent's name; empty where the agent may not hand over to that colleague. */
  public Optional<Part.UseTool> by(Part.UseTool wish) {
    Map<String, String> arguments = new TreeMap<>(wish.arguments());
    arguments.put("from", own);
    return others.containsKey(arguments.getOrDefault(TO, ""))
        ? Optional.of(new Part.UseTool(NAME, arguments))
        : Optional.empty();
  }

  private static String shortened(String value) {
    return OutsideText.shortened(value, 64);
  }
}
