package talkspurt.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines of the log, for who looks for what is wrong. Named in logback.xml. Thread-safe. */
public final class RecentLog extends AppenderBase<ILoggingEvent> {

  private static final int MAX_LINES = 1000;
  private static final int MAX_LENGTH = 1000;
  private static final Deque<String> LINES = new ArrayDeque<>();

  /** The lines, oldest first. */
  public static List<String> lines() {
    synchronized (LINES) {
      return List.copyOf(LINES);
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    String call = event.getMDCPropertyMap().getOrDefault(LogFields.CALL, "");
    String thrown = event.getThrowableProxy() == null
        ? ""
        : " (" + event.getThrowableProxy().getClassName() + ")";
    String line = Instant.ofEpochMilli(event.getTimeStamp()) + " " + event.getLevel() + " [" + call
        + "] " + event.getLoggerName() + " - " + event.getFormattedMessage() + thrown;
    synchronized (LINES) {
      if (LINES.size() == MAX_LINES) {
        LINES.remove();
      }
      LINES.add(line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…");
    }
  }
}
