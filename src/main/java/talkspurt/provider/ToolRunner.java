package talkspurt.provider;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.collect.Collect;

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

  /** Values that the engine asks callers for, by name; asked for by the tool {@link Collect#TOOL}. */
  default Map<String, Collect> collects() {
    return Map.of();
  }

  /** Whether it never offers anything else. */
  default boolean settled() {
    return true;
  }

  /** Why a tool is no place for a secret as this argument, as a clause about the tool; empty where it is one. */
  default Optional<String> objectionToSecret(String name, String argument) {
    return Optional.empty();
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
   * @param arguments a JSON object without objections; references stand in it for secret values
   * @param variables what is known of the call by name
   * @param secrets those values
   * @param traceparent where it stands in the call's trace, if there is one
   */
  record Job(
      String name,
      String key,
      String arguments,
      Map<String, String> variables,
      SecretArguments secrets,
      Optional<String> traceparent) {

    /** One in no trace. */
    public Job(
        String name,
        String key,
        String arguments,
        Map<String, String> variables,
        SecretArguments secrets) {
      this(name, key, arguments, variables, secrets, Optional.empty());
    }

    /** The same in a trace. */
    public Job in(Optional<String> trace) {
      return new Job(name, key, arguments, variables, secrets, trace);
    }

    /** One without secret values. */
    public Job(String name, String key, String arguments, Map<String, String> variables) {
      this(name, key, arguments, variables, SecretArguments.NONE);
    }

    /** The arguments as they are sent; asked for once, when the request is written. */
    public String filled() {
      return secrets.filled(arguments);
    }
  }

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
