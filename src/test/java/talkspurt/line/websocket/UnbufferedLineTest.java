package talkspurt.line.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.ws.Message;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import akka.util.ByteString;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.CountedWorld;
import talkspurt.fake.LoggedLines;
import talkspurt.line.LineCommand;
import talkspurt.line.LineEvent;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.LineMetrics;
import talkspurt.telemetry.Metrics;
import talkspurt.websocket.SocketMessage;

/** A line to an Asterisk that has no queue for it; such an Asterisk could not be had yet. */
class UnbufferedLineTest {

  private static final UUID CALL = new UUID(1, 2);
  private static final LineCommand SPEECH = new LineCommand.Play(AudioFrame.silence(16000));

  private final CountedWorld world = new CountedWorld();
  private final Queue<Message> sent = new ConcurrentLinkedQueue<>();
  private TestPublisher.Probe<SocketMessage> asterisk;
  private TestSubscriber.Probe<LineEvent> events;
  private TestPublisher.Probe<LineCommand> commands;

  @AfterEach
  void end() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isGivenExactlyWhatIsPlayedAndNoCommandThatNeedsAQueue(boolean json) {
    UnbufferedAsterisk peer = new UnbufferedAsterisk(json);
    connect(Unbuffered.AUTO, peer);
    for (long frame = 1; frame <= 100; frame++) {
      order(peer, SPEECH);
      assertThat(peer.played()).isEqualTo((int) frame);
      if (frame % 2 == 0) {
        order(peer, new LineCommand.Mark(frame));
        events.expectNext(new LineEvent.Played(frame));
      }
      if (frame % 10 == 0) {
        order(peer, new LineCommand.Flush());
      }
      world.pass(100);
      answer(peer);
    }
    order(peer, new LineCommand.HangUp());
    assertThat(peer.refused()).isEmpty();
    assertThat(peer.played()).isEqualTo(100);
  }

  @Test
  void withTheSettingOffItIsServedAsIfItHadAQueue() {
    UnbufferedAsterisk peer = new UnbufferedAsterisk(true);
    try (LoggedLines log = LoggedLines.of(MediaReader.class)) {
      connect(Unbuffered.OFF, peer);
      order(peer, SPEECH);
      assertThat(peer.played()).isEqualTo(3);
      order(peer, new LineCommand.Flush());
      assertThat(peer.refused())
          .containsExactly("{\"command\":\"FLUSH_MEDIA\"}", "{\"command\":\"CONTINUE_MEDIA\"}");
      assertThat(log.lines()).first().asString().contains("websocket.unbuffered is off");
    }
  }

  /** It would fail the call of whoever does not read for 100 ms. */
  @Test
  void isReadOnWhileItTakesNothing() {
    TestSubscriber.Probe<Message> takesNothing =
        connect(Unbuffered.AUTO, TestSink.create(world.system()), UnbufferedAsterisk.START_JSON);
    takesNothing.ensureSubscription();
    commands.sendNext(SPEECH);
    world.settle();
    for (int n = 0; n < 500; n++) {
      asterisk.sendNext(new SocketMessage.Binary(ByteString.fromArray(new byte[640])));
      world.settle();
      assertThat(events.expectNext()).isInstanceOf(LineEvent.Heard.class);
    }
  }

  private void connect(Unbuffered unbuffered, UnbufferedAsterisk peer) {
    connect(unbuffered, Sink.foreach(sent::add), peer.start());
  }

  private <T> T connect(Unbuffered unbuffered, Sink<Message, T> socket, String start) {
    MediaSocketSettings settings = SocketSettings.of(unbuffered);
    LineMetrics metrics = new Metrics().lines();
    MediaSocketStage stage = new MediaSocketStage(
        () -> new MediaConnection(
            new MediaReader(
                "line",
                Optional.empty(),
                () -> CALL,
                settings,
                metrics,
                new LimitedLog(() -> 0, 10)),
            settings,
            metrics),
        "line",
        failure -> {});
    var line = Flow.fromSinkAndSourceMat(
        TestSink.<LineEvent>create(world.system()),
        TestSource.<LineCommand>create(world.system()),
        Keep.both());
    var ends = world.run(TestSource.<SocketMessage>create(world.system())
        .viaMat(BidiFlow.fromGraph(stage).join(line, Keep.right()), Keep.both())
        .toMat(socket, Keep.both()));
    asterisk = ends.first().first();
    events = ends.first().second().first();
    commands = ends.first().second().second();
    events.request(1000);
    world.settle();
    say(start);
    events.expectNext(new LineEvent.Announced(CALL));
    return ends.second();
  }

  private void order(UnbufferedAsterisk peer, LineCommand command) {
    commands.sendNext(command);
    world.settle();
    answer(peer);
  }

  /** Lets the peer see all that was sent to it. */
  private void answer(UnbufferedAsterisk peer) {
    for (Message next = sent.poll(); next != null; next = sent.poll()) {
      if (next.isText()) {
        peer.command(next.asTextMessage().getStrictText()).ifPresent(this::say);
      } else {
        peer.media(next.asBinaryMessage().getStrictData().size());
      }
    }
  }

  private void say(String text) {
    asterisk.sendNext(new SocketMessage.Text(text));
    world.settle();
  }
}
