package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.RealtimeSettingsOf;
import talkspurt.fake.StepTable;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.realtime.TalkAction.Ask;
import talkspurt.provider.realtime.TalkAction.Begun;
import talkspurt.provider.realtime.TalkAction.GiveUp;
import talkspurt.provider.realtime.TalkAction.Send;

class ResponseQueueTest {

  private static final RealtimeSettings.Limits LIMITS =
      RealtimeSettingsOf.limits(Duration.ofMinutes(50));
  private static final Wish GREETING = new Wish("Say hello.", true);

  /**
   * Where each event leads in each state, and what is done on the way.
   *
   * <p>States: I idle, A asked, a asked and not wanted any more, R running, r running and to stop; with
   * + where one is due.
   *
   * <p>Actions: ? ask, x cancel, b begun, u begun and unwanted, g give up.
   *
   * <p>The columns are no session, due without a session, idle, asked, asked and unwanted, running,
   * running and due, stopping, stopping and due, held back, supposed to be refused, nameless.
   */
  private static final String STEPS = """
      begin         | I   A:?  I   A   a    R   R+   r   r+   I+   I+  R
      leave         | I   I+   I   I+  I    I+  I+   I   I+   I+   I+  I+
      want          | I+  I+   A:? A+  a+   R+  R+   r+  r+   I+   I+  R+
      ask           | I   I+   I   A   a    R   R+   r   r+   I+   I+  R
      ask later     | I   I+   I   A   a    R   R+   r   r+   A:?  A:? R
      stop          | I   I    I   a   a    r:x r:x  r   r    I    I   r:x
      begun r1      | R:b R+:b R:b R:b r:ux R   R+   r   r+   R+:b R:b R
      begun r2      | R:b R+:b R:b R:b r:ux R:b R+:b R:b R+:b R+:b R:b R
      begun, no id  | R:b R+:b R:b R:b r:ux R   R+   r   r+   R+:b R:b R
      brings r1     | R:b R+:b R:b R:b r:ux R   R+   r   r+   R+:b R:b R
      brings r2     | R:b R+:b R:b R:b r:ux R   R+   r   r+   R+:b R:b R
      brings, no id | I   I+   I   A   a    R   R+   r   r+   I+   I+  R
      ends r2       | I   I+   I   R:b r:ux R   R+   r   r+   I+   I+  R
      succeeded     | I   I+   I   I   I    I   I+   I   I+   I+   I+  I
      failed        | I   I+   I   I+  I    I+  I+   I   I+   I+   I+  I+
      supposed      | I   I+   I   I+  I    I+  I+   I   I+   I+   I+  I+
      busy          | I   I+   I   I+  I    R   R+   r   r+   I+   I+  R
      hold          | I   I+   I   A   a    R   R+   r   r+   I+   I+  R
      """;

  private static Map<String, Supplier<ResponseQueue>> states() {
    Map<String, Supplier<ResponseQueue>> states = new LinkedHashMap<>();
    states.put("no session", () -> new ResponseQueue(LIMITS));
    states.put("due without a session", () -> {
      ResponseQueue queue = new ResponseQueue(LIMITS);
      queue.want(GREETING, 0);
      return queue;
    });
    states.put("idle", ResponseQueueTest::idle);
    states.put("asked", ResponseQueueTest::asked);
    states.put("asked and unwanted", () -> after(asked(), queue -> queue.stop(0)));
    states.put("running", () -> running("r1"));
    states.put(
        "running and due", () -> after(running("r1"), queue -> queue.want(Wish.LAST_WORDS, 0)));
    states.put("stopping", () -> after(running("r1"), queue -> queue.stop(0)));
    states.put(
        "stopping and due",
        () -> after(running("r1"), queue -> {
          queue.stop(0);
          queue.want(Wish.REPLY, 0);
        }));
    states.put("held back", () -> after(asked(), queue -> queue.failed("x", 0)));
    states.put("supposed", () -> after(asked(), queue -> queue.supposedlyRefused("x", 0)));
    states.put("nameless", () -> running(""));
    return states;
  }

