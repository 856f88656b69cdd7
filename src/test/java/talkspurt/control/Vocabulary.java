package talkspurt.control;

import static talkspurt.call.CallSamples.AT;
import static talkspurt.call.CallSamples.PLAN;
import static talkspurt.call.CallSamples.SALES;
import static talkspurt.call.CallSamples.words;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import talkspurt.call.AnswerTimes;
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
import talkspurt.call.CallEvent.ConsultationBegan;
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
import talkspurt.call.CallRequest;
import talkspurt.call.CallSamples;
import talkspurt.call.CallState;
import talkspurt.call.CallTally;
import talkspurt.call.ChannelCommand;
import talkspurt.call.ChannelOrder;
import talkspurt.call.Consent;
import talkspurt.call.Digits;
import talkspurt.call.Direction;
import talkspurt.call.EarlierCalls;
import talkspurt.call.EndReason;
import talkspurt.call.Instruction;
import talkspurt.call.Intervention;
import talkspurt.call.LineFault;
import talkspurt.call.LineHearing;
import talkspurt.call.LineLoss;
import talkspurt.call.NextStep;
import talkspurt.call.OptOut;
import talkspurt.call.Recording;
import talkspurt.call.RecordingPart;
import talkspurt.call.SessionChange;
import talkspurt.call.Spending;
import talkspurt.call.SpokenPart;
import talkspurt.call.SpokenText;
import talkspurt.call.TimeLimit;
import talkspurt.call.TurnInput;
import talkspurt.call.Variant;

/** What is kept or sent of calls: all its kinds, and one of each. */
final class Vocabulary {

  static final List<Class<?>> SEALED = List.of(
      CallEvent.class,
      CallState.class,
      CallRequest.class,
      CallRequest.Fact.class,
      Instruction.class,
      NextStep.class,
      TurnInput.class);

  private Vocabulary() {}

  /** One event of each kind, by its name in the journal. */
  static Map<String, CallEvent> events() {
    Map<String, CallEvent> all = new LinkedHashMap<>();
    all.put("call-registered", new CallRegistered(AT, PLAN));
    all.put("line-attached", new LineAttached(AT, "as-7f3a-1"));
    all.put("line-lost", new LineLost(AT, "as-7f3a-1", LineLoss.NODE_LOST));
    all.put("speech-cut", new SpeechCut(AT, 1, words("One")));
    all.put(
        "line-fault-found",
        new LineFaultFound(AT, "as-7f3a-1", LineFault.WRONG_CODEC, "read as µ-law it is sound"));
    all.put("line-fault-cleared", new LineFaultCleared(AT, "as-7f3a-1", LineFault.LEAD_GROWING));
    all.put("reply-failed", new ReplyFailed(AT, 1, CallSamples.failure(1)));
    all.put("voice-failed", new VoiceFailed(AT, 0, CallSamples.failure(2)));
    all.put("transcriber-failed", new TranscriberFailed(AT, 2, CallSamples.failure(3)));
    all.put("tool-failed", new ToolFailed(AT, 1, CallSamples.failure(4)));
    all.put("bot-failed", new BotFailed(AT, 1, CallSamples.failure(5)));
    all.put("segment-played", new SegmentPlayed(AT, 0, words("Hello.")));
    all.put("greeting-played", new GreetingPlayed(AT, words("Hello. How can I help?")));
    all.put("caller-said", new CallerSaid(AT, 1, words("Grüß Gott, sales please")));
    all.put("digits-collected", new DigitsCollected(AT, 1, new Digits("12*#A")));
    all.put("caller-kept-silent", new CallerKeptSilent(AT, 1, 2));
    all.put("caller-transcribed", new CallerTranscribed(AT, 1, words("Sales, please")));
    all.put(
        "session-changed",
        new SessionChanged(
            AT,
            new SessionChange(
                Optional.of("Be brief."),
                Optional.of("cedar"),
                Optional.of(List.of("end_call")),
                Optional.of("server-vad"))));
    all.put("bot-began", new BotBegan(AT, 1));
    all.put("caller-interrupted", new CallerInterrupted(AT, 1, 1240));
    all.put("floor-yielded", new FloorYielded(AT, 1, words("Certainly, I")));
    all.put("floor-kept", new FloorKept(AT, 1));
    all.put(
        "tool-requested",
        new ToolRequested(AT, 1, "k1", "transfer_call", CallSamples.to("sales,s,1")));
    all.put("tool-returned", new ToolReturned(AT, "k1", "done"));
    all.put("reply-played", new ReplyPlayed(AT, 1, words("One moment.")));
    all.put("handed-off", new HandedOff(AT, 2, "billing", "main", words("Wants a refund."), true));
    all.put("sentence-withheld", new SentenceWithheld(AT, 1, "prices", words("It is free.")));
    all.put("consent-given", new CallEvent.ConsentGiven(AT, Consent.By.WORD, 0));
    all.put("consent-refused", new CallEvent.ConsentRefused(AT, Consent.By.OPT_OUT, 1));
    all.put("opted-out", new CallEvent.OptedOut(AT, OptOut.By.KEY, 2));
    all.put("transfer-requested", new TransferRequested(AT, SALES));
    all.put("transfer-confirmed", new TransferConfirmed(AT));
    all.put("transfer-failed", new TransferFailed(AT, "busy"));
    all.put("consultation-began", new ConsultationBegan(AT));
    all.put("wrap-up-began", new WrapUpBegan(AT));
    all.put("longest-reached", new LongestReached(AT));
    all.put("goodbye-began", new GoodbyeBegan(AT, 2));
    all.put("call-ended", new CallEnded(AT, EndReason.LINE_LOST));
    all.put("cost-settled", new CallEvent.CostSettled(AT));
    return all;
  }

