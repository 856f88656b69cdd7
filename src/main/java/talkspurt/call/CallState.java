package talkspurt.call;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.CallerTranscribed;
import talkspurt.call.CallEvent.ConsentGiven;
import talkspurt.call.CallEvent.ConsentRefused;
import talkspurt.call.CallEvent.GoodbyeBegan;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.LineFaultCleared;
import talkspurt.call.CallEvent.LineFaultFound;
import talkspurt.call.CallEvent.LineLost;
import talkspurt.call.CallEvent.LongestReached;
import talkspurt.call.CallEvent.OptedOut;
import talkspurt.call.CallEvent.SentenceWithheld;
import talkspurt.call.CallEvent.SessionChanged;
import talkspurt.call.CallEvent.ToolReturned;
import talkspurt.call.CallEvent.TransferRequested;
import talkspurt.call.CallEvent.WrapUpBegan;

/**
 * What a call is doing, and with it what it may do next.
 *
 * <p>Every request is refused here; a state overrides what it can grant. A request that was granted
 * before is {@link Verdict.Known}, so that whoever did not get the answer may ask again.
 */
public sealed interface CallState
    permits Unknown, Expected, Greeting, Listening, Speaking, Barged, Transferring, Ended {

  /** The state of a call of which nothing is known. */
  static CallState none() {
    return new Unknown();
  }

  /** The state after a whole history, oldest event first. */
  static CallState after(List<CallEvent> history) {
    CallState state = none();
    for (CallEvent event : history) {
      state = state.after(event);
    }
    return state;
  }

  /** The state after one more event, which may tell what the call has cost. */
  default CallState after(CallEvent event) {
    CallState moved = moved(event);
    return event.cost().byLine().isEmpty()
        ? moved
        : moved.with(moved.file().tally(moved.file().tally().costing(event.cost())));
  }

  /** The state after one more event, whatever that tells of the call's cost. */
  CallState moved(CallEvent event);

  /** What is carried from state to state. */
  CallFile file();

  /** The same state with another file. */
  CallState with(CallFile file);

  /** What the live half is to do. */
  Instruction instruction();

  /** What the dialplan should do with the caller, should it ask. */
  default NextStep next() {
    return new NextStep.Reconnect();
  }

  /** Whether the call is over. */
  default boolean ended() {
    return false;
  }

  /** Whether this line carries the call now. */
  default boolean carriedBy(String line) {
    return file().attached() && file().line().equals(line);
  }

  /** Why a report of a line that does not carry the call is refused. */
  default Refusal refusalOfOtherLines() {
    return Refusal.NOT_YOUR_LINE;
  }

  /** What the call waits for with a limit in time. */
  default Optional<Expiry> expiry() {
    return file()
        .lost()
        .map(cause -> cause == LineLoss.PEER_CLOSED ? Expiry.HANG_UP_GRACE : Expiry.REATTACHMENT);
  }

  /**
   * When the call's limit in time or cost wants something done next, if ever.
   *
   * @param told what is known of its cost beside what was written
   */
  default Optional<Instant> timeDue(CallCost told) {
    return file().plan().limit().due(file().tally().cost().and(told).millionths());
  }

  /**
   * Asks to write what the call has cost, where nothing else will be written that could take it along: it is over.
   *
   * @param told what is known of its cost beside what was written
   */
  default Verdict settleCost(CallCost told, Instant now) {
    return Verdict.known();
  }

  /** Asks for what the call's limit in time or cost wants done by now. */
  default Verdict checkTime(CallCost told, Instant now) {
    TimeLimit limit = file().plan().limit();
    if (timeDue(told).filter(due -> !now.isBefore(due)).isEmpty()) {
      return Verdict.known();
    }
    if (limit.ranOut()) {
      return Verdict.accept(new CallEnded(now, limit.endReason()));
    }
    long cost = file().tally().cost().and(told).millionths();
    if (limit.spentBy(cost) || limit.overAt(now)) {
      return timeUp(new LongestReached(now, !limit.overAt(now), CallCost.NONE));
    }
    Optional<Instant> until = limit.nearlySpentBy(cost)
        ? Optional.of(limit.spentUpAt(file().tally().begunAt(), cost, now))
        : Optional.empty();
    return Verdict.accept(new WrapUpBegan(now, until, CallCost.NONE));
  }

  /** The call's time is over; what is being said is said to its end. */
  default Verdict timeUp(LongestReached reached) {
    return Verdict.accept(reached);
  }

  /** What follows at once when what was being said is over: nothing, or the end of a call's time. */
  default List<CallEvent> afterSpeech(Instant now) {
    return file().plan().limit().ranOut()
        ? List.of(new GoodbyeBegan(now, file().turn() + 1))
        : List.of();
  }

  /**
   * The same when the caller has broken into it. Where the call's time is over, what was decided is
   * done: nobody can ask for it again.
   */
  default List<CallEvent> afterYielding(Instant now) {
    return file().plan().limit().ranOut() ? afterSpeech(now) : List.of();
  }

  /** Asks to take a call start. One that comes after the line fills in what was not known. */
  default Verdict register(CallPlan plan, Instant now) {
    if (file().plan().toldAs(plan)) {
      return Verdict.known();
    }
    return file().plan().announced()
        ? Verdict.refuse(Refusal.ALREADY_REGISTERED)
        : Verdict.accept(new CallRegistered(now, plan));
  }

  /** Asks to carry the call on a line. A new line takes over from an old one. */
  default Verdict attachLine(String line, Optional<CallPlan> stranger, Instant now) {
    if (carriedBy(line)) {
      return Verdict.known();
    }
    LineAttached attached = new LineAttached(now, line);
    return file().attached()
        ? Verdict.accept(new LineLost(now, file().line(), LineLoss.REPLACED), attached)
        : Verdict.accept(attached);
  }

  /** Tells that a line which carried the call last still does; one that was replaced cannot. */
  default Verdict keepLine(String line, Instant now) {
    return file().line().equals(line)
        ? attachLine(line, Optional.empty(), now)
        : Verdict.refuse(refusalOfOtherLines());
  }

  /** Tells that a line is gone. */
  default Verdict loseLine(
      String line, LineLoss cause, Optional<LineHearing> hearing, Instant now) {
    return carriedBy(line)
        ? Verdict.accept(new LineLost(now, line, cause, hearing))
        : Verdict.known();
  }

  /** Asks to end the call. */
  default Verdict end(EndReason reason, Instant now) {
    EndReason why =
        reason == EndReason.LONGEST_REACHED ? file().plan().limit().endReason() : reason;
    return Verdict.accept(new CallEnded(now, why));
  }

  /**
   * Asks to send the caller somewhere else, whatever the bot is doing.
   *
   * @param by whose token asks; may be empty
   */
  default Verdict sendTo(Destination destination, String by, Instant now) {
    return Verdict.accept(new TransferRequested(now, destination, true, by));
  }

  /** Tells that the caller is where they were sent. */
  default Verdict confirmTransfer(Instant now) {
    return Verdict.refuse(Refusal.NOT_NOW);
  }

  /** Tells that a person is asked whether to take the caller. */
  default Verdict beginConsultation(Instant now) {
    return Verdict.refuse(Refusal.NOT_NOW);
  }

  /** Tells that the caller could not be moved. */
  default Verdict failTransfer(String why, Instant now) {
    return Verdict.refuse(Refusal.NOT_NOW);
  }

  /** Tells that the line's audio is not as it should be. */
  default Verdict faultFound(LineFault fault, String detail, Instant now) {
    return file().faults().contains(fault)
        ? Verdict.known()
        : Verdict.accept(new LineFaultFound(now, file().line(), fault, detail));
  }

  /** Tells that what was wrong with the line's audio is over. */
  default Verdict faultCleared(LineFault fault, Instant now) {
    return file().faults().contains(fault)
        ? Verdict.accept(new LineFaultCleared(now, file().line(), fault))
        : Verdict.known();
  }

  /** Tells that somebody who serves the call has failed, in the answer to this turn. */
  default Verdict failed(Failure.Part part, int turn, Failure failure, Instant now) {
    return failure.number() > file().tally().told()
        ? Verdict.accept(part.failed(now, turn, failure))
        : Verdict.known();
  }

  /** Tells that a segment was played. */
  default Verdict segmentPlayed(int turn, SpokenText words, Instant now) {
    return passedOrNotNow(turn);
  }

  /** Tells that the line went away in the middle of a segment. */
  default Verdict speechCut(int turn, SpokenText words, Instant now) {
    return passedOrNotNow(turn);
  }

  /** Tells that the greeting or reply was played to its end. */
  default Verdict speechPlayed(int turn, SpokenText heard, Instant now) {
    return passedOrNotNow(turn);
  }

  /** Tells what the caller's turn was. */
  default Verdict turnTaken(int turn, TurnInput cue, Instant now) {
    return passedOrNotNow(turn);
  }

  /** Tells what the caller said in a turn that was taken before its words were known. */
  default Verdict callerTranscribed(int turn, SpokenText words, Instant now) {
    if (turn > file().turn()) {
      return passedOrNotNow(turn);
    }
    return turn > file().transcribed()
        ? Verdict.accept(new CallerTranscribed(now, turn, words))
        : Verdict.known();
  }

  /**
   * Asks for another session. A voice stays once the bot may have spoken.
   *
   * @param anyVoice whether this bot can have another voice even then
   */
  default Verdict changeSession(SessionChange change, boolean anyVoice, Instant now) {
    SessionChange before = file().plan().session();
    if (before.then(change).equals(before)) {
      return Verdict.known();
    }
    return anyVoice || change.voice().equals(before.voice()) || change.voice().isEmpty()
        ? Verdict.accept(new SessionChanged(now, change))
        : Verdict.refuse(Refusal.VOICE_STAYS);
  }

  /** Tells that playback was paused because the caller began to speak or pressed a key. */
  default Verdict interrupted(int turn, int playedMs, Instant now) {
    return passedOrNotNow(turn);
  }

  /** Tells that the rest of the speech was dropped. */
  default Verdict yielded(int turn, SpokenText heard, Instant now) {
    return passedOrNotNow(turn);
  }

  /** Tells that playback was resumed after a false interruption. */
  default Verdict resumed(int turn, Instant now) {
    return passedOrNotNow(turn);
  }

  /** Asks to run a tool once the words before it have been heard. */
  default Verdict toolWanted(
      int turn, String key, String name, Map<String, String> arguments, Instant now) {
    return passedOrNotNow(turn);
  }

  /** Asks to run a tool that is not of the call, now. Only what is not known may be run. */
  default Verdict toolBegins(
      int turn, String key, String name, Map<String, String> arguments, Instant now) {
    return Verdict.refuse(Refusal.NOT_NOW);
  }

  /** Tells that such a tool has returned. */
  default Verdict returnTool(String key, String outcome, Instant now) {
    return file()
        .tool(key)
        .map(use -> use.outcome().isPresent()
            ? Verdict.known()
            : Verdict.accept(new ToolReturned(now, key, outcome)))
        .orElseGet(() -> Verdict.refuse(Refusal.UNKNOWN_TOOL));
  }

  /** Tells that the agent was not let say a sentence, in the answer to this turn or one before. */
  default Verdict withheld(Withheld sentence, Instant now) {
    Verdict known = passedOrNotNow(sentence.turn());
    return known.equals(Verdict.known()) ? withheldOnce(sentence, now) : known;
  }

  /** The same in a turn that is known. */
  default Verdict withheldOnce(Withheld sentence, Instant now) {
    return file().plan().conduct().withheld().contains(sentence)
        ? Verdict.known()
        : Verdict.accept(
            new SentenceWithheld(now, sentence.turn(), sentence.rule(), sentence.words()));
  }

  /** Tells whether the caller agrees that the call is recorded. A no is final, and a yes is given once. */
  default Verdict consent(Consent told, Instant now) {
    Optional<Consent> known = file().plan().consent();
    if (known.filter(before -> told.given() || !before.given()).isPresent()) {
      return Verdict.known();
    }
    return Verdict.accept(
        told.given()
            ? new ConsentGiven(now, told.by(), told.turn())
            : new ConsentRefused(now, told.by(), told.turn()));
  }

  /** Tells that the called party does not want to be called again; told once. */
  default Verdict optOut(OptOut told, Instant now) {
    return file().plan().optOut().isPresent()
        ? Verdict.known()
        : Verdict.accept(new OptedOut(now, told.by(), told.turn()));
  }

  /** The verdict on news of a turn that this state does not wait for. */
  default Verdict passedOrNotNow(int turn) {
    return turn <= file().turn() ? Verdict.known() : Verdict.refuse(Refusal.NOT_NOW);
  }

  /** What every live state does with the events that may come in any of them. */
  default CallState afterCommon(CallEvent event) {
    if (event instanceof CallRegistered registered) {
      return with(file().plan(registered.plan()));
    }
    if (event instanceof LineAttached attached) {
      return with(file().attached(attached.line(), attached.at()));
    }
    if (event instanceof LineLost lost) {
      return with(file().lost(lost.cause()));
    }
    if (event instanceof LineFaultFound found) {
      return with(file().fault(found.fault()));
    }
    if (event instanceof LineFaultCleared cleared) {
      return with(file().noFault(cleared.fault()));
    }
    if (event instanceof ToolReturned returned) {
      return with(file().returned(returned.key(), returned.outcome()));
    }
    if (event instanceof CallerTranscribed said) {
      return with(file().transcribed(said.at(), said.turn(), said.words()));
    }
    if (event instanceof SessionChanged changed) {
      return with(file().changed(changed.change()));
    }
    if (event instanceof SentenceWithheld withheld) {
      return with(file().withholding(withheld));
    }
    if (event instanceof ConsentGiven given) {
      return with(file().consent(new Consent(Consent.Answer.GIVEN, given.by(), given.turn())));
    }
    if (event instanceof ConsentRefused refused) {
      return with(
          file().consent(new Consent(Consent.Answer.REFUSED, refused.by(), refused.turn())));
    }
    if (event instanceof OptedOut said) {
      return with(file().optOut(new OptOut(said.by(), said.turn())));
    }
    if (event instanceof WrapUpBegan began) {
      return with(file().limit(file().plan().limit().wrappingUp(began.at(), began.until())));
    }
    if (event instanceof LongestReached over) {
      return with(file().limit(file().plan().limit().reached(over.at(), over.spent())));
    }
    if (event instanceof CallEvent.Failed failed) {
      return with(file().tally(file().tally().failed(failed.failure())));
    }
    if (event instanceof TransferRequested requested) {
      return new Transferring(file(), requested.destination());
    }
    if (event instanceof CallEnded ended) {
      return new Ended(file(), ended.reason(), Optional.empty());
    }
    throw new IllegalStateException(
        event.getClass().getSimpleName() + " cannot happen in " + getClass().getSimpleName());
  }
}
