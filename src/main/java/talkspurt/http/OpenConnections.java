package talkspurt.http;

import akka.Done;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** The connections that have not ended. Thread-safe. */
final class OpenConnections {

  private final Set<CompletableFuture<Done>> open = ConcurrentHashMap.newKeySet();

  /**
   * One more.
   *
   * @param end of the connection, in whichever way
   * @return the same end, never as a failure
   */
  CompletionStage<Done> until(CompletionStage<Done> end) {
    CompletableFuture<Done> ended =
        end.handle((done, failure) -> Done.done()).toCompletableFuture();
    open.add(ended);
    return ended.whenComplete((done, never) -> open.remove(ended));
  }

  /** There when all that are open now have ended. */
  CompletionStage<Done> allEnded() {
    return CompletableFuture.allOf(open.toArray(CompletableFuture<?>[]::new))
        .thenApply(all -> Done.done());
  }
}
