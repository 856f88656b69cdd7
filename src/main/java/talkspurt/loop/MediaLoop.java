package talkspurt.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.telemetry.LoopMetrics;
import talkspurt.telemetry.NanoClock;

/**
 * One thread that serves its lines. Every 10 ms it looks at their sockets and timers, and runs what these
 * have led to; in between it sleeps. The streams of its lines run on it, too (it is the executor of their
 * dispatcher), so a frame goes from socket to socket and meets no other thread.
 *
 * <p>What other threads have for a line wakes the loop, but not within 2 ms of the last time: then it waits
 * that long at most. A loop without lines sleeps until it is given something.
 *
 * <p>A task or a line that throws is logged and harms no other. Sockets and timers are for the loop's own
 * thread; {@link #execute} is for any.
 */
public final class MediaLoop extends AbstractExecutorService {

  private static final Logger LOG = LoggerFactory.getLogger(MediaLoop.class);
  private static final int READ_BUFFER_BYTES = 16 * 1024;
  private static final long NAP_NANOS = 2_000_000L;
  private static final long OFTEN_NANOS = 2_000_000L;
  private static final ThreadLocal<MediaLoop> CURRENT = new ThreadLocal<>();

  /** What the thread is at. Only one that sleeps is woken. */
  private enum Sleep {
    AWAKE,
    NAPPING,
    SLEEPING
  }

