package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.boot.config.Settings;
import talkspurt.boot.config.SettingsReader;
import talkspurt.boot.config.StartFailure;
import talkspurt.control.ClusterBootstrap;
import talkspurt.fake.Keytool;
import talkspurt.fake.SharedPostgres;

/** What a node says when it cannot start, and nodes that talk in TLS. */
class NodeStartTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final String DATABASE = "node_start";

  @BeforeAll
  static void makeDatabase() throws SQLException {
    try (Connection admin = SharedPostgres.server().getPostgresDatabase().getConnection();
        Statement statement = admin.createStatement()) {
      statement.execute("CREATE DATABASE " + DATABASE);
    }
  }

  @TempDir
  private Path dir;

  @Test
  void aPortThatIsTakenIsToldInOneLine() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertNotStarted(
          "talkspurt.cluster.port = " + taken.getLocalPort(),
          "port " + taken.getLocalPort(),
          "Address already in use",
          "allowed");
    }
  }

  @Test
  void anAddressOfAnotherMachineIsToldInOneLine() throws IOException {
    assertNotStarted(
        "talkspurt.cluster { host = 192.0.2.1, port = 2552 }",
        "talkspurt.cluster.host 192.0.2.1",
        "allowed: an address of this machine");
  }

  @Test
  void aClusterThatCannotBeReachedIsToldInOneLine() throws IOException {
    assertNotStarted(
        """
        talkspurt.cluster { seed-nodes = ["akka://talkspurt@127.0.0.1:1"], join-timeout = 2s }
        talkspurt.database { kind = postgresql, postgresql {
          hosts = ["127.0.0.1:%d"], user = postgres, name = %s, tls = disable
        } }
        """.formatted(SharedPostgres.server().getPort(), DATABASE),
        "no cluster was joined within 2 s",
        "akka://talkspurt@127.0.0.1:1");
  }

  @Test
  void aPortThatIsTakenIsToldInOneLineOfSeveralNodesToo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      assertNotStarted(
          """
          talkspurt.cluster { seed-nodes = ["akka://talkspurt@127.0.0.1:%d"], port = %d }
          talkspurt.database { kind = postgresql, postgresql {
            hosts = ["127.0.0.1:%d"], user = postgres, name = %s, tls = disable
          } }
          """.formatted(port, port, SharedPostgres.server().getPort(), DATABASE),
          "the cluster cannot listen on talkspurt.cluster.host 127.0.0.1 port " + port,
          "Address already in use",
          "allowed");
    }
  }

  @Test
  void nodesWithFilesOfTheirOwnAreNoCluster() throws IOException {
    Path file = file("files", "talkspurt.cluster.seed-nodes = [\"akka://talkspurt@127.0.0.1:1\"]");
    assertThatThrownBy(() -> SettingsReader.read(file, Map.of()))
        .isInstanceOf(StartFailure.class)
        .hasMessage("setting talkspurt.database.kind is h2, and talkspurt.cluster has seed-nodes;"
            + " allowed for several nodes: postgresql, one database for all of them");
  }

  @Test
  void aNodeOfItsOwnHasNoPortForOthers() throws Exception {
    Settings read = SettingsReader.read(
        file(
            "single",
            "talkspurt { warm-up = off, http.port = 0, audiosocket.port = 0, operations.port = 0, data-dir = \""
                + dir + "\" }"),
        Map.of());
    Guardian.Running running =
        Guardian.start(read).toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    try {
      int port = Cluster.get(running.system()).selfMember().address().getPort().orElseThrow();
      assertThatThrownBy(() -> new Socket("127.0.0.1", port).close())
          .isInstanceOf(ConnectException.class);
    } finally {
      stop(running);
    }
  }

  @Test
  void dialplansAreToldWhereAudioSocketListens() throws Exception {
    Settings read = SettingsReader.read(file("own-address", """
            talkspurt {
              warm-up = off, http.port = 0, operations.port = 0, data-dir = "%s/own"
              audiosocket { bind = "127.0.0.2", port = 0 }
            }
            """.formatted(dir)), Map.of());
    Guardian.Running running =
        Guardian.start(read).toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    try {
      HttpRequest start = HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
              + running.api().getPort() + "/api/call-start?format=text&callerId=1&uuid="
              + UUID.randomUUID()))
          .build();
      assertThat(HttpClient.newHttpClient()
              .send(start, HttpResponse.BodyHandlers.ofString())
              .body())
          .isEqualTo("127.0.0.2:" + running.audio().getPort());
    } finally {
      stop(running);
    }
  }

  private static void stop(Guardian.Running running) throws Exception {
    running.system().terminate();
    running
        .system()
        .getWhenTerminated()
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private void assertNotStarted(String settings, String... told) throws IOException {
    Settings read = SettingsReader.read(
        file(
            "node",
            "talkspurt { warm-up = off, http.port = 0, audiosocket.port = 0, operations.port = 0 }\n"
                + settings),
        Map.of());
    assertThat(Guardian.start(read))
        .failsWithin(PATIENCE)
        .withThrowableOfType(ExecutionException.class)
        .havingCause()
        .isInstanceOf(StartFailure.class)
        .withMessageContainingAll(told)
        .matches(failure -> !failure.getMessage().contains("\n"));
  }

  @Test
  void nodesTalkInTlsToThoseWhoseCertificateTheyTrust() throws Exception {
    authority("ours");
    node("ours", "one", "127.0.0.1");
    node("ours", "two", "127.0.0.2");
    authority("others");
    node("others", "stranger", "127.0.0.3");
    Settings first = tls("ours", "one", "127.0.0.1");
    ActorTestKit one = kit(first);
    ActorTestKit two = kit(tls("ours", "two", "127.0.0.2"));
    ActorTestKit stranger = kit(tls("others", "stranger", "127.0.0.3"));
    try {
      ClusterBootstrap.join(one.system(), first.cluster())
          .toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      join(two, one);
      join(stranger, one);
      TestProbe<Object> probe = one.createTestProbe();
      probe.awaitAssert(PATIENCE, () -> {
        assertThat(Cluster.get(one.system()).state().getMembers()).hasSize(2);
        return null;
      });
      probe.awaitAssert(PATIENCE, () -> {
        assertThat(Cluster.get(two.system()).selfMember().status()).isEqualTo(MemberStatus.up());
        return null;
      });
      assertThat(Cluster.get(stranger.system()).state().getMembers()).isEmpty();
    } finally {
      stranger.shutdownTestKit();
      two.shutdownTestKit();
      one.shutdownTestKit();
    }
  }

  private static void join(ActorTestKit node, ActorTestKit to) {
    Cluster.get(node.system())
        .manager()
        .tell(Join.create(Cluster.get(to.system()).selfMember().address()));
  }

  private static ActorTestKit kit(Settings settings) {
    return ActorTestKit.create("talkspurt", settings.config());
  }

  private Settings tls(String authority, String node, String host) throws IOException {
    return SettingsReader.read(
        file(node, """
            talkspurt {
              data-dir = "%s"
              cluster {
                host = "%s", port = 0
                tls { key-store = "%s", trust-store = "%s", password-file = "%s" }
              }
            }
            akka {
              # artery in TLS may hang on its way out, now and then; Main ends such a process
              actor.testkit.typed.throw-on-shutdown-timeout = off
              persistence.journal.auto-start-journals = []
              persistence.snapshot-store.auto-start-snapshot-stores = []
              cluster.jmx.enabled = off
              coordinated-shutdown.run-by-jvm-shutdown-hook = off
            }
            """.formatted(
                dir,
                host,
                dir.resolve(node + ".p12"),
                dir.resolve(authority + "-trust.p12"),
                file("password", "secret-of-stores"))),
        Map.of());
  }

  /** As src/docs/cluster.md tells it. */
  private void authority(String name) {
    keytool(
        "-genkeypair",
        "-alias",
        "authority",
        "-dname",
        "CN=" + name,
        "-ext",
        "bc:c",
        "-keystore",
        name + ".p12");
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "authority",
        "-keystore",
        name + ".p12",
        "-file",
        name + ".pem");
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        "authority",
        "-file",
        name + ".pem",
        "-keystore",
        name + "-trust.p12");
  }

  private void node(String authority, String name, String host) {
    keytool("-genkeypair", "-alias", "node", "-dname", "CN=" + name, "-keystore", name + ".p12");
    keytool("-certreq", "-alias", "node", "-keystore", name + ".p12", "-file", name + ".csr");
    keytool(
        "-gencert",
        "-rfc",
        "-alias",
        "authority",
        "-keystore",
        authority + ".p12",
        "-infile",
        name + ".csr",
        "-outfile",
        name + ".pem",
        "-ext",
        "san=ip:" + host);
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        "authority",
        "-file",
        authority + ".pem",
        "-keystore",
        name + ".p12");
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        "node",
        "-file",
        name + ".pem",
        "-keystore",
        name + ".p12");
  }

  private void keytool(String... arguments) {
    List<String> command = new ArrayList<>();
    for (String argument : arguments) {
      boolean file = argument.matches(".*\\.(p12|pem|csr)");
      command.add(file ? dir.resolve(argument).toString() : argument);
    }
    command.addAll(List.of("-storepass", "secret-of-stores", "-storetype", "PKCS12"));
    if (arguments[0].equals("-genkeypair")) {
      command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "30"));
    }
    Keytool.run(command);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name + ".conf"), text);
  }
}
