package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OpenConnectionsTest {

  private final OpenConnections open = new OpenConnections();

  @Test
  void waitsForAllThatAreOpen() {
    CompletableFuture<Done> one = new CompletableFuture<>();
    CompletableFuture<Done> other = new CompletableFuture<>();
    open.until(one);
    open.until(other);
    CompletableFuture<Done> all = open.allEnded().toCompletableFuture();
    one.complete(Done.done());
    assertThat(all).isNotDone();
    other.completeExceptionally(new IllegalStateException("reset"));
    assertThat(all).isCompletedWithValue(Done.done());
  }

  @Test
  void withoutOneThereIsNothingToWaitFor() {
    open.until(CompletableFuture.completedFuture(Done.done()));
    assertThat(open.allEnded().toCompletableFuture()).isCompletedWithValue(Done.done());
  }

  @Test
  void theEndIsNoFailure() {
    assertThat(open.until(CompletableFuture.failedFuture(new IllegalStateException("reset")))
            .toCompletableFuture())
        .isCompletedWithValue(Done.done());
  }
}
