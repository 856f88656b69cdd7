package talkspurt.line.audiosocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.Done;
import akka.NotUsed;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Source;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.access.Networks;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.LoggedLines;
import talkspurt.fake.QuietKit;
import talkspurt.fake.TestAuthority;
import talkspurt.fake.Told;
import talkspurt.line.LineCommand;
import talkspurt.line.LineEvent;
import talkspurt.loop.MediaLoops;
import talkspurt.telemetry.Metrics;

/** On real sockets of this machine. */
@Timeout(60)
class AudioSocketTlsTest {

  @RegisterExtension
  static final QuietKit KIT = new QuietKit("sealed-lines");

  @TempDir
  private static Path made;

  private static SSLContext server;
  private static SSLContext client;

  private final Metrics metrics = Metrics.notExposed();
  private final LoggedLines log = LoggedLines.of(LineListener.class);

  @AfterEach
  void end() {
    log.close();
  }

  @BeforeAll
  static void make() throws Exception {
    TestAuthority authority = TestAuthority.in(made);
    server = authority.context(authority.localhost());
    client = authority.context();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aLineIsSealedFromItsFirstByteToItsLast(String version) throws Exception {
    try (SSLSocket socket = dial(start(true), version)) {
      send(socket, 0x01, new byte[16]);
      byte[] sound = new byte[320];
      sound[0] = 7;
      send(socket, 0x10, sound);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      assertThat(message(in)).isEqualTo("10 7");
      send(socket, 0x03, new byte[] {'#'});
      assertThat(message(in)).as("hung up").isEqualTo("0 -");
      assertThat(in.read()).as("then closed").isEqualTo(-1);
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
    }
    expect("ended");
  }

  @Test
  void theFirstMessageMayComeByteByByte() throws Exception {
    try (SSLSocket socket = dial(start(true), "TLSv1.3")) {
      socket.setTcpNoDelay(true);
      for (byte one : new byte[] {1, 0, 16}) {
        socket.getOutputStream().write(one);
      }
      for (int n = 0; n < 16; n++) {
        socket.getOutputStream().write(n);
      }
      send(socket, 0x10, new byte[320]);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      assertThat(message(in)).isEqualTo("10 0");
      // the engine closes first: the JDK's socket waits in close() for its peer
      send(socket, 0x03, new byte[] {'#'});
      assertThat(message(in)).as("hung up").isEqualTo("0 -");
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void whoSpeaksNoTlsIsToldSoAndClosed() throws Exception {
    InetSocketAddress address = start(true);
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.getOutputStream().write(new byte[] {1, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0});
      assertThat(socket.getInputStream().readAllBytes()).as("an alert").startsWith(21);
    }
    expect("tls");
    expectLine("no TLS with its peer (audiosocket.tls)");
  }

  @Test
  void aServerThatIsNotBelievedGetsNothing() throws Exception {
    InetSocketAddress address = start(true);
    try (SSLSocket socket = (SSLSocket) SSLContext.getDefault()
        .getSocketFactory()
        .createSocket(address.getAddress(), address.getPort())) {
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
    }
    expect("tls");
  }

  @Test
  void aPortWithoutTlsSaysSoToWhoSpeaksIt() throws Exception {
    InetSocketAddress address = start(false);
    try (SSLSocket socket = dial(address, "TLSv1.3")) {
      assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
    }
    expectLine("it speaks TLS, which this port does not (audiosocket.tls)");
  }

  /** Plays what it hears, and hangs up at a key. */
  private InetSocketAddress start(boolean sealed) throws Exception {
    AudioSocketSettings settings = new AudioSocketSettings(
        "127.0.0.1",
        0,
        "",
        0,
        Duration.ofMillis(sealed ? 10_000 : 200),
        Networks.of(List.of("127.0.0.1")),
        100,
        100,
        10,
        3,
        Duration.ofSeconds(1));
    return AudioSocketServer.start(
            KIT.system(),
            settings,
            sealed ? Optional.of(AudioSocketTlsTest::engine) : Optional.empty(),
            (line, call, dispatcher) -> echo(call),
            new MediaLoops(1),
            metrics.lines())
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private static SSLEngine engine() {
    SSLEngine engine = server.createSSLEngine();
    engine.setUseClientMode(false);
    return engine;
  }

  private static Flow<LineEvent, LineCommand, NotUsed> echo(Optional<UUID> call) {
    assertThat(call).isPresent();
    return Flow.of(LineEvent.class)
        .filter(event -> !(event instanceof LineEvent.Announced))
        .map(AudioSocketTlsTest::answer)
        .concat(Source.maybe());
  }

  private static LineCommand answer(LineEvent event) {
    return event instanceof LineEvent.Heard heard
        ? new LineCommand.Play(new AudioFrame(8000, heard.frame().samples()))
        : new LineCommand.HangUp();
  }

  private static SSLSocket dial(InetSocketAddress address, String version) throws IOException {
    SSLSocket socket =
        (SSLSocket) client.getSocketFactory().createSocket(address.getAddress(), address.getPort());
    socket.setSoTimeout(10_000);
    socket.setEnabledProtocols(new String[] {version});
    return socket;
  }

  private static void send(Socket socket, int kind, byte[] payload) throws IOException {
    byte[] message = new byte[3 + payload.length];
    message[0] = (byte) kind;
    message[1] = (byte) (payload.length >> 8);
    message[2] = (byte) payload.length;
    System.arraycopy(payload, 0, message, 3, payload.length);
    socket.getOutputStream().write(message);
  }

  /** Its kind, and its first byte. */
  private static String message(DataInputStream in) throws IOException {
    String kind = Integer.toHexString(in.readUnsignedByte());
    byte[] payload = new byte[in.readUnsignedShort()];
    in.readFully(payload);
    return kind + " " + (payload.length == 0 ? "-" : payload[0]);
  }

  private void expectLine(String part) {
    KIT.createTestProbe().awaitAssert(Duration.ofSeconds(10), () -> {
      assertThat(log.lines()).anyMatch(line -> line.contains(part));
      return Done.done();
    });
  }

  private void expect(String cause) {
    KIT.createTestProbe().awaitAssert(Duration.ofSeconds(10), () -> {
      assertThat(Told.by(metrics, "talkspurt_lines_closed", cause)).isEqualTo(1);
      return Done.done();
    });
  }
}
