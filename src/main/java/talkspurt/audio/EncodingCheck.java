package talkspurt.audio;

import java.util.Optional;

/**
 * Tells what the bytes of a line really are, by how smooth they sound when they are read in one way
 * or another.
 *
 * <p>Neighbouring samples of a voice are alike; bytes that are read as what they are not make noise.
 * Each piece of sound is judged by itself, and only where one reading is far smoother than another: what
 * is rough in all (hiss, a fricative) or smooth in all (next to silence) says nothing. Not
 * thread-safe.
 */
public final class EncodingCheck {

  /** What bytes may be. */
  public enum Reading {
    AS_RECEIVED,
    BYTES_SWAPPED,
    MU_LAW,
    A_LAW
  }

  private static final int LEAST_SAMPLES = 40;
  private static final double LEAST_DEVIATION = 100;
  private static final double SMOOTH = 0.6;
  private static final double ROUGH = 0.3;
  private static final double FAR_SMOOTHER = 0.35;
  private static final double NOTHING_TO_JUDGE = Double.MAX_VALUE;

  /** Sound that is right weighs more than sound that is wrong: a false alarm is the worse mistake. */
  private static final int RIGHT_WEIGHS = 3;

  private static final Reading[] READINGS = Reading.values();

  private final double[] wrongMs = new double[READINGS.length];
  private final Reading announced;
  private short[] read = {};

  /** A check of bytes that are said to be linear, the lower byte first. */
  public EncodingCheck() {
    this(Reading.AS_RECEIVED);
  }

  /** A check of bytes that are said to be something. */
  public EncodingCheck(Reading announced) {
    this.announced = announced;
  }

  /** Judges one more piece of sound, given as linear samples whatever it is said to be. */
  public void hear(AudioFrame piece) {
    short[] samples = piece.samples();
    if (samples.length < LEAST_SAMPLES) {
      return;
    }
    double ms = samples.length * 1000.0 / piece.rateHz();
    double asReceived = roughness(announced, samples);
    if (asReceived == NOTHING_TO_JUDGE) {
      return;
    }
    Reading best = announced;
    double least = NOTHING_TO_JUDGE;
    for (Reading other : READINGS) {
      double roughness = other == announced ? NOTHING_TO_JUDGE : roughness(other, samples);
      if (roughness < least) {
        least = roughness;
        best = other;
      }
    }
    if (asReceived > ROUGH && least < SMOOTH && least < asReceived * FAR_SMOOTHER) {
      wrongMs[best.ordinal()] += ms;
    } else if (asReceived < SMOOTH && asReceived < least * FAR_SMOOTHER) {
      for (int reading = 0; reading < wrongMs.length; reading++) {
        wrongMs[reading] = Math.max(0, wrongMs[reading] - RIGHT_WEIGHS * ms);
      }
    }
  }

  /**
   * The reading other than the announced one that so much sound, on balance, was smoother in.
   *
   * @param ms 1 or more
   */
  public Optional<Reading> better(long ms) {
    int most = 0;
    for (int reading = 1; reading < wrongMs.length; reading++) {
      most = wrongMs[reading] > wrongMs[most] ? reading : most;
    }
    return wrongMs[most] < ms ? Optional.empty() : Optional.of(READINGS[most]);
  }

  /** How much of its energy a sound has in the steps from sample to sample; white noise has 2. */
  private double roughness(Reading reading, short[] samples) {
    int count = read(reading, samples);
    double mean = 0;
    for (int i = 0; i < count; i++) {
      mean += read[i];
    }
    mean /= count;
    double energy = 0;
    double steps = 0;
    double before = read[0];
    for (int i = 0; i < count; i++) {
      double sample = read[i];
      energy += (sample - mean) * (sample - mean);
      steps += (sample - before) * (sample - before);
      before = sample;
    }
    return energy < LEAST_DEVIATION * LEAST_DEVIATION * count ? NOTHING_TO_JUDGE : steps / energy;
  }

  /** Reads into {@link #read}; how many samples there are: each of two bytes is two of one byte. */
  private int read(Reading reading, short[] samples) {
    if (read.length < 2 * samples.length) {
      read = new short[2 * samples.length];
    }
    switch (reading) {
      case AS_RECEIVED -> System.arraycopy(samples, 0, read, 0, samples.length);
      case BYTES_SWAPPED -> swap(samples);
      case MU_LAW -> expandMuLaw(samples);
      case A_LAW -> expandALaw(samples);
    }
    boolean linear = reading == Reading.AS_RECEIVED || reading == Reading.BYTES_SWAPPED;
    return linear ? samples.length : 2 * samples.length;
  }

  private void swap(short[] samples) {
    for (int i = 0; i < samples.length; i++) {
      read[i] = Short.reverseBytes(samples[i]);
    }
  }

  /** The bytes as they came: the lower one of each sample first. */
  private void expandMuLaw(short[] samples) {
    for (int i = 0; i < samples.length; i++) {
      read[2 * i] = G711.fromMuLaw(samples[i]);
      read[2 * i + 1] = G711.fromMuLaw(samples[i] >> 8);
    }
  }

  private void expandALaw(short[] samples) {
    for (int i = 0; i < samples.length; i++) {
      read[2 * i] = G711.fromALaw(samples[i]);
      read[2 * i + 1] = G711.fromALaw(samples[i] >> 8);
    }
  }
}
