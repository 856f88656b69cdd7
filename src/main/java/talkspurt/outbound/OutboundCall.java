package talkspurt.outbound;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import talkspurt.outbound.OutboundState.Answered;
import talkspurt.outbound.OutboundState.Cancelling;
import talkspurt.outbound.OutboundState.Claimed;
import talkspurt.outbound.OutboundState.Doubtful;
import talkspurt.outbound.OutboundState.Over;
import talkspurt.outbound.OutboundState.Refused;
import talkspurt.outbound.OutboundState.Waiting;
import talkspurt.outbound.RetryPlan.Attempt;

/**
 * An outbound call and its attempts. A change is a new value, or empty where the state does not allow it. Whoever dials
 * writes the claim first, made from the stored value, which nobody else may change meanwhile: so no attempt is dialled twice.
 *
 * @param state what holds
 * @param attempts those that are over, oldest first
 */
public record OutboundCall(OutboundState state, List<Attempt> attempts) {

  public OutboundCall {
    attempts = List.copyOf(attempts);
  }

  /** One that waits to be dialled. */
  public static OutboundCall due(Instant at) {
    return new OutboundCall(new Waiting(at), List.of());
  }

  /** The number of the attempt that is under way or comes next, from 1. */
  public int attempt() {
    return attempts.size() + 1;
  }

  /** Claimed for its next attempt; only one that is due. */
  public Optional<OutboundCall> claim(Instant now) {
    return state instanceof Waiting waiting && !waiting.due().isAfter(now)
        ? to(new Claimed(now))
        : Optional.empty();
  }

  /** Put off; only before it is claimed. */
  public Optional<OutboundCall> putOff(Instant due) {
    return state instanceof Waiting ? to(new Waiting(due)) : Optional.empty();
  }

  /** Refused by the rules; only before it is claimed. */
  public Optional<OutboundCall> refuse(DialVerdict.Ban why) {
    return state instanceof Waiting ? to(new Refused(why)) : Optional.empty();
  }

  /**
   * That attempt was surely not dialled: it comes later, and is the same one; where it was to be cancelled, never.
   *
   * @param due when it comes at the earliest
   */
  public Optional<OutboundCall> notSent(int attempt, Instant due) {
    if (attempt != attempt()) {
      return Optional.empty();
    }
    if (state instanceof Cancelling) {
      return to(new Over(DialOutcome.CANCELLED));
    }
    return state instanceof Claimed ? to(new Waiting(due)) : Optional.empty();
  }

  /** Who claimed it for that attempt is gone. */
  public Optional<OutboundCall> abandoned(int attempt, Instant now) {
    return attempt == attempt() ? abandoned(now) : Optional.empty();
  }

  /** Who claimed it is gone. */
  public Optional<OutboundCall> abandoned(Instant now) {
    return state instanceof Claimed || state instanceof Cancelling
        ? to(new Doubtful(now))
        : Optional.empty();
  }

  /** Somebody answered that attempt, or it was found to be answered. */
  public Optional<OutboundCall> answered(int attempt, Instant now) {
    return dialled(attempt) ? to(new Answered(now)) : Optional.empty();
  }

  /**
   * That attempt is over: another one comes by the plan, or none. An attempt whose outcome cannot be found, or that was to be
   * cancelled, is the last one.
   */
  public Optional<OutboundCall> ended(
      int attempt, DialOutcome outcome, Instant now, RetryPlan plan) {
    return ended(attempt, new Attempt(outcome, now), plan);
  }

  /** The same, with what the network told. */
  public Optional<OutboundCall> ended(int attempt, Attempt over, RetryPlan plan) {
    if (!dialled(attempt) && !(state instanceof Answered && attempt == attempt())) {
      return Optional.empty();
    }
    List<Attempt> all = new ArrayList<>(attempts);
    all.add(over);
    Optional<Instant> next = state instanceof Cancelling ? Optional.empty() : plan.next(all);
    return Optional.of(new OutboundCall(
        next.<OutboundState>map(Waiting::new).orElseGet(() -> new Over(over.outcome())), all));
  }

  /**
   * Cancelled: at once where it waits; where it is claimed the dial is to be cancelled as well. A call that was answered is
   * hung up, not cancelled.
   */
  public Optional<OutboundCall> cancel(Instant now) {
    if (state instanceof Waiting) {
      return to(new Over(DialOutcome.CANCELLED));
    }
    return state instanceof Claimed ? to(new Cancelling(now)) : Optional.empty();
  }

  /** Whether that attempt is the present one, and may have been dialled and not been answered. */
  private boolean dialled(int attempt) {
    return attempt == attempt()
        && (state instanceof Claimed || state instanceof Cancelling || state instanceof Doubtful);
  }

  private Optional<OutboundCall> to(OutboundState next) {
    return Optional.of(new OutboundCall(next, attempts));
  }
}
