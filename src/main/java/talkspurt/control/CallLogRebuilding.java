package talkspurt.control;

import akka.actor.typed.ActorSystem;
import talkspurt.telemetry.Metrics;

/** Makes the call log anew page by page, for a process that does nothing else. Each method waits for the database. */
public final class CallLogRebuilding {

  private final Database database;
  private final CallLogRebuild rebuild;

  private CallLogRebuilding(Database database, CallLogRebuild rebuild) {
    this.database = database;
    this.rebuild = rebuild;
  }

  /** With the database of this system. */
  public static CallLogRebuilding of(ActorSystem<?> system, Metrics metrics) {
    return new CallLogRebuilding(
        Database.of(system), CallLogRebuild.of(system, metrics.database()));
  }

  /**
   * Asks for the log to be made anew; where that is under way it goes on.
   *
   * @throws DatabaseFault in one line, as do the others
   */
  public void begin() {
    now(RebuildTable::begin);
  }

  /** Makes the next calls anew, if nobody else does. */
  public RebuildPage page() {
    return now(rebuild::page);
  }

  public RebuildState state() {
    return now(RebuildTable::read);
  }

  /** How much is set aside. */
  public long setAside() {
    return now(SetAsideTable::count);
  }

  private <T> T now(Database.Work<T> work) {
    try {
      return database.transactNow(work);
    } catch (IllegalStateException fault) {
      throw DatabaseFault.of(database.pool().getJdbcUrl(), fault);
    }
  }
}
