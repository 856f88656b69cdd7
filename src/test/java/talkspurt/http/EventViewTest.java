package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import talkspurt.call.CallCost;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.BotBegan;
import talkspurt.call.CallEvent.BotFailed;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.CallerInterrupted;
import talkspurt.call.CallEvent.CallerKeptSilent;
import talkspurt.call.CallEvent.CallerSaid;
import talkspurt.call.CallEvent.CallerTranscribed;
import talkspurt.call.CallEvent.DigitsCollected;
import talkspurt.call.CallEvent.FloorKept;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.GoodbyeBegan;
import talkspurt.call.CallEvent.GreetingPlayed;
import talkspurt.call.CallEvent.HandedOff;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.LineFaultCleared;
import talkspurt.call.CallEvent.LineFaultFound;
import talkspurt.call.CallEvent.LineLost;
import talkspurt.call.CallEvent.LongestReached;
import talkspurt.call.CallEvent.ReplyFailed;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallEvent.SegmentPlayed;
import talkspurt.call.CallEvent.SentenceWithheld;
import talkspurt.call.CallEvent.SessionChanged;
import talkspurt.call.CallEvent.SpeechCut;
import talkspurt.call.CallEvent.ToolFailed;
import talkspurt.call.CallEvent.ToolRequested;
import talkspurt.call.CallEvent.ToolReturned;
import talkspurt.call.CallEvent.TranscriberFailed;
import talkspurt.call.CallEvent.TransferConfirmed;
import talkspurt.call.CallEvent.TransferFailed;
import talkspurt.call.CallEvent.TransferRequested;
import talkspurt.call.CallEvent.VoiceFailed;
import talkspurt.call.CallEvent.WrapUpBegan;
import talkspurt.call.CallPlan;
import talkspurt.call.Consent;
import talkspurt.call.Destination;
import talkspurt.call.Digits;
import talkspurt.call.EndReason;
import talkspurt.call.Failure;
import talkspurt.call.LineFault;
import talkspurt.call.LineHearing;
import talkspurt.call.LineLoss;
import talkspurt.call.OptOut;
import talkspurt.call.SessionChange;
import talkspurt.call.SpokenText;

class EventViewTest {

  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
  private static final LineHearing HEARING =
      new LineHearing(Optional.of(new LineHearing.Echo(180, 12.5, 21, 1)), 3, 2, 1, 0, 80);
  private static final SpokenText WORDS = new SpokenText("Hello");

  private static final Failure FAILURE =
      new Failure(3, "chat", "http://192.0.2.9/v1", "unreachable", "connection refused", true, 4);
  private static final Map<String, Object> FAILED = Map.of(
      "turn",
      2,
      "provider",
      "chat",
      "address",
      "http://192.0.2.9/v1",
      "kind",
      "unreachable",
      "detail",
      "connection refused",
      "madeGood",
      true,
      "times",
      4);

