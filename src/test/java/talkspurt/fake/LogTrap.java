package talkspurt.fake;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;
import talkspurt.telemetry.LogFields;

/** What is logged by our own code while it is open. Thread-safe. */
public final class LogTrap implements AutoCloseable {

  private final List<ILoggingEvent> lines = new CopyOnWriteArrayList<>();
  private final Logger ours = (Logger) LoggerFactory.getLogger("talkspurt");
  private final Level before = ours.getLevel();
  private final AppenderBase<ILoggingEvent> trap = new AppenderBase<>() {
    @Override
    protected void append(ILoggingEvent event) {
      event.getMDCPropertyMap(); // as it is now
      lines.add(event);
    }
  };

  /** Takes what is logged from now on, also what is not shown. */
  public LogTrap() {
    trap.setContext(ours.getLoggerContext());
    trap.start();
    ours.setLevel(Level.INFO);
    ours.addAppender(trap);
  }

  /** The lines of this level that carry the call's id. */
  public List<String> of(String callId, Level level) {
    return lines.stream()
        .filter(event -> event.getLevel() == level)
        .filter(event -> callId.equals(event.getMDCPropertyMap().get(LogFields.CALL)))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  /** All lines that begin so, whosever they are. */
  public List<String> beginning(String words) {
    return lines.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> line.startsWith(words))
        .toList();
  }

  @Override
  public void close() {
    ours.detachAppender(trap);
    ours.setLevel(before);
  }
}