  private static Map<String, Function<ResponseQueue, List<TalkAction>>> events() {
    Map<String, Function<ResponseQueue, List<TalkAction>>> events = new LinkedHashMap<>();
    events.put("begin", queue -> queue.begin(0));
    events.put("leave", told(ResponseQueue::leave));
    events.put("want", queue -> queue.want(Wish.REPLY, 0));
    events.put("ask", queue -> queue.ask(0));
    events.put("ask later", queue -> queue.ask(200));
    events.put("stop", queue -> queue.stop(0));
    events.put("begun r1", queue -> queue.begun("r1", 0));
    events.put("begun r2", queue -> queue.begun("r2", 0));
    events.put("begun, no id", queue -> queue.begun("", 0));
    events.put("brings r1", queue -> queue.arrives("r1", true, 0));
    events.put("brings r2", queue -> queue.arrives("r2", true, 0));
    events.put("brings, no id", queue -> queue.arrives("", true, 0));
    events.put("ends r2", queue -> queue.arrives("r2", false, 0));
    events.put("succeeded", told(ResponseQueue::succeeded));
    events.put("failed", queue -> queue.failed("x", 0));
    events.put("supposed", queue -> queue.supposedlyRefused("x", 0));
    events.put("busy", queue -> queue.busy(0));
    events.put("hold", told(queue -> queue.hold(0, 100)));
    return events;
  }

  private static Function<ResponseQueue, List<TalkAction>> told(Consumer<ResponseQueue> event) {
    return queue -> {
      event.accept(queue);
      return List.of();
    };
  }

  @TestFactory
  Stream<DynamicTest> eachEventLeadsInEachStateWhereTheTableTells() {
    return StepTable.tests(STEPS, events(), states(), ResponseQueueTest::step);
  }

  @Test
  void theTableHasARowForEachEventAndAColumnForEachState() {
    assertThat(StepTable.names(STEPS)).containsExactlyElementsOf(events().keySet());
    StepTable.assertEachKind(
        ResponseQueue.State.class,
        states().values().stream().map(state -> state.get().state()).toList());
  }

  private static String step(ResponseQueue queue, Function<ResponseQueue, List<TalkAction>> event) {
    String done =
        event.apply(queue).stream().map(ResponseQueueTest::name).collect(Collectors.joining());
    return name(queue.state()) + (queue.due() ? "+" : "") + (done.isEmpty() ? "" : ":" + done);
  }

  private static String name(ResponseQueue.State state) {
    if (state instanceof ResponseQueue.Asked asked) {
      return asked.wanted() ? "A" : "a";
    }
    if (state instanceof ResponseQueue.Running running) {
      return running.wanted() ? "R" : "r";
    }
    return "I";
  }

  private static String name(TalkAction action) {
    if (action instanceof Begun begun) {
      return begun.wanted() ? "b" : "u";
    }
    if (action instanceof Send send) {
      assertThat(send.event()).isInstanceOf(ClientEvent.Cancel.class);
      return "x";
    }
    return action instanceof Ask ? "?" : "g";
  }

  // ---- whose an event is

  @Test
  void eventsAreOfTheOneThatRunsOrLeaveItOut() {
    ResponseQueue queue = running("r1");
    assertThat(queue.id()).isEqualTo("r1");
    assertThat(queue.owns("r1")).isTrue();
    assertThat(queue.owns("")).isTrue();
    assertThat(queue.owns("r2")).isFalse();
    assertThat(queue.plays("r1")).isTrue();
    queue.stop(0);
    assertThat(queue.owns("r1")).isTrue();
    assertThat(queue.plays("r1")).isFalse();
    queue.succeeded();
    assertThat(queue.owns("")).isFalse();
    assertThat(queue.owns("r1")).isFalse();
    assertThat(queue.plays("")).isFalse();
    assertThat(queue.id()).isEmpty();
  }

  @Test
  void askingWhoseAnEventIsChangesNothing() {
    ResponseQueue queue = running("");
    assertThat(queue.owns("r2")).isTrue();
    assertThat(queue.owns("r3")).isTrue();
    assertThat(queue.id()).isEmpty();
    queue.named("r3");
    assertThat(queue.owns("r2")).isFalse();
    assertThat(queue.id()).isEqualTo("r3");
  }

  @Test
  void anIdThatHasEndedIsNotTheOneThatIsMissing() {
    ResponseQueue queue = running("r1");
    queue.begun("r2", 0); // without the end of the first
    queue.succeeded();
    queue.begun("", 0);
    queue.named("r1");
    queue.named("r2");
    assertThat(queue.id()).isEmpty();
    queue.arrives("r3", false, 0);
    assertThat(queue.id()).isEqualTo("r3");
    assertThat(queue.wish()).isEmpty();
  }

  @Test
  void anIdThatIsUsedAgainBegins() {
    ResponseQueue queue = running("r1");
    queue.succeeded();
    assertThat(queue.arrives("r1", true, 0)).isEmpty();
    assertThat(queue.begun("r1", 0)).containsExactly(new Begun(true));
    assertThat(queue.owns("r1")).isTrue();
  }

