package talkspurt.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.audio.Ambience;
import talkspurt.audio.AudioFrame;
import talkspurt.call.SpokenText;
import talkspurt.line.LineCommand;
import talkspurt.media.playout.PlayoutEvent.Dropped;
import talkspurt.media.playout.PlayoutEvent.Finished;
import talkspurt.media.playout.PlayoutEvent.Paused;
import talkspurt.media.playout.TtsPiece.SegmentBegins;
import talkspurt.media.playout.TtsPiece.SegmentEnds;
import talkspurt.media.playout.TtsPiece.Sound;
import talkspurt.media.settings.ProfileAmbience;
import talkspurt.telemetry.Metrics;

class LinePlayoutTest {

  private static final long MS = 1_000_000;
  private static final long START = 987_654_321;

  private final EchoReference voice = new EchoReference();
  private final Metrics metrics = new Metrics();
  private final List<LineCommand> commands = new ArrayList<>();
  private final List<PlayoutEvent> events = new ArrayList<>();
  private final List<Speech> speeches = new ArrayList<>();
  private int takes = 1_000_000;
  private boolean hungUp;
  private int eventsBefore;
  private Optional<Duration> wake = Optional.empty();
  private long now = START;
  private final LinePlayout playout =
      new LinePlayout(PlayoutBufferTest.SETTINGS, voice, metrics, new FakeLine(), START);

  private static final class Speech implements ReplyInput.Feed {
    private final ReplyInput input;
    private boolean pulled;
    private boolean cancelled;

    Speech(ReplyInput input) {
      this.input = input;
    }

