package talkspurt.provider;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import talkspurt.collect.Collect;

/**
 * Some of the tools of another runner.
 *
 * @param names which
 */
record ToolSubset(ToolRunner all, Set<String> names) implements ToolRunner {

  ToolSubset {
    names = Set.copyOf(names);
  }

  @Override
  public List<ToolSpec> offered() {
    return all.offered().stream().filter(tool -> names.contains(tool.name())).toList();
  }

  @Override
  public Optional<String> objection(String name, String arguments) {
    return names.contains(name)
        ? all.objection(name, arguments)
        : ToolRunner.none().objection(name, arguments);
  }

  /** What may be given to a tool does not depend on which may be used. */
  @Override
  public Map<String, Collect> collects() {
    return all.collects();
  }

  @Override
  public boolean settled() {
    return all.settled();
  }

  @Override
  public Optional<String> objectionToSecret(String name, String argument) {
    return all.objectionToSecret(name, argument);
  }

  @Override
  public Set<String> fromCall(String name) {
    return all.fromCall(name);
  }

  @Override
  public Duration patience(String name) {
    return all.patience(name);
  }

  @Override
  public CompletionStage<ToolResult> run(Job job) {
    return all.run(job);
  }
}
