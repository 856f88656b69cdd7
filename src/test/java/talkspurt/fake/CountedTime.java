package talkspurt.fake;

import akka.actor.AbstractScheduler;
import akka.actor.Cancellable;
import akka.event.LoggingAdapter;
import com.typesafe.config.Config;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ThreadFactory;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/**
 * A scheduler whose time stands still until it is told to pass: {@code akka.scheduler} of a {@link
 * CountedWorld}. (Akka's own for tests sleeps 100 ms each time.)
 */
public final class CountedTime extends AbstractScheduler {

  private static final class Task implements Cancellable {
    private final Runnable work;
    private final ExecutionContext executor;
    private final long everyNanos;
    private final long number;
    private long dueNanos;
    private volatile boolean cancelled;

    Task(Runnable work, ExecutionContext executor, long dueNanos, long everyNanos, long number) {
      this.work = work;
      this.executor = executor;
      this.dueNanos = dueNanos;
      this.everyNanos = everyNanos;
      this.number = number;
    }

    @Override
    public boolean cancel() {
      boolean first = !cancelled;
      cancelled = true;
      return first;
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }
  }

  private final PriorityQueue<Task> tasks = new PriorityQueue<>(
      Comparator.<Task>comparingLong(task -> task.dueNanos).thenComparingLong(task -> task.number));
  private long nowNanos;
  private long count;

  /** As Akka makes it. */
  public CountedTime(Config config, LoggingAdapter log, ThreadFactory threads) {}

  synchronized long nanos() {
    return nowNanos;
  }

  /** Sets time to the next task up to a moment and begins it; to that moment if there is none. */
  synchronized boolean runNext(long untilNanos) {
    while (!tasks.isEmpty() && tasks.peek().cancelled) {
      tasks.remove();
    }
    if (tasks.isEmpty() || tasks.peek().dueNanos > untilNanos) {
      nowNanos = Math.max(nowNanos, untilNanos);
      return false;
    }
    Task task = tasks.remove();
    nowNanos = Math.max(nowNanos, task.dueNanos);
    task.executor.execute(task.work);
    if (task.everyNanos > 0) {
      task.dueNanos = nowNanos + task.everyNanos;
      tasks.add(task);
    }
    return true;
  }

  /** How many tasks wait. */
  synchronized long waiting() {
    return tasks.stream().filter(task -> !task.cancelled).count();
  }

  private synchronized Cancellable add(
      FiniteDuration delay, long everyNanos, Runnable work, ExecutionContext executor) {
    Task task =
        new Task(work, executor, nowNanos + Math.max(0, delay.toNanos()), everyNanos, count++);
    tasks.add(task);
    return task;
  }

  @Override
  @Deprecated
  public Cancellable schedule(
      FiniteDuration delay, FiniteDuration every, Runnable work, ExecutionContext executor) {
    return add(delay, every.toNanos(), work, executor);
  }

  @Override
  public Cancellable scheduleOnce(FiniteDuration delay, Runnable work, ExecutionContext executor) {
    return add(delay, 0, work, executor);
  }

  @Override
  public double maxFrequency() {
    return 1000;
  }
}
