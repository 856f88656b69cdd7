package talkspurt.call;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import talkspurt.call.CallEvent.BotBegan;
import talkspurt.call.CallEvent.CallerKeptSilent;
import talkspurt.call.CallEvent.CallerSaid;
import talkspurt.call.CallEvent.DigitsCollected;
import talkspurt.call.CallEvent.GoodbyeBegan;
import talkspurt.call.CallEvent.HandedOff;
import talkspurt.call.CallEvent.LongestReached;

/** The caller has the floor. */
public record Listening(CallFile file) implements CallState {

  @Override
  public CallState with(CallFile file) {
    return new Listening(file);
  }

  @Override
  public Instruction instruction() {
    return new Instruction.Listen(file.plan(), file.turn() + 1, file.transcript(), file.tools());
  }

  @Override
  public Verdict turnTaken(int turn, TurnInput cue, Instant now) {
    if (turn != file.turn() + 1) {
      return passedOrNotNow(turn);
    }
    if (cue instanceof TurnInput.Words said) {
      return Verdict.accept(new CallerSaid(now, turn, said.words(), said.language()));
    }
    if (cue instanceof TurnInput.Keys pressed) {
      return Verdict.accept(new DigitsCollected(now, turn, pressed.digits()));
    }
    if (cue instanceof TurnInput.Silence silence) {
      return Verdict.accept(new CallerKeptSilent(now, turn, silence.times()));
    }
    if (cue instanceof TurnInput.Unprompted begun) {
      return Interventions.begins(file, turn, begun.intervention(), now);
    }
    return Verdict.refuse(Refusal.NOT_NOW);
  }

  /** Nobody is waited for any more. */
  @Override
  public Verdict timeUp(LongestReached reached) {
    return Verdict.accept(reached, new GoodbyeBegan(reached.at(), file.turn() + 1));
  }

  /** The words of the last turn are over: what was not asked for before their end is not done. */
  @Override
  public Verdict toolWanted(
      int turn, String key, String name, Map<String, String> arguments, Instant now) {
    return turn == file.turn() ? Verdict.refuse(Refusal.NOT_NOW) : passedOrNotNow(turn);
  }

  @Override
  public CallState moved(CallEvent event) {
    if (event instanceof CallerSaid said) {
      return answering(
          file.callersTurn(said.turn()).caller(said.at(), said.words()).spoken(said.language()),
          new TurnInput.Words(said.words()));
    }
    if (event instanceof DigitsCollected collected) {
      return answering(
          file.callersTurn(collected.turn()).pressed(collected.at(), collected.digits()),
          new TurnInput.Keys(collected.digits()));
    }
    if (event instanceof CallerKeptSilent silent) {
      return answering(file.callersTurn(silent.turn()), new TurnInput.Silence(silent.times()));
    }
    if (event instanceof BotBegan began) {
      return answering(
          file.callersTurn(began.turn()).begun(began),
          new TurnInput.Unprompted(began.intervention()));
    }
    if (event instanceof GoodbyeBegan goodbye) {
      return answering(file.turn(goodbye.turn()), new TurnInput.TimeUp());
    }
    if (event instanceof HandedOff handed) {
      CallFile other = file.handedOff(handed);
      return handed.speaks()
          ? answering(other.turn(handed.turn()), new TurnInput.HandedOff())
          : new Listening(other);
    }
    return afterCommon(event);
  }

  private static CallState answering(CallFile file, TurnInput cue) {
    return new Speaking(file, cue, SpokenText.NOTHING, Optional.empty());
  }
}
