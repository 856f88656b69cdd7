package talkspurt.loop;

import akka.actor.Cancellable;
import akka.stream.Materializer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import scala.concurrent.duration.FiniteDuration;
import talkspurt.telemetry.NanoClock;

/** A {@link StageTimer} by Akka's scheduler. */
final class SchedulerTimer implements StageTimer {

  private final Materializer materializer;
  private final NanoClock clock;
  private final Runnable due;
  private Optional<Cancellable> set = Optional.empty();

  SchedulerTimer(Materializer materializer, NanoClock clock, Runnable due) {
    this.materializer = materializer;
    this.clock = clock;
    this.due = due;
  }

  @Override
  public void at(long dueNanos) {
    close();
    set = Optional.of(
        materializer.scheduleOnce(nanos(Math.max(0, dueNanos - clock.nanoTime())), due));
  }

  @Override
  public void every(Duration every) {
    close();
    FiniteDuration each = nanos(every.toNanos());
    set = Optional.of(materializer.scheduleWithFixedDelay(each, each, due));
  }

  @Override
  public void close() {
    set.ifPresent(Cancellable::cancel);
  }

  private static FiniteDuration nanos(long nanos) {
    return FiniteDuration.create(nanos, TimeUnit.NANOSECONDS);
  }
}
