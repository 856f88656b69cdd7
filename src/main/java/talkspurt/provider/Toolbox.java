package talkspurt.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import talkspurt.provider.Responder.Part;

/**
 * What the bot of a profile can do: the call's own {@code end_call} and {@code transfer_call}, as far
 * as they are allowed, and the tools of a {@link ToolRunner}.
 *
 * @param endCall whether the bot may end the call
 * @param transfers where it may send the caller: by name, as {@code CONTEXT,EXTEN,PRIORITY}
 */
public record Toolbox(boolean endCall, Map<String, String> transfers, ToolRunner runner) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String END = "end_call";
  private static final String TRANSFER = "transfer_call";

  public Toolbox {
    transfers = Map.copyOf(transfers);
    transfers.forEach((name, to) -> {
      if (!to.matches("[^, ]+,[^, ]+,[^, ]+")) {
        throw new IllegalArgumentException(
            "transfer " + name + " is '" + to + "'; allowed: CONTEXT,EXTEN,PRIORITY");
      }
    });
    for (ToolSpec tool : runner.offered()) {
      if (tool.name().equals(END) || tool.name().equals(TRANSFER)) {
        throw new IllegalArgumentException("tool " + tool.name() + " is built in; allowed: others");
      }
    }
  }

  /** One without tools. */
  public static Toolbox empty() {
    return new Toolbox(false, Map.of(), ToolRunner.none());
  }

  /** Every tool, as a model reads it. */
  public List<ToolSpec> offered() {
    List<ToolSpec> all = new ArrayList<>();
    if (endCall) {
      all.add(new ToolSpec(
          END,
          "Ends the call once the caller has heard your words. Say goodbye first.",
          "{\"type\":\"object\",\"properties\":{}}"));
    }
    if (!transfers.isEmpty()) {
      all.add(new ToolSpec(
          TRANSFER,
          "Connects the caller to somebody once they have heard your words. Tell them so first.",
          transferSchema()));
    }
    all.addAll(runner.offered());
    return List.copyOf(all);
  }

  private String transferSchema() {
    ObjectNode schema = JSON.createObjectNode().put("type", "object");
    ObjectNode to = schema.putObject("properties").putObject("destination").put("type", "string");
    new TreeSet<>(transfers.keySet()).forEach(to.putArray("enum")::add);
    schema.putArray("required").add("destination");
    return schema.toString();
  }

  /** Whether the tool is one of the call's own, be it allowed or not. */
  public boolean builtIn(String name) {
    return name.equals(END) || name.equals(TRANSFER);
  }

  /** What one of the call's own tools comes to; empty where it is not allowed, or asked for wrongly. */
  public Optional<Part.UseTool> errand(String name, String arguments) {
    if (name.equals(END)) {
      return endCall ? Optional.of(new Part.UseTool(END, Map.of())) : Optional.empty();
    }
    return Optional.ofNullable(transfers.get(destination(arguments)))
        .map(to -> new Part.UseTool(TRANSFER, Map.of("destination", to)));
  }

  private static String destination(String arguments) {
    try {
      JsonNode tree = JSON.readTree(arguments);
      return tree == null ? "" : tree.path("destination").asText("");
    } catch (JsonProcessingException unreadable) {
      return "";
    }
  }
}
