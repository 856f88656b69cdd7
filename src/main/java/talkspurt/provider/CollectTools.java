package talkspurt.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.collect.Collect;
import talkspurt.language.LanguagePack;
import talkspurt.language.Wording;
import talkspurt.language.Wording.Text;

/** The tools of a profile, and {@code collect}, by which an agent has the engine ask the caller for a value. */
public final class CollectTools implements ToolRunner {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "name";

  private final ToolRunner tools;
  private final Map<String, Collect> collects;
  private final ToolSpec spec;

  private CollectTools(ToolRunner tools, Map<String, Collect> collects) {
    this.tools = tools;
    this.collects = Map.copyOf(collects);
    this.spec = spec(collects, LanguagePack.shipped("en").wording());
  }

  /**
   * These tools, and {@code collect}. An {@link IllegalArgumentException} tells which value has no tool that can take
   * it.
   */
  public static ToolRunner of(ToolRunner tools, List<Collect> collects) {
    if (collects.isEmpty()) {
      return tools;
    }
    if (tools.offered().stream().anyMatch(tool -> tool.name().equals(Collect.TOOL))) {
      throw new IllegalArgumentException("tool " + Collect.TOOL + " is built in; allowed: others");
    }
    Map<String, Collect> byName = new TreeMap<>();
    collects.forEach(one -> byName.put(one.name(), one));
    collects.stream().filter(Collect::secret).forEach(one -> checkTarget(tools, one));
    return new CollectTools(tools, byName);
  }

  /** Other tools of the same profile, and those of its values that they can take. */
  public static ToolRunner with(ToolRunner tools, ToolRunner ofProfile) {
    return of(
        tools,
        ofProfile.collects().values().stream()
            .filter(one -> !one.secret() || !tools.settled() || offers(tools, one))
            .toList());
  }

  private static boolean offers(ToolRunner tools, Collect one) {
    return tools.offered().stream()
        .anyMatch(tool -> tool.name().equals(one.target().orElseThrow().tool()));
  }

  private static void checkTarget(ToolRunner tools, Collect one) {
    Collect.Target target = one.target().orElseThrow();
    Map<String, ToolSpec> offered = new TreeMap<>();
    tools.offered().forEach(tool -> offered.put(tool.name(), tool));
    ToolSpec tool = offered.get(target.tool());
    if (tool == null && !tools.settled()) {
      return; // a server that is asked later may have it
    }
    if (tool == null) {
      throw new IllegalArgumentException(
          one.name() + ".tool is " + target.tool() + "; allowed: " + offered.keySet());
    }
    JsonNode properties = tree(tool.parameters()).path("properties");
    JsonNode argument = properties.path(target.argument());
    Set<String> names = new TreeSet<>();
    properties.fieldNames().forEachRemaining(names::add);
    if (argument.isMissingNode()) {
      throw new IllegalArgumentException(one.name() + ".argument is " + target.argument()
          + ", which " + target.tool() + " does not take; allowed: " + names);
    }
    if (!argument.path("type").asText("string").equals("string")) {
      throw new IllegalArgumentException(one.name() + ".argument is " + target.argument()
          + ", which is no text; allowed: one with type = string");
    }
    tools.objectionToSecret(target.tool(), target.argument()).ifPresent(why -> {
      throw new IllegalArgumentException(
          one.name() + ".tool is " + target.tool() + ", which " + why);
    });
  }

  /** What a runner offers, in these words where it is {@code collect}. */
  static ToolSpec worded(ToolSpec offered, ToolRunner by, Wording words) {
    return offered.name().equals(Collect.TOOL) && !by.collects().isEmpty()
        ? spec(by.collects(), words)
        : offered;
  }

  private static ToolSpec spec(Map<String, Collect> collects, Wording words) {
    StringBuilder text = new StringBuilder(words.of(Text.COLLECT));
    new TreeMap<>(collects).values().forEach(one -> text.append(' ').append(told(one, words)));
    return new ToolSpec(Collect.TOOL, text.toString(), schema(collects));
  }

  private static String told(Collect one, Wording words) {
    if (!one.secret()) {
      return words.of(Text.COLLECT_VALUE, one.name());
    }
    Collect.Target target = one.target().orElseThrow();
    return words.of(
        Text.COLLECT_REFERENCE,
        one.name(),
        "[" + one.name() + "]",
        target.tool(),
        target.argument());
  }

  private static String schema(Map<String, Collect> collects) {
    ObjectNode schema = JSON.createObjectNode().put("type", "object");
    ObjectNode name = schema.putObject("properties").putObject(NAME).put("type", "string");
    new TreeSet<>(collects.keySet()).forEach(name.putArray("enum")::add);
    schema.putArray("required").add(NAME);
    return schema.toString();
  }

  /** Which value is asked for; empty where it is none of them. */
  public static Optional<Collect> asked(ToolRunner tools, String name, String arguments) {
    return name.equals(Collect.TOOL)
        ? Optional.ofNullable(tools.collects().get(tree(arguments).path(NAME).asText("")))
        : Optional.empty();
  }

  private static JsonNode tree(String json) {
    try {
      JsonNode tree = JSON.readTree(json);
      return tree == null ? JSON.createObjectNode() : tree;
    } catch (JsonProcessingException | StackOverflowError unreadable) {
      return JSON.createObjectNode();
    }
  }

  @Override
  public List<ToolSpec> offered() {
    List<ToolSpec> all = new ArrayList<>(tools.offered());
    all.add(spec);
    return List.copyOf(all);
  }

  @Override
  public Map<String, Collect> collects() {
    return collects;
  }

  @Override
  public Optional<String> objection(String name, String arguments) {
    if (!name.equals(Collect.TOOL)) {
      return tools.objection(name, arguments);
    }
    return asked(this, name, arguments).isPresent()
        ? Optional.empty()
        : Optional.of("wrong arguments for " + name + ": " + NAME + " has to be one of "
            + new TreeSet<>(collects.keySet()));
  }

  @Override
  public boolean settled() {
    return tools.settled();
  }

  @Override
  public Optional<String> objectionToSecret(String name, String argument) {
    return tools.objectionToSecret(name, argument);
  }

  @Override
  public Set<String> fromCall(String name) {
    return tools.fromCall(name);
  }

  @Override
  public Duration patience(String name) {
    return name.equals(Collect.TOOL) ? Duration.ZERO : tools.patience(name);
  }

  /** What is collected the line's conversation collects. */
  @Override
  public CompletionStage<ToolResult> run(Job job) {
    return job.name().equals(Collect.TOOL)
        ? CompletableFuture.completedFuture(new ToolResult.Failed("that is not possible here"))
        : tools.run(job);
  }
}
