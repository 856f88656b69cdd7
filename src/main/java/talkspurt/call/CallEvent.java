package talkspurt.call;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What has happened to a call. Kept for ever: fields may be added, never reused.
 *
 * <p>{@code turn} counts the caller's turns that were answered; the greeting is turn 0.
 */
public sealed interface CallEvent {

  /** When it happened. */
  Instant at();

  /** Whether something went wrong; a call in which it did counts as failed. */
  default boolean wentWrong() {
    return this instanceof Failed;
  }

  /** What the call has cost so far, as far as that was not told before. */
  default CallCost cost() {
    return CallCost.NONE;
  }

  /** An event that takes along what the call has cost, so that nothing else need be written for that. */
  sealed interface Costed
      permits LineLost,
          GreetingPlayed,
          FloorYielded,
          ReplyPlayed,
          WrapUpBegan,
          LongestReached,
          CallEnded,
          CostSettled {

    /** The same with this cost. */
    CallEvent with(CallCost cost);
  }

  /** The dialplan announced the call, or an unannounced line was taken. */
  record CallRegistered(Instant at, CallPlan plan) implements CallEvent {}

  /** A line carries the call from now on. */
  record LineAttached(Instant at, String line) implements CallEvent {}

  /** The line is gone; what hearing came to on it is there where its live half could tell. */
  record LineLost(
      Instant at, String line, LineLoss cause, Optional<LineHearing> hearing, CallCost cost)
      implements CallEvent, Costed {

    public LineLost {
      hearing = hearing == null ? Optional.empty() : hearing;
      cost = cost == null ? CallCost.NONE : cost;
    }

    /** A line on which nothing was spent since the last event. */
    public LineLost(Instant at, String line, LineLoss cause, Optional<LineHearing> hearing) {
      this(at, line, cause, hearing, CallCost.NONE);
    }

    /** A line that went without a word. */
    public LineLost(Instant at, String line, LineLoss cause) {
      this(at, line, cause, Optional.empty());
    }

    @Override
    public LineLost with(CallCost known) {
      return new LineLost(at, line, cause, hearing, known);
    }

    @Override
    public boolean wentWrong() {
      return cause == LineLoss.FAILED || cause == LineLoss.NODE_LOST || cause == LineLoss.HOST_LOST;
    }
  }

  /** The line's audio is not as it should be; {@code detail} is what was observed. */
  record LineFaultFound(Instant at, String line, LineFault fault, String detail)
      implements CallEvent {

    @Override
    public boolean wentWrong() {
      return true;
    }
  }

  /** What was wrong with the line's audio is over. */
  record LineFaultCleared(Instant at, String line, LineFault fault) implements CallEvent {}

  /** Somebody who serves the call failed while this turn was answered; the greeting is turn 0. */
  sealed interface Failed
      permits ReplyFailed, VoiceFailed, TranscriberFailed, ToolFailed, BotFailed {

    /** Which turn it was. */
    int turn();

    /** What failed, and how. */
    Failure failure();
  }

  /** The agent brought no reply, or none in time, or broke off. */
  record ReplyFailed(Instant at, int turn, Failure failure) implements CallEvent, Failed {}

  /** A voice did not say a sentence, or said nothing that could be heard. */
  record VoiceFailed(Instant at, int turn, Failure failure) implements CallEvent, Failed {}

  /** A transcriber did not tell what the caller said. */
  record TranscriberFailed(Instant at, int turn, Failure failure) implements CallEvent, Failed {}

  /** A tool did not do what it was asked to. */
  record ToolFailed(Instant at, int turn, Failure failure) implements CallEvent, Failed {}

  /** A bot that hears and speaks for itself failed. */
  record BotFailed(Instant at, int turn, Failure failure) implements CallEvent, Failed {}

  /** A segment (a sentence, a recorded prompt) was played to its end. */
  record SegmentPlayed(Instant at, int turn, SpokenText words) implements CallEvent {}

  /** The line went away in the middle of a segment, of which so much was heard. */
  record SpeechCut(Instant at, int turn, SpokenText words) implements CallEvent {}

  /** The greeting was played to its end. */
  record GreetingPlayed(Instant at, SpokenText heard, CallCost cost) implements CallEvent, Costed {

