package talkspurt.control;

import akka.actor.typed.ActorSystem;
import akka.persistence.jdbc.query.javadsl.JdbcReadJournal;
import akka.persistence.query.PersistenceQuery;
import akka.stream.Materializer;
import akka.stream.javadsl.Sink;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.telemetry.Metrics;

/** What is known of calls, live and past. Asks the database alone; no call is woken by it. */
public final class CallLog implements CallLogCare {

  /** How many calls of which something is set aside are tried again at once. */
  private static final int MAX_RETRIED = 1000;

  /** How much of what is set aside is listed at once. */
  private static final int MAX_LISTED = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(CallLog.class);

  private final JdbcReadJournal journal;
  private final Database database;
  private final CallLogRebuild rebuild;
  private final Materializer materializer;

  private CallLog(
      JdbcReadJournal journal,
      Database database,
      CallLogRebuild rebuild,
      Materializer materializer) {
    this.journal = journal;
    this.database = database;
    this.rebuild = rebuild;
    this.materializer = materializer;
  }

  /** Opens the log, and takes part in writing it. The tables are there: see {@link Schema}. */
  public static CallLog start(ActorSystem<?> system, Metrics metrics) {
    JdbcReadJournal journal = PersistenceQuery.get(system)
        .getReadJournalFor(JdbcReadJournal.class, JdbcReadJournal.Identifier());
    Database database = Database.of(system);
    ClusterWork.start(
        system,
        "call-log",
        CallLogProjection.create(journal, database, DiskWatch.of(system), metrics));
    CallLog log = new CallLog(
        journal,
        database,
        CallLogRebuild.of(system, metrics.database()),
        Materializer.matFromSystem(system));
    log.rebuilt().thenAccept(CallLog::tellIfOld);
    return log;
  }

  private static void tellIfOld(RebuildState state) {
    if (state.old() && !state.running()) {
      LOG.info(
          "the call log is of version {}, and this program writes {}: calls from before lack what is"
              + " new until it is rebuilt (POST /api/call-log/rebuild)",
          state.version(),
          RebuildState.current());
    }
  }

  /** Everything that has happened to a call; empty if nothing is known of it, or it was erased. */
  public CompletionStage<Optional<CallStory>> story(UUID callId) {
    String id = CallEntity.persistenceId(callId.toString()).id();
    return journal
        .currentEventsByPersistenceId(id, 1, Long.MAX_VALUE)
        .runWith(Sink.seq(), materializer)
        .thenApply(events -> CallStory.unlessErased(callId.toString(), events));
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

  /**
   * What calls have cost.
   *
   * @param zone where a day begins and ends
   */
  public CompletionStage<CostReport> costs(CostQuery query, ZoneId zone) {
    return database.transact(connection -> CostTable.report(connection, query, zone));
  }

  @Override
  public CompletionStage<RebuildState> rebuilt() {
    return database.transact(RebuildTable::read);
  }

  @Override
  public CompletionStage<RebuildState> rebuild() {
    return database.transact(connection -> {
      RebuildTable.begin(connection);
      return RebuildTable.read(connection);
    });
  }

  @Override
  public CompletionStage<Long> setAside() {
    return database.transact(SetAsideTable::count);
  }

  @Override
  public CompletionStage<List<AsideEntry>> setAside(String call, long event) {
    return database.transact(connection -> SetAsideTable.page(connection, call, event, MAX_LISTED));
  }

  @Override
  public CompletionStage<RetriedCalls> retry() {
    return database.transact(connection -> {
      List<String> calls = SetAsideTable.calls(connection, MAX_RETRIED);
      for (List<String> some : JournalReader.pages(calls)) {
        rebuild.rewrite(connection, some);
        connection.commit();
      }
      return new RetriedCalls(calls.size(), SetAsideTable.count(connection));
    });
  }
}
