package talkspurt.provider;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Several runners as one. Where two offer a tool of the same name, that of the first is meant.
 *
 * @param runners what they offer may change
 */
public record ToolRunners(List<ToolRunner> runners) implements ToolRunner {

  public ToolRunners {
    runners = List.copyOf(runners);
  }

  /** All of these as one. */
  public static ToolRunner of(List<ToolRunner> runners) {
    return switch (runners.size()) {
      case 0 -> ToolRunner.none();
      case 1 -> runners.get(0);
      default -> new ToolRunners(runners);
    };
  }

  @Override
  public List<ToolSpec> offered() {
    List<ToolSpec> all = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ToolRunner runner : runners) {
      runner.offered().stream().filter(tool -> names.add(tool.name())).forEach(all::add);
    }
    return List.copyOf(all);
  }

  private ToolRunner of(String name) {
    return runners.stream()
        .filter(runner -> runner.offered().stream().anyMatch(tool -> tool.name().equals(name)))
        .findFirst()
        .orElseGet(ToolRunner::none);
  }

  @Override
  public Optional<String> objection(String name, String arguments) {
    return of(name).objection(name, arguments);
  }

  @Override
  public boolean settled() {
    return runners.stream().allMatch(ToolRunner::settled);
  }

  @Override
  public Optional<String> objectionToSecret(String name, String argument) {
    return of(name).objectionToSecret(name, argument);
  }

  @Override
  public Set<String> fromCall(String name) {
    return of(name).fromCall(name);
  }

  @Override
  public Duration patience(String name) {
    return of(name).patience(name);
  }

  @Override
  public CompletionStage<ToolResult> run(Job job) {
    return of(job.name()).run(job);
  }
}
