package talkspurt.audio;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
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

  private final Map<Reading, Double> wrongMs = new EnumMap<>(Reading.class);
  private final Reading announced;

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
    double asReceived = roughness(read(announced, samples));
    if (asReceived == NOTHING_TO_JUDGE) {
      return;
    }
    Reading best = null;
    double least = NOTHING_TO_JUDGE;
    for (Reading other : Reading.values()) {
      double roughness = other == announced ? NOTHING_TO_JUDGE : roughness(read(other, samples));
      if (roughness < least) {
        least = roughness;
        best = other;
      }
    }
    if (asReceived > ROUGH && least < SMOOTH && least < asReceived * FAR_SMOOTHER) {
      wrongMs.merge(best, ms, Double::sum);
    } else if (asReceived < SMOOTH && asReceived < least * FAR_SMOOTHER) {
      wrongMs.replaceAll((reading, wrong) -> Math.max(0, wrong - RIGHT_WEIGHS * ms));
    }
  }

  /** The reading other than the announced one that so much sound, on balance, was smoother in. */
  public Optional<Reading> better(long ms) {
    return wrongMs.entrySet().stream()
        .filter(entry -> entry.getValue() >= ms)
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }

  /** How much of its energy a sound has in the steps from sample to sample; white noise has 2. */
  private static double roughness(short[] samples) {
    double mean = 0;
    for (short sample : samples) {
      mean += sample;
    }
    mean /= samples.length;
    double energy = 0;
    double steps = 0;
    double before = samples[0];
    for (short sample : samples) {
      energy += (sample - mean) * (sample - mean);
      steps += (sample - before) * (sample - before);
      before = sample;
    }
    return energy < LEAST_DEVIATION * LEAST_DEVIATION * samples.length
        ? NOTHING_TO_JUDGE
        : steps / energy;
  }

  private static short[] read(Reading reading, short[] samples) {
    return switch (reading) {
      case AS_RECEIVED -> samples;
      case BYTES_SWAPPED -> swapped(samples);
      case MU_LAW -> G711.fromMuLaw(bytes(samples));
      case A_LAW -> G711.fromALaw(bytes(samples));
    };
  }

  private static short[] swapped(short[] samples) {
    short[] swapped = Arrays.copyOf(samples, samples.length);
    for (int i = 0; i < swapped.length; i++) {
      swapped[i] = Short.reverseBytes(swapped[i]);
    }
    return swapped;
  }

  /** As they came: the lower byte of each sample first. */
  private static byte[] bytes(short[] samples) {
    byte[] bytes = new byte[2 * samples.length];
    for (int i = 0; i < samples.length; i++) {
      bytes[2 * i] = (byte) samples[i];
      bytes[2 * i + 1] = (byte) (samples[i] >> 8);
    }
    return bytes;
  }
}
