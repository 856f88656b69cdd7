package talkspurt.call;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import talkspurt.text.OutsideText;

/** What may be asked of a call. Each kind asks one question of the state. */
public sealed interface CallRequest {

  /** Puts the question to a state. */
  Verdict askOf(CallState state, Instant now);

  /** What the call has cost on the line that asks, as far as it tells that. */
  default CallCost cost() {
    return CallCost.NONE;
  }

  /** The same, asked by a line on which so much was spent until now, if that can be told. */
  default CallRequest spending(String byLine, Spending spent) {
    return this;
  }

  /** A call start was posted. */
  record Register(CallPlan plan) implements CallRequest {
    @Override
    public Verdict askOf(CallState state, Instant now) {
      return state.register(plan, now);
    }
  }

  /** A line came in; {@code stranger} is the plan for it if nobody announced it and such are taken. */
  record AttachLine(String line, Optional<CallPlan> stranger) implements CallRequest {
    @Override
    public Verdict askOf(CallState state, Instant now) {
      return state.attachLine(line, stranger, now);
    }
  }

  /** A line that carried the call says that it still does. */
  record KeepLine(String line) implements CallRequest {
    @Override
    public Verdict askOf(CallState state, Instant now) {
      return state.keepLine(line, now);
    }
  }

  /**
   * A line says, when it is asked, how long it has brought no sound.
   *
   * @param silentMs in ms; {@link Long#MAX_VALUE} where the line is on its way out
   */
  record ProveLine(String line, long silentMs) implements CallRequest {

    /**
     * A line without a frame for so long is as good as gone. Not shorter: a caller who is mute, or
     * whose telephone sends no silence, brings none for seconds and is there all the same.
     */
    private static final long HEARD_WITHIN_MS = 5000;

    /** Whether a caller is there. */
    public boolean heard() {
      return silentMs < HEARD_WITHIN_MS;
    }

    @Override
    public Verdict askOf(CallState state, Instant now) {
      return state.carriedBy(line) ? Verdict.known() : Verdict.refuse(state.refusalOfOtherLines());
    }
  }

  /** A line went away. */
  record LoseLine(String line, LineLoss cause, Optional<LineHearing> hearing, Spending spent)
      implements CallRequest {

    public LoseLine {
      hearing = hearing == null ? Optional.empty() : hearing;
      spent = spent == null ? Spending.NONE : spent;
    }

    /** A line on which nothing was spent, or it is not known what. */
    public LoseLine(String line, LineLoss cause, Optional<LineHearing> hearing) {
      this(line, cause, hearing, Spending.NONE);
    }

    /** A line that went without a word. */
    public LoseLine(String line, LineLoss cause) {
      this(line, cause, Optional.empty());
    }

    @Override
    public CallCost cost() {
      return CallCost.on(line, spent);
    }

    @Override
    public LoseLine spending(String byLine, Spending now) {
      return new LoseLine(line, cause, hearing, now);
    }

    @Override
    public Verdict askOf(CallState state, Instant now) {
      return state.loseLine(line, cause, hearing, now);
    }
  }

  /** The call is to end. */
  record End(EndReason reason, CallCost cost) implements CallRequest {

    public End {
      cost = cost == null ? CallCost.NONE : cost;
    }

    /** Asked by somebody who does not know what it cost. */
    public End(EndReason reason) {
      this(reason, CallCost.NONE);
    }

    @Override
    public End spending(String byLine, Spending now) {
      return new End(reason, CallCost.on(byLine, now));
    }

    @Override
    public Verdict askOf(CallState state, Instant now) {
      return state.end(reason, now);
    }
  }

  /**
   * It is time to look whether the call has taken as long as it may, or cost as much.
   *
   * @param told what is known of its cost beside what was written
   */
  record CheckTime(CallCost told) implements CallRequest {

    public CheckTime {
      told = told == null ? CallCost.NONE : told;
    }

    /** No more is known of its cost than was written. */
    public CheckTime() {
      this(CallCost.NONE);
    }

    @Override
    public CallCost cost() {
      return told;
    }

    @Override
    public Verdict askOf(CallState state, Instant now) {
      return state.checkTime(told, now);
    }
  }

  /**
   * An operator or a program sends the caller somewhere else.
   *
   * @param by whose token asks; may be empty
   */
  record SendTo(Destination destination, String by) implements CallRequest {
    @Override
    public Verdict askOf(CallState state, Instant now) {
      return state.sendTo(destination, by, now);
    }
  }

