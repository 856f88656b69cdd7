package talkspurt.control;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.pattern.Patterns;
import akka.stream.BoundedSourceQueue;
import akka.stream.QueueOfferResult;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.call.PhoneNumber;
import talkspurt.telemetry.KeepingMetrics;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;

/**
 * Who did what with what is kept, in the database of the calls. Whoever asks is answered only once that is kept, many
 * in one transaction; where it cannot be, nobody is. Thread-safe.
 */
public final class AuditLog {

  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final int MAX_WAITING = 1000;
  private static final int MAX_TOGETHER = 100;
  private static final int MAX_LINES_PER_MINUTE = 3;
  private static final int MAX_TARGET = 64;

  /** So long somebody waits for it. */
  private static final Duration KEPT_WITHIN = Duration.ofSeconds(3);

  /** What nobody waits for is written again after this time. */
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(2);

  private record Waiting(AuditEntry entry, CompletableFuture<Done> kept) {}

  private final ActorSystem<?> system;
  private final Database database;
  private final DiskWatch disk;
  private final String node;
  private final InstantSource clock;
  private final KeepingMetrics metrics;
  private final AuditRepeats repeats = new AuditRepeats();
  private final LimitedLog limited = new LimitedLog(NanoClock.system(), MAX_LINES_PER_MINUTE);
  private final BoundedSourceQueue<Waiting> queue;
  private volatile Optional<SubjectKey> key = Optional.empty();

  private AuditLog(
      ActorSystem<?> system, String node, InstantSource clock, KeepingMetrics metrics) {
    this.system = system;
    this.database = Database.of(system);
    this.disk = DiskWatch.of(system);
    this.node = node;
    this.clock = clock;
    this.metrics = metrics;
    this.queue = Source.<Waiting>queue(MAX_WAITING)
        .batch(MAX_TOGETHER, AuditLog::first, AuditLog::and)
        .mapAsync(1, this::written)
        .to(Sink.ignore())
        .run(system);
  }

  /**
   * Keeps from now on.
   *
   * @param node which node this is
   */
  public static AuditLog start(
      ActorSystem<?> system, String node, InstantSource clock, KeepingMetrics metrics) {
    return new AuditLog(system, node, clock, metrics);
  }

  /**
   * Keeps that something was done; the same of the same within a minute once, where pages and players ask again and again.
   *
   * @param target the id of a call, or a number, as the action is about; the number itself is not kept
   * @param token by whom; empty where no token is needed
   * @param address from where
   * @return when it is kept; fails where it cannot be, within some seconds
   */
  public CompletionStage<Done> keep(
      AuditAction action, String target, String token, String address) {
    if (action.ofNumber()) {
      return hash(target)
          .toCompletableFuture()
          .orTimeout(KEPT_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
          .whenComplete((hash, fault) -> {
            if (fault != null) {
              failed(1, fault);
            }
          })
          .thenCompose(hash -> kept(action, hash, token, address));
    }
    return kept(action, target, token, address);
  }

  private CompletionStage<Done> kept(
      AuditAction action, String target, String token, String address) {
    AuditEntry entry = new AuditEntry(
        0,
        clock.instant().truncatedTo(ChronoUnit.MICROS),
        token,
        address,
        node,
        action,
        target.length() > MAX_TARGET ? target.substring(0, MAX_TARGET) : target);
    if (repeats.has(entry)) {
      return CompletableFuture.completedFuture(Done.done());
    }
    Waiting waiting = new Waiting(entry, new CompletableFuture<>());
    if (!queue.offer(waiting).equals(QueueOfferResult.enqueued())) {
      failed(1, new RejectedExecutionException("too much waits to be written"));
      return CompletableFuture.failedFuture(
          new IllegalStateException("too much waits to be written to the audit"));
    }
    return waiting.kept.orTimeout(KEPT_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The keyed hash by which a number is known in the audit. */
  public CompletionStage<String> hash(String number) {
    Subject subject = new Subject(new PhoneNumber(number), Subject.Side.EITHER);
    Optional<SubjectKey> known = key;
    if (known.isPresent()) {
      return CompletableFuture.completedFuture(known.get().hash(subject));
    }
    return database.transact(SubjectKey::of).thenApply(read -> {
      key = Optional.of(read);
      return read.hash(subject);
    });
  }

  /** Entries, the newest first. */
  public CompletionStage<List<AuditEntry>> page(AuditFilter filter) {
    return database.transact(connection -> AuditTable.page(connection, filter));
  }

  private static List<Waiting> first(Waiting one) {
    List<Waiting> all = new ArrayList<>();
    all.add(one);
    return all;
  }

  private static List<Waiting> and(List<Waiting> all, Waiting one) {
    all.add(one);
    return all;
  }

  private CompletionStage<Done> written(List<Waiting> all) {
    return write(all.stream().map(Waiting::entry).toList()).handle((done, fault) -> {
      if (fault == null) {
        metrics.audited(all.size());
        all.forEach(one -> {
          repeats.keep(one.entry);
          one.kept.complete(Done.done());
        });
      } else {
        all.forEach(one -> one.kept.completeExceptionally(fault));
        again(all.stream().filter(one -> !one.entry.action().keptFirst()).toList());
        failed((int) all.stream().filter(one -> one.entry.action().keptFirst()).count(), fault);
      }
      return Done.done();
    });
  }

  /** Nobody waits for these, and they are not lost while the database is away for a while. */
  private void again(List<Waiting> waiting) {
    if (waiting.isEmpty()) {
      return;
    }
    Patterns.after(AGAIN_AFTER, system, () -> {
      long lost = waiting.stream()
          .filter(one -> !queue
              .offer(new Waiting(one.entry, new CompletableFuture<>()))
              .equals(QueueOfferResult.enqueued()))
          .count();
      if (lost > 0) {
        failed((int) lost, new RejectedExecutionException("too much waits to be written"));
      }
      return CompletableFuture.completedFuture(Done.done());
    });
  }

  private CompletionStage<Done> write(List<AuditEntry> entries) {
    try {
      disk.check();
      return database.transact(connection -> {
        AuditTable.add(connection, entries);
        connection.commit();
        CommittedWrites.await(connection);
        return Done.done();
      });
    } catch (RuntimeException fault) { // the queue must not end by it
      return CompletableFuture.failedFuture(fault);
    }
  }

  private void failed(int entries, Throwable fault) {
    metrics.notAudited(entries);
    limited.log(
        "failed",
        more -> LOG.warn(
            "the audit cannot be written ({}): requests that must be audited are refused{}",
            DatabaseFault.meaning(fault),
            more));
  }
}
