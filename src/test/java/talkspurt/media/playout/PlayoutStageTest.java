package talkspurt.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.japi.Pair;
import akka.stream.ClosedShape;
import akka.stream.FanOutShape2;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.GraphDSL;
import akka.stream.javadsl.RunnableGraph;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.call.SpokenText;
import talkspurt.fake.CountedWorld;
import talkspurt.line.LineCommand;
import talkspurt.line.LineCommand.Flush;
import talkspurt.line.LineCommand.HangUp;
import talkspurt.line.LineCommand.Play;
import talkspurt.media.playout.PlayoutEvent.AnswerStarted;
import talkspurt.media.playout.PlayoutEvent.Dropped;
import talkspurt.media.playout.PlayoutEvent.Finished;
import talkspurt.media.playout.PlayoutEvent.Paused;
import talkspurt.media.playout.PlayoutEvent.Reached;
import talkspurt.media.playout.PlayoutEvent.Resumed;
import talkspurt.media.playout.PlayoutEvent.SegmentPlayed;
import talkspurt.media.playout.PlayoutEvent.SegmentStarted;
import talkspurt.media.playout.PlayoutEvent.Started;
import talkspurt.media.playout.TtsPiece.SegmentBegins;
import talkspurt.media.playout.TtsPiece.SegmentEnds;
import talkspurt.media.playout.TtsPiece.Sound;
import talkspurt.telemetry.Metrics;

class PlayoutStageTest {

  private final CountedWorld world = new CountedWorld();
  private final EchoReference voice = new EchoReference();
  private final List<PlayoutEvent> events = new ArrayList<>();
  private final List<PlayoutEvent> positions = new ArrayList<>();
  private final List<Long> marks = new ArrayList<>();
  private TestPublisher.Probe<PlayoutOrder> orders;
  private TestSubscriber.Probe<LineCommand> line;
  private long timersBefore;

  @BeforeEach
  void connect() {
    timersBefore = world.timers();
    PlayoutStage stage =
        new PlayoutStage(PlayoutBufferTest.SETTINGS, voice, world.clock(), new Metrics());
    world.run(RunnableGraph.fromGraph(GraphDSL.create(
        TestSource.<PlayoutOrder>create(world.system()),
        TestSink.<LineCommand>create(world.system()),
        (source, sink) -> {
          orders = source;
          line = sink;
          return NotUsed.getInstance();
        },
        (b, source, sink) -> {
          FanOutShape2<PlayoutOrder, LineCommand, PlayoutEvent> playout = b.add(stage);
          b.from(source).toInlet(playout.in());
          b.from(playout.out0()).via(b.add(withoutMarks())).to(sink);
          b.from(playout.out1()).to(b.add(Sink.foreach(this::collect)));
          return ClosedShape.getInstance();
        })));
    world.settle();
  }

  @AfterEach
  void end() {
    world.close();
  }

  // ---- the clock

  @Test
  void exactlyOneFrameEveryTwentyMillisecondsFromTheFirstMoment() {
    line.request(1000);
    world.settle();
    assertThat(frames(1)).containsOnly(0);
    for (int n = 0; n < 100; n++) {
      world.pass(19);
      line.expectNoMessage(Duration.ZERO);
      world.pass(1);
      assertThat(frames(1)).hasSize(160).containsOnly(0);
      line.expectNoMessage(Duration.ZERO);
    }
  }

  @Test
  void aLineThatIsSlowToTakeAFrameGetsWhatItMissedIfThatIsLittle() {
    line.request(1);
    world.pass(80);
    line.request(100);
    world.settle();
    assertThat(frames(5)).hasSize(800);
    line.expectNoMessage(Duration.ZERO);
    world.pass(20);
    frames(1);
  }

