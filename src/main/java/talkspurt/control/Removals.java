package talkspurt.control;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.japi.Pair;
import akka.pattern.Patterns;
import akka.stream.javadsl.Source;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What is kept of a number, and that it is deleted: by {@link RetentionWorker}, whenever each call is over and not held.
 * Thread-safe.
 */
public final class Removals {

  private static final int PAGE = 100;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final int MOST_LOOKS = 30;
  private static final String NEWEST = "SELECT ordering FROM event_journal"
      + " WHERE persistence_id LIKE ? ORDER BY ordering DESC LIMIT 1";

  private final ActorSystem<?> system;
  private final Database database;
  private final InstantSource clock;
  private final OutboundCalls outbound;

  private Removals(ActorSystem<?> system, Database database, InstantSource clock) {
    this.system = system;
    this.database = database;
    this.clock = clock;
    this.outbound = OutboundCalls.of(system);
  }

  /** Those of the database of this system. */
  public static Removals of(ActorSystem<?> system, InstantSource clock) {
    return new Removals(system, Database.of(system), clock);
  }

  /** All calls of a number, oldest first; read by pages, as they are wanted. */
  public Source<CallLogEntry, NotUsed> calls(Subject subject) {
    return Source.unfoldAsync(
            Optional.of(new CallPlace(Instant.EPOCH, "")),
            place -> place.isEmpty()
                ? CompletableFuture.completedFuture(
                    Optional.<Pair<Optional<CallPlace>, List<CallLogEntry>>>empty())
                : database
                    .transact(connection -> page(connection, subject, place.get()))
                    .thenApply(page -> Optional.of(Pair.create(next(page), page))))
        .mapConcat(page -> page);
  }

  private static Optional<CallPlace> next(List<CallLogEntry> page) {
    if (page.size() < PAGE) {
      return Optional.empty();
    }
    CallLogEntry last = page.get(PAGE - 1);
    return Optional.of(new CallPlace(last.registeredAt(), last.callId()));
  }

  private static List<CallLogEntry> page(Connection connection, Subject subject, CallPlace after)
      throws SQLException {
    Conditions wanted = subject
        .among(new Conditions())
        .and("registered_at >= ?", after.registeredAt())
        .and("(registered_at > ? OR call_id > ?)", after.registeredAt(), after.callId());
    try (PreparedStatement statement = wanted.prepare(
            connection, CallLogTable.SELECT, " ORDER BY registered_at, call_id LIMIT " + PAGE);
        ResultSet row = statement.executeQuery()) {
      List<CallLogEntry> page = new ArrayList<>();
      while (row.next()) {
        page.add(CallLogTable.entry(row));
      }
      return page;
    }
  }

  /**
   * Has all deleted that is kept of a number, as the log knows it now; asked again while that is under way, it is the same.
   *
   * @param by the name of the token by which it is asked
   * @return how far it is, once it is sure to be done
   */
  public CompletionStage<Removal> delete(Subject subject, String by) {
    Instant now = now();
    return database
        .transact(Removals::newest)
        .thenCompose(newest -> logged(newest, MOST_LOOKS))
        .thenCompose(logged -> database.transact(connection -> {
          String hash = SubjectKey.of(connection).hash(subject);
          String id = RemovalTable.running(connection, hash)
              .orElseGet(() -> UUID.randomUUID().toString());
          if (RemovalTable.read(connection, id).isEmpty()) {
            RemovalTable.begin(connection, id, hash, by, now);
          }
          RemovalTable.add(connection, id, subject, now);
          if (subject.side() != Subject.Side.CALLED) {
            outbound.erase(connection, hash, now);
          }
          return kept(connection, id);
        }));
  }

  /** The same of one call, which is known to the journal: that it was deleted before, and came back, is no reason not to. */
  public CompletionStage<Removal> delete(UUID callId, String by) {
    Instant now = now();
    return database.transact(connection -> {
      Optional<String> before = RemovalTable.ofCall(connection, callId.toString());
      String id = before.orElseGet(() -> UUID.randomUUID().toString());
      if (before.isEmpty()) {
        RemovalTable.begin(connection, id, "", by, now);
        RemovalTable.add(connection, id, callId.toString(), now);
      } else {
        RemovalTable.again(connection, callId.toString(), now);
      }
      return kept(connection, id);
    });
  }

  /** How far it is. */
  public CompletionStage<Optional<Removal>> of(String id) {
    return database.transact(connection -> RemovalTable.read(connection, id));
  }

  private static Removal kept(Connection connection, String id) throws SQLException {
    connection.commit();
    CommittedWrites.await(connection);
    return RemovalTable.read(connection, id).orElseThrow();
  }

  /** A call that has just begun is deleted, too: the log may be some moments behind the journal. */
  private CompletionStage<Boolean> logged(long newest, int looks) {
    return database.transact(CallLogTable::offset).thenCompose(offset -> {
      if (offset >= newest || looks == 0) {
        return CompletableFuture.completedFuture(offset >= newest);
      }
      return Patterns.after(LOOK_AGAIN, system, () -> logged(newest, looks - 1));
    });
  }

  /** The number of the last event of any call. */
  private static long newest(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NEWEST)) {
      statement.setString(1, CallEntity.persistenceId("").id() + "%");
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
