package talkspurt.loop;

import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStageLogic;
import java.time.Duration;
import java.util.Optional;
import talkspurt.telemetry.NanoClock;

/**
 * A timer of a stage: the ticks of the {@link MediaLoop} that the stage runs on, elsewhere Akka's scheduler.
 * Made when the stage starts, closed when it stops, and used on the stage's own thread.
 */
public interface StageTimer {

  /** A timer that is not set yet; the task runs as an event of the stage. */
  static StageTimer of(GraphStageLogic stage, NanoClock clock, Runnable task) {
    AsyncCallback<Runnable> event = stage.createAsyncCallback(Runnable::run);
    Runnable due = () -> event.invoke(task);
    Optional<MediaLoop> loop = MediaLoop.current();
    return loop.isPresent()
        ? loop.get().timer(due)
        : new SchedulerTimer(stage.materializer(), clock, due);
  }

  /** Runs the task then, up to 5 ms early on a loop; replaces what was set before. */
  void at(long dueNanos);

  /**
   * Runs the task again and again; replaces what was set before.
   *
   * @param every longer than a tick of a loop, 10 ms
   */
  void every(Duration every);

  /** Runs the task no more; what is due already may still come. */
  void close();
}
