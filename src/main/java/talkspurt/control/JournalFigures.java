package talkspurt.control;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.telemetry.DatabaseMetrics;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;

/**
 * Where the journal, which Akka makes, finds the node's figures. What happens before they are there
 * is not counted.
 */
final class JournalFigures implements Extension {

  private static final Logger LOG = LoggerFactory.getLogger(JournalFigures.class);
  private static final Id ID = new Id();

  private static final int MAX_LINES_PER_MINUTE = 3;

  private final NanoClock clock = NanoClock.system();
  private final LimitedLog limited = new LimitedLog(clock, MAX_LINES_PER_MINUTE);
  private final AtomicBoolean failing = new AtomicBoolean();
  private volatile boolean fileFailing;
  private volatile Optional<DatabaseMetrics> metrics = Optional.empty();

  JournalFigures() {}

  static JournalFigures of(ActorSystem<?> system) {
    return ID.apply(system);
  }

  void tellTo(DatabaseMetrics figures) {
    metrics = Optional.of(figures);
  }

  long now() {
    return clock.nanoTime();
  }

  /** Whether the last write or replay failed, or H2 cannot use its file. */
  boolean failing() {
    return failing.get() || fileFailing;
  }

  /** Whether H2 cannot use its file, which may be known while nobody writes. */
  void fileFailing(boolean now) {
    fileFailing = now;
  }

  void written(long since) {
    if (failing.compareAndSet(true, false)) {
      limited.log("written", more -> LOG.info("the journal is written again{}", more));
    }
    metrics.ifPresent(figures -> figures.journalWritten(now() - since));
  }

  /**
   * The first of many is told, since all calls fail with the database, over and over. What is refused for
   * want of room is told by {@link DiskWatch}, and harms no database.
   */
  void failed(String what, Throwable why) {
    if (!DiskFullException.caused(why) && failing.compareAndSet(false, true)) {
      limited.log(
          "failed",
          more -> LOG.warn(
              "the journal failed ({}: {}); its calls try again until it is back{}",
              what,
              DatabaseFault.meaning(why),
              more));
    }
    metrics.ifPresent(figures -> figures.journalFailed(what));
  }

  private static final class Id extends ExtensionId<JournalFigures> {
    @Override
    public JournalFigures createExtension(ActorSystem<?> system) {
      return new JournalFigures();
    }
  }
}
