package talkspurt.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.Told;
import talkspurt.line.LineCommand;
import talkspurt.media.settings.PlayoutSettings;
import talkspurt.telemetry.Metrics;

/** A thousand sentences of voices whose sound comes more or less evenly, played by a simulated clock. */
class JitteredVoicesTest {

  private static final String GAPS = "talkspurt_playout_underruns";

  private static final int SENTENCES = 1000;

  /** The first that a node hears of a voice, by which it learns what that needs. */
  private static final int LEARNING = 20;

  private static final int SENTENCE_MS = 2000;
  private static final int BETWEEN_MS = 300;
  private static final long MS = 1_000_000;
  private static final PlayoutSettings SIZED = settings(60, 1000);
  private static final PlayoutSettings FIXED = settings(200, 400);

  /**
   * How often sentences were interrupted, how much sound waited while they were played, and how long after the
   * earliest first sound they began.
   */
  private record Heard(long gaps, int typicalMs, int mostMs, int startMs) {}

  @Test
  void anEvenVoiceThatIsFasterThanSpeechHasLittleSoundAhead() {
    Heard heard = play(SIZED, true, 40, voice(40, 0.5, 5));
    assertThat(heard.gaps()).isLessThanOrEqualTo(1);
    assertThat(heard.typicalMs()).isBetween(60, 100);
    assertThat(heard.startMs()).isLessThanOrEqualTo(60);
    assertThat(play(FIXED, false, 40, voice(40, 0.5, 5)).typicalMs()).isGreaterThan(250);
  }

  @Test
  void anEvenVoiceAtThePaceOfSpeechHasLittleSoundAhead() {
    Heard heard = play(SIZED, true, 20, voice(20, 1, 5));
    assertThat(heard.gaps()).isLessThanOrEqualTo(1);
    assertThat(heard.typicalMs()).isLessThanOrEqualTo(100);
  }

  @Test
  void aVoiceThatComesInBurstsHasWhatItNeeds() {
    Heard heard = play(SIZED, true, 40, voice(40, 0.7, 250));
    assertThat(heard.gaps()).isLessThanOrEqualTo(1);
    assertThat(heard.mostMs()).isLessThanOrEqualTo(450);
    assertThat(heard.startMs()).isLessThanOrEqualTo(450);
    assertThat(play(FIXED, false, 40, voice(40, 0.7, 250)).gaps()).isGreaterThan(100);
  }

  @Test
  void aVoiceThatComesInBurstsAtThePaceOfSpeechHasWhatItNeeds() {
    assertThat(play(SIZED, true, 40, voice(40, 1, 250)).gaps()).isLessThanOrEqualTo(1);
    assertThat(play(FIXED, false, 40, voice(40, 1, 250)).gaps()).isGreaterThan(500);
  }

  /** When each piece is there, in ms from the first: in order, by its place and up to so much later. */
  private static IntToDoubleFunction voice(int pieceMs, double pace, int jitterMs) {
    Random random = new Random(pieceMs * 1000L + jitterMs);
    return piece -> piece * pieceMs * pace + random.nextDouble() * jitterMs;
  }

  private static Heard play(
      PlayoutSettings settings, boolean known, int pieceMs, IntToDoubleFunction when) {
    VoicePace pace = known ? new VoicePace("voice") : VoicePace.NONE;
    Metrics metrics = new Metrics();
    double learning = 0;
    int[] ahead = new int[3000];
    long started = 0;
    for (int sentence = -LEARNING; sentence < SENTENCES; sentence++) {
      if (sentence == 0) {
        learning = Told.by(metrics, GAPS);
        started = 0;
        Arrays.fill(ahead, 0);
      }
      Simulation one = new Simulation(settings, pace, pieceMs, when, metrics);
      one.run(ahead);
      started += one.startedMs;
    }
    return new Heard(
        (long) (Told.by(metrics, GAPS) - learning),
        percentile(ahead, 0.5),
        percentile(ahead, 0.99),
        (int) (started / SENTENCES));
  }

  private static int percentile(int[] counts, double share) {
    long left = (long) (Arrays.stream(counts).asLongStream().sum() * share);
    int value = 0;
    while (left >= counts[value]) {
      left -= counts[value++];
    }
    return value;
  }

  private static PlayoutSettings settings(int lowMs, int highMs) {
    return new PlayoutSettings(
        Duration.ofMillis(lowMs),
        Duration.ofMillis(highMs),
        Duration.ofMillis(60),
        Duration.ofMillis(10));
  }

  /** One sentence on a line of its own. */
  private static final class Simulation implements LinePlayout.Line, ReplyInput.Feed {

    private final LinePlayout playout;
    private final Deque<Double> due = new ArrayDeque<>();
    private final Deque<TtsPiece> pieces = new ArrayDeque<>();
    private Optional<ReplyInput> input = Optional.empty();
    private boolean pulled;
    private boolean finished;
    private long given;
    private long taken;
    private long startedMs = -1;
    private long nowMs;

    Simulation(
        PlayoutSettings settings,
        VoicePace pace,
        int pieceMs,
        IntToDoubleFunction when,
        Metrics metrics) {
      playout = new LinePlayout(settings, new EchoReference(), metrics, this, 0);
      if (pace != VoicePace.NONE) {
        add(new TtsPiece.SpokenBy(pace, ms -> {}), 0);
      }
      add(new TtsPiece.SegmentBegins("one two three"), 0);
      double at = 0;
      for (int piece = 0; piece < SENTENCE_MS / pieceMs; piece++) {
        at = Math.max(at, BETWEEN_MS + when.applyAsDouble(piece));
        add(new TtsPiece.Sound(new AudioFrame(8000, new short[pieceMs * 8])), at);
      }
      add(new TtsPiece.SegmentEnds(), at);
    }

    private void add(TtsPiece piece, double at) {
      pieces.add(piece);
      due.add(at);
    }

    void run(int[] ahead) {
      playout.obey(new PlayoutOrder.Speak(1, Source.empty()), 0);
      while (!finished) {
        nowMs++;
        deliver();
        if (nowMs % 20 == 0) {
          playout.release(nowMs * MS);
          if (startedMs >= 0) {
            taken += 20;
            ahead[(int) Math.max(0, given - taken)]++;
          }
        }
      }
    }

    private void deliver() {
      while (pulled && !pieces.isEmpty() && due.peek() <= nowMs) {
        pulled = false;
        due.remove();
        TtsPiece piece = pieces.remove();
        given += piece instanceof TtsPiece.Sound sound ? sound.frame().durationMs() : 0;
        playout.arrived(input.orElseThrow(), piece, nowMs * MS);
      }
      if (pieces.isEmpty()) {
        playout.ended(input.orElseThrow());
      }
    }

    @Override
    public boolean takes() {
      return true;
    }

    @Override
    public void push(LineCommand command) {}

    @Override
    public void send(LineCommand command) {}

    @Override
    public void hangUp() {}

    @Override
    public void tell(PlayoutEvent event) {
      if (event instanceof PlayoutEvent.Started) {
        startedMs = nowMs - BETWEEN_MS;
      }
      finished |= event instanceof PlayoutEvent.Finished;
    }

    @Override
    public void wakeAt(long dueNanos) {}

    @Override
    public ReplyInput.Feed run(Source<TtsPiece, NotUsed> source, ReplyInput running) {
      input = Optional.of(running);
      return this;
    }

    @Override
    public void pull() {
      pulled = true;
    }

    @Override
    public void cancel() {}
  }
}
