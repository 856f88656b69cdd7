package talkspurt.call;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.CallerInterrupted;
import talkspurt.call.CallEvent.CallerSaid;
import talkspurt.call.CallEvent.GreetingPlayed;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.LineLost;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallEvent.SegmentPlayed;
import talkspurt.call.CallEvent.ToolRequested;
import talkspurt.call.CallEvent.ToolReturned;
import talkspurt.call.CallEvent.TransferConfirmed;
import talkspurt.call.CallEvent.TransferFailed;
import talkspurt.call.CallEvent.TransferRequested;

/** Calls of every kind, made from what has happened to them. */
public final class CallSamples {

  public static final Instant AT = Instant.parse("2026-11-20T10:15:30.250Z");
  public static final Destination SALES = new Destination("sales,s,1");

  /** The call was announced with this. */
  public static final CallPlan PLAN = new CallPlan(
      new PhoneNumber("+491701234567"),
      new PhoneNumber("4930123"),
      "700",
      "PJSIP/alice-00000001",
      "default",
      "en",
      Map.of("account", "17"),
      true);

  /** A plan of an announced call. */
  public static CallPlan plan(String callerId, String dnid, String profile) {
    return new CallPlan(
        new PhoneNumber(callerId), new PhoneNumber(dnid), "700", "", profile, "en", Map.of(), true);
  }

  /** A file of a recording without gaps and without a trace, {@code samples} long at 8 kHz. */
  public static RecordingPart recorded(
      int number,
      RecordingPart.News news,
      String reason,
      Instant startedAt,
      String node,
      String file,
      long samples) {
    return new RecordingPart(
        number, news, reason, startedAt, "A", node, file, 8000, samples, 0, 0, List.of(), "", "",
        false);
  }

  private CallSamples() {}

  /** A call in each state, and in some of them in more than one condition, by name. */
  public static Map<String, CallState> states() {
    Map<String, CallState> states = new LinkedHashMap<>();
    states.put("absent", CallState.none());
    states.put("expected", CallState.after(registered()));
    states.put("stranger", CallState.after(stranger()));
    states.put("greeting", CallState.after(greeting()));
    states.put("barged0", CallState.after(and(greeting(), new CallerInterrupted(AT, 0, 400))));
    states.put("listening", CallState.after(listening()));
    states.put("speaking", CallState.after(speaking()));
    states.put("errand", CallState.after(errand()));
    states.put("barged", CallState.after(and(speaking(), new CallerInterrupted(AT, 1, 400))));
    states.put("replied", CallState.after(replied()));
    states.put("moving", CallState.after(moving()));
    states.put("moved", CallState.after(moved()));
    states.put("arrived", CallState.after(arrived()));
    states.put("consulting", CallState.after(consulting()));
    states.put("failed", CallState.after(and(moving(), new TransferFailed(AT, "busy"))));
    states.put("lost", CallState.after(and(speaking(), lost(LineLoss.NODE_LOST))));
    states.put("gone", CallState.after(and(speaking(), lost(LineLoss.PEER_CLOSED))));
    states.put("using", CallState.after(using()));
    states.put("used", CallState.after(and(using(), new ToolReturned(AT, "t1", "{}"))));
    states.put(
        "forsaken",
        CallState.after(and(
            and(and(using(), new LineAttached(AT, "B")), new LineLost(AT, "B", LineLoss.FAILED)),
            new LineAttached(AT, "A"))));
    states.put("ended", CallState.after(and(speaking(), new CallEnded(AT, EndReason.COMPLETED))));
    return states;
  }

  public static List<CallEvent> registered() {
    return List.of(new CallRegistered(AT, PLAN));
  }

  public static List<CallEvent> stranger() {
    return List.of(
        new CallRegistered(AT, CallPlan.unannounced("default")), new LineAttached(AT, "A"));
  }

  public static List<CallEvent> greeting() {
    return and(
        and(registered(), new LineAttached(AT, "A")), new SegmentPlayed(AT, 0, words("Hello.")));
  }

  public static List<CallEvent> listening() {
    return and(greeting(), new GreetingPlayed(AT, words("Hello. How can I help?")));
  }

  public static List<CallEvent> speaking() {
    return and(
        and(listening(), new CallerSaid(AT, 1, words("Sales, please"))),
        new SegmentPlayed(AT, 1, words("One moment.")));
  }

  public static List<CallEvent> errand() {
    return and(speaking(), new ToolRequested(AT, 1, "k1", "transfer_call", to("sales,s,1")));
  }