  private static final CallCost COST = CallCost.on(
      "as-7f3a-1",
      new Spending(Map.of("openai-chat", new Spending.Spent(180, Map.of("input-tokens", 1000L)))));

  /** Events of a kind that has got more fields since it was first written, by the name of the file. */
  static Map<String, CallEvent> laterEvents() {
    LineHearing hearing =
        new LineHearing(Optional.of(new LineHearing.Echo(180, 12.5, 21, 1)), 3, 2, 1, 0, 80);
    TimeLimit limit = new TimeLimit(Duration.ofMinutes(60), Duration.ofSeconds(20));
    Map<String, CallEvent> all = new HashMap<>(Map.of(
        "call-registered-limit",
        new CallRegistered(AT, PLAN.with(limit)),
        "call-registered-version",
        new CallRegistered(AT, PLAN.with(limit).version("5a1e5a1e5a1e")),
        "call-registered-earlier",
        new CallRegistered(
            AT, PLAN.earlier(new EarlierCalls(true, 3, Optional.of(AT), "the caller hung up"))),
        "call-registered-variant",
        new CallRegistered(AT, PLAN.variant(new Variant("greeting-2026-12", "b", true))),
        "reply-played-cost",
        new ReplyPlayed(AT, 1, words("Nine."), COST),
        "longest-reached-budget",
        new LongestReached(AT, true, COST),
        "wrap-up-began-budget",
        new WrapUpBegan(AT, Optional.of(AT.plusSeconds(20)), COST),
        "line-lost-heard",
        new LineLost(AT, "as-7f3a-1", LineLoss.PEER_CLOSED, Optional.of(hearing)),
        "segment-played-filler",
        new SegmentPlayed(AT, 1, SpokenText.of(SpokenPart.Kind.FILLER, "One moment.")),
        "reply-played-parts",
        new ReplyPlayed(
            AT,
            1,
            SpokenText.of(SpokenPart.Kind.FILLER, "One moment.")
                .then(words("From"))
                .then(SpokenText.of(SpokenPart.Kind.APOLOGY, "Sorry.")))));
    all.put(
        "session-changed-phones",
        new SessionChanged(
            AT,
            SessionChange.of(
                new ChannelOrder("k1", new ChannelCommand.Monitor("desk"), "ann", "run-1", AT))));
    all.put(
        "session-changed-joined",
        new SessionChanged(
            AT,
            SessionChange.of(
                new ChannelOrder("k2", new ChannelCommand.Join("desk"), "ann", "run-1", AT))));
    all.put("line-lost-host", new LineLost(AT, "as-7f3a-1", LineLoss.HOST_LOST));
    all.put(
        "reply-played-answers",
        new ReplyPlayed(
            AT,
            1,
            words("Nine."),
            CallCost.on("as-7f3a-1", new Spending(Map.of(), new AnswerTimes(2, 1912)))));
    all.put("bot-began-operator", new BotBegan(AT, 1, "s1"));
    RecordingPart part = new RecordingPart(
        1,
        RecordingPart.News.ENDED,
        "line-gone",
        AT,
        "as-7f3a-1",
        "n1",
        "2026-11-20/c-1.flac",
        8000,
        4800,
        320,
        160,
        List.of(new RecordingPart.Gap(960, 160)),
        "",
        "",
        false);
    all.put(
        "session-changed-recording",
        new SessionChanged(
            AT,
            SessionChange.of(Recording.wished(Recording.Wish.PAUSED).then(Recording.told(part)))));
    RecordingPart traced = new RecordingPart(
        1,
        RecordingPart.News.STARTED,
        "on",
        AT,
        "as-7f3a-1",
        "n1",
        "2026-11-20/c-1.flac",
        8000,
        0,
        0,
        0,
        List.of(),
        "2026-11-20/c-1.trace.gz",
        "",
        false);
    all.put(
        "session-changed-trace", new SessionChanged(AT, SessionChange.of(Recording.told(traced))));
    Intervention say =
        Intervention.say("s1", "One moment.", "desk", Intervention.When.AFTER_SENTENCE, "en", AT);
    all.put(
        "session-changed-words",
        new SessionChanged(
            AT,
            new SessionChange(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of("end-of-turn", "\"900ms\""),
                Optional.of("fr"),
                Optional.of(true),
                List.of(say))));
    all.put("call-registered-language", new CallRegistered(AT, PLAN.lacking(List.of("greeting"))));
    all.put("caller-said-language", new CallerSaid(AT, 1, words("Bonjour."), "fr"));
    return all;
  }

