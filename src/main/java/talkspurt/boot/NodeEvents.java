package talkspurt.boot;

import akka.Done;
import akka.NotUsed;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Flow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.boot.config.Settings;
import talkspurt.control.EventFilter;
import talkspurt.control.Events;
import talkspurt.control.StoredEvent;
import talkspurt.events.EventReceiver;
import talkspurt.events.EventWebhook;
import talkspurt.events.EventWorker;
import talkspurt.events.HostEventReceiver;
import talkspurt.events.HttpEventReceiver;
import talkspurt.events.WebhookTarget;
import talkspurt.exchange.Exchange;
import talkspurt.http.EventDirectory;
import talkspurt.provider.transport.Addressed;
import talkspurt.provider.transport.ProviderHttpClient;
import talkspurt.telemetry.Metrics;

/** Events for others' programs, as a node takes part in sending them and tells them. */
final class NodeEvents implements EventDirectory {

  private final Events events;
  private final List<Webhook> webhooks;
  private final InstantSource clock = InstantSource.system();
  private final SharedKillSwitch following = KillSwitches.shared("events");

  private NodeEvents(Events events, List<Webhook> webhooks) {
    this.events = events;
    this.webhooks = webhooks;
  }

  /** Takes part from now on. */
  static NodeEvents start(ActorSystem<?> system, Settings all, Exchange exchange, Metrics metrics) {
    Map<EventWebhook, EventReceiver> receivers = new LinkedHashMap<>();
    for (WebhookTarget target : all.webhooks()) {
      receivers.put(
          target.webhook(),
          new HttpEventReceiver(
              target.webhook().url(),
              target.signature(),
              ProviderHttpClient.create(system, target.peer(), metrics.providers())));
    }
    all.hostEvents()
        .forEach((host, webhook) -> receivers.put(webhook, new HostEventReceiver(exchange, host)));
    EventWorker.start(system, receivers, all.events(), InstantSource.system(), metrics.events());
    NodeEvents node = new NodeEvents(
        Events.of(system), receivers.keySet().stream().map(NodeEvents::shown).toList());
    CoordinatedShutdown.get(system)
        .addTask(CoordinatedShutdown.PhaseServiceUnbind(), "events-followed", () -> {
          node.following.shutdown();
          return CompletableFuture.completedFuture(Done.done());
        });
    return node;
  }

  private static Webhook shown(EventWebhook webhook) {
    return new Webhook(
        webhook.name(),
        Addressed.shown(webhook.url()),
        webhook.wanted(),
        webhook.masked(),
        webhook.content(),
        webhook.fingerprint());
  }

  @Override
  public CompletionStage<Events.Page> page(EventFilter filter, long after, int limit) {
    return events.page(filter, after, limit);
  }

  @Override
  public CompletionStage<Long> last() {
    return events.last();
  }

  @Override
  public CompletionStage<Optional<StoredEvent>> one(String id) {
    return events.one(id);
  }

  @Override
  public List<Webhook> webhooks() {
    return webhooks;
  }

  @Override
  public CompletionStage<Optional<Events.Waiting>> waiting(String webhook) {
    return events.waiting(webhook);
  }

  @Override
  public CompletionStage<Integer> again(String webhook, StoredEvent event) {
    return events.again(webhook, List.of(event), clock.instant());
  }

  @Override
  public CompletionStage<Integer> again(
      String webhook, EventFilter wanted, Instant from, Optional<Instant> to) {
    return events.again(webhook, wanted, from, to, clock.instant());
  }

  @Override
  public <T> Flow<T, T, NotUsed> untilTheEnd() {
    return Flow.<T>create().via(following.flow());
  }
}
