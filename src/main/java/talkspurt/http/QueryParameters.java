package talkspurt.http;

import akka.http.javadsl.model.Query;
import akka.japi.Pair;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The parameters of a GET: each known, and given once. */
final class QueryParameters {

  private final Map<String, String> given = new HashMap<>();

  /**
   * Those of this query.
   *
   * @param fields what there may be
   * @param of what they are parameters of, such as {@code this list}
   * @throws ProblemFound that names a parameter of another name, or one that is given twice
   */
  QueryParameters(Query query, List<String> fields, String of) {
    for (Pair<String, String> parameter : query.toList()) {
      String field = parameter.first();
      if (!fields.contains(field)) {
        throw Problem.badField(
                field, "is no parameter of " + of + "; allowed: " + String.join(", ", fields))
            .found();
      }
      if (given.put(field, parameter.second()) != null) {
        throw Problem.badField(field, "is given more than once").found();
      }
    }
  }

  boolean has(String field) {
    return given.containsKey(field);
  }

  /** As it was given; empty where it was not. */
  Optional<String> text(String field) {
    return Optional.ofNullable(given.get(field));
  }

  /** As it is read; empty where it was not given. */
  <T> Optional<T> value(String field, BiFunction<String, String, T> reading) {
    return text(field).map(text -> reading.apply(field, text));
  }

  /** A whole number. */
  int number(String field, int otherwise, int least, int most) {
    return Checked.number(field, text(field).orElse(Integer.toString(otherwise)), least, most);
  }

  /** From a time on, and before a time; either may be open. */
  record Span(Optional<Instant> from, Optional<Instant> to) {}

  /**
   * What {@code from} and {@code to} say.
   *
   * @throws ProblemFound also where the one is not before the other
   */
  Span span() {
    Span span = new Span(value("from", Checked::time), value("to", Checked::time));
    if (span.from.isPresent() && span.to.isPresent() && !span.from.get().isBefore(span.to.get())) {
      throw Checked.bad("to", given.get("to"), "a time after 'from'");
    }
    return span;
  }

  /**
   * The profile whose calls are asked for: a token that is for some profiles is answered for one of them.
   *
   * @throws ProblemFound where it is for another, or not said which
   */
  Optional<String> profile(Asked asked) {
    return asked.profile(value("profile", Checked::text));
  }
}
