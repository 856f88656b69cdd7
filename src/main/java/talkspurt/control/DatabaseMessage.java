package talkspurt.control;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * What a database says of a failure, in one line for the log: the names of tables, columns and constraints, but no
 * values of rows, since these may be words or numbers of callers.
 */
final class DatabaseMessage {

  /**
   * SQL states of messages that quote values: cardinality, data, constraints, triggers and functions, statements and
   * searches, a view's check, limits.
   */
  private static final String QUOTING = "(21|22|23|38|39|42|44|54|P0).*";

  /** Of these, a value that does not fit: it stands behind a colon. */
  private static final String DATA = "22";

  private static final Pattern BEHIND_COLON = Pattern.compile(": .*");

  /** H2 tells the whole row. */
  private static final Pattern ROW = Pattern.compile("(?i)\\s+VALUES\\b.*");

  private static final Pattern STATEMENT = Pattern.compile("; SQL statement:.*");

  private static final Pattern QUOTED = Pattern.compile(
      "(?i)(?<!\\b(?:column|constraint|relation|table|index|type|encoding|function|view|trigger|violation:) )"
          + "[\"„“«»][^\"“”«»]*[\"“”«»]?"
          + "|'[^']*'?");

  private static final Pattern LONG_NUMBER = Pattern.compile("\\d{5,}");

  private DatabaseMessage() {}

  /** In one line, without values. */
  static String of(SQLException told) {
    SQLException plain = withoutStatement(told);
    String state = String.valueOf(plain.getSQLState());
    String line = DatabaseFault.firstLine(String.valueOf(plain.getMessage()));
    if (!state.matches(QUOTING)) {
      return line;
    }
    line = STATEMENT.matcher(line.replaceFirst("^ERROR: ", "")).replaceFirst("");
    if (state.startsWith(DATA)) {
      line = BEHIND_COLON.matcher(line).replaceFirst("");
    }
    line = ROW.matcher(line).replaceFirst("");
    line = QUOTED.matcher(line).replaceAll("…");
    return LONG_NUMBER.matcher(line).replaceAll("…");
  }

  /** The same failure for a log that prints causes: without the values that its message quotes. */
  static SQLException withoutValues(SQLException told) {
    if (!quotes(told)) {
      return told;
    }
    SQLException plain = new SQLException(of(told), told.getSQLState(), told.getErrorCode());
    plain.setStackTrace(told.getStackTrace());
    return plain;
  }

  /** Whether a message of this state may quote values. */
  static boolean quotes(SQLException told) {
    return String.valueOf(told.getSQLState()).matches(QUOTING);
  }

  /** A failed batch tells its statement with all values; the failure itself comes behind it. */
  private static SQLException withoutStatement(SQLException told) {
    if (!(told instanceof BatchUpdateException)) {
      return told;
    }
    if (told.getNextException() != null) {
      return withoutStatement(told.getNextException());
    }
    return told.getCause() instanceof SQLException cause
        ? withoutStatement(cause)
        : new SQLException("a batch failed", told.getSQLState());
  }
}
