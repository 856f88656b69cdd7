package talkspurt.audio;

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

/** What comfort noise costs a line each 20 ms, and what it costs to measure 20 ms of a voice. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ComfortNoiseBenchmark {

  /** Of the line. */
  @Param({"8000", "16000"})
  public int rateHz;

  private ComfortNoise noise;
  private ActiveLevel level;
  private AudioFrame frame;

  /** A line. */
  @Setup
  public void open() {
    noise = new ComfortNoise(-65, 1);
    level = new ActiveLevel();
    frame = AudioFrame.silence(rateHz);
    new ComfortNoise(-20, 1).addTo(frame.samples());
  }

  /** One frame. */
  @Benchmark
  public short[] noise() {
    noise.addTo(frame.samples());
    return frame.samples();
  }

  /** One frame of a voice. */
  @Benchmark
  public ActiveLevel level() {
    level.hear(frame);
    return level;
  }
}
