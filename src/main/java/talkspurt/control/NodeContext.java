package talkspurt.control;

import java.util.function.BooleanSupplier;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.Traces;

/**
 * The node that houses durable halves.
 *
 * @param node its address in the cluster
 * @param live which of them are live
 * @param mayWrite whether its calls may write to the journal now; asked before each word of theirs
 * @param limit of the lines in the log that somebody outside may cause again and again
 * @param traces of its calls
 */
record NodeContext(
    String node, LiveCalls live, BooleanSupplier mayWrite, LimitedLog limit, Traces traces) {

  private static final int MAX_LINES_A_MINUTE = 10;

  /** A node whose calls share one limit. */
  NodeContext(String node, LiveCalls live, BooleanSupplier mayWrite, Traces traces) {
    this(node, live, mayWrite, new LimitedLog(NanoClock.system(), MAX_LINES_A_MINUTE), traces);
  }
}
