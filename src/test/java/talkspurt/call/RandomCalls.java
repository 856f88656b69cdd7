package talkspurt.call;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import talkspurt.call.CallRequest.Fact;

/** Asks anything of calls, most often something that may be granted. */
public final class RandomCalls {

  private static final List<String> LINES = List.of("A", "B", "C");
  private static final List<String> DESTINATIONS = List.of("sales,s,1", "sales");

  /** Of calls that have a limit: always over, so that any time may be asked what it wants done. */
  private static final TimeLimit LIMIT = new TimeLimit(Duration.ofMillis(1), Duration.ZERO);

  private final Random random;
  private final boolean limited;

  public RandomCalls(Random random) {
    this(random, false);
  }

  /** The same; {@code limited} where calls have a limit in time. */
  RandomCalls(Random random, boolean limited) {
    this.random = random;
    this.limited = limited;
  }

  /** The state after what was granted. */
  public static CallState after(CallState call, Verdict.Accept accept) {
    CallState after = call;
    for (CallEvent event : accept.events()) {
      after = after.after(event);
    }
    return after;
  }

  /** Some request. */
  public CallRequest request(CallState call) {
    return switch (random.nextInt(20)) {
      case 0 -> new CallRequest.Register(plan());
      case 1, 2 -> new CallRequest.AttachLine(pick(LINES), stranger());
      case 3 -> new CallRequest.LoseLine(pick(LINES), pick(List.of(LineLoss.values())));
      case 4 ->
        random.nextInt(8) == 0
            ? new CallRequest.End(pick(List.of(EndReason.values())))
            : pick(List.of(
                new CallRequest.FailTransfer("busy"),
                new CallRequest.FailTransfer(CallRequest.FailTransfer.CALLER_LEFT),
                new CallRequest.BeginConsultation(),
                new CallRequest.SendTo(CallSamples.SALES, "desk"),
                new CallRequest.ConfirmTransfer()));
      case 5 -> new CallRequest.ReturnTool("t" + random.nextInt(3), "done");
      case 7 -> new CallRequest.CheckTime();
      case 8 ->
        new CallRequest.Intervene(Intervention.say(
            "s" + random.nextInt(4),
            "One moment.",
            "desk",
            pick(List.of(Intervention.When.values())),
            "",
            CallSamples.AT));
      case 6 ->
        new CallRequest.ChangeSession(new SessionChange(
            Optional.of("talk of " + random.nextInt(3)),
            random.nextBoolean() ? Optional.of("cedar") : Optional.empty(),
            Optional.empty(),
            Optional.empty()));
      default -> new CallRequest.Report(line(call), fact(call.file().turn()));
    };
  }

  private Fact fact(int turnNow) {
    int turn = turnNow + random.nextInt(3) - 1;
    return switch (random.nextInt(15)) {
      case 14 -> new Fact.OptOutTold(new OptOut(pick(List.of(OptOut.By.values())), turn));
      case 13 ->
        new Fact.ConsentTold(new Consent(
            pick(List.of(Consent.Answer.values())), pick(List.of(Consent.By.values())), turn));
      case 12 ->
        new Fact.SentenceWithheld(new Withheld(turn, pick(List.of("prices", "advice")), said()));
      case 0 -> new Fact.SegmentPlayed(turn, said());
      case 7 -> new Fact.SpeechCut(turn, said());
      case 1 -> new Fact.SpeechPlayed(turn, said());
      case 2, 3 -> new Fact.TurnTaken(turn, cue());
      case 4 -> new Fact.Interrupted(turn, random.nextInt(5000));
      case 5 -> new Fact.Yielded(turn, said());
      case 6 -> new Fact.Resumed(turn);
      case 11 ->
        new Fact.Failed(
            pick(List.of(Failure.Part.values())), turn, CallSamples.failure(random.nextInt(9)));
      case 9 -> new Fact.CallerTranscribed(turn, said());
      case 8 -> new Fact.ToolBegins(turn, "t" + random.nextInt(3), "look_up", Map.of("a", "b"));
      default -> tool(turn);
    };
  }

  private Fact tool(int turn) {
    String name = pick(List.of("transfer_call", "end_call", "handoff", "sing"));
    Map<String, String> arguments = new HashMap<>(CallSamples.to(pick(DESTINATIONS)));
    arguments.put("to", pick(List.of("billing", "main", "")));
    return new Fact.ToolWanted(turn, "k" + random.nextInt(3), name, arguments);
  }

  private TurnInput cue() {
    return switch (random.nextInt(5)) {
      case 4 -> new TurnInput.Unprompted("s" + random.nextInt(4));
      case 0 -> new TurnInput.Words(said());
      case 3 -> new TurnInput.Unprompted();
      case 1 -> new TurnInput.Keys(new Digits(Integer.toString(random.nextInt(1000))));
      default -> new TurnInput.Silence(1 + random.nextInt(3));
    };
  }

  private CallPlan plan() {
    CallPlan plan = random.nextBoolean() ? CallSamples.PLAN : CallPlan.unannounced("other");
    return limited ? plan.with(LIMIT) : plan;
  }

  private Optional<CallPlan> stranger() {
    return random.nextBoolean() ? Optional.empty() : Optional.of(CallPlan.unannounced("default"));
  }

  private String line(CallState call) {
    return random.nextInt(10) == 0 ? pick(LINES) : call.file().line();
  }

  private SpokenText said() {
    SpokenPart.Kind kind = pick(List.of(SpokenPart.Kind.values()));
    SpokenText said = SpokenText.of(kind, Integer.toString(random.nextInt(1_000_000), 36) + ".");
    return random.nextInt(4) == 0 ? said.then(said()) : said;
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
