package talkspurt.telemetry;

import org.slf4j.MDC;

/** Names of the fields a log line carries beside its text. */
public final class LogFields {

  /** The call's UUID. */
  public static final String CALL = "call";

  /** The line's id. */
  public static final String LINE = "line";

  private LogFields() {}

  /** Logs something of a call from where its id is not set, and leaves the fields as they were. */
  public static void ofCall(String callId, Runnable logs) {
    String before = MDC.get(CALL);
    MDC.put(CALL, callId);
    try {
      logs.run();
    } finally {
      if (before == null) {
        MDC.remove(CALL);
      } else {
        MDC.put(CALL, before);
      }
    }
  }
}
