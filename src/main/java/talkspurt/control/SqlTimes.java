package talkspurt.control;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Times as both databases take and give them. */
final class SqlTimes {

  private SqlTimes() {}

  /** As a value of a statement. */
  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** The same of a time that may not be known: null then. */
  static OffsetDateTime utc(Optional<Instant> instant) {
    return instant.map(SqlTimes::utc).orElse(null);
  }

  /** What a column holds; empty where it is null. */
  static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return instant(row.getObject(column, OffsetDateTime.class));
  }

  /** The same of the column at this place, from 1. */
  static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    return instant(row.getObject(column, OffsetDateTime.class));
  }

  private static Optional<Instant> instant(OffsetDateTime time) {
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }
}
