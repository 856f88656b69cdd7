package talkspurt.audio;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Random;

/**
 * What hearing costs a call, in processor time of one core for each 20 ms frame: while the bot speaks
 * with one path known, with two, and while it is silent. The median of rounds, after a warm-up.
 *
 * <p>Plain Java on the thread's own processor time, so that it can be read on a machine that is busy:
 * {@code java -cp target/classes:target/test-classes talkspurt.audio.HearingBenchmark}.
 */
public final class HearingBenchmark {

  private static final int ROUNDS = 15;
  private static final int FRAMES = 500;
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private HearingBenchmark() {}

  /** Runs all of it. */
  public static void main(String[] arguments) {
    for (int rateHz : new int[] {8000, 16000}) {
      System.out.printf("%d Hz, bot speaks, one path   %.4f ms a frame%n", rateHz, cost(rateHz, 1));
      System.out.printf("%d Hz, bot speaks, two paths  %.4f ms a frame%n", rateHz, cost(rateHz, 2));
      System.out.printf("%d Hz, bot silent             %.4f ms a frame%n", rateHz, cost(rateHz, 0));
    }
  }

  private static double cost(int rateHz, int paths) {
    Random random = new Random(1);
    Hearing hearing = new Hearing(rateHz, HearingNet.standard());
    int size = hearing.frameSamples();
    short[] bot = new short[FRAMES * size];
    short[] line = new short[FRAMES * size];
    for (int n = 0; n < bot.length; n++) {
      double syllable = Math.max(0, Math.sin(2 * Math.PI * 4 * n / rateHz));
      bot[n] = paths == 0 ? 0 : (short) (2000 * syllable * random.nextGaussian());
      int first = n - rateHz / 10;
      int second = n - rateHz / 3;
      double echo = first < 0 ? 0 : 0.3 * bot[first];
      echo += paths < 2 || second < 0 ? 0 : 0.2 * bot[second];
      line[n] = (short) (echo + 20 * random.nextGaussian());
    }
    double[] costs = new double[ROUNDS];
    short[] heard = new short[size];
    short[] sent = new short[size];
    short[] clean = new short[size];
    for (int round = 0; round < ROUNDS; round++) {
      long before = CLOCK.getCurrentThreadCpuTime();
      for (int k = 0; k < FRAMES; k++) {
        System.arraycopy(line, k * size, heard, 0, size);
        System.arraycopy(bot, k * size, sent, 0, size);
        hearing.hear(heard, sent, clean);
      }
      costs[round] = (CLOCK.getCurrentThreadCpuTime() - before) / 1e6 / FRAMES;
    }
    // the first rounds are the compiler's
    double[] settled = Arrays.copyOfRange(costs, ROUNDS / 3, ROUNDS);
    Arrays.sort(settled);
    return settled[settled.length / 2];
  }
}
