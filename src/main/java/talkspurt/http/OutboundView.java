package talkspurt.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import talkspurt.outbound.Outbound;
import talkspurt.outbound.OutboundState;
import talkspurt.outbound.ReleaseCause;
import talkspurt.outbound.RetryPlan;

/**
 * A call that the engine makes.
 *
 * @param dueAt when it is dialled at the earliest, while it waits
 * @param heldBy why it was put off last, while it waits
 * @param outcome how it came out, once it is over
 * @param refusedBy why the rules forbid it, where they do
 * @param callId the id of the call that is dialled or spoken now
 */
record OutboundView(
    String id,
    String state,
    String number,
    String profile,
    String trunk,
    Optional<String> callerId,
    Optional<String> campaign,
    Optional<String> consent,
    Window window,
    int maxAttempts,
    SortedMap<String, String> variables,
    Optional<Instant> dueAt,
    Optional<String> heldBy,
    Optional<String> outcome,
    Optional<String> refusedBy,
    Optional<String> callId,
    List<Attempt> attempts,
    Instant createdAt,
    Instant changedAt) {

  /** When it may be made. */
  record Window(Instant from, Instant until) {}

  /** An attempt that is over. */
  record Attempt(String callId, String outcome, Instant at, Optional<Cause> cause) {}

  /** Why the network released it. */
  record Cause(Optional<Integer> q850, String text) {

    static Cause of(ReleaseCause cause) {
      return new Cause(
          cause.q850() == 0 ? Optional.empty() : Optional.of(cause.q850()), cause.text());
    }
  }

  static OutboundView of(Outbound one) {
    OutboundState state = one.call().state();
    boolean open = !(state instanceof OutboundState.Waiting
        || state instanceof OutboundState.Over
        || state instanceof OutboundState.Refused);
    List<Attempt> attempts = new ArrayList<>();
    for (RetryPlan.Attempt attempt : one.call().attempts()) {
      attempts.add(new Attempt(
          one.callId(attempts.size() + 1).toString(),
          attempt.outcome().wire(),
          attempt.at(),
          attempt.cause().map(Cause::of)));
    }
    return new OutboundView(
        one.id().toString(),
        label(state.getClass().getSimpleName()),
        one.order().request().number().e164(),
        one.order().profile(),
        one.order().trunk(),
        one.order().callerId(),
        one.order().campaign(),
        one.order().request().consent(),
        new Window(
            one.order().request().window().from(),
            one.order().request().window().until()),
        one.order().attempts(),
        new TreeMap<>(one.order().variables()),
        state instanceof OutboundState.Waiting waiting
            ? Optional.of(waiting.due())
            : Optional.empty(),
        one.held().map(held -> label(held.name())),
        state instanceof OutboundState.Over over
            ? Optional.of(over.outcome().wire())
            : Optional.empty(),
        state instanceof OutboundState.Refused refused
            ? Optional.of(label(refused.why().name()))
            : Optional.empty(),
        open ? Optional.of(one.callId().toString()) : Optional.empty(),
        attempts,
        one.createdAt(),
        one.changedAt());
  }

  private static String label(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
