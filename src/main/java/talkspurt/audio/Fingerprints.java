package talkspurt.audio;

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

  private static final int MU_LAW_ROUNDED = 3;
  private static final int A_LAW_ROUNDED = 7;
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
    for (short sample : samples) {
      byte code = code(sample);
      byte newest = window[(at + WINDOW - 1) % WINDOW];
      if (changes == 0 && code == newest) {
        continue; // what is steady leaves the window and its hash as they are
      }
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

  private byte code(short sample) {
    if (law == Law.A_LAW) {
      return G711.toALaw(sample | A_LAW_ROUNDED);
    }
    byte code = G711.toMuLaw(sample | MU_LAW_ROUNDED);
    return code == MU_LAW_MINUS_ZERO ? MU_LAW_ZERO : code;
  }

  private static long power(long base, int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= base;
    }
    return power;
  }
}
