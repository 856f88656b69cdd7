package talkspurt.control;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.LongestReached;
import talkspurt.call.CallState;
import talkspurt.call.CallTally;
import talkspurt.call.EndReason;
import talkspurt.call.TimeLimit;
import talkspurt.telemetry.LogFields;

/**
 * Tells in one line of the log that a call is over, and what it came to: by whoever has written the
 * end to the journal, so once. A call that no line ever carried has its first line told here, too.
 */
final class CallEnding {

  private static final Logger LOG = LoggerFactory.getLogger(CallEnding.class);

  private final String callId;

  CallEnding(String callId) {
    this.callId = callId;
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

  private static void tell(CallState call, CallEnded end) {
    CallTally tally = call.file().tally();
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