  @Test
  void aBeginningThatIsToldLateNamesTheOneThatRuns() {
    ResponseQueue queue = running("");
    assertThat(queue.begun("r2", 0)).isEmpty();
    assertThat(queue.id()).isEqualTo("r2");
  }

  // ---- what is wanted

  @Test
  void theWishOfTheOneThatRunsIsKnown() {
    ResponseQueue queue = new ResponseQueue(LIMITS);
    queue.want(Wish.REPLY, 0);
    queue.want(GREETING, 0); // in its place
    assertThat(queue.begin(700)).containsExactly(new Ask(1, GREETING));
    assertThat(queue.wish()).isEmpty();
    queue.begun("r1", 0);
    assertThat(queue.wish()).contains(GREETING);
    queue.succeeded();
    assertThat(queue.want(Wish.LAST_WORDS, 0)).containsExactly(new Ask(2, Wish.LAST_WORDS));
  }

  @Test
  void whatTheServerBeganItselfIsAskedForAsAnyReplyOnceItIsLost() {
    ResponseQueue queue = greeted();
    queue.begun("r2", 0);
    queue.leave();
    assertThat(queue.begin(0)).containsExactly(new Ask(2, Wish.REPLY));
  }

  @Test
  void whatTheServerBeganItselfIsAskedForAsAnyReplyOnceItFailed() {
    ResponseQueue queue = greeted();
    queue.begun("r2", 0);
    queue.failed("server_error", 0);
    assertThat(queue.ask(199)).isEmpty();
    assertThat(queue.ask(200)).containsExactly(new Ask(2, Wish.REPLY));
  }

  @Test
  void nothingIsWantedOrUnderWayInAQuietOne() {
    assertThat(idle().quiet()).isTrue();
    assertThat(asked().quiet()).isFalse();
    assertThat(running("r1").quiet()).isFalse();
    ResponseQueue queue = asked();
    queue.failed("x", 0);
    assertThat(queue.quiet()).isFalse();
    queue.stop(0);
    assertThat(queue.quiet()).isTrue();
  }

  @Test
  void aServerThatSeemsToRefuseEachResponseIsGivenUp() {
    ResponseQueue queue = asked();
    for (int time = 0; time < 3; time++) {
      assertThat(queue.supposedlyRefused("x", 0)).isEmpty();
    }
    assertThat(queue.supposedlyRefused("x", 0))
        .hasOnlyElementsOfType(GiveUp.class)
        .hasSize(1);
  }

  private static ResponseQueue greeted() {
    ResponseQueue queue = new ResponseQueue(LIMITS);
    queue.want(GREETING, 0);
    queue.begin(0);
    queue.begun("r1", 0);
    queue.succeeded();
    return queue;
  }

  @Test
  void aFailureIsTriedAgainThreeTimesLaterEachTimeAndAfterThatInTheNextSession() {
    ResponseQueue queue = asked();
    long now = 0;
    for (long pause : new long[] {200, 400, 800}) {
      assertThat(queue.failed("x", now)).isEmpty();
      assertThat(queue.ask(now + pause - 1)).isEmpty();
      now += pause;
      assertThat(queue.ask(now)).hasSize(1);
    }
    assertThat(queue.failed("x", now))
        .containsExactly(new GiveUp(Kind.REJECTED_REQUEST, "a response failed: x"));
    assertThat(queue.ask(now)).isEmpty();
    queue.leave();
    assertThat(queue.begin(now + 800)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"rate_limit_exceeded, OVERLOADED", "server_error, OVERLOADED", "x, REJECTED_REQUEST"})
  void whyAServerIsGivenUpDependsOnWhatItTold(String code, Kind kind) {
    ResponseQueue queue = asked();
    List<TalkAction> actions = List.of();
    for (int time = 0; time < 4; time++) {
      actions = queue.failed(code, 0);
    }
    assertThat(actions).containsExactly(new GiveUp(kind, "a response failed: " + code));
  }

  @Test
  void aResponseThatSucceedsForgivesFailures() {
    ResponseQueue queue = asked();
    for (int time = 0; time < 20; time++) {
      assertThat(queue.failed("x", 10_000L * time)).isEmpty();
      queue.ask(10_000L * time + 200);
      queue.begun("r" + time, 0);
      queue.succeeded();
      queue.want(Wish.REPLY, 10_000L * time + 5000);
    }
  }

