package talkspurt.control;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.LongestReached;
import talkspurt.call.CallPlan;
import talkspurt.call.CallState;
import talkspurt.call.CallTally;
import talkspurt.call.EndReason;
import talkspurt.call.TimeLimit;
import talkspurt.telemetry.LogFields;
import talkspurt.telemetry.Traces;

/**
 * Tells in one line of the log that a call is over, and what it came to: by whoever has written the
 * end to the journal, so once. A call that no line ever carried has its first line told here, too.
 */
final class CallEnding {

  private static final Set<EndReason> FAILED = EnumSet.of(
      EndReason.NO_AUDIO, EndReason.LINE_LOST, EndReason.VOICE_FAILED, EndReason.BOT_FAILED);
  private static final Logger LOG = LoggerFactory.getLogger(CallEnding.class);

  private final String callId;
  private final Traces traces;

  CallEnding(String callId, Traces traces) {
    this.callId = callId;
    this.traces = traces;
  }

  /** What was just written to the journal, and where that has led. */
  void tell(CallState after, List<CallEvent> news) {
    news.stream()
        .filter(LongestReached.class::isInstance)
        .map(LongestReached.class::cast)
        .forEach(over -> LogFields.ofCall(callId, () -> tell(after, over)));
    news.stream()
        .filter(CallEnded.class::isInstance)
        .map(CallEnded.class::cast)
        .forEach(end -> LogFields.ofCall(callId, () -> tell(after, end)));
  }

  private static void tell(CallState call, LongestReached over) {
    TimeLimit limit = call.file().plan().limit();
    if (over.spent()) {
      LOG.info(
          "the call has cost {}, as much as its profile lets calls cost: goodbye is said",
          BigDecimal.valueOf(call.file().tally().cost().millionths(), 6).toPlainString());
    } else {
      LOG.info(
          "the call has taken {} s, as long as its profile lets calls take: goodbye is said",
          limit.longest().toSeconds());
    }
  }

  private void tell(CallState call, CallEnded end) {
    CallTally tally = call.file().tally();
    trace(call, end);
    boolean lineCame = tally.lines() > 0 || end.reason() == EndReason.BUSY;
    if (tally.begunAt().isPresent() && !lineCame) {
      LOG.info(
          "call started: profile {}, no line came, {}",
          call.file().plan().profile(),
          call.file().plan().announced() ? "announced" : "not announced");
    }
    LOG.info(
        "call ended: {}{}, {}, {}, {}{}",
        end.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        tally.begunAt().map(begun -> " after " + seconds(begun, end.at())).orElse(""),
        counted(call.file().turn(), "turn"),
        counted(tally.failures(), "failure"),
        counted(tally.bargeIns(), "barge-in"),
        lines(tally));
  }

  /** The span that all others of the call stand below. */
  private void trace(CallState call, CallEnded end) {
    if (!traces.on()) {
      return;
    }
    CallPlan plan = call.file().plan();
    CallTally tally = call.file().tally();
    Map<String, Object> told = Map.of(
        "talkspurt.profile", plan.profile(),
        "talkspurt.end.reason", end.reason().label(),
        "talkspurt.turns", (long) call.file().turn(),
        "talkspurt.failures", (long) tally.failures(),
        "talkspurt.barge_ins", (long) tally.bargeIns(),
        "talkspurt.lines", (long) tally.lines());
    traces
        .of(UUID.fromString(callId), plan.trace())
        .ended(
            tally.begunAt().orElse(end.at()),
            end.at(),
            told,
            FAILED.contains(end.reason()) ? end.reason().label() : "");
  }

  private static String lines(CallTally tally) {
    if (tally.lines() < 2) {
      return tally.linesLost() > 0 ? ", its line was lost here" : "";
    }
    return ", " + counted(tally.lines(), "line") + " (" + tally.linesLost() + " lost here)";
  }

  private static String seconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toSeconds()) + " s";
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
