package talkspurt.control;

import java.sql.SQLException;
import java.util.Optional;
import talkspurt.text.OutsideText;

/**
 * What the database has against a row: its content, or what somebody's check or trigger says of it. All else is a fault
 * of the database, which may be over the next time.
 */
final class RowRefusal {

  /**
   * SQL states: cardinality, data, constraints, a view's check, too much for a limit; errors raised in triggers
   * (PostgreSQL's P0), and of functions that these call.
   */
  private static final String STATES = "(21|22|23|38|39|44|54|P0).*";

  private static final int MAX_REASON = 200;

  private RowRefusal() {}

  /** In one line, without values of the row; empty where it is another fault. */
  static Optional<String> of(Throwable fault) {
    for (Throwable at = fault; at != null; at = at.getCause()) {
      if (at instanceof SQLException told && String.valueOf(told.getSQLState()).matches(STATES)) {
        return Optional.of(OutsideText.forLog(DatabaseMessage.of(told), MAX_REASON));
      }
    }
    return Optional.empty();
  }
}