  @Test
  void aResponseThatComesAllTheSameIsTheOneThatSeemedToBeRefused() {
    ResponseQueue queue = new ResponseQueue(LIMITS);
    queue.begin(0);
    queue.want(GREETING, 0);
    queue.supposedlyRefused("x", 0);
    assertThat(queue.begun("r1", 50)).containsExactly(new Begun(true));
    assertThat(queue.wish()).contains(GREETING);
    queue.succeeded();
    assertThat(queue.ask(10_000)).isEmpty();
  }

  @Test
  void aResponseThatSeemedToBeRefusedAndWasNotWantedIsNotAskedForAgain() {
    ResponseQueue queue = asked();
    queue.stop(0);
    queue.supposedlyRefused("x", 0);
    assertThat(queue.ask(10_000)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"100, 100", "3000, 3000", "60000, 3000"})
  void nobodyWaitsForARateLimitLongerThanTheSettingsAllow(long told, long waited) {
    ResponseQueue queue = idle();
    queue.hold(1000, told);
    queue.hold(1000, 50); // no shorter
    queue.want(Wish.REPLY, 1000);
    assertThat(queue.ask(1000 + waited - 1)).isEmpty();
    assertThat(queue.ask(1000 + waited)).hasSize(1);
  }

  @Test
  void aBusyServerIsAskedAgainThenStoppedThenGivenUp() {
    ResponseQueue queue = idle();
    queue.want(Wish.REPLY, 0);
    StringBuilder told = new StringBuilder();
    for (int time = 0; time < 9; time++) {
      List<TalkAction> actions = queue.busy(10_000L * time);
      told.append(actions.isEmpty() ? "." : name(actions.get(0)));
      if (time == 8) {
        assertThat(actions)
            .containsExactly(new GiveUp(Kind.UNREACHABLE, "it does not end a response"));
      } else if (!actions.isEmpty()) {
        assertThat(actions).containsExactly(new Send(new ClientEvent.Cancel("")));
      }
      assertThat(queue.ask(10_000L * time + 199)).isEmpty();
      assertThat(queue.ask(10_000L * time + 1600)).hasSize(1);
    }
    assertThat(told).hasToString("...x....g");
  }

  @Test
  void aServerThatWasBusyHasAsMuchTimeAgainInTheNextSessionAndAfterTheNextResponse() {
    ResponseQueue queue = asked();
    long now = 0;
    for (Consumer<ResponseQueue> next : List.<Consumer<ResponseQueue>>of(
        busy -> {
          busy.leave();
          busy.begin(100_000);
        },
        busy -> {
          busy.begun("r1", 100_000);
          busy.succeeded();
          busy.want(Wish.REPLY, 100_000);
        },
        busy -> {})) {
      for (int time = 0; time < 3; time++) {
        assertThat(queue.busy(now)).isEmpty();
        now += 2000;
        queue.ask(now);
      }
      next.accept(queue);
    }
  }

  // ---- what is waited for

  @Test
  void aServerMayBeSilentForAsLongAsTheSettingsAllow() {
    ResponseQueue queue = idle();
    assertThat(queue.unanswered(99_000, 0)).isFalse();
    queue.want(Wish.REPLY, 1000);
    assertThat(queue.unanswered(30_999, 0)).isFalse();
    assertThat(queue.unanswered(31_000, 0)).isTrue();
    assertThat(queue.unanswered(31_000, 1001)).isFalse();
    queue.begun("r1", 2000);
    assertThat(queue.unanswered(31_999, 2000)).isFalse();
    assertThat(queue.unanswered(32_000, 2000)).isTrue();
  }

  @Test
  void theEndOfAResponseThatIsToStopIsWaitedForTwoSeconds() {
    ResponseQueue queue = running("r1");
    assertThat(queue.stopUnanswered(9000)).isFalse();
    assertThat(queue.stop(1000)).containsExactly(new Send(new ClientEvent.Cancel("r1")));
    assertThat(queue.stopUnanswered(2999)).isFalse();
    assertThat(queue.stopUnanswered(3000)).isTrue();
    queue.succeeded();
    assertThat(queue.stopUnanswered(3000)).isFalse();
  }

  @Test
  void aResponseThatIsUnwantedStopsAsSoonAsItBegins() {
    ResponseQueue queue = asked();
    queue.stop(0);
    assertThat(queue.begun("r1", 1000))
        .containsExactly(new Begun(false), new Send(new ClientEvent.Cancel("r1")));
    assertThat(queue.stopUnanswered(2999)).isFalse();
    assertThat(queue.stopUnanswered(3000)).isTrue();
  }

