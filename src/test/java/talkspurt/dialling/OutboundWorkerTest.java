package talkspurt.dialling;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.outbound.CallingHours;
import talkspurt.outbound.DialNumber;
import talkspurt.outbound.DialOrder;
import talkspurt.outbound.DialOutcome;
import talkspurt.outbound.DialProgress;
import talkspurt.outbound.DialRequest;
import talkspurt.outbound.DialRules;
import talkspurt.outbound.DialWindow;
import talkspurt.outbound.Dialler;
import talkspurt.outbound.Outbound;
import talkspurt.outbound.OutboundCall;
import talkspurt.outbound.OutboundOrder;
import talkspurt.outbound.OutboundSettings;
import talkspurt.outbound.OutboundState;
import talkspurt.outbound.Pace;
import talkspurt.outbound.ReleaseCause;
import talkspurt.outbound.RetryPlan;
import talkspurt.outbound.RetryPlan.Retry;
import talkspurt.outbound.Trunk;
import talkspurt.telemetry.Metrics;

/** What is due is dialled once, at the pace, and what becomes of it is kept. */
class OutboundWorkerTest {

  private static final Instant START = Instant.parse("2026-12-01T12:00:00Z");
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static ActorTestKit kit;
  private static ManualTime time;

  private final FakeStore store = new FakeStore();
  private final FakeDialler dialler = new FakeDialler();
  private final TestProbe<Object> probe = kit.createTestProbe();
  private volatile boolean open = true;
  private volatile Instant now = START;
  private ActorRef<OutboundWorker.Command> worker;

  @BeforeAll
  static void begin() {
    kit = ActorTestKit.create(ManualTime.config()
        .withFallback(ConfigFactory.parseString("akka.loglevel = OFF"))
        .withFallback(ConfigFactory.load()));
    time = ManualTime.get(kit.system());
  }

  @AfterAll
  static void end() {
    kit.shutdownTestKit();
  }

  /** Dials when it is told to, and tells what the test says. */
  private final class FakeDialler implements Dialler {

    final Map<String, Consumer<DialProgress>> told = new ConcurrentHashMap<>();
    final List<String> cancelled = new CopyOnWriteArrayList<>();
    final List<String> sought = new CopyOnWriteArrayList<>();
    final Queue<DialOrder> orders = new ConcurrentLinkedQueue<>();
    volatile Found found = Found.NONE;
    volatile boolean ready = true;

    @Override
    public boolean ready(Trunk trunk) {
      return ready;
    }

    @Override
    public void dial(DialOrder order, Consumer<DialProgress> progress) {
      told.put(order.attempt(), progress);
      orders.add(order);
    }

    @Override
    public void cancel(String attempt) {
      cancelled.add(attempt);
    }

    @Override
    public CompletionStage<Found> find(String attempt, Trunk trunk) {
      sought.add(attempt);
      return CompletableFuture.completedFuture(found);
    }
  }

  private static OutboundSettings settings(int atOnce) {
    Pace pace = new Pace(atOnce, Duration.ofMillis(1));
    return new OutboundSettings(
        Optional.empty(),
        new DialRules(CallingHours.STRICT, Optional.empty(), 9, 9, false, Duration.ofSeconds(30)),
        new RetryPlan(
            3,
            Map.of(
                DialOutcome.BUSY, new Retry(9, Duration.ofMinutes(5), 1, Duration.ofMinutes(5)))),
        pace,
        Map.of(
            "carrier",
            new Trunk(
                "carrier",
                "Local/{number}@talkspurt-dial/n",
                "talkspurt-outbound",
                Optional.empty(),
                Map.of(),
                pace)),
        LOOK,
        100,
        Duration.ofDays(1));
  }

  private void start(int atOnce) {
    now = now.plusSeconds(1); // the first dial comes a whole distance after the start
    worker = kit.spawn(OutboundWorker.create(
        store,
        dialler,
        () -> open,
        settings(atOnce),
        () -> now,
        Metrics.notExposed().outbound()));
    now = now.plusSeconds(1);
  }

  @BeforeEach
  void reset() {
    now = START;
  }

  @AfterEach
  void stop() {
    kit.stop(worker);
  }

