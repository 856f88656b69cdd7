package talkspurt.boot;

import akka.actor.ExtendedActorSystem;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.remote.RemoteActorRefProvider;
import akka.remote.RemoteTransport;
import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;
import scala.concurrent.Await;
import scala.concurrent.Future;
import scala.concurrent.duration.FiniteDuration;
import talkspurt.boot.config.StartFailure;

/**
 * Closes the port between nodes on a node of its own. Akka has no setting for a cluster of one that
 * listens nowhere, so what it has just opened is closed, before this node is in any cluster.
 */
final class ClusterPort {

  private static final FiniteDuration AT_MOST = FiniteDuration.create(10, TimeUnit.SECONDS);

  private ClusterPort() {}

  /**
   * Closes it, for good.
   *
   * @throws StartFailure when this version of Akka keeps it elsewhere, so that it would stay open
   */
  static void close(ActorSystem<?> system) {
    RemoteTransport transport = ((RemoteActorRefProvider)
            ((ExtendedActorSystem) Adapter.toClassic(system)).provider())
        .transport();
    try {
      // its own way of closing the port, at its end
      Method unbind = transport.getClass().getDeclaredMethod("unbind");
      unbind.setAccessible(true);
      Await.result((Future<?>) unbind.invoke(transport), AT_MOST);
    } catch (Exception notClosed) { // Await declares Exception
      throw new StartFailure(
          "the port between nodes, which a node of its own does not need, cannot be closed",
          notClosed);
    }
  }
}
