package talkspurt.control;

import akka.actor.typed.ActorSystem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import talkspurt.call.PhoneNumber;

/**
 * Numbers that must not be called, in the database of the calls. Kept as keyed hashes, so that the list outlasts the deletion
 * of everything else of a number, and tells no number. Thread-safe.
 */
public final class DoNotCallList {

  private final Database database;
  private final DiskWatch disk;

  private DoNotCallList(Database database, DiskWatch disk) {
    this.database = database;
    this.disk = disk;
  }

  /** That of the database of this system. */
  public static DoNotCallList of(ActorSystem<?> system) {
    return new DoNotCallList(Database.of(system), DiskWatch.of(system));
  }

  /** How a number came on it; empty where it is not on it. */
  public CompletionStage<Optional<DoNotCall>> of(PhoneNumber number) {
    return database.transact(
        connection -> DoNotCallTable.find(connection, SubjectKey.of(connection).hash(number))
            .filter(row -> row.removedAt().isEmpty())
            .map(DoNotCallTable.Row::entry));
  }

  /**
   * Adds a number, unless it is on it; once that is answered it is never dialled.
   *
   * @return how it came on it
   */
  public CompletionStage<DoNotCall> add(PhoneNumber number, DoNotCall entry) {
    return database.transact(connection -> {
      disk.check();
      SubjectKey key = SubjectKey.of(connection);
      String hash = key.hash(number);
      DoNotCallTable.add(connection, hash, key.mark(), stored(entry));
      connection.commit();
      CommittedWrites.await(connection);
      return DoNotCallTable.find(connection, hash).orElseThrow().entry();
    });
  }

  /** Takes a number off it; whether it was on it. */
  public CompletionStage<Boolean> remove(PhoneNumber number, Instant now) {
    return database.transact(connection -> {
      disk.check();
      boolean was = DoNotCallTable.remove(
          connection, SubjectKey.of(connection).hash(number), now.truncatedTo(ChronoUnit.MICROS));
      connection.commit();
      CommittedWrites.await(connection);
      return was;
    });
  }

  private static DoNotCall stored(DoNotCall entry) {
    return new DoNotCall(
        entry.source(), entry.by(), entry.callId(), entry.at().truncatedTo(ChronoUnit.MICROS));
  }
}
