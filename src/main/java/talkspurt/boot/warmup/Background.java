package talkspurt.boot.warmup;

import akka.Done;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A part of the warm-up on a thread of its own. What fails in it is logged, and the start goes on. */
final class Background {

  private static final Logger LOG = LoggerFactory.getLogger(Background.class);

  /** May throw. */
  interface Task {
    void run() throws Exception;
  }

  private Background() {}

  /** Begins; the result completes at the end, and never fails. */
  static CompletionStage<Done> run(String name, Task task) {
    CompletableFuture<Done> end = new CompletableFuture<>();
    Thread thread = new Thread(
        () -> {
          guarded(name, task);
          end.complete(Done.done());
        },
        name);
    thread.setDaemon(true);
    thread.start();
    return end;
  }

  private static void guarded(String name, Task task) {
    try {
      task.run();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (Exception | LinkageError | AssertionError broken) {
      LOG.warn(
          "{} failed, and the start goes on: the first callers may be served late", name, broken);
    }
  }
}
