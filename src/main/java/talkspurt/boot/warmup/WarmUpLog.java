package talkspurt.boot.warmup;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.Marker;
import talkspurt.telemetry.LogFields;

/** Keeps what lines of the warm-up tell of their calls out of the log; errors stay in it. */
final class WarmUpLog extends TurboFilter {

  /** What the names of its lines begin with. */
  static final String LINES = "warm-up-";

  private final Optional<LoggerContext> logs;

  private WarmUpLog(Optional<LoggerContext> logs) {
    this.logs = logs;
  }

  /** From now on, until it is closed. */
  static WarmUpLog mute() {
    WarmUpLog filter = new WarmUpLog(
        LoggerFactory.getILoggerFactory() instanceof LoggerContext context
            ? Optional.of(context)
            : Optional.empty());
    filter.logs.ifPresent(context -> context.addTurboFilter(filter));
    return filter;
  }

  /** Lets all be told again. */
  void close() {
    logs.ifPresent(context -> context.getTurboFilterList().remove(this));
  }

  @Override
  public FilterReply decide(
      Marker marker, Logger logger, Level level, String format, Object[] values, Throwable cause) {
    if (level.isGreaterOrEqual(Level.ERROR)) {
      return FilterReply.NEUTRAL;
    }
    String line = MDC.get(LogFields.LINE);
    return line != null && line.startsWith(LINES) ? FilterReply.DENY : FilterReply.NEUTRAL;
  }
}
