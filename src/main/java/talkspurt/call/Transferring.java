package talkspurt.call;

import java.time.Instant;
import java.util.Optional;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.TransferConfirmed;
import talkspurt.call.CallEvent.TransferFailed;

/**
 * The line is being released, so that the dialplan moves the caller.
 *
 * @param arrived whether the dialplan has told that the caller is there
 */
public record Transferring(CallFile file, Destination destination, boolean arrived)
    implements CallState {

  /** Of a caller who has not arrived. */
  public Transferring(CallFile file, Destination destination) {
    this(file, destination, false);
  }

  @Override
  public CallState with(CallFile file) {
    return new Transferring(file, destination, arrived);
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
    return file.lost().map(gone -> arrived ? Expiry.TRANSFER_SETTLED : Expiry.TRANSFER_REPORT);
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
  public Verdict confirmTransfer(Instant now) {
    return arrived ? Verdict.known() : Verdict.accept(new TransferConfirmed(now));
  }

  @Override
  public Verdict failTransfer(String why, Instant now) {
    return Verdict.accept(new TransferFailed(now, why));
  }

  @Override
  public CallState moved(CallEvent event) {
    if (event instanceof TransferConfirmed) {
      return new Transferring(file, destination, true);
    }
    if (event instanceof TransferFailed) {
      TurnInput cue = new TurnInput.TransferFailed();
      CallFile back = file.turn(file.turn() + 1).limit(file.plan().limit().unreached());
      return new Speaking(back, cue, SpokenText.NOTHING, Optional.empty());
    }
    if (event instanceof CallEnded ended) {
      return new Ended(file, ended.reason(), Optional.of(destination));
    }
    return afterCommon(event);
  }
}
