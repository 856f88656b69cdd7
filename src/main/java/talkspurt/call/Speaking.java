package talkspurt.call;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallerInterrupted;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallEvent.SegmentPlayed;
import talkspurt.call.CallEvent.SpeechCut;
import talkspurt.call.CallEvent.ToolRequested;
import talkspurt.call.CallEvent.TransferRequested;

/**
 * A reply is being prepared or played.
 *
 * @param cue what is answered
 * @param heard the segments that were played to their end
 * @param errand what is to be done once the reply was heard
 */
public record Speaking(
    CallFile file, TurnInput cue, SpokenText heard, Optional<DeferredTool> errand)
    implements CallState {

  @Override
  public CallState with(CallFile file) {
    return new Speaking(file, cue, heard, errand);
  }

  @Override
  public Instruction instruction() {
    return new Instruction.Answer(
        file.plan(), file.turn(), cue, file.transcript(), heard, file.tools());
  }

  @Override
  public Verdict segmentPlayed(int turn, SpokenText words, Instant now) {
    // segments are told one after another, so the last one told again is the only replay there is
    return current(turn) && !heard.endsWith(words)
        ? Verdict.accept(new SegmentPlayed(now, turn, words))
        : passedOrNotNow(turn);
  }

  @Override
  public Verdict speechCut(int turn, SpokenText words, Instant now) {
    return current(turn) && !heard.endsWith(words)
        ? Verdict.accept(new SpeechCut(now, turn, words))
        : passedOrNotNow(turn);
  }

  @Override
  public Verdict speechPlayed(int turn, SpokenText all, Instant now) {
    return current(turn)
        ? Verdict.accept(new ReplyPlayed(now, turn, all), afterSpeech(now))
        : passedOrNotNow(turn);
  }

  /** What was decided is done, and else the goodbye said, if it is time; behind that is the end. */
  @Override
  public List<CallEvent> afterSpeech(Instant now) {
    return goodbye()
        ? List.of(new CallEnded(now, file.plan().limit().endReason()))
        : errand
            .flatMap(waiting -> done(waiting, now))
            .orElseGet(() -> CallState.super.afterSpeech(now));
  }

  /** Where the call's time is over an agent that takes over has the goodbye to say. */
  private Optional<List<CallEvent>> done(DeferredTool waiting, Instant now) {
    boolean over = file.plan().limit().ranOut();
    Optional<List<CallEvent>> done = waiting.outcome(file.turn() + 1, !over, now);
    return over && waiting.handsOff()
        ? done.map(
            events -> Stream.concat(events.stream(), CallState.super.afterSpeech(now).stream())
                .toList())
        : done;
  }

  /** The caller, who breaks into the words before it, is handed over all the same. */
  @Override
  public List<CallEvent> afterYielding(Instant now) {
    return file.plan().limit().ranOut()
        ? afterSpeech(now)
        : errand
            .filter(DeferredTool::handsOff)
            .flatMap(waiting -> waiting.outcome(file.turn() + 1, false, now))
            .orElse(List.of());
  }

  private boolean goodbye() {
    return cue instanceof TurnInput.TimeUp;
  }

  /** The caller's last words, over which the goodbye was begun, are no turn; they are kept. */
  @Override
  public Verdict turnTaken(int turn, TurnInput input, Instant now) {
    return goodbye() && current(turn) && input instanceof TurnInput.Words said
        ? callerTranscribed(turn, said.words(), now)
        : passedOrNotNow(turn);
  }

  @Override
  public Verdict interrupted(int turn, int playedMs, Instant now) {
    return current(turn) && !goodbye()
        ? Verdict.accept(new CallerInterrupted(now, turn, playedMs))
        : passedOrNotNow(turn);
  }

  @Override
  public Verdict toolWanted(
      int turn, String key, String name, Map<String, String> arguments, Instant now) {
    if (!current(turn)) {
      return passedOrNotNow(turn);
    }
    if (goodbye()) {
      return Verdict.refuse(Refusal.NOT_NOW);
    }
    DeferredTool wanted = new DeferredTool(key, name, arguments);
    if (errand.isPresent()) {
      return errand.get().sameAs(wanted) ? Verdict.known() : Verdict.refuse(Refusal.NOT_NOW);
    }
    if (wanted.handsOff() && file.plan().conduct().handedOffTooOften()) {
      return Verdict.refuse(Refusal.TOO_MANY_TOOLS);
    }
    return wanted.outcome(turn + 1, true, now).isPresent()
        ? Verdict.accept(new ToolRequested(now, turn, key, name, arguments))
        : Verdict.refuse(Refusal.UNKNOWN_TOOL);
  }

  @Override
  public Verdict toolBegins(
      int turn, String key, String name, Map<String, String> arguments, Instant now) {
    if (!current(turn) || DeferredTool.named(name) || goodbye()) {
      return Verdict.refuse(Refusal.NOT_NOW);
    }
    return file.tool(key)
        .map(Speaking::again)
        .orElseGet(() -> file.tools().size() < ToolUse.MOST
            ? Verdict.accept(new ToolRequested(now, turn, key, name, arguments))
            : Verdict.refuse(Refusal.TOO_MANY_TOOLS));
  }

  private static Verdict again(ToolUse use) {
    if (use.outcome().isPresent()) {
      return Verdict.refuse(Refusal.TOOL_HAS_RUN);
    }
    return use.forsaken() ? Verdict.refuse(Refusal.TOOL_FORSAKEN) : Verdict.known();
  }

  /** There is nothing to yield before an interruption; a goodbye that is cut short was the last. */
  @Override
  public Verdict yielded(int turn, SpokenText all, Instant now) {
    if (goodbye() && current(turn)) {
      return all.empty()
          ? Verdict.known()
          : Verdict.accept(new FloorYielded(now, turn, all), afterSpeech(now));
    }
    return current(turn) ? Verdict.refuse(Refusal.NOT_NOW) : passedOrNotNow(turn);
  }

  /** A reply to a failed transfer is what is left of the request that told of it. */
  @Override
  public Verdict failTransfer(String why, Instant now) {
    return cue instanceof TurnInput.TransferFailed
        ? Verdict.known()
        : Verdict.refuse(Refusal.NOT_NOW);
  }

  private boolean current(int turn) {
    return turn == file.turn();
  }

  @Override
  public CallState moved(CallEvent event) {
    if (event instanceof SegmentPlayed segment) {
      return new Speaking(file, cue, heard.then(segment.words()), errand);
    }
    if (event instanceof SpeechCut cut) {
      return new Speaking(file, cue, heard.then(cut.words()), errand);
    }
    if (event instanceof ToolRequested used && !DeferredTool.named(used.name())) {
      return with(file.using(new ToolUse(
          used.at(),
          used.turn(),
          used.key(),
          used.name(),
          used.arguments(),
          Optional.empty(),
          false)));
    }
    if (event instanceof ToolRequested wanted) {
      DeferredTool waiting = new DeferredTool(wanted.key(), wanted.name(), wanted.arguments());
      return new Speaking(file, cue, heard, Optional.of(waiting));
    }
    if (event instanceof ReplyPlayed played) {
      return new Listening(file.bot(played.at(), played.heard()));
    }
    if (event instanceof FloorYielded yielded) {
      CallFile barged = file.tally(file.tally().yielded());
      return new Listening(barged.bot(yielded.at(), yielded.heard()));
    }
    if (event instanceof CallerInterrupted paused) {
      return new Barged(with(file.tally(file.tally().paused(paused.playedMs()))));
    }
    if (event instanceof TransferRequested requested) {
      return new Transferring(file.bot(requested.at(), heard), requested.destination());
    }
    if (event instanceof CallEnded ended) {
      return new Ended(file.bot(ended.at(), heard), ended.reason(), Optional.empty());
    }
    return afterCommon(event);
  }
}
