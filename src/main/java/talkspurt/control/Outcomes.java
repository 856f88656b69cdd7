package talkspurt.control;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.call.Spending;

/**
 * How calls came out, in the database of the calls. A call that ends gets a row with the row of the call log that
 * tells its end, and from then on there is work on it until all is known and told. Thread-safe.
 */
public final class Outcomes {

  private final Database database;
  private final DiskWatch disk;

  private Outcomes(Database database, DiskWatch disk) {
    this.database = database;
    this.disk = disk;
  }

  /** Those of the database of this system. */
  public static Outcomes of(ActorSystem<?> system) {
    return new Outcomes(Database.of(system), DiskWatch.of(system));
  }

  /** That of a call; empty while the call is live, and a moment after. */
  public CompletionStage<Optional<CallOutcome>> of(UUID callId) {
    return database.transact(connection -> OutcomeTable.one(connection, callId.toString()));
  }

  /** Outcomes by the end of their calls, oldest first; read by pages, as they are wanted. */
  public Source<CallOutcome, NotUsed> all(OutcomeFilter filter) {
    return Source.unfoldAsync(
            Optional.of(filter),
            wanted -> wanted.isEmpty()
                ? CompletableFuture.completedFuture(Optional.empty())
                : page(wanted.get()))
        .mapConcat(page -> page);
  }

  private CompletionStage<Optional<Pair<Optional<OutcomeFilter>, List<CallOutcome>>>> page(
      OutcomeFilter filter) {
    return database
        .transact(connection -> OutcomeTable.page(connection, filter))
        .thenApply(page -> Optional.of(Pair.create(
            page.size() < OutcomeFilter.PAGE
                ? Optional.empty()
                : Optional.of(filter.behind(page.get(page.size() - 1))),
            page)));
  }

  /**
   * Takes up work that is due.
   *
   * @param most how much at most
   * @param lease for how long nobody else takes it up
   */
  public CompletionStage<List<DueOutcome>> take(
      OutcomeWork work, int most, Instant now, Duration lease) {
    Instant until = stored(now.plus(lease));
    return database.transact(connection -> OutcomeTable.take(connection, work, most, now, until));
  }

  /**
   * Keeps what came of work that was taken up.
   *
   * @param next what is to be done now; empty: nothing
   * @param at when
   * @param attempts how often it was tried
   * @param cost what the work has cost, which is kept in any case
   * @return whether it was kept: not where somebody else took it up meanwhile; fails for want of room
   */
  public CompletionStage<Boolean> put(
      DueOutcome taken,
      CallOutcome now,
      Optional<OutcomeWork> next,
      Instant at,
      int attempts,
      Spending cost) {
    return database.transact(connection -> {
      disk.check();
      CostTable.addLater(connection, now.callId(), cost);
      boolean kept = OutcomeTable.put(connection, taken, now, next, stored(at), attempts);
      connection.commit();
      CommittedWrites.await(connection); // what is told to others must not be forgotten by a kill
      return kept;
    });
  }

  /** What a call has cost since it is over. */
  public CompletionStage<Spending> cost(UUID callId) {
    return database.transact(connection -> CostTable.later(connection, callId.toString()));
  }

  /** Has work done on calls that ended since then and that nodes of earlier versions wrote to the log; how many. */
  public CompletionStage<Integer> beginMissing(Instant since) {
    return database.transact(connection -> OutcomeTable.beginMissing(connection, since));
  }

  /** As a database has it. */
  private static Instant stored(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }
}
