package talkspurt.http;

import akka.http.javadsl.model.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import talkspurt.access.ApiToken;
import talkspurt.call.Experiment;
import talkspurt.control.ExperimentFigures;
import talkspurt.control.ExperimentQuery;
import talkspurt.control.ExperimentSummary;

/** What became of calls by the variant of their profile. */
public final class ExperimentRoutes {

  private static final List<String> FIELDS = List.of("from", "to", "difference");
  private static final int DEFAULT_POINTS = 5;
  private static final int MOST_POINTS = 50;
  private static final double POINT = 0.01;

  private final Supplier<CompletionStage<List<ExperimentSummary>>> known;
  private final Function<ExperimentQuery, CompletionStage<ExperimentFigures>> figures;
  private final Supplier<ProfileDirectory> profiles;
  private final String currency;

  private ExperimentRoutes(
      Supplier<CompletionStage<List<ExperimentSummary>>> known,
      Function<ExperimentQuery, CompletionStage<ExperimentFigures>> figures,
      Supplier<ProfileDirectory> profiles,
      String currency) {
    this.known = known;
    this.figures = figures;
    this.profiles = profiles;
    this.currency = currency;
  }

  /**
   * The routes.
   *
   * @param known tells the experiments that there are calls of
   * @param figures tells what the calls of one came to
   * @param profiles those in force
   * @param currency in which costs are told
   */
  public static List<Endpoint> create(
      Supplier<CompletionStage<List<ExperimentSummary>>> known,
      Function<ExperimentQuery, CompletionStage<ExperimentFigures>> figures,
      Supplier<ProfileDirectory> profiles,
      String currency,
      HttpSettings settings) {
    ExperimentRoutes routes = new ExperimentRoutes(known, figures, profiles, currency);
    Handling handling = new Handling(settings);
    return List.of(
        Endpoint.get("/api/experiments", Access.READ, handling.bare(routes::list)),
        Endpoint.get("/api/experiments/{id}", Access.READ, handling.bare(routes::tell)));
  }

  /**
   * An experiment.
   *
   * @param running whether calls get variants of it now
   * @param weights of its variants, where it is
   * @param calls how many there are, whatever became of them
   */
  record Listed(
      String name,
      String profile,
      boolean running,
      Optional<SortedMap<String, Integer>> weights,
      long calls,
      Optional<Instant> firstCallAt,
      Optional<Instant> lastCallAt) {}

  private CompletionStage<HttpResponse> list(Asked asked) {
    Map<String, Experiment> running = running(asked);
    return known.get().thenApply(found -> {
      List<Listed> all = new ArrayList<>();
      for (ExperimentSummary one : found) {
        if (asked.mayUse(one.profile())) {
          Optional<Experiment> now = Optional.ofNullable(running.get(one.profile()))
              .filter(own -> own.name().equals(one.name()));
          now.ifPresent(own -> running.remove(one.profile()));
          all.add(new Listed(
              one.name(),
              one.profile(),
              now.isPresent(),
              now.map(Experiment::weights),
              one.calls(),
              Optional.of(one.firstCallAt()),
              Optional.of(one.lastCallAt())));
        }
      }
      running.forEach((profile, own) -> all.add(new Listed(
          own.name(),
          profile,
          true,
          Optional.of(own.weights()),
          0,
          Optional.empty(),
          Optional.empty())));
      return Json.ok(Map.of("experiments", all));
    });
  }

  private CompletionStage<HttpResponse> tell(Asked asked) {
    QueryParameters given =
        new QueryParameters(asked.request().getUri().query(), FIELDS, "an experiment");
    double sought = POINT * given.number("difference", DEFAULT_POINTS, 1, MOST_POINTS);
    QueryParameters.Span span = given.span();
    ExperimentQuery query = new ExperimentQuery(
        Checked.text("name", asked.id()),
        asked.token().map(ApiToken::profiles).orElse(Set.of()),
        span.from(),
        span.to());
    Optional<Experiment> running = running(asked).values().stream()
        .filter(own -> own.name().equals(query.experiment()))
        .findFirst();
    return figures.apply(query).thenApply(found -> {
      if (running.isEmpty() && found.variants().isEmpty()) {
        throw Problem.of(
                ProblemKind.UNKNOWN_EXPERIMENT,
                "no profile has an experiment of this name, and there are no calls of it"
                    + (given.has("from") || given.has("to") ? " in that time" : ""))
            .found();
      }
      return Json.ok(ExperimentView.of(query, running, found, sought, currency));
    });
  }

  /** Those in force, by their profile. */
  private Map<String, Experiment> running(Asked asked) {
    SortedMap<String, Experiment> all = new TreeMap<>();
    profiles.get().variants().forEach((profile, own) -> {
      if (asked.mayUse(profile)) {
        all.put(profile, own.experiment());
      }
    });
    return all;
  }
}
