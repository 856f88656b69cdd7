package talkspurt.provider.mcp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets so many requests run at a time; some more wait for their turn, not for longer than a limit. Thread-safe. */
final class RequestLimit {

  private static final int WAITING_FOR_EACH = 4;

  private final int max;
  private final Duration wait;
  private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
  private int running;

  RequestLimit(int max, Duration wait) {
    this.max = max;
    this.wait = wait;
  }

  /** Runs it now or later; fails with {@link NotSent} where it does not come to that. */
  <T> CompletionStage<T> run(Supplier<CompletionStage<T>> request) {
    return turn()
        .exceptionallyCompose(
            late -> CompletableFuture.failedFuture(new NotSent("too many requests of ours wait")))
        .thenCompose(now -> begun(request));
  }

  private <T> CompletionStage<T> begun(Supplier<CompletionStage<T>> request) {
    CompletionStage<T> begun;
    try {
      begun = request.get();
    } catch (RuntimeException broken) {
      begun = CompletableFuture.failedFuture(broken);
    }
    return begun.whenComplete((result, failure) -> over());
  }

  private synchronized CompletionStage<Void> turn() {
    if (running < max) {
      running++;
      return CompletableFuture.completedFuture(null);
    }
    if (waiting.size() >= max * WAITING_FOR_EACH) {
      return CompletableFuture.failedFuture(new NotSent("too many requests of ours wait"));
    }
    CompletableFuture<Void> turn = new CompletableFuture<>();
    waiting.add(turn);
    return turn.orTimeout(wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void over() {
    while (true) {
      CompletableFuture<Void> next;
      synchronized (this) {
        next = waiting.poll();
        if (next == null) {
          running--;
          return;
        }
      }
      if (next.complete(null)) {
        return;
      }
    }
  }
}
