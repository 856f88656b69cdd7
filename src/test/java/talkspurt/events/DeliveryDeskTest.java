package talkspurt.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import talkspurt.control.DueDelivery;
import talkspurt.control.EventFilter;
import talkspurt.control.Events;
import talkspurt.control.StoredEvent;
import talkspurt.control.WebhookState;
import talkspurt.events.EventReceiver.Answer;
import talkspurt.telemetry.Metrics;

class DeliveryDeskTest {

  static final EventSettings SETTINGS = new EventSettings(
      Duration.ofDays(7),
      Duration.ofMillis(500),
      4,
      Duration.ofMinutes(3),
      Duration.ofSeconds(1),
      Duration.ofSeconds(10),
      Duration.ofHours(24));

  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
  private static final Answer AWAY = new Answer.NotTaken("unreachable, away", Duration.ZERO, false);
  private static final Answer TAKEN = new Answer.Taken();

  /** What it looked for, and kept. */
  private final List<String> looked = new ArrayList<>();

  private final List<String> posted = new ArrayList<>();
  private final List<List<DueDelivery>> done = new ArrayList<>();
  private final List<Map<DueDelivery, Instant>> later = new ArrayList<>();
  private final Map<String, Answer> answers = new HashMap<>();
  private final Metrics metrics = new Metrics();
  private List<DueDelivery> due = List.of();
  private int givenUp;
  private Instant now = AT;
  private WebhookState state = new WebhookState(
      "w", 0, "", Optional.empty(), Optional.empty(), Optional.empty(), "", Optional.empty());
  private EventWebhook webhook = webhook(false);
  private Optional<DeliveryDesk> desk = Optional.empty();

  private static EventWebhook webhook(boolean open) {
    return new EventWebhook("w", URI.create("https://x/"), EventFilter.ALL, !open, open);
  }

  private boolean round(DueDelivery... all) {
    due = List.of(all);
    if (desk.isEmpty()) {
      metrics.events().webhookKnown("w");
      desk = Optional.of(new DeliveryDesk(
          webhook,
          (id, at, body) -> {
            posted.add(id + " " + at + " " + body);
            return CompletableFuture.completedFuture(answers.getOrDefault(id, TAKEN));
          },
          outbox(),
          SETTINGS,
          () -> now,
          metrics.events()));
    }
    return desk.get().round().toCompletableFuture().join();
  }

  private DeliveryDesk.Outbox outbox() {
    return new DeliveryDesk.Outbox() {
      @Override
      public CompletionStage<Events.Work> take(
          EventWebhook asked, Instant since, int most, Instant at) {
        looked.add(since + " " + most);
        return CompletableFuture.completedFuture(new Events.Work(state, due, givenUp));
      }

      @Override
      public CompletionStage<Void> settle(
          List<DueDelivery> sent, Map<DueDelivery, Instant> again, WebhookState next) {
        done.add(sent);
        later.add(again);
        state = next;
        return CompletableFuture.completedFuture(null);
      }

      @Override
      public CompletionStage<Map<String, Object>> words(StoredEvent event) {
        return CompletableFuture.completedFuture(Map.of("summary", "A table."));
      }
    };
  }

  private static DueDelivery due(String id, int attempts) {
    StoredEvent event =
        new StoredEvent(1, id, "call.started", 1, "c", "p", AT, AT, "{\"callerId\":\"4917123\"}");
    return new DueDelivery("w", event, AT, attempts, AT.plusSeconds(180));
  }

  private double count(String outcome) {
    return ((CounterSnapshot) metrics
            .registry()
            .scrape(name -> name.startsWith("talkspurt_webhook_deliveries"))
            .get(0))
        .getDataPoints().stream()
            .filter(point -> outcome.equals(point.getLabels().get("outcome")))
            .mapToDouble(point -> point.getValue())
            .sum();
  }

