package talkspurt.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One thing without which this node should get no calls.
 *
 * @param name short, such as {@code journal}
 * @param problem asked at each {@code /ready}; answers what is wrong, or nothing
 */
public record ReadyCheck(String name, Supplier<CompletionStage<Optional<String>>> problem) {

  /** What is wrong, whatever the check does: it may fail, throw, or never answer. */
  CompletionStage<Optional<String>> ask(Duration within) {
    return asked()
        .thenApply(answer -> answer) // a copy, since the time limit completes what it is put on
        .toCompletableFuture()
        .completeOnTimeout(
            Optional.of("no answer within " + within.toMillis() + " ms"),
            within.toMillis(),
            TimeUnit.MILLISECONDS)
        .exceptionally(failure -> Optional.of("failed: " + kind(failure)));
  }

  private CompletionStage<Optional<String>> asked() {
    try {
      return problem.get();
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  /** The kind alone: a message of the database's may hold addresses and names. */
  private static String kind(Throwable failure) {
    Throwable cause = failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
    return cause.getClass().getSimpleName();
  }
}
