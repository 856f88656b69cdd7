package talkspurt.control;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import talkspurt.call.AnswerTimes;
import talkspurt.call.Variant;

/** Rows of the call log, of calls whose profile has variants. */
final class ExperimentRows {

  static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

  private final Database database;
  private final String experiment;
  private Instant registered = AT;

  ExperimentRows(Database database, String experiment) {
    this.database = database;
    this.experiment = experiment;
  }

  /** Those that follow became known then. */
  ExperimentRows at(Instant time) {
    registered = time;
    return this;
  }

  /** Calls that were answered, took so long, and ended for this reason. */
  ExperimentRows ended(String variant, int calls, String reason, int seconds, int bargeIns) {
    return put(variant, false, calls, Optional.of(reason), Optional.of(seconds), bargeIns);
  }

  /** Calls that ended before there was any audio. */
  ExperimentRows unanswered(String variant, int calls) {
    return put(variant, false, calls, Optional.of("NO_AUDIO"), Optional.empty(), 0);
  }

  /** Calls that are not over. */
  ExperimentRows live(String variant, int calls) {
    return put(variant, false, calls, Optional.empty(), Optional.of(0), 0);
  }

  /** Calls that asked for the variant. */
  ExperimentRows forced(String variant, int calls) {
    return put(variant, true, calls, Optional.of("COMPLETED"), Optional.of(9), 7);
  }

  /** So many calls of the variant, of which that is not known yet, came to this. */
  ExperimentRows cameTo(
      String variant, int calls, String disposition, String goal, boolean reached) {
    return database.transactNow(connection -> {
      List<String> ids = new ArrayList<>();
      try (PreparedStatement those = connection.prepareStatement(
          "SELECT call_id FROM call_log WHERE experiment = ? AND variant = ? AND disposition = '' ORDER BY call_id")) {
        those.setString(1, experiment);
        those.setString(2, variant);
        try (ResultSet row = those.executeQuery()) {
          while (ids.size() < calls && row.next()) {
            ids.add(row.getString(1));
          }
        }
      }
      for (String id : ids) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("UPDATE call_log SET disposition = '" + disposition
              + "' WHERE call_id = '" + id + "'");
          statement.execute(
              "INSERT INTO call_goals VALUES ('" + id + "', '" + goal + "', " + reached + ")");
        }
      }
      return this;
    });
  }

  private ExperimentRows put(
      String variant,
      boolean forced,
      int calls,
      Optional<String> reason,
      Optional<Integer> seconds,
      int bargeIns) {
    return database.transactNow(connection -> {
      for (int call = 0; call < calls; call++) {
        CallLogTable.put(
            connection,
            new CallLogEntry(
                UUID.randomUUID().toString(),
                "Ended",
                "1",
                "2",
                variant.equals("c") ? "other" : "sales",
                "",
                new Variant(experiment, variant, forced),
                registered,
                seconds.map(some -> registered),
                reason.map(why -> registered.plus(Duration.ofSeconds(seconds.orElse(60)))),
                reason,
                0,
                reason.filter("NO_AUDIO"::equals).isPresent(),
                bargeIns,
                new AnswerTimes(bargeIns, bargeIns * seconds.orElse(0) * 100L),
                1000));
      }
      return this;
    });
  }
}