  private Outbound due(int number) {
    Outbound one = Outbound.due(
        new UUID(0, number),
        new OutboundOrder(
            new DialRequest(
                new DialNumber("+49301234567" + number, Set.of()),
                Optional.empty(),
                new DialWindow(START, START.plus(Duration.ofDays(7)))),
            "sales",
            Map.of(),
            Optional.empty(),
            "carrier",
            Duration.ofSeconds(30),
            3,
            Optional.empty()),
        START);
    store.put(one);
    return one;
  }

  private DialOrder dialled() {
    until(() -> !dialler.orders.isEmpty());
    return dialler.orders.remove();
  }

  /** Lets the next round begin, until something holds. */
  private void until(BooleanSupplier holds) {
    probe.awaitAssert(Duration.ofSeconds(5), Duration.ofMillis(5), () -> {
      now = now.plusMillis(100);
      time.timePasses(LOOK);
      assertThat(holds.getAsBoolean()).isTrue();
      return null;
    });
  }

  private OutboundState state(Outbound one) {
    return store.get(one.id()).call().state();
  }

  @Test
  void whatIsDueIsClaimedThenDialledByItsTrunkUnderTheIdOfItsCall() {
    Outbound one = due(1);
    start(10);
    DialOrder order = dialled();
    assertThat(order.attempt()).isEqualTo(one.callId().toString());
    assertThat(order.channel()).isEqualTo("Local/+493012345671@talkspurt-dial/n");
    assertThat(order.allVariables())
        .containsEntry("TALKSPURT_ID", one.callId().toString())
        .containsEntry("TALKSPURT_VARS", "&direction=outbound");
    assertThat(state(one)).isInstanceOf(OutboundState.Claimed.class);
  }

  @Test
  void anAnsweredCallIsOverOnceTheLogSaysSo() {
    Outbound one = due(1);
    start(10);
    dialler.told.get(dialled().attempt()).accept(new DialProgress.Answered());
    until(() -> state(one) instanceof OutboundState.Answered);
    store.spoken(one.callId(), Optional.empty());
    until(() -> true);
    assertThat(state(one)).isInstanceOf(OutboundState.Answered.class);
    store.spoken(one.callId(), Optional.of(DialOutcome.MACHINE));
    until(() -> state(one).equals(new OutboundState.Over(DialOutcome.MACHINE)));
  }

  @Test
  void anAnsweredCallThatNeverComesHasFailed() {
    Outbound one = due(1);
    start(10);
    dialler.told.get(dialled().attempt()).accept(new DialProgress.Answered());
    until(() -> state(one) instanceof OutboundState.Answered);
    now = now.plusSeconds(91);
    until(() -> state(one).equals(new OutboundState.Over(DialOutcome.FAILED)));
  }

  @ParameterizedTest
  @CsvSource({"17, busy", "21, rejected", "1, no-such-number", "27, failed"})
  void whatTheNetworkTellsIsKept(int q850, String outcome) {
    Outbound one = due(1);
    start(10);
    ReleaseCause cause = new ReleaseCause(q850, "as told");
    dialler.told.get(dialled().attempt()).accept(new DialProgress.Released(cause));
    until(() -> !store.get(one.id()).call().attempts().isEmpty());
    RetryPlan.Attempt attempt = store.get(one.id()).call().attempts().get(0);
    assertThat(attempt.outcome().wire()).isEqualTo(outcome);
    assertThat(attempt.cause()).contains(cause);
    assertThat(state(one) instanceof OutboundState.Waiting).isEqualTo(outcome.equals("busy"));
  }

  @Test
  void anAttemptThatWasNotSentComesAgainUnderTheSameName() {
    Outbound one = due(1);
    start(10);
    String attempt = dialled().attempt();
    dialler.told.get(attempt).accept(new DialProgress.NotSent("no host"));
    until(() -> state(one) instanceof OutboundState.Waiting);
    assertThat(store.get(one.id()).call().attempts()).isEmpty();
    now = now.plusSeconds(16);
    until(() -> state(one) instanceof OutboundState.Claimed);
    assertThat(dialled().attempt()).isEqualTo(attempt);
  }

  @Test
  void noMoreAreDialledAtOnceThanThePaceAllows() {
    due(1);
    due(2);
    due(3);
    start(2);
    String first = dialled().attempt();
    until(() -> dialler.told.size() == 2);
    until(() -> true);
    until(() -> true);
    assertThat(dialler.told).hasSize(2);
    dialler.told.get(first).accept(new DialProgress.Released(new ReleaseCause(21, "")));
    until(() -> dialler.told.size() == 3);
  }

