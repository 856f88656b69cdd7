package talkspurt.boot;

import akka.actor.AbstractScheduler;
import akka.actor.Cancellable;
import akka.actor.Scheduler;
import akka.actor.SchedulerException;
import akka.event.LoggingAdapter;
import com.typesafe.config.Config;
import java.io.Closeable;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;
import talkspurt.telemetry.NanoClock;

/**
 * Akka's scheduler, with a thread that sleeps until a timer is due. Akka's own wakes at every tick, a
 * hundred times a second, whether there is a timer or not.
 *
 * <p>As with Akka's own no timer is early, and timers are due at ticks only ({@code
 * akka.scheduler.tick-duration}), so that many that are due at about the same time share a wake-up.
 * Thread-safe.
 */
final class DueTimeScheduler extends AbstractScheduler implements Closeable {

  /** A century: beyond the life of any process, and far from an overflow. */
  private static final long MAX_DELAY_NANOS = Duration.ofDays(36_500).toNanos();

  private final NanoClock clock = NanoClock.system();
  private final long originNanos = clock.nanoTime();
  private final Set<Timer> runOnClose = ConcurrentHashMap.newKeySet();
  private final long tickNanos;
  private final LoggingAdapter log;
  private final ScheduledThreadPoolExecutor timers;

  /** Made by Akka, as application.conf says. */
  DueTimeScheduler(Config config, LoggingAdapter log, ThreadFactory threads) {
    this.tickNanos = config.getDuration("akka.scheduler.tick-duration").toNanos();
    this.log = log;
    this.timers = new ScheduledThreadPoolExecutor(1, threads);
    timers.setRemoveOnCancelPolicy(true);
    timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * How long it is until the first tick at which a delay is over, in nanoseconds.
   *
   * @param nowNanos the time since some tick, 0 or more
   */
  static long untilTick(long nowNanos, long delayNanos, long tickNanos) {
    long due = nowNanos + Math.min(delayNanos, MAX_DELAY_NANOS);
    return (due + tickNanos - 1) / tickNanos * tickNanos - nowNanos;
  }

  /** @throws IllegalStateException once this is closed */
  @Override
  public Cancellable scheduleOnce(FiniteDuration delay, Runnable task, ExecutionContext executor) {
    Timer timer = new Timer(task, executor);
    timer.start(delay.toNanos());
    return timer;
  }

  /** Runs at a fixed rate. */
  @Override
  @Deprecated
  public Cancellable schedule(
      FiniteDuration initialDelay,
      FiniteDuration interval,
      Runnable task,
      ExecutionContext executor) {
    FixedRate rate = new FixedRate(interval.toNanos(), task, executor);
    rate.start(initialDelay.toNanos());
    return rate;
  }

  @Override
  public double maxFrequency() {
    return (double) TimeUnit.SECONDS.toNanos(1) / tickNanos;
  }

  /** Ends the thread. What Akka wants to have run at the end is run, on this one. */
  @Override
  public void close() {
    timers.shutdown();
    for (Timer timer : runOnClose) {
      timer.runNow();
    }
  }

  private final class Timer implements Cancellable, Runnable {

    private final AtomicReference<Runnable> task;
    private final ExecutionContext executor;
    private volatile boolean cancelled;
    private volatile Runnable forget = () -> {};

    Timer(Runnable task, ExecutionContext executor) {
      this.task = new AtomicReference<>(task);
      this.executor = executor;
    }

    void start(long delayNanos) {
      if (timers.isShutdown()) {
        throw closed();
      }
      if (delayNanos <= 0) {
        run();
        return;
      }
      if (task.get() instanceof Scheduler.TaskRunOnClose) {
        runOnClose.add(this);
      }
      try {
        long wait = untilTick(clock.nanoTime() - originNanos, delayNanos, tickNanos);
        var waiting = timers.schedule(this, wait, TimeUnit.NANOSECONDS);
        forget = () -> waiting.cancel(false);
      } catch (RejectedExecutionException shutDown) {
        runOnClose.remove(this);
        throw closed();
      }
    }

    /** When it is due. */
    @Override
    public void run() {
      Runnable due = task.getAndSet(null);
      if (due != null) {
        runOnClose.remove(this);
        try {
          executor.execute(due);
        } catch (RuntimeException refused) {
          executor.reportFailure(refused);
        }
      }
    }

    void runNow() {
      Runnable due = task.getAndSet(null);
      if (due != null) {
        try {
          due.run();
        } catch (SchedulerException over) {
          log.debug("a timer of an actor that has ended");
        } catch (RuntimeException fault) {
          log.error(fault, "exception while executing timer task");
        }
      }
    }

    @Override
    public boolean cancel() {
      if (task.getAndSet(null) == null) {
        return false;
      }
      cancelled = true;
      runOnClose.remove(this);
      forget.run();
      return true;
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }

    private IllegalStateException closed() {
      String why = "cannot enqueue after timer shutdown";
      return new IllegalStateException(why, new SchedulerException(why));
    }
  }

  /** A timer that sets itself again, until it is cancelled or its task throws. */
  private final class FixedRate implements Cancellable, Runnable {

    private final long intervalNanos;
    private final Runnable task;
    private final ExecutionContext executor;
    private Timer next;
    private long dueNanos;
    private boolean cancelled;

    FixedRate(long intervalNanos, Runnable task, ExecutionContext executor) {
      this.intervalNanos = intervalNanos;
      this.task = task;
      this.executor = executor;
      this.next = new Timer(this, executor);
    }

    synchronized void start(long delayNanos) {
      dueNanos = clock.nanoTime() + delayNanos;
      next.start(delayNanos);
    }

    @Override
    public void run() {
      try {
        task.run();
        again();
      } catch (SchedulerException over) {
        cancel();
      } catch (IllegalStateException fault) {
        if (!(fault.getCause() instanceof SchedulerException)) {
          throw fault;
        }
      }
    }

    private synchronized void again() {
      if (!cancelled) {
        dueNanos += intervalNanos;
        next = new Timer(this, executor);
        next.start(Math.max(1, dueNanos - clock.nanoTime()));
      }
    }

    @Override
    public synchronized boolean cancel() {
      boolean now = !cancelled;
      cancelled = true;
      next.cancel();
      return now;
    }

    @Override
    public synchronized boolean isCancelled() {
      return cancelled;
    }
  }
}
