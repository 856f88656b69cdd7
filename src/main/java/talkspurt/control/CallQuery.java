package talkspurt.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import talkspurt.call.PhoneNumber;

/** A filter of the call log as SQL, with its values apart. */
final class CallQuery {

  private static final String FAULTS =
      " JOIN call_faults ON call_faults.call_id = call_log.call_id";
  private static final String WORDS = " JOIN call_words ON call_words.call_id = call_log.call_id";

  private static final String HELD =
      "EXISTS (SELECT 1 FROM call_holds WHERE call_holds.call_id = call_log.call_id)";

  private final CallFilter filter;

  /** The table that has an index by what is wanted and by time. */
  private final String by;

  private final Conditions conditions = new Conditions();

  private CallQuery(CallFilter filter) {
    this.filter = filter;
    this.by = by(filter.content());
  }

  private static String by(CallContent content) {
    if (content.fault().isPresent()) {
      return "call_faults";
    }
    return content.words().isPresent() ? "call_words" : "call_log";
  }

  /** One row more than is wanted, so that it is known whether there are more. */
  static CallQuery of(CallFilter filter) {
    CallQuery query = new CallQuery(filter);
    query
        .conditions
        .when(filter.onlyLive(), "ended_at IS NULL")
        .when(filter.onlyFailed(), "failed")
        .when(filter.content().held(), HELD)
        .is("profile = ?", filter.profile())
        .is("experiment = ?", filter.experiment())
        .is("variant = ?", filter.variant())
        .is("dnid = ?", filter.dnid())
        .is("caller_id = ?", filter.callerId())
        .is("end_reason = ?", filter.reason().map(Enum::name))
        .is("disposition = ?", filter.disposition())
        .is("language = ?", filter.content().language())
        .is("consent = ?", filter.content().consent())
        .is("cost >= ?", filter.content().minCost())
        .within(query.by + ".registered_at", filter.from(), filter.to());
    filter.content().number().ifPresent(query::of);
    filter
        .content()
        .fault()
        .ifPresent(fault ->
            query.conditions.and("call_faults.fault = ? AND call_faults.first_of_call", fault));
    filter.after().ifPresent(query::behind);
    return query;
  }

  private void of(String number) {
    String digits = new PhoneNumber(number).digits();
    if (digits.isEmpty()) {
      conditions.and("(caller_id = ? OR dnid = ?)", number, number);
    } else {
      conditions.and("(caller_digits = ? OR called_digits = ?)", digits, digits);
    }
  }

  /** The first condition is what an index is searched by. */
  private void behind(CallPlace place) {
    conditions
        .and(by + ".registered_at <= ?", place.registeredAt())
        .and(
            "(" + by + ".registered_at < ? OR " + by + ".call_id > ?)",
            place.registeredAt(),
            place.callId());
  }

  PreparedStatement prepare(Connection connection, String select) throws SQLException {
    SqlDialect dialect = SqlDialect.of(connection);
    Optional<WordSearch> words = filter.content().words();
    if (words.isPresent()) {
      dialect.search(connection, conditions, words.get());
    }
    PreparedStatement statement = conditions.prepare(
        connection,
        select
            + (filter.content().fault().isPresent() ? FAULTS : "")
            + (words.isPresent() ? WORDS : ""),
        " ORDER BY " + by + ".registered_at DESC, " + by + ".call_id LIMIT "
            + (filter.limit() + 1));
    dialect.planFor(statement);
    return statement;
  }
}
