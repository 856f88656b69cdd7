package talkspurt.audio;

import java.util.Random;
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

/** What it costs to bring 20 ms of sound to another rate, for the rates that calls meet. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ResamplerBenchmark {

  private static final int FRAMES = 50;

  /** From one rate to another, Hz. */
  @Param({
    "8000-16000",
    "16000-8000",
    "8000-24000",
    "24000-8000",
    "16000-24000",
    "24000-16000",
    "16000-48000",
    "48000-16000",
    "44100-8000",
    "8000-12000",
    "12000-8000"
  })
  public String rates;

  private Resampler resampler;
  private short[][] sound;
  private int next;

  /** A second of noise. */
  @Setup
  public void record() {
    String[] pair = rates.split("-");
    int fromHz = Integer.parseInt(pair[0]);
    resampler = new Resampler(fromHz, Integer.parseInt(pair[1]));
    Random random = new Random(1);
    sound = new short[FRAMES][fromHz / 50];
    for (short[] frame : sound) {
      for (int n = 0; n < frame.length; n++) {
        frame[n] = (short) (4000 * random.nextGaussian());
      }
    }
  }

  /** One frame. */
  @Benchmark
  public short[] frame() {
    next = (next + 1) % FRAMES;
    return resampler.convert(sound[next]);
  }
}
