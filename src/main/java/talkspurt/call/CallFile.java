package talkspurt.call;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What every live state of a call carries along.
 *
 * @param plan what the dialplan told
 * @param line the line that carries the call, or carried it last; empty before the first
 * @param lost how that line went away, while it is away
 * @param turn how many turns of the caller were answered
 * @param transcript what was said, as far as it was heard
 * @param faults what is wrong with the line's audio
 * @param tools which tools outside of the call were asked to run, oldest first
 * @param transcribed the last turn of which the caller's words came after it was taken
 * @param tally what is counted of the call
 */
public record CallFile(
    CallPlan plan,
    String line,
    Optional<LineLoss> lost,
    int turn,
    List<TranscriptEntry> transcript,
    List<LineFault> faults,
    List<ToolUse> tools,
    int transcribed,
    CallTally tally) {

  /** What was stored before there were faults, tools and a tally has none. */
  public CallFile {
    transcript = List.copyOf(transcript);
    faults = faults == null ? List.of() : List.copyOf(faults);
    tools = tools == null ? List.of() : List.copyOf(tools);
    tally = tally == null ? CallTally.NONE : tally;
  }

  /** The file of a call that has just been registered. */
  static CallFile open(CallPlan plan) {
    return open(plan, CallTally.NONE);
  }

  static CallFile open(CallPlan plan, CallTally tally) {
    return new CallFile(plan, "", Optional.empty(), 0, List.of(), List.of(), List.of(), 0, tally);
  }

  /** Whether a line carries the call now. */
  public boolean attached() {
    return !line.isEmpty() && lost.isEmpty();
  }

  CallFile plan(CallPlan newPlan) {
    TimeLimit since = tally.lines() > 0
        ? tally.begunAt().map(newPlan.limit()::since).orElse(newPlan.limit())
        : newPlan.limit();
    return new CallFile(
        newPlan
            .with(plan.session())
            .with(plan.conduct())
            .with(since.onward(plan.limit()))
            .spoken(plan.spoken())
            .with(plan.consent())
            .optOut(plan.optOut()),
        line,
        lost,
        turn,
        transcript,
        faults,
        tools,
        transcribed,
        tally);
  }

  /**
   * Nobody on a new line knows what became of the tools that were running on the old one. The same
   * line comes back when only its durable half was away.
   */
  CallFile attached(String newLine, Instant at) {
    if (newLine.equals(line)) {
      return new CallFile(
          plan, line, Optional.empty(), turn, transcript, faults, tools, transcribed, tally);
    }
    List<ToolUse> forsaken = tools.stream().map(ToolUse::forsake).toList();
    return new CallFile(
        tally.lines() == 0 ? plan.with(plan.limit().since(at)) : plan,
        newLine,
        Optional.empty(),
        turn,
        transcript,
        List.of(),
        forsaken,
        transcribed,
        tally.attached(at));
  }

  CallFile lost(LineLoss cause) {
    return new CallFile(
        plan,
        line,
        Optional.of(cause),
        turn,
        transcript,
        faults,
        tools,
        transcribed,
        tally.lost(cause));
  }

  /** The same with other figures. */
  public CallFile tally(CallTally newTally) {
    return new CallFile(plan, line, lost, turn, transcript, faults, tools, transcribed, newTally);
  }

  /** The call goes on in this language; empty: as before. */
  CallFile spoken(String language) {
    return language.isEmpty() ? this : planned(plan.spoken(language));
  }

  CallFile turn(int newTurn) {
    return new CallFile(plan, line, lost, newTurn, transcript, faults, tools, transcribed, tally);
  }

  CallFile fault(LineFault found) {
    List<LineFault> more = new ArrayList<>(faults);
    more.add(found);
    return new CallFile(plan, line, lost, turn, transcript, more, tools, transcribed, tally);
  }

  CallFile noFault(LineFault cleared) {
    List<LineFault> fewer = faults.stream().filter(fault -> fault != cleared).toList();
    return new CallFile(plan, line, lost, turn, transcript, fewer, tools, transcribed, tally);
  }

  CallFile changed(SessionChange change) {
    return planned(plan.with(plan.session().then(change)));
  }

  /** The bot speaks for whoever intervened, if somebody has. */
  CallFile begun(CallEvent.BotBegan began) {
    return planned(plan.with(plan.session().begun(began.intervention(), began.turn(), began.at())));
  }

  CallFile limit(TimeLimit further) {
    return planned(plan.with(further));
  }

  CallFile handedOff(CallEvent.HandedOff event) {
    return planned(
        plan.with(plan.conduct().handedOff(event)).with(plan.session().handedOff()));
  }

  CallFile withholding(CallEvent.SentenceWithheld event) {
    Withheld sentence = new Withheld(event.turn(), event.rule(), event.words());
    return planned(plan.with(plan.conduct().withholding(sentence)));
  }

  CallFile consent(Consent told) {
    return planned(plan.with(Optional.of(told)));
  }

  CallFile optOut(OptOut said) {
    return planned(plan.optOut(Optional.of(said)));
  }

  /** The caller's turn, which any agent may answer by handing over. */
  CallFile callersTurn(int newTurn) {
    return turn(newTurn).planned(plan.with(plan.conduct().callerHadATurn()));
  }

  private CallFile planned(CallPlan other) {
    return new CallFile(other, line, lost, turn, transcript, faults, tools, transcribed, tally);
  }

  /** The words of a turn come when they are known, be the bot ahead of them. */
  CallFile transcribed(Instant at, int ofTurn, SpokenText words) {
    CallFile longer = caller(at, words);
    return new CallFile(plan, line, lost, turn, longer.transcript, faults, tools, ofTurn, tally);
  }

  CallFile caller(Instant at, SpokenText words) {
    return with(new TranscriptEntry(TranscriptEntry.Speaker.CALLER, at, words));
  }

  CallFile pressed(Instant at, Digits keys) {
    SpokenText words = new SpokenText(keys.keys());
    return with(new TranscriptEntry(TranscriptEntry.Speaker.CALLER, at, words, true));
  }

  CallFile bot(Instant at, SpokenText words) {
    return with(new TranscriptEntry(TranscriptEntry.Speaker.BOT, at, words));
  }

  /** What is known of the use of a tool under this key. */
  Optional<ToolUse> tool(String key) {
    return tools.stream().filter(use -> use.key().equals(key)).findFirst();
  }

  CallFile using(ToolUse use) {
    List<ToolUse> longer = new ArrayList<>(tools);
    longer.add(use);
    return new CallFile(plan, line, lost, turn, transcript, faults, longer, transcribed, tally);
  }

  CallFile returned(String key, String outcome) {
    List<ToolUse> known = tools.stream()
        .map(use -> use.key().equals(key) ? use.returned(outcome) : use)
        .toList();
    return new CallFile(plan, line, lost, turn, transcript, faults, known, transcribed, tally);
  }

  private CallFile with(TranscriptEntry said) {
    if (said.words().empty()) {
      return this;
    }
    List<TranscriptEntry> longer = new ArrayList<>(transcript);
    longer.add(said);
    return new CallFile(plan, line, lost, turn, longer, faults, tools, transcribed, tally);
  }
}
