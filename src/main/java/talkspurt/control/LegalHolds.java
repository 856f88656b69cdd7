package talkspurt.control;

import akka.actor.typed.ActorSystem;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** The calls of which nothing is deleted, neither by age nor because somebody asks for it. Thread-safe. */
public final class LegalHolds {

  private final Database database;
  private final InstantSource clock;

  private LegalHolds(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Those of the database of this system. */
  public static LegalHolds of(ActorSystem<?> system, InstantSource clock) {
    return new LegalHolds(Database.of(system), clock);
  }

  /** That of a call, where it has one. */
  public CompletionStage<Optional<LegalHold>> of(UUID callId) {
    return database
        .transact(connection -> HoldTable.of(connection, List.of(callId.toString())))
        .thenApply(holds -> holds.stream().findFirst());
  }

  /**
   * Holds a call, or gives another reason; of one that is held already the newest reason counts. Whoever is deleting calls is
   * waited for.
   *
   * @return empty where nothing is left of the call
   */
  public CompletionStage<Optional<LegalHold>> hold(UUID callId, String reason, String by) {
    LegalHold hold = new LegalHold(
        callId.toString(), reason, by, clock.instant().truncatedTo(ChronoUnit.MICROS));
    return database.transact(connection -> {
      HoldTable.lock(connection);
      if (!HoldTable.kept(connection, hold.callId())) {
        return Optional.empty();
      }
      HoldTable.put(connection, hold);
      connection.commit();
      CommittedWrites.await(connection);
      return Optional.of(hold);
    });
  }

  /** Ends the hold of a call; whether it had one. */
  public CompletionStage<Boolean> release(UUID callId) {
    return database.transact(connection -> HoldTable.remove(connection, callId.toString()));
  }
}
