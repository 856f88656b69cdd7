package talkspurt.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.access.ApiToken;
import talkspurt.control.OutcomeFilter;

/** Hands out how calls came out, as JSON Lines or CSV: as many as there are, a few in memory at a time. */
public final class OutcomeRoutes {

  private static final List<String> FIELDS = List.of("from", "to", "profile", "format");
  private static final ContentType LINES =
      ContentTypes.create(MediaTypes.customBinary("application", "x-ndjson", true));
  private static final ContentType CSV =
      ContentTypes.create(MediaTypes.TEXT_CSV, HttpCharsets.UTF_8);

  private final OutcomeDirectory outcomes;

  private OutcomeRoutes(OutcomeDirectory outcomes) {
    this.outcomes = outcomes;
  }

  /** The routes. */
  public static List<Endpoint> create(OutcomeDirectory outcomes, HttpSettings settings) {
    OutcomeRoutes routes = new OutcomeRoutes(outcomes);
    return List.of(
        Endpoint.get("/api/outcomes", Access.READ, new Handling(settings).bare(routes::all)));
  }

  private CompletionStage<HttpResponse> all(Asked asked) {
    Map<String, String> given = new HashMap<>();
    for (Pair<String, String> parameter : asked.request().getUri().query().toList()) {
      if (!FIELDS.contains(parameter.first())) {
        throw Problem.badField(
                parameter.first(),
                "is no parameter of outcomes; allowed: " + String.join(", ", FIELDS))
            .found();
      }
      if (given.put(parameter.first(), parameter.second()) != null) {
        throw Problem.badField(parameter.first(), "is given more than once").found();
      }
    }
    OutcomeFilter filter = filter(given, asked);
    return CompletableFuture.completedFuture(
        switch (given.getOrDefault("format", "jsonl")) {
          case "jsonl" ->
            answer(
                LINES,
                outcomes
                    .all(filter)
                    .map(one -> ByteString.fromString(Json.text(one.view()) + "\n")));
          case "csv" ->
            answer(
                CSV,
                Source.single(OutcomeCsv.HEAD)
                    .concat(outcomes.all(filter).map(OutcomeCsv::line))
                    .map(ByteString::fromString));
          default -> throw Checked.bad("format", given.get("format"), "jsonl, csv");
        });
  }

  private static HttpResponse answer(ContentType type, Source<ByteString, ?> bytes) {
    return HttpResponse.create().withEntity(HttpEntities.createChunked(type, bytes));
  }

  private static OutcomeFilter filter(Map<String, String> given, Asked asked) {
    Optional<Instant> from = time(given, "from");
    Optional<Instant> to = time(given, "to");
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      throw Checked.bad("to", given.get("to"), "a time after 'from'");
    }
    Optional<String> profile =
        Optional.ofNullable(given.get("profile")).map(text -> Checked.text("profile", text));
    return new OutcomeFilter(bounded(profile, asked), from, to, Optional.empty());
  }

  private static Optional<Instant> time(Map<String, String> given, String field) {
    return Optional.ofNullable(given.get(field)).map(text -> Checked.time(field, text));
  }

  /** A token that is for some profiles gets the outcomes of one of them. */
  private static Optional<String> bounded(Optional<String> profile, Asked asked) {
    Set<String> own = asked.token().map(ApiToken::profiles).orElse(Set.of());
    if (profile.isEmpty() && own.size() == 1) {
      return Optional.of(own.iterator().next());
    }
    if (!own.isEmpty() && profile.filter(own::contains).isEmpty()) {
      throw Problem.of(
              ProblemKind.NOT_ALLOWED,
              "this token is for calls of some profiles; allowed: profile = one of them")
          .found();
    }
    return profile;
  }
}
