package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside the plain form: a matrix of complex numbers a bin. */
class CovarianceTest {

  private static final int N = Stft.BINS;
  private static final int MOST = 6;
  private static final float PRIOR = 0.3f;

  private final Random random = new Random(1);
  private final Covariance covariance = new Covariance(PRIOR);
  private final double[][][] re = new double[MOST][MOST][N];
  private final double[][][] im = new double[MOST][MOST][N];

  private void start(int taps) {
    covariance.reserve(taps);
    covariance.forget(0, taps);
    for (int i = 0; i < taps; i++) {
      java.util.Arrays.fill(re[i][i], PRIOR);
    }
  }

  private float[] noise(int taps, double amplitude) {
    float[] noise = new float[MOST * N];
    for (int k = 0; k < taps * N; k++) {
      noise[k] = (float) (amplitude * random.nextGaussian());
    }
    return noise;
  }

  /** Takes g · q' from both, g being a tenth of q in each bin, as a filter's step does. */
  private void take(int taps) {
    float[] qRe = noise(taps, 0.1);
    float[] qIm = noise(taps, 0.1);
    float[] gRe = new float[MOST * N];
    float[] gIm = new float[MOST * N];
    for (int k = 0; k < taps * N; k++) {
      gRe[k] = 0.1f * qRe[k];
      gIm[k] = 0.1f * qIm[k];
    }
    covariance.take(gRe, gIm, qRe, qIm, taps, noise(MOST, 1), noise(MOST, 1));
    for (int i = 0; i < taps; i++) {
      for (int j = 0; j < taps; j++) {
        for (int f = 0; f < N; f++) {
          int a = i * N + f;
          int b = j * N + f;
          re[i][j][f] -= gRe[a] * qRe[b] + gIm[a] * qIm[b];
          im[i][j][f] -= gIm[a] * qRe[b] - gRe[a] * qIm[b];
        }
      }
    }
  }

  private void isTheMatrix(int taps) {
    float[] xRe = noise(taps, 1);
    float[] xIm = noise(taps, 1);
    float[] qRe = noise(MOST, 1);
    float[] qIm = noise(MOST, 1);
    covariance.project(
        qRe, qIm, xRe, xIm, taps, noise(MOST, 1), noise(MOST, 1), noise(MOST, 1), noise(MOST, 1));
    for (int i = 0; i < taps; i++) {
      for (int f = 0; f < N; f++) {
        double sumRe = 0;
        double sumIm = 0;
        for (int j = 0; j < taps; j++) {
          sumRe += re[i][j][f] * xRe[j * N + f] + im[i][j][f] * xIm[j * N + f];
          sumIm += im[i][j][f] * xRe[j * N + f] - re[i][j][f] * xIm[j * N + f];
        }
        assertThat((double) qRe[i * N + f]).isCloseTo(sumRe, within(1e-5));
        assertThat((double) qIm[i * N + f]).isCloseTo(sumIm, within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6})
  void aStepIsTakenFromIt(int taps) {
    start(taps);
    isTheMatrix(taps);
    for (int n = 0; n < 3; n++) {
      take(taps);
      isTheMatrix(taps);
    }
  }

  @Test
  void aVarianceIsWidenedWithinItsBounds() {
    start(2);
    take(2);
    covariance.widen(0.001f, 2);
    for (int f = 0; f < N; f++) {
      for (int i = 0; i < 2; i++) {
        re[i][i][f] = Math.min(PRIOR, re[i][i][f] + 0.001);
      }
    }
    isTheMatrix(2);
    float[] by = noise(2, 0);
    java.util.Arrays.fill(by, 0, N, 0.002f);
    java.util.Arrays.fill(by, N, 2 * N, 1);
    covariance.widen(by, 2);
    for (int f = 0; f < N; f++) {
      re[0][0][f] = Math.min(PRIOR, re[0][0][f] + 0.002);
      re[1][1][f] = PRIOR;
    }
    isTheMatrix(2);
  }

  @Test
  void aVarianceThatFellBelowZeroIsRaised() {
    start(1);
    float[] q = new float[MOST * N];
    java.util.Arrays.fill(q, 0, N, 1);
    covariance.take(q, noise(1, 0), q, noise(1, 0), 1, noise(1, 0), noise(1, 0));
    covariance.widen(noise(1, 0), 1);
    re[0][0] = new double[N];
    isTheMatrix(1);
  }

  @Test
  void roomForMoreTapsKeepsWhatIsKnownOfTheFirst() {
    start(2);
    take(2);
    covariance.reserve(5);
    covariance.forget(2, 5);
    for (int i = 2; i < 5; i++) {
      java.util.Arrays.fill(re[i][i], PRIOR);
    }
    isTheMatrix(2);
    isTheMatrix(5);
    take(5);
    covariance.reserve(3);
    isTheMatrix(5);
  }

  @Test
  void tapsAreForgottenAndMovedDown() {
    start(4);
    take(4);
    covariance.forget(1, 2);
    for (int i = 0; i < 4; i++) {
      java.util.Arrays.fill(re[1][i], i == 1 ? PRIOR : 0);
      java.util.Arrays.fill(im[1][i], 0);
      java.util.Arrays.fill(re[i][1], i == 1 ? PRIOR : 0);
      java.util.Arrays.fill(im[i][1], 0);
    }
    isTheMatrix(4);
    covariance.moveDown(2, 2);
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        re[i][j] = re[i + 2][j + 2];
        im[i][j] = im[i + 2][j + 2];
      }
    }
    isTheMatrix(2);
  }
}
