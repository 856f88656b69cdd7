package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Beside the plain form: the least of all smoothed powers since the start of the block 13 before this. */
class NoiseFloorTest {

  private static final int HOPS = 600;

  @Test
  void isTheLowestOfTheLastBlocks() {
    NoiseFloor floor = new NoiseFloor();
    Random random = new Random(1);
    float[][] smoothed = new float[HOPS][Bands.COUNT];
    for (int n = 0; n < HOPS; n++) {
      float[] bands = new float[Bands.COUNT];
      float keep = n == 0 ? 0 : n < 12 ? 0.7f : 0.85f;
      for (int b = 0; b < Bands.COUNT; b++) {
        bands[b] = (float) ((1 + b) * random.nextDouble() * (1.5 + Math.sin(n * 0.02)));
        smoothed[n][b] = (1 - keep) * bands[b] + (n == 0 ? 0 : keep * smoothed[n - 1][b]);
      }
      floor.next(bands);
      for (int b = 0; b < Bands.COUNT; b++) {
        float least = smoothed[n][b];
        for (int k = Math.max(0, n / 10 * 10 - 130); k < n; k++) {
          least = Math.min(least, smoothed[k][b]);
        }
        float expected = n < 7 ? smoothed[n][b] : 1.8f * least;
        assertThat(floor.bands()[b])
            .as("hop %d, band %d", n, b)
            .isCloseTo(expected, within(1e-5f * expected));
      }
    }
  }
}
