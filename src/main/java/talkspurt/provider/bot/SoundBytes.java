package talkspurt.provider.bot;

import java.util.Arrays;
import java.util.Set;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.EncodingCheck;
import talkspurt.audio.EncodingCheck.Reading;
import talkspurt.audio.G711;
import talkspurt.audio.Pcm16;

/**
 * The bytes of a bot's sound as samples, which may be cut anywhere, and what the first two seconds of them show
 * that they are. Not thread-safe.
 */
public final class SoundBytes {

  private static final int SURE_AFTER_MS = 60;
  private static final int JUDGED_MS = 2000;
  private static final byte[] NONE = {};

  private final Reading announced;
  private final Set<Reading> possible;
  private final int rateHz;
  private final EncodingCheck check;
  private Reading shown;
  private int judgedMs;
  private byte[] odd = NONE;

  /**
   * Nothing has come yet.
   *
   * @param announced what they are said to be
   * @param rateHz samples a second, as far as that is said
   * @param possible what else they may turn out to be
   */
  public SoundBytes(Reading announced, int rateHz, Set<Reading> possible) {
    this.announced = announced;
    this.possible = possible;
    this.rateHz = rateHz;
    this.check = new EncodingCheck(announced);
    this.shown = announced;
  }

  /** What they are as far as it was shown; else as announced. */
  public Reading shown() {
    return shown;
  }

  /** The same, once these were looked at. */
  public Reading judged(byte[] bytes) {
    if (judgedMs < JUDGED_MS && shown == announced) {
      AudioFrame linear = new AudioFrame(rateHz, linear(bytes));
      check.hear(linear);
      judgedMs += linear.durationMs();
      shown = check.better(SURE_AFTER_MS).filter(possible::contains).orElse(announced);
    }
    return shown;
  }

  /** Whether the first of them are still judged. */
  public boolean judges() {
    return judgedMs < JUDGED_MS;
  }

  /** The samples of these bytes, read so; half a linear sample waits for the rest of it. */
  public short[] samples(byte[] bytes, Reading as) {
    return switch (as) {
      case MU_LAW -> G711.fromMuLaw(bytes);
      case A_LAW -> G711.fromALaw(bytes);
      case AS_RECEIVED -> linear(whole(bytes));
      case BYTES_SWAPPED -> swapped(linear(whole(bytes)));
    };
  }

  /** What comes next begins anew: half a sample is forgotten. */
  public void begin() {
    odd = NONE;
  }

  private byte[] whole(byte[] bytes) {
    byte[] all = bytes;
    if (odd.length > 0) {
      all = Arrays.copyOf(odd, odd.length + bytes.length);
      System.arraycopy(bytes, 0, all, odd.length, bytes.length);
    }
    odd = all.length % 2 == 0 ? NONE : new byte[] {all[all.length - 1]};
    return all;
  }

  private static short[] linear(byte[] bytes) {
    return Pcm16.read(bytes, 0, bytes.length / Short.BYTES);
  }

  private static short[] swapped(short[] samples) {
    for (int i = 0; i < samples.length; i++) {
      samples[i] = Short.reverseBytes(samples[i]);
    }
    return samples;
  }
}
