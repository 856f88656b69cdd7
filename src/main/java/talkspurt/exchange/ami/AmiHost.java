package talkspurt.exchange.ami;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.action.PingAction;
import org.asteriskjava.manager.event.ManagerEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.exchange.ExchangeHost;
import talkspurt.exchange.ExchangeSettings;
import talkspurt.telemetry.ExchangeMetrics;

/**
 * One host and its connection, which is made again whenever it is lost. A thread of its own connects, writes and looks
 * at the clock; answers come on a thread of the library's.
 */
final class AmiHost implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AmiHost.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final int MAX_DOUBLINGS = 5;

  /** More at once would be no control but a flood. */
  private static final int MAX_WAITING = 200;

  private final ExchangeHost host;
  private final ExchangeSettings settings;
  private final ExchangeMetrics metrics;
  private final ScheduledExecutorService thread;
  private final Semaphore room = new Semaphore(MAX_WAITING);
  private Optional<Watcher> watcher = Optional.empty();
  private volatile Optional<AmiConnection> connection = Optional.empty();
  private int failures;
  private boolean everUp;

  private record Watcher(Consumer<ManagerEvent> events, Runnable end) {}

  AmiHost(ExchangeHost host, ExchangeSettings settings, ExchangeMetrics metrics) {
    this.host = host;
    this.settings = settings;
    this.metrics = metrics;
    this.thread = thread(host.name());
    metrics.connected(host.name(), false);
  }

  /**
   * Shows what happens to all channels of the host, from its next connection on; else it is not asked for.
   *
   * @param events told on a thread of the library's
   * @param end run when a connection has ended
   */
  void watch(Consumer<ManagerEvent> events, Runnable end) {
    watcher = Optional.of(new Watcher(events, end));
  }

  /** Begins to connect. */
  void start() {
    thread.execute(this::connect);
  }

  private static ScheduledExecutorService thread(String name) {
    ScheduledThreadPoolExecutor one = new ScheduledThreadPoolExecutor(1, work -> {
      Thread made = new Thread(work, "talkspurt-ami-" + name);
      made.setDaemon(true);
      return made;
    });
    one.setRemoveOnCancelPolicy(true);
    return one;
  }

  /** By which it is known in the settings. */
  String name() {
    return host.name();
  }

  /** Whether it can be asked now. */
  boolean connected() {
    return connection.isPresent();
  }

  /**
   * Sends an action, once.
   *
   * @return completes within the command timeout; never fails
   */
  CompletionStage<AmiReply> send(ManagerAction action) {
    if (!connected()) {
      return notSent("no connection to the host");
    }
    if (!room.tryAcquire()) {
      return notSent(MAX_WAITING + " commands wait for the host already");
    }
    CompletableFuture<AmiReply> reply = new CompletableFuture<>();
    reply.whenComplete((done, never) -> room.release());
    execute(() -> write(action, reply), reply);
    return reply;
  }

  private void write(ManagerAction action, CompletableFuture<AmiReply> reply) {
    Optional<AmiConnection> now = connection;
    if (now.isEmpty()) {
      reply.complete(new AmiReply.NotSent("no connection to the host"));
      return;
    }
    ScheduledFuture<?> late = thread.schedule(
        () -> reply.complete(new AmiReply.NoAnswer(
            "no answer within " + settings.commandTimeout().toMillis() + " ms")),
        settings.commandTimeout().toMillis(),
        TimeUnit.MILLISECONDS);
    reply.whenComplete((done, never) -> late.cancel(false));
    now.get().send(action).thenAccept(reply::complete);
  }

  /** Does something after a while, on the host's thread. */
  CompletionStage<Void> after(Duration pause) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    try {
      thread.schedule(() -> over.complete(null), pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      over.complete(null);
    }
    return over;
  }

  private void execute(Runnable work, CompletableFuture<AmiReply> reply) {
    try {
      thread.execute(work);
    } catch (RejectedExecutionException closed) {
      reply.complete(new AmiReply.NotSent("the engine is about to stop"));
    }
  }

  private static CompletionStage<AmiReply> notSent(String why) {
    return CompletableFuture.completedFuture(new AmiReply.NotSent(why));
  }

  // ---- the connection, on the host's thread alone

  private void connect() {
    AmiConnection attempt = new AmiConnection(host, settings, this::ended);
    try {
      watcher.ifPresent(one -> attempt.addEventListener(one.events()::accept));
      attempt.login(watcher.isPresent() ? "call" : "off");
      connection = Optional.of(attempt);
      failures = 0;
      metrics.connected(host.name(), true);
      LOG.info("Asterisk {} is {}", described(), everUp ? "connected again" : "connected");
      everUp = true;
      ping(attempt);
    } catch (IOException | AuthenticationFailedException | TimeoutException refused) {
      attempt.close();
      tryAgain("cannot be reached by AMI: " + refused.getMessage());
    }
  }

  /** Tells what was lost once, however often it is tried again. */
  private void tryAgain(String why) {
    if (failures == 0) {
      LOG.warn("Asterisk {} {}; commands to it are refused until it is back", described(), why);
    }
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
    failures++;
    thread.schedule(this::connect, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void ended() {
    try {
      thread.execute(this::lost);
    } catch (RejectedExecutionException closed) {
      metrics.connected(host.name(), false);
    }
  }

  private void lost() {
    connection = Optional.empty();
    metrics.connected(host.name(), false);
    watcher.ifPresent(one -> one.end().run());
    tryAgain("is lost: its AMI connection ended, or it was silent for "
        + settings.silenceTimeout().toMillis() + " ms");
  }

  /** The answer is not looked at: that one comes at all keeps the socket from being given up. */
  private void ping(AmiConnection one) {
    if (connection.filter(now -> now == one).isPresent()) {
      one.send(new PingAction());
      thread.schedule(() -> ping(one), settings.pingEvery().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private String described() {
    return host.name() + " (" + host.address() + ":" + host.port() + ")";
  }

  /** Ends the connection and the thread; what waits is told that it is lost. */
  @Override
  public void close() {
    connection.ifPresent(AmiConnection::close);
    connection = Optional.empty();
    thread.shutdownNow();
  }
}
