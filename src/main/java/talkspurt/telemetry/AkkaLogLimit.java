package talkspurt.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Limits what Akka warns of, by logger: while the database is away each of its shards and stores would
 * tell that again and again, each time with a stack trace; not at all once that is {@linkplain KnownOutage known}. Named in
 * logback.xml.
 */
public final class AkkaLogLimit extends TurboFilter {

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(AkkaLogLimit.class);
  private static final int MAX_LINES_PER_MINUTE = 5;

  private final LimitedLog limited;

  /** Made by Logback. */
  public AkkaLogLimit() {
    this(NanoClock.system());
  }

  AkkaLogLimit(NanoClock clock) {
    this.limited = new LimitedLog(clock, MAX_LINES_PER_MINUTE);
  }

  @Override
  public FilterReply decide(
      Marker marker, Logger logger, Level level, String format, Object[] values, Throwable cause) {
    boolean asksOnly = format == null;
    if (asksOnly
        || !level.isGreaterOrEqual(Level.WARN)
        || !logger.getName().startsWith("akka.")
        || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
      return FilterReply.NEUTRAL;
    }
    if (ofJournal(logger.getName(), format) && KnownOutage.leavesOut()) {
      return FilterReply.DENY;
    }
    AtomicBoolean written = new AtomicBoolean();
    limited.log(logger.getName(), more -> {
      written.set(true);
      if (!more.isEmpty()) {
        LOG.warn("{}:{}", logger.getName(), more);
      }
    });
    return written.get() ? FilterReply.NEUTRAL : FilterReply.DENY;
  }

  /** Whether it is of what reads and writes the journal. */
  private static boolean ofJournal(String logger, String text) {
    return logger.startsWith("akka.cluster.sharding.")
        || logger.startsWith("akka.persistence.")
        || logger.equals("akka.actor.OneForOneStrategy") && text.startsWith("Remember entities");
  }
}