  @Test
  void aLineThatDidNotTakeFramesForLongIsNotFloodedAndLosesNoSpeech() {
    line.request(1);
    world.settle();
    frames(1);
    voice.beside(160);
    speak(1, speech("one", 200));
    world.pass(1000);
    line.request(100);
    world.settle();
    assertThat(frames(1)).doesNotContain(0);
    for (int missed = 0; missed < 50; missed++) {
      assertThat(voice.beside(160).samples()).as("beside what was heard").containsOnly(0);
    }
    assertThat(voice.beside(160).samples()).as("at the end of the stall").doesNotContain(0);
    line.expectNoMessage(Duration.ZERO);
    world.pass(180);
    assertThat(frames(9)).doesNotContain(0);
    assertThat(events).endsWith(new Finished(1, new SpokenText("one")));
  }

  @Test
  void aLineThatHasTooMuchIsGivenNothingForThatLongAndLosesNoSpeech() {
    line.request(1000);
    world.settle();
    frames(1);
    speak(1, speech("one", 400));
    world.pass(100);
    frames(5);
    order(new PlayoutOrder.LineAhead(10));
    world.pass(200);
    line.expectNoMessage(Duration.ZERO);
    voice.beside(160 + 960); // what was before
    assertThat(voice.beside(1600).samples()).containsOnly(0); // as long in the reference
    world.pass(300);
    assertThat(frames(15)).doesNotContain(0);
    assertThat(events).endsWith(new Finished(1, new SpokenText("one")));
  }

  @Test
  void whileALineRestsWhatIsHeardGoesOn() {
    line.request(1000);
    world.settle();
    frames(1);
    speak(1, speech("one", 200));
    world.pass(180);
    frames(9);
    order(new PlayoutOrder.LinePlayed(2));
    order(new PlayoutOrder.LineAhead(4));
    world.pass(80);
    order(new PlayoutOrder.Pause());
    assertThat(events).endsWith(new Paused(1, 100));
  }

  @Test
  void aFlushEndsTheRest() {
    line.request(1000);
    world.settle();
    frames(1);
    speak(1, speech("one", 400));
    world.pass(100);
    frames(5);
    order(new PlayoutOrder.LinePlayed(3));
    order(new PlayoutOrder.LineAhead(500));
    world.pass(20);
    line.expectNoMessage(Duration.ZERO);
    order(new PlayoutOrder.Drop());
    line.expectNext(new Flush());
    world.pass(20);
    frames(1);
  }

  // ---- speech

  @Test
  void aReplyIsPlayedWithItsMarksAndThenSilence() {
    line.request(1000);
    world.pass(100);
    frames(6);
    speak(1, speech("one", 100).concat(speech("two", 100)));
    world.pass(200);
    assertThat(frames(10)).doesNotContain(0);
    world.pass(40);
    assertThat(frames(2)).containsOnly(0);
    assertThat(events)
        .containsExactly(
            new Started(1),
            new SegmentPlayed(1, new SpokenText("one")),
            new SegmentPlayed(1, new SpokenText("two")),
            new Finished(1, new SpokenText("one two")));
  }

  @Test
  void neverMoreIsPulledThanTheHighWaterAndOnePiece() {
    line.request(10_000);
    AtomicInteger pulled = new AtomicInteger();
    speak(1, endless(60, pulled));
    for (int n = 0; n < 200; n++) {
      assertThat(60 * pulled.get() - 20 * n).isBetween(100, 400 + 60);
      world.pass(20);
    }
  }

  @Test
  void whilePausedNoMoreIsPulledThanTheHighWater() {
    line.request(10_000);
    AtomicInteger pulled = new AtomicInteger();
    speak(1, endless(20, pulled));
    order(new PlayoutOrder.Pause());
    world.pass(5000);
    assertThat(20 * pulled.get()).isEqualTo(400);
  }

  @Test
  void aPauseIsHeardWithTheNextFrameAndTheRestAfterIt() {
    line.request(1000);
    speak(1, speech("one", 400));
    world.pass(100);
    frames(6);
    order(new PlayoutOrder.Pause());
    world.pass(20);
    frames(1);
    world.pass(400);
    assertThat(frames(20)).containsOnly(0);
    assertThat(voice.hasFloor()).isTrue();
    order(new PlayoutOrder.Resume());
    world.pass(400);
    frames(20);
    assertThat(events)
        .containsExactly(
            new Started(1),
            new Paused(1, 100),
            new Resumed(1),
            new SegmentPlayed(1, new SpokenText("one")),
            new Finished(1, new SpokenText("one")));
  }