  /** A tool runs that is not of the call. */
  public static List<CallEvent> using() {
    return and(speaking(), new ToolRequested(AT, 1, "t1", "look_up", Map.of("name", "Ann")));
  }

  public static List<CallEvent> replied() {
    return and(speaking(), new ReplyPlayed(AT, 1, words("One moment. Sales it is.")));
  }

  public static List<CallEvent> moving() {
    return and(
        and(
            and(errand(), new ReplyPlayed(AT, 1, words("One moment."))),
            new ToolReturned(AT, "k1", "done")),
        new TransferRequested(AT, SALES));
  }

  public static List<CallEvent> arrived() {
    return and(moved(), new TransferConfirmed(AT));
  }

  /** A person is asked whether to take the caller. */
  public static List<CallEvent> consulting() {
    return and(arrived(), new CallEvent.ConsultationBegan(AT));
  }

  public static List<CallEvent> moved() {
    return and(moving(), lost(LineLoss.PEER_CLOSED));
  }

  public static Map<String, String> to(String destination) {
    return Map.of("destination", destination);
  }

  public static SpokenText words(String text) {
    return new SpokenText(text);
  }

  public static LineLost lost(LineLoss cause) {
    return new LineLost(AT, "A", cause);
  }

  public static List<CallEvent> and(List<CallEvent> history, CallEvent event) {
    return Stream.concat(history.stream(), Stream.of(event)).toList();
  }

  /** Requests that may come at any time, by name. */
  public static Map<String, CallRequest> requests() {
    Map<String, CallRequest> all = new LinkedHashMap<>();
    CallPlan other = CallPlan.unannounced("other");
    all.put("register, same plan", new CallRequest.Register(PLAN));
    all.put("register, other plan", new CallRequest.Register(other));
    all.put("prove A", new CallRequest.ProveLine("A", 20));
    all.put("prove B", new CallRequest.ProveLine("B", 20));
    all.put("attach A", new CallRequest.AttachLine("A", Optional.empty()));
    all.put("attach B", new CallRequest.AttachLine("B", Optional.empty()));
    all.put("attach B, stranger", new CallRequest.AttachLine("B", Optional.of(other)));
    all.put("keep A", new CallRequest.KeepLine("A"));
    all.put("keep B", new CallRequest.KeepLine("B"));
    all.put("lose A", new CallRequest.LoseLine("A", LineLoss.PEER_CLOSED));
    all.put("lose B", new CallRequest.LoseLine("B", LineLoss.PEER_CLOSED));
    all.put("end", new CallRequest.End(EndReason.HUNG_UP_BY_REQUEST));
    all.put("return t1", new CallRequest.ReturnTool("t1", "{}"));
    all.put(
        "change instructions",
        new CallRequest.ChangeSession(new SessionChange(
            Optional.of("Be brief."), Optional.empty(), Optional.empty(), Optional.empty())));
    all.put(
        "change voice",
        new CallRequest.ChangeSession(new SessionChange(
            Optional.empty(), Optional.of("cedar"), Optional.empty(), Optional.empty())));
    all.put(
        "say",
        new CallRequest.Intervene(
            Intervention.say("s1", "One moment.", "desk", Intervention.When.NOW, "en", AT)));
    all.put(
        "order keys",
        new CallRequest.OrderCommand(
            new ChannelOrder("o1", new ChannelCommand.SendDigits("1#"), "desk", "run-1", AT)));
    all.put("tell of keys", new CallRequest.TellCommand("o1", new CommandOutcome.Done()));
    all.put("check time", new CallRequest.CheckTime());
    all.put("confirm transfer", new CallRequest.ConfirmTransfer());
    all.put("send to sales", new CallRequest.SendTo(SALES, "desk"));
    all.put("send away", new CallRequest.SendTo(new Destination("away,s,1"), "desk"));
    all.put("fail transfer", new CallRequest.FailTransfer("busy"));
    all.put("caller left", new CallRequest.FailTransfer(CallRequest.FailTransfer.CALLER_LEFT));
    all.put("begin consultation", new CallRequest.BeginConsultation());
    all.put(
        "segment 1 by B",
        new CallRequest.Report("B", new CallRequest.Fact.SegmentPlayed(1, words("Yes."))));
    facts().forEach((name, fact) -> all.put(name, new CallRequest.Report("A", fact)));
    return all;
  }

