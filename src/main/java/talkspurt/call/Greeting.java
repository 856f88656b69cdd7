package talkspurt.call;

import java.time.Instant;
import java.util.Optional;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallerInterrupted;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.GreetingPlayed;
import talkspurt.call.CallEvent.SegmentPlayed;
import talkspurt.call.CallEvent.SpeechCut;
import talkspurt.call.CallEvent.TransferRequested;

/**
 * The greeting is playing; the caller is heard from the first frame.
 *
 * @param heard the segments that were played to their end
 */
public record Greeting(CallFile file, SpokenText heard) implements CallState {

  @Override
  public CallState with(CallFile file) {
    return new Greeting(file, heard);
  }

  @Override
  public Instruction instruction() {
    return new Instruction.Greet(file.plan(), heard);
  }

  @Override
  public Verdict segmentPlayed(int turn, SpokenText words, Instant now) {
    if (turn != 0) {
      return Verdict.refuse(Refusal.NOT_NOW);
    }
    // segments are told one after another, so the last one told again is the only replay there is
    return heard.endsWith(words)
        ? Verdict.known()
        : Verdict.accept(new SegmentPlayed(now, turn, words));
  }

  @Override
  public Verdict speechCut(int turn, SpokenText words, Instant now) {
    if (turn != 0) {
      return Verdict.refuse(Refusal.NOT_NOW);
    }
    return heard.endsWith(words) ? Verdict.known() : Verdict.accept(new SpeechCut(now, 0, words));
  }

  @Override
  public Verdict speechPlayed(int turn, SpokenText all, Instant now) {
    return turn == 0
        ? Verdict.accept(new GreetingPlayed(now, all), afterSpeech(now))
        : Verdict.refuse(Refusal.NOT_NOW);
  }

  @Override
  public Verdict interrupted(int turn, int playedMs, Instant now) {
    return turn == 0
        ? Verdict.accept(new CallerInterrupted(now, turn, playedMs))
        : Verdict.refuse(Refusal.NOT_NOW);
  }

  /** Told again, as a rule: playback resumes. */
  @Override
  public Verdict resumed(int turn, Instant now) {
    return turn == 0 ? Verdict.known() : Verdict.refuse(Refusal.NOT_NOW);
  }

  /** Of a bot that finds the words of its greeting by itself. */
  @Override
  public Verdict withheld(Withheld sentence, Instant now) {
    return sentence.turn() == 0 ? withheldOnce(sentence, now) : Verdict.refuse(Refusal.NOT_NOW);
  }

  /** The greeting is the first turn: none has passed. */
  @Override
  public Verdict passedOrNotNow(int turn) {
    return Verdict.refuse(Refusal.NOT_NOW);
  }

  @Override
  public CallState moved(CallEvent event) {
    if (event instanceof SegmentPlayed segment) {
      return new Greeting(file, heard.then(segment.words()));
    }
    if (event instanceof SpeechCut cut) {
      return new Greeting(file, heard.then(cut.words()));
    }
    if (event instanceof GreetingPlayed played) {
      return new Listening(file.bot(played.at(), played.heard()));
    }
    if (event instanceof CallerInterrupted paused) {
      return new Barged(with(file.tally(file.tally().paused(paused.playedMs()))));
    }
    if (event instanceof FloorYielded yielded) {
      CallFile barged = file.tally(file.tally().yielded());
      return new Listening(barged.bot(yielded.at(), yielded.heard()));
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
