package talkspurt.fake;

import akka.actor.ActorSystem;
import akka.actor.BootstrapSetup;
import akka.actor.typed.javadsl.Adapter;
import akka.dispatch.ExecutionContexts;
import akka.stream.javadsl.RunnableGraph;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import scala.jdk.javaapi.FutureConverters;
import talkspurt.telemetry.NanoClock;

/**
 * An actor system in which everything happens on the test's own thread, in one order, and time
 * passes only when the test says so: a conversation of a minute takes milliseconds.
 */
public final class CountedWorld implements AutoCloseable {

  private static final Config CONFIG = ConfigFactory.parseString("""
              akka {
                actor.provider = local
                loggers = ["akka.event.slf4j.Slf4jLogger"]
                logging-filter = "akka.event.slf4j.Slf4jLoggingFilter"
                loglevel = INFO
                log-dead-letters = off
                log-dead-letters-during-shutdown = off
                scheduler.implementation = "talkspurt.fake.CountedTime"
                coordinated-shutdown.run-by-jvm-shutdown-hook = off
              }
              akka.loggers-dispatcher = akka.actor.internal-dispatcher
              akka.actor.internal-dispatcher.executor = "talkspurt.fake.CountedThreads"
              talkspurt.media-loop-dispatchers.1 {
                type = Dispatcher
                executor = default-executor
                default-executor.fallback = fork-join-executor
              }
              """)
      .withFallback(ConfigFactory.defaultReferenceUnresolved())
      .resolve();

  private final BlockingQueue<Runnable> ready = new LinkedBlockingQueue<>();
  private final ActorSystem system;
  private final CountedTime time;

  public CountedWorld() {
    system = ActorSystem.create(
        "counted",
        akka.actor.setup.ActorSystemSetup.create(BootstrapSetup.create(
            Optional.empty(),
            Optional.of(CONFIG),
            Optional.of(ExecutionContexts.fromExecutor(ready::add)))));
    time = (CountedTime) system.scheduler();
    settle();
  }

  /** The actor system. */
  public akka.actor.typed.ActorSystem<Void> system() {
    return Adapter.toTyped(system);
  }

  /** Runs a stream. */
  public <M> M run(RunnableGraph<M> stream) {
    M materialized = stream.run(system);
    settle();
    return materialized;
  }

  /** The world's time, for what counts nanoseconds. */
  public NanoClock clock() {
    return time::nanos;
  }

  /** The world's time, for what needs a date. */
  public InstantSource instants() {
    return () -> Instant.EPOCH.plusNanos(time.nanos());
  }

  /** Lets happen all that can happen without time passing. */
  public void settle() {
    while (CountedThreads.busy() || !ready.isEmpty()) {
      runNext();
    }
  }

  /** Lets time pass, and happen what it brings. */
  public void pass(Duration duration) {
    long until = time.nanos() + duration.toNanos();
    settle();
    while (time.runNext(until)) {
      settle();
    }
    settle();
  }

  /** Lets milliseconds pass. */
  public void pass(long ms) {
    pass(Duration.ofMillis(ms));
  }

  /** How many timers wait. */
  public long timers() {
    return time.waiting();
  }

  @Override
  public void close() {
    var terminated = FutureConverters.asJava(system.terminate()).toCompletableFuture();
    while (!terminated.isDone()) {
      runNext();
    }
  }

  private void runNext() {
    try {
      Runnable next = ready.poll(1, TimeUnit.MILLISECONDS);
      if (next != null) {
        next.run();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError("the test was stopped", stopped);
    }
  }
}
