package talkspurt.audio;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A streaming sample-rate converter between any two rates: a polyphase windowed-sinc filter.
 *
 * <p>The prototype low-pass is a Kaiser window (beta 9, about 90 dB) over {@value #LOBES} zero
 * crossings each side, with its cut-off at 0.95 of the lower Nyquist frequency; see J. O. Smith,
 * "Digital Audio Resampling", CCRMA. State is carried from call to call, so that a signal may come
 * in pieces of any size. The output is delayed by {@link #delaySamples()} input samples. Not
 * thread-safe.
 */
public final class Resampler {

  private static final int LOBES = 24;
  private static final double KAISER_BETA = 9.0;
  private static final double PASS_BAND = 0.95;
  private static final double KAISER_MIDDLE = besselI0(KAISER_BETA);

  /** Most filters are far smaller; those of odd rates, of some MB, are made anew each time. */
  private static final int MAX_KEPT_TAPS = 1 << 16;

  private static final int MAX_KEPT = 64;

  /** The filters of the ratios that were asked for, which take milliseconds to make; nobody writes to them. */
  private static final Map<Ratio, float[][]> KEPT = new ConcurrentHashMap<>();

  private record Ratio(int up, int down) {}

  private final int fromHz;
  private final int toHz;
  private final int up;
  private final int down;
  private final int taps;
  private final float[][] phases;
  private float[] history;
  private float[] sums = {};
  private int filled;
  private int phase;
  private int next;

  /** A converter from one rate to another; rates from 8000 to 192000. */
  public Resampler(int fromHz, int toHz) {
    if (fromHz <= 0 || toHz <= 0) {
      throw new IllegalArgumentException("rates " + fromHz + ", " + toHz);
    }
    this.fromHz = fromHz;
    this.toHz = toHz;
    int divisor = greatestCommonDivisor(fromHz, toHz);
    this.up = toHz / divisor;
    this.down = fromHz / divisor;
    double cutoff = PASS_BAND * Math.min(1.0, (double) toHz / fromHz);
    this.taps = 2 * (int) Math.ceil(LOBES / cutoff);
    this.phases = phases(cutoff);
    this.history = new float[taps + 4096];
    this.filled = taps - 1;
  }

  /** Whether the two rates are the same, so that samples pass unchanged. */
  public boolean isIdentity() {
    return fromHz == toHz;
  }

  /** Rate of the samples that go in. */
  public int fromHz() {
    return fromHz;
  }

  /** Rate of the samples that come out. */
  public int toHz() {
    return toHz;
  }

  /** By how many input samples the output lags. */
  public int delaySamples() {
    return isIdentity() ? 0 : taps / 2;
  }

  /** Converts the next piece of the signal. */
  public short[] convert(short[] input) {
    if (isIdentity()) {
      return input;
    }
    append(input);
    short[] output = new short[ready()];
    take(output);
    return output;
  }

  /**
   * Converts the next piece of the signal between two different rates.
   *
   * @param output takes the samples; as long as there are, which a frame of 20 ms tells
   */
  void convert(short[] input, short[] output) {
    append(input);
    take(output);
  }

  /** How many samples can be told from what came in. */
  private int ready() {
    int places = filled - taps - next + 1;
    return places <= 0 ? 0 : (int) (((long) places * up - phase + down - 1) / down);
  }

  private void take(short[] output) {
    int count = output.length;
    if (count > sums.length) {
      sums = new float[count];
    }
    // samples of the same phase lie so many samples of the input apart as come in for all phases
    for (int n = 0; n < Math.min(up, count); n++) {
      int some = (count - n + up - 1) / up;
      FirFilter.filter(phases[phase], history, next, down, sums, n, up, some);
      skip(1);
    }
    for (int n = 0; n < count; n++) {
      output[n] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sums[n])));
    }
    skip(count - Math.min(up, count));
    dropUsed();
  }

  private void skip(int samples) {
    long steps = phase + (long) samples * down;
    next += (int) (steps / up);
    phase = (int) (steps % up);
  }

  /** Forgets what came in, so that the next piece begins another signal. */
  public void reset() {
    Arrays.fill(history, 0);
    filled = taps - 1;
    phase = 0;
    next = 0;
  }

  private void append(short[] input) {
    if (filled + input.length > history.length) {
      history = Arrays.copyOf(history, filled + input.length);
    }
    for (short sample : input) {
      history[filled++] = sample;
    }
  }

  private void dropUsed() {
    int used = Math.min(next, filled);
    System.arraycopy(history, used, history, 0, filled - used);
    filled -= used;
    next -= used;
  }

  private float[][] phases(double cutoff) {
    Ratio ratio = new Ratio(up, down);
    float[][] known = KEPT.get(ratio);
    if (known != null) {
      return known;
    }
    float[][] made = prototype(cutoff);
    if ((long) up * taps <= MAX_KEPT_TAPS && KEPT.size() < MAX_KEPT) {
      KEPT.put(ratio, made);
    }
    return made;
  }

  /** One row of taps for each fractional position of an output sample between two input samples. */
  private float[][] prototype(double cutoff) {
    float[][] rows = new float[up][taps];
    double half = taps / 2.0;
    for (int p = 0; p < up; p++) {
      double sum = 0;
      for (int k = 0; k < taps; k++) {
        double x = k - half + 1 - (double) p / up;
        double value = cutoff * sinc(cutoff * x) * kaiser(x / half);
        rows[p][k] = (float) value;
        sum += value;
      }
      for (int k = 0; k < taps; k++) {
        rows[p][k] /= (float) sum;
      }
    }
    return rows;
  }

  private static double sinc(double x) {
    return Math.abs(x) < 1e-12 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  private static double kaiser(double x) {
    return Math.abs(x) >= 1 ? 0 : besselI0(KAISER_BETA * Math.sqrt(1 - x * x)) / KAISER_MIDDLE;
  }

  private static double besselI0(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; term > sum * 1e-16; k++) {
      term *= (x / (2 * k)) * (x / (2 * k));
      sum += term;
    }
    return sum;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
