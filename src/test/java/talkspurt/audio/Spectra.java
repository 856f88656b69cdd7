package talkspurt.audio;

import java.util.Arrays;
import java.util.Random;

/** Spectra of hops for tests: noise that is new in each hop, and its echoes. */
final class Spectra {

  final float[] re = new float[Stft.BINS];
  final float[] im = new float[Stft.BINS];

  /** One hop of noise of so much mean power in each bin. */
  static Spectra noise(Random random, double power) {
    Spectra noise = new Spectra();
    double amplitude = Math.sqrt(power / 2);
    for (int f = 0; f < Stft.BINS; f++) {
      noise.re[f] = (float) (amplitude * random.nextGaussian());
      noise.im[f] = (float) (amplitude * random.nextGaussian());
    }
    return noise;
  }

  /** One hop of the same power in every bin. */
  static Spectra flat(double power) {
    Spectra flat = new Spectra();
    Arrays.fill(flat.re, (float) Math.sqrt(power));
    return flat;
  }

  /** The far end sends this hop. */
  void sendTo(FarEndHistory played) {
    int row = played.advance();
    System.arraycopy(re, 0, played.re, row, Stft.BINS);
    System.arraycopy(im, 0, played.im, row, Stft.BINS);
    played.written();
  }

  /** The same and what the far end sent so many hops ago, times a complex gain. */
  Spectra withEcho(FarEndHistory played, int lag, float gainRe, float gainIm) {
    Spectra sum = new Spectra();
    int row = played.row(lag);
    for (int f = 0; f < Stft.BINS; f++) {
      sum.re[f] = re[f] + gainRe * played.re[row + f] - gainIm * played.im[row + f];
      sum.im[f] = im[f] + gainRe * played.im[row + f] + gainIm * played.re[row + f];
    }
    return sum;
  }

  /** Power over all bins. */
  static double power(float[] re, float[] im) {
    double sum = 0;
    for (int f = 0; f < Stft.BINS; f++) {
      sum += re[f] * re[f] + im[f] * im[f];
    }
    return sum;
  }
}
