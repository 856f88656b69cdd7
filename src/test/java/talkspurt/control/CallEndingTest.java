package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.call.CallSamples.AT;
import static talkspurt.call.CallSamples.PLAN;
import static talkspurt.call.CallSamples.words;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.CallerInterrupted;
import talkspurt.call.CallEvent.CallerSaid;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.GreetingPlayed;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.LineLost;
import talkspurt.call.CallEvent.ReplyFailed;
import talkspurt.call.CallPlan;
import talkspurt.call.CallSamples;
import talkspurt.call.CallState;
import talkspurt.call.EndReason;
import talkspurt.call.LineLoss;
import talkspurt.fake.LogTrap;
import talkspurt.fake.TraceSink;
import talkspurt.telemetry.LogFields;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.TraceSettings;
import talkspurt.telemetry.Traces;

class CallEndingTest {

  private final String callId = UUID.randomUUID().toString();
  private final LogTrap log = new LogTrap();

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void aCallThatNoLineEverCarriedHasBothItsLines() {
    assertThat(told(new CallRegistered(AT, PLAN), end(10, EndReason.NO_AUDIO)))
        .containsExactly(
            "call started: profile default, no line came, announced",
            "call ended: no-audio after 10 s, 0 turns, 0 failures, 0 barge-ins");
  }

  @Test
  void countsTurnsFailuresAndBargeInsFromTheFirstLineOn() {
    assertThat(told(
            new CallRegistered(AT.minusSeconds(100), PLAN),
            new LineAttached(AT, "A"),
            new CallerInterrupted(AT, 0, 300),
            new FloorYielded(AT, 0, words("Hello")),
            new CallerSaid(AT, 1, words("Sales")),
            new ReplyFailed(AT, 1, CallSamples.failure(1)),
            new CallerInterrupted(AT, 1, 0),
            new FloorYielded(AT, 1, words("")),
            end(34, EndReason.CALLER_HUNG_UP)))
        .containsExactly("call ended: caller-hung-up after 34 s, 1 turn, 1 failure, 1 barge-in");
  }

  @Test
  void tellsWhereTheCallWentOnOnOtherLines() {
    assertThat(told(
            new CallRegistered(AT, PLAN),
            new LineAttached(AT, "A"),
            new LineLost(AT, "A", LineLoss.NODE_LOST),
            new LineAttached(AT, "B"),
            new GreetingPlayed(AT, words("Hello.")),
            end(61, EndReason.COMPLETED)))
        .containsExactly(
            "call ended: completed after 61 s, 0 turns, 0 failures, 0 barge-ins, 2 lines (1 lost"
                + " here)");
  }

  @Test
  void whatIsNoEndIsNotTold() {
    assertThat(told(new CallRegistered(AT, PLAN), new LineAttached(AT, "A"))).isEmpty();
  }

  @Test
  void theFieldsOfTheThreadStayAsTheyWere() {
    MDC.put(LogFields.CALL, "another");
    try {
      told(new CallRegistered(AT, PLAN), end(10, EndReason.NO_AUDIO));
      assertThat(MDC.get(LogFields.CALL)).isEqualTo("another");
    } finally {
      MDC.remove(LogFields.CALL);
    }
  }

  @Test
  void theSpanOfTheCallIsToldWithItsEnd() throws Exception {
    try (TraceSink sink = new TraceSink()) {
      Metrics metrics = new Metrics(
          new TraceSettings(
              Optional.of(sink.url()), Map.of(), 1, 64, Duration.ofSeconds(5), "node"),
          "1.2.3");
      UUID id = UUID.fromString(callId);
      CallPlan plan = PLAN.trace("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
      metrics.traces().of(id, plan.trace()).answered(1, Map.of("bot", 5L), Duration.ZERO, Map.of());
      List<CallEvent> history = List.of(
          new CallRegistered(AT, plan), new LineAttached(AT, "A"), end(34, EndReason.LINE_LOST));
      new CallEnding(callId, metrics.traces())
          .tell(CallState.after(history), List.of(history.get(2)));
      metrics.traces().close();
      TraceSink.Told call = sink.named("call").get(0);
      assertThat(call.parentId()).isEqualTo("b7ad6b7169203331");
      assertThat(call.until() - call.from()).isEqualTo(34_000_000_000L);
      assertThat(call.attributes())
          .containsEntry("talkspurt.end.reason", "line-lost")
          .containsEntry("error.type", "line-lost")
          .containsEntry("talkspurt.lines", "1");
      assertThat(sink.named("turn").get(0).parentId()).isEqualTo(call.spanId());
    }
  }

  private static CallEvent end(int seconds, EndReason reason) {
    return new CallEnded(AT.plusSeconds(seconds), reason);
  }

  /** Each event is told with where it has led, as the entity does. */
  private List<String> told(CallEvent... story) {
    CallEnding ending = new CallEnding(callId, Traces.off());
    List<CallEvent> history = new ArrayList<>();
    for (CallEvent event : story) {
      history.add(event);
      ending.tell(CallState.after(history), List.of(event));
    }
    return log.of(callId, Level.INFO);
  }
}
