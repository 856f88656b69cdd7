package talkspurt.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A filter of the call log as SQL, with its values apart. */
final class CallQuery {

  private final StringBuilder where = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  private CallQuery() {}

  /** One row more than is wanted, so that it is known whether there are more. */
  static CallQuery of(CallFilter filter) {
    CallQuery query = new CallQuery();
    query.when(filter.onlyLive(), "ended_at IS NULL");
    query.when(filter.onlyFailed(), "failed");
    query.is("profile = ?", filter.profile());
    query.is("experiment = ?", filter.experiment());
    query.is("variant = ?", filter.variant());
    query.is("dnid = ?", filter.dnid());
    query.is("caller_id = ?", filter.callerId());
    query.is("end_reason = ?", filter.reason().map(Enum::name));
    query.is("disposition = ?", filter.disposition());
    query.is("registered_at >= ?", filter.from().map(CallQuery::utc));
    query.is("registered_at < ?", filter.to().map(CallQuery::utc));
    filter.after().ifPresent(query::behind);
    query.values.add(filter.limit() + 1);
    return query;
  }

  /** The first condition is what an index is searched by. */
  private void behind(CallPlace place) {
    is("registered_at <= ?", Optional.of(utc(place.registeredAt())));
    is("(registered_at < ? OR call_id > ?)", Optional.of(utc(place.registeredAt())));
    values.add(place.callId());
  }

  private void is(String condition, Optional<?> value) {
    when(value.isPresent(), condition);
    value.ifPresent(values::add);
  }

  private void when(boolean wanted, String condition) {
    if (wanted) {
      where.append(where.isEmpty() ? " WHERE " : " AND ").append(condition);
    }
  }

  PreparedStatement prepare(Connection connection, String select) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(
        select + where + " ORDER BY registered_at DESC, call_id LIMIT ?");
    try {
      for (int at = 0; at < values.size(); at++) {
        statement.setObject(at + 1, values.get(at));
      }
      return statement;
    } catch (SQLException fault) {
      statement.close();
      throw fault;
    }
  }

  private static Object utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
