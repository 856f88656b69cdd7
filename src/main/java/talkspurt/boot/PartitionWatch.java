package talkspurt.boot;

import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.media.Conversations;
import talkspurt.telemetry.NanoClock;

/**
 * Lets the lines of a node go while it is cut off from most of its cluster: what their callers say
 * there reaches no call. The dialplan brings them to a node that answers.
 */
final class PartitionWatch {

  private static final Logger LOG = LoggerFactory.getLogger(PartitionWatch.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  /** A machine that stalled for a moment finds its cluster again in less. */
  static final Duration BEARABLE = Duration.ofSeconds(1);

  private final BooleanSupplier cutOff;
  private final Runnable letGo;
  private long wellNanos;
  private boolean told;

  PartitionWatch(BooleanSupplier cutOff, Runnable letGo, long nowNanos) {
    this.cutOff = cutOff;
    this.letGo = letGo;
    this.wellNanos = nowNanos;
  }

  /** Watches over the lines of this node. */
  static void watch(
      ActorSystem<?> system, BooleanSupplier cutOff, Conversations conversations, NanoClock clock) {
    PartitionWatch watch =
        new PartitionWatch(cutOff, () -> conversations.handOver(Duration.ZERO), clock.nanoTime());
    system
        .scheduler()
        .scheduleWithFixedDelay(
            LOOK_EVERY, LOOK_EVERY, () -> watch.look(clock.nanoTime()), system.executionContext());
  }

  /** Lines that came since the last look are released as well. */
  synchronized void look(long nowNanos) {
    if (!cutOff.getAsBoolean()) {
      wellNanos = nowNanos;
      told = false;
    } else if (nowNanos - wellNanos >= BEARABLE.toNanos()) {
      if (!told) {
        LOG.warn("cut off from most other nodes: lines are released, for them to take");
        told = true;
      }
      letGo.run();
    }
  }
}