  @Test
  void whatIsTakenIsDone() {
    DueDelivery one = due("a", 1);
    assertThat(round(one)).as("there may be more").isTrue();
    assertThat(posted.get(0))
        .startsWith("a 2026-11-20T10:00:00Z {\"id\":\"a\"")
        .contains("\"callerId\":\"*****23\"")
        .doesNotContain("table");
    assertThat(done).containsExactly(List.of(one));
    assertThat(state.deliveredAt()).contains(AT);
    assertThat(count("delivered")).isEqualTo(1);
    assertThat(round()).isFalse();
    assertThat(done).as("nothing to keep").hasSize(1);
    assertThat(looked).containsExactly("2026-11-19T10:00:00Z 1", "2026-11-19T10:00:00Z 4");
  }

  @Test
  void whoMayHaveWordsIsToldThem() {
    webhook = webhook(true);
    round(due("a", 1));
    assertThat(posted.get(0)).contains("\"callerId\":\"4917123\",\"summary\":\"A table.\"");
  }

  @Test
  void aReceiverThatIsAwayIsTriedWithOneEventUntilItIsBack() {
    answers.put("a", AWAY);
    DueDelivery first = due("a", 1);
    round(first);
    assertThat(later).containsExactly(Map.of(first, AT.plusSeconds(1)));
    assertThat(state.failingSince()).contains(AT);
    assertThat(state.failure()).isEqualTo("unreachable, away");
    assertThat(round(due("b", 1))).isFalse();
    assertThat(posted).as("during the pause").hasSize(1);
    now = AT.plusSeconds(1);
    DueDelivery third = due("a", 3);
    round(third);
    assertThat(later.get(1)).isEqualTo(Map.of(third, now.plusSeconds(4)));
    assertThat(state.failingSince()).contains(AT);
    now = AT.plusSeconds(3);
    answers.clear();
    round(due("a", 4));
    assertThat(state.failingSince()).isEmpty();
    assertThat(state.failedAt()).contains(AT.plusSeconds(1));
    round(due("b", 1));
    assertThat(looked)
        .extracting(asked -> asked.substring(asked.length() - 1))
        .containsExactly("1", "1", "1", "4");
    assertThat(count("failed")).isEqualTo(2);
  }

  @Test
  void aReceiverThatAsksForTimeGetsIt() {
    answers.put("a", new Answer.NotTaken("overloaded, 429", Duration.ofSeconds(30), false));
    DueDelivery one = due("a", 1);
    round(one);
    assertThat(later.get(0)).isEqualTo(Map.of(one, AT.plusSeconds(30)));
    now = AT.plusSeconds(29);
    round(one);
    assertThat(posted).hasSize(1);
  }

  @Test
  void oneEventThatIsRefusedKeepsBackNoOther() {
    answers.put("bad", new Answer.NotTaken("rejected-request, 400", Duration.ZERO, true));
    DueDelivery bad = due("bad", 2);
    round(bad);
    assertThat(later.get(0)).isEqualTo(Map.of(bad, AT.plusSeconds(2)));
    assertThat(state.failingSince()).isEmpty();
    assertThat(state.failure()).isEqualTo("rejected-request, 400");
    round(bad, due("good", 1));
    assertThat(looked.get(1)).endsWith(" 4");
    assertThat(done.get(1)).extracting(one -> one.event().id()).containsExactly("good");
  }

  @Test
  void aReceiverThatTakesSomeIsThere() {
    answers.put("a", AWAY);
    round(due("a", 1), due("b", 1));
    assertThat(state.failingSince()).isEmpty();
    assertThat(later.get(0)).hasSize(1);
    round(due("c", 1));
    assertThat(looked.get(1)).endsWith(" 4");
  }

  @Test
  void aReceiverThatWantsNoMoreIsSentNoMore() {
    answers.put("a", new Answer.Gone("rejected-request, status 410"));
    round(due("a", 1), due("b", 1));
    assertThat(state.disabled(webhook.fingerprint())).isTrue();
    assertThat(state.disabledAt()).contains(AT);
    assertThat(count("gone")).isEqualTo(1);
    EventWebhook other =
        new EventWebhook("w", URI.create("https://y/"), EventFilter.ALL, true, false);
    assertThat(state.disabled(other.fingerprint())).isFalse();
  }

  @Test
  void whatHasWaitedForTooLongIsCounted() {
    givenUp = 5;
    round();
    assertThat(count("given-up")).isEqualTo(5);
  }
}
