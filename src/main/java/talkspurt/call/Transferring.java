package talkspurt.call;

import java.time.Instant;
import java.util.Optional;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.ConsultationBegan;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.TransferConfirmed;
import talkspurt.call.CallEvent.TransferFailed;

/**
 * The line is being released, so that the dialplan moves the caller.
 *
 * @param arrived whether the dialplan has told that the caller is there, and with whom they are to talk
 * @param consulting whether a person is asked there, who has not taken the caller yet
 */
public record Transferring(
    CallFile file, Destination destination, boolean arrived, boolean consulting)
    implements CallState {

  /** Of a caller who has not arrived. */
  public Transferring(CallFile file, Destination destination) {
    this(file, destination, false, false);
  }

  @Override
  public CallState with(CallFile file) {
    return new Transferring(file, destination, arrived, consulting);
  }

  @Override
  public Instruction instruction() {
    return new Instruction.HandOver(destination);
  }

  @Override
  public NextStep next() {
    return new NextStep.Transfer(destination);
  }

  /** Once the line is gone the dialplan has the caller, and may still report that it failed. */
  @Override
  public Optional<Expiry> expiry() {
    return file.lost().map(gone -> waitsFor());
  }

  private Expiry waitsFor() {
    if (consulting) {
      return Expiry.CONSULTATION;
    }
    return arrived ? Expiry.TRANSFER_SETTLED : Expiry.TRANSFER_REPORT;
  }

  /** A transfer under way is let be. */
  @Override
  public Optional<Instant> timeDue(CallCost told) {
    return Optional.empty();
  }

  /** A caller who comes back unasked was not moved. */
  @Override
  public Verdict attachLine(String line, Optional<CallPlan> stranger, Instant now) {
    return file.lost().isPresent()
        ? Verdict.accept(
            new LineAttached(now, line), new TransferFailed(now, "the caller came back"))
        : CallState.super.attachLine(line, stranger, now);
  }

  @Override
  public Verdict sendTo(Destination other, String by, Instant now) {
    return destination.equals(other) ? Verdict.known() : Verdict.refuse(Refusal.NOT_NOW);
  }

  @Override
  public Verdict confirmTransfer(Instant now) {
    return arrived ? Verdict.known() : Verdict.accept(new TransferConfirmed(now));
  }

  @Override
  public Verdict beginConsultation(Instant now) {
    return consulting ? Verdict.known() : Verdict.accept(new ConsultationBegan(now));
  }

  @Override
  public Verdict failTransfer(String why, Instant now) {
    return Verdict.accept(
        why.equals(CallRequest.FailTransfer.CALLER_LEFT)
            ? new CallEnded(now, EndReason.CALLER_HUNG_UP)
            : new TransferFailed(now, why));
  }

  @Override
  public CallState moved(CallEvent event) {
    if (event instanceof TransferConfirmed) {
      return new Transferring(file, destination, true, false);
    }
    if (event instanceof ConsultationBegan) {
      return new Transferring(file, destination, false, true);
    }
    if (event instanceof TransferFailed failed) {
      TurnInput cue = new TurnInput.TransferFailed(failed.why());
      CallFile back = file.turn(file.turn() + 1).limit(file.plan().limit().unreached());
      return new Speaking(back, cue, SpokenText.NOTHING, Optional.empty());
    }
    if (event instanceof CallEnded ended) {
      Optional<Destination> movedTo =
          ended.reason() == EndReason.CALLER_HUNG_UP ? Optional.empty() : Optional.of(destination);
      return new Ended(file, ended.reason(), movedTo);
    }
    return afterCommon(event);
  }
}
