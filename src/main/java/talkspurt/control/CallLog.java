package talkspurt.control;

import akka.actor.typed.ActorSystem;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.SingletonActor;
import akka.persistence.jdbc.query.javadsl.JdbcReadJournal;
import akka.persistence.query.PersistenceQuery;
import akka.stream.Materializer;
import akka.stream.javadsl.Sink;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import talkspurt.telemetry.Metrics;

/** What is known of calls, live and past. Asks the database alone; no call is woken by it. */
public final class CallLog {

  private final JdbcReadJournal journal;
  private final Database database;
  private final Materializer materializer;

  private CallLog(JdbcReadJournal journal, Database database, Materializer materializer) {
    this.journal = journal;
    this.database = database;
    this.materializer = materializer;
  }

  /** Opens the log, and takes part in writing it. The tables are there: see {@link Schema}. */
  public static CallLog start(ActorSystem<?> system, Metrics metrics) {
    JdbcReadJournal journal = PersistenceQuery.get(system)
        .getReadJournalFor(JdbcReadJournal.class, JdbcReadJournal.Identifier());
    Database database = Database.of(system);
    ClusterSingleton.get(system)
        .init(SingletonActor.of(
            CallLogProjection.create(journal, database, DiskWatch.of(system), metrics),
            "call-log"));
    return new CallLog(journal, database, Materializer.matFromSystem(system));
  }

  /** Everything that has happened to a call; empty if nothing is known of it. */
  public CompletionStage<Optional<CallStory>> story(UUID callId) {
    String id = CallEntity.persistenceId(callId.toString()).id();
    return journal
        .currentEventsByPersistenceId(id, 1, Long.MAX_VALUE)
        .runWith(Sink.seq(), materializer)
        .thenApply(events -> events.isEmpty()
            ? Optional.empty()
            : Optional.of(CallStory.read(callId.toString(), events)));
  }

  /**
   * Calls by the time they became known, newest first. What has happened in the last moments (half a
   * second, as a rule) may not be in it yet.
   */
  public CompletionStage<CallPage> page(CallFilter filter) {
    return database.transact(connection -> CallLogTable.page(connection, filter));
  }

  /** The experiments that there are calls of. */
  public CompletionStage<List<ExperimentSummary>> experiments() {
    return database.transact(ExperimentTable::list);
  }

  /** What the calls of an experiment came to. */
  public CompletionStage<ExperimentFigures> figures(ExperimentQuery query) {
    return database.transact(connection -> ExperimentTable.figures(connection, query));
  }
}
