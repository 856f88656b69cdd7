package talkspurt.fake;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/**
 * All that is logged while this is open, by our loggers from DEBUG on and by those of others as they are set:
 * each event with its fields, exceptions and the name of its thread. Thread-safe.
 */
public final class AllLogged implements AutoCloseable {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger ours = (Logger) LoggerFactory.getLogger("talkspurt");
  private final Level before = ours.getLevel();
  private final AppenderBase<ILoggingEvent> trap = new AppenderBase<>() {
    @Override
    protected void append(ILoggingEvent event) {
      lines.add(event.getThreadName() + " " + event.getLevel() + " " + event.getLoggerName() + " "
          + event.getFormattedMessage() + " " + event.getMDCPropertyMap() + " "
          + event.getKeyValuePairs() + " "
          + ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
  };

  /** From now on. */
  public AllLogged() {
    trap.setContext(root.getLoggerContext());
    trap.start();
    ours.setLevel(Level.DEBUG);
    root.addAppender(trap);
  }

  /** The lines so far. */
  public List<String> lines() {
    return lines;
  }

  @Override
  public void close() {
    root.detachAppender(trap);
    ours.setLevel(before);
  }
}