  @Test
  void anErrorMayTellThatThereWasNothingToStop() {
    ServerEvent.Fault fault = new ServerEvent.Fault("response_cancel_not_active", "cancel-r1");
    ResponseQueue queue = running("r1");
    assertThat(queue.nothingToStop(fault)).isFalse();
    queue.stop(0);
    assertThat(queue.nothingToStop(fault)).isTrue();
    assertThat(queue.nothingToStop(new ServerEvent.Fault("x", "cancel-r0"))).isFalse();
    queue.succeeded();
    assertThat(queue.nothingToStop(fault)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "x, respond-1, true",
    "rate_limit_exceeded, '', true",
    "x, '', false",
    "x, change-1, false"
  })
  void anErrorMayTellThatTheResponseThatIsAskedForDoesNotCome(
      String code, String cause, boolean told) {
    ServerEvent.Fault fault = new ServerEvent.Fault(code, cause);
    assertThat(asked().refuses(fault)).isEqualTo(told);
    assertThat(running("r1").refuses(fault)).isFalse();
    assertThat(idle().refuses(fault)).isFalse();
  }

  @Test
  void howLongAResponseWasWaitedForIsKnown() {
    ResponseQueue queue = idle();
    assertThat(queue.askedAgo(500)).isEmpty();
    queue.want(Wish.REPLY, 1000);
    queue.begun("r1", 1100);
    assertThat(queue.askedAgo(1250)).contains(250L);
  }

  // ---- anything in any order

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void neverTwoAtOnceAndEachWishIsServedOrReplaced(long seed) {
    Random random = new Random(seed);
    int served = 0;
    for (int walk = 0; walk < 500; walk++) {
      served += new Walk(random).go();
    }
    assertThat(served).isGreaterThan(200);
  }

  private static final class Walk {
    private final Random random;
    private final ResponseQueue queue = new ResponseQueue(LIMITS);
    private final List<Wish> asked = new ArrayList<>();
    private Optional<Wish> wanted = Optional.empty();
    private boolean inSession;
    private boolean underWay;
    private boolean cancelled;
    private int wishes;
    private int responses;
    private int served;
    private long now;

    Walk(Random random) {
      this.random = random;
    }

    int go() {
      for (int step = 0; step < 80; step++) {
        now += random.nextInt(2000);
        something();
      }
      return served;
    }

    private void something() {
      switch (random.nextInt(11)) {
        case 0, 1 -> {
          Wish wish = new Wish("wish " + wishes++, true);
          wanted = Optional.of(wish);
          check(queue.want(wish, now));
        }
        case 2 -> {
          check(queue.stop(now));
          wanted = Optional.empty();
          cancelled = underWay;
        }
        case 3, 4 -> {
          if (queue.asked()) {
            responses++;
            List<TalkAction> actions = queue.begun("r" + responses, now);
            assertThat(actions.get(0)).isEqualTo(new Begun(!cancelled));
            check(actions);
          }
        }
        case 5, 6, 7 -> {
          if (queue.runs()) {
            boolean heard = queue.plays("");
            queue.succeeded();
            underWay = false;
            if (heard && !queue.due()) {
              served++;
              wanted = Optional.empty();
            }
          }
        }
        case 8 -> {
          if (queue.asked()) {
            underWay = false;
            check(random.nextBoolean() ? queue.busy(now) : queue.failed("x", now));
          }
        }
        default -> {
          inSession = !inSession;
          underWay = false;
          if (inSession) {
            check(queue.begin(now));
          } else {
            queue.leave();
          }
        }
      }
      check(queue.ask(now));
      if (wanted.isPresent()) {
        assertThat(queue.due() || underWay)
            .as("what is wanted is not forgotten")
            .isTrue();
      }
    }

    private void check(List<TalkAction> actions) {
      for (TalkAction action : actions) {
        if (action instanceof Ask ask) {
          assertThat(inSession).as("nothing is asked without a session").isTrue();
          assertThat(underWay).as("never two at once").isFalse();
          underWay = true;
          cancelled = false;
          asked.add(ask.wish());
          assertThat(ask.number()).isEqualTo(asked.size());
          assertThat(wanted).as("what was wanted last").contains(ask.wish());
        }
      }
    }
  }

  // ---- in which state

  private static ResponseQueue idle() {
    ResponseQueue queue = new ResponseQueue(LIMITS);
    queue.begin(0);
    return queue;
  }

  private static ResponseQueue asked() {
    return after(idle(), queue -> queue.want(GREETING, 0));
  }

  private static ResponseQueue running(String response) {
    return after(asked(), queue -> queue.begun(response, 0));
  }

  private static ResponseQueue after(ResponseQueue queue, Consumer<ResponseQueue> event) {
    event.accept(queue);
    return queue;
  }
}