    @Override
    public void pull() {
      pulled = true;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  private final class FakeLine implements LinePlayout.Line {
    @Override
    public boolean takes() {
      return takes > 0;
    }

    @Override
    public void push(LineCommand command) {
      assertThat(takes).isPositive();
      takes--;
      commands.add(command);
    }

    @Override
    public void send(LineCommand command) {
      commands.add(command);
    }

    @Override
    public void hangUp() {
      assertThat(hungUp).isFalse();
      hungUp = true;
      eventsBefore = events.size();
    }

    @Override
    public void tell(PlayoutEvent event) {
      events.add(event);
    }

    @Override
    public void wakeAt(long dueNanos) {
      wake = Optional.of(Duration.ofNanos(dueNanos - now));
    }

    @Override
    public ReplyInput.Feed run(Source<TtsPiece, NotUsed> source, ReplyInput input) {
      Speech speech = new Speech(input);
      speeches.add(speech);
      return speech;
    }
  }

  // ---- the clock

  @Test
  void aFrameIsSentEveryTwentyMilliseconds() {
    pass(0);
    assertThat(played()).isEqualTo(1);
    assertThat(wake).contains(Duration.ofMillis(20));
    pass(19);
    assertThat(played()).isEqualTo(1);
    assertThat(wake).contains(Duration.ofMillis(1));
    pass(1);
    assertThat(played()).isEqualTo(2);
    assertThat(counter("talkspurt_frames_played")).isEqualTo(2);
  }

  @Test
  void aLineThatTakesNothingIsNotWokenAndGetsWhatItMissed() {
    takes = 0;
    pass(60);
    assertThat(commands).isEmpty();
    assertThat(wake).isEmpty();
    takes = 3;
    pass(0);
    assertThat(played()).isEqualTo(3);
    assertThat(wake).as("one more is due").isEmpty();
    takes = 100;
    pass(0);
    assertThat(played()).isEqualTo(4);
  }

  @ParameterizedTest(name = "after {0} ms {1} frames, {2} skipped")
  @CsvSource({"80, 5, 0", "99, 5, 0", "100, 2, 4", "1000, 2, 49"})
  void aLongStallIsSkipped(int ms, int frames, int skipped) {
    pass(0);
    pass(ms);
    assertThat(played()).isEqualTo(frames);
    assertThat(counter("talkspurt_playout_skipped_frames")).isEqualTo(skipped);
  }

  @Test
  void aStallIsTimeForTheLineToPlayWhatItHas() {
    speakOf(1000);
    passFrames(11);
    order(new PlayoutOrder.LinePlayed(1));
    pass(100); // 5 frames are skipped, 1 is sent
    order(new PlayoutOrder.Pause());
    assertThat(events).as("10 behind, 5 of them played").contains(new Paused(1, 20 * 7));
  }

  @Test
  void whileTheLineHasTooMuchItIsGivenNothing() {
    speakOf(1000);
    passFrames(10);
    order(new PlayoutOrder.LinePlayed(4));
    order(new PlayoutOrder.LineAhead(3));
    takes = 0;
    passFrames(3);
    assertThat(played()).isEqualTo(10);
    assertThat(counter("talkspurt_line_rested_frames")).isEqualTo(3);
    takes = 100;
    order(new PlayoutOrder.Pause());
    assertThat(commands).endsWith(new LineCommand.Flush());
    assertThat(events).as("6 behind, 3 of them played").contains(new Paused(1, 20 * 7));
    passFrames(2);
    assertThat(played()).isEqualTo(12);
  }

  @Test
  void aRestIsInTheReferenceToo() {
    pass(0);
    voice.beside(160 + 160);
    order(new PlayoutOrder.LineAhead(2));
    speakOf(1000);
    pass(20);
    pass(20);
    pass(20);
    assertThat(voice.beside(320).samples()).containsOnly(0);
    assertThat(voice.beside(160).samples()).doesNotContain(0);
  }

  @Test
  void aProfilesAmbienceIsInTheReferenceAsTheLineIsSentItAndIsNoSpeech() {
    short[] office = new short[16_000];
    for (int i = 0; i < office.length; i++) {
      office[i] = (short) (i % 2 == 0 ? 900 : -800);
    }
    pass(0);
    voice.beside(160);
    order(new PlayoutOrder.Accompany(
        ProfileAmbience.of(new Ambience(new AudioFrame(8000, office), -40))));
    commands.clear();
    passFrames(11);
    List<AudioFrame> sent = commands.stream()
        .filter(LineCommand.Play.class::isInstance)
        .map(command -> ((LineCommand.Play) command).frame())
        .toList();
    assertThat(sent.get(9).samples()).doesNotContain(0);
    short[] shown = voice.beside(160 * 10).samples();
    assertThat(Arrays.copyOfRange(shown, 160 * 8, 160 * 9))
        .isIn(sent.stream().map(AudioFrame::samples).toList());
    assertThat(voice.hasFloor()).isFalse();
    assertThat(events).isEmpty();
  }

  @Test
  void aStallIsInTheReferenceToo() {
    pass(0);
    voice.beside(160 + 160);
    speakOf(1000);
    pass(120);
    assertThat(voice.beside(800).samples()).containsOnly(0);
    assertThat(voice.beside(160).samples()).doesNotContain(0);
  }

  @Test
  void aStallInARestIsSkipped() {
    pass(0);
    order(new PlayoutOrder.LineAhead(1));
    pass(120);
    assertThat(counter("talkspurt_playout_skipped_frames")).isEqualTo(5);
    assertThat(played()).isEqualTo(1);
  }

  @Test
  void whatIsHeardInARestIsTold() {
    speakOf(60);
    passFrames(2);
    order(new PlayoutOrder.LinePlayed(0));
    passFrames(1);
    order(new PlayoutOrder.LineAhead(2));
    passFrames(2);
    assertThat(events).endsWith(new Finished(1, new SpokenText("one")));
    assertThat(voice.hasFloor()).isFalse();
  }

  @Test
  void aNewReplyFlushesTheLine() {
    speakOf(400);
    passFrames(5);
    order(new PlayoutOrder.LinePlayed(2));
    speak(2, source());
    assertThat(commands).endsWith(new LineCommand.Flush());
  }

  @Test
  void aFlushEndsARest() {
    speakOf(1000);
    passFrames(10);
    order(new PlayoutOrder.LinePlayed(5));
    order(new PlayoutOrder.LineAhead(50));
    order(new PlayoutOrder.Drop());
    assertThat(commands).endsWith(new LineCommand.Flush());
    passFrames(1);
    assertThat(played()).isEqualTo(11);
  }

  @Test
  void whatWasNotFlushedRestsOn() {
    speakOf(1000);
    passFrames(10);
    order(new PlayoutOrder.LineAhead(50));
    order(new PlayoutOrder.Drop());
    passFrames(1);
    assertThat(played()).isEqualTo(10);
    assertThat(commands).doesNotContain(new LineCommand.Flush());
  }

  // ---- what the line is asked

  @Test
  void everySecondFrameOfSpeechTheLineIsAskedHowFarItIs() {
    passFrames(4);
    assertThat(marks()).isEmpty();
    speakOf(100);
    passFrames(4);
    assertThat(marks()).containsExactly(6L, 8L);
    passFrames(20);
    assertThat(marks()).as("the last word was sent with frame 9").containsExactly(6L, 8L);
  }

  @Test
  void framesThatTheLineDoesNotTellOfAreNotHeard() {
    speakOf(1000);
    order(new PlayoutOrder.LinePlayed(0));
    passFrames(20);
    order(new PlayoutOrder.Pause());
    assertThat(events).as("the first mark is at 2").contains(new Paused(1, 60));
  }

  // ---- speech

  @Test
  void speechIsPulledBelowTheLowWaterUpToTheHighWater() {
    speak(1, source());
    Speech speech = speeches.get(0);
    for (int n = 0; n < 20; n++) {
      assertThat(speech.pulled).as("%d ms", 20 * n).isTrue();
      speech.pulled = false;
      playout.arrived(speech.input, sound(20), now);
    }
    assertThat(speech.pulled).isFalse();
    passFrames(10);
    assertThat(speech.pulled).as("200 ms wait").isFalse();
    passFrames(1);
    assertThat(speech.pulled).isTrue();
    assertThat(counter("talkspurt_playout_underruns")).isZero();
    passFrames(15);
    assertThat(counter("talkspurt_playout_underruns")).isEqualTo(1);
    passFrames(1);
    assertThat(counter("talkspurt_playout_underruns")).isEqualTo(1);
  }

  @Test
  void aReplyIsHeardToItsEnd() {
    speakOf(100);
    assertThat(voice.hasFloor()).isTrue();
    passFrames(5);
    assertThat(voice.hasFloor()).isFalse();
    assertThat(events).endsWith(new Finished(1, new SpokenText("one")));
    assertThat(speeches.get(0).cancelled).isFalse();
  }

  @Test
  void aNewReplyCancelsTheOneBefore() {
    speakOf(400);
    passFrames(5);
    speak(2, source());
    assertThat(speeches.get(0).cancelled).isTrue();
    assertThat(speeches.get(1).cancelled).isFalse();
    assertThat(events).endsWith(new Paused(1, 100), new Dropped(1, new SpokenText("")));
  }

  @Test
  void whatIsDroppedIsCancelled() {
    speakOf(400);
    order(new PlayoutOrder.Drop());
    assertThat(speeches.get(0).cancelled).isTrue();
    assertThat(voice.hasFloor()).isFalse();
  }

  @Test
  void aPauseIsResumed() {
    speakOf(400);
    passFrames(5);
    order(new PlayoutOrder.Pause());
    passFrames(3);
    order(new PlayoutOrder.Resume());
    passFrames(20);
    assertThat(events)
        .contains(new Paused(1, 100), new PlayoutEvent.Resumed(1))
        .endsWith(new Finished(1, new SpokenText("one")));
  }

  @Test
  void aRateOfTheLineHoldsFromTheNextFrameOn() {
    passFrames(1);
    voice.rate(16_000);
    passFrames(1);
    assertThat(((LineCommand.Play) commands.get(1)).frame().rateHz()).isEqualTo(16_000);
  }

  // ---- speech that is prepared

  @Test
  void theBeginningIsMadeReadyUnheardAndPlayedFromThere() {
    Source<TtsPiece, NotUsed> source = source();
    order(new PlayoutOrder.Prepare(source));
    Speech speech = speeches.get(0);
    assertThat(speech.pulled).isTrue();
    playout.arrived(speech.input, new SegmentBegins("one"), now);
    for (int n = 0; n < 4; n++) {
      assertThat(speech.pulled).as("%d ms", 100 * n).isTrue();
      speech.pulled = false;
      playout.arrived(speech.input, sound(100), now);
    }
    assertThat(speech.pulled).as("400 ms").isFalse();
    passFrames(5);
    assertThat(events).isEmpty();
    speak(1, source);
    assertThat(speeches).hasSize(1);
    passFrames(10);
    assertThat(speech.pulled).isFalse();
    passFrames(1);
    assertThat(speech.pulled).isTrue();
    playout.arrived(speech.input, new SegmentEnds(), now);
    playout.ended(speech.input);
    passFrames(10);
    assertThat(events).endsWith(new Finished(1, new SpokenText("one")));
  }

  @Test
  void whatWasReadyToItsEndIsPlayedToItsEnd() {
    Source<TtsPiece, NotUsed> source = source();
    order(new PlayoutOrder.Prepare(source));
    playout.arrived(speeches.get(0).input, new SegmentBegins("one"), now);
    playout.arrived(speeches.get(0).input, sound(40), now);
    playout.arrived(speeches.get(0).input, new SegmentEnds(), now);
    playout.ended(speeches.get(0).input);
    passFrames(3);
    speak(1, source);
    passFrames(2);
    assertThat(events).endsWith(new Finished(1, new SpokenText("one")));
  }

  @Test
  void theEndOfWhatIsReadyIsNotTheEndOfWhatIsSaid() {
    speak(1, source());
    playout.arrived(speeches.get(0).input, sound(100), now);
    order(new PlayoutOrder.Prepare(source()));
    playout.ended(speeches.get(1).input);
    passFrames(10);
    assertThat(voice.hasFloor()).isTrue();
    playout.ended(speeches.get(0).input);
    passFrames(1);
    assertThat(voice.hasFloor()).isFalse();
  }

  @Test
  void anotherSpeechLeavesWhatIsReadyUntilItIsForgotten() {
    order(new PlayoutOrder.Prepare(source()));
    speak(1, source());
    assertThat(speeches).hasSize(2);
    assertThat(speeches.get(0).cancelled).isFalse();
    order(new PlayoutOrder.Prepare(source()));
    assertThat(speeches.get(0).cancelled).as("another is prepared").isTrue();
    order(new PlayoutOrder.Forget());
    assertThat(speeches.get(2).cancelled).isTrue();
    assertThat(speeches.get(1).cancelled).isFalse();
  }

  // ---- the end

  @Test
  void hangingUpDropsSpeechAtOnce() {
    speakOf(400);
    order(new PlayoutOrder.Prepare(source()));
    passFrames(5);
    assertThat(playout.hangingUp()).isFalse();
    order(new PlayoutOrder.HangUp());
    assertThat(playout.hangingUp()).isTrue();
    assertThat(hungUp).isTrue();
    assertThat(eventsBefore).as("all is told before").isEqualTo(events.size());
    assertThat(speeches).allMatch(speech -> speech.cancelled);
    assertThat(events).endsWith(new Paused(1, 100), new Dropped(1, new SpokenText("")));
    speak(2, source());
    assertThat(speeches).as("nothing is obeyed any more").hasSize(2);
  }

  @ParameterizedTest(name = "{0} frames after the last word: {1} frames more")
  @CsvSource({"0, 9", "3, 6", "8, 1", "9, 0", "30, 0"})
  void theLastWordIsHeardOnTheWay(int after, int more) {
    speakOf(100);
    passFrames(5 + after);
    int before = played();
    order(new PlayoutOrder.HangUp());
    for (int n = 0; n < 20 && !hungUp; n++) {
      passFrames(1);
    }
    assertThat(hungUp).isTrue();
    assertThat(played() - before).isEqualTo(more);
  }

  @Test
  void aLineThatHasHeardNothingIsHungUpAtOnce() {
    order(new PlayoutOrder.HangUp());
    assertThat(hungUp).isTrue();
    assertThat(commands).isEmpty();
  }

  @Test
  void aLineThatTakesNothingIsHungUpLater() {
    takes = 0;
    order(new PlayoutOrder.HangUp());
    pass(500);
    assertThat(hungUp).isFalse();
    takes = 1;
    pass(0);
    assertThat(hungUp).isTrue();
    assertThat(played()).isZero();
  }

  @Test
  void theEndCancelsAllSpeech() {
    speakOf(100);
    order(new PlayoutOrder.Prepare(source()));
    playout.close();
    assertThat(speeches).hasSize(2).allMatch(speech -> speech.cancelled);
  }

  @Test
  void whatIsCutIsAskedOfTheReference() {
    speak(3, source());
    playout.arrived(speeches.get(0).input, new SegmentBegins("one two"), now);
    playout.arrived(speeches.get(0).input, sound(1000), now);
    passFrames(40);
    assertThat(voice.cut()).contains(new TtsCut(3, new SpokenText("one")));
    order(new PlayoutOrder.Drop());
    assertThat(voice.cut()).isEmpty();
  }

  private void pass(long ms) {
    now += ms * MS;
    playout.release(now);
  }

  /** So many frames come to be due; the first is due at the beginning. */
  private void passFrames(int count) {
    for (int n = 0; n < count; n++) {
      playout.release(now);
      now += 20 * MS;
    }
  }

  private void order(PlayoutOrder order) {
    playout.obey(order, now);
  }

  private void speak(int turn, Source<TtsPiece, NotUsed> source) {
    order(new PlayoutOrder.Speak(turn, source));
  }

  /** A reply of one sentence, all of which is there. */
  private void speakOf(int ms) {
    speak(1, source());
    ReplyInput input = speeches.get(speeches.size() - 1).input;
    playout.arrived(input, new SegmentBegins("one"), now);
    playout.arrived(input, sound(ms), now);
    playout.arrived(input, new SegmentEnds(), now);
    playout.ended(input);
  }

  /** Each is another: that is how what is prepared is known. */
  private static Source<TtsPiece, NotUsed> source() {
    return Source.single(new SegmentEnds());
  }

  private int played() {
    return (int) commands.stream().filter(LineCommand.Play.class::isInstance).count();
  }

  private List<Long> marks() {
    return commands.stream()
        .filter(LineCommand.Mark.class::isInstance)
        .map(mark -> ((LineCommand.Mark) mark).frames())
        .toList();
  }

  private int counter(String name) {
    return metrics.registry().scrape(name::equals).stream()
        .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
        .mapToInt(point -> (int) point.getValue())
        .sum();
  }

  private static Sound sound(int ms) {
    short[] samples = new short[8 * ms];
    Arrays.fill(samples, (short) 1000);
    return new Sound(new AudioFrame(8000, samples));
  }
}
