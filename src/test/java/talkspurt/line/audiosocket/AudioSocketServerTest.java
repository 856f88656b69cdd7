package talkspurt.line.audiosocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.Done;
import akka.NotUsed;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import com.typesafe.config.ConfigFactory;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.access.Networks;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.Sounds;
import talkspurt.line.HostLostException;
import talkspurt.line.LineAcceptor;
import talkspurt.line.LineCommand;
import talkspurt.line.LineEvent;
import talkspurt.loop.MediaLoops;
import talkspurt.telemetry.Metrics;

/** On real sockets of this machine. */
class AudioSocketServerTest {

  private static final int SHORT_MS = 200;
  private static final int PATIENCE_MS = 10_000;

  private static ActorTestKit kit;

  private final Metrics metrics = new Metrics();
  private Duration idTimeout = Duration.ofSeconds(10);
  private List<String> allowed = List.of("127.0.0.1");
  private int maxPending = 100;
  private final CompletableFuture<Done> lineOver = new CompletableFuture<>();

  @BeforeAll
  static void begin() {
    kit = ActorTestKit.create("sockets", ConfigFactory.parseString("akka.loglevel = WARNING"));
  }

  @AfterAll
  static void end() {
    kit.shutdownTestKit();
  }

  @Test
  void silenceFlowsFromTheIdOnWithoutAnythingBeingHeard() throws Exception {
    Peer peer = named(start((line, call, dispatcher) -> silence(), 10));
    for (int n = 0; n < 5; n++) {
      assertThat(peer.read()).isEqualTo(new Message(0x10, 320));
    }
    peer.close();
  }

  @Test
  void whoAnswersKnowsTheCallThatIsNamedFirst() throws Exception {
    List<Optional<UUID>> calls = new CopyOnWriteArrayList<>();
    InetSocketAddress address = start(
        (line, call, dispatcher) -> {
          calls.add(call);
          return silence();
        },
        10);
    Peer first = connect(address);
    first.send(0x01, new byte[] {0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2});
    first.read();
    Peer second = connect(address);
    second.send(0x10, new byte[320]);
    second.send(0x01, new byte[16]);
    second.read();
    assertThat(calls).containsExactly(Optional.of(new UUID(1, 2)), Optional.empty());
  }

  @Test
  void aPeerThatDoesNotSayWhichCallItBringsIsClosed() throws Exception {
    idTimeout = Duration.ofMillis(SHORT_MS);
    AtomicInteger lines = new AtomicInteger();
    Peer peer = connect(start(
        (line, call, dispatcher) -> {
          lines.incrementAndGet();
          return silence();
        },
        10));
    peer.write(new byte[] {0x10, 1});
    assertThat(peer.end()).isEqualTo(Ending.CLOSED);
    assertThat(lines).as("a stranger is no line").hasValue(0);
    awaitCount("talkspurt_line_unreadable", "why", "no_id", 1);
    awaitCount("talkspurt_lines_closed", "cause", "ended", 0);
  }

  @Test
  void soundAndKeysBeforeTheIdAreNotLost() throws Exception {
    Peer peer = connect(start((line, call, dispatcher) -> echo(), 10));
    peer.send(0x10, new byte[320]);
    peer.send(0x01, new byte[16]);
    assertThat(peer.read()).isEqualTo(new Message(0x10, 320));
    peer.close();
  }

  @Test
  void aPeerThatHangsUpBeforeItNamesItsCallIsClosed() throws Exception {
    Peer peer = connect(start(this::listening, 10));
    peer.send(0x00, new byte[0]);
    assertThat(peer.end()).isEqualTo(Ending.CLOSED);
  }

  @Test
  void whoMayNotConnectIsClosedAtOnce() throws Exception {
    allowed = List.of("192.0.2.0/24");
    Peer peer = connect(start(this::listening, 10));
    peer.send(0x01, new byte[16]);
    assertThat(peer.end()).isNotNull();
    awaitCount("talkspurt_lines_closed", "cause", "not_allowed", 1);
  }

