package talkspurt.call;

import java.time.Instant;
import java.util.Optional;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.LineAttached;

/** Nothing is known of the call. */
public record Unknown() implements CallState {

  @Override
  public CallFile file() {
    return CallFile.open(CallPlan.unannounced(""));
  }

  @Override
  public CallState with(CallFile file) {
    throw new IllegalStateException("a call of which nothing is known has no file");
  }

  @Override
  public Instruction instruction() {
    return new Instruction.Await();
  }

  @Override
  public NextStep next() {
    return new NextStep.HangUp();
  }

  @Override
  public Refusal refusalOfOtherLines() {
    return Refusal.UNKNOWN_CALL;
  }

  @Override
  public Verdict register(CallPlan plan, Instant now) {
    return Verdict.accept(new CallRegistered(now, plan));
  }

  @Override
  public Verdict attachLine(String line, Optional<CallPlan> stranger, Instant now) {
    return stranger
        .map(plan -> Verdict.accept(new CallRegistered(now, plan), new LineAttached(now, line)))
        .orElse(Verdict.refuse(Refusal.NOT_ANNOUNCED));
  }

  @Override
  public Verdict loseLine(String line, LineLoss cause, Optional<LineHearing> hearing, Instant now) {
    return Verdict.refuse(Refusal.UNKNOWN_CALL);
  }

  @Override
  public Verdict end(EndReason reason, Instant now) {
    return Verdict.refuse(Refusal.UNKNOWN_CALL);
  }

  @Override
  public Verdict sendTo(Destination destination, String by, Instant now) {
    return Verdict.refuse(Refusal.UNKNOWN_CALL);
  }

  @Override
  public Verdict confirmTransfer(Instant now) {
    return Verdict.refuse(Refusal.UNKNOWN_CALL);
  }

  @Override
  public Verdict beginConsultation(Instant now) {
    return Verdict.refuse(Refusal.UNKNOWN_CALL);
  }

  @Override
  public Verdict failTransfer(String why, Instant now) {
    return Verdict.refuse(Refusal.UNKNOWN_CALL);
  }

  @Override
  public Verdict callerTranscribed(int turn, SpokenText words, Instant now) {
    return Verdict.refuse(Refusal.UNKNOWN_CALL);
  }

  @Override
  public Verdict changeSession(SessionChange change, boolean anyVoice, Instant now) {
    return Verdict.refuse(Refusal.UNKNOWN_CALL);
  }

  @Override
  public Verdict returnTool(String key, String outcome, Instant now) {
    return Verdict.refuse(Refusal.UNKNOWN_CALL);
  }

  @Override
  public Verdict failed(Failure.Part part, int turn, Failure failure, Instant now) {
    return Verdict.refuse(Refusal.UNKNOWN_CALL);
  }

  @Override
  public Verdict passedOrNotNow(int turn) {
    return Verdict.refuse(Refusal.UNKNOWN_CALL);
  }

  @Override
  public CallState moved(CallEvent event) {
    if (event instanceof CallRegistered registered) {
      return new Expected(CallFile.open(registered.plan(), CallTally.registered(registered.at())));
    }
    throw new IllegalStateException("a call begins by being registered");
  }
}
