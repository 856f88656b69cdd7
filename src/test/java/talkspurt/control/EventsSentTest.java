package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.CallSamples;
import talkspurt.call.EndReason;
import talkspurt.call.LineFault;
import talkspurt.events.EventReceiver;
import talkspurt.events.EventSettings;
import talkspurt.events.EventWebhook;
import talkspurt.events.EventWorker;

/** From calls to receivers, through journal, call log and outbox. */
class EventsSentTest {

  private static final EventSettings FAST = new EventSettings(
      Duration.ofDays(7),
      Duration.ofMillis(50),
      8,
      Duration.ofSeconds(30),
      Duration.ofMillis(10),
      Duration.ofMillis(100),
      Duration.ofDays(1));

  /** Takes three of four, and of some it took nobody hears. */
  private static final class Moody implements EventReceiver {

    private final Random random = new Random(3);
    final List<String> took = new ArrayList<>();

    @Override
    public synchronized CompletionStage<Answer> post(String id, Instant at, String body) {
      int mood = random.nextInt(8);
      if (mood > 0) {
        took.add(id);
      }
      Answer answer = mood > 1
          ? new Answer.Taken()
          : new Answer.NotTaken("unreachable, no answer in time", Duration.ZERO, false);
      return CompletableFuture.completedFuture(answer);
    }

    /** In which order each call's came first. */
    synchronized Map<String, List<String>> firsts() {
      Map<String, List<String>> all = new TreeMap<>();
      took.stream()
          .distinct()
          .forEach(id -> all.computeIfAbsent(id.substring(0, 40), call -> new ArrayList<>())
              .add(id.substring(41)));
      return all;
    }
  }

  @Test
  void whatHappensInCallsReachesEachReceiverInItsOrderThoughItOftenFails() {
    Moody moody = new Moody();
    List<String> gone = new ArrayList<>();
    EventReceiver refusing = (id, at, body) -> {
      gone.add(id);
      return CompletableFuture.completedFuture(new EventReceiver.Answer.Gone("status 410"));
    };
    try (Node node = Node.startPatient(NodeConfig.h2Memory("sent"))) {
      EventWorker.start(
          node.system,
          Map.of(webhook("moody"), moody, webhook("refusing"), refusing),
          FAST,
          InstantSource.system(),
          node.metrics.events());
      Events events = Events.of(node.system);
      node.eventually(() -> assertThat(Node.answer(events.waiting("moody"))).isPresent());
      node.eventually(() -> assertThat(Node.answer(events.waiting("refusing"))).isPresent());
      Map<String, List<String>> expected = new TreeMap<>();
      for (int call = 0; call < 25; call++) {
        UUID id = UUID.randomUUID();
        node.ask(id, new CallRequest.Register(CallSamples.PLAN));
        node.attach(id, "A", node.live());
        node.report(id, "A", new Fact.FaultFound(LineFault.DIGITAL_SILENCE, "loud"));
        node.ask(id, new CallRequest.End(EndReason.COMPLETED));
        expected.put("evt_" + id, List.of("2", "3", "4"));
      }
      node.eventually(() -> assertThat(moody.firsts()).isEqualTo(expected));
      node.eventually(() ->
          assertThat(Node.answer(events.waiting("moody")).orElseThrow().count()).isZero());
      assertThat(moody.took).as("of some it took nobody heard").hasSizeGreaterThan(75);
      Events.Waiting refused = Node.answer(events.waiting("refusing")).orElseThrow();
      assertThat(refused.state().disabledAt()).isPresent();
      assertThat(refused.count()).isZero();
      assertThat(gone).as("at most as many as go at once").hasSizeBetween(1, 8);
    }
  }

  private static EventWebhook webhook(String name) {
    return new EventWebhook(name, URI.create("https://x/"), EventFilter.ALL, false, false);
  }
}
