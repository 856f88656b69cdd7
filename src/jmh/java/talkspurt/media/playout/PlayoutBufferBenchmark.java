package talkspurt.media.playout;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import talkspurt.audio.AudioFrame;
import talkspurt.media.settings.PlayoutSettings;

/** What a line costs each 20 ms by its playback: speech in sentences of 2 s, in pieces of 100 ms. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PlayoutBufferBenchmark {

  private static final int PIECES = 20;

  /** How many frames later the line plays. */
  @Param({"0", "5"})
  public int behind;

  private PlayoutBuffer buffer;
  private TtsPiece.Sound piece;
  private int turn;
  private int pieces;

  /** A line of 8000 Hz. */
  @Setup
  public void open() {
    buffer = new PlayoutBuffer(
        new PlayoutSettings(
            Duration.ofMillis(200),
            Duration.ofMillis(400),
            Duration.ofMillis(60),
            Duration.ofMillis(10)),
        8000);
    piece = new TtsPiece.Sound(new AudioFrame(8000, new short[800]));
    if (behind > 0) {
      buffer.behind(behind);
    }
  }

  /** One frame, as {@code PlayoutStage} has it made. */
  @Benchmark
  public AudioFrame frame() {
    if (!buffer.speaking()) {
      buffer.begin(++turn);
      pieces = 0;
    }
    while (buffer.wantsMore()) {
      feed();
    }
    AudioFrame frame = buffer.next();
    buffer.takeEvents();
    return frame;
  }

  private void feed() {
    if (pieces % PIECES == 0) {
      buffer.add(new TtsPiece.SegmentBegins("one two three four"));
    }
    buffer.add(piece);
    if (++pieces % PIECES == 0) {
      buffer.add(new TtsPiece.SegmentEnds());
    }
    if (pieces == 5 * PIECES) {
      buffer.end();
    }
  }
}