    public GreetingPlayed {
      cost = cost == null ? CallCost.NONE : cost;
    }

    /** Without news of the cost. */
    public GreetingPlayed(Instant at, SpokenText heard) {
      this(at, heard, CallCost.NONE);
    }

    @Override
    public GreetingPlayed with(CallCost known) {
      return new GreetingPlayed(at, heard, known);
    }
  }

  /**
   * The caller finished a turn by voice.
   *
   * @param language in which the call goes on from here, since the caller spoke it; empty: as before
   */
  record CallerSaid(Instant at, int turn, SpokenText words, String language) implements CallEvent {

    public CallerSaid {
      language = language == null ? "" : language;
    }

    /** In the language of the call. */
    public CallerSaid(Instant at, int turn, SpokenText words) {
      this(at, turn, words, "");
    }
  }

  /** The caller finished a turn by keys. */
  record DigitsCollected(Instant at, int turn, Digits digits) implements CallEvent {}

  /** The caller let the time for a turn pass. */
  record CallerKeptSilent(Instant at, int turn, int times) implements CallEvent {}

  /** What the caller said in a turn that was taken before its words were known. */
  record CallerTranscribed(Instant at, int turn, SpokenText words) implements CallEvent {}

  /** Somebody wants the call to be other than its profile says, or has brought words into it. */
  record SessionChanged(Instant at, SessionChange change) implements CallEvent {}

  /**
   * A bot began to speak without the caller's asking.
   *
   * @param intervention the id of what it speaks for; empty of a bot that hears for itself, which knows why
   */
  record BotBegan(Instant at, int turn, String intervention) implements CallEvent {

    public BotBegan {
      intervention = intervention == null ? "" : intervention;
    }

    /** Of a bot that hears for itself. */
    public BotBegan(Instant at, int turn) {
      this(at, turn, "");
    }
  }

  /** Playback was paused because the caller began to speak or pressed a key. */
  record CallerInterrupted(Instant at, int turn, int playedMs) implements CallEvent {}

  /** It was an interruption: the rest was dropped, and {@code heard} is all the caller heard. */
  record FloorYielded(Instant at, int turn, SpokenText heard, CallCost cost)
      implements CallEvent, Costed {

    public FloorYielded {
      cost = cost == null ? CallCost.NONE : cost;
    }

    /** Without news of the cost. */
    public FloorYielded(Instant at, int turn, SpokenText heard) {
      this(at, turn, heard, CallCost.NONE);
    }

    @Override
    public FloorYielded with(CallCost known) {
      return new FloorYielded(at, turn, heard, known);
    }
  }

  /** It was a false interruption: playback was resumed where it had stopped. */
  record FloorKept(Instant at, int turn) implements CallEvent {}

  /** A tool is about to run; {@code key} makes it run at most once. */
  record ToolRequested(Instant at, int turn, String key, String name, Map<String, String> arguments)
      implements CallEvent {

    /** Without what the arguments hold. */
    @Override
    public String toString() {
      return "ToolRequested[" + at + ", turn " + turn + ", " + key + ", " + name + " with "
          + arguments.size() + " arguments]";
    }
  }

  /** A tool has run. */
  record ToolReturned(Instant at, String key, String outcome) implements CallEvent {

    /** Without what it told. */
    @Override
    public String toString() {
      return "ToolReturned[" + at + ", " + key + ", " + outcome.length() + " characters]";
    }
  }

  /** The reply was played to its end. */
  record ReplyPlayed(Instant at, int turn, SpokenText heard, CallCost cost)
      implements CallEvent, Costed {

    public ReplyPlayed {
      cost = cost == null ? CallCost.NONE : cost;
    }

    /** Without news of the cost. */
    public ReplyPlayed(Instant at, int turn, SpokenText heard) {
      this(at, turn, heard, CallCost.NONE);
    }

    @Override
    public ReplyPlayed with(CallCost known) {
      return new ReplyPlayed(at, turn, heard, known);
    }
  }

