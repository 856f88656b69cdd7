package talkspurt.http;

import static akka.http.javadsl.server.Directives.completeOKWithFuture;
import static akka.http.javadsl.server.Directives.completeWithFuture;

import akka.NotUsed;
import akka.http.javadsl.marshalling.sse.EventStreamMarshalling;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.sse.ServerSentEvent;
import akka.http.javadsl.server.Route;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import talkspurt.access.ApiToken;
import talkspurt.control.AuditAction;
import talkspurt.control.EventBody;
import talkspurt.control.EventFilter;
import talkspurt.control.EventType;
import talkspurt.control.Events;
import talkspurt.control.StoredEvent;

/** Tells events: as they come, to whoever follows, or a page of those that are kept; and has one sent again. */
public final class EventRoutes {

  private static final List<String> FIELDS =
      List.of("types", "profile", "after", "format", "limit");
  private static final String AFTER = "after";
  private static final String LAST_ID = "Last-Event-ID";
  private static final String REMOVED = "events.removed";
  private static final int PAGE = 200;
  private static final int MAX_PAGE = 1000;

  private final EventDirectory events;
  private final FollowSettings following;
  private final AtomicInteger followers = new AtomicInteger();

  private EventRoutes(EventDirectory events, FollowSettings following) {
    this.events = events;
    this.following = following;
  }

  /** The routes. */
  public static List<Endpoint> create(
      EventDirectory events, FollowSettings following, HttpSettings settings) {
    EventRoutes routes = new EventRoutes(events, following);
    return List.of(
        Endpoint.get("/api/events", Access.READ, routes::tell).audited(AuditAction.FOLLOW_EVENTS),
        Endpoint.post(
                "/api/events/{id}/replay", Access.ADMIN, new Handling(settings).bare(routes::again))
            .audited(AuditAction.SEND_EVENTS));
  }

  private Route tell(Asked asked) {
    QueryParameters given = new QueryParameters(asked.request().getUri().query(), FIELDS, "events");
    EventFilter filter = new EventFilter(
        given.value("types", EventRoutes::types).orElse(Set.of()), profiles(asked, given));
    Optional<Long> after = given.value(AFTER, EventRoutes::sequence).or(() -> lastId(asked));
    int limit = given.number("limit", PAGE, 1, MAX_PAGE);
    return switch (given.text("format").orElse("sse")) {
      case "json" -> completeWithFuture(page(filter, after.orElse(0L), limit));
      case "sse" ->
        completeOKWithFuture(follow(filter, after), EventStreamMarshalling.toEventStream());
      default -> throw Checked.bad("format", given.text("format").orElse(""), "sse, json");
    };
  }

  private static Set<String> types(String field, String text) {
    Set<String> types = Set.copyOf(List.of(text.split(",")));
    for (String type : types) {
      if (EventType.of(type).isEmpty()) {
        throw Checked.bad(
            field,
            type,
            String.join(
                ",", List.of(EventType.values()).stream().map(EventType::label).toList()));
      }
    }
    return types;
  }

  /** A token that is for some profiles is told of these. */
  static Set<String> profiles(Asked asked, QueryParameters given) {
    Optional<String> wanted = given.value("profile", Checked::text);
    return wanted.isPresent()
        ? asked.profile(wanted).map(Set::of).orElseThrow()
        : asked.token().map(ApiToken::profiles).orElse(Set.of());
  }

