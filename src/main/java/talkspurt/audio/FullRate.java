package talkspurt.audio;

/** A line of more than 8 kHz: brings its sound down for the hearing, and cleans it at its own rate. */
final class FullRate {

  private static final int FRAME = AudioFrame.samplesPerFrame(Stft.RATE_HZ);
  private static final float UNIT = 1f / 32768;

  private final int factor;
  private final RateChange micDown;
  private final RateChange botDown;
  private final RateChange takenUp;
  private final float[] wide;
  private final float[] narrow = new float[FRAME];
  private final float[] delayed;
  private final int delay;
  private float edge = 1;

  FullRate(int factor) {
    this.factor = factor;
    micDown = new RateChange(factor, true, FRAME * factor);
    botDown = new RateChange(factor, true, FRAME * factor);
    takenUp = new RateChange(factor, false, FRAME);
    wide = new float[FRAME * factor];
    // down, the overlap of windows, and up again
    delay = (EchoRemoval.DELAY + 2 * RateChange.LOBES) * factor;
    delayed = new float[delay + FRAME * factor];
  }

  /** Brings one frame of the line and of the bot down to 8 kHz. */
  void down(short[] line, short[] sent, float[] mic, float[] bot) {
    for (int n = 0; n < wide.length; n++) {
      wide[n] = sent[n] * UNIT;
    }
    botDown.down(wide, wide.length, bot);
    for (int n = 0; n < wide.length; n++) {
      wide[n] = line[n] * UNIT;
    }
    micDown.down(wide, wide.length, mic);
    System.arraycopy(delayed, wide.length, delayed, 0, delay);
    System.arraycopy(wide, 0, delayed, delay, wide.length);
  }

  /**
   * Cleans one frame. Above 4 kHz nothing is predicted: there, as much is left as just below it.
   *
   * @param mic the line at 8 kHz, delayed as {@code taken} is
   * @param taken what to take away
   * @param left share of the amplitude left at the upper edge
   */
  void up(float[] mic, float[] taken, float left, short[] clean) {
    float step = (left - edge) / FRAME;
    for (int n = 0; n < FRAME; n++) {
      float above = edge + step * n;
      narrow[n] = (1 - above) * mic[n] - taken[n];
    }
    takenUp.up(narrow, FRAME, wide);
    float fineStep = step / factor;
    for (int n = 0; n < wide.length; n++) {
      wide[n] += (edge + fineStep * n) * delayed[n];
    }
    EchoAwareDetector.toSamples(wide, clean);
    edge = left;
  }
}
