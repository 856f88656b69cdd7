package talkspurt.telemetry;

/** Names of the fields a log line carries beside its text. */
public final class LogFields {

  /** The call's UUID. */
  public static final String CALL = "call";

  /** The line's id. */
  public static final String LINE = "line";

  private LogFields() {}
}
