package talkspurt.call;

import java.time.Instant;
import java.util.Optional;
import talkspurt.call.CallEvent.LineAttached;

/** Registered; Asterisk has not yet opened the line. */
public record Expected(CallFile file) implements CallState {

  @Override
  public CallState with(CallFile file) {
    return new Expected(file);
  }

  @Override
  public Instruction instruction() {
    return new Instruction.Await();
  }

  @Override
  public Optional<Expiry> expiry() {
    return Optional.of(Expiry.EXPECTED_AUDIO);
  }

  /** Nobody has heard the bot yet. */
  @Override
  public Verdict changeSession(SessionChange change, boolean anyVoice, Instant now) {
    return CallState.super.changeSession(change, true, now);
  }

  /** There is nobody yet. */
  @Override
  public Verdict sendTo(Destination destination, String by, Instant now) {
    return Verdict.refuse(Refusal.NOT_NOW);
  }

  @Override
  public Verdict passedOrNotNow(int turn) {
    return Verdict.refuse(Refusal.NOT_NOW);
  }

  @Override
  public CallState moved(CallEvent event) {
    if (event instanceof LineAttached attached) {
      return new Greeting(file.attached(attached.line(), attached.at()), SpokenText.NOTHING);
    }
    return afterCommon(event);
  }
}
