package talkspurt.audio;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How loud speech is while somebody speaks, pauses left out: the active speech level of ITU-T Recommendation
 * P.56, method B. Not thread-safe.
 *
 * <p>An envelope of the sound is held against thresholds 6 dB apart, and the time above each is counted, with what
 * follows it for 200 ms. The energy by that time is the level that each threshold would tell; the one that lies
 * 15.9 dB above its threshold is the level.
 */
public final class ActiveLevel {

  private static final double SMOOTHING_SECONDS = 0.03;
  private static final double HANGOVER_SECONDS = 0.2;
  private static final double MARGIN_DB = 15.9;
  private static final int THRESHOLDS = 15;
  private static final double FULL_SCALE = 32768;

  /** The time above a threshold is looked at so often a second; P.56 asks for 694 at least. */
  private static final int LOOKS_HZ = 4000;

  private final double[] above = new double[THRESHOLDS];
  private final double[] aboveUntil = new double[THRESHOLDS];
  private double energy;
  private double now;
  private double once;
  private double twice;
  private int rateHz;
  private double keeps;
  private int sinceLook;

  /** Nothing was heard yet. */
  public ActiveLevel() {
    Arrays.fill(aboveUntil, -1);
  }

  /** More of the sound. */
  public void hear(AudioFrame sound) {
    if (sound.rateHz() != rateHz) {
      rateHz = sound.rateHz();
      keeps = Math.exp(-1 / (rateHz * SMOOTHING_SECONDS));
    }
    int every = Math.max(1, rateHz / LOOKS_HZ);
    double squares = 0;
    for (short sample : sound.samples()) {
      double size = Math.abs(sample / FULL_SCALE);
      squares += size * size;
      once = keeps * once + (1 - keeps) * size;
      twice = keeps * twice + (1 - keeps) * once;
      if (++sinceLook >= every) {
        look((double) sinceLook / rateHz);
        sinceLook = 0;
      }
    }
    energy += squares / rateHz;
  }

  private void look(double seconds) {
    now += seconds;
    int passed = twice == 0 ? 0 : Math.min(THRESHOLDS, Math.getExponent(twice) + THRESHOLDS + 1);
    for (int i = 0; i < THRESHOLDS; i++) {
      if (i < passed) {
        aboveUntil[i] = now + HANGOVER_SECONDS;
      }
      if (now <= aboveUntil[i]) {
        above[i] += seconds;
      }
    }
  }

  /** What was heard by another counts here, too, and what was heard before counts less, by this factor. */
  public void add(ActiveLevel other, double before) {
    energy = energy * before + other.energy;
    for (int i = 0; i < THRESHOLDS; i++) {
      above[i] = above[i] * before + other.above[i];
    }
  }

  /** The level in dBov, root mean square against full scale; empty for silence. */
  public OptionalDouble dbov() {
    for (int i = 0; i < THRESHOLDS; i++) {
      double over = level(i) - threshold(i);
      if (above[i] == 0 || i == 0 && over < MARGIN_DB) {
        return OptionalDouble.empty();
      }
      if (over <= MARGIN_DB) {
        double overBefore = level(i - 1) - threshold(i - 1);
        double share = (overBefore - MARGIN_DB) / (overBefore - over);
        return OptionalDouble.of(level(i - 1) + share * (level(i) - level(i - 1)));
      }
    }
    return OptionalDouble.empty();
  }

  /** For how many seconds somebody spoke; 0 in silence. */
  public double activeSeconds() {
    OptionalDouble level = dbov();
    return level.isEmpty() ? 0 : energy / Math.pow(10, level.getAsDouble() / 10);
  }

  private double level(int i) {
    return 10 * Math.log10(energy / above[i]);
  }

  private static double threshold(int i) {
    return 20 * Math.log10(2) * (i - THRESHOLDS);
  }
}