  /**
   * Another of the profile's agents speaks from now on.
   *
   * @param turn the next that is answered
   * @param agent who speaks
   * @param from who spoke before
   * @param summary what that one told of the call
   * @param speaks whether the new one speaks first; else it waits for the caller
   */
  record HandedOff(
      Instant at, int turn, String agent, String from, SpokenText summary, boolean speaks)
      implements CallEvent {}

  /** The agent was not let say a sentence; nobody heard it. */
  record SentenceWithheld(Instant at, int turn, String rule, SpokenText words)
      implements CallEvent {}

  /** The caller agrees that the call is recorded. */
  record ConsentGiven(Instant at, Consent.By by, int turn) implements CallEvent {}

  /** The caller does not agree, or no longer does, that the call is recorded. */
  record ConsentRefused(Instant at, Consent.By by, int turn) implements CallEvent {}

  /** The called party does not want to be called again. */
  record OptedOut(Instant at, OptOut.By by, int turn) implements CallEvent {}

  /**
   * The caller is to be moved in the dialplan.
   *
   * @param by whose token asked for it; empty where the bot did
   * @param asked whether an operator or a program asked for it
   */
  record TransferRequested(Instant at, Destination destination, boolean asked, String by)
      implements CallEvent {

    /** What was stored before operators could ask is the bot's. */
    public TransferRequested {
      by = by == null ? "" : by;
    }

    /** By the bot. */
    public TransferRequested(Instant at, Destination destination) {
      this(at, destination, false, "");
    }
  }

  /** The caller is where they were sent. */
  record TransferConfirmed(Instant at) implements CallEvent {}

  /**
   * Where the caller was sent, a person is asked first, and told of the call, whether to take it; the caller does not hear
   * that.
   */
  record ConsultationBegan(Instant at) implements CallEvent {}

  /** The move did not come about. */
  record TransferFailed(Instant at, String why) implements CallEvent {

    @Override
    public boolean wentWrong() {
      return true;
    }
  }

  /**
   * The call's time, or what it may cost, is nearly used up: the agent is told, with its next turn.
   *
   * @param until when what the call may cost is likely to be used up; empty where its time is the limit
   */
  record WrapUpBegan(Instant at, Optional<Instant> until, CallCost cost)
      implements CallEvent, Costed {

    public WrapUpBegan {
      until = until == null ? Optional.empty() : until;
      cost = cost == null ? CallCost.NONE : cost;
    }

    /** Of a call whose time is nearly over. */
    public WrapUpBegan(Instant at) {
      this(at, Optional.empty(), CallCost.NONE);
    }

    @Override
    public WrapUpBegan with(CallCost known) {
      return new WrapUpBegan(at, until, known);
    }
  }

  /**
   * The call's time, or what it may cost, is used up: what is being said is the last but the goodbye.
   *
   * @param spent whether that is what it may cost
   */
  record LongestReached(Instant at, boolean spent, CallCost cost) implements CallEvent, Costed {

    public LongestReached {
      cost = cost == null ? CallCost.NONE : cost;
    }

    /** Of a call whose time is over. */
    public LongestReached(Instant at) {
      this(at, false, CallCost.NONE);
    }

    @Override
    public LongestReached with(CallCost known) {
      return new LongestReached(at, spent, known);
    }
  }

  /** The bot is to say goodbye, as this turn. */
  record GoodbyeBegan(Instant at, int turn) implements CallEvent {}

  /** The call is over. */
  record CallEnded(Instant at, EndReason reason, CallCost cost) implements CallEvent, Costed {

    public CallEnded {
      cost = cost == null ? CallCost.NONE : cost;
    }

    /** Without news of the cost. */
    public CallEnded(Instant at, EndReason reason) {
      this(at, reason, CallCost.NONE);
    }

    @Override
    public CallEnded with(CallCost known) {
      return new CallEnded(at, reason, known);
    }
  }

  /** The call was over when it became known what it had cost: a provider has told so, or the line's last report has come. */
  record CostSettled(Instant at, CallCost cost) implements CallEvent, Costed {

    public CostSettled {
      cost = cost == null ? CallCost.NONE : cost;
    }

    /** What it cost is put into it where it is written. */
    public CostSettled(Instant at) {
      this(at, CallCost.NONE);
    }

    @Override
    public CostSettled with(CallCost known) {
      return new CostSettled(at, known);
    }
  }
}
