package talkspurt.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import talkspurt.control.AuditAction;
import talkspurt.control.EventFilter;
import talkspurt.control.Events;

/** Tells how the webhooks of the settings are, and has what they were to be sent sent again. */
public final class WebhookRoutes {

  private static final List<String> FIELDS = List.of("from", "to", "profile");
  private final EventDirectory events;

  private WebhookRoutes(EventDirectory events) {
    this.events = events;
  }

  /** The routes. */
  public static List<Endpoint> create(EventDirectory events, HttpSettings settings) {
    WebhookRoutes routes = new WebhookRoutes(events);
    Handling handling = new Handling(settings);
    return List.of(
        Endpoint.get("/api/webhooks", Access.ADMIN, handling.bare(asked -> routes.all())),
        Endpoint.post("/api/webhooks/{id}/replay", Access.ADMIN, handling.bare(routes::again))
            .audited(AuditAction.SEND_EVENTS));
  }

  /** The webhook of a name. */
  static EventDirectory.Webhook webhook(EventDirectory events, String name) {
    return events.webhooks().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Problem.of(
                ProblemKind.UNKNOWN_WEBHOOK, "the settings have no webhook of this name")
            .found());
  }

  /**
   * A webhook.
   *
   * @param state {@code new}, {@code ok}, {@code failing} or {@code disabled}
   * @param pending how many events wait for it
   * @param oldestAt since when the first of them does
   */
  record View(
      String name,
      String url,
      List<String> events,
      List<String> profiles,
      String numbers,
      boolean content,
      String state,
      long pending,
      Optional<Instant> oldestAt,
      Optional<Instant> deliveredAt,
      Optional<Instant> failingSince,
      Optional<Failure> lastFailure,
      Optional<Instant> disabledAt) {

    static View of(EventDirectory.Webhook webhook, Optional<Events.Waiting> waiting) {
      return new View(
          webhook.name(),
          webhook.url(),
          webhook.wanted().types().stream().sorted().toList(),
          webhook.wanted().profiles().stream().sorted().toList(),
          webhook.masked() ? "masked" : "full",
          webhook.content(),
          state(webhook, waiting),
          waiting.map(Events.Waiting::count).orElse(0L),
          waiting.flatMap(Events.Waiting::oldest),
          waiting.flatMap(one -> one.state().deliveredAt()),
          waiting.flatMap(one -> one.state().failingSince()),
          waiting.flatMap(one ->
              one.state().failedAt().map(at -> new Failure(at, one.state().failure()))),
          waiting.flatMap(one -> one.state().disabledAt()));
    }

    private static String state(EventDirectory.Webhook webhook, Optional<Events.Waiting> waiting) {
      if (waiting.isEmpty()) {
        return "new";
      } else if (waiting.get().state().disabled(webhook.settings())) {
        return "disabled";
      }
      return waiting.get().state().failingSince().isPresent() ? "failing" : "ok";
    }
  }

  /** What a receiver did not take last, and why. */
  record Failure(Instant at, String why) {}

  /** The webhooks. */
  record All(List<View> webhooks) {}

  private CompletionStage<HttpResponse> all() {
    CompletionStage<List<View>> views = CompletableFuture.completedFuture(new ArrayList<>());
    for (EventDirectory.Webhook webhook : events.webhooks()) {
      views = views.thenCombine(events.waiting(webhook.name()), (before, waiting) -> {
        before.add(View.of(webhook, waiting));
        return before;
      });
    }
    return views.thenApply(all -> Json.ok(new All(all)));
  }

  /** A webhook, and how many events it is sent again. */
  record Again(String webhook, int events) {}

  private CompletionStage<HttpResponse> again(Asked asked) {
    QueryParameters given =
        new QueryParameters(asked.request().getUri().query(), FIELDS, "this replay");
    EventDirectory.Webhook webhook = webhook(events, asked.id());
    QueryParameters.Span span = given.span();
    Instant from = span.from()
        .orElseThrow(() -> Problem.badField(
                "from", "is missing; allowed: a time such as 2026-11-20T10:00:00Z")
            .found());
    Set<String> profiles = EventRoutes.profiles(asked, given);
    EventFilter wanted = profiles.isEmpty()
        ? webhook.wanted()
        : new EventFilter(webhook.wanted().types(), within(webhook, profiles));
    return events
        .waiting(webhook.name())
        .thenCompose(waiting -> {
          if (waiting.filter(one -> one.state().disabled(webhook.settings())).isPresent()) {
            throw Problem.of(
                    ProblemKind.WEBHOOK_DISABLED,
                    "its receiver answered 410; allowed: once its settings have changed")
                .found();
          }
          return events.again(webhook.name(), wanted, from, span.to());
        })
        .thenApply(sent -> Json.answer(
            StatusCodes.ACCEPTED, ContentTypes.APPLICATION_JSON, new Again(webhook.name(), sent)));
  }

  private static Set<String> within(EventDirectory.Webhook webhook, Set<String> profiles) {
    Set<String> own = webhook.wanted().profiles();
    Set<String> both = profiles.stream()
        .filter(profile -> own.isEmpty() || own.contains(profile))
        .collect(Collectors.toSet());
    if (both.isEmpty()) {
      throw Problem.badField("profile", "is not a profile of this webhook; allowed: " + own)
          .found();
    }
    return both;
  }
}