  @Test
  void whatIsDroppedIsCancelledAtOnceAndTheFloorIsFreeBeforeTheNextFrame() {
    line.request(1000);
    TestPublisher.Probe<TtsPiece> synthesizer = speak(1);
    synthesizer.sendNext(new SegmentBegins("one two three four"));
    world.settle();
    synthesizer.sendNext(sound(400));
    world.pass(300);
    assertThat(voice.hasFloor()).isTrue();
    order(new PlayoutOrder.Drop());
    synthesizer.expectCancellation();
    assertThat(voice.hasFloor()).isFalse();
    frames(16);
    world.pass(100);
    assertThat(frames(5)).containsOnly(0);
    assertThat(events)
        .containsExactly(new Started(1), new Paused(1, 300), new Dropped(1, new SpokenText("one")));
  }

  @Test
  void aNewReplyCancelsTheOneBefore() {
    line.request(1000);
    TestPublisher.Probe<TtsPiece> first = speak(1);
    TestPublisher.Probe<TtsPiece> second = speak(2);
    first.expectCancellation();
    assertThat(second.expectRequest()).isPositive();
    assertThat(events).containsExactly(new Paused(1, 0), new Dropped(1, new SpokenText("")));
  }

  @Test
  void speechThatFailsIsPlayedAsFarAsItCame() {
    line.request(1000);
    TestPublisher.Probe<TtsPiece> synthesizer = speak(1);
    synthesizer.sendNext(new SegmentBegins("one"));
    world.settle();
    synthesizer.sendNext(sound(40));
    synthesizer.sendError(new IllegalStateException("a fault of theirs"));
    world.pass(100);
    assertThat(events).startsWith(new Started(1)).hasSize(2);
    assertThat(events.get(1)).isInstanceOf(Finished.class);
    assertThat(voice.hasFloor()).isFalse();
  }

  @Test
  void theLinesRateHoldsFromTheNextFrameOn() {
    line.request(1000);
    world.settle();
    frames(1);
    voice.rate(16000);
    world.pass(20);
    assertThat(frames(1)).hasSize(320);
  }

  @Test
  void everyFrameIsShownToTheEchoCanceller() {
    line.request(1000);
    world.settle();
    voice.beside(160);
    speak(1, speech("one", 200));
    world.pass(200);
    short[] played = frames(11);
    voice.beside(160); // a frame earlier is beside
    assertThat(voice.beside(1600).samples()).isEqualTo(Arrays.copyOfRange(played, 160, 1760));
  }

  // ---- the end

  @Test
  void hangingUpDropsSpeechAndIsTheLastThing() {
    line.request(1000);
    TestPublisher.Probe<TtsPiece> synthesizer = speak(1);
    synthesizer.sendNext(sound(200));
    world.pass(100);
    frames(6);
    order(new PlayoutOrder.HangUp());
    line.expectNext(new HangUp());
    line.expectComplete();
    synthesizer.expectCancellation();
    orders.expectCancellation();
    assertThat(events).endsWith(new Paused(1, 100), new Dropped(1, new SpokenText("")));
    assertThat(world.timers()).isEqualTo(timersBefore);
  }

  @Test
  void theLastWordIsHeardBeforeTheLineIsHungUp() {
    line.request(1000);
    world.settle();
    speak(1, speech("goodbye", 100));
    world.pass(100);
    assertThat(events).endsWith(new Finished(1, new SpokenText("goodbye")));
    frames(6);
    order(new PlayoutOrder.HangUp());
    world.pass(160);
    assertThat(frames(8)).containsOnly(0);
    line.expectNoMessage(Duration.ZERO);
    world.pass(20);
    assertThat(frames(1)).containsOnly(0);
    line.expectNext(new HangUp());
    line.expectComplete();
  }

