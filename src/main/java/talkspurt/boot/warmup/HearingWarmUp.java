package talkspurt.boot.warmup;

import java.util.Random;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.NearEndDetector;

/**
 * Lets the JVM compile what hears before the first caller comes: interpreted, it takes longer than a
 * frame lasts once a few calls begin together.
 */
final class HearingWarmUp {

  private static final int RATE_HZ = 8000;
  private static final int FRAME = AudioFrame.samplesPerFrame(RATE_HZ);
  private static final int FRAMES = 1500;
  private static final int[] DELAYS_MS = {120, 400};

  private HearingWarmUp() {}

  /** Hears half a minute of a bot that talks in bursts, its echo on two paths, and noise. */
  static void run() {
    Random random = new Random(1);
    NearEndDetector ear = NearEndDetector.of(RATE_HZ);
    short[] bot = new short[FRAMES * FRAME];
    for (int frame = 0; frame < FRAMES; frame++) {
      short[] line = new short[FRAME];
      short[] sent = new short[FRAME];
      for (int n = 0; n < FRAME; n++) {
        int at = frame * FRAME + n;
        double syllable = Math.max(0, Math.sin(2 * Math.PI * 4 * at / RATE_HZ));
        bot[at] = (short) (2000 * syllable * random.nextGaussian());
        sent[n] = bot[at];
        line[n] = (short) (echo(bot, at) + 20 * random.nextGaussian());
      }
      ear.hear(new AudioFrame(RATE_HZ, line), new AudioFrame(RATE_HZ, sent));
    }
  }

  private static double echo(short[] bot, int at) {
    double sum = 0;
    for (int delayMs : DELAYS_MS) {
      int from = at - delayMs * RATE_HZ / 1000;
      sum += from < 0 ? 0 : 0.3 * bot[from];
    }
    return sum;
  }
}
