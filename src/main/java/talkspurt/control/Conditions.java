package talkspurt.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What rows must meet to be read: conditions with {@code ?} in the place of values, and the values, in their order. */
final class Conditions {

  private final StringBuilder where = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  /** This holds, for these values. */
  Conditions and(String condition, Object... these) {
    where.append(where.isEmpty() ? " WHERE " : " AND ").append(condition);
    for (Object value : these) {
      values.add(value instanceof Instant time ? SqlTimes.utc(time) : value);
    }
    return this;
  }

  /** This holds for a value, if there is one. */
  Conditions is(String condition, Optional<?> value) {
    value.ifPresent(known -> and(condition, known));
    return this;
  }

  /** This holds, if that is wanted. */
  Conditions when(boolean wanted, String condition) {
    return wanted ? and(condition) : this;
  }

  /** A column has one of these values; any, where there are none. */
  Conditions in(String column, Collection<?> these) {
    return these.isEmpty()
        ? this
        : and(column + " IN (" + "?, ".repeat(these.size() - 1) + "?)", these.toArray());
  }

  /** A time is within these bounds, as far as they are given: from the first on, before the second. */
  Conditions within(String column, Optional<Instant> from, Optional<Instant> to) {
    return is(column + " >= ?", from).is(column + " < ?", to);
  }

  /**
   * A statement with its values.
   *
   * @param select what stands before the conditions
   * @param rest what stands behind them
   * @param first the values of what stands before the conditions
   */
  PreparedStatement prepare(Connection connection, String select, String rest, Object... first)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(select + where + rest);
    try {
      for (int at = 0; at < first.length; at++) {
        statement.setObject(at + 1, first[at]);
      }
      for (int at = 0; at < values.size(); at++) {
        statement.setObject(first.length + at + 1, values.get(at));
      }
      return statement;
    } catch (SQLException fault) {
      statement.close();
      throw fault;
    }
  }
}
