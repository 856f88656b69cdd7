package talkspurt.call;

import java.time.Instant;
import java.util.Optional;

/**
 * What is counted of a call, for whoever wants it in one line.
 *
 * @param begunAt when the first line was attached, or before that when the call was registered; empty
 *     where that was stored by a version that did not keep it
 * @param lines how many lines have carried the call
 * @param linesLost how many of them were lost by us: with their node, by a fault, or handed over
 * @param failures how many failures there were of whoever serves the call
 * @param bargeIns how often the caller broke into the bot's speech and was given the floor
 * @param pausedMs after how much of the speech playback was paused last
 * @param told the number of the last failure that the present line has told
 * @param cost what the call has cost
 */
public record CallTally(
    Optional<Instant> begunAt,
    int lines,
    int linesLost,
    int failures,
    int bargeIns,
    int pausedMs,
    int told,
    CallCost cost) {

  /** Nothing is counted. */
  public static final CallTally NONE =
      new CallTally(Optional.empty(), 0, 0, 0, 0, 0, 0, CallCost.NONE);

  public CallTally {
    begunAt = begunAt == null ? Optional.empty() : begunAt;
    cost = cost == null ? CallCost.NONE : cost;
  }

  static CallTally registered(Instant at) {
    return new CallTally(Optional.of(at), 0, 0, 0, 0, 0, 0, CallCost.NONE);
  }

  CallTally attached(Instant at) {
    Optional<Instant> begun = lines == 0 ? Optional.of(at) : begunAt;
    return new CallTally(begun, lines + 1, linesLost, failures, bargeIns, pausedMs, 0, cost);
  }

  CallTally lost(LineLoss cause) {
    return cause == LineLoss.PEER_CLOSED || cause == LineLoss.REPLACED
        ? this
        : new CallTally(begunAt, lines, linesLost + 1, failures, bargeIns, pausedMs, told, cost);
  }

  CallTally failed(Failure failure) {
    return new CallTally(
        begunAt,
        lines,
        linesLost,
        failures + failure.times(),
        bargeIns,
        pausedMs,
        failure.number(),
        cost);
  }

  CallTally paused(int playedMs) {
    return new CallTally(begunAt, lines, linesLost, failures, bargeIns, playedMs, told, cost);
  }

  /** Speech that was not heard yet cannot be broken into. */
  CallTally yielded() {
    int more = pausedMs > 0 ? 1 : 0;
    return new CallTally(begunAt, lines, linesLost, failures, bargeIns + more, 0, told, cost);
  }

  /** With what was told of its cost since. */
  CallTally costing(CallCost toldNow) {
    return toldNow.byLine().isEmpty()
        ? this
        : new CallTally(
            begunAt, lines, linesLost, failures, bargeIns, pausedMs, told, cost.and(toldNow));
  }
}
