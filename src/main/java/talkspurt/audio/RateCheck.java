package talkspurt.audio;

import java.util.Optional;

/**
 * Counts a line's samples against the clock and tells when they are, second for second, as many as
 * another rate than the announced one has.
 *
 * <p>A burst after a stall is over in a second, and a lossy line's pieces have gaps between them that
 * fit their own length; neither is a wrong rate. Not thread-safe.
 */
public final class RateCheck {

  private static final double BIN_MS = 1000;
  private static final double LONGEST_BIN_MS = 1500;
  private static final double RIGHT = 0.8;
  private static final double FAST = 1.5;
  private static final double SLOW = 0.67;
  private static final double LEAST_SLOW = 0.3;
  private static final double ALIKE = 0.15;
  private static final double OF_ITS_OWN_LENGTH = 1.5;
  private static final double AT_ONCE_MS = 2;

  private double binFromMs = Double.NaN;
  private double lastMs;
  private double soundMs;
  private int gaps;
  private int gapsInTime;
  private int rateHz;
  private double wrongMs;
  private double wrongSoundMs;

  /** Counts one more piece of sound, which came at this time. */
  public void hear(AudioFrame piece, double nowMs) {
    if (piece.rateHz() != rateHz || Double.isNaN(binFromMs)) {
      rateHz = piece.rateHz();
      forget();
      begin(nowMs);
      return;
    }
    double pieceMs = piece.samples().length * 1000.0 / rateHz;
    double gapMs = nowMs - lastMs;
    soundMs += pieceMs;
    gaps += gapMs < AT_ONCE_MS ? 0 : 1;
    gapsInTime += gapMs < AT_ONCE_MS || gapMs > OF_ITS_OWN_LENGTH * pieceMs ? 0 : 1;
    lastMs = nowMs;
    if (nowMs - binFromMs >= BIN_MS) {
      judge(nowMs - binFromMs);
      begin(nowMs);
    }
  }

  /** How many samples a second come, if that has been another rate's number for so long. */
  public Optional<Integer> wrongHz(long ms) {
    return wrongMs > 0 && wrongMs >= ms
        ? Optional.of((int) Math.round(rateHz * wrongSoundMs / wrongMs))
        : Optional.empty();
  }

  /** Of a line that loses, as many gaps fit a piece's own length as pieces are left. */
  private void judge(double binMs) {
    double ratio = soundMs / binMs;
    if (ratio >= RIGHT && ratio < FAST) {
      forget();
    } else if (binMs > LONGEST_BIN_MS || ratio >= SLOW && ratio < FAST || ratio < LEAST_SLOW) {
      return;
    } else if (ratio < SLOW && gapsInTime > gaps * ratio / 2) {
      wrongSoundMs *= Math.max(0, wrongMs - binMs) / Math.max(1, wrongMs);
      wrongMs = Math.max(0, wrongMs - binMs);
    } else {
      if (wrongMs > 0 && Math.abs(ratio / (wrongSoundMs / wrongMs) - 1) > ALIKE) {
        forget();
      }
      wrongMs += binMs;
      wrongSoundMs += soundMs;
    }
  }

  private void forget() {
    wrongMs = 0;
    wrongSoundMs = 0;
  }

  private void begin(double nowMs) {
    binFromMs = nowMs;
    lastMs = nowMs;
    soundMs = 0;
    gaps = 0;
    gapsInTime = 0;
  }
}
