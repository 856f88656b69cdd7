package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.Expected;
import talkspurt.call.Unknown;
import talkspurt.control.NodeInfo;
import talkspurt.fake.LogTrap;
import talkspurt.http.ServedApi.Answer;

/** A node of two calls at most, and where it sends the third. */
class CallStartLimitTest {

  private static final NodeInfo HERE =
      new NodeInfo(FakeCalls.NODE, "192.0.2.7:9092", "192.0.2.7:1650", true);
  private static final NodeInfo OTHER =
      new NodeInfo("akka://talkspurt@192.0.2.8:2552", "192.0.2.8:9092", "192.0.2.8:1650", true);
  private static final String ADDRESS = "192.0.2.7:9092";

  private ServedApi api;

  @BeforeEach
  void serve() {
    api = ServedApi.startWithRoomFor(2);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aCallTooManyIsToldInOneWordAndLeavesNoTrace() {
    fill();
    Answer busy = start(3);
    Expect.text(busy, 503, "busy");
    assertThat(busy.header("Retry-After")).isEqualTo("1");
    assertThat(api.calls.state(id(3))).isInstanceOf(Unknown.class);
  }

  @Test
  void aCallTooManyComesToHearSo() {
    fill();
    api.invites = true;
    Expect.text(start(3), 200, ADDRESS);
    assertThat(api.invited).containsExactly(id(3));
    assertThat(api.calls.state(id(3))).as("in the journal").isInstanceOf(Expected.class);
    api.limit.release(id(1));
    Expect.text(start(3), 200, ADDRESS); // it is told there
    assertThat(api.limit.has(id(3))).isFalse();
    api.behind = true;
    Expect.text(start(4), 503, "busy");
  }

  @Test
  void aCallTooManyIsToldNothingWhereAnotherNodeHasRoom() {
    api.calls.nodes = List.of(HERE, OTHER);
    api.invites = true;
    fill();
    Expect.text(start(3), 200, OTHER.audio());
    assertThat(api.invited).isEmpty();
  }

  @Test
  void whoComesLaterWaitsBehindThoseWhoWait() {
    api.invites = true;
    api.waiting.add("hotline");
    Expect.text(start(1), 200, ADDRESS);
    assertThat(api.invited).containsExactly(id(1));
    api.waiting.clear();
    Expect.text(start(2), 200, ADDRESS);
    api.waiting.add("hotline");
    Expect.text(start(2), 200, ADDRESS);
    assertThat(api.invited).as("the second has its place").containsExactly(id(1));
  }

  @Test
  void aProgramIsToldAProblem() {
    fill();
    Answer busy = api.post("/api/calls", "application/json", "{\"callerId\": \"1\"}");
    Expect.problem(busy, 503, "busy");
    assertThat(busy.header("Retry-After")).isEqualTo("1");
    Expect.problem(api.get("/api/call-start?callerId=1&uuid=" + id(3)), 503, "busy");
  }

  @Test
  void whoDidNotGetTheAnswerAsksAgainAndIsNotBusy() {
    fill();
    Expect.text(start(2), 200, ADDRESS);
    api.limit.release(id(1)); // its place is gone, the call is not
    api.limit.promise(id(4));
    Expect.text(start(1), 200, ADDRESS);
  }

  @Test
  void aCallThatIsOverLeavesItsPlace() {
    fill();
    api.limit.release(id(1));
    Expect.text(start(3), 200, ADDRESS);
  }

  @Test
  void aCallThatIsRefusedTakesNoPlace() {
    start(1);
    Expect.problem(
        api.get("/api/call-start?callerId=other&uuid=" + id(1)), 409, "already-registered");
    api.calls.answerWith(CompletableFuture.failedFuture(new TimeoutException()));
    for (int call = 5; call < 9; call++) {
      Expect.text(start(call), 503, "error 503 unavailable");
    }
    assertThat(api.limit.full()).isFalse();
  }

  @Test
  void aCallTooManyGoesToANodeThatHasRoom() {
    fill();
    api.calls.nodes = List.of(HERE, OTHER);
    Expect.text(start(3), 200, OTHER.audio());
    api.calls.nodes = List.of(HERE, full(OTHER));
    Expect.text(start(4), 503, "busy");
    api.calls.nodes = List.of(HERE, OTHER.leaving());
    Expect.text(start(5), 503, "busy");
  }

  @Test
  void whoIsAboutToStopTakesNoCallsAndSaysSo() {
    start(1);
    api.calls.nodes = List.of(HERE.leaving());
    Expect.text(start(2), 503, "draining");
    Expect.problem(api.get("/api/call-start?callerId=1&uuid=" + id(2)), 503, "draining");
    Expect.text(start(1), 200, ADDRESS);
    api.calls.nodes = List.of(HERE.leaving(), OTHER);
    Expect.text(start(2), 200, OTHER.audio());
    api.calls.nodes = List.of(HERE.leaving(), full(OTHER));
    Expect.text(start(3), 503, "busy");
  }

  @Test
  void whoIsRefusedIsLoggedOnceWithCallAndCause() {
    fill();
    UUID refused = UUID.randomUUID();
    try (LogTrap log = new LogTrap()) {
      Expect.text(api.get("/api/call-start?format=text&callerId=1&uuid=" + refused), 503, "busy");
      assertThat(toldOf(log, refused))
          .containsExactly("request answered with 503 busy: as many calls are taken as"
              + " talkspurt.calls.max allows; try again (call " + refused + ")");
    }
  }

  @Test
  void whoNeedsARecogniserThatFallsBehindIsRefusedInTime() {
    start(1);
    api.behind = true;
    UUID refused = UUID.randomUUID();
    try (LogTrap log = new LogTrap()) {
      Expect.text(api.get("/api/call-start?format=text&callerId=1&uuid=" + refused), 503, "busy");
      assertThat(toldOf(log, refused))
          .containsExactly("request answered with 503 busy: the embedded recogniser falls behind;"
              + " try again (call " + refused + ")");
    }
    Expect.text(start(1), 200, ADDRESS);
    api.calls.nodes = List.of(HERE, OTHER);
    Expect.text(start(2), 200, OTHER.audio());
    api.behind = false;
    Expect.text(start(3), 200, ADDRESS);
  }

  @Test
  void whoComesWhileItDrainsIsLoggedOnceWithCallAndCause() {
    api.calls.nodes = List.of(HERE.leaving());
    UUID refused = UUID.randomUUID();
    try (LogTrap log = new LogTrap()) {
      Expect.problem(api.get("/api/call-start?callerId=1&uuid=" + refused), 503, "draining");
      assertThat(toldOf(log, refused))
          .containsExactly("request answered with 503 draining: this engine is about to stop and"
              + " takes no new calls (call " + refused + ")");
    }
  }

  @Test
  void aStormOfRefusedCallersIsLoggedWithinLimits() {
    fill();
    try (LogTrap log = new LogTrap()) {
      for (int call = 0; call < 60; call++) {
        start(3);
      }
      // the limit is shared by all tests of this process, whose minute may turn once meanwhile
      assertThat(log.beginning("request answered with 503 busy")).hasSizeLessThanOrEqualTo(40);
    }
  }

  private static List<String> toldOf(LogTrap log, UUID call) {
    return log.beginning("request answered with").stream()
        .filter(line -> line.contains(call.toString()))
        .toList();
  }

  private void fill() {
    Expect.text(start(1), 200, ADDRESS);
    Expect.text(start(2), 200, ADDRESS);
  }

  private Answer start(int call) {
    return api.get("/api/call-start?format=text&callerId=1&uuid=" + id(call));
  }

  private static UUID id(int call) {
    return UUID.fromString("a1b2c3d4-0000-4000-8000-00000000000" + call);
  }

  private static NodeInfo full(NodeInfo card) {
    return new NodeInfo(card.node(), card.audio(), card.api(), true, true);
  }
}
