package talkspurt.audio;

import java.util.Arrays;

/** The lowest smoothed power of each band within the last 1.4 s: what is there all the time. */
final class NoiseFloor {

  private static final int BLOCKS = 14;
  private static final int HOPS_A_BLOCK = 10;
  private static final float BIAS = 1.8f;
  private static final int SETTLED_HOPS = 8;

  private final float[] smoothed = new float[Bands.COUNT];
  private final float[] lowest = new float[BLOCKS * Bands.COUNT];
  private final float[] others = new float[Bands.COUNT];
  private final float[] floor = new float[Bands.COUNT];
  private int hops;

  NoiseFloor() {
    Arrays.fill(lowest, Float.MAX_VALUE);
    Arrays.fill(floor, 1e-6f);
  }

  /** Takes the powers of one hop. */
  void next(float[] bands) {
    float keep = hops == 0 ? 0 : hops < 12 ? 0.7f : 0.85f;
    int block = hops / HOPS_A_BLOCK % BLOCKS * Bands.COUNT;
    if (hops % HOPS_A_BLOCK == 0) {
      begin(block);
    }
    for (int b = 0; b < Bands.COUNT; b++) {
      smoothed[b] = keep * smoothed[b] + (1 - keep) * bands[b];
      lowest[block + b] = Math.min(lowest[block + b], smoothed[b]);
      floor[b] = BIAS * Math.min(others[b], lowest[block + b]);
    }
    hops++;
    if (hops < SETTLED_HOPS) {
      System.arraycopy(smoothed, 0, floor, 0, Bands.COUNT);
    }
  }

  /** Begins a block, in the place of the oldest, and combines all others. */
  private void begin(int block) {
    Arrays.fill(lowest, block, block + Bands.COUNT, Float.MAX_VALUE);
    Arrays.fill(others, Float.MAX_VALUE);
    for (int at = 0; at < lowest.length; at += Bands.COUNT) {
      for (int b = 0; b < Bands.COUNT; b++) {
        others[b] = Math.min(others[b], lowest[at + b]);
      }
    }
  }

  /** The floor of each band. */
  float[] bands() {
    return floor;
  }
}