  /** One event of each kind, with what it is on the wire beside {@code at}. */
  static Stream<Arguments> events() {
    return Stream.of(
        wire(
            new CallRegistered(AT, CallPlan.unannounced("hotline")),
            "call-registered",
            Map.of("plan", PlanView.of(CallPlan.unannounced("hotline")))),
        wire(new LineAttached(AT, "a"), "line-attached", Map.of("line", "a")),
        wire(
            new LineLost(AT, "a", LineLoss.PEER_CLOSED),
            "line-lost",
            Map.of("line", "a", "cause", "peer-closed")),
        wire(
            new LineLost(AT, "a", LineLoss.PEER_CLOSED, Optional.of(HEARING)),
            "line-lost",
            Map.of("line", "a", "cause", "peer-closed", "hearing", HEARING)),
        wire(
            new LineFaultFound(AT, "a", LineFault.WRONG_CODEC, "noise"),
            "line-fault-found",
            Map.of("line", "a", "fault", "wrong-codec", "detail", "noise")),
        wire(
            new LineFaultCleared(AT, "a", LineFault.LEAD_GROWING),
            "line-fault-cleared",
            Map.of("line", "a", "fault", "lead-growing")),
        wire(new ReplyFailed(AT, 2, FAILURE), "reply-failed", FAILED),
        wire(new VoiceFailed(AT, 2, FAILURE), "voice-failed", FAILED),
        wire(new TranscriberFailed(AT, 2, FAILURE), "transcriber-failed", FAILED),
        wire(new ToolFailed(AT, 2, FAILURE), "tool-failed", FAILED),
        wire(new BotFailed(AT, 2, FAILURE), "bot-failed", FAILED),
        wire(
            new SegmentPlayed(AT, 2, WORDS), "segment-played", Map.of("turn", 2, "words", "Hello")),
        wire(new SpeechCut(AT, 2, WORDS), "speech-cut", Map.of("turn", 2, "words", "Hello")),
        wire(new GreetingPlayed(AT, WORDS), "greeting-played", Map.of("heard", "Hello")),
        wire(new CallerSaid(AT, 2, WORDS), "caller-said", Map.of("turn", 2, "words", "Hello")),
        wire(
            new DigitsCollected(AT, 2, new Digits("12#")),
            "digits-collected",
            Map.of("turn", 2, "digits", "12#")),
        wire(new CallerKeptSilent(AT, 2, 1), "caller-kept-silent", Map.of("turn", 2, "times", 1)),
        wire(
            new CallerTranscribed(AT, 2, WORDS),
            "caller-transcribed",
            Map.of("turn", 2, "words", "Hello")),
        wire(
            new SessionChanged(
                AT,
                new SessionChange(
                    Optional.of("Be brief."),
                    Optional.empty(),
                    Optional.of(List.of("end_call")),
                    Optional.of("ours"))),
            "session-changed",
            Map.of(
                "instructions",
                "Be brief.",
                "tools",
                List.of("end_call"),
                "turnDetection",
                "ours")),
        wire(new BotBegan(AT, 2), "bot-began", Map.of("turn", 2)),
        wire(
            new CallerInterrupted(AT, 2, 840),
            "caller-interrupted",
            Map.of("turn", 2, "playedMs", 840)),
        wire(new FloorYielded(AT, 2, WORDS), "floor-yielded", Map.of("turn", 2, "heard", "Hello")),
        wire(new FloorKept(AT, 2), "floor-kept", Map.of("turn", 2)),
        wire(
            new ToolRequested(AT, 2, "k", "end_call", Map.of("b", "1", "a", "2")),
            "tool-requested",
            Map.of(
                "turn",
                2,
                "key",
                "k",
                "name",
                "end_call",
                "arguments",
                Map.of("a", "2", "b", "1"))),
        wire(
            new ToolReturned(AT, "k", "done"),
            "tool-returned",
            Map.of("key", "k", "outcome", "done")),
        wire(new ReplyPlayed(AT, 2, WORDS), "reply-played", Map.of("turn", 2, "heard", "Hello")),
        wire(
            new HandedOff(AT, 2, "billing", "main", new SpokenText("Wants a refund."), true),
            "handed-off",
            Map.of(
                "turn", 2,
                "agent", "billing",
                "from", "main",
                "summary", "Wants a refund.",
                "speaks", true)),
        wire(
            new SentenceWithheld(AT, 1, "prices", new SpokenText("It is free.")),
            "sentence-withheld",
            Map.of("turn", 1, "rule", "prices", "words", "It is free.")),
        wire(
            new CallEvent.ConsentGiven(AT, Consent.By.KEY, 0),
            "consent-given",
            Map.of("turn", 0, "by", "key")),
        wire(
            new CallEvent.ConsentRefused(AT, Consent.By.OPT_OUT, 3),
            "consent-refused",
            Map.of("turn", 3, "by", "opt-out")),
        wire(
            new CallEvent.OptedOut(AT, OptOut.By.WORD, 3),
            "opted-out",
            Map.of("turn", 3, "by", "word")),
        wire(
            new TransferRequested(AT, new Destination("a,b,1")),
            "transfer-requested",
            Map.of("destination", "a,b,1")),
        wire(new WrapUpBegan(AT), "wrap-up-began", Map.of()),
        wire(new LongestReached(AT), "longest-reached", Map.of()),
        wire(
            new LongestReached(AT, true, CallCost.NONE), "longest-reached", Map.of("budget", true)),
        wire(
            new WrapUpBegan(AT, Optional.of(AT), CallCost.NONE),
            "wrap-up-began",
            Map.of("until", AT)),
        wire(new GoodbyeBegan(AT, 3), "goodbye-began", Map.of("turn", 3)),
        wire(new TransferConfirmed(AT), "transfer-confirmed", Map.of()),
        wire(
            new CallEvent.TransferRequested(AT, new Destination("a,b,1"), true, "desk"),
            "transfer-requested",
            Map.of("destination", "a,b,1", "by", "desk")),
        wire(new CallEvent.ConsultationBegan(AT), "consultation-began", Map.of()),
        wire(new TransferFailed(AT, "busy"), "transfer-failed", Map.of("why", "busy")),
        wire(new CallEnded(AT, EndReason.LINE_LOST), "call-ended", Map.of("reason", "line-lost")),
        wire(new CallEvent.CostSettled(AT), "cost-settled", Map.of()));
  }

  private static Arguments wire(CallEvent event, String type, Map<String, ?> fields) {
    return Arguments.of(event, type, fields);
  }

  @ParameterizedTest
  @MethodSource("events")
  void anEventIsToldByItsOwnFields(CallEvent event, String type, Map<String, ?> fields) {
    Map<String, Object> view = EventView.of(event);
    assertThat(view)
        .containsEntry("at", AT)
        .containsEntry("type", type)
        .containsAllEntriesOf(fields);
    assertThat(view).hasSize(fields.size() + 2);
    assertThat(view.keySet()).startsWith("at", "type");
  }

  @Test
  void noKindOfEventIsForgotten() {
    assertThat(events().<Class<?>>map(event -> event.get()[0].getClass()).distinct())
        .containsExactlyInAnyOrder(CallEvent.class.getPermittedSubclasses());
  }
}
