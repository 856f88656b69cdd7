package talkspurt.control;

import java.time.Instant;
import java.util.Optional;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallPlan;
import talkspurt.call.CallState;
import talkspurt.text.OutsideText;

/**
 * A call as far as the log has read its journal.
 *
 * @param events how many events were read
 * @param registeredAt when the first of them happened
 * @param failures how many of them were failures
 * @param gap whether one of them could not be read
 * @param erased whether one of them was erased, and with it the call
 * @param details what there is beside the call's row
 */
record LoggedCall(
    long events,
    CallState state,
    Instant registeredAt,
    Optional<Instant> answeredAt,
    Optional<CallEnded> end,
    int failures,
    boolean gap,
    boolean erased,
    CallDetails details) {

  /** A call of which nothing was read. */
  static final LoggedCall UNREAD = new LoggedCall(
      0,
      CallState.none(),
      Instant.EPOCH,
      Optional.empty(),
      Optional.empty(),
      0,
      false,
      false,
      CallDetails.NONE);

  /** The call after an event that cannot be read and was written then; it counts as a failure. */
  LoggedCall afterUnreadable(Instant writtenAt, String reason) {
    return new LoggedCall(
        events + 1,
        state,
        events == 0 ? writtenAt : registeredAt,
        answeredAt,
        end,
        failures + 1,
        true,
        erased,
        details.afterUnreadable(events + 1, writtenAt, reason));
  }

  /** The call after an event that was erased. */
  LoggedCall afterErased() {
    return new LoggedCall(
        events + 1,
        CallState.none(),
        registeredAt,
        Optional.empty(),
        Optional.empty(),
        0,
        true,
        true,
        CallDetails.NONE);
  }

  LoggedCall after(CallEvent event) {
    CallState now = gap ? UnreadableEvent.afterGap(state, event) : state.after(event);
    return new LoggedCall(
        events + 1,
        now,
        events == 0 ? event.at() : registeredAt,
        answeredAt.or(
            () -> event instanceof LineAttached ? Optional.of(event.at()) : Optional.empty()),
        event instanceof CallEnded ended ? Optional.of(ended) : end,
        failures + (event.wentWrong() ? 1 : 0),
        gap,
        erased,
        details.after(events + 1, event, state, now));
  }

  /** The row of the call; journals from before texts were repaired at the door may hold anything. */
  CallLogEntry entry(String callId) {
    CallPlan plan = state.file().plan();
    return new CallLogEntry(
        callId,
        state.getClass().getSimpleName(),
        OutsideText.repaired(plan.callerId().number()),
        OutsideText.repaired(plan.dnid().number()),
        OutsideText.repaired(plan.profile()),
        plan.version(),
        plan.variant(),
        registeredAt,
        answeredAt,
        end.map(CallEnded::at),
        end.map(ended -> ended.reason().name()),
        failures,
        failures > 0 || end.map(ended -> ended.reason().failure()).orElse(false),
        state.file().tally().bargeIns(),
        state.file().tally().cost().total().answers(),
        state.file().tally().cost().millionths(),
        "",
        plan.session().language().orElse(plan.language()),
        plan.consent().map(told -> told.answer().label()).orElse(""),
        plan.direction());
  }
}
