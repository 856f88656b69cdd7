package talkspurt.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import talkspurt.language.LanguagePack;
import talkspurt.language.Wording;
import talkspurt.language.Wording.Text;
import talkspurt.provider.Responder.Part;
import talkspurt.text.OutsideText;

/**
 * What the bot of a profile can do: the call's own {@code end_call}, {@code transfer_call} and {@code
 * handoff}, as far as they are allowed, and the tools of a {@link ToolRunner}.
 *
 * @param endCall whether the bot may end the call
 * @param transfers where it may send the caller: by name, as {@code CONTEXT,EXTEN,PRIORITY}
 * @param outcome what it may tell of how the call came out when it ends it or sends the caller on
 * @param handoff to which other agents of the profile it may hand the caller over
 */
public record Toolbox(
    boolean endCall,
    Map<String, String> transfers,
    ToolRunner runner,
    OutcomeForm outcome,
    Handoff handoff) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String END = "end_call";
  private static final String TRANSFER = "transfer_call";
  private static final String DESTINATION = "destination";
  private static final int LONGEST_SHOWN = 80;

  public Toolbox {
    transfers = Map.copyOf(transfers);
    transfers.forEach((name, to) -> {
      if (!to.matches("[^, ]+,[^, ]+,[^, ]+")) {
        throw new IllegalArgumentException(
            "transfer " + name + " is '" + to + "'; allowed: CONTEXT,EXTEN,PRIORITY");
      }
    });
    for (ToolSpec tool : runner.offered()) {
      if (own(tool.name())) {
        throw new IllegalArgumentException("tool " + tool.name() + " is built in; allowed: others");
      }
    }
  }

  /** One that may tell any disposition, and no fields. */
  public Toolbox(boolean endCall, Map<String, String> transfers, ToolRunner runner) {
    this(endCall, transfers, runner, OutcomeForm.PLAIN, Handoff.NONE);
  }

  /** The same for an agent that may hand over to these. */
  public Toolbox with(Handoff other) {
    return new Toolbox(endCall, transfers, runner, outcome, other);
  }

  /** The same with another form. */
  public Toolbox outcome(OutcomeForm form) {
    return new Toolbox(endCall, transfers, runner, form, handoff);
  }

  /** One without tools. */
  public static Toolbox empty() {
    return new Toolbox(false, Map.of(), ToolRunner.none());
  }

  /** The same with those of its tools alone that are named. */
  public Toolbox only(List<String> names) {
    return new Toolbox(
        endCall && names.contains(END),
        names.contains(TRANSFER) ? transfers : Map.of(),
        new ToolSubset(runner, Set.copyOf(names)),
        outcome,
        names.contains(Handoff.NAME) ? handoff : Handoff.NONE);
  }

  /** The same with other tools beside the call's own. */
  public Toolbox with(ToolRunner other) {
    return new Toolbox(endCall, transfers, other, outcome, handoff);
  }

  /** Every tool, as a model reads it in English. */
  public List<ToolSpec> offered() {
    return offered(LanguagePack.shipped("en").wording());
  }

  /** Every tool, as a model reads it: those of the call's own in these words. */
  public List<ToolSpec> offered(Wording words) {
    List<ToolSpec> all = new ArrayList<>();
    if (endCall) {
      all.add(new ToolSpec(END, words.of(Text.END_CALL), endSchema(words)));
    }
    if (!transfers.isEmpty()) {
      all.add(new ToolSpec(TRANSFER, words.of(Text.TRANSFER_CALL), transferSchema(words)));
    }
    handoff.offered(words).ifPresent(all::add);
    runner.offered().stream() // which of a server's tools there are is known at each moment alone
        .filter(tool -> !builtIn(tool.name()))
        .map(tool -> CollectTools.worded(tool, runner, words))
        .forEach(all::add);
    return List.copyOf(all);
  }

  private String endSchema(Wording words) {
    ObjectNode schema = JSON.createObjectNode().put("type", "object");
    outcome.describe(schema.putObject("properties"), true, words);
    return schema.toString();
  }

  private String transferSchema(Wording words) {
    ObjectNode schema = JSON.createObjectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ObjectNode to = properties.putObject(DESTINATION).put("type", "string");
    new TreeSet<>(transfers.keySet()).forEach(to.putArray("enum")::add);
    outcome.describe(properties, false, words);
    schema.putArray("required").add(DESTINATION);
    return schema.toString();
  }

  /** Whether the tool is one of the call's own, be it allowed or not. */
  public boolean builtIn(String name) {
    return own(name);
  }

  private static boolean own(String name) {
    return name.equals(END) || name.equals(TRANSFER) || name.equals(Handoff.NAME);
  }

  /** What is wrong with the arguments of one of the call's own tools, by name and value, for the model. */
  public Optional<String> objection(String name, String arguments) {
    JsonNode given = tree(arguments);
    if (!given.isObject()) {
      return Optional.of("the arguments of " + name + " are no JSON object");
    }
    if (name.equals(Handoff.NAME)) {
      return handoff.objection(given);
    }
    if (name.equals(TRANSFER)
        && !transfers.isEmpty()
        && !transfers.containsKey(given.path(DESTINATION).asText(""))) {
      return Optional.of(DESTINATION + " is " + shown(given.path(DESTINATION)) + "; allowed: "
          + String.join(", ", new TreeSet<>(transfers.keySet())));
    }
    return outcome.objection(given);
  }

  /** What one of the call's own tools comes to; empty where it is not allowed, or asked for wrongly. */
  public Optional<Part.UseTool> errand(String name, String arguments) {
    if (objection(name, arguments).isPresent()) {
      return Optional.empty();
    }
    JsonNode given = tree(arguments);
    if (name.equals(Handoff.NAME)) {
      return Optional.of(handoff.errand(given));
    }
    Map<String, String> kept = outcome.kept(given);
    if (name.equals(END)) {
      return endCall ? Optional.of(new Part.UseTool(END, kept)) : Optional.empty();
    }
    return Optional.ofNullable(transfers.get(given.path(DESTINATION).asText("")))
        .map(to -> {
          kept.put(DESTINATION, to);
          return new Part.UseTool(TRANSFER, kept);
        });
  }

  private static String shown(JsonNode value) {
    String text = value.isMissingNode() ? "null" : value.toString();
    return OutsideText.shortened(text, LONGEST_SHOWN);
  }

  /** Many models write nothing at all where they have no arguments. */
  private static JsonNode tree(String arguments) {
    try {
      JsonNode tree = JSON.readTree(arguments);
      return tree == null || tree.isMissingNode() || tree.isNull() ? JSON.createObjectNode() : tree;
    } catch (JsonProcessingException | StackOverflowError unreadable) {
      return MissingNode.getInstance();
    }
  }
}