  @Test
  void nothingIsDialledByATrunkThatIsNotReadyNorWhereNoCallsAreTaken() {
    Outbound one = due(1);
    dialler.ready = false;
    start(10);
    until(() -> true);
    until(() -> true);
    assertThat(state(one)).isInstanceOf(OutboundState.Waiting.class);
    dialler.ready = true;
    open = false;
    until(() -> true);
    until(() -> true);
    assertThat(state(one)).isInstanceOf(OutboundState.Waiting.class);
    open = true;
    until(() -> state(one) instanceof OutboundState.Claimed);
  }

  private Outbound claimedByAnother() {
    Outbound one = due(1);
    Outbound claimed = one.now(one.call().claim(START).orElseThrow(), START);
    store.put(claimed);
    return claimed;
  }

  @Test
  void whatAnotherClaimedIsLookedForAndNeverDialled() {
    Outbound one = claimedByAnother();
    start(10);
    until(() -> state(one).equals(new OutboundState.Over(DialOutcome.UNKNOWN)));
    assertThat(dialler.sought).containsExactly(one.callId().toString());
    assertThat(dialler.told).isEmpty();
  }

  @Test
  void whatAnotherDialledAndWasAnsweredGoesOn() {
    Outbound one = claimedByAnother();
    dialler.found = Dialler.Found.ANSWERED;
    start(10);
    until(() -> state(one) instanceof OutboundState.Answered);
    assertThat(dialler.told).isEmpty();
  }

  @Test
  void whatCannotBeFoundIsGivenUpInTheEnd() {
    Outbound one = claimedByAnother();
    dialler.found = Dialler.Found.UNREACHABLE;
    start(10);
    until(() -> !dialler.sought.isEmpty());
    assertThat(state(one)).isInstanceOf(OutboundState.Doubtful.class);
    now = now.plusSeconds(601);
    until(() -> state(one).equals(new OutboundState.Over(DialOutcome.UNKNOWN)));
    assertThat(dialler.told).isEmpty();
  }

  @Test
  void whatTheExchangeHasLostIsLookedFor() {
    Outbound one = due(1);
    start(10);
    dialler.found = Dialler.Found.RINGING;
    dialler.told.get(dialled().attempt()).accept(new DialProgress.Lost("connection gone"));
    until(() -> state(one) instanceof OutboundState.Doubtful && !dialler.sought.isEmpty());
    now = now.plusSeconds(6);
    dialler.found = Dialler.Found.ANSWERED;
    until(() -> state(one) instanceof OutboundState.Answered);
    assertThat(dialler.told).hasSize(1);
  }

  @Test
  void aCancelledCallIsCancelledAtTheExchangeAndIsTheLast() {
    Outbound one = due(1);
    start(10);
    String attempt = dialled().attempt();
    store.change(one.id(), now, call -> call.cancel(now));
    until(() -> dialler.cancelled.contains(attempt));
    dialler.told.get(attempt).accept(new DialProgress.Released(new ReleaseCause(17, "")));
    until(() -> state(one).equals(new OutboundState.Over(DialOutcome.CANCELLED)));
  }

  @Test
  void aChangeIsWrittenOnceTheDatabaseIsBack() {
    Outbound one = due(1);
    start(10);
    Consumer<DialProgress> told = dialler.told.get(dialled().attempt());
    store.failNext(3);
    told.accept(new DialProgress.Released(new ReleaseCause(21, "")));
    until(() -> state(one).equals(new OutboundState.Over(DialOutcome.REJECTED)));
    assertThat(dialler.sought).isEmpty();
  }

  @Test
  void aNextAttemptIsNoOldOnesBusiness() {
    Outbound one = due(1);
    start(10);
    Consumer<DialProgress> first = dialler.told.get(dialled().attempt());
    first.accept(new DialProgress.Released(new ReleaseCause(17, "")));
    until(() -> state(one) instanceof OutboundState.Waiting);
    now = now.plus(Duration.ofMinutes(6));
    until(() -> state(one) instanceof OutboundState.Claimed);
    first.accept(new DialProgress.Answered());
    until(() -> true);
    assertThat(store.get(one.id()).call()).extracting(OutboundCall::attempt).isEqualTo(2);
    assertThat(state(one)).isInstanceOf(OutboundState.Claimed.class);
    assertThat(new ArrayList<>(dialler.told.keySet())).hasSize(2);
  }
}
