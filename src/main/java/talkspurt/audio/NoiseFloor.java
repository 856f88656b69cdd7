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
    boolean fresh = hops % HOPS_A_BLOCK == 0;
    for (int b = 0; b < Bands.COUNT; b++) {
      smoothed[b] = keep * smoothed[b] + (1 - keep) * bands[b];
      float least = fresh ? Float.MAX_VALUE : lowest[block + b];
      lowest[block + b] = Math.min(least, smoothed[b]);
    }
    hops++;
    if (hops >= SETTLED_HOPS) {
      combine();
    } else {
      System.arraycopy(smoothed, 0, floor, 0, Bands.COUNT);
    }
  }

  private void combine() {
    Arrays.fill(floor, Float.MAX_VALUE);
    for (int block = 0; block < BLOCKS; block++) {
      for (int b = 0; b < Bands.COUNT; b++) {
        floor[b] = Math.min(floor[b], lowest[block * Bands.COUNT + b]);
      }
    }
    for (int b = 0; b < Bands.COUNT; b++) {
      floor[b] *= BIAS;
    }
  }

  /** The floor of each band. */
  float[] bands() {
    return floor;
  }
}