  private static Map<String, CallRequest.Fact> facts() {
    Map<String, CallRequest.Fact> all = new LinkedHashMap<>();
    for (int turn = 0; turn <= 2; turn++) {
      all.put("cut " + turn, new CallRequest.Fact.SpeechCut(turn, words("Ye")));
      all.put("segment " + turn, new CallRequest.Fact.SegmentPlayed(turn, words("Yes.")));
      all.put("played " + turn, new CallRequest.Fact.SpeechPlayed(turn, words("Yes. Good.")));
      all.put(
          "said " + turn, new CallRequest.Fact.TurnTaken(turn, new TurnInput.Words(words("No"))));
      all.put("interrupted " + turn, new CallRequest.Fact.Interrupted(turn, 400));
      all.put("yielded " + turn, new CallRequest.Fact.Yielded(turn, words("Yes.")));
      all.put("resumed " + turn, new CallRequest.Fact.Resumed(turn));
      all.put("end_call " + turn, tool(turn, "k9", "end_call", Map.of()));
    }
    all.put("fault", new CallRequest.Fact.FaultFound(LineFault.LOOP, "its own sound comes back"));
    all.put("failed", failed(Failure.Part.AGENT, 1));
    all.put("failed again", failed(Failure.Part.VOICE, 2));
    all.put("no fault", new CallRequest.Fact.FaultCleared(LineFault.LOOP));
    all.put("segment 0 again", new CallRequest.Fact.SegmentPlayed(0, words("Hello.")));
    all.put("segment 1 again", new CallRequest.Fact.SegmentPlayed(1, words("One moment.")));
    all.put("keys 1", new CallRequest.Fact.TurnTaken(1, new TurnInput.Keys(new Digits("12#"))));
    all.put("silence 1", new CallRequest.Fact.TurnTaken(1, new TurnInput.Silence(1)));
    all.put("bot began 1", new CallRequest.Fact.TurnTaken(1, new TurnInput.Unprompted()));
    all.put("operator 1", new CallRequest.Fact.TurnTaken(1, new TurnInput.Unprompted("s1")));
    all.put("transcribed 0", new CallRequest.Fact.CallerTranscribed(0, words("Sales")));
    all.put("transcribed 1", new CallRequest.Fact.CallerTranscribed(1, words("Sales")));
    all.put("odd cue 1", new CallRequest.Fact.TurnTaken(1, new TurnInput.TransferFailed()));
    all.put("transfer k1", tool(1, "k1", "transfer_call", to("sales,s,1")));
    all.put("transfer k2", tool(1, "k2", "transfer_call", to("sales,s,1")));
    all.put("transfer away", tool(1, "k2", "transfer_call", to("away,s,1")));
    all.put("transfer nowhere", tool(1, "k3", "transfer_call", to("sales")));
    all.put("unknown tool", tool(1, "k3", "sing", Map.of()));
    all.put(
        "withheld 0",
        new CallRequest.Fact.SentenceWithheld(new Withheld(0, "prices", words("It is free."))));
    all.put(
        "withheld 1",
        new CallRequest.Fact.SentenceWithheld(new Withheld(1, "prices", words("It is free."))));
    all.put(
        "consent given",
        new CallRequest.Fact.ConsentTold(new Consent(Consent.Answer.GIVEN, Consent.By.KEY, 0)));
    all.put(
        "consent refused",
        new CallRequest.Fact.ConsentTold(
            new Consent(Consent.Answer.REFUSED, Consent.By.OPT_OUT, 1)));
    all.put("opted out", new CallRequest.Fact.OptOutTold(new OptOut(OptOut.By.WORD, 1)));
    all.put("begin t1", begin(1, "t1", "look_up"));
    all.put("begin t2", begin(1, "t2", "look_up"));
    all.put("begin t2, turn 0", begin(0, "t2", "look_up"));
    all.put("begin end_call", begin(1, "t3", "end_call"));
    return all;
  }

  private static CallRequest.Fact failed(Failure.Part part, int number) {
    return new CallRequest.Fact.Failed(part, 1, failure(number));
  }

  /** What somebody did not do. */
  public static Failure failure(int number) {
    return new Failure(
        number, "chat", "http://192.0.2.9:8000/v1", "unreachable", "connection refused", true, 1);
  }

  private static CallRequest.Fact begin(int turn, String key, String name) {
    return new CallRequest.Fact.ToolBegins(turn, key, name, Map.of("name", "Ann"));
  }

  private static CallRequest.Fact tool(
      int turn, String key, String name, Map<String, String> arguments) {
    return new CallRequest.Fact.ToolWanted(turn, key, name, arguments);
  }
}