  /** Calls in every state, by the name under which their snapshots are stored. */
  static Map<String, CallState> states() {
    Map<String, CallState> all = CallSamples.states();
    all.put(
        "faulty",
        CallState.after(CallSamples.and(
            CallSamples.listening(), new LineFaultFound(AT, "A", LineFault.LOOP, "noise"))));
    // as it was stored before the cue told why
    all.put(
        "failed",
        CallState.after(CallSamples.and(CallSamples.moving(), new TransferFailed(AT, ""))));
    all.replaceAll((name, call) -> uncounted(call));
    return all;
  }

  /** As it was stored before anything was counted of a call. */
  private static CallState uncounted(CallState call) {
    return call.equals(CallState.none()) ? call : call.with(call.file().tally(CallTally.NONE));
  }

  /** States with more fields than they had at first, by the name of the file. */
  static Map<String, CallState> laterStates() {
    TimeLimit limit = new TimeLimit(Duration.ofMinutes(60), Duration.ofSeconds(20));
    List<CallEvent> goodbye = List.of(
        new CallRegistered(AT, PLAN.with(limit)),
        new LineAttached(AT, "A"),
        new GreetingPlayed(AT, words("Hello.")),
        new WrapUpBegan(AT.plusSeconds(3580)),
        new LongestReached(AT.plusSeconds(3600)),
        new GoodbyeBegan(AT.plusSeconds(3600), 1));
    return Map.of(
        "goodbye",
        CallState.after(goodbye),
        "handed",
        CallState.after(CallSamples.and(
            CallSamples.replied(),
            new HandedOff(AT, 2, "billing", "main", words("Wants a refund."), true))),
        "withheld",
        CallState.after(CallSamples.and(
            CallSamples.speaking(), new SentenceWithheld(AT, 1, "prices", words("It is free.")))),
        "failed-busy",
        CallState.after(CallSamples.and(CallSamples.moving(), new TransferFailed(AT, "busy"))),
        "unrecorded",
        CallState.after(CallSamples.and(
            CallSamples.speaking(), new CallEvent.ConsentRefused(AT, Consent.By.OPT_OUT, 1))),
        "opted-out",
        CallState.after(CallSamples.and(
            List.<CallEvent>of(
                new CallRegistered(AT, PLAN.direction(Direction.OUTBOUND)),
                new LineAttached(AT, "A")),
            new CallEvent.OptedOut(AT, OptOut.By.KEY, 0))),
        "paid",
        CallState.after(List.of(
            new CallRegistered(AT, PLAN.with(limit.with(1_000_000))),
            new LineAttached(AT, "A"),
            new GreetingPlayed(AT, words("Hello."), COST),
            new WrapUpBegan(AT, Optional.of(AT.plusSeconds(20)), COST))),
        "counted",
        CallState.after(CallSamples.and(
            CallSamples.speaking(), new ReplyFailed(AT, 1, CallSamples.failure(1)))),
        "apologised",
        CallState.after(CallSamples.and(
            CallSamples.speaking(),
            new ReplyPlayed(AT, 1, SpokenText.of(SpokenPart.Kind.APOLOGY, "Sorry.")))));
  }
}