  /** The caller is where the bot sent them. */
  record ConfirmTransfer() implements CallRequest {
    @Override
    public Verdict askOf(CallState state, Instant now) {
      return state.confirmTransfer(now);
    }
  }

  /** A person is asked whether to take the caller, who waits where the bot sent them. */
  record BeginConsultation() implements CallRequest {
    @Override
    public Verdict askOf(CallState state, Instant now) {
      return state.beginConsultation(now);
    }
  }

  /** Asterisk could not move the caller; {@link #CALLER_LEFT} where there is no caller to be moved any more. */
  record FailTransfer(String why) implements CallRequest {

    /** What the dialplan tells of a caller who hung up while a person was asked. */
    public static final String CALLER_LEFT = "caller-hung-up";

    public FailTransfer {
      why = OutsideText.repaired(why);
    }

    @Override
    public Verdict askOf(CallState state, Instant now) {
      return state.failTransfer(why, now);
    }
  }

  /**
   * The call is to be other than its profile says.
   *
   * @param anyVoice whether the bot can have another voice after it has spoken
   */
  record ChangeSession(SessionChange change, boolean anyVoice) implements CallRequest {

    /** Of a bot whose voice stays once it was heard. */
    public ChangeSession(SessionChange change) {
      this(change, false);
    }

    @Override
    public Verdict askOf(CallState state, Instant now) {
      return state.changeSession(change, anyVoice, now);
    }
  }

  /** Words are to be brought into the call. */
  record Intervene(Intervention wanted) implements CallRequest {
    @Override
    public Verdict askOf(CallState state, Instant now) {
      return Interventions.asked(state, wanted, now);
    }
  }

  /** The Asterisk that has the call's channel is to be commanded: granted to the one who does it, once. */
  record OrderCommand(ChannelOrder wanted) implements CallRequest {
    @Override
    public Verdict askOf(CallState state, Instant now) {
      return ChannelOrders.asked(state, wanted, now);
    }
  }

  /** What came of a command. */
  record TellCommand(String id, CommandOutcome outcome) implements CallRequest {
    @Override
    public Verdict askOf(CallState state, Instant now) {
      return ChannelOrders.told(state, id, outcome, now);
    }
  }

  /** A tool has returned: true, whichever line carries the call by now. */
  record ReturnTool(String key, String outcome) implements CallRequest {

    public ReturnTool {
      outcome = OutsideText.repaired(outcome);
    }

    @Override
    public Verdict askOf(CallState state, Instant now) {
      return state.returnTool(key, outcome, now);
    }

    /** Without what the tool told. */
    @Override
    public String toString() {
      return "ReturnTool[" + key + ", " + outcome.length() + " characters]";
    }
  }

  /** A fact the live half reports; granted only to the line that carries the call. */
  record Report(String line, Fact fact, Spending spent) implements CallRequest {

    public Report {
      spent = spent == null ? Spending.NONE : spent;
    }

    /** A fact of a line on which nothing was spent. */
    public Report(String line, Fact fact) {
      this(line, fact, Spending.NONE);
    }

    @Override
    public CallCost cost() {
      return CallCost.on(line, spent);
    }

    @Override
    public Report spending(String byLine, Spending now) {
      return new Report(line, fact, now);
    }

    @Override
    public Verdict askOf(CallState state, Instant now) {
      return state.carriedBy(line)
          ? fact.askOf(state, now)
          : Verdict.refuse(state.refusalOfOtherLines());
    }
  }

  /** What the live half of a call may report. */
  sealed interface Fact {

    /** Puts the question to a state. */
    Verdict askOf(CallState state, Instant now);

    /** The line's audio is not as it should be. */
    record FaultFound(LineFault fault, String detail) implements Fact {

      public FaultFound {
        detail = OutsideText.repaired(detail);
      }

      @Override
      public Verdict askOf(CallState state, Instant now) {
        return state.faultFound(fault, detail, now);
      }
    }

    /** What was wrong with the line's audio is over. */
    record FaultCleared(LineFault fault) implements Fact {
      @Override
      public Verdict askOf(CallState state, Instant now) {
        return state.faultCleared(fault, now);
      }
    }

