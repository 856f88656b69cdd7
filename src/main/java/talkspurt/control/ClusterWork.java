package talkspurt.control;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.SingletonActor;
import akka.event.Logging;
import akka.stream.KillSwitches;
import akka.stream.Materializer;
import akka.stream.RestartSettings;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.RestartSource;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;

/**
 * Work that one node of the cluster does at a time. It is done by an actor, or by streams, each kind beside the others: they
 * run as long as the node does the work, and begin again after a fault. Since the node may die, it claims each piece of
 * work for a limited time.
 */
public final class ClusterWork {

  private static final int MAX_LINES_PER_MINUTE = 3;
  private static final RestartSettings AFTER_FAULT = RestartSettings.create(
          Duration.ofMillis(500), Duration.ofSeconds(10), 0.2)
      .withLogSettings(RestartSettings.createLogSettings(Logging.DebugLevel()));
  private static final Logger LOG = LoggerFactory.getLogger(ClusterWork.class);

  private final String what;
  private final LimitedLog limited = new LimitedLog(NanoClock.system(), MAX_LINES_PER_MINUTE);

  private ClusterWork(String what) {
    this.what = what;
  }

  /**
   * Takes part in it.
   *
   * @param name of the work in the cluster, the same on all nodes
   * @param kinds each makes a stream, once for each time that it begins
   * @param handedOver told when this node does it no more
   */
  public static void start(
      ActorSystem<?> system,
      String name,
      List<Supplier<Source<?, NotUsed>>> kinds,
      Runnable handedOver) {
    ClusterWork work = new ClusterWork(name);
    start(system, name, work.behavior(kinds, handedOver));
  }

  /**
   * Takes part in the work of an actor.
   *
   * @param name of the work in the cluster, the same on all nodes
   * @param worker runs on the node that does the work, and is stopped where another node takes it over
   */
  public static void start(ActorSystem<?> system, String name, Behavior<?> worker) {
    ClusterSingleton.get(system).init(SingletonActor.of(worker, name));
  }

  private Behavior<Void> behavior(List<Supplier<Source<?, NotUsed>>> kinds, Runnable handedOver) {
    return Behaviors.setup(context -> {
      Materializer materializer = Materializer.matFromSystem(context.getSystem());
      SharedKillSwitch running = KillSwitches.shared(what);
      for (Supplier<Source<?, NotUsed>> kind : kinds) {
        RestartSource.onFailuresWithBackoff(
                AFTER_FAULT,
                () -> kind.get().map(done -> (Object) done).mapError(Throwable.class, this::told))
            .via(running.flow())
            .to(Sink.ignore())
            .run(materializer);
      }
      return Behaviors.receive(Void.class)
          .onSignal(PostStop.class, stopped -> {
            running.shutdown();
            handedOver.run();
            return Behaviors.same();
          })
          .build();
    });
  }

  private Throwable told(Throwable fault) {
    limited.logUnlessOutage(
        "stopped",
        more -> LOG.warn(
            "work on {} failed ({}), starting it again{}",
            what,
            DatabaseFault.meaning(fault),
            more));
    return fault;
  }
}
