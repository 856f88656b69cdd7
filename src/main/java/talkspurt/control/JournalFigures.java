package talkspurt.control;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import java.util.Optional;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;

/**
 * Where the journal, which Akka makes, finds the node's figures. What happens before they are there
 * is not counted.
 */
final class JournalFigures implements Extension {

  private static final Id ID = new Id();

  private final NanoClock clock = NanoClock.system();
  private volatile Optional<Metrics> metrics = Optional.empty();

  private JournalFigures() {}

  static JournalFigures of(ActorSystem<?> system) {
    return ID.apply(system);
  }

  void tellTo(Metrics figures) {
    metrics = Optional.of(figures);
  }

  long now() {
    return clock.nanoTime();
  }

  void written(long since) {
    metrics.ifPresent(figures -> figures.journalWritten(now() - since));
  }

  void failed(String what) {
    metrics.ifPresent(figures -> figures.journalFailed(what));
  }

  private static final class Id extends ExtensionId<JournalFigures> {
    @Override
    public JournalFigures createExtension(ActorSystem<?> system) {
      return new JournalFigures();
    }
  }
}
