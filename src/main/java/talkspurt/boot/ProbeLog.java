package talkspurt.boot;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.Marker;
import talkspurt.call.ProbeId;
import talkspurt.telemetry.LogFields;

/** Keeps what goes well in synthetic calls out of the log: one a minute would drown what callers' calls tell. */
final class ProbeLog extends TurboFilter {

  /** From now on. */
  static void leaveOut() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.addTurboFilter(new ProbeLog());
    }
  }

  @Override
  public FilterReply decide(
      Marker marker, Logger logger, Level level, String format, Object[] values, Throwable cause) {
    if (level != Level.INFO) {
      return FilterReply.NEUTRAL;
    }
    String call = MDC.get(LogFields.CALL);
    return call != null && ProbeId.is(call) ? FilterReply.DENY : FilterReply.NEUTRAL;
  }
}
