package talkspurt.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import akka.japi.Pair;
import akka.stream.ActorAttributes;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import akka.util.ByteString;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On real sockets of this machine. */
@Timeout(60)
class ChannelStageTest {

  private static final int BUFFER_BYTES = 32 * 1024;
  private static final String LOOP = "talkspurt.media-loop-dispatchers.1";

  private static ActorTestKit kit;

  private Socket peer;
  private TestPublisher.Probe<ByteString> toPeer;
  private TestSubscriber.Probe<ByteString> fromPeer;

  @BeforeAll
  static void begin() {
    kit = ActorTestKit.create("channels", ConfigFactory.parseString("akka.loglevel = WARNING"));
    MediaLoops.start(kit.system());
  }

  @AfterAll
  static void end() {
    kit.shutdownTestKit();
  }

  @BeforeEach
  void connect() throws IOException {
    var classic = Adapter.toClassic(kit.system());
    var ends = TestSource.<ByteString>create(classic)
        .viaMat(Flow.fromGraph(new ChannelStage(accepted())), Keep.left())
        .toMat(TestSink.create(classic), Keep.both())
        .withAttributes(ActorAttributes.dispatcher(LOOP))
        .run(kit.system());
    toPeer = ends.first();
    fromPeer = ends.second();
  }

  /** One end of a connection whose other is {@code peer}. */
  private SocketChannel accepted() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      peer = new Socket();
      peer.setReceiveBufferSize(BUFFER_BYTES);
      peer.connect(server.getLocalAddress());
      SocketChannel channel = server.accept();
      channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
      return channel;
    }
  }

  @AfterEach
  void close() throws IOException {
    peer.close();
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (i * 31 + i / 256);
    }
    return bytes;
  }

  @Test
  void bytesGoBothWays() throws IOException {
    peer.getOutputStream().write(new byte[] {1, 2, 3});
    fromPeer.request(1);
    assertThat(fromPeer.requestNext().toArray()).containsExactly(1, 2, 3);
    toPeer.sendNext(ByteString.fromArray(new byte[] {4, 5}));
    assertThat(peer.getInputStream().readNBytes(2)).containsExactly(4, 5);
  }

  @Test
  void whatIsNotAskedForStaysInTheSocket() throws IOException {
    peer.getOutputStream().write(1);
    assertThat(fromPeer.requestNext().toArray()).containsExactly(1);
    peer.getOutputStream().write(2);
    // the way back goes through the same loop: had it read on, it would have by now
    for (int round = 0; round < 3; round++) {
      toPeer.sendNext(ByteString.fromArray(new byte[] {9}));
      assertThat(peer.getInputStream().read()).isEqualTo(9);
    }
    peer.getOutputStream().write(3);
    ByteString rest = fromPeer.requestNext();
    while (rest.size() < 2) {
      rest = rest.concat(fromPeer.requestNext());
    }
    assertThat(rest.toArray()).containsExactly(2, 3);
  }

  @Test
  void moreThanOneReadTakesComesInPieces() throws IOException {
    byte[] sent = bytes(100_000);
    Thread writer = new Thread(() -> write(sent));
    writer.start();
    ByteString read = ByteString.emptyByteString();
    while (read.size() < sent.length) {
      ByteString piece = fromPeer.requestNext();
      assertThat(piece.size()).isLessThanOrEqualTo(16 * 1024);
      read = read.concat(piece);
    }
    assertThat(read.toArray()).isEqualTo(sent);
  }

  private void write(byte[] sent) {
    try {
      peer.getOutputStream().write(sent);
    } catch (IOException closed) {
      throw new AssertionError(closed);
    }
  }

  @Test
  void aPeerThatReadsLateGetsAllInItsOrder() throws IOException {
    toPeer.sendNext(ByteString.fromArray(bytes(8_000_000)));
    toPeer.sendNext(ByteString.fromArray(new byte[] {7}));
    byte[] read = peer.getInputStream().readNBytes(8_000_001);
    assertThat(Arrays.equals(read, 0, 8_000_000, bytes(8_000_000), 0, 8_000_000))
        .isTrue();
    assertThat(read[8_000_000]).isEqualTo((byte) 7);
  }

  @Test
  void thePeersEndCompletesWhatComesAndTheAnswerIsStillSent() throws IOException {
    peer.shutdownOutput();
    fromPeer.request(1);
    fromPeer.expectComplete();
    toPeer.sendNext(ByteString.fromArray(new byte[] {7}));
    toPeer.sendComplete();
    assertThat(peer.getInputStream().readAllBytes()).containsExactly(7);
  }

  @Test
  void allIsWrittenBeforeItIsClosed() throws IOException {
    byte[] much = bytes(2_000_000);
    toPeer.sendNext(ByteString.fromArray(much));
    toPeer.sendComplete();
    fromPeer.request(1);
    assertThat(Arrays.equals(peer.getInputStream().readAllBytes(), much)).isTrue();
    fromPeer.expectComplete();
  }

  @Test
  void whatNobodyTakesIsReadAllTheSameSoThatTheEndIsNoReset() throws IOException {
    fromPeer.request(1);
    fromPeer.cancel();
    peer.getOutputStream().write(bytes(500_000));
    toPeer.sendNext(ByteString.fromArray(new byte[] {7}));
    peer.shutdownOutput();
    assertThat(peer.getInputStream().read()).isEqualTo(7);
    toPeer.sendComplete();
    assertThat(peer.getInputStream().read()).as("closed, not reset").isEqualTo(-1);
  }

  @Test
  void aPeerWhoseEndCameFirstStillGetsAll() throws IOException {
    byte[] much = bytes(2_000_000);
    toPeer.sendNext(ByteString.fromArray(much));
    toPeer.sendComplete();
    peer.shutdownOutput();
    fromPeer.request(1);
    assertThat(Arrays.equals(peer.getInputStream().readAllBytes(), much)).isTrue();
  }

  @Test
  void aPeerThatReadsNothingIsNotWaitedForAtTheEnd() {
    toPeer.sendNext(ByteString.fromArray(bytes(8_000_000)));
    toPeer.sendComplete();
    fromPeer.request(1);
    fromPeer.expectComplete();
  }

  /** Asterisk sends on until it has read our end: what is not read then would be a reset. */
  @Test
  void whatComesDuringTheEndIsRead() throws Exception {
    for (int round = 0; round < 20; round++) {
      connect();
      Socket sending = peer;
      Thread sender = new Thread(() -> sendUntilClosed(sending));
      sender.start();
      fromPeer.request(1);
      fromPeer.expectNext();
      toPeer.sendComplete();
      assertThat(peer.getInputStream().read()).as("closed, not reset").isEqualTo(-1);
      peer.close();
      sender.join();
    }
  }

  private static void sendUntilClosed(Socket peer) {
    byte[] frame = bytes(323);
    try {
      while (true) {
        peer.getOutputStream().write(frame);
      }
    } catch (IOException closed) {
      // by the test
    }
  }

  @Test
  void aResetFailsIt() throws IOException {
    fromPeer.request(1);
    peer.setSoLinger(true, 0);
    peer.close();
    assertThat(fromPeer.expectError()).isInstanceOf(IOException.class);
  }

  private static Pair<TestPublisher.Probe<ByteString>, TestSubscriber.Probe<ByteString>> connecting(
      InetSocketAddress to, Duration timeout) {
    var classic = Adapter.toClassic(kit.system());
    return TestSource.<ByteString>create(classic)
        .viaMat(Flow.fromGraph(ChannelStage.connecting(to, timeout)), Keep.left())
        .toMat(TestSink.create(classic), Keep.both())
        .withAttributes(ActorAttributes.dispatcher(LOOP))
        .run(kit.system());
  }

  @Test
  void itOpensAConnectionOfItsOwn() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var ends =
          connecting((InetSocketAddress) server.getLocalSocketAddress(), Duration.ofMinutes(1));
      var read = ends.second();
      try (Socket accepted = server.accept()) {
        ends.first().sendNext(ByteString.fromArray(new byte[] {4, 5}));
        assertThat(accepted.getInputStream().readNBytes(2)).containsExactly(4, 5);
        accepted.getOutputStream().write(6);
        assertThat(read.requestNext().toArray()).containsExactly(6);
      }
      read.request(1);
      read.expectComplete();
    }
  }

  @Test
  void whereNobodyListensItFails() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    var read = connecting(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Duration.ofMinutes(1))
        .second();
    read.request(1);
    assertThat(read.expectError()).isInstanceOf(ConnectException.class);
  }

  /** With its queue full, Linux answers no more attempts: they stay without an answer. */
  @Test
  void aPeerThatDoesNotAnswerIsNotWaitedForLonger() throws IOException {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address = (InetSocketAddress) full.getLocalSocketAddress();
      List<SocketChannel> waiting = new ArrayList<>();
      for (int n = 0; n < 8; n++) {
        SocketChannel one = SocketChannel.open();
        one.configureBlocking(false);
        one.connect(address);
        waiting.add(one);
      }
      var read = connecting(address, Duration.ofMillis(1)).second();
      read.request(1);
      assertThat(read.expectError())
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("1 ms");
      var givenUp = connecting(address, Duration.ofMinutes(1));
      givenUp.second().request(1);
      givenUp.first().sendComplete();
      givenUp.second().expectComplete();
      for (SocketChannel one : waiting) {
        one.close();
      }
    }
  }

  @Test
  void itNeedsALoop() throws Exception {
    SocketChannel channel = accepted();
    assertThatThrownBy(() -> Source.<ByteString>maybe()
            .via(new ChannelStage(channel))
            .runWith(Sink.ignore(), kit.system())
            .toCompletableFuture()
            .get())
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("needs a media loop");
  }
}
