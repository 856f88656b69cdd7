package talkspurt.fake;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/**
 * What one class writes to the log while this is open, as {@code LEVEL text}. The lines do not reach
 * the log of the test run: they are provoked.
 */
public final class LoggedLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger logger;

  private LoggedLines(Class<?> writer) {
    logger = (Logger) LoggerFactory.getLogger(writer);
  }

  /** Begins to listen to a class. */
  public static LoggedLines of(Class<?> writer) {
    LoggedLines lines = new LoggedLines(writer);
    lines.start();
    lines.logger.setAdditive(false);
    lines.logger.addAppender(lines);
    return lines;
  }

  /** The lines so far, oldest first; may be read from any thread. */
  public List<String> lines() {
    return lines;
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(event.getLevel() + " " + event.getFormattedMessage());
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setAdditive(true);
    stop();
  }
}