  /** However many are silent, whoever names a call is served. */
  @Test
  void theSilentLongestGoesWhereTooManyAreSilent() throws Exception {
    maxPending = 3;
    InetSocketAddress address = start((line, call, dispatcher) -> silence(), 10);
    List<Peer> silent = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      silent.add(connect(address));
    }
    awaitCount("talkspurt_lines_closed", "cause", "crowded_out", 2);
    Peer asterisk = named(address);
    assertThat(asterisk.read()).isEqualTo(new Message(0x10, 320));
    assertThat(silent.get(0).end()).isNotNull();
    assertThat(silent.get(2).end()).isNotNull();
    silent.get(4).send(0x01, new byte[16]);
    assertThat(silent.get(4).read()).isEqualTo(new Message(0x10, 320));
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 12000, 16000, 24000, 32000, 44100, 48000, 96000, 192000})
  void soundComesAndGoesInItsKind(int rateHz) throws Exception {
    Peer peer = connect(start((line, call, dispatcher) -> echo(), 10));
    peer.send(0x01, new byte[16]);
    byte[] sound = AudioSocketCodec.encode(Sounds.tones(rateHz, 20, -20, 440)).toArray();
    for (int n = 0; n < 3; n++) {
      peer.write(sound);
      assertThat(peer.read()).isEqualTo(new Message(sound[0], sound.length - 3));
    }
    peer.close();
  }

  @Test
  void afterHangingUpTheLineIsReadOnAndThenClosedInOrder() throws Exception {
    Peer peer =
        connect(start((line, call, dispatcher) -> hangUpOnKey(), 10, Duration.ofSeconds(2)));
    peer.send(0x01, new byte[16]);
    peer.send(0x03, new byte[] {'1'});
    assertThat(peer.read()).isEqualTo(new Message(0x00, 0));
    for (int n = 0; n < 50; n++) {
      peer.send(0x10, new byte[3200]);
    }
    assertThat(peer.leave()).isEqualTo(Ending.CLOSED);
    awaitCount("talkspurt_lines_closed", "cause", "ended", 1);
  }

  @Test
  void aPeerThatDoesNotCloseAfterTheHangUpIsClosed() throws Exception {
    Peer peer = connect(start((line, call, dispatcher) -> hangUpOnKey(), 10));
    peer.send(0x01, new byte[16]);
    peer.send(0x03, new byte[] {'1'});
    assertThat(peer.read()).isEqualTo(new Message(0x00, 0));
    assertThat(peer.end()).isEqualTo(Ending.CLOSED);
  }

  @Test
  void aPeerThatResetsEndsItsLineAndIsNoFault() throws Exception {
    Peer peer = connect(start(this::listening, 10));
    peer.send(0x01, new byte[16]);
    peer.reset();
    await(lineOver);
    awaitCount("talkspurt_lines_closed", "cause", "reset", 1);
  }

  @Test
  void aPeerThatClosesEndsItsLine() throws Exception {
    Peer peer = connect(start(this::listening, 10));
    peer.send(0x01, new byte[16]);
    peer.close();
    await(lineOver);
    awaitCount("talkspurt_lines_closed", "cause", "ended", 1);
  }

  @Test
  void aPeerThatMakesNoSenseHarmsNoOther() throws Exception {
    InetSocketAddress address = start((line, call, dispatcher) -> echo(), 10);
    Peer good = connect(address);
    good.send(0x01, new byte[16]);
    Peer bad = connect(address);
    bad.write("GET / HTTP/1.1\r\nHost: talkspurt\r\n\r\n".repeat(20).getBytes());
    bad.write(new byte[70_000]);
    assertThat(bad.end()).isNotNull();
    good.send(0x10, new byte[320]);
    assertThat(good.read()).isEqualTo(new Message(0x10, 320));
    good.close();
  }

  @Test
  void moreLinesThanAllowedAreTurnedAwayAndRoomIsMadeAgain() throws Exception {
    InetSocketAddress address = start((line, call, dispatcher) -> silence(), 2);
    Peer first = named(address);
    Peer second = named(address);
    first.read();
    second.read();
    Peer tooMany = connect(address);
    tooMany.send(0x01, new byte[16]);
    tooMany.send(0x10, new byte[320]);
    assertThat(tooMany.read())
        .as("a hang-up, so that the dialplan goes on")
        .isEqualTo(new Message(0x00, 0));
    assertThat(tooMany.end()).isEqualTo(Ending.CLOSED);
    awaitCount("talkspurt_lines_closed", "cause", "too_many", 1);
    assertThat(first.leave()).isEqualTo(Ending.CLOSED);
    awaitCount("talkspurt_lines_closed", "cause", "ended", 1);
    Peer third = named(address);
    assertThat(third.read()).isEqualTo(new Message(0x10, 320));
    second.read();
    second.close();
    third.close();
  }

  @Test
  void aLineThatCannotBeOpenedHarmsNoOther() throws Exception {
    CompletableFuture<Done> thrown = new CompletableFuture<>();
    InetSocketAddress address = start(
        (line, call, dispatcher) -> {
          if (thrown.complete(Done.done())) {
            throw new IllegalStateException("a fault of ours, once");
          }
          return silence();
        },
        10);
    assertThat(named(address).end()).isNotNull();
    Peer next = named(address);
    assertThat(next.read()).isEqualTo(new Message(0x10, 320));
    next.close();
  }

  @Test
  void aConversationThatFailsIsHungUpInOrder() throws Exception {
    Peer peer = connect(start(
        (line, call, dispatcher) -> Flow.<LineEvent>create().map(AudioSocketServerTest::fail), 10));
    peer.send(0x01, new byte[16]);
    assertThat(peer.read()).isEqualTo(new Message(0x00, 0));
    awaitCount("talkspurt_lines_closed", "cause", "failed", 1);
  }

  @Test
  void aLineWhoseHostIsLostIsCountedAsThat() throws Exception {
    Peer peer = connect(start(
        (line, call, dispatcher) -> Flow.fromSinkAndSource(
            Sink.ignore(), Source.failed(new HostLostException("nothing came"))),
        10));
    peer.send(0x01, new byte[16]);
    awaitCount("talkspurt_lines_closed", "cause", "host_lost", 1);
  }

  /** What is broken for one connection takes neither the next one's place nor the server. */
  @Test
  void aLineThatCannotBeRunTakesNoPlace() throws Exception {
    AtomicInteger lines = new AtomicInteger();
    InetSocketAddress address = start(
        (line, call, dispatcher) -> {
          if (lines.getAndIncrement() > 0) {
            return silence();
          }
          return Flow.fromGraph(new Broken());
        },
        1);
    Peer first = named(address);
    assertThat(first.socket.getInputStream().read()).isNotPositive();
    Peer second = named(address);
    assertThat(second.read()).isEqualTo(new Message(0x10, 320));
  }

  /** Cannot be materialised. */
  private static final class Broken extends GraphStage<FlowShape<LineEvent, LineCommand>> {

    private final FlowShape<LineEvent, LineCommand> shape =
        FlowShape.of(Inlet.create("Broken.in"), Outlet.create("Broken.out"));

    @Override
    public FlowShape<LineEvent, LineCommand> shape() {
      return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
      throw new NoClassDefFoundError("of a test");
    }
  }

  @Test
  void aPortThatIsTakenIsToldToWhoeverStarts() throws Exception {
    InetSocketAddress taken = start((line, call, dispatcher) -> silence(), 10);
    assertThatThrownBy(() ->
            await(listen((line, call, dispatcher) -> silence(), taken.getPort(), 10, SHORT_MS)))
        .hasMessageContaining("ind failed");
  }

  // ---- conversations

  private static Flow<LineEvent, LineCommand, NotUsed> silence() {
    return Flow.fromSinkAndSourceCoupled(
        Sink.ignore(),
        Source.tick(Duration.ZERO, Duration.ofMillis(20), 0)
            .map(tick -> new LineCommand.Play(AudioFrame.silence(8000))));
  }

  private Flow<LineEvent, LineCommand, NotUsed> listening(
      String line, Optional<UUID> call, String dispatcher) {
    return Flow.fromSinkAndSourceCoupled(
        Flow.<LineEvent>create()
            .watchTermination((nothing, done) -> {
              done.whenComplete((end, failure) -> lineOver.complete(end));
              return nothing;
            })
            .to(Sink.ignore()),
        Source.maybe());
  }

  private static Flow<LineEvent, LineCommand, NotUsed> echo() {
    return Flow.<LineEvent>create()
        .collectType(LineEvent.Heard.class)
        .map(heard -> new LineCommand.Play(heard.frame()));
  }

  private static Flow<LineEvent, LineCommand, NotUsed> hangUpOnKey() {
    return Flow.<LineEvent>create()
        .collectType(LineEvent.KeyPressed.class)
        .map(key -> new LineCommand.HangUp());
  }

  private static LineCommand fail(LineEvent event) {
    throw new IllegalStateException("a fault of ours");
  }

  // ---- the server

  private InetSocketAddress start(LineAcceptor acceptor, int maxLines) throws Exception {
    return start(acceptor, maxLines, Duration.ofMillis(SHORT_MS));
  }

  private InetSocketAddress start(LineAcceptor acceptor, int maxLines, Duration linger)
      throws Exception {
    return await(listen(acceptor, 0, maxLines, (int) linger.toMillis()));
  }

  private CompletionStage<InetSocketAddress> listen(
      LineAcceptor acceptor, int port, int maxLines, int lingerMs) {
    AudioSocketSettings settings = new AudioSocketSettings(
        "127.0.0.1",
        port,
        "",
        0,
        idTimeout,
        Networks.of(allowed),
        maxPending,
        maxPending,
        maxLines,
        3,
        Duration.ofMillis(lingerMs));
    return AudioSocketServer.start(
        kit.system(), settings, Optional.empty(), acceptor, new MediaLoops(2), metrics.lines());
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
  }

  private void awaitCount(String name, String label, String value, int count) {
    kit.createTestProbe().awaitAssert(Duration.ofMillis(PATIENCE_MS), () -> {
      assertThat(counted(name, label, value)).isEqualTo(count);
      return Done.done();
    });
  }

  private double counted(String name, String label, String value) {
    return metrics.registry().scrape(name::equals).stream()
        .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
        .filter(point -> value.equals(point.getLabels().get(label)))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  // ---- Asterisk

  private record Message(int kind, int length) {}

  private enum Ending {
    CLOSED,
    RESET
  }

  private static Peer connect(InetSocketAddress address) throws IOException {
    return new Peer(address);
  }

  /** One that has said which call it brings. */
  private static Peer named(InetSocketAddress address) throws IOException {
    Peer peer = connect(address);
    peer.send(0x01, new byte[16]);
    return peer;
  }

  private static final class Peer {

    private final Socket socket;
    private final DataInputStream in;

    Peer(InetSocketAddress address) throws IOException {
      socket = new Socket(address.getAddress(), address.getPort());
      socket.setSoTimeout(PATIENCE_MS);
      socket.setTcpNoDelay(true);
      in = new DataInputStream(socket.getInputStream());
    }

    void send(int kind, byte[] payload) throws IOException {
      byte[] message = new byte[3 + payload.length];
      message[0] = (byte) kind;
      message[1] = (byte) (payload.length >> 8);
      message[2] = (byte) payload.length;
      System.arraycopy(payload, 0, message, 3, payload.length);
      write(message);
    }

    /** A peer that is being closed may be so in the middle of a write. */
    void write(byte[] bytes) throws IOException {
      try {
        socket.getOutputStream().write(bytes);
      } catch (java.net.SocketException closed) {
        socket.setSoTimeout(PATIENCE_MS);
      }
    }

    Message read() throws IOException {
      int kind = in.readUnsignedByte();
      int length = in.readUnsignedShort();
      in.readFully(new byte[length]);
      return new Message(kind, length);
    }

    /** Reads to the end. */
    Ending end() throws IOException {
      try {
        in.transferTo(java.io.OutputStream.nullOutputStream());
        return Ending.CLOSED;
      } catch (java.net.SocketException reset) {
        return Ending.RESET;
      }
    }

    /** Closing with something unread would reset the line. */
    Ending leave() throws IOException {
      socket.shutdownOutput();
      return end();
    }

    void close() throws IOException {
      socket.close();
    }

    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }
}