  private final String dispatcher;
  private final NanoClock clock;
  private final Thread thread;
  private final Selector selector;
  private final Queue<Runnable> foreign = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> own = new ArrayDeque<>();
  private final AtomicReference<Sleep> sleep = new AtomicReference<>(Sleep.AWAKE);
  private final List<LoopTimer> timers = new ArrayList<>();
  private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BUFFER_BYTES);
  private Optional<LoopMetrics.OfLoop> metrics = Optional.empty();
  private TickGrid grid;
  private long awakeSinceNanos;
  private long lastWokenNanos;
  private boolean woken;
  private boolean foreignFirst;
  private long oftenUntilNanos;
  private volatile boolean ended;

  /**
   * Starts a loop on a thread of its own; {@link #shutdown} ends it.
   *
   * @param dispatcher the name of the dispatcher whose executor it is
   */
  public MediaLoop(String dispatcher, ThreadFactory threads, NanoClock clock) {
    this.dispatcher = dispatcher;
    this.clock = clock;
    this.awakeSinceNanos = clock.nanoTime();
    this.lastWokenNanos = awakeSinceNanos - NAP_NANOS;
    this.oftenUntilNanos = awakeSinceNanos;
    try {
      selector = Selector.open();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    thread = threads.newThread(this::run);
    thread.start();
  }

  /** The loop whose thread this is. */
  public static Optional<MediaLoop> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** The name of its dispatcher: streams that run on that run on this loop. */
  public String dispatcher() {
    return dispatcher;
  }

  // ---- what is asked of it on its own thread

  /** Whom it tells of itself from now on. */
  void report(LoopMetrics.OfLoop to) {
    metrics = Optional.of(to);
  }

  /** A timer of a line that lives until it is closed. */
  LoopTimer timer(Runnable task) {
    LoopTimer timer = new LoopTimer(this, clock, task);
    begin();
    timers.add(timer);
    return timer;
  }

  void remove(LoopTimer timer) {
    timers.remove(timer);
  }

  /**
   * Looks at a socket at each tick, and calls back when it is as the key's interest says.
   *
   * @param channel is made non-blocking; closing it ends this
   */
  SelectionKey watch(SocketChannel channel, int interest, Runnable ready) throws IOException {
    begin();
    channel.configureBlocking(false);
    return channel.register(selector, interest, ready);
  }

  /**
   * Looks at the sockets every 2 ms for so long, ticks or not: while a connection comes about each side waits for the
   * other several times, and the caller for all of it.
   */
  void lookOften(Duration time) {
    oftenUntilNanos = clock.nanoTime() + time.toNanos();
  }

  private boolean looksOften(long now) {
    return now - oftenUntilNanos < 0 && ticking();
  }

  /** Where sound is read to, for as long as one callback runs. */
  ByteBuffer readBuffer() {
    return readBuffer.clear();
  }

  /** The first line after none begins a grid of its own. */
  private void begin() {
    if (!ticking()) {
      grid = new TickGrid(clock.nanoTime());
    }
  }

  private boolean ticking() {
    return !timers.isEmpty() || !selector.keys().isEmpty();
  }

  // ---- the loop

  private void run() {
    CURRENT.set(this);
    try {
      while (!ended) {
        boolean worked = runTasks();
        long now = clock.nanoTime();
        if (ticking() && grid.due(now)) {
          tick(grid.take(now));
        } else if (!worked) {
          rest(now);
          if (looksOften(awakeSinceNanos)) {
            run(this::look);
          }
        }
      }
      runTasks();
    } finally {
      ended = true;
      close();
    }
  }

  /** All that waits, and what it leads to, but no longer than until the next tick. */
  private boolean runTasks() {
    boolean worked = false;
    for (Runnable task = next(); task != null; task = next()) {
      worked = true;
      run(task);
      if (ticking() && grid.due(clock.nanoTime())) {
        return true;
      }
    }
    return worked;
  }

  /** In turns, so that neither what ticks lead to nor what others have is left waiting. */
  private Runnable next() {
    foreignFirst = !foreignFirst;
    Runnable first = foreignFirst ? foreign.poll() : own.poll();
    if (first == null) {
      first = foreignFirst ? own.poll() : foreign.poll();
    }
    return first;
  }

  private void tick(TickGrid.Tick tick) {
    metrics.ifPresent(to -> to.ticked(tick.lateNanos(), tick.missed()));
    run(this::look);
    for (int i = timers.size() - 1; i >= 0 && i < timers.size(); i--) {
      LoopTimer timer = timers.get(i);
      if (timer.takes(tick)) {
        run(timer.task());
      }
    }
  }

  private void look() {
    try {
      selector.selectNow(key -> run((Runnable) key.attachment()));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** What no program can go on after (no memory, a class is missing) ends the thread, and Akka the process. */
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (VirtualMachineError | LinkageError fatal) {
      throw fatal;
    } catch (Throwable broken) {
      LOG.error("a task of a media loop failed; the loop goes on", broken);
    }
  }

  // ---- sleeping and waking

  private void rest(long now) {
    long limit = ticking() ? grid.untilDue(now) : Long.MAX_VALUE;
    limit = looksOften(now) ? Math.min(limit, OFTEN_NANOS) : limit;
    long nap = ticking() ? NAP_NANOS - (now - lastWokenNanos) : 0;
    Sleep how = nap > 0 ? Sleep.NAPPING : Sleep.SLEEPING;
    metrics.ifPresent(to -> to.rests(now - awakeSinceNanos, woken));
    sleep.set(how);
    if (foreign.isEmpty() || how == Sleep.NAPPING) {
      LockSupport.parkNanos(this, how == Sleep.NAPPING ? Math.min(nap, limit) : limit);
    }
    Thread.interrupted(); // who interrupts it must not keep it from sleeping
    woken = sleep.getAndSet(Sleep.AWAKE) == Sleep.AWAKE;
    awakeSinceNanos = clock.nanoTime();
    lastWokenNanos = woken ? awakeSinceNanos : lastWokenNanos;
  }

  /** Runs a task on the loop's thread, soon. */
  @Override
  public void execute(Runnable task) {
    if (ended) {
      throw new RejectedExecutionException("the media loop has ended");
    }
    if (Thread.currentThread() == thread) {
      own.add(task);
      return;
    }
    foreign.add(task);
    if (ended && foreign.remove(task)) {
      throw new RejectedExecutionException("the media loop has ended");
    }
    if (sleep.compareAndSet(Sleep.SLEEPING, Sleep.AWAKE)) {
      LockSupport.unpark(thread);
    }
  }

  // ---- its end

  @Override
  public void shutdown() {
    ended = true;
    LockSupport.unpark(thread);
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown();
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return ended;
  }

  @Override
  public boolean isTerminated() {
    return !thread.isAlive();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    thread.join(Math.max(1, unit.toMillis(timeout)));
    return isTerminated();
  }

  private void close() {
    try {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException broken) {
      LOG.warn("a media loop could not close its sockets: {}", broken.toString());
    }
  }
}
