package talkspurt.call;

import java.time.Instant;
import java.util.Optional;

/**
 * The call is over.
 *
 * @param movedTo where the caller was sent, if the call ended by a transfer
 */
public record Ended(CallFile file, EndReason reason, Optional<Destination> movedTo)
    implements CallState {

  @Override
  public CallState with(CallFile file) {
    return new Ended(file, reason, movedTo);
  }

  @Override
  public Instruction instruction() {
    return new Instruction.HangUp(reason);
  }

  @Override
  public NextStep next() {
    return switch (reason) {
      case TRANSFERRED, TRANSFER_UNCONFIRMED ->
        movedTo.<NextStep>map(NextStep.Transfer::new).orElseGet(NextStep.HangUp::new);
      case COMPLETED, HUNG_UP_BY_REQUEST, BOT_HUNG_UP, LONGEST_REACHED, BUDGET_REACHED ->
        new NextStep.HangUp();
      case BUSY -> new NextStep.Busy();
      // who asks has the caller still
      case CALLER_HUNG_UP, NO_AUDIO, LINE_LOST, BOT_FAILED, VOICE_FAILED, SENT_TO_PEOPLE ->
        new NextStep.Lost();
    };
  }

  @Override
  public boolean ended() {
    return true;
  }

  @Override
  public boolean carriedBy(String line) {
    return false;
  }

  @Override
  public Refusal refusalOfOtherLines() {
    return Refusal.CALL_ENDED;
  }

  @Override
  public Optional<Expiry> expiry() {
    return Optional.empty();
  }

  @Override
  public Optional<Instant> timeDue(CallCost told) {
    return Optional.empty();
  }

  @Override
  public Verdict settleCost(CallCost told, Instant now) {
    return told.unknownTo(file.tally().cost()).byLine().isEmpty()
        ? Verdict.known()
        : Verdict.accept(new CallEvent.CostSettled(now));
  }

  @Override
  public Verdict register(CallPlan plan, Instant now) {
    return file.plan().toldAs(plan) ? Verdict.known() : Verdict.refuse(Refusal.CALL_ENDED);
  }

  @Override
  public Verdict attachLine(String line, Optional<CallPlan> stranger, Instant now) {
    return Verdict.refuse(Refusal.CALL_ENDED);
  }

  @Override
  public Verdict end(EndReason again, Instant now) {
    return Verdict.known();
  }

  @Override
  public Verdict sendTo(Destination destination, String by, Instant now) {
    return Verdict.refuse(Refusal.CALL_ENDED);
  }

  @Override
  public Verdict confirmTransfer(Instant now) {
    return reason == EndReason.TRANSFERRED ? Verdict.known() : Verdict.refuse(Refusal.CALL_ENDED);
  }

  @Override
  public Verdict beginConsultation(Instant now) {
    return Verdict.refuse(Refusal.CALL_ENDED);
  }

  @Override
  public Verdict failTransfer(String why, Instant now) {
    return Verdict.refuse(Refusal.CALL_ENDED);
  }

  @Override
  public Verdict callerTranscribed(int turn, SpokenText words, Instant now) {
    return Verdict.refuse(Refusal.CALL_ENDED);
  }

  /** A recording is complete only once the line is gone. */
  @Override
  public Verdict changeSession(SessionChange change, boolean anyVoice, Instant now) {
    return change.newsOfRecording()
        ? CallState.super.changeSession(change, anyVoice, now)
        : Verdict.refuse(Refusal.CALL_ENDED);
  }

  @Override
  public Verdict failed(Failure.Part part, int turn, Failure failure, Instant now) {
    return Verdict.refuse(Refusal.CALL_ENDED);
  }

  @Override
  public Verdict passedOrNotNow(int turn) {
    return Verdict.refuse(Refusal.CALL_ENDED);
  }

  /** A tool may return, a recording become complete and a cost be told, after the caller has gone. */
  @Override
  public CallState moved(CallEvent event) {
    if (event instanceof CallEvent.ToolReturned returned) {
      return with(file.returned(returned.key(), returned.outcome()));
    }
    if (event instanceof CallEvent.SessionChanged changed && changed.change().newsOfRecording()) {
      return with(file.changed(changed.change()));
    }
    if (event instanceof CallEvent.CostSettled) {
      return this;
    }
    throw new IllegalStateException("nothing else can happen to a call that is over");
  }
}
