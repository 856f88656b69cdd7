package talkspurt.fake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.provider.ToolResult;
import talkspurt.provider.ToolRunner;
import talkspurt.provider.ToolSpec;

/** Tools that return when the test says so. */
public final class FakeToolRunner implements ToolRunner {

  private static final String SCHEMA = "{\"type\":\"object\"}";

  private static final String PAYING =
      "{\"type\":\"object\",\"properties\":{\"number\":{\"type\":\"string\"},\"sum\":{\"type\":\"integer\"}}}";

  private final List<String> sent = new ArrayList<>();
  private final List<Job> run = new ArrayList<>();
  private final Map<String, CompletableFuture<ToolResult>> results = new HashMap<>();

  /** What was run so far. */
  public List<Job> run() {
    return run;
  }

  /** The last run of a tool of this name returns. */
  public void returns(String name, String content) {
    results.get(name).complete(new ToolResult.Returned(content));
  }

  /** The last run of a tool of this name breaks the port's contract. */
  public void breaks(String name) {
    results.get(name).completeExceptionally(new IllegalStateException("a fault of the tool"));
  }

  /** What was sent in these runs, secret values and all. */
  public List<String> sent() {
    return sent;
  }

  @Override
  public List<ToolSpec> offered() {
    return List.of(
        new ToolSpec("look_up", "looks something up", SCHEMA),
        new ToolSpec("book", "books something", SCHEMA),
        new ToolSpec("pay", "pays something", PAYING));
  }

  @Override
  public Optional<String> objection(String name, String arguments) {
    if (offered().stream().noneMatch(tool -> tool.name().equals(name))) {
      return Optional.of("there is no tool called " + name);
    }
    return arguments.startsWith("{") ? Optional.empty() : Optional.of("no JSON object");
  }

  /** Of both, one argument. */
  @Override
  public Set<String> fromCall(String name) {
    return Set.of("customer");
  }

  @Override
  public Duration patience(String name) {
    return Duration.ofSeconds(5);
  }

  @Override
  public CompletionStage<ToolResult> run(Job job) {
    run.add(job);
    sent.add(job.filled());
    CompletableFuture<ToolResult> result = new CompletableFuture<>();
    results.put(job.name(), result);
    return result;
  }
}
