package talkspurt.fake;

import akka.dispatch.DispatcherPrerequisites;
import akka.dispatch.ExecutorServiceConfigurator;
import akka.dispatch.ExecutorServiceFactory;
import com.typesafe.config.Config;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of Akka's own actors, the guardians and loggers, in a {@link CountedWorld}: they know
 * whether they are busy. (A guardian starts the actors below it, and others wait for that.)
 */
public final class CountedThreads extends ExecutorServiceConfigurator {

  private static final int THREADS = 2;
  private static final AtomicInteger BUSY = new AtomicInteger();

  /** As Akka makes it. */
  public CountedThreads(Config config, DispatcherPrerequisites prerequisites) {
    super(config, prerequisites);
  }

  /** Whether something is being done or waits to be. */
  static boolean busy() {
    return BUSY.get() > 0;
  }

  @Override
  public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
    return () -> new Counting(threads);
  }

  private static final class Counting extends ThreadPoolExecutor {

    Counting(ThreadFactory threads) {
      super(THREADS, THREADS, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
      allowCoreThreadTimeOut(
          true); // Akka ends its threads by the scheduler, whose time has stopped
    }

    @Override
    public void execute(Runnable task) {
      BUSY.incrementAndGet();
      super.execute(() -> {
        try {
          task.run();
        } finally {
          BUSY.decrementAndGet();
        }
      });
    }
  }
}
