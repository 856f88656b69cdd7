package talkspurt.line.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.ws.Message;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import akka.util.ByteString;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.CountedWorld;
import talkspurt.fake.OutsideTexts;
import talkspurt.line.LineCommand;
import talkspurt.line.LineEvent;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.LineMetrics;
import talkspurt.telemetry.Metrics;
import talkspurt.websocket.SocketMessage;

class MediaSocketStageTest {

  private static final UUID MADE = new UUID(1, 2);
  private static final String START = "{\"event\":\"MEDIA_START\",\"format\":\"slin\","
      + "\"optimal_frame_size\":320,\"channel_variables\":{\"__TALKSPURT_ID\":\"" + new UUID(3, 4)
      + "\"}}";
  private static final LineCommand SILENCE = new LineCommand.Play(AudioFrame.silence(8000));

  private final CountedWorld world = new CountedWorld();
  private Optional<Throwable> ended;
  private TestPublisher.Probe<SocketMessage> asterisk;
  private TestSubscriber.Probe<Message> toAsterisk;
  private TestSubscriber.Probe<LineEvent> events;
  private TestPublisher.Probe<LineCommand> commands;

  @BeforeEach
  void connect() {
    MediaSocketSettings settings = SocketSettings.of(10, 5000);
    LineMetrics metrics = new Metrics().lines();
    MediaSocketStage stage = new MediaSocketStage(
        () -> new MediaConnection(
            new MediaReader(
                "line",
                Optional.empty(),
                () -> MADE,
                settings,
                metrics,
                new LimitedLog(() -> 0, 10)),
            settings,
            metrics),
        "line",
        failure -> ended = failure);
    var line = Flow.fromSinkAndSourceMat(
        TestSink.<LineEvent>create(world.system()),
        TestSource.<LineCommand>create(world.system()),
        Keep.both());
    var ends = world.run(TestSource.<SocketMessage>create(world.system())
        .viaMat(BidiFlow.fromGraph(stage).join(line, Keep.right()), Keep.both())
        .toMat(TestSink.create(world.system()), Keep.both()));
    asterisk = ends.first().first();
    events = ends.first().second().first();
    commands = ends.first().second().second();
    toAsterisk = ends.second();
    events.request(100);
    toAsterisk.request(100);
    world.settle();
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void theCallIsNamedByAVariableAndThenSoundGoesBothWays() {
    say(START);
    events.expectNext(new LineEvent.Announced(new UUID(3, 4)));
    asterisk.sendNext(new SocketMessage.Binary(ByteString.fromArray(new byte[320])));
    world.settle();
    assertThat(((LineEvent.Heard) events.expectNext()).frame().samples()).hasSize(160);
    order(SILENCE);
    expectMedia(320); // the lead
    expectMedia(320);
    order(SILENCE);
    expectMedia(320);
  }

  /** Two that cannot be read between sounds are forgiven. */
  @Test
  void whateverTextsComeTheLineGoesOn() {
    String any = "{'event':?,'channel_variables':{?:?},'format':?,'id':?,'error_text':?}";
    say(START);
    events.expectNext(new LineEvent.Announced(new UUID(3, 4)));
    OutsideTexts.through(65, 200, texts -> {
      say(texts.json(any));
      say(texts.next());
      for (int error = 0; error < 10; error++) {
        say("ERROR error_text:" + texts.next());
      }
      asterisk.sendNext(new SocketMessage.Binary(ByteString.fromArray(new byte[320])));
      world.settle();
      events.request(1);
      assertThat(events.expectNext()).isInstanceOf(LineEvent.Heard.class);
    });
  }

  @Test
  void whatIsPlayedBeforeTheStartIsDropped() {
    order(SILENCE);
    toAsterisk.expectNoMessage(Duration.ZERO);
    say("MEDIA_START format:ulaw optimal_frame_size:160");
    events.expectNext(new LineEvent.Announced(MADE));
    order(SILENCE);
    expectMedia(160);
  }

  /** A busy Asterisk: 2.6 s of sound come before MEDIA_START. */
  @Test
  void soundBeforeTheStartIsHeldAndGivenOnWithIt() {
    events.request(100);
    for (int n = 0; n < 130; n++) {
      asterisk.sendNext(new SocketMessage.Binary(ByteString.fromArray(new byte[320])));
      world.settle();
    }
    events.expectNoMessage(Duration.ZERO);
    say(START);
    events.expectNext(new LineEvent.Announced(new UUID(3, 4)));
    for (int n = 0; n < 130; n++) {
      assertThat(events.expectNext()).isInstanceOf(LineEvent.Heard.class);
    }
    order(SILENCE);
    expectMedia(320);
  }

  @Test
  void aFlushEmptiesTheQueueAndEndsAPauseInTheFormOfThePeer() {
    say("MEDIA_START format:ulaw optimal_frame_size:160");
    order(new LineCommand.Flush());
    expectText("FLUSH_MEDIA");
    expectText("CONTINUE_MEDIA");
  }

  @Test
  void marksGoOutBehindWhatTheyMarkAndComeBackAsFramesPlayed() {
    say("MEDIA_START format:ulaw optimal_frame_size:160");
    events.expectNext(new LineEvent.Announced(MADE));
    order(SILENCE);
    expectMedia(160);
    expectMedia(160);
    order(new LineCommand.Mark(120));
    expectText("MARK_MEDIA 120");
    say("MEDIA_MARK_PROCESSED 120");
    events.expectNext(new LineEvent.Played(121));
    say("MEDIA_MARK_PROCESSED whose");
    events.expectNoMessage(Duration.ZERO);
  }

  @Test
  void aMarkBeforeTheStartIsNothing() {
    order(new LineCommand.Mark(1));
    toAsterisk.expectNoMessage(Duration.ZERO);
    say(START);
    order(SILENCE);
    expectMedia(320);
  }

  @Test
  void aFullQueueHoldsBackNeitherAFlushNorTheHangUp() {
    say(START);
    events.expectNext();
    say("{\"event\":\"MEDIA_XOFF\"}");
    events.expectNext(new LineEvent.Waiting(18_000), new LineEvent.Ahead(899));
    order(new LineCommand.Flush());
    expectText("{\"command\":\"FLUSH_MEDIA\"}");
    expectText("{\"command\":\"CONTINUE_MEDIA\"}");
    say("{\"event\":\"MEDIA_XOFF\"}");
    order(new LineCommand.HangUp());
    expectText("{\"command\":\"HANGUP\"}");
  }

  @Test
  void asteriskIsAskedHowMuchWaitsAndItIsToldWhenThatIsTooMuch() {
    say(START);
    events.expectNext();
    status(4);
    events.expectNext(new LineEvent.Waiting(80));
    events.expectNoMessage(Duration.ZERO);
    status(5);
    events.expectNext(new LineEvent.Waiting(100), new LineEvent.Ahead(4));
  }

  @Test
  void marksThatWaitAreNoFrames() {
    say(START);
    events.expectNext();
    order(new LineCommand.Mark(10));
    expectText("{\"command\":\"MARK_MEDIA\",\"correlation_id\":\"10\"}");
    order(new LineCommand.Mark(12));
    expectText("{\"command\":\"MARK_MEDIA\",\"correlation_id\":\"12\"}");
    events.expectNoMessage(Duration.ZERO);
    say("{\"event\":\"MEDIA_MARK_PROCESSED\",\"correlation_id\":\"10\"}");
    events.expectNext(new LineEvent.Played(11));
    status(6);
    events.expectNext(new LineEvent.Waiting(100), new LineEvent.Ahead(4));
  }

  @Test
  void anAsteriskThatKnowsNoMarksIsSentNoMoreAndItsQueueIsBelieved() {
    say(START);
    events.expectNext();
    for (int mark = 0; mark < 50; mark++) {
      order(new LineCommand.Mark(mark));
      expectText("{\"command\":\"MARK_MEDIA\",\"correlation_id\":\"" + mark + "\"}");
    }
    order(new LineCommand.Mark(50));
    toAsterisk.expectNoMessage(Duration.ZERO);
    status(5);
    events.expectNext(new LineEvent.Waiting(100), new LineEvent.Ahead(4));
  }

  @Test
  void whatWaitedBeforeAFlushIsGone() {
    say(START);
    events.expectNext();
    world.pass(1000);
    expectText("{\"command\":\"GET_STATUS\"}");
    order(new LineCommand.Flush());
    expectText("{\"command\":\"FLUSH_MEDIA\"}");
    expectText("{\"command\":\"CONTINUE_MEDIA\"}");
    say("{\"event\":\"STATUS\",\"queue_length\":5}");
    events.expectNoMessage(Duration.ZERO);
    status(5);
    events.expectNext(new LineEvent.Waiting(100), new LineEvent.Ahead(4));
  }

  @Test
  void afterHangingUpAsteriskIsGivenTimeToClose() {
    say(START);
    order(new LineCommand.HangUp());
    expectText("{\"command\":\"HANGUP\"}");
    commands.expectCancellation();
    world.pass(900);
    toAsterisk.expectNoMessage(Duration.ZERO);
    world.pass(200);
    toAsterisk.expectComplete();
  }

  @Test
  void asterisksCloseAfterTheHangUpIsTheEnd() {
    say(START);
    order(new LineCommand.HangUp());
    expectText("{\"command\":\"HANGUP\"}");
    asterisk.sendComplete();
    world.settle();
    toAsterisk.expectComplete();
  }

  @Test
  void theCallersHangingUpEndsTheEvents() {
    say(START);
    asterisk.sendComplete();
    world.settle();
    events.expectNext();
    events.expectComplete();
    commands.sendComplete();
    world.settle();
    toAsterisk.expectComplete();
  }

  @Test
  void aConnectionThatBreaksIsAHangUpToo() {
    say(START);
    asterisk.sendError(new IllegalStateException("reset"));
    world.settle();
    events.expectNext();
    events.expectComplete();
  }

  @Test
  void aKeyIsTold() {
    say(START);
    events.expectNext();
    say("{\"event\":\"DTMF_END\",\"digit\":\"#\"}");
    events.expectNext(new LineEvent.KeyPressed('#'));
  }

  @Test
  void mediaThatDoNotBeginInTimeAreTheEnd() {
    world.pass(5010);
    toAsterisk.expectComplete();
    events.expectComplete();
  }

  @Test
  void aFormatWeDoNotSpeakEndsTheLine() {
    say("MEDIA_START format:opus optimal_frame_size:160");
    events.expectComplete();
    commands.sendComplete();
    world.settle();
    toAsterisk.expectComplete();
  }

  @Test
  void aConversationThatFailsIsHungUp() {
    say(START);
    commands.sendError(new IllegalStateException("a fault of ours"));
    world.settle();
    expectText("{\"command\":\"HANGUP\"}");
    asterisk.sendComplete();
    world.settle();
    assertThat(toAsterisk.expectError()).hasMessage("a fault of ours");
    assertThat(ended).isPresent();
  }

  @Test
  void aPeerThatBreaksOffIsNoFailure() {
    say(START);
    toAsterisk.cancel(new IllegalStateException("reset"));
    world.settle();
    assertThat(ended).isEmpty();
  }

  @Test
  void whenNobodyListensAsteriskIsReadOn() {
    say(START);
    events.cancel();
    world.settle();
    for (int n = 0; n < 40; n++) {
      asterisk.sendNext(new SocketMessage.Binary(ByteString.fromArray(new byte[320])));
      world.settle();
    }
    asterisk.expectRequest();
  }

  /** Asked, and answered. */
  private void status(int queued) {
    world.pass(1000);
    expectText("{\"command\":\"GET_STATUS\"}");
    say("{\"event\":\"STATUS\",\"queue_length\":" + queued + "}");
  }

  private void say(String text) {
    asterisk.sendNext(new SocketMessage.Text(text));
    world.settle();
  }

  private void order(LineCommand command) {
    commands.sendNext(command);
    world.settle();
  }

  private void expectText(String text) {
    assertThat(toAsterisk.expectNext().asTextMessage().getStrictText()).isEqualTo(text);
  }

  private void expectMedia(int bytes) {
    assertThat(toAsterisk.expectNext().asBinaryMessage().getStrictData().size()).isEqualTo(bytes);
  }
}
