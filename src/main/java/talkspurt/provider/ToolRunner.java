package talkspurt.provider;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Runs what a bot can do outside of the call. Asked by the live half of a call, once its wish to run
 * the tool is in the journal.
 */
public interface ToolRunner {

  /** Which tools there are. */
  List<ToolSpec> offered();

  /** What is wrong with these arguments of an offered tool, in a sentence for the model. */
  Optional<String> objection(String name, String arguments);

  /**
   * Which arguments of a tool only the call supplies: {@link #run} fills them in, and what a model gives
   * for them is dropped before.
   */
  default Set<String> fromCall(String name) {
    return Set.of();
  }

  /** How long a reply waits for an offered tool until it goes on without it. */
  Duration patience(String name);

  /**
   * Runs a tool; not cancelled when the caller breaks in or is gone. Completes within a limit of the
   * adapter's own, and never fails.
   */
  CompletionStage<ToolResult> run(Job job);

  /**
   * A tool to be run.
   *
   * @param key the same whenever the same is wanted once; outlives crashes
   * @param arguments a JSON object without objections
   * @param variables what is known of the call by name
   */
  record Job(String name, String key, String arguments, Map<String, String> variables) {}

  /** One that has no tools. */
  static ToolRunner none() {
    return new ToolRunner() {
      @Override
      public List<ToolSpec> offered() {
        return List.of();
      }

      @Override
      public Optional<String> objection(String name, String arguments) {
        return Optional.of("there is no tool called " + name);
      }

      @Override
      public Duration patience(String name) {
        return Duration.ZERO;
      }

      @Override
      public CompletionStage<ToolResult> run(Job job) {
        return CompletableFuture.completedFuture(
            new ToolResult.Failed("there is no tool called " + job.name()));
      }
    };
  }
}
