package talkspurt.line.audiosocket;

import static org.assertj.core.api.Assertions.assertThat;

import akka.japi.Pair;
import akka.stream.javadsl.Keep;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import akka.util.ByteString;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.CountedWorld;
import talkspurt.line.LineCommand;

class WriteMessagesStageTest {

  private static final ByteString HANGUP = ByteString.fromInts(0, 0, 0);

  private final CountedWorld world = new CountedWorld();
  private TestPublisher.Probe<LineCommand> line;
  private TestSubscriber.Probe<ByteString> socket;

  @BeforeEach
  void connect() {
    Pair<TestPublisher.Probe<LineCommand>, TestSubscriber.Probe<ByteString>> ends =
        world.run(TestSource.<LineCommand>create(world.system())
            .via(new WriteMessagesStage(Duration.ofMillis(1000)))
            .toMat(TestSink.create(world.system()), Keep.both()));
    line = ends.first();
    socket = ends.second();
    world.settle();
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void eachFrameIsOneWriteOfOneWholeMessage() {
    socket.request(10);
    for (int rateHz : new int[] {8000, 16000, 48000}) {
      send(new LineCommand.Play(AudioFrame.silence(rateHz)));
      ByteString message = socket.expectNext();
      assertThat(message.size()).isEqualTo(3 + rateHz / 25);
      assertThat(message.isCompact()).isTrue();
    }
  }

  @Test
  void aFlushIsNothingToAudioSocket() {
    socket.request(1);
    send(new LineCommand.Flush());
    socket.expectNoMessage(Duration.ZERO);
    send(new LineCommand.Play(AudioFrame.silence(8000)));
    assertThat(socket.expectNext().size()).isEqualTo(323);
  }

  @Test
  void afterHangingUpAsteriskIsGivenTimeToClose() {
    socket.request(10);
    send(new LineCommand.HangUp());
    socket.expectNext(HANGUP);
    line.expectCancellation();
    world.pass(990);
    socket.expectNoMessage(Duration.ZERO);
    world.pass(20);
    socket.expectComplete();
  }

  @Test
  void aSocketThatIsSlowToTakeTheHangUpGetsItStill() {
    socket.request(1);
    send(new LineCommand.Play(AudioFrame.silence(8000)));
    socket.expectNext();
    socket.request(1);
    send(new LineCommand.HangUp());
    socket.expectNext(HANGUP);
  }

  @Test
  void aConversationThatFailsIsHungUpAndThenFails() {
    socket.request(1);
    line.sendError(new IllegalStateException("a fault of ours"));
    world.settle();
    socket.expectNext(HANGUP);
    world.pass(1000);
    assertThat(socket.expectError()).hasMessage("a fault of ours");
  }

  @Test
  void aConversationThatFailsWhileTheSocketIsBusyIsHungUpToo() {
    line.sendError(new IllegalStateException("a fault of ours"));
    world.settle();
    socket.request(1);
    world.settle();
    socket.expectNext(HANGUP);
  }

  @Test
  void aConversationThatEndsWithoutHangingUpClosesAtOnce() {
    socket.request(1);
    line.sendComplete();
    world.settle();
    socket.expectComplete();
  }

  private void send(LineCommand command) {
    line.sendNext(command);
    world.settle();
  }
}
