package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import ch.qos.logback.classic.LoggerContext;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import talkspurt.boot.config.Settings;
import talkspurt.boot.config.SettingsReader;
import talkspurt.boot.config.StartFailure;
import talkspurt.telemetry.AkkaLogLimit;
import talkspurt.telemetry.Metrics;

/** Two nodes that talk through their doors, and what comes to the port of one besides. */
class ClusterDoorTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int PATIENCE_MS = 40_000;

  /** Akka gives a node up that has to begin its streams again for the sixth time within 5 s. */
  private static final int OFTEN = 30;

  @TempDir
  private Path dir;

  private final Metrics metrics = new Metrics();

  @Test
  void nodesTalkThroughItAndGarbageEndsNothing() throws IOException {
    Settings first = settings("one", "127.0.0.1");
    Settings second = settings("two", "127.0.0.2");
    ActorTestKit one = node(first);
    ActorTestKit two = node(second);
    try {
      ClusterDoor.open(one.system(), first.cluster(), metrics);
      ClusterDoor.open(two.system(), second.cluster(), new Metrics());
      join(one, one);
      join(two, one);
      assertBothUp(one, two);
      int port = Cluster.get(one.system()).selfMember().address().getPort().orElseThrow();
      byte[] unreadable = ArteryFramesTest.frame(1, "a", "b", 10);
      Arrays.fill(unreadable, 4, unreadable.length, (byte) 0x80);
      for (int n = 0; n < OFTEN; n++) {
        assertClosed(port, "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertClosed(
            port, ArteryFramesTest.join(ArteryFramesTest.header(2), ArteryFramesTest.length(-1)));
        assertClosed(port, ArteryFramesTest.join(ArteryFramesTest.header(2), unreadable));
      }
      TestProbe<Object> probe = one.createTestProbe();
      probe.awaitAssert(PATIENCE, () -> {
        assertThat(refused("not-akka")).isEqualTo(2 * OFTEN);
        assertThat(refused("frame-length")).isEqualTo(OFTEN);
        return null;
      });
      assertThat(refused("too-many")).isZero();
      assertThat(refused("header-timeout")).isZero();
      two.system().terminate();
      probe.awaitAssert(PATIENCE, () -> {
        // it has taken leave, and this node has answered: nothing was cut off
        assertThat(two.system().whenTerminated().isCompleted()).isTrue();
        assertThat(Cluster.get(one.system()).state().getMembers()).hasSize(1);
        return null;
      });
      assertThat(one.system().whenTerminated().isCompleted()).isFalse();
    } finally {
      two.shutdownTestKit();
      one.shutdownTestKit();
    }
  }

  @Test
  void aPortThatIsTakenIsToldInOneLine() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertCannotListen("127.0.0.1", taken.getLocalPort(), "Address already in use");
    }
  }

  @Test
  void anAddressOfAnotherMachineIsToldInOneLine() throws IOException {
    assertCannotListen("192.0.2.1", 2552, "192.0.2.1");
  }

  @Test
  void whatAkkaStillSaysIsLimited() {
    assertThat(((LoggerContext) LoggerFactory.getILoggerFactory()).getTurboFilterList())
        .anyMatch(AkkaLogLimit.class::isInstance);
  }

  private void assertCannotListen(String host, int port, String why) throws IOException {
    Settings settings = settings("taken", host, port);
    ActorTestKit kit = node(settings);
    try {
      assertThatThrownBy(() -> ClusterDoor.open(kit.system(), settings.cluster(), metrics))
          .isInstanceOf(StartFailure.class)
          .hasMessageStartingWith("the cluster cannot listen on talkspurt.cluster.host " + host
              + " port " + port + ": ")
          .hasMessageContaining(why)
          .hasMessageEndingWith("; allowed: an address of this machine and a port that is free");
    } finally {
      kit.shutdownTestKit();
    }
  }

  private static void assertBothUp(ActorTestKit one, ActorTestKit two) {
    TestProbe<Object> probe = one.createTestProbe();
    probe.awaitAssert(PATIENCE, () -> {
      for (ActorTestKit node : new ActorTestKit[] {one, two}) {
        assertThat(Cluster.get(node.system()).state().getMembers())
            .hasSize(2)
            .extracting(Member::status)
            .containsOnly(MemberStatus.up());
      }
      return null;
    });
  }

  private static void assertClosed(int port, byte[] bytes) throws IOException {
    try (Socket stranger = new Socket("127.0.0.1", port)) {
      stranger.setSoTimeout(PATIENCE_MS);
      OutputStream out = stranger.getOutputStream();
      out.write(bytes);
      assertThat(stranger.getInputStream().read()).isEqualTo(-1);
    } catch (SocketException reset) {
      assertThat(reset).hasMessageMatching("(?i).*(reset|broken pipe).*");
    }
  }

  private double refused(String why) {
    return metrics.registry().scrape().stream()
        .filter(one -> one.getMetadata().getName().equals("talkspurt_cluster_refused"))
        .flatMap(one -> ((CounterSnapshot) one).getDataPoints().stream())
        .filter(one -> why.equals(one.getLabels().get("why")))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  private static void join(ActorTestKit node, ActorTestKit to) {
    Cluster.get(node.system())
        .manager()
        .tell(Join.create(Cluster.get(to.system()).selfMember().address()));
  }

  private static ActorTestKit node(Settings settings) {
    return ActorTestKit.create("talkspurt", ClusterDoor.behind(settings));
  }

  private Settings settings(String name, String host) throws IOException {
    return settings(name, host, 0);
  }

  private Settings settings(String name, String host, int port) throws IOException {
    Path file = Files.writeString(dir.resolve(name + ".conf"), """
            talkspurt { data-dir = "%s", cluster { host = "%s", port = %d } }
            akka {
              persistence.journal.auto-start-journals = []
              persistence.snapshot-store.auto-start-snapshot-stores = []
              cluster.jmx.enabled = off
              coordinated-shutdown.run-by-jvm-shutdown-hook = off
            }
            """.formatted(dir, host, port));
    return SettingsReader.read(file, Map.of());
  }
}
