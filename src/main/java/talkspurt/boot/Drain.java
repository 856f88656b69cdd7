package talkspurt.boot;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.pattern.Patterns;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.control.NodeInfo;
import talkspurt.control.Nodes;
import talkspurt.media.Conversations;
import talkspurt.media.settings.DrainSettings;

/**
 * Lets a node stop without losing a call: the first thing of a coordinated shutdown. Calls
 * may end; those that are left are released between two sentences, and the dialplan brings them to
 * another node.
 */
public final class Drain {

  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final ActorSystem<?> system;
  private final DrainSettings settings;
  private final Nodes nodes;
  private final NodeInfo own;
  private final Conversations conversations;
  private volatile boolean begun;

  private Drain(
      ActorSystem<?> system,
      DrainSettings settings,
      Nodes nodes,
      NodeInfo own,
      Conversations conversations) {
    this.system = system;
    this.settings = settings;
    this.nodes = nodes;
    this.own = own;
    this.conversations = conversations;
  }

  /** Has calls drained when the system is shut down. */
  static Drain atTheEnd(
      ActorSystem<?> system,
      DrainSettings settings,
      Nodes nodes,
      NodeInfo own,
      Conversations conversations) {
    Drain drain = new Drain(system, settings, nodes, own, conversations);
    CoordinatedShutdown.get(system)
        .addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "drain", drain::run);
    return drain;
  }

  /** Whether the node is about to stop. */
  boolean begun() {
    return begun;
  }

  private CompletionStage<Done> run() {
    begun = true;
    nodes.tell(own.leaving());
    boolean others = nodes.known().stream()
        .anyMatch(card -> card.takesLines() && !card.node().equals(own.node()));
    if (others) {
      conversations.handNewLinesOver();
    }
    Duration finish = givenUp() ? Duration.ZERO : settings.finishTimeout();
    LOG.info("stopping: {} lines may finish within {} s", conversations.open(), finish.toSeconds());
    return closed(finish)
        .thenCompose(none -> {
          if (conversations.open() > 0) {
            LOG.info("{} lines are handed over", conversations.open());
          }
          conversations.handNewLinesOver();
          conversations.handOver(settings.handOverTimeout());
          return closed(settings.handOverTimeout().plus(DrainSettings.CLOSE_WITHIN));
        })
        .thenApply(none -> {
          LOG.info("{} lines are open still", conversations.open());
          return none;
        });
  }

  /** A node that the others have given up has no calls any more: their callers are to go there. */
  private boolean givenUp() {
    return CoordinatedShutdown.get(system)
        .getShutdownReason()
        .filter(CoordinatedShutdown.ClusterDowningReason$.class::isInstance)
        .isPresent();
  }

  private CompletionStage<Done> closed(Duration within) {
    if (conversations.open() == 0 || within.isNegative() || within.isZero()) {
      return CompletableFuture.completedStage(Done.done());
    }
    return Patterns.after(LOOK_EVERY, system, () -> closed(within.minus(LOOK_EVERY)));
  }
}
