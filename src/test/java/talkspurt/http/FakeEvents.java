package talkspurt.http;

import akka.NotUsed;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Flow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import talkspurt.control.EventFilter;
import talkspurt.control.Events;
import talkspurt.control.StoredEvent;

/** Events that are told to it. */
final class FakeEvents implements EventDirectory {

  static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

  final List<StoredEvent> kept = new CopyOnWriteArrayList<>();
  final List<Webhook> webhooks = new CopyOnWriteArrayList<>();
  final Map<String, Events.Waiting> waiting = new ConcurrentHashMap<>();
  final List<String> again = new CopyOnWriteArrayList<>();
  volatile SharedKillSwitch end = KillSwitches.shared("events");
  volatile long removed;
  volatile boolean away;

  /** How many follow no more. */
  final AtomicInteger ended = new AtomicInteger();

  void forget() {
    kept.clear();
    webhooks.clear();
    waiting.clear();
    again.clear();
    end = KillSwitches.shared("events");
    removed = 0;
    away = false;
  }

  StoredEvent add(String type, String profile) {
    long sequence = kept.size() + 1;
    StoredEvent event =
        new StoredEvent(sequence, "evt_" + sequence, type, 1, "c", profile, AT, AT, "{\"a\":1}");
    kept.add(event);
    return event;
  }

  /** As many at once, each of so many bytes. */
  void fill(int count, int bytes) {
    List<StoredEvent> all = new ArrayList<>();
    for (int sequence = 1; sequence <= count; sequence++) {
      all.add(new StoredEvent(
          sequence,
          "evt_" + sequence,
          "call.fault",
          1,
          "c",
          "sales",
          AT,
          AT,
          "{\"a\":\"" + "x".repeat(bytes) + "\"}"));
    }
    kept.addAll(all);
  }

  @Override
  public CompletionStage<Events.Page> page(EventFilter filter, long after, int limit) {
    if (away) {
      return CompletableFuture.failedFuture(new IllegalStateException("away"));
    }
    List<StoredEvent> all = new ArrayList<>(kept);
    List<StoredEvent> page = all.stream()
        .filter(event -> event.sequence() > after && event.sequence() > removed)
        .filter(filter::wants)
        .limit(limit)
        .toList();
    long reached = page.size() == limit
        ? page.get(limit - 1).sequence()
        : Math.max(after, all.isEmpty() ? 0 : all.get(all.size() - 1).sequence());
    return CompletableFuture.completedFuture(new Events.Page(page, reached, removed));
  }

  @Override
  public CompletionStage<Long> last() {
    return CompletableFuture.completedFuture((long) kept.size());
  }

  @Override
  public CompletionStage<Optional<StoredEvent>> one(String id) {
    return CompletableFuture.completedFuture(
        kept.stream().filter(event -> event.id().equals(id)).findFirst());
  }

  @Override
  public List<Webhook> webhooks() {
    return webhooks;
  }

  @Override
  public CompletionStage<Optional<Events.Waiting>> waiting(String webhook) {
    return CompletableFuture.completedFuture(Optional.ofNullable(waiting.get(webhook)));
  }

  @Override
  public CompletionStage<Integer> again(String webhook, StoredEvent event) {
    again.add(webhook + " " + event.id());
    return CompletableFuture.completedFuture(1);
  }

  @Override
  public CompletionStage<Integer> again(
      String webhook, EventFilter wanted, Instant from, Optional<Instant> to) {
    again.add(webhook + " " + wanted.types() + wanted.profiles() + " " + from + " "
        + to.map(Instant::toString).orElse("now"));
    return CompletableFuture.completedFuture(7);
  }

  @Override
  public <T> Flow<T, T, NotUsed> untilTheEnd() {
    return Flow.<T>create().via(end.flow()).watchTermination((begun, over) -> {
      over.whenComplete((done, fault) -> ended.incrementAndGet());
      return begun;
    });
  }
}
