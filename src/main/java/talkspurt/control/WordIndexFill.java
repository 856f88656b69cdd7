package talkspurt.control;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.telemetry.DatabaseMetrics;

/**
 * Adds the calls that an earlier version wrote to the {@link WordIndex}, some in a transaction, while calls go on. What is
 * left is known by the tables alone: a process that died goes on where it was. Does nothing on PostgreSQL.
 */
final class WordIndexFill {

  private static final Logger LOG = LoggerFactory.getLogger(WordIndexFill.class);
  private static final long NOT_COUNTED = -1;

  private final DatabaseMetrics metrics;
  private long left = NOT_COUNTED;
  private long added;

  WordIndexFill(DatabaseMetrics metrics) {
    this.metrics = metrics;
  }

  /**
   * What one transaction does.
   *
   * @param calls how many it adds
   * @param left how many it leaves
   */
  record Step(long calls, long left) {}

  /** Adds some; blocks. Only {@link #committed} changes what this knows. */
  Step step(Connection connection) throws SQLException {
    if (left == 0 || SqlDialect.of(connection) != SqlDialect.H2) {
      return new Step(0, 0);
    }
    long before = left == NOT_COUNTED ? WordIndex.lacking(connection) : left;
    int calls = before == 0 ? 0 : WordIndex.fill(connection);
    // calls are deleted meanwhile: nothing is left only where nothing was found
    return new Step(calls, calls == 0 ? 0 : Math.max(1, before - calls));
  }

  /**
   * A step's transaction has ended well.
   *
   * @return whether there may be more
   */
  boolean committed(Step step) {
    if (added == 0 && step.calls() > 0) {
      LOG.info(
          "adding the words of {} calls to the index of the call log; until then a search reads all texts",
          step.calls() + step.left());
    }
    added += step.calls();
    left = step.left();
    metrics.callLogUnindexed(left);
    if (left == 0 && added > 0) {
      LOG.info("the words of {} calls were added to the index of the call log", added);
      added = 0;
    }
    return left > 0;
  }
}
