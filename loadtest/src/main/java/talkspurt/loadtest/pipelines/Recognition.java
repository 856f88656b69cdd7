package talkspurt.loadtest.pipelines;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds out what was said in a recording, by comparing it with how each text sounds. */
final class Recognition {
  private static final int BLOCK = Phone.RATE_HZ / 50;
  private static final int TEMPLATE = 6 * BLOCK;
  private static final int SIZE = 8192;
  private static final int STEP = SIZE - TEMPLATE;
  /** Less than this is found by chance, in the fading end of something else. */
  private static final int SHORTEST_MS = 60;

  private static final double QUIET = 60;
  private static final double SURE = 0.7;
  private static final double SAME = 0.5;
  private static final int SLACK = 3;

  /**
   * A stretch of a text that was heard.
   *
   * @param atMs where in the recording
   * @param fromMs from where of the text
   * @param toMs up to where
   */
  record Stretch(Reference of, int atMs, int fromMs, int toMs) {}

  /** What was heard, and how much sound was none of the texts. */
  record Outcome(List<Stretch> stretches, int unknownMs) {}

  private final List<Reference> references;
  private final int[] begins;
  private final double[] all;
  private final double[] energy;
  private final Fft fft = new Fft(SIZE);
  private final List<double[][]> spectra = new ArrayList<>();

  Recognition(List<Reference> references) {
    this.references = references;
    begins = new int[references.size()];
    int length = 0;
    for (int i = 0; i < begins.length; i++) {
      begins[i] = length;
      length += references.get(i).samples().length + TEMPLATE;
    }
    all = new double[length + SIZE];
    for (int i = 0; i < begins.length; i++) {
      short[] samples = references.get(i).samples();
      for (int k = 0; k < samples.length; k++) all[begins[i] + k] = samples[k];
    }
    energy = new double[all.length + 1];
    for (int i = 0; i < all.length; i++) energy[i + 1] = energy[i] + all[i] * all[i];
    for (int from = 0; from < length; from += STEP) {
      double[] re = Arrays.copyOfRange(all, from, from + SIZE);
      double[] im = new double[SIZE];
      fft.forward(re, im);
      spectra.add(new double[][] {re, im});
    }
  }

  Outcome of(short[] heard) {
    List<Stretch> found = new ArrayList<>();
    int unknown = 0;
    int at = 0;
    while (at + TEMPLATE <= heard.length) {
      if (level(heard, at) < QUIET) {
        at += BLOCK / 2;
        continue;
      }
      Optional<Stretch> stretch = place(heard, at)
          .map(place -> stretch(heard, place))
          .filter(one -> one.toMs - one.fromMs >= SHORTEST_MS);
      if (stretch.isPresent()) {
        found.add(stretch.get());
        int length = stretch.get().toMs - stretch.get().fromMs;
        at = Math.max(at + BLOCK, (stretch.get().atMs + length) * Phone.RATE_HZ / 1000);
      } else {
        unknown += level(heard, at) < QUIET ? 0 : BLOCK / 2;
        at += BLOCK / 2;
      }
    }
    return new Outcome(found, unknown * 1000 / Phone.RATE_HZ);
  }

  private record Place(int at, int reference, int offset) {}

  /** Where among the texts the sound at this place is found, if it is. */
  private Optional<Place> place(short[] heard, int at) {
    double[] re = new double[SIZE];
    double[] im = new double[SIZE];
    double own = 0;
    for (int i = 0; i < TEMPLATE; i++) {
      re[i] = heard[at + i];
      own += re[i] * re[i];
    }
    fft.forward(re, im);
    double best = 0;
    int where = -1;
    for (int k = 0; k < spectra.size(); k++) {
      double[] sre = spectra.get(k)[0];
      double[] sim = spectra.get(k)[1];
      double[] pre = new double[SIZE];
      double[] pim = new double[SIZE];
      for (int i = 0; i < SIZE; i++) {
        pre[i] = sre[i] * re[i] + sim[i] * im[i];
        pim[i] = sim[i] * re[i] - sre[i] * im[i];
      }
      fft.backward(pre, pim);
      for (int lag = 0; lag < STEP && k * STEP + lag + TEMPLATE < all.length; lag++) {
        int from = k * STEP + lag;
        double theirs = energy[from + TEMPLATE] - energy[from];
        double score = pre[lag] / SIZE / Math.sqrt(own * theirs + 1e6);
        if (score > best) {
          best = score;
          where = from;
        }
      }
    }
    if (best < SURE) return Optional.empty();
    int reference = Arrays.binarySearch(begins, where);
    if (reference < 0) reference = -reference - 2;
    int offset = where - begins[reference];
    if (offset < references.get(reference).samples().length)
      return Optional.of(new Place(at, reference, offset));
    // in the silence before a text: the text begins a little later
    int before = begins[reference + 1] - where;
    return Optional.of(new Place(at + before, reference + 1, 0));
  }

  /** How far on, and how far back, the recording goes on as the text does. */
  private Stretch stretch(short[] heard, Place place) {
    short[] text = references.get(place.reference).samples();
    int end = 0;
    for (int i = 0; goesOn(heard, place.at + i, text, place.offset + i); i += BLOCK)
      if (level(text, place.offset + i) >= QUIET) end = i + BLOCK;
    int begin = 0;
    for (int i = -BLOCK; goesOn(heard, place.at + i, text, place.offset + i); i -= BLOCK)
      if (level(text, place.offset + i) >= QUIET) begin = i;
    int from = Math.max(0, place.offset + begin);
    return new Stretch(
        references.get(place.reference),
        ms(place.at + begin),
        ms(from),
        ms(Math.min(text.length, place.offset + Math.max(end, BLOCK))));
  }

  private static int ms(int samples) {
    return (int) (samples * 1000L / Phone.RATE_HZ);
  }

  private static boolean goesOn(short[] heard, int at, short[] text, int offset) {
    if (at < SLACK
        || offset < 0
        || at + BLOCK + SLACK > heard.length
        || offset + BLOCK > text.length) return false;
    if (level(text, offset) < QUIET) return level(heard, at) < 4 * QUIET;
    for (int slack = -SLACK; slack <= SLACK; slack++)
      if (likeness(heard, at + slack, text, offset) > SAME) return true;
    return false;
  }

  private static double likeness(short[] a, int atA, short[] b, int atB) {
    double ab = 0;
    double aa = 1;
    double bb = 1;
    for (int i = 0; i < BLOCK; i++) {
      ab += (double) a[atA + i] * b[atB + i];
      aa += (double) a[atA + i] * a[atA + i];
      bb += (double) b[atB + i] * b[atB + i];
    }
    return ab / Math.sqrt(aa * bb);
  }

  /** Root mean square of 20 ms. */
  private static double level(short[] samples, int at) {
    double sum = 0;
    int to = Math.min(samples.length, at + BLOCK);
    for (int i = Math.max(0, at); i < to; i++) sum += (double) samples[i] * samples[i];
    return Math.sqrt(sum / BLOCK);
  }
}
