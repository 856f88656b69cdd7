package talkspurt.audio;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Marks by which a sound is known again, sample for sample, wherever it is cut: about one in {@value
 * #SAMPLES_PER_MARK} samples, each made of the {@value #WINDOW} samples before it. Silence and steady
 * values have none.
 *
 * <p>They are made of the sound as G.711 codes, and rounded first as Asterisk's tables
 * round (one entry for 4 or 8 neighbours, made of the greatest of them), so that a sound
 * has the same marks before and after a way in G.711 through Asterisk. Not thread-safe.
 */
public final class Fingerprints {

  /** Which of the two laws the marks are made of. */
  public enum Law {
    MU_LAW,
    A_LAW
  }

  /** How many samples there are from mark to mark, as a rule. */
  public static final int SAMPLES_PER_MARK = 64;

  private static final int WINDOW = 32;
  private static final int LEAST_CHANGES = 8;
  private static final long FACTOR = 0x5DEECE66DL;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final long OLDEST_FACTOR = power(FACTOR, WINDOW);
  private static final int MARK_BITS = Integer.numberOfTrailingZeros(SAMPLES_PER_MARK);

  private static final byte MU_LAW_ZERO = (byte) 0xff;
  private static final byte MU_LAW_MINUS_ZERO = 0x7f;

  private final Law law;
  private final byte[] window = new byte[WINDOW];
  private int at;
  private int changes;
  private long hash;

  /** Marks of a sound that begins with {@value #WINDOW} times code 0. */
  public Fingerprints(Law law) {
    this.law = law;
    for (int i = 0; i < WINDOW; i++) {
      hash = hash * FACTOR + 1;
    }
  }

  /** Takes the next sound and tells the marks in it, in order. */
  public void take(short[] samples, LongConsumer marks) {
    for (byte code : codes(samples)) {
      byte newest = window[(at + WINDOW - 1) % WINDOW];
      byte oldest = window[at];
      byte nextOldest = window[(at + 1) % WINDOW];
      changes += (code == newest ? 0 : 1) - (oldest == nextOldest ? 0 : 1);
      hash = hash * FACTOR + (code & 0xff) + 1 - OLDEST_FACTOR * ((oldest & 0xff) + 1);
      window[at] = code;
      at = (at + 1) % WINDOW;
      long mark = hash * SPREAD;
      if (mark >>> 64 - MARK_BITS == 0 && changes >= LEAST_CHANGES) {
        marks.accept(mark);
      }
    }
  }

  private byte[] codes(short[] samples) {
    int lost = law == Law.MU_LAW ? 3 : 7;
    short[] rounded = Arrays.copyOf(samples, samples.length);
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (short) (rounded[i] | lost);
    }
    return law == Law.MU_LAW ? withOneZero(G711.toMuLaw(rounded)) : G711.toALaw(rounded);
  }

  private static byte[] withOneZero(byte[] muLaw) {
    for (int i = 0; i < muLaw.length; i++) {
      muLaw[i] = muLaw[i] == MU_LAW_MINUS_ZERO ? MU_LAW_ZERO : muLaw[i];
    }
    return muLaw;
  }

  private static long power(long base, int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= base;
    }
    return power;
  }
}
