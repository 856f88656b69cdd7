package talkspurt.control;

import java.io.IOException;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** Why the database cannot be used, in one line for the person who runs it. */
public final class DatabaseFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final String DISK_FULL = "has no room left on its disk";

  /** Of Linux, macOS and Windows; quotas are told alike. */
  private static final Pattern NO_ROOM =
      Pattern.compile("(?i)no space left|not enough space|disk quota exceeded|disk is full");

  /** SQL states: unknown to the database, cardinality, data, constraints, syntax and names, a view's check. */
  private static final String OURS = "(07|0A|21|22|23|42|44).*";

  DatabaseFault(String line) {
    super(line);
  }

  private DatabaseFault(String line, Throwable cause) {
    super(line, cause);
  }

  /** What a failure means to somebody who knows the database by this address. */
  static DatabaseFault of(String url, Throwable failure) {
    return new DatabaseFault("database " + address(url) + ": " + meaning(failure), failure);
  }

  /** Without what follows the name, where there may be secrets. */
  static String address(String url) {
    int end = url.chars().filter(at -> at == '?' || at == ';').findFirst().orElse(-1);
    return (end < 0 ? url : url.substring(0, url.indexOf(end))).replaceFirst("^jdbc:", "");
  }

  /**
   * In a few words, without values of rows; of what is not known, the database's own first line.
   *
   * @param failure of the database, whatever it is the cause of
   */
  public static String meaning(Throwable failure) {
    Throwable last = failure;
    for (Throwable at = failure; at != null; at = at.getCause()) {
      last = at;
      if (at instanceof IOException
          && NO_ROOM.matcher(String.valueOf(at.getMessage())).find()) {
        return DISK_FULL;
      }
      if (at instanceof SQLException told && told.getSQLState() != null) {
        String known = known(told.getSQLState());
        if (known != null) {
          return known;
        }
        if (DatabaseMessage.quotes(told)) {
          return DatabaseMessage.of(told);
        }
      }
    }
    String message = last.getMessage();
    return message == null ? last.getClass().getSimpleName() : firstLine(message);
  }

  /**
   * Whether the database did not do what it was asked, and may the next time: cannot be reached, is stopping, is full, chose
   * another transaction. Not so where it refuses a statement or a row of ours, which it would again.
   *
   * @param failure whatever it is the cause of
   */
  public static boolean mayPass(Throwable failure) {
    boolean told = false;
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql) {
        told = true;
        if (String.valueOf(sql.getSQLState()).matches(OURS)) {
          return false;
        }
      }
    }
    return told;
  }

  static String firstLine(String message) {
    return message
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String known(String state) {
    return switch (state) {
      case "28P01", "28000" -> "refuses the user or the password";
      case "3D000" -> "there is no database of this name";
      case "42501" -> "the user lacks a right; see storage.md for those it needs";
      case "42P01", "42703" -> "a table or column is missing";
      case "53300" -> "has no connection left for us; see max_connections";
      case "57P01", "57P02", "57P03" -> "is starting or stopping";
      case "53100" -> DISK_FULL;
      case "25006", "90097" -> "takes no writes";
      case "90030" -> "has a damaged file; see storage.md for backups";
      case "90020" -> "is in use by another process";
      // what a pooler does not take, in its own words
      case "08P01" -> null;
      default -> state.startsWith("08") ? "cannot be reached" : null;
    };
  }
}