  @Test
  void aLineThatDoesNotTakeTheHangUpGetsItWhenItDoes() {
    line.request(1);
    world.settle();
    frames(1);
    order(new PlayoutOrder.HangUp());
    orders.sendComplete();
    world.pass(500);
    line.expectNoMessage(Duration.ZERO);
    line.request(1);
    world.settle();
    line.expectNext(new HangUp());
    line.expectComplete();
  }

  @Test
  void theEndOfTheOrdersIsTheEnd() {
    line.request(10);
    TestPublisher.Probe<TtsPiece> synthesizer = speak(1);
    orders.sendComplete();
    world.settle();
    frames(1);
    line.expectComplete();
    synthesizer.expectCancellation();
  }

  @Test
  void aLineThatIsGoneCancelsSpeech() {
    line.request(10);
    TestPublisher.Probe<TtsPiece> synthesizer = speak(1);
    line.cancel();
    world.settle();
    synthesizer.expectCancellation();
    orders.expectCancellation();
    assertThat(world.timers()).isEqualTo(timersBefore);
  }

  private void order(PlayoutOrder order) {
    orders.sendNext(order);
    world.settle();
  }

  private void speak(int turn, Source<TtsPiece, NotUsed> speech) {
    order(new PlayoutOrder.Speak(turn, speech));
  }

  private TestPublisher.Probe<TtsPiece> speak(int turn) {
    var ends = TestSource.<TtsPiece>create(world.system()).preMaterialize(world.system());
    speak(turn, ends.second());
    return ends.first();
  }

  private static Source<TtsPiece, NotUsed> endless(int pieceMs, AtomicInteger pulled) {
    return Source.unfold(0, n -> {
      pulled.incrementAndGet();
      return Optional.of(Pair.create(n + 1, sound(pieceMs)));
    });
  }

  private static Source<TtsPiece, NotUsed> speech(String words, int ms) {
    return Source.from(List.of(new SegmentBegins(words), sound(ms), new SegmentEnds()));
  }

  private static Sound sound(int ms) {
    short[] samples = new short[8 * ms];
    Arrays.fill(samples, (short) 1000);
    return new Sound(new AudioFrame(8000, samples));
  }

  /** Not a filter: that would pull ahead. */
  private Flow<LineCommand, LineCommand, NotUsed> withoutMarks() {
    return Flow.of(LineCommand.class).mapConcat(command -> {
      if (command instanceof LineCommand.Mark mark) {
        marks.add(mark.frames());
        return List.of();
      }
      return List.of(command);
    });
  }

  private void collect(PlayoutEvent event) {
    boolean position = event instanceof Reached
        || event instanceof SegmentStarted
        || event instanceof AnswerStarted;
    (position ? positions : events).add(event);
  }

  // ---- lines that tell what they have played

  @Test
  void whileTheBotSpeaksTheLineIsAskedHowFarItHasPlayed() {
    line.request(1000);
    world.pass(1000);
    assertThat(marks).isEmpty();
    speak(1, speech("one", 1000));
    world.pass(980);
    assertThat(marks).hasSizeBetween(24, 25).allMatch(frames -> frames % 2 == 0);
    world.pass(1000);
    assertThat(marks).hasSizeBetween(24, 25);
  }

  @Test
  void whatTheLineHasNotPlayedIsFlushedAndToldAsNotHeard() {
    line.request(1000);
    world.settle();
    speak(1, speech("one", 1000));
    world.pass(200);
    frames(11);
    orders.sendNext(new PlayoutOrder.LinePlayed(marks.get(marks.size() - 1) - 2));
    world.pass(100);
    frames(5);
    orders.sendNext(new PlayoutOrder.Pause());
    world.settle();
    line.expectNext(new Flush());
    assertThat(events).endsWith(new Paused(1, 300 - 60));
  }

  /** The samples of the next frames, which are there already. */
  private short[] frames(int count) {
    short[] heard = new short[0];
    for (int n = 0; n < count; n++) {
      AudioFrame frame = ((Play) line.expectNext()).frame();
      int before = heard.length;
      heard = Arrays.copyOf(heard, before + frame.samples().length);
      System.arraycopy(frame.samples(), 0, heard, before, frame.samples().length);
    }
    return heard;
  }
}