    /** Somebody who serves the call has failed. */
    record Failed(Failure.Part part, int turn, Failure failure) implements Fact {
      @Override
      public Verdict askOf(CallState state, Instant now) {
        return state.failed(part, turn, failure, now);
      }
    }

    /** A segment of the greeting (turn 0) or of a reply was played to its end. */
    record SegmentPlayed(int turn, SpokenText words) implements Fact {
      @Override
      public Verdict askOf(CallState state, Instant now) {
        return state.segmentPlayed(turn, words, now);
      }
    }

    /** The line went away in the middle of a segment, of which so much was heard. */
    record SpeechCut(int turn, SpokenText words) implements Fact {
      @Override
      public Verdict askOf(CallState state, Instant now) {
        return state.speechCut(turn, words, now);
      }
    }

    /** The greeting (turn 0) or the reply was played to its end. */
    record SpeechPlayed(int turn, SpokenText heard) implements Fact {
      @Override
      public Verdict askOf(CallState state, Instant now) {
        return state.speechPlayed(turn, heard, now);
      }
    }

    /** The caller finished turn {@code turn}. */
    record TurnTaken(int turn, TurnInput cue) implements Fact {
      @Override
      public Verdict askOf(CallState state, Instant now) {
        return state.turnTaken(turn, cue, now);
      }
    }

    /** What the caller said in a turn that was taken before its words were known. */
    record CallerTranscribed(int turn, SpokenText words) implements Fact {
      @Override
      public Verdict askOf(CallState state, Instant now) {
        return state.callerTranscribed(turn, words, now);
      }
    }

    /** Playback of turn {@code turn} was paused after {@code playedMs}. */
    record Interrupted(int turn, int playedMs) implements Fact {
      @Override
      public Verdict askOf(CallState state, Instant now) {
        return state.interrupted(turn, playedMs, now);
      }
    }

    /** The interruption was one; the rest of the speech was dropped. */
    record Yielded(int turn, SpokenText heard) implements Fact {
      @Override
      public Verdict askOf(CallState state, Instant now) {
        return state.yielded(turn, heard, now);
      }
    }

    /** It was a false interruption; playback was resumed. */
    record Resumed(int turn) implements Fact {
      @Override
      public Verdict askOf(CallState state, Instant now) {
        return state.resumed(turn, now);
      }
    }

    /** A rule of the profile forbids a sentence of the agent's, which is not said. */
    record SentenceWithheld(Withheld sentence) implements Fact {
      @Override
      public Verdict askOf(CallState state, Instant now) {
        return state.withheld(sentence, now);
      }
    }

    /** The caller agrees, or does not agree, that the call is recorded. */
    record ConsentTold(Consent consent) implements Fact {
      @Override
      public Verdict askOf(CallState state, Instant now) {
        return state.consent(consent, now);
      }
    }

    /** The called party does not want to be called again. */
    record OptOutTold(OptOut optOut) implements Fact {
      @Override
      public Verdict askOf(CallState state, Instant now) {
        return state.optOut(optOut, now);
      }
    }

    /** The responder wants a tool run once its words have been heard. */
    record ToolWanted(int turn, String key, String name, Map<String, String> arguments)
        implements Fact {

      public ToolWanted {
        name = OutsideText.repaired(name);
        arguments = Repaired.map(arguments);
      }

      @Override
      public Verdict askOf(CallState state, Instant now) {
        return state.toolWanted(turn, key, name, arguments, now);
      }

      /** Without what the arguments hold. */
      @Override
      public String toString() {
        return "ToolWanted[turn " + turn + ", " + key + ", " + name + " with " + arguments.size()
            + " arguments]";
      }
    }

    /**
     * The responder wants a tool run that is not of the call, now. Whoever is granted this, or told
     * that it was, runs it; nobody else does.
     */
    record ToolBegins(int turn, String key, String name, Map<String, String> arguments)
        implements Fact {

      public ToolBegins {
        name = OutsideText.repaired(name);
        arguments = Repaired.map(arguments);
      }

      @Override
      public Verdict askOf(CallState state, Instant now) {
        return state.toolBegins(turn, key, name, arguments, now);
      }

      /** Without what the arguments hold. */
      @Override
      public String toString() {
        return "ToolBegins[turn " + turn + ", " + key + ", " + name + " with " + arguments.size()
            + " arguments]";
      }
    }
  }
}
