package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.Product.class)
class EventsTest {

  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static Config server;
  private static ActorTestKit kit;
  private static Database database;
  private static Events events;

  EventsTest(TestDatabase.Product product) {
    assertThat(product).isNotNull();
  }

  @BeforeParameterizedClassInvocation
  static void start(TestDatabase.Product product) {
    server = product.make("events");
    kit = ActorTestKit.create(
        "events", ConfigFactory.parseString("akka.actor.provider = local").withFallback(server));
    Schema.prepare(kit.system(), SchemaUse.MIGRATE);
    database = Database.of(kit.system());
    events = Events.of(kit.system());
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    kit.shutdownTestKit();
  }

  @BeforeEach
  void empty() {
    run("DELETE FROM events_out");
    run("DELETE FROM event_deliveries");
    run("DELETE FROM event_webhooks");
    run("UPDATE events_head SET last_seq = 0, removed_seq = 0, removed_at = NULL");
  }

  private static void run(String sql) {
    database.transactNow(connection -> {
      TestDatabase.run(connection, sql);
      return null;
    });
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private static OutgoingEvent event(String id, String call, Instant at) {
    return new OutgoingEvent(
        id, EventType.CALL_FAULT, call, call.isEmpty() ? "" : "sales", at, Map.of("fault", "x"));
  }

  private static void add(String... ids) {
    for (String id : ids) {
      get(events.add(event(id, id.substring(0, 1), AT), AT));
    }
  }

  private static List<DueDelivery> take(String webhook, Instant now) {
    return take(webhook, "as-set", EventFilter.ALL, AT.minusSeconds(100), now);
  }

  private static List<DueDelivery> take(
      String webhook, String settings, EventFilter wanted, Instant since, Instant now) {
    return get(events.take(webhook, settings, wanted, since, 10, now, LEASE)).taken();
  }

  private static void put(WebhookState state) {
    get(events.settle(List.of(), Map.of(), state));
  }

  private static void done(DueDelivery... all) {
    settle(List.of(all), Map.of());
  }

  private static void settle(List<DueDelivery> done, Map<DueDelivery, Instant> later) {
    get(events.settle(done, later, get(events.waiting("w")).orElseThrow().state()));
  }

  private static List<String> ids(List<DueDelivery> taken) {
    return taken.stream().map(one -> one.event().id()).toList();
  }

  private static List<Long> page(long after, int limit) {
    return get(events.page(EventFilter.ALL, after, limit)).wanted().stream()
        .map(StoredEvent::sequence)
        .toList();
  }

  @Test
  void anEventIsKeptOnceAndAsItIs() {
    OutgoingEvent first = new OutgoingEvent(
        "evt_1", EventType.CALL_STARTED, "c", "sales", AT, Map.of("callerId", "+49 \"1\"\u0000"));
    assertThat(get(events.add(first, AT.plusSeconds(1)))).isTrue();
    assertThat(get(events.add(first, AT.plusSeconds(2)))).isFalse();
    assertThat(get(events.last())).isEqualTo(1);
    StoredEvent kept = get(events.one("evt_1")).orElseThrow();
    assertThat(kept)
        .isEqualTo(new StoredEvent(
            1,
            "evt_1",
            "call.started",
            1,
            "c",
            "sales",
            AT,
            AT.plusSeconds(1),
            "{\"callerId\":\"+49 \\\"1\\\"\\u0000\"}"));
    assertThat(get(events.one("evt_2"))).isEmpty();
  }

  @Test
  void pagesTellHowFarTheyReach() {
    add("a1", "b1", "a2");
    get(events.add(event("none", "", AT), AT));
    assertThat(page(0, 2)).containsExactly(1L, 2L);
    assertThat(get(events.page(EventFilter.ALL, 0, 2)).reached()).isEqualTo(2);
    assertThat(page(2, 2)).containsExactly(3L, 4L);
    assertThat(page(4, 2)).isEmpty();
    EventFilter sales = new EventFilter(Set.of(), Set.of("sales"));
    Events.Page found = get(events.page(sales, 2, 2));
    assertThat(found.wanted()).extracting(StoredEvent::id).containsExactly("a2");
    assertThat(found.reached()).as("so far nothing more is wanted").isEqualTo(4);
    EventFilter ended = new EventFilter(Set.of("call.ended"), Set.of());
    assertThat(get(events.page(ended, 0, 2)).wanted()).isEmpty();
    assertThat(get(events.page(ended, 0, 2)).reached()).isEqualTo(4);
  }

  /** Whoever reads while others write sees each once, and none late. */
  @Test
  void numbersFollowTheOrderOfCommits() {
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      Random random = new Random(writer);
      writers.add(CompletableFuture.runAsync(() -> {
        for (int at = 0; at < 30; at++) {
          String id = "e" + random.nextInt(60);
          database.transactNow(
              connection -> EventTable.add(connection, List.of(event(id, "c", AT)), AT));
        }
      }));
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(writers.toArray(CompletableFuture<?>[]::new));
    List<Long> seen = new ArrayList<>();
    long after = 0;
    boolean over = false;
    while (!over) {
      over = all.isDone();
      List<Long> more = page(after, 7);
      seen.addAll(more);
      after = more.isEmpty() ? after : more.get(more.size() - 1);
      over = over && more.isEmpty();
    }
    all.join();
    assertThat(seen).hasSizeBetween(30, 60);
    assertThat(seen)
        .isEqualTo(LongStream.rangeClosed(1, get(events.last())).boxed().toList());
  }

  /** Each time at some commit, before it or after it without an answer, while events come and are sent. */
  @Test
  void whoIsCutOffFromTheDatabaseAtAnyMomentLosesNothingAndKeepsTheOrder() {
    Random random = new Random(17);
    CutDataSource cut = new CutDataSource(database.pool());
    List<String> received = new ArrayList<>();
    Map<String, List<String>> expected = new TreeMap<>();
    Instant now = AT;
    int faults = 0;
    take("w", AT);
    try (HikariDataSource pool = cut.pool()) {
      Events cutOff = new Events(
          new Database(pool, kit.system().dispatchers().lookup(Database.BLOCKING)),
          DiskWatch.of(kit.system()));
      for (int round = 0; round < 120; round++) {
        String call = "c" + random.nextInt(6);
        if (round < 60) {
          String id = call + "-" + round;
          expected.computeIfAbsent(call, none -> new ArrayList<>()).add(id);
          get(events.add(event(id, call, AT), AT));
        }
        cut.at(1 + random.nextInt(3), CutDataSource.How.values()[random.nextInt(2)]);
        try {
          sendOnce(cutOff, now, received);
        } catch (CompletionException cutOffThere) {
          faults++;
        }
        now = now.plus(LEASE);
      }
    }
    while (get(events.waiting("w")).orElseThrow().count() > 0) {
      sendOnce(events, now, received);
      now = now.plus(LEASE);
    }
    Map<String, List<String>> firsts = new TreeMap<>();
    received.stream()
        .distinct()
        .forEach(id -> firsts
            .computeIfAbsent(id.substring(0, 2), call -> new ArrayList<>())
            .add(id));
    assertThat(firsts).isEqualTo(expected);
    assertThat(faults).isGreaterThan(20);
    assertThat(received).as("where an answer was lost").hasSizeGreaterThan(60);
  }

  /** As a worker does it. */
  private static void sendOnce(Events to, Instant now, List<String> received) {
    Events.Work work = get(to.take("w", "as-set", EventFilter.ALL, AT, 3, now, LEASE));
    if (work.taken().isEmpty()) {
      return;
    }
    received.addAll(ids(work.taken()));
    get(to.settle(work.taken(), Map.of(), work.state().delivered(now)));
  }

  @Test
  void ofACallOneEventIsSentAtATime() {
    assertThat(take("w", AT)).as("a new webhook begins with what comes").isEmpty();
    add("a1", "a2", "b1");
    List<DueDelivery> first = take("w", AT);
    assertThat(ids(first)).containsExactly("a1", "b1");
    assertThat(take("w", AT)).as("while they are leased").isEmpty();
    done(first.get(1));
    settle(List.of(), Map.of(first.get(0), AT.plusSeconds(5)));
    assertThat(take("w", AT.plusSeconds(4))).as("a2 is not sent before a1").isEmpty();
    List<DueDelivery> again = take("w", AT.plusSeconds(5));
    assertThat(ids(again)).containsExactly("a1");
    assertThat(again.get(0).attempts()).isEqualTo(2);
    done(again.get(0));
    assertThat(ids(take("w", AT.plusSeconds(5)))).containsExactly("a2");
    assertThat(ids(take("w", AT.plusSeconds(5).plus(LEASE))))
        .as("of a node that died")
        .containsExactly("a2");
  }

  @Test
  void whoTookOverIsNotDisturbedByWhoHadIt() {
    take("w", AT);
    add("a1");
    DueDelivery old = take("w", AT).get(0);
    DueDelivery taken = take("w", AT.plus(LEASE)).get(0);
    done(old);
    settle(List.of(), Map.of(old, AT));
    assertThat(get(events.waiting("w")).orElseThrow().count()).isEqualTo(1);
    done(taken);
    assertThat(get(events.waiting("w")).orElseThrow().count()).isZero();
  }

  @Test
  void eachWebhookIsSentWhatItWants() {
    EventFilter others = new EventFilter(Set.of(), Set.of("support"));
    take("other", "x", others, AT.minusSeconds(1), AT);
    take("w", AT);
    add("a1");
    assertThat(take("other", "x", others, AT.minusSeconds(1), AT)).isEmpty();
    assertThat(ids(take("w", AT))).containsExactly("a1");
  }

  @Test
  void whatIsTooOldIsNotSent() {
    take("w", AT);
    get(events.add(event("a1", "a", AT), AT.minusSeconds(101)));
    get(events.add(event("a2", "a", AT), AT.minusSeconds(100)));
    assertThat(ids(take("w", AT))).containsExactly("a2");
    Instant later = AT.plus(LEASE);
    Events.Work work =
        get(events.take("w", "as-set", EventFilter.ALL, AT.minusSeconds(99), 10, later, LEASE));
    assertThat(work.taken()).isEmpty();
    assertThat(work.givenUp()).isEqualTo(1);
  }

  @Test
  void aReceiverThatWantsNoMoreIsLeftAloneUntilItsSettingsChange() {
    take("w", AT);
    add("a1", "b1");
    assertThat(take("w", AT)).hasSize(2);
    WebhookState state = get(events.waiting("w")).orElseThrow().state();
    put(state.gone(AT, "as-set", "status 410"));
    assertThat(get(events.waiting("w")).orElseThrow().count()).isZero();
    add("c1");
    assertThat(take("w", AT)).isEmpty();
    assertThat(take("w", "other", EventFilter.ALL, AT.minusSeconds(1), AT))
        .as("with what comes")
        .isEmpty();
    add("d1");
    assertThat(ids(take("w", "other", EventFilter.ALL, AT.minusSeconds(1), AT)))
        .containsExactly("d1");
    assertThat(get(events.waiting("w")).orElseThrow().state().disabledAt()).isEmpty();
  }

  @Test
  void howAWebhookIsIsKept() {
    take("w", AT);
    WebhookState state = get(events.waiting("w")).orElseThrow().state();
    assertThat(state).isEqualTo(WebhookState.begun("w", 0));
    WebhookState failed = state.failed(AT, "away").failed(AT.plusSeconds(1), "still");
    put(failed);
    assertThat(get(events.waiting("w")).orElseThrow().state()).isEqualTo(failed);
    assertThat(failed.failingSince()).contains(AT);
    WebhookState back = failed.delivered(AT.plusSeconds(2));
    put(back);
    assertThat(get(events.waiting("w")).orElseThrow().state()).isEqualTo(back);
    assertThat(back.failingSince()).isEmpty();
    assertThat(get(events.waiting("other"))).isEmpty();
  }

  @Test
  void whatWasSentCanBeSentAgainInTheOrderOfItsCall() {
    take("w", AT);
    add("a1", "a2");
    done(take("w", AT).get(0));
    assertThat(ids(take("w", AT))).containsExactly("a2");
    get(events.again("w", List.of(get(events.one("a1")).orElseThrow()), AT.plusSeconds(50)));
    List<DueDelivery> again = take("w", AT.plusSeconds(200));
    assertThat(ids(again)).containsExactly("a1");
    assertThat(again.get(0).askedAt()).isEqualTo(AT.plusSeconds(50));
    get(events.again("w", List.of(again.get(0).event()), AT.plusSeconds(201)));
    done(again.get(0));
    assertThat(ids(take("w", AT.plusSeconds(201))))
        .as("asked for again meanwhile")
        .containsExactly("a1");
  }

  @Test
  void whatIsOldIsRemovedUnlessItWaits() {
    take("w", AT);
    add("a1", "a2", "b1");
    done(take("w", AT).get(0));
    assertThat(get(events.remove(AT.plusSeconds(1), AT.minusSeconds(1)))).isFalse();
    assertThat(page(0, 10)).containsExactly(2L, 3L);
    assertThat(get(events.page(EventFilter.ALL, 0, 10)).removed()).isEqualTo(1);
    assertThat(get(events.last())).as("numbers go on").isEqualTo(3);
    get(events.remove(AT.plusSeconds(1), AT.plusSeconds(1)));
    assertThat(page(0, 10)).as("nobody works for them any more").isEmpty();
    assertThat(get(events.add(event("a1", "a", AT), AT.plusSeconds(9))))
        .as("it may have been told")
        .isFalse();
    assertThat(get(events.add(event("z1", "z", AT.plusMillis(1)), AT.plusSeconds(9))))
        .isTrue();
    assertThat(page(0, 10)).containsExactly(4L);
    assertThat(get(events.waiting("w")).flatMap(Events.Waiting::oldest))
        .isEqualTo(Optional.empty());
  }
}