  private static long sequence(String field, String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw Checked.bad(field, text, "the sequence of an event");
    }
    return Long.parseLong(text);
  }

  private static Optional<Long> lastId(Asked asked) {
    return asked
        .request()
        .getHeader(LAST_ID)
        .map(HttpHeader::value)
        .map(value -> sequence(LAST_ID, value));
  }

  // ---- a page

  /**
   * Events.
   *
   * @param next what the next page is behind; the same as was asked where there are none yet
   * @param removed up to which sequence some were removed because they are old
   */
  record View(List<Map<String, Object>> events, long next, long removed) {}

  private CompletionStage<HttpResponse> page(EventFilter filter, long after, int limit) {
    return events
        .page(filter, after, limit)
        .thenApply(page -> Json.ok(new View(
            page.wanted().stream().map(EventBody::of).toList(), page.reached(), page.removed())));
  }

  // ---- as they come

  private CompletionStage<Source<ServerSentEvent, NotUsed>> follow(
      EventFilter filter, Optional<Long> after) {
    if (followers.get() >= following.maxFollowers()) {
      throw Problem.of(
              ProblemKind.TOO_MANY_FOLLOWERS,
              following.maxFollowers() + " follow this node's events; allowed: no more")
          .found();
    }
    return after
        .<CompletionStage<Long>>map(CompletableFuture::completedFuture)
        .orElseGet(events::last)
        .thenApply(from -> counted(behind(filter, from, after.isPresent())));
  }

  private Source<ServerSentEvent, NotUsed> counted(Source<ServerSentEvent, NotUsed> told) {
    return told.via(events.untilTheEnd())
        .keepAlive(following.keepAlive(), ServerSentEvent::heartbeat)
        .backpressureTimeout(following.slowAfter())
        .watchTermination((begun, end) -> {
          followers.incrementAndGet();
          end.whenComplete((over, fault) -> followers.decrementAndGet());
          return begun;
        });
  }

  /** Looks for events again and again, in pages while there are more; who does not take them is not looked for. */
  private Source<ServerSentEvent, NotUsed> behind(EventFilter filter, long from, boolean resumed) {
    AtomicLong reached = new AtomicLong(from);
    Source<List<ServerSentEvent>, NotUsed> pages = Source.tick(
            Duration.ZERO, following.lookEvery(), NotUsed.getInstance())
        .mapMaterializedValue(ticks -> NotUsed.getInstance())
        .conflate((before, now) -> now)
        .flatMapConcat(tick -> Source.unfoldAsync(
            reached.get(),
            after -> page(filter, after).thenApply(page -> {
              reached.set(page.reached());
              return page.reached() == after
                  ? Optional.<Pair<Long, List<ServerSentEvent>>>empty()
                  : Optional.of(
                      Pair.create(page.reached(), told(page, after, resumed && after == from)));
            })));
    return Source.single(List.of(ServerSentEvent.heartbeat()))
        .concat(pages)
        .mapConcat(page -> page);
  }

  /** While the database is away there is nothing new. */
  private CompletionStage<Events.Page> page(EventFilter filter, long after) {
    return events
        .page(filter, after, PAGE)
        .exceptionally(fault -> new Events.Page(List.of(), after, 0));
  }

  private static List<ServerSentEvent> told(Events.Page page, long after, boolean first) {
    List<ServerSentEvent> all = page.wanted().stream().map(EventRoutes::event).toList();
    if (!first || page.removed() <= after) {
      return all;
    }
    Map<String, Object> gap = new LinkedHashMap<>();
    gap.put("after", after);
    gap.put("upTo", page.removed());
    List<ServerSentEvent> told = new ArrayList<>();
    told.add(ServerSentEvent.create(
        Json.text(gap), Optional.of(REMOVED), Optional.empty(), OptionalInt.empty()));
    told.addAll(all);
    return told;
  }

  private static ServerSentEvent event(StoredEvent event) {
    return ServerSentEvent.create(
        Json.text(EventBody.of(event)),
        Optional.of(event.type()),
        Optional.of(Long.toString(event.sequence())),
        OptionalInt.empty());
  }

  // ---- once more

  /** An event, and which webhooks it is sent again. */
  record Again(String event, List<String> webhooks) {}

  private CompletionStage<HttpResponse> again(Asked asked) {
    QueryParameters given =
        new QueryParameters(asked.request().getUri().query(), List.of("webhook"), "this replay");
    Optional<EventDirectory.Webhook> only =
        given.value("webhook", Checked::text).map(name -> WebhookRoutes.webhook(events, name));
    return events.one(asked.id()).thenCompose(found -> {
      StoredEvent event = found
          .filter(one -> asked.mayUse(one.profile()))
          .orElseThrow(() -> Problem.of(
                  ProblemKind.UNKNOWN_EVENT, "no event has this id; it may have been removed")
              .found());
      List<EventDirectory.Webhook> to = only.map(List::of)
          .orElseGet(() -> events.webhooks().stream()
              .filter(webhook -> webhook.wanted().wants(event))
              .toList());
      CompletionStage<Integer> sent = CompletableFuture.completedFuture(0);
      for (EventDirectory.Webhook webhook : to) {
        sent = sent.thenCompose(before -> events.again(webhook.name(), event));
      }
      return sent.thenApply(all -> Json.answer(
          StatusCodes.ACCEPTED,
          ContentTypes.APPLICATION_JSON,
          new Again(event.id(), to.stream().map(EventDirectory.Webhook::name).toList())));
    });
  }
}
