package talkspurt.boot;

import akka.NotUsed;
import akka.actor.ExtendedActorSystem;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.remote.RemoteActorRefProvider;
import akka.remote.artery.ArteryTransport;
import akka.stream.ActorAttributes;
import akka.stream.Materializer;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Tcp;
import akka.util.ByteString;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.boot.config.Settings;
import talkspurt.boot.config.StartFailure;
import talkspurt.control.ClusterSettings;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.NodeMetrics;

/**
 * Stands before Akka's port between nodes, where that is without TLS: Artery itself believes any length
 * that a frame announces, and one frame that it cannot read ends the streams of all nodes. Artery listens
 * on loopback; the door listens where other nodes connect, and hands on what {@link ArteryFrames} lets
 * pass. It closes when the actor system has ended, after Artery has taken leave of the others.
 */
final class ClusterDoor {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterDoor.class);
  private static final String ARTERY = "akka.remote.artery.";

  /** Heartbeats pass here: they do not wait for what calls do. */
  private static final String DISPATCHER = "akka.actor.internal-dispatcher";

  private static final int BACKLOG = 128;
  private static final int MAX_LINES_PER_MINUTE = 5;

  /** A node connects when it has something to send. */
  private static final Duration FIRST_FRAME_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration BIND_TIMEOUT = Duration.ofSeconds(10);

  /** Each may hold a frame (256 KiB). */
  private static final int MAX_STRANGERS = 64;

  /** A node has two or three. Several nodes may come from one address. */
  private static final int MAX_BY_ADDRESS = 128;

  private static final int MAX_NODES = 512;

  private final ActorSystem<?> system;
  private final Materializer materializer;
  private final int maxFrameBytes;
  private final int maxLargeFrameBytes;
  private final int arteryPort;
  private final DoorPlaces places = new DoorPlaces(MAX_STRANGERS, MAX_BY_ADDRESS, MAX_NODES);
  private final LimitedLog limit = new LimitedLog(NanoClock.system(), MAX_LINES_PER_MINUTE);
  private final NodeMetrics metrics;

  private ClusterDoor(ActorSystem<?> system, int arteryPort, Metrics metrics) {
    this.system = system;
    this.materializer = Materializer.matFromSystem(system);
    this.arteryPort = arteryPort;
    Config artery = system.settings().config().getConfig("akka.remote.artery");
    this.maxFrameBytes = bytes(artery, "advanced.maximum-frame-size");
    this.maxLargeFrameBytes = artery.getStringList("large-message-destinations").isEmpty()
        ? 0
        : bytes(artery, "advanced.maximum-large-frame-size");
    this.metrics = metrics.node();
  }

  /** Whether a node of these settings has one: it is one of several, and they talk without TLS. */
  static boolean wanted(Settings settings) {
    return !settings.cluster().alone()
        && settings.config().getString(ARTERY + "transport").equals("tcp");
  }

  /**
   * Settings with which Artery listens behind a door, and others reach it through the door.
   *
   * @throws StartFailure when the door is to have any free port, and there is none
   */
  static Config behind(Settings settings) {
    ClusterSettings cluster = settings.cluster();
    return ConfigFactory.parseMap(Map.of(
            ARTERY + "canonical.port",
            cluster.port() == 0 ? free(cluster) : cluster.port(),
            ARTERY + "bind.hostname",
            loopback(),
            ARTERY + "bind.port",
            0))
        .withFallback(settings.config());
  }

  /**
   * Opens it, before this node is in any cluster.
   *
   * @throws StartFailure when the address or the port cannot be had
   */
  static void open(ActorSystem<?> system, ClusterSettings cluster, Metrics metrics) {
    ArteryTransport transport = (ArteryTransport)
        ((RemoteActorRefProvider) ((ExtendedActorSystem) Adapter.toClassic(system)).provider())
            .transport();
    int canonical = transport.localAddress().address().getPort().orElseThrow();
    int behind = transport.bindAddress().address().getPort().orElseThrow();
    String bind = system.settings().config().getString("talkspurt.cluster.bind");
    new ClusterDoor(system, behind, metrics)
        .listen(bind.isEmpty() ? cluster.host() : bind, canonical, cluster);
  }

  private void listen(String host, int port, ClusterSettings cluster) {
    try {
      Tcp.get(system)
          .bind(host, port, BACKLOG, List.of(), false, Optional.empty())
          .to(Sink.foreach(this::take))
          .withAttributes(ActorAttributes.dispatcher(DISPATCHER))
          .run(materializer)
          .toCompletableFuture()
          .orTimeout(BIND_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
          .join();
    } catch (CompletionException notBound) {
      throw StartFailure.clusterNotListening(cluster, notBound);
    }
  }

  private void take(Tcp.IncomingConnection connection) {
    connection
        .flow()
        .join(handedOn(connection.remoteAddress().getAddress()))
        .withAttributes(ActorAttributes.dispatcher(DISPATCHER))
        .run(materializer);
  }

  /** Artery is connected to with the first frame. */
  private Flow<ByteString, ByteString, NotUsed> handedOn(InetAddress from) {
    return Flow.<ByteString>create()
        .via(new CheckFramesStage(
            new ArteryFrames(maxFrameBytes, maxLargeFrameBytes),
            from,
            places,
            FIRST_FRAME_TIMEOUT,
            why -> refused(from, why)))
        .via(Flow.lazyFlow(() -> Tcp.get(system).outgoingConnection(loopback(), arteryPort)));
  }

  private void refused(InetAddress from, DoorRefusal why) {
    metrics.refused(why.label());
    limit.log(
        why.label(),
        more -> LOG.warn(
            "connection to the port between nodes refused: {}, from {}{}",
            why.label(),
            from.getHostAddress(),
            more));
  }

  private static int bytes(Config artery, String key) {
    return Math.toIntExact(artery.getBytes(key));
  }

  private static String loopback() {
    return InetAddress.getLoopbackAddress().getHostAddress();
  }

  /** Artery has to know the port that others reach it at before it starts. */
  private static int free(ClusterSettings cluster) {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByName(cluster.host()))) {
      return any.getLocalPort();
    } catch (IOException none) {
      throw StartFailure.clusterNotListening(cluster, none);
    }
  }
}
