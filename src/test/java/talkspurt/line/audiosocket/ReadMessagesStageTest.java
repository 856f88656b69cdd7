package talkspurt.line.audiosocket;

import akka.japi.Pair;
import akka.stream.javadsl.Keep;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import akka.util.ByteString;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.fake.CountedWorld;
import talkspurt.line.LineEvent;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.Metrics;

class ReadMessagesStageTest {

  private static final String ID = "010010" + "00".repeat(15) + "07";
  private static final LineEvent ANNOUNCED = new LineEvent.Announced(new UUID(0, 7));

  private final CountedWorld world = new CountedWorld();
  private TestPublisher.Probe<ByteString> socket;
  private TestSubscriber.Probe<LineEvent> line;

  @BeforeEach
  void connect() {
    ReadMessagesStage stage = new ReadMessagesStage(
        () -> new AudioSocketReader("line", 3, new Metrics().lines(), new LimitedLog(() -> 0, 10)),
        Duration.ofSeconds(5));
    Pair<TestPublisher.Probe<ByteString>, TestSubscriber.Probe<LineEvent>> ends =
        world.run(TestSource.<ByteString>create(world.system())
            .via(stage)
            .toMat(TestSink.create(world.system()), Keep.both()));
    socket = ends.first();
    line = ends.second();
    world.settle();
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void severalMessagesOfOneReadAreToldOneByOne() {
    line.request(1);
    send(ID + "03000131" + "03000132");
    line.expectNext(ANNOUNCED);
    line.expectNoMessage(Duration.ZERO);
    line.request(2);
    world.settle();
    line.expectNext(new LineEvent.KeyPressed('1'), new LineEvent.KeyPressed('2'));
  }

  @Test
  void halfAMessageAsksForMore() {
    line.request(1);
    send("0100");
    send("10" + "00".repeat(15) + "07");
    line.expectNext(ANNOUNCED);
  }

  @Test
  void aPeerThatDoesNotSayWhichCallItBringsIsClosed() {
    line.request(1);
    world.pass(Duration.ofMillis(4990));
    line.expectNoMessage(Duration.ZERO);
    world.pass(20);
    line.expectComplete();
    socket.expectCancellation();
  }

  @Test
  void aPeerThatDoesIsNotClosed() {
    line.request(10);
    send(ID);
    world.pass(Duration.ofHours(1));
    line.expectNext(ANNOUNCED);
    line.expectNoMessage(Duration.ZERO);
  }

  @Test
  void whatWasReadBeforeTheEndIsStillTold() {
    line.request(1);
    send(ID + "03000131" + "000000" + "03000132");
    line.expectNext(ANNOUNCED);
    world.settle();
    socket.expectCancellation();
    line.request(5);
    world.settle();
    line.expectNext(new LineEvent.KeyPressed('1'));
    line.expectComplete();
  }

  @Test
  void whatWasReadBeforeTheSocketClosedIsStillTold() {
    line.request(1);
    send(ID + "03000131");
    socket.sendComplete();
    world.settle();
    line.request(5);
    world.settle();
    line.expectNext(ANNOUNCED, new LineEvent.KeyPressed('1'));
    line.expectComplete();
  }

  @Test
  void aResetIsAnEndLikeAnyOther() {
    line.request(1);
    socket.sendError(new IOException("connection reset by peer"));
    world.settle();
    line.expectComplete();
  }

  @Test
  void aPeerThatMakesNoSenseIsClosed() {
    line.request(1);
    send("7f0000".repeat(3));
    line.expectComplete();
    socket.expectCancellation();
  }

  @Test
  void theSocketIsReadOnWhenNobodyListensAnyMore() {
    line.request(1);
    send(ID);
    line.expectNext(ANNOUNCED);
    line.cancel(new IllegalStateException("a fault of ours"));
    world.settle();
    for (int n = 0; n < 1000; n++) {
      send("03000131");
    }
  }

  private void send(String hex) {
    socket.sendNext(ByteString.fromArray(HexFormat.of().parseHex(hex)));
    world.settle();
  }
}
