package talkspurt.events;

import akka.Done;
import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.pattern.Patterns;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import talkspurt.control.CallOutcome;
import talkspurt.control.ClusterWork;
import talkspurt.control.DueDelivery;
import talkspurt.control.EventType;
import talkspurt.control.Events;
import talkspurt.control.Outcomes;
import talkspurt.control.StoredEvent;
import talkspurt.control.WebhookState;
import talkspurt.telemetry.EventMetrics;

/**
 * Sends events to webhooks, and removes those that are old: one node in the cluster, each webhook beside the others. What
 * a node had taken up that died is taken up again once its lease is over.
 */
public final class EventWorker {

  private static final Duration COUNT_EVERY = Duration.ofSeconds(5);
  private static final Duration REMOVE_EVERY = Duration.ofSeconds(30);

  private final ActorSystem<?> system;
  private final Events events;
  private final Outcomes outcomes;
  private final Map<EventWebhook, EventReceiver> webhooks;
  private final EventSettings settings;
  private final InstantSource clock;
  private final EventMetrics metrics;

  private EventWorker(
      ActorSystem<?> system,
      Map<EventWebhook, EventReceiver> webhooks,
      EventSettings settings,
      InstantSource clock,
      EventMetrics metrics) {
    this.system = system;
    this.events = Events.of(system);
    this.outcomes = Outcomes.of(system);
    this.webhooks = webhooks;
    this.settings = settings;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** Takes part in it. */
  public static void start(
      ActorSystem<?> system,
      Map<EventWebhook, EventReceiver> webhooks,
      EventSettings settings,
      InstantSource clock,
      EventMetrics metrics) {
    EventWorker worker = new EventWorker(system, webhooks, settings, clock, metrics);
    List<Supplier<Source<?, NotUsed>>> kinds = new ArrayList<>();
    kinds.add(() -> worker.every(REMOVE_EVERY, worker::remove));
    webhooks.forEach((webhook, receiver) -> {
      metrics.webhookKnown(webhook.name());
      kinds.add(() -> worker.sends(webhook, receiver));
      kinds.add(() -> worker.every(COUNT_EVERY, () -> worker.count(webhook)));
    });
    ClusterWork.start(
        system,
        "events",
        kinds,
        () -> webhooks.keySet().forEach(webhook -> metrics.waiting(webhook.name(), 0, 0, false)));
  }

  private Source<Done, NotUsed> sends(EventWebhook webhook, EventReceiver receiver) {
    DeliveryDesk desk =
        new DeliveryDesk(webhook, receiver, outbox(webhook), settings, clock, metrics);
    return every(settings.lookEvery(), desk::round);
  }

  /** Does something again and again: at once where there may be more, else after a while. */
  private Source<Done, NotUsed> every(
      Duration pause, Supplier<CompletionStage<Boolean>> something) {
    return Source.repeat(Done.getInstance())
        .mapAsync(
            1,
            again -> something
                .get()
                .thenCompose(more -> more
                    ? CompletableFuture.completedFuture(Done.getInstance())
                    : Patterns.after(
                        pause,
                        system.classicSystem(),
                        () -> CompletableFuture.completedFuture(Done.getInstance()))));
  }

  private DeliveryDesk.Outbox outbox(EventWebhook to) {
    return new DeliveryDesk.Outbox() {
      @Override
      public CompletionStage<Events.Work> take(
          EventWebhook webhook, Instant since, int most, Instant now) {
        return events.take(
            to.name(), to.fingerprint(), to.wanted(), since, most, now, settings.lease());
      }

      @Override
      public CompletionStage<Void> settle(
          List<DueDelivery> done, Map<DueDelivery, Instant> later, WebhookState state) {
        return events.settle(done, later, state);
      }

      @Override
      public CompletionStage<Map<String, Object>> words(StoredEvent event) {
        return EventWorker.this.words(event);
      }
    };
  }

  /** They are not kept with the event: what is deleted of a call is not sent. */
  private CompletionStage<Map<String, Object>> words(StoredEvent event) {
    if (!event.type().equals(EventType.CALL_OUTCOME.label())) {
      return CompletableFuture.completedFuture(Map.of());
    }
    return outcomes.of(UUID.fromString(event.callId())).thenApply(EventWorker::words);
  }

  private static Map<String, Object> words(Optional<CallOutcome> outcome) {
    Map<String, Object> words = new LinkedHashMap<>();
    outcome.ifPresent(known -> known.told().putInto(words));
    return words;
  }

  private CompletionStage<Boolean> count(EventWebhook webhook) {
    return events.waiting(webhook.name()).thenApply(known -> {
      known.ifPresent(waiting -> metrics.waiting(
          webhook.name(),
          waiting.count(),
          waiting
              .oldest()
              .map(since -> Math.max(0, Duration.between(since, clock.instant()).toMillis()) / 1e3)
              .orElse(0.0),
          waiting.state().disabled(webhook.fingerprint())));
      return false;
    });
  }

  /** What waits for twice as long as it is sent waits for a webhook that is in no settings any more. */
  private CompletionStage<Boolean> remove() {
    Instant now = clock.instant();
    return events.remove(
        now.minus(settings.keepFor()), now.minus(settings.giveUpAfter().multipliedBy(2)));
  }
}
