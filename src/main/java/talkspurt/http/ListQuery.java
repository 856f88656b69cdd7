package talkspurt.http;

import akka.http.javadsl.model.Query;
import akka.japi.Pair;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import talkspurt.call.EndReason;
import talkspurt.control.CallFilter;

/** Which calls are to be listed, as the query of a GET says it. */
final class ListQuery {

  private static final List<String> FIELDS = List.of(
      "live",
      "failed",
      "profile",
      "experiment",
      "variant",
      "dnid",
      "callerId",
      "reason",
      "disposition",
      "from",
      "to",
      "cursor",
      "limit");
  private static final String DEFAULT_LIMIT = "50";

  private final Map<String, String> given = new HashMap<>();

  private ListQuery(Query query) {
    for (Pair<String, String> parameter : query.toList()) {
      String field = parameter.first();
      if (!FIELDS.contains(field)) {
        throw Problem.badField(
                field, "is no parameter of this list; allowed: " + String.join(", ", FIELDS))
            .found();
      }
      if (given.put(field, parameter.second()) != null) {
        throw Problem.badField(field, "is given more than once").found();
      }
    }
  }

  static CallFilter read(Query query) {
    return new ListQuery(query).filter();
  }

  private CallFilter filter() {
    Optional<Instant> from = value("from", Checked::time);
    Optional<Instant> to = value("to", Checked::time);
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      throw Checked.bad("to", given.get("to"), "a time after 'from'");
    }
    return new CallFilter(
        value("live", Checked::flag).orElse(false),
        value("failed", Checked::flag).orElse(false),
        value("profile", Checked::text),
        value("experiment", Checked::text),
        value("variant", Checked::text),
        value("dnid", ListQuery::number),
        value("callerId", ListQuery::number),
        value("reason", ListQuery::reason),
        from,
        to,
        value("cursor", Cursor::read),
        Checked.number(
            "limit", given.getOrDefault("limit", DEFAULT_LIMIT), 1, CallFilter.MAX_LIMIT),
        value("disposition", Checked::text));
  }

  private <T> Optional<T> value(String field, BiFunction<String, String, T> reading) {
    return Optional.ofNullable(given.get(field)).map(text -> reading.apply(field, text));
  }

  private static String number(String field, String text) {
    return Checked.text(field, StartQuery.plusKept(text));
  }

  private static EndReason reason(String field, String text) {
    return Arrays.stream(EndReason.values())
        .filter(reason -> WireName.of(reason).equals(text))
        .findFirst()
        .orElseThrow(() -> Checked.bad(
            field,
            text,
            Arrays.stream(EndReason.values()).map(WireName::of).collect(Collectors.joining(", "))));
  }
}
