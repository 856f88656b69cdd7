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

/** What hearing costs a call for each 20 ms: while the bot speaks, its echo on so many paths, or not. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class HearingBenchmark {

  private static final int FRAMES = 500;

  @Param({"8000", "16000"})
  public int rateHz;

  /** How many paths the echo takes; 0 stands for a bot that is silent. */
  @Param({"0", "1", "2"})
  public int paths;

  private EchoAwareDetector hearing;
  private short[][] line;
  private short[][] sent;
  private short[] clean;
  private int next;

  /** Ten seconds of bursts of noise, their echo, and a little noise of the line. */
  @Setup
  public void record() {
    Random random = new Random(1);
    hearing = new EchoAwareDetector(rateHz, HearingNet.standard());
    int size = hearing.frameSamples();
    short[] bot = new short[FRAMES * size];
    line = new short[FRAMES][size];
    sent = new short[FRAMES][size];
    clean = new short[size];
    for (int n = 0; n < bot.length; n++) {
      double syllable = Math.max(0, Math.sin(2 * Math.PI * 4 * n / rateHz));
      bot[n] = paths == 0 ? 0 : (short) (2000 * syllable * random.nextGaussian());
      int first = n - rateHz / 10;
      int second = n - rateHz / 3;
      double echo = first < 0 ? 0 : 0.3 * bot[first];
      echo += paths < 2 || second < 0 ? 0 : 0.2 * bot[second];
      sent[n / size][n % size] = bot[n];
      line[n / size][n % size] = (short) (echo + 20 * random.nextGaussian());
    }
  }

  /** One frame. */
  @Benchmark
  public float frame() {
    next = (next + 1) % FRAMES;
    return hearing.hear(line[next], sent[next], clean);
  }
}
