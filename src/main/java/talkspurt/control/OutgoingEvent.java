package talkspurt.control;

import java.time.Instant;
import java.util.Map;
import talkspurt.outbound.Outbound;

/**
 * Something that is to be told to others.
 *
 * @param id the same whenever the same is told; of two with the same id the first is kept
 * @param callId the UUID as text; empty for what belongs to no call
 * @param profile of the call; empty for what concerns all
 * @param at when it happened
 * @param data what is told of it: names and values for JSON, in their order; no words of anybody
 */
public record OutgoingEvent(
    String id,
    EventType type,
    String callId,
    String profile,
    Instant at,
    Map<String, Object> data) {

  /** One of a call, named after the number of the event of its journal that it follows from. */
  static OutgoingEvent ofCall(
      EventType type, CallLogEntry call, long event, Instant at, Map<String, Object> data) {
    return new OutgoingEvent(
        "evt_" + call.callId() + "_" + event, type, call.callId(), call.profile(), at, data);
  }

  /** The same by another id. */
  OutgoingEvent named(String other) {
    return new OutgoingEvent(other, type, callId, profile, at, data);
  }

  /** How a call came out. */
  static OutgoingEvent of(CallOutcome outcome) {
    return new OutgoingEvent(
        "evt_" + outcome.callId() + "_outcome",
        EventType.CALL_OUTCOME,
        outcome.callId(),
        outcome.profile(),
        outcome.settledAt().orElse(outcome.endedAt()),
        EventBody.outcome(outcome));
  }

  /**
   * So much of a budget is used up; told once for each period.
   *
   * @param profile whose budget it is; empty for that of all
   * @param period such as {@code day}
   * @param from when it began
   * @param percent how much is used up
   * @param spent what calls have cost in it, in millionths
   * @param most what they may cost, in millionths
   */
  public static OutgoingEvent budget(
      String profile,
      String period,
      Instant from,
      int percent,
      long spent,
      long most,
      String currency,
      Instant at) {
    return new OutgoingEvent(
        "evt_budget_" + period + "_" + from + "_" + percent + "_"
            + (profile.isEmpty() ? "*" : profile),
        EventType.BUDGET_REACHED,
        "",
        profile,
        at,
        EventBody.budget(period, from, percent, spent, most, currency));
  }

  /** A call that was asked for is over, or refused. Tells no number: whoever asked knows it by the id. */
  static OutgoingEvent of(Outbound one) {
    return new OutgoingEvent(
        "evt_outbound_" + one.id(),
        EventType.OUTBOUND_ENDED,
        "",
        one.order().profile(),
        one.changedAt(),
        EventBody.outbound(one));
  }

  /** Without numbers. */
  @Override
  public String toString() {
    return "OutgoingEvent[" + id + " " + type.label() + "]";
  }
}
