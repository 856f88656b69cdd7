package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EchoRemovalTest {

  private static final int HOPS = 100;

  /** While the bot may be heard on a path not known yet, all above the noise is taken for it, but for a caller. */
  @ParameterizedTest(name = "unknown {0}, speech {1}, floor {2}: {3} to {4} dB are left")
  @CsvSource({
    "true, 0, 0, -21, -18",
    "true, 1, 0, -0.5, 0.1",
    "true, 0, 1000, -0.5, 0.1",
    "false, 0, 0, -0.1, 0.1"
  })
  void takesWhatMayBeTheBot(boolean unknown, float speech, float floor, double from, double to) {
    Random random = new Random(1);
    Stft stft = new Stft();
    EchoPredictor predictor = new EchoPredictor(new FarEndHistory());
    EchoRemoval removal = new EchoRemoval();
    float[] floors = new float[Bands.COUNT];
    java.util.Arrays.fill(floors, floor);
    float[] sound = new float[HOPS * Stft.HOP];
    float[] taken = new float[HOPS * Stft.HOP];
    float[] re = new float[Stft.BINS];
    float[] im = new float[Stft.BINS];
    for (int hop = 0; hop < HOPS; hop++) {
      int at = hop * Stft.HOP;
      for (int n = at; n < at + Stft.HOP; n++) {
        sound[n] = (float) (0.1 * random.nextGaussian());
      }
      stft.next(sound, at, re, im, 0);
      predictor.predict(re, im);
      removal.next(stft, predictor, floors, speech, unknown, taken, at);
    }
    double left = 0;
    double all = 0;
    for (int n = 20 * Stft.HOP; n < sound.length; n++) {
      double before = sound[n - EchoRemoval.DELAY];
      left += Math.pow(before - taken[n], 2);
      all += before * before;
    }
    assertThat(10 * Math.log10(left / all)).isBetween(from, to);
  }
}
