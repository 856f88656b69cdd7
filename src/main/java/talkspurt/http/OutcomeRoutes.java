package talkspurt.http;

import akka.http.javadsl.model.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.control.AuditAction;
import talkspurt.control.CallOutcome;
import talkspurt.control.OutcomeFilter;

/** Hands out how calls came out, as JSON Lines or CSV: as many as there are, a few in memory at a time. */
public final class OutcomeRoutes {

  private static final List<String> FIELDS = List.of("from", "to", "profile", "format");
  private final OutcomeDirectory outcomes;

  private OutcomeRoutes(OutcomeDirectory outcomes) {
    this.outcomes = outcomes;
  }

  /** The routes. */
  public static List<Endpoint> create(OutcomeDirectory outcomes, HttpSettings settings) {
    OutcomeRoutes routes = new OutcomeRoutes(outcomes);
    return List.of(
        Endpoint.get("/api/outcomes", Access.READ, new Handling(settings).bare(routes::all))
            .audited(AuditAction.EXPORT_OUTCOMES));
  }

  private CompletionStage<HttpResponse> all(Asked asked) {
    QueryParameters given =
        new QueryParameters(asked.request().getUri().query(), FIELDS, "outcomes");
    QueryParameters.Span span = given.span();
    OutcomeFilter filter =
        new OutcomeFilter(given.profile(asked), span.from(), span.to(), Optional.empty());
    return CompletableFuture.completedFuture(
        switch (given.text("format").orElse("jsonl")) {
          case "jsonl" -> Exported.lines(outcomes.all(filter).map(CallOutcome::view));
          case "csv" -> Exported.csv(OutcomeCsv.HEAD, outcomes.all(filter).map(OutcomeCsv::line));
          default -> throw Checked.bad("format", given.text("format").orElse(""), "jsonl, csv");
        });
  }
}
