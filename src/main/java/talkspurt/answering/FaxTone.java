package talkspurt.answering;

import talkspurt.audio.AudioFrame;

/**
 * Hears the tones by which fax machines make themselves known: CED (2100 Hz, 2.6 to 4 s, with or without phase
 * reversals), sent by a machine that answers, and CNG (1100 Hz, 0.5 s, every 3.5 s), sent by one that calls.
 *
 * <p>Each frame is held against three Goertzel filters around either frequency, as far apart as ITU-T T.30 lets
 * machines be off. A frame counts where nearly all its power is in one of them, so that speech, music and noise do not.
 * CED is told after {@value #CED_MS} ms, CNG once its second burst has ended. Not thread-safe.
 */
public final class FaxTone {

  /** What has been heard so far. */
  public enum Tone {
    /** No fax tone. */
    NONE,
    /** The calling tone, 1100 Hz, twice at its distance. */
    CNG,
    /** The answering tone, 2100 Hz. */
    CED
  }

  static final int CED_MS = 600;

  private static final double MIN_PURITY = 0.6;
  private static final double MIN_POWER = 1e4; // a mean square: about -50 dBFS
  private static final int MIN_BURST_MS = 400;
  private static final int MAX_BURST_MS = 600;
  private static final int MIN_PERIOD_MS = 2900;
  private static final int MAX_PERIOD_MS = 4100;

  private final Goertzel calling;
  private final Goertzel answering;
  private final int samples;
  private long nowMs;
  private int cedMs;
  private boolean cedGap;
  private int burstMs;
  private long lastBurstAtMs = -1;
  private Tone heard = Tone.NONE;

  /**
   * A detector for one line.
   *
   * @param rateHz samples per second of every frame, at least 8000
   */
  public FaxTone(int rateHz) {
    if (rateHz < 8000) {
      throw new IllegalArgumentException("rate " + rateHz + " Hz, at least 8000");
    }
    samples = rateHz * AudioFrame.FRAME_MS / 1000;
    calling = new Goertzel(rateHz, 1100, 25);
    answering = new Goertzel(rateHz, 2100, 12);
  }

  /**
   * Takes the next 20 ms and tells what has been heard up to their end; once a tone was told, it stays.
   *
   * @throws IllegalArgumentException where the frame is not 20 ms of the rate given at first
   */
  public Tone on(short[] frame) {
    if (frame.length != samples) {
      throw new IllegalArgumentException(frame.length + " samples, not " + samples);
    }
    nowMs += AudioFrame.FRAME_MS;
    double energy = 0;
    for (short sample : frame) {
      energy += sample * sample;
    }
    boolean audible = energy >= MIN_POWER * samples;
    follow2100(audible && answering.share(frame, energy) >= MIN_PURITY);
    follow1100(audible && calling.share(frame, energy) >= MIN_PURITY);
    return heard;
  }

  /** A single frame may miss: at a phase reversal the tone is cancelled within it. */
  private void follow2100(boolean present) {
    if (present) {
      cedMs += AudioFrame.FRAME_MS;
      cedGap = false;
    } else if (cedMs > 0 && !cedGap) {
      cedGap = true;
    } else {
      cedMs = 0;
      cedGap = false;
    }
    if (cedMs >= CED_MS && heard == Tone.NONE) {
      heard = Tone.CED;
    }
  }

  private void follow1100(boolean present) {
    if (present) {
      burstMs += AudioFrame.FRAME_MS;
      return;
    }
    if (burstMs >= MIN_BURST_MS && burstMs <= MAX_BURST_MS) {
      long period = nowMs - lastBurstAtMs;
      boolean again = lastBurstAtMs >= 0 && period >= MIN_PERIOD_MS && period <= MAX_PERIOD_MS;
      if (again && heard == Tone.NONE) {
        heard = Tone.CNG;
      }
      lastBurstAtMs = nowMs;
    }
    burstMs = 0;
  }

  /** Three filters: at a frequency, and a step below and above. */
  private static final class Goertzel {

    private final double[] coefficients = new double[3];

    Goertzel(int rateHz, double hz, double stepHz) {
      for (int i = 0; i < 3; i++) {
        coefficients[i] = 2 * Math.cos(2 * Math.PI * (hz + (i - 1) * stepHz) / rateHz);
      }
    }

    /** The greatest share of the frame's energy that one filter holds: 0 to about 1. */
    double share(short[] frame, double energy) {
      double most = 0;
      for (double coefficient : coefficients) {
        double last = 0;
        double before = 0;
        for (short sample : frame) {
          double next = sample + coefficient * last - before;
          before = last;
          last = next;
        }
        most = Math.max(most, last * last + before * before - coefficient * last * before);
      }
      return 2 * most / (frame.length * energy);
    }
  }
}
