package talkspurt.control;

import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.call.EarlierCalls;
import talkspurt.call.PhoneNumber;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;

/**
 * Looks up earlier calls of a number, for call starts that wait for it: not long, and few at the same time, so that a slow
 * database keeps no caller waiting. Thread-safe.
 */
public final class EarlierCallsLookup {

  /** Asks the call log. */
  @FunctionalInterface
  interface Query {
    CompletionStage<EarlierCalls> find(String digits, UUID callId, Instant since);
  }

  /** More would only wait for connections that calls need to write. */
  static final int MOST_AT_ONCE = 4;

  private static final int MOST_LINES_A_MINUTE = 10;
  private static final Logger LOG = LoggerFactory.getLogger(EarlierCallsLookup.class);

  private final Query query;
  private final EarlierSettings settings;
  private final InstantSource clock;
  private final Executor executor;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);
  private final LimitedLog limited = new LimitedLog(NanoClock.system(), MOST_LINES_A_MINUTE);

  EarlierCallsLookup(
      Query query, EarlierSettings settings, InstantSource clock, Executor executor) {
    this.query = query;
    this.settings = settings;
    this.clock = clock;
    this.executor = executor;
  }

  /** In the database of this system. */
  public static EarlierCallsLookup of(
      ActorSystem<?> system, EarlierSettings settings, InstantSource clock) {
    Database database = Database.of(system);
    return new EarlierCallsLookup(
        (digits, callId, since) -> database.transact(
            connection -> EarlierCallsTable.find(connection, digits, callId, since)),
        settings,
        clock,
        system.executionContext());
  }

  /** Those of this caller before this call; unknown where the number is hidden, or nothing is known in time. Never fails. */
  public CompletionStage<EarlierCalls> of(UUID callId, PhoneNumber caller) {
    String digits = caller.digits();
    if (digits.isEmpty()) {
      return CompletableFuture.completedStage(EarlierCalls.UNKNOWN);
    }
    if (!places.tryAcquire()) {
      tell(callId, "too many are looked up at the same time");
      return CompletableFuture.completedStage(EarlierCalls.UNKNOWN);
    }
    CompletableFuture<EarlierCalls> found = new CompletableFuture<>();
    asked(digits, callId).whenComplete((calls, fault) -> {
      places.release();
      if (fault == null) {
        found.complete(calls);
      } else {
        found.completeExceptionally(fault);
      }
    });
    return found
        .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .handleAsync((calls, fault) -> fault == null ? calls : told(callId, fault), executor);
  }

  private CompletionStage<EarlierCalls> asked(String digits, UUID callId) {
    try {
      return query.find(digits, callId, clock.instant().minus(Duration.ofDays(settings.days())));
    } catch (RuntimeException rejected) {
      return CompletableFuture.failedStage(rejected);
    }
  }

  private EarlierCalls told(UUID callId, Throwable fault) {
    Throwable cause =
        fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
    tell(
        callId,
        cause instanceof TimeoutException
            ? "no answer within " + settings.timeout().toMillis() + " ms"
            : DatabaseFault.meaning(cause));
    return EarlierCalls.UNKNOWN;
  }

  private void tell(UUID callId, String why) {
    limited.log(
        "earlier",
        more -> LOG.warn(
            "call {}: its earlier calls are not known ({}): it goes on without them{}",
            callId,
            why,
            more));
  }
}
