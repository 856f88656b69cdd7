package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.japi.Pair;
import akka.stream.javadsl.Keep;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import akka.util.ByteString;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CheckFramesStageTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final byte[] NODE =
      ArteryFramesTest.join(ArteryFramesTest.header(1), ArteryFramesTest.frame(7, "a", "b", 3));

  private static ActorTestKit kit;
  private static ManualTime time;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create(ManualTime.config());
    time = ManualTime.get(kit.system());
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  private final TestProbe<DoorRefusal> refused = kit.createTestProbe();
  private final DoorPlaces places = new DoorPlaces(1, 1, 1);

  private Pair<TestPublisher.Probe<ByteString>, TestSubscriber.Probe<ByteString>> connection() {
    var probes = TestSource.<ByteString>create(kit.system())
        .via(new CheckFramesStage(
            new ArteryFrames(1000, 0),
            InetAddress.getLoopbackAddress(),
            places,
            TIMEOUT,
            refused.ref()::tell))
        .toMat(TestSink.create(kit.system()), Keep.both())
        .run(kit.system());
    probes.second().request(10);
    probes.first().expectRequest();
    return probes;
  }

  @Test
  void framesOfANodePassForAsLongAsItSends() {
    var node = connection();
    node.first().sendNext(ByteString.fromArray(NODE, 0, 20));
    node.first().sendNext(ByteString.fromArray(NODE, 20, NODE.length - 20));
    assertThat(node.second().requestNext().toArray()).isEqualTo(NODE);
    time.timePasses(TIMEOUT.multipliedBy(100));
    byte[] more = ArteryFramesTest.frame(7, "", "", 0);
    node.first().sendNext(ByteString.fromArray(more));
    assertThat(node.second().requestNext().toArray()).isEqualTo(more);
    node.first().sendComplete();
    node.second().expectComplete();
    refused.expectNoMessage(Duration.ZERO);
  }

  @Test
  void garbageClosesTheConnectionAtOnce() {
    var stranger = connection();
    stranger.first().sendNext(ByteString.fromString("GET / HTTP/1.1"));
    stranger.second().expectComplete();
    stranger.first().expectCancellation();
    refused.expectMessage(DoorRefusal.NOT_AKKA);
  }

  @Test
  void whatWasWholeBeforeGarbagePasses() {
    var node = connection();
    node.first()
        .sendNext(ByteString.fromArray(ArteryFramesTest.join(NODE, ArteryFramesTest.length(-1))));
    assertThat(node.second().requestNext().toArray()).isEqualTo(NODE);
    node.second().expectComplete();
    refused.expectMessage(DoorRefusal.FRAME_LENGTH);
  }

  @Test
  void whoSendsNoFrameInTimeIsClosed() {
    var stranger = connection();
    stranger.first().sendNext(ByteString.fromArray(NODE, 0, NODE.length - 1));
    time.timePasses(TIMEOUT.minusMillis(1));
    refused.expectNoMessage(Duration.ZERO);
    time.timePasses(Duration.ofMillis(2));
    refused.expectMessage(DoorRefusal.HEADER_TIMEOUT);
    stranger.second().expectComplete();
    stranger.first().expectCancellation();
  }

  @Test
  void theOldestStrangerGivesWay() {
    var oldest = connection();
    var newcomer = connection();
    refused.expectMessage(DoorRefusal.TOO_MANY);
    oldest.second().expectComplete();
    newcomer.first().sendNext(ByteString.fromArray(NODE));
    assertThat(newcomer.second().requestNext().toArray()).isEqualTo(NODE);
  }

  @Test
  void aNodeForWhichThereIsNoPlaceIsClosedAndTakenOnceThereIs() {
    var first = connection();
    first.first().sendNext(ByteString.fromArray(NODE));
    first.second().requestNext();
    var second = connection();
    second.first().sendNext(ByteString.fromArray(NODE));
    second.second().expectComplete();
    refused.expectMessage(DoorRefusal.TOO_MANY);
    first.second().cancel();
    first.first().expectCancellation();
    refused.awaitAssert(() -> {
      var third = connection();
      third.first().sendNext(ByteString.fromArray(NODE));
      assertThat(third.second().requestNext().toArray()).isEqualTo(NODE);
      return null;
    });
  }
}
